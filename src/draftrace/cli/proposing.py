"""Proposals in the language of the floor."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from draftrace.cli import completing, formulas, printing
from draftrace.cli.amendments import Wanted, parsed
from draftrace.cli.drafting import source_ref
from draftrace.cli.hand import FILE, Hand, acting
from draftrace.cli.proposed import preview, tell
from draftrace.cli.restructuring import Decide, of_a_part, restructured
from draftrace.cli.wordings import cites_known, division, new_wording, whole
from draftrace.compare import dividing
from draftrace.compare.phrases import Amendment
from draftrace.errors import DraftraceError, UsageError
from draftrace.room import places
from draftrace.room.acts import amending, proposing, supporting
from draftrace.room.acts.payloads import Proposed
from draftrace.room.acts.terms import Stance
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.views import meant

_OTHERS = (
    *("strike", "add_after", "add_before", "add_in", "move_after"),
    *("alt", "split_before", "merge_with", "part"),
)
"""Wishes that are taken from the options as they are."""
_ALSO = "To propose it there too, as one package: take this one back and say --everywhere."


@click.command(
    epilog="Examples: draftrace propose 'PA/24(c)' --by EU --replace shall should"
    "  ·  propose 24c --delete 'as appropriate'  ·  propose 24c --insert 'and women' --after men"
    "  ·  propose 24 --add-after 'Invites ...'  ·  propose 24c --move-after 30b"
    "  ·  propose 6 --alt 'Requests ...'  ·  propose '6 alt' --by NOR --replace shall should"
    "  ·  propose 6 --split-before 'Also requests' --replace shall should"
    "  ·  propose 6 --merge-with 7 --edit"
    "  ·  propose --from amendments.txt --by EU --dry-run"
)
@click.argument(
    "address",
    metavar="[ADDRESS|PROPOSAL]",
    default="",
    shell_complete=completing.address_or_proposal,
)
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
@click.option(
    "--move-after",
    default="",
    metavar="ADDRESS",
    help="Move it behind another.",
    shell_complete=completing.address,
)
@click.option("--alt", default="", metavar="TEXT", help="A rival to the whole provision.")
@click.option(
    "--split-before", multiple=True, metavar="TEXT", help="Divide it, as it is then worded."
)
@click.option(
    "--merge-with",
    multiple=True,
    metavar="ADDRESS",
    help="Take others in; repeatable.",
    shell_complete=completing.address,
)
@click.option(
    "--part", default=0, metavar="2", help="Of what a proposal divides: --strike, --move-after."
)
@click.option("--fallback-to", default="", metavar="EU-1", help="In case that one is not accepted.")
@click.option("--everywhere", is_flag=True, help="Wherever the same words stand, as a package.")
@click.option("--reason", default="")
@click.option("--source", multiple=True, metavar="SYMBOL:ADDRESS", help="Where it comes from.")
@click.option("--from", "file", type=FILE, help="Amendments, one a line.")
@click.option("--dry-run", is_flag=True, help="Show what would be proposed; record nothing.")
@click.option("--json", "as_json", is_flag=True)
@acting
def propose(
    hand: Hand, address: str, reason: str, source: tuple[str, ...], as_json: bool, **given: Any
) -> None:
    """Propose a change to a provision, or an amendment to somebody's proposal."""
    if given["file"]:
        _from_file(hand, given["file"], reason, source, dry_run=given["dry_run"], as_json=as_json)
        return
    if not address:
        raise UsageError("Say which provision.", "As in: draftrace propose 'PA/24(c)' --delete ...")
    wanted = _wanted(given)
    second = given["fallback_to"] and handle(hand, given["fallback_to"])
    decide = _decide(hand, address, wanted, reason, source, second)
    if given["dry_run"]:
        preview([(address, decide(hand.state(), hand.floor()))], as_json=as_json)
        return
    entry = hand.perform(decide)
    if given["everywhere"]:
        tell(hand, formulas.everywhere(hand, entry, reason), as_json=as_json)
        return
    tell(hand, [entry], as_json=as_json)
    formulas.warn(formulas.touched(hand, entry.act.id), _ALSO)


@click.command(epilog="Example: draftrace revise EU-3 --by EU --replace shall should")
@click.argument("proposal", shell_complete=completing.proposal)
@click.option("--replace", nargs=2, multiple=True, metavar="OLD NEW")
@click.option("--delete", multiple=True, metavar="TEXT")
@click.option("--insert", multiple=True, metavar="TEXT")
@click.option("--after", multiple=True, metavar="TEXT")
@click.option("--before", multiple=True, metavar="TEXT")
@click.option("--wording", default="", metavar="TEXT")
@click.option("--edit", is_flag=True, help="Write the wording in $EDITOR.")
@click.option("--split-before", multiple=True, metavar="TEXT", help="Divide elsewhere.")
@click.option("--taking", default="", metavar="NOR-2,CUB-1", help="Take amendments in as friendly.")
@click.option("--reason", default="")
@acting
def revise(hand: Hand, proposal: str, taking: str, reason: str, **given: Any) -> None:
    """Give one's own proposal another wording, or take in amendments to it."""
    name = handle(hand, proposal)
    if taking:
        taken = [handle(hand, p.strip()) for p in taking.split(",") if p.strip()]
        hand.perform(lambda s, f: amending.take_in(s, f, name, taken, reason=reason))
        printing.say(f"Revised {name}, taking in {', '.join(taken)}.")
        return
    found = hand.state().proposal(name)
    old = found.now.wording if found else ""
    wanted = cites_known(_wanted(given), hand.state())
    if wanted.split_before and found:
        standing = hand.state().now.provisions[found.provision].now.wording
        new = division(wanted, whole(found, standing))
    else:
        new = new_wording(wanted, old, divides=dividing.CUT in old)
    hand.perform(lambda s, f: proposing.revise(s, f, name, new, reason=reason))
    printing.say(f"Revised {name}.")


