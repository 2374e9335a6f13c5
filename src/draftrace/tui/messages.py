"""What workers tell the room. A worker reports facts; the app and its screens act on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.message import Message

from draftrace.room.acts.terms import Relation, SourceRef, Span

if TYPE_CHECKING:
    from draftrace.tui.apart import Job, Telling
    from draftrace.views.formulas import Said


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A source paragraph that may be where a provision comes from, as a screen shows it."""

    source: SourceRef
    relation: Relation
    score: float
    reason: str
    evidence: tuple[tuple[Span, Span], ...]


class RecordGrew(Message):
    """Somebody, perhaps in another process, wrote to the record."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class RecordFailed(Message):
    """The record can no longer be read."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__()
        self.reason = reason
        self.hint = hint


class SuggestionsFound(Message):
    """The engine's answer for one wording of one provision. ``note`` is what a reader must know,
    such as that a better one is on its way."""

    def __init__(
        self,
        provision: str,
        wording: str,
        found: Sequence[Suggestion],
        note: str = "",
    ) -> None:
        super().__init__()
        self.provision = provision
        self.wording = wording
        self.found = tuple(found)
        self.note = note


class FormulasCounted(Message):
    """How many formulas each provision of a text shares with others."""

    def __init__(self, text: Said, counts: dict[str, int]) -> None:
        super().__init__()
        self.text = text
        self.counts = counts


class JobHeard(Message):
    """Work in a process of its own told something."""

    def __init__(self, job: Job, telling: Telling) -> None:
        super().__init__()
        self.job = job
        self.telling = telling
