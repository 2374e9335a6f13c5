"""Proofreading in the room: what the rules find, to be read through and gone to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from draftrace.checks import Finding
from draftrace.tui import actions
from draftrace.tui.apart import Job
from draftrace.tui.proofreading import finding_rows, summed
from draftrace.tui.prose import Row
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Question
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.screens.working import apart
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.panel import Panel
from draftrace.tui.widgets.rows import Rows


class Proofreading(RoomScreen):
    """The rules of ``checks`` on the standing text."""

    @property
    def panel(self) -> Panel:
        """The side panel, whose notes tell what was found."""
        raise NotImplementedError

    def stand_on(self, provision: str) -> None:
        """Bring a provision into view."""
        raise NotImplementedError

    async def do_proofread(self) -> None:
        """Apply the rules; go to what is chosen, and let n and p go through the rest."""
        room = self.room
        job = Job("proofread", room.workspace.root, None)
        findings = await apart(self, "Proofreading", job, tuple[Finding, ...])
        if findings is None:
            return
        room.reading.found_faults(findings)
        if not findings:
            room.notify(f"{summed(findings)}.")
            return
        chosen = await self.ask(FindingsScreen(findings, room.signs))
        if chosen is not None:
            finding = findings[int(chosen)]
            room.reading.wanted = "faults"
            room.reading.phrase = ""
            self.stand_on(room.state.now.addresses.get(finding.address, ""))
            self.panel.open("Notes")
            ways = room.keymap.keyed("{next}, {previous}: the next; {close} ends it")
            room.notify(shown(finding.message), title=ways, markup=False)


class FindingsScreen(Question[str]):
    """Every finding. Answers the number of the one to go to, or None."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "q", "enter"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", show=False),
        Binding("enter", "choose", "Go there", show=False),
    ]

    def __init__(self, findings: Sequence[Finding], signs: Signs) -> None:
        super().__init__()
        self._findings = findings
        self._signs = signs

    def compose(self) -> ComposeResult:
        """How many, then each."""
        arrows = actions.writable("↑ ↓", plain=self._signs.plain)
        with Vertical(classes="help"):
            yield Label(shown(summed(self._findings)), classes="question--title", markup=False)
            yield FindingsPage(self._findings, self._signs)
            yield Label(f"{arrows} read on   enter go there   esc back", classes="question--hint")

    def on_mount(self) -> None:
        """Read on with the arrow keys."""
        self.set_focus(self.query_one(FindingsPage))

    def action_choose(self) -> None:
        """Go to the one under the cursor."""
        self.answer(self.query_one(FindingsPage).cursor or None)

    @on(Rows.Chosen)
    def _double_clicked(self, event: Rows.Chosen) -> None:
        self.answer(event.key)


class FindingsPage(Rows):
    """The rows of what was found."""

    def __init__(self, findings: Sequence[Finding], signs: Signs) -> None:
        super().__init__(signs, id="findings")
        self._findings = findings

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return finding_rows(self._findings, width)
