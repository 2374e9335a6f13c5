"""Where the letters of a page differ from the text: a page of a PDF knows letters only, neither
words nor paragraphs, so the words come from the text and the letters say which of them changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from draftrace.compare.engines import installed_runs
from draftrace.exporters.pdf import CLOSE, SPACED, UNSURE, Gap, Letter
from draftrace.exporters.readback import CELL

_ENDS = (".", ";", ":", ",", "?", "!")
_JOINS = ("-", "/")
MOST_LETTERS = 5000
"""More than so many letters of changed paragraphs are no slip of the pen, and slow to place."""
_Raw = tuple[int, int, int, int]
"""From where to where of the text letters go, and which of the page come."""


class _Edit(NamedTuple):
    """From where to where of the text letters go, and the words that come instead. What comes in
    between two lines is ``ahead`` of the second or ends the first, and may stand ``apart``."""

    low: int
    high: int
    new: str
    ahead: bool = False
    apart: bool = True


def placed(
    lines: Sequence[tuple[str, str]], letters: Sequence[Letter], as_letters: Callable[[str], str]
) -> list[tuple[str, str, str]] | None:
    """Each differing line: its address, itself and what the page makes of it; None where too much
    differs. ``lines`` are addresses and lines, ``letters`` those of the page, ``as_letters`` how a
    page shows a line."""
    shown = [as_letters(line) for _address, line in lines]
    page = "".join(letter.sign for letter in letters)
    changed = sum(len(line) for line in shown if line not in page)
    if changed + abs(sum(map(len, shown)) - len(page)) > MOST_LETTERS:
        return None
    text = "".join(shown)
    ends = list(accumulate(map(len, shown)))
    raw = list(_edits(text, page))
    gaps = list(_gaps((line for _address, line in lines), as_letters))
    edits = [*_placed_edits(raw, text, letters, {0, *ends}), *_respaced(raw, gaps, letters)]
    found: list[tuple[str, str, str]] = []
    for (address, line), end, length in zip(lines, ends, map(len, shown), strict=True):
        within = [_within(edit, end - length, end) for edit in edits]
        touching = [edit for edit in within if edit is not None]
        own = [edit for edit in touching if _is_line(line, length, edit)]
        inside = [edit for edit in touching if edit not in own]
        if inside:
            found.append((address, line, _said(line, inside, as_letters)))
        found += [(address, "", edit.new.strip()) for edit in own]
    return found


def _within(edit: _Edit, start: int, end: int) -> _Edit | None:
    """What an edit does to the line from here to there, counted from its beginning; nothing to
    most. What comes in between two lines is the first's, if it is not ahead of the second."""
    if edit.low != edit.high:
        touches = edit.low < end and edit.high > start
    elif edit.ahead:
        touches = start <= edit.low < end
    else:
        touches = start < edit.low <= end or edit.low == start == 0
    if not touches:
        return None
    low, high = max(edit.low, start) - start, min(edit.high, end) - start
    return edit._replace(low=low, high=high, new=edit.new if edit.low >= start else "")


def _placed_edits(
    raw: Iterable[_Raw], text: str, letters: Sequence[Letter], bounds: set[int]
) -> Iterator[_Edit]:
    """What goes and what comes; of the places that leave the same letters the one that takes out
    or puts in whole lines."""
    page = "".join(letter.sign for letter in letters)
    for low, high, first, last in raw:
        if first == last:
            yield _Edit(*_slid(text, low, high, bounds), "")
        elif low == high:
            # After "one." the words "Two." may as well be ". Two": where a line ends, they are not.
            shifts = (start - first for start, _end in _same_cuts(page, first, last))
            by = next((shift for shift in shifts if low + shift in bounds), 0)
            yield _incoming(low + by, letters, first + by, last + by)
        else:
            yield _Edit(low, high, _words(letters[first:last]))


def _incoming(place: int, letters: Sequence[Letter], first: int, last: int) -> _Edit:
    """Words that come in; the page shows whether a line ends before them and behind them."""
    before, behind = letters[first].gap, letters[last].gap if last < len(letters) else UNSURE
    new = _words(letters[first:last]) + ("" if behind == CLOSE else " ")
    return _Edit(place, place, new, before == UNSURE != behind, before != SPACED)


