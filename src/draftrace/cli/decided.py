"""Does a file say what one decision fixed, wherever it stands there?"""

from __future__ import annotations

import msgspec

from draftrace.errors import UsageError
from draftrace.room.entities import Form
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.text.wording import plain
from draftrace.views.standing import revision


class Decision(msgspec.Struct, frozen=True):
    """Provisions by id with what they said when the act was recorded."""

    told: str
    fixed: tuple[Form, ...]


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
    return Decision(f"entry {stamp.position} ({stamp.kind})", fixed)


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
    somewhere, those struck must not. Labels and notes' numbers may have changed since."""
    said = {_shown(n.wording): n.address for n in document.notes}
    said |= {_shown(p.wording): p.address for p in document.provisions}
    found: list[dict[str, object]] = []
    for form in asked.fixed:
        words = _shown(form.wording)
        if form.life == "struck":
            if words in said:
                found.append(_difference(said[words] or form.address, "new", "", words))
        elif words not in said:
            other = _nearest(words, list(said))
            change = "reworded" if other else "dropped"
            found.append(_difference(said.get(other) or form.address, change, words, other))
    return found


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
