"""What stands before the text? Masthead, titles, and the contents table, which is no heading."""

from __future__ import annotations

import re
from itertools import chain

import msgspec

from draftrace.text import wording
from draftrace.text.structure.blocks import Block, Layout
from draftrace.text.structure.joins import begins_small, ends, last_sign
from draftrace.text.structure.leads import lead

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(\d{{1,2}} (?:{_MONTH}) \d{{4}})\b|\b(\d{{4}}-\d{{2}}-\d{{2}})\b")
_SYMBOL = re.compile(
    r"(?:^|\s|:\s?)((?:A|S|E|ST|T|[A-Z]{2,10})(?:/[\w.\-]{1,20}){1,8}"
    r"(?: (?:Rev|Add|Corr|Amend)\.\s?\d{1,2})*)(?=\s|\*|$)"
)
_SHORT_SYMBOL = r"(?:L|CRP|WP|INF|MISC)\.\d{1,4}(?:/[\w.\-]{1,20}){0,4}\**"
"""As a workspace or a room without a place in an organ's series calls its papers."""
_WHOLE_SYMBOL = re.compile(rf"{_SHORT_SYMBOL}|(?:A|S|E|ST)(?:/[\w.\-]+)+\**")
_STATED = re.compile(
    r"(?P<key>Symbol|Title|Date|Distr\.?|Original|Session|Meeting|Role)\s*:\s*(?P<value>\S.*)"
)
_LANGUAGE = (
    r"(?i:(?:original:?\ )?english(?:\ only)?|limited|general|advance\ (?:unedited\ )?version)"
)
_MASTHEAD_LINE = re.compile(
    rf"""(?i:Distr\.|Original:)|Symbol:|Date:|\d{{1,2}}\ (?:{_MONTH})\ \d{{4}}$
    |^.{{0,120}}\bsession(?:\ of\ \d{{4}})?$
    |(?:Agenda\ )?[Ii]tem\ \d|[A-Z][\w\s]*,\ \d[\d\-–\s]*(?:\w+\ )?(?:{_MONTH})\b.*\d{{4}}$
    |(?:A|S|E|ST)(?:/[\w.\-]+)+\**$|^{_LANGUAGE}$|^{_SHORT_SYMBOL}$
    |^[A-Z]{{1,10}}(?:/[\w.\-]+){{2,8}}\**(?:\s+(?:\d{{1,2}}\ (?:{_MONTH})\ \d{{4}}|{_LANGUAGE}))*$
    |^(?:Version|Rev|Revision|Status|Text|Draft|[Aa]s)\b.{{0,40}}
        \b\d{{1,2}}\ (?:{_MONTH})\ \d{{4}}\b""",
    re.VERBOSE,
)
_OPENS_TEXT = (
    "preamble",
    "summary",
    "contents",
    "table of contents",
    "introduction",
    "annex",
    "abstract",
)
_CONTENTS = ("contents", "table of contents")
_PAGE_AT_END = re.compile(r"[\s.…|]*\b\d{1,4}(?:[-–]\d{1,4})?$")
_NO_TITLE = (*".;:?!…,", "")
_LONGEST_NAME = 40
_LONGEST_ENTRY = 400
_LONGEST_CONTENTS = 400
_MOST_WITHOUT_PAGE = 4
"""So many entries in a row give no page; more are the text."""
_LONGEST_FRONT = 60
_LONGEST_TITLE = 500


class Front(msgspec.Struct, kw_only=True):
    """What the front says: masthead blocks and contents lines (both apart from the text)."""

    furniture: list[Block]
    stated: dict[str, str] = msgspec.field(default_factory=dict)


def take(blocks: list[Block], layout: Layout) -> tuple[Front, list[Block]]:
    """The front, and the blocks without it; titles stay among them, marked as headings of depth
    0. Only a source that opens with masthead lines has a masthead.
    """
    if not layout.printed:
        return _take_stated(blocks)
    stop = _text_opens(blocks)
    region = blocks[:stop]
    masthead = [block for block in region if _is_masthead(block)]
    if not masthead:
        _mark_title(blocks)
        return Front(furniture=[]), blocks
    masthead, titles = _told_apart(region, masthead)
    said = [wording.plain(block.text) for block in masthead]
    return Front(furniture=masthead, stated=_said(said)), titles + blocks[stop:]


def _told_apart(region: list[Block], masthead: list[Block]) -> tuple[list[Block], list[Block]]:
    """The masthead, with what stands above it and among it, and the titles, marked as such. Where
    lines are bold, the bold ones within the masthead and the first behind it are titles."""
    if not region[0].bold:
        masthead = region[: region.index(masthead[0])] + masthead
    kept = {id(block) for block in masthead}
    titles = [block for block in region if id(block) not in kept]
    closing = masthead[-1].line
    bold = [block for block in titles if block.bold]
    after = next((block for block in bold if block.line > closing), None)
    if bold:
        other = [b for b in titles if not b.bold and b.line < bold[-1].line]
        masthead = sorted([*masthead, *other], key=lambda block: block.line)
        titles = [b for b in titles if b not in other]
    for block in titles:
        if not bold or (block.bold and (block.line < closing or block is after)):
            block.form, block.depth = "heading", 0
    return masthead, titles


