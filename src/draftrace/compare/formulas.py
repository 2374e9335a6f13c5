"""Which provisions share a formula, and what does a change in one of them mean for the others?

A formula is a run of words that stands in several provisions, in order and unbroken; case, marks,
brackets and notes do not matter. Titles of instruments and stock names may stand in it, but do
not count towards its length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import msgspec

from draftrace.compare.rebase import rebase
from draftrace.compare.words import Base, Edit, applied
from draftrace.text import instruments
from draftrace.text.tokens import is_word, tokens, word_spans, words

SHORTEST = 12
"""So many words, titles and stock names apart, make a formula."""
_REMEMBERED = 4096


class Place(NamedTuple):
    """Where a formula stands: the provision's id, from its first to after its last character."""

    id: str
    start: int
    end: int


class Formula(msgspec.Struct, frozen=True):
    """A run of words in two provisions or more: ``wording`` as it stands in the first of them,
    ``words`` in lower case, ``places`` in the order of the text. A run that can be made longer
    in all its places is not listed; one that is longer in some of them is a formula of its own.
    """

    wording: str
    words: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The provisions it stands in, each once."""
        return tuple(dict.fromkeys(place.id for place in self.places))


class Sharing(msgspec.Struct, frozen=True):
    """Another provision that shares a formula with one: where it stands in either."""

    formula: Formula
    here: Place
    there: Place


Index = Mapping[str, tuple[Formula, ...]]
"""Provision to the formulas in it, longest first."""


class _Text(NamedTuple):
    """All wordings in one row of words. Each ends with a word of its own, its number, so that no
    run goes on into the next; ``owner`` tells the wording of each word, ``first`` the place of
    the first word of each wording."""

    ids: tuple[str, ...]
    wordings: tuple[str, ...]
    words: list[str | int]
    owner: list[int]
    first: list[int]


def formulas(texts: Mapping[str, str], shortest: int = SHORTEST) -> list[Formula]:
    """Every formula of ``shortest`` words or more that two of the wordings share, by where it
    first stands; ``texts`` are wordings by id in printed order."""
    text = _row(texts)
    found = [
        formula
        for starts in _repeated(text, shortest)
        for formula in _grown(text, starts, shortest)
    ]
    order = {key: number for number, key in enumerate(texts)}
    found.sort(key=lambda f: (order[f.places[0].id], f.places[0].start, -len(f.words)))
    return found


def indexed(found: Iterable[Formula]) -> Index:
    """The formulas by provision, so that one provision's others come at once."""
    index: dict[str, list[Formula]] = {}
    for formula in found:
        for key in formula.ids:
            index.setdefault(key, []).append(formula)
    return {k: tuple(sorted(f, key=lambda one: -len(one.words))) for k, f in index.items()}


def touched(index: Index, id: str, old: str, new: str) -> tuple[Sharing, ...]:  # noqa: A002
    """The others whose shared formula the change from ``old`` to ``new`` touches: those a room
    that makes it is warned of. Each by the longest formula that is touched."""
    others: dict[str, Sharing] = {}
    changes = _located(old, new)
    for formula in index.get(id, ()):
        mine = [place for place in formula.places if place.id == id]
        here = next((p for p in mine if any(_bears_on(p, change) for change in changes)), None)
        for there in formula.places if here is not None else ():
            if there.id != id and here is not None:
                others.setdefault(there.id, Sharing(formula, here, there))
    return tuple(others.values())


def applied_to(shared: Sharing, old: str, new: str, other: str) -> str | None:
    """The wording ``other`` with the change that leads from ``old`` to ``new``, as far as it lies
    in the shared formula or touches it; ``old`` and ``other`` are the wordings in which the
    formula was found.

    None where nothing of the change lies there, where part of an edit lies outside, or where
    ``other`` reads differently just there. Capitals stay as they are in ``other``.
    """
    here, there = shared.here, shared.there
    made = _inside(old, new, here)
    if made is None:
        return None
    mine, edits = made
    theirs = other[there.start : there.end]
    spelled = _spelled_as(mine, tokens(theirs))
    wanted = "".join(applied(spelled, _recased(edits, mine, spelled)))
    carried = rebase("".join(spelled), wanted, theirs)
    if carried.outcome != "clean":
        return None
    return _spliced(other, there, carried.wording)


def applied_to_all(
    found: Iterable[Sharing], old: str, new: str, texts: Mapping[str, str]
) -> dict[str, str | None]:
    """The same change in every other provision, by id; None where it does not fit."""
    return {s.there.id: applied_to(s, old, new, texts[s.there.id]) for s in found}


# Finding


@lru_cache(_REMEMBERED)
def _words(wording: str) -> tuple[str, ...]:
    return tuple(map(str.casefold, words(wording)))


