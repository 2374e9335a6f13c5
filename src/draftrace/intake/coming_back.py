"""What is done so that a marked file gives back the proposals that were made?

It is written and tried. What does not come back of it as it was made is told whole, and the file
written again and tried again, as long as that brings back more.
"""

from __future__ import annotations

from collections.abc import Callable

from draftrace.exporters import Written
from draftrace.exporters.originals import with_originals
from draftrace.exporters.sheet import Sheet
from draftrace.intake.losses import Loss, losses
from draftrace.room.entities import Revision
from draftrace.room.state import State

_ROUNDS = 3
"""How often a file is written again: what is told whole may carry more that hangs on it."""


def written_to_come_back(
    state: State,
    sheet: Sheet,
    issues: tuple[Revision, Revision],
    put: Callable[[Sheet], Written],
    tell: Callable[[str], None],
) -> tuple[Written, list[Loss]]:
    """The file that ``put`` writes of a sheet, in which the second issue is marked against the
    first, and what it does not give back at last. ``tell`` hears what is being done."""
    written = put(sheet)
    lost = list(losses(state, sheet, issues, written.path, tell))
    best = sheet, lost
    for _again in range(_ROUNDS):
        handles = {handle for each in lost for handle in each.proposals}
        acts = [act for each in lost for act in each.acts]
        told = with_originals(sheet, state, issues, handles, acts)
        if told is sheet:
            break
        tell(f"telling whole what does not come back of {written.path.name}")
        written = put(told)
        sheet, lost = told, list(losses(state, told, issues, written.path, tell))
        if _count(lost) <= _count(best[1]):
            best = sheet, lost
    return (written if best[0] is sheet else put(best[0])), best[1]


def _count(lost: list[Loss]) -> int:
    return sum(len(each.proposals) + len(each.changes) or 1 for each in lost)
