"""What is being done while a person waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


def _silently(said: str) -> None:
    del said


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
            if doing[0] and seconds > 0.4:
                click.echo(f"\r{doing[0]}, {seconds:.0f} s\x1b[K", nl=False, err=True)

    clock = threading.Thread(target=show, daemon=True)
    clock.start()
    try:
        yield lambda said: doing.__setitem__(0, said)
    finally:
        done.set()
        clock.join()
        click.echo("\r\x1b[K", nl=False, err=True)
