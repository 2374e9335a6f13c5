"""Why does this one word stand here? Who brought it in, when, and what did it replace?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby

import msgspec

from draftrace.compare.phrases import it_says
from draftrace.errors import DraftraceError
from draftrace.room.entities import Proposal, Provision, Step
from draftrace.room.state import State
from draftrace.text.tokens import is_small, is_word, pieces
from draftrace.views.history import Event, events, proposals_on
from draftrace.views.origins import WordOrigin, origins, restorers
from draftrace.views.suspects import connections

_AROUND = 5
_NEAREST = 4


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the word stands, counted from 1, between the words around it."""

    nth: int
    before: str
    word: str
    after: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for one word, or for neighbouring words that came in together.

    ``proposed`` and ``proposed_in`` tell when and in which meeting a proposal first had it;
    ``decision``, ``decided_by``, ``happened`` and ``meeting`` how it came into the text;
    ``replaced`` are the words that gave way to it; ``source`` the confirmed source that has it
    too in a passage that both have, with its wording; ``said_in``, where there is none, those that
    have the word by itself; ``descends`` all of the provision's; ``restored`` and ``restored_at``
    who brought the word back, and when.
    """

    word: str
    act: str
    parties: tuple[str, ...]
    proposals: tuple[str, ...]
    sponsors: tuple[str, ...]
    proposed: str
    proposed_in: str
    proposed_because: tuple[str, ...]
    happened: str
    meeting: str
    decision: str
    decided_by: str
    reason: str
    objections: tuple[str, ...]
    replaced: str
    source: str
    source_wording: str
    source_relation: str
    said_in: tuple[str, ...] = ()
    descends: tuple[str, ...] = ()
    restored: str = ""
    restored_at: str = ""


class WordNotFound(DraftraceError):
    """The provision does not say this."""


def occurrences(provision: Provision, asked: str) -> list[Occurrence]:
    """Where a word, or several in a row, stand in the wording; capitals don't matter."""
    wording = provision.now.wording
    cut = _cut(wording)
    size = len(pieces(asked))
    found = []
    for nth, at in enumerate(_places([piece for piece, _, _ in cut], asked), 1):
        first, last = max(0, at - _AROUND), min(len(cut), at + size + _AROUND) - 1
        start, end = cut[at][1], cut[at + size - 1][2]
        found.append(
            Occurrence(
                nth=nth,
                before=("…" if first else "") + wording[cut[first][1] : start],
                word=wording[start:end],
                after=wording[end : cut[last][2]] + ("…" if last < len(cut) - 1 else ""),
            )
        )
    return found


def why(state: State, provision: Provision, asked: str, nth: int = 1) -> tuple[Answer, ...]:
    """The answer for the nth place where the word stands; several where words in a row came in
    at different times. Raises WordNotFound with where it stood once, or the nearest words."""
    wording = provision.now.wording
    places = list(_places(pieces(wording), asked))
    if not places:
        raise _not_found(state, provision, asked)
    if not 1 <= nth <= len(places):
        raise WordNotFound(
            f"“{asked}” stands {_times(len(places))} in {provision.now.address}.",
            f"Ask for --nth 1 to {len(places)}." if len(places) > 1 else "Leave --nth out.",
        )
    traced = origins(state, provision)
    start = places[nth - 1]
    chosen = list(enumerate(traced))[start : start + len(pieces(asked))]
    return tuple(
        _answer(state, provision, traced, list(run))
        for _, run in groupby(chosen, key=lambda one: (one[1].act, one[1].parties, one[1].source))
    )


def _date(happened: str) -> str:
    return happened[:10]


def told(answer: Answer, day: Callable[[str], str] = _date) -> list[tuple[str, str]]:
    """An answer as named facts in the order a reader asks for them; what is not so is left out.
    ``day`` writes the day of a time."""
    proposed = ", ".join(answer.proposals)
    sponsors = ", ".join(answer.sponsors)
    where = f", {answer.proposed_in}" if answer.proposed_in else ""
    meeting = f", {answer.meeting}" if answer.meeting else ""
    restored = f"{answer.restored}, {day(answer.restored_at)}" if answer.restored else ""
    facts = [
        ("brought in by", ", ".join(answer.parties)),
        (
            "proposal",
            f"{proposed} of {sponsors}, {day(answer.proposed)}{where}" if proposed else "",
        ),
        *(("reason of the proposal", because) for because in answer.proposed_because),
        ("into the text", f"{day(answer.happened)}{meeting}: {answer.decision}"),
        ("decided by", answer.decided_by),
        ("reason of the decision", answer.reason),
        ("objections", ", ".join(answer.objections)),
        ("replaced", f"“{answer.replaced}”" if answer.replaced else "nothing"),
        ("restored by", restored),
        ("source", _sourced(answer)),
        ("the source says", answer.source_wording),
    ]
    return [(name, said) for name, said in facts if said]


def _sourced(answer: Answer) -> str:
    if answer.source:
        return f"{answer.source} ({answer.source_relation})"
    if not answer.descends:
        return "none confirmed"
    if answer.said_in:
        return f"no shared passage; the word itself stands in {', '.join(answer.said_in)}"
    return f"none of its own; the provision has {', '.join(answer.descends)}"


