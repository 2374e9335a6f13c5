"""Some paragraphs of a sheet: ``PA/21-30``, ``PD/PP4, PD/7``, a whole part ``PD``."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from draftrace.errors import AddressError, UsageError
from draftrace.exporters.marking import plain_block
from draftrace.exporters.saying import only_on
from draftrace.exporters.sheet import Block, Masthead, Sheet
from draftrace.room.entities import Issued
from draftrace.text import addresses

_RANGE = re.compile(r"(.*[^(\s])\s*(?:-|–|\.\.)\s*(.+)")


def extract(sheet: Sheet, asked: str) -> Sheet:
    """The blocks asked for with all below them; the masthead says that it is an extract,
    and so do the file's properties, which stay when pages lose their foot.

    ``asked`` are addresses, ranges of them and codes of parts in any spelling, parted by commas;
    the second address of a range is in the part of the first where it names none. Raises
    AddressError for an unknown or ambiguous address, UsageError for a range that runs backwards.
    """
    wanted: set[int] = set()
    for each in filter(None, (one.strip() for one in asked.split(","))):
        wanted.update(_places(sheet.blocks, each))
    if not wanted:
        raise UsageError("No paragraph is asked for.", "Write PA/21-30, PD/PP4 or PD.")
    wanted = _with_neighbours(sheet.blocks, wanted)
    revision = ", ".join(filter(None, (sheet.masthead.revision, f"extract {asked.strip()}")))
    blocks = tuple(block for place, block in enumerate(sheet.blocks) if place in wanted)
    return msgspec.structs.replace(
        sheet,
        masthead=msgspec.structs.replace(sheet.masthead, revision=revision),
        only=asked.strip(),
        blocks=blocks,
        said=only_on(sheet, blocks),
    )


def addresses_in(text: Iterable[Issued], asked: str) -> list[str]:
    """The addresses an extract of an issue holds, in printed order; none where ``asked`` does not
    fit it, as an extract of what was marked may name what came in."""
    sheet = Sheet(masthead=Masthead(), title="", blocks=tuple(map(plain_block, text)))
    try:
        return [block.address for block in extract(sheet, asked).blocks]
    except (AddressError, UsageError):
        return []


def _places(blocks: tuple[Block, ...], asked: str) -> Iterable[int]:
    known = _known(blocks)
    part = [n for n, block in enumerate(blocks) if _part(block.address) == asked.casefold()]
    if part and asked not in known:
        return part
    first, last = _ends(asked, list(known))
    start, end = known[first], known[last]
    if end < start:
        raise UsageError(f"{asked} runs backwards: {last} stands before {first}.")
    return range(start, _end(blocks, end))


def _with_neighbours(blocks: tuple[Block, ...], wanted: set[int]) -> set[int]:
    """The places, with all that was split from or merged into what stands there."""
    found = set(wanted)
    chains = [place for place, block in enumerate(blocks) if block.end is not None]
    for place in chains:
        found |= {place + 1} if place in found else set()
    for place in reversed(chains):
        found |= {place} if place + 1 in found else set()
    return found


def _part(address: str) -> str:
    code, slash, _own = address.casefold().partition("/")
    return code if slash else ""


def _known(blocks: tuple[Block, ...]) -> dict[str, int]:
    """Where each address stands; a struck paragraph only counts where no other bears its own."""
    standing = {block.address: place for place, block in enumerate(blocks) if not _is_gone(block)}
    gone = {block.address: place for place, block in enumerate(blocks) if _is_gone(block)}
    return gone | standing


def _is_gone(block: Block) -> bool:
    return block.change == "deleted"


def _ends(asked: str, known: list[str]) -> tuple[str, str]:
    ends = _RANGE.fullmatch(asked)
    try:
        alone = addresses.resolve(asked, known)
    except AddressError:
        if ends is None:
            raise
    else:
        return alone, alone
    first = addresses.resolve(ends[1], known)
    part, slash, _own = first.rpartition("/")
    second = ends[2] if "/" in ends[2] else f"{part}{slash}{ends[2]}"
    return first, addresses.resolve(second, known)


def _end(blocks: tuple[Block, ...], place: int) -> int:
    """Where what hangs on a block ends: its items, or for a heading all up to the next."""
    depth = _depth(blocks[place])
    after = range(place + 1, len(blocks))
    return next((n for n in after if _depth(blocks[n]) <= depth), len(blocks))


def _depth(block: Block) -> int:
    """How deep a block stands: titles, headings by level, paragraphs, items, sub-items."""
    if block.kind == "title":
        return 0
    return block.level if block.kind == "heading" else 100 + block.level
