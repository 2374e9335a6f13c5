"""Which blocks are headings, and of what level?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from draftrace.text import wording
from draftrace.text.labels import Label
from draftrace.text.structure.blocks import Block, Layout
from draftrace.text.structure.joins import last_sign
from draftrace.text.structure.leads import Lead

if TYPE_CHECKING:
    from draftrace.text.structure.outline import Unit

_LONGEST = 300
_SHORT = 20
_ENDS = ".;:?!…,"
OF_THE_WHOLE = (
    "preamble",
    "summary",
    "contents",
    "table of contents",
    "annex",
    "annexes",
    "appendix",
)
_SMALL = re.compile(r"^[a-z]{1,10}$")
_REMARK = re.compile(
    r"[\[*]*(?:note|nb|placeholder|deleted|reserved|no text|intentionally)\b", re.IGNORECASE
)
_ENDED_BEFORE_BRACKET = re.compile(r"[.;:?!…,]\s*\[[^\[\]]*\]\s*\Z")
_LINKING = {
    *("of", "and", "the", "on", "for", "to", "in", "a", "an", "with", "by", "from", "or", "as"),
    *("towards", "against", "at"),
}


def mark(units: Sequence[Unit], layout: Layout) -> None:
    """Say of each unit whether it is a heading or a row of a table, and take from a heading what
    is no label of one.
    """
    after: Block | None = None
    for unit in reversed(units):
        block = unit.block
        if block.form == "row":
            unit.kind = "tablerow"
        elif unit.lead is not None and unit.lead.word == "Option":
            pass
        elif is_heading(block, unit.lead, after, layout):
            unit.kind = "heading"
        if unit.kind == "heading" and unit.lead is not None and not _labels_heading(unit.lead):
            unit.lead = None
        after = block
    _unmark_paragraphs(units)


def _labels_heading(found: Lead) -> bool:
    return found.heads or found.arabic is not None or found.word == "Option"


def _unmark_paragraphs(units: Sequence[Unit]) -> None:
    """Numbered lines that look like headings and are all that the numbers of the paragraphs
    around them lack are paragraphs without a full stop.
    """
    last = 0
    between: list[tuple[int, Unit]] = []
    for unit in units:
        number = unit.lead.arabic if unit.lead is not None else None
        if number is None or number.prefix or number.position:
            continue
        if unit.kind == "heading":
            between.append((number.value, unit))
            continue
        lacking = range(last + 1, number.value)
        if last and [value for value, _ in between] == list(lacking[: len(between) + 1]):
            for _, one in between:
                one.kind = "paragraph" if one.block.form == "text" else one.kind
        last, between = number.value, []


def is_heading(block: Block, lead: Lead | None, after: Block | None, layout: Layout) -> bool:
    """Whether a block stands above text rather than being text. A label like ``II.`` or ``A.``
    tells; on printed pages so does the look: one unfinished line with a capital, alone.
    """
    if block.form != "text":
        return block.form == "heading"
    if len(block.text) > _LONGEST or block.mark:
        return False
    if len(block.text) < _SHORT and block.text.strip("[]*:. ").lower() == "preamble":
        return True
    said = lead.rest if lead is not None else block.text
    sign = "." if _ENDED_BEFORE_BRACKET.search(said) else last_sign(block.text)
    if block.bold or (lead is not None and lead.heads):
        bare_label = lead is not None and lead.heads and not lead.rest
        return not sign or sign not in _ENDS or bare_label
    return (
        layout.printed and bool(sign) and sign not in _ENDS and _looks(block, lead, after, layout)
    )


def _looks(block: Block, lead: Lead | None, after: Block | None, layout: Layout) -> bool:
    if lead is None:
        return (
            after is not None
            and not _REMARK.match(block.text)
            and wording.plain(block.text)[:1].isupper()
        )
    tight = (block.tight or (after is not None and after.tight)) and not layout.tight
    number = lead.arabic
    numbered = number is not None and not number.position and bool(lead.rest)
    return numbered and not tight and not _REMARK.match(lead.rest)


def title_case(title: str) -> bool:
    """Whether every word but the linking ones has a capital, as the title of an instrument has
    and a section's heading has not.
    """
    words = [word.strip("“”\"'(),:*") for word in wording.plain(title).split()]
    kept = [word for word in words if word and word.lower() not in _LINKING]
    return (
        bool(kept)
        and all(not word[0].islower() for word in kept)
        and any(word[0].isupper() for word in kept)
    )


def initials(title: str) -> str:
    """A part's code: the initials of the capitalised words of its title (Plan of Action: PA)."""
    words = re.findall(r"[^\W\d_][\w’'-]*", wording.plain(title))
    return "".join(word[0] for word in words if word[0].isupper())[:12] or "X"


class _Open(msgspec.Struct, frozen=True):
    level: int
    labelled: bool
    text: str
    key: str


class Levels:
    """The heading levels of one part, learnt as its headings come."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.open: list[_Open] = []
        self.styles: dict[str, int] = {}
        self.known: dict[str, int] = {}

    def level(self, text: str, lead: Lead | None, *, next_style: str, follows: bool) -> int:
        """The level of a heading. ``next_style`` is the style of the label of the heading right
        after it, or empty; ``follows`` says that it stands right under another heading.
        """
        style = style_of(lead)
        found = (
            self._labelled(text, style)
            if style
            else self._unlabelled(text, next_style, follows=follows)
        )
        while self.open and self.open[-1].level >= found:
            self.open.pop()
        self.open.append(_Open(found, bool(style), text, style))
        return found

    def _labelled(self, text: str, style: str) -> int:
        if text and any(x.text == text for x in self.open):
            return self.open[-1].level + 1
        if style not in self.styles:
            above = max((x.level for x in self.open if x.labelled), default=self.base)
            self.styles[style] = above + 1
        return self.styles[style]

    def _unlabelled(self, text: str, next_style: str, *, follows: bool) -> int:
        key = wording.plain(text).lower()
        if key in self.known:
            return self.known[key]
        labelled = [x.level for x in self.open if x.labelled]
        if self.base == 0 and key in OF_THE_WHOLE:
            found = 1
        elif next_style in self.styles:
            found = max(self.styles[next_style] - 1, self.base + 1)
        elif follows and self.open and not self.open[-1].labelled:
            found = self.open[-1].level + 1
        else:
            found = (labelled[-1] if labelled else self.base) + 1
        if len(self.known) < 10_000:
            self.known[key] = found
        return found


def style_of(lead: Lead | None) -> str:
    """The kind of label a heading has: its word, or the style of its number; empty for none."""
    if lead is None:
        return ""
    label: Label = lead.readings[0]
    return lead.word or label.style
