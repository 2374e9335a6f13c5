"""Which colours can be read on every ground of a theme?

Textual's own colours of text suit the page; on bars, and on the row one is on, several of its
themes leave them at half the contrast that WCAG 2.2 (success criterion 1.4.3) asks of text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from textual.color import Color

LEAST = 4.5
"""The contrast WCAG asks of text of ordinary size, at its level AA."""
ROLES = tuple(
    f"text-{name}" for name in ("primary", "secondary", "accent", "success", "warning", "error")
)
FAINT = "faint"
"""The variable for what stands back behind the words."""
_BESIDE = ("background", "surface", "panel", "foreground", "primary")
_HERE = 0.18
_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, 1 to 21, as WCAG defines it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """The colours of text of a theme, brought away from its grounds as far as is needed, each in
    its own hue. Colours that the terminal chooses stay what they are."""
    return dict(_legible(*(variables[name] for name in (*_BESIDE, *ROLES))))


@lru_cache(maxsize=32)
def _legible(*colours: str) -> tuple[tuple[str, str], ...]:
    parsed = [Color.parse(colour) for colour in colours]
    if any(colour.ansi is not None for colour in parsed):
        return ((FAINT, f"{colours[_BESIDE.index('foreground')]} 60%"),)
    background, surface, panel, foreground, primary = parsed[: len(_BESIDE)]
    grounds = (background, surface, panel, background.blend(primary, _HERE))
    farthest = (
        Color(0, 0, 0) if contrast(background, Color(0, 0, 0)) > LEAST else Color(255, 255, 255)
    )
    read = [
        (role, _away(background.blend(colour, colour.a), farthest, grounds).hex6)
        for role, colour in zip(ROLES, parsed[len(_BESIDE) :], strict=True)
    ]
    share = next(
        (n / _STEPS for n in range(12, _STEPS) if _stands_out(foreground, n / _STEPS, grounds)), 1
    )
    return (*read, (FAINT, f"{foreground.hex6} {share:.0%}"))


def _away(colour: Color, farthest: Color, grounds: tuple[Color, ...]) -> Color:
    steps = (colour.blend(farthest, n / _STEPS) for n in range(_STEPS + 1))
    return next((one for one in steps if all(contrast(one, g) >= LEAST for g in grounds)), farthest)


def _stands_out(colour: Color, share: float, grounds: tuple[Color, ...]) -> bool:
    return all(contrast(ground.blend(colour, share), ground) >= LEAST for ground in grounds)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
