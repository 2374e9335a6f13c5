"""The standing and the rolling text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import click
import msgspec

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.cli.tracing import print_beside
from draftrace.compare.rolling import Attribution
from draftrace.room.entities import Issued, Provision
from draftrace.room.state import State
from draftrace.text.addresses import split_revision
from draftrace.text.tokens import tokens
from draftrace.views import rolling as rolled
from draftrace.views.force import force
from draftrace.views.standing import Line, line, resolve_issued, revision, standing
from draftrace.views.suspects import suspicion
from draftrace.views.trace import words_beside

_ATTRIBUTIONS = ["inline", "footnote", "margin", "anonymous", "none"]


_UNNAMED = ("anonymous", "none")
"""Attributions under which no party is named, not beneath the text either."""


class _How(NamedTuple):
    """How the text is shown: ``keep`` says which proposals, ``fold`` how many words of rivals,
    ``close`` that one provision is looked at, so that there is time to weigh each change."""

    mode: str
    attribution: Attribution
    keep: rolled.Keep
    fold: int
    close: bool


@click.command(
    epilog="Examples: draftrace show  ·  draftrace show 'PA/24(c)' --as rolling"
    "  ·  draftrace show --revision Rev.1"
    "  ·  draftrace show --as rolling --party EU --status objected --fold 8"
)
@click.argument("address", shell_complete=completing.address, default="")
@click.option(
    "--as",
    "mode",
    type=click.Choice(["standing", "rolling"]),
    help="Default: rolling for one provision.",
)
@click.option("--attribution", type=click.Choice(_ATTRIBUTIONS), default="inline")
@click.option("--revision", "issue", default="", help="An issued revision, as in Rev.1 or adopted.")
@click.option("--party", default="", metavar="EU", help="Rolling: proposals it sponsors.")
@click.option("--meeting", default="", metavar="NAME", help="Rolling: proposals made there.")
@click.option("--status", type=click.Choice(rolled.STATUSES), help="Rolling: as they stand.")
@click.option(
    "--fold", type=click.IntRange(1), metavar="N", help="Rolling: N words of long rivals' ends."
)
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def show(
    hand: Hand,
    address: str,
    mode: str | None,
    attribution: Attribution,
    issue: str,
    party: str,
    meeting: str,
    status: str | None,
    fold: int | None,
    as_json: bool,
) -> None:
    """Show the text, or one provision with all below it."""
    state = hand.state()
    if not issue:
        issue, address = split_revision(address)
    if issue and issue != "standing":
        _show_issue(state, issue, address, as_json=as_json)
        return
    narrow = bool(party or meeting or status)
    mode = mode or ("rolling" if address or narrow else "standing")
    provisions = _chosen(hand, state, address, with_proposed=mode == "rolling" or bool(address))
    keep = rolled.narrowed(state, party=hand.party(party), meeting=meeting, status=status or "")
    if narrow:
        provisions = [p for p in provisions if rolled.concerning(state, p, keep)]
    how = _How(mode, attribution, keep if narrow else rolled.everything, fold or 0, bool(address))
    gone = rolled.stranded(state, how.keep) if mode == "rolling" and not address else []
    if as_json:
        told = [_gone_shape(state, p, how) for p in gone]
        printing.data([*(_shape(state, p, how) for p in provisions), *told])
        return
    if narrow and not provisions and not gone:
        printing.note("No pending proposal is like that.")
        return
    if not provisions and not gone:
        printing.note("Nothing is on the table yet. Table a draft: draftrace table FILE")
        return
    if not address:
        printing.heading(f"{state.now.title}  [{state.now.symbol}, {state.now.revision}]")
    for provision in provisions:
        _print(state, provision, how)
    _print_gone(state, gone, how)
    if mode == "rolling":
        counted = rolled.counts(state, [*provisions, *gone], how.keep)
        _print_counts(counted, named=how.attribution not in _UNNAMED)
    _print_whole(state, whole=not address)


def _chosen(hand: Hand, state: State, address: str, *, with_proposed: bool) -> list[Provision]:
    if address:
        found = hand.provision(address)
        ids = [found.id, *state.below(found.id)]
        return [state.now.provisions[i] for i in ids]
    return [
        state.now.provisions[entry.provision] for entry in standing(state, proposed=with_proposed)
    ]


def _print(state: State, provision: Provision, how: _How) -> None:
    shown = line(state, provision)
    rolling = how.mode == "rolling"
    pending = rolled.pending(state, provision, how.keep) if rolling else []
    text = provision.now.wording
    if rolling:
        text = rolled.text(state, provision, how.attribution, how.keep, fold=how.fold)
    _print_line(shown, text, suspect=len(suspicion(state, provision.id)))
    indent = _indent(shown) + 4
    if rolling:
        _print_positions(*_stances(state, provision), (), indent)
        for word in words_beside(state, provision.id, shown.address):
            print_beside(word, indent)
    for proposal in pending if how.attribution not in _UNNAMED else ():
        _print_proposal(proposal, indent, _force(state, proposal) if how.close else ())
        if proposal.waiting and how.close:
            _print_old_and_new(state, proposal, indent + 2)


def _print_gone(state: State, gone: Sequence[Provision], how: _How) -> None:
    """What is still proposed on provisions that are gone, behind the text."""
    if gone:
        printing.say()
        printing.heading("Proposals on provisions that are gone")
    for provision in gone:
        place = printing.together(f"‹{provision.now.address} · gone›")
        printing.paragraph(printing.style(place, dim=True), 0, 4)
        for proposal in rolled.pending(state, provision, how.keep):
            if how.attribution in _UNNAMED:
                printing.paragraph(f"± {_asked(proposal)}", 4, 2)
            else:
                _print_proposal(proposal, 4, ())


def _print_old_and_new(state: State, waiting: rolled.Pending, indent: int) -> None:
    """What a proposal that waits was made on, and what stands there now."""
    found = state.proposal(waiting.proposal)
    if found is None or found.change not in ("wording", "alternative", "amendment", "merge"):
        return
    standing = state.now.provisions[found.provision].now.wording
    printing.paragraph(f"made on:  {printing.safe(found.now.base)}", indent, 10)
    printing.paragraph(f"asks for: {printing.safe(found.now.wording)}", indent, 10)
    printing.paragraph(f"reads now: {printing.safe(standing)}", indent, 11)
    who = found.stamp.speaker
    printing.paragraph(f"{who}: draftrace confirm, revise or withdraw {found.handle}", indent, 2)


def _force(state: State, pending: rolled.Pending) -> tuple[str, ...]:
    found = state.proposal(pending.proposal)
    return force(found) if found is not None else ()


def _print_proposal(proposal: rolled.Pending, indent: int, forces: Sequence[str]) -> None:
    waiting = f" ⟲ {proposal.waiting}, waits for its sponsor" if proposal.waiting else ""
    second = f", fall-back to {proposal.second_to}" if proposal.second_to else ""
    upon = f", waits upon {' and '.join(proposal.upon)}" if proposal.upon else ""
    said = f"± {proposal.handle} ({proposal.speakers}){second}{upon}{waiting}: "
    printing.paragraph(said + _asked(proposal), indent, 2)
    for one in forces:
        printing.paragraph(f"force: {printing.safe(one)}", indent + 2, 2)
    if proposal.reason:
        printing.paragraph(f"reason: {printing.safe(proposal.reason)}", indent + 2, 2)
    _print_positions(proposal.support, proposal.objections, proposal.reserved, indent + 2)


def _asked(proposal: rolled.Pending) -> str:
    """What a proposal asks for, in a line."""
    match proposal.change:
        case "insertion":
            return "insert this provision"
        case "deletion":
            return "strike it"
        case "move":
            return f"move it behind {proposal.after or 'the start'}"
        case "split":
            return f"divide it: {printing.redline(proposal.redline)}"
        case "merge":
            merged = ", ".join(proposal.merged)
            return f"merge it with {merged}: {printing.redline(proposal.redline)}"
        case "alternative":
            return f"{proposal.address}: {printing.redline(proposal.redline)}"
        case "amendment":
            goes = f", to stand behind {proposal.after}" if proposal.after else ""
            return f"amend {proposal.to}{goes}: {printing.redline(proposal.redline)}"
        case _:
            return printing.redline(proposal.redline)


def _print_counts(counted: rolled.Counts, *, named: bool) -> None:
    """How much is open on what was shown."""
    parties = ", ".join(f"{party} {number}" for party, number in counted.parties.items())
    printing.say()
    printing.paragraph(
        f"{counted.proposals} proposal{'' if counted.proposals == 1 else 's'} pending"
        + (f" ({parties})" if parties and named else "")
        + f": {counted.waiting} waiting for their sponsor, {counted.objected} objected to, "
        f"{counted.reserved} reserved on; {counted.brackets} brackets."
    )


def _print_positions(
    support: Sequence[str], objections: Sequence[str], reserved: Sequence[str], indent: int
) -> None:
    said = [f"+ {p}" for p in support]
    said += [f"− {p} objects" for p in objections]
    said += [f"! {p} reserves" for p in reserved]
    if said:
        printing.paragraph("  ".join(printing.together(s) for s in said), indent, 2)


def _stances(state: State, provision: Provision) -> tuple[list[str], list[str]]:
    """Who supports and who objects to the provision itself; reservations are among its marks."""
    taken = state.now.positions.get(provision.id, ())
    return (
        [p.party for p in taken if p.stance == "supports"],
        [p.party for p in taken if p.stance == "objects"],
    )


def _print_line(shown: Line, text: str, *, suspect: int) -> None:
    marks = [shown.status] if shown.status != "open" else []
    marks += [f"[{shown.brackets}"] if shown.brackets else []
    marks += [f"±{shown.proposals}"] if shown.proposals else []
    marks += [f"⟲{shown.waiting}"] if shown.waiting else []
    marks += [f"!{','.join(shown.reserved)}"] if shown.reserved else []
    marks += ["◆"] if shown.sourced else []
    marks += [f"suspect link{'s' * (suspect > 1)}"] if suspect else []
    words, *alternatives = text.split("\n")
    body = printing.labelled(shown.label, shown.kind, printing.safe(words))
    if shown.kind in ("heading", "title"):
        printing.say()
        body = " ".join(printing.style(word, bold=True) for word in body.split(" "))
    place = f"‹{shown.address}{' · ' if marks else ''}{' '.join(marks)}›"
    tail = printing.style(printing.together(place), dim=True)
    printing.paragraph(f"{body}   {tail}", _indent(shown), 4)
    for alternative in alternatives:
        printing.paragraph(printing.safe(alternative), _indent(shown) + 4, 2)


def _indent(shown: Line) -> int:
    return 0 if shown.kind in ("heading", "title") else 4 * (shown.level - 1)


def _shape(state: State, provision: Provision, how: _How) -> dict[str, Any]:
    shown = line(state, provision)
    shape: dict[str, Any] = {
        "address": shown.address,
        "kind": shown.kind,
        "level": shown.level,
        "label": shown.label,
        "part": shown.part,
        "wording": shown.wording,
        "status": shown.status,
        "brackets": shown.brackets,
        "words": sum(token[0].isalnum() for token in tokens(shown.wording)),
        "seen": shown.seen,
        "sourced": shown.sourced,
        "suspect": [
            {"document": document, "address": address, "why": why}
            for (document, address), why in suspicion(state, provision.id).items()
        ],
        "beside": words_beside(state, provision.id, shown.address),
    }
    if how.mode == "rolling":
        shape["rolling"] = rolled.text(state, provision, how.attribution, how.keep)
        shape["motions"] = rolled.beside(state, provision, how.keep)
        pending = rolled.pending(state, provision, how.keep)
        shape["proposals"] = [
            {**msgspec.structs.asdict(p), "force": _force(state, p)} for p in pending
        ]
    return shape


def _gone_shape(state: State, provision: Provision, how: _How) -> dict[str, Any]:
    """A provision that is gone says nothing; there are only the proposals on it."""
    said = {"status": "gone", "wording": "", "words": 0, "brackets": 0, "rolling": ""}
    return _shape(state, provision, how) | said


def _show_issue(state: State, issue: str, address: str, *, as_json: bool) -> None:
    found = revision(state, issue)
    chosen = [resolve_issued(state, issue, address)] if address else list(found.provisions)
    if as_json:
        printing.data([_issued_shape(i) for i in chosen])
        return
    printing.heading(f"{state.now.title}  [{found.symbol}, {found.name}]")
    for i in chosen:
        if i.kind in ("heading", "title"):
            printing.say()
        indent = 0 if i.kind in ("heading", "title") else 4 * (i.level - 1)
        text = printing.labelled(i.label, i.kind, printing.safe(i.wording))
        printing.paragraph(f"{text}   {printing.together(f'‹{i.address}›')}", indent, 4)
        if found.name.startswith("adopted"):
            for word in words_beside(state, i.provision, i.address):
                print_beside(word, indent + 4)
    _print_whole(state, whole=found.name.startswith("adopted") and not address)


def _print_whole(state: State, *, whole: bool) -> None:
    """What was said on the text as a whole, after the text."""
    for word in words_beside(state) if whole else ():
        print_beside(word)


def _issued_shape(i: Issued) -> dict[str, Any]:
    return {
        "address": i.address,
        "kind": i.kind,
        "level": i.level,
        "label": i.label,
        "part": i.part,
        "wording": i.wording,
    }
