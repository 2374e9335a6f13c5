"""Do the seals still fix what they say they fix?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from draftrace.compare.words import difference
from draftrace.room.acts.closing_payloads import EditorialFix, SilenceClosed, SilenceOpened
from draftrace.room.acts.deciding import evolve_decided
from draftrace.room.acts.payloads import (
    Agreed,
    Decided,
    PackageDecided,
    RevisionIssued,
    TextAdopted,
    TextCorrected,
)
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.entities import Revision
from draftrace.room.evolve import evolve, stamped
from draftrace.room.issued import division_seal, frozen, provisions_seal, text_seal, wording_seal
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.room.trials import trial


def seal_of(revision: Revision) -> str:
    """The seal an issue was recorded with; for one recorded without, as the tabled text is, the
    hash that would be its seal."""
    return revision.seal or text_seal(revision.provisions)


def broken_seals(entries: Iterable[Entry]) -> Iterator[tuple[int, str]]:
    """Fold from the first entry and name every seal that does not fit: position and sentence."""
    state = State()
    for entry in entries:
        packaged = _wrong_in_package(state, entry)
        evolve(state, entry)
        if state.now.voids and state.now.voids[-1].position == entry.position:
            continue
        wrong = packaged or _wrong(state, entry)
        if wrong:
            yield entry.position, wrong


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """An editorial fix that stands: which entry, where, what it changed, and its seal."""

    entry: int
    act: str
    address: str
    by: str
    happened: str
    reason: str
    redline: tuple[tuple[str, str], ...]
    seal: str


def editorial_fixes(state: State) -> list[Fix]:
    """Every change of agreed words that did not reopen them, in the order of the record."""
    found = []
    for provision, steps in state.past.steps.items():
        for before, step in pairwise(steps):
            if step.stamp.kind == "editorial fix":
                found.append(
                    Fix(
                        entry=step.stamp.position,
                        act=step.stamp.act,
                        address=state.now.provisions[provision].now.address,
                        by=step.stamp.speaker,
                        happened=step.stamp.happened,
                        reason=step.reason,
                        redline=difference(before.now.wording, step.now.wording),
                        seal=wording_seal(provision, step.now.wording),
                    )
                )
    return sorted(found, key=lambda fix: fix.entry)


def _wrong(state: State, entry: Entry) -> str:
    match entry.act.payload:
        case Agreed() as act if provisions_seal(state, act.covers) != act.seal:
            return "the agreement's seal does not fit the wording it covers."
        case Decided() as act if act.seal and act.seal != _decided(state, act):
            return "the decision's seal does not fit the wording it fixed."
        case EditorialFix() as act if act.seal != _said(state, act.provision):
            return "the editorial fix's seal does not fit the wording it fixed."
        case SilenceOpened() as act if provisions_seal(state, act.covers) != act.seal:
            return "the silence procedure's seal does not fit the wording that went round."
        case SilenceClosed() as act if provisions_seal(state, act.agreed) != act.seal:
            return "the seal of what was agreed by silence does not fit its wording."
        case (RevisionIssued() | RevisionReceived() | TextAdopted() | TextCorrected()) as act:
            if text_seal(frozen(state)) != act.seal:
                return f"the seal of {act.revision} does not fit its text."
            return ""
        case _:
            return ""


def _wrong_in_package(state: State, entry: Entry) -> str:
    """What does not fit in a package, told from the state before it: its decisions may rest on
    one another, so each is looked at once it is made."""
    act = entry.act.payload
    if not isinstance(act, PackageDecided):
        return ""
    tried = trial(state)
    for decided in act.decisions:
        refused = evolve_decided(tried, stamped(entry), decided)
        if not refused and decided.seal and decided.seal != _decided(tried, decided):
            return "the seal of a package's decision does not fit its wording."
    return ""


def _decided(state: State, act: Decided) -> str:
    if act.provision not in state.now.provisions or act.provision in act.removed:
        return wording_seal(act.provision, "")
    if act.born:
        ids = (act.provision, *(piece.id for piece in act.born))
        return division_seal((i, state.now.provisions[i].now.wording) for i in ids)
    amendment = state.proposal(act.adopted[0]) if act.amended is not None else None
    parent = state.proposal(amendment.now.to) if amendment is not None else None
    if parent is not None:
        return wording_seal(act.provision, parent.now.wording)
    return _said(state, act.provision)


def _said(state: State, provision: str) -> str:
    return wording_seal(provision, state.now.provisions[provision].now.wording)
