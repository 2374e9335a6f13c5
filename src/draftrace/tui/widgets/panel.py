"""The side panel: one provision, five tabs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click
from textual.message import Message

from draftrace.tui.cards import (
    TABS,
    Tab,
    formula_rows,
    history_rows,
    note_rows,
    proposal_rows,
    source_rows,
    tab_counts,
)
from draftrace.tui.messages import FormulasCounted
from draftrace.tui.proofreading import fault_rows
from draftrace.tui.prose import Row, Span
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.views.formulas import Said, counted, said

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp


class Cards(Rows):
    """The rows of the open tab."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(signs, id="cards")

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("Panel", self.parent).rows(width)


class TabBar(Bar):
    """The names of the tabs; a click opens one."""

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self.places: list[tuple[int, int, Tab]] = []

    def on_click(self, event: Click) -> None:
        """Open the tab under the pointer."""
        for start, end, tab in self.places:
            if start <= event.x < end:
                cast("Panel", self.parent).open(tab)
                return

    def say_names(self, counts: dict[Tab, int], chosen: Tab) -> None:
        """Write the names with their counts; where there is little room closer together, and where
        there is less the last counts give way, that of the open tab never."""
        told = {tab: f"{tab} {count}" if count else tab for tab, count in counts.items()}
        told[chosen] = f"[{told[chosen]}]"
        gaps = len(told) - 1
        for tab in [tab for tab in reversed(told) if tab != chosen]:
            if sum(map(len, told.values())) + gaps <= self.content_size.width:
                break
            told[tab] = tab
        spare = self.content_size.width - sum(map(len, told.values()))
        gap = "  " if spare >= 2 * gaps else " "
        self.places, at, spans = [], 0, []
        for tab, word in told.items():
            self.places.append((at, at + len(word), tab))
            at += len(word) + len(gap)
            spans += [Span(word, "strong" if tab == chosen else "dim"), Span(gap)]
        self.say(spans[:-1])


class Panel(Vertical):
    """Everything about the provision under the cursor, computed for it alone."""

    class Opened(Message):
        """A tab was opened."""

        def __init__(self, tab: Tab) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, signs: Signs) -> None:
        super().__init__(id="panel")
        self.signs = signs
        self.tab: Tab = "Proposals"
        self.key = ""
        self._counts: dict[str, int] = {}
        self._counted_text: Said | None = None
        self._counting = False

    def compose(self) -> ComposeResult:
        """The address, the tabs, the cards."""
        yield Bar(id="address")
        yield TabBar()
        yield Cards(self.signs)

    @property
    def cards(self) -> Cards:
        """The rows of the open tab."""
        return self.query_one(Cards)

    def show(self, key: str) -> None:
        """Show this provision in the open tab."""
        same = key == self.key
        self.key = key
        if not self.is_mounted:
            return
        self._say_tabs()
        if same:
            self.cards.reload()
        else:
            self.cards.cursor = ""
            self.cards.reload()
            self.cards.scroll_home(animate=False, force=True)

    def open(self, tab: Tab) -> None:
        """Open another tab."""
        self.tab = tab
        self.cards.cursor = ""
        self.show(self.key)
        self.cards.scroll_home(animate=False, force=True)
        self.post_message(self.Opened(tab))

    def turn(self, by: int) -> None:
        """Open the next tab, or the one before."""
        self.open(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def rows(self, width: int) -> Sequence[Row]:
        """The rows of the open tab."""
        room = cast("RoomApp", self.app)
        provision = room.state.now.provisions.get(self.key)
        if provision is None:
            return [Row((Span("No provision is chosen.", "dim"),))]
        match self.tab:
            case "Proposals":
                return proposal_rows(room.state, provision, width, self.signs)
            case "Sources":
                found = room.reading.suggested.get(self.key)
                note = room.reading.notes.get(self.key, "")
                ways = room.keymap.keyed("{link} confirm, {dismiss} dismiss")
                return source_rows(room.state, provision, found, width, self.signs, note, ways)
            case "History":
                return history_rows(room.state, provision, width, self.signs)
            case "Formulas":
                return formula_rows(room.state, provision, width)
            case "Notes":
                private = room.keeping.note(room.seat.by, self.key)
                told = note_rows(room.state, provision, private, width, self.signs)
                return [*fault_rows(room.reading.faults(provision), width), *told]

    def _say_tabs(self) -> None:
        room = cast("RoomApp", self.app)
        provision = room.state.now.provisions.get(self.key)
        address = shown(provision.now.address) if provision is not None else ""
        self.query_one("#address", Bar).say([Span(address, "title")])
        formulas = self._count_formulas().get(self.key, 0) if self.display else 0
        counts = tab_counts(room.state, provision, formulas)
        self.query_one(TabBar).say_names(counts, self.tab)

    def _count_formulas(self) -> dict[str, int]:
        """The counts found last; looked for anew, in a thread, where the text reads otherwise."""
        text = said(cast("RoomApp", self.app).state)
        if text != self._counted_text and not self._counting:
            self._counting = True
            self.run_worker(partial(self._count, text), thread=True, group="formulas")
        return self._counts

    def _count(self, text: Said) -> None:
        self.post_message(FormulasCounted(text, counted(text)))

    @on(FormulasCounted)
    def _formulas_counted(self, message: FormulasCounted) -> None:
        self._counting = False
        self._counted_text, self._counts = message.text, message.counts
        self._say_tabs()
