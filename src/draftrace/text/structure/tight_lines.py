"""Where does a line end because its paragraph does, in a text without blank lines between them?

A printer fills a line before he begins another: where the next line's first word would have fitted,
something ended there. Text taken out of PDFs often comes so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftrace.text.structure.front import is_masthead_line
from draftrace.text.structure.headings import OF_THE_WHOLE
from draftrace.text.structure.inline import SUPERSCRIPTS
from draftrace.text.structure.joins import last_sign
from draftrace.text.structure.leads import lead
from draftrace.text.structure.line_widths import Measure, in_letters, measure_of
from draftrace.text.structure.parts import RECITAL, SPEAKERS

_FEWEST_LABELS = 6
_LEAST_TIGHT = 0.3
"""So many of the labels must stand right under a line that ends for the text to be tight."""
_NARROWEST, _WIDEST = 40, 200
_ENDED, _BROKEN_OFF = 0.9, 0.7
"""How full a line may be, of the width, that ends with its paragraph: after a stop, and without."""
_FEWEST_FILLED = 20
_UNEVEN = 50
"""One in so many filled lines may leave more room than the printer usually left."""
_STOPS = (".", ";", ":", ",", "?", "!")
_FIGURES = f"{SUPERSCRIPTS} "
_OPENERS = '[(“"‘*•·–—- '
_BULLETS = ("•", "·", "▪", "◦")
_DASHES = ("- ", "– ", "— ")
"""Before an item; where the line above has not come to a stop, a sentence may go on after one."""
_CENTRED = 12
_ENACTING = re.compile(r"(?:Have|Hereby|Do hereby)\s[a-z]+", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_IN_MID_LINE = re.compile(r"(?<=[a-z)\]])\.[\])”]*\s+[\[(“]*[A-Z]")


class TightLines:
    """Tells for each line of a text whether it ends its paragraph, where no blank line does."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        width = _width(lines)
        self._width = width if width and _is_tight(lines, width) else 0
        self._full = self._width * _BROKEN_OFF
        pairs = _of_one_sentence(lines) if self._width else []
        self._measure = measure_of(pairs)
        self._ended = _filled(pairs, self._measure) or self._width * _ENDED
        self._front = _front(lines) if self._width else 0
        self._short_paragraphs = bool(pairs) and self._has_short_paragraphs()

    @property
    def throughout(self) -> bool:
        """Whether the text is such a one."""
        return self._width > 0

    def ends(self, place: int) -> bool:
        """Whether the paragraph of the line at ``place`` ends with it, the next being filled."""
        if not self._width or place + 1 >= len(self._lines):
            return False
        line, after = self._lines[place].rstrip(), self._lines[place + 1].strip()
        labelled = lead(after) is not None
        if not line.strip() or not (labelled or _begins_large(after)):
            return False
        if self._told_by_words(place) or self._told_by_place(place):
            return True
        stopped = _stops(line)
        if not (stopped or labelled):
            return not self._of_a_title(place) and self._breaks_off(place)
        if self._fits(place):
            return True
        return self._short_paragraphs and not labelled and last_sign(line) == "."

    def _has_short_paragraphs(self) -> bool:
        """Whether full stops with room behind them end more paragraphs without a label than others,
        in mid-line, end but a sentence, and first lines are not set in: then so does one that fills
        its line.
        """
        ends = sentences = set_in = 0
        for place, (line, after) in enumerate(pairwise(self._lines)):
            sentences += len(_IN_MID_LINE.findall(line))
            if last_sign(line.rstrip()) == "." and _begins_large(after) and not _labelled(after):
                ends += self._fits(place)
                set_in += self._is_set_in(place + 1)
        return ends > max(sentences, 2 * set_in)

    def _told_by_words(self, place: int) -> bool:
        """Whether what the two lines say, and how, tells that a paragraph begins."""
        line, after = self._lines[place].strip(), self._lines[place + 1].strip()
        if _opens_whole(after) or SPEAKERS.match(after) or after[:1] in _BULLETS:
            return True
        if place < self._front and is_masthead_line(line) != is_masthead_line(after):
            return True
        if line.isupper() and not after.isupper():
            return True
        if after.lstrip("[").startswith(_DASHES) and _stops(line):
            return True
        found = lead(after)
        if found is not None and found.parts_from_title:
            return True
        numbered = found is not None and bool(found.word) and found.heads
        begins = after.isupper() or any(x.match(after) for x in (RECITAL, _ENACTING))
        return _stops(line) and (begins or numbered or self._heads(place + 1))

    def _told_by_place(self, place: int) -> bool:
        """Whether a line is centred and the next is not, or this one has come to a stop and the
        next is set in as a first line is.
        """
        line, after = self._lines[place], self._lines[place + 1]
        if _indent(line) > self._width / 2 > _indent(after):
            return True
        if self._is_centred(line):
            return not self._is_centred(after) and self._fits(place)
        return _stops(line) and self._is_set_in(place + 1)

    def _is_set_in(self, place: int) -> bool:
        """Whether a line stands further in than the one before, which is no item's whose lines
        hang, or further in than the one after, in the middle of whose sentence it breaks off.
        """
        before, line, after = ([*self._lines[place - 1 : place + 2], ""])[:3]
        hangs = _labelled(before) or before.lstrip()[:2] in _DASHES
        if not hangs and _indent(line) > _indent(before):
            return True
        goes_on = after.strip() and not _stops(line) and not _labelled(after)
        return bool(goes_on) and _indent(line) > _indent(after)

    def _is_centred(self, line: str) -> bool:
        return min(_indent(line), self._width - len(line.rstrip())) >= _CENTRED

    def _fits(self, place: int) -> bool:
        """Whether the first word of the next line would have stood on this one."""
        return self._with_next_word(place, self._measure) < self._ended

    def _breaks_off(self, place: int) -> bool:
        """Whether it would have left room even so."""
        return self._with_next_word(place, in_letters) < self._full

    def _with_next_word(self, place: int, measure: Measure) -> float:
        line, after = self._lines[place].rstrip(), self._lines[place + 1]
        return measure(f"{line} {after.split(maxsplit=1)[0]}")

    def _heads(self, place: int) -> bool:
        """Whether a line looks like a heading: it breaks off early without a stop."""
        if place + 1 >= len(self._lines) or _stops(self._lines[place]):
            return False
        line, after = self._lines[place], self._lines[place + 1]
        if not after.strip():
            return len(line.rstrip()) < self._full
        return _begins_large(after) and self._breaks_off(place)

    def _of_a_title(self, place: int) -> bool:
        """Whether this line and the next are set as those of one title."""
        line, after = self._lines[place], self._lines[place + 1]
        if _indent(line) >= _CENTRED and _indent(after) >= _CENTRED:
            return True
        if place + 1 >= self._front or _FIGURE.search(line + after) or len(after) > self._full:
            return False
        return not _opens_whole(line)


