"""Compare by meaning what has not been compared yet, telling how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from draftrace.cli import printing

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher
    from draftrace.matching.meanings import Progress

EVERY = 10.0
"""Seconds between two lines of what is no terminal: a log, a pipe."""
_LINE = 66
_SURE = 5.0
"""Seconds after which it can be told how long it will take."""


def compared(matcher: Matcher, asked: Sequence[str] = (), also: Sequence[str] = ()) -> bool:
    """Compare the wordings ``asked`` with the corpus and those in ``also`` with each other;
    whether meaning can be asked after that. Ctrl-C stops it: what was compared is kept, and words
    answer."""
    from draftrace.matching.settings import ModelUnavailable

    telling = _Telling()
    try:
        for progress in matcher.encode(asked, also):
            telling.reached(progress)
    except ModelUnavailable as error:
        telling.wipe()
        printing.note(f"{error.message} Going by words alone. {error.hint}".rstrip())
        return False
    except KeyboardInterrupt:
        telling.wipe()
        printing.note(
            f"Stopped: {telling.done} of {telling.total} compared by meaning and kept; the next"
            " time goes on there. Going by words alone."
        )
        return False
    telling.wipe()
    return True


class Pace:
    """How long it will still take, by the letters read so far: the shortest come first, so the
    number of paragraphs would promise too little."""

    def __init__(self) -> None:
        self._all = 0
        self._begun: tuple[int, float] | None = None

    def minutes(self, letters: int, now: float) -> int:
        """Minutes left when so many letters are at this second; 0 for less than half of one and as
        long as it can't be told. What passes before the first are read, the model is loaded in."""
        if letters >= self._all:
            self._all, self._begun = letters, None
            return 0
        if self._begun is None:
            self._begun = letters, now
        first, begun = self._begun
        if now - begun < _SURE or letters == first:
            return 0
        return round((now - begun) * letters / (first - letters) / 60)


class _Telling:
    """How far it is: on one line of a terminal, else now and then on a line of its own."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self._terminal = sys.stderr.isatty()
        self._told = time.monotonic()
        self._pace = Pace()
        if self._terminal:
            click.echo("comparing by meaning…", err=True, nl=False)

    def reached(self, progress: Progress) -> None:
        self.done, self.total = progress.done, progress.total
        if self.done == self.total:
            return
        minutes = self._pace.minutes(progress.letters, time.monotonic())
        left = f", about {minutes} min" if minutes else ""
        said = f"comparing by meaning: {self.done} of {self.total}{left}"
        if self._terminal:
            click.echo(f"\r{said}, Ctrl-C stops".ljust(_LINE), err=True, nl=False)
        elif time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            printing.note(said)

    def wipe(self) -> None:
        if self._terminal:
            click.echo("\r" + " " * _LINE + "\r", err=True, nl=False)
