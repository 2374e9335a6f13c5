"""The agreement ladder: a rung reached for a provision with all below it and its notes."""

from __future__ import annotations

import msgspec

from draftrace.errors import Hint, way
from draftrace.room.acts.payloads import Agreed, Reopened
from draftrace.room.acts.terms import RUNGS, MeetingLevel, Rung
from draftrace.room.entities import Form, Meeting, Provision
from draftrace.room.floor import Floor, fresh, gavel, provision_of, require
from draftrace.room.hushed import unhushed
from draftrace.room.issued import provisions_seal
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import put
from draftrace.text.brackets import left
from draftrace.text.wording import note_ids

_WHERE: dict[Rung, tuple[MeetingLevel, ...]] = {
    "agreed in committee": ("committee", "plenary"),
    "adopted": ("plenary",),
}


def agree(
    state: State,
    floor: Floor,
    provision: str,
    rung: Rung,
    *,
    ad_referendum: bool = False,
    pending: tuple[str, ...] = (),
    alone: bool = False,
    upon: tuple[str, ...] = (),
    reason: str = "",
) -> Agreed:
    """Gavel a rung for a provision, with all below it unless ``alone``; ``pending`` are the
    parties whose capitals have still to answer, ``upon`` the provisions on whose agreement this
    one is conditional."""
    require_role(state, floor, "agreed")
    meeting = gavel(state, floor, what="Agreement")
    found = provision_of(state, provision)
    fresh(state, floor, found)
    reachable(rung, meeting)
    for party in pending:
        require(party in state.now.parties, f"There is no party {party}.")
    form = found.now
    require(
        height(form.rung) <= height(rung),
        f"{form.address} is {form.rung}: nothing comes down the ladder by agreement.",
        way("Reopen it first: {}.", f"reopen {form.address}", "reopen"),
    )
    covers = _not_above(state, covered(state, found, alone=alone), rung)
    unhushed(state, covers)
    ripe(state, covers, rung)
    _conditions(state, found, covers, rung, upon)
    held = (form.rung, form.ad_referendum, form.pending, form.upon)
    require(
        held != (rung, ad_referendum, pending, upon)
        or any(state.now.provisions[i].now.rung != rung for i in covers),
        f"{form.address} is {rung} already.",
    )
    return Agreed(
        provision=provision,
        rung=rung,
        covers=covers,
        seal=provisions_seal(state, covers),
        ad_referendum=ad_referendum,
        pending=pending,
        alone=alone,
        upon=upon,
        reason=reason,
    )


def _not_above(state: State, provisions: tuple[str, ...], rung: Rung) -> tuple[str, ...]:
    """Those that are not on a higher rung: agreement brings nothing down."""
    reach = height(rung)
    return tuple(i for i in provisions if height(state.now.provisions[i].now.rung) <= reach)


def _conditions(
    state: State, found: Provision, covers: tuple[str, ...], rung: Rung, upon: tuple[str, ...]
) -> None:
    """Refuse a condition that is no other provision, or one on what is not an agreement."""
    require(
        not upon or height(rung) >= height("agreed in informals"),
        f"{found.now.address} would only be {rung}: nothing hangs on a condition yet.",
        "Choose a rung of agreement.",
    )
    for other in upon:
        condition = provision_of(state, other)
        require(
            other not in covers,
            f"{condition.now.address} is agreed with {found.now.address} itself: it can't be its "
            "condition.",
            Hint(
                "Name other provisions, or agree the chapeau --alone.",
                "Name other provisions, or agree the provision alone.",
            ),
        )


def reachable(rung: Rung, meeting: Meeting) -> None:
    """Refuse a rung that is not for this kind of meeting to give."""
    levels = _WHERE.get(rung)
    require(
        levels is None or meeting.level in levels,
        f"{rung.capitalize()} needs a {' or '.join(levels or ())} meeting; {meeting.name} is "
        f"{meeting.level}.",
        "Choose another rung, or open such a meeting.",
    )
    require(rung != "adopted", "A text is adopted as a whole.", way("Use {}.", "adopt", "adopt"))


