"""Which changes in a file of ours are of one act?

In a file we marked, changes up to a date it bears are by parties in acts of the record: the date
tells a party's acts apart, and where several bear one date the paragraph does. What is later, and
everything in other files, counts by author alone, since a person at work leaves a date on every
minute.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

import msgspec

from draftrace.exporters.sheet import Turn
from draftrace.exporters.story import with_others
from draftrace.intake.changes import Change, Left
from draftrace.intake.tracked.model import Mark, Paragraph, Remark, Run, Tracked
from draftrace.text.fingerprints import fingerprint

_PARTED = "\x1f"
_Told = TypeVar("_Told", Change, Left)


def by_acts(tracked: Tracked) -> Tracked:
    """The file with each act of an author as an author of its own."""
    if not tracked.until:
        return tracked
    told = _Acts(tracked)
    return msgspec.structs.replace(
        tracked,
        paragraphs=tuple(map(told.paragraph, tracked.paragraphs)),
        notes={note: tuple(map(told.run, told.on(runs))) for note, runs in tracked.notes.items()},
        remarks={i: told.remark(i, r) for i, r in tracked.remarks.items() if not told.joins(r)},
    )


def key(author: str, date: str, decided: int = 0) -> str:
    """An act of an author as an author of its own; of several of one date also by when it was
    ``decided``."""
    return f"{author}{_PARTED}{date}" + (f"{_PARTED}{decided}" if decided else "")


def key_of(turn: Turn) -> str:
    """The act that a turn is of."""
    return key(turn.author, turn.date, turn.decided if turn.on else 0)


def dated(act: str) -> str:
    """An act by its author and date alone, as ``key`` gives it."""
    return _PARTED.join(act.split(_PARTED)[:2])


def is_of(act: str, signed: Container[tuple[str, str]]) -> bool:
    """Whether an act of the record is one of those, by author and date."""
    return signed_of(act) in signed


def signed_of(act: str) -> tuple[str, str]:
    """Author and date of an act of the record; of anything else no date."""
    author, _parted, rest = act.partition(_PARTED)
    return author, rest.partition(_PARTED)[0]


def printed(shown_runs: Iterable[Run]) -> str:
    """The fingerprint of a paragraph or note."""
    words = [run for run in shown_runs if not (run.note or run.cited)]
    after = "".join(run.text for run in words if run.in_final)
    return fingerprint(after, "".join(run.text for run in words if run.in_base))


def is_act(author: str) -> bool:
    """Whether it is an act of the record, of which the date tells."""
    return _PARTED in author


def name(author: str) -> str:
    """The author, whatever the act."""
    return author.partition(_PARTED)[0]


def without_acts(found: _Told) -> _Told:
    """The same of the author alone."""
    act = found.author.partition(_PARTED)[2]
    if isinstance(found, Change):
        found = msgspec.structs.replace(found, to=name(found.to), act=act)
    else:
        found = msgspec.structs.replace(found, happened=act.partition(_PARTED)[0])
    return msgspec.structs.replace(found, author=name(found.author))


class _Acts:
    def __init__(self, tracked: Tracked) -> None:
        self.until = tracked.until
        self.is_whole = bool(tracked.turns)
        self.joined = tracked.joined
        self.several: dict[str, dict[str, str]] = {}
        for turn in tracked.turns:
            for each in turn.on:
                self.several.setdefault(each, {})[key(turn.author, turn.date)] = key_of(turn)
        self.here: dict[str, str] = {}
        self.under: dict[str, dict[str, str]] = {}

    def on(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs of a paragraph or note, of whose acts all is told until the next."""
        self.here = self.several.get(printed(runs), {}) if self.several else {}
        if self.here:
            self.under |= {remark: self.here for run in runs for remark in run.remarks}
        return runs

    def author(self, author: str, date: str) -> str:
        if not (author and date and date <= self.until):
            return author
        act = key(author, date)
        return self.here.get(act, act)

    def mark(self, mark: Mark | None) -> Mark | None:
        if mark is None:
            return None
        return msgspec.structs.replace(mark, author=self.author(mark.author, mark.date))

    def run(self, run: Run) -> Run:
        if run.inserted is None and run.deleted is None:
            return run
        return msgspec.structs.replace(
            run, inserted=self.mark(run.inserted), deleted=self.mark(run.deleted)
        )

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        runs = self.on(paragraph.runs)
        stands = any(run.in_base and run.in_final and run.text.strip() for run in runs)
        if stands and not self.is_whole:
            runs = _spaced(runs)
        return msgspec.structs.replace(
            paragraph,
            runs=tuple(map(self.run, runs)),
            inserted=self.mark(paragraph.inserted),
            deleted=self.mark(paragraph.deleted),
        )

    def remark(self, identity: str, remark: Remark) -> Remark:
        self.here = self.under.get(identity, {})
        return msgspec.structs.replace(remark, author=self.author(remark.author, remark.date))

    def joins(self, remark: Remark) -> bool:
        """Whether it only names those who joined a proposal, as is told where no page shows it."""
        names = self.joined.get((remark.author, remark.date), ())
        return bool(names) and remark.text == with_others(names)


def _spaced(runs: Sequence[Run]) -> tuple[Run, ...]:
    """White space that was taken out by itself went with a word: of which of two that went one
    after the other is chance, so it stands."""
    marks = [None, *(run.deleted for run in runs), None]
    return tuple(
        msgspec.structs.replace(run, deleted=None)
        if run.deleted is not None
        and run.inserted is None
        and not run.text.strip()
        and run.deleted not in (marks[place], marks[place + 2])
        else run
        for place, run in enumerate(runs)
    )
