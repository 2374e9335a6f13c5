"""What became of every block: which old and new ones belong together, what moved, what is new."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from draftrace.compare.ancestry import LIKELY, SURELY, Elsewhere, kin
from draftrace.compare.anchors import Pairing
from draftrace.compare.kinship import Block, Redlined
from draftrace.text.tokens import tokens


class Row(msgspec.Struct, frozen=True, gc=False):
    """The places, counted from 0, of blocks that became one another, and whether they moved.
    ``main`` is the place of the new block that carries on most of it; -1 where none does.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False
    main: int = -1


def rows(old: Sequence[Block], new: Sequence[Block], redlined: Redlined | None = None) -> list[Row]:
    """Every block in exactly one row, in the new text's order, dropped ones where they stood."""
    standing = _Standing(old, new, SURELY, redlined)
    dropped = _dropped_after(standing.pairing.free_old(), standing.stayed)
    found = [Row((place,), ()) for place in dropped.get(-1, ())]
    for row in standing.rows(range(len(new))):
        found.append(row)
        if row.main >= 0:
            found += [Row((place,), ()) for place in dropped.get(row.main, ())]
    return found


def changed_rows(
    old: Sequence[Block], new: Sequence[Block]
) -> tuple[list[tuple[int, int]], list[Row]]:
    """The old and new places of the blocks that stand as they stood, which are most, and the rows
    of all others: dropped ones first, then in the new text's order. Asked for the history of
    what stands, so that what was moved and reworded may be less alike than for ``rows``.
    """
    standing = _Standing(old, new, LIKELY)
    same = standing.same()
    known = {place for _, place in same}
    found = [Row((place,), ()) for place in standing.pairing.free_old()]
    found += standing.rows([place for place in range(len(new)) if place not in known])
    return same, found


def change(row: Row, old: Sequence[Block], new: Sequence[Block], *, reworded: bool) -> str:
    """The name of what happened: ``new``, ``dropped``, ``unchanged``, or, joined with ``+``,
    ``split``, ``merged``, ``moved``, ``renumbered``, ``reworded``. What stands under a number that
    changed is cited by another number, and so ``renumbered``, unless it moved there.
    """
    if not row.old or not row.new:
        return "new" if row.new else "dropped"
    happened = []
    if len(row.new) > 1:
        happened.append("split")
    if len(row.old) > 1:
        happened.append("merged")
    if row.moved:
        happened.append("moved")
    if len(row.old) == len(row.new) == 1:
        before, after = old[row.old[0]], new[row.new[0]]
        if _differ(before.label, after.label) or (
            not row.moved and _differ(before.under, after.under)
        ):
            happened.append("renumbered")
    if reworded:
        happened.append("reworded")
    return "+".join(happened) or "unchanged"


def _differ(before: str, after: str) -> bool:
    """Whether two numbers are known and not the same."""
    return before != after and bool(before) and bool(after)


def reworded(row: Row, old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether a row's words differ; white space is no word."""
    if len(row.old) == len(row.new) == 1 and old[row.old[0]].wording == new[row.new[0]].wording:
        return False
    before = " ".join([old[place].wording for place in row.old])
    after = " ".join([new[place].wording for place in row.new])
    if "".join(before.split()) != "".join(after.split()):
        return True
    return before != after and _visible(before) != _visible(after)


def _visible(wording: str) -> list[str]:
    return [token for token in tokens(wording) if not token.isspace()]


def _dropped_after(
    dropped: Sequence[int], stayed: Sequence[tuple[int, int]]
) -> dict[int, list[int]]:
    """Dropped old places by the new place of the nearest block before them that did not move."""
    places = [old for old, _ in stayed]
    found: dict[int, list[int]] = {}
    for place in dropped:
        at = bisect_left(places, place)
        found.setdefault(stayed[at - 1][1] if at else -1, []).append(place)
    return found


class _Standing:
    """What stands in the new text, and what of it did not move."""

    def __init__(
        self,
        old: Sequence[Block],
        new: Sequence[Block],
        elsewhere: Elsewhere,
        redlined: Redlined | None = None,
    ) -> None:
        self.old, self.new = old, new
        self.pairing = kin(old, new, elsewhere, redlined)
        self.stayed = self.pairing.kept_in_order()
        self._parts, self._ancestors = _parts(self.pairing)

    def same(self) -> list[tuple[int, int]]:
        """The pairs with nothing changed, neither wording nor label nor place."""
        old, new, families = self.old, self.new, self._parts.keys() | self._ancestors.keys()
        return [
            (i, j)
            for i, j in self.stayed
            if old[i].wording == new[j].wording
            and old[i].label == new[j].label
            and old[i].under == new[j].under
            and j not in families
        ]

    def rows(self, places: Iterable[int]) -> Iterator[Row]:
        """The rows of these new places, each where its first block stands."""
        pairing, parts, ancestors = self.pairing, self._parts, self._ancestors
        steady_old, steady_new = {old for old, _ in self.stayed}, {new for _, new in self.stayed}
        for new in places:
            old = pairing.old_of[new]
            if old < 0:
                yield Row((), (new,))
                continue
            if new not in ancestors and new not in parts and pairing.new_of[old] == new:
                yield Row((old,), (new,), new not in steady_new, new)
                continue
            main = _main(pairing, new)
            into = tuple(parts.get(main, (main,)))
            if into[0] == new:
                out_of = tuple(ancestors.get(main, (pairing.old_of[main],)))
                torn = _torn(into, steady_new) or _torn(out_of, steady_old)
                yield Row(out_of, into, torn or main not in steady_new, main)


def _main(pairing: Pairing, new: int) -> int:
    """The new block that carries on most of what became this one: itself, unless split off."""
    while pairing.new_of[pairing.old_of[new]] != new:
        new = pairing.new_of[pairing.old_of[new]]
    return new


def _parts(pairing: Pairing) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By main block, the new blocks of each split one and the old blocks of each merged one."""
    parts: dict[int, list[int]] = {}
    ancestors: dict[int, list[int]] = {}
    for new, old in enumerate(pairing.old_of):
        if old >= 0 and pairing.new_of[old] != new:
            parts.setdefault(_main(pairing, new), []).append(new)
    for old, new in enumerate(pairing.new_of):
        if new >= 0 and pairing.old_of[new] != old:
            ancestors.setdefault(_main(pairing, new), []).append(old)
    return (
        {main: sorted([main, *found]) for main, found in parts.items()},
        {main: sorted([pairing.old_of[main], *found]) for main, found in ancestors.items()},
    )


def _torn(places: Sequence[int], steady: set[int]) -> bool:
    """Whether blocks of other families that did not move stand between the blocks of one."""
    return len(places) > 1 and any(
        place in steady and place not in places for place in range(places[0] + 1, places[-1])
    )
