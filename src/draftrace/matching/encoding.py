"""Encoding in a process of its own, at low priority, so that it never blocks a key.

Run as ``python -m draftrace.matching.encoding FOLDER MODEL`` it reads the wordings as one JSON
list from its input and writes one JSON line for every batch done.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from draftrace.matching.meanings import Meanings, Progress
from draftrace.matching.settings import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POLITE = 19


class _Line(msgspec.Struct, omit_defaults=True):
    """Progress, or why the model cannot be used."""

    done: int = 0
    total: int = 0
    letters: int = 0
    refused: str = ""
    hint: str = ""


def encode_apart(wordings: Sequence[str], folder: Path, model: str) -> Iterator[Progress]:
    """Encode the wordings into the vectors kept in ``folder``, in another process.

    Yields after every batch. When the iterator is closed the process ends; what it kept stays.
    Raises ``ModelUnavailable`` when the model cannot be used.
    """
    command = [sys.executable, "-P", "-m", "draftrace.matching.encoding", str(folder), model]
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=complaints, env=here) as process,
    ):
        try:
            yield from _told(process, wordings)
            if process.wait():
                complaints.seek(0)
                raise ModelUnavailable("The process that encodes has failed.", _last(complaints))
        finally:
            process.terminate()


def _told(process: subprocess.Popen[bytes], wordings: Sequence[str]) -> Iterator[Progress]:
    """Hand the wordings over and read what is told of them."""
    if process.stdin is None or process.stdout is None:
        return
    with suppress(BrokenPipeError), process.stdin as its_input:
        its_input.write(msgspec.json.encode(list(wordings)))
    for raw in process.stdout:
        line = msgspec.json.decode(raw, type=_Line)
        if line.refused:
            raise ModelUnavailable(line.refused, line.hint)
        yield Progress(line.done, line.total, line.letters)


def _last(complaints: IO[bytes]) -> str:
    """The last line of what the process complained of."""
    said = complaints.read().decode(errors="replace").splitlines()
    return next((line.strip() for line in reversed(said) if line.strip()), "")


def main(folder: str, model: str) -> None:
    """Encode what comes in, politely."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    wordings = msgspec.json.decode(sys.stdin.buffer.read(), type=list[str])
    try:
        for progress in Meanings((), Path(folder), model).encode(wordings):
            _say(_Line(progress.done, progress.total, progress.letters))
    except ModelUnavailable as refused:
        _say(_Line(refused=refused.message, hint=refused.hint))


def _say(line: _Line) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
