"""Which words of a wording carry its force? Verbs, modals, qualifiers, addressees, time limits.

The words are data: ``lexicon/force.txt``, which one can read and edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

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
_NOT = re.compile(r" not\b|not\b", re.IGNORECASE)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WORD = r"[\w’'-]+"
_VERB_AFTER = re.compile(
    r"(?:^[\s\[(*]*|[.;:]\s+(?:and |or )?(?:we )?"
    r"|\b(?:to|we|shall|must|will|should|may) (?:\w+ly )?)$",
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


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str], dict[str, str]], ...]:
    """For each kind what finds its phrases, and each form's phrase."""
    verbs = {form: v for ladder in _ladders("verb") for v in ladder for form in _forms(v)}
    soft = {form: s for s in _section("softeners") for form in _forms(s)}
    of_ladder = {kind: {p: p for p in _ladders(kind)[0]} for kind in ("modal", "quantifier")}
    modals = rf"(?:{_any(of_ladder['modal'])})(?:not| not)?"
    return (
        ("verb", _whole(_any(verbs)), verbs),
        ("softener", _whole(_any(soft)), soft),
        ("modal", _whole(modals), of_ladder["modal"]),
        ("quantifier", _whole(_any(of_ladder["quantifier"])), of_ladder["quantifier"]),
        *(
            (kind, _whole("|".join(map(_phrase, _sorted(title))), kind), {})
            for kind, title in _PLAIN
        ),
    )


def _all(wording: str) -> Iterator[Mark]:
    for kind, pattern, phrases in _patterns():
        for found in pattern.finditer(wording):
            text = found[0]
            bare = " ".join(_NOT.sub("", text).split()) if kind == "modal" else text
            phrase = phrases.get(bare.lower(), text.lower())
            yield Mark(kind, *found.span(), text, phrase, negated=bare != text)


def _whole(pattern: str, kind: str = "") -> re.Pattern[str]:
    """Whole words, in any case; names keep theirs, so that "it states" is no State."""
    flags = 0 if kind in ("addressee", "mask") else re.IGNORECASE
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", flags)


def _any(phrases: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))


def _sorted(title: str) -> list[str]:
    return sorted(_section(title), key=lambda p: (-len(p), p))


def _phrase(phrase: str) -> str:
    """A phrase of the lexicon as a pattern."""
    modals = "|".join(_ladders("modal")[0])
    pattern = re.escape(phrase).replace(r"\ …", "…").replace(r"…\ ", "… ")
    if pattern.endswith("…"):
        pattern = pattern[:-1] + rf"(?: (?!(?:{modals})\b){_WORD}){{1,8}}"
    pattern = pattern.replace("… ", rf"(?: {_WORD}){{0,5}} ")
    pattern = re.sub(r"^([a-z])", lambda m: f"[{m[0]}{m[0].upper()}]", pattern)
    pattern = re.sub(r"\bN\b", r"\\d{1,3}", pattern)
    return pattern.replace("YEAR", r"\d{4}").replace("MONTH", _MONTH)


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
