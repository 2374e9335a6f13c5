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

EVERY = 10.0
"""Seconds between two lines of what is no terminal: a log, a pipe."""
_LINE = 60


def compared(matcher: Matcher, asked: Sequence[str] = (), also: Sequence[str] = ()) -> bool:
    """Compare the wordings ``asked`` with the corpus and those in ``also`` with each other;
    whether meaning can be asked after that. Ctrl-C stops it: what was compared is kept, and words
    answer."""
    from draftrace.matching.settings import ModelUnavailable

    telling = _Telling()
    try:
        for progress in matcher.encode(asked, also):
            telling.reached(progress.done, progress.total)
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


class _Telling:
    """How far it is: on one line of a terminal, else now and then on a line of its own."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self._terminal = sys.stderr.isatty()
        self._told = time.monotonic()
        if self._terminal:
            click.echo("comparing by meaning…", err=True, nl=False)

    def reached(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if done == total:
            return
        said = f"comparing by meaning: {done} of {total}"
        if self._terminal:
            click.echo(f"\r{said}, Ctrl-C stops", err=True, nl=False)
        elif time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            printing.note(said)

    def wipe(self) -> None:
        if self._terminal:
            click.echo("\r" + " " * _LINE + "\r", err=True, nl=False)
