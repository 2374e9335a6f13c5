"""What follows from the declared actions: bindings, help, the key line, the README's table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.binding import Binding

from draftrace.room.roles import RULES
from draftrace.tui.declared import ACTIONS, READING, Action, ScreenName

_BY_ID = {a.id: a for a in ACTIONS}
_PLAIN = {"↑": "up", "↓": "down", "←": "left", "→": "right"}


def action(name: str) -> Action:
    """The action of this id."""
    return _BY_ID[name]


def of_screen(screen: ScreenName) -> list[Action]:
    """The actions of one screen, in the order of declaration."""
    return [a for a in ACTIONS if screen in a.screens]


def bindings(screen: ScreenName) -> list[Binding]:
    """The key bindings of one screen.

    They come before the focused view sees the key: all of a person's keys are then taken one
    after the other, and none overtakes another. Letters are bound only where nothing is written.
    """
    return [
        Binding(
            a.key,
            f"do('{a.id}')",
            a.title,
            show=False,
            tooltip=a.help,
            id=f"{screen}.{a.id}",
            priority=True,
        )
        for a in of_screen(screen)
        if a.key and a.id != "palette"
    ]


def writable(keys: str, *, plain: bool) -> str:
    """Keys as people read them, on a terminal that may not be able to write arrows."""
    for sign, name in _PLAIN.items() if plain else ():
        keys = keys.replace(sign, name)
    return keys


def key_line(screen: ScreenName, may: Callable[[Action], bool]) -> list[Action]:
    """What the key line offers: the screen's most used actions that the party may take."""
    offered = [a for a in of_screen(screen) if a.line and may(a)]
    return sorted(offered, key=lambda a: a.line)


def who(action: Action) -> str:
    """Who may take the action, in words; empty for everybody."""
    if not action.kind:
        return "the presiding party" if action.presiding else ""
    rule = RULES[action.kind]
    return ", ".join([*rule.roles, *(["the presiding party"] if rule.presiding else [])])


def grouped(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """Actions by group, groups in the order of their first action."""
    groups: dict[str, list[Action]] = {}
    for found in actions:
        groups.setdefault(found.group, []).append(found)
    return groups


def key_table() -> str:
    """The table of keys as the README prints it."""
    lines = ["| key | does | where | who |", "|---|---|---|---|"]
    for group, members in grouped(ACTIONS).items():
        lines.append(f"| **{group}** | | | |")
        for a in members:
            keys = ", ".join(f"`{k}`" for k in a.keys.split(", ")) if a.key else "palette"
            where = "all" if len(a.screens) >= len(READING) else ", ".join(a.screens)
            lines.append(f"| {keys} | {a.title}: {a.help} | {where} | {who(a) or 'all'} |")
    return "\n".join(lines) + "\n"
