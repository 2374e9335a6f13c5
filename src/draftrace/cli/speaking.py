"""What parties say beside the text: explanations of position, dissociations from a group."""

from __future__ import annotations

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, acting
from draftrace.errors import UsageError
from draftrace.room.acts import supporting
from draftrace.views.speakers import spoken_for


@click.command(
    epilog="Examples: draftrace explain all --text 'We joined the consensus.' --by CUB"
    "  ·  draftrace explain 24c --text 'Understood as voluntary.' --by CUB"
)
@click.argument("address", metavar="ADDRESS|all", shell_complete=completing.address)
@click.option("--text", default="", help="The explanation.")
@acting
def explain(hand: Hand, address: str, text: str) -> None:
    """Explain one's position, beside the text, on a provision or on all of it."""
    whole = address.casefold() == "all"
    found = None if whole else hand.provision(address)
    entry = hand.perform(
        lambda s, f: supporting.take_position(
            s, f, "explains", provision=found.id if found else "", text=text
        )
    )
    where = "the text" if found is None else found.now.address
    printing.say(f"{entry.act.behalf or entry.act.by} explained its position on {where}.")


@click.command(
    epilog="Examples: draftrace dissociate NOR-3 --by CUB  ·  draftrace dissociate 24c --by CUB"
    "  ·  draftrace dissociate 24c --entry 41 --by CUB"
)
@click.argument("what", metavar="PROPOSAL|ADDRESS")
@click.option("--entry", default="", metavar="N", help="Which statement, where a group made more.")
@click.option("--text", default="", help="Why.")
@acting
def dissociate(hand: Hand, what: str, entry: str, text: str) -> None:
    """Say that a group does not speak in one's name there."""
    state = hand.state()
    proposal = state.proposal(what) or state.proposal(what.upper())
    provision = "" if proposal is not None else hand.provision(what).id
    hand.perform(
        lambda s, f: supporting.take_position(
            s,
            f,
            "dissociates",
            proposal=proposal.id if proposal is not None else "",
            provision=provision,
            text=text,
            statement=_act(hand, entry),
        )
    )
    after = hand.state()
    now = after.proposal(proposal.id) if proposal is not None else None
    told = f"{now.handle} is now {spoken_for(after, now)}'s." if now else "It stands in the record."
    printing.say(f"Dissociated. {told}")


def _act(hand: Hand, entry: str) -> str:
    """The id of the act that is an entry of the record."""
    if not entry:
        return ""
    for stamp in hand.state().past.stamps.values():
        if entry in (str(stamp.position), stamp.act):
            return stamp.act
    raise UsageError(f"There is no entry {entry}.", "`draftrace log` numbers the entries.")
