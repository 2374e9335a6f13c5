"""What does it mean that one word of force gave way to another, came in, or was struck?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec

from draftrace.text import force
from draftrace.text.force import Mark

Effect = Literal["stronger", "weaker", "wider", "narrower", "changed"]
Kind = force.Kind | Literal["duty", "permission", "provision", "list"]
Span = tuple[int, int]

_LONGEST_ITEM = 8
_JOINED = re.compile(
    r"\s*(?:,\s*(?:and |or |as well as )?|and |or |as well as )(?P<item>[^,;.:]+?)\s*,?\s*"
)
_COMMA_ALONE = re.compile(r"\s*,(?!\s*(?:and|or|as well as)\b)")
_GOES_ON = re.compile(r"\s*(?:,|and\b|or\b|as well as\b)")
_JOINING = re.compile(r"\s*(?P<item>[^,;.:]+?)\s*(?:,| and| or| as well as)\s*")
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"\d+")


class ForceChange(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a change does: ``before`` and ``after`` are the words it turns on, either may be
    empty; ``words`` says it in a sentence without its point; ``old`` and ``new`` are the
    characters in the old and the new wording."""

    kind: Kind
    before: str
    after: str
    effect: Effect
    words: str
    old: Span
    new: Span


class Chunk(NamedTuple):
    """A stretch that differs, in characters of both wordings, with the marks it touches that are
    not in both."""

    old: Span
    new: Span
    gone: list[Mark]
    come: list[Mark]


# One mark for another


def _verb(chunk: Chunk, before: Mark, after: Mark) -> ForceChange | None:
    rungs = force.climb(before, after)
    if not rungs:
        return None
    word = "strengthens" if rungs > 0 else "weakens"
    words = f"{word} the verb: {_becomes(before, after)}"
    return _marked(chunk, before, after, "stronger" if rungs > 0 else "weaker", words, before.kind)


def _modal(chunk: Chunk, before: Mark, after: Mark) -> ForceChange | None:
    becomes = _becomes(before, after)
    if before.negated != after.negated:
        return _marked(
            chunk, before, after, "changed", f"reverses the meaning: {becomes}", before.kind
        )
    rungs = force.climb(before, after) or 0
    if before.negated:
        rungs = force.forbids(after) - force.forbids(before)
    if not rungs:
        return None
    effect: Effect = "stronger" if rungs > 0 else "weaker"
    if force.permits(before) or force.permits(after):
        turn = "a permission into a duty" if rungs > 0 else "a duty into a permission"
        return _marked(chunk, before, after, effect, f"turns {turn}: {becomes}", before.kind)
    thing = "prohibition" if before.negated else "duty"
    verb = "strengthens" if rungs > 0 else "weakens"
    return _marked(chunk, before, after, effect, f"{verb} the {thing}: {becomes}", before.kind)


def _quantifier(chunk: Chunk, before: Mark, after: Mark) -> ForceChange | None:
    rungs = force.climb(before, after)
    if not rungs:
        return None
    verb, effect = _WIDTH[rungs > 0]
    words = f"{verb} what is meant: {_becomes(before, after)}"
    return _marked(chunk, before, after, effect, words, before.kind)


def _time(chunk: Chunk, before: Mark, after: Mark) -> ForceChange:
    becomes = _becomes(before, after)
    then, now = _when(before), _when(after)
    if then is None or now is None or then[0] != now[0] or then == now:
        return _marked(
            chunk, before, after, "changed", f"changes the time limit: {becomes}", before.kind
        )
    later = now > then
    words = f"moves the time limit: {becomes} ({'later' if later else 'earlier'})"
    return _marked(chunk, before, after, "weaker" if later else "stronger", words, before.kind)


def _when(limit: Mark) -> tuple[str, int] | None:
    """A year, or a count with its unit, so that only like is compared with like."""
    year = _YEAR.search(limit.text)
    if year is not None:
        return "", int(year[0])
    count = _NUMBER.search(limit.text)
    return (limit.text.split()[-1].rstrip("s"), int(count[0])) if count is not None else None


def _like_for_like(chunk: Chunk, before: Mark, after: Mark) -> ForceChange | None:
    gone, come = _clipped(before, chunk.old), _clipped(after, chunk.new)
    if gone.startswith(come) or come.startswith(gone):
        return None  # the words after "subject to …" changed, not the qualifier
    words = f"exchanges {_THING[before.kind]}: “{gone}” becomes “{come}”"
    return _marked(chunk, before, after, "changed", words, before.kind)


def _becomes(before: Mark, after: Mark) -> str:
    return f"“{before.text}” becomes “{after.text}”"


def exchanged(chunk: Chunk, before: Mark, after: Mark) -> ForceChange | None:
    """One mark that gave way to another of its kind; None where neither is the stronger."""
    return _EXCHANGED.get(before.kind, _like_for_like)(chunk, before, after)


# A mark alone


def added(chunk: Chunk, mark: Mark, new: str) -> ForceChange | None:
    """A mark that came into the new wording, where it means something alone."""
    return _alone(chunk, mark, _clipped(mark, chunk.new), new[slice(*chunk.new)], adds=True)


