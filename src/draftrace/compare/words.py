"""Which words differ between two wordings of one provision?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from draftrace.compare.engines import Op, RunFinder, Runs, installed_runs
from draftrace.text.tokens import CLOSING, OPENING, is_small, tokens

Difference = tuple[tuple[Op, str], ...]

# Signs for words come from above the surrogates: an encoder may refuse those.
_FIRST_SIGN = 0xE000
_PHRASE_STARTS = frozenset({"and", "or", "as", "including", "in", "with"})
_PHRASE_ENDS = frozenset({",", ";"})
_SHORTEST_RUN_OF_CONFETTI = 3
_chosen_runs = installed_runs()


class Edit(NamedTuple):
    """The tokens ``start`` to ``end`` (end not included) of a base give way to ``replacement``."""

    start: int
    end: int
    replacement: tuple[str, ...]


class _Units(NamedTuple):
    """A wording's tokens with the white space bound to the word after it.

    ``cores`` are the tokens that are not white space, then an empty one for the end; ``spaces``
    the white space before each; ``starts`` where each unit's tokens start, white space included,
    and at last where they all end.
    """

    tokens: tuple[str, ...]
    cores: list[str]
    spaces: list[str]
    starts: list[int]


class _Change(NamedTuple):
    """Old units ``a`` to ``b`` give way to new units ``c`` to ``d``."""

    a: int
    b: int
    c: int
    d: int


def _units(wording: str) -> _Units:
    cut = tokens(wording)
    cores: list[str] = []
    spaces: list[str] = []
    starts = [0]
    space = ""
    for index, token in enumerate(cut, start=1):
        if token.isspace():
            space = token
        else:
            cores.append(token)
            spaces.append(space)
            starts.append(index)
            space = ""
    return _Units(cut, [*cores, ""], [*spaces, space], [*starts, len(cut)])


class Base:
    """A wording prepared once, to be compared with many."""

    def __init__(self, wording: str) -> None:
        self.wording = wording
        self._units = _units(wording)
        self._signs: dict[str, str] = {}
        self._encoded = self._encode(self._units.cores, self._signs)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The wording's tokens, to which edits refer."""
        return self._units.tokens

    @staticmethod
    def _encode(cores: Sequence[str], signs: dict[str, str]) -> str:
        for core in cores:
            if core not in signs:
                signs[core] = chr(_FIRST_SIGN + len(signs))
        return "".join([signs[core] for core in cores])

    def edits(self, new: str, *, runs: RunFinder = _chosen_runs) -> tuple[Edit, ...]:
        """The smallest edits that make ``new`` of this wording, in order, never touching."""
        if new == self.wording:
            return ()
        other = _units(new)
        encoded = self._encode(other.cores, dict(self._signs))
        changes = _changes(runs(self._encoded, encoded))
        settled = _settled(changes, self._units, other)
        return tuple(_edits(settled, self._units, other))


def edits(base: str, new: str, *, runs: RunFinder = _chosen_runs) -> tuple[Edit, ...]:
    """The smallest edits, as ranges of ``tokens(base)``, that make ``new`` of ``base``.

    They stand in order and never touch each other. White space goes with the word after it.
    """
    return Base(base).edits(new, runs=runs)


def applied(
    base: Sequence[str], edits: Iterable[Edit], start: int = 0, end: int | None = None
) -> tuple[str, ...]:
    """What ``edits``, in order and not overlapping, make of the tokens of a base.

    With ``start`` and ``end`` only of that stretch of them, in which all the edits lie.
    """
    made: list[str] = []
    at = start
    for edit in edits:
        made += base[at : edit.start]
        made += edit.replacement
        at = edit.end
    return (*made, *base[at:end])


def difference(old: str, new: str, *, runs: RunFinder = _chosen_runs) -> Difference:
    """The word-level difference as a reader wants it: whole words, no confetti.

    Runs of ``=`` (kept), ``-`` (only in old) and ``+`` (only in new); ``=`` and ``-`` joined
    give ``old``, ``=`` and ``+`` give ``new``. A run of alternating one-word edits, or a stray
    word kept inside a large rewording, is shown as one replacement.
    """
    base = Base(old)
    ops: list[tuple[Op, str]] = []
    at = 0
    for edit in _readable(base.edits(new, runs=runs), base.tokens):
        _add(ops, "=", base.tokens[at : edit.start])
        _add(ops, "-", base.tokens[edit.start : edit.end])
        _add(ops, "+", edit.replacement)
        at = edit.end
    _add(ops, "=", base.tokens[at:])
    return tuple(ops)


def _add(ops: list[tuple[Op, str]], op: Op, run: Sequence[str]) -> None:
    if run:
        ops.append((op, "".join(run)))


def _changes(runs: Runs) -> list[_Change]:
    """The changed stretches between equal runs, as ranges of units on both sides."""
    found: list[_Change] = []
    a = b = c = d = 0
    for op, length in runs:
        if op == "-":
            b += length
        elif op == "+":
            d += length
        else:
            if b > a or d > c:
                found.append(_Change(a, b, c, d))
            a = b = b + length
            c = d = d + length
    return found


def _settled(changes: list[_Change], old: _Units, new: _Units) -> list[_Change]:
    """Slide each insertion or deletion that could stand in several places to the best of them.

    The place then depends on the words around alone, so the same amendment made by two
    parties lands on the same tokens.
    """
    settled: list[_Change] = []
    for index, change in enumerate(changes):
        before = settled[-1].b + 1 if settled else 0
        after = changes[index + 1].a - 1 if index + 1 < len(changes) else len(old.cores)
        if change.a < change.b and change.c < change.d:
            settled += _unmixed(change, old, new, after)
        else:
            settled.append(_best_place(change, old, new, before, after))
    return settled


