"""Revisions, adoption, corrigenda."""

from __future__ import annotations

from typing import Any

import click

from draftrace.cli import printing
from draftrace.cli.hand import Hand, acting
from draftrace.compare.phrases import Amendment, amended
from draftrace.errors import UsageError
from draftrace.room.acts import issuing
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.record import Entry
from draftrace.room.renumbered import Doubtful


@click.command(epilog="Example: draftrace issue Rev.1 --symbol E/2030/L.1/Rev.1")
@click.argument("name", default="")
@click.option("--symbol", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def issue(hand: Hand, name: str, symbol: str, as_json: bool) -> None:
    """Issue the standing text as the next revision, renumbered and sealed."""
    left = _left(hand)
    entry = hand.perform(lambda s, f: issuing.issue(s, f, name, symbol))
    _tell(hand, _references(hand, entry, left), as_json=as_json)


@click.command(
    epilog="Examples: draftrace adopt --by CHAIR --symbol E/2030/RES/1  ·  draftrace adopt --by "
    "CHAIR --oral PA/24 'The new wording' --oral-by NOR --reason 'a word left out'"
)
@click.option("--symbol", default="")
@click.option(
    "--oral", nargs=2, multiple=True, metavar="ADDRESS WORDING", help="Read out as it is adopted."
)
@click.option("--oral-by", default="", metavar="PARTY", help="Whose oral amendments they are.")
@click.option("--reason", default="", help="Why the oral amendments are made.")
@click.option("--json", "as_json", is_flag=True)
@acting
def adopt(
    hand: Hand,
    symbol: str,
    oral: tuple[tuple[str, str], ...],
    oral_by: str,
    reason: str,
    as_json: bool,
) -> None:
    """Adopt the text in a plenary meeting, with what is amended orally."""
    if (oral_by or reason) and not oral:
        raise UsageError("Say what is amended orally.", "As in --oral PA/24 'The new wording'.")
    party = hand.party(oral_by)
    amendments = [
        OralAmendment(
            provision=hand.provision(address).id, wording=wording, party=party, reason=reason
        )
        for address, wording in oral
    ]
    left = _left(hand)
    entry = hand.perform(lambda s, f: issuing.adopt(s, f, symbol, oral=amendments), gavel=True)
    _tell(hand, _references(hand, entry, left), as_json=as_json)


@click.command(
    epilog="Example: draftrace correct --replace PD/20 recieve receive --reason 'misprint'"
)
@click.option("--replace", nargs=3, multiple=True, metavar="ADDRESS OLD NEW")
@click.option("--reason", default="")
@click.option("--symbol", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def correct(
    hand: Hand,
    replace: tuple[tuple[str, str, str], ...],
    reason: str,
    symbol: str,
    as_json: bool,
) -> None:
    """Issue a corrigendum to the adopted text."""
    if not replace:
        raise UsageError("Say what to correct.", "As in --replace PD/20 recieve receive.")
    wordings: dict[str, str] = {}
    for address, old, new in replace:
        found = hand.provision(address)
        wording = wordings.get(found.id, found.now.wording)
        wordings[found.id] = amended(wording, [Amendment("replace", old, new)])
    hand.perform(lambda s, f: issuing.correct(s, f, wordings, reason, symbol))
    _tell(hand, {}, as_json=as_json)


def _left(hand: Hand) -> tuple[Doubtful, ...]:
    """The references that renumbering leaves to a person; none while nothing is on the table."""
    state = hand.state()
    return issuing.renumbering(state)[1].doubtful if state.past.revisions else ()


def _references(hand: Hand, entry: Entry, left: tuple[Doubtful, ...]) -> dict[str, Any]:
    """Which provisions' references followed their targets, and which are left to a person."""
    wordings = getattr(entry.act.payload, "wordings", ())
    provisions = hand.state().now.provisions
    return {
        "rewritten": [
            {"address": provisions[key].now.address, "wording": wording}
            for key, wording in wordings
        ],
        "doubtful": [doubt._asdict() for doubt in left],
    }


def _tell(hand: Hand, references: dict[str, Any], *, as_json: bool) -> None:
    found = hand.state().past.revisions[-1]
    if as_json:
        printing.data(
            {
                "revision": found.name,
                "symbol": found.symbol,
                "provisions": len(found.provisions),
                "seal": found.seal,
                **({"references": references} if references else {}),
            }
        )
        return
    printing.say(f"{found.name} ({found.symbol}): {len(found.provisions)} provisions.")
    _tell_references(references)
    printing.paragraph(f"Seal {found.seal}; the record is sealed in sessions/.")
    printing.say(f"Next: draftrace export --revision {found.name} --as clean --to FILE.docx")


def _tell_references(references: dict[str, Any]) -> None:
    if followed := [found["address"] for found in references.get("rewritten", ())]:
        printing.paragraph(f"References follow the new numbers in {', '.join(followed)}.")
    if left := references.get("doubtful", ()):
        printing.say("References left as they are, under their old addresses; look at them:")
        for doubt in left:
            printing.paragraph(f"  {doubt['address']}: “{doubt['text']}”: {doubt['why']}.")
