"""Packages: formed, listed, accepted as one, dissolved."""

from __future__ import annotations

from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.deciding import parties, tell_one
from draftrace.cli.hand import Hand, acting, at
from draftrace.cli.proposing import handle
from draftrace.room.acts import packaging
from draftrace.room.acts.payloads import PackageDecided
from draftrace.room.entities import Package
from draftrace.room.state import State


@click.group(epilog="Example: draftrace package form 'Financing' EU-1 EU-4 --by EU --upon NOR-2")
def package() -> None:
    """Proposals that stand or fall together."""


@package.command(epilog="Example: draftrace package form 'Financing' EU-1 EU-4 --by EU")
@click.argument("name")
@click.argument("proposals", nargs=-1, required=True, shell_complete=completing.proposal)
@click.option("--upon", multiple=True, metavar="PROPOSAL", help="Conditional on it; repeatable.")
@click.option("--reason", default="")
@acting
def form(
    hand: Hand, name: str, proposals: tuple[str, ...], upon: tuple[str, ...], reason: str
) -> None:
    """Make pending proposals a package, accepted as one."""
    members = [handle(hand, p) for p in proposals]
    conditions = [handle(hand, p) for p in upon]
    hand.perform(lambda s, f: packaging.form(s, f, name, members, upon=conditions, reason=reason))
    said = f" conditional on {', '.join(conditions)}" if conditions else ""
    printing.say(f"Package {printing.safe(name)}: {', '.join(members)}{said}.")


@package.command("list", epilog="Example: draftrace package list --json")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def list_(hand: Hand, as_json: bool) -> None:
    """Every package with its proposals."""
    state = hand.state()
    shapes = [_shape(state, p) for p in state.now.packages.values()]
    if as_json:
        printing.data(shapes)
        return
    if not shapes:
        printing.note("There is no package. Form one: draftrace package form NAME EU-1 EU-4")
        return
    rows = []
    for shape in shapes:
        members = ", ".join(f"{m['proposal']} ({m['status']})" for m in shape["proposals"])
        upon = f" conditional on {', '.join(shape['upon'])}" if shape["upon"] else ""
        rows.append([shape["name"], shape["by"], shape["life"], members + upon])
    printing.table(["package", "by", "is", "proposals"], rows)


@package.command(epilog="Example: draftrace package accept 'Financing' --by CHAIR")
@click.argument("name")
@click.option(
    "--objection", default="", metavar="CUB,NOR", help="Parties that object at the gavel."
)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def accept(hand: Hand, name: str, objection: str, reason: str, as_json: bool) -> None:
    """Accept every proposal of a package as one decision."""
    objecting = parties(hand, objection)
    entry = hand.perform(
        lambda s, f: packaging.accept_package(s, f, name, objections=objecting, reason=reason),
        gavel=True,
    )
    decided = entry.act.payload
    assert isinstance(decided, PackageDecided)  # noqa: S101 - for the type checker
    if as_json:
        state = hand.state()
        provisions = [state.now.provisions[d.provision].now.address for d in decided.decisions]
        printing.data({"act": entry.act.id, "package": name, "provisions": provisions})
        return
    for one in decided.decisions:
        tell_one(hand, one)
    printing.note(f"Undo the whole package: draftrace undo {entry.position} --by {entry.act.by}")


@package.command(epilog="Example: draftrace package dissolve 'Financing' --by EU")
@click.argument("name")
@click.option("--reason", default="")
@acting
def dissolve(hand: Hand, name: str, reason: str) -> None:
    """Untie a package; its proposals stay pending."""
    hand.perform(lambda s, f: packaging.dissolve(s, f, name, reason))
    printing.say(f"Dissolved {printing.safe(name)}; its proposals stay pending.")


def _shape(state: State, found: Package) -> dict[str, Any]:
    members = [p for i in found.proposals if (p := state.proposal(i)) is not None]
    return {
        "package": found.id,
        "name": found.name,
        "by": found.stamp.speaker,
        "life": found.life,
        "proposals": [
            {
                "proposal": p.handle,
                "address": state.now.provisions[p.provision].now.address,
                "status": p.now.status,
            }
            for p in members
        ],
        "upon": [p.handle for i in found.upon if (p := state.proposal(i)) is not None],
    }
