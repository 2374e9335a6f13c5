"""What did the sponsors of a file of ours say, word for word?

Marks tell whose each word is. Where several decisions met on the same words they do not always
give the whole of what a sponsor had proposed; the file tells that where no page shows it. It is
believed only of paragraphs that read as they were written, with all changes and with none, and
only as far as it is made of words that stand there: what a reader sees is never contradicted.
Else, as where a delegate worked on the paragraph or a program dropped what no page shows, the
marks are read alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from draftrace.compare import dividing
from draftrace.exporters.sheet import Said
from draftrace.intake.acts import dated, is_act, key, printed
from draftrace.intake.changes import NEW_NOTE, Change
from draftrace.intake.letters import plain, shown
from draftrace.intake.taking import Taking
from draftrace.intake.tracked.model import Run
from draftrace.text.tokens import tokens
from draftrace.text.wording import cite, escape, note_ids, runs, with_notes


def take_said(taking: Taking) -> None:
    """Give the changes that are acts of the record the words of their sponsors."""
    if not taking.tracked.said:
        return
    told = _Told(taking)
    taking.changes = [
        told.change(c) if is_act(c.author) and c.kind not in ("deletion", "move") else c
        for c in taking.changes
    ]


def _merged(changes: Sequence[Change]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What each merger took in, by whose it is and where."""
    mergers = (c for c in changes if c.kind == "merge")
    return {(c.author, c.provision): c.merged for c in mergers}


class _Told:
    """What a file tells of its untouched paragraphs and notes."""

    def __init__(self, taking: Taking) -> None:
        tracked, citing = taking.tracked, taking.citing
        self.paragraphs = {p.number: printed(p.runs) for p in tracked.paragraphs}
        ours = {i.note: i.provision for i in taking.alignment.text.provisions if i.note}
        self.notes = {
            ours[note]: printed(tracked.notes.get(theirs, ()))
            for theirs, note in citing.ours.items()
            if note in ours
        }
        noted = {printed(runs): runs for runs in tracked.notes.values()}
        self.shown = {self.paragraphs[p.number]: p.runs for p in tracked.paragraphs} | noted
        self.known_notes = {*ours}
        self.said: dict[str, list[Said]] = {}
        self.seen, self.acts = taking.seen, {c.author for c in taking.changes}
        self.merged = _merged(taking.changes)
        self.provisions = {
            self.paragraphs[taking.base[place].number]: pair.provision
            for place, pair in taking.pairs.items()
        }
        for said in tracked.said:
            self.said.setdefault(key(said.author, said.date), []).append(said)

    def change(self, change: Change) -> Change:
        """A change with the words of its sponsor, where they are told and believed."""
        place = self.notes.get(change.provision) or self.paragraphs.get(change.number, "")
        for said in self.said.get(dated(change.author), ()):
            if not self.fits(said):
                continue
            divides = dividing.CUT in change.wording or change.kind == "split"
            there = said.on if divides or self.is_of(change, said) else said.on[:1]
            if place in said.on and (along := self.taken_along(change, said)) is not None:
                return along
            if place in there:
                wording = self.cited(dividing.normalised(said.wording), change)
                return worded(change, wording) if wording else change
        return change

    def is_of(self, change: Change, said: Said) -> bool:
        """Whether what is told was said of the provision changed, wherever it has moved."""
        of = self.provisions.get(said.on[0])
        return of is not None and of.provision == change.provision

    def taken_along(self, change: Change, said: Said) -> Change | None:
        """A change to what a merger or split made that is said of what the one took in, or of what
        the other divided before the piece it words: a wording of that or an amendment of one. None
        where it is none."""
        of = self.provisions.get(said.on[0])
        merged = self.merged.get((change.to, change.provision), ())
        divided = (change.provision,) if change.piece > 1 else ()
        if of is None or not change.to or of.provision not in (*merged, *divided):
            return None
        wording = self.cited(dividing.normalised(said.wording), change)
        if not wording or dividing.CUT in wording:
            return None
        to = self.seen.amended(change.author, self.acts)
        to = "" if to == change.to else to
        return msgspec.structs.replace(
            change,
            kind="amendment" if to else "wording",
            provision=of.provision,
            address=of.address,
            base=of.wording,
            wording=wording,
            to=to,
            piece=0,
        )

    def fits(self, said: Said) -> bool:
        """Whether what is told is a wording, of words that its paragraphs show, untouched."""
        if not all(each in self.shown for each in said.on):
            return False
        known = sum((_words(self.shown[each]) for each in said.on), Counter[str]())
        lines = dividing.pieces(said.wording)
        return all(map(_is_wording, lines)) and _of(" ".join(lines)) <= known

    def cited(self, wording: str, change: Change) -> str:
        """The wording with the file's own ids for notes that are not in the text yet, which the
        marks cite in the same order; nothing where they cite others."""
        strange = [i for i in note_ids(wording) if i not in self.known_notes]
        theirs = [i for i in note_ids(change.wording) if i.startswith(NEW_NOTE)]
        if len(strange) != len(theirs):
            return ""
        return with_notes(wording, dict(zip(strange, theirs, strict=True)))


def worded(change: Change, wording: str) -> Change:
    """The change with another wording: of what is divided, of the piece that it words; a division
    where only one piece was left to be marked."""
    parts, divides = dividing.CUT in change.wording, dividing.CUT in wording
    if change.kind == "split" or parts == divides:
        return msgspec.structs.replace(change, wording=wording)
    if divides and change.kind == "wording":
        return msgspec.structs.replace(change, kind="split", wording=wording)
    if parts and change.piece:
        lines = list(dividing.pieces(change.wording))
        lines[change.piece - 1] = wording
        return msgspec.structs.replace(change, wording=dividing.joined(lines))
    return change


def _words(shown_runs: Sequence[Run]) -> Counter[str]:
    """How often each word stands there, with all changes, with none, or whatever became of it."""
    every = Counter(token for run in shown_runs for token in tokens(plain(run.text)))
    for side in ("in_final", "in_base"):
        text = "".join(run.text for run in shown_runs if getattr(run, side))
        every |= Counter(tokens(plain(text)))
    return every


def _of(wording: str) -> Counter[str]:
    return Counter(token for token in tokens(plain(shown(wording))) if not token.isspace())


def _is_wording(written: str) -> bool:
    """Whether it is just what it is read as: no emphasis is left open."""
    told = (
        cite(run.note)
        if run.note
        else f"*{escape(run.text)}*"
        if run.emphasis
        else escape(run.text)
        for run in runs(written)
    )
    return "".join(told) == written
