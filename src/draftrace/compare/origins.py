"""When did each word of a text first stand in it?

Words keep their identity through rewording, moves, splits and merges, and get it back when they
are deleted and restored; a large cut is streamlining and forgets nothing. A revision costs what
it changes: paragraphs that stand unchanged are looked up whole and never cut into words again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from draftrace.compare.descent import (
    LEAST_SHARED,
    LEAST_SHARED_BY_STRANGERS,
    descend,
    draw_on,
    inherit,
    share,
)
from draftrace.compare.kept import kept
from draftrace.compare.passages import EDGE, KNOWN_BY_ITSELF, UNKNOWN, Alphabet, Passage
from draftrace.compare.struck import Struck

# Neighbours are compared as one, to see splits and merges; a longer run is a new text.
_LONGEST_BLOCK = 6
# So few words, left over where the ancestors are known, are nothing that strangers can share.
_FEW = 12
Key = TypeVar("Key")
Place = tuple[int, int]
"""A revision and the place of a paragraph in it, both counted from 0."""


class Word(NamedTuple):
    """A word or mark, the revision that first had it, the one that last restored it, and the
    parties that were credited with bringing it in.
    """

    text: str
    origin: int
    restored: int | None
    parties: tuple[str, ...] = ()


class Origins:
    """The origins of the words of a text that is read revision by revision.

    ``one_provision`` says that every revision descends from the one before, however little they
    share; without it, paragraphs must share phrases to be compared.
    """

    def __init__(self, *, one_provision: bool = False) -> None:
        self._one_provision = one_provision
        self._alphabet = Alphabet(numbered=not one_provision)
        self._struck = Struck(one_provision=one_provision)
        self._standing: list[Passage] = []
        self._read: list[list[Passage]] = []
        self._texts: list[str] = []
        self._went: defaultdict[str, list[Passage]] = defaultdict(list)
        self._alive: set[int] = set()
        self._origins: list[int] = []
        self._restored: dict[int, int] = {}
        self._parties: dict[int, tuple[str, ...]] = {}
        self._revisions = 0
        self._said = ""

    def read(
        self,
        paragraphs: Sequence[str],
        ancestors: Mapping[int, Sequence[Place]] | None = None,
        rivals: Mapping[int, Sequence[Place]] = MappingProxyType({}),
    ) -> int:
        """Take the next revision; returns its index, counted from 0. ``ancestors`` says, where
        that is known, which paragraphs of which revisions each changed one became of, ``rivals``
        which of those that went were drawn on as it was settled.
        """
        now, gone = self._unchanged(paragraphs)
        before = {number for at in gone for number in self._standing[at].ids}
        self._alive -= before
        fresh: list[int] = []
        for at, text in enumerate(paragraphs):
            if at not in now:
                now[at] = self._as_before(text) or Passage(text, self._alphabet)
                fresh.append(at)
        new = [at for at in fresh if UNKNOWN in now[at].ids]
        if ancestors is not None:
            self._descend_from(ancestors, now, new)
        self._trace({at: now[at] for at in new}, gone, strangers=ancestors is not None)
        for at in (place for place in new if rivals.get(place)):
            drawn_on = [self._read[revision][place] for revision, place in rivals[at]]
            draw_on(now[at], drawn_on, self._alive, self._heard, self._struck.own)
        for at in new:
            self._give_birth(now[at])
        for at in reversed(gone):
            self._went[self._texts[at]].append(self._standing[at])
        self._note_restored({number for at in fresh for number in now[at].ids} - before)
        self._standing = [now[at] for at in range(len(paragraphs))]
        self._said = ""
        self._texts = list(paragraphs)
        self._read.append([] if ancestors is None else self._standing)
        self._revisions += 1
        return self._revisions - 1

    def credit(self, place: int, first: int, end: int, parties: tuple[str, ...]) -> None:
        """Say that of the pieces ``first`` to ``end`` of a paragraph of the last revision those
        that it brought in are these parties'.
        """
        for number in self._standing[place].ids[first:end]:
            if self._origins[number] == self._revisions - 1:
                self._parties[number] = parties

    def words(self) -> list[list[Word]]:
        """The words of each paragraph of the last revision. White space is left out."""
        return [
            [
                Word(
                    text,
                    self._origins[number],
                    self._restored.get(number),
                    self._parties.get(number, ()),
                )
                for text, number in zip(passage.words, passage.ids, strict=True)
            ]
            for passage in self._standing
        ]

    def _unchanged(self, paragraphs: Sequence[str]) -> tuple[dict[int, Passage], list[int]]:
        """The paragraphs that stood before, by their new places, and the old places that went."""
        found = kept(self._texts, paragraphs)
        gone = sorted(set(range(len(self._texts))).difference(found.values()))
        return {at: self._standing[old] for at, old in found.items()}, gone

    def _as_before(self, text: str) -> Passage | None:
        """The paragraph that stood so last, if none of its words stands elsewhere now; else, where
        it is long enough to be known by itself, a copy of it: what was drawn from it meanwhile
        does not make its words any younger.
        """
        went = self._went.get(text, [])
        for at in reversed(range(len(went))):
            if self._alive.isdisjoint(went[at].ids):
                self._alive.update(went[at].ids)
                return went.pop(at)
        long = bool(went) and len(went[-1].ids) >= KNOWN_BY_ITSELF
        return self._copy(went.pop()) if long and text not in self._texts else None

    def _copy(self, passage: Passage) -> Passage:
        """The same words once more, of the same origins."""
        copied = list(range(len(self._origins), len(self._origins) + len(passage.ids)))
        self._origins += [self._origins[number] for number in passage.ids]
        for number, copy in zip(passage.ids, copied, strict=True):
            if number in self._parties:
                self._parties[copy] = self._parties[number]
        self._alive.update(copied)
        return passage.once_more(copied)

    def _descend_from(
        self,
        ancestors: Mapping[int, Sequence[Place]],
        now: dict[int, Passage],
        new: Sequence[int],
    ) -> None:
        """Compare each family of paragraphs with its known ancestors. What was away for a revision
        or more and came back told anew says little of its words: those are sought one by one.
        """
        families: defaultdict[tuple[Place, ...], list[Passage]] = defaultdict(list)
        for at in new:
            if ancestors.get(at):
                families[tuple(ancestors[at])].append(now[at])
        for known, family in families.items():
            stood = [self._read[revision][place] for revision, place in known]
            lately = max(revision for revision, _ in known) == self._revisions - 1
            if lately or share(family, stood, LEAST_SHARED_BY_STRANGERS):
                descend(family, stood, self._alive, self._heard)

    def _trace(self, new: Mapping[int, Passage], gone: Sequence[int], *, strangers: bool) -> None:
        """Find out as many words of ``new`` as are known from this revision or earlier. Where the
        ancestors are known, those that are none are ``strangers``.
        """
        came, went = list(new.values()), [self._standing[at] for at in gone]
        if self._one_provision:
            descend(came, went, self._alive, self._heard)
        else:
            least = LEAST_SHARED_BY_STRANGERS if strangers else LEAST_SHARED
            few = _FEW if strangers else 0
            left = [at for at, passage in new.items() if passage.ids.count(UNKNOWN) > few]
            lost = [at for at in gone if self._standing[at].dead(self._alive) > few]
            inherit(
                [[new[at] for at in block] for block in _blocks(left)],
                [[self._standing[at] for at in block] for block in _blocks(lost)],
                self._alive,
                self._heard,
                least,
            )
        for passage in went:
            self._struck.bury(passage, self._alive)
        for passage in came:
            self._struck.revive(passage, self._alive)

    def _heard(self, signs: str) -> int:
        """How often these words stand in a row in the revision before; one provision is too short
        to tell.
        """
        if self._one_provision:
            return 0
        self._said = self._said or EDGE.join([passage.signs for passage in self._standing])
        return self._said.count(signs)

    def _give_birth(self, passage: Passage) -> None:
        self._struck.write(passage)
        for start, end in passage.unknown():
            first = len(self._origins)
            passage.ids[start:end] = range(first, first + end - start)
            self._origins += [self._revisions] * (end - start)
        self._alive.update(passage.ids)

    def _note_restored(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if self._origins[number] != self._revisions:
                self._restored[number] = self._revisions


def _blocks(places: Sequence[int]) -> list[list[int]]:
    """Runs of neighbouring places, or each alone where there are many in a row."""
    runs: list[list[int]] = []
    for at in places:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [
        block
        for run in runs
        for block in ([run] if len(run) <= _LONGEST_BLOCK else [[at] for at in run])
    ]


class TracedWord(NamedTuple, Generic[Key]):
    """A word or mark, the key of the version that first had it, and of the one that last
    restored it.
    """

    text: str
    origin: Key
    restored: Key | None


def origins_of_versions(
    versions: Sequence[tuple[Key, str]],
) -> list[tuple[TracedWord[Key], ...]]:
    """For each version of one provision, given oldest first with a key, the origin of each word."""
    origins = Origins(one_provision=True)
    keys = [key for key, _ in versions]
    found: list[tuple[TracedWord[Key], ...]] = []
    for _, wording in versions:
        origins.read([wording])
        found.append(
            tuple(
                TracedWord(text, keys[origin], None if restored is None else keys[restored])
                for text, origin, restored, _ in origins.words()[0]
            )
        )
    return found
