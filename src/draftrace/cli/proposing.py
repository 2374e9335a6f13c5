"""Proposals in the language of the floor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.amendments import Wanted, parsed
from draftrace.cli.drafting import source_ref
from draftrace.cli.hand import FILE, Hand, acting
from draftrace.compare.phrases import Amendment, amended
from draftrace.errors import DraftraceError, UsageError
from draftrace.room import places
from draftrace.room.acts import proposing, supporting
from draftrace.room.acts.payloads import Proposed, Stance
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.state import Provision, State

Decide = Callable[[State, Floor], Proposed]


@click.command(
    epilog="Examples: draftrace propose 'PA/24(c)' --by EU --replace shall should"
    "  ·  propose 24c --delete 'as appropriate'  ·  propose 24c --insert 'and women' --after men"
    "  ·  propose 24 --add-after 'Invites ...'  ·  propose 24c --move-after 30b"
    "  ·  propose --from amendments.txt --by EU --dry-run"
)
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--replace", nargs=2, multiple=True, metavar="OLD NEW", help="May be repeated.")
@click.option("--delete", multiple=True, metavar="TEXT", help="Delete these words; repeatable.")
@click.option("--insert", multiple=True, metavar="TEXT", help="Insert words --after or --before.")
@click.option("--after", multiple=True, metavar="TEXT")
@click.option("--before", multiple=True, metavar="TEXT")
@click.option("--wording", default="", metavar="TEXT", help="The whole new wording.")
@click.option("--edit", "edit", is_flag=True, help="Write the wording in $EDITOR.")
@click.option("--strike", is_flag=True, help="Strike the provision and all below it.")
@click.option(
    "--add-after", "add_after", default="", metavar="TEXT", help="New provision behind it."
)
@click.option("--add-before", default="", metavar="TEXT", help="New provision before it.")
@click.option("--add-in", default="", metavar="TEXT", help="New first item in it.")
@click.option("--move-after", default="", metavar="ADDRESS", help="Move it behind another.")
@click.option("--reason", default="")
@click.option("--source", multiple=True, metavar="SYMBOL:ADDRESS", help="Where it comes from.")
@click.option("--from", "file", type=FILE, help="Amendments, one a line.")
@click.option("--dry-run", is_flag=True, help="Show what would be proposed; record nothing.")
@click.option("--json", "as_json", is_flag=True)
@acting
def propose(
    hand: Hand, address: str, reason: str, source: tuple[str, ...], as_json: bool, **given: Any
) -> None:
    """Propose a change to a provision."""
    if given["file"]:
        _from_file(hand, given["file"], reason, source, dry_run=given["dry_run"], as_json=as_json)
        return
    if not address:
        raise UsageError("Say which provision.", "As in: draftrace propose 'PA/24(c)' --delete ...")
    wanted = _wanted(given)
    found = hand.provision(address)
    decide = _decide(hand, found, wanted, reason, source)
    if given["dry_run"]:
        _preview(hand, [(address, wanted, decide)], as_json=as_json)
        return
    _tell(hand, [hand.perform(decide)], as_json=as_json)


@click.command(epilog="Example: draftrace revise EU-3 --by EU --replace shall should")
@click.argument("proposal", shell_complete=completing.proposal)
@click.option("--replace", nargs=2, multiple=True, metavar="OLD NEW")
@click.option("--delete", multiple=True, metavar="TEXT")
@click.option("--insert", multiple=True, metavar="TEXT")
@click.option("--after", multiple=True, metavar="TEXT")
@click.option("--before", multiple=True, metavar="TEXT")
@click.option("--wording", default="", metavar="TEXT")
@click.option("--edit", is_flag=True, help="Write the wording in $EDITOR.")
@click.option("--reason", default="")
@acting
def revise(hand: Hand, proposal: str, reason: str, **given: Any) -> None:
    """Give one's own proposal another wording."""
    found = hand.state().proposal(handle(hand, proposal))
    old = found.now.wording if found else ""
    wanted = _wanted(
        {
            **given,
            "strike": False,
            "add_after": "",
            "add_before": "",
            "add_in": "",
            "move_after": "",
        }
    )
    new = _new_wording(wanted, old)
    name = handle(hand, proposal)
    hand.perform(lambda s, f: proposing.revise(s, f, name, new, reason=reason))
    printing.say(f"Revised {name}.")


