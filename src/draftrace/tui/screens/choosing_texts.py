"""Choosing which two texts are compared: revisions, the standing text, files."""

from __future__ import annotations

from draftrace.tui import texts
from draftrace.tui.prose import Span
from draftrace.tui.remembered import Comparing, Side
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Pick
from draftrace.tui.screens.naming import NameFile, files_below
from draftrace.tui.screens.room import RoomScreen

_A_FILE = "\tfile"


class ChoosingTexts(RoomScreen):
    """Which text stands at the left, and which at the right?"""

    @property
    def choice(self) -> Comparing:
        """Which texts, and how they are shown."""
        return self.room.remembered.comparing

    def compare_again(self) -> None:
        """Other texts were chosen."""
        raise NotImplementedError

    async def do_compare_older(self) -> None:
        """Choose the text at the left."""
        side = await self._choose("Compare which text", self.choice.older)
        if side is not None:
            self.choice.older = side
            self.compare_again()

    async def do_compare_newer(self) -> None:
        """Choose the text at the right."""
        side = await self._choose("With which text", self.choice.newer)
        if side is not None:
            self.choice.newer = side
            self.compare_again()

    def do_compare_swap(self) -> None:
        """The other way round."""
        choice = self.choice
        choice.older, choice.newer = choice.newer, choice.older
        self.compare_again()

    async def _choose(self, title: str, now: Side | None) -> Side | None:
        room = self.room
        found = texts.issues(room.state) if room.state.now.provisions else ()
        options = [
            (name, [Span(shown(f"{name:<16}"), "strong"), Span(shown(about), "dim")])
            for name, about in found
        ]
        if not room.seat.fixed:  # a seat in a browser must not read this machine's files
            options.append(
                (_A_FILE, [Span(f"{'a file':<16}", "strong"), Span("by its name", "dim")])
            )
        chosen = await self.ask(Pick(title, options, room.signs, now.name if now else ""))
        if chosen is None:
            return None
        if chosen != _A_FILE:
            return Side(chosen)
        root = room.workspace.root
        known = files_below(root, ("corpus", "exports"))
        name = await self.ask(NameFile("Which file", "", known, room.signs, "Compare"))
        return Side(name, file=True) if name else None
