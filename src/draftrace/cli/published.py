"""Published drafts as files: what each holds, and what may be wrong with the files as given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

import msgspec

from draftrace.compare.kinship import Block, cited
from draftrace.errors import UnreadableInput
from draftrace.text.brackets import left
from draftrace.text.documents import Problem

_DAYS = ("%d %B %Y", "%Y-%m-%d")
_LABEL_AND_WORDING = attrgetter("label", "wording")
_NUMBER = re.compile(r"\d{1,9}")
_MOST_PLACES = 3
"""So many odd places of a file are named, and how many more there are."""
_REVISION = re.compile(r"(?P<base>.+?)(?:/Rev\.(?P<number>\d+))?(?:/(?:Corr|Add)\.\d+)?")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One published draft: its file's name, its provisions and notes, how many words and brackets
    they have, those around labels included, what it says of itself, and what is odd in it.
    """

    name: str
    blocks: tuple[Block, ...]
    words: int
    brackets: int
    date: str = ""
    symbol: str = ""
    problems: tuple[Problem, ...] = ()


class _Sizes(dict[str, tuple[int, int]]):
    """How many words and brackets each wording has."""

    def __missing__(self, wording: str) -> tuple[int, int]:
        found = self[wording] = len(wording.split()), left(wording)
        return found

    def total(self, wordings: Iterable[str]) -> tuple[int, int]:
        sizes = [self[wording] for wording in wordings]
        return sum([words for words, _ in sizes]), sum([brackets for _, brackets in sizes])


class Shelf:
    """Reads the drafts of one text as provisions (``un``) or as ``paragraphs``: what several of
    them say is looked at once.
    """

    def __init__(self, mode: str) -> None:
        from draftrace.readers.paragraphs import Cut

        self._mode = mode
        self._cut = Cut()
        self._sizes = _Sizes()

    def read(self, path: Path) -> Draft:
        """A file's provisions and notes, or every block between its blank lines. Raises
        UnreadableInput.
        """
        return self._paragraphs(path) if self._mode == "paragraphs" else self._provisions(path)

    def _paragraphs(self, path: Path) -> Draft:
        from draftrace.readers.paragraphs import paragraphs

        heard: list[tuple[int, int, str]] = []
        wordings = paragraphs(path, self._cut, heard)
        words, brackets = self._sizes.total(wordings)
        blocks = tuple([Block(str(n), wording) for n, wording in enumerate(wordings, 1)])
        odd = tuple([Problem(line=line, column=column, what=what) for line, column, what in heard])
        return Draft(name=path.name, blocks=blocks, words=words, brackets=brackets, problems=odd)

    def _provisions(self, path: Path) -> Draft:
        from draftrace import readers
        from draftrace.text.brackets import around_labels

        document = readers.read(path)
        found = [cited(p.address, p.wording, p.label, p.kind) for p in document.provisions]
        found += [cited(n.address, n.wording, "", "footnote") for n in document.notes]
        if not found:
            raise UnreadableInput(f"{path.name}: no provisions.", "Does the file hold a text?")
        words, inside = self._sizes.total([block.wording for block in found])
        return Draft(
            name=path.name,
            blocks=tuple(found),
            words=words,
            brackets=inside + around_labels(document.provisions),
            date=document.date,
            symbol=document.symbol,
            problems=document.problems,
        )


def odd_places(drafts: Sequence[Draft]) -> list[str]:
    """What is odd in each file, as a bracket left open, by its place; the first of many."""
    return list(dict.fromkeys(place for draft in drafts for place in _odd_places(draft)))


def doubts(drafts: Sequence[Draft], changes: Sequence[dict[str, int]]) -> list[str]:
    """What may be wrong with the files: one alone, the same twice, nothing in common, out of
    order. ``changes`` says for each draft what became of the one before.
    """
    found = ["One draft alone has no history: name them all."] if len(drafts) == 1 else []
    first: dict[tuple[tuple[str, str], ...], str] = {}
    for number, (draft, counts) in enumerate(zip(drafts, changes, strict=True), 1):
        text = tuple(map(_LABEL_AND_WORDING, draft.blocks))
        named = f"Draft {number} ({draft.name})"
        if text in first:
            found.append(f"{named} is the same text as {first[text]}.")
        elif first and counts.get("new") == len(text):
            found.append(
                f"{named} has nothing in common with the drafts before it: "
                "another text, or another language?"
            )
        first.setdefault(text, named)
    return [*found, *_out_of_order(drafts)]


def _odd_places(draft: Draft) -> Iterator[str]:
    for problem in draft.problems[:_MOST_PLACES]:
        yield f"{draft.name}, line {problem.line}, column {problem.column}: {problem.what}"
    more = len(draft.problems) - _MOST_PLACES
    if more > 0:
        import shlex

        yield f"{draft.name}: {more} more, named by draftrace read {shlex.quote(draft.name)}"


def _out_of_order(drafts: Sequence[Draft]) -> Iterator[str]:
    """Drafts dated before, or revised less often than, one that is named before them; of those
    that say neither, whose file has a lower number.
    """
    if not any(_day(draft.date) or draft.symbol for draft in drafts):
        yield from _counting_down(drafts)
    latest: tuple[datetime, str] | None = None
    highest: dict[str, tuple[int, str]] = {}
    for number, draft in enumerate(drafts, 1):
        named = f"Draft {number} ({draft.name})"
        day = _day(draft.date)
        if day is not None:
            dated = f"{named}, of {draft.date}"
            if latest is not None and day < latest[0]:
                yield f"{dated}, stands after {latest[1]}: give the drafts in order."
                continue
            latest = (day, dated)
        symbol = _REVISION.fullmatch(draft.symbol)
        if symbol is None:
            continue
        revision = int(symbol["number"] or 0)
        before = highest.get(symbol["base"])
        if before is not None and revision < before[0]:
            yield f"{named}, {draft.symbol}, stands after {before[1]}: give the drafts in order."
        else:
            highest[symbol["base"]] = (revision, f"{named}, {draft.symbol}")


def _counting_down(drafts: Sequence[Draft]) -> Iterator[str]:
    """Drafts named as one before them is, with a lower number: rev2.txt, rev1.txt."""
    highest: dict[str, tuple[list[int], str]] = {}
    for number, draft in enumerate(drafts, 1):
        series, counted = _NUMBER.sub("#", draft.name), list(map(int, _NUMBER.findall(draft.name)))
        before = highest.get(series)
        named = f"Draft {number} ({draft.name})"
        if before is not None and counted < before[0]:
            yield f"{named} stands after {before[1]}: give the drafts in order."
        else:
            highest[series] = (counted, named)


def _day(date: str) -> datetime | None:
    for written in _DAYS if date else ():
        try:
            return datetime.strptime(date, written)
        except ValueError:
            continue
    return None