@click.command(epilog="Example: draftrace confirm EU-3 --by EU")
@click.argument("proposal", shell_complete=completing.proposal)
@click.option("--wording", default="", metavar="TEXT", help="With this wording instead.")
@acting
def confirm(hand: Hand, proposal: str, wording: str) -> None:
    """Stand by one's proposal on the text as it reads now."""
    name = handle(hand, proposal)
    hand.perform(lambda s, f: proposing.confirm(s, f, name, wording))
    printing.say(f"Confirmed {name} on the text as it stands.")


@click.command(epilog="Example: draftrace withdraw EU-3 --by EU --reason 'met by the chair text'")
@click.argument("proposal", shell_complete=completing.proposal)
@click.option("--reason", default="")
@acting
def withdraw(hand: Hand, proposal: str, reason: str) -> None:
    """Take one's own proposal back."""
    name = handle(hand, proposal)
    hand.perform(lambda s, f: proposing.withdraw(s, f, name, reason))
    printing.say(f"Withdrew {name}.")


@click.command(epilog="Example: draftrace cosponsor EU-3 --by NOR")
@click.argument("proposal", shell_complete=completing.proposal)
@acting
def cosponsor(hand: Hand, proposal: str) -> None:
    """Join a proposal as a sponsor."""
    name = handle(hand, proposal)
    hand.perform(lambda s, f: supporting.co_sponsor(s, f, name))
    printing.say(f"Co-sponsored {name}.")


def _stance(name: str, stance: Stance, verb: str, text: str) -> click.Command:
    @click.command(name, help=text, epilog=f"Example: draftrace {name} EU-3 --by CUB")
    @click.argument("target", metavar="PROPOSAL|ADDRESS")
    @click.option("--text", "said", default="", help="What was said.")
    @acting
    def command(hand: Hand, target: str, said: str) -> None:
        name = handle(hand, target)
        proposal = name if hand.state().proposal(name) else ""
        provision = "" if proposal else hand.provision(target).id
        hand.perform(
            lambda s, f: supporting.take_position(
                s, f, stance, proposal=proposal, provision=provision, text=said
            )
        )
        by = hand.party(hand.options.get("by") or "") or hand.acting()
        printing.say(f"{by} {verb} {proposal or hand.provision(target).now.address}.")

    return command


support = _stance("support", "supports", "supports", "Support a proposal or a provision.")
object = _stance("object", "objects", "objects to", "Object to a proposal or a provision.")  # noqa: A001
reserve = _stance("reserve", "reserves", "reserves on", "Place a reservation.")
unreserve = _stance(
    "unreserve", "lifted", "lifted its position on", "Lift one's objection or reservation."
)


def handle(hand: Hand, written: str) -> str:
    """A proposal's handle in any case, or the text as it is."""
    known = {h.casefold(): h for h in hand.state().now.handles}
    return known.get(written.casefold(), written)


def _wanted(given: dict[str, Any]) -> Wanted:
    """What the options ask for, as one wish."""
    amendments = [Amendment("replace", old, new) for old, new in given["replace"]]
    amendments += [Amendment("delete", text) for text in given["delete"]]
    anchors = [("after", a) for a in given["after"]] + [("before", b) for b in given["before"]]
    if len(anchors) != len(given["insert"]):
        raise UsageError(
            "Each --insert needs one --after or --before.",
            "As in: --insert 'and women' --after men",
        )
    amendments += [
        Amendment(where, phrase, text)  # type: ignore[arg-type]
        for text, (where, phrase) in zip(given["insert"], anchors, strict=True)
    ]
    wanted = Wanted(
        amendments=tuple(amendments),
        wording=given["wording"],
        edit=given["edit"],
        strike=given["strike"],
        add_after=given["add_after"],
        add_before=given["add_before"],
        add_in=given["add_in"],
        move_after=given["move_after"],
    )
    wanted.check()
    return wanted