def _mark_title(blocks: list[Block]) -> None:
    """Without a masthead the first line is the title, where it looks like one."""
    first = blocks[0] if len(blocks) > 1 else None
    if first is None or first.form != "text" or first.mark or lead(first.text) is not None:
        return
    text = wording.plain(first.text)
    looks = text[:1].isupper() and len(text) < _LONGEST_TITLE and last_sign(text) not in _NO_TITLE
    if (
        looks
        and text.lower() not in _OPENS_TEXT
        and not begins_small(blocks[1].text)
        and blocks[1].form != "row"
    ):
        first.form, first.depth = "heading", 0


def _take_stated(blocks: list[Block]) -> tuple[Front, list[Block]]:
    """In formats that mark their headings: the lines that state symbol, date and the like, among
    the first blocks.
    """
    head = blocks[:_LONGEST_FRONT]
    stop = next((n for n, block in enumerate(head) if _opens_body(block)), len(head))
    masthead = [block for block in head[:stop] if block.form == "text" and _is_masthead(block)]
    title = next((n for n, block in enumerate(head[:stop]) if block.form == "heading"), 0)
    if any(block in masthead for block in head[:title]):
        above = [b for b in head[:title] if b.form == "text" and b not in masthead]
        masthead = sorted([*masthead, *above], key=lambda block: block.line)
    kept = {id(block) for block in masthead}
    said = _said([wording.plain(block.text) for block in masthead])
    for block in masthead:
        pair = stated(block.text)
        if pair is not None:
            said[pair[0]] = pair[1]
    return Front(furniture=masthead, stated=said), [b for b in blocks if id(b) not in kept]


def _opens_body(block: Block) -> bool:
    return block.form == "text" and (
        len(block.text) > _LONGEST_TITLE or lead(block.text[:99]) is not None
    )


def _said(lines: list[str]) -> dict[str, str]:
    found = {"symbol": _symbol(lines), "date": date(lines)}
    return {key: value for key, value in found.items() if value}


def take_contents(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The lines of the contents table, and the blocks without them. The table ends where its
    first entry comes again as a heading, or with its last line that gives a page; without pages,
    only where all its entries come again.
    """
    for place, block in enumerate(blocks):
        if is_contents(block.text):
            stop = max(_contents_end(blocks, place + 1), _pageless_end(blocks, place + 1))
            return blocks[place + 1 : stop], blocks[: place + 1] + blocks[stop:]
    return [], blocks


def is_contents(text: str) -> bool:
    """Whether a line is the heading of a contents table."""
    return len(text) < _LONGEST_NAME and wording.plain(text).strip().lower() in _CONTENTS


def stated(text: str) -> tuple[str, str] | None:
    """``Symbol: X`` and the like as (key in small letters, value), or None."""
    found = _STATED.fullmatch(wording.plain(text).strip())
    return (found["key"].rstrip(".").lower(), found["value"].strip()) if found else None


def _text_opens(blocks: list[Block]) -> int:
    for place, block in enumerate(blocks[:_LONGEST_FRONT]):
        text = wording.plain(block.text)
        if block.form != "text" or text.lower() in _OPENS_TEXT:
            return place
        if lead(block.text[:99]) is not None:
            return place
        closed = ends(text) or last_sign(text) == ","
        if len(text) > _LONGEST_TITLE or (closed and not _is_masthead(block)):
            return place
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if last_sign(text) == "," and after is not None and not begins_small(after.text):
            return place  # a recital: the line of a title would go on in small letters
    return 0


def _is_masthead(block: Block) -> bool:
    text = wording.plain(block.text[:_LONGEST_TITLE])
    if block.bold:
        return _WHOLE_SYMBOL.fullmatch(text) is not None
    return bool(_MASTHEAD_LINE.search(text)) and _short(block)


def is_masthead_line(line: str) -> bool:
    """Whether a line says what a masthead says: a symbol, a date, a language, a session."""
    return len(line) < _LONGEST_TITLE and _MASTHEAD_LINE.search(line) is not None


def _short(block: Block) -> bool:
    return len(block.text) < _LONGEST_TITLE


def _symbol(said: list[str]) -> str:
    long = (found[1] for text in said if (found := _SYMBOL.search(text)))
    short = (text.rstrip("*") for text in said if re.fullmatch(_SHORT_SYMBOL, text))
    return next(chain(long, short), "")


def date(said: list[str]) -> str:
    """The first date that stands in the lines; empty for none."""
    return next((found[0] for text in said if (found := _DATE.search(text))), "")


def _contents_end(blocks: list[Block], start: int) -> int:
    entry = ""
    paged = start
    for place in range(start, min(len(blocks), start + _LONGEST_CONTENTS)):
        block = blocks[place]
        text = wording.plain(block.text)
        if block.form == "note" or len(text) > _LONGEST_ENTRY or place - paged > _MOST_WITHOUT_PAGE:
            break
        key = _key(text)
        if entry and block.form != "row" and key == entry:
            return place
        if block.form == "row" or (key and _PAGE_AT_END.search(text)):
            paged = place + 1
            if not entry and not block.header:
                entry = _key(block.text.split(" | ")[0] if block.form == "row" else text)
    return paged


def _pageless_end(blocks: list[Block], start: int) -> int:
    """Where a table without pages ends: its first entry comes again, and behind that the others;
    ``start`` where they do not.
    """
    keys = [_key(wording.plain(block.text[:_LONGEST_ENTRY])) for block in blocks[start:]]
    again = keys.index(keys[0], 1) if keys and keys[0] in keys[1:_LONGEST_CONTENTS] else 0
    listed = set(keys[:again])
    return start + again if again > 1 and listed and listed.issubset(keys[again:]) else start


def _key(text: str) -> str:
    return "".join(c for c in _PAGE_AT_END.sub("", text).lower() if c.isalnum())
