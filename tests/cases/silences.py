"""The words of silence procedures, fixes, conditions and statements, as the case files speak them.

The room's clock stands at midnight on 1 January 2030; a sentence that begins *after 80 hours,*
happens so much later.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from cases.spoken import FACTS, MOVES, said
from draftrace.room.acts import fixing, issuing, silence, supporting
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.record import Entry
from draftrace.views.parties import profile
from draftrace.views.seals import editorial_fixes
from draftrace.views.silences import rounds, summary
from draftrace.views.speakers import spoken_for
from draftrace.views.standing import line
from draftrace.views.trace import words_beside
from room_kit import Room

_LATER = r"(?:after {hours:\d+} hours, )?"


def after(hours: str) -> str:
    """A time so many hours after the room's clock."""
    moment = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=int(hours))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _ids(room: Room, named: str) -> list[str]:
    if named == "the whole text":
        return [p.id for p in room.state.standing()]
    return [room.id(at) for at in re.split(r", | and ", named)]


# Silence


@said(
    r"{by:PARTY} places {what:.+?} under silence for {hours:-?\d+} hours"
    r"{committee:(?:, to be agreed in committee)?}",
    MOVES,
)
def _open(room: Room, by: str, what: str, hours: str, committee: str) -> Entry:
    named, until = _ids(room, what), after(hours)
    rung: Any = "agreed in committee" if committee else "agreed in informals"
    return room.act(by, lambda s, f: silence.open_silence(s, f, named, until, rung))


@said(
    _LATER + r"{by:PARTY}(?:, for {behalf:PARTY},)? breaks silence on {what:.+?}: {text:.*}", MOVES
)
def _break(room: Room, by: str, what: str, text: str, hours: str = "0", behalf: str = "") -> Entry:
    named = _ids(room, what)
    return room.act(
        by,
        lambda s, f: silence.break_silence(s, f, named, text.strip("-")),
        happened=after(hours),
        behalf=behalf,
    )


@said(_LATER + r"{by:PARTY} closes the silence", MOVES)
def _close(room: Room, by: str, hours: str = "0") -> Entry:
    return room.act(by, silence.close_silence, happened=after(hours))


@said(_LATER + r"{by:PARTY} calls the silence off", MOVES)
def _call_off(room: Room, by: str, hours: str = "0") -> Entry:
    return room.act(by, silence.withdraw_silence, happened=after(hours))


@said(r"the silence {told:(?:runs|called|closed).+}", FACTS)
def _stands(room: Room, told: str) -> None:
    assert summary(rounds(room.state)[-1]).lower() == told.lower()


@said(r"the letter lists {told:.+}", FACTS)
def _letter(room: Room, told: str) -> None:
    listed = [
        f"{p.address} ({'; '.join(f'{s.party}: {s.text}' for s in p.breaks)})"
        for p in rounds(room.state)[-1].broken
    ]
    assert ", ".join(listed) == told


@said(r"{by:PARTY} takes back entry {entry:\d+}", MOVES)
def _take_back(room: Room, by: str, entry: str) -> Entry:
    return room.undo(list(room.talks.journal.read())[int(entry) - 1], by=by)


# Fixes, conditions, oral amendments


@said(r"{by:PARTY} makes an editorial fix of {at:AT}: {wording:.*?} \({reason:.*}\)", MOVES)
def _fix(room: Room, by: str, at: str, wording: str, reason: str) -> Entry:
    return room.act(by, lambda s, f: fixing.fix(s, f, room.id(at), wording.strip("-"), reason))


@said(
    r"{by:PARTY} gavels {at:AT} {rung:under discussion|agreed in informals|agreed in committee}, "
    r"conditional on {upon:.+}",
    MOVES,
)
def _conditionally(room: Room, by: str, at: str, rung: str, upon: str) -> Entry:
    return room.agree(at, rung, by=by, upon=tuple(_ids(room, upon)))


@said(r"{by:PARTY} gavels the chapeau of {at:AT} {rung:agreed in \w+}", MOVES)
def _chapeau(room: Room, by: str, at: str, rung: str) -> Entry:
    return room.agree(at, rung, by=by, alone=True)


@said(
    r"{by:PARTY} adopts the text, with {at:AT} as read out by {party:PARTY}: "
    r"{wording:.*?} \({reason:.*}\)",
    MOVES,
)
def _orally(room: Room, by: str, at: str, party: str, wording: str, reason: str) -> Entry:
    oral = OralAmendment(
        provision=room.id(at), wording=wording.strip("-"), party=party, reason=reason
    )
    return room.act(by, lambda s, f: issuing.adopt(s, f, oral=[oral]))


@said(r"the seals name the editorial fix of {at:AT}: {reason:.+}", FACTS)
def _named(room: Room, at: str, reason: str) -> None:
    assert [(f.address, f.reason) for f in editorial_fixes(room.state)] == [(at, reason)]


@said(r"{at:AT} stands as {status:.+}", FACTS)
def _status(room: Room, at: str, status: str) -> None:
    assert line(room.state, room.at(at)).status == status


# Statements


@said(
    r"{by:PARTY}(?:, for {behalf:PARTY},)? explains its position on {at:TEXT}: {text:.*}",
    MOVES,
)
def _explain(room: Room, by: str, at: str, text: str, behalf: str = "") -> Entry:
    target = "" if at == "the text" else room.id(at)
    return room.act(
        by,
        lambda s, f: supporting.take_position(
            s, f, "explains", provision=target, text=text.strip("-")
        ),
        behalf=behalf,
    )


@said(r"{by:PARTY}, for {behalf:PARTY}, places a reservation on {at:AT}: {text:.+}", MOVES)
def _reserve(room: Room, by: str, behalf: str, at: str, text: str) -> Entry:
    target = room.id(at)
    return room.act(
        by,
        lambda s, f: supporting.take_position(s, f, "reserves", provision=target, text=text),
        behalf=behalf,
    )


@said(r"{by:PARTY} dissociates itself from {what:.+}", MOVES)
def _dissociate(room: Room, by: str, what: str) -> Entry:
    on = {"proposal": what} if "-" in what else {"provision": room.id(what)}
    return room.act(by, lambda s, f: supporting.take_position(s, f, "dissociates", **on))


@said(r"{by:PARTY} lifts what it said on {what:[A-Z]+-\d+}", MOVES)
def _lift(room: Room, by: str, what: str) -> Entry:
    return room.act(by, lambda s, f: supporting.take_position(s, f, "lifted", proposal=what))


@said(r"beside {at:TEXT} stand {told:.+}", FACTS)
def _beside(room: Room, at: str, told: str) -> None:
    words = words_beside(room.state) if at == "the text" else words_beside(room.state, room.id(at))
    assert "; ".join(f"{w.speakers} {w.stance}: {w.text}" for w in words) == told


@said(r"{what:[A-Z]+-\d+} speaks for {told:.+}", FACTS)
def _speaks(room: Room, what: str, told: str) -> None:
    assert spoken_for(room.state, room.proposal(what)) == told


@said(r"on behalf of {group:PARTY} spoke {told:.+}", FACTS)
def _on_behalf(room: Room, group: str, told: str) -> None:
    assert ", ".join(x.by for x in profile(room.state, group).on_behalf) == told


@said(r"{member:PARTY} was a member of {group:PARTY}{left:(?: until it left)?}", FACTS)
def _was_member(room: Room, member: str, group: str, left: str) -> None:
    found = [b for b in profile(room.state, member).groups if b.group == group]
    assert [bool(b.until) for b in found] == [bool(left)]
