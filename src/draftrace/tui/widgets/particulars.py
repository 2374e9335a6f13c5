"""Beneath a wording under way: why, and whose it is beside who writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label

from draftrace.tui.sponsors import PartiesLine, completed


class Codes(Suggester):
    """Completes the last of several codes."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._codes = codes

    async def get_suggestion(self, value: str) -> str | None:
        """See ``Suggester``."""
        return completed(value, self._codes)


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
        """A line each."""
        reason, written = self._begun
        yield from self._one("reason", "reason", reason, "why the room should agree")
        if self._line is not None:
            yield from self._one("parties", self._line.label, written, self._line.placeholder)

    def _one(self, name: str, label: str, value: str, placeholder: str) -> Iterable[Widget]:
        closed = name == "parties" and self._line is not None and not self._line.opened
        completes = Codes(self._codes) if name == "parties" else None
        line = Input(
            value, placeholder=placeholder, id=name, compact=True, suggester=completes,
            disabled=closed,
        )  # fmt: skip
        yield Horizontal(Label(label), line, classes="particular")

    @property
    def lines(self) -> list[Input]:
        """The lines that can be written on, from above."""
        return [line for line in self.query(Input) if not line.disabled]

    @property
    def written(self) -> tuple[str, str]:
        """The reason, and the parties as they are written."""
        values = {line.id: line.value for line in self.lines}
        return values.get("reason", self._begun[0]), values.get("parties", self._begun[1])
