"""What is being made of a file: its paragraphs against the text, the changes found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import msgspec

from draftrace.intake.acts import is_act, is_of
from draftrace.intake.bases import Alignment
from draftrace.intake.changes import NEW_NOTE, Change, Left, Spotted
from draftrace.intake.citing import Citing
from draftrace.intake.hands import (
    MOVED_HERE,
    authors,
    changed,
    given,
    in_utc,
    latest,
    reason,
    told,
)
from draftrace.intake.letters import Matched, bare
from draftrace.intake.paragraphs import Base, New, typed_label, without_number
from draftrace.intake.seen import Seen
from draftrace.intake.standing_at import depth, kind_of
from draftrace.intake.tracked.model import Mark, Run, Tracked, opening
from draftrace.room.entities import Issued


class Taking:
    """One pass over a file whose base is known. Everything ends in ``changes`` or in ``left``."""

    def __init__(
        self,
        tracked: Tracked,
        file: str,
        base: Sequence[Base],
        new: Sequence[New],
        alignment: Alignment,
    ) -> None:
        self.tracked = tracked
        self.file = file
        self.base = list(base)
        self.new = new
        self.alignment = alignment
        self.pairs = {pair.paragraph: pair for pair in alignment.pairs}
        self.numbered: dict[int, tuple[str, str]] = {}
        for n in (pair.paragraph for pair in alignment.pairs if not pair.label):
            self.base[n], mark, label = without_number(base[n])
            self.numbered |= {n: (mark.author, label)} if mark is not None else {}
        self.matched = {
            n: Matched(self.base[n].runs, pair.provision.wording, pair.label)
            for n, pair in self.pairs.items()
        }
        self.seen = Seen(tracked.turns)
        self.citing = Citing(tracked, self.matched.values(), alignment.text.provisions)
        self.changes: list[Change] = []
        self.left: list[Left] = []
        self.used: set[str] = set()
        self.noted: set[str] = set()
        self.hanging: set[int] = set()
        self.along: set[int] = set()
        self.together: dict[int, tuple[Run, ...]] = {}
        ends = [mark for b in base for mark in (*b.split, b.merged) if mark is not None]
        self.regrouping = frozenset(mark.author for mark in ends)
        self.moves = self._moves()
        self._come: dict[int, Matched] = {}

    def leave(self, what: str, where: str, author: str = "", text: str = "") -> None:
        self.left.append(Left(what=what, where=where, author=author, text=opening(text)))

    def come(self, new: New) -> Matched:
        """A paragraph that came in, which stood nowhere."""
        if new.number not in self._come:
            self._come[new.number] = Matched(new.runs, "", 0)
        return self._come[new.number]

    def ask(self, kind: str, issued: Issued | None, **more: Any) -> None:
        """Keep a change to a provision, or to none yet."""
        asked: dict[str, Any] = {"author": "", "happened": "", "reason": "", "wording": ""}
        if issued is not None:
            asked |= {"provision": issued.provision, "address": issued.address}
            asked["base"] = issued.wording
        else:
            asked |= {"provision": "", "address": "", "base": ""}
        self.changes.append(Change(kind=kind, **(asked | more)))  # type: ignore[arg-type]

    def ask_by(
        self, author: str, runs: Sequence[Run], kind: str, issued: Issued | None, **more: Any
    ) -> None:
        """Keep a change that an author made in runs: dated by the last of them, and with the reason
        given there where no other is."""
        if "reason" not in more:
            more["reason"] = self.why(runs, author)
        self.ask(kind, issued, author=author, happened=latest(runs, author), **more)

    def shown(self, matched: Matched, author: str) -> tuple[str, str]:
        """What a file we marked showed of a provision with all our marks taken in, and what an
        author made of that; nothing of any other file."""
        until = self.tracked.until
        if not until:
            return "", ""

        def ours(mark: Mark | None) -> bool:
            return mark is not None and in_utc(mark.date) <= until

        def theirs(mark: Mark | None) -> bool:
            return mark is not None and (ours(mark) or mark.author == author)

        def said(by: Callable[[Mark | None], bool]) -> str:
            stands = lambda r: (r.in_base or by(r.inserted)) and not by(r.deleted)  # noqa: E731
            return matched.wording(stands, self.citing.note)

        return said(ours), said(theirs)

    def why(self, runs: Sequence[Run], author: str) -> str:
        noted = (r for run in runs if run.note for r in self.tracked.notes.get(run.note, ()))
        remarks, used = self.tracked.remarks, self.used
        said = reason(runs, author, remarks, used, authors(noted), self._besides)
        told = said or not is_act(author) or is_of(author, self.tracked.shared)
        return said if told else self._elsewhere(author)

    def reasons_of(self, acts: Iterable[str]) -> str:
        """The reasons that comments of some acts give."""
        own = {i: why for act in acts for i, why in self._given.get(act, {}).items()}
        self.used |= own.keys()
        return " ".join(dict.fromkeys(own.values()))

    def _elsewhere(self, act: str) -> str:
        """The reason of an act that stands beside another paragraph of what it divides, joins or
        amends: whoever's the act is, the comment is of no other."""
        return self.reasons_of([act])

    @cached_property
    def _besides(self) -> frozenset[str]:
        """Who divided or joined paragraphs, and the acts of the record that changed something
        anywhere or decided: what such a one says is of that alone."""
        runs = [run for paragraph in self.tracked.paragraphs for run in paragraph.runs]
        runs += [run for noted in self.tracked.notes.values() for run in noted]
        ends = [m for p in self.tracked.paragraphs for m in (p.inserted, p.deleted)]
        decisions = self.tracked.decisions
        said = self.tracked.remarks.values()
        asides = (r.author for r in said if not given(r) or is_of(r.author, decisions))
        return self.regrouping.union(filter(is_act, (*authors(runs, *ends), *asides)))

    @cached_property
    def _given(self) -> dict[str, dict[str, str]]:
        """The reasons that comments give, by the comment, by the author."""
        found: dict[str, dict[str, str]] = {}
        for identity, remark in self.tracked.remarks.items():
            if given(remark):
                found.setdefault(remark.author, {})[identity] = given(remark)
        return found

    def spot(self, number: int, after: int, label: str = "", style: str = "") -> Spotted:
        """Where a paragraph of the file stands, and what it is."""
        behind = self._standing(range(after, -1, -1), -1)
        ahead = self._standing(range(after + 1, len(self.base)), 0)
        older = [n.number for n in self.new if n.after == after and n.number < number]
        last = older[-1] if older else 0
        around = [issued for issued in (behind, ahead) if issued is not None]
        kind, level = kind_of(label, style, self._styles, around)
        moved = self._moved_at(last)
        hangs = self._hangs_on_moved(older, kind, level)
        self.hanging |= {number} if hangs else set()
        newcomers = [n for n in older if n not in self.moves]
        return Spotted(
            moved if moved and hangs else behind.provision if behind else "",
            newcomers[-1] if newcomers and not (moved and hangs) else 0,
            ahead.provision if ahead else "",
            kind,
            level,
            moved,
        )

    @cached_property
    def _styles(self) -> dict[str, Issued]:
        return {self.base[n].style: pair.provision for n, pair in self.pairs.items()}

    def _standing(self, places: Iterable[int], end: int) -> Issued | None:
        """The first of these paragraphs that is a provision; of several that somebody ran
        together without tracking, the one at an ``end``."""
        broken = {n: olds for olds, at, _what in self.alignment.broken for n in at}
        for n in places:
            if n in self.pairs:
                return self.pairs[n].provision
            if n in broken:
                return broken[n][end]
        return None

    def _moved_at(self, number: int) -> str:
        place = self.moves.get(number)
        return self.pairs[place].provision.provision if place is not None else ""

    def _hangs_on_moved(self, older: Sequence[int], kind: str, level: int) -> bool:
        """Whether what comes next hangs on what moved there right before it, or stands among what
        a split or merger took along."""
        for number in reversed(older):
            if number in self.hanging:
                continue
            if number not in self.moves:
                return False
            before = self.pairs[self.moves[number]].provision
            if number in self.along:
                return True
            if depth(before.kind, before.level) < depth(kind, level):
                return True
        return False

    def cited(
        self, runs: Sequence[Run], author: str, where: str, number: int, why: str = ""
    ) -> None:
        """The notes an author added come in first; those a person no longer cites are named."""
        for run in changed(runs, author):
            ours = self.citing.note(run) if run.note else ""
            if ours.startswith(NEW_NOTE) and not run.in_base and run.note not in self.noted:
                self._noted(run, author, where, number, why)
            elif run.note and run.in_base and run.deleted is not None and not is_act(author):
                self.leave("footnote no longer cited here", where, author)

    def _noted(self, run: Run, author: str, where: str, number: int, why: str) -> None:
        notes = [i for i in self.alignment.text.provisions if i.kind == "footnote"]
        words = self.citing.words(run.note)
        if not notes or not words:
            self.leave("footnote added, of which the text has none yet", where, author, words)
            return
        self.noted.add(run.note)
        mark = run.inserted
        self.ask(
            "insertion",
            None,
            wording=words,
            author=author,
            happened=in_utc(mark.date) if mark is not None else "",
            reason=why,
            number=number,
            spot=Spotted(behind=notes[-1].provision, kind="footnote", level=1),
            note=run.note,
        )

    def near(self, paragraph: int) -> str:
        """The provision a paragraph of the file is, or that it stands behind; its number above
        the text."""
        upto = [n for n in self.pairs if self.base[n].number <= paragraph]
        if not upto:
            return f"paragraph {paragraph}"
        last = max(upto)
        there = "" if self.base[last].number == paragraph else "behind "
        return there + self.pairs[last].provision.address

    def _moves(self) -> dict[int, int]:
        """The number of each paragraph that moved here, and the place in the base it left."""
        found: dict[int, int] = {}
        by_address = {pair.provision.address: n for n, pair in self.pairs.items()}
        away, gone = dict[str, list[int]](), self._cut()
        for n, base in enumerate(self.base):
            name = next((r.deleted.move for r in base.runs if r.deleted and r.deleted.move), "")
            if name and n in self.pairs and not base.final.strip():
                away.setdefault(name, []).append(n)
        for new in self.new:
            name = next((r.inserted.move for r in new.runs if r.inserted and r.inserted.move), "")
            from_ = told(new.runs, self.tracked.remarks, MOVED_HERE)
            said = by_address.get(from_[2], -1) if from_ else -1
            if from_ and from_[1]:
                self.along.add(new.number)
            if name and away.get(name):
                found[new.number] = away[name].pop(0)
            elif said >= 0 and not self.base[said].final.strip():
                found[new.number] = said
            elif gone.get(cut := (new.author, _words(new))):
                found[new.number] = gone[cut].pop(0)
        return found

    def _cut(self) -> dict[tuple[str, str], list[int]]:
        """Where paragraphs stood that somebody took out whole, by who did and their words. One who
        brings the same words in elsewhere moved them: some programs mark no moves."""
        found: dict[tuple[str, str], list[int]] = {}
        for n, pair in self.pairs.items():
            base = self.base[n]
            by = _cut_by(base, pair.label)
            if by and not base.final.strip() and not is_act(by):
                words = bare(base.text)[pair.label :]
                found.setdefault((by, words), []).append(n)
        return found


def _cut_by(base: Base, label: int) -> str:
    """Who alone took out the words of a paragraph behind its label, which others may have typed
    anew; empty where nobody did, or something else was changed there."""
    read = 0
    hands: set[str] = set()
    for run in base.runs:
        letters = len(bare(run.text)) if run.in_base else 0
        read += letters
        if read > label:
            hands.update(authors([run]) or [""])
    return hands.pop() if len(hands) == 1 else ""


def _words(new: New) -> str:
    """What a paragraph says behind the label typed before it."""
    return bare(new.text)[len(bare(typed_label(new.text, new.style))) :]


def in_base(run: Run) -> bool:
    """Whether a run stood in the base: reads the base out of a ``Matched``."""
    return run.in_base


def struck(runs: Sequence[Run], author: str) -> str:
    """What an author took out."""
    return "".join(r.text for r in runs if r.deleted is not None and r.deleted.author == author)


def as_if_standing(runs: Sequence[Run]) -> list[Run]:
    """What is left of runs, as if it had always stood there."""
    return [msgspec.structs.replace(run, inserted=None) for run in runs if run.in_final]
