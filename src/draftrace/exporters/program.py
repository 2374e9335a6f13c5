"""Pandoc itself: the one the package carries, sandboxed, through pipes only."""

from __future__ import annotations

import logging
import os
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from draftrace.errors import DraftraceError

OLDEST = (3, 0)
_ASKED = b"words"
_CARRIED = "It comes with the pypandoc_binary package: reinstall draftrace."


READING = 60.0
"""Seconds; no file of ours needs longer to be read, and one of somebody else may never end."""


def run(
    arguments: Sequence[str],
    fed: bytes,
    *,
    moment: int = 315532800,
    seconds: float | None = None,
) -> bytes:
    """What pandoc writes for what it is fed.

    Raises DraftraceError when there is no pandoc, it is too old, it refuses the input or needs
    more than these ``seconds`` for it.
    ``--sandbox`` keeps it from every file but those named on its command line, and an own data
    folder from a person's templates, which would change the bytes.
    """
    here = str(Path(__file__).parent / "layout")
    command = [_path(), "--sandbox", f"--data-dir={here}", *arguments]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=fed, capture_output=True, env=environment, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired as slow:
        raise DraftraceError(f"Pandoc needs more than {seconds:.0f} seconds.") from slow
    except OSError as error:
        raise DraftraceError(f"Pandoc could not be started: {error.strerror}.", _CARRIED) from error
    if done.returncode:
        raise _refusal(done.stderr.decode("utf-8", "replace"))
    return done.stdout


@cache
def _path() -> str:
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)  # it tells of its search in tracebacks
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise DraftraceError(
            "Pandoc is missing, which writes this kind of file.",
            f"{_CARRIED} A .txt needs none.",
        ) from error


def check_sound() -> None:
    """Raises DraftraceError where the program in use gives back no words it is fed: it is asked
    only where something did not read back, since it costs a start of it."""
    if run(["-f", "markdown", "-t", "plain"], _ASKED).strip() != _ASKED:
        raise DraftraceError(
            f"{_path()} does not write what it is fed.",
            f"Is that pandoc? Take it off PATH and PYPANDOC_PANDOC. {_CARRIED}",
        )


def version() -> tuple[int, ...]:
    """The version of the pandoc in use."""
    told = subprocess.run([_path(), "--version"], capture_output=True, check=False).stdout
    found = re.match(rb"pandoc\S* (\d+(?:\.\d+)*)", told)
    return tuple(int(number) for number in found[1].split(b".")) if found else ()


def _refusal(complaint: str) -> DraftraceError:
    found = version()
    if found < OLDEST:
        named = ".".join(str(number) for number in found) or "unknown"
        return DraftraceError(
            f"Pandoc {named} is too old; 3.0 or later is needed.",
            _CARRIED,
        )
    first = next((line for line in complaint.splitlines() if line.strip()), "no reason given")
    return DraftraceError(f"Pandoc refused: {printable_line(first)}")


def printable_line(text: str) -> str:
    """One line without control characters, fit for a terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()[:300]
