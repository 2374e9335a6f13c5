"""Trace: one provision's life as a timeline, from its sources to the present wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from draftrace.errors import NegotiationError
from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.timeline import timeline_rows
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.woven import KEY, Woven, answer_of, woven
from draftrace.views import standing


class Timeline(Rows):
    """The rows of one trace."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = cast("TraceScreen", self.screen)
        room = screen.room
        provision = room.provision
        if provision is None:
            return [Row((Span("No text is on the table.", "dim"),))]
        words = screen.words()
        return timeline_rows(room.state, provision, min(width, 110), room.signs, words, screen.word)


class TraceScreen(RoomScreen):
    """Why does this provision read so?"""

    NAME: ClassVar[ScreenName] = "trace"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("trace")]

    def __init__(self) -> None:
        super().__init__()
        self.word: int | None = None
        self._words: tuple[tuple[str, int], Woven | None] = (("", -1), None)

    def body(self) -> Iterable[Widget]:
        """One timeline."""
        yield Timeline(self.room.signs, id="timeline")

    def on_mount(self) -> None:
        """Read it with the arrow keys."""
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

    def words(self) -> Woven | None:
        """Whose the words of the provision are, found once for each wording."""
        room = self.room
        provision = room.provision
        if provision is None:
            return None
        at = (provision.id, provision.touched)
        if self._words[0] != at:
            self.word = None
            self._words = (at, woven(room.state, provision))
        return self._words[1]

    def do_word_next(self) -> None:
        """The next word, and who answers for it."""
        self._to_word(1)

    def do_word_previous(self) -> None:
        """The word before."""
        self._to_word(-1)

    def _to_word(self, by: int) -> None:
        found = self.words()
        if found is None:
            raise NegotiationError("No words of this provision stand in the text.")
        self.word = found.turned(self.word, by)
        self.timeline.reload()
        self.timeline.go(KEY)
        self.timeline.scroll_home(animate=False, force=True)

    def do_word_event(self) -> None:
        """To the act that brought the word in."""
        found, provision = self.words(), self.room.provision
        if found is None or provision is None or self.word is None:
            raise NegotiationError(
                "No word is chosen.", "The left and right arrow keys choose one."
            )
        self.timeline.go(answer_of(self.room.state, provision, found, self.word).act, centre=True)

    async def do_amend(self) -> None:
        """Amend what is traced."""
        await self.do_screen_amend()

    async def do_go(self) -> None:
        """Trace another provision."""

        def go(address: str) -> None:
            self.room.place = standing.resolve(self.room.state, address).id
            self.timeline.cursor = ""
            self.room_changed()
            self.timeline.scroll_home(animate=False)

        await self.ask_address("Trace", go)
