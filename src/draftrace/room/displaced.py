"""What an undo would displace: later acts that rest on a place in the text, not on its words.

An item inserted under a paragraph hangs on it by place alone, and stands only while that stands.
Taking the paragraph back, or putting a struck or moved one again where it was, must not hang
anything on another provision, or on one that is only proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftrace.room.entities import Form, Step
from draftrace.room.stamps import Stamp
from draftrace.room.state import ITEM_DEPTH, State, depth_of


def displaced(state: State, taken_back: Stamp) -> list[Stamp]:
    """The later acts that gave a place to what would hang on something else after the undo."""
    if not _moves(state, taken_back):
        return []
    then = {i: _last(steps, before=taken_back) for i, steps in state.past.steps.items()}
    now = {i: provision.now for i, provision in state.now.provisions.items()}
    restored = {
        i: _last([s for s in steps if s.stamp.act != taken_back.act])
        for i, steps in state.past.steps.items()
    }
    hung_then, hung_now, hangs = _hung(state, then), _hung(state, now), _hung(state, restored)
    found: dict[str, Stamp] = {}
    for provision, parent in hangs.items():
        came_back = _place(restored[provision]) != _place(now[provision])
        before = (hung_then if came_back else hung_now).get(provision, parent)
        rests: tuple[str, ...] = (provision, before, parent) if before != parent else ()
        for moved in rests or _cited_amiss(provision, parent, now, restored):
            stamp = _placed(state, moved)
            if stamp is not None and stamp.position > taken_back.position:
                found[stamp.act] = stamp
        if _standing(restored[provision]) and parent and not _standing(restored[parent]):
            entered = _entered(state, provision)
            if entered.position > taken_back.position:
                found[entered.act] = entered
    return sorted(found.values(), key=lambda s: s.position)


def _cited_amiss(
    provision: str, parent: str, now: Mapping[str, Form], restored: Mapping[str, Form | None]
) -> tuple[str, ...]:
    """An item that came in beneath what the undo gives another address: its own is not, and it
    would be cited under a paragraph that is cited otherwise."""

    def cited_anew(one: str) -> bool:
        form = restored[one]
        return form is not None and form.address != now[one].address

    amiss = parent and cited_anew(parent) and not cited_anew(provision)
    return (provision,) if amiss else ()


def _moves(state: State, taken_back: Stamp) -> bool:
    """Whether taking an act back gives anything another place, or leaves it only proposed: most
    acts are about words, and for them the histories of the whole text need not be read."""
    for concerned in state.past.concerned.get(taken_back.act, ()):
        left = [s for s in state.past.steps.get(concerned, ()) if s.stamp.act != taken_back.act]
        provision = state.now.provisions.get(concerned)
        if provision is None:
            continue
        restored, now = _last(left), provision.now
        if _place(restored) != _place(now) or _standing(restored) != _standing(now):
            return True
    return False


def _hung(state: State, forms: Mapping[str, Form | None]) -> dict[str, str]:
    """What each living item hangs on, by id. Paragraphs stand on their own: a heading put before
    one later takes nothing from it."""
    living = sorted((f.rank, i) for i, f in forms.items() if f is not None and f.life != "struck")
    hangs: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for _, provision in living:
        depth = depth_of(state.now.provisions[provision])
        while above and above[-1][0] >= depth:
            above.pop()
        if depth >= ITEM_DEPTH:
            hangs[provision] = above[-1][1] if above else ""
        above.append((depth, provision))
    return hangs


def _last(steps: Sequence[Step], before: Stamp | None = None) -> Form | None:
    """The form after the last step, or after the last before an act; None before its birth."""
    known = [s for s in steps if before is None or s.stamp.position < before.position]
    return known[-1].now if known else None


def _placed(state: State, provision: str) -> Stamp | None:
    """The last act that brought a provision in, out, or to another place."""
    last: Form | None = None
    found: Stamp | None = None
    for step in state.past.steps.get(provision, ()):
        if _place(step.now) != _place(last):
            found = step.stamp
        last = step.now
    return found


def _standing(form: Form | None) -> bool:
    return form is not None and form.life == "standing"


def _entered(state: State, provision: str) -> Stamp:
    """The last act by which a standing provision came into the text."""
    steps = state.past.steps[provision]
    at = len(steps) - 1
    while at and steps[at - 1].now.life == "standing":
        at -= 1
    return steps[at].stamp


def _place(form: Form | None) -> tuple[str, bool]:
    return ("", False) if form is None else (form.rank, form.life != "struck")
