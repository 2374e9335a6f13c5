"""Who has the floor: the envelope of an intent, and the refusals every rule shares."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from draftrace.errors import Hint, NegotiationError, StaleSight, way
from draftrace.room.entities import Meeting, Proposal, Provision
from draftrace.room.record import Attachment
from draftrace.room.state import State


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """One intent's envelope. ``act`` is the id the act will have, from which new ids are derived;
    ``by`` the party, ``behalf`` the group it speaks for, ``recorder`` who types; ``seen`` maps
    a provision to the position of the last act its author knew to concern it."""

    act: str
    by: str
    recorder: str
    happened: str
    behalf: str = ""
    meeting: str = ""
    seen: Mapping[str, int] = {}
    attachments: tuple[Attachment, ...] = ()


LOOK = way("Look: {}.", "read FILE", "screen.compare")
TABLE_IT = Hint("Table a draft: `draftrace table FILE`.", "{table}.")
SEE_TEXT = way("See {}.", "show --as rolling", "screen.draft")
SEE_PARTIES = way("See {}.", "party list", "act.as")
SAY_WHY = Hint("Give it with --reason.", "Write the reason: tab.")


def require(holds: object, rule: str, hint: str = "") -> None:
    """Refuse with the rule unless it holds."""
    if not holds:
        raise NegotiationError(rule, hint)


def provision_of(state: State, provision: str) -> Provision:
    """A living provision, or a refusal."""
    found = state.now.provisions.get(provision)
    if found is None:
        raise NegotiationError("There is no such provision.", SEE_TEXT)
    require(
        found.now.life != "struck",
        f"{found.now.address} has been struck from the text.",
        way("See its history: {}.", f"trace {found.now.address}", "trace"),
    )
    return found


def proposal_of(state: State, proposal: str) -> Proposal:
    """A pending proposal by id or handle, or a refusal that says what became of it."""
    found = state.proposal(proposal)
    if found is None:
        raise NegotiationError(f"There is no proposal {proposal}.", SEE_TEXT)
    require(
        found.now.status == "pending",
        f"Proposal {found.handle} is no longer pending: it was {found.now.status}.",
        "Make a new proposal, or undo what closed it.",
    )
    return found


def open_text(state: State) -> None:
    """Refuse once the text has been adopted."""
    require(
        not state.now.revision.startswith("adopted"),
        "The text has been adopted.",
        way("A slip is mended by a corrigendum: {}.", "correct", "correct"),
    )


def gavel(state: State, floor: Floor, *, what: str) -> Meeting:
    """The open meeting in which the party presides, or a refusal with the rule."""
    meeting = state.now.meetings.get(floor.meeting)
    if meeting is None or meeting.closed is not None:
        raise NegotiationError(
            f"{what} needs an open meeting.",
            way(
                "Open one: {}; informal, committee or plenary.",
                "meeting open NAME --level informal",
                "meeting.open",
            ),
        )
    require(
        meeting.presiding == floor.by,
        f"Only the presiding party may do this, and {floor.by} does not preside: {what}.",
        f"{meeting.presiding} presides over {meeting.name}.",
    )
    return meeting


def fresh(state: State, floor: Floor, provision: Provision) -> None:
    """Refuse when something touched the provision after its author last saw it."""
    seen = floor.seen.get(provision.id)
    if seen is None or provision.touched <= seen:
        return
    raise StaleSight(
        f"{provision.now.address} has changed since you saw it: "
        + "; ".join(_since(state, provision, seen))
        + ".",
        Hint(
            f"Look again with `draftrace show {provision.now.address} --as rolling`, then decide.",
            "Look at it again, then decide.",
        ),
    )


def seen_fresh(state: State, floor: Floor) -> None:
    """Refuse when anything its author saw has been touched since: what concerns the whole text."""
    for provision in floor.seen:
        if (found := state.now.provisions.get(provision)) is not None:
            fresh(state, floor, found)


def _since(state: State, provision: Provision, seen: int) -> list[str]:
    """The acts that touched a provision after a position, in order, as party and kind."""
    past = state.past
    told = {s.stamp.position: (s.stamp, "") for s in past.steps.get(provision.id, ())}
    told |= {p.stamp.position: (p.stamp, "") for p in past.positions.get(provision.id, ())}
    for proposal in state.pending_on(provision.id):
        for step in past.offers[proposal.id]:
            told.setdefault(step.stamp.position, (step.stamp, f" ({proposal.handle})"))
    if provision.touched not in told:
        # Undo leaves no step on what it gave back.
        last = next(s for s in state.latest() if s.position == provision.touched)
        told[last.position] = (last, "")
    return [f"{s.by}: {s.kind}{on}" for at, (s, on) in sorted(told.items()) if at > seen]
