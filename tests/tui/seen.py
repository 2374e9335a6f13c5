"""What stands on a screen, cell by cell: each widget's lines where it is, the uppermost last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


def strips(screen: Screen[Any]) -> list[Strip]:
    """The lines of a screen as the terminal gets them."""
    width, height = screen.size
    page = [Strip.blank(width)] * height
    for _, region, seen, widget in sorted(_placed(screen), key=lambda one: one[0]):
        crop = Region(seen.x - region.x, seen.y - region.y, seen.width, seen.height)
        for y, strip in enumerate(widget.render_lines(crop), seen.y):
            under = page[y]
            page[y] = Strip.join([under.crop(0, seen.x), strip, under.crop(seen.right, width)])
    return page


def _placed(screen: Screen[Any]) -> Iterator[tuple[Any, Region, Region, Widget]]:
    """Each widget that is seen: its order, where it is, and how much of it is not cut off."""
    shown = (screen, *screen.query("*"))
    bars = [w.vertical_scrollbar for w in shown if w.show_vertical_scrollbar]
    for widget in (*shown, *bars):
        try:
            place = screen.find_widget(widget)
        except NoWidget:
            continue
        seen = place.visible_region.intersection(screen.region)
        if seen and widget.visible:
            yield place.order, place.region, seen, widget
