"""What goes round, who broke silence on what and why, and what was agreed by silence?"""

from __future__ import annotations

import msgspec

from draftrace.room.acts import closing_payloads as cp
from draftrace.room.acts import payloads as p
from draftrace.room.hushed import told
from draftrace.room.silences import Silence
from draftrace.room.state import State


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """One break: who, when, why."""

    party: str
    happened: str
    text: str


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A provision that goes round, as it is cited now; ``breaks`` is empty where nobody spoke."""

    provision: str
    address: str
    kind: str
    wording: str
    breaks: tuple[Spoken, ...]


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """A silence procedure told whole. ``status`` is running, closed or withdrawn; a running one
    past its deadline waits to be closed by the presiding party."""

    silence: str
    entry: int
    opened: str
    by: str
    until: str
    rung: str
    seal: str
    status: str
    ended: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def broken(self) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if p.breaks)

    @property
    def unbroken(self) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if not p.breaks)


def rounds(state: State) -> list[Round]:
    """Every silence procedure, oldest first."""
    return [_round(state, s) for s in state.now.silences.values()]


def summary(found: Round) -> str:
    """How a silence procedure stands or ended, in a sentence."""
    count = f"{len(found.broken)} of {len(found.paragraphs)} provisions"
    if found.status == "withdrawn":
        return f"Called off on {found.ended[:10]}: nothing follows from it."
    if found.status == "closed":
        return f"Closed on {found.ended[:10]}: silence was broken on {count}."
    return f"Runs until {told(found.until)}: silence has been broken on {count}."


def what_of_silence(state: State, payload: p.Payload) -> str:
    """An act of a silence procedure as the end of a sentence; nothing for other acts."""
    match payload:
        case cp.SilenceOpened():
            return (
                f"opened a silence procedure on {counted(len(payload.covers))} until "
                f"{told(payload.until)}, seal {payload.seal[:12]}"
            )
        case cp.SilenceBroken():
            named = ", ".join(at(state, i) for i in payload.provisions)
            return f"broke silence on {named}: {payload.text}"
        case cp.SilenceClosed():
            broken = ", ".join(at(state, i) for i in payload.broken) or "none"
            return (
                f"closed the silence procedure: {counted(len(payload.agreed))} {payload.rung}, "
                f"broken: {broken}"
            )
        case cp.SilenceWithdrawn():
            return "called off the silence procedure"
        case _:
            return ""


def counted(provisions: int) -> str:
    """``1 provision``, ``3 provisions``."""
    return f"{provisions} provision{'s' if provisions != 1 else ''}"


def at(state: State, provision: str) -> str:
    """A provision's address, as a sentence about it says."""
    found = state.now.provisions.get(provision)
    return found.now.address if found else "a provision taken back"


def _round(state: State, silence: Silence) -> Round:
    ended = silence.ended
    return Round(
        silence=silence.id,
        entry=silence.opened.position,
        opened=silence.opened.happened,
        by=silence.opened.by,
        until=silence.until,
        rung=silence.rung,
        seal=silence.seal,
        status=silence.outcome or "running",
        ended=ended.happened if ended is not None else "",
        paragraphs=tuple(_paragraph(state, silence, i) for i in silence.covers),
    )


def _paragraph(state: State, silence: Silence, provision: str) -> Paragraph:
    found = state.now.provisions[provision]
    return Paragraph(
        provision=provision,
        address=found.now.address,
        kind=found.kind,
        wording=wording_when_sent(state, silence, provision),
        breaks=tuple(
            Spoken(party=b.party, happened=b.stamp.happened, text=b.text)
            for b in silence.breaks
            if b.provision == provision
        ),
    )


def wording_when_sent(state: State, silence: Silence, provision: str) -> str:
    """What a provision said when it went round, whatever became of it later."""
    steps = state.past.steps[provision]
    return next(s.now.wording for s in steps if s.stamp.act == silence.opened.act)