@click.command(epilog="Example: draftrace confirm EU-3 --by EU")
@click.argument("proposal", shell_complete=completing.proposal)
@click.argument("source", default="", metavar="")
@click.option("--wording", default="", metavar="TEXT", help="With this wording instead.")
@acting
def confirm(hand: Hand, proposal: str, source: str, wording: str) -> None:
    """Stand by one's proposal on the text as it reads now."""
    if ":" in source:
        pair = f"{shlex.quote(proposal)} {shlex.quote(source)}"
        raise UsageError("Only proposals are confirmed here.", f"A source: draftrace link {pair}")
    if source:
        raise UsageError("One proposal at a time is confirmed.")
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
    @click.argument(
        "target", metavar="PROPOSAL|ADDRESS", shell_complete=completing.address_or_proposal
    )
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
    """The handle of the proposal that is meant; else the text as it is."""
    return meant.proposal(hand.state(), written)


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
        **{name: given[name] for name in _OTHERS if name in given},
    )
    wanted.check()
    return wanted


def _decide(
    hand: Hand,
    address: str,
    wanted: Wanted,
    reason: str,
    source: tuple[str, ...],
    second: str = "",
) -> Decide:
    """The intent the wish means for one provision, or for a proposal named by its handle or the
    address it made."""
    more: dict[str, Any] = {
        "reason": reason,
        "sources": tuple(source_ref(hand, s) for s in source),
    }
    cites_known(wanted, hand.state())
    named = hand.state().proposal(handle(hand, address))
    if wanted.part:
        return of_a_part(hand, address, named, wanted, more)
    divides = named is not None and named.change == "insertion" and bool(wanted.split_before)
    rewords = bool(wanted.worded or wanted.split_before) and not wanted.merge_with
    if named is not None and rewords and not divides:
        return _amending(wanted, named, more)
    found = hand.provision(_inserted_at(hand, named) if divides else address)
    for text, place in (
        (wanted.add_after, places.after),
        (wanted.add_before, places.before),
        (wanted.add_in, places.first_in),
    ):
        if text:
            return lambda s, f, t=text, p=place: proposing.propose_insertion(  # type: ignore[misc]
                s, f, p(s, found.id), t, **more
            )
    if second:
        more["second_to"] = second
    if (regrouped := restructured(hand, found, wanted, more)) is not None:
        return regrouped
    if wanted.edit:
        new = new_wording(wanted, found.now.wording)
        return lambda s, f: proposing.propose_wording(s, f, found.id, new, **more)
    return (
        # Phrases are looked up in the text as it stands when it is recorded.
        lambda s, f: proposing.propose_wording(
            s, f, found.id, new_wording(wanted, s.now.provisions[found.id].now.wording), **more
        )
    )


def _inserted_at(hand: Hand, named: Proposal | None) -> str:
    return hand.state().now.provisions[named.provision].now.address if named is not None else ""


def _amending(wanted: Wanted, amended: Proposal, more: dict[str, Any]) -> Decide:
    """An amendment to a proposal; its words are looked up as they are when it is recorded."""

    def new(parent: Proposal) -> str:
        old, divides = parent.now.wording, parent.change == "split"
        if wanted.split_before and not divides:
            raise UsageError(
                f"{parent.handle} divides nothing, so it can't divide elsewhere.",
                "Amend its words; or propose that the provision be divided.",
            )
        if wanted.split_before:
            return division(wanted, dividing.run_on(old))
        return new_wording(wanted, old, divides=divides)

    edited = new(amended) if wanted.edit else ""

    def decide(state: State, floor: Floor) -> Proposed:
        found = state.proposal(amended.id) or amended
        return amending.propose_amendment(state, floor, amended.id, edited or new(found), **more)

    return decide


def _from_file(
    hand: Hand, file: Path, reason: str, source: tuple[str, ...], *, dry_run: bool, as_json: bool
) -> None:
    """All lines or none: every one is tried on the state before the first is recorded."""
    wishes = []
    for number, address, wanted, why in parsed(hand.file(file)):
        try:
            decide = _decide(hand, address, wanted, why or reason, source)
            decide(hand.state(), hand.floor())
        except DraftraceError as error:
            raise type(error)(f"{file.name}, line {number}: {error.message}", error.hint) from error
        wishes.append((address, decide))
    if dry_run:
        asked = ((at, decide(hand.state(), hand.floor())) for at, decide in wishes)
        preview(asked, as_json=as_json)
        return
    tell(hand, [hand.perform(decide) for _, decide in wishes], as_json=as_json)
