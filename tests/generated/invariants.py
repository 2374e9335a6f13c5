"""What must hold of a negotiation after every meeting and every issue."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from draftrace.compare.parts import Alternative, Region
from draftrace.compare.rolling import Rolling
from draftrace.room.evolve import fold
from draftrace.room.record import Entry
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.text import labels
from draftrace.text.labels import Style
from draftrace.views.rolling import rolling
from draftrace.views.seals import broken_seals

_STYLES: dict[str, Style] = {"item": "letters", "subitem": "roman"}


IN_WORDS = ("wording", "alternative", "amendment", "split")
"""Changes that stand in the rolling text word by word, but for amendments of mergers; those and
the others are told beside it."""


def read(found: Rolling, key: str | None) -> str:
    """What a proposal reads, rebuilt from the parts alone."""
    for part in found.parts:
        if isinstance(part, Alternative) and key in part.keys:
            return part.wording
    said = []
    for part in found.parts:
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, Region):
            wanted = [reading for reading, keys in part.readings if key in keys]
            said.append(wanted[0] if wanted else part.base)
    return "".join(said)


def every_proposal_can_be_read_out_of_the_compiled_text(state: State) -> None:
    for i in state.order():
        provision = state.now.provisions[i]
        found = rolling(state, provision)
        assert read(found, None) == provision.now.wording
        for proposal in state.pending_on(i):
            parent = state.proposal(proposal.now.to) if proposal.now.to else None
            beside = parent is not None and parent.change == "merge"
            if proposal.change in IN_WORDS and not beside:
                assert read(found, proposal.handle) == proposal.now.wording


def addresses_are_one_to_one_and_items_hang_where_they_are_cited(state: State) -> None:
    living = [state.now.provisions[i] for i in state.order()]
    assert len({p.now.address for p in living}) == len(living)
    for provision in living:
        assert state.now.addresses[provision.now.address] == provision.id
        if depth_of(provision) >= ITEM_DEPTH:
            above = state.now.provisions[state.above(provision.id)]
            assert provision.now.address.startswith(above.now.address)


def labels_are_consecutive(state: State) -> None:
    """Right after an issue."""
    found: dict[tuple[str, str], list[int]] = {}
    for provision in state.standing():
        if provision.now.label and provision.kind != "footnote":
            read_label = labels.parse(
                provision.now.label, style=_STYLES.get(provision.kind, "arabic")
            )
            assert read_label is not None
            above = "" if provision.level == 1 else state.above(provision.id)
            found.setdefault((provision.kind, above), []).append(read_label.value)
    for numbers in found.values():
        assert numbers == list(range(1, len(numbers) + 1))


def the_record_is_whole(state: State, entries: Sequence[Entry]) -> None:
    """Nothing void, every seal fits, and the state follows from the record alone."""
    assert [void.reason for void in state.now.voids] == []
    assert list(broken_seals(entries)) == []
    again = fold(entries)
    assert (again.now, again.past) == (state.now, state.past)
    assert again.order() == state.order()


def what_was_agreed_stays_word_for_word(state: State) -> None:
    """But for editorial fixes, references that follow new numbers, and oral amendments."""
    for steps in state.past.steps.values():
        for before, step in pairwise(steps):
            if before.now.agreed and step.now.agreed and before.now.wording != step.now.wording:
                assert step.stamp.kind in ("editorial fix", "revision issued", "text adopted")
