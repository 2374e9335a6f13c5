"""Which links still rest on the words they were confirmed on, and which are suspect?

Evidence is carried through the word difference from the wording a link was confirmed on, through
every later wording. A change that touches its words, or removes more than a third of the
provision, makes the link suspect until somebody confirms or dismisses it again (DESIGN.md,
section 5); every other change is only noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.compare.carried_place import Edited, carried, edited
from draftrace.compare.phrases import find
from draftrace.room.acts.terms import Span
from draftrace.room.entities import Link, Step, Verdict
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.text.tokens import words
from draftrace.views.kept import evidence, measured

Effect = Literal["touched", "cut", "carried", "restored"]
_THIRD = 3
_SEVERAL = 2


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """One phrase of a link's evidence: character spans in the wording it was judged on, in the
    source, and in the present wording (None where nothing of it is left); ``text`` as judged."""

    target: Span
    source: Span
    now: Span | None
    text: str
    touched: bool = False


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the provision since the verdict, and what it did to the evidence."""

    act: str
    position: int
    happened: str
    by: str
    proposals: tuple[str, ...]
    effect: Effect
    words: tuple[str, ...] = ()


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """The last verdict on one provision and one source paragraph.

    ``relation`` is measured where nobody ``stated`` it; ``suspect`` says why, or is empty;
    ``changes`` are those since the verdict. ``wording`` is the provision's as judged, ``present``
    as it is; ``life`` is the provision's too.
    """

    provision: str
    address: str
    life: str
    document: str
    source: str
    source_wording: str
    wording: str
    present: str
    relation: str
    stated: bool
    verdict: Verdict | Literal["suggested"]
    by: str
    recorder: str
    happened: str
    position: int
    reason: str
    phrases: tuple[Phrase, ...] = ()
    suspect: str = ""
    changes: tuple[Change, ...] = ()
    score: float | None = None


class _Carried(msgspec.Struct, frozen=True):
    """A link's evidence in the present wording, and what has happened to it."""

    phrases: tuple[Phrase, ...] = ()
    changes: tuple[Change, ...] = ()
    suspect: str = ""


def verdicts(state: State, provision: str) -> list[Link]:
    """The last verdict on every source paragraph of a provision, by when it was first judged."""
    last: dict[tuple[str, str], Link] = {}
    for link in state.now.links.get(provision, ()):
        last[(link.source.document, link.source.address)] = link
    return list(last.values())


def every_connection(state: State) -> list[Connection]:
    """All verdicts: those on the living text in printed order, then those on struck provisions."""
    living = state.order()
    rest = [i for i in state.now.links if i not in set(living)]
    return [found for i in (*living, *rest) for found in connections(state, i)]


def connections(state: State, provision: str) -> list[Connection]:
    """The verdicts on one provision, each with its evidence carried to the present."""
    return [_connection(state, provision, link) for link in verdicts(state, provision)]


def suspicion(state: State, provision: str) -> dict[tuple[str, str], str]:
    """Why links of a provision are suspect, by document and address of the source."""
    wording = state.now.provisions[provision].now.wording
    if all(k.wording == wording for k in verdicts(state, provision) if k.verdict == "confirmed"):
        return {}  # nothing has changed, so no history need be loaded
    return {(c.document, c.source): c.suspect for c in connections(state, provision) if c.suspect}


def _connection(state: State, provision: str, link: Link) -> Connection:
    form = state.now.provisions[provision].now
    wording = _judged_on(state, provision, link)
    confirmed = link.verdict == "confirmed"
    carried = _carried(state, provision, link, wording) if confirmed else _Carried()
    return Connection(
        provision=provision,
        address=form.address,
        life=form.life,
        document=link.source.document,
        source=link.source.address,
        source_wording=link.source.wording,
        wording=wording,
        present=form.wording,
        relation=link.relation or (measured(link.source.wording, wording) if confirmed else ""),
        stated=bool(link.relation),
        verdict=link.verdict,
        by=link.stamp.speaker,
        recorder=link.stamp.recorder,
        happened=link.stamp.happened,
        position=link.stamp.position,
        reason=link.reason,
        phrases=carried.phrases,
        suspect=carried.suspect if form.life != "struck" else "",
        changes=carried.changes,
    )


