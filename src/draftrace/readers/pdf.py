"""The text layer of a PDF as print layout: columns in order, running heads and page numbers out,
raised digits as note marks. Recognition is then that of any printed text."""

from __future__ import annotations

import io
import logging
import re
import statistics
from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec

from draftrace.errors import UnreadableInput
from draftrace.readers import bounded
from draftrace.readers.files import UNLOCK
from draftrace.text.structure import print_layout
from draftrace.text.structure.blocks import Source
from draftrace.text.structure.inline import DIGITS, RAISED, SUPERSCRIPTS
from draftrace.text.structure.leads import lead

MOST_PAGES = 3000
_MARGIN = 0.12
_FEWEST_WORDS = 40
_NOTE_LINE = re.compile(r"(?P<number>\d{1,3}|[⁰¹²³⁴-⁹]{1,3})\s?(?=[^\W\d_]|[“\"*(])")
_DATE_LINE = re.compile(r"\d{1,2}\s[^\W\d_]{3,12}\s\d{4}")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[\d\-–/ ]{1,9}|[ivxlc]{1,6}", re.IGNORECASE)
_ENDS = (".", ";", ":", "?", "!", ",")


class Word(msgspec.Struct):
    """A word on a page; lengths in points from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool


class Line(msgspec.Struct):
    """Words on one line, their text with raised digits, and where it stands."""

    words: list[Word]
    text: str
    top: float
    bottom: float
    left: float

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def source(content: bytes, name: str) -> Source:
    """The blocks of a PDF. Raises UnreadableInput for one broken, locked, a scan or a bomb."""
    printed = bounded.printed(content, name)
    if not printed.text.strip():
        raise UnreadableInput(f"{name}: no page has text; this may be a scan.")
    found = print_layout.blocks(printed.text)
    if printed.cut_off:
        found.oddities.append((1, 1, f"only the first {MOST_PAGES} pages were read"))
    return found


def text_of(content: bytes, name: str) -> tuple[str, bool]:
    """The text of the pages in print layout, and whether there are more than are read."""
    pages, cut_off = _pages(content, name)
    _mark_notes([lines for lines, _height in pages])
    furniture = _furniture(pages)
    bare = [
        [line for line in lines if not _is_furniture(line, height, furniture)]
        for lines, height in pages
    ]
    return _text(_with_whole_notes(bare)), cut_off


def _pages(content: bytes, name: str) -> tuple[list[tuple[list[Line], float]], bool]:
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    number = 0
    try:
        with pdfplumber.open(io.BytesIO(content)) as file:
            found = []
            for page in file.pages[:MOST_PAGES]:
                lines = _lines(_words(page), float(page.width))
                found.append((lines, float(page.height)))
                page.close()
                number += 1
            return found, len(file.pages) > MOST_PAGES
    except (PDFException, PSException, PdfminerException) as broken:
        raise _unreadable(name, number, broken) from broken
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as broken:
        raise _unreadable(name, number, broken) from broken
    except (RecursionError, AssertionError, ArithmeticError, OSError, EOFError) as broken:
        raise _unreadable(name, number, broken) from broken


def _unreadable(name: str, page: int, broken: BaseException) -> UnreadableInput:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    if isinstance(broken.__context__, PDFPasswordIncorrect):
        return UnreadableInput(f"{name} is protected by a password.", UNLOCK)
    said = " ".join(str(broken).split())[:120] or type(broken).__name__
    return UnreadableInput(
        f"{name}: page {page + 1}: the PDF cannot be read ({said}).",
        "Have it sent again, or as a Word file.",
    )


def _words(page: Any) -> list[Word]:
    return [
        Word(
            text=found["text"],
            left=float(found["x0"]),
            right=float(found["x1"]),
            top=float(found["top"]),
            bottom=float(found["bottom"]),
            size=float(found["size"]),
            bold="bold" in str(found["fontname"]).lower(),
        )
        for found in page.extract_words(
            extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=False
        )
    ]


def _lines(words: list[Word], width: float) -> list[Line]:
    """The lines of a page in reading order: column by column where there are two, between lines
    that run over both."""
    gutter = _gutter(words, width)
    if gutter is None:
        return _rows(words)
    left = _rows([word for word in words if (word.left + word.right) / 2 <= gutter])
    right = _rows([word for word in words if (word.left + word.right) / 2 > gutter])
    over = _over_both(left, right)
    taken = {id(line) for pair in over for line in pair}
    ordered: list[Line] = []
    top = float("-inf")
    for pair in [*over, None]:
        bottom = pair[0].top if pair else float("inf")
        for column in (left, right):
            ordered += [x for x in column if top <= x.top < bottom and id(x) not in taken]
        if pair:
            ordered.append(_line([*pair[0].words, *pair[1].words]))
            top = bottom
    return ordered


def _over_both(left: list[Line], right: list[Line]) -> list[tuple[Line, Line]]:
    """Pairs of half lines that are one line over both columns: no more than a word space apart."""
    pairs: list[tuple[Line, Line]] = []
    for line in left:
        for other in right:
            size = line.words[-1].size
            level = abs(line.bottom - other.bottom) < 0.3 * size
            if level and other.left - line.words[-1].right < 0.75 * size:
                pairs.append((line, other))
    return pairs


def _gutter(words: list[Word], width: float) -> float | None:
    """The middle of a blank strip that parts a page into two columns, if there is one. In columns
    of prose most lines on the left reach the strip; in a table they do not."""
    if len(words) < _FEWEST_WORDS:
        return None
    step = width / 200
    crossings = [
        (sum(1 for w in words if w.left - step < x < w.right + step), abs(x - width / 2), x)
        for x in (width * place / 100 for place in range(40, 61))
    ]
    crossing, _, gutter = min(crossings)
    left = _rows([word for word in words if word.right <= gutter])
    right = [word for word in words if word.left >= gutter]
    if crossing > 0.02 * len(words) or len(right) < 0.2 * len(words) or len(left) < 4:
        return None
    full = sum(1 for line in left if line.words[-1].right > gutter - 0.12 * width)
    return gutter if full > 0.4 * len(left) else None


def _rows(words: list[Word]) -> list[Line]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        middle = (word.top + word.bottom) / 2
        row = rows[-1] if rows else []
        if row and min(w.top for w in row) - 1 <= middle <= max(w.bottom for w in row) + 1:
            row.append(word)
        else:
            rows.append([word])
    lines = [_line(sorted(row, key=lambda w: w.left)) for row in rows]
    return sorted(lines, key=lambda line: line.top)


def _line(words: list[Word]) -> Line:
    size = max(word.size for word in words)
    text = ""
    end = words[0].left
    for word in words:
        raised = word.size < 0.8 * size and word.text.isdecimal() and _stands_high(word, words)
        shown = word.text.translate(RAISED) if raised else word.text
        glued = word.left - end < 0.12 * size
        text += shown if glued or not text else f" {shown}"
        end = word.right
    tops, bottoms = [w.top for w in words], [w.bottom for w in words]
    return Line(words, _spaced(text), min(tops), max(bottoms), words[0].left)


def _stands_high(word: Word, words: list[Word]) -> bool:
    return word.bottom < max(other.bottom for other in words) - 0.15 * word.size


def _spaced(text: str) -> str:
    """A note's number in front of its text stands apart from it."""
    found = re.match(r"([⁰¹²³⁴-⁹]{1,4})(?=\S)(?![⁰¹²³⁴-⁹])", text)
    return f"{found[1]} {text[found.end() :]}" if found else text


