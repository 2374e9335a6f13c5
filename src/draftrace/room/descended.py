"""Which provisions of the text are those of an outside revision?

Pure: matched by what they say (``compare.align``), notes first, since wordings cite them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import msgspec

from draftrace.compare.align import Block, align
from draftrace.room.emphasised import emphasised
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text import addresses, labels
from draftrace.text.documents import Document, Note
from draftrace.text.documents import Provision as Read
from draftrace.text.wording import with_notes


class Kin(NamedTuple):
    """One provision of the revision: the id of the provision of the text it is (empty: none),
    what happened, and the ids of all it came from."""

    known: str
    change: str
    came_from: tuple[str, ...]


class Descended(NamedTuple):
    """The revision's provisions and notes, wordings citing notes by the ids of the text, with
    their kin; and what of the text is not in it any more, with what became of it."""

    provisions: tuple[Read, ...]
    kin: tuple[Kin, ...]
    notes: tuple[Note, ...]
    note_kin: tuple[Kin, ...]
    dropped: tuple[tuple[str, str], ...]


def descended(state: State, provisions: Sequence[Read], notes: Sequence[Note]) -> Descended:
    """The provisions of a revision as those of the standing text, or new ones."""
    standing = state.standing()
    provisions, notes = emphasised((p.now.wording for p in standing), provisions, notes)
    ours = [p for p in standing if p.kind == "footnote"]
    text = [p for p in standing if p.kind != "footnote"]
    note_kin, notes_dropped = _matched(ours, [("footnote", n.number, n.wording) for n in notes])
    ids = _note_ids(state, notes, note_kin)
    recited = tuple(
        msgspec.structs.replace(p, wording=with_notes(p.wording, ids)) for p in provisions
    )
    kin, dropped = _matched(text, [(p.kind, p.label, p.wording) for p in recited])
    renamed = tuple(
        msgspec.structs.replace(n, id=ids[n.id], wording=with_notes(n.wording, ids)) for n in notes
    )
    return Descended(recited, tuple(kin), renamed, tuple(note_kin), (*dropped, *notes_dropped))


def _note_ids(state: State, notes: Sequence[Note], kin: Sequence[Kin]) -> dict[str, str]:
    """By which id each note of the revision is cited: its own of the text, or a free one."""
    taken = {p.note for p in state.now.provisions.values()}
    ids: dict[str, str] = {}
    for note, found in zip(notes, kin, strict=True):
        own = state.now.provisions[found.known].note if found.known else ""
        if not own:
            own = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            taken.add(own)
        ids[note.id] = own
    return ids


def _matched(
    old: Sequence[Provision], new: Sequence[tuple[str, str, str]]
) -> tuple[list[Kin], list[tuple[str, str]]]:
    """The kin of each new one (kind, label, wording), and which old ones went and how."""
    blocks = [Block(p.id, p.now.wording, p.now.label, p.kind) for p in old]
    others = [Block(str(n), words, label, kind) for n, (kind, label, words) in enumerate(new)]
    said = {p.id: p.now.wording for p in old}
    kin: dict[int, Kin] = {}
    gone: list[tuple[str, str]] = []
    for row in align(blocks, others):
        places = [int(number) for number in row.new]
        if not row.old:
            kin |= {n: Kin("", row.change, ()) for n in places}
        elif not places:
            gone += [(i, "dropped") for i in row.old]
        else:
            one, main = _likest(row.old, places, said, new)
            kin |= {n: Kin("", row.change, row.old) for n in places}
            kin[main] = Kin(one, row.change, row.old)
            gone += [(i, "merged") for i in row.old if i != one]
    return [kin[n] for n in range(len(new))], gone


def _likest(
    old: Sequence[str],
    places: Sequence[int],
    said: Mapping[str, str],
    new: Sequence[tuple[str, str, str]],
) -> tuple[str, int]:
    """The pair that keeps the id where one became several, or several one."""
    pairs = [(i, n) for i in old for n in places]
    if len(pairs) == 1:
        return pairs[0]
    return max(pairs, key=lambda pair: _common(said[pair[0]], new[pair[1]][2]))


def _common(one: str, other: str) -> int:
    blocks = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return sum(block.size for block in blocks.get_matching_blocks())


def with_alternatives(document: Document) -> Document:
    """The document with ``bis`` read as a rival to its number: ``7 bis`` as ``7 alt``."""
    relabelled = [
        msgspec.structs.replace(p, label=_as_alternative(p.label)) for p in document.provisions
    ]
    if [p.label for p in relabelled] == [p.label for p in document.provisions]:
        return document
    derived = addresses.derive(relabelled)
    moved = dict(zip([p.address for p in document.provisions], derived, strict=True))
    return msgspec.structs.replace(
        document,
        provisions=tuple(
            msgspec.structs.replace(p, address=address)
            for p, address in zip(relabelled, derived, strict=True)
        ),
        notes=tuple(
            msgspec.structs.replace(n, cited=moved.get(n.cited, n.cited)) for n in document.notes
        ),
    )


def _as_alternative(label: str) -> str:
    parsed = labels.parse(label) if label else None
    if parsed is None or parsed.position < 1 or parsed.variant:
        return label
    return labels.text(msgspec.structs.replace(parsed, position=0, variant=parsed.position))
