"""Where the letters of a page differ from the text: a page of a PDF knows letters only, neither
words nor paragraphs, so the words come from the text and the letters say which of them changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from draftrace.compare.engines import installed_runs

_ENDS = (".", ";", ":", ",", "?", "!")
MOST_LETTERS = 5000
"""More than so many letters of changed paragraphs are no slip of the pen, and slow to place."""


def placed(
    lines: Sequence[tuple[str, str]], letters: Sequence[str], as_letters: Callable[[str], str]
) -> list[tuple[str, str, str]] | None:
    """Each differing line: its address, itself and what the page makes of it; None where too much
    differs. ``lines`` are addresses and lines, ``letters`` those of the page, each with a space
    before it where one stands there, ``as_letters`` how a page shows a line."""
    shown = [as_letters(line) for _address, line in lines]
    page = "".join(letter[-1] for letter in letters)
    changed = sum(len(line) for line in shown if line not in page)
    if changed + abs(sum(map(len, shown)) - len(page)) > MOST_LETTERS:
        return None
    ends = list(accumulate(map(len, shown)))
    edits = list(_placed_edits("".join(shown), page, letters, {0, *ends}))
    found: list[tuple[str, str, str]] = []
    for (address, line), end, length in zip(lines, ends, map(len, shown), strict=True):
        start = end - length
        touching = [edit for edit in edits if _touches(edit[0], edit[1], start, end)]
        within = [
            (max(low, start) - start, min(high, end) - start, new if low >= start else "")
            for low, high, new in touching
        ]
        own = [edit for edit in within if _is_line(line, length, edit)]
        inside = [edit for edit in within if edit not in own]
        if inside:
            found.append((address, line, _said(line, inside, as_letters)))
        found += [(address, "", new.strip()) for _low, _high, new in own]
    return found


def _placed_edits(
    text: str, page: str, letters: Sequence[str], bounds: set[int]
) -> Iterator[tuple[int, int, str]]:
    """From where to where of the text letters go, and which come instead, with their spaces; of
    the places that leave the same letters the one that takes out or puts in whole lines."""
    for low, high, first, last in _edits(text, page):
        if first == last:
            yield (*_slid(text, low, high, bounds), "")
        elif low == high:
            # After "one." the words "Two." may as well be ". Two": where a line ends, they are not.
            shifts = (start - first for start, _end in _same_cuts(page, first, last))
            by = next((shift for shift in shifts if low + shift in bounds), 0)
            yield low + by, low + by, "".join(letters[first + by : last + by])
        else:
            yield low, high, "".join(letters[first:last])


def _is_line(line: str, length: int, edit: tuple[int, int, str]) -> bool:
    """Whether letters that came in behind a line are a line of their own: it has ended, and they
    begin like one."""
    low, _high, new = edit
    opens = new.strip()[:1]
    return (
        low == length
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


def _touches(low: int, high: int, start: int, end: int) -> bool:
    """Whether an edit is this line's; what comes in between two lines belongs to the first."""
    if low == high:
        return start < low <= end or low == start == 0
    return low < end and high > start


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


def _said(
    line: str, edits: Sequence[tuple[int, int, str]], as_letters: Callable[[str], str]
) -> str:
    """The line after its edits, with the spaces it has and those the page puts in."""
    at = [n for n, sign in enumerate(line) for _letter in as_letters(sign)]
    at.append(len(line))
    for low, high, new in reversed(edits):
        if low == high:
            cut = at[low - 1] + 1 if low else 0
            line = line[:cut] + new + line[cut:]
        else:
            line = line[: at[low]] + new + line[at[high - 1] + 1 :]
    return " ".join(line.split())