def _mark_notes(pages: list[list[Line]]) -> None:
    """Raise note marks where a font hides that they are: footnotes are the small lines at the foot
    of a page that begin with a number, their marks that number glued to a word. A page of nothing
    but notes is told by its first number, which goes on from the page before."""
    body = statistics.median([line.size for lines in pages for line in lines] or [0.0])
    last = 0
    for lines in pages:
        usual = statistics.median([line.size for line in lines] or [0.0])
        notes = _numbered(lines, body)
        if usual < 0.93 * body and notes and _printed(lines[notes[0]]) == last + 1:
            usual = body
        notes = _numbered(lines, usual)
        last = _printed(lines[notes[-1]]) if notes else last
        for place in reversed(notes):
            _mark_note(lines, place, usual)


def _numbered(lines: list[Line], usual: float) -> list[int]:
    """Where lines begin with a note's number."""
    return [
        place
        for place, line in enumerate(lines)
        if line.size <= 0.93 * usual
        and _NOTE_LINE.match(line.text)
        and not _DATE_LINE.fullmatch(line.text)
    ]


def _printed(line: Line) -> int:
    found = _NOTE_LINE.match(line.text)
    return int(found["number"].translate(DIGITS)) if found else 0


def _mark_note(lines: list[Line], place: int, usual: float) -> None:
    line = lines[place]
    found = _NOTE_LINE.match(line.text)
    if found is not None:
        number = found["number"]
        line.text = f"{number.translate(RAISED)} {line.text[found.end() :]}"
        if number.isdecimal():
            _raise_mark(lines[:place], number, usual)


