"""Asking the corpus, in workers: words answer at once, meaning when its model has been loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from draftrace import intake
from draftrace.errors import DraftraceError
from draftrace.room.acts.terms import SourceRef
from draftrace.room.entities import DocumentRecord
from draftrace.text.documents import Document
from draftrace.tui.cards import source_key
from draftrace.tui.remembered import Searching
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.suggesting import Hit, Suggester
from draftrace.tui.texts import issued_paragraphs
from draftrace.tui.words import count

VIEWS = ("Search", "Agreed language", "Coverage")
_PAUSE = 0.2
"""Seconds without a key after which a query is asked."""


class Answered(Message):
    """The corpus answers a query in a view; ``note`` is what a reader must know."""

    def __init__(self, asked: tuple[str, str], hits: Sequence[Hit], note: str) -> None:
        super().__init__()
        self.asked = asked
        self.hits = list(hits)
        self.note = note


class Opened(Message):
    """A document has been read, or says why it could not be."""

    def __init__(self, symbol: str, document: Document | None, trouble: str = "") -> None:
        super().__init__()
        self.symbol = symbol
        self.document = document
        self.trouble = trouble


class SearchingCorpus(RoomScreen):
    """Queries and documents."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self.note = ""
        self.document: Document | None = None
        self.trouble = ""
        self._asked = ("", "")
        self._answered_for = ("", "")
        self._pause: Timer | None = None
        self._reading = ""

    @property
    def memory(self) -> Searching:
        """What was asked, in which view, and which document is open."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Lay out both panes."""
        raise NotImplementedError

    def start_at(self, key: str) -> None:
        """Stand on the first paragraph found."""
        raise NotImplementedError

    def to_results(self) -> None:
        """The keys are for what was found."""
        raise NotImplementedError

    # Queries

    @on(Input.Changed, "#query")
    def _written(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.memory.query:
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(_PAUSE, partial(self.ask_corpus, event.value))

    @on(Input.Submitted, "#query")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.written(event.value)

    def written(self, query: str) -> None:
        """It is written: ask it at once, and go to what is found."""
        if self._pause is not None:
            self._pause.stop()
        if query != self.memory.query:
            self.ask_corpus(query)
        self.to_results()

    def ask_corpus(self, query: str) -> None:
        """Ask what was written, in the view that is open."""
        memory = self.memory
        memory.query = query
        self._asked = (memory.view, query)
        if not query.strip() or not self.room.state.now.documents:
            self.hits, self.note = [], self._how_to_ask()
            self.show_all()
            return
        self.note = f"asking{self.room.signs['more']}"
        self.show_all()
        suggester = self.room.suggester()
        if memory.view == "Search":
            doing = partial(self._search, self._asked, suggester, self.room.meaning)
        else:
            issued = issued_paragraphs(self.room.state)
            doing = partial(self._look_for_phrase, self._asked, suggester, issued)
        self.run_worker(doing, thread=True, group="search")

    def _how_to_ask(self) -> str:
        if not self.room.state.now.documents:
            return "No document is registered yet: ctrl+p, Register a source (the Secretariat)."
        ask = self.room.keymap.keyed("{corpus.ask}")
        documents = count(len(self.room.state.now.documents), "document")
        if self.memory.view == "Agreed language":
            return f"{ask} and a phrase: where {documents} said it, word for word or nearly."
        return f"{ask} and some words: the paragraphs of {documents} that hold them."

    def _look_for_phrase(
        self, asked: tuple[str, str], suggester: Suggester, issued: list[SourceRef]
    ) -> None:
        """In a thread: reports where a phrase was said, touches nothing."""
        try:
            hits = suggester.agreed(asked[1], issued)
        except DraftraceError as error:
            self.post_message(Answered(asked, (), f"{error.message} {error.hint}".strip()))
            return
        exact = sum(hit.how == "word for word" for hit in hits)
        said = f"Word for word {exact}, nearly {len(hits) - exact}: corpus and issued texts."
        self.post_message(Answered(asked, hits, said))

    def _search(self, asked: tuple[str, str], suggester: Suggester, meaning: bool) -> None:
        """In a thread: reports what was found, touches nothing."""
        query = asked[1]
        try:
            hits = suggester.search(query)
        except DraftraceError as error:
            self.post_message(Answered(asked, (), f"{error.message} {error.hint}".strip()))
            return
        said = "" if hits else "No paragraph holds these words."
        if not meaning:
            self.post_message(Answered(asked, hits, said))
            return

        def tell(far: str) -> None:
            self.post_message(Answered(asked, hits, f"{said} Looking for the same meaning{far}."))

        tell("")
        known = {(hit.source.document, hit.source.address) for hit in hits}
        close = [
            hit
            for hit in suggester.search_by_meaning(query, lambda far: tell(f": {far} compared"))
            if (hit.source.document, hit.source.address) not in known
        ]
        more = "" if close else "Nothing more is close in meaning."
        self.post_message(Answered(asked, [*hits, *close], f"{said} {more}".strip()))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if message.asked != self._asked:
            return
        fresh = self._answered_for != message.asked
        self._answered_for = message.asked
        self.hits, self.note = message.hits, message.note
        self.show_all()
        if fresh and self.hits:
            source = self.hits[0].source
            self.start_at(source_key(source.document, source.address))
        self.say_lines()

    # Documents

    def first_document(self) -> str:
        """The document to begin with: the first report that draws conclusions."""
        documents = self.room.state.now.documents.values()
        reports = [d.symbol for d in documents if d.role == "conclusions"]
        return next(iter([*reports, *(d.symbol for d in documents)]), "")

    def conclusions_in(self, symbol: str) -> bool:
        """Whether a document is registered as one that concludes."""
        record = self.room.state.now.documents.get(symbol)
        return record is not None and record.role == "conclusions"

    def read(self, symbol: str) -> None:
        """Open a document, in a thread."""
        record = self.room.state.now.documents.get(symbol)
        if record is None or symbol == self._reading:
            return
        self._reading = symbol
        self.document, self.trouble = None, ""
        self.run_worker(partial(self._open, record), thread=True, group="read")

    def _open(self, record: DocumentRecord) -> None:
        """In a thread: reports what was read, touches nothing."""
        try:
            document = intake.reading(self.room.workspace.corpus, record)
        except DraftraceError as error:
            self.post_message(Opened(record.symbol, None, f"{error.message} {error.hint}".strip()))
            return
        self.post_message(Opened(record.symbol, document))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.symbol == self._reading:
            self.document, self.trouble = message.document, message.trouble
            self.opened()

    def opened(self) -> None:
        """Show the document that has been read."""
        raise NotImplementedError
