"""The text as one reading page: every provision, its signs beside it, painted as seen."""

from __future__ import annotations

from draftrace.tui.page import MEASURE
from draftrace.tui.prose import Row, Span, joined, width_of
from draftrace.tui.reading import Reading
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows

_EMPTY = (
    "No text is on the table yet.",
    "",
    "The secretariat tables one: draftrace table FILE",
    "It appears here by itself.",
)


class TextPage(Rows):
    """The page of one reading."""

    def __init__(self, reading: Reading, signs: Signs) -> None:
        super().__init__(signs, id="text")
        self.reading = reading

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``: the rows of every provision, signs in the margin of its first line."""
        reading = self.reading
        if not reading.order:
            return [Row((Span(line, "dim"),)) for line in _EMPTY]
        margin = 8 if width < 76 else 12
        rows: list[Row] = []
        for provision in reading.order:
            laid = reading.page.rows(
                reading.state, provision, reading.mode, min(width - margin, MEASURE)
            )
            signs = self._signs(provision.id, margin - 1)
            first = next((n for n, row in enumerate(laid) if row.key), 0)
            if signs:
                laid = (*laid[:first], laid[first]._replace(margin=signs), *laid[first + 1 :])
            rows += laid
        rows.append(Row())
        return rows

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
