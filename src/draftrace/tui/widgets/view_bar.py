"""The names of a screen's views in one line; the open one in brackets. A click opens one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Click
from textual.message import Message

from draftrace.tui.prose import Span
from draftrace.tui.widgets.painted import Bar


class ViewBar(Bar):
    """Tabs over one screen."""

    class Opened(Message):
        """A view was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, views: Sequence[str]) -> None:
        super().__init__(id="views")
        self.views = tuple(views)

    def open(self, view: str) -> None:
        """Show which view is open."""
        spans: list[Span] = []
        for name in self.views:
            chosen = name == view
            spans += [Span(f"[{name}]" if chosen else f" {name} ", "strong" if chosen else "dim")]
            spans.append(Span(" "))
        self.say(spans)

    def turned(self, view: str, by: int) -> str:
        """The view beside another."""
        return self.views[(self.views.index(view) + by) % len(self.views)]

    def on_click(self, event: Click) -> None:
        """Open the view under the pointer."""
        at = 1
        for name in self.views:
            size = len(name) + 3
            if at <= event.x < at + size:
                self.post_message(self.Opened(name))
            at += size
