"""Plays a scene: the sample's record up to a moment, the real program, somebody's keys."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App
from textual.widgets import Input, TextArea

from draftrace.cli.sample import packaged
from draftrace.journal import sealing
from draftrace.journal.memory import MemoryJournal
from draftrace.tui.app import RoomApp
from draftrace.tui.showing import Shown, show
from draftrace.tui.start import StartApp
from draftrace.tui.wall import WallApp
from draftrace.tui.widgets.text_page import TextPage
from draftrace.views.standing import resolve
from draftrace.workspace import FOLDERS, Workspace
from looks.scenes import ENDED, Scene
from tui.kit import Seat

_PATIENCE = 30.0


def sample_at(moment: int, root: Path) -> Path:
    """A workspace with the sample's papers and its record up to an entry."""
    for name in FOLDERS:
        (root / name).mkdir(parents=True)
    for paper in (packaged() / "corpus").iterdir():
        shutil.copy(paper, root / "corpus" / paper.name)
    whole = MemoryJournal()
    sealing.rebuild(whole, packaged() / "sessions")
    lines = list(whole.lines())
    Workspace(root).journal.restore(lines[: moment if moment != ENDED else None])
    return root


@asynccontextmanager
async def played(
    scene: Scene, root: Path, size: tuple[int, int], **environment: str
) -> AsyncIterator[Seat]:
    """The scene at its end, everything that its keys began done."""
    environment.setdefault("XDG_STATE_HOME", str(root.parent / "state"))
    environment.setdefault("XDG_CONFIG_HOME", str(root.parent / "config"))
    app = _app(scene, root, environment)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await pilot.pause()
        for key in scene.keys if scene.room != "wall" else ():
            await (seat.write(key[1:]) if key.startswith("'") else seat.press(key))
        await seat.until(lambda: scene.awaits in seat.text() and _is_still(app), _PATIENCE)
        for written in app.screen.query("Input, TextArea").results(Input | TextArea):
            written.cursor_blink = False
        app.clear_notifications()
        await pilot.pause()
        yield seat


def _app(scene: Scene, root: Path, environment: dict[str, str]) -> Any:
    if scene.room == "start":
        (root.parent / "vienna").mkdir()
        return StartApp(root.parent / "vienna", environment)
    workspace = Workspace(root)
    if scene.room == "wall":
        provision = resolve(workspace.state(), scene.keys[1][1:]).id
        show(workspace.derived, Shown(party=scene.party, provision=provision))
        return WallApp(workspace, scene.party, environment=environment)
    return RoomApp(workspace, scene.party, environment=environment, tour=scene.tour)


def _is_still(app: App[Any]) -> bool:
    screen = app.screen
    laid_out = all(text.whole for text in screen.query(TextPage))
    followed = getattr(screen, "following", None) is None
    working = any(w.is_running for w in app.workers if w.group != "follow")
    return laid_out and followed and not working
