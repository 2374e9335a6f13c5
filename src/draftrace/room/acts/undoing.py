"""Undo: a new act that takes an earlier one back, while nothing later rests on it."""

from __future__ import annotations

from draftrace.errors import NegotiationError
from draftrace.room.acts.payloads import Undone
from draftrace.room.floor import Floor, require
from draftrace.room.roles import require_role
from draftrace.room.state import Stamp, State
from draftrace.room.steps import file_away, reindex, stand

UNDOABLE = frozenset(
    {
        "provision lifted",
        "proposed",
        "proposal revised",
        "proposal withdrawn",
        "proposal confirmed",
        "co-sponsored",
        "position taken",
        "decided",
        "agreed",
        "reopened",
        "source linked",
        "suggestion dismissed",
    }
)


def undo(state: State, floor: Floor, act: str, reason: str = "") -> Undone:
    """Take an act back. Only its author, or the presiding party for its own decisions, may; never
    across an issued revision, never under a later act that rests on it."""
    require_role(state, floor, "undone")
    stamp = stamp_of(state, act)
    if stamp is None:
        raise NegotiationError(
            f"There is no act {act} that can be undone.",
            "Proposals, positions, decisions, agreements and links can; see `draftrace log`.",
        )
    require(act not in state.now.undone, "That act was undone already.")
    require(
        floor.by == stamp.by,
        f"It is {stamp.by}'s act: only {stamp.by} may undo it.",
        "Make a proposal or an objection of your own.",
    )
    last_issue = state.past.revisions[-1] if state.past.revisions else None
    if last_issue is not None and last_issue.stamp.position > stamp.position:
        raise NegotiationError(
            f"{last_issue.name} has been issued since: nothing is undone across an issue.",
            "Reopen the provision, or propose the change anew.",
        )
    later = dependents(state, act)
    require(
        not later,
        "Later acts rest on it: " + "; ".join(f"{s.by}: {s.kind}" for s in later) + ".",
        "Undo those first, or reopen the provision.",
    )
    return Undone(act=act, reason=reason)


def evolve_undone(state: State, stamp: Stamp, act: Undone) -> str:
    if act.act in state.now.undone:
        return "it was undone already"
    if stamp_of(state, act.act) is None:
        return "no such act can be undone"
    if dependents(state, act.act):
        return "later acts rest on it"
    _take_back_offers(state, act.act)
    _take_back_steps(state, stamp, act.act)
    _take_back_positions(state, act.act)
    for links in state.now.links.values():
        links[:] = [link for link in links if link.stamp.act != act.act]
    state.now.undone[act.act] = stamp.act
    return ""


def stamp_of(state: State, act: str) -> Stamp | None:
    """The stamp of an undoable act, or None."""
    found = state.past.stamps.get(act)
    return found if found is not None and found.kind in UNDOABLE else None


def dependents(state: State, act: str) -> list[Stamp]:
    """Later acts on the same provisions and proposals, which therefore rest on this one."""
    found: dict[str, Stamp] = {}
    histories = [[s.stamp for s in steps] for steps in state.past.steps.values()]
    histories += [[s.stamp for s in steps] for steps in state.past.offers.values()]
    for stamps in histories:
        at = next((n for n, s in enumerate(stamps) if s.act == act), None)
        for later in stamps[at + 1 :] if at is not None else ():
            if later.act != act:
                found[later.act] = later
    return sorted(found.values(), key=lambda s: s.position)


def _take_back_steps(state: State, stamp: Stamp, act: str) -> None:
    for provision_id, steps in list(state.past.steps.items()):
        if not any(step.stamp.act == act for step in steps):
            continue
        steps[:] = [step for step in steps if step.stamp.act != act]
        provision = state.now.provisions[provision_id]
        provision.touched = stamp.position
        if steps:
            provision.now = steps[-1].now
        else:
            del state.past.steps[provision_id]
            del state.now.provisions[provision_id]
    reindex(state)


def _take_back_offers(state: State, act: str) -> None:
    for proposal_id, steps in list(state.past.offers.items()):
        if not any(step.stamp.act == act for step in steps):
            continue
        steps[:] = [step for step in steps if step.stamp.act != act]
        proposal = state.now.pending.get(proposal_id) or state.past.closed[proposal_id]
        if steps:
            proposal.now = steps[-1].now
            file_away(state, proposal)
        else:
            del state.past.offers[proposal_id]
            state.now.pending.pop(proposal_id, None)
            state.now.handles.pop(proposal.handle, None)
            state.pending_changed()


def _take_back_positions(state: State, act: str) -> None:
    for provision_id, taken in state.past.positions.items():
        if any(position.stamp.act == act for position in taken):
            taken[:] = [p for p in taken if p.stamp.act != act]
            stand(state, provision_id)
