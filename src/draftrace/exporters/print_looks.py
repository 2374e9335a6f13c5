"""What do the pages of a PDF show otherwise than their letters say?

Each page is drawn as a reader sees it, and where letters stand there must be ink: so it does not
matter whether they are white, tiny, covered, cut off or in a layer that is not shown. What a reader
sees and no letters say are annotations, the values of forms and pictures.
Source: ISO 32000-1, 12.5.6 (annotations).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from draftrace.exporters.pdf import BREAK_HYPHENS, opened, struck_letters

HIDDEN: Final = "hidden"
STRUCK: Final = "struck out"
SHOWN: Final = "shown"
_SCALE = 1.5
_INK = 40
"""By how many of 255 shades letters differ at least from what they stand on."""
_LOWEST = 1.6
"""Points: words whose letters are all as low as this are too small to see."""
_AROUND = 40
_THIN = 2.5
_SMALLEST_PICTURE = 8.0
_ASIDE = (1, 2, 9, 10, 11, 16)
"""Notes that pop up, links, what is highlighted or underlined: nothing of the page's words."""
_STRIKE_OUT, _WIDGET = 12, 20


class Look(NamedTuple):
    """A word and what a page does to it, between the letters around it, which may follow the one
    before that looks so too; or what is shown below the letters ``before`` it."""

    how: str
    words: str
    before: str
    behind: str
    follows: bool = False


class _Letter(NamedTuple):
    """A letter, the corners of its box in points of the page, whether a space stands before it and
    whether there is ink."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float
    opens: bool
    inked: bool


def print_looks(content: bytes, *, marked: bool = False) -> Iterator[Look]:
    """In the order of the pages; what a ``marked`` text of ours shows as taken out is no finding.
    Raises UnreadableInput."""
    with opened(content) as document:
        for page in document:
            letters = list(_letters(page, marked=marked))
            yield from _unseen(letters)
            lines = [bounds for kind, bounds in _objects(page) if kind == "line"]
            yield from _crossed(letters, lines)
            yield from _shown(page, letters)


def _letters(page: Any, *, marked: bool) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    drawn = page.render(scale=_SCALE, grayscale=True).to_numpy()
    height, width = drawn.shape[:2]
    gone = struck_letters(text) if marked else frozenset[int]()
    box = [ctypes.c_double() for _side in range(4)]
    corner = ctypes.c_int(), ctypes.c_int()
    opens = True
    for place in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, place))
        if sign.isspace() or pdfium.FPDFText_IsGenerated(text, place):
            opens = True
            continue
        if sign == "\0" or place in gone:
            continue
        pdfium.FPDFText_GetCharBox(text, place, *map(ctypes.byref, box))
        left, right, bottom, top = (side.value for side in box)
        points = []
        for x, y in ((left, bottom), (right, top)):
            pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, *map(ctypes.byref, corner))
            points.append((corner[0].value, corner[1].value))
        (x1, y1), (x2, y2) = points
        within = drawn[
            max(min(y1, y2), 0) : max(y1, y2, 0) + 1, max(min(x1, x2), 0) : max(x1, x2, 0) + 1
        ]
        inked = bool(within.size) and int(within.max()) - int(within.min()) >= _INK
        shown = "-" if sign in BREAK_HYPHENS else unicodedata.normalize("NFKC", sign)
        yield _Letter(shown, left, right, bottom, top, opens, inked)
        opens = False


def _words(letters: Sequence[_Letter]) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends."""
    starts = [place for place, letter in enumerate(letters) if letter.opens]
    yield from pairwise([*starts, len(letters)])


def _unseen(letters: Sequence[_Letter]) -> Iterator[Look]:
    """Words of which no more than half the letters are seen."""
    hidden = [word for word in _words(letters) if not _is_seen(letters[slice(*word)])]
    yield from _looking(HIDDEN, letters, hidden)


def _is_seen(word: Sequence[_Letter]) -> bool:
    inked = sum(letter.inked for letter in word)
    tall = max(abs(letter.top - letter.bottom) for letter in word)
    wide = max(abs(letter.right - letter.left) for letter in word)
    return 2 * inked > len(word) and (max(tall, wide) > _LOWEST or not word[0].sign.isalnum())


def _crossed(letters: Sequence[_Letter], lines: Sequence[Any]) -> Iterator[Look]:
    """Words through whose middle a line is drawn."""
    if lines:
        crossed = [
            (start, end)
            for start, end in _words(letters)
            if all(any(_crosses(line, each) for line in lines) for each in letters[start:end])
            and any(each.sign.isalnum() for each in letters[start:end])
        ]
        yield from _looking(STRUCK, letters, crossed)


def _crosses(line: Sequence[float], letter: _Letter) -> bool:
    left, bottom, right, top = line
    height = letter.top - letter.bottom
    middle = (bottom + top) / 2
    through = letter.bottom + 0.15 * height < middle < letter.top - 0.1 * height
    return through and left <= (letter.left + letter.right) / 2 <= right


def _looking(
    how: str, letters: Sequence[_Letter], words: Sequence[tuple[int, int]]
) -> Iterator[Look]:
    last = -1
    for start, end in words:
        before, behind = letters[max(start - _AROUND, 0) : start], letters[end : end + _AROUND]
        told = _signs(letters[start:end])
        yield Look(how, told, _signs(before), _signs(behind), start == last)
        last = end


def _signs(letters: Sequence[_Letter]) -> str:
    return "".join(letter.sign for letter in letters)


def _shown(page: Any, letters: Sequence[_Letter]) -> Iterator[Look]:
    """What annotations and forms say, and pictures, with the letters of the line they stand at or
    below."""
    for words, bounds in (*_annotations(page), *_pictures(page)):
        _left, bottom, _right, top = bounds
        above = [x for x in letters if x.bottom >= min(bottom, top) - 2]
        near = above[-1] if above else None
        place = letters.index(near) + 1 if near is not None else 0
        yield Look(SHOWN, words, _signs(letters[max(place - _AROUND, 0) : place]), "")


def _annotations(page: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        key = b"V" if kind == _WIDGET else b"Contents"
        said = " ".join(_string(annotation, key).split())
        box = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _ASIDE or (kind == _WIDGET and not said):
            continue
        words = "<words struck out>" if kind == _STRIKE_OUT else said or "<annotation>"
        yield words, (box.left, box.bottom, box.right, box.top)


def _string(annotation: Any, key: bytes) -> str:
    """A value of an annotation, as UTF-16 with two bytes of nothing behind it."""
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _pictures(page: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    for kind, bounds in _objects(page):
        if kind == "picture":
            yield "<picture>", bounds


def _objects(page: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The pictures and the thin level lines of a page, with their bounds."""
    import pypdfium2.raw as pdfium

    for each in page.get_objects():
        if each.type not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            continue
        left, bottom, right, top = each.get_bounds()
        wide, tall = right - left, top - bottom
        if each.type == pdfium.FPDF_PAGEOBJ_PATH and tall <= _THIN < wide:
            yield "line", (left, bottom, right, top)
        elif each.type == pdfium.FPDF_PAGEOBJ_IMAGE and min(wide, tall) >= _SMALLEST_PICTURE:
            yield "picture", (left, bottom, right, top)
