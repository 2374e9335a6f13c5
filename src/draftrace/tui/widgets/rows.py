"""A scroll view of rows. Only visible rows are painted; the cursor stands on a key, not a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from draftrace.tui.declared import MOVING
from draftrace.tui.prose import Row, Span, clip, width_of
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.painted import Painted

_GUTTER = 2
_MOST_STRIPS = 1000


class Rows(ScrollView, Painted, can_focus=True):
    """Rows with keys. Whatever changes, the cursor stays on its key and the line on its place.

    Subclasses lay out rows for a width; ``show`` gives ready ones.
    """

    # Textual follows the first base only.
    COMPONENT_CLASSES: ClassVar[set[str]] = Painted.COMPONENT_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(a.key, a.id.replace(".", "_"), a.title, show=False, id=a.id) for a in MOVING
    ]

    class Moved(Message):
        """The cursor stands on another key."""

        def __init__(self, rows: Rows, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> Rows:
            """The view whose cursor moved."""
            return self.rows

    class Chosen(Moved):
        """The row under the cursor was double-clicked."""

    def __init__(
        self,
        signs: Signs,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.signs = signs
        self.cursor = ""
        self._found = ""
        self.rows: Sequence[Row] = ()
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._order: list[str] = []
        self._laid_width = -1
        self._strips: dict[tuple[int, bool, bool, int], tuple[Row, Strip]] = {}

    # What is shown

    @property
    def found(self) -> str:
        """The words that stand out, since they were searched for."""
        return self._found

    @found.setter
    def found(self, phrase: str) -> None:
        self._found = phrase
        self._strips.clear()
        self.refresh()

    def lay_out(self, width: int) -> Sequence[Row]:  # noqa: ARG002 - for subclasses
        """The rows at a width. Subclasses say what they are."""
        return self.rows

    def show(self, rows: Sequence[Row], cursor: str | None = None) -> None:
        """Show these rows; the cursor goes to ``cursor`` or stays on its key."""
        self._take(rows)
        if cursor is not None:
            self.go(cursor)

    def reload(self) -> None:
        """Lay the rows out anew, keeping the cursor and the place of its line on the screen."""
        if self.size.width:
            self._laid_width = self.inner_width
            self._take(self.lay_out(self.inner_width))

    @property
    def inner_width(self) -> int:
        """Cells for the rows between gutter and scroll bar."""
        return max(self.scrollable_content_region.width - _GUTTER, 1)

    def _take(self, rows: Sequence[Row]) -> None:
        anchor, above = self._anchor()
        old_order = self._order
        self.rows = rows
        self._index()
        if self.cursor not in self._first:
            self.cursor = self._nearest(old_order)
        self._hold(anchor, above)

    def swap(self, laid: Mapping[str, Sequence[Row]]) -> None:
        """Show these rows in the place of those with the same keys, each of which stand together.
        As ``show``, but it costs only what is swapped."""
        anchor, above = self._anchor()
        rows = list(self.rows)
        for key, taken in laid.items():
            first, last = self._first[key], self._last[key]
            rows[first : last + 1] = taken
            longer = len(taken) - (last + 1 - first)
            for places in (self._first, self._last) if longer else ():
                places.update({k: n + longer for k, n in places.items() if n > last})
            keyed = [number for number, row in enumerate(taken, first) if row.key]
            self._first[key], self._last[key] = keyed[0], keyed[-1]
        self.rows = rows
        self._hold(anchor, above)

    def _hold(self, anchor: str, above: int) -> None:
        """Other rows: the line of a key stays on its place of the screen."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        if anchor in self._first:
            self.scroll_to(
                y=max(self._first[anchor] - above, 0), animate=False, force=True, immediate=True
            )
        self.refresh()

    def put(self, number: int, row: Row) -> None:
        """Paint this row in the place of another with the same key; nothing else changes."""
        self.rows = [*self.rows[:number], row, *self.rows[number + 1 :]]
        self.refresh_line(number)

    def _index(self) -> None:
        self._first, self._last = {}, {}
        for number, row in enumerate(self.rows):
            if row.key:
                self._first.setdefault(row.key, number)
                self._last[row.key] = number
        self._order = list(self._first)

    def _anchor(self) -> tuple[str, int]:
        """The key whose line must not move on the screen, and how far down it is."""
        top = round(self.scroll_y)
        height = max(self.scrollable_content_region.height, 1)
        at = self._first.get(self.cursor)
        if at is not None and top - 1 <= at < top + height:
            return self.cursor, at - top
        for number in range(top, min(top + height, len(self.rows))):
            key = self.rows[number].key
            if key and self._first[key] == number:
                return key, number - top
        return "", 0

    def _nearest(self, old_order: Sequence[str]) -> str:
        """Where the cursor goes when its row has gone: the next one that is still there."""
        if self.cursor in old_order:
            for key in old_order[old_order.index(self.cursor) :]:
                if key in self._first:
                    return key
        return self._order[0] if self._order else ""

    # Moving

    @property
    def keys(self) -> Sequence[str]:
        """Every key, in order."""
        return self._order

    def has(self, key: str) -> bool:
        """Whether a row has this key."""
        return key in self._first

    def go(self, key: str, *, centre: bool = False) -> None:
        """Put the cursor on a key and bring it into view."""
        if key not in self._first:
            if not self._order:
                self.cursor = key
            return
        before = self.cursor
        self.stand_on(key, centre=centre)
        if key != before:
            self.post_message(self.Moved(self, key))

    def stand_on(self, key: str, *, centre: bool = False) -> None:
        """Put the cursor on a key and bring it into view, without a word to anybody. Only the
        lines it left and those it came to are painted anew."""
        for touched in (self.cursor, key):
            first = self._first.get(touched)
            if first is not None:
                self.refresh_lines(first, self._last[touched] - first + 1)
        self.cursor = key
        self.reveal(centre=centre)

    def reveal(self, *, centre: bool = False) -> None:
        """Scroll so that the row under the cursor is seen, from its first line."""
        first, last = self._first.get(self.cursor), self._last.get(self.cursor)
        if first is None or last is None:
            return
        top, height = round(self.scroll_y), max(self.scrollable_content_region.height, 1)
        if first >= top and last < top + height:
            return
        if centre or last - first >= height:
            target = first - (height // 4 if centre else 0)
        else:
            target = first if first < top else last - height + 1
        self.scroll_to(y=max(target, 0), animate=False, force=True, immediate=True)

    def _scroll(self, by: int) -> None:
        y = max(round(self.scroll_y) + by, 0)
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _step(self, by: int) -> None:
        if not self._order:
            self._scroll(by)  # nothing to stand on: a page that is read
            return
        at = self._order.index(self.cursor) if self.cursor in self._first else 0
        top, height = round(self.scroll_y), max(self.scrollable_content_region.height, 1)
        first, last = self._first.get(self.cursor, 0), self._last.get(self.cursor, 0)
        if by > 0 and top <= last and last >= top + height:
            # A provision longer than the view is read to its end before the cursor leaves it.
            self.scroll_to(
                y=min(top + height // 2, last - height + 1),
                animate=False,
                force=True,
                immediate=True,
            )
            return
        if by < 0 and first < top <= last:
            self.scroll_to(
                y=max(top - height // 2, first), animate=False, force=True, immediate=True
            )
            return
        if by < 0 and at == 0:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.go(self._order[min(max(at + by, 0), len(self._order) - 1)])

    def _page(self, by: int) -> None:
        height = max(self.scrollable_content_region.height - 2, 1)
        wanted = self._first.get(self.cursor, 0) + by * height
        self._scroll(by * height)
        if not self._order:
            return
        later = [key for key in self._order if self._first[key] >= wanted]
        self.go(later[0] if later else self._order[-1])

    def action_move_down(self) -> None:
        """To the next row."""
        self._step(1)

    def action_move_up(self) -> None:
        """To the row before."""
        self._step(-1)

    def action_move_page_down(self) -> None:
        """A screen on."""
        self._page(1)

    def action_move_page_up(self) -> None:
        """A screen back."""
        self._page(-1)

    def action_move_start(self) -> None:
        """To the first row."""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.go(self._order[0] if self._order else "")

    def action_move_end(self) -> None:
        """To the last row."""
        if not self._order:
            self._scroll(len(self.rows))
            return
        self.go(self._order[-1])

    # Painting

    def on_mount(self) -> None:
        """A scroll bar that comes later than the first scrolling has to be told how far it is."""
        self.watch(self, "show_vertical_scrollbar", self._place_bar, init=False)

    def _place_bar(self, shown: bool) -> None:
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        """Lay out again when the width has changed."""
        if self.inner_width != self._laid_width:
            self.reload()

    def on_click(self, event: Click) -> None:
        """The mouse does what the arrow keys do; twice is choosing."""
        at = round(self.scroll_y) + event.y
        key = self.rows[at].key if 0 <= at < len(self.rows) else ""
        if key:
            self.go(key)
            if event.chain == 2:
                self.post_message(self.Chosen(self, key))

    def render_line(self, y: int) -> Strip:
        """See ``ScrollView``: one visible line."""
        width = self.scrollable_content_region.width
        at = round(self.scroll_y) + y
        if at >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[at]
        here = bool(row.key) and row.key == self.cursor
        painting = (id(row), here, self.has_focus, width)
        kept = self._strips.get(painting)
        if kept is not None:
            return kept[1]
        if len(self._strips) > _MOST_STRIPS:
            self._strips.clear()
        strip = self._painted_row(row, width, here=here)
        self._strips[painting] = (row, strip)  # holds the row, so that its id stays its own
        return strip

    def notify_style_update(self) -> None:
        """Theme or focus changed: nothing painted so far is right."""
        super().notify_style_update()
        self._strips.clear()

    def _reach(self, width: int) -> int:
        """Cells up to which a row's margin stands. Subclasses keep it close to the text."""
        return width

    def _painted_row(self, row: Row, width: int, *, here: bool) -> Strip:
        bar = Span(self.signs["cursor"] if here else " ", "cursor" if self.has_focus else "dim")
        reach = self._reach(width)
        margin = clip(row.margin, max(reach // 2, 1))
        room = max(reach - _GUTTER - width_of(margin) - (1 if margin else 0), 0)
        spans = clip(_searched(row.spans, self.found), room, self.signs["more"])
        gap = Span(" " * (reach - _GUTTER - width_of(spans) - width_of(margin)))
        return self.strip((bar, Span(" "), *spans, gap, *margin), width, here=here)


def _searched(spans: Sequence[Span], phrase: str) -> Sequence[Span]:
    """The spans with the words searched for standing out."""
    text = "".join(span.text for span in spans)
    at = text.casefold().find(phrase.casefold()) if phrase else -1
    if at < 0 or len(text) != len(text.casefold()):
        return spans
    end = at + len(phrase)
    found: list[Span] = []
    place = 0
    for piece, role in spans:
        low, high = max(at - place, 0), min(end - place, len(piece))
        if low >= high:
            found.append(Span(piece, role))
        else:
            found += [
                Span(piece[:low], role),
                Span(piece[low:high], f"{role} search".strip()),
                Span(piece[high:], role),
            ]
        place += len(piece)
    return [span for span in found if span.text]
