"""How do all pending proposals on one provision read together?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from draftrace.compare.parts import Alternative, Part, Region
from draftrace.compare.regions import Span, joiners, regions
from draftrace.compare.rendering import Attribution, Beside, rendered
from draftrace.compare.words import Base, Edit, applied
from draftrace.text.tokens import is_word

__all__ = ["Alternative", "Attribution", "Region", "Rolling", "roll"]


_Keys = tuple[str, ...]


class Rolling(msgspec.Struct, frozen=True):
    """The standing wording of a provision with every pending proposal shown in it.

    ``parts`` stand in the order of the text: words outside all edits, regions, and at the end
    the alternatives. Everything else is computed from them.
    """

    parts: tuple[Part, ...]

    def reading(self, key: str | None) -> str:
        """The wording that the proposal ``key`` wants, or the base for ``None``.

        A key that stands nowhere in the parts reads the base.
        """
        for part in self.parts:
            if isinstance(part, Alternative) and key in part.keys:
                return part.wording
        return "".join(_read(part, key) for part in self.parts)

    def render(
        self,
        attribution: Attribution = "inline",
        names: Mapping[str, str] | None = None,
        *,
        width: int = 72,
        beside: Sequence[Beside] = (),
        fold: int = 0,
    ) -> str:
        """The rolling text as plain text, each reading with those who want it.

        ``names`` gives the words for a key (``EU, Norway``), else the key itself stands.
        ``inline`` writes ``[and human rights](EU, Norway)``, ``[shall][should](Mexico)`` and
        ``[EU: delete: as appropriate]``; ``anonymous`` puts a letter for each name, ``footnote``
        a raised number explained below, ``margin`` the names beside lines of ``width``
        characters; ``none`` leaves them out. What is proposed ``beside`` the words comes behind
        them; alternatives follow, a line each. A line end that a proposal puts in is written
        ``¶``. Brackets of the wording itself stay as they are. ``fold`` leaves out the middle of
        readings longer than twice so many words.
        """
        return rendered(self.parts, attribution, names or {}, width, beside, fold)


def roll(base: str, proposals: Mapping[str, str]) -> Rolling:
    """Gather the proposed wordings of one provision, by key, into one rolling text.

    Overlapping or touching edits form a region. A wording that changes more than half of the
    words of the base, or whose edits would join two regions of others, is an alternative and
    takes part in no region. Nothing depends on the order of the proposals.
    """
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(proposals):
        keys[proposals[key]].append(key)
    prepared = Base(base)
    rivals = {wording: prepared.edits(wording) for wording in keys}
    tokens = prepared.tokens
    within = {w: e for w, e in rivals.items() if not _changes_most(e, tokens)}
    for wording in joiners(tokens, within):
        del within[wording]
    apart = sorted((tuple(keys[w]), w) for w in rivals.keys() - within.keys())
    wanted = [(edits, tuple(keys[wording])) for wording, edits in within.items()]
    return Rolling((*_in_place(tokens, wanted), *(Alternative(w, k) for k, w in apart)))


def _read(part: Part, key: str | None) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Alternative):
        return ""
    return next((reading for reading, keys in part.readings if key in keys), part.base)


def _changes_most(edits: Sequence[Edit], base: Sequence[str]) -> bool:
    """Whether edits change more than half of the words; where there are none, of the marks."""
    changed = [token for edit in edits for token in base[edit.start : edit.end]]
    words = sum(map(is_word, base))
    if words:
        return 2 * sum(map(is_word, changed)) > words
    return 2 * len(changed) > len(base)


def _in_place(
    base: Sequence[str], wanted: Sequence[tuple[Sequence[Edit], _Keys]]
) -> Iterator[Part]:
    """The base with its regions."""
    at = 0
    spans = regions(edit for edits, _ in wanted for edit in edits)
    for (start, end), readings in zip(spans, _readings(base, spans, wanted), strict=True):
        if at < start:
            yield "".join(base[at:start])
        yield Region("".join(base[start:end]), _merged(readings))
        at = end
    if at < len(base):
        yield "".join(base[at:])


def _readings(
    base: Sequence[str], spans: Sequence[Span], wanted: Sequence[tuple[Sequence[Edit], _Keys]]
) -> list[list[tuple[str, _Keys]]]:
    """For each region, what each wording that changes it reads there."""
    found: list[list[tuple[str, _Keys]]] = [[] for _ in spans]
    for edits, keys in wanted:
        inside: defaultdict[int, list[Edit]] = defaultdict(list)
        region = 0
        for edit in edits:
            while spans[region][1] < edit.start:
                region += 1
            inside[region].append(edit)
        for region, here in inside.items():
            reading = "".join(applied(base, here, *spans[region]))
            found[region].append((reading, keys))
    return found


def _merged(readings: Sequence[tuple[str, _Keys]]) -> tuple[tuple[str, _Keys], ...]:
    """Identical readings as one with all their keys; in the order of the first key."""
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for reading, keys in readings:
        merged[reading] += keys
    by_key = sorted((tuple(sorted(keys)), reading) for reading, keys in merged.items())
    return tuple((reading, keys) for keys, reading in by_key)