def _judged_on(state: State, provision: str, link: Link) -> str:
    if link.wording:
        return link.wording
    steps = state.past.steps.get(provision, ())
    then = [s.now.wording for s in steps if s.stamp.position <= link.stamp.position]
    return then[-1] if then else ""


def _carried(state: State, provision: str, link: Link, wording: str) -> _Carried:
    pairs = link.evidence or evidence(link.source.wording, wording)
    first = tuple(
        Phrase(target=target, source=source, now=target, text=wording[slice(*target)])
        for target, source in pairs
    )
    phrases, suspect = first, ""
    changes: list[Change] = []
    before = wording
    for step in _later(state, provision, link.stamp):
        after = step.now.wording
        if after == before:
            continue
        if after == wording:
            phrases, suspect = first, ""
            changes.append(_change(state, step, "restored"))
        else:
            edits = edited(before, after)
            stands = [_standing(phrase, before, after) for phrase in phrases]
            lost = _lost(edits, before, phrases, stands)
            phrases = tuple(
                _moved_on(phrase, edits, after, place)
                for phrase, place in zip(phrases, stands, strict=True)
            )
            effect: Effect = "touched" if any(lost) else "carried"
            if effect == "carried" and _cut(edits, before):
                effect = "cut"
            change = _change(state, step, effect, tuple(filter(None, lost)))
            changes.append(change)
            suspect = suspect or _why(change)
        before = after
    return _Carried(phrases, tuple(changes), suspect)


def _later(state: State, provision: str, verdict: Stamp) -> Iterator[Step]:
    for step in state.past.steps.get(provision, ()):
        if step.stamp.position >= verdict.position and step.now.life != "struck":
            yield step


def _change(state: State, step: Step, effect: Effect, lost: tuple[str, ...] = ()) -> Change:
    found = [p for i in step.proposals if (p := state.proposal(i)) is not None]
    named = [p.handle for p in found if p.now.status.startswith("accepted")]
    return Change(
        act=step.stamp.act,
        position=step.stamp.position,
        happened=step.stamp.happened,
        by=step.stamp.speaker,
        proposals=tuple(named),
        effect=effect,
        words=lost,
    )


def _why(change: Change) -> str:
    if change.effect not in ("touched", "cut"):
        return ""
    who = ", ".join(change.proposals) or change.by
    when = f"{who}, {change.happened[:10]}"
    if change.effect == "cut":
        return f"more than a third of the provision was removed ({when})"
    return f"a change touched “{'”, “'.join(change.words)}” ({when})"


def _standing(phrase: Phrase, before: str, after: str) -> Span | None:
    """Where a phrase of several words, alone of its kind before and after a change, stands word for
    word after it: it may have moved, or words like its last may have come in beside it."""
    if phrase.now is None:
        return None
    text = before[slice(*phrase.now)]
    if len(words(text)) < _SEVERAL or len(find(before, text)) != 1:
        return None
    places = find(after, text)
    return places[0] if len(places) == 1 else None


def _lost(
    edits: Sequence[Edited],
    before: str,
    phrases: Sequence[Phrase],
    stands: Sequence[Span | None],
) -> list[str]:
    """For each phrase what a change touched of it, as text of the wording before, or nothing."""
    found = []
    for phrase, place in zip(phrases, stands, strict=True):
        hit = phrase.now and not place and any(_touches(edit, phrase.now) for edit in edits)
        found.append(before[slice(*phrase.now)] if hit and phrase.now else "")
    return found


def _touches(edit: Edited, phrase: Span) -> bool:
    start, end = phrase
    if any(a < end and start < b for a, b in edit.lost):
        return True
    return edit.gained and start < edit.start and edit.end < end


def _cut(edits: Sequence[Edited], before: str) -> bool:
    return sum(len(edit.lost) for edit in edits) * _THIRD > len(words(before))


def _moved_on(phrase: Phrase, edits: Sequence[Edited], after: str, place: Span | None) -> Phrase:
    if phrase.now is None:
        return phrase
    if place is not None:
        return msgspec.structs.replace(phrase, now=place)
    start = carried(phrase.now[0], edits, is_end=False)
    end = carried(phrase.now[1], edits, is_end=True)
    touched = phrase.touched or any(_touches(edit, phrase.now) for edit in edits)
    left = after[start:end]
    start, end = end - len(left.lstrip()), start + len(left.rstrip())
    now = (start, end) if start < end else None
    return msgspec.structs.replace(phrase, now=now, touched=touched)
