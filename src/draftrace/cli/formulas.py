"""Formulas: the same words in several provisions, and what a change in one means for the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.errors import DraftraceError
from draftrace.room.acts import packaging, proposing
from draftrace.room.acts.payloads import Proposed
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.state import State
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
    state = hand.state()
    found = state.proposal(proposal)
    if found is None or found.change != "wording" or found.now.waiting:
        return []
    return shared.also_there(state, state.now.provisions[found.provision], found.now.wording)


def _propose(state: State, floor: Floor, *, there: AlsoThere, reason: str) -> Proposed:
    return proposing.propose_wording(state, floor, there.provision, there.wording, reason=reason)


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
    entries = [first]
    for there in touched(hand, first.act.id):
        if not there.wording:
            printing.note(f"Not in {there.address}: the change does not fit there.")
            continue
        try:
            entries.append(hand.perform(partial(_propose, there=there, reason=reason)))
        except DraftraceError as refused:
            printing.note(f"Not in {there.address}: {refused.message}")
    if len(entries) > 1:
        members = [entry.act.id for entry in entries]
        state = hand.state()
        made = [p for i in members if (p := state.proposal(i)) is not None]
        places = ", ".join(state.now.provisions[p.provision].now.address for p in made)
        name = f"Same words in {places} ({made[0].handle})"
        hand.perform(lambda s, f: packaging.form(s, f, name, members))
        printing.note(f"One package: {name}. `draftrace package list` shows it.")
    else:
        printing.note("The words it changes stand nowhere else.")
    return entries
