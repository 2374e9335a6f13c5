"""Which lines of a printed text belong to its pages? Page numbers, running heads and rules."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from draftrace.text.structure.leads import lead

_PAGE = re.compile(
    r"\W{0,6}(?:page|p\.)?\s{0,4}(\d{1,4})(?:\s?(?:of|/)\s?\d{1,4})?\W{0,6}", re.IGNORECASE
)
_RULE = re.compile(r"[-–—_=~*\s]{3,}|[^\n]{1,40}, seal: [0-9a-f]{64}(?:\s+\d{1,4}/\d{1,4})?")
"""Rules, rows of stars, and the line that says of which issue a file is."""
_DRAWN = re.compile(r"[-–—_=]{5,}")
"""A rule, even right above the notes it parts from the text."""
_PLAINLY = re.compile(r"\W*page\s\d|[-–—]\s?\d{1,4}\s?[-–—]$", re.IGNORECASE)
"""A number that says of itself that it is a page's needs no others."""
_HEAD_WITH_PAGE = re.compile(
    r"(?P<head>[^\W_].*?)\s+page\s(?P<page>\d{1,4})\s?(?:of|/)\s?\d{1,4}", re.IGNORECASE
)
"""A running head that ends with the number of its page."""
_STAMP = re.compile(
    r"""(?:(?:(?P<job>[A-Z]{1,3}\.\d{2}-\d{4,6}(?:\s?\([A-Z]\))?|\*\d{6,8}\*|\([A-Z]\)\s+\d{6}(?:\s+\d{6})*)
    |(?P<symbol>[A-Z]{1,10}(?:/[\w.\-]+){2,})|(?P<page>(?:[Pp]age\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?)
    |English(?:\sonly)?|ENGLISH(?:\sONLY)?|Annex(?:es)?(?:\s[IVX]{1,5})?|ANNEX(?:\s[IVX]{1,5})?)(?:\s+|$))+""",
    re.VERBOSE,
)
"""A line of nothing but what is stamped on pages: symbol, number of the job, page, language."""
_DIGITS = re.compile(r"\d+")
_SYMBOL = re.compile(r"[A-Z]{1,10}(?:/[\w.\-]+){2,}|\b(?:draft|version|advance)\b", re.IGNORECASE)
_WHOLE_SYMBOL = re.compile(r"[A-Z]{1,10}(?:/[\w.\-]+){2,}(?: (?:Rev|Add|Corr|Amend)\.\s?\d{1,2})*")
_MAY_BE_STAMPED = frozenset("0123456789*(PpABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONGEST_HEAD = 100
_LONGEST_STAMP = 200
_LONGEST_UNREPEATED = 30
_FEWEST_PAGES = 3
_FEWEST_LINES_ON_A_PAGE = 12
_FEWEST_UNNUMBERED = 4
_MOST_LINES_OF_A_HEAD = 4


def page_lines(lines: list[str]) -> set[int]:
    """The places, from 0, of page numbers, running heads, rules and a seal at the foot.

    A page number stands alone, is the next after the one before it, and they are pages apart, as
    the numbers of paragraphs are not; or it says what it is (``– 2 –``). A running head stands
    alone or in the few lines around a page number, again and again, or looks like a symbol.
    """
    alone = _alone(lines)
    stamped = {place for place, line in enumerate(lines) if _is_stamped(line.strip())}
    stamped |= _repeated_head(lines)
    numbers = _numbers(lines, alone) | stamped | _heads_with_page(lines)
    if stamped:
        beside = _beside(lines, stamped)
        numbers |= {n for n in alone if n in beside and _PAGE.fullmatch(lines[n].strip())}
    rules = {place for place in alone if _RULE.fullmatch(lines[place].strip())}
    rules |= {place for place, line in enumerate(lines) if _DRAWN.fullmatch(line.strip())}
    return numbers | _running_heads(lines, alone, numbers) | rules


def _repeated_head(lines: list[str]) -> set[int]:
    """Where the line that stands on top of the text stands again, alone: a symbol anywhere, others
    behind the number of a page. With it that number, and the one on the last page, which no head
    follows.
    """
    filled = [place for place, line in enumerate(lines) if line.strip()]
    own = lines[filled[0]].strip() if filled else ""
    if not own or own[-1] in ".;:," or len(own) > _LONGEST_HEAD or lead(own) is not None:
        return set()
    again: set[int] = set()
    for before, place in pairwise(filled):
        if lines[place].strip() != own:
            continue
        behind_number = _PAGE.fullmatch(lines[before].strip()) is not None
        if behind_number or is_symbol(own):
            again |= {before, place} if behind_number else {place}
    last = filled[-1]
    if again and not lines[last - 1].strip() and _PAGE.fullmatch(lines[last].strip()):
        again.add(last)
    return again


def _heads_with_page(lines: list[str]) -> set[int]:
    """The running heads that end with ``Page 3 of 12``: of one wording, and counting up."""
    heads: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        found = _HEAD_WITH_PAGE.fullmatch(line.strip()) if len(line) <= _LONGEST_STAMP else None
        if found is not None:
            heads[found["head"]].append((int(found["page"]), place))
    return {
        place
        for pages in heads.values()
        if len(pages) > 1 and all(a < b for (a, _), (b, _) in pairwise(pages))
        for _, place in pages
    }


def _running_heads(lines: list[str], alone: list[int], numbers: set[int]) -> set[int]:
    heads: defaultdict[str, list[int]] = defaultdict(list)
    around = _around(lines, numbers)
    next_to = _beside(lines, numbers)
    for place in sorted({*alone, *around, *next_to} - numbers):
        line = lines[place].strip()
        if len(line) <= _LONGEST_HEAD and not line[0].islower():
            heads[_DIGITS.sub("#", line)].append(place)
    beside = next_to | around
    found: set[int] = set()
    for places in heads.values():
        head = lines[places[0]].strip()
        if lead(head) is not None:
            continue
        near = sum(place in beside for place in places)
        often = near * 3 >= len(places) * 2 and len(places) >= _FEWEST_PAGES
        symbol = _SYMBOL.match(head) is not None and len(places) >= _FEWEST_UNNUMBERED
        if often or symbol or (is_symbol(head) and near >= max(1, len(places) - 1)):
            found.update(places)
            if is_symbol(head):
                runs = [_run(lines, place) for place in places if place in around]
                found.update(n for run in runs for n in run if _is_of_a_head(lines[n], heads))
    return found


def _is_of_a_head(line: str, heads: dict[str, list[int]]) -> bool:
    """Whether a line beside a symbol at the head of a page is of that head, not the text's: it
    comes again, or is as short as the name of a language.
    """
    said = line.strip()
    if len(heads.get(_DIGITS.sub("#", said), ())) > 1 or _PAGE.fullmatch(said):
        return True
    return len(said) <= _LONGEST_UNREPEATED and not said[:1].islower() and said[-1:] not in ".;:,]"


def _is_stamped(line: str) -> bool:
    """Whether a line is the number of a job, or a symbol with what is stamped beside it."""
    if line[:1] not in _MAY_BE_STAMPED or len(line) > _LONGEST_STAMP:
        return False
    found = _STAMP.fullmatch(line)
    if found is None:
        return False
    return bool(found["job"]) or bool(found["symbol"] and line != found["symbol"])


def is_symbol(line: str) -> bool:
    """Whether a line is nothing but the symbol of a document."""
    return _WHOLE_SYMBOL.fullmatch(line) is not None


def _alone(lines: list[str]) -> list[int]:
    """The lines with none right above or below, or that hold nothing but a number."""
    filled = [False, *(bool(line.strip()) for line in lines), False]
    return [
        place
        for place, line in enumerate(lines)
        if filled[place + 1]
        and (not (filled[place] or filled[place + 2]) or _PAGE.fullmatch(line.strip()))
    ]


def _numbers(lines: list[str], alone: list[int]) -> set[int]:
    numbered = [
        (place, int(found[1]))
        for place in alone
        if (found := _PAGE.fullmatch(lines[place].strip()))
    ]
    runs: list[list[tuple[int, int]]] = []
    for place, number in numbered:
        for run in runs:
            if run[-1][1] + 1 == number:
                run.append((place, number))
                break
        else:
            runs.append([(place, number)])
    last = max((place for place, line in enumerate(lines) if line.strip()), default=0)
    counted = {
        place
        for run in runs
        if len(run) >= _FEWEST_PAGES and _are_pages_apart([place for place, _ in run], last)
        for place, _ in run
    }
    return counted | {place for place, _ in numbered if _PLAINLY.match(lines[place].strip())}


def _are_pages_apart(places: list[int], last: int) -> bool:
    """Whether as many lines stand between them as on pages; the last page, which ends the text, may
    be short.
    """
    if places[-1] == last:
        places = places[:-1]
    return min(b - a for a, b in pairwise(places)) >= _FEWEST_LINES_ON_A_PAGE


def _around(lines: list[str], numbers: set[int]) -> set[int]:
    """The lines right above and below page numbers, where they are few enough to be a head."""
    return {place for number in numbers for place in _run(lines, number)} - numbers


def _run(lines: list[str], place: int) -> range:
    """The lines around one with no blank line between; none of them where they are many."""
    first = last = place
    while first and lines[first - 1].strip() and place - first < _MOST_LINES_OF_A_HEAD:
        first -= 1
    while (
        last + 1 < len(lines) and lines[last + 1].strip() and last - first < _MOST_LINES_OF_A_HEAD
    ):
        last += 1
    return range(first, last + 1) if last - first < _MOST_LINES_OF_A_HEAD else range(0)


def _beside(lines: list[str], places: set[int]) -> set[int]:
    """The filled lines next to others, blank ones apart."""
    filled = [place for place, line in enumerate(lines) if line.strip() or place in places]
    found: set[int] = set()
    for before, after in pairwise(filled):
        if before in places:
            found.add(after)
        if after in places:
            found.add(before)
    return found
