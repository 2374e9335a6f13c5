"""Why something can't be done, and what to do next, as the room tells it: one refusal at a time."""

from __future__ import annotations

from draftrace.errors import DraftraceError
from draftrace.tui import hints
from draftrace.tui.dressed import DressedApp
from draftrace.tui.keymap import Keymap
from draftrace.tui.safe import shown
from draftrace.tui.screens.room import RoomScreen


class RefusingApp(DressedApp[None]):
    """The room's refusals, which name its own keys."""

    keymap = Keymap()
    _refused = False

    def hint(self, hint: str) -> str:
        """What to do next, as one reads it on the screen one is on."""
        on = (s.NAME for s in reversed(self.screen_stack) if isinstance(s, RoomScreen))
        return hints.in_room(hint, next(on, "draft"), self.keymap)

    def why(self, error: DraftraceError) -> str:
        """Why something can't be done, and what to do next, in one line."""
        return f"{error.message} {self.hint(error.hint)}".strip()

    def settle(self) -> None:
        """What was refused before has been mended, given up or refused anew: it goes."""
        if self._refused:
            self.clear_notifications()
            self._refused = False

    def refuse(self, error: DraftraceError) -> None:
        """Show why something can't be done, and what to do next."""
        said = f"{error.message}\n{self.hint(error.hint)}" if error.hint else error.message
        safely = "\n".join(shown(part) for part in said.split("\n"))
        self.settle()
        self._refused = True
        self.notify(safely, title="Refused", severity="warning", timeout=10, markup=False)
