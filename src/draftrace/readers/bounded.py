"""A PDF is read in a process of its own, which may take so much time and memory and no more: a few
kilobytes can unpack to more than any machine has, and its pages never end.

``python -m draftrace.readers.bounded NAME MEMORY SECONDS`` reads the file from its input and tells
its text.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import msgspec

from draftrace.errors import UnreadableInput

MOST_MEMORY = 2 * 1024**3
_SECONDS = 60
_BYTES_A_SECOND = 20_000
"""A fifth of what a slow machine reads of a printed text."""
_PATIENCE = 10
"""So many times as long it may take by the clock: others want the machine, too."""


class Printed(msgspec.Struct, frozen=True, tag="printed"):
    """The text of the pages; ``cut_off`` where there are more than are read."""

    text: str
    cut_off: bool


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Why it can't be read, and what to do next."""

    message: str
    hint: str


def printed(content: bytes, name: str) -> Printed:
    """The text of a PDF. Raises UnreadableInput for one that cannot be read, or not within the
    time and memory that one of its size may need."""
    seconds = _SECONDS + len(content) // _BYTES_A_SECOND
    command = [sys.executable, "-P", "-m", __name__, name, str(MOST_MEMORY), str(seconds)]
    paths = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            env=os.environ | {"PYTHONPATH": paths},
            timeout=seconds * _PATIENCE,
            check=False,
        )
        told = msgspec.json.decode(done.stdout, type=Printed | Refused)
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as broken:
        raise UnreadableInput(
            f"{name}: a PDF of {len(content):,} bytes does not need {seconds} seconds and "
            f"{MOST_MEMORY:,} bytes of memory to be read; refused.",
            "Don't open it; ask its sender for the text as a Word file.",
        ) from broken
    if isinstance(told, Refused):
        raise UnreadableInput(told.message, told.hint)
    return told


def _limit(memory: int, seconds: int) -> None:
    """Where the system has limits; elsewhere the clock alone ends it."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _main(name: str, memory: str, seconds: str) -> None:
    from draftrace.readers import pdf

    content = sys.stdin.buffer.read()
    _limit(int(memory), int(seconds))
    told: Printed | Refused
    try:
        told = Printed(*pdf.text_of(content, name))
    except UnreadableInput as refused:
        told = Refused(refused.message, refused.hint)
    sys.stdout.buffer.write(msgspec.json.encode(told))


if __name__ == "__main__":
    _main(*sys.argv[1:])
