"""Who may do what. One table; every refusal names its rule; the README prints it."""

from __future__ import annotations

import msgspec

from draftrace.errors import Hint, NegotiationError
from draftrace.room.acts.terms import PartyRole
from draftrace.room.floor import Floor, require
from draftrace.room.state import State

Office = PartyRole | str


class Rule(msgspec.Struct, frozen=True):
    """Which parties may do something: by role, or by the office of presiding."""

    what: str
    roles: tuple[PartyRole, ...] = ()
    presiding: bool = False


_ANY_VOICE: tuple[PartyRole, ...] = ("delegation", "group", "bureau", "secretariat")
_DESK: tuple[PartyRole, ...] = ("secretariat", "bureau")

RULES: dict[str, Rule] = {
    "party added": Rule("admit a party", _DESK),
    "member joined": Rule("record that a member joined a group", _DESK),
    "member left": Rule("record that a member left a group", _DESK),
    "meeting opened": Rule("open a meeting", _DESK, presiding=True),
    "meeting closed": Rule("close a meeting", _DESK, presiding=True),
    "document added": Rule("register a source document", _ANY_VOICE),
    "draft tabled": Rule("table a draft", _DESK),
    "provision lifted": Rule("lift a provision from a source", _DESK),
    "proposed": Rule("propose a change", _ANY_VOICE),
    "proposal revised": Rule("revise one's own proposal", _ANY_VOICE),
    "proposal withdrawn": Rule("withdraw one's own proposal", _ANY_VOICE),
    "proposal confirmed": Rule("confirm one's own proposal after a rebase", _ANY_VOICE),
    "co-sponsored": Rule("co-sponsor a proposal", ("delegation", "group")),
    "position taken": Rule(
        "support, object, reserve, explain or dissociate itself", ("delegation", "group")
    ),
    "package formed": Rule("make a package of proposals", _ANY_VOICE, presiding=True),
    "package dissolved": Rule("dissolve one's own package", _ANY_VOICE, presiding=True),
    "package decided": Rule("accept a package as one", presiding=True),
    "decided": Rule("decide on a provision", presiding=True),
    "agreed": Rule("gavel agreement", presiding=True),
    "editorial fix": Rule("make an editorial fix", presiding=True),
    "silence opened": Rule("open a silence procedure", presiding=True),
    "silence broken": Rule("break silence", ("delegation", "group")),
    "silence closed": Rule("close a silence procedure", presiding=True),
    "silence withdrawn": Rule("call off a silence procedure", presiding=True),
    "reopened": Rule("reopen an agreed provision", presiding=True),
    "revision issued": Rule("issue a revision", _DESK, presiding=True),
    "revision received": Rule("receive an outside revision", _DESK),
    "text adopted": Rule("adopt the text", presiding=True),
    "text corrected": Rule("issue a corrigendum", ("secretariat",)),
    "source linked": Rule("confirm a source", _ANY_VOICE),
    "suggestion dismissed": Rule("dismiss a suggested source", _ANY_VOICE),
    "undone": Rule("undo one's own act", _ANY_VOICE, presiding=True),
}


def allowed(state: State, party: str, meeting: str, kind: str) -> bool:
    """Whether the party may do this here; screens ask it to offer only what will be accepted."""
    rule = RULES[kind]
    found = state.now.parties.get(party)
    if found is None:
        return False
    return found.role in rule.roles or (rule.presiding and state.presides(party, meeting))


def require_role(state: State, floor: Floor, kind: str) -> None:
    """Refuse, naming the rule, unless the party may do this here."""
    found = state.now.parties.get(floor.by)
    if found is None:
        raise NegotiationError(
            f"There is no party {floor.by}.",
            Hint(
                "See `draftrace party list`, or add it with `draftrace party add`.",
                "See {act.as}, or add it: {party.add}.",
            ),
        )
    _require_recorder(state, floor)
    _require_behalf(state, floor)
    if allowed(state, floor.by, floor.meeting, kind):
        return
    rule = RULES[kind]
    who = [f"a {role}" for role in rule.roles]
    if rule.presiding:
        who.append("the presiding party")
    raise NegotiationError(
        f"{floor.by} ({found.role}) may not {rule.what}: only {_either(who)} may.",
        _presider(state, floor),
    )


def _require_recorder(state: State, floor: Floor) -> None:
    if floor.recorder == floor.by:
        return
    recorder = state.now.parties.get(floor.recorder)
    if recorder is None or recorder.role != "secretariat":
        raise NegotiationError(
            f"{floor.recorder} may not record an act of {floor.by}: only the secretariat records "
            "other parties' acts.",
            f"Act as {floor.by}, or ask the secretariat.",
        )


def _require_behalf(state: State, floor: Floor) -> None:
    """Refuse to speak for a group one is not a member of."""
    if not floor.behalf or floor.behalf == floor.by:
        return
    group = state.now.parties.get(floor.behalf)
    if group is None or group.role != "group" or floor.by not in group.members():
        raise NegotiationError(
            f"{floor.by} is not a member of {floor.behalf} and may not speak on its behalf.",
            f"Members: {', '.join(group.members()) if group else 'no such group'}.",
        )


def may_speak(state: State, floor: Floor, kind: str) -> None:
    """Refuse who may not take the floor for this, here, or on that group's behalf."""
    require_role(state, floor, kind)
    meeting = state.now.meetings.get(floor.meeting)
    require(
        not floor.meeting or (meeting is not None and meeting.closed is None),
        "That meeting is not open.",
        Hint(
            "Leave --meeting out for a written submission.",
            "Choose another, or none for a written submission: {act.meeting}.",
        ),
    )


def _presider(state: State, floor: Floor) -> str:
    meeting = state.now.meetings.get(floor.meeting)
    if meeting is None:
        return f"{state.now.presiding} presides by default."
    return f"{meeting.presiding} presides over {meeting.name}."


def _either(who: list[str]) -> str:
    return who[0] if len(who) == 1 else ", ".join(who[:-1]) + " or " + who[-1]
