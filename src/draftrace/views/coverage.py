"""What became of every conclusion, and where?

Judged from confirmed links; where there are none, from suggestions somebody hands in, and then
marked so. A link whose relation nobody stated is measured by the source's words that the
provision kept, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from draftrace.compare.words import difference
from draftrace.room.acts.payloads import Relation
from draftrace.room.issued import frozen
from draftrace.room.state import Issued, Link, State
from draftrace.text.tokens import is_word, tokens

Outcome = Literal["verbatim", "adapted", "partial", "thematic", "dropped"]
Basis = Literal["confirmed", "suggested", "none"]
_ORDER: tuple[Outcome, ...] = ("verbatim", "adapted", "partial", "thematic", "dropped")
_KEPT: tuple[tuple[float, Relation], ...] = ((0.85, "verbatim"), (0.5, "adapted"), (0.2, "partial"))


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A provision a conclusion went to. ``verdict`` is confirmed or suggested; ``score`` from 0 to
    1, 1 where a person confirmed it."""

    address: str
    relation: str
    score: float
    verdict: str


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One conclusion and its fate."""

    document: str
    address: str
    wording: str
    outcome: Outcome
    basis: Basis
    targets: tuple[Target, ...]


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
        found.append(
            Point(
                document=document,
                address=address,
                wording=wording,
                outcome=_outcome(targets),
                basis=basis,
                targets=tuple(targets),
            )
        )
    return found


def confirmed_links(
    state: State, text: Iterable[Issued] | None = None
) -> dict[tuple[str, str], list[Target]]:
    """Confirmed targets in a text, by default the standing one, by source paragraph; the last
    verdict counts."""
    found: dict[tuple[str, str], list[Target]] = {}
    for issued in frozen(state) if text is None else text:
        last: dict[tuple[str, str], Link] = {}
        for link in state.now.links.get(issued.provision, ()):
            last[(link.source.document, link.source.address)] = link
        for pair, link in last.items():
            if link.verdict == "confirmed":
                relation = link.relation or measured(link.source.wording, issued.wording)
                target = Target(
                    address=issued.address,
                    relation=relation,
                    score=1.0,
                    verdict="confirmed",
                )
                found.setdefault(pair, []).append(target)
    return found


def measured(source: str, target: str) -> Relation:
    """The relation that a source's words kept in order bear out."""
    words = [t for t in tokens(source) if is_word(t)]
    kept = sum(
        sum(map(is_word, tokens(text)))
        for op, text in difference(source.casefold(), target.casefold())
        if op == "="
    )
    share = kept / max(1, len(words))
    return next((relation for least, relation in _KEPT if share >= least), "thematic")


def _outcome(targets: Sequence[Target]) -> Outcome:
    """The nearest of its relations."""
    relations = {t.relation for t in targets}
    return next((o for o in _ORDER if o in relations), "dropped")
