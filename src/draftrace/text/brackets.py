"""What do the negotiating brackets of a wording hold? A tree with owners, choices and options.

Brackets are never a reason to refuse a text: unbalanced ones stay in the wording and are named with
their place. Note references ``[^id]``, escaped brackets and links are no brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.text.documents import Problem, Provision

BracketKind = Literal["text", "placeholder", "option", "note"]

_SIGN = re.compile(r"\\\[\^[^\[\]\s]+\]|\\.|\[\^[^\[\]\s\\*]+\]|[\[\]]")
_OWNER = re.compile(r"\s*([^\W\d_][\w .,&’'/\-]{0,120}?)\s*:\s")
_AFTER = re.compile(r"\(([^()]{1,200})\)")
_LINK = re.compile(r"(?:https?:|mailto:|www\.|#|\.{0,2}/)|.*\.(?:html?|pdf|org|int|com)\b")
_PLACEHOLDER = re.compile(r"(?:[xXyYzZnN]{1,4}|\.{2,}|…|_{2,}|\d{2}[xX]{2}|[xX]{2,}|\d*[xX]+\d*)%?")
_OPTION = re.compile(r"\s*(?:Option|OPTION|Alternative|Alt\.?)\s+(\w{1,4})\b")
_OPTION_LEAD = re.compile(_OPTION.pattern + r"\s*[:.–-]?\s*")
_ASKED = re.compile(r"(?:delete|retain|add|insert|replace)\s*:\s*", re.IGNORECASE)
_ITALIC = re.compile(r"\*[^*]+\*")
_PARTY = re.compile(r"[A-Z0-9][\w.&’'\-]*(?: (?:and|the|of|on|behalf|&|[A-Z0-9][\w.&’'\-]*))*")
MOST_PLACED = 100
"""So many unbalanced brackets are placed one by one; a text with more needs no list."""


class Bracket(msgspec.Struct, frozen=True, kw_only=True):
    """One pair of brackets. ``start`` and ``end`` are character offsets in the wording, end after
    the closing sign and the owners behind it; the words in dispute stand from ``inner`` to
    ``close``, where the closing sign is. ``owners`` are the parties named in it (``[EU: …]``) or
    after it (``[…](EU, Norway)``). Brackets that touch (``[shall][may]``), or have only a space
    between, share a ``choice`` number above 0: readings of one place. ``depth`` counts from 1.
    """

    start: int
    end: int
    inner: int
    close: int
    depth: int
    kind: BracketKind = "text"
    owners: tuple[str, ...] = ()
    option: str = ""
    choice: int = 0
    children: tuple[Bracket, ...] = ()


class Stray(msgspec.Struct, frozen=True):
    """A bracket without its other half: where it stands and which sign it is."""

    at: int
    sign: Literal["[", "]"]


class BracketTree(msgspec.Struct, frozen=True, kw_only=True):
    """The brackets of one wording; ``strays`` have no other half in it."""

    roots: tuple[Bracket, ...]
    strays: tuple[Stray, ...]

    def all(self) -> Iterator[Bracket]:
        """Every bracket, outer before inner, in order."""
        waiting = list(reversed(self.roots))
        while waiting:
            bracket = waiting.pop()
            yield bracket
            waiting.extend(reversed(bracket.children))

    @property
    def count(self) -> int:
        """How many opening brackets the wording has, unclosed ones included."""
        return sum(1 for _ in self.all()) + sum(stray.sign == "[" for stray in self.strays)

    @property
    def depth(self) -> int:
        """How deep the brackets nest; 0 without any."""
        return max((bracket.depth for bracket in self.all()), default=0)

    @property
    def choices(self) -> tuple[tuple[Bracket, ...], ...]:
        """The groups of brackets that touch: exclusive readings of one place, in order."""
        groups: dict[tuple[int, int], list[Bracket]] = {}
        for bracket in self.all():
            if bracket.choice:
                groups.setdefault((bracket.depth, bracket.choice), []).append(bracket)
        return tuple(tuple(group) for group in groups.values())


def parse(wording: str) -> BracketTree:
    """The bracket tree of one wording."""
    if "[" not in wording and "]" not in wording:
        return BracketTree(roots=(), strays=())
    return _Builder(wording).tree()


def renamed(text: str, called: Callable[[tuple[str, ...]], str]) -> str:
    """The text, or a part of it, with the owners of its brackets called otherwise; those called
    nothing are not named."""
    told, since = "", 0
    for sign, at in signs(text):
        found = (_AFTER if sign == "]" else _OWNER).match(text, at + 1)
        owners = _parties(found[1]) if found is not None else ()
        unowned = _LINK.match(found[1]) if found and sign == "]" else _OPTION.match(text, at + 1)
        if found is None or not owners or unowned:
            continue
        name = called(owners)
        shown = f"({name})" if sign == "]" else f"{name}: "
        told += text[since : found.start()] + (shown if name else "")
        since = found.end()
    return told + text[since:]


class _Builder:
    """Matches signs by a stack; what cannot be matched becomes a stray and changes nothing else."""

    def __init__(self, wording: str) -> None:
        self.wording = wording
        self.open: list[tuple[int, list[Bracket]]] = []
        self.roots: list[Bracket] = []
        self.strays: list[Stray] = []
        self.choice = 0

    def tree(self) -> BracketTree:
        for sign, at in signs(self.wording):
            if sign == "[":
                self.open.append((at, []))
            elif self.open:
                self.close(at)
            else:
                self.strays.append(Stray(at, "]"))
        while self.open:
            start, children = self.open.pop()
            self.strays.append(Stray(start, "["))
            (self.open[-1][1] if self.open else self.roots).extend(children)
        strays = tuple(sorted(self.strays, key=lambda stray: stray.at))
        return BracketTree(roots=tuple(self.roots), strays=strays)

    def close(self, at: int) -> None:
        start, children = self.open.pop()
        siblings = self.open[-1][1] if self.open else self.roots
        inner = self.wording[start + 1 : min(at, start + 200)]
        after = _AFTER.match(self.wording, at + 1)
        if after is not None and _LINK.match(after[1]):
            siblings.extend(children)
            return
        option = _OPTION.match(inner)
        owners, end = () if option is not None else _owners(inner), at + 1
        if after is not None and not owners and _parties(after[1]):
            owners, end = _parties(after[1]), after.end()
        bracket = Bracket(
            start=start,
            end=end,
            inner=start + 1 + _lead(inner, owners if end == at + 1 else ()),
            close=at,
            depth=len(self.open) + 1,
            kind=_kind(inner, option is not None),
            owners=owners,
            option=option[1] if option is not None else "",
            choice=self.joined(siblings, start),
            children=tuple(children),
        )
        siblings.append(bracket)

    def joined(self, siblings: list[Bracket], start: int) -> int:
        """The choice number of a bracket that touches the one before, which then gets it too."""
        if not siblings or self.wording[siblings[-1].end : start].strip():
            return 0
        before = siblings[-1]
        if not before.choice:
            self.choice += 1
            siblings[-1] = msgspec.structs.replace(before, choice=self.choice)
        return siblings[-1].choice


def signs(wording: str) -> Iterator[tuple[str, int]]:
    """Every bracket sign that is one, with its offset."""
    if "[" not in wording and "]" not in wording:
        return
    for found in _SIGN.finditer(wording):
        if len(found[0]) == 1:
            yield found[0], found.start()


def left(wording: str) -> int:
    """How many negotiating brackets are still opened in a wording; note references, links and
    escaped signs are none."""
    return sum(sign == "[" for sign, _ in signs(wording))


def around_labels(provisions: Iterable[Provision]) -> int:
    """How many brackets stand around labels alone (``[Article 3 alt]``): no wording has them."""
    return sum(min(p.printed.count("["), p.printed.count("]")) for p in provisions)


_SAID = {"[": "[ is never closed", "]": "] closes nothing"}


class Unbalanced(msgspec.Struct, frozen=True, gc=False):
    """A bracket without its other half: the index of its provision, and its place there."""

    provision: int
    at: int
    sign: Literal["[", "]"]


def unbalanced(provisions: Sequence[Provision]) -> list[Unbalanced]:
    """The brackets of a text without their other half. A pair may span provisions; the scan
    starts afresh at each part, article and heading-led series, since a stray closer further on
    would hide a lost opener.
    """
    found: list[Unbalanced] = []
    waiting: list[Unbalanced] = []
    part = ""
    for index, provision in enumerate(provisions):
        if provision.part != part or provision.kind == "title":
            found.extend(waiting)
            waiting, part = [], provision.part
        for sign, at in signs(provision.wording):
            if sign == "[":
                waiting.append(Unbalanced(index, at, "["))
            elif waiting:
                waiting.pop()
            else:
                found.append(Unbalanced(index, at, "]"))
    return sorted([*found, *waiting], key=lambda stray: (stray.provision, stray.at))


def problems(provisions: Sequence[Provision], source: Iterable[str] = ()) -> list[Problem]:
    """The unbalanced brackets as problems with line and column. ``source`` are the source's
    lines, by which the column is found; without them it is the place in the wording.
    """
    strays = unbalanced(provisions)
    lines = list(source) if strays else []
    by_provision: dict[int, list[Unbalanced]] = {}
    for stray in strays[:MOST_PLACED]:
        by_provision.setdefault(stray.provision, []).append(stray)
    found: list[Problem] = []
    for index, own in by_provision.items():
        found.extend(_placed(provisions[index], own, lines))
    if len(strays) > MOST_PLACED:
        first = provisions[strays[MOST_PLACED].provision]
        what = f"{len(strays) - MOST_PLACED} more brackets without their other half"
        found.append(Problem(line=first.line, column=1, what=f"{what}, from {first.address}"))
    return found


def _placed(provision: Provision, strays: list[Unbalanced], lines: list[str]) -> list[Problem]:
    """The strays of one provision where they stand in the source: it has the same brackets in
    the same order, so the same one in a row is meant."""
    wanted = {stray.at for stray in strays}
    ordinals = {n for n, (_, at) in enumerate(signs(provision.wording)) if at in wanted}
    places = _nth_signs(lines, max(provision.line - 1, 0), ordinals) if lines else []
    if len(places) < len(strays):
        places = [(provision.line, stray.at + 1) for stray in strays]
    return [
        Problem(line=line, column=column, what=f"{_SAID[stray.sign]} in {provision.address}")
        for stray, (line, column) in zip(strays, places, strict=False)
    ]


def _nth_signs(lines: list[str], start: int, ordinals: set[int]) -> list[tuple[int, int]]:
    """Line and column of the bracket signs with these places in a row, counted from a line on."""
    places: list[tuple[int, int]] = []
    counted = 0
    for number in range(start, len(lines)):
        for _, at in signs(lines[number]):
            if counted in ordinals:
                places.append((number + 1, at + 1))
                if len(places) == len(ordinals):
                    return places
            counted += 1
    return places


def _owners(inner: str) -> tuple[str, ...]:
    found = _OWNER.match(inner)
    return _parties(found[1]) if found is not None else ()


def _lead(inner: str, owners: tuple[str, ...]) -> int:
    """How many characters of a bracket name its owners or its option, before the words."""
    found = _OPTION_LEAD.match(inner) or (_OWNER.match(inner) if owners else None)
    if found is None:
        return 0
    asked = _ASKED.match(inner, found.end())
    return asked.end() if asked else found.end()


def _parties(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in re.split(r"[,/;]", text) if name.strip())
    return names if names and all(_PARTY.fullmatch(name) for name in names) else ()


def _kind(inner: str, option: bool) -> BracketKind:
    if option:
        return "option"
    stripped = inner.strip()
    if not stripped or _PLACEHOLDER.fullmatch(stripped):
        return "placeholder"
    return "note" if _ITALIC.fullmatch(stripped) else "text"
