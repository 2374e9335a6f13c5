"""Every screen looks as it was last looked at by a person, at both sizes, dark and light.

``make screens`` writes anew what differs: look at it before it is committed.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from draftrace.tui import themes
from looks import kept, pictures
from looks.kept import LEGIBLE, Stretch
from looks.playing import played, sample_at
from looks.scenes import SCENES, Scene
from tui.kit import NARROW, WIDE

PLAINLY_LEGIBLE = 7.0
"""WCAG's enhanced contrast, which a theme of high contrast promises."""
ANEW = "`make screens` writes it anew; look at it before you commit it."


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("scene", SCENES, ids=[s.name for s in SCENES])
async def test_a_screen_looks_as_kept(scene: Scene, size: tuple[int, int], tmp_path: Path) -> None:
    root = sample_at(scene.moment, tmp_path / "sample")
    async with played(scene, root, size) as seat:
        looks = {theme: await kept.dressed(seat, theme) for theme in kept.THEMES}
        behind = seat.app.screen.is_modal
    assert behind or not faint(looks, LEGIBLE)  # what a question stands before is faint on purpose
    before = kept.file_of(scene.name, size).read_text(encoding="utf-8").splitlines()
    now = kept.written(looks).splitlines()
    differing = list(difflib.unified_diff(before, now, "kept", "now", "", "", 0))
    assert not differing, "\n".join(["it looks otherwise", *differing, ANEW])


@pytest.mark.parametrize("scene", SCENES, ids=[s.name for s in SCENES])
async def test_a_screen_in_ascii_and_in_high_contrast(scene: Scene, tmp_path: Path) -> None:
    root = sample_at(scene.moment, tmp_path / "sample")
    async with played(scene, root, WIDE, DRAFTRACE_ASCII="1") as seat:
        strange = {c for line in seat.lines() for c in line if not c.isascii()}
        looks = {theme: await kept.dressed(seat, theme) for theme in themes.CONTRAST}
        behind = seat.app.screen.is_modal
    assert not strange  # the sample's own words are ASCII
    assert behind or not faint(looks, PLAINLY_LEGIBLE)


@pytest.mark.parametrize("name", pictures.PICTURED)
async def test_a_picture_shows_the_program_as_it_is(name: str, tmp_path: Path) -> None:
    scene = next(s for s in SCENES if s.name == name)
    root = sample_at(scene.moment, tmp_path / "sample")
    async with played(scene, root, pictures.SIZE) as seat:
        drawn = pictures.drawn(seat)
    assert "http" not in drawn.replace("http://www.w3.org/", "")
    assert str(tmp_path) not in drawn
    assert drawn == pictures.file_of(name).read_text(encoding="utf-8"), f"{name}: {ANEW}"


def test_nothing_is_kept_of_a_screen_that_is_no_more() -> None:
    names = {kept.file_of(s.name, size).name for s in SCENES for size in (NARROW, WIDE)}
    assert {f.name for f in kept.HERE.iterdir()} == names
    assert {f.stem for f in pictures.FOLDER.iterdir()} == set(pictures.PICTURED)


def faint(looks: dict[str, list[list[Stretch]]], least: float) -> set[str]:
    """What stands out from its ground by less."""
    return {
        f"{theme}: {piece.text.strip()!r} {piece.style} {piece.contrast:.1f}"
        for theme, look in looks.items()
        for line in look
        for piece in line
        if _is_read(piece) and piece.contrast < least
    }


def _is_read(piece: Stretch) -> bool:
    """Whether somebody has to read it: not lines, bars and blocks."""
    return any(c.isalnum() for c in piece.text) and "#" in piece.colour and "#" in piece.ground
