"""What is prepared to be read out at adoption, and how the text would read with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from draftrace.compare.rebase import rebase
from draftrace.compare.words import difference
from draftrace.errors import NegotiationError
from draftrace.room.acts import adopting, issuing
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.entities import Issued
from draftrace.room.floor import Floor, open_text, require
from draftrace.room.issued import frozen, numbered
from draftrace.room.roles import require_role
from draftrace.room.state import State
from draftrace.text.wording import normalise
from draftrace.tui.consulted import told
from draftrace.tui.keeping import Draft
from draftrace.tui.page import note_numbers, redline_spans
from draftrace.tui.prose import Marks, Row, Span, wrap
from draftrace.tui.reading import TEXT_KINDS
from draftrace.tui.safe import shown
from draftrace.tui.words import count
from draftrace.views.meant import party

_HOLDS = ("clean", "partly absorbed")


class Prepared(NamedTuple):
    """What adoption would take, in the order of the text, and what it would leave with the reason:
    the address and why."""

    taken: tuple[OralAmendment, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def trial(state: State, floor: Floor, draft: Draft) -> None:
    """Raises what is against an oral amendment there, whatever it says."""
    require_role(state, floor, "text adopted")
    open_text(state)
    found = state.now.provisions.get(draft.target)
    require(
        found is not None and found.now.life == "standing",
        f"{draft.address} is not in the text that would be adopted.",
        "An oral amendment changes what stands.",
    )


def amendment(state: State, draft: Draft) -> OralAmendment:
    """The oral amendment that a draft asks for, on the text as it stands. Raises what the rules
    refuse, and where the text has changed under it."""
    standing = state.now.provisions[draft.target].now.wording
    wording = normalise(draft.wording)
    if standing != draft.base:
        carried = rebase(draft.base, wording, standing)
        require(
            carried.outcome in _HOLDS,
            f"{draft.address} has changed where it is amended orally ({carried.outcome}).",
            "Open it again and look.",
        )
        wording = carried.wording
    made = OralAmendment(
        provision=draft.target,
        wording=wording,
        party=party(state, draft.parties),
        reason=draft.reason,
    )
    return adopting.read_out(state, [made])[0]


def prepared(state: State, drafts: Iterable[Draft]) -> Prepared:
    """What adoption would take of somebody's drafts."""
    taken, left = {}, []
    for draft in drafts:
        if draft.kind != "oral amendment":
            continue
        try:
            require(draft.prepared, "It is not finished: open it and prepare it.")
            taken[draft.target] = amendment(state, draft)
        except NegotiationError as error:
            left.append((draft.address, error.message))
    ordered = (taken[p.id] for p in state.standing() if p.id in taken)
    return Prepared(tuple(ordered), tuple(left))


def adopted_rows(state: State, found: Prepared, width: int) -> list[Row]:
    """What is read out, what is left, and the whole text as it would be adopted."""
    rows: list[Row] = []
    for each in found.taken:
        address = state.now.provisions[each.provision].now.address
        who = Span(shown(f"{address}, by {each.party}: {each.reason}"), "strong")
        rows += [Row(line) for line in wrap([who], width)]
        rows += told("", _redline(state, each), width)
    for address, why in found.left:
        rows += told("left out", [Span(shown(f"{address}: {why}"), "warn")], width)
    if unagreed := _unagreed(state, found):
        words = f"{count(len(unagreed), 'provision')}: {', '.join(unagreed)}"
        rows += told("not agreed", [Span(shown(words), "warn")], width)
    rows += [Row(), Row((Span("The text as it would be adopted", "title"),)), Row()]
    for item in as_adopted(state, found.taken):
        rows += _item_rows(state, found, item, width)
    return rows


def _unagreed(state: State, found: Prepared) -> list[str]:
    """Addresses of what the room never agreed and nobody amends now: adoption takes it all the
    same, and who presides should know."""
    taken = {each.provision for each in found.taken}
    open_now = (p for p in state.standing() if p.kind in TEXT_KINDS and not p.now.agreed)
    return [p.now.address for p in open_now if p.id not in taken]


def as_adopted(state: State, oral: Sequence[OralAmendment]) -> tuple[Issued, ...]:
    """The text, numbered as it would be adopted with what is read out."""
    amended = adopting.with_oral(state, oral)
    labels, renumbered = issuing.renumbering(amended)
    return numbered(frozen(amended), labels, renumbered.wordings)


def _item_rows(state: State, found: Prepared, item: Issued, width: int) -> list[Row]:
    oral = next((o for o in found.taken if o.provision == item.provision), None)
    style = "title" if item.kind in ("title", "heading") else ""
    marks = Marks(note_numbers(state))
    words = _redline(state, oral) if oral else marks.spans(item.wording, style)
    label = f"{shown(item.label)} " if item.label and item.kind != "tablerow" else ""
    return [Row(line) for line in wrap([Span(label, "strong"), *words], width)]


def _redline(state: State, oral: OralAmendment) -> Sequence[Span]:
    before = state.now.provisions[oral.provision].now.wording
    return redline_spans(difference(before, oral.wording), note_numbers(state))
