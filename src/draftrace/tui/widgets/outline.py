"""The outline: headings with counts, paragraphs with signs, items of the paragraph one is in."""

from __future__ import annotations

import msgspec

from draftrace.room.entities import Provision
from draftrace.room.state import depth_of
from draftrace.text.wording import plain
from draftrace.tui.page import label_of
from draftrace.tui.prose import Row, Span, between, joined, width_of
from draftrace.tui.reading import Reading
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.views.standing import Line

_INDENT = {"item": 2, "tablerow": 2, "subitem": 4}
"""Cells by which what stands below a paragraph is moved in."""
_STATE = 3
"""Cells for the signs of how far a provision has come, so that they stand in one column."""
_DEEPEST = 2
_BEGINNING = 160


class Outline(Rows):
    """The outline of one reading; its cursor follows the text's."""

    def __init__(self, reading: Reading, signs: Signs) -> None:
        super().__init__(signs, id="outline")
        self.reading = reading
        self.at = ""
        self._kept: dict[str, tuple[object, Row]] = {}

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        reading = self.reading
        open_above = self._open_above()
        chosen = set(reading.matches()) if self._narrowed else set()
        rows: list[Row] = []
        for number, provision in enumerate(reading.order):
            if provision.kind == "footnote":
                continue
            if provision.kind in _INDENT and not self._shows(provision, open_above, chosen):
                continue
            rows.append(self._row(provision, number, width, provision.id in chosen))
        return rows

    @property
    def _narrowed(self) -> bool:
        return bool(self.reading.phrase) or self.reading.wanted not in ("all", "open")

    def point_at(self, key: str) -> None:
        """Stand on the provision, or on the paragraph it is folded into, as it is laid out."""
        shown = key if self.has(key) else self._paragraph_of(key)
        if self.size.height and self.has(shown):
            self.stand_on(shown)

    def follow(self, key: str) -> None:
        """Stand on the provision the text stands on, opening its paragraph."""
        before = self._open_above()
        self.at = key
        folded = self.reading.folded
        opened = self._open_above()
        if opened != before and (opened in folded or before in folded):
            self.reload()
        if self.has(key):
            self.stand_on(key)

    def _shows(self, item: Provision, open_above: str, chosen: set[str]) -> bool:
        return item.id in chosen or bool(open_above and self._paragraph_of(item.id) == open_above)

    def _open_above(self) -> str:
        return self._paragraph_of(self.at) if self.at in self.reading.lines else ""

    def _paragraph_of(self, key: str) -> str:
        return self.reading.paragraph.get(key, "")

    def _row(self, provision: Provision, number: int, width: int, chosen: bool) -> Row:
        if provision.kind in ("heading", "title"):
            return self._heading(provision, number, width)
        lines = self._lines(provision)
        changed = self.reading.looking.changed(provision)
        fresh = (lines, changed, chosen, width)
        kept = self._kept.get(provision.id)
        if kept is not None and kept[0] == fresh:
            return kept[1]
        row = self._paragraph(provision, _summed(lines), changed, chosen, width)
        self._kept[provision.id] = (fresh, row)
        return row

    def _paragraph(
        self, provision: Provision, summed: Line, changed: bool, chosen: bool, width: int
    ) -> Row:
        indent = _INDENT.get(provision.kind, 0)
        label = shown(label_of(provision).rstrip(".")) or "¶"
        state = self.signs.state(summed)
        right = joined([[mark] for mark in self.signs.left(summed, changed=changed)])
        words = shown(plain(provision.now.wording))
        left = [
            *state,
            Span(" " * max(_STATE + indent - width_of(state), 1)),
            Span(f"{label:<4} ", "strong" if chosen else "label"),
            Span(words[:_BEGINNING], "dim"),
        ]
        return Row(between(left, right, width, self.signs["more"]), provision.id)

    def _lines(self, provision: Provision) -> tuple[Line, ...]:
        """The paragraph's own line; with its items folded in, theirs too."""
        lines = self.reading.lines
        folded = self.reading.folded.get(provision.id, ())
        below = folded if self._open_above() != provision.id else ()
        return (lines[provision.id], *(lines[i] for i in below))

    def _heading(self, provision: Provision, number: int, width: int) -> Row:
        progress = self.reading.progress(self._below(provision, number))
        label = shown(label_of(provision).rstrip("."))
        name = shown(plain(provision.now.wording))
        words = f"{label}  {name}" if label else name
        role = "title" if provision.kind == "title" else "heading"
        right = []
        if progress.text:
            done = f" {self.signs['agreed']}" if progress.agreed == progress.text else ""
            right = [Span(f"{progress.agreed}/{progress.text}{done}", "good" if done else "dim")]
        indent = " " * min(max(depth_of(provision) - 1, 0), _DEEPEST)
        left = [Span(indent + words, role)]
        return Row(between(left, right, width, self.signs["more"]), provision.id)

    def _below(self, heading: Provision, number: int) -> tuple[str, ...]:
        depth = depth_of(heading)
        below: list[str] = []
        for other in self.reading.order[number + 1 :]:
            if depth_of(other) <= depth:
                break
            below.append(other.id)
        return tuple(below)


def _summed(lines: tuple[Line, ...]) -> Line:
    """One line for a paragraph with its items."""
    own = lines[0]
    if len(lines) == 1:
        return own
    return msgspec.structs.replace(
        own,
        wording="",
        brackets=sum(x.brackets for x in lines),
        proposals=sum(x.proposals for x in lines),
        waiting=sum(x.waiting for x in lines),
        reserved=tuple(p for x in lines for p in x.reserved),
        sourced=any(x.sourced for x in lines),
    )
