"""The presiding party's desk: agenda, rivals as redlines, and a decision's effects. Pure."""

from __future__ import annotations

from draftrace.compare.words import difference
from draftrace.room.acts.payloads import Decided
from draftrace.room.entities import Proposal, Provision
from draftrace.room.state import State
from draftrace.text.wording import plain
from draftrace.tui.cards import indented, stands, what_of
from draftrace.tui.composition import Composition, Fate, edit_redline, edits_of
from draftrace.tui.page import excerpt, note_numbers, redline_spans
from draftrace.tui.prose import Marks, Row, Span, between, joined
from draftrace.tui.reading import Reading
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.views.force import force
from draftrace.views.rolling import Pending, pending

_AROUND = 9


_BEGINNING = 160
"""Letters of a wording that are laid out where only its beginning is seen."""


def agenda_rows(reading: Reading, width: int, signs: Signs, here: str) -> list[Row]:
    """Every provision on which something is left to decide, and the one that is taken up."""
    rows: list[Row] = []
    for provision in reading.order:
        found = reading.lines.get(provision.id)
        if found is None or not (found.proposals or found.brackets or provision.id == here):
            continue
        marks = signs.beside(found, changed=reading.looking.changed(provision))
        words = shown(plain(provision.now.wording))
        left = [Span(f"{shown(found.address):<10} ", "strong"), Span(words[:_BEGINNING], "dim")]
        right = joined([[mark] for mark in marks])
        rows.append(Row(between(left, right, width, signs["more"]), provision.id))
    return rows or [Row((Span("Nothing is open.", "dim"),))]


def rival_rows(
    state: State, provision: Provision, chosen: Composition, width: int, signs: Signs
) -> list[Row]:
    """The standing text, then each pending proposal as a redline of it."""
    numbers = note_numbers(state)
    rows = [Row((Span("standing text", "dim"),))]
    rows += indented(Marks(numbers).spans(provision.now.wording), width)
    cards = pending(state, provision)
    if not cards:
        rows += [Row(), Row((Span("No proposal is pending here.", "dim"),))]
    for card in cards:
        rows += [Row(), *_card_rows(state, card, chosen, width, signs, numbers)]
    return rows


def _card_rows(
    state: State,
    card: Pending,
    chosen: Composition,
    width: int,
    signs: Signs,
    numbers: dict[str, str],
) -> list[Row]:
    """One rival: whose, what, as a redline, its force, who is for and against, its edits."""
    proposal = state.now.pending[card.proposal]
    key = proposal.id
    head = [
        signs.span("picked" if chosen.has(key) else "unpicked"),
        Span(f" {shown(', '.join(card.sponsors))}", "names"),
        Span(shown(f"  {what_of(card)}"), "dim"),
    ]
    rows = [Row(between(head, [Span(shown(card.handle), "dim")], width, signs["more"]), key)]
    rows += indented(_rival(state, proposal, card.redline, numbers), width, key)
    for words in force(proposal):
        rows += indented([Span("force: ", "dim"), Span(shown(words), "label")], width, key)
    rows += indented(stands(card), width, key) if stands(card) else []
    if card.reason:
        rows += indented([Span("reason: ", "dim"), Span(shown(card.reason))], width, key)
    if card.waiting:
        words = f" {card.waiting}: waits for {card.sponsors[0]}; only a chair's text can draw on it"
        rows += indented([signs.span("waiting"), Span(shown(words), "warn")], width, key)
    return rows + _edit_rows(proposal, chosen, width, signs, numbers)


def _rival(
    state: State,
    proposal: Proposal,
    redline: tuple[tuple[str, str], ...],
    numbers: dict[str, str],
) -> list[Span]:
    if proposal.change == "move":
        anchor = state.now.provisions.get(proposal.after)
        return [
            Span(f"to stand behind {shown(anchor.now.address) if anchor else 'the start'}", "ins")
        ]
    return redline_spans(excerpt(redline, _AROUND), numbers)


