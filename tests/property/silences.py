"""Moves of silence procedures, fixes, conditions and statements, for generated negotiations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from draftrace.room.acts import agreeing, fixing, issuing, proposing, silence, supporting
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.hushed import running
from draftrace.room.record import Entry

if TYPE_CHECKING:
    from property.negotiations import Table


def _after(hours: int) -> str:
    moment = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _hush(t: Table, one: int, two: int, three: int) -> Entry:
    named = [t.provision(one), t.provision(two)][: 1 + three % 2]
    rung: Any = ("agreed in informals", "agreed in committee")[three % 3 == 0]
    until = _after(71 + two % 4)
    return t.act(1, lambda s, f: silence.open_silence(s, f, named, until, rung), "CHAIR")


def _speak(t: Table, one: int, two: int, three: int) -> Entry:
    covers = [i for s in t.state.now.silences.values() for i in s.covers] or [t.provision(one)]
    named = [covers[one % len(covers)]]
    by = ("EU", "NOR", "CUB", "OBS")[two % 4]
    behalf = "G" if three % 7 == 0 else ""
    return t.room.act(
        by,
        lambda s, f: silence.break_silence(s, f, named, "no"),
        happened=_after(three % 80),
        behalf=behalf,
    )


def _unhush(t: Table, one: int, two: int, three: int) -> Entry:
    end = silence.withdraw_silence if one % 3 == 0 else silence.close_silence
    return t.room.act("CHAIR", end, happened=_after(80 - two % 12))


def _fix(t: Table, one: int, two: int, three: int) -> Entry:
    agreed = [p.id for p in t.state.standing() if p.now.agreed] or [t.provision(one)]
    target = agreed[one % len(agreed)]
    wording = t.wording(target, two, three)
    return t.act(1, lambda s, f: fixing.fix(s, f, target, wording, "style"), "CHAIR")


def _agree_upon(t: Table, one: int, two: int, three: int) -> Entry:
    upon = (t.provision(two), t.provision(three))[: 1 + three % 2]
    return t.act(
        1,
        lambda s, f: agreeing.agree(s, f, t.provision(one), "agreed in informals", upon=upon),
        "CHAIR",
    )


def _adopt_orally(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    oral = OralAmendment(
        provision=target, wording=t.wording(target, two, three), party="EU", reason="read out"
    )
    t.room.open("plenary")
    return t.act(1, lambda s, f: issuing.adopt(s, f, oral=[oral]), "CHAIR")


def _explain(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one) if three % 3 else ""
    return t.act(
        two,
        lambda s, f: supporting.take_position(s, f, "explains", provision=target, text="so"),
    )


def _group(t: Table, one: int, two: int, three: int) -> Entry:
    by = ("NOR", "CUB")[two % 2]
    target = t.provision(one)
    if three % 3:
        wording = t.wording(target, two, three)
        return t.room.act(
            by, lambda s, f: proposing.propose_wording(s, f, target, wording), behalf="G"
        )
    return t.room.act(
        by,
        lambda s, f: supporting.take_position(s, f, "reserves", provision=target),
        behalf="G",
    )


def _dissociate(t: Table, one: int, two: int, three: int) -> Entry:
    told = [i for i, held in t.state.now.positions.items() if i and held] or [t.provision(one)]
    on: dict[str, Any] = {"provision": told[one % len(told)]}
    if three % 3:
        theirs = [p for p in t.state.now.pending.values() if p.stamp.behalf]
        on = {"proposal": (theirs[one % len(theirs)] if theirs else t.proposal(one)).id}
    by = ("NOR", "CUB", "EU")[two % 3]
    return t.room.act(by, lambda s, f: supporting.take_position(s, f, "dissociates", **on))


def call_off(t: Table) -> None:
    """End whatever silence runs, so that a revision can be issued."""
    for each in list(running(t.state)):
        t.room.open("informal")
        name = each.handle
        t.room.act("CHAIR", lambda s, f, n=name: silence.withdraw_silence(s, f, n))


MOVES = {
    "hush": _hush,
    "speak": _speak,
    "unhush": _unhush,
    "fix": _fix,
    "agree upon": _agree_upon,
    "adopt orally": _adopt_orally,
    "explain": _explain,
    "group": _group,
    "dissociate": _dissociate,
}
OFTEN = ("hush", "hush", "speak", "speak", "unhush", "unhush", "group", "dissociate")
