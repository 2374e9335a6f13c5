"""Over which text does silence run, and what has to wait meanwhile?

What goes round must stay as it is: whoever is silent agrees to the words that were sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from draftrace.errors import Hint, NegotiationError, way
from draftrace.room.acts.payloads import Decided
from draftrace.room.entities import Form, Provision
from draftrace.room.places import Spot
from draftrace.room.silences import Silence
from draftrace.room.state import State, depth_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def running(state: State) -> list[Silence]:
    """The silence procedures that have not ended, oldest first."""
    return [s for s in state.now.silences.values() if s.ended is None]


def silence_over(state: State, provision: str) -> Silence | None:
    """The silence that runs over a provision."""
    return next((s for s in running(state) if provision in s.covers), None)


def unhushed(state: State, provisions: Iterable[str]) -> None:
    """Refuse while silence runs over one of the provisions."""
    for provision in provisions:
        silence = silence_over(state, provision)
        if silence is not None:
            raise _runs(state.now.provisions[provision].now.address, silence)


def unhushed_at(state: State, spot: Spot) -> None:
    """Refuse a new provision below one over which silence runs."""
    if running(state):
        above = _above(state, spot.rank, _depth(spot))
        unhushed(state, [above] if above else [])


def undisturbed(state: State, made: Decided) -> Decided:
    """The decision, unless it changes text over which silence runs."""
    changed = [*made.removed, *(p.provision for p in made.places)]
    if made.wording is not None:
        changed.append(made.provision)
    if made.inserted:
        changed.append(state.above(made.provision))
    unhushed(state, [i for i in changed if i])
    return made


def nothing_hushed(state: State, what: str) -> None:
    """Refuse what concerns the whole text while silence runs over any of it."""
    for silence in running(state):
        raise NegotiationError(
            f"{what} waits: silence {silence.handle} runs until {told(silence.until)}.",
            _way_out(silence),
        )


def told(until: str) -> str:
    """A deadline as the room says it, ``3 Nov 2030, 18:00 UTC``; what is no time stays as it is."""
    try:
        at = datetime.strptime(until, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return until
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def _runs(address: str, silence: Silence) -> NegotiationError:
    return NegotiationError(
        f"{address} is under silence {silence.handle} until {told(silence.until)}: what goes round "
        "is not changed meanwhile.",
        _way_out(silence, address),
    )


def _way_out(silence: Silence, over: str = "") -> Hint:
    """How it ends; and where one stands, at the address ``over``, how to speak against it."""
    close, off = (f"`draftrace silence {how} {silence.handle}`" for how in ("close", "withdraw"))
    told = f"The presiding party closes it after the deadline ({close}) or calls it off before "
    told += f"({off})."
    in_room = "The presiding party closes it after the deadline, {silence.close}, or calls it off "
    in_room += "before, {silence.withdraw}."
    if not over:
        return Hint(told, in_room)
    spoken = way("Break it: {}. ", f"silence break {over} --by PARTY --text WHY", "break-silence")
    return Hint(spoken + told, spoken.in_room + in_room)


def _above(state: State, rank: str, depth: int) -> str:
    """Id of the nearest provision that one of this depth, at this place, would hang on."""
    for other in reversed(state.order()):
        provision = state.now.provisions[other]
        if provision.now.rank < rank and depth_of(provision) < depth:
            return other
    return ""


def _depth(spot: Spot) -> int:
    nowhere = Form("", spot.rank, spot.address, spot.label, spot.part)
    return depth_of(Provision("", spot.kind, spot.level, "", nowhere))
