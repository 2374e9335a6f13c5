"""Corpus: ask the sources, read one in its own structure, link a paragraph, see what became of
conclusions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from draftrace.text.wording import plain
from draftrace.tui import actions
from draftrace.tui.cards import source_key
from draftrace.tui.corpus_page import (
    coverage_rows,
    document_rows,
    document_title,
    hit_rows,
    outcome_options,
)
from draftrace.tui.declared import ScreenName
from draftrace.tui.prose import Row, Span, between, wrap
from draftrace.tui.remembered import Searching
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Pick
from draftrace.tui.screens.coverage import Coverage
from draftrace.tui.screens.descending import Descending
from draftrace.tui.screens.desk import Desk
from draftrace.tui.screens.searching import VIEWS
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.view_bar import ViewBar

_EMPTY = (
    "No source document is registered.",
    "The secretariat registers one: ctrl+p, then Register a source.",
)


class CorpusView(Rows):
    """What was found, or the document; the screen lays them out."""

    def __init__(self, signs: Signs, name: str) -> None:
        super().__init__(signs, id=name)

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("CorpusScreen", self.screen).rows_of(str(self.id), width)


class QueryLine(Input):
    """The query. While it is written, letters are letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,down,tab", "leave", "To what was found", show=False)
    ]

    def action_leave(self) -> None:
        """To what is found by what stands there."""
        cast("CorpusScreen", self.screen).written(self.value)