def _decide(
    hand: Hand, found: Provision, wanted: Wanted, reason: str, source: tuple[str, ...]
) -> Decide:
    """The intent the wish means for one provision."""
    more: dict[str, Any] = {
        "reason": reason,
        "sources": tuple(source_ref(hand, s) for s in source),
    }
    if wanted.strike:
        return lambda s, f: proposing.propose_deletion(s, f, found.id, **more)
    if wanted.move_after:
        anchor = hand.provision(wanted.move_after).id
        return lambda s, f: proposing.propose_move(s, f, found.id, anchor, **more)
    for text, place in (
        (wanted.add_after, places.after),
        (wanted.add_before, places.before),
        (wanted.add_in, places.first_in),
    ):
        if text:
            return lambda s, f, t=text, p=place: proposing.propose_insertion(  # type: ignore[misc]
                s, f, p(s, found.id), t, **more
            )
    if wanted.edit:
        new = _new_wording(wanted, found.now.wording)
        return lambda s, f: proposing.propose_wording(s, f, found.id, new, **more)
    # Phrases are looked up in the text as it stands when it is recorded.
    return lambda s, f: proposing.propose_wording(
        s, f, found.id, _new_wording(wanted, s.now.provisions[found.id].now.wording), **more
    )


def _new_wording(wanted: Wanted, old: str) -> str:
    if wanted.edit:
        written = click.edit(old + "\n")
        if written is None or not written.strip():
            raise UsageError("The editor left no wording.", "Nothing was proposed.")
        return " ".join(written.split())
    if wanted.wording:
        return wanted.wording
    return amended(old, wanted.amendments)


def _from_file(
    hand: Hand, file: Path, reason: str, source: tuple[str, ...], *, dry_run: bool, as_json: bool
) -> None:
    """All lines or none: every one is tried on the state before the first is recorded."""
    wishes = []
    for number, address, wanted, why in parsed(hand.file(file)):
        try:
            found = hand.provision(address)
            decide = _decide(hand, found, wanted, why or reason, source)
            decide(hand.state(), hand.floor())
        except DraftraceError as error:
            raise type(error)(f"{file.name}, line {number}: {error.message}", error.hint) from error
        wishes.append((address, wanted, decide))
    if dry_run:
        _preview(hand, wishes, as_json=as_json)
        return
    _tell(hand, [hand.perform(decide) for _, _, decide in wishes], as_json=as_json)


def _preview(hand: Hand, wishes: list[tuple[str, Wanted, Decide]], *, as_json: bool) -> None:
    from draftrace.compare.words import difference

    shapes = []
    for address, _, decide in wishes:
        proposed = decide(hand.state(), hand.floor())
        shapes.append(
            {
                "address": address,
                "change": proposed.change,
                "wording": proposed.wording,
                "redline": difference(proposed.base, proposed.wording or proposed.base),
            }
        )
    if as_json:
        printing.data(shapes)
        return
    for shape in shapes:
        printing.heading(f"{shape['address']}: {shape['change']}")
        printing.paragraph(printing.redline(shape["redline"]), 2)
    printing.note(f"{len(shapes)} proposals would be made; nothing was recorded.")


def _tell(hand: Hand, entries: list[Entry], *, as_json: bool) -> None:
    state = hand.state()
    made = [p for e in entries if (p := state.proposal(e.act.id)) is not None]
    shapes = [
        {
            "proposal": p.id,
            "handle": p.handle,
            "address": state.now.provisions[p.provision].now.address,
        }
        for p in made
    ]
    if as_json:
        printing.data(shapes[0] if len(shapes) == 1 else shapes)
        return
    for p, shape in zip(made, shapes, strict=True):
        from draftrace.views.rolling import redline

        printing.say(f"{p.handle} on {shape['address']} ({', '.join(p.now.sponsors)}):")
        printing.paragraph(printing.redline(redline(p)), 2)
