"""Which blocks are one paragraph cut by a page break or by a block of printed footnotes?"""

from __future__ import annotations

import re

from draftrace.text.structure.blocks import Block
from draftrace.text.structure.leads import bare, lead, option_alone

_AFTER_END = re.compile(r"(?:\[\^[^\]\s]+\]|[\s*”\"’')\]])+$")
_REMARKED = re.compile(
    r"(?<=[a-z\])”’%])([.;:?!…,])[*”\"’')\]]*(?:\s*(?:\[[^\[\]]{1,60}\]|\([^()]{1,60}\)))+[\s*\])]*\Z"
)
"""A mark, and behind it nothing but what a room says of the text: ``; (agreed)``."""
_BEFORE_WORD = re.compile(r"^[\s*“\"‘'(\[]+")
_TAIL = 200
_LONGEST_LABEL = 40
_MOST_CUTS = 12
"""No paragraph runs over more pages; a source that pretends so would make joining quadratic."""
_ALWAYS_ENDS = ".;:?!…"
_HEADING_LENGTH = 120
"""A numbered block without a full stop that is longer than this is a cut paragraph, no heading."""


def last_sign(text: str) -> str:
    """The last character of a wording, closing quotes, brackets, note references and remarks
    (``; (agreed)``, ``, [clean]``) apart."""
    if text[-1:] in _ALWAYS_ENDS:
        return text[-1:]
    return remarked(text) or _AFTER_END.sub("", text[-_TAIL:])[-1:]


def remarked(text: str) -> str:
    """The mark a wording ends with before what the room says of it; nothing where none is said."""
    if text[-1:] not in (")", "]"):
        return ""
    found = _REMARKED.search(text, max(len(text) - _TAIL, 0))
    return found[1] if found else ""


def ends(text: str) -> bool:
    """Whether a wording comes to an end: a full stop, semicolon, colon or the like."""
    sign = last_sign(text)
    return bool(sign) and sign in _ALWAYS_ENDS


def begins_small(text: str) -> bool:
    """Whether a wording begins in the middle of a sentence: with a small letter."""
    return _BEFORE_WORD.sub("", text[:_TAIL])[:1].islower()


def join(blocks: list[Block], closed: int = 0) -> tuple[list[Block], list[tuple[int, int]]]:
    """The blocks with cut paragraphs put together, and each cut as (last line before, first line
    after). Notes between the pieces keep their place after the paragraph; blocks that stand
    between two whole paragraphs join nothing, nor does the line ``closed``, where a contents table
    was taken out.
    """
    kept: list[Block] = []
    cuts: list[tuple[int, int]] = []
    open_place, cut = -1, 0
    for block in blocks:
        if block.form == "note":
            kept.append(block)
            continue
        if block.form != "text":
            open_place = -1
            kept.append(block)
            continue
        before = kept[open_place] if open_place >= 0 else None
        if before is not None and before.line < closed < block.line:
            before = None
        if before is not None and cut < _MOST_CUTS and _continues(before, block):
            cut += 1
            cuts.append((before.last, block.line))
            before.text = f"{before.text} {block.text}"
            before.last = block.last
            continue
        open_place, cut = len(kept), 0
        kept.append(block)
    return kept, cuts


def with_options(blocks: list[Block]) -> list[Block]:
    """The blocks of a format that cuts no paragraphs, each option that stands alone on its line
    put together with its text.
    """
    kept: list[Block] = []
    for block in blocks:
        if kept and block.form == kept[-1].form == "text" and _is_its_text(kept[-1], block):
            kept[-1].text = f"{kept[-1].text} {block.text}"
            kept[-1].last, kept[-1].bold = block.last, False
        else:
            kept.append(block)
    return kept


def _is_its_text(before: Block, block: Block) -> bool:
    """Whether a block is the text of the option before it."""
    if block.mark or block.bold or before.mark or len(before.text) >= _LONGEST_LABEL:
        return False
    return option_alone(before.text) and lead(block.text) is None


def _continues(before: Block, block: Block) -> bool:
    if _is_its_text(before, block):
        return True
    if block.mark or block.bold or before.bold:
        return False
    if len(before.text) < _LONGEST_LABEL and ends(block.text) and bare(before.text):
        return lead(block.text) is None
    if block.tight or ends(before.text):
        return False
    label = lead(block.text)
    opening = lead(before.text)
    heads = opening is not None and opening.heads
    if begins_small(block.text) and (label is None or label.readings[0].form == ""):
        return not (heads and block.text[:1] == "[")
    if label is not None or heads or last_sign(block.text) not in _ALWAYS_ENDS:
        return False
    long = len(before.text) >= _HEADING_LENGTH
    if last_sign(before.text) == ",":
        # A year or a figure begins no paragraph where a label is none.
        goes_on = long or block.text[:1].isdecimal()
        return goes_on and opening is not None and opening.word != "Option"
    return long or (opening is not None and opening.arabic is None)
