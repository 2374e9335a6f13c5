"""Painting spans: the one place where a role becomes a style of the theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from draftrace.tui.prose import Span, clip, width_of

ROLES = (
    "bar",
    "base",
    "bracket",
    "cursor",
    "del",
    "dim",
    "emphasis",
    "good",
    "hand1",
    "hand2",
    "hand3",
    "hand4",
    "hand5",
    "heading",
    "ins",
    "key",
    "label",
    "mark",
    "names",
    "note",
    "search",
    "sign",
    "strong",
    "title",
    "warn",
)
"""Every role a span can have; ``styles/room.tcss`` gives each its style."""


class Painted(Widget):
    """A widget that paints spans by their roles."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role--{role}" for role in ROLES} | {"role--here"}

    _painted: dict[tuple[str, bool], Style] | None = None

    def style_of(self, role: str, *, here: bool = False) -> Style:
        """The style of a role; ``here`` on the row under the cursor."""
        if self._painted is None:
            self._painted = {}
        style = self._painted.get((role, here))
        if style is None:
            names = [f"role--{name}" for name in role.split()]
            if here:
                names.insert(0, "role--here")
            style = self._painted[role, here] = self.get_visual_style(*names).rich_style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles: theme or focus changed."""
        super().notify_style_update()
        self._painted = None

    def segments(self, spans: Iterable[Span], *, here: bool = False) -> list[Segment]:
        """The spans as Rich segments: text that is never read as markup."""
        return [Segment(text, self.style_of(role, here=here)) for text, role in spans]

    def strip(self, spans: Sequence[Span], width: int, *, here: bool = False) -> Strip:
        """One line of exactly ``width`` cells."""
        spans = clip(spans, width)
        rest = width - width_of(spans)
        filled = [*spans, Span(" " * rest)] if rest > 0 else list(spans)
        return Strip(self.segments(filled, here=here), width)


class Bar(Painted):
    """One or a few lines of spans, given from outside."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Sequence[Span], ...] = ()

    @property
    def text(self) -> str:
        """What the bar says."""
        return "\n".join("".join(span.text for span in line) for line in self._lines)

    def say(self, *lines: Sequence[Span]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """See ``Widget.render_line``."""
        spans = self._lines[y] if y < len(self._lines) else ()
        return self.strip(spans, self.size.width)
