"""Which of two sequences' signs stand in both? diff-match-patch, plain or through its C++ binding.

Both bindings give the same runs (a property test holds them to it): with no time limit and
neither line mode nor clean-up, each is Myers' bisection ("An O(ND) Difference Algorithm", 1986).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Op = Literal["=", "-", "+"]
Runs = list[tuple[Op, int]]
RunFinder = Callable[[str, str], Runs]


def plain_runs(old: str, new: str) -> Runs:
    """Runs of equal, removed and added signs with their lengths, by ``diff-match-patch``."""
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    signs: dict[int, Op] = {0: "=", -1: "-", 1: "+"}
    return [(signs[op], len(run)) for op, run in engine.diff_main(old, new, False)]


def fast_runs(old: str, new: str) -> Runs:
    """The same by ``fast-diff-match-patch``.

    Raises ImportError where that is not installed.
    """
    from fast_diff_match_patch import diff

    found: Runs = diff(old, new, timelimit=0, checklines=False, cleanup="No")
    return found


def installed_runs() -> RunFinder:
    """The fast one where it is installed, else the plain one."""
    try:
        import fast_diff_match_patch  # noqa: F401
    except ImportError:
        return plain_runs
    return fast_runs
