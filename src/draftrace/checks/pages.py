"""A document as a proofreader turns its pages: every piece of text in printed order."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

import msgspec

from draftrace.text.documents import Document, Kind, Note, Provision
from draftrace.text.wording import plain

_WORD = re.compile(r"[^\W_]+(?:['’/][^\W_]+)*(?:-[^\W_]+(?:['’/][^\W_]+)*)*-?")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s]")
_INVISIBLE = re.compile(r"\\(?=[\\*\[])|\[\^[^\[\]\s\\*]+\]|\*+")
_SENTENCE = re.compile(r"[.?!][”\"’)]{0,3}\s+(?=[A-Z“\"])")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SHORTENED = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|vol|vols|para|paras|sect|chap|art|arts|e\.g|i\.e))\.$"
)


class Word(msgspec.Struct, frozen=True):
    """A word or a punctuation mark with its place in the plain text."""

    text: str
    start: int
    end: int


class Page(msgspec.Struct, frozen=True, dict=True):
    """One piece of text: a provision, or a footnote after all provisions. ``text`` is its wording
    without emphasis marks and note references.
    """

    address: str
    kind: Kind
    level: int
    label: str
    printed: str
    part: str
    line: int
    wording: str
    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words alone, hyphens and apostrophes inside them."""
        return tuple(Word(m[0], m.start(), m.end()) for m in _WORD.finditer(self.text))

    @cached_property
    def tokens(self) -> tuple[Word, ...]:
        """Words and punctuation marks."""
        return tuple(Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(self.text))

    @cached_property
    def invisible(self) -> tuple[tuple[int, str], ...]:
        """What the plain text leaves out, each with the place in the plain text where it stood."""
        found, left_out = [], 0
        for mark in _INVISIBLE.finditer(self.wording):
            found.append((mark.start() - left_out, mark[0]))
            left_out += len(mark[0])
        return tuple(found)

    @cached_property
    def note_places(self) -> tuple[tuple[int, str], ...]:
        """The notes cited: place in the plain text, and id."""
        return tuple((at, mark[2:-1]) for at, mark in self.invisible if mark.startswith("[^"))

    @cached_property
    def notes_at(self) -> dict[int, str]:
        """The first note cited at each place of the plain text."""
        return dict(reversed(self.note_places))

    @cached_property
    def emphasised(self) -> tuple[tuple[int, int], ...]:
        """The stretches of plain text in italics, as (start, end)."""
        stars = [at for at, mark in self.invisible if mark.startswith("*")]
        return tuple(zip(stars[::2], stars[1::2], strict=False))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The stretches of plain text between quotation marks, as (start, end)."""
        return tuple(m.span() for m in _QUOTED.finditer(self.text))

    @cached_property
    def _left_out(self) -> tuple[list[int], list[int]]:
        """Where the plain text leaves something out, and how much up to there."""
        return [at for at, _ in self.invisible], list(accumulate(len(m) for _, m in self.invisible))

    def is_italic(self, at: int) -> bool:
        """Whether a character of the plain text is in italics."""
        return _within(self.emphasised, at)

    def is_quoted(self, at: int) -> bool:
        """Whether a character of the plain text stands between quotation marks."""
        return _within(self.quoted, at)

    def place(self, in_wording: int) -> int:
        """The place in the plain text of a character of the wording."""
        places, lengths = self._left_out
        starts = [at + before for at, before in zip(places, [0, *lengths], strict=False)]
        number = bisect.bisect_left(starts, in_wording)
        return in_wording - (lengths[number - 1] if number else 0)

    def column(self, at: int) -> int:
        """The column, from 1, of a character of the plain text in the provision as printed."""
        places, lengths = self._left_out
        number = bisect.bisect_right(places, at)
        before = lengths[number - 1] if number else 0
        return at + before + (len(self.printed) + 1 if self.printed else 0) + 1

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Every sentence with its place in the plain text."""
        start = 0
        for end in _SENTENCE.finditer(self.text):
            if _SHORTENED.search(self.text, max(0, end.start() - 6), end.start() + 1):
                continue
            yield start, self.text[start : end.end()].rstrip()
            start = end.end()
        yield start, self.text[start:]


class Pages:
    """The whole text in printed order, the footnotes at its end, and what is asked of it often."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.all = (*map(_of_provision, document.provisions), *map(_of_note, document.notes))

    def __iter__(self) -> Iterator[Page]:
        return iter(self.all)

    @cached_property
    def body(self) -> tuple[Page, ...]:
        """Everything but the footnotes."""
        return tuple(page for page in self.all if page.kind != "footnote")

    @cached_property
    def prose(self) -> tuple[Page, ...]:
        """What is written in sentences: no titles, headings or table rows."""
        return tuple(p for p in self.all if p.kind not in ("title", "heading", "tablerow"))

    @cached_property
    def notes(self) -> tuple[Page, ...]:
        """The footnotes."""
        return tuple(page for page in self.all if page.kind == "footnote")

    @cached_property
    def parts(self) -> dict[str, tuple[Page, ...]]:
        """The body by part, in order of appearance."""
        found: dict[str, list[Page]] = {}
        for page in self.body:
            found.setdefault(page.part, []).append(page)
        return {part: tuple(pages) for part, pages in found.items()}

    @cached_property
    def lists(self) -> tuple[tuple[Page | None, tuple[Page, ...]], ...]:
        """Every list: its chapeau, if any, and its items of one level, in order."""
        return tuple(_lists(self.body))


def _within(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    number = bisect.bisect_right(spans, at, key=lambda span: span[0])
    return number > 0 and at < spans[number - 1][1]


def _of_provision(provision: Provision) -> Page:
    return Page(
        address=provision.address,
        kind=provision.kind,
        level=provision.level,
        label=provision.label,
        printed=provision.printed,
        part=provision.part,
        line=provision.line,
        wording=provision.wording,
        text=plain(provision.wording),
    )


def _of_note(note: Note) -> Page:
    part, _, _ = note.address.rpartition("/")
    return Page(
        address=note.address or f"note:{note.number}",
        kind="footnote",
        level=1,
        label=note.number,
        printed=note.number,
        part=part,
        line=note.line,
        wording=note.wording,
        text=plain(note.wording),
    )


def _lists(pages: tuple[Page, ...]) -> Iterator[tuple[Page | None, tuple[Page, ...]]]:
    """Items belong to the nearest piece above them that stands less deep."""
    open_lists: list[tuple[int, Page | None, list[Page]]] = []
    above: list[Page] = []
    for page in pages:
        if page.kind in ("title", "heading", "tablerow") or page.level <= 1:
            yield from _closed(open_lists, 1)
            above = [page]
            continue
        yield from _closed(open_lists, page.level)
        while above and above[-1].level >= page.level and len(above) > 1:
            above.pop()
        if not open_lists or open_lists[-1][0] < page.level:
            open_lists.append((page.level, above[-1] if above else None, []))
        open_lists[-1][2].append(page)
        above.append(page)
    yield from _closed(open_lists, 0)


def _closed(
    open_lists: list[tuple[int, Page | None, list[Page]]], level: int
) -> Iterator[tuple[Page | None, tuple[Page, ...]]]:
    while open_lists and open_lists[-1][0] > level:
        _, chapeau, items = open_lists.pop()
        yield chapeau, tuple(items)