class CorpusScreen(Coverage, Descending, Desk):
    """The sources."""

    NAME: ClassVar[ScreenName] = "corpus"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("corpus")]

    def body(self) -> Iterable[Widget]:
        """Views and query above; what was found at the left, the document at the right."""
        signs = self.room.signs
        yield ViewBar(VIEWS)
        asks = self.room.keymap.keyed("{corpus.ask} to ask")
        line = QueryLine(self.memory.query, placeholder=asks, id="query", compact=True)
        yield Horizontal(Bar(id="asking-for"), line, id="asking")
        reading = Vertical(Bar(id="document"), CorpusView(signs, "source"), id="reading")
        yield Horizontal(CorpusView(signs, "found"), reading, id="panes")

    @property
    def memory(self) -> Searching:
        """What was asked, in which view, and which document is open."""
        return self.room.remembered.searching

    @property
    def found(self) -> CorpusView:
        """What was found, or the fate of the conclusions."""
        return self.query_one("#found", CorpusView)

    @property
    def source(self) -> CorpusView:
        """The document."""
        return self.query_one("#source", CorpusView)

    @property
    def query_line(self) -> Input:
        """The line in which one asks."""
        return self.query_one(QueryLine)

    def on_mount(self) -> None:
        """Ready to be asked, and says how; where something was asked before, with its answer."""
        self.to_results()
        self.ask_corpus(self.memory.query)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a query is written, the screen's keys are letters."""
        if action == "do" and isinstance(self.focused, QueryLine):
            return False
        return super().check_action(action, parameters)

    # Showing

    def room_changed(self) -> None:
        """Links may have been confirmed, documents registered."""
        if not self.is_mounted:
            return
        memory = self.memory
        if memory.document not in self.room.state.now.documents:
            memory.document = self.first_document()
        self.cover()
        self.read(memory.document)
        self.show_all()
        super().room_changed()

    def show_all(self) -> None:
        """Lay out both panes and the lines above them."""
        memory = self.memory
        if not self.query("#asking"):
            return  # A worker answered when the screen was being closed.
        self.query_one("#asking").display = memory.view != "Coverage"
        asking = "words" if memory.view == "Search" else "phrase"
        self.query_one("#asking-for", Bar).say([Span(asking, "dim")])
        self.query_one(ViewBar).open(memory.view)
        record = self.room.state.now.documents.get(memory.document)
        self.query_one("#document", Bar).say(document_title(record, memory.document))
        self.found.reload()
        self.source.reload()

    def rows_of(self, view: str, width: int) -> list[Row]:
        """The rows of one of the two panes."""
        room = self.room
        if not room.state.now.documents:
            return [Row(line) for said in _EMPTY for line in wrap([Span(said, "dim")], width)]
        if view == "source":
            return self._document_rows(width)
        if self.memory.view == "Coverage":
            points, note = self.points()
            return coverage_rows(points, self.memory.outcome, note, width, room.signs)
        return hit_rows(room.state, self.hits, self.note, width, room.signs)

    def _document_rows(self, width: int) -> list[Row]:
        room = self.room
        if self.trouble:
            return [Row(line) for line in wrap([Span(shown(self.trouble), "warn")], width)]
        if self.document is None:
            return [Row((Span(f"reading{room.signs['more']}", "dim"),))]
        return document_rows(room.state, self.document, self.lit(), width, room.signs)

    def opened(self) -> None:
        """Show the document that has been read, at the paragraph one is on."""
        self.show_all()
        under = self.found.cursor
        if under.startswith(f"{self.memory.document}\t"):
            self.source.go(under, centre=True)

    def lit(self) -> tuple[str, Sequence[tuple[int, int]]]:
        """The paragraph whose evidence stands out in the document."""
        under = self.found.cursor
        if self.memory.view == "Coverage":
            for point in self.points()[0]:
                if source_key(point.document, point.address) == under:
                    return point.address, [s for t in point.targets for s in t.kept]
        for hit in self.hits:
            if source_key(hit.source.document, hit.source.address) == under:
                return hit.source.address, hit.spans
        return "", ()

    def status(self, width: int) -> Sequence[Span]:
        """To which provision a paragraph would be linked; where one is among the answers."""
        provision = self.room.provision
        left = [Span("provision ", "dim")]
        if provision is None:
            left = [Span("no text is on the table", "dim")]
        else:
            words = shown(plain(provision.now.wording))
            left += [Span(shown(provision.now.address), "strong"), Span(f"  {words}", "dim")]
        keys = self.found.keys
        at = keys.index(self.found.cursor) + 1 if self.found.cursor in keys else 0
        right = [Span(f"{at or '-'}/{len(keys)}", "label")] if keys else []
        return between(left, right, width, self.room.signs["more"])

    # Moving

    @on(Rows.Moved, "#found")
    def _moved_among_found(self, event: Rows.Moved) -> None:
        event.stop()
        self.arrive(event.key)

    @on(Rows.Moved, "#source")
    def _moved_in_document(self, event: Rows.Moved) -> None:
        event.stop()

    @on(Rows.Chosen)
    def _double_clicked(self, event: Rows.Chosen) -> None:
        if event.rows is self.found:
            self.open_source()

    def start_at(self, key: str) -> None:
        """Stand on the first paragraph found."""
        self.found.cursor = key
        self.found.scroll_home(animate=False, force=True)
        self.arrive(key)

    def arrive(self, key: str) -> None:
        """The document opens at the paragraph."""
        document, _, _ = key.partition("\t")
        known = document in self.room.state.now.documents
        if known and document != self.memory.document:
            self.memory.document = document
            self.read(document)
        self.show_all()
        self.source.go(key, centre=True)
        self.say_lines()

    def to_results(self) -> None:
        """The keys are for what was found."""
        self.query_one("#reading").remove_class("-open")
        self.set_focus(self.found)

    def open_source(self) -> None:
        """The keys are for the document; where it is hidden it slides over."""
        self.query_one("#reading").add_class("-open")
        self.set_focus(self.source)
        self.call_after_refresh(self._source_again)

    def _source_again(self) -> None:
        self.source.reload()
        if self.found.cursor.startswith(f"{self.memory.document}\t"):
            self.source.go(self.found.cursor, centre=True)
        self.source.reveal(centre=True)

    def do_pane(self) -> None:
        """Between what was found and the document."""
        if self.source.has_focus:
            self.to_results()
        else:
            self.open_source()

    async def do_back(self) -> None:
        """Back to what was found, then to the screen before."""
        if self.source.has_focus:
            self.to_results()
        else:
            await super().do_back()

    def do_view_next(self) -> None:
        """The next view."""
        self._turn(1)

    def do_view_previous(self) -> None:
        """The view before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.open_view(self.query_one(ViewBar).turned(self.memory.view, by))

    @on(ViewBar.Opened)
    def _view_clicked(self, event: ViewBar.Opened) -> None:
        self.open_view(event.view)

    def open_view(self, view: str) -> None:
        """Open a view."""
        self.memory.view = view
        self.hits, self.note = [], ""
        self.found.cursor = ""
        if view != "Coverage":
            self.ask_corpus(self.memory.query)
        elif not self.conclusions_in(self.memory.document):
            self.memory.document = self.first_document()
        self.room_changed()
        self.found.scroll_home(animate=False, force=True)

    def do_corpus_ask(self) -> None:
        """Write a query."""
        if self.memory.view == "Coverage":
            self.open_view("Search")
        self.set_focus(self.query_line)

    async def do_corpus_document(self) -> None:
        """Choose the document to read."""
        room = self.room
        options = [
            (
                d.symbol,
                [
                    Span(shown(f"{d.symbol:<18}"), "strong"),
                    Span(shown(f"{d.role:<12} {d.title}"), "dim"),
                ],
            )
            for d in room.state.now.documents.values()
        ]
        if not options:
            room.notify(_EMPTY[1], markup=False)
            return
        chosen = await self.ask(Pick("Read which", options, room.signs, self.memory.document))
        if chosen:
            self.memory.document = chosen
            self.found.cursor = "" if self.memory.view == "Coverage" else self.found.cursor
            self.source.cursor = ""
            self.room_changed()
            if self.memory.view != "Coverage":
                self.open_source()

    async def do_corpus_filter(self) -> None:
        """Only conclusions of one outcome."""
        if self.memory.view != "Coverage":
            self.open_view("Coverage")
        options = outcome_options(self.points()[0], self.room.signs)
        chosen = await self.ask(
            Pick("Conclusions", options, self.room.signs, self.memory.outcome or "all")
        )
        if chosen:
            self.memory.outcome = "" if chosen == "all" else chosen
            self.show_all()
            self.say_lines()
