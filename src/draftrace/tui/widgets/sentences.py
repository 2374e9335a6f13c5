"""A field for sentences: what is written wraps, where in a line it would slide out of sight."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import TextArea

_LINE_END = re.compile(r"\s*[\r\n]+\s*")


class Sentences(TextArea):
    """One paragraph over several lines. Enter sends it and tab goes on, as in a field of one line;
    a text pasted in several lines is taken whole."""

    MOST = 5
    """Lines it grows to; more are scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the editor sees the key, which would be a line end there.
        Binding("enter", "submit", "Send", show=False, priority=True)
    ]

    class Submitted(Message):
        """Enter was pressed."""

    class Grown(Message):
        """It takes more lines than before, or fewer."""

    def __init__(self, text: str = "", placeholder: str = "", *, least: int = 1, id: str) -> None:  # noqa: A002 - as every widget calls it
        super().__init__(
            text,
            placeholder=placeholder,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            id=id,
        )
        self.least = self._taken = least
        self.styles.min_height = least
        self.styles.max_height = self.MOST

    @property
    def value(self) -> str:
        """What is written, as one paragraph."""
        return _LINE_END.sub(" ", self.text).strip()

    @property
    def lines_taken(self) -> int:
        """Lines that it takes on the screen."""
        return min(max(self.wrapped_document.height, self.least), self.MOST)

    def on_mount(self) -> None:
        """Write on behind the last word."""
        self.move_cursor(self.document.end)

    def on_paste(self, event: Paste) -> None:
        """What is pasted is this field's alone, as in a field of one line."""
        event.stop()

    def on_resize(self) -> None:
        """Show all of it where there is place."""
        self._measure()
        if self.wrapped_document.height <= self.size.height:
            self.scroll_home(animate=False)

    @on(TextArea.Changed)
    def _measure(self) -> None:
        if self.lines_taken != self._taken:
            self._taken = self.lines_taken
            self.post_message(self.Grown())

    def action_submit(self) -> None:
        """Say that it is written."""
        self.post_message(self.Submitted())
