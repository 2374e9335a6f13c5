"""What may have become of each conclusion in the standing text, by the engine's own judgement?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from draftrace.matching.sources import Source
from draftrace.room.state import State
from draftrace.views.coverage import UNSOURCED_KINDS, Target
from draftrace.views.history import dismissed

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher


def provisions(state: State) -> list[Source]:
    """What conclusions can have gone to: the standing text without headings and the like."""
    return [
        Source("", p.now.address, p.now.wording)
        for p in state.standing()
        if p.kind not in UNSOURCED_KINDS
    ]


def guessed(
    matcher: Matcher, state: State, points: Sequence[tuple[str, str, str]], *, lexical: bool
) -> Mapping[tuple[str, str], Sequence[Target]]:
    """Where each conclusion may have gone, nothing that a person has dismissed among it."""
    wanted = [Source(d, a, w, "conclusion") for d, a, w in points]
    said_no = {(p.now.address, *pair) for p in state.standing() for pair in dismissed(state, p.id)}
    return {
        (one.document, one.address): [
            Target(
                address=t.address,
                relation=t.relation,
                score=t.score,
                verdict="suggested",
                kept=tuple(source for _, source in t.evidence),
            )
            for t in one.targets
            if (t.address, one.document, one.address) not in said_no
        ]
        for one in matcher.coverage(wanted, provisions(state), lexical=lexical)
    }
