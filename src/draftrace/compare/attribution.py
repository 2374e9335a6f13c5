"""Whose are the words of a compiled draft? Those that a party is named with are the party's.

Named before them (``[EU, Norway: promptly]``, ``2 alt (Japan) The Board …``, in a note ``Peru would
add: …``), after them
(``[promptly](EU, Norway)``, ``… sealed. [Brazil, India]``) or at the end of their bracket
(``[promptly – Iceland]``). ``[Mexico: delete: promptly]`` credits nobody: those who would delete or
retain words have not written them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftrace.text.brackets import Bracket, parse
from draftrace.text.parties import named
from draftrace.text.tokens import piece_spans

_MAY_OWN = re.compile(
    r"\[[^\[\]]*:|\]\s?[(\[]|[-–—(]\s?[^\[\]()]{2,200}\)?\]|\A(?:Option|Alternative)?[^(]{0,10}\(|\A[^:]{2,60}:|[\])]\W*\Z"
)
_NOT_THEIRS = re.compile(r"\b(?:delete|retain|keep)\s*:?\s*$", re.IGNORECASE)
_ASKS_TO_KEEP = re.compile(r"\s*(?:delete|retain|keep|reserves?|reserved)\b", re.IGNORECASE)
# What stands before a colon in a bracket and is nobody.
_NOBODY = re.compile(
    r"(?:editor|note|nb|placeholder|option|alternative|chapeau|title|heading|article|paragraph|"
    r"annex|section|chair)\b",
    re.IGNORECASE,
)
_AT_THE_HEAD = re.compile(
    r"\s*(?:(?:Option|Alternative)\s\w{1,4}:?\s)?(?:\(([^()]{2,200})\)\s*:?|([^:\[\]()]{2,60}):)(?=\s)"
)
_WISHES = re.compile(
    r"(.+?)\s(?:reserves? (?:its|their) positions? and\s)?(?:also\s)?"
    r"(?:would\s|propose|suggest|prefer)(?:like to\s|prefer|add|insert|s|d|ed|\sto\s)*"
)
_PROPOSES = re.compile(
    r"[^:.;\[\]]{2,80}\b(?:propos|suggest|prefer|request|wish|would\s(?:like|add|insert|replace|have))"
    r"[^:.;\[\]]{0,80}:\s"
)
_AFTER_IT = re.compile(r"\s?(?:\(([^()]{2,200})\)|\[([^\[\]]{2,200})\])")
_AT_ITS_END = re.compile(
    r"(?:\s[-–—]\s*([^\[\]()–—]{2,200})|(?<=[^\]\s])\s?\(([^()\[\]]{2,200})\))\s*\Z"
)
_AT_THE_END = re.compile(r"[.;:,]\s*(?:\(([^()]{2,200})\)|\[([^\[\]]{2,200})\])\s*\Z")


class Credit(NamedTuple):
    """The pieces ``first`` to ``end`` (excluded) of a wording, as ``tokens.pieces`` cuts it, and
    the parties whose they are."""

    first: int
    end: int
    parties: tuple[str, ...]


class _Owned(NamedTuple):
    """The characters ``start`` to ``end`` of a wording are these parties'."""

    start: int
    end: int
    parties: tuple[str, ...]


def credits_of(wording: str) -> list[Credit]:
    """What a wording credits to parties: an inner bracket after the one it stands in."""
    if _MAY_OWN.search(wording) is None:
        return []
    owned = [*_whole(wording), *_in_brackets(wording)]
    starts = [start for start, _ in piece_spans(wording)] if owned else []
    return [Credit(_before(starts, o.start), _before(starts, o.end), o.parties) for o in owned]


def proposed(note: str) -> str:
    """What a note proposes, without the words that say whose proposal it is."""
    found = _PROPOSES.match(note)
    return note[found.end() :] if found is not None else note


def _whole(wording: str) -> Iterator[_Owned]:
    """The whole wording, where a party is named at its head or after its last mark."""
    head = _AT_THE_HEAD.match(wording)
    said = _mention(head)
    wish = _WISHES.fullmatch(said)
    parties = named(said) or (named(wish[1]) if wish else ())
    if head and parties and not _ASKS_TO_KEEP.match(wording, head.end()):
        yield _Owned(0, len(wording), parties)
        return
    parties = named(_mention(_AT_THE_END.search(wording)))
    if parties:
        yield _Owned(0, len(wording), parties)


def _in_brackets(wording: str) -> Iterator[_Owned]:
    for bracket in parse(wording).all():
        parties = bracket.owners if _brought_in(wording, bracket) else ()
        end = bracket.end
        if not bracket.owners:
            parties, end = _named_with(wording, bracket)
        if parties:
            yield _Owned(bracket.start, end, parties)


def _brought_in(wording: str, bracket: Bracket) -> bool:
    said = wording[bracket.start + 1 : bracket.inner]
    return not _NOT_THEIRS.search(said) and not any(map(_NOBODY.match, bracket.owners))


def _named_with(wording: str, bracket: Bracket) -> tuple[tuple[str, ...], int]:
    """The parties named right after a bracket, or in it before or after its words, and where what
    is theirs ends. A bracket that holds nothing but names is itself such a mention.
    """
    inner = wording[bracket.start + 1 : bracket.close]
    after = _AFTER_IT.match(wording, bracket.end)
    if after and (parties := named(_mention(after))) and not named(inner):
        return parties, after.end()
    head = _AT_THE_HEAD.match(inner)
    if head and (parties := named(_mention(head))) and not _ASKS_TO_KEEP.match(inner, head.end()):
        return parties, bracket.end
    return named(_mention(_AT_ITS_END.search(inner))), bracket.end


def _mention(found: re.Match[str] | None) -> str:
    return next((said for said in found.groups() if said), "") if found else ""


def _before(starts: list[int], place: int) -> int:
    """How many pieces begin before a place."""
    return sum(start < place for start in starts)
