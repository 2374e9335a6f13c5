"""What did a party say, and what was said on its behalf, by whom?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from draftrace.errors import UsageError
from draftrace.room.entities import Position
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.views.silences import at
from draftrace.views.speakers import spoken_for


class Belonging(msgspec.Struct, frozen=True, kw_only=True):
    """A time in a group; ``until`` is empty while it lasts."""

    group: str
    member: str
    since: str
    until: str


class Tabled(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal: ``by`` who tabled it, on ``behalf`` of which group, ``sponsors`` as read out."""

    proposal: str
    address: str
    change: str
    status: str
    happened: str
    by: str
    behalf: str
    sponsors: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: a stance on a proposal (its handle), a provision (its address) or the text."""

    stance: str
    on: str
    text: str
    happened: str
    by: str
    behalf: str
    group: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One party. ``proposals`` and ``statements`` it made itself, in its own name or a group's;
    ``on_behalf`` what others proposed or said in its name; ``dissociations`` its own from groups,
    or of its members from it."""

    code: str
    name: str
    role: str
    members: tuple[Belonging, ...]
    groups: tuple[Belonging, ...]
    proposals: tuple[Tabled, ...]
    statements: tuple[Said, ...]
    on_behalf: tuple[Tabled | Said, ...]
    dissociations: tuple[Said, ...]


def profile(state: State, code: str) -> Profile:
    """Everything the record says of one party. Raises UsageError where there is none."""
    party = state.now.parties.get(code)
    if party is None:
        names = ", ".join(state.now.parties)
        raise UsageError(f"There is no party {code}.", f"There are: {names}.")
    tabled = list(_tabled(state))
    said = list(_said(state))
    spoken = [s for s in said if s.stance != "dissociates"]
    others: list[Tabled | Said] = [t for t in tabled if t.behalf == code != t.by]
    others += [x for x in spoken if x.behalf == code != x.by]
    return Profile(
        code=code,
        name=party.name,
        role=party.role,
        members=tuple(b for b in _belongings(state) if b.group == code),
        groups=tuple(b for b in _belongings(state) if b.member == code),
        proposals=tuple(t for t in tabled if t.by == code),
        statements=tuple(s for s in spoken if s.by == code),
        on_behalf=tuple(others),
        dissociations=tuple(
            s for s in said if s.stance == "dissociates" and code in (s.by, s.group)
        ),
    )


def _belongings(state: State) -> Iterator[Belonging]:
    when = {s.position: s.happened for s in state.past.stamps.values()}
    for party in state.now.parties.values():
        for m in party.memberships:
            yield Belonging(
                group=party.code,
                member=m.member,
                since=when[m.since],
                until=when[m.until] if m.until else "",
            )


def _tabled(state: State) -> Iterator[Tabled]:
    every = [*state.past.closed.values(), *state.now.pending.values()]
    for proposal in sorted(every, key=lambda p: p.stamp.position):
        stamp = proposal.stamp
        yield Tabled(
            proposal=proposal.handle,
            address=at(state, proposal.provision),
            change=proposal.change,
            status=proposal.now.status,
            happened=stamp.happened,
            by=stamp.by,
            behalf=stamp.behalf,
            sponsors=spoken_for(state, proposal),
        )


def _said(state: State) -> Iterator[Said]:
    """Every position ever taken, lifted ones too, in the order of the record."""
    found: dict[str, Said] = {}
    stamps: dict[str, Stamp] = {}
    for on, position in _positions(state):
        stamp = stamps[position.stamp.act] = position.stamp
        about = state.past.stamps.get(position.statement)
        found[stamp.act] = Said(
            stance=position.stance,
            on=on,
            text=position.text,
            happened=stamp.happened,
            by=stamp.by,
            behalf=stamp.behalf,
            group=about.speaker if about is not None else "",
        )
    for act in sorted(found, key=lambda act: stamps[act].position):
        yield found[act]


def _positions(state: State) -> Iterator[tuple[str, Position]]:
    for provision, taken in state.past.positions.items():
        on = at(state, provision) if provision else "the text"
        for position in taken:
            yield on, position
    handles = {proposal: handle for handle, proposal in state.now.handles.items()}
    for proposal, steps in state.past.offers.items():
        for step in steps:
            for position in step.now.positions:
                yield handles[proposal], position
