"""Which words did the end of a line break in two, as a printer or a PDF leaves them?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from draftrace.text.structure.inline import SUPERSCRIPTS

_FIRST_HALF = re.compile(r"(?:^|(?<=[\s(\[“\"/]))(?:[^\W\d_]+-)*[^\W\d_]*[a-zß-öø-ÿ]-$")
_SECOND_HALF = re.compile(r"\s*(?P<word>[a-zß-öø-ÿ]+)\S*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = ("and", "or", "to", "nor")
"""What follows a hyphen that stands for a word still to come: medium- and long-term."""
_NO_WORD = re.compile(
    r"""(?:[a-z]{0,3}[ct]|s)ions?(?:al(?:ly)?)?|[a-z]?ments?(?:al)?|ings?|(?:[a-z]{0,2}i)?t(?:y|ies)
    |al|l?ly|ally|ed|[ae]n(?:ces?|cy|cies)|[ai]b(?:le|ly)|ous|t?ives?|t?ness|i[sz]ations?|ists?
    |isms?|[td]?ures?|[ct]ial|[rt]?ies|ries|[rt]y|t?ers|ical(?:ly)?|ics|nal|sary|eral|erals""",
    re.VERBOSE,
)
"""What ends English words and is none."""
_AHEAD = 40
"""Lines looked through for the other half: notes and a page's head may stand between."""


class _Break(msgspec.Struct, frozen=True):
    """A word whose first half ends the line at ``place`` and whose second begins that at ``at``."""

    place: int
    at: int
    first: str
    second: str


def mended(lines: list[str]) -> list[str]:
    """The lines with each word that is broken over two of them put together on the second (on the
    first where nothing else stands there), as many lines as there were. A hyphen goes where the
    text elsewhere, or the halves themselves, say that it only broke the word; without such a sign
    it stays, since the word may have had it.
    """
    breaks = list(_breaks(lines))
    if not breaks:
        return lines
    known = _vocabulary(lines, breaks)
    printed_so = any(_broken(one, known) for one in breaks)
    found = list(lines)
    moved: dict[int, int] = {}
    for one in breaks:
        place = moved.get(one.place, one.place)
        whole = _broken(one, known)
        drop = printed_so and not _compound(one, known) if whole is None else whole
        first = one.first[:-1] if drop else one.first
        kept = found[place].rstrip()[: -len(one.first)].rstrip()
        after = found[one.at].lstrip()
        if kept:
            found[place], found[one.at] = kept, first + after
        else:
            found[place], found[one.at] = first + after, ""
            moved[one.at] = place
    return found


def _breaks(lines: list[str]) -> Iterator[_Break]:
    for place, line in enumerate(lines):
        if not line.rstrip().endswith("-"):
            continue
        first = _FIRST_HALF.search(line.rstrip())
        at = _goes_on(lines, place) if first is not None else None
        second = _SECOND_HALF.match(lines[at]) if at is not None else None
        if first is None or at is None or second is None or second["word"] in _SUSPENDED:
            continue
        yield _Break(place, at, first[0], second["word"])


def _goes_on(lines: list[str], place: int) -> int | None:
    """The next line of the text, notes at the foot of the page passed over."""
    in_note = False
    for at in range(place + 1, min(len(lines), place + _AHEAD)):
        line = lines[at].strip()
        in_note = bool(line) and (in_note or line[0] in SUPERSCRIPTS)
        if line and not in_note:
            return at
    return None


def _vocabulary(lines: list[str], breaks: list[_Break]) -> set[str]:
    """The words that stand whole, compounds also in their parts."""
    halves = {one.place for one in breaks}, {one.at for one in breaks}
    known: set[str] = set()
    for place, line in enumerate(lines):
        words = _WORD.findall(line.lower())
        words = words[place in halves[1] : len(words) - (place in halves[0])]
        known.update(words)
        known.update(part for word in words if "-" in word for part in word.split("-"))
    return known


def _broken(one: _Break, known: set[str]) -> bool | None:
    """Whether the hyphen only broke the word; None where nothing tells."""
    first = one.first.lower()
    if first + one.second in known:
        return False
    if first[:-1] + one.second in known:
        return True
    return True if _NO_WORD.fullmatch(one.second) else None


def _compound(one: _Break, known: set[str]) -> bool:
    return one.second in known and one.first.lower()[:-1].rpartition("-")[2] in known
