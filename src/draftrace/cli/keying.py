"""The keys of the terminal room, a person's own included."""

from __future__ import annotations

import os

import click

from draftrace.cli import printing


@click.command(epilog="Example: draftrace keys --json")
@click.option("--json", "as_json", is_flag=True)
def keys(as_json: bool) -> None:
    """The keys of the terminal room, by the names under which keys.toml may change them."""
    from draftrace.tui import keymap
    from draftrace.tui.declared import ACTIONS

    file = keymap.config_folder(os.environ) / "keys.toml"
    own, troubles = keymap.read(file)
    for trouble in troubles:
        printing.note(trouble)
    if as_json:
        printing.data(
            [
                {
                    "action": a.id,
                    "keys": [k for k in own.of(a).split(",") if k],
                    "own": a.id in own.own,
                    "screens": list(a.screens),
                    "title": a.title,
                    "help": a.help,
                }
                for a in ACTIONS
            ]
        )
        return
    rows = [
        [a.id, own.readable(a) or "palette", "yours" if a.id in own.own else "", a.title]
        for a in ACTIONS
    ]
    printing.table(["action", "keys", "", "does"], rows)
    printing.say()
    printing.say(f'Your own: {file}, a line each, as in  amend = "A"  or  move.down = "j,down"')
