"""A text in Markdown as a proofreader gets it, and what one rule says of it."""

from __future__ import annotations

from draftrace.checks import RULES, Finding, check
from draftrace.text.documents import Document
from draftrace.text.structure import markdown, print_layout, recognise


def text(*blocks: str, notes: tuple[str, ...] = ()) -> Document:
    """A document of numbered paragraphs, headings and items as they are typed, blocks apart."""
    written = "\n\n".join([*blocks, *notes]) + "\n"
    return recognise.document(markdown.blocks(written))


def printed(written: str) -> Document:
    """A document in print layout."""
    return recognise.document(print_layout.blocks(written))


def found(rule: str, document: Document) -> list[Finding]:
    """What one rule finds. The rule must be in the table."""
    assert rule in {known.id for known in RULES}, rule
    return [finding for finding in check(document) if finding.rule == rule]


def places(rule: str, document: Document) -> list[tuple[str, str]]:
    """Address and words of what one rule finds."""
    return [(finding.address, finding.excerpt) for finding in found(rule, document)]
