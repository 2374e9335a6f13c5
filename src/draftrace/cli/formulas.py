"""Formulas: the same words in several provisions, and what a change in one means for the others."""

from __future__ import annotations

from collections.abc import Sequence

import click

from draftrace import everywhere as concerted
from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.room.record import Entry
from draftrace.views import formulas as shared
from draftrace.views.formulas import AlsoThere


@click.command(
    epilog="Examples: draftrace formulas  ·  draftrace formulas 'PA/6(a)'  ·  formulas --json"
)
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def formulas(hand: Hand, address: str, as_json: bool) -> None:
    """Words that stand in several provisions: twelve or more in order, titles of instruments and
    stock names apart."""
    provision = hand.provision(address).id if address else ""
    found = shared.formulas(hand.state(), provision)
    if as_json:
        printing.data(found)
        return
    if not found:
        printing.say("No formula is shared." if address else "No two provisions share a formula.")
        return
    for one in found:
        printing.heading(f"{', '.join(one.addresses)}  {one.words} words")
        printing.paragraph(f"“{printing.safe(one.wording)}”", 2)


def touched(hand: Hand, proposal: str) -> list[AlsoThere]:
    """The other provisions whose words a pending change of wording touches too."""
    return concerted.touched(hand.state(), proposal)


def warn(found: Sequence[AlsoThere], offer: str) -> None:
    """Say which other provisions share the words that a change touches, and what can be done."""
    if not found:
        return
    places = ", ".join(one.address for one in found)
    longest = max(one.words for one in found)
    printing.note(f"The same words ({longest} in order) stand in {places}.")
    unfit = [one.address for one in found if not one.wording]
    if unfit:
        printing.note(f"The change does not fit {', '.join(unfit)} as it stands.")
    if len(unfit) < len(found):
        printing.note(offer)


def everywhere(hand: Hand, first: Entry, reason: str) -> list[Entry]:
    """Propose the same change wherever the same words stand, and make all of it one package."""
    made = concerted.spread(hand.perform, hand.state, first, reason)
    for left in made.left:
        printing.note(f"Not in {left.address}: {left.why}")
    if made.package:
        printing.note(f"One package: {made.package}. `draftrace package list` shows it.")
    else:
        printing.note("The words it changes stand nowhere else.")
    return list(made.entries)
