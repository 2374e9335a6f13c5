"""Keys are obeyed one after the other, each all the way before the next one counts.

Textual lets a field take a letter at once, and a key that does something only when it has gone up
through all that holds the field; a key that a screen takes before its field overtakes the letters
before it. Where keys come in a burst, as over a slow line or from a program, a word written over
another was taken away again, and a form was sent without its last letter.
"""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import Final, TypeVar

from textual import on
from textual.app import App
from textual.events import Event, Key
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

Answer = TypeVar("Answer")

_LONGEST: Final = 2.0
"""Seconds that keys wait for what is under way: who sits there is not to think that the keyboard
is dead."""


class _Followed(Message):
    """Goes up behind a key from the field that had it: wherever the key was to be obeyed, it has
    been when this arrives."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key


class KeyByKeyApp(App[Answer]):
    """See above; what else is under way holds keys too, where it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.typed_at = perf_counter()
        self._typed_ahead: deque[Key] = deque()
        self._holding: Timer | None = None
        self._obeying: Key | None = None
        self._patience: Timer | None = None

    async def on_event(self, event: Event) -> None:
        """See ``App``."""
        if not isinstance(event, Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            self._obeyed(event)
        else:
            self.typed_at = perf_counter()
            if self.keys_wait:
                self._typed_ahead.append(event)
            else:
                await self.take_key(event)

    async def take_key(self, key: Key) -> None:
        """It is this key's turn."""
        field = self.focused
        await super().on_event(key)
        if not key.is_forwarded or not isinstance(field, Input | TextArea):
            return
        if field.post_message(_Followed(key)):
            self._obeying = key
            self._patience = self.set_interval(_LONGEST, lambda: self._still_there(field, key))

    def _still_there(self, field: Widget, key: Key) -> None:
        """A field that goes meanwhile takes with it what it was told."""
        if not field.is_attached:
            self._obeyed(key)

    @on(_Followed)
    def _came_up(self, followed: _Followed) -> None:
        self._obeyed(followed.key)

    def _obeyed(self, key: Key) -> None:
        if key is self._obeying:
            self._obeying = None
            if self._patience is not None:
                self._patience.stop()
            self._go_on()

    @property
    def keys_wait(self) -> bool:
        """Whether what a key began is still under way, so that keys typed ahead wait for it."""
        return self._busy or bool(self._typed_ahead)

    @property
    def _busy(self) -> bool:
        return self._holding is not None or self._obeying is not None

    def hold_keys(self) -> None:
        """Something is under way: what is typed from now on waits."""
        if self._holding is None:
            self._holding = self.set_timer(_LONGEST, self.release_keys)

    def release_keys(self) -> None:
        """It is done, or asks something: what was typed ahead counts now."""
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
            self._go_on()

    def _go_on(self) -> None:
        if not self._busy:
            self.call_later(self._take_held)

    async def _take_held(self) -> None:
        while self._typed_ahead and not self._busy:
            await self.take_key(self._typed_ahead.popleft())
