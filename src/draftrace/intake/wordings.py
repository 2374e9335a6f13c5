"""What would a provision say with one author's changes to a file alone?"""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare import dividing
from draftrace.compare.rebase import rebase
from draftrace.intake.hands import alone
from draftrace.intake.letters import Matched
from draftrace.intake.taking import Taking, in_base
from draftrace.intake.tracked.model import Run


def asked(taking: Taking, matched: Matched, standing: str, runs: Sequence[Run], author: str) -> str:
    """What the provision would say with one author's changes alone, on what it said in the base;
    untracked edits beside them stay out where they can be told apart."""
    alone_there = matched.wording(alone(runs, author), taking.citing.note)
    return carried(matched, standing, dividing.run_on(alone_there))


def carried(matched: Matched, standing: str, wording: str) -> str:
    """A wording made on what the file had in the base, on what the issue has."""
    base = matched.wording(in_base)
    if not wording or base in (wording, standing):
        return wording
    return rebase(base, wording, standing).wording
