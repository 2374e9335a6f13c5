"""The workspace, parties and groups."""

from __future__ import annotations

import re

from draftrace.errors import way
from draftrace.room.acts.payloads import MemberJoined, MemberLeft, PartyAdded, WorkspaceOpened
from draftrace.room.acts.terms import PartyRole
from draftrace.room.entities import Membership, Party
from draftrace.room.floor import SEE_PARTIES, Floor, require
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,15}")


def open_workspace(state: State, _floor: Floor, workspace: str, title: str) -> WorkspaceOpened:
    """The first act of a record: names the workspace and who presides by default."""
    require(not state.now.workspace, "This workspace has been opened already.")
    return WorkspaceOpened(workspace=workspace, title=title, presiding="CHAIR")


def evolve_opened(state: State, stamp: Stamp, act: WorkspaceOpened) -> str:
    if state.now.workspace:
        return "the workspace was open already"
    state.now.workspace = act.workspace
    state.now.title = act.title
    state.now.presiding = act.presiding
    for code, name, role in (
        (act.presiding, "Chair", "bureau"),
        ("SEC", "Secretariat", "secretariat"),
    ):
        state.now.parties[code] = Party(code, name, role, stamp.position)  # type: ignore[arg-type]
    return ""


def add_party(state: State, floor: Floor, code: str, name: str, role: PartyRole) -> PartyAdded:
    """Admit a delegation, group, observer, or an officer of the bureau."""
    require_role(state, floor, "party added")
    require(
        _CODE.fullmatch(code),
        f"{code!r} is not a party's code.",
        "A code is up to 16 letters A to Z, digits, - or _, and begins with a letter: EU, G77.",
    )
    taken = {c.casefold(): c for c in state.now.parties}.get(code.casefold())
    require(not taken, f"There is a party {taken} already.", SEE_PARTIES)
    return PartyAdded(code=code, name=name or code, role=role)


def evolve_party(state: State, stamp: Stamp, act: PartyAdded) -> str:
    if act.code in state.now.parties:
        return f"party {act.code} exists already"
    state.now.parties[act.code] = Party(act.code, act.name, act.role, stamp.position)
    return ""


def join_group(state: State, floor: Floor, group: str, member: str) -> MemberJoined:
    """A delegation becomes a member of a group from now on."""
    require_role(state, floor, "member joined")
    found = _group(state, group)
    require(member in state.now.parties, f"There is no party {member}.")
    require(member != group, "A group can't be a member of itself.")
    require(member not in found.members(), f"{member} is a member of {group} already.")
    return MemberJoined(group=group, member=member)


def evolve_joined(state: State, stamp: Stamp, act: MemberJoined) -> str:
    found = state.now.parties.get(act.group)
    if found is None or found.role != "group" or act.member not in state.now.parties:
        return f"no group {act.group} or no party {act.member}"
    if act.member in found.members():
        return f"{act.member} is a member already"
    found.memberships.append(Membership(act.member, stamp.position))
    return ""


def leave_group(state: State, floor: Floor, group: str, member: str) -> MemberLeft:
    """A delegation leaves a group; what the group said before stays attributed to both."""
    require_role(state, floor, "member left")
    require(member in _group(state, group).members(), f"{member} is not a member of {group}.")
    return MemberLeft(group=group, member=member)


def evolve_left(state: State, stamp: Stamp, act: MemberLeft) -> str:
    found = state.now.parties.get(act.group)
    for membership in found.memberships if found else ():
        if membership.member == act.member and not membership.until:
            membership.until = stamp.position
            return ""
    return f"{act.member} is not a member of {act.group}"


def _group(state: State, code: str) -> Party:
    found = state.now.parties.get(code)
    require(
        found is not None and found.role == "group",
        f"There is no group {code}.",
        way("Add it: {}.", f'party add {code} "Name" --role group', "party.add"),
    )
    assert found is not None  # noqa: S101 - for the type checker
    return found
