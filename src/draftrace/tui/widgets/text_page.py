"""The text as one reading page: every provision, its signs beside it, painted as seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from time import perf_counter

from textual.timer import Timer

from draftrace.room.entities import Provision
from draftrace.tui.page import MEASURE
from draftrace.tui.prose import Row, Span, joined, width_of
from draftrace.tui.reading import Reading
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows

_SLICE = 0.008
_SLICE_EVERY = 0.025
_WHILE_STILL = 0.1
"""Seconds without a key: longer than one that is held down takes to repeat."""
_TRIES = 4
_NARROW = 90
"""Cells below which the signs keep closer together, for the text to have the room."""
_EMPTY = (
    "No text is on the table yet.",
    "",
    "The secretariat tables one: ctrl+p, then Table a draft.",
    "In a shell: draftrace table FILE. It appears here by itself.",
)


class TextPage(Rows):
    """The page of one reading. What is in view is laid out at once, the rest while nobody types:
    until then its place is held by as many empty rows as it will about take."""

    def __init__(self, reading: Reading, signs: Signs) -> None:
        super().__init__(signs, id="text")
        self.reading = reading
        self._held: set[str] = set()
        self._signed: dict[str, tuple[object, Sequence[Row]]] = {}
        self._rest: Timer | None = None
        self._settling = False
        self._moved_at = 0.0

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``: the rows of every provision, signs in the margin of its first line."""
        reading = self.reading
        if not reading.order:
            return [Row((Span(line, "dim"),)) for line in _EMPTY]
        rows: list[Row] = []
        self._held.clear()
        for provision in reading.order:
            rows += self._rows_of(provision, width)
        rows.append(Row())
        return rows

    def _measure(self, width: int) -> int:
        return min(width - self._margin(width), MEASURE)

    def _reach(self, width: int) -> int:
        """See ``Rows``: the signs stand beside the text, not at the end of a wide terminal."""
        inner = self.inner_width
        return min(width, width - inner + MEASURE + self._margin(inner))

    def _margin(self, width: int) -> int:
        return 8 if width < _NARROW else 12

    def _rows_of(self, provision: Provision, width: int) -> Sequence[Row]:
        reading = self.reading
        given = (reading.state, provision, reading.mode, self._measure(width))
        fresh = (
            *(provision.touched, reading.state.now.revision, reading.mode, width),
            *(reading.lines[provision.id], reading.looking.changed(provision)),
            bool(reading.suggested.get(provision.id)),
        )
        kept = self._signed.get(provision.id)
        if kept is not None and kept[0] == fresh:
            return kept[1]
        if not self._is_simple(provision) and not reading.page.laid(*given):
            self._held.add(provision.id)
            return [Row(key=provision.id)] * reading.page.expected(*given)
        laid = reading.page.rows(*given)
        signs = self._signs(provision.id, self._margin(width) - 1)
        first = next((n for n, row in enumerate(laid) if row.key), 0)
        if signs:
            laid = (*laid[:first], laid[first]._replace(margin=signs), *laid[first + 1 :])
        self._signed[provision.id] = (fresh, laid)
        return laid

    def _is_simple(self, provision: Provision) -> bool:
        """Whether laying it out takes no comparing of texts."""
        reading = self.reading
        return reading.mode == "clean" or (
            reading.mode == "rolling" and not reading.state.pending_on(provision.id)
        )

    @property
    def whole(self) -> bool:
        """Whether every provision is laid out."""
        return not self._held

    # What is in view is real

    def _take(self, rows: Sequence[Row]) -> None:
        super()._take(rows)
        self.settle()
        if self._held and self._rest is None:
            self._rest = self.set_interval(_SLICE_EVERY, self._lay_more)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See ``ScrollView``: what comes into view is laid out before it is painted."""
        super().watch_scroll_y(old_value, new_value)
        self._moved_at = perf_counter()
        if round(old_value) != round(new_value):
            self.settle()

    def reveal(self, *, centre: bool = False) -> None:
        """See ``Rows``: where a provision ends is known only once it is laid out."""
        self._moved_at = perf_counter()
        if self.cursor in self._held:
            self._lay([self.cursor])
            self.settle()
        super().reveal(centre=centre)

    def settle(self) -> None:
        """Lay out what is in view and was not yet; a few times, since other rows come into view."""
        if self._settling or not self._held:
            return
        self._settling = True
        for _ in range(_TRIES):
            top, height = round(self.scroll_y), self.scrollable_content_region.height
            seen = {row.key for row in self.rows[max(top - 2, 0) : top + height + 2]}
            missing = [key for key in seen if key in self._held]
            if not missing:
                break
            self._lay(missing)
        self._settling = False

    def _lay(self, keys: Iterable[str]) -> None:
        settling, self._settling = self._settling, True
        width = self.inner_width
        laid: dict[str, Sequence[Row]] = {}
        for key in keys:
            provision = self.reading.state.now.provisions[key]
            self._make(provision)
            self._held.discard(key)
            laid[key] = self._rows_of(provision, width)
        self.swap(laid)
        self._settling = settling

    def _make(self, provision: Provision) -> None:
        reading = self.reading
        width = self._measure(self.inner_width)
        reading.page.rows(reading.state, provision, reading.mode, width)

    def _lay_more(self) -> None:
        """A slice of what is left, while the reader is still: what is likely to come into view
        first. It is shown when it does, or all at once when nothing is left."""
        begun = perf_counter()
        if begun - self._moved_at < _WHILE_STILL:
            return
        for provision in self._to_come():
            self._make(provision)
            if perf_counter() - begun > _SLICE:
                return
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self.reload()

    def _to_come(self) -> Iterator[Provision]:
        """What is not laid out yet: two below the cursor, one above it, and so on."""
        reading = self.reading
        width = self._measure(self.inner_width)
        keys = self.keys
        at = keys.index(self.cursor) if self.has(self.cursor) else 0
        below, above = keys[at:], keys[:at][::-1]
        for three in zip_longest(below[::2], below[1::2], above):
            for key in three:
                provision = reading.state.now.provisions[key] if key in self._held else None
                if provision is not None and not reading.page.laid(
                    reading.state, provision, reading.mode, width
                ):
                    yield provision

    def sign(self, key: str) -> None:
        """The signs beside a provision are others, its words are not."""
        first = self._first.get(key)
        if first is not None and key not in self._held:
            signs = self._signs(key, self._margin(self.inner_width) - 1)
            self.put(first, self.rows[first]._replace(margin=signs))

    def _signs(self, key: str, room: int) -> tuple[Span, ...]:
        reading = self.reading
        found = reading.lines[key]
        provision = reading.state.now.provisions[key]
        marks = self.signs.beside(
            found,
            changed=reading.looking.changed(provision),
            suggested=bool(reading.suggested.get(key)),
        )
        spaced = joined([[mark] for mark in marks])
        return tuple(spaced if width_of(spaced) <= room else marks)