@lru_cache(_REMEMBERED)
def _spots(wording: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Where each word stands, and how many of the words before it count."""
    spots, named = word_spans(wording), sorted(instruments.names(wording))
    counts: list[bool] = []
    at = past = 0
    for start, _ in spots:
        while at < len(named) and named[at][0] <= start:
            past = max(past, named[at][1])
            at += 1
        counts.append(start >= past)
    return spots, list(accumulate(counts, initial=0))


def _row(texts: Mapping[str, str]) -> _Text:
    text = _Text(tuple(texts), tuple(texts.values()), [], [], [])
    for number, wording in enumerate(text.wordings):
        text.first.append(len(text.words))
        text.words.extend(_words(wording))
        text.words.append(number)
        text.owner.extend([number] * (len(text.words) - len(text.owner)))
    return text


def _repeated(text: _Text, width: int) -> Iterator[list[int]]:
    """The places at which the same words begin, for each run of ``width`` words that stands in
    several places and does not follow the same word in all of them."""
    shingles = list(zip(*(text.words[n:] for n in range(width)), strict=False))
    often = {shingle for shingle, count in Counter(shingles).items() if count > 1}
    places: dict[tuple[str | int, ...], list[int]] = {}
    for place, shingle in enumerate(shingles) if often else ():
        if shingle in often:
            places.setdefault(shingle, []).append(place)
    for starts in places.values():
        if _differ(text, starts, -1):
            yield starts


def _differ(text: _Text, starts: Sequence[int], step: int) -> bool:
    """Whether the words ``step`` away from the starts are not all the same: the run cannot be
    made longer there. Before the first word of all stands no word."""
    around = {text.words[start + step] if start + step >= 0 else -1 for start in starts}
    return len(around) > 1


def _grown(text: _Text, starts: list[int], shortest: int) -> Iterator[Formula]:
    """The formulas that begin at these places, the run of ``shortest`` words grown as far as it
    goes in all of them, then in each group of those that go on alike."""
    waiting = [(starts, shortest)]
    while waiting:
        group, length = waiting.pop()
        if len({text.owner[start] for start in group}) < 2 or not _differ(text, group, -1):
            continue
        while not _differ(text, group, length):
            length += 1
        if min(_counted(text, start, length) for start in group) >= shortest:
            yield _formula(text, group, length)
        going_on: dict[str | int, list[int]] = {}
        for start in group:
            going_on.setdefault(text.words[start + length], []).append(start)
        waiting.extend((further, length + 1) for further in going_on.values())


def _counted(text: _Text, start: int, length: int) -> int:
    owner = text.owner[start]
    _, counted = _spots(text.wordings[owner])
    at = start - text.first[owner]
    return counted[at + length] - counted[at]


def _formula(text: _Text, starts: list[int], length: int) -> Formula:
    places = tuple(_place(text, start, length) for start in starts)
    wording = text.wordings[text.owner[starts[0]]][places[0].start : places[0].end]
    return Formula(wording, _words(wording), places)


def _place(text: _Text, start: int, length: int) -> Place:
    owner = text.owner[start]
    spots, _ = _spots(text.wordings[owner])
    at = start - text.first[owner]
    return Place(text.ids[owner], spots[at][0], spots[at + length - 1][1])


# Carrying a change over


class _Located(NamedTuple):
    """An edit with the characters it covers; an insertion before a space may as well stand
    behind it, from ``late`` on."""

    start: int
    end: int
    late: int
    edit: Edit


def _located(old: str, new: str) -> list[_Located]:
    base = Base(old)
    at = list(accumulate(map(len, base.tokens), initial=0))
    return [_located_edit(edit, base.tokens, at) for edit in base.edits(new)]


def _located_edit(edit: Edit, cut: Sequence[str], at: Sequence[int]) -> _Located:
    start, end, replacement = edit
    spaced = start == end < len(cut) and cut[start].isspace() and replacement[0] == cut[start]
    return _Located(at[start], at[end], at[start + 1] if spaced else -1, edit)


def _seen_from(here: Place, located: _Located) -> _Located:
    """The edit where the formula has it: one made just before its first word stands there."""
    if located.late != here.start:
        return located
    start, _, (space, *rest) = located.edit
    return _Located(here.start, here.start, -1, Edit(start + 1, start + 1, (*rest, space)))


def _bears_on(here: Place, located: _Located) -> bool:
    """Whether an edit lies in the formula, its edges included, or reaches into it."""
    start, end, *_ = _seen_from(here, located)
    inside = here.start <= start and end <= here.end
    return inside or (start < here.end and end > here.start)


def _inside(old: str, new: str, here: Place) -> tuple[tuple[str, ...], list[Edit]] | None:
    """The tokens of the formula as it stands in ``old``, and the edits that lie in it, counted
    from its first; None when there are none or one of them reaches out of it."""
    first = len(tokens(old[: here.start]))
    edits: list[Edit] = []
    for located in _located(old, new):
        if not _bears_on(here, located):
            continue
        start, end, _, edit = _seen_from(here, located)
        if start < here.start or end > here.end:
            return None
        edits.append(Edit(edit.start - first, edit.end - first, edit.replacement))
    return (tokens(old[here.start : here.end]), edits) if edits else None


def _spelled_as(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """My tokens, each word spelled as it is in theirs."""
    words = iter([token for token in theirs if is_word(token)])
    return [next(words) if is_word(token) else token for token in mine]


def _recased(edits: list[Edit], mine: Sequence[str], spelled: Sequence[str]) -> list[Edit]:
    """The edits with the capital or small letter that the other place has at its first word."""
    start, end, replacement = edits[0]
    if start or mine[0] == spelled[0] or not (replacement and replacement[0].isalpha()):
        return edits
    capital = spelled[0][0].isupper()
    if not end:
        end, replacement = 1, (*replacement, mine[0] if capital else spelled[0])
    begun = replacement[0]
    lead = begun[0].upper() if capital else begun[0].lower()
    return [Edit(0, end, (lead + begun[1:], *replacement[1:])), *edits[1:]]


def _spliced(other: str, there: Place, wording: str) -> str:
    """The other wording with its formula replaced; a formula struck whole leaves one space."""
    before, after = other[: there.start], other[there.end :]
    if not wording and before.endswith(" ") and after.startswith((" ", ",", ";", ".")):
        before = before[:-1]
    return before + wording + after