def _edit_rows(
    proposal: Proposal, chosen: Composition, width: int, signs: Signs, numbers: dict[str, str]
) -> list[Row]:
    """The separate edits of a proposal that has several, each to be picked alone."""
    every = edits_of(proposal)
    if len(every) < 2:
        return []
    rows: list[Row] = []
    for number, edit in enumerate(every, 1):
        picked = signs.span("picked" if chosen.has(proposal.id, number) else "unpicked")
        spans = [picked, Span(f" edit {number}  ", "dim")]
        spans += redline_spans(edit_redline(proposal, edit), numbers)
        rows += indented(spans, width, f"{proposal.id}#{number}", 4)
    return rows


def decision_rows(why: str, width: int) -> list[Row]:
    """Why there is no decision yet."""
    return indented([Span(shown(why), "dim")], width, indent=0)


def outcome_rows(
    state: State,
    provision: Provision,
    decided: Decided,
    fates: list[Fate],
    width: int,
    signs: Signs,
) -> list[Row]:
    """What would be gavelled, and what it does to every other proposal."""
    named = [state.now.pending[p].handle for p in decided.adopted if p in state.now.pending]
    joining = ", drawing on " if decided.outcome == "chair's text" else ": "
    credit = joining + ", ".join(named) if named else ""
    rows = [Row((Span(decided.outcome, "strong"), Span(shown(credit))))]
    rows += indented(_reads(state, provision, decided), width)
    if decided.amended is not None:
        amended = state.now.pending[state.now.pending[decided.adopted[0]].now.to]
        words = f"{amended.handle} so amended stays pending; the text does not change yet."
        rows += indented([Span(shown(words), "warn")], width)
    for fate in fates:
        rows += _fate_rows(state, fate, width, signs)
    return rows


def _reads(state: State, provision: Provision, decided: Decided) -> list[Span]:
    if decided.removed:
        words = plain(provision.now.wording)
        more = f" and {len(decided.removed) - 1} below it" if len(decided.removed) > 1 else ""
        return [*redline_spans([("-", words)]), Span(more, "dim")]
    if decided.born:
        cut = " ¶ ".join([decided.wording or "", *(piece.wording for piece in decided.born)])
        return redline_spans(difference(provision.now.wording, cut), note_numbers(state))
    if decided.amended is not None:
        amended = state.now.pending[state.now.pending[decided.adopted[0]].now.to]
        return redline_spans(difference(amended.now.wording, decided.amended), note_numbers(state))
    if decided.places and not decided.merged:
        return [Span(f"moves to {shown(decided.places[0].address)}", "ins")]
    if decided.inserted:
        return redline_spans([("+", decided.wording or provision.now.wording)])
    new = decided.wording if decided.wording is not None else provision.now.wording
    return redline_spans(difference(provision.now.wording, new), note_numbers(state))


_EFFECTS = {
    "clean": "carried over",
    "follows": "carried over with the provision",
    "absorbed": "the text now says it: waits for its sponsor",
    "partly absorbed": "the text now says part of it: waits for its sponsor",
    "conflict": "must be confirmed by its sponsor",
    "orphaned": "its provision goes: waits for its sponsor",
}


def _fate_rows(state: State, fate: Fate, width: int, signs: Signs) -> list[Row]:
    proposal = state.now.pending.get(fate.proposal)
    if proposal is None:
        return []
    who = f"{proposal.handle} ({', '.join(proposal.now.sponsors)})"
    if fate.falls:
        words, role = "falls with this decision", "warn"
    else:
        words, role = _EFFECTS.get(fate.outcome, fate.outcome), "label"
    mark = signs.span("picked" if fate.falls else "unpicked")
    spans = [
        mark,
        Span(f" {shown(who)}  ", "names"),
        Span(f"{fate.outcome}: ", "strong"),
        Span(words, role),
    ]
    return indented(spans, width, fate.proposal, 0)