def _begins_large(line: str) -> bool:
    """Whether a line begins as a paragraph does: with a capital or a figure."""
    begins = line.strip().lstrip(_OPENERS)[:1]
    return begins.isupper() or begins.isdigit()


def _stops(line: str) -> bool:
    return last_sign(line.rstrip(_FIGURES)) in _STOPS


def _opens_whole(line: str) -> bool:
    """Whether a line is the heading of a preamble, an annex or the like."""
    return line.strip("[]*: ").lower() in OF_THE_WHOLE


def _front(lines: Sequence[str]) -> int:
    """Where the first label stands: above it are a masthead and titles."""
    return next((n for n, line in enumerate(lines) if lead(line.strip()) is not None), 0)


def _is_tight(lines: Sequence[str], width: int) -> bool:
    """Whether labels stand right under other paragraphs, again and again; or, whatever begins them,
    more lines end early with a stop right above others than paragraphs with a blank line.
    """
    labels = under = early = parted = 0
    for line, after in pairwise(lines):
        above, below = line.strip(), after.strip()
        if not above or not below:
            parted += bool(above)
            continue
        stopped = _stops(above)
        short = len(line.rstrip()) < _BROKEN_OFF * width
        if lead(below) is not None:
            labels += 1
            under += (stopped or short) and len(above) < _WIDEST
        early += stopped and short and below.lstrip(_OPENERS)[:1].isupper()
    if labels >= _FEWEST_LABELS and under >= _LEAST_TIGHT * (labels + _labels_apart(lines)):
        return True
    return early >= _FEWEST_LABELS and early > parted


def _labels_apart(lines: Sequence[str]) -> int:
    """How many labels a blank line stands above."""
    return sum(
        not above.strip() and lead(below.strip()) is not None for above, below in pairwise(lines)
    )


def _width(lines: Sequence[str]) -> int:
    """How long the longer lines are that are followed by another; 0 where they were not wrapped."""
    lengths = sorted(
        len(line.rstrip()) for line, after in pairwise(lines) if line.strip() and after.strip()
    )
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _of_one_sentence(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Each line whose sentence goes on in the next, with the first word of that."""
    return [
        (line, after.split(maxsplit=1)[0])
        for line, after in pairwise(lines)
        if line.strip()
        and after.strip()[:1].islower()
        and not _stops(line)
        and not _labelled(after)
    ]


def _filled(pairs: Sequence[tuple[str, str]], measure: Measure) -> float:
    """How wide every line becomes, but for a few, with the first word of the next; 0 where too few
    lines tell.
    """
    widths = sorted(measure(f"{line.rstrip()} {word}") for line, word in pairs)
    return widths[len(widths) // _UNEVEN] if len(widths) >= _FEWEST_FILLED else 0


def _labelled(line: str) -> bool:
    return lead(line.strip()) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
