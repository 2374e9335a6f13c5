"""What must hold of a negotiation after every meeting and every issue."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.parts import Alternative, Region
from draftrace.compare.rolling import Rolling
from draftrace.room.entities import Provision
from draftrace.room.evolve import fold
from draftrace.room.record import Entry
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.text import labels
from draftrace.text.labels import Style
from draftrace.views.rolling import rolling
from draftrace.views.seals import broken_seals

_STYLES: dict[str, Style] = {"item": "letters", "subitem": "roman"}


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
            if proposal.change == "wording" and not proposal.now.waiting:
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


class Agreements:
    """What was agreed stays word for word until it is reopened or mended on record."""

    def __init__(self) -> None:
        self._agreed: dict[str, str] = {}

    def hold(self, state: State) -> None:
        now: dict[str, str] = {}
        for provision in state.standing():
            if not provision.now.agreed:
                continue
            now[provision.id] = provision.now.wording
            then = self._agreed.get(provision.id)
            if then is not None and then != provision.now.wording:
                assert self._explained(state, provision)
        self._agreed = now

    def _explained(self, state: State, provision: Provision) -> bool:
        outcomes = [step.outcome for step in state.past.steps[provision.id]]
        return any(o in ("reopened", "issued", "editorial fix") for o in outcomes)
