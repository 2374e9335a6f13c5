"""Splits and mergers told by comments: a paragraph that came or went, split from or merged into
one that stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from draftrace.compare import dividing
from draftrace.intake.acts import is_act, name
from draftrace.intake.changes import Change
from draftrace.intake.hands import MERGED, SPLIT, told
from draftrace.intake.letters import Matched, bare, behind, shown
from draftrace.intake.seen import with_acts
from draftrace.intake.taking import Taking
from draftrace.intake.tracked.model import Run
from draftrace.room.entities import Issued

_WORDED = ("wording", "amendment")


def take_splits(taking: Taking) -> None:
    """Insertions that a comment calls parts of another provision become splits of it, where the
    words behind each other are those it says."""
    by_address = {pair.provision.address: pair.provision for pair in taking.pairs.values()}
    parts: dict[tuple[str, str], list[Change]] = {}
    for new in taking.new:
        said = told(new.runs, taking.tracked.remarks, SPLIT)
        head = by_address.get(said[1]) if said else None
        if head is None:
            continue
        mine = ("insertion", new.number, new.author)
        pieces = [c for c in taking.changes if (c.kind, c.number, c.author) == mine]
        parts.setdefault((head.provision, new.author), []).extend(pieces)
    for (provision, author), found in parts.items():
        head = next(i for i in by_address.values() if i.provision == provision)
        _split(taking, head, author, found)


def _split(taking: Taking, head: Issued, author: str, pieces: list[Change]) -> None:
    worded = _found(taking, "wording", head.provision, author)
    first = worded[0].wording if worded else ""
    said = [bare(shown(each)) for each in (first, *(piece.wording for piece in pieces))]
    if not first or "".join(said) != bare(shown(_made_on(taking, head, author))):
        return
    ends = accumulate(reversed([len(words) for words in said[1:]]))
    begins = tuple(behind(head.wording, letters) for letters in ends)[::-1]
    is_of_base = "".join(said) == bare(shown(head.wording))
    if is_of_base and not all(begins):
        return
    lines = [first, *(piece.wording for piece in pieces)]
    asked = {"begins": begins, "wording": ""} if is_of_base else {"wording": dividing.joined(lines)}
    later = on_pieces(taking, _runs(taking, head), worded[0], lines, pieces)
    gone = (*worded, *pieces, *(change for change, _amendment in later))
    taking.changes = [c for c in taking.changes if c not in gone]
    taking.changes.append(msgspec.structs.replace(worded[0], kind="split", **asked))
    taking.changes += [amendment for _change, amendment in later]


def _made_on(taking: Taking, head: Issued, author: str) -> str:
    """What an act of the record divided; who else divides something divides the text itself."""
    if not is_act(author):
        return head.wording
    place = _place(taking, head)
    moved = taking.together.get(place)
    matched = Matched(moved, head.wording, 0) if moved is not None else taking.matched[place]
    seen = taking.seen.by(matched.runs, author)
    return matched.wording(with_acts(seen), taking.citing.note)


def _place(taking: Taking, issued: Issued) -> int:
    return next(n for n, pair in taking.pairs.items() if pair.provision == issued)


def _runs(taking: Taking, issued: Issued) -> Sequence[Run]:
    """A provision's runs, as changed in place where it moved."""
    place = _place(taking, issued)
    return taking.together.get(place, taking.base[place].runs)


def on_pieces(
    taking: Taking,
    runs: Sequence[Run],
    split: Change,
    lines: Sequence[str],
    pieces: Sequence[Change],
) -> list[tuple[Change, Change]]:
    """What was asked of the pieces since, each with the amendment to the split that it is; the
    first stands, in ``runs``, where the whole did, which is in the text or came in."""
    numbers = {piece.number: n for n, piece in enumerate(pieces, 1)}
    found: list[tuple[Change, Change]] = []
    for change in taking.changes:
        of_head = _of_head(change, split)
        if change.to == split.author and not change.provision and change.number in numbers:
            at = numbers[change.number]
        elif of_head and split.author in taking.seen.by(runs, change.author):
            at = 0
        else:
            continue
        mine = name(change.author) == name(split.author)
        found.append(
            (
                change,
                msgspec.structs.replace(
                    change,
                    kind="revision" if mine else "amendment",
                    provision=split.provision,
                    address=split.address,
                    base=split.base,
                    wording=dividing.joined([*lines[:at], change.wording, *lines[at + 1 :]]),
                    number=split.number,
                    to=split.author,
                    piece=0 if change.kind == "split" else at + 1,
                ),
            )
        )
    return found


def _of_head(change: Change, split: Change) -> bool:
    if split.provision:
        return change.provision == split.provision and change.kind in _WORDED
    worded = not change.provision and change.kind in ("amendment", "revision")
    return worded and change.number == split.number


def take_mergers(taking: Taking) -> None:
    """Deletions that a comment calls mergers become such, with what their author made of the
    provision that took them in."""
    into: dict[tuple[str, str], list[Issued]] = {}
    by_address = {pair.provision.address: pair.provision for pair in taking.pairs.values()}
    gone = {c.provision: c for c in taking.changes if c.kind == "deletion"}
    for place, pair in taking.pairs.items():
        change = gone.get(pair.provision.provision)
        said = told(taking.base[place].runs, taking.tracked.remarks, MERGED)
        head = by_address.get(said[1]) if said else None
        if change is not None and head is not None:
            into.setdefault((head.provision, change.author), []).append(pair.provision)
    for (provision, author), merged in into.items():
        head = next(i for i in by_address.values() if i.provision == provision)
        _merge(taking, head, author, merged)


def _merge(taking: Taking, head: Issued, author: str, merged: list[Issued]) -> None:
    ids = tuple(i.provision for i in merged)
    worded = _found(taking, "wording", head.provision, author)
    gone = [c for i in ids for c in _found(taking, "deletion", i, author)]
    first = (*worded, *gone)[0]
    later = _on_merger(taking, head, author)
    replaced = (*worded, *gone, *(change for change, _amendment in later))
    taking.changes = [c for c in taking.changes if c not in replaced]
    taking.changes.append(
        msgspec.structs.replace(
            first,
            kind="merge",
            provision=head.provision,
            address=head.address,
            base=dividing.joined([head.wording, *(i.wording for i in merged)]),
            wording=first.wording or head.wording,
            happened=gone[0].happened,
            merged=ids,
        )
    )
    taking.changes += [amendment for _change, amendment in later]


def _on_merger(taking: Taking, head: Issued, author: str) -> list[tuple[Change, Change]]:
    """What was asked since of what a merger made, each with the amendment to it that it is."""
    runs = _runs(taking, head)
    found: list[tuple[Change, Change]] = []
    for change in (c for c in taking.changes if c.provision == head.provision):
        if change.kind not in _WORDED or author not in taking.seen.by(runs, change.author):
            continue
        mine = name(change.author) == name(author)
        kind = "revision" if mine else "amendment"
        found.append((change, msgspec.structs.replace(change, kind=kind, to=author)))
    return found


def _found(taking: Taking, kind: str, provision: str, author: str | None = None) -> list[Change]:
    """The changes of a kind to a provision: one author's, or everybody's."""
    return [
        c
        for c in taking.changes
        if (c.kind, c.provision) == (kind, provision) and author in (None, c.author)
    ]
