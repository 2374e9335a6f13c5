"""Whose changes are these, and what does the text say with one author's alone?"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from draftrace.exporters.asides import aside_in
from draftrace.intake.acts import is_act, name
from draftrace.intake.tracked.model import Mark, Remark, Run

MOVED_HERE = re.compile(r"Moved (along )?here from (.+)\.")
SPLIT = re.compile(r"Split from (.+)\.")
MERGED = re.compile(r"Merged into (.+)\.")
_TOLD = re.compile(r"(?:Moved (?:along )?(?:here from|to)|Merged into|Split from) .+\.")
"""Our conventions for moves: deleted there, inserted here, with comments that say so, ``along``
where something else took it there; and for splits and mergers with what stands elsewhere."""


def authors(runs: Iterable[Run], *more: Mark | None) -> list[str]:
    """Everybody who changed something, in the order of the text."""
    marks = [mark for run in runs for mark in (run.inserted, run.deleted)]
    return list(dict.fromkeys(mark.author for mark in (*marks, *more) if mark is not None))


def alone(runs: Sequence[Run], author: str) -> Callable[[Run], bool]:
    """Which runs stand where only one author's changes are taken in: the base with them.

    What others brought in stands where the author changed something within it, since nothing else
    tells what the author wants to read.
    """
    there: set[int] = set()
    for group in _insertions(runs):
        touched = _touched(group, author)
        for run in group:
            by = run.inserted.author if run.inserted is not None else ""
            if by == author or by in touched:
                there.add(id(run))
    return lambda run: (
        (run.in_base or id(run) in there)
        and not (run.deleted is not None and run.deleted.author == author)
    )


def nested(runs: Sequence[Run], author: str) -> list[str]:
    """The authors within whose insertions this one changed something."""
    found = [by for group in _insertions(runs) for by in sorted(_touched(group, author))]
    return list(dict.fromkeys(found))


def _insertions(runs: Sequence[Run]) -> list[list[Run]]:
    """The stretches that came in, each as its runs."""
    groups: list[list[Run]] = []
    before = False
    for run in runs:
        if not run.in_base:
            groups += [] if before else [[]]
            groups[-1].append(run)
        before = not run.in_base
    return groups


def _touched(group: Sequence[Run], author: str) -> set[str]:
    """Whose insertions in a stretch the author changed: deleted some of, wrote inside of, or made
    other words of by letters right beside them."""
    hands = [run.inserted.author if run.inserted is not None else "" for run in group]
    found = {
        by
        for by, run in zip(hands, group, strict=True)
        if by != author and run.deleted is not None and run.deleted.author == author
    }
    for place, by in enumerate(hands):
        if by == author:
            found |= (set(hands[:place]) & set(hands[place + 1 :])) - {author}
    sides = pairwise(zip(hands, group, strict=True))
    found |= {
        one if by == author else by
        for (one, before), (by, behind) in sides
        if (one == author) != (by == author) and _is_one_word(before, behind)
    }
    mine = _first(group, author)
    return {by for by in found if not mine or mine >= _first(group, by)}


def _is_one_word(before: Run, behind: Run) -> bool:
    """Whether the letters of two runs that stand are parts of one word."""
    stands = before.in_final and behind.in_final
    return stands and before.text[-1:].isalnum() and behind.text[:1].isalnum()


def _first(group: Sequence[Run], author: str) -> str:
    """When an author began to write in a stretch: nobody writes inside of what comes later."""
    dates = [in_utc(r.inserted.date) for r in group if r.inserted and r.inserted.author == author]
    return min(filter(None, dates), default="")


def written_within(runs: Sequence[Run], author: str) -> set[str]:
    """Whose words in a paragraph that came in an author took out or wrote between."""
    hands = [run.inserted.author if run.inserted is not None else "" for run in runs]
    found = {
        by
        for by, run in zip(hands, runs, strict=True)
        if run.deleted is not None and run.deleted.author == author
    }
    between = zip(hands, hands[1:], hands[2:], strict=False)
    found |= {before for before, by, behind in between if by == author and before == behind}
    return found - {""}


def amended(runs: Sequence[Run], by: str, author: str) -> Callable[[Run], bool]:
    """Which runs stand where one author's changes to what another asks for are taken in."""
    theirs = alone(runs, by)
    own = alone(runs, author)

    def there(run: Run) -> bool:
        if run.deleted is not None and run.deleted.author in (by, author):
            return False
        return run.in_base or theirs(run) or own(run)

    return there


