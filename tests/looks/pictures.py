"""Pictures of the room for readers: Textual's own, asking nobody for a font."""

from __future__ import annotations

import re
from pathlib import Path

from sample.stage import REPOSITORY
from tui.kit import Seat

FOLDER = REPOSITORY / "exports" / "screens"
SIZE = (140, 36)
PICTURED = ("draft", "amend", "decide", "trace", "compare", "coverage", "progress", "wall")
_FONTS = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas'
_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_CLIPPED = re.compile(r' clip-path="url\(#[^)]*\)"')
_CLIPS = re.compile(r"<clipPath.*?</clipPath>\s*", re.DOTALL)
_EMPTY = re.compile(r"<text[^>]*>(?:&#160;|\s)*</text>")
_ID = re.compile(r"terminal-\d+-")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_GAPS = re.compile(r">\s+<")


def file_of(name: str) -> Path:
    """Where the picture of a scene is kept."""
    return FOLDER / f"{name}.svg"


def drawn(seat: Seat) -> str:
    """What stands on the screen as a picture that asks nobody for anything."""
    svg = seat.app.export_screenshot(title="draftrace", simplify=True)
    svg = _FACE.sub("", svg).replace("Fira Code", _FONTS)
    for spare in (_COMMENT, _CLIPPED, _CLIPS, _EMPTY):
        svg = spare.sub("", svg)
    svg = _GAPS.sub(">\n<", _ID.sub("t", svg))
    return svg.strip() + "\n"
