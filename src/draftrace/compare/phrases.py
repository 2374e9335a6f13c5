"""Changes in the language of the floor: replace, delete, insert after or before a phrase.

Every phrase is looked up in the wording as it stands, so several changes made at once do not
depend on their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from draftrace.errors import DraftraceError

_CONTEXT = 24
_SHOWN = 300
_NAMED = 5
_NO_SPACE_BEFORE = ",.;:)]?!”’"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})


class PhraseError(DraftraceError):
    """A phrase is not in the wording, or stands there more than once."""


class Amendment(msgspec.Struct, frozen=True):
    """One change: ``phrase`` is what it hangs on, ``text`` what comes in."""

    action: Literal["replace", "delete", "after", "before"]
    phrase: str
    text: str = ""


def amended(wording: str, amendments: Sequence[Amendment]) -> str:
    """The wording with all changes made. Raises PhraseError with the places when a phrase is
    missing, stands there several times, or two changes overlap."""
    placed = sorted((_placed(wording, a) for a in amendments), key=lambda p: p[:2])
    for (_, end, _), (start, other_end, _) in pairwise(placed):
        if start < end or start == end == other_end:
            raise PhraseError(
                "Two of the changes touch the same words: " + _around(wording, start, other_end),
                "Make them one change.",
            )
    for start, end, text in reversed(placed):
        wording = wording[:start] + text + wording[end:]
    return wording.strip()


def find(wording: str, phrase: str) -> list[tuple[int, int]]:
    """Where a phrase stands as whole words: exactly, or else with other case and quotes."""
    phrase = " ".join(phrase.split())
    if not phrase:
        return []
    exact = _matches(wording, phrase, 0)
    if exact:
        return exact
    return _matches(wording.translate(_QUOTES), phrase.translate(_QUOTES), re.IGNORECASE)


def it_says(wording: str) -> str:
    """What a wording says, cut short where it is long, for one who looked for something else."""
    return f"It says: {wording[:_SHOWN]}{'…' if len(wording) > _SHOWN else ''}"


def _matches(wording: str, phrase: str, flags: int) -> list[tuple[int, int]]:
    left = r"(?<!\w)" if phrase[0].isalnum() else ""
    right = r"(?!\w)" if phrase[-1].isalnum() else ""
    found = re.finditer(left + re.escape(phrase) + right, wording, flags)
    return [match.span() for match in found]


def _placed(wording: str, amendment: Amendment) -> tuple[int, int, str]:
    places = find(wording, amendment.phrase)
    if not places:
        raise PhraseError(
            f"{amendment.phrase!r} is not in the wording.",
            it_says(wording),
        )
    if len(places) > 1:
        first = enumerate(places[:_NAMED], 1)
        shown = "; ".join(f"({n}) {_around(wording, *p)}" for n, p in first)
        more = f"; and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
        raise PhraseError(
            f"{amendment.phrase!r} stands there {len(places)} times: {shown}{more}.",
            "Take in a word before or after, so that only one place fits.",
        )
    start, end = places[0]
    text = " ".join(amendment.text.split())
    if amendment.action == "replace":
        text = _cased(wording[start:end], " ".join(amendment.phrase.split()), text)
    match amendment.action:
        case "replace":
            return start, end, text
        case "delete":
            return _deletion(wording, start, end)
        case "after":
            return end, end, _spaced_after(wording, end, text)
        case "before":
            return start, start, _spaced_before(wording, start, text)


def _cased(found: str, phrase: str, text: str) -> str:
    """The new words with the capital of those found, where the phrase was typed without it."""
    lost = found[:1].isupper() and phrase[:1].islower() and text[:1].islower()
    return text[:1].upper() + text[1:] if lost else text


def _deletion(wording: str, start: int, end: int) -> tuple[int, int, str]:
    """What to cut so that no doubled or dangling space is left."""
    before = wording[start - 1 : start]
    following = wording[end : end + 1]
    if before == " " and (not following or following == " " or following in _NO_SPACE_BEFORE):
        return start - 1, end, ""
    if not before and following == " ":
        return start, end + 1, ""
    return start, end, ""


def _leans(text: str) -> bool:
    """Whether it stands right behind a word: a comma, the mark of a note."""
    return text[:1] in _NO_SPACE_BEFORE or text.startswith("[^")


def _spaced_after(wording: str, end: int, text: str) -> str:
    lead = "" if _leans(text) else " "
    following = wording[end : end + 1]
    tail = " " if following.isalnum() or (following in "([" and following) else ""
    return lead + text + tail


def _spaced_before(wording: str, start: int, text: str) -> str:
    before = wording[start - 1 : start]
    lead = "" if not before or before.isspace() or _leans(text) else " "
    tail = "" if wording[start : start + 1] in _NO_SPACE_BEFORE else " "
    if text[:1] in _NO_SPACE_BEFORE and before == " ":
        return text + tail
    return lead + text + tail


def _around(wording: str, start: int, end: int) -> str:
    left = max(0, start - _CONTEXT)
    right = min(len(wording), end + _CONTEXT)
    return (
        ("…" if left else "")
        + wording[left:start]
        + f"»{wording[start:end]}«"
        + wording[end:right]
        + ("…" if right < len(wording) else "")
    )


def beginning(wording: str, words: str) -> str:
    """As few of the words a part begins with as stand in the wording but once; all of them where
    even those stand there more often, or not."""
    cut = words.split()
    for count in range(1, len(cut) + 1):
        phrase = " ".join(cut[:count])
        if len(find(wording, phrase)) == 1:
            return phrase
    return words
