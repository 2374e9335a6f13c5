"""What stands above an exported text: from the settings, the record and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftrace.cli.hand import Hand
from draftrace.errors import UsageError

if TYPE_CHECKING:
    from draftrace.exporters import Sheet

FIELDS = ("symbol", "organ", "distribution", "date", "language", "agenda_item", "notice")
_SETTLED = ("revision", "seal")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def furnished(hand: Hand, sheet: Sheet, given: Sequence[str]) -> Sheet:
    """The sheet under its masthead: ``[masthead]`` of the settings, then ``FIELD=TEXT`` given.

    Raises UsageError for a field there is none of, and for a date that is none.
    """
    import msgspec

    told = {**_settings(hand), **dict(map(_field, given))}
    if "date" in told and not _DAY.fullmatch(told["date"]):
        raise UsageError(f"{told['date']!r} is not a date.", "Write 2030-11-03.")
    masthead = msgspec.structs.replace(sheet.masthead, **told)
    return msgspec.structs.replace(sheet, masthead=masthead)


def reference(hand: Hand, given: Path | None, target: Path) -> Path | None:
    """The reference document of a docx: the one given, or that of the settings (``reference``,
    a path below the workspace); the settings' is for Word files only."""
    if given is not None:
        return hand.file(given)
    named = hand.workspace.settings.get("reference")
    if not named or target.suffix.lower() != ".docx":
        return None
    return hand.workspace.root / str(named)


def _settings(hand: Hand) -> dict[str, str]:
    told: Any = hand.workspace.settings.get("masthead", {})
    if not isinstance(told, Mapping):
        raise UsageError("masthead in .draftrace.toml is not a table.", "Write [masthead].")
    return dict(_known(str(name), str(text)) for name, text in told.items())


def _field(given: str) -> tuple[str, str]:
    name, equals, text = given.partition("=")
    if not equals:
        raise UsageError(f"{given!r} is no field of the masthead.", 'Write "agenda_item=5".')
    return _known(name.strip(), text.strip())


def _known(name: str, text: str) -> tuple[str, str]:
    name = name.replace("-", "_").replace(" ", "_").casefold()
    if name in _SETTLED:
        raise UsageError(f"The {name} comes from the record; it cannot be set.")
    if name not in FIELDS:
        raise UsageError(f"The masthead has no {name}.", f"It has {', '.join(FIELDS)}.")
    return name, text


def _silently(said: str) -> None:
    del said


@contextmanager
def telling() -> Iterator[Any]:
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
