"""Beneath a wording under way: why, and whose it is beside who writes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Label

from draftrace.tui.sponsors import PartiesLine
from draftrace.tui.widgets.completing import Completing
from draftrace.tui.widgets.sentences import Sentences


class Particulars(Vertical):
    """The reason, and the parties where the draft has a line for them."""

    def __init__(
        self, reason: str, written: str, line: PartiesLine | None, codes: Sequence[str]
    ) -> None:
        super().__init__(id="particulars")
        self._begun = (reason, written)
        self._line = line
        self._codes = codes

    def compose(self) -> ComposeResult:
        """A line each; one that this seat may not write on says why."""
        reason, written = self._begun
        why = Sentences(reason, "why the room should agree", id="reason")
        yield Horizontal(Label("reason"), why, classes="particular")
        line = self._line
        if line is None:
            return
        named: Widget = Label(line.placeholder, classes="particular--closed", markup=False)
        if line.opened:
            asks = line.placeholder
            codes = Completing(self._codes)
            named = Input(written, asks, id="parties", compact=True, suggester=codes)
        yield Horizontal(Label(line.label), named, classes="particular")

    @property
    def lines(self) -> list[Input | Sentences]:
        """The lines that can be written on, from above."""
        found = self.query("Input, Sentences")
        return [line for line in found if isinstance(line, Input | Sentences)]

    @property
    def written(self) -> tuple[str, str]:
        """The reason, and the parties as they are written."""
        values = {line.id: line.value for line in self.lines}
        return values.get("reason", self._begun[0]), values.get("parties", self._begun[1])
