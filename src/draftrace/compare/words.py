"""Which words differ between two wordings of one provision?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, product
from typing import NamedTuple

from draftrace.compare.engines import Op, RunFinder, installed_runs
from draftrace.compare.stretches import Stretch, stretches
from draftrace.compare.units import vocabulary
from draftrace.text.tokens import (
    has_joined_figures,
    has_symbol,
    is_small,
    number_spans,
    parts,
    tokens,
)

Difference = tuple[tuple[Op, str], ...]

_SHORTEST_RUN_OF_CONFETTI = 3
_SMALL_WEIGHT = 0.5
_WORD = re.compile(r"\w")
_FIGURE = re.compile(r"\d")
_chosen_runs = installed_runs()


class Edit(NamedTuple):
    """The tokens ``start`` to ``end`` (end not included) of a base give way to ``replacement``."""

    start: int
    end: int
    replacement: tuple[str, ...]


class Base:
    """A wording prepared once, to be compared with many."""

    def __init__(self, wording: str) -> None:
        self.wording = wording
        self._vocabulary = vocabulary()
        self._units = self._vocabulary.units(wording)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The wording's tokens, to which edits refer."""
        return tokens(self.wording)

    @cached_property
    def _token_at(self) -> dict[int, int]:
        """Which token begins at each place of the wording; what would come next, at its end."""
        return {place: n for n, place in enumerate(accumulate(map(len, self.tokens), initial=0))}

    def edits(self, new: str, *, runs: RunFinder = _chosen_runs) -> tuple[Edit, ...]:
        """The smallest edits that make ``new`` of this wording, in order, never touching."""
        if new == self.wording:
            return ()
        found = self.stretches(new, runs=runs)
        at = self._token_at
        return tuple(
            Edit(at[one.start], at[one.end], tokens(new[one.came : one.left])) for one in found
        )

    def stretches(self, new: str, *, runs: RunFinder = _chosen_runs) -> list[Stretch]:
        """The same as stretches of characters."""
        other = self._vocabulary.units(new)
        return stretches(runs(self._units.signs, other.signs), self._units, other)


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
    word kept inside a large rewording, is shown as one replacement; so is a number that becomes
    another, ``61/183`` and ``61/184``, though words put into one stand alone.
    """
    ops: list[tuple[Op, str]] = []
    at = 0
    known = vocabulary(parts)
    was, becomes = known.units(old), known.units(new)
    found = stretches(runs(was.signs, becomes.signs), was, becomes)
    for one in _readable(_with_whole_numbers(found, old, new), old, new):
        for start, end, came, left in _narrowed(one, old, new):
            if start > at:
                ops.append(("=", old[at:start]))
            if end > start:
                ops.append(("-", old[start:end]))
            if left > came:
                ops.append(("+", new[came:left]))
            at = end
    if at < len(old):
        ops.append(("=", old[at:]))
    return tuple(ops)


def _narrowed(one: Stretch, old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """A replacement without the white space that both sides have before it, or that is all of one
    side: where two brackets go, the space between them stays.
    """
    start, end, came, left = one.start, one.end, one.came, one.left
    removed, added = old[start:end], new[came:left]
    if added.isspace() and added in (cut := tokens(removed)):
        at = start + sum(map(len, cut[: cut.index(added)]))
        yield start, at, came, came
        start, came = at + len(added), left
    elif removed.isspace() and removed in (cut := tokens(added)):
        at = came + sum(map(len, cut[: cut.index(removed)]))
        yield start, start, came, at
        start, came = end, at + len(removed)
    elif removed and added:
        lead = len(removed) - len(removed.lstrip())
        if lead and removed[:lead] == added[: len(added) - len(added.lstrip())]:
            start, came = start + lead, came + lead
    yield start, end, came, left


def _with_whole_numbers(found: list[Stretch], old: str, new: str) -> list[Stretch]:
    """Where a number or symbol becomes another, both as wholes: a reader takes it in at once. What
    is put behind a stroke (``42/11``) or struck with it leaves the number before it as it was.
    """
    if not any(_by_a_figure(one, old, new) or "/" in old[one.start - 1 : one.end] for one in found):
        return found
    if not (has_joined_figures(old) or has_joined_figures(new) or has_symbol(old)):
        return found
    whole: dict[int, Stretch] = {}
    for (start, end), (came, left) in product(number_spans(old), number_spans(new)):
        inside = [
            n
            for n, one in enumerate(found)
            if start <= one.start and one.end <= end and came <= one.came and one.left <= left
        ]
        if not inside or all(_by_a_stroke(found[n], old, new) for n in inside):
            continue
        changed = found[inside[0]].with_next(found[inside[-1]])
        if (
            changed.start - start == changed.came - came
            and end - changed.end == left - changed.left
        ):
            whole |= dict.fromkeys(inside, _widened(changed, old, start, end))
    return list(dict.fromkeys(whole.get(n, one) for n, one in enumerate(found)))


def _by_a_figure(one: Stretch, old: str, new: str) -> bool:
    """Whether a stretch may lie within a number: then a figure stands in it or right behind it."""
    return bool(_FIGURE.search(old, one.start, one.end + 1)) or bool(
        _FIGURE.search(new, one.came, one.left + 1)
    )


def _by_a_stroke(one: Stretch, old: str, new: str) -> bool:
    """Whether a stretch only adds or only strikes part of a symbol."""
    removed, added = old[one.start : one.end], new[one.came : one.left]
    return not (removed and added) and "/" in removed + added


def _widened(one: Stretch, old: str, start: int, end: int) -> Stretch:
    """A stretch with what is kept beside it from ``start`` to ``end`` of the old wording."""
    before, behind = one.start - start, end - one.end
    units, further = len(parts(old[start : one.start])), len(parts(old[one.end : end]))
    return Stretch(
        start, end, one.came - before, one.left + behind,
        one.a - units, one.b + further, one.c - units, one.d + further,
    )  # fmt: skip


def _readable(found: Iterable[Stretch], old: str, new: str) -> list[Stretch]:
    """Join stretches that a reader would see as one."""
    joined: list[Stretch] = []
    for one in _without_confetti(found, old, new):
        joined.append(one)
        while len(joined) > 1 and _stray(joined[-2], joined[-1], old, new):
            joined[-2:] = [joined[-2].with_next(joined[-1])]
    return joined


def _without_confetti(found: Iterable[Stretch], old: str, new: str) -> Iterator[Stretch]:
    """Each run of stretches with but one word kept between them as one; where nothing but
    brackets and marks changes, the words stay as they are.
    """
    run: list[Stretch] = []
    for one in found:
        if run and one.a - run[-1].b > 1:
            yield from _one_or_each(run, old, new)
            run = []
        run.append(one)
    yield from _one_or_each(run, old, new)


def _one_or_each(run: list[Stretch], old: str, new: str) -> list[Stretch]:
    if len(run) < _SHORTEST_RUN_OF_CONFETTI:
        return run
    changed = any(
        _WORD.search(old, one.start, one.end) or _WORD.search(new, one.came, one.left)
        for one in run
    )
    return [run[0].with_next(run[-1])] if changed else run


def _stray(left: Stretch, right: Stretch, old: str, new: str) -> bool:
    """Whether what is kept between two replacements is a third of either of them or less.

    Small words and marks, which any two sentences share, count half.
    """
    kept = right.a - left.b
    # How much each replaces: nothing where it only adds or removes.
    replaced = min(left.b - left.a, left.d - left.c, right.b - right.a, right.d - right.c)
    if kept * _SMALL_WEIGHT * 3 > replaced:
        return False
    both = (left, right)
    # A whole number is one word, of however many parts.
    replaced = min(
        *(_length(old[one.start : one.end]) for one in both),
        *(_length(new[one.came : one.left]) for one in both),
    )
    return sum(map(_weight, tokens(old[left.end : right.start]))) * 3 <= replaced


def _length(wording: str) -> int:
    return sum(not token.isspace() for token in tokens(wording))


def _weight(token: str) -> float:
    if token.isspace():
        return 0
    return _SMALL_WEIGHT if is_small(token) else 1
