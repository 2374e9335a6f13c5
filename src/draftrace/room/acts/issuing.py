"""Revisions: the standing text frozen, renumbered, sealed; adoption; corrigenda."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from draftrace.errors import NegotiationError, way
from draftrace.room.acts.adopting import amend_orally, conditions_met, read_out, with_oral
from draftrace.room.acts.agreeing import open_again
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.acts.payloads import RevisionIssued, TextAdopted, TextCorrected
from draftrace.room.acts.terms import Numbered
from draftrace.room.carrying import carry
from draftrace.room.entities import Provision, Revision
from draftrace.room.floor import SAY_WHY, TABLE_IT, Floor, gavel, open_text, require, seen_fresh
from draftrace.room.hushed import nothing_hushed
from draftrace.room.issued import frozen, numbered, text_seal
from draftrace.room.numbering import renumber
from draftrace.room.places import readdressed, revaried
from draftrace.room.readdressing import free_addresses, give_alternatives
from draftrace.room.renumbered import Renumbered, references
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import put
from draftrace.text.brackets import left
from draftrace.text.wording import normalise

_NAME = re.compile(r"Rev\.([1-9]\d{0,2})")


def issue(state: State, floor: Floor, name: str = "", symbol: str = "") -> RevisionIssued:
    """Issue the standing text as the next revision; pending proposals stay pending on it."""
    require_role(state, floor, "revision issued")
    _on_the_table(state, floor)
    nothing_hushed(state, "Issuing a revision")
    expected = f"Rev.{state.now.issues + 1}"
    name = name or expected
    require(
        _NAME.fullmatch(name), f"{name!r} is not a revision's name.", f"The next is {expected}."
    )
    require(name == expected, f"{name} is out of turn.", f"The next revision is {expected}.")
    labels, found = renumbering(state)
    return RevisionIssued(
        revision=name,
        symbol=symbol or f"{state.now.symbol}/{name}",
        labels=labels,
        seal=text_seal(numbered(frozen(state), labels, found.wordings)),
        wordings=found.wordings,
        rebased=found.rebased,
        alternatives=revaried(state, labels),
    )


def renumbering(state: State) -> tuple[tuple[Numbered, ...], Renumbered]:
    """What an issue now would number and rewrite, and which references it would leave to a
    person; there must be a text on the table."""
    labels = renumber(state.standing(), state.past.revisions[-1].provisions)
    labels += readdressed(state, labels)
    return labels, references(state, labels)


def adopt(
    state: State, floor: Floor, symbol: str = "", *, oral: Sequence[OralAmendment] = ()
) -> TextAdopted:
    """Adopt the text as it stands, in a plenary meeting, by its presiding party; or with ``oral``
    amendments read out as it is adopted."""
    require_role(state, floor, "text adopted")
    _on_the_table(state, floor)
    meeting = gavel(state, floor, what="Adoption")
    require(
        meeting.level == "plenary",
        f"A text is adopted in a plenary meeting; {meeting.name} is {meeting.level}.",
        way("Open one: {}.", "meeting open NAME --level plenary", "meeting.open"),
    )
    handles = [p.handle for p in state.now.pending.values()]
    require(
        not handles,
        f"Proposals are pending: {', '.join(handles[:8])}"
        f"{f' and {len(handles) - 8} more' if len(handles) > 8 else ''}.",
        "Decide them, or let their sponsors withdraw them.",
    )
    nothing_hushed(state, "Adoption")
    conditions_met(state)
    oral = read_out(state, oral)
    amended = with_oral(state, oral)
    bracketed = [p.now.address for p in amended.standing() if left(p.now.wording)]
    require(
        not bracketed,
        f"Brackets are left in {', '.join(bracketed[:8])}.",
        "Settle them first; nobody adopts bracketed text.",
    )
    labels, found = renumbering(amended)
    return TextAdopted(
        revision="adopted",
        symbol=symbol or f"{state.now.symbol}/adopted",
        labels=labels,
        seal=text_seal(numbered(frozen(amended), labels, found.wordings)),
        wordings=found.wordings,
        oral=oral,
    )


def correct(
    state: State, floor: Floor, corrections: Mapping[str, str], reason: str, symbol: str = ""
) -> TextCorrected:
    """A corrigendum: mend slips in the adopted text, which itself stays as it is. Sealed apart."""
    require_role(state, floor, "text corrected")
    require(
        state.now.revision.startswith("adopted"),
        "There is no adopted text to correct.",
        "Before adoption, change the text by a proposal and a decision.",
    )
    require(reason.strip(), "A corrigendum states its reason.", SAY_WHY)
    new = {i: normalise(w) for i, w in corrections.items()}
    for provision, wording in new.items():
        found = state.now.provisions.get(provision)
        if found is None or found.now.life != "standing":
            raise NegotiationError("A correction names a provision that is not in the text.")
        require(wording, f"The corrected {found.now.address} would be empty.")
        require(wording != found.now.wording, f"{found.now.address} says that already.")
    require(new, "Name at least one correction.", "As ADDRESS=WORDING.")
    symbols = {r.name: r.symbol for r in state.past.revisions}
    adopted = symbols.get("adopted", state.now.symbol).removesuffix("/adopted")
    count = sum(1 for r in state.past.revisions if "+Corr." in r.name) + 1
    wordings = tuple(new.items())
    return TextCorrected(
        revision=f"adopted+Corr.{count}",
        symbol=symbol or f"{adopted}/Corr.{count}",
        wordings=wordings,
        seal=text_seal(numbered(frozen(state), (), wordings)),
        reason=reason,
    )


def evolve_issued(state: State, stamp: Stamp, act: RevisionIssued) -> str:
    if not state.now.symbol:
        return "nothing was on the table to issue"
    if state.now.revision.startswith("adopted"):
        return "the text was adopted already"
    if any(r.name == act.revision for r in state.past.revisions):
        return f"{act.revision} was issued already"
    for carried in act.rebased:
        carry(state, stamp, carried)
    _freeze(state, stamp, act.revision, act.symbol, act.seal, act.labels, act.wordings)
    give_alternatives(state, stamp, act.alternatives)
    state.now.issues += 1
    return ""


def evolve_adopted(state: State, stamp: Stamp, act: TextAdopted) -> str:
    if not state.now.symbol:
        return "nothing was on the table to adopt"
    if state.now.revision.startswith("adopted"):
        return "the text was adopted already"
    if any(_standing(state, o.provision) is None for o in act.oral):
        return "an oral amendment of a provision that is not in the text"
    if any(o.party not in state.now.parties for o in act.oral):
        return "an oral amendment of nobody's"
    for oral in act.oral:
        amend_orally(state, stamp, oral)
    _freeze(state, stamp, act.revision, act.symbol, act.seal, act.labels, act.wordings)
    by = {o.provision: f", with an oral amendment of {o.party}" for o in act.oral}
    why = {o.provision: o.reason for o in act.oral}
    for provision in state.standing():
        form = msgspec.structs.replace(open_again(provision.now), rung="adopted")
        told, reason = f"adopted{by.get(provision.id, '')}", why.get(provision.id, "")
        put(state, stamp, provision, form, (), told, reason)
    return ""


def evolve_corrected(state: State, stamp: Stamp, act: TextCorrected) -> str:
    if not state.now.revision.startswith("adopted"):
        return "there was no adopted text to correct"
    if any(_standing(state, i) is None for i, _ in act.wordings):
        return "a correction of a provision that is not in the text"
    for provision_id, wording in act.wordings:
        provision = state.now.provisions[provision_id]
        form = msgspec.structs.replace(provision.now, wording=wording)
        put(state, stamp, provision, form, (), "corrected", act.reason)
    revision = Revision(act.revision, act.symbol, stamp, act.seal, frozen(state))
    state.past.revisions.append(revision)
    state.now.revision = act.revision
    state.now.issued = stamp.position
    return ""


def _standing(state: State, provision: str) -> Provision | None:
    found = state.now.provisions.get(provision)
    return found if found is not None and found.now.life == "standing" else None


def _freeze(
    state: State,
    stamp: Stamp,
    name: str,
    symbol: str,
    seal: str,
    labels: tuple[Numbered, ...],
    wordings: tuple[tuple[str, str], ...],
) -> None:
    """Give the text its new labels and addresses, and keep it as it is issued."""
    rewritten = dict(wordings)
    for new in labels:
        provision = state.now.provisions.get(new.provision)
        if provision is None:
            continue
        form = msgspec.structs.replace(
            provision.now,
            label=new.label,
            address=new.address,
            wording=rewritten.get(new.provision, provision.now.wording),
        )
        if form != provision.now:
            put(state, stamp, provision, form, (), "issued")
    free_addresses(state)
    state.past.revisions.append(Revision(name, symbol, stamp, seal, frozen(state)))
    state.now.revision = name
    state.now.issued = stamp.position


def _on_the_table(state: State, floor: Floor) -> None:
    require(state.now.symbol, "Nothing is on the table.", TABLE_IT)
    open_text(state)
    seen_fresh(state, floor)
