"""Undo: a new act that takes an earlier one back, while nothing later rests on it."""

from __future__ import annotations

from draftrace.errors import NegotiationError, way
from draftrace.room.acts import corpus
from draftrace.room.acts.payloads import Undone
from draftrace.room.acts.silence import resting_on, take_back
from draftrace.room.displaced import displaced
from draftrace.room.entities import Proposal, Provision, Revision
from draftrace.room.floor import Floor, fresh, require
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import file_away, keep, keep_offers, place, stand, unborn

UNDOABLE = frozenset(
    {
        "document added",
        "provision lifted",
        "proposed",
        "proposal revised",
        "proposal withdrawn",
        "proposal confirmed",
        "co-sponsored",
        "position taken",
        "decided",
        "package formed",
        "package dissolved",
        "package decided",
        "agreed",
        "reopened",
        "source linked",
        "suggestion dismissed",
        "editorial fix",
        "silence opened",
        "silence broken",
        "silence closed",
        "silence withdrawn",
    }
)

_NAMED = 5
"""Provisions and proposals that a refusal names."""


def undo(state: State, floor: Floor, act: str, reason: str = "") -> Undone:
    """Take an act back. Only its author, or the presiding party for its own decisions, may; never
    across an issued revision that it changed, never under a later act that rests on it."""
    require_role(state, floor, "undone")
    stamp = stamp_of(state, act)
    if stamp is None:
        raise NegotiationError(
            f"There is no act {act} that can be undone.",
            way(
                "Registrations, proposals, positions, decisions, agreements and links can; see {}.",
                "log",
                "screen.record",
            ),
        )
    require(act not in state.now.undone, "That act was undone already.")
    require(
        floor.by == stamp.by,
        f"It is {stamp.by}'s act: only {stamp.by} may undo it.",
        "Make a proposal or an objection of your own.",
    )
    _break_stands(state, floor, stamp)
    if (issue := _issued_since(state, stamp)) is not None:
        raise NegotiationError(
            f"{issue.name} has been issued since: nothing is undone across an issue.",
            "Reopen the provision, or propose the change anew.",
        )
    for concerned in dict.fromkeys(state.past.concerned.get(act, ())):
        if (found := state.now.provisions.get(concerned)) is not None:
            fresh(state, floor, found)
    _conditions_stay(state, act)
    _not_cited(state, act)
    later = dependents(state, act) or displaced(state, stamp)
    require(
        not later,
        "Later acts rest on it: " + "; ".join(f"{s.by}: {s.kind}" for s in later) + ".",
        "Undo those first, or reopen the provision.",
    )
    return Undone(act=act, reason=reason)


def _conditions_stay(state: State, act: str) -> None:
    """Refuse to take back an insertion on whose agreement another is conditional."""
    born = [i for i in state.past.concerned.get(act, ()) if _brought_in(state, act, i)]
    for provision in state.standing():
        require(
            not set(provision.now.upon).intersection(born),
            f"{provision.now.address} is agreed on condition that this is.",
            f"Reopen {provision.now.address} first, or agree it without the condition.",
        )


def _issued_since(state: State, stamp: Stamp) -> Revision | None:
    """The last issue after an act, which fixes what the act did to the text: a registration did
    nothing to it, and what names the document as a source keeps it registered."""
    last = state.past.revisions[-1] if state.past.revisions else None
    if last is None or last.stamp.position < stamp.position or stamp.kind == "document added":
        return None
    return last


def _not_cited(state: State, act: str) -> None:
    """Refuse to take a document out of the corpus on which verdicts or proposals rest."""
    cited = list(corpus.citing(state, act))
    more = f" and {len(cited) - _NAMED} more" if len(cited) > _NAMED else ""
    require(
        not cited,
        f"It is named as a source of {', '.join(cited[:_NAMED])}{more}.",
        way("Undo those links and proposals first; see {}.", "links", "screen.trace"),
    )


def _break_stands(state: State, floor: Floor, stamp: Stamp) -> None:
    """Refuse to fall silent again after the deadline: the others counted on the break."""
    if stamp.kind != "silence broken":
        return
    for silence in state.now.silences.values():
        require(
            stamp not in [b.stamp for b in silence.breaks] or floor.happened < silence.until,
            f"Silence {silence.handle} has ended: what was broken stays broken.",
            "Agree on the paragraph in the room.",
        )


def evolve_undone(state: State, stamp: Stamp, act: Undone) -> str:
    if act.act in state.now.undone:
        return "it was undone already"
    taken_back = stamp_of(state, act.act)
    if taken_back is None:
        return "no such act can be undone"
    if taken_back.by != stamp.by:
        return f"it was {taken_back.by}'s act, not {stamp.by}'s"
    if _issued_since(state, taken_back) is not None:
        return "a revision was issued since"
    if dependents(state, act.act):
        return "later acts rest on it"
    corpus.let_go(state, act.act)
    for concerned in dict.fromkeys(state.past.concerned.pop(act.act, ())):
        _take_back(state, stamp, act.act, concerned)
    state.now.undone[act.act] = stamp.act
    return ""