def _answer(
    state: State,
    provision: Provision,
    traced: Sequence[WordOrigin],
    run: list[tuple[int, WordOrigin]],
) -> Answer:
    origin = run[0][1]
    event = _entry(state, provision, origin.act)
    cut = _cut(provision.now.wording)
    proposed = [p for h in event.proposals if (p := state.proposal(h)) is not None]
    took_part = [p for p in proposed if p.now.status.startswith("accepted")] or proposed
    mine = [p for p in took_part if set(p.now.sponsors) & set(origin.parties)] or took_part
    first = _first_offer(state, mine, origin.text)
    confirmed = [c for c in connections(state, provision.id) if c.verdict == "confirmed"]
    named = {f"{c.document}:{c.source}": c for c in confirmed}
    source = named.get(origin.source)
    restored = state.past.stamps.get(origin.restored_by)
    word = provision.now.wording[cut[run[0][0]][1] : cut[run[-1][0]][2]]
    alone = not source and not all(map(is_small, pieces(word)))
    held = [name for name, c in named.items() if alone and _says(c.source_wording, word)]
    return Answer(
        word=word,
        act=origin.act,
        parties=origin.parties,
        proposals=tuple(p.handle for p in mine),
        sponsors=tuple(dict.fromkeys(s for p in mine for s in p.now.sponsors)),
        proposed=first[0],
        proposed_in=first[1],
        proposed_because=tuple(p.now.reason for p in mine if p.now.reason),
        happened=event.happened,
        meeting=event.meeting,
        decision=event.decision or event.kind,
        decided_by=event.by,
        reason=event.reason,
        objections=event.objections,
        replaced=_replaced(event, traced, run[0][0]),
        source=origin.source,
        source_wording=source.source_wording if source else "",
        source_relation=source.relation if source else "",
        said_in=tuple(held),
        descends=tuple(named),
        restored=", ".join(restorers(state, origin)) if restored else "",
        restored_at=restored.happened if restored else "",
    )


def _entry(state: State, provision: Provision, act: str) -> Event:
    """The event by which an act's words came into the text. For a proposed insertion that is the
    decision on it, or while there is none its proposal, then called pending."""
    happened = {event.act: event for event in events(state, provision.id)}
    steps = state.past.steps.get(provision.id, ())
    if next(s.now.life for s in steps if s.stamp.act == act) != "proposed":
        return happened[act]
    made = next(p for p in proposals_on(state, provision.id) if p.change == "insertion")
    decided = made.now.decided
    found = happened[decided.act] if decided and decided.act in happened else happened[act]
    by = decided.speaker if decided else ""
    return msgspec.structs.replace(
        found, decision=made.now.status, by=by, proposals=(made.handle,), redline=()
    )


def _first_offer(state: State, proposals: Sequence[Proposal], word: str) -> tuple[str, str]:
    """When, and in which meeting, a proposal first had the word."""
    for proposal in proposals:
        for step in state.past.offers.get(proposal.id, ()):
            if word.casefold() in _folded(step.now.wording):
                meeting = state.now.meetings.get(step.stamp.meeting)
                return step.stamp.happened, meeting.name if meeting else ""
    return "", ""


def _replaced(event: Event, traced: Sequence[WordOrigin], at: int) -> str:
    """What gave way to the word: of the places where the act brought in such a word, the one that
    is as far along as this is among the words of that act."""
    word = traced[at]
    rank = sum(w.act == word.act and w.text == word.text for w in traced[:at])
    gave_way: list[str] = []
    struck = ""
    for op, text in event.redline:
        if op == "+":
            came = sum(piece == word.text for piece in pieces(text))
            gave_way += [struck.strip()] * came
        struck = text if op == "-" else ""
    return gave_way[min(rank, len(gave_way) - 1)] if gave_way else ""


def _not_found(state: State, provision: Provision, asked: str) -> WordNotFound:
    address = provision.now.address
    if not any(map(is_word, pieces(asked))):
        return WordNotFound("Ask for a word.", f"As in: draftrace trace '{address}' --why promote")
    hints = []
    gone = _gone(state, provision, asked)
    if gone is not None:
        stamp = gone.stamp
        handles = ", ".join(p.handle for i in gone.proposals if (p := state.proposal(i)))
        who = handles or stamp.speaker
        hints.append(f"It stood there until {stamp.happened[:10]} ({who}).")
    said = dict.fromkeys(p.casefold() for p in pieces(provision.now.wording) if is_word(p))
    near = get_close_matches(asked.casefold(), list(said), n=_NEAREST, cutoff=0.5)
    if near:
        hints.append(f"Nearest words: {', '.join(near)}.")
    hints = hints or [it_says(provision.now.wording)]
    return WordNotFound(f"“{asked}” is not in {address}.", " ".join(hints))


def _gone(state: State, provision: Provision, asked: str) -> Step | None:
    """The act that took the word out, where it once stood there."""
    before = ""
    found = None
    for step in state.past.steps.get(provision.id, ()):
        if _says(before, asked) and not _says(step.now.wording, asked):
            found = step
        before = step.now.wording
    return found


def _says(wording: str, asked: str) -> bool:
    return next(_places(pieces(wording), asked), None) is not None


def _places(cut: Sequence[str], asked: str) -> Iterator[int]:
    """Where the asked pieces stand in a row."""
    wanted = [piece.casefold() for piece in pieces(asked)]
    folded = [piece.casefold() for piece in cut]
    if not any(map(is_word, wanted)):
        return
    for at in range(len(folded) - len(wanted) + 1):
        if folded[at : at + len(wanted)] == wanted:
            yield at


def _folded(wording: str) -> set[str]:
    return {piece.casefold() for piece in pieces(wording)}


def _cut(wording: str) -> list[tuple[str, int, int]]:
    """The pieces of a wording with their places."""
    found = []
    at = 0
    for piece in pieces(wording):
        at = wording.index(piece, at)
        found.append((piece, at, at + len(piece)))
        at += len(piece)
    return found


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
