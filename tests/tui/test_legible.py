"""In every theme one may choose, whatever is read can be read wherever it stands."""

from __future__ import annotations

import pytest
from textual.color import Color

from draftrace.tui.dressed import DressedApp
from draftrace.tui.legible import FAINT, ROLES, legible
from looks.kept import LEGIBLE, Stretch

_PAGE = ("background", "surface", "panel")
"""The page, what slides over it, and the bars."""


def themes() -> list[str]:
    """Those whose colours are not left to the terminal."""
    return sorted(name for name in app().available_themes if not name.startswith("ansi"))


def app() -> DressedApp[None]:
    """A program with every theme a person may choose."""
    dressed: DressedApp[None] = DressedApp({})
    dressed.know_themes()
    return dressed


def contrast(colour: Color, ground: Color) -> float:
    return Stretch("", colour.hex6, ground.hex6, "").contrast


@pytest.mark.parametrize("name", themes())
def test_a_theme_can_be_read(name: str) -> None:
    dressed = app()
    dressed.theme = name
    colours = dressed.get_css_variables()
    page, *others = (Color.parse(colours[ground]) for ground in _PAGE)
    here = page.blend(Color.parse(colours["primary"]), 0.18)
    letters = Color.parse(colours["foreground"])
    hue, _, share = colours[FAINT].partition(" ")
    faint = Color.parse(hue).with_alpha(int(share.removesuffix("%")) / 100)
    for ground in (page, *others, here):
        for role in ROLES:
            assert contrast(Color.parse(colours[role]), ground) >= LEGIBLE, (role, ground)
        least = min(LEGIBLE, contrast(letters, ground))
        assert contrast(ground.blend(faint, faint.a), ground) > least - 0.05, ground


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_what_the_terminal_chooses_stays_its_choice(name: str) -> None:
    dressed = app()
    dressed.theme = name
    before = dressed.get_css_variables()
    assert {k: v for k, v in legible(before).items() if k != FAINT} == {}


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    dressed = app()
    dressed.theme = "high-contrast"
    chosen = dressed.current_theme.to_color_system().generate()
    assert {k: v for k, v in legible(chosen).items() if k in ROLES and chosen[k] != v} == {}