def _raise_mark(lines: list[Line], number: str, usual: float) -> None:
    glued = re.compile(rf"(?:(?<=[^\W\d_])|(?<=[,;)”’\]])|(?<=[a-z]{{3}}[.])){number}(?![\w/])")
    for line in reversed(lines):
        found = list(glued.finditer(line.text)) if line.size > 0.93 * usual else []
        if found:
            at = found[-1]
            line.text = line.text[: at.start()] + number.translate(RAISED) + line.text[at.end() :]
            return


def _with_whole_notes(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages; what is left of a note for the foot of the next page follows it."""
    lines = [line for page in pages for line in page]
    small = 0.93 * statistics.median(line.size for line in lines) if lines else 0.0
    found: list[Line] = []
    for page in pages:
        foot = len(page)
        while foot and page[foot - 1].size < small:
            foot -= 1
        noted = found and found[-1].size < small
        ends = (n for n in range(foot, len(page)) if page[n].text[:1] in SUPERSCRIPTS)
        left = next(ends, len(page)) if noted and foot else foot
        found += [*page[foot:left], *page[:foot], *page[left:]]
    return found


def _furniture(pages: list[tuple[list[Line], float]]) -> set[str]:
    """What stands in the top or bottom margin of at least half of the pages, digits apart."""
    seen: Counter[str] = Counter()
    for lines, height in pages:
        seen.update({_key(line) for line in lines if _in_margin(line, height)})
    least = max(2, len(pages) / 2)
    return {key for key, count in seen.items() if count >= least}


def _is_furniture(line: Line, height: float, furniture: set[str]) -> bool:
    if not _in_margin(line, height):
        return False
    return _key(line) in furniture or _PAGE_NUMBER.fullmatch(line.text) is not None


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _text(lines: list[Line]) -> str:
    """The lines of all pages, blank ones where a paragraph begins."""
    usual = _leading(lines)
    body = statistics.median(line.size for line in lines) if lines else 1.0
    blocks: list[list[Line]] = []
    reach = 0.0
    for line in lines:
        above = blocks[-1][-1] if blocks else line
        if blocks and not _parts(blocks[-1], line, usual, body, reach):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        reach = line.right if line.top <= above.top else max(reach, line.right)
    return "\n\n".join(_block_text(block) for block in blocks)


def _leading(lines: list[Line]) -> float:
    """The distance from line to line inside paragraphs: a low one among all distances, since
    there are pages where most lines are paragraphs of their own."""
    gaps = sorted(b.top - a.top for a, b in pairwise(lines) if b.top - a.top > 0.8 * a.size)
    return gaps[len(gaps) // 10] if gaps else 0.0


def _parts(block: list[Line], line: Line, usual: float, body: float, reach: float) -> bool:
    """Whether a line begins a paragraph: a further note, or after a gap, a change of face, or
    indented after an end. A line further up stands in the next column or page: it goes on where
    the line before was full and no label begins. ``reach`` is how far the lines of its column
    run.
    """
    before = block[-1]
    if line.bold != before.bold or abs(line.size - before.size) > 0.9:
        return True
    if block[0].text[:1] in SUPERSCRIPTS and line.text[:1] in SUPERSCRIPTS:
        return True
    if line.top <= before.top:
        longest = max(other.right for other in block) if len(block) > 1 else reach
        full = longest - before.right < max(line.size, _first_word(line))
        return not full or lead(line.text) is not None
    larger = max(min(line.size, before.size) / body, 1.0)
    if line.top - before.top > 1.25 * usual * larger:
        return True
    return before.text.endswith(_ENDS) and line.left > _edge(block) + 8


def _edge(block: list[Line]) -> float:
    """Where the lines of a paragraph begin; a label or a note's number hangs to the left of it."""
    if len(block) > 1:
        return min(line.left for line in block[1:])
    words, text = block[0].words, block[0].text
    hangs = text[:1] in SUPERSCRIPTS or lead(text) is not None
    return words[1 if hangs and len(words) > 1 else 0].left


def _first_word(line: Line) -> float:
    """What the first word of a line would have taken at the end of the one before."""
    word = line.words[0]
    return word.right - word.left + 0.25 * word.size


def _block_text(block: list[Line]) -> str:
    text = ""
    for line in block:
        if text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif _ends_within_a_word(text, line.text):
            text += line.text
        else:
            text = f"{text}\n{line.text}" if text else line.text
    return f"**{text}**" if all(line.bold for line in block) else text


def _ends_within_a_word(text: str, after: str) -> bool:
    """Whether a line was broken behind a word's own slash; ``1/`` marks a note."""
    return text.endswith("/") and len(text.rsplit(maxsplit=1)[-1]) > 2 and after[:1].isalnum()
