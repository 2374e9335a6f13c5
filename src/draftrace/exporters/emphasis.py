"""Words whose emphasis alone was changed are told as taken out and brought in: a file has no other
way to say who wants them so. Where that went again with what others struck, it has none at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from draftrace.compare.layers import Marked
from draftrace.exporters.sheet import Run

_PARTED = re.compile(r"(?<!\\)\* \*")
_PARTS = re.compile(r"\\[\\*\[|]|\[\^[^\[\]\s\\*]+\]|(?P<stars>\*+)")


def emphasis_told(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, where no word stands that is emphasised on one side only."""
    if not any(run.op != "=" and "*" in run.text for run in runs):
        return runs
    told = tuple(_told(runs))
    return tuple(_joined(told)) if sum(map(_stands, told)) < sum(map(_stands, runs)) else runs


def lost_with_others(marked: Iterable[Marked]) -> set[str]:
    """The hands that emphasised words of others, of which the emphasis came and went."""
    slanting: set[str] = set()
    found: set[str] = set()
    for each in marked:
        own = each.hand if each.op == "±" else ""
        found |= slanting - {own} if each.text.strip() else set()
        for _text, stars in _cut(each.text) if own and "*" in each.text else ():
            slanting ^= {own} if stars else set()
    return found


def is_parted(wording: str) -> bool:
    """Whether words emphasised one by one stand side by side: a file shows them as one stretch."""
    return "* *" in wording and _PARTED.search(wording) is not None


def _stands(run: Run) -> int:
    return len(run.text) if run.op == "=" else 0


def _joined(runs: tuple[Run, ...]) -> Iterator[Run]:
    for _hand, same in groupby(runs, key=lambda r: msgspec.structs.replace(r, text="")):
        first, *more = same
        yield _part(first, "".join(run.text for run in (first, *more)))


def _told(runs: tuple[Run, ...]) -> Iterator[Run]:
    was = now = False
    last = Run(text="")
    for run in runs:
        for text, stars in _cut(run.text):
            if not stars:
                yield from _swapped(run, text, last) if was != now else [_part(run, text)]
                continue
            yield _part(run, text)
            last = run if run.op in ("+", "-") else last
            was, now = was ^ (run.op in ("=", "-")), now ^ (run.op in ("=", "+"))


def _swapped(run: Run, text: str, changed: Run) -> list[Run]:
    """Words that look otherwise, by the hand that made them so; what changed anyway stays."""
    if run.op != "=" or changed.op == "=" or not text.strip():
        return [_part(run, text)]
    return [msgspec.structs.replace(changed, op=op, text=text, comments=()) for op in ("-", "+")]


def _part(run: Run, text: str) -> Run:
    return msgspec.structs.replace(run, text=text)


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its stars."""
    at = 0
    for found in _PARTS.finditer(text):
        if found["stars"]:
            if found.start() > at:
                yield text[at : found.start()], False
            yield found[0], True
            at = found.end()
    if text[at:]:
        yield text[at:], False
