"""Two questions about long work: will you wait? This is what came of it: is it right?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from draftrace.errors import DraftraceError
from draftrace.tui.apart import Ended, Found, Job, Refused, Told
from draftrace.tui.messages import JobHeard
from draftrace.tui.prose import Row
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Question
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from draftrace.tui.screens.room import RoomScreen

Meant = TypeVar("Meant")


class Working(Question[msgspec.Raw]):
    """Waits for work in a process of its own, telling how far it is. Answers what it found, or
    None where it was cancelled; ``refusal`` is why there is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, title: str, job: Job) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._found: msgspec.Raw | None = None
        self.refusal: DraftraceError | None = None

    def compose(self) -> ComposeResult:
        """What is done, how far it is, and the way out."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield Label("beginning", id="far", markup=False)
            with Horizontal(classes="question--ways"):
                yield Button("Cancel (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Listen."""
        self.run_worker(self._listen, thread=True)

    def _listen(self) -> None:
        """In a thread: passes on what the work tells."""
        for telling in self._job.tellings():
            self.post_message(JobHeard(self._job, telling))

    @on(JobHeard)
    def _heard(self, heard: JobHeard) -> None:
        heard.stop()
        match heard.telling:
            case Told(said=said):
                self.query_one("#far", Label).update(shown(said))
            case Refused() as refused:
                self.refusal = refused.error
            case Found(answer=answer):
                self._found = answer
            case Ended(cancelled=cancelled):
                self.answer(None if cancelled else self._found)

    def on_unmount(self) -> None:
        """Nothing goes on unseen."""
        self._job.cancel()

    def action_cancel(self) -> None:
        """Stop it; it answers when it has stopped."""
        self._job.cancel()

    @on(Button.Pressed)
    def _pressed(self) -> None:
        self.action_cancel()


async def apart(screen: RoomScreen, title: str, job: Job, kind: type[Meant]) -> Meant | None:
    """What a job finds, its progress shown; None where it was cancelled. Raises what it refused."""
    working = Working(title, job)
    answer = await screen.ask(working)
    if working.refusal is not None:
        raise working.refusal
    return msgspec.json.decode(answer, type=kind) if answer is not None else None


class Foreseen(Question[bool]):
    """Shows what would be recorded, to be read through, and asks whether to record it."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "q", "ctrl+s"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", show=False),
        Binding("ctrl+s", "confirm", "Record", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        rows: Callable[[int], Sequence[Row]],
        signs: Signs,
        confirm: str,
        *,
        leave: str = "Back",
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._signs = signs
        self._confirm = confirm
        self._leave = leave

    def compose(self) -> ComposeResult:
        """The title, the page, the two ways on."""
        with Vertical(classes="help"):
            yield Label(self._title, classes="question--title", markup=False)
            yield ForeseenPage(self._signs, self._rows)
            with Horizontal(classes="question--ways"):
                if self._confirm:
                    words = f"{self._confirm} (ctrl+s)"
                    yield Button(words, id="confirm", compact=True, variant="primary")
                yield Button(f"{self._leave} (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Read on with the arrow keys."""
        self.set_focus(self.query_one(ForeseenPage))

    def action_confirm(self) -> None:
        """Record it, where there is something to record."""
        if self._confirm:
            self.answer(True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.answer(True if event.button.id == "confirm" else None)


class ForeseenPage(Rows):
    """The rows of what is foreseen."""

    def __init__(self, signs: Signs, rows: Callable[[int], Sequence[Row]]) -> None:
        super().__init__(signs, id="foreseen")
        self._lay = rows

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return self._lay(width)
