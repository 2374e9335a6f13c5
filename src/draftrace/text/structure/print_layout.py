"""How is printed plain text cut into blocks? By blank lines, tabs, labels, raised digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.text import labels
from draftrace.text.parties import named
from draftrace.text.structure import (
    broken_words,
    columns,
    flattened_notes,
    front,
    inline,
    line_numbers,
    lost_hyphens,
    slashed_notes,
)
from draftrace.text.structure.blocks import Block, Layout, Source
from draftrace.text.structure.fidelity import Stream
from draftrace.text.structure.front import is_contents
from draftrace.text.structure.joins import remarked
from draftrace.text.structure.leads import Lead, apart, lead
from draftrace.text.structure.pages import is_symbol, page_lines
from draftrace.text.structure.tight_lines import TightLines
from draftrace.text.structure.whole_lines import WholeLines
from draftrace.text.wording import WHITE, normalise, row

_NOTE = re.compile(rf"\s*(?P<raised>[{inline.SUPERSCRIPTS}]{{1,4}})\s+(?P<text>\S.*)", re.DOTALL)
_STARRED = re.compile(r"\s*(?P<stars>\*{1,3}) (?P<text>[^\s*].*)", re.DOTALL)
_CITES_STARS = re.compile(r"(?<=[\w.,;:)”\"\]])(\*{1,3})(?=\s|$)")
ENDS = (".", ";", ":", ",", "?", "!", ";”", ".”", '."', ":”", "; and", "; or", ", and", ", or")
_MAY_BEGIN_NOTE = frozenset((*inline.SUPERSCRIPTS, *WHITE, "*"))
_BULLET = re.compile(r"\s*([-–—•+])\s+(?=\S)")
_TABBED_LABEL = re.compile(r"\s*(?:\[\s?)*(?:\(\w{1,5}\)|\w{1,5}[.)])\t[^\t]{5,}$")
"""A label and its paragraph, as a word processor saves them as text; no row of a table."""
_HEADER_CELL = re.compile(r"\s*(?:<i>.*</i>|\*[^*]+\*|)\s*", re.DOTALL)
_LINES_OF_A_TITLE = 3
_LONGEST_LINE_OF_A_TITLE = 90
_ENTRY_WITH_PAGE = re.compile(r"(?:\.{3,}|…|(?:\. ){3,})[\s.…]*\d{1,4}\s*$")
"""A line of a contents table, led to its page by points."""
_LONGEST_WRAPPED = 200
"""A line that is longer is a paragraph: the text was not wrapped."""
_MARK_AT_END = re.compile(rf"[{inline.SUPERSCRIPTS}*\s]+$")


def blocks(text: str) -> Source:
    """The blocks of plain text in print layout: paragraphs, table rows, printed footnotes."""
    bare, counted = line_numbers.taken_out(text.split("\n"))
    said = flattened_notes.raised(apart("\n".join(bare)).split("\n"))
    pages = page_lines(said)
    lines = ["" if place in pages else line for place, line in enumerate(said)] if pages else said
    lines = lost_hyphens.restored(broken_words.mended(slashed_notes.raised(lines)))
    numbers = _printed_notes(lines)
    found: list[Block] = []
    tight, whole = TightLines(lines), WholeLines(lines)
    for start, stop in _paragraphs(lines, whole):
        found.extend(_cut(lines, (start, stop), numbers, tight, whole))
    furniture = [(place + 1, said[place].strip()) for place in sorted(pages)]
    symbol = next((line for _, line in furniture if is_symbol(line)), "")
    stated = {"symbol": symbol, "date": front.date([line for _, line in furniture])}
    across = columns.side_by_side(said)
    return Source(
        blocks=found,
        layout=Layout(printed=True, tight=tight.throughout),
        lines=lines,
        pages=furniture,
        stated={key: value for key, value in stated.items() if value},
        oddities=[
            (line, 1, odd)
            for line, odd in ((counted, line_numbers.ODD), (across, columns.ODD))
            if line
        ],
    )


def stream(source: Source) -> Stream:
    """The words of the text as they stand, lines of footnotes apart."""
    lines = list(source.lines)
    notes: list[str] = []
    for block in source.blocks:
        if block.form == "note":
            notes.append(_normal("\n".join(lines[block.line - 1 : block.last])))
            lines[block.line - 1 : block.last] = [""] * (block.last - block.line + 1)
    body = (
        _normal("\n".join(lines[start:stop]))
        for start, stop in _paragraphs(lines, WholeLines(lines))
    )
    return Stream(text=" ".join(body), notes=" ".join(notes), fold=_same)


def _normal(text: str) -> str:
    return inline.bare(normalise(text))


def _same(text: str) -> str:
    return text


def _paragraphs(lines: list[str], whole: WholeLines) -> Iterator[tuple[int, int]]:
    """The runs of lines between blank lines, as (first, after the last) from 0; each line where a
    word processor saved its paragraphs as lines."""
    if _saved_as_lines(lines, whole):
        yield from ((place, place + 1) for place, line in enumerate(lines) if line.strip())
        return
    start = -1
    for place, line in enumerate(lines):
        if not line or line.isspace():
            if start >= 0:
                yield start, place
            start = -1
        elif start < 0:
            start = place
    if start >= 0:
        yield start, len(lines)


def _saved_as_lines(lines: list[str], whole: WholeLines) -> bool:
    """Whether no line is blank, and labels are parted from their paragraphs by tabs or the text was
    not wrapped."""
    blank = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    if any(line.strip() for line in lines[blank:]):
        return False
    return whole.throughout or any(map(_TABBED_LABEL.match, lines))


def _printed_notes(lines: list[str]) -> set[str]:
    """The numbers of the notes printed anywhere: raised digits at the head of a line; asterisks
    only where an earlier line cites them, since they also mark list items."""
    cited: set[str] = set()
    numbers: set[str] = set()
    for line in lines:
        if "*" in line:
            found = _STARRED.match(line)
            if found is not None and found["stars"] in cited:
                numbers.add(found["stars"])
            cited.update(_CITES_STARS.findall(line))
        raised = _NOTE.match(line) if line[:1] in _MAY_BEGIN_NOTE else None
        if raised is not None:
            numbers.add(raised["raised"].translate(inline.DIGITS))
    return numbers


def _cut(
    lines: list[str],
    run: tuple[int, int],
    numbers: set[str],
    tight: TightLines,
    whole: WholeLines,
) -> Iterator[Block]:
    """The blocks of one run of lines: a new one at each label, row and note."""
    start, stop = run
    held = start
    for place in range(start, stop):
        line = lines[place]
        if place > held and (
            tight.ends(place - 1)
            or whole.ends(place - 1, ENDS)
            or _begins(lines, held, place, numbers)
            or (tight.throughout and _continues_list(line, lines[held]))
        ):
            yield _block(lines, held, place, start, numbers)
            held = place
        if "\t" in line and not _TABBED_LABEL.match(line):
            if place > held:
                yield _block(lines, held, place, start, numbers)
            yield _row(line, place, place > start, numbers)
            held = place + 1
    if held < stop:
        yield _block(lines, held, stop, start, numbers)


def _begins(lines: list[str], held: int, place: int, numbers: set[str]) -> bool:
    """Whether a line right under another begins a block of its own: a printed note, or a label
    where the text above has come to an end (a cross-reference may open a wrapped line).
    """
    line = lines[place]
    if _note(line, numbers) is not None or _ENTRY_WITH_PAGE.search(lines[place - 1]):
        return True
    if place - held == 1 and is_contents(lines[held]) and _ENTRY_WITH_PAGE.search(line):
        return True
    found = lead(line.strip())
    above = _MARK_AT_END.sub("", lines[place - 1])
    closed = above.rstrip("]")
    ended = closed.endswith(ENDS) or bool(remarked(above))
    if found is None:
        return (ended and _BULLET.match(line) is not None) or _opens_section(lines, held, place)
    if (
        ended
        or found.bullet
        or found.parts_from_title
        or (place - held == 1 and _heading(lines[held]))
    ):
        return True
    return (closed != above or len(above) > _LONGEST_WRAPPED) and _next_to(found, lines[held])


def _continues_list(line: str, held: str) -> bool:
    found = lead(line.strip())
    return found is not None and _next_to(found, held)


def _next_to(found: Lead, held: str) -> bool:
    """Whether the label is the next one after that of the block above it."""
    before = lead(held.strip())
    return before is not None and any(
        labels.follows(label, last) for label in found.readings for last in before.readings
    )


def _heading(line: str) -> bool:
    found = lead(line.strip())
    return found is not None and found.heads


def _opens_section(lines: list[str], held: int, place: int) -> bool:
    """Whether an article's or section's text begins here, right under its number and its title."""
    found = lead(lines[held].strip()) if place - held <= _LINES_OF_A_TITLE else None
    if found is None or found.word not in ("Article", *labels.SECTIONS):
        return False
    line = lines[place].strip()
    begins = line[:1] == "[" or line[:1].isupper() or line[:1] in "“‘"
    title = found.rest.strip("[]() ")
    titled = place - held > 1 or (bool(title) and not named(title))
    return begins and (titled or line.endswith(ENDS) or len(line) > _LONGEST_LINE_OF_A_TITLE)


def _note(line: str, numbers: set[str]) -> re.Match[str] | None:
    if line[:1] not in _MAY_BEGIN_NOTE:
        return None
    found = _NOTE.match(line)
    if found is None and line.lstrip()[:1] == "*":
        starred = _STARRED.match(line)
        return starred if starred is not None and starred["stars"] in numbers else None
    return found


def _row(line: str, place: int, tight: bool, numbers: set[str]) -> Block:
    cells = tuple(line.split("\t"))
    return Block(
        text=row(inline.printed(cell, numbers) for cell in cells),
        line=place + 1,
        last=place + 1,
        form="row",
        tight=tight,
        cells=cells,
        header=all(_HEADER_CELL.fullmatch(cell) for cell in cells),
    )


def _block(lines: list[str], first: int, after: int, start: int, numbers: set[str]) -> Block:
    text = lines[first] if after == first + 1 else "\n".join(lines[first:after])
    tight = first > start
    note = _note(text, numbers)
    if note is not None:
        number = (note.groupdict().get("raised") or "").translate(inline.DIGITS)
        number = number or note["stars"]
        return Block(
            text=inline.printed(note["text"], numbers),
            line=first + 1,
            last=after,
            form="note",
            tight=tight,
            note=inline.star_id(number),
            number=number,
        )
    bullet = None if text[:1].isalnum() else _BULLET.match(text)
    if bullet is not None:
        text = text[bullet.end() :]
    stripped = text.strip()
    bold = stripped.startswith("**") and stripped.endswith("**") and len(stripped) > 4
    return Block(
        text=inline.printed(text, numbers),
        line=first + 1,
        last=after,
        tight=tight,
        bold=bold,
        mark=bullet[1] if bullet is not None else "",
    )
