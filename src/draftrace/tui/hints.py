"""What to do next, as the room says it: an action by its name and key, not a shell's command."""

from __future__ import annotations

import re

from draftrace.errors import Hint
from draftrace.tui.declared import ACTIONS, Action, ScreenName
from draftrace.tui.keymap import NAMED, Keymap

_ACTIONS = {action.id: action for action in ACTIONS}


def in_room(hint: str, screen: ScreenName, keymap: Keymap) -> str:
    """A hint as one reads it on a screen: ``Reopen it first: Reopen (O).``"""
    if not isinstance(hint, Hint):
        return hint

    def told(named: re.Match[str]) -> str:
        found = _ACTIONS.get(named[1])  # what people wrote may stand in braces too
        return _told(found, screen, keymap) if found is not None else named[0]

    return NAMED.sub(told, hint.in_room)


def _told(found: Action, screen: ScreenName, keymap: Keymap) -> str:
    key = keymap.shortest(found) or f"{keymap.shortest(_ACTIONS['palette'])}, palette"
    if screen in found.screens:
        return f"{found.title} ({key})"
    there = _ACTIONS[f"screen.{found.screens[0]}"]
    return f"{found.title} ({key}) on {there.title} ({keymap.shortest(there)})"
