"""Still agreed with this change: an editorial fix of agreed text, on the record and sealed."""

from __future__ import annotations

import msgspec

from draftrace.errors import way
from draftrace.room.acts.closing_payloads import EditorialFix
from draftrace.room.acts.terms import Rebased
from draftrace.room.carrying import carry
from draftrace.room.entities import Provision
from draftrace.room.floor import SAY_WHY, Floor, fresh, gavel, provision_of, require
from draftrace.room.hushed import unhushed
from draftrace.room.issued import wording_seal
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import put
from draftrace.text.brackets import left
from draftrace.text.wording import normalise


def fix(state: State, floor: Floor, provision: str, wording: str, reason: str) -> EditorialFix:
    """Mend the wording of an agreed provision without reopening it. What counts as editorial is
    for the room to say: the change is shown, sealed and listed by `verify`."""
    require_role(state, floor, "editorial fix")
    gavel(state, floor, what="An editorial fix")
    found = provision_of(state, provision)
    fresh(state, floor, found)
    _agreed_still(found)
    unhushed(state, [provision])
    waiting = [p.handle for p in state.concerning(provision)]
    require(
        not waiting,
        f"Proposals are pending on {found.now.address}: {', '.join(waiting)}.",
        "Decide them first, or let their sponsors withdraw them.",
    )
    require(reason.strip(), "An editorial fix states its reason.", SAY_WHY)
    new = normalise(wording)
    require(new, f"The mended {found.now.address} would be empty.")
    require(new != found.now.wording, f"This is what {found.now.address} says already.")
    require(
        not left(new),
        f"The mended {found.now.address} would have brackets: bracketed text is not agreed.",
        way("Reopen it: {}.", f"reopen {found.now.address}", "reopen"),
    )
    return EditorialFix(
        provision=provision,
        wording=new,
        reason=reason,
        seal=wording_seal(provision, new),
    )


def _agreed_still(found: Provision) -> None:
    form = found.now
    require(
        form.rung != "adopted",
        f"{form.address} has been adopted: nothing in it is fixed any more.",
        way("A slip is mended by a corrigendum: {}.", "correct", "correct"),
    )
    require(
        form.agreed,
        f"{form.address} is {form.rung}: only agreed text is fixed.",
        way(
            "Change it by a proposal and a decision, or by a chair's text: {}.",
            "settle",
            "compose",
        ),
    )


def evolve_fixed(state: State, stamp: Stamp, act: EditorialFix) -> str:
    found = state.now.provisions.get(act.provision)
    if found is None or found.now.life != "standing":
        return "an editorial fix of a provision that is not in the text"
    if not found.now.agreed or found.now.rung == "adopted":
        return f"an editorial fix of a provision that is {found.now.rung}"
    form = msgspec.structs.replace(found.now, wording=act.wording)
    put(state, stamp, found, form, (), "editorial fix", act.reason)
    for late in state.pending_on(act.provision):
        carry(state, stamp, Rebased(proposal=late.id, outcome="conflict"))
    return ""
