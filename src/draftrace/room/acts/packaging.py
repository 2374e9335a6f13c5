"""Packages: proposals that stand or fall together, and what they are conditional on.

A delegation packages its own proposals, the presiding party anybody's. What is in a package is
accepted as one, by one act with a decision for every proposal, so one undo takes all of it back.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.errors import Hint, NegotiationError, way
from draftrace.room.acts import deciding
from draftrace.room.acts.payloads import (
    Decided,
    PackageDecided,
    PackageDissolved,
    PackageFormed,
)
from draftrace.room.entities import Package, PackageStep, Proposal
from draftrace.room.floor import Floor, fresh, gavel, open_text, proposal_of, require
from draftrace.room.roles import may_speak, require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import add, offer
from draftrace.room.trials import trial


def form(
    state: State,
    floor: Floor,
    name: str,
    proposals: Sequence[str],
    *,
    upon: Sequence[str] = (),
    reason: str = "",
) -> PackageFormed:
    """Make pending proposals a package; ``upon`` are others' proposals that must be accepted
    before it, or with it."""
    may_speak(state, floor, "package formed")
    open_text(state)
    name = " ".join(name.split())
    require(
        name,
        "A package needs a name.",
        Hint("As in: draftrace package form 'Financing' EU-1 EU-3", "As in: Financing."),
    )
    clash = next((p for p in open_packages(state) if p.name.casefold() == name.casefold()), None)
    require(clash is None, f"There is a package {name} already.", "Give this one another name.")
    members = {p.id: p for p in (proposal_of(state, named) for named in proposals)}
    require(members, "Name at least one proposal.")
    conditions = {p.id: p for p in (proposal_of(state, named) for named in upon)}
    require(
        len(members) + len(conditions) > 1,
        "One proposal alone is no package.",
        Hint(
            "Name a second one, or say what it is conditional on: --upon NOR-2.",
            "Name a second one, or say what it is conditional on.",
        ),
    )
    require(not members.keys() & conditions.keys(), "A proposal is not conditional on itself.")
    for proposal in members.values():
        _mine(state, floor, proposal)
        held = packaged(state, proposal.id)
        require(
            held is None,
            f"{proposal.handle} is in the package {held.name if held else ''} already.",
            way("Dissolve that one first: {}.", "package dissolve NAME", "package.dissolve"),
        )
    return PackageFormed(
        package=floor.act,
        name=name,
        proposals=tuple(members),
        upon=tuple(conditions),
        reason=reason,
    )


def evolve_formed(state: State, stamp: Stamp, act: PackageFormed) -> str:
    if act.package in state.past.packages:
        return "the package exists already"
    if any(p not in state.now.pending for p in (*act.proposals, *act.upon)):
        return "a package of proposals that are not pending"
    if any(packaged(state, p) is not None for p in act.proposals):
        return "a package of proposals that are in another"
    package = Package(act.package, act.name, act.proposals, act.upon, stamp)
    _put(state, stamp, package)
    for member in dict.fromkeys(act.proposals):
        proposal = state.now.pending[member]
        offer(state, stamp, proposal, proposal.now)
    return ""


def dissolve(state: State, floor: Floor, package: str, reason: str = "") -> PackageDissolved:
    """Untie a package; its proposals stay pending, each for itself."""
    may_speak(state, floor, "package dissolved")
    found = package_of(state, package)
    require(
        floor.by == found.stamp.by or state.presides(floor.by, floor.meeting),
        f"The package {found.name} is {found.stamp.speaker}'s: only its author or the presiding "
        "party may dissolve it.",
        "Object to its proposals instead.",
    )
    return PackageDissolved(package=found.id, reason=reason)


def evolve_dissolved(state: State, stamp: Stamp, act: PackageDissolved) -> str:
    found = state.now.packages.get(act.package)
    if found is None or found.life != "open":
        return "there was no such open package"
    if stamp.by != found.stamp.by and not state.presides(stamp.by, stamp.meeting):
        return f"it is {found.stamp.speaker}'s package, not {stamp.speaker}'s"
    _put(state, stamp, msgspec.structs.replace(found, life="dissolved"))
    return ""


def accept_package(
    state: State,
    floor: Floor,
    package: str,
    *,
    objections: Sequence[str] = (),
    reason: str = "",
) -> PackageDecided:
    """Accept every proposal of a package, one after the other, as one decision; ``objections`` are
    the parties that object at the gavel."""
    require_role(state, floor, "package decided")
    gavel(state, floor, what="A decision")
    found = package_of(state, package)
    members = _acceptable(state, floor, found)
    tried = trial(state)
    tried.now.packages.clear()
    unseen = msgspec.structs.replace(floor, seen={})
    decisions: list[Decided] = []
    for member in members:
        decided = deciding.accept(tried, unseen, member.id, objections=objections, reason=reason)
        deciding.evolve_decided(tried, _stamp(state, floor), decided)
        decisions.append(decided)
    return PackageDecided(package=found.id, decisions=tuple(decisions), reason=reason)


def evolve_package_decided(state: State, stamp: Stamp, act: PackageDecided) -> str:
    found = state.now.packages.get(act.package)
    if found is None or found.life != "open":
        return "there was no such open package"
    refused = _impossible(state, stamp, act.decisions)
    if refused:
        return refused
    for decided in act.decisions:
        deciding.evolve_decided(state, stamp, decided)
    _put(state, stamp, msgspec.structs.replace(found, life="accepted"))
    return ""


def open_packages(state: State) -> list[Package]:
    return [p for p in state.now.packages.values() if p.life == "open"]


def packaged(state: State, proposal: str) -> Package | None:
    """The open package a proposal is in."""
    return next((p for p in open_packages(state) if proposal in p.proposals), None)


def package_of(state: State, named: str) -> Package:
    """An open package by id or name, or a refusal with those there are."""
    wanted = " ".join(named.split()).casefold()
    packages = open_packages(state)
    found = [p for p in packages if wanted in (p.name.casefold(), p.id)]
    if not found:
        names = ", ".join(p.name for p in packages) or "none"
        raise NegotiationError(f"There is no open package {named}.", f"Open: {names}.")
    return found[0]


def _mine(state: State, floor: Floor, proposal: Proposal) -> None:
    speaker = floor.behalf or floor.by
    own = {proposal.stamp.by, *proposal.now.sponsors}
    require(
        state.presides(floor.by, floor.meeting) or own & {floor.by, speaker},
        f"{proposal.handle} is {proposal.stamp.speaker}'s: a party packages its own proposals.",
        Hint(
            f"Say that yours are conditional on it: --upon {proposal.handle}.",
            f"Say that yours are conditional on {proposal.handle}.",
        ),
    )


def _acceptable(state: State, floor: Floor, found: Package) -> list[Proposal]:
    """The members still pending, once nothing stands in the way of taking them as one."""
    every = [p for i in found.proposals if (p := state.proposal(i)) is not None]
    fallen = [p for p in every if p.now.status not in ("pending", "withdrawn")]
    require(
        not fallen,
        f"The package {found.name} is broken: "
        + ", ".join(f"{p.handle} was {p.now.status}" for p in fallen)
        + ".",
        "Dissolve it and decide on the others one by one.",
    )
    members = [p for p in every if p.now.status == "pending"]
    require(members, f"Every proposal of the package {found.name} was withdrawn.")
    open_conditions = [
        p.handle
        for i in found.upon
        if (p := state.proposal(i)) is not None and not p.now.status.startswith("accepted")
    ]
    require(
        not open_conditions,
        f"The package {found.name} is conditional on {', '.join(open_conditions)}, which "
        "has not been accepted.",
        "Decide on that first, or put it into the package.",
    )
    for member in members:
        fresh(state, floor, state.now.provisions[member.provision])
    return members


def _impossible(state: State, stamp: Stamp, decisions: Sequence[Decided]) -> str:
    """Why the decisions of a package cannot be, all together. They are tried one after the other,
    since one may rest on another, before any takes effect."""
    named = [p for d in decisions for p in (*d.adopted, *d.rejected, *d.overtaken)]
    if not decisions or len(set(named)) != len(named):
        return "a package that decides twice on one proposal, or on none"
    tried = trial(state)
    refusals = (deciding.evolve_decided(tried, stamp, decided) for decided in decisions)
    return next(filter(None, refusals), "")


def _put(state: State, stamp: Stamp, package: Package) -> None:
    state.now.packages[package.id] = package
    add(state.past.packages, package.id, PackageStep(stamp, package))
    state.concerned.append(package.id)


def _stamp(state: State, floor: Floor) -> Stamp:
    """The stamp the act will have, for the trial."""
    return Stamp(
        floor.act,
        state.now.position + 1,
        "package decided",
        floor.happened,
        floor.by,
        floor.behalf,
        floor.recorder,
        floor.meeting,
    )
