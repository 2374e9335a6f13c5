"""What adoption asks for, and what is read out as a text is adopted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.errors import Hint, way
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.floor import SAY_WHY, provision_of, require
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import put
from draftrace.text.wording import normalise


def unmet(state: State, upon: Sequence[str]) -> list[str]:
    """The addresses among conditions that are not agreed; what was struck or taken back never will
    be."""
    found = {i: state.now.provisions.get(i) for i in upon}
    return [
        cited(state, i)
        for i, p in found.items()
        if p is None or not p.now.agreed or p.now.life == "struck"
    ]


def cited(state: State, condition: str) -> str:
    """How a condition is cited, also where the insertion it names was taken back."""
    found = state.now.provisions.get(condition)
    return found.now.address if found is not None else "an insertion taken back"


def conditions_met(state: State) -> None:
    """Refuse while something is agreed on a condition that does not hold."""
    for provision in state.standing():
        form = provision.now
        missing = unmet(state, form.upon)
        require(
            not missing,
            f"{form.address} is agreed on condition that {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'}.",
            way(
                "Agree those first, or agree it again without the condition: {}.",
                f"agree {form.address} --rung '{form.rung}'",
                "agree",
            ),
        )


def read_out(state: State, oral: Sequence[OralAmendment]) -> tuple[OralAmendment, ...]:
    """The oral amendments as they are recorded, or a refusal."""
    for each in oral:
        found = provision_of(state, each.provision)
        address = found.now.address
        require(found.now.life == "standing", f"{address} is only proposed.")
        party = state.now.parties.get(each.party)
        require(
            party is not None and party.role in ("delegation", "group", "bureau"),
            f"{each.party or 'Nobody'} may not amend orally: only a delegation, a group or the "
            "bureau may.",
            Hint("Say whose amendment it is: --oral-by PARTY.", "Say whose amendment it is."),
        )
        require(each.reason.strip(), "An oral amendment states its reason.", SAY_WHY)
        new = normalise(each.wording)
        require(new, f"The amended {address} would be empty.", "Strike it before adoption.")
        require(new != found.now.wording, f"This is what {address} says already.")
    named = [each.provision for each in oral]
    require(len(set(named)) == len(named), "One oral amendment to a provision: give it once.")
    return tuple(msgspec.structs.replace(o, wording=normalise(o.wording)) for o in oral)


def with_oral(state: State, oral: Sequence[OralAmendment]) -> State:
    """The text as it will be with what is read out, to number and seal; the state stays."""
    provisions = dict(state.now.provisions)
    for each in oral:
        found = provisions[each.provision]
        form = msgspec.structs.replace(found.now, wording=each.wording)
        provisions[each.provision] = msgspec.structs.replace(found, now=form)
    return State(msgspec.structs.replace(state.now, provisions=provisions), lambda: state.past)


def amend_orally(state: State, stamp: Stamp, oral: OralAmendment) -> None:
    """Put the words read out into the text, to the credit of the party that read them."""
    provision = state.now.provisions[oral.provision]
    form = msgspec.structs.replace(provision.now, wording=oral.wording)
    told = f"oral amendment of {oral.party}"
    put(state, stamp, provision, form, (), told, oral.reason, credited=(oral.party,))
