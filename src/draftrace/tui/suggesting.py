"""Asks the matching engine for sources, in whichever thread it is called from.

It opens the workspace for itself: a state is folded in place, so two threads must not share one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from draftrace.errors import DraftraceError
from draftrace.tui.messages import Suggestion
from draftrace.workspace import Workspace

_MOST = 8


class Suggester:
    """The engine over the corpus as it was when first asked."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._matcher: Any = None

    def suggest(self, wording: str) -> tuple[Suggestion, ...]:
        """The best few source paragraphs. Raises DraftraceError where there is no engine."""
        if self._matcher is None:
            try:
                self._matcher = Workspace(self._root).matcher()
            except ModuleNotFoundError as error:
                raise DraftraceError(
                    "No suggestions yet: this build has no matching engine.",
                    "Sources can be confirmed with `draftrace link`.",
                ) from error
        return tuple(self._matcher.suggest(wording, limit=_MOST))
