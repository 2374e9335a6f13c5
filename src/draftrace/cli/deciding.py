"""Decisions of the presiding party."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import click

from draftrace.cli import completing, formulas, printing
from draftrace.cli.hand import Hand, acting
from draftrace.cli.proposing import handle
from draftrace.compare.phrases import Amendment, amended
from draftrace.errors import UsageError
from draftrace.room.acts import agreeing, deciding
from draftrace.room.acts.payloads import Decided
from draftrace.room.acts.terms import RUNGS, Rung
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.views import meant

_THERE_NOT = "This decision does not change them: `draftrace formulas` shows where they differ."
_RUNGS = {
    "discussion": "under discussion",
    "informals": "agreed in informals",
    "committee": "agreed in committee",
}


@click.command(
    epilog="Examples: draftrace accept EU-3 --by CHAIR  ·  accept EU-3 --only 1,3 --by CHAIR"
)
@click.argument("proposal", shell_complete=completing.proposal)
@click.option("--only", default="", metavar="1,3", help="Accept only these of its edits.")
@click.option(
    "--overtaken", default="", metavar="EU-2,NOR-1|auto", help="Rivals that fall with it."
)
@click.option(
    "--objection", default="", metavar="CUB,NOR", help="Parties that object at the gavel."
)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def accept(
    hand: Hand,
    proposal: str,
    only: str,
    overtaken: str,
    objection: str,
    reason: str,
    as_json: bool,
) -> None:
    """Accept a proposal, whole or in part."""
    name = handle(hand, proposal)
    objecting = parties(hand, objection)
    edits = _numbers(only)

    def decide(state: State, floor: object) -> Decided:
        fallen = _overtaken(hand, overtaken)
        if overtaken == "auto":
            made = deciding.accept(state, floor, name, only=edits, reason=reason)  # type: ignore[arg-type]
            fallen = [r.proposal for r in made.rebased if r.outcome == "conflict"]
        return deciding.accept(
            state,
            floor,  # type: ignore[arg-type]
            name,
            only=edits,
            overtaken=fallen,
            objections=objecting,
            reason=reason,
        )

    also = formulas.touched(hand, name)
    tell(hand, hand.perform(decide, gavel=True), as_json=as_json)
    formulas.warn(also, _THERE_NOT)


@click.command(
    epilog="Example: draftrace settle 24c --by CHAIR --from EU-3,NOR-1 --wording 'The chair text'"
)
@click.argument("address", shell_complete=completing.address)
@click.option("--from", "drawing", default="", metavar="EU-3,NOR-1", help="Proposals it draws on.")
@click.option("--wording", default="", metavar="TEXT", help="The whole wording.")
@click.option("--replace", nargs=2, multiple=True, metavar="OLD NEW")
@click.option("--delete", multiple=True, metavar="TEXT")
@click.option("--edit", is_flag=True, help="Write it in $EDITOR.")
@click.option("--overtaken", default="", metavar="EU-2|auto", help="Rivals that fall with it.")
@click.option(
    "--objection", default="", metavar="CUB,NOR", help="Parties that object at the gavel."
)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def settle(
    hand: Hand,
    address: str,
    drawing: str,
    wording: str,
    replace: tuple[tuple[str, str], ...],
    delete: tuple[str, ...],
    edit: bool,
    overtaken: str,
    objection: str,
    reason: str,
    as_json: bool,
) -> None:
    """Settle a provision with a chair's text built from several proposals."""
    found = hand.provision(address)
    drawn = [handle(hand, p.strip()) for p in drawing.split(",") if p.strip()]
    changes = [Amendment("replace", old, new) for old, new in replace]
    changes += [Amendment("delete", text) for text in delete]
    if edit:
        wording = " ".join((click.edit(found.now.wording + "\n") or "").split())
    if not wording and not changes:
        raise UsageError("Give the chair's text.", "With --wording, --replace, --delete or --edit.")

    def decide(state: State, floor: object) -> Decided:
        new = wording or amended(state.now.provisions[found.id].now.wording, changes)
        fallen = _overtaken(hand, overtaken)
        if overtaken == "auto":
            made = deciding.settle(state, floor, found.id, new, drawing_on=drawn)  # type: ignore[arg-type]
            fallen = [r.proposal for r in made.rebased if r.outcome == "conflict"]
        return deciding.settle(
            state,
            floor,  # type: ignore[arg-type]
            found.id,
            new,
            drawing_on=drawn,
            overtaken=fallen,
            objections=parties(hand, objection),
            reason=reason,
        )

    tell(hand, hand.perform(decide, gavel=True), as_json=as_json)