def struck(chunk: Chunk, mark: Mark, old: str) -> ForceChange | None:
    """A mark that went out of the old wording, where it means something alone."""
    return _alone(chunk, mark, _clipped(mark, chunk.old), old[slice(*chunk.old)], adds=False)


def _alone(chunk: Chunk, mark: Mark, said: str, stretch: str, *, adds: bool) -> ForceChange | None:
    """A mark added or struck; one inside a longer phrase that came or went says nothing alone."""
    kind = mark.kind
    if kind == "verb" and force.softens(mark.phrase):
        kind = "softener"
    told = _ALONE.get(kind)
    if told is None or (kind in _OF_A_NOUN and not _bare(mark, stretch)):
        return None
    if kind == "quantifier":
        verb, effect = _WIDTH[adds == force.means_all(mark)]
        words = f"{verb} what is meant: {'adds' if adds else 'strikes'} “{said}”"
    else:
        pattern, effect = told[0 if adds else 1]
        words = pattern.format(f"“{said}”")
    before, after = (None, mark) if adds else (mark, None)
    return _marked(chunk, before, after, effect, words, kind)


def _bare(mark: Mark, stretch: str) -> bool:
    """Whether a stretch is hardly more than the mark: "and the", "all relevant"."""
    if mark.kind == "addressee" and joined_item(stretch, ","):
        return True
    rest = stretch
    for known in (*force.marks(stretch), mark):
        rest = rest.replace(known.text, " ")
    return set(rest.replace(",", " ").lower().split()) <= _JOINERS


def joined_item(text: str, rest: str) -> str:
    """What a stretch joins to a list, or takes out of it, by "and" or by commas on both sides;
    else empty. ``rest`` is what follows it."""
    found = _JOINED.fullmatch(text) or _JOINING.fullmatch(text)
    if found is None:
        return ""
    aside = _COMMA_ALONE.match(text) and not _GOES_ON.match(rest)
    item = found["item"].strip()
    fits = not aside and item and len(item.split()) <= _LONGEST_ITEM and force.begins_item(item)
    return item if fits else ""


KINDS: tuple[force.Kind, ...] = (
    "verb",
    "modal",
    "softener",
    "qualifier",
    "emphasis",
    "addressee",
    "quantifier",
    "restriction",
    "time",
)
_OF_A_NOUN = ("addressee", "quantifier", "restriction")
_JOINERS = frozenset(("and", "or", "the", "of", "other", "as", "well", "their", "in", "with", "by"))
_WIDTH: dict[bool, tuple[str, Effect]] = {True: ("widens", "wider"), False: ("narrows", "narrower")}
_EXCHANGED: dict[str, Callable[[Chunk, Mark, Mark], ForceChange | None]] = {
    "verb": _verb,
    "modal": _modal,
    "quantifier": _quantifier,
    "time": _time,
}
_THING = {
    "softener": "what goes before the verb",
    "qualifier": "a qualifier",
    "emphasis": "the emphasis",
    "addressee": "the addressee",
    "restriction": "a restriction",
}
_Told = tuple[str, Effect]
_ALONE: dict[str, tuple[_Told, _Told]] = {
    "softener": (
        ("makes less of the verb: adds {}", "weaker"),
        ("makes more of the verb: strikes {}", "stronger"),
    ),
    "qualifier": (
        ("adds a qualifier: {} (limits the duty)", "weaker"),
        ("strikes the qualifier {} (the duty holds without it)", "stronger"),
    ),
    "emphasis": (("adds emphasis: {}", "stronger"), ("strikes the emphasis {}", "weaker")),
    "addressee": (("adds an addressee: {}", "wider"), ("strikes the addressee {}", "narrower")),
    "quantifier": (("", "wider"), ("", "narrower")),
    "restriction": (
        ("narrows what is meant: adds {}", "narrower"),
        ("widens what is meant: strikes {}", "wider"),
    ),
    "time": (("adds a time limit: {}", "stronger"), ("strikes the time limit {}", "weaker")),
}


def _marked(
    chunk: Chunk,
    before: Mark | None,
    after: Mark | None,
    effect: Effect,
    words: str,
    kind: Kind,
) -> ForceChange:
    return ForceChange(
        kind=kind,
        before=_text(before),
        after=_text(after),
        effect=effect,
        words=words,
        old=(before.start, before.end) if before is not None else chunk.old,
        new=(after.start, after.end) if after is not None else chunk.new,
    )


def _text(mark: Mark | None) -> str:
    return mark.text if mark is not None else ""


def _clipped(mark: Mark, span: Span) -> str:
    """A phrase as far as it lies in the stretch that changed: "subject to …" has no end of its
    own. Where it only touches the stretch, all of it."""
    open_ended = mark.kind == "qualifier" and span[0] <= mark.start < span[1] < mark.end
    return mark.text[: span[1] - mark.start].strip(" ,") if open_ended else mark.text
