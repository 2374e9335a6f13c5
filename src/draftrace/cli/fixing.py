"""Editorial fixes after agreement."""

from __future__ import annotations

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, acting
from draftrace.compare.phrases import Amendment, amended
from draftrace.compare.words import difference
from draftrace.errors import UsageError
from draftrace.room.acts import fixing
from draftrace.room.acts.closing_payloads import EditorialFix
from draftrace.room.floor import Floor
from draftrace.room.state import State


@click.command(
    epilog="Example: draftrace fix 24c --replace recieve receive --reason misprint --by CHAIR"
)
@click.argument("address", shell_complete=completing.address)
@click.option("--replace", nargs=2, multiple=True, metavar="OLD NEW")
@click.option("--wording", default="", metavar="TEXT", help="The whole wording.")
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def fix(
    hand: Hand,
    address: str,
    replace: tuple[tuple[str, str], ...],
    wording: str,
    reason: str,
    as_json: bool,
) -> None:
    """Mend agreed text without reopening it: still agreed with this change."""
    found = hand.provision(address)
    if bool(wording) == bool(replace):
        raise UsageError("Say what to mend.", "With --replace OLD NEW, or with --wording TEXT.")
    before = found.now.wording
    changes = [Amendment("replace", old, new) for old, new in replace]

    def decide(state: State, floor: Floor) -> EditorialFix:
        new = wording or amended(state.now.provisions[found.id].now.wording, changes)
        return fixing.fix(state, floor, found.id, new, reason)

    entry = hand.perform(decide, gavel=True)
    now = hand.state().now.provisions[found.id].now
    seal = entry.act.payload.seal if isinstance(entry.act.payload, EditorialFix) else ""
    redline = difference(before, now.wording)
    if as_json:
        printing.data(
            {"act": entry.act.id, "address": now.address, "redline": redline, "seal": seal}
        )
        return
    printing.say(f"{now.address} is still {now.rung}, with this change (seal {seal[:12]}):")
    printing.paragraph(printing.redline(redline), 2)
    printing.note(f"Undo: draftrace undo {entry.position} --by {entry.act.by}")
