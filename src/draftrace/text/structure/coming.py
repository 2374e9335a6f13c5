"""Which number, and which label, comes next after each place of a text?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from draftrace.text.labels import Label

if TYPE_CHECKING:
    from draftrace.text.structure.outline import Unit


def number_of(unit: Unit) -> Label | None:
    """Its number, be it a heading's or a paragraph's."""
    return unit.lead.arabic if unit.lead is not None else None


def number_in_text(unit: Unit) -> Label | None:
    """The number of a numbered paragraph; a heading's is none."""
    return number_of(unit) if unit.kind != "heading" else None


def numbers_ahead(units: Sequence[Unit]) -> list[Label | None]:
    """For each place the number of the next numbered paragraph at or after it."""
    ahead: list[Label | None] = [None] * len(units)
    coming: Label | None = None
    for place in range(len(units) - 1, -1, -1):
        coming = number_in_text(units[place]) or coming
        ahead[place] = coming
    return ahead


def labels_ahead(units: Sequence[Unit]) -> list[tuple[Label, ...]]:
    """For each place the readings of the next label after it."""
    upcoming: list[tuple[Label, ...]] = [()] * len(units)
    coming: tuple[Label, ...] = ()
    for place in range(len(units) - 1, -1, -1):
        upcoming[place] = coming
        found = units[place].lead
        if found is not None:
            coming = found.readings
    return upcoming