def _words(letters: Iterable[Letter]) -> str:
    """Letters of the page with the spaces before them; behind a hyphen a line ends without one."""
    told = ""
    for letter in letters:
        within = letter.gap == CLOSE or (letter.gap == UNSURE and told.endswith(_JOINS))
        told += letter.sign if within else f" {letter.sign}"
    return told


def _gaps(lines: Iterable[str], as_letters: Callable[[str], str]) -> Iterator[Gap]:
    """Before each letter of the text, whether there is a space: a line's beginning and the next
    cell of a row tell nothing."""
    known: dict[str, str] = {}
    for line in lines:
        gap: Gap = UNSURE
        for sign in line:
            if sign == CELL:
                gap = UNSURE
            elif sign == " ":
                gap = SPACED if gap == CLOSE else gap
            if sign not in known:
                known[sign] = as_letters(sign)
            for _letter in known[sign]:
                yield gap
                gap = CLOSE


def _respaced(
    raw: Iterable[_Raw], gaps: Sequence[Gap], letters: Sequence[Letter]
) -> Iterator[_Edit]:
    """Where letters that stay stand closer or wider: "now here" is not "nowhere"."""
    end = len(gaps), len(gaps), len(letters), len(letters)
    for (_low, start, _first, there), (until, *_behind) in pairwise([(0, 0, 0, 0), *raw, end]):
        for place in range(start + 1, until):
            before, letter = letters[there + place - start - 1 : there + place - start + 1]
            if letter.gap != gaps[place] and UNSURE not in (letter.gap, gaps[place]):
                new = _words((before._replace(gap=CLOSE), letter))
                yield _Edit(place - 1, place + 1, new)


def _is_line(line: str, length: int, edit: _Edit) -> bool:
    """Whether letters that came in behind a line are a line of their own: it has ended, and they
    begin like one."""
    opens = edit.new.strip()[:1]
    return (
        edit.low == length
        and edit.apart
        and line[-1:] in _ENDS
        and (opens.isupper() or opens.isdigit() or opens == "(")
    )


def _slid(text: str, low: int, high: int, bounds: set[int]) -> tuple[int, int]:
    """The same cut where it takes out whole lines: without (b), the bracket left over may be that
    of (b) or that of (c)."""
    cuts = _same_cuts(text, low, high)
    return next((cut for cut in cuts if bounds.issuperset(cut)), (low, high))


def _same_cuts(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Every cut that leaves the same letters."""
    yield low, high
    start, end = low, high
    while start > 0 and text[start - 1] == text[end - 1]:
        start, end = start - 1, end - 1
        yield start, end
    start, end = low, high
    while end < len(text) and text[start] == text[end]:
        start, end = start + 1, end + 1
        yield start, end


def _edits(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """From where to where in ``old`` letters go, and which of ``new`` come; edits with fewer than
    three letters between them are one, as the letters of two words agree here and there."""
    at = there = 0
    held: tuple[int, int, int, int] | None = None
    for op, length in installed_runs()(old, new):
        gone, come = (length if op != "+" else 0), (length if op != "-" else 0)
        if op != "=":
            edit = (at, at + gone, there, there + come)
            if held is not None and at - held[1] >= 3:
                yield held
                held = None
            held = edit if held is None else (held[0], edit[1], held[2], edit[3])
        at, there = at + gone, there + come
    if held is not None:
        yield held


def _said(line: str, edits: Iterable[_Edit], as_letters: Callable[[str], str]) -> str:
    """The line after its edits, with the spaces it has and those the page puts in."""
    at = [n for n, sign in enumerate(line) for _letter in as_letters(sign)]
    at.append(len(line))
    for edit in sorted(edits, reverse=True):
        if edit.low == edit.high:
            cut = at[edit.low - 1] + 1 if edit.low else 0
            line = line[:cut] + edit.new + line[cut:]
        else:
            line = line[: at[edit.low]] + edit.new + line[at[edit.high - 1] + 1 :]
    return " ".join(line.split())
