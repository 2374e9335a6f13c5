"""How does what a file shows become a wording, with its emphasis and its notes?

Files and wordings are compared letter by letter, white space apart: layout is not wording. Letters
that stood in the text keep the look they have there, since a change of looks alone is none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import msgspec

from draftrace.compare import dividing
from draftrace.exporters.markup import printable
from draftrace.intake.tracked.model import END, OBJECT, Mark, Run
from draftrace.text import wording as wordings
from draftrace.text.structure.inline import RAISED
from draftrace.text.wording import BAR

_SAME = str.maketrans({"\u2011": "-", "\u00ad": None, BAR: "|"})
"""Signs of typesetting: a hyphen that does not break, one that is shown only where it does. A bar
in the cell of a table is compared as those between cells."""


class Letters(NamedTuple):
    """One letter or several of one look, or with ``text`` OBJECT the citation of a note (empty id:
    an unknown one)."""

    text: str
    emphasis: bool = False
    note: str = ""


SPACE = Letters(" ")
_EMPHASISED = Letters(" ", emphasis=True)
_CUT = Letters("\ufdd0")
"""Where a paragraph is parted: a letter no text has."""


def plain(text: str) -> str:
    """Text as letters are compared."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", printable(text).translate(_SAME))


def bare(text: str) -> str:
    """The same without white space."""
    return "".join(plain(text).split())


def _kept(text: str) -> str:
    """Text as ``plain`` has it, the bars in cells told from those between cells."""
    return BAR.join(map(plain, text.split(BAR))) if BAR in text else plain(text)


def shown(wording: str) -> str:
    """What a wording shows: its words, OBJECT for each citation."""
    return "".join(OBJECT if run.note else run.text for run in wordings.runs(wording))


def behind(wording: str, letters: int) -> str:
    """The end of a wording that shows so many letters, white space apart, from the beginning of a
    word on; empty where it does not end so."""
    for place in range(len(wording) - 1, -1, -1):
        if not wording[place].isspace() and (not place or wording[place - 1].isspace()):
            there = len(bare(shown(wording[place:])))
            if there >= letters:
                return wording[place:] if there == letters else ""
    return ""


def letters_of(wording: str) -> list[Letters]:
    """The letters of a wording one by one, white space apart. A citation between emphasised words
    is."""
    found: list[Letters] = []
    for run in wordings.runs(wordings.barred(wording)):
        if run.note:
            found.append(Letters(OBJECT, bool(found) and found[-1].emphasis, run.note))
        else:
            found += [Letters(char, run.emphasis) for char in "".join(_kept(run.text).split())]
    for place, letter in enumerate(found):
        if letter.note and not (place + 1 < len(found) and found[place + 1].emphasis):
            found[place] = letter._replace(emphasis=False)
    return found


def alike(text: str, *, emphasis: bool) -> list[Letters]:
    """The letters of a text of one look, spaces included."""
    found: list[Letters] = []
    for count, part in enumerate(_kept(text).split(OBJECT)):
        words = part.split()
        found += [Letters(OBJECT)] if count else []
        found += [SPACE] if part[:1].isspace() else []
        found += [Letters(" ".join(words), emphasis)] if words else []
        found += [SPACE] if words and part[-1].isspace() else []
    return found


def wording_of(letters: Iterable[Letters]) -> str:
    """The wording that shows these letters, spaces included; unknown notes are left out."""
    row = [each for each in letters if each.text != OBJECT or each.note]
    made: list[str] = []
    for emphasis, group in groupby(_spaced(row), key=lambda each: each.emphasis):
        text = ""
        for is_note, same in groupby(group, key=lambda each: bool(each.note)):
            told = list(same)
            if is_note:
                text += "".join(wordings.cite(each.note) for each in told)
            else:
                text += wordings.escape("".join(each.text for each in told))
        made.append(f"*{text}*" if emphasis else text)
    return wordings.normalise("".join(made)).replace(BAR, "\\|")


def _spaced(row: Iterable[Letters]) -> list[Letters]:
    """The row with one space where there are several: emphasised between emphasised letters."""
    found: list[Letters] = []
    for each in row:
        if found[-1:] == [SPACE]:
            if each == SPACE:
                continue
            if each.emphasis and len(found) > 1 and found[-2].emphasis:
                found[-1] = _EMPHASISED
        found.append(each)
    return found


def _together(letters: Iterable[Letters]) -> list[Letters]:
    """The row with all of one look in one, but for citations."""
    found: list[Letters] = []
    for look, group in groupby(
        _spaced(letters), key=lambda each: None if each.text == OBJECT else each.emphasis
    ):
        if look is None:
            found += group
        else:
            found.append(Letters("".join(each.text for each in group), look))
    return found


def _grown_together(before: Sequence[Letters], behind: Sequence[Letters]) -> bool:
    """Whether two words meet where what stood between them, another's, is left out: the space
    between them went with it."""
    return bool(before) and _in_word(before[-1].text[-1]) and _in_word(behind[0].text[0])


def _in_word(letter: str) -> bool:
    """Whether words are made of it: a raised figure stands behind one."""
    return letter.isalpha() or letter.isdecimal()


def _in_words(run: Run) -> Run:
    """A raised figure as the letters it shows."""
    return msgspec.structs.replace(run, text=run.figure.translate(RAISED), cited=0, figure="")


