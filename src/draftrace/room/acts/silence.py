"""The silence procedure: agreed text goes round, and stands unless somebody speaks in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from draftrace.errors import Hint, NegotiationError, way
from draftrace.room.acts.agreeing import covered, height, open_again, reachable, ripe
from draftrace.room.acts.closing_payloads import (
    SilenceBroken,
    SilenceClosed,
    SilenceOpened,
    SilenceWithdrawn,
    SilentRung,
)
from draftrace.room.floor import Floor, fresh, gavel, open_text, provision_of, require
from draftrace.room.hushed import running, silence_over, told, unhushed
from draftrace.room.issued import provisions_seal
from draftrace.room.roles import may_speak, require_role
from draftrace.room.silences import Break, Silence
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import put

SHORTEST = timedelta(hours=72)
"""How long capitals have at least to answer."""


def open_silence(
    state: State,
    floor: Floor,
    provisions: Sequence[str],
    until: str,
    rung: SilentRung = "agreed in informals",
    *,
    reason: str = "",
) -> SilenceOpened:
    """Send provisions round, each with all below it; ``until`` is the deadline in UTC."""
    require_role(state, floor, "silence opened")
    meeting = gavel(state, floor, what="A silence procedure")
    open_text(state)
    reachable(rung, meeting)
    _in_time(floor, until)
    named = [provision_of(state, p) for p in provisions]
    for found in named:
        fresh(state, floor, found)
    every = dict.fromkeys(i for p in named for i in covered(state, p, alone=False))
    covers = tuple(i for i in every if _short_of(state, i, rung))
    require(covers, f"Everything named is {rung} already.", "Name what is not agreed yet.")
    unhushed(state, covers)
    _nothing_below(state, covers)
    ripe(state, covers, rung)
    return SilenceOpened(
        covers=covers,
        until=until,
        rung=rung,
        seal=provisions_seal(state, covers),
        reason=reason,
    )


def evolve_opened(state: State, stamp: Stamp, act: SilenceOpened) -> str:
    if not act.covers or any(i not in state.now.provisions for i in act.covers):
        return "silence over a provision that is not in the text"
    if state.now.revision.startswith("adopted"):
        return "the text was adopted already"
    if _moment(act.until) is None or act.until <= stamp.happened:
        return f"the deadline {act.until} was no time to come"
    if any(silence_over(state, i) is not None for i in act.covers):
        return "silence ran over it already"
    state.now.silences[stamp.act] = Silence(
        stamp.act, stamp, act.until, act.rung, act.covers, act.seal
    )
    state.concerned.append(stamp.act)
    for covers in act.covers:
        found = state.now.provisions[covers]
        put(state, stamp, found, found.now, (), f"under silence until {told(act.until)}")
    return ""


def break_silence(
    state: State, floor: Floor, provisions: Sequence[str], text: str
) -> SilenceBroken:
    """Speak against paragraphs that go round, each with all below it, before the deadline."""
    may_speak(state, floor, "silence broken")
    require(provisions, "Name at least one paragraph.")
    require(
        text.strip(), "Whoever breaks silence says why.", Hint("Give it with --text.", "Write why.")
    )
    silence = _one_over(state, provisions)
    require(
        floor.happened < silence.until,
        f"Silence {silence.handle} ended at {told(silence.until)}: nobody can break it any more.",
        way(
            "Object in the room: {}, or ask the presiding party to reopen.",
            "object ADDRESS",
            "object",
        ),
    )
    speaker = floor.behalf or floor.by
    every = dict.fromkeys(i for p in provisions for i in [p, *state.below(p)])
    spoken = {b.provision for b in silence.breaks if b.party == speaker}
    broken = tuple(i for i in every if i in silence.covers and i not in spoken)
    require(broken, f"{speaker} has broken silence there already.")
    return SilenceBroken(silence=silence.id, provisions=broken, text=text)


def evolve_broken(state: State, stamp: Stamp, act: SilenceBroken) -> str:
    silence = state.now.silences.get(act.silence)
    if silence is None:
        return "there was no such silence procedure"
    if silence.ended is not None or stamp.happened >= silence.until:
        return "the silence had ended"
    if not act.provisions or not set(act.provisions) <= set(silence.covers):
        return "silence did not run over that provision"
    state.concerned.append(silence.id)
    for broken in dict.fromkeys(act.provisions):
        silence.breaks.append(Break(broken, stamp.speaker, act.text, stamp))
        state.concerned.append(broken)
        state.now.provisions[broken].touched = stamp.position
    return ""


def close_silence(
    state: State, floor: Floor, silence: str = "", *, reason: str = ""
) -> SilenceClosed:
    """After the deadline: what nobody broke is agreed, what was broken is under discussion."""
    require_role(state, floor, "silence closed")
    meeting = gavel(state, floor, what="Closing a silence procedure")
    found = _running(state, silence)
    require(
        floor.happened >= found.until,
        f"Silence {found.handle} runs until {told(found.until)}: it is not closed before.",
        way("To call it off: {}.", f"silence withdraw {found.handle}", "silence.withdraw"),
    )
    reachable(found.rung, meeting)
    return SilenceClosed(
        silence=found.id,
        agreed=found.unbroken,
        broken=found.broken,
        rung=found.rung,
        seal=provisions_seal(state, found.unbroken),
        reason=reason,
    )


def evolve_closed(state: State, stamp: Stamp, act: SilenceClosed) -> str:
    silence = state.now.silences.get(act.silence)
    if silence is None or silence.ended is not None:
        return "there was no such silence procedure running"
    if stamp.happened < silence.until:
        return "the deadline had not come"
    if (act.agreed, act.broken, act.rung) != (silence.unbroken, silence.broken, silence.rung):
        return "that is not how the silence ended"
    _end(state, stamp, silence)
    silence.outcome = "closed"
    for agreed in act.agreed:
        provision = state.now.provisions[agreed]
        form = msgspec.structs.replace(open_again(provision.now), rung=act.rung)
        put(state, stamp, provision, form, (), f"{act.rung} by silence", act.reason)
    for broken in act.broken:
        provision = state.now.provisions[broken]
        by = ", ".join(dict.fromkeys(b.party for b in silence.breaks if b.provision == broken))
        put(state, stamp, provision, open_again(provision.now), (), f"silence broken by {by}")
    return ""


def withdraw_silence(
    state: State, floor: Floor, silence: str = "", *, reason: str = ""
) -> SilenceWithdrawn:
    """Call it off: nothing is agreed, and what was covered can be amended again."""
    require_role(state, floor, "silence withdrawn")
    gavel(state, floor, what="Calling off a silence procedure")
    return SilenceWithdrawn(silence=_running(state, silence).id, reason=reason)


def evolve_withdrawn(state: State, stamp: Stamp, act: SilenceWithdrawn) -> str:
    silence = state.now.silences.get(act.silence)
    if silence is None or silence.ended is not None:
        return "there was no such silence procedure running"
    _end(state, stamp, silence)
    silence.outcome = "withdrawn"
    for covers in silence.covers:
        provision = state.now.provisions[covers]
        put(state, stamp, provision, provision.now, (), "silence called off", act.reason)
    return ""


def take_back(state: State, act: str, silence: str) -> None:
    """Take out what an act did to a silence procedure."""
    found = state.now.silences.get(silence)
    if found is None:
        return
    if found.opened.act == act:
        del state.now.silences[silence]
        return
    found.breaks[:] = [b for b in found.breaks if b.stamp.act != act]
    if found.ended is not None and found.ended.act == act:
        found.ended, found.outcome = None, ""


def resting_on(state: State, act: str, silence: str) -> list[Stamp]:
    """The later acts of the procedure that rest on one of it: on its opening all, on a break
    only its end, since parties speak independently."""
    found = state.now.silences.get(silence)
    if found is None:
        return []
    ended = [found.ended] if found.ended is not None else []
    return [*(b.stamp for b in found.breaks), *ended] if found.opened.act == act else ended


def _end(state: State, stamp: Stamp, silence: Silence) -> None:
    silence.ended = stamp
    state.concerned.append(silence.id)


def _in_time(floor: Floor, until: str) -> None:
    deadline, now = _moment(until), _moment(floor.happened)
    if deadline is None or now is None:
        raise NegotiationError(
            f"{until!r} is not a deadline.", "Write a time in UTC, as in 2030-11-03T18:00."
        )
    require(
        deadline > now,
        f"The deadline {told(until)} has passed.",
        f"It is {told(floor.happened)}; give capitals 72 hours.",
    )
    require(
        deadline - now >= SHORTEST,
        "A silence procedure runs for 72 hours at least.",
        f"The earliest deadline is {told(_written(now + SHORTEST))}.",
    )


def _moment(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _short_of(state: State, provision: str, rung: SilentRung) -> bool:
    form = state.now.provisions[provision].now
    qualified = form.ad_referendum or form.pending or form.upon
    return height(form.rung) < height(rung) or (form.rung == rung and bool(qualified))


def _nothing_below(state: State, covers: tuple[str, ...]) -> None:
    """Refuse while an insertion is pending below what would go round."""
    inside = set(covers)
    living = set(state.order()) - inside
    for proposal in state.now.pending.values():
        above = state.above(proposal.provision) if proposal.provision in living else ""
        while above and above not in inside:
            above = state.above(above)
        require(
            not above,
            f"Proposals are pending in what would go round: {proposal.handle}.",
            "Decide them first, or let their sponsors withdraw them.",
        )


def _one_over(state: State, provisions: Sequence[str]) -> Silence:
    """The one silence that runs over all the provisions, or over what is below them."""
    found: dict[str, Silence] = {}
    for provision in provisions:
        address = provision_of(state, provision).now.address
        over = [silence_over(state, i) for i in (provision, *state.below(provision))]
        silences = {s.id: s for s in over if s is not None}
        require(
            silences,
            f"No silence runs over {address}.",
            way("See {}.", "silence list", "screen.record"),
        )
        found |= silences
    require(
        len(found) == 1,
        "These paragraphs go round in different silence procedures.",
        "Break them one by one.",
    )
    return next(iter(found.values()))


def _running(state: State, named: str) -> Silence:
    """The silence procedure meant, by id or handle; where one runs it needs no name."""
    every = running(state)
    fitting = [s for s in every if not named or named in (s.id, s.handle)]
    names = ", ".join(f"{s.handle} until {told(s.until)}" for s in every) or "none"
    require(
        fitting,
        f"No silence procedure {named} runs." if named else "No silence procedure runs.",
        way(f"Running: {names}. See {{}}.", "silence list", "screen.record"),
    )
    require(len(fitting) == 1, "Several silence procedures run.", f"Say which one: {names}.")
    return fitting[0]
