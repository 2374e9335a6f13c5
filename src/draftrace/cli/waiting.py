"""What is being done while a person waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from draftrace.text.documents import Document, DocumentRole

_BRIEF = 0.4
"""Seconds that need no word."""
_WIPE = "\r\x1b[K"
_elsewhere: list[Callable[[str], None]] = []
"""Who shows already what is being done."""


def _silently(said: str) -> None:
    del said


class Waiting:
    """Says on a terminal what takes long, whoever tells it: how far the record has been read."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives the time in seconds; the person waits from now on."""
        self._clock = clock
        self._began = clock()
        self._shown = False

    def tell(self, said: str) -> None:
        """Say it where the person has waited a while; with nothing to say, take it away."""
        if _elsewhere:
            if said:
                _elsewhere[-1](said)
        elif said and self._clock() - self._began > _BRIEF:
            self._shown = True
            click.echo(f"\r{said}, Ctrl-C stops\x1b[K", nl=False, err=True)
        elif not said and self._shown:
            self._shown = False
            click.echo(_WIPE, nl=False, err=True)


def wipe() -> None:
    """Take away from a terminal what was being said when the person stopped it."""
    import sys

    if sys.stderr.isatty():
        click.echo(_WIPE, nl=False, err=True)


def reading(file: Path, symbol: str = "", role: DocumentRole = "reference") -> Document:
    """The document in a file, said to be read while that takes long, as it does of a PDF."""
    from draftrace import readers
    from draftrace.cli.printing import safe

    with telling() as tell:
        tell(f"reading {safe(file.name)}")
        return readers.read(file, symbol=symbol, role=role)


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is being done and for how long; gone when it is done."""
    import sys
    import threading
    import time

    if not sys.stderr.isatty():
        yield _silently
        return
    done, doing, began = threading.Event(), [""], time.monotonic()

    def show() -> None:
        while not done.wait(0.2):
            seconds = time.monotonic() - began
            if doing[0] and seconds > _BRIEF:
                click.echo(f"\r{doing[0]}, {seconds:.0f} s\x1b[K", nl=False, err=True)

    clock = threading.Thread(target=show, daemon=True)
    clock.start()
    _elsewhere.append(lambda said: doing.__setitem__(0, said))
    try:
        yield _elsewhere[-1]
    finally:
        _elsewhere.pop()
        done.set()
        clock.join()
        click.echo(_WIPE, nl=False, err=True)
