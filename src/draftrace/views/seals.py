"""Do the seals still fix what they say they fix?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftrace.room.acts.payloads import (
    Agreed,
    Decided,
    PackageDecided,
    RevisionIssued,
    TextAdopted,
    TextCorrected,
)
from draftrace.room.evolve import evolve
from draftrace.room.issued import frozen, provisions_seal, text_seal, wording_seal
from draftrace.room.record import Entry
from draftrace.room.state import Revision, State


def seal_of(revision: Revision) -> str:
    """The seal an issue was recorded with; for one recorded without, as the tabled text is, the
    hash that would be its seal."""
    return revision.seal or text_seal(revision.provisions)


def broken_seals(entries: Iterable[Entry]) -> Iterator[tuple[int, str]]:
    """Fold from the first entry and name every seal that does not fit: position and sentence."""
    state = State()
    for entry in entries:
        evolve(state, entry)
        if state.now.voids and state.now.voids[-1].position == entry.position:
            continue
        wrong = _wrong(state, entry)
        if wrong:
            yield entry.position, wrong


def _wrong(state: State, entry: Entry) -> str:
    match entry.act.payload:
        case Agreed() as act if provisions_seal(state, act.covers) != act.seal:
            return "the agreement's seal does not fit the wording it covers."
        case Decided() as act if act.seal and act.seal != _decided(state, act):
            return "the decision's seal does not fit the wording it fixed."
        case PackageDecided() as act:
            wrong = [d for d in act.decisions if d.seal and d.seal != _decided(state, d)]
            return "the seal of a package's decision does not fit its wording." if wrong else ""
        case (RevisionIssued() | TextAdopted() | TextCorrected()) as act:
            if text_seal(frozen(state)) != act.seal:
                return f"the seal of {act.revision} does not fit its text."
            return ""
        case _:
            return ""


def _decided(state: State, act: Decided) -> str:
    provision = state.now.provisions.get(act.provision)
    if provision is None or act.provision in act.removed:
        return wording_seal(act.provision, "")
    return wording_seal(act.provision, provision.now.wording)
