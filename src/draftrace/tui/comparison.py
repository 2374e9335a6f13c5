"""How two texts differ, as a reader goes through it: every change in order, moved pairs joined by
a letter. Pure; aligning takes its time and belongs in a worker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.compare.align import Alignment, Block
from draftrace.compare.italics import aligned

Kind = Literal["reworded", "new", "dropped", "moved", "split", "merged", "renumbered"]
KINDS: tuple[Kind, ...] = (
    "reworded", "new", "dropped", "moved", "split", "merged", "renumbered"
)  # fmt: skip


class Text(msgspec.Struct, frozen=True):
    """One of two texts: its name, what else is known of it (symbol, date), its blocks, and the
    printed numbers of its notes."""

    name: str
    about: str
    blocks: tuple[Block, ...]
    notes: dict[str, str] = {}


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """What one or several provisions of the one text became in the other.

    ``letter`` joins the two places of a move; ``gone`` says that this is the older of them, where
    the text stands no more. ``kind`` and ``label`` are of the newer block where there is one,
    ``old_label`` of the older; ``number`` counts the changes from 1, both places of a move as one.
    """

    key: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    kinds: tuple[Kind, ...]
    redline: tuple[tuple[str, str], ...]
    label: str = ""
    old_label: str = ""
    kind: str = ""
    letter: str = ""
    number: int = 0
    gone: bool = False

    @property
    def addresses(self) -> str:
        """``3 → 4``; the address alone where it is the same, or on one side only."""
        sides = [", ".join(side) for side in (self.old, self.new) if side]
        return " → ".join(dict.fromkeys(sides))


class Comparison(msgspec.Struct, frozen=True):
    """Two texts and every passage of both, in the newer one's order."""

    old: Text
    new: Text
    passages: tuple[Passage, ...]

    def counts(self) -> dict[Kind, int]:
        """How many changes of each kind; one change may be of several."""
        found = Counter(kind for p in self.passages if not p.gone for kind in p.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def changes(self, kind: str = "") -> list[Passage]:
        """The passages that changed, or those of one kind; the older place of a move counts with
        the newer."""
        return [p for p in self.passages if (kind in p.kinds if kind else p.kinds)]

    def total(self, kind: str = "") -> int:
        """How many they are, both places of a move as one."""
        return sum(not p.gone for p in self.changes(kind))


def compared(old: Text, new: Text) -> Comparison:
    """Align two texts and put every change in its place."""
    rows = aligned(old.blocks, new.blocks)
    here = _passages(rows, old, new)
    left = _left_behind(old, rows)
    passages: list[Passage] = []
    for number in range(-1, len(rows)):
        passages += here[number : number + 1] if number >= 0 else []
        for moved in left.get(number, ()):
            passage = here[moved]
            passages.append(
                msgspec.structs.replace(
                    passage, key=f"{passage.key} gone", gone=True, label=passage.old_label
                )
            )
    return Comparison(old, new, tuple(passages))


def _passages(rows: Sequence[Alignment], old: Text, new: Text) -> list[Passage]:
    """Every row of the alignment, changes numbered and moves lettered."""
    older = {b.address: b for b in old.blocks}
    newer = {b.address: b for b in new.blocks}
    found: list[Passage] = []
    number = moves = 0
    for row in rows:
        kinds = _kinds(row.change)
        moved = "moved" in kinds
        number += bool(kinds)
        before = older[row.old[0]] if row.old else None
        form = newer[row.new[0]] if row.new else older[row.old[0]]
        found.append(
            Passage(
                key=f"{'|'.join(row.old)}>{'|'.join(row.new)}",
                old=row.old,
                new=row.new,
                kinds=kinds,
                redline=row.redline,
                label=form.label,
                old_label=before.label if before is not None else "",
                kind=form.kind,
                letter=letter(moves) if moved else "",
                number=number if kinds else 0,
            )
        )
        moves += moved
    return found


def _kinds(change: str) -> tuple[Kind, ...]:
    said = change.split("+")
    return tuple(kind for kind in KINDS if kind in said)


def letter(place: int) -> str:
    """A, B … Z, AA, AB …"""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _left_behind(old: Text, rows: Sequence[Alignment]) -> dict[int, list[int]]:
    """Where moved passages stood: their rows, by the row they stood behind."""
    row_of = {address: n for n, row in enumerate(rows) for address in row.old}
    found: dict[int, list[int]] = {}
    anchor, told = -1, set[int]()
    for block in old.blocks:
        row = row_of[block.address]
        if "moved" not in rows[row].change.split("+"):
            anchor = row
        elif row not in told:
            told.add(row)
            found.setdefault(anchor, []).append(row)
    return found


def sides(redline: Iterable[tuple[str, str]], op: str) -> Iterator[tuple[str, str]]:
    """What one of the two texts says: ``-`` for the older, ``+`` for the newer."""
    return ((each, text) for each, text in redline if each in ("=", op))


def paragraphs(redline: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """A redline of several blocks, block by block: they are joined by line feeds."""
    found: list[list[tuple[str, str]]] = [[]]
    for op, text in redline:
        first, *rest = text.split("\n")
        if first:
            found[-1].append((op, first))
        for part in rest:
            found.append([(op, part)] if part else [])
    return [paragraph for paragraph in found if paragraph] or [[]]
