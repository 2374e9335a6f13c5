"""What did sponsors say that the marks of a text do not give word for word?

Where several decisions met on the same words, a tracked change tells whose each word is, but not
always the whole of what its sponsor had proposed. That goes where no page shows it, with the
fingerprints of the paragraphs it was said of: who receives the file believes it only where those
stand as they were written, and say all of its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from draftrace.exporters.markup import printable, words_of
from draftrace.exporters.sheet import (
    Block,
    NoteBlock,
    Said,
    Sheet,
    Side,
    Turn,
    counted_runs,
    on_side,
    printed_label,
    side_wording,
)
from draftrace.exporters.turns import Made
from draftrace.text.fingerprints import fingerprint

Members = tuple[str, ...]
"""The provisions that are told together."""
_SIDES: tuple[Side, Side] = ("clean", "base")


def said_of(
    told: Mapping[tuple[str, Members], Made],
    blocks: Iterable[Block],
    notes: Iterable[tuple[str, NoteBlock]],
) -> tuple[Said, ...]:
    """What was said of provisions that the blocks and notes, these by their provisions, show."""
    if not told:
        return ()
    about = {which: (made.provision, *which[1], *made.merged) for which, made in told.items()}
    prints = _prints({i for each in about.values() for i in each}, blocks, notes)
    return tuple(
        Said(made.turn.author, made.turn.date, made.wording, tuple(dict.fromkeys(on)))
        for which, made in told.items()
        if made.provision in prints
        and (on := [each for i in about[which] for each in prints.get(i, ())])
    )


def turns_of(
    told: Mapping[tuple[str, Members], Turn],
    blocks: Iterable[Block],
    notes: Iterable[tuple[str, NoteBlock]],
) -> tuple[Turn, ...]:
    """The turns of acts, each once: of several that bear one author and date, with the
    fingerprints of what each is about."""
    about: dict[str, dict[int, tuple[Turn, Members]]] = {}
    for (hand, members), turn in told.items():
        decided = about.setdefault(hand, {})
        _turn, before = decided.get(turn.decided, (turn, ()))
        decided[turn.decided] = turn, (*before, *members)
    several = [each for turns in about.values() if len(turns) > 1 for each in turns.values()]
    prints = _prints({i for _turn, members in several for i in members}, blocks, notes)
    found = []
    for turns in about.values():
        for turn, members in turns.values():
            on = (each for i in members for each in prints.get(i, ()) if len(turns) > 1)
            found.append(msgspec.structs.replace(turn, on=tuple(dict.fromkeys(on))))
    return tuple(found)


def _prints(
    wanted: Collection[str], blocks: Iterable[Block], notes: Iterable[tuple[str, NoteBlock]]
) -> dict[str, list[str]]:
    """The fingerprints of the paragraphs and notes that show these provisions."""
    prints: dict[str, list[str]] = {}
    for block in blocks:
        if block.provision in wanted:
            prints.setdefault(block.provision, []).append(print_of(block))
    for provision, note in notes:
        if provision in wanted:
            prints.setdefault(provision, []).append(print_of_note(note))
    return prints


def only_on(sheet: Sheet, blocks: Collection[Block]) -> tuple[Said, ...]:
    """What was said of these blocks alone; of notes only where an extract cites them."""
    there = {*map(print_of, blocks), *map(print_of_note, sheet.notes)} if sheet.said else set()
    return tuple(each for each in sheet.said if there.issuperset(each.on))


def print_of(block: Block) -> str:
    """The fingerprint by which a reader knows the block's paragraph."""
    runs = counted_runs(block)
    old = block.label if block.old_label is None else block.old_label
    sides = (side_wording(runs, side) for side in _SIDES)
    labels = (printed_label(label, block.kind) for label in (block.label, old))
    told = zip(_SIDES, labels, sides, strict=True)
    shown = (
        f"{label} {_shown(words)}" if on_side(block, side) else "" for side, label, words in told
    )
    return fingerprint(*shown)


def print_of_note(note: NoteBlock) -> str:
    """The same of a note."""
    return fingerprint(*(_shown(side_wording(note.runs, side)) for side in _SIDES))


def _shown(wording: str) -> str:
    return printable(words_of(wording))
