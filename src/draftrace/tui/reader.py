"""A page that is read outside any room, so that a long answer does not run off the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from draftrace.tui.dressed import DressedApp
from draftrace.tui.prose import Row, Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.working import Foreseen


class ReaderApp(DressedApp[None]):
    """Shows lines laid out for a width, until one leaves."""

    TITLE = "draftrace"
    CSS_PATH = "styles/room.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        title: str,
        lines: Callable[[int], Sequence[str]],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(environment)
        self._heading = title
        self._lines = lines

    def hold_keys(self) -> None:
        """It was read; here nothing takes keys meanwhile."""

    def on_mount(self) -> None:
        """Open the page."""
        self.dress()
        page = Foreseen(self._heading, self._rows, self.signs, "", leave="Leave")
        self.push_screen(page, lambda _: self.exit())

    def _rows(self, width: int) -> list[Row]:
        return [Row((Span(shown(line)),)) for line in self._lines(width)]
