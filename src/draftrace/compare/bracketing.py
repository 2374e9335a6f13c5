"""What does a wording read once one of its brackets is lifted, chosen, split, merged, re-owned?

Brackets are named by ordinal: the n-th that opens, counted from 1, as ``brackets`` lists them. Each
operation gives the new wording and touches nothing else; brackets inside stay brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from draftrace.compare.phrases import Amendment, PhraseError, amended, find
from draftrace.errors import DraftraceError, way
from draftrace.text.brackets import Bracket, parse

_CLOSES_WITHOUT_COMMA = (",", ";", ".", ":")
_NO_SPACE_BEFORE = ",.;:)?!”’"
_END = re.compile(r"[.;:,]?(?:\s*\[\^[^\[\]\s]+\])*\s*$")


class BracketError(DraftraceError):
    """There is no such bracket, or it can't be treated so."""


def nth(wording: str, ordinal: int) -> Bracket:
    """The bracket with an ordinal. Raises BracketError with how many there are."""
    every = list(parse(wording).all())
    if not 1 <= ordinal <= len(every):
        raise BracketError(
            f"There is no bracket {ordinal}: the wording has {len(every) or 'none'}.",
            way("{} numbers them.", "brackets ADDRESS", "brackets"),
        )
    return every[ordinal - 1]


def lifted(wording: str, ordinal: int) -> str:
    """The words in the bracket stand: the signs and the names go. Refused for one of several
    readings that touch; those with a space between may also stand one after the other."""
    bracket = nth(wording, ordinal)
    if any(bracket.end == r.start or r.end == bracket.start for r in _rivals(wording, bracket)):
        raise BracketError(
            f"Bracket {ordinal} is one of several readings of one place.",
            way("Choose it instead: {}.", f"bracket ADDRESS --choose {ordinal}", "brackets"),
        )
    return _replaced(wording, bracket.start, bracket.end, _words(wording, bracket))


def struck(wording: str, ordinal: int) -> str:
    """The bracket goes with its words; with one of two readings the other stays bracketed."""
    bracket = nth(wording, ordinal)
    return _replaced(wording, bracket.start, bracket.end, "")


def chosen(wording: str, ordinal: int) -> str:
    """Of the readings of one place this one stands, without brackets; its rivals go."""
    bracket = nth(wording, ordinal)
    group = _rivals(wording, bracket)
    if len(group) < 2:
        raise BracketError(
            f"Bracket {ordinal} stands alone: there is nothing to choose it from.",
            "Lift it to keep its words, or strike it.",
        )
    return _replaced(wording, group[0].start, group[-1].end, _words(wording, bracket))


def split(wording: str, ordinal: int, phrase: str) -> str:
    """One bracket becomes two, the second from a phrase on, so that they are decided apart. Both
    keep the owners."""
    bracket = nth(wording, ordinal)
    words = _words(wording, bracket)
    places = find(words, phrase)
    if len(places) != 1 or not words[: places[0][0]].strip():
        count = "nowhere" if not places else "at its beginning" if len(places) == 1 else "twice"
        raise BracketError(
            f"{phrase!r} stands {count} in bracket {ordinal}.", f"It holds: {words.strip()}"
        )
    at = places[0][0]
    before, behind = words[:at].rstrip(), words[at:]
    if not (_balanced(before) and _balanced(behind)):
        raise BracketError(
            f"{phrase!r} stands in a bracket inside bracket {ordinal}.", "Split that one first."
        )
    owned = _owned(bracket.owners)
    gap = words[len(before) : at]
    two = f"[{before}]{owned}{gap or ' '}[{behind}]{owned}"
    return wording[: bracket.start] + two + wording[bracket.end :]


