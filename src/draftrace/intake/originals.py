"""Which proposals does a file of ours tell whole?

Where the marks of a file do not give a proposal back, a comment by its sponsor says all of it, and
the file once more where no page shows it, in a form that is no matter of reading. That is believed
only where the comment stands there, word for word, and the paragraphs with the sponsor's changes
stand as they were written: what no reader sees is never proposed. Else the marks are read alone.
"""

from __future__ import annotations

from typing import Any

from draftrace.exporters.asides import told_whole
from draftrace.exporters.original import NOBODY, Hand, Original
from draftrace.intake.acts import dated, key, printed
from draftrace.intake.changes import NEW_NOTE, Change, Spotted
from draftrace.intake.hands import in_utc
from draftrace.intake.taking import Taking
from draftrace.text.fingerprints import fingerprint
from draftrace.text.wording import with_notes


def take_originals(taking: Taking) -> None:
    """Each told whole takes the place of what the marks say of that act."""
    if not taking.tracked.originals:
        return
    whole = _Whole(taking)
    for original in taking.tracked.originals:
        whole.take(original)


class _Whole:
    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        tracked, text = taking.tracked, taking.alignment.text
        self.notes = {printed(runs): note for note, runs in tracked.notes.items()}
        self.shown = {printed(p.runs) for p in tracked.paragraphs} | self.notes.keys()
        self.comments: dict[str, dict[str, str]] = {}
        for identity, remark in tracked.remarks.items():
            said = self.comments.setdefault(dated(remark.author), {})
            said[fingerprint(remark.text, remark.text)] = identity
        self.issued = {i.address: i for i in text.provisions}
        self.numbers = {
            pair.provision.provision: taking.base[n].number for n, pair in taking.pairs.items()
        }
        numbers = (*(c.number for c in taking.changes), *(p.number for p in tracked.paragraphs))
        self.last = max(numbers, default=0)

    def take(self, original: Original) -> None:
        """Ask for it in place of what is read off the marks, where it is believed."""
        act = key(*original.hand)
        told = told_whole(original)
        comment = self.comments.get(act, {}).get(fingerprint(told, told), "")
        if not comment or not self.shown.issuperset(original.on):
            return
        asked = self.asked(original)
        if asked is None:
            return
        changes = self.taking.changes
        upon = self.upon(original)
        read = [c for c in changes if dated(c.author) == act and not c.note and not c.told]
        place = upon + 1 if upon >= 0 else changes.index(read[0]) if read else len(changes)
        number = changes[upon].number if upon >= 0 else self.number(original, read)
        self.taking.used.add(comment)
        self.taking.ask(
            original.asks,
            self.issued.get(original.of),
            author=act,
            happened=in_utc(original.hand[1]),
            reason=self.reason(original, read),
            number=number,
            told=True,
            **asked,
        )
        changes.insert(place, changes.pop())
        self.taking.changes = [c for c in changes if not any(c is each for each in read)]

    def reason(self, original: Original, read: list[Change]) -> str:
        """Its reasons: of a hand with several proposals those that are read with its like."""
        act, tracked = key(*original.hand), self.taking.tracked
        if original.hand not in tracked.shared:
            reasons = {remark.author for remark in tracked.remarks.values()}
            return self.taking.reasons_of(sorted(r for r in reasons if dated(r) == act))
        there = self.issued.get(original.of)
        of = there.provision if there is not None else ""
        like = (c for c in read if c.provision == of and original.asks in (c.kind, "amendment"))
        return next((c.reason for c in like), "")

    def asked(self, original: Original) -> dict[str, Any] | None:
        """What it asks for, of this file's base; None where something of that is not there, or
        not said."""
        if not _is_whole(original):
            return None
        named = [a for a in (original.of, original.behind, *original.merged) if a]
        cited = dict(original.cites)
        strange = {i: NEW_NOTE + self.notes[p] for i, p in cited.items() if p in self.notes}
        if not self.issued.keys() >= set(named) or len(strange) < len(cited):
            return None
        by, at = _moment(original.upon)
        behind = self.issued[original.behind].provision if original.behind else ""
        place = original.asks in ("insertion", "move")
        return {
            "wording": with_notes(original.wording, strange),
            "merged": tuple(self.issued[each].provision for each in original.merged),
            "members": tuple(map(_moment, original.members)),
            "piece": original.piece,
            "to": by,
            "upon": at,
            "beside": _moment(original.beside),
            "spot": Spotted(behind=behind, kind=original.kind, level=original.level)
            if place
            else None,
        }

    def upon(self, original: Original) -> int:
        """Where what it rests on stands among the changes; -1 where it rests on none."""
        rests = (original.upon, original.beside, *original.members)
        acts = {key(*hand) for hand in rests if hand != NOBODY}
        there = [n for n, c in enumerate(self.taking.changes) if dated(c.author) in acts]
        return max(there, default=-1)

    def number(self, original: Original, read: list[Change]) -> int:
        """The paragraph of the file it is told of: where its marks are, else of what it is about;
        what came in nowhere has a number of its own."""
        fits = [c.number for c in read if c.kind == original.asks or original.asks != "insertion"]
        there = self.issued.get(original.of)
        if fits or (there is not None and there.provision in self.numbers):
            return fits[0] if fits else self.numbers[there.provision] if there else 0
        self.last += 1
        return self.last


def _is_whole(original: Original) -> bool:
    """Whether it says all that its kind takes: who wrote the file may not have been we."""
    about = bool(original.of) or original.upon != NOBODY
    placed = bool(original.behind) or original.beside != NOBODY
    match original.asks:
        case "wording" | "alternative":
            said = bool(original.of and original.wording)
        case "insertion":
            said = placed and bool(original.wording) and original.level > 0
        case "move":
            said = about and placed
        case "merge":
            said = about and bool(original.merged or original.members)
        case "amendment":
            said = original.upon != NOBODY and bool(original.wording)
        case "split":
            said = about and bool(original.wording)
        case _:
            said = about
    of_a_piece = original.piece > 0 and original.upon == NOBODY
    return said and original.piece >= 0 and not of_a_piece


def _moment(hand: Hand) -> Hand:
    """An act with its moment as changes have it."""
    return (hand[0], in_utc(hand[1])) if hand[1] else hand
