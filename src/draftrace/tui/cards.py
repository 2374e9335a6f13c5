"""The side panel's tabs: proposals, sources, history, formulas and notes of one provision. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.wording import note_ids
from draftrace.tui.deeds import deed, offered, why
from draftrace.tui.messages import Suggestion
from draftrace.tui.page import excerpt, note_numbers, redline_spans
from draftrace.tui.prose import Marks, Row, Span, between, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import day
from draftrace.views import history
from draftrace.views.formulas import formulas
from draftrace.views.history import Event
from draftrace.views.rolling import Pending, pending
from draftrace.views.suspects import suspicion, verdicts

Tab = Literal["Proposals", "Sources", "History", "Formulas", "Notes"]
TABS: tuple[Tab, ...] = ("Proposals", "Sources", "History", "Formulas", "Notes")


def indented(spans: Sequence[Span], width: int, key: str = "", indent: int = 2) -> list[Row]:
    """Spans wrapped under a card's first line."""
    pad = Span(" " * indent)
    return [Row((pad, *line), key) for line in wrap(spans, width - indent)]


def proposal_rows(state: State, provision: Provision, width: int, signs: Signs) -> list[Row]:
    """Every pending proposal as a card: who, what, why, who is for and against."""
    found = pending(state, provision)
    if not found:
        said = [Span("No proposal is pending here.", "dim")]
        return [*indented(said, width, indent=0), *position_rows(state, provision, width, signs)]
    rows: list[Row] = []
    for one in found:
        rows += [*proposal_card(one, state, width, signs), Row()]
    return rows[:-1]


def proposal_card(one: Pending, state: State, width: int, signs: Signs) -> list[Row]:
    """One proposal."""
    who = [signs.span("proposals"), Span(f" {shown(', '.join(one.sponsors))}", "names")]
    handle = [Span(shown(one.handle), "dim")]
    rows = [Row(between(who, handle, width, signs["more"]), one.proposal)]
    rows += indented(
        [Span(shown(f"{what_of(one)}, {day(one.happened)}"), "dim")], width, one.proposal
    )
    if one.change != "move":
        spans = redline_spans(excerpt(one.redline), note_numbers(state))
        rows += indented(spans, width, one.proposal)
    else:
        rows += indented([Span(_moved_to(state, one), "ins")], width, one.proposal)
    if one.reason:
        rows += indented([Span("reason: ", "dim"), Span(shown(one.reason))], width, one.proposal)
    rows += indented(stands(one), width, one.proposal) if stands(one) else []
    if one.waiting:
        words = f" {one.waiting}: waits for {one.sponsors[0]} to confirm, revise or withdraw"
        rows += indented([signs.span("waiting"), Span(shown(words), "warn")], width, one.proposal)
    return rows


_CHANGES = {
    "wording": "another wording",
    "deletion": "strike it",
    "insertion": "a new provision",
    "move": "another place",
    "split": "divide it",
    "merge": "merge it",
    "alternative": "an alternative",
    "amendment": "an amendment",
}


def what_of(one: Pending) -> str:
    """The kind of change, with the address it made and the proposals it hangs on."""
    words = _CHANGES[one.change]
    words += f", {one.address}" if one.address else ""
    words += f" to {one.to}" if one.to else ""
    words += f", what goes to stand behind {one.after}" if one.to and one.after else ""
    words += f", fall-back to {one.second_to}" if one.second_to else ""
    words += f" with {', '.join(one.merged)}" if one.merged else ""
    return words + (f", waits upon {' and '.join(one.upon)}" if one.upon else "")


def stands(one: Pending) -> list[Span]:
    """Who supports, objects and reserves."""
    found: list[Span] = []
    for word, parties, role in (
        ("support: ", one.support, "good"),
        ("objection: ", one.objections, "warn"),
        ("reservation: ", one.reserved, "warn"),
    ):
        if parties:
            found.append(Span(("  " if found else "") + word, "dim"))
            found.append(Span(shown(", ".join(parties)), role))
    return found