@click.command(epilog="Example: draftrace reject CUB-1 CUB-2 --by CHAIR --reason 'no support'")
@click.argument("proposals", shell_complete=completing.proposal, nargs=-1, required=True)
@click.option(
    "--objection", default="", metavar="CUB,NOR", help="Parties that object at the gavel."
)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def reject(
    hand: Hand, proposals: tuple[str, ...], objection: str, reason: str, as_json: bool
) -> None:
    """Reject proposals on one provision; the text stays."""
    names = [handle(hand, p) for p in proposals]
    objecting = parties(hand, objection)
    entry = hand.perform(
        lambda s, f: deciding.reject(s, f, names, reason, objections=objecting), gavel=True
    )
    tell(hand, entry, as_json=as_json)


@click.command(epilog="Example: draftrace defer PA/26 --by CHAIR --reason 'pending paragraph 31'")
@click.argument("address", shell_complete=completing.address)
@click.option("--reason", default="")
@acting
def defer(hand: Hand, address: str, reason: str) -> None:
    """Put a provision off; its proposals stay pending."""
    found = hand.provision(address)
    hand.perform(lambda s, f: deciding.defer(s, f, found.id, reason), gavel=True)
    printing.say(f"Deferred {found.now.address}.")


@click.command(
    epilog="Examples: draftrace agree 24c --by CHAIR  ·  agree 24 --rung committee --ad-referendum"
    "  ·  agree 24 --pending CUB,NOR --by CHAIR"
)
@click.argument("address", shell_complete=completing.address)
@click.option(
    "--rung", type=click.Choice([*_RUNGS, *RUNGS[1:4]]), default="informals", show_default=True
)
@click.option("--ad-referendum", is_flag=True, help="Subject to capitals.")
@click.option("--pending", default="", metavar="CUB,NOR", help="Parties still to answer.")
@click.option("--alone", is_flag=True, help="The chapeau alone, not what is below it.")
@click.option("--upon", default="", metavar="24c,31", help="Conditional on these being agreed.")
@click.option("--reason", default="")
@acting
def agree(
    hand: Hand,
    address: str,
    rung: str,
    ad_referendum: bool,
    pending: str,
    alone: bool,
    upon: str,
    reason: str,
) -> None:
    """Gavel agreement on a provision and all below it."""
    found = hand.provision(address)
    waiting = parties(hand, pending)
    conditions = tuple(hand.provision(a.strip()).id for a in upon.split(",") if a.strip())
    step: Rung = next(r for r in get_args(Rung) if r == _RUNGS.get(rung, rung))
    entry = hand.perform(
        lambda s, f: agreeing.agree(
            s,
            f,
            found.id,
            step,
            ad_referendum=ad_referendum,
            pending=waiting,
            alone=alone,
            upon=conditions,
            reason=reason,
        ),
        gavel=True,
    )
    covers = getattr(entry.act.payload, "covers", ())
    seal = getattr(entry.act.payload, "seal", "")
    printing.say(f"{found.now.address}: {step}, {len(covers)} provisions, seal {seal[:12]}.")


