"""Sources of the provision under the cursor: asked for in a worker, confirmed, dismissed; and
one's own note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label, TextArea

from draftrace.errors import DraftraceError, Hint, NegotiationError
from draftrace.room.acts import corpus
from draftrace.room.state import State
from draftrace.tui.cards import source_key
from draftrace.tui.messages import Suggestion, SuggestionsFound
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Question
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.suggesting import Suggester
from draftrace.views.kept import evidence, measured
from draftrace.views.suspects import verdicts

if TYPE_CHECKING:
    from draftrace.tui.widgets.panel import Panel


class Sourcing(RoomScreen):
    """Where does it come from? The engine suggests, people say."""

    @property
    def panel(self) -> Panel:
        """The side panel, whose cursor may stand on a suggestion."""
        raise NotImplementedError

    def do_sources(self) -> None:
        """Open the sources of the provision."""
        self.panel.open("Sources")
        self.open_panel()

    def open_panel(self) -> None:
        """Bring the panel into view and go there."""
        raise NotImplementedError

    def look_for_sources(self) -> None:
        """Ask the engine, in a thread; the answers come as messages."""
        room = self.room
        provision = room.provision
        if provision is None or not room.state.now.documents:
            return
        asked = (provision.now.wording, tuple(room.state.now.documents))
        if room.asked_for.get(provision.id) == asked:
            return
        room.asked_for[provision.id] = asked
        room.reading.suggested.pop(provision.id, None)
        doing = partial(self._suggest, room.suggester(), provision.id, provision.now.wording)
        self.run_worker(doing, thread=True, group="sources")

    def _suggest(self, suggester: Suggester, provision: str, wording: str) -> None:
        """In a thread: reports what was found, touches nothing."""
        meaning = self.room.meaning
        try:
            found = suggester.by_words(wording)
        except DraftraceError as error:
            self.post_message(SuggestionsFound(provision, wording, (), error.message))
            return

        def say(note: str) -> None:
            said = f"{found.note} {note}".strip()
            self.post_message(SuggestionsFound(provision, wording, found.shown(), said))

        say("Comparing by meaning…" if meaning else "")
        if not meaning:
            return
        better = suggester.by_meaning(wording, lambda far: say(f"Comparing by meaning: {far}."))
        if better is not None:
            self.post_message(SuggestionsFound(provision, wording, better.shown(), better.note))
        else:
            say("The model could not be used: by words alone.")

    @on(SuggestionsFound)
    def _found(self, message: SuggestionsFound) -> None:
        provision = self.room.state.now.provisions.get(message.provision)
        if provision is None or provision.now.wording != message.wording:
            return
        self.room.reading.suggested[message.provision] = message.found
        self.room.reading.notes[message.provision] = message.note
        if self.panel.key == message.provision:
            self.panel.show(message.provision)
            self.say_lines()

    def _source_there(self) -> Suggestion:
        """The source under the panel's cursor: confirmed once and judged anew on the wording as it
        is, or suggested."""
        place = self.room.place
        suggested = self.room.reading.suggested.get(place, ())
        found = [*_confirmed(self.room.state, place), *suggested]
        under = self.panel.cards.cursor
        for one in found:
            if source_key(one.source.document, one.source.address) == under:
                return one
        raise NegotiationError(
            "No source is chosen.",
            Hint(
                "Choose one among the sources, then confirm or dismiss it.",
                "{sources}: choose one with the arrow keys; then {link} or {dismiss}.",
            ),
        )

    def do_link(self) -> None:
        """Confirm the source under the panel's cursor."""
        one = self._source_there()
        provision = self.room.place
        self.room.perform(
            lambda s, f: corpus.link(
                s,
                f,
                provision,
                one.source,
                relation=one.relation,
                evidence=one.evidence,
                reason=one.reason,
            )
        )

    def do_dismiss(self) -> None:
        """Dismiss the source under the panel's cursor."""
        one = self._source_there()
        provision = self.room.place
        self.room.perform(lambda s, f: corpus.dismiss(s, f, provision, one.source))

    async def do_note(self) -> None:
        """Write a private note."""
        room = self.room
        provision = room.provision
        if provision is None:
            return
        before = room.keeping.note(room.seat.by, provision.id)
        title = f"My private note on {shown(provision.now.address)}"
        text = await self.ask(NoteScreen(title, before))
        if text is not None:
            if not room.keeping.keep_note(room.seat.by, provision.id, text.strip()):
                raise NegotiationError("The note could not be kept.", room.keeping.trouble)
            self.panel.open("Notes")


def _confirmed(state: State, provision: str) -> list[Suggestion]:
    """The confirmed sources, with what speaks for each on the wording as it is."""
    found = state.now.provisions.get(provision)
    if found is None:
        return []
    words = found.now.wording
    return [
        Suggestion(
            source=link.source,
            relation=link.relation or measured(link.source.wording, words),
            score=1.0,
            reason=link.reason,
            evidence=evidence(link.source.wording, words),
        )
        for link in verdicts(state, provision)
        if link.verdict == "confirmed"
    ]


class NoteScreen(Question[str]):
    """A few lines for oneself."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "ctrl+s"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The note and the two ways on."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield TextArea(self._text, soft_wrap=True)
            yield Label("Kept in your own folder; never in the record or an export.")
            with Horizontal(classes="question--ways"):
                yield Button("Keep (ctrl+s)", id="confirm", compact=True, variant="primary")
                yield Button("Back (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Write at once."""
        self.set_focus(self.query_one(TextArea))

    def action_keep(self) -> None:
        """Keep what is written."""
        self.answer(self.query_one(TextArea).text)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self.action_keep()
        else:
            self.answer(None)
