"""Lineage pictures as SVG. Everything is said in words; shape and shade only repeat it.

Text goes into elements alone, never into attributes, where the library escapes nothing. The same
picture always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftrace.errors import UsageError
from draftrace.exporters.measuring import FONT, broken
from draftrace.exporters.saving import check_writable, save
from draftrace.exporters.visible import visible
from draftrace.views.lineage import Branch, Picture, tree

if TYPE_CHECKING:
    import drawsvg

LINE = 1.35
"""From one line of text to the next, in font sizes."""
INK, GREY, PALE = "#1a1a1a", "#595959", "#f2f2f2"
SHADES = {
    "tabled": "#dbe9f6",
    "new": "#d9f0dc",
    "reworded": "#fdf0cf",
    "renumbered": "#f2f2f2",
    "unchanged": "#ffffff",
    "struck": "#f9dcdc",
}
"""Fill of a box by what became of the provision; the box says it too."""
DASHED = "5 3"


def write_picture(picture: Picture, path: Path, *, force: bool = False) -> int:
    """Draw a picture to an SVG file. Returns how many bytes. Raises UsageError for another
    suffix, else as ``save``."""
    if path.suffix.lower() != ".svg":
        raise UsageError(f"{path.name}: a picture is drawn as .svg.", "As in: --to lineage.svg")
    check_writable(path, force=force)
    content = as_svg(picture).encode()
    save(path, content, force=force)
    return len(content)


def as_svg(picture: Picture) -> str:
    """One provision as its whole story, several as rows of a table."""
    from draftrace.exporters import pictures_of_many, pictures_of_one

    if len(picture.strands) == 1:
        return pictures_of_one.drawing(picture.strands[0], picture).svg()
    return pictures_of_many.drawing(picture).svg()


class Canvas:
    """What is drawn so far, from the top; units are pixels at 100 per cent."""

    def __init__(self, picture: Picture, width: float) -> None:
        self._picture = picture
        self.width = width
        self.height = 0.0
        self._shapes: list[drawsvg.DrawingElement] = []

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "#ffffff",
        dashed: bool = False,
    ) -> None:
        """A box with round corners."""
        import drawsvg

        more: dict[str, Any] = {"stroke_dasharray": DASHED} if dashed else {}
        self._add(
            drawsvg.Rectangle(
                _at(x), _at(y), _at(width), _at(height), rx=4, fill=fill, stroke=INK, **more
            )
        )
        self.height = max(self.height, y + height)

    def text(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        fill: str = INK,
    ) -> float:
        """Lines of text under ``y``; returns where they end."""
        import drawsvg

        if not lines:
            return y
        more: dict[str, Any] = {"font_weight": "bold"} if bold else {}
        shown = [visible(line) for line in lines]
        self._add(
            drawsvg.Text(
                shown,
                _at(size),
                _at(x),
                _at(y + size),
                line_height=LINE,
                font_family=FONT,
                fill=fill,
                **more,
            )
        )
        end = y + size * LINE * len(lines)
        self.height = max(self.height, end)
        return end

    def line(self, points: Sequence[tuple[float, float]], *, dashed: bool = False) -> None:
        """A line through the points."""
        import drawsvg

        flat = [_at(part) for point in points for part in point]
        more: dict[str, Any] = {"stroke_dasharray": DASHED} if dashed else {}
        self._add(drawsvg.Lines(*flat, fill="none", stroke=GREY, stroke_width=1.3, **more))

    def arrow(
        self, start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False
    ) -> None:
        """A straight line, across or down, with a head at its end."""
        import drawsvg

        self.line([start, end], dashed=dashed)
        (x, y), across = end, start[1] == end[1]
        back = 7 if (end[0] > start[0] or end[1] > start[1]) else -7
        tail = [(x - back, y - 4), (x - back, y + 4)]
        if not across:
            tail = [(x - 4, y - back), (x + 4, y - back)]
        flat = [_at(part) for point in (end, *tail) for part in point]
        self._add(drawsvg.Lines(*flat, close=True, fill=GREY, stroke="none"))

    def svg(self) -> str:
        """The picture, with a title and the whole of it in words for who cannot see it."""
        import drawsvg

        width, height = _at(self.width), _at(self.height + 20)
        made = drawsvg.Drawing(width, height, role="img")
        made.append(drawsvg.Title(visible(f"Lineage of {self._picture.title}")))
        words = visible(_in_words(tree(self._picture)))
        made.append(drawsvg.Raw(f"<desc>{escape(words)}</desc>\n"))
        made.append(drawsvg.Rectangle(0, 0, width, height, fill="#ffffff"))
        for shape in self._shapes:
            made.append(shape)
        return str(made.as_svg())

    def _add(self, shape: drawsvg.DrawingElement) -> None:
        self._shapes.append(shape)


def height_of(lines: Sequence[str], size: float) -> float:
    """How high lines of text are."""
    return len(lines) * size * LINE


def fitted(text: str, width: float, size: float, most: int = 0, *, bold: bool = False) -> list[str]:
    """The lines of a text that fit a width."""
    return broken(text, width, size, most=most, bold=bold)


def _in_words(branch: Branch, depth: int = 0) -> str:
    told = "  " * depth + branch.text
    return "\n".join([told, *(_in_words(below, depth + 1) for below in branch.below)])


def _at(place: float) -> float | int:
    """A number with at most one decimal, so that bytes do not hang on the machine."""
    rounded = round(place, 1)
    return int(rounded) if rounded == int(rounded) else rounded
