"""What lies over a screen names in its edge who acts: it may cover the line that does."""

from __future__ import annotations

from typing import cast

from rich.text import Text
from textual.screen import ModalScreen

from draftrace.tui.dressed import DressedApp
from draftrace.tui.screens.uncovering import Answer, Uncovering


class Over(Uncovering[Answer], ModalScreen[Answer]):
    """A box over the screen one is on."""

    def on_mount(self) -> None:
        """Say in whose name one goes on; before a room is open there is nobody yet."""
        acting = cast("DressedApp[object]", self.app).acting
        if acting:
            self.query_one(".question, .help").border_title = Text(f"acting: {acting}")