def merged(wording: str, ordinal: int) -> str:
    """A bracket and the next beside it become one, owned by the owners of both."""
    bracket = nth(wording, ordinal)
    following = next(
        (
            b
            for b in parse(wording).all()
            if b.depth == bracket.depth
            and b.start >= bracket.end
            and not wording[bracket.end : b.start].strip()
        ),
        None,
    )
    if following is None:
        raise BracketError(
            f"No bracket stands beside bracket {ordinal}.",
            "Only brackets with nothing between them are merged.",
        )
    gap = wording[bracket.end : following.start] or " "
    words = _words(wording, bracket).rstrip() + gap + _words(wording, following).lstrip()
    owners = tuple(dict.fromkeys(bracket.owners + following.owners))
    one = f"[{words}]{_owned(owners)}"
    return wording[: bracket.start] + one + wording[following.end :]


def reowned(wording: str, ordinal: int, owners: Sequence[str]) -> str:
    """The bracket belongs to these parties from now on, or to nobody."""
    bracket = nth(wording, ordinal)
    if set(owners) == set(bracket.owners):
        raise BracketError(f"Bracket {ordinal} belongs to them already.")
    one = f"[{_words(wording, bracket)}]{_owned(owners)}"
    return wording[: bracket.start] + one + wording[bracket.end :]


def enclosed(wording: str, phrase: str, owners: Sequence[str] = ()) -> str:
    """A phrase put in brackets, or the whole wording where none is given."""
    if not phrase:
        return f"[{wording}]{_owned(owners)}"
    if not _balanced(phrase):
        raise BracketError(f"{phrase!r} cuts through a bracket.", "Take in the whole of it.")
    places = find(wording, phrase)
    found = wording[slice(*places[0])] if len(places) == 1 else phrase
    try:
        return amended(wording, [Amendment("replace", phrase, f"[{found}]{_owned(owners)}")])
    except PhraseError as error:
        raise BracketError(error.message, error.hint) from error


def repaired(wording: str, how: Literal["pair", "remove"]) -> str:
    """Brackets without their other half given one, or taken out.

    ``pair`` closes what is open before the mark that ends the wording, and opens at its beginning
    what is only closed.
    """
    strays = parse(wording).strays
    if not strays:
        raise BracketError("Every bracket here has its other half.", "There is nothing to repair.")
    if how == "remove":
        for stray in reversed(strays):
            wording = _replaced(wording, stray.at, stray.at + 1, "")
        return wording.strip()
    openers = sum(stray.sign == "[" for stray in strays)
    found = _END.search(wording)
    end = found.start() if found else len(wording)
    last = max((s.at for s in strays if s.sign == "["), default=0)
    end = max(end, last + 1)
    closed = wording[:end] + "]" * openers + wording[end:]
    return "[" * (len(strays) - openers) + closed


def _rivals(wording: str, bracket: Bracket) -> list[Bracket]:
    """The readings of one place, the bracket among them, in order."""
    tree = parse(wording)
    return next((list(g) for g in tree.choices if bracket in g), [bracket])


def _words(wording: str, bracket: Bracket) -> str:
    return wording[bracket.inner : bracket.close]


def _owned(owners: Sequence[str]) -> str:
    return f"({', '.join(owners)})" if owners else ""


def _balanced(text: str) -> bool:
    return not parse(text).strays


def _replaced(wording: str, start: int, end: int, text: str) -> str:
    """Other words at a place, without a doubled or dangling space or comma."""
    before, behind = wording[:start], wording[end:]
    if not text.strip():
        text = ""
    if before.endswith(" ") or not before:
        text = text.lstrip()
    if not text and before.rstrip(" ").endswith(",") and behind[:1] in _CLOSES_WITHOUT_COMMA:
        before = before.rstrip(" ")[:-1]
    if not text and (behind.startswith(" ") or behind[:1] in _NO_SPACE_BEFORE):
        before = before.rstrip(" ")
        behind = behind if before else behind.lstrip()
    elif text.endswith(" ") and behind[:1] in (" ", *_NO_SPACE_BEFORE):
        text = text.rstrip()
    if before.endswith(" ") and text[:1] in _NO_SPACE_BEFORE and text:
        before = before.rstrip(" ")
    return before + text + behind
