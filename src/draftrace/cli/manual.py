"""The generated parts of the README: commands, roles, keys, rules. ``--check`` fails when they lie.

Each part stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from draftrace.checks import rule_table
from draftrace.cli.run import COMMANDS, cli
from draftrace.room.roles import RULES


def commands() -> str:
    """A table of every command, by group, with its first line of help and an example."""
    lines = []
    context = click.Context(cli, info_name="draftrace")
    for title, group in COMMANDS.items():
        lines += [f"**{title}**", "", "| command | what it does |", "|---|---|"]
        for name in group:
            command = cli.get_command(context, name)
            if command is not None:
                lines += _rows(f"draftrace {name}", command)
        lines.append("")
    return "\n".join(lines).rstrip()


def roles() -> str:
    """Who may do what, from the rules themselves."""
    lines = ["| to… | may |", "|---|---|"]
    for rule in RULES.values():
        who = [*rule.roles, *(["the presiding party"] if rule.presiding else [])]
        lines.append(f"| {rule.what} | {', '.join(who)} |")
    return "\n".join(lines)


def keys() -> str:
    """The keys of the terminal room, from its actions."""
    made: str = importlib.import_module("draftrace.tui.actions").key_table()
    return made.strip()


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "roles": roles,
    "keys": keys,
    "checks": rule_table,
}


def filled(text: str) -> str:
    """The README with every generated part made anew."""
    for name, make in PARTS.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        made = make()
        text = pattern.sub(lambda found, made=made: f"{found[1]}{made}\n{found[2]}", text)  # type: ignore[misc]
    return text


def _rows(path: str, command: click.Command) -> list[str]:
    if isinstance(command, click.Group):
        rows = []
        for name, below in command.commands.items():
            rows += _rows(f"{path} {name}", below)
        return rows
    arguments = " ".join(
        p.make_metavar(click.Context(command))
        for p in command.params
        if isinstance(p, click.Argument)
    )
    usage = f"{path} {arguments}".strip().replace("|", "\\|")
    return [f"| `{usage}` | {command.get_short_help_str(100)} |"]


def main(arguments: list[str]) -> int:
    """``manual.py [--check] README.md``."""
    path = Path(arguments[-1])
    text = path.read_text(encoding="utf-8")
    made = filled(text)
    if "--check" in arguments:
        if made != text:
            print(f"{path} is out of date: run `make docs`.", file=sys.stderr)
            return 1
        return 0
    path.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
