"""Asks for a file, completing its name as one writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from draftrace.tui.prose import Row, Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Question
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows

_MOST = 200
_LINES = 8


def files_below(root: Path, folders: Sequence[str]) -> list[str]:
    """Files of a workspace's folders that a person may mean, by their paths in it."""
    found = [
        path.relative_to(root).as_posix()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".") and ".reading." not in path.name
    ]
    return found[:_MOST]


def files_at(root: Path, *folders: Path) -> list[str]:
    """The files in a folder, but for hidden ones, and those below some of its folders."""
    here = sorted(path.name for path in root.iterdir() if path.is_file())
    below = files_below(root, [folder.name for folder in folders])
    return [*(name for name in here if not name.startswith(".")), *below]


class NameFile(Question[str]):
    """One line for a file's name; below it the names known that fit. Tab completes."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "enter"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("down", "lower", "Next", show=False, priority=True),
        Binding("up", "higher", "Before", show=False, priority=True),
    ]

    def __init__(
        self, title: str, name: str, known: Sequence[str], signs: Signs, confirm: str
    ) -> None:
        super().__init__()
        self._title = title
        self._name_so_far = name
        self._known = known
        self._signs = signs
        self._confirm = confirm

    def compose(self) -> ComposeResult:
        """The name, what fits it, and the ways on."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            with Horizontal(classes="question--field"):
                yield Label("file", markup=False)
                yield Input(self._name_so_far, id="name", compact=True)
            yield Rows(self._signs, classes="question--list", id="known")
            yield Label("↑ ↓ choose   tab take it into the line", classes="question--hint")
            with Horizontal(classes="question--ways"):
                yield Button(
                    f"{self._confirm} (enter)", id="confirm", compact=True, variant="primary"
                )
                yield Button("Back (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Write at once."""
        known = self.query_one("#known", Rows)
        known.can_focus = False
        known.styles.height = min(max(len(self._known), 1), _LINES)
        self.set_focus(self.query_one(Input))
        self._fit("")

    @on(Input.Changed)
    def _written(self, event: Input.Changed) -> None:
        # What stood there at first narrows nothing down.
        self._fit("" if event.value == self._name_so_far else event.value)

    def _fit(self, written: str) -> None:
        """Show what is known and holds what was written."""
        fitting = [n for n in self._known if written.casefold() in n.casefold()]
        rows = [Row((Span(shown(name)),), name) for name in fitting]
        nothing = [Row((Span("no file known by that name", "dim"),))]
        self.query_one("#known", Rows).show(rows or nothing)

    def action_complete(self) -> None:
        """Take the chosen name into the line."""
        chosen = self.query_one("#known", Rows).cursor
        if chosen:
            line = self.query_one(Input)
            line.value = chosen
            line.cursor_position = len(chosen)

    def action_lower(self) -> None:
        """The next name."""
        self.query_one("#known", Rows).action_move_down()

    def action_higher(self) -> None:
        """The name before."""
        self.query_one("#known", Rows).action_move_up()

    @on(Rows.Chosen)
    def _double_clicked(self, event: Rows.Chosen) -> None:
        self.answer(event.key)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._answer()

    def _answer(self) -> None:
        written = self.query_one(Input).value.strip()
        chosen = self.query_one("#known", Rows).cursor
        self.answer(written or chosen or None)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self._answer()
        else:
            self.answer(None)
