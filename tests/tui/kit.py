"""A terminal room for tests: a real workspace on disk, driven by keys."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

import draftrace.tui
from draftrace.room.acts import meetings, setup, tabling
from draftrace.room.entities import Proposal, Provision
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.tui.app import RoomApp
from draftrace.tui.prose import Row
from draftrace.tui.screens.amend import AmendScreen
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.widgets.rows import Rows
from draftrace.views.standing import resolve
from draftrace.workspace import Workspace
from room_kit import DRAFT
from tui.seen import strips

NARROW = (80, 24)
WIDE = (160, 50)
PARTIES = (
    ("EU", "delegation"),
    ("NOR", "delegation"),
    ("CUB", "delegation"),
    ("G", "group"),
    ("OBS", "observer"),
)


ENOUGH = 60.0
"""Seconds after which something will never come to hold, however slow the machine."""


SOON = 0.05
"""Seconds after the last key when a draft is kept and told of: nobody types here by hand."""


class Table:
    """A workspace with parties, an open informal meeting, and a text."""

    def __init__(self, root: Path, draft: Document | None = DRAFT) -> None:
        self.root = root
        self.workspace = Workspace.found(root, "Test")
        self.meeting = ""
        for code, role in PARTIES:
            self.act("SEC", lambda s, f, c=code, r=role: setup.add_party(s, f, c, f"Party {c}", r))
        for member in ("NOR", "CUB"):
            self.act("SEC", lambda s, f, m=member: setup.join_group(s, f, "G", m))
        if draft is not None:
            self.act("SEC", lambda s, f: tabling.table(s, f, draft))
        opened = self.act(
            "SEC", lambda s, f: meetings.open_meeting(s, f, "First informal", level="informal")
        )
        self.meeting = opened.act.id

    def act(self, by: str, decide: Callable[..., Any]) -> Entry:
        """An act recorded without any screen."""
        talks = self.workspace.negotiation
        return talks.perform(decide, talks.floor(by, meeting=self.meeting))

    @property
    def state(self) -> State:
        """What the record says now."""
        return self.workspace.state()

    def provision(self, address: str) -> Provision:
        """A provision by its address."""
        return resolve(self.state, address)

    def id(self, address: str) -> str:
        """A provision's id."""
        return self.provision(address).id

    def wording(self, address: str) -> str:
        """What a provision says."""
        return self.provision(address).now.wording

    def pending(self, address: str) -> list[Proposal]:
        """The proposals pending on a provision."""
        return self.state.pending_on(self.id(address))


class Overheard(RoomApp):
    """The room, with what it told kept: on the screen a notice goes away by itself."""

    CSS_PATH = str(Path(draftrace.tui.__file__).parent / "styles" / "room.tcss")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.heard: list[tuple[str, str]] = []

    def notify(self, message: str, **how: Any) -> None:
        """See ``App``."""
        self.heard.append((how.get("severity", "information"), message))
        super().notify(message, **how)

    def clear_notifications(self) -> None:
        """See ``App``."""
        self.heard.clear()
        super().clear_notifications()


class Seat:
    """Somebody at the keyboard."""

    def __init__(self, app: Overheard, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Keys, one after the other; each is taken in before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def do(self, name: str) -> None:
        """An action from the palette."""
        self.screen.action_do(name)
        await self.settled()

    async def settled(self) -> None:
        """Wait until what was begun is done, or asks something. Fails when it never is."""
        await self.pilot.pause()
        await self.until(self._done)

    def _done(self) -> bool:
        # Begun too: one that has not had its turn yet is under way.
        doing = any(w.group == "doing" and not w.is_finished for w in self.app.workers)
        behind = getattr(self.app.screen, "following", None) is not None
        return not self.app.keys_wait and (self.app.screen.is_modal or not (doing or behind))

    async def write(self, text: str) -> None:
        """Letters into whatever has the focus, as fast as they can come; all are taken in."""
        for letter in text:
            name = letter if letter.isalnum() else unicodedata.name(letter, letter).lower()
            self.app.post_message(Key(name.replace(" ", "_"), letter))
        await self.pilot.pause()
        await self.settled()

    async def go(self, address: str) -> None:
        """Jump to an address."""
        await self.press("g")
        await self.write(address)
        await self.press("enter")

    async def until(self, holds: Callable[[], object], within: float = ENOUGH) -> float:
        """Wait until something holds; how many seconds it took. Fails when it never does."""
        begun = time.monotonic()
        while not holds():
            assert time.monotonic() - begun < within, "\n".join(("it never held:", *self.lines()))
            await asyncio.sleep(0.01)
            await self.pilot.pause()
        return time.monotonic() - begun

    @property
    def screen(self) -> RoomScreen:
        """The screen of the room on top."""
        screen = self.app.screen
        assert isinstance(screen, RoomScreen), screen
        return screen

    def on(self, name: str) -> bool:
        """Whether the screen of this name is on top."""
        return name == self.screen.NAME

    def reads(self, mode: str) -> bool:
        """Whether the text is read in this mode."""
        return self.app.reading.mode == mode

    def view(self, selector: str) -> Rows:
        """A view of rows."""
        return self.app.screen.query_one(selector, Rows)

    @property
    def refused(self) -> list[str]:
        """What was refused so far."""
        return [said for how, said in self.app.heard if how == "warning"]

    @property
    def told(self) -> list[str]:
        """What was told so far."""
        return [said for how, said in self.app.heard if how == "information"]

    def lines(self) -> list[str]:
        """The whole screen as text."""
        return [strip.text for strip in strips(self.app.screen)]

    def text(self) -> str:
        """The whole screen as one string, line ends as spaces."""
        return " ".join(" ".join(self.lines()).split())

    def rows(self, selector: str) -> str:
        """What a view of rows says, beyond what is visible."""
        return said(self.view(selector).rows)


def said(rows: Any) -> str:
    """Rows as text."""
    found: list[Row] = list(rows)
    return "\n".join("".join(s.text for s in (*row.spans, *row.margin)) for row in found)


@asynccontextmanager
async def seated(
    table: Table, party: str, size: tuple[int, int] = WIDE, **environment: str
) -> AsyncIterator[Seat]:
    """A party sits down at a terminal of this size, in a process with a workspace of its own."""
    AmendScreen.KEEP_AFTER = SOON
    environment.setdefault("XDG_STATE_HOME", str(table.root.parent / "state"))
    app = Overheard(Workspace(table.root), party, environment=environment)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: isinstance(app.screen, RoomScreen) and len(app.screen_stack) > 1)
        await pilot.pause()
        yield seat
