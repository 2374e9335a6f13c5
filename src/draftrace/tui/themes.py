"""Which colours? Textual's themes, a light one and two of high contrast, and the choice a person
made last."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

VARIABLE = "DRAFTRACE_THEME"
_FILE = "theme"

CONTRAST_DARK = Theme(
    name="high-contrast",
    primary="#66ccff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    success="#00ff66",
    warning="#ffd000",
    error="#ff8080",
    dark=True,
)
CONTRAST_LIGHT = Theme(
    name="high-contrast-light",
    primary="#003a8c",
    secondary="#000000",
    accent="#7a0066",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e0e0e0",
    success="#004d1a",
    warning="#6b3a00",
    error="#8c0000",
    dark=False,
)
LIGHT = Theme(
    name="paper",
    primary="#1d5c96",
    secondary="#3a5f7d",
    accent="#a35200",
    foreground="#1b1b1b",
    background="#f8f8f6",
    surface="#ffffff",
    panel="#e2e6ea",
    success="#1f7a3d",
    warning="#b36b00",
    error="#b3243f",
    dark=False,
    variables={
        "text-primary": "#174a7a",
        "text-secondary": "#33546f",
        "text-accent": "#854700",
        "text-success": "#145c2d",
        "text-warning": "#774600",
        "text-error": "#961b34",
    },
)
"""A light theme in which every role is legible on the page, the bars and the row one is on."""
_CONTRASTING = (CONTRAST_DARK, CONTRAST_LIGHT)
OURS = (LIGHT, *_CONTRASTING)
CONTRAST = tuple(theme.name for theme in _CONTRASTING)


def chosen(environment: Mapping[str, str], folder: Path, known: Mapping[str, Theme]) -> str | None:
    """The theme asked for by DRAFTRACE_THEME, or chosen last; None where neither is known."""
    asked = environment.get(VARIABLE, "")
    if asked in known:
        return asked
    with suppress(OSError, UnicodeDecodeError):
        kept = (folder / _FILE).read_text(encoding="utf-8").strip()
        return kept if kept in known else None
    return None


def keep(folder: Path, name: str) -> None:
    """Remember the choice in the user's own folder; failing costs the next start only."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / _FILE).write_text(name, encoding="utf-8")