@click.command(epilog="Example: draftrace reopen 24c --by CHAIR --reason 'request of CUB'")
@click.argument("address", shell_complete=completing.address)
@click.option("--reason", default="")
@acting
def reopen(hand: Hand, address: str, reason: str) -> None:
    """Open what was agreed."""
    found = hand.provision(address)
    hand.perform(lambda s, f: agreeing.reopen(s, f, found.id, reason), gavel=True)
    printing.say(f"Reopened {found.now.address}.")


def parties(hand: Hand, named: str) -> tuple[str, ...]:
    """Codes of the parties named with commas between them."""
    return meant.parties(hand.state(), named)


def _overtaken(hand: Hand, named: str) -> list[str]:
    if named == "auto":
        return []
    return [handle(hand, p.strip()) for p in named.split(",") if p.strip()]


def _numbers(written: str) -> list[int]:
    try:
        return [int(n) for n in written.split(",") if n.strip()]
    except ValueError as error:
        raise UsageError(f"{written!r} are no numbers.", "As in --only 1,3.") from error


def tell(hand: Hand, entry: Entry, *, as_json: bool) -> None:
    """What the gavel did, to the text and to every other proposal."""
    decided = entry.act.payload
    if not isinstance(decided, Decided):
        return
    if as_json:
        state = hand.state()
        provision = state.now.provisions[decided.provision]
        printing.data(
            {
                "act": entry.act.id,
                "address": provision.now.address,
                "outcome": decided.outcome,
                "wording": None if decided.removed else provision.now.wording,
                "rebased": _rebased(state, decided),
                "overtaken": _handles(state, decided.overtaken),
                "born": [state.now.provisions[piece.id].now.address for piece in decided.born],
                "merged": [state.now.provisions[i].now.address for i in decided.merged],
                "seal": decided.seal,
                "objections": decided.objections,
            }
        )
        return
    tell_one(hand, decided)
    printing.note(f"Undo: draftrace undo {entry.position} --by {entry.act.by}")


def tell_one(hand: Hand, decided: Decided) -> None:
    """What one decision did, for a person."""
    state = hand.state()
    provision = state.now.provisions[decided.provision]
    printing.say(f"It is so decided: {provision.now.address} {decided.outcome}.")
    if decided.wording is not None:
        printing.paragraph(printing.safe(provision.now.wording), 2)
    _tell_more(state, decided)
    for name in _handles(state, decided.overtaken):
        printing.say(f"  {name}: overtaken")
    if decided.objections:
        printing.say(f"  Objections recorded: {', '.join(decided.objections)}.")
    for carried in _rebased(state, decided):
        waits = "" if carried["outcome"] in ("clean", "follows") else ", waits for its sponsor"
        printing.say(f"  {carried['proposal']}: {carried['outcome']}{waits}")


def _rebased(state: State, decided: Decided) -> list[dict[str, str]]:
    """What became of every other proposal, by handle."""
    return [
        {"proposal": p.handle, "outcome": r.outcome}
        for r in decided.rebased
        if (p := state.proposal(r.proposal)) is not None
    ]


def _handles(state: State, proposals: Iterable[str]) -> list[str]:
    return [p.handle for i in proposals if (p := state.proposal(i)) is not None]


def _tell_more(state: State, decided: Decided) -> None:
    """What a decision did beyond the wording of its provision."""
    known = state.now.provisions
    if decided.edits:
        taken = ", ".join(map(str, decided.edits))
        printing.say(f"  Edits {taken} alone; the rest of the proposal falls with this decision.")
    for piece in decided.born:
        printing.paragraph(f"{known[piece.id].now.address}: {printing.safe(piece.wording)}", 2)
    for merged in decided.merged:
        printing.say(f"  {known[merged].now.address}: merged into it")
    if decided.amended is not None:
        amendment = state.proposal(decided.adopted[0])
        parent = state.proposal(amendment.now.to) if amendment is not None else None
        name = parent.handle if parent is not None else ""
        printing.paragraph(f"{name} so amended, still pending: {printing.safe(decided.amended)}", 2)
