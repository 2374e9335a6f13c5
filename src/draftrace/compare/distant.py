"""From what may a provision descend that shares little more with it than a phrase of its own?

A text that was written over keeps a few words in a row that stand nowhere else, before or after:
such *own phrases* tell descent where likeness does not. A chapeau or heading may keep nothing but
what stands under it: it descends from what stood above that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from draftrace.compare.kinship import Block
from draftrace.compare.older import WINDOW, Older, Said, phrases
from draftrace.compare.threads import Thread

_SURE = 4
_FAIR = 2
# The least share of the shorter wording in own phrases: sure, fair, or held within another.
_SURE_SHARE = 0.15
_FAIR_SHARE = 0.3
_HELD_SHARE = 0.5
_MOST_PARENTS = 3


class _Memory(Protocol):
    """Knows which thread alone said a phrase."""

    def sole_owner(self, phrase: str) -> int | None: ...


class _Kept(NamedTuple):
    """What threads ever said, as one text: ``owners`` of its lines, which begin at ``starts``."""

    text: str
    starts: list[int]
    owners: list[int]

    def sole_owner(self, phrase: str) -> int | None:
        first = self.text.find(phrase)
        if first < 0:
            return None
        owner = self._owner(first)
        return owner if owner == self._owner(self.text.rfind(phrase)) else None

    def _owner(self, place: int) -> int:
        return self.owners[bisect_right(self.starts, place) - 1]


class _Claim(NamedTuple):
    """``own`` phrases make a ``share`` of the shorter wording, at a place and of a thread."""

    own: int
    share: float
    place: int
    owner: int


class Distant:
    """Looks for the ancestors of what seems new in a draft."""

    def __init__(self, said: Said, before: Sequence[Block], draft: Sequence[Block]) -> None:
        self._said = said
        self._draft = draft
        self._before = said.all(block.wording for block in before)
        self._now = said.all(block.wording for block in draft)

    def ancestors(
        self, threads: Sequence[Thread], lost: int, fresh: Iterable[int]
    ) -> dict[int, list[int]]:
        """For each ``fresh`` place the threads it seems to descend from, each thread taken once.
        The first ``lost`` threads stood in the draft before, the others did not.
        """
        kept = self._kept(
            [(block, owner) for owner, one in enumerate(threads) for block in one.wordings]
        )
        return _settled(
            claim
            for claim in self._claims(threads, kept, lost, fresh)
            if (claim.own >= _SURE and claim.share >= _SURE_SHARE)
            or (claim.own >= _FAIR and claim.share >= _FAIR_SHARE)
        )

    def holders(self, older: Older, fresh: Iterable[int]) -> dict[int, list[int]]:
        """The same for threads that, as they were, may have held what is ``fresh``."""
        claims = self._claims(older.threads, older, 0, fresh)
        return _settled(c for c in claims if c.own >= _SURE and c.share >= _HELD_SHARE)

    def _claims(
        self, threads: Sequence[Thread], kept: _Memory, lost: int, fresh: Iterable[int]
    ) -> Iterator[_Claim]:
        for place in fresh:
            words = self._said[self._draft[place].wording]
            for owner, own in self._own_phrases(words, kept, threads, lost).items():
                shorter = min(words.count(" "), self._said[threads[owner].block.wording].count(" "))
                yield _Claim(own, (own + WINDOW - 1) / max(1, shorter - 1), place, owner)

    def _kept(self, owned: Sequence[tuple[Block, int]]) -> _Kept:
        lines = [self._said[block.wording] for block, _ in owned]
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        return _Kept("\n".join(lines), starts[:-1], [owner for _, owner in owned])

    def _own_phrases(
        self, words: str, kept: _Memory, threads: Sequence[Thread], lost: int
    ) -> Counter[int]:
        """How many phrases stand, besides here, in one thread alone, by that thread."""
        found: Counter[int] = Counter()
        for phrase in dict.fromkeys(phrases(words)):
            owner = kept.sole_owner(phrase)
            if owner is None or self._now.count(phrase) > words.count(phrase):
                continue
            there = self._said[threads[owner].block.wording].count(phrase) if owner < lost else 0
            if self._before.count(phrase) == there:
                found[owner] += 1
        return found


def _settled(claims: Iterable[_Claim]) -> dict[int, list[int]]:
    """The strongest claims first, each thread to one place; more than one to a place where all of
    them are sure.
    """
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for own, _, place, owner in sorted(claims, key=lambda c: (-c.own, -c.share, c[2:])):
        parents = found.get(place, [])
        if owner in taken or len(parents) >= _MOST_PARENTS or (parents and own < _SURE):
            continue
        found[place] = [*parents, owner]
        taken.add(owner)
    return found


def over_the_same(
    before: Sequence[Block],
    draft: Sequence[Block],
    stood: Mapping[int, int],
    lost: Iterable[int],
    fresh: Iterable[int],
) -> dict[int, int]:
    """For the ``fresh`` places that stand above others: which of the ``lost`` places of the draft
    before stood above most of what those descend from. ``stood`` says where each place of the
    draft stood in the one before. Headings are looked at last: what is found may stand under them.
    """
    left, descent = set(lost), dict(stood)
    found: dict[int, int] = {}
    addresses = {block.address: place for place, block in enumerate(before)}
    for over in sorted(fresh, key=lambda place: draft[place].kind == "heading") if left else ():
        under = [descent[place] for place in _beneath(draft, over) if place in descent]
        over_it = _title_over if draft[over].address.endswith("/title") else _above
        counts = Counter(over_it(before[place].address, addresses) for place in under)
        ancestor, many = counts.most_common(1)[0] if counts else (-1, 0)
        heads = {draft[over].kind == "heading", before[ancestor].kind == "heading"}
        if ancestor in left and 2 * many > counts.total() and len(heads) == 1:
            found[over] = descent[over] = ancestor
            left.discard(ancestor)
    return found


def _beneath(draft: Sequence[Block], over: int) -> list[int]:
    """The places under a provision, by their addresses: all of an article, whose paragraphs may
    have been items, and the items right under a paragraph."""
    address = draft[over].address
    part, _, own = address.rpartition("/")
    if own == "title":
        return [n for n, b in enumerate(draft) if b.address.startswith(f"{part}/") and n != over]
    starts = tuple(f"{address}{sign}" for sign in ("(", ".", " opt "))
    places = {address: over}
    under = [n for n, block in enumerate(draft) if block.address.startswith(starts)]
    places |= {draft[n].address: n for n in under}
    return [n for n in under if _above(draft[n].address, places) == over]


def _title_over(address: str, places: Mapping[str, int]) -> int:
    """The place of the title of the article an address is in; -1 for none."""
    part, _, own = address.rpartition("/")
    return places.get(f"{part}/title", -1) if part and own != "title" else -1


def _above(address: str, places: Mapping[str, int]) -> int:
    """The place of the paragraph or item an address stands under; -1 for none."""
    shorter = address
    while shorter:
        cut = max(shorter.rfind("("), shorter.rfind("."), shorter.rfind(" opt "))
        shorter = shorter[: max(cut, 0)].strip()
        if shorter in places:
            return places[shorter]
    return -1
