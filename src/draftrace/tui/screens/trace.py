"""Trace: one provision's life as a timeline, from its sources to the present wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.asking import Ask, Field
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.timeline import timeline_rows
from draftrace.tui.widgets.rows import Rows
from draftrace.views import standing


class Timeline(Rows):
    """The rows of one trace."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        room = cast("TraceScreen", self.screen).room
        provision = room.provision
        if provision is None:
            return [Row((Span("No text is on the table.", "dim"),))]
        return timeline_rows(room.state, provision, min(width, 110), room.signs)


class TraceScreen(RoomScreen):
    """Why does this provision read so?"""

    NAME: ClassVar[ScreenName] = "trace"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("trace")]

    def body(self) -> Iterable[Widget]:
        """One timeline."""
        yield Timeline(self.room.signs, id="timeline")

    def on_mount(self) -> None:
        """Read it with the arrow keys."""
        super().on_mount()
        self.set_focus(self.timeline)

    @property
    def timeline(self) -> Timeline:
        """The rows."""
        return self.query_one(Timeline)

    def room_changed(self) -> None:
        """Show what happened since."""
        if self.is_mounted:
            self.timeline.reload()
            super().room_changed()

    async def do_amend(self) -> None:
        """Amend what is traced."""
        await self.do_screen_amend()

    async def do_go(self) -> None:
        """Trace another provision."""
        ask = Ask("Trace", None, [Field("address", "address", placeholder="24c")], confirm="Trace")
        answer = await self.ask(ask)
        if answer and answer["address"].strip():
            self.room.place = standing.resolve(self.room.state, answer["address"]).id
            self.timeline.cursor = ""
            self.room_changed()
            self.timeline.scroll_home(animate=False)
