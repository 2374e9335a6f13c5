"""What may have become of each conclusion: by words, then by meaning. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from draftrace.room.compiling import conclusions
from draftrace.room.state import State
from draftrace.tui.apart import Tell
from draftrace.views.coverage import UNSOURCED_KINDS, Point, Target, coverage
from draftrace.views.history import dismissed
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher
    from draftrace.matching.sources import Source


class Asked(msgspec.Struct, frozen=True):
    """Whose conclusions; and whether meaning may be asked."""

    report: str
    meaning: bool = False


class Covered(msgspec.Struct, frozen=True):
    """The fate of each conclusion of one report; ``note`` is what a reader must know of how it
    was judged, ``settled`` that no better answer is on its way."""

    report: str
    points: tuple[Point, ...]
    note: str = ""
    settled: bool = True


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Covered]:
    """Judge by words; then, where asked, by meaning as well."""
    wanted = msgspec.json.decode(asked, type=Asked)
    workspace = Workspace(root)
    state = workspace.state()
    readings, troubles = workspace.documents()
    reports = [d for d in readings if d.symbol == wanted.report]
    points = [(d.symbol, p.address, p.wording) for d in reports for p in conclusions(d)]
    matcher = workspace.matcher()
    note = " ".join(troubles)
    guesses = guessed(matcher, state, points, lexical=True)
    found = tuple(coverage(state, points, guesses))
    yield Covered(wanted.report, found, f"{note} By words.".strip(), not wanted.meaning)
    if wanted.meaning:
        tell("comparing by meaning")
        for _ in matcher.encode([t.wording for t in _provisions(state)]):
            pass
        guesses = guessed(matcher, state, points, lexical=False)
        found = tuple(coverage(state, points, guesses))
        yield Covered(wanted.report, found, f"{note} By words and meaning.".strip())


def _provisions(state: State) -> list[Source]:
    from draftrace.matching.sources import Source

    return [
        Source("", p.now.address, p.now.wording)
        for p in state.standing()
        if p.kind not in UNSOURCED_KINDS
    ]


def guessed(
    matcher: Matcher, state: State, points: Sequence[tuple[str, str, str]], *, lexical: bool
) -> Mapping[tuple[str, str], Sequence[Target]]:
    """Where each conclusion may have gone, nothing that a person has dismissed among it."""
    from draftrace.matching.sources import Source

    wanted = [Source(d, a, w, "conclusion") for d, a, w in points]
    said_no = {(p.now.address, *pair) for p in state.standing() for pair in dismissed(state, p.id)}
    return {
        (one.document, one.address): [
            Target(
                address=t.address,
                relation=t.relation,
                score=t.score,
                verdict="suggested",
                kept=tuple(source for _, source in t.evidence),
            )
            for t in one.targets
            if (t.address, one.document, one.address) not in said_no
        ]
        for one in matcher.coverage(wanted, _provisions(state), lexical=lexical)
    }