def _moved_to(state: State, one: Pending) -> str:
    proposal = state.now.pending.get(one.proposal)
    anchor = state.now.provisions.get(proposal.after) if proposal is not None else None
    return f"behind {shown(anchor.now.address)}" if anchor is not None else "to the start"


def source_rows(
    state: State,
    provision: Provision,
    suggestions: Sequence[Suggestion] | None,
    width: int,
    signs: Signs,
    note: str = "",
    ways: str = "",
) -> list[Row]:
    """Confirmed sources, then what the engine suggests; ``None`` while it is at work. ``ways`` are
    the keys that judge a suggestion."""
    rows: list[Row] = []
    suspect = suspicion(state, provision.id)
    for source in history.sources(state, provision.id):
        key = source_key(source.document, source.address)
        head = [
            signs.span("sourced"),
            Span(f" {shown(source.document)} {shown(source.address)}", "strong"),
        ]
        rows.append(
            Row(between(head, [Span(shown(source.relation or "stated"), "label")], width), key)
        )
        rows += indented(Marks().spans(source.wording), width, key)
        said = f"confirmed by {source.by}" + (f": {source.reason}" if source.reason else "")
        rows += indented([Span(shown(said), "dim")], width, key)
        if why := suspect.get((source.document, source.address)):
            rows += indented([Span(shown(f"suspect: {why}"), "warn")], width, key)
        rows.append(Row())
    if not rows:
        rows += [Row((Span("No source is confirmed.", "dim"),)), Row()]
    rows += _suggested(state, provision, suggestions, width, signs, note, ways)
    return [*rows, *_dismissed(state, provision, width)]


def _dismissed(state: State, provision: Provision, width: int) -> list[Row]:
    """Who said of which paragraphs that they are no source."""
    found = [link for link in verdicts(state, provision.id) if link.verdict == "dismissed"]
    rows = [Row()] if found else []
    for link in found:
        named = f"{link.source.document} {link.source.address}"
        said = f"dismissed by {link.stamp.speaker}: {named}"
        rows += indented([Span(shown(said), "dim")], width, indent=0)
    return rows


def _suggested(
    state: State,
    provision: Provision,
    suggestions: Sequence[Suggestion] | None,
    width: int,
    signs: Signs,
    note: str,
    ways: str,
) -> list[Row]:
    if not state.now.documents:
        return indented([Span("No source document is registered.", "dim")], width, indent=0)
    if suggestions is None:
        return [Row((Span(f"looking for sources{signs['more']}", "dim"),))]
    settled = {(s.document, s.address) for s in history.sources(state, provision.id)}
    settled |= history.dismissed(state, provision.id)
    left = [s for s in suggestions if (s.source.document, s.source.address) not in settled]
    told = indented([Span(shown(note), "dim")], width, indent=0) if note else []
    if not left:
        return told or [Row((Span("Nothing more is suggested.", "dim"),))]
    rows = [Row((Span("Suggested", "heading"), Span(f"  {ways}", "dim")))]
    for one in left:
        rows += [*_suggestion_card(one, width, signs), Row()]
    return rows + told


def _suggestion_card(one: Suggestion, width: int, signs: Signs) -> list[Row]:
    key = source_key(one.source.document, one.source.address)
    name = f" {shown(one.source.document)} {shown(one.source.address)}"
    score = [Span(f"{one.relation} {one.score:.2f}", "label")]
    rows = [
        Row(
            between([signs.span("suggested"), Span(name, "strong")], score, width, signs["more"]),
            key,
        )
    ]
    rows += indented(_evident(one), width, key)
    rows += indented([Span(shown(one.reason), "dim")], width, key) if one.reason else []
    return rows


def _evident(one: Suggestion) -> list[Span]:
    """The source's wording, the words it shares underlined."""
    marks = Marks()
    found: list[Span] = []
    at = 0
    for _, (start, end) in sorted(one.evidence, key=lambda pair: pair[1]):
        if start >= at:
            found += marks.spans(one.source.wording[at:start])
            found += marks.spans(one.source.wording[start:end], "ins")
            at = end
    return found + marks.spans(one.source.wording[at:])


def source_key(document: str, address: str) -> str:
    """How a row names a source paragraph."""
    return f"{document}\t{address}"