def stamp_of(state: State, act: str) -> Stamp | None:
    """The stamp of an undoable act, or None."""
    found = state.past.stamps.get(act)
    return found if found is not None and found.kind in UNDOABLE else None


def last_own(state: State, by: str) -> Stamp | None:
    """The last act of a party that can be undone and was not. A registration is meant only where
    no text has been issued since: an older one is named, or it goes unnoticed."""
    for stamp in state.latest():
        if stamp.by == by and stamp.kind in UNDOABLE and stamp.act not in state.now.undone:
            issued = any(r.stamp.position > stamp.position for r in state.past.revisions)
            if not (issued and stamp.kind == "document added"):
                return stamp
    return None


def dependents(state: State, act: str) -> list[Stamp]:
    """Later acts on what the act changed, which therefore rest on it; of a provision it brought
    in also the positions taken on it and its links; of a document what names it as a source."""
    made = state.past.stamps[act].position
    found = {stamp.act: stamp for stamp in corpus.citing(state, act).values()}
    for concerned in dict.fromkeys(state.past.concerned.get(act, ())):
        for stamp in _stamps(state, act, concerned):
            if stamp.position > made:
                found[stamp.act] = stamp
    return sorted(found.values(), key=lambda s: s.position)


def _stamps(state: State, act: str, concerned: str) -> list[Stamp]:
    """Every act on a provision or proposal in whose history this one stands."""
    past = state.past
    found: list[Stamp] = []
    for history in (
        past.steps.get(concerned, ()),
        past.offers.get(concerned, ()),
        past.packages.get(concerned, ()),
    ):
        stamps = [step.stamp for step in history]
        if any(stamp.act == act for stamp in stamps):
            found += stamps
    if _brought_in(state, act, concerned):
        found += [position.stamp for position in past.positions.get(concerned, ())]
        found += [link.stamp for link in state.now.links.get(concerned, ())]
    return found + resting_on(state, act, concerned)


def _brought_in(state: State, act: str, provision: str) -> bool:
    """Whether a provision came with this act."""
    steps = state.past.steps.get(provision, ())
    return len(steps) > 0 and steps[0].stamp.act == act


def _take_back(state: State, stamp: Stamp, act: str, concerned: str) -> None:
    """Take an act's steps out of the histories of one provision or proposal."""
    take_back(state, act, concerned)
    _take_back_verdicts(state, act, concerned)
    provision = state.now.provisions.get(concerned)
    if provision is not None:
        _take_back_steps(state, stamp, act, provision)
    proposal = state.now.pending.get(concerned) or state.past.closed.get(concerned)
    if proposal is not None:
        _take_back_offers(state, act, proposal)
    if concerned in state.past.packages:
        _take_back_package(state, act, concerned)


def _take_back_package(state: State, act: str, package: str) -> None:
    steps = tuple(s for s in state.past.packages[package] if s.stamp.act != act)
    keep(state.past.packages, package, steps)
    if steps:
        state.now.packages[package] = steps[-1].now
    else:
        del state.now.packages[package]


def _take_back_steps(state: State, stamp: Stamp, act: str, provision: Provision) -> None:
    steps = tuple(s for s in state.past.steps[provision.id] if s.stamp.act != act)
    state.past.steps[provision.id] = steps
    provision.touched = stamp.position
    if not steps:
        unborn(state, provision)
        return
    before, provision.now = provision.now, steps[-1].now
    place(state, provision, before)


def _take_back_offers(state: State, act: str, proposal: Proposal) -> None:
    steps = tuple(s for s in state.past.offers[proposal.id] if s.stamp.act != act)
    keep_offers(state, proposal, steps)
    if steps:
        proposal.now = steps[-1].now
        file_away(state, proposal)
        state.pending_changed(proposal)
    else:
        del state.now.pending[proposal.id]
        del state.now.handles[proposal.handle]
        if state.now.alternatives.get(proposal.now.address) == proposal.id:
            del state.now.alternatives[proposal.now.address]
        state.pending_changed(proposal)


def _take_back_verdicts(state: State, act: str, provision: str) -> None:
    """Take back positions taken on a provision, or on the whole text, and links of it."""
    links = state.now.links.get(provision, [])
    links[:] = [link for link in links if link.stamp.act != act]
    taken = state.past.positions.get(provision)
    if taken is not None:
        left = tuple(position for position in taken if position.stamp.act != act)
        state.past.positions[provision] = left
        stand(state, provision)
