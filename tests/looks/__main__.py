"""``python -m looks [SCENE...]``: look anew; keep how it looks, and draw the pictures."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from looks import kept, pictures
from looks.playing import played, sample_at
from looks.scenes import SCENES, Scene
from tui.kit import NARROW, WIDE


async def _keep(scene: Scene, size: tuple[int, int], folder: Path) -> None:
    async with played(scene, sample_at(scene.moment, folder / "sample"), size) as seat:
        looks = {theme: await kept.dressed(seat, theme) for theme in kept.THEMES}
    kept.file_of(scene.name, size).write_text(kept.written(looks), encoding="utf-8")


async def _draw(scene: Scene, folder: Path) -> None:
    async with played(scene, sample_at(scene.moment, folder / "sample"), pictures.SIZE) as seat:
        pictures.file_of(scene.name).write_text(pictures.drawn(seat), encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """The scenes of these names, or all; what is kept of scenes that are no more goes then."""
    for folder, ending in ((kept.HERE, "*.txt"), (pictures.FOLDER, "*.svg")):
        folder.mkdir(exist_ok=True)
        for old in folder.glob(ending) if not names else ():
            old.unlink()
    for scene in (s for s in SCENES if not names or s.name in names):
        for size in (NARROW, WIDE):
            with tempfile.TemporaryDirectory() as room:
                asyncio.run(_keep(scene, size, Path(room)))
        if scene.name in pictures.PICTURED:
            with tempfile.TemporaryDirectory() as room:
                asyncio.run(_draw(scene, Path(room)))
        print(f"  {scene.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