def evolve_agreed(state: State, stamp: Stamp, act: Agreed) -> str:
    found = [state.now.provisions.get(i) for i in act.covers]
    if not found or None in found:
        return "agreement on a provision that is not in the text"
    if any(i not in state.now.provisions for i in act.upon):
        return "agreement on a condition that is not in the text"
    for provision in found:
        assert provision is not None  # noqa: S101 - checked above, for the type checker
        form = msgspec.structs.replace(
            provision.now,
            rung=act.rung,
            ad_referendum=act.ad_referendum,
            pending=act.pending,
            upon=act.upon,
            alone=act.alone and provision.id == act.provision,
        )
        put(state, stamp, provision, form, (), _told(state, act), act.reason)
    return ""


def _told(state: State, act: Agreed) -> str:
    """The rung with what qualifies it, as the chair says it."""
    qualifier = " ad referendum" if act.ad_referendum else ""
    pending = f", pending {', '.join(act.pending)}" if act.pending else ""
    named = ", ".join(state.now.provisions[i].now.address for i in act.upon)
    condition = f", conditional on {named}" if named else ""
    return f"{act.rung}{qualifier}{pending}{condition}"


def reopen(state: State, floor: Floor, provision: str, reason: str = "") -> Reopened:
    """Open what was agreed; the earlier agreement stays in the record."""
    require_role(state, floor, "reopened")
    gavel(state, floor, what="Reopening")
    found = provision_of(state, provision)
    fresh(state, floor, found)
    require(
        found.now.rung != "adopted",
        f"{found.now.address} has been adopted: an adopted text is not reopened.",
        way("A slip is mended by a corrigendum: {}.", "correct", "correct"),
    )
    covers = tuple(
        i for i in covered(state, found, alone=False) if state.now.provisions[i].now.agreed
    )
    require(covers, f"{found.now.address} is not agreed; there is nothing to reopen.")
    unhushed(state, covers)
    return Reopened(provision=provision, covers=covers, reason=reason)


def evolve_reopened(state: State, stamp: Stamp, act: Reopened) -> str:
    found = [state.now.provisions.get(i) for i in act.covers]
    if not found or None in found:
        return "reopening a provision that is not in the text"
    for provision in found:
        assert provision is not None  # noqa: S101 - checked above, for the type checker
        put(state, stamp, provision, open_again(provision.now), (), "reopened", act.reason)
    return ""


def open_again(form: Form) -> Form:
    """The provision under discussion, with nothing left that qualified its agreement."""
    return msgspec.structs.replace(
        form, rung="under discussion", ad_referendum=False, pending=(), upon=(), alone=False
    )


def covered(state: State, provision: Provision, *, alone: bool) -> tuple[str, ...]:
    """The standing provisions an agreement fixes: itself, all below it, and the notes they cite."""
    ids = [provision.id] if alone else [provision.id, *state.below(provision.id)]
    standing = [
        i for i in ids if i == provision.id or state.now.provisions[i].now.life == "standing"
    ]
    cited = {n for i in standing for n in note_ids(state.now.provisions[i].now.wording)}
    notes = [p.id for p in state.standing() if p.note and p.note in cited] if cited else []
    return tuple(dict.fromkeys(standing + notes))


def height(rung: Rung) -> int:
    """How far up the ladder, from 0."""
    return RUNGS.index(rung)


def ripe(state: State, covers: tuple[str, ...], rung: Rung) -> None:
    """Only text without pending proposals and brackets is agreed; discussing needs neither."""
    first = state.now.provisions[covers[0]]
    require(first.now.life == "standing", f"{first.now.address} is only proposed.")
    if height(rung) < height("agreed in informals"):
        return
    waiting = [p.handle for i in covers for p in state.concerning(i)]
    require(
        not waiting,
        f"Proposals are pending on {first.now.address}: {', '.join(waiting)}.",
        "Decide them first, or let their sponsors withdraw them.",
    )
    bracketed = [p.now.address for i in covers if left((p := state.now.provisions[i]).now.wording)]
    require(
        not bracketed,
        f"Brackets are left in {', '.join(bracketed)}: bracketed text is not agreed.",
        "Settle them with a chair's text or an accepted proposal.",
    )