def strikes_what_is_left(runs: Sequence[Run], author: str) -> bool:
    """Whether nothing stands of a paragraph once an author took out what others had left of it,
    who had taken out the rest before."""
    said = [run for run in runs if run.text.strip()]
    last: dict[bool, str] = {True: "", False: ""}
    for run in said:
        if run.deleted is None:
            return False
        own = run.deleted.author == author
        last[own] = max(last[own], in_utc(run.deleted.date))
    return last[True] > last[False] > ""


def changed(runs: Iterable[Run], author: str) -> list[Run]:
    """The runs an author brought in or took out."""
    return [
        run
        for run in runs
        if any(m is not None and m.author == author for m in (run.inserted, run.deleted))
    ]


def latest(runs: Iterable[Run], author: str, *more: Mark | None) -> str:
    """When the author made the last of these changes, as acts state it; empty where unknown."""
    marks = [m for run in runs for m in (run.inserted, run.deleted)]
    dates = [in_utc(m.date) for m in (*marks, *more) if m is not None and m.author == author]
    return max(dates, default="")


def in_utc(date: str) -> str:
    """A date of a file as acts state it, ``2008-11-03T10:12:00Z``; empty where it is none."""
    try:
        moment = datetime.fromisoformat(date.strip())
    except ValueError:
        return ""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year > 1 else ""


def reason(
    runs: Sequence[Run],
    author: str,
    remarks: Mapping[str, Remark],
    used: set[str],
    noted: Iterable[str] = (),
    besides: Container[str] = (),
) -> str:
    """What the comments on an author's change say: the author's own anywhere in the paragraph,
    named those on the very words by others who changed nothing there themselves, nor in what is
    ``noted`` there, nor are ``besides`` said to. What is used is added to ``used``."""
    own = {i for run in runs for i in run.remarks if _by(remarks, i, author)}
    changers = {*authors(runs), *noted}
    on_it = {
        i
        for run in changed(runs, author)
        for i in run.remarks
        if i in remarks
        and remarks[i].author not in changers
        and remarks[i].author not in besides
        and not (is_act(author) and is_act(remarks[i].author))
    }
    said = []
    for identity in dict.fromkeys(i for run in runs for i in run.remarks):
        if identity not in own | on_it:
            continue
        used.add(identity)
        text = given(remarks[identity])
        if text:
            by = name(remarks[identity].author)
            said.append(text if identity in own else f"({by}: {text})")
    return " ".join(dict.fromkeys(said))


def reasons(every: Iterable[str]) -> str:
    """Reasons as one, each once: not those that another says too."""
    said = dict.fromkeys(filter(None, every))
    return " ".join(one for one in said if not any(one != other and one in other for other in said))


def given(remark: Remark) -> str:
    """The reason a comment gives; none where it says by our conventions what became of words."""
    told_by_us = _TOLD.fullmatch(remark.text) or aside_in(remark.text) is not None
    return "" if told_by_us else remark.text


def _by(remarks: Mapping[str, Remark], identity: str, author: str) -> bool:
    return identity in remarks and remarks[identity].author == author


def told(
    runs: Sequence[Run], remarks: Mapping[str, Remark], convention: re.Pattern[str]
) -> re.Match[str] | None:
    """What a comment on the runs says by one of our conventions."""
    for identity in dict.fromkeys(i for run in runs for i in run.remarks):
        found = convention.fullmatch(remarks[identity].text) if identity in remarks else None
        if found:
            return found
    return None
