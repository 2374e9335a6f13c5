"""Split and merge: one provision becomes several, several become one."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare import dividing
from draftrace.errors import Hint
from draftrace.room.acts.payloads import Proposed
from draftrace.room.acts.terms import SourceRef
from draftrace.room.changeable import first_choice, may_be, open_to_proposals
from draftrace.room.floor import Floor, require
from draftrace.room.resting import brought_together
from draftrace.room.state import State
from draftrace.text.wording import normalise

WHOLE_KINDS = ("title", "heading", "footnote", "tablerow")
"""Kinds that are neither split nor merged."""


def propose_split(
    state: State,
    floor: Floor,
    provision: str,
    before: Sequence[str],
    *,
    wording: str = "",
    reason: str = "",
    sources: tuple[SourceRef, ...] = (),
    second_to: str = "",
) -> Proposed:
    """Propose to divide a provision before each of some phrases of its wording; or into the lines
    of another ``wording`` where one is given."""
    found = open_to_proposals(state, floor, provision)
    may_be(found, "split", *WHOLE_KINDS)
    division = dividing.normalised(wording)
    require(
        before or dividing.CUT in division,
        "Say where it is to be divided.",
        Hint("With --split-before TEXT.", "A line end wherever a new one begins."),
    )
    return Proposed(
        provision=provision,
        change="split",
        base=found.now.wording,
        wording=division or dividing.divided(found.now.wording, before),
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
    )


def propose_merge(
    state: State,
    floor: Floor,
    provision: str,
    others: Sequence[str],
    wording: str = "",
    *,
    reason: str = "",
    sources: tuple[SourceRef, ...] = (),
    second_to: str = "",
) -> Proposed:
    """Propose that a provision take in others of its kind; the wordings one after the other,
    unless another is given. One of provisions that only pending proposals would bring together
    waits upon these."""
    merged = tuple(dict.fromkeys(others))
    require(merged and provision not in merged, "Name the other provisions to merge.")
    found = [open_to_proposals(state, floor, i) for i in (provision, *merged)]
    for each in found:
        may_be(each, "merged", *WHOLE_KINDS)
    require(
        brought_together(state, (provision, *merged)) is not None,
        f"{', '.join(p.now.address for p in found)} are not provisions of one kind in one place.",
        "Only provisions of one kind under the same paragraph are merged, or such as a pending "
        "move would bring there.",
    )
    base = dividing.joined([p.now.wording for p in found])
    return Proposed(
        provision=provision,
        change="merge",
        base=base,
        wording=normalise(wording) or dividing.run_on(base),
        merged=merged,
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
    )
