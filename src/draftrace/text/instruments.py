"""Where does a wording name an instrument or a body? Titles and stock names, as stretches of text.

Naming the same treaty is no kinship: whoever counts shared words leaves these out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from draftrace.text.lexicon import lines, lists

NAME = r"[A-Z\d][\w’'-]*"
_CAPITAL = re.compile(rf"\b{NAME}$")
_ORDINAL = (
    r"(?i:\d+(?:st|nd|rd|th)|[a-z]+t(?:ie|een)th|tenth|eleventh|twelfth|"
    r"(?:[a-z]+ty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_SESSION = re.compile(
    rf"\b{_ORDINAL}\s+(?:[a-z]+\s+){{0,2}}sessions?\b"
    rf"(?:\s+of\s+the\s+{NAME}(?:\s+(?!and\s+the\b)(?:(?:of|on|and|for|the)\s+)*{NAME})*)?"
)
_LONGEST = 120  # letters that are looked at before a head
_TREATY = 0


def titles(wording: str) -> Iterator[tuple[int, int]]:
    """The titles of instruments, from first to last character: the capitalised words around a
    head (Convention, Declaration), joined by small words; "and the" begins another title."""
    past = 0
    for head in _heads().finditer(wording):
        start = head.start()
        if start < past or (start and wording[start - 1].isalnum()):
            continue
        start = _begun(wording, max(past, start - _LONGEST), start)
        after = _after().match(wording, head.end())
        past = after.end() if after else head.end()
        yield start, past


def _begun(wording: str, past: int, head: int) -> int:
    """Where the capitalised words right before a head begin; at the head if there are none."""
    while head > past and wording[head - 1].isspace():
        before = wording[past:head].rstrip()
        word = past + len(before) - len((before.split() or [""])[-1])
        found = _CAPITAL.search(wording, word, past + len(before))
        if found is None:
            return head
        head = found.start()
        if head > word:
            return head
    return head


def telling() -> Iterator[str]:
    """The words of which every title and every session has one."""
    yield from lists.section("instruments.txt", "heads")
    yield from ("session", "sessions")


def sessions(wording: str) -> Iterator[tuple[int, int]]:
    """Sessions by their number, from first to last character, with the body that met where it is
    named: "the tenth special session of the General Assembly"."""
    at = past = 0
    while (at := wording.find("session", at)) >= 0:
        at += len("sessions")
        begun = _SESSION.search(wording, _few_words_before(wording, past, at), at)
        found = begun and _SESSION.match(wording, begun.start())
        if found:
            yield found.span()
            at = past = found.end()


def _few_words_before(wording: str, past: int, at: int) -> int:
    """Where the last words before a place begin, as many as lead from an ordinal to a session."""
    before = wording[max(past, at - _LONGEST) : at].rsplit(None, 4)
    return max(past, at - _LONGEST) + (len(before[0]) if len(before) > 4 else 0)


def names(wording: str) -> Iterator[tuple[int, int]]:
    """Titles of instruments, the treaties often cited, groups of instruments and the names of
    bodies, from first to last character; they may overlap."""
    yield from titles(wording)
    yield from (found.span() for found in _stock().finditer(wording))


@cache
def _heads() -> re.Pattern[str]:
    # Begun by letters, so it is searched fast.
    return re.compile(rf"(?:{_any_of('heads')})\b")


@cache
def _after() -> re.Pattern[str]:
    link = rf"(?!(?:and|or|as\ well\ as)\s+(?:the|its|their)\b)(?:{_any_of('links')})"
    return re.compile(rf"(?:,?(?:\s+{link}){{0,3}}\s+{NAME})*", re.VERBOSE)


@cache
def _stock() -> re.Pattern[str]:
    listed = [
        *lines("stock_names.txt"),
        *lists.section("instruments.txt", "groups"),
        *(line.split("|")[_TREATY].strip() for line in lines("treaties.txt")),
    ]
    longest_first = sorted(listed, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _any_of(title: str) -> str:
    return "|".join(map(re.escape, lists.section("instruments.txt", title)))
