"""What was changed in a paragraph that moved, told as if it had stayed?

What it said and no longer says went where it left; what it did not say before came where it came
to. What stayed of it the mover took out there and brought in here, letter for letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import msgspec

from draftrace.intake.letters import bare
from draftrace.intake.paragraphs import typed_label
from draftrace.intake.tracked.model import Mark, Run

_Letter = tuple[str, Run]


def reunited(
    away: Sequence[Run], label: int, here: Sequence[Run], movers: Sequence[tuple[Mark, Mark]]
) -> tuple[Run, ...] | None:
    """The paragraph's words without its number, as changed in place: where the old place and the
    new agree on what one of the ``movers`` carried, each as who took it there and who brought it
    here. The first ``label`` letters of the old place are its number. None where they agree on
    nobody's."""
    typed = typed_label("".join(run.text for run in here if run.in_final))
    old, new = _words(away, label), _words(here, len(bare(typed)))
    for taker, bringer in movers:
        took, brought = _by(taker, "deleted"), _by(bringer, "inserted")
        left = "".join(letter for letter, run in old if took(run))
        came = "".join(letter for letter, run in new if brought(run))
        if bare(left) == bare(came):
            return tuple(_runs(_merged(old, new, took, brought)))
    return None


def _by(mover: Mark, side: str) -> Callable[[Run], bool]:
    """Whether a run was carried by the mover: by name and date, or within a move so named."""

    def carried(run: Run) -> bool:
        mark: Mark | None = getattr(run, side)
        return mark is not None and (
            (mark.author, mark.date) == (mover.author, mover.date) and mark.move == mover.move
        )

    return carried


def _words(runs: Sequence[Run], label: int) -> list[_Letter]:
    """The letters with the run each is of, those of the number and the space behind it left out."""
    letters = [(letter, run) for run in runs for letter in run.text]
    at = passed = 0
    while at < len(letters) and (passed < label or letters[at][0].isspace()):
        passed += len(bare(letters[at][0]))
        at += 1
    return letters[at:]


def _merged(
    old: Sequence[_Letter],
    new: Sequence[_Letter],
    took: Callable[[Run], bool],
    brought: Callable[[Run], bool],
) -> Iterator[_Letter]:
    """Both places as one: what was carried once, before it what went, then what came."""
    at = 0
    for letter, run in old:
        if not took(run):
            yield letter, run
            continue
        deleted: Mark | None = None
        said: tuple[str, ...] = ()
        while at < len(new):
            other, there = new[at]
            if brought(there) and letter.isspace() and not other.isspace():
                break
            at += 1
            if not brought(there):
                yield other, there
            elif letter.isspace() == other.isspace():
                deleted, said = there.deleted, there.remarks
                break
        yield (
            letter,
            msgspec.structs.replace(run, deleted=deleted, remarks=(*run.remarks, *said)),
        )
    yield from (each for each in new[at:] if not brought(each[1]))


def _runs(letters: Iterator[_Letter]) -> Iterator[Run]:
    for run, same in groupby(letters, key=lambda each: each[1]):
        text = "".join(letter for letter, _run in same)
        yield msgspec.structs.replace(run, text=text)
