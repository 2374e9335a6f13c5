"""A line is completed as one writes: codes of parties, one after the other, or a file's name."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import Suggester

from draftrace.tui.sponsors import completed


class Completing(Suggester):
    """Completes what is written, or the last of several with commas between them."""

    def __init__(self, known: Sequence[str], *, several: bool = True) -> None:
        super().__init__(case_sensitive=True)
        self._known = known
        self._several = several

    async def get_suggestion(self, value: str) -> str | None:
        """See ``Suggester``."""
        if self._several:
            return completed(value, self._known)
        return next((n for n in self._known if value and n.startswith(value) and n != value), None)
