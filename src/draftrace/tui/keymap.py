"""Which keys does this person use? Their own file says, over what is declared.

``keys.toml`` in ``$XDG_CONFIG_HOME/draftrace`` holds a line for each action, by its id::

    amend = "A"
    move.down = "j,down"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from draftrace.tui.declared import ACTIONS, SCREENS, Action, readable

FIXED = ("palette",)
"""Actions whose key is the framework's own."""
NAMED = re.compile(r"\{([a-z.-]+)\}")
"""An action's id among words."""
_ACTIONS = {action.id: action for action in ACTIONS}
_KEY = re.compile(r"(?:(?:ctrl|shift|alt|super)\+)*(?:[a-zA-Z_0-9]+|[^\sA-Za-z_0-9,])")


class Keymap:
    """The keys of every action for one person."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self.own = dict(own or {})

    def of(self, action: Action) -> str:
        """The keys of an action, a comma between them, as the framework names them."""
        return self.own.get(action.id, action.key)

    def readable(self, action: Action) -> str:
        """The keys as people read them."""
        return readable(self.of(action))

    def shortest(self, action: Action) -> str:
        """The first key, as the key line prints it."""
        return self.readable(action).split(", ")[0]

    def keyed(self, words: str) -> str:
        """Words with the key of each action whose id stands in braces among them."""
        return NAMED.sub(lambda named: self.shortest(_ACTIONS[named[1]]), words)

    def bindings(self) -> dict[str, str]:
        """What differs from the declaration: binding ids to keys."""
        return {
            f"{screen}.{action.id}": self.own[action.id]
            for action in ACTIONS
            if action.id in self.own
            for screen in action.screens
        }


def config_folder(environment: Mapping[str, str]) -> Path:
    """The user's settings for draftrace, by the XDG base directory specification."""
    asked = environment.get("XDG_CONFIG_HOME", "")
    base = Path(asked) if Path(asked).is_absolute() else Path.home() / ".config"
    return base / "draftrace"


def read(file: Path) -> tuple[Keymap, list[str]]:
    """The keymap of a file, and what in it could not be taken, in words. No file is no keymap."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Keymap(), []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Keymap(), [f"{file} can't be read: {error}."]
    own: dict[str, str] = {}
    troubles: list[str] = []
    known = {a.id for a in ACTIONS if a.id not in FIXED}
    for name, keys in _flat(told):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            troubles.append(
                f"No action is called {name}." + (f" Did you mean {near[0]}?" if near else "")
            )
        elif not isinstance(keys, str) or not all(_KEY.fullmatch(k) for k in keys.split(",")):
            troubles.append(f'{name}: {keys!r} is no key; write "A", "ctrl+a" or "j,down".')
        else:
            own[name] = keys
    return _without_conflicts(own, troubles)


def _without_conflicts(own: dict[str, str], troubles: list[str]) -> tuple[Keymap, list[str]]:
    """Of keys that would do two things on one screen the person's own choices are left out."""
    while (found := _conflict(Keymap(own))) is not None:
        key, screen, both = found
        names = " and ".join(a.id for a in both)
        troubles.append(f"{readable(key)} would be both {names} on {screen}; they keep their keys.")
        for action in both:
            own.pop(action.id, None)
    return Keymap(own), troubles


def _conflict(keymap: Keymap) -> tuple[str, str, list[Action]] | None:
    for screen in SCREENS:
        taken: dict[str, Action] = {}
        for action in (a for a in ACTIONS if screen in a.screens):
            for key in filter(None, keymap.of(action).split(",")):
                if key in taken:
                    return key, screen, [taken[key], action]
                taken[key] = action
    return None


def _flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """``move.down`` is a table in a table for TOML, and one name for us."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
