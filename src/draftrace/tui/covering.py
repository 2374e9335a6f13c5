"""What may have become of each conclusion: by words, then by meaning. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace.matching.fates import both_sides, guessed
from draftrace.room.compiling import conclusions
from draftrace.tui.apart import Tell
from draftrace.views.coverage import Point, coverage
from draftrace.workspace import Workspace


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
        for progress in matcher.encode(also=both_sides(state, points)):
            tell(f"comparing by meaning: {progress.done} of {progress.total}")
        guesses = guessed(matcher, state, points, lexical=False)
        found = tuple(coverage(state, points, guesses))
        yield Covered(wanted.report, found, f"{note} By words and meaning.".strip())
