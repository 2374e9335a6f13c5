"""Where to in the text: an address, words, what a filter finds, and back to where one was."""

from __future__ import annotations

from collections import deque

from draftrace.tui.prose import Span
from draftrace.tui.reading import ASIDE, FILTERS
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Field, Pick
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.widgets.text_page import TextPage
from draftrace.views import standing

_REMEMBERED = 100


class GettingAbout(RoomScreen):
    """Jumps in the text."""

    def __init__(self) -> None:
        super().__init__()
        self._left: deque[str] = deque(maxlen=_REMEMBERED)
        """Where one was before each jump, the last one last."""

    @property
    def text(self) -> TextPage:
        """The reading page."""
        return self.query_one(TextPage)

    def close_sheets(self) -> bool:
        """Close what slides over the text; whether anything covered it."""
        raise NotImplementedError

    async def do_go(self) -> None:
        """Jump to an address in any spelling."""

        def go(address: str) -> None:
            self.stand_on(standing.resolve(self.room.state, address).id)

        await self.ask_address("Go to", go)

    def leave(self, place: str) -> None:
        """Remember where one was before a jump."""
        if place and (not self._left or self._left[-1] != place):
            self._left.append(place)

    def do_return(self) -> None:
        """Back to where one was before the last jump, and so on."""
        while self._left:
            place = self._left.pop()
            if place != self.room.place and self.text.has(place):
                self._stand_on(place)
                return
        self.room.notify("You have jumped from nowhere yet.")

    def stand_on(self, provision: str) -> None:
        """Bring a provision into view."""
        self.leave(self.room.place)
        self._stand_on(provision)

    def _stand_on(self, provision: str) -> None:
        self.close_sheets()
        self.set_focus(self.text)
        self.text.go(provision, centre=True)
        self.say_lines()

    async def do_search(self) -> None:
        """Find words in the text."""
        reading = self.room.reading
        field = Field("phrase", "words", reading.phrase)
        answer = await self.ask(Ask("Search the text", None, [field], confirm="Find"))
        if answer is None:
            return
        reading.phrase = self.text.found = answer["phrase"].strip()
        self.room_changed()
        if reading.phrase:
            matches = reading.matches()
            if not matches:
                self.room.notify(f"Nothing in the text says: {reading.phrase}", markup=False)
            elif self.room.place not in matches:
                self._to_match(1)

    async def do_filter(self) -> None:
        """Choose what n and p go through."""
        reading = self.room.reading
        options = [
            (name, [Span(f"{name:<11}", "strong"), Span(words, "dim")])
            for name, words in (FILTERS | ASIDE).items()
        ]
        chosen = await self.ask(
            Pick("n and p go through", options, self.room.signs, reading.wanted.split(" ")[0])
        )
        if chosen in ASIDE:
            chosen = await self._valued(chosen)
        if chosen:
            reading.wanted = chosen
            reading.phrase = self.text.found = ""
            self.room_changed()

    async def _valued(self, what: str) -> str | None:
        """A filter with the value it asks for."""
        found = self.room.reading.values(what)
        if not found:
            self.room.notify(f"Nothing to choose a {what} from.")
            return None
        options = [
            (
                value,
                [
                    Span(shown(f"{'' if what == 'meeting' else value:<11}"), "strong"),
                    Span(shown(words)),
                ],
            )
            for value, words in found.items()
        ]
        value = await self.ask(Pick(f"Which {what}?", options, self.room.signs))
        return f"{what} {value}" if value else None

    def do_next(self) -> None:
        """The next match."""
        self._to_match(1)

    def do_previous(self) -> None:
        """The match before."""
        self._to_match(-1)

    def _to_match(self, by: int) -> None:
        reading = self.room.reading
        matches = set(reading.matches())
        order = [p.id for p in reading.order]
        if not matches or not order:
            self.room.notify(f"Nothing matches: {shown(reading.wanted_words)}.", markup=False)
            return
        at = order.index(self.room.place) if self.room.place in order else 0
        around = (
            [*order[at + 1 :], *order[: at + 1]]
            if by > 0
            else [*order[:at][::-1], *order[at:][::-1]]
        )
        self.leave(self.room.place)
        self.text.go(next(i for i in around if i in matches), centre=True)
