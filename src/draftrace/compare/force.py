"""What does a change do to the force of a provision? Described in words, for people.

What the lexicon (``text.force``) does not know stays unclassified: no description is better than a
wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftrace.compare.telling import (
    KINDS,
    Chunk,
    Effect,
    ForceChange,
    Kind,
    Span,
    added,
    exchanged,
    joined_item,
    struck,
)
from draftrace.compare.words import difference
from draftrace.text import force
from draftrace.text.force import Mark
from draftrace.text.wording import plain

__all__ = ["ForceChange", "describe"]

_FEWEST_OF_A_DUTY = 3
_LONGEST_QUOTE = 90
_LISTED: dict[bool, tuple[str, Effect]] = {
    True: ("adds to", "wider"),
    False: ("takes out of", "narrower"),
}


def describe(old: str, new: str) -> tuple[ForceChange, ...]:
    """What the change from ``old`` to ``new`` does to force, in the order of the text. An empty
    ``old`` is a provision added, an empty ``new`` one struck. Empty where nothing is known."""
    if old == new:
        return ()
    if not old or not new:
        return (_whole(old, new),)
    found: list[ForceChange] = []
    for chunk in _chunks(old, new):
        found += _described(chunk, old, new)
    return tuple(found)


def _whole(old: str, new: str) -> ForceChange:
    """A provision added or struck whole."""
    text, adds = (new, True) if new else (old, False)
    kind, thing = _said(force.marks(text), text)
    effect: Effect = "changed"
    if kind != "provision":
        effect = _strength(kind, adds=adds)
    return ForceChange(
        kind=kind,
        before=old,
        after=new,
        effect=effect,
        words=f"{'adds' if adds else 'removes'} {thing}: “{_quoted(text)}”",
        old=(0, len(old)),
        new=(0, len(new)),
    )


def _said(marks: Sequence[Mark], text: str) -> tuple[Kind, str]:
    if any(force.binds(mark, text) for mark in marks):
        return "duty", "a duty"
    if any(mark.kind == "modal" for mark in marks):
        return "permission", "a permission"
    return "provision", "a provision"


def _strength(kind: Kind, *, adds: bool) -> Effect:
    if kind == "permission":
        return "wider" if adds else "narrower"
    return "stronger" if adds else "weaker"


# What differs


def _chunks(old: str, new: str) -> Iterator[Chunk]:
    olds, news = force.marks(old), force.marks(new)
    joined: list[tuple[Span, Span]] = []
    for left, right in _stretches(old, new):
        if joined and (_holds(olds, joined[-1][0], left) or _holds(news, joined[-1][1], right)):
            first = joined.pop()
            joined.append(((first[0][0], left[1]), (first[1][0], right[1])))
        else:
            joined.append((left, right))
    for left, right in joined:
        yield Chunk(left, right, *_unlike(_touched(olds, left), _touched(news, right)))


def _stretches(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """What differs, in characters of both wordings."""
    at = there = 0
    gone = come = 0
    for op, text in (*difference(old, new), ("=", "")):
        if op == "-":
            gone = len(text)
        elif op == "+":
            come = len(text)
        else:
            if gone or come:
                yield (at, at + gone), (there, there + come)
            at, there = at + gone + len(text), there + come + len(text)
            gone = come = 0


def _holds(marks: Sequence[Mark], one: Span, other: Span) -> bool:
    """Whether one phrase reaches from a stretch that differs to the next."""
    return any(m.start <= one[1] and other[0] <= m.end for m in marks)


def _touched(marks: tuple[Mark, ...], span: Span) -> list[Mark]:
    """The marks a stretch changes or stands beside."""
    return [m for m in marks if m.start <= span[1] + 1 and span[0] <= m.end + 1]


def _unlike(olds: list[Mark], news: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The marks of either side that the other does not have."""
    come = list(news)
    gone: list[Mark] = []
    for mark in olds:
        same = next((m for m in come if _same(m, mark)), None)
        if same is None:
            gone.append(mark)
        else:
            come.remove(same)
    return gone, come


def _same(one: Mark, other: Mark) -> bool:
    return (one.kind, one.phrase, one.negated) == (other.kind, other.phrase, other.negated)


# What it does


def _described(chunk: Chunk, old: str, new: str) -> list[ForceChange]:
    whole = _of_duty(chunk, old, new)
    if whole is not None:
        return [whole]
    found = [change for kind in KINDS for change in _of_kind(chunk, kind, old, new)]
    return found or _of_list(chunk, old, new)


def _of_kind(chunk: Chunk, kind: force.Kind, old: str, new: str) -> Iterator[ForceChange]:
    """What became of the marks of one kind: exchanged in order, the rest struck or added."""
    gone = [m for m in chunk.gone if m.kind == kind]
    come = [m for m in chunk.come if m.kind == kind]
    pairs = min(len(gone), len(come))
    found = [exchanged(chunk, b, a) for b, a in zip(gone, come, strict=False)]
    found += [struck(chunk, mark, old) for mark in gone[pairs:]]
    found += [added(chunk, mark, new) for mark in come[pairs:]]
    yield from (change for change in found if change is not None)


def _of_duty(chunk: Chunk, old: str, new: str) -> ForceChange | None:
    """A stretch added or struck that holds a duty or a permission of its own."""
    gone, come = old[slice(*chunk.old)], new[slice(*chunk.new)]
    if gone.strip() and come.strip():
        return None
    adds = not gone.strip()
    text, marks, span = (come, chunk.come, chunk.new) if adds else (gone, chunk.gone, chunk.old)
    inside = [m for m in marks if span[0] <= m.start and m.end <= span[1]]
    kind, thing = _said(inside, new if adds else old)
    if kind == "provision" or len(text.split()) < _FEWEST_OF_A_DUTY:
        return None
    words = f"{'adds' if adds else 'removes'} {thing}: “{_quoted(text)}”"
    effect = _strength(kind, adds=adds)
    return _change(chunk, kind, gone.strip(), come.strip(), effect, words)


def _of_list(chunk: Chunk, old: str, new: str) -> list[ForceChange]:
    """An item that came into a list or went out of it; nothing where the stretch is no item."""
    gone, come = old[slice(*chunk.old)], new[slice(*chunk.new)]
    if bool(gone.strip()) == bool(come.strip()):
        return []
    adds = bool(come.strip())
    text, rest, other = (
        (come, new[chunk.new[1] :], old) if adds else (gone, old[chunk.old[1] :], new)
    )
    item = text.strip(" ,;()") if force.opener(text) else plain(joined_item(text, rest)).strip()
    if not item or re.search(rf"(?<!\w){re.escape(item)}(?!\w)", other):
        return []
    does, effect = _LISTED[adds]
    words = f"{does} the list: “{item}”"
    return [_change(chunk, "list", gone.strip(), come.strip(), effect, words)]


def _change(
    chunk: Chunk, kind: Kind, before: str, after: str, effect: Effect, words: str
) -> ForceChange:
    return ForceChange(
        kind=kind,
        before=before,
        after=after,
        effect=effect,
        words=words,
        old=chunk.old,
        new=chunk.new,
    )


def _quoted(text: str) -> str:
    said = plain(text).strip(" ,;.")
    return said if len(said) <= _LONGEST_QUOTE else said[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