def history_rows(state: State, provision: Provision, width: int, signs: Signs) -> list[Row]:
    """Every act on the provision, the latest first."""
    rows: list[Row] = []
    for event in reversed(history.events(state, provision.id)):
        rows += [*event_card(state, event, width, signs), Row()]
    return rows[:-1]


def event_card(state: State, event: Event, width: int, signs: Signs) -> list[Row]:
    """One act: who did what, when, where, and what it changed."""
    said = [
        signs.span("event"),
        Span(f" {shown(event.by)} ", "names"),
        Span(shown(deed(state, event))),
    ]
    rows = [Row(between(said, [Span(day(event.happened), "dim")], width, signs["more"]), event.act)]
    if event.meeting:
        rows += indented([Span(shown(event.meeting), "dim")], width, event.act)
    redline = () if event.kind == "draft tabled" else event.redline or offered(state, event)
    if redline:
        rows += indented(redline_spans(excerpt(redline)), width, event.act)
    reason = why(state, event)
    if reason:
        rows += indented([Span("reason: ", "dim"), Span(shown(reason))], width, event.act)
    return rows


def formula_rows(state: State, provision: Provision, width: int) -> list[Row]:
    """The words that stand in other provisions too, with where."""
    found = formulas(state, provision.id)
    if not found:
        return indented([Span("No other provision shares a formula with it.", "dim")], width, "", 0)
    rows: list[Row] = []
    for number, one in enumerate(found):
        others = [a for a in one.addresses if a != provision.now.address]
        key = f"formula {number}"
        head = [Span(shown(f"also in {', '.join(others)}"), "strong")]
        head.append(Span(f"  {one.words} words", "dim"))
        rows += [*indented(head, width, key, 0), *indented(_quoted(one.wording), width, key), Row()]
    return rows[:-1]


def _quoted(wording: str) -> list[Span]:
    return [Span("“", "dim"), *Marks().spans(wording), Span("”", "dim")]


def position_rows(state: State, provision: Provision, width: int, signs: Signs) -> list[Row]:
    """Who supports, objects to, reserves or explains what on the provision itself."""
    rows: list[Row] = []
    for position in state.now.positions.get(provision.id, ()):
        sign = signs.span("reservation") if position.stance == "reserves" else Span(" ")
        words = f" {position.stance}" + (f": {position.text}" if position.text else "")
        spans = [sign, Span(f" {shown(position.party)}", "names"), Span(shown(words))]
        rows += indented(spans, width, f"position {position.party}", 0)
    return rows


def note_rows(
    state: State, provision: Provision, private: str, width: int, signs: Signs
) -> list[Row]:
    """Positions on the provision, the footnotes it cites, and one's own private note."""
    rows = position_rows(state, provision, width, signs)
    numbers = note_numbers(state)
    notes = {p.note: p for p in state.now.provisions.values() if p.note}
    for cited in dict.fromkeys(note_ids(provision.now.wording)):
        found = notes.get(cited)
        words = found.now.wording if found is not None else "this note is missing"
        spans = [Span(f"^{shown(numbers.get(cited, cited))} ", "note"), *Marks().spans(words)]
        rows += indented(spans, width, f"note {cited}", 0)
    if rows:
        rows.append(Row())
    rows.append(Row((Span("My private note", "heading"), Span("  N to write", "dim"))))
    rows += indented(
        [Span(shown(private) or "none; it would stay with you", "" if private else "dim")],
        width,
        "private",
        0,
    )
    return rows


def tab_counts(state: State, provision: Provision | None, formulas: int) -> dict[Tab, int]:
    """How much stands in each tab, one's own note and the editor's remarks left out."""
    if provision is None:
        return dict.fromkeys(TABS, 0)
    positions = state.now.positions.get(provision.id, ())
    return {
        "Proposals": len(state.pending_on(provision.id)),
        "Sources": len(history.sources(state, provision.id)),
        "History": history.how_many(state, provision.id),
        "Formulas": formulas,
        "Notes": len(positions) + len(set(note_ids(provision.now.wording))),
    }
