"""Does a file say what one decision fixed, wherever it stands there?"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from draftrace.errors import UsageError
from draftrace.room.entities import Form
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.text.wording import plain, runs
from draftrace.views.standing import revision

_UNLIKE = "note"
"""Stands for the number of a note whose words the file has not."""


class Decision(msgspec.Struct, frozen=True):
    """What provisions said when the act was recorded; ``notes`` are the words each note has ever
    had, the latest first."""

    told: str
    fixed: tuple[Form, ...]
    notes: Mapping[str, tuple[str, ...]]


def decision(state: State, name: str) -> Decision | None:
    """A decision by the handle of a proposal it decided, the number of its entry or the id of its
    act; None where the name is a revision's. Raises UsageError where it is neither."""
    if name == "standing":
        return None
    try:
        revision(state, name)
    except UsageError as unknown:
        stamp = _stamp(state, name)
        if stamp is None:
            hint = f"{unknown.hint} A decision is named by its entry in `draftrace log`, or by the"
            raise UsageError(
                f"There is no revision or decision {name}.", f"{hint} proposal it decided (EU-7)."
            ) from unknown
    else:
        return None
    fixed = tuple(
        step.now
        for steps in state.past.steps.values()
        for step in steps
        if step.stamp.act == stamp.act
    )
    if not fixed:
        raise UsageError(
            f"Entry {stamp.position} ({stamp.kind}) fixed no words.", "Name a decision or revision."
        )
    notes = {
        provision.note: tuple(_shown(step.now.wording) for step in reversed(state.past.steps[i]))
        for i, provision in state.now.provisions.items()
        if provision.note
    }
    return Decision(f"entry {stamp.position} ({stamp.kind})", fixed, notes)


def _stamp(state: State, name: str) -> Stamp | None:
    """The act a name means."""
    stamps = state.past.stamps
    if name in stamps:
        return stamps[name]
    handles = {handle.casefold(): proposal for handle, proposal in state.now.handles.items()}
    proposal = state.proposal(handles.get(name.casefold(), ""))
    if proposal is not None:
        return proposal.now.decided
    return next((stamp for stamp in stamps.values() if str(stamp.position) == name), None)


def differences(document: Document, asked: Decision) -> list[dict[str, object]]:
    """What the decision fixed and the file does not say: each provision's words must stand in it
    somewhere, those struck must not, and its notes must stand where it put them. Labels and notes'
    numbers may have changed since."""
    numbers = {note.id: str(note.number) for note in document.notes}
    said = {_shown(n.wording): n.address for n in document.notes}
    cited = _numbers_there(document, asked)
    said |= {_spoken(p.wording, numbers): p.address for p in document.provisions}
    found: list[dict[str, object]] = []
    for form in asked.fixed:
        words = _spoken(form.wording, cited)
        if form.life == "struck":
            if words in said:
                found.append(_difference(said[words] or form.address, "new", "", words))
        elif words not in said:
            other = _nearest(words, list(said))
            change = "reworded" if other else "dropped"
            found.append(_difference(said.get(other) or form.address, change, words, other))
    return found


def _numbers_there(document: Document, asked: Decision) -> dict[str, str]:
    """The number in the file of each note of the record: of the one that says what it says, or once
    said."""
    there = {_shown(note.wording): str(note.number) for note in reversed(document.notes)}
    return {
        note: next((there[words] for words in versions if words in there), _UNLIKE)
        for note, versions in asked.notes.items()
    }


def _spoken(wording: str, numbers: Mapping[str, str]) -> str:
    """The words, notes by number where they are cited."""
    from draftrace.exporters.readback import squeezed

    told = (f"[^{numbers.get(r.note, _UNLIKE)}]" if r.note else r.text for r in runs(wording))
    return squeezed("".join(told))


def _shown(wording: str) -> str:
    from draftrace.exporters.readback import squeezed

    return squeezed(plain(wording))


def _nearest(words: str, said: list[str]) -> str:
    """The wording of the file that is most like these words; empty where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(words, said, 1, 0.6)), "")


def _difference(address: str, change: str, old: str, new: str) -> dict[str, object]:
    from draftrace.compare.words import difference

    return {"address": address, "change": change, "redline": difference(old, new)}
