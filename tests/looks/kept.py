"""What a screen looks like, written down: its letters, and in two themes the style of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style

from tui.kit import Seat
from tui.seen import strips

HERE = Path(__file__).parent / "kept"
THEMES = ("textual-dark", "paper")
LEGIBLE = 4.5
"""The least contrast of what is read, WCAG's for type of any size. Lines may be fainter."""
_NAMES = ascii_letters + digits
_FLAGS = ("bold", "dim", "italic", "underline", "strike", "reverse")


class Stretch(NamedTuple):
    """Neighbouring cells of one line in one style; colours as ``#rrggbb`` or by name."""

    text: str
    colour: str
    ground: str
    flags: str

    @property
    def style(self) -> str:
        """The style in words."""
        return " ".join(filter(None, (self.flags, self.colour, "on", self.ground)))

    @property
    def contrast(self) -> float:
        """By WCAG 2.2, from 1 to 21."""
        low, high = sorted(map(_luminance, (self.colour, self.ground)))
        return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def file_of(name: str, size: tuple[int, int]) -> Path:
    """Where a scene's look at a size is kept."""
    return HERE / f"{name}-{size[0]}x{size[1]}.txt"


async def dressed(seat: Seat, theme: str) -> list[list[Stretch]]:
    """The screen in a theme, line by line."""
    seat.app.theme = theme
    await seat.pilot.pause()
    await seat.pilot.pause()
    seat.app.clear_notifications()
    await seat.pilot.pause()
    return list(painted(seat))


def painted(seat: Seat) -> Iterator[list[Stretch]]:
    """The screen as it is painted, line by line."""
    for strip in strips(seat.app.screen):
        pieces = [_stretch(s.text, s.style or Style()) for s in strip]
        yield [
            like._replace(text="".join(p.text for p in same))
            for like, same in ((k, list(g)) for k, g in groupby(pieces, _unworded))
        ]


def _stretch(text: str, style: Style) -> Stretch:
    flags = " ".join(flag for flag in _FLAGS if getattr(style, flag))
    return Stretch(text, _named(style.color), _named(style.bgcolor), flags)


def _named(colour: Color | None) -> str:
    if colour is None:
        return "default"
    return colour.triplet.hex if colour.triplet is not None else colour.name


def _unworded(piece: Stretch) -> Stretch:
    return piece._replace(text="")


def written(looks: dict[str, list[list[Stretch]]]) -> str:
    """The looks of one screen in several themes as a page that people can compare."""
    first = next(iter(looks.values()))
    lines = ["".join(p.text for p in line).rstrip() for line in first]
    for theme, look in looks.items():
        lines += ["", f"== {theme}", *_styles(look)]
    return "\n".join(lines) + "\n"


def _styles(look: Sequence[Sequence[Stretch]]) -> Iterable[str]:
    """A legend of styles by letter, then for each line how many cells are in which."""
    names: dict[str, str] = {}
    for line in look:
        for piece in line:
            names.setdefault(piece.style, _NAMES[len(names)])
    yield from (f"{name} {style}" for style, name in names.items())
    runs = ["".join(f"{names[p.style]}{cell_len(p.text)}" for p in line) for line in look]
    at = 1
    for run, same in groupby(runs):
        count = len(list(same))
        yield f"{at}{f'-{at + count - 1}' if count > 1 else ''}: {run}"
        at += count
