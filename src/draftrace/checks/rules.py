"""The one table of rules: every family's, in the order in which an editor works."""

from __future__ import annotations

from draftrace.checks import (
    commas,
    footnotes,
    formulas,
    grammar,
    hyphens,
    instruments,
    lists_of_items,
    numbering,
    punctuation,
    references,
    short_titles,
    typography,
    usage,
    vocabulary,
)
from draftrace.checks.findings import Rule

RULES: tuple[Rule, ...] = (
    *numbering.RULES,
    *references.RULES,
    *instruments.RULES,
    *short_titles.RULES,
    *footnotes.RULES,
    *hyphens.RULES,
    *typography.RULES,
    *vocabulary.RULES,
    *formulas.RULES,
    *usage.RULES,
    *lists_of_items.RULES,
    *grammar.RULES,
    *punctuation.RULES,
    *commas.RULES,
)
