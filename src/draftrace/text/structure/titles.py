"""Which lines are the title of the article or part whose number stands on the line above?"""

from __future__ import annotations

import re

import msgspec

from draftrace.text.structure import headings
from draftrace.text.structure.blocks import Block, Layout
from draftrace.text.structure.leads import lead

_PRINTED = Layout(printed=True)
_SENTENCE = re.compile(r"\b(?:shall|should|must|may|will|to be)\b", re.IGNORECASE)
"""What a bracketed line without a full stop says, where it is the text and no title."""


def with_titles(blocks: list[Block]) -> list[Block]:
    """The blocks, where a line that is nothing but ``Article 5``, ``Part II`` or ``Chapter II`` is
    put together with its title on the line below.
    """
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if kept and _is_title_of(kept[-1], block, blocks[place + 1 : place + 2]):
            kept[-1].text = f"{kept[-1].text} {block.text}"
            kept[-1].last = block.last
        else:
            kept.append(block)
    return kept


def _is_title_of(above: Block, block: Block, after: list[Block]) -> bool:
    if above.form not in ("text", "heading") or block.depth < above.depth or not after:
        return False
    if not _awaits_title(above.text):
        return False
    if lead(block.text) is not None or block.text.strip("[]").lower() in headings.OF_THE_WHOLE:
        return False
    said = block.text.lstrip("[ ")
    if said != block.text and _SENTENCE.search(said.partition("]")[0]):
        return False
    # Where it stands it need but look like a heading, whatever its format says of it.
    return headings.is_heading(msgspec.structs.replace(block, text=said), None, after[0], _PRINTED)


def _awaits_title(text: str) -> bool:
    found = lead(text)
    return found is not None and found.heads and bool(found.word) and not found.rest.strip("[] ")