def _unmixed(change: _Change, old: _Units, new: _Units, after: int) -> list[_Change]:
    """A replacement, or the insertion and the deletion it was made of where one of them reads
    better further on: another party may have made the other alone.
    """
    a, b, c, d = change
    removed, added = _Change(a, b, d, d), _Change(b, b, c, d)
    further = _best_place(removed, old, new, a, after)
    if further != removed:
        return [_Change(a, a, c, d), further]
    further = _best_place(added, old, new, b, after)
    if further != added:
        return [_Change(a, b, c, c), further]
    return [change]


def _best_place(change: _Change, old: _Units, new: _Units, before: int, after: int) -> _Change:
    a, b, c, d = change
    units, start, end = (old, a, b) if a < b else (new, c, d)
    left = right = 0
    while a - left > before and units.cores[start - left - 1] == units.cores[end - left - 1]:
        left += 1
    while b + right < after and units.cores[start + right] == units.cores[end + right]:
        right += 1
    if not left and not right:
        return change
    places = [_Change(a + k, b + k, c + k, d + k) for k in range(-left, right + 1)]
    return max(places, key=lambda place: _phrase_likeness(place, old, new))


def _phrase_likeness(change: _Change, old: _Units, new: _Units) -> int:
    """How much a run looks like something one would say: brackets in pairs, white space not
    disturbed, beginning or ending like a phrase.
    """
    a, b, c, d = change
    run = old.cores[a:b] or new.cores[c:d]
    undisturbed = old.spaces[b] == new.spaces[d]
    edges = (run[0] in _PHRASE_STARTS) + (run[-1] in _PHRASE_ENDS)
    return 6 * _balanced(run) + 3 * undisturbed + edges


def _balanced(run: Sequence[str]) -> bool:
    depth = 0
    for core in run:
        depth += (core in OPENING) - (core in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _edits(changes: list[_Change], old: _Units, new: _Units) -> list[Edit]:
    """Changes of units as edits of tokens, joined where they touch."""
    joined: list[Edit] = []
    for edit in _loose_edits(changes, old, new):
        if joined and joined[-1].end == edit.start:
            last = joined[-1]
            joined[-1] = Edit(last.start, edit.end, last.replacement + edit.replacement)
        else:
            joined.append(edit)
    return [_trimmed(edit, old.tokens) for edit in joined]


def _trimmed(edit: Edit, old: Sequence[str]) -> Edit:
    """The edit without the white space that stands before both sides."""
    start, end, replacement = edit
    if start < end and replacement and old[start] == replacement[0]:
        return Edit(start + 1, end, replacement[1:])
    return edit


def _loose_edits(changes: list[_Change], old: _Units, new: _Units) -> Iterator[Edit]:
    a = c = 0
    for change in changes:
        yield from _respaced(a, change.a, c, old, new)
        yield _edit(change, old, new)
        a, c = change.b, change.d
    yield from _respaced(a, len(old.cores), c, old, new)


def _respaced(a: int, b: int, c: int, old: _Units, new: _Units) -> Iterator[Edit]:
    """Edits of white space alone before the kept old units ``a`` to ``b``; ``c`` is the new
    unit that ``a`` became.
    """
    before, after = old.spaces[a:b], new.spaces[c : c + b - a]
    if before == after:
        return
    for unit, (was, becomes) in enumerate(zip(before, after, strict=True), start=a):
        if was != becomes:
            start = old.starts[unit]
            yield Edit(start, start + bool(was), (becomes,) if becomes else ())


def _edit(change: _Change, old: _Units, new: _Units) -> Edit:
    a, b, c, d = change
    replacement = new.tokens[new.starts[c] : new.starts[d]]
    return Edit(old.starts[a], old.starts[b], replacement)


def _readable(edits: Sequence[Edit], base: Sequence[str]) -> list[Edit]:
    """Join edits that a reader would see as one."""
    joined: list[Edit] = []
    for edit in _without_confetti(edits, base):
        joined.append(edit)
        while len(joined) > 1 and _stray(joined[-2], joined[-1], base):
            joined[-2:] = [_joined(joined[-2:], base)]
    return joined


def _without_confetti(edits: Sequence[Edit], base: Sequence[str]) -> Iterator[Edit]:
    """Each run of edits with but one word kept between them as one edit."""
    run: list[Edit] = []
    for edit in edits:
        if run and _size(base[run[-1].end : edit.start]) > 1:
            yield from _one_or_each(run, base)
            run = []
        run.append(edit)
    yield from _one_or_each(run, base)


def _one_or_each(run: list[Edit], base: Sequence[str]) -> list[Edit]:
    return [_joined(run, base)] if len(run) >= _SHORTEST_RUN_OF_CONFETTI else run


def _stray(left: Edit, right: Edit, base: Sequence[str]) -> bool:
    """Whether what is kept between two replacements is a third of either of them or less.

    Small words and marks, which any two sentences share, count half.
    """
    kept = sum(_weight(token) for token in base[left.end : right.start])
    return kept * 3 <= min(_replaced(left, base), _replaced(right, base))


def _weight(token: str) -> float:
    if token.isspace():
        return 0
    return 0.5 if is_small(token) else 1


def _replaced(edit: Edit, base: Sequence[str]) -> int:
    """How much an edit replaces, in words and marks: nothing where it only adds or removes."""
    return min(_size(base[edit.start : edit.end]), _size(edit.replacement))


def _size(run: Sequence[str]) -> int:
    return sum(not token.isspace() for token in run)


def _joined(run: Sequence[Edit], base: Sequence[str]) -> Edit:
    start, end = run[0].start, run[-1].end
    return Edit(start, end, applied(base, run, start, end))