class Matched:
    """A paragraph's runs against the wording it should have had in the base.

    The first ``label`` letters of the base are the label. ``exact`` says that the rest is the
    wording; else somebody changed it without tracking, and ``stands_for`` tells which letters of
    the wording are there. A raised figure where the wording cites no note is a word.
    """

    def __init__(self, runs: Sequence[Run], wording: str, label: int) -> None:
        self.runs = tuple(runs)
        self.label = label
        self.told = wording
        self.letters = letters_of(wording)
        self.exact, self.stands_for = self._compared()
        if not self.exact and any(run.cited for run in self._uncited()):
            words = {id(run): _in_words(run) for run in self._uncited() if run.cited}
            self.runs = tuple(words.get(id(run), run) for run in self.runs)
            self.exact, self.stands_for = self._compared()
        standing = [r for r in runs if r.in_base and r.text.strip()]
        self.in_italics = bool(standing) and all(r.italic for r in standing)

    def _compared(self) -> tuple[bool, dict[int, int]]:
        base = [char for run in self.runs if run.in_base for char in bare(run.text)][self.label :]
        there = [plain(letter.text) for letter in self.letters]
        if base == there:
            return True, {n: n for n in range(len(base))}
        stands_for: dict[int, int] = {}
        blocks = SequenceMatcher(None, base, there, autojunk=False).get_matching_blocks()
        for a, b, size in blocks:
            stands_for |= {a + n: b + n for n in range(size)}
        return False, stands_for

    def _uncited(self) -> list[Run]:
        """The runs of the base that cite a note where the wording cites none."""
        found: list[Run] = []
        place = -self.label
        for run in self.runs:
            if run.in_base:
                cites = bool(run.note or run.cited)
                found += [run] if cites and place not in self.stands_for else []
                place += len(bare(run.text))
        return found

    def figures(self) -> Iterator[tuple[Run, str]]:
        """The raised figures of the base that are still there, with the notes the wording cites
        where they stand."""
        place = -self.label
        for run in self.runs:
            if run.in_base:
                if run.cited and run.in_final and place in self.stands_for:
                    yield run, self.letters[self.stands_for[place]].note
                place += len(bare(run.text))

    def quietly_citing(self, others: Iterable[Run]) -> Matched:
        """The same with what cites a note where the wording cites none, or ``others``, as if nobody
        had brought it in: an insertion by an author without a name."""
        uncited = set(map(id, (*self._uncited(), *others)))
        runs = (
            msgspec.structs.replace(run, inserted=Mark("")) if id(run) in uncited else run
            for run in self.runs
        )
        return Matched(tuple(runs), self.told, self.label)

    def notes(self) -> dict[str, str]:
        """The ids by which wordings cite the notes of the file."""
        found: dict[str, str] = {}
        place = -self.label
        for run in self.runs:
            if run.in_base:
                if run.note and place in self.stands_for:
                    found[run.note] = self.letters[self.stands_for[place]].note
                place += len(bare(run.text))
        return {theirs: ours for theirs, ours in found.items() if ours}

    def wording(
        self, there: Callable[[Run], bool], note: Callable[[Run], str] = lambda _run: ""
    ) -> str:
        """The wording where the runs that are ``there`` are; ``note`` gives our id for a citation
        that came in. Where the paragraph is parted there, a division of it."""
        row: list[Letters] = []
        passed_over = came = False
        for run, told in zip(self.runs, self._told, strict=True):
            cites = bool(told) and not run.in_base and bool(run.note or run.cited)
            added = [Letters(OBJECT, False, note(run))] if cites else told
            if not there(run):
                passed_over = passed_over or bool(added)
                continue
            if added:
                if passed_over and (came or not run.in_base) and _grown_together(row, added):
                    row.append(SPACE)
                passed_over, came = False, not run.in_base
            row += added
        wording = wording_of(row)
        if _CUT.text not in wording:
            return wording
        return dividing.normalised(wording.replace(_CUT.text, dividing.CUT))

    @cached_property
    def _told(self) -> list[list[Letters]]:
        """What each run shows, whatever of the others is there."""
        found: list[list[Letters]] = []
        place, labelled = -self.label, self.label > 0
        for run in self.runs:
            row: list[Letters] = []
            if run.in_base:
                place, labelled = self._standing(run, place, row, labelled)
                row = _together(row)
            elif not labelled:
                row = self._come(run)
            found.append(row)
        return found

    def _standing(
        self, run: Run, place: int, row: list[Letters], labelled: bool
    ) -> tuple[int, bool]:
        """Letters of the base: as the wording has them. What parts a label from the words ends
        the label, so that a number typed in place of another is none of the words."""
        for char in _kept(run.text):
            if char.isspace():
                labelled = labelled and place < 0
                row += [SPACE] if place >= 0 else []
                continue
            if place >= 0:
                labelled = False
                at = self.stands_for.get(place)
                emphasis = self._slant(run) and char != OBJECT
                row.append(self.letters[at] if at is not None else Letters(char, emphasis))
            place += 1
        return place, labelled

    def _come(self, run: Run) -> list[Letters]:
        if run.text == END:
            return [_CUT]
        if run.note or run.cited:
            return [Letters(OBJECT)]
        return alike(run.text, emphasis=self._slant(run))

    def _slant(self, run: Run) -> bool:
        """Whether letters are emphasised: not where the whole paragraph is set in italics."""
        return run.italic and not self.in_italics

    def typed(self, there: Callable[[Run], bool]) -> str:
        """The label as it reads where the runs that are ``there`` are."""
        told, place, labelled = "", -self.label, self.label > 0
        for run in self.runs:
            if not labelled:
                break
            if not run.in_base:
                told += run.text if there(run) else ""
                continue
            for char in plain(run.text):
                if char.isspace():
                    labelled = labelled and place < 0
                    told += " " if labelled and there(run) else ""
                    continue
                if place >= 0:
                    labelled = False
                    break
                told += char if there(run) else ""
                place += 1
        return " ".join(told.split())
