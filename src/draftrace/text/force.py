"""Which words of a wording carry its force? Verbs, modals, qualifiers, addressees, time limits.

The words are data: ``lexicon/force.txt``, which one can read and edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from draftrace.text.lexicon import lines, lists

Kind = Literal[
    "verb",
    "modal",
    "softener",
    "qualifier",
    "emphasis",
    "addressee",
    "quantifier",
    "restriction",
    "time",
    "mask",
]
_FILE = "force.txt"
_PLAIN: tuple[tuple[Kind, str], ...] = (
    ("qualifier", "qualifiers"),
    ("emphasis", "emphasis"),
    ("addressee", "addressees"),
    ("restriction", "restrictions"),
    ("time", "limits"),
    ("mask", "masks"),
)
_GAP = re.compile(r"…|\b(?:N|YEAR|MONTH)\b")
_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_WHOLE_WORD = re.compile(r"(?<![\w-])\w[\w’'-]*")
_INSIDE = re.compile(r"[\w-]")
_NOTHING: tuple[tuple[()], tuple[()]] = ((), ())
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WORD = r"[\w’'-]+"
_VERB_AFTER = re.compile(
    r"(?:^[\s\[(*]*|[.;:]\s+(?:and |or )?(?:we )?"
    r"|(?:^|[,;]|\b(?:and|or)) to (?:\w+ly )?"
    r"|\b(?:we|shall|must|will|should|may) (?:\w+ly )?)$",
    re.IGNORECASE,
)
_VERB_BESIDE = re.compile(r"(?:,|\b(?:and|or|also|further|States|Governments)) (?:\w+ly )?$")
_DUTIES = "duties"


class Mark(msgspec.Struct, frozen=True):
    """A word or phrase that carries force: its kind, its characters, its text as written, and
    ``phrase``, what the lexicon calls it. ``negated``: a modal with "not"."""

    kind: Kind
    start: int
    end: int
    text: str
    phrase: str
    negated: bool = False


def marks(wording: str) -> tuple[Mark, ...]:
    """The words and phrases that carry force, in order; where two overlap the longer counts."""
    found = sorted(_all(wording), key=lambda m: (m.start - m.end, m.start))
    kept: list[Mark] = []
    for mark in found:
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return tuple(sorted((m for m in kept if m.kind != "mask"), key=lambda m: m.start))


def climb(before: Mark, after: Mark) -> int | None:
    """How many rungs a change climbs: above 0 stronger (or wider, of quantifiers), below weaker,
    0 neither. None where no ladder holds both."""
    kind = before.kind if before.kind in ("modal", "quantifier") else "verb"
    for ladder in _ladders(kind):
        if before.phrase in ladder and after.phrase in ladder:
            return ladder[before.phrase] - ladder[after.phrase]
    return None


def permits(modal: Mark) -> bool:
    """Whether a modal gives leave ("may"); "may not" forbids."""
    ladder = _ladders("modal")[0]
    return not modal.negated and ladder[modal.phrase] == max(ladder.values())


def forbids(modal: Mark) -> int:
    """How strictly a modal with "not" forbids: "may not" as strictly as "shall not"."""
    return int(modal.phrase not in _section("loose in prohibitions"))


def means_all(quantifier: Mark) -> bool:
    """Whether a quantifier leaves nobody out."""
    return _ladders("quantifier")[0][quantifier.phrase] == 0


def binds(mark: Mark, wording: str) -> bool:
    """Whether a mark of a wording makes a duty: a modal that does not permit; a verb of a call or
    of a duty where a verb can stand, unless it reads "promoting" or "promoted"."""
    if mark.kind == "modal":
        return not permits(mark)
    if mark.kind != "verb" or mark.phrase not in _binding():
        return False
    if mark.text.split()[0].endswith(("ing", "ed")):
        return False
    before = wording[: mark.start]
    noun = mark.phrase in _section("also nouns")
    return bool(_VERB_AFTER.search(before) or (not noun and _VERB_BESIDE.search(before)))


def softens(phrase: str) -> bool:
    """Whether a verb put before another makes less of it."""
    return phrase in _section("softeners")


def begins_item(text: str) -> bool:
    """Whether a text can be an item of a list: not one that begins like "through …"."""
    return text.split(maxsplit=1)[0].lower() not in _section("asides")


def opener(text: str) -> bool:
    """Whether a text begins a list of examples: ", including …"."""
    return text.lstrip(" ,(").lower().startswith(tuple(f"{o} " for o in _section("openers")))


# Reading the lexicon


@cache
def _section(title: str) -> tuple[str, ...]:
    return lists.section(_FILE, title)


@cache
def _ladders(kind: str) -> tuple[dict[str, int], ...]:
    """Each ladder of a kind as phrase to rung, the strongest 0."""
    if kind != "verb":
        return (_rungs(f"{kind}s"),)
    titles = [line[1:-1] for line in lines(_FILE) if line.startswith("[ladder: ")]
    return tuple(map(_rungs, titles))


def _rungs(title: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for rung, line in enumerate(_section(title)):
        for phrase in line.split(" | "):
            found[phrase] = rung
    return found


@cache
def _binding() -> frozenset[str]:
    return frozenset(_rungs("ladder: calls")) | frozenset(_rungs(f"ladder: {_DUTIES}"))


class _Literal(NamedTuple):
    """One form of a phrase as it may be written; ``named``: its capitals count."""

    kind: Kind
    form: str
    phrase: str
    named: bool = False


_Known = tuple[tuple[_Literal, ...], tuple[tuple[Kind, re.Pattern[str]], ...]]


@cache
def _by_first_word() -> dict[str, _Known]:
    """What may begin with a word: phrases letter by letter, and those with gaps or numbers."""
    literal: dict[str, list[_Literal]] = {}
    gapped: dict[str, list[tuple[Kind, re.Pattern[str]]]] = {}
    for one in _literals():
        literal.setdefault(one.form.split()[0].lower(), []).append(one)
    for kind, title in _PLAIN:
        for phrase in filter(_GAP.search, _section(title)):
            first = phrase.split()[0]
            gapped.setdefault("" if first == "N" else first.lower(), []).append(
                (kind, _gapped(phrase, kind))
            )
    return {
        word: (tuple(literal.get(word, ())), tuple(gapped.get(word, ())))
        for word in literal.keys() | gapped.keys()
    }


def _literals() -> Iterator[_Literal]:
    for ladder in _ladders("verb"):
        yield from (_Literal("verb", form, verb) for verb in ladder for form in _forms(verb))
    for verb in _section("softeners"):
        yield from (_Literal("softener", form, verb) for form in _forms(verb))
    for modal in _ladders("modal")[0]:
        yield from (_Literal("modal", modal + no, modal) for no in ("", " not"))
    yield _Literal("modal", "cannot", "can")
    yield from (_Literal("quantifier", some, some) for some in _ladders("quantifier")[0])
    for kind, title in _PLAIN:
        for phrase in _section(title):
            if not _GAP.search(phrase):
                named = kind in ("addressee", "mask")
                yield _Literal(kind, phrase, phrase.lower(), named)


def _all(wording: str) -> Iterator[Mark]:
    known, lowered = _by_first_word(), wording.translate(_LOWER)
    for word in _WHOLE_WORD.finditer(wording):
        start = word.start()
        key = "" if word[0].isdecimal() else lowered[start : word.end()]
        literals, gapped = known.get(key, _NOTHING)
        for kind, form, phrase, named in literals:
            end = start + len(form)
            said = wording if named else lowered
            if _stands(form, said, start) and not _INSIDE.match(wording, end):
                negated = kind == "modal" and form != phrase
                yield Mark(kind, start, end, wording[start:end], phrase, negated)
        for kind, pattern in gapped:
            if found := pattern.match(wording, start):
                yield Mark(kind, start, found.end(), found[0], found[0].lower())


def _stands(form: str, said: str, start: int) -> bool:
    """Whether a form stands there, its first letter perhaps a capital."""
    return (
        said.startswith(form[1:], start + 1)
        and said[start].lower() == form[0].lower()
        and (said[start] == form[0] or form[0].islower())
    )


def _gapped(phrase: str, kind: Kind) -> re.Pattern[str]:
    """A phrase with gaps or numbers as a pattern."""
    modals = "|".join(_ladders("modal")[0])
    pattern = re.escape(phrase).replace(r"\ …", "…").replace(r"…\ ", "… ")
    if pattern.endswith("…"):
        pattern = pattern[:-1] + rf"(?: (?!(?:{modals})\b){_WORD}){{1,8}}"
    pattern = pattern.replace("… ", rf"(?: {_WORD}){{0,5}} ")
    pattern = re.sub(r"\bN\b", r"\\d{1,3}", pattern)
    pattern = pattern.replace("YEAR", r"\d{4}").replace("MONTH", _MONTH)
    return re.compile(rf"(?:{pattern})(?![\w-])", 0 if kind == "mask" else re.IGNORECASE)


def _forms(verb: str) -> Iterator[str]:
    """The forms of a verb, its first word inflected or, in "strongly condemn", its second."""
    words = verb.split()
    at = 1 if words[0].endswith("ly") and len(words) > 1 else 0
    head = words[at]
    stem = head.removesuffix("e")
    doubled = head + head[-1]
    plural = head[:-1] + "ies" if re.search(r"[^aeiou]y$", head) else head + "s"
    past = head[:-1] + "ied" if plural.endswith("ies") else stem + "ed"
    for form in (head, plural, f"{head}es", f"{stem}ing", f"{doubled}ing", past, f"{doubled}ed"):
        yield " ".join([*words[:at], form, *words[at + 1 :]])
