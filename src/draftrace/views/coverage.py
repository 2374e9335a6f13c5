"""What became of every conclusion, and where?

Judged from confirmed links; where there are none, from suggestions somebody hands in, and then
marked so. A link whose relation nobody stated is measured by the source's words that the
provision kept, in order. What went to several provisions is summed: its outcome is judged from
all they kept together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from draftrace.room.acts.terms import Span
from draftrace.room.entities import Issued
from draftrace.room.issued import frozen
from draftrace.room.state import State
from draftrace.views.kept import evidence, measured, together
from draftrace.views.suspects import connections

Outcome = Literal["verbatim", "adapted", "partial", "thematic", "dropped"]
Basis = Literal["confirmed", "suggested", "none"]
OUTCOMES: tuple[Outcome, ...] = ("verbatim", "adapted", "partial", "thematic", "dropped")
NOT_JUDGED: Final = "not judged"
"""What to call the fate of a conclusion where only people were asked and nobody has judged."""
FATES: tuple[str, ...] = (*OUTCOMES, NOT_JUDGED)
_SAID = ("verbatim", "adapted", "partial")
UNSOURCED_KINDS = ("title", "heading", "footnote")
"""What needs no source of its own."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A provision a conclusion went to. ``verdict`` is confirmed or suggested; ``score`` from 0 to
    1, 1 where a person confirmed it; ``kept`` are the spans of the conclusion it kept and
    ``suspect`` says why the link may hold no more."""

    address: str
    relation: str
    score: float
    verdict: str
    kept: tuple[Span, ...] = ()
    suspect: str = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One conclusion and its fate. ``summed``: no single target bears the outcome out, all of
    them together do."""

    document: str
    address: str
    wording: str
    outcome: Outcome
    basis: Basis
    targets: tuple[Target, ...]
    summed: bool = False


class Unsourced(msgspec.Struct, frozen=True, kw_only=True):
    """A provision nobody has confirmed a source of. ``suggested`` are the paragraphs, as
    ``symbol:address``, whose words it may have taken up, unconfirmed."""

    address: str
    kind: str
    wording: str
    suggested: tuple[str, ...] = ()


def coverage(
    state: State,
    conclusions: Iterable[tuple[str, str, str]],
    suggested: Mapping[tuple[str, str], Sequence[Target]] | None = None,
    text: Iterable[Issued] | None = None,
) -> list[Point]:
    """The fate of each conclusion, given as (document, address, wording), in the standing text
    or in the ``text`` of an issue."""
    links = confirmed_links(state, text)
    guesses = suggested or {}
    found = []
    for document, address, wording in conclusions:
        targets: Sequence[Target] = links.get((document, address), ())
        basis: Basis = "confirmed"
        if not targets:
            targets, basis = guesses.get((document, address), ()), "suggested"
        if not targets:
            basis = "none"
        single, outcome = _nearest(targets), _outcome(wording, targets)
        found.append(
            Point(
                document=document,
                address=address,
                wording=wording,
                outcome=outcome,
                basis=basis,
                targets=tuple(targets),
                summed=outcome != single,
            )
        )
    return found


def judged(point: Point) -> str:
    """The fate by people's verdicts alone, of a point for which no suggestion was asked."""
    return NOT_JUDGED if point.basis == "none" else point.outcome


def confirmed_links(
    state: State, text: Iterable[Issued] | None = None
) -> dict[tuple[str, str], list[Target]]:
    """Confirmed targets in a text, by default the standing one, by source paragraph; the last
    verdict counts."""
    found: dict[tuple[str, str], list[Target]] = {}
    for issued in frozen(state) if text is None else text:
        for link in connections(state, issued.provision):
            if link.verdict != "confirmed":
                continue
            source = link.source_wording
            target = Target(
                address=issued.address,
                relation=link.relation if link.stated else measured(source, issued.wording),
                score=1.0,
                verdict="confirmed",
                kept=tuple(there for _, there in evidence(source, issued.wording)),
                suspect=link.suspect,
            )
            found.setdefault((link.document, link.source), []).append(target)
    return found


def unsourced(state: State, points: Iterable[Point] = ()) -> list[Unsourced]:
    """The provisions of the standing text without a confirmed source, in printed order."""
    guessed: dict[str, list[str]] = {}
    for point in points:
        for target in point.targets:
            if target.verdict == "suggested" and target.relation in _SAID:
                named = f"{point.document}:{point.address}"
                guessed.setdefault(target.address, []).append(named)
    return [
        Unsourced(
            address=provision.now.address,
            kind=provision.kind,
            wording=provision.now.wording,
            suggested=tuple(guessed.get(provision.now.address, ())),
        )
        for provision in state.standing()
        if provision.kind not in UNSOURCED_KINDS
        and not any(c.verdict == "confirmed" for c in connections(state, provision.id))
    ]


def _nearest(targets: Sequence[Target]) -> Outcome:
    """The nearest of its relations."""
    relations = {t.relation for t in targets}
    return next((o for o in OUTCOMES if o in relations), "dropped")


def _outcome(wording: str, targets: Sequence[Target]) -> Outcome:
    """The nearest relation of one target, or what all that say some of it kept together."""
    single = _nearest(targets)
    said = [t.kept for t in targets if t.relation in _SAID]
    return min(single, together(wording, said), key=OUTCOMES.index) if targets else single
