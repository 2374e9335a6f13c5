"""An editor that obeys its keys in the order in which they were pressed.

Textual's takes a letter at once, and a key that does something only when it has gone up through
all that holds the editor. Where keys come in a burst, as over a slow line or from a program, words
overtook the keys before them: one written over another was taken away again.
"""

from __future__ import annotations

from typing import Final

from textual.events import Key
from textual.widgets import TextArea

_AT_ONCE: Final = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "cursor_line_start",
    "end": "cursor_line_end",
}
"""The actions of the editor's own keys between which letters are typed."""


class Editor(TextArea):
    """See above."""

    async def on_key(self, event: Key) -> None:
        """Do now what else would be done after the next letter."""
        action = _AT_ONCE.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)
