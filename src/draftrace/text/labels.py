"""What is a provision's label? A base number in a style, and two suffix slots.

The position suffix (bis, ter, …) marks an insertion after its base, ``ante`` one before the first;
the variant suffix (alt, alt 2) an alternative. Parsing takes any spelling people use; printing is
canonical: ``24``, ``(c)``, ``(iv)``, ``II``, ``7 ter``, ``(k) bis alt 2``, ``3 opt 2``, ``Goal A``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from draftrace.text import numerals

Style = Literal["arabic", "letters", "roman", "capitals", "Roman"]
Form = str
"""Empty, ``()``, ``PP``, ``Article``, ``Option`` or one of SECTIONS."""

SECTIONS = (
    "Chapter",
    "Section",
    "Title",
    "Schedule",
    "Appendix",
    "Objective",
    "Goal",
    "Target",
    "Action",
    "Commitment",
    "Principle",
    "Pillar",
    "Priority",
    "Measure",
    "Recommendation",
    "Outcome",
    "Output",
    "Theme",
    "Cluster",
)
"""Words by whose numbers people cite the sections of a text: Objective 3, Goal A."""

POSITIONS = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
)
_SPELLINGS = {"quat": "quater", "quinquis": "quinquies", "quinq": "quinquies"}
_SUFFIX = "|".join(sorted((*POSITIONS, *_SPELLINGS), key=len, reverse=True))
_FORMS: dict[str, Form] = {
    **{word.lower(): word for word in SECTIONS},
    "pp": "PP",
    "art": "Article",
    "article": "Article",
    "opt": "Option",
    "option": "Option",
}
_LABEL = re.compile(
    rf"""[\s\[\-–—•*_]*
    (?:(?P<form>pp|op|art(?:icle)?|opt(?:ion)?|para(?:graph)?|{"|".join(SECTIONS)})(?![a-z])\.?\s*)?
    (?P<prefix>(?:\d{{1,9}}(?:[\s.\-–]*(?:{_SUFFIX}))?\.)*)
    (?P<open>\(?)\s*(?P<core>\d{{1,9}}|[ivxlcdm]{{1,15}}?|(?P<letter>[a-z])(?P=letter){{0,9}}?)
    (?P<early>\s*\))?
    (?:[\s.\-–]*(?P<position>(?:{_SUFFIX})(?=alt|[^a-z]|$)
        |ante(?:\s*(?P<ante>\d{{1,4}}))?(?=alt|[^a-z]|$)|(?<=\s)(?:1[1-9]|[2-9]\d)))?
    (?P<late>\s*\))?
    (?:[\s.,\-–]*(?P<variant>alt(?:ernative)?)\.?\s*(?P<alt>\d{{1,4}})?)?
    (?:[\s.,\-–]*opt(?:ion)?\.?\s*(?P<option>\d{{1,4}}))?
    [\s.:)\]*_]*""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_PREFIX = re.compile(rf"(\d+)[\s.\-–]*({_SUFFIX})?", re.IGNORECASE)
_TOO_LONG = 80
_REMEMBERED = 8192
"""Labels are few and come again and again, in a long text as in a large corpus."""


class Label(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A label in its slots. ``value`` counts from 1 in its ``style``; ``form`` tells ``(c)`` from
    ``c``, ``PP4``, ``Article 3``, ``Option 2`` and ``Goal A``; ``prefix`` is what stands before a
    decimal label (``3.`` in ``3.3``, ``1 bis.`` in ``1 bis.2``). ``position``: 0 none, 1 bis …
    9 decies, then on; below 0 ante. ``variant``: 0 none, 1 alt, 2 alt 2. ``option``: the option
    this numbered paragraph is printed in, or 0.
    """

    style: Style
    value: int
    position: int = 0
    variant: int = 0
    form: Form = ""
    prefix: str = ""
    option: int = 0


@lru_cache(_REMEMBERED)
def text(label: Label) -> str:
    """The label as it is cited, canonical."""
    number = number_text(label.value, label.style)
    if label.form == "()":
        number = f"({number})"
    elif label.form == "PP":
        number = f"PP{number}"
    elif label.form:
        return f"{label.form} {label.prefix}{number}{suffix_text(label)}"
    return label.prefix + number + suffix_text(label)


def sectional(label: str) -> bool:
    """Whether a canonical label is a section's, of a word and its number: ``Objective 3``."""
    return label.partition(" ")[0] in SECTIONS


def suffix_text(label: Label) -> str:
    """What follows the base: `` bis alt 2``, or nothing."""
    written = ""
    if label.position > 0:
        known = label.position <= len(POSITIONS)
        written += f" {POSITIONS[label.position - 1] if known else label.position + 1}"
    elif label.position < 0:
        written += " ante" + (f" {-label.position}" if label.position < -1 else "")
    if label.variant:
        written += " alt" + (f" {label.variant}" if label.variant > 1 else "")
    if label.option:
        written += f" opt {label.option}"
    return written


def number_text(value: int, style: Style) -> str:
    """A number in a style, bare."""
    if style == "arabic":
        return str(value)
    written = numerals.letters(value) if style in ("letters", "capitals") else numerals.roman(value)
    return written.upper() if style in ("capitals", "Roman") else written


@lru_cache(_REMEMBERED)
def readings(written: str) -> tuple[Label, ...]:
    """Every label the text can be, likeliest first: ``(i)`` may be a roman one or the letter i,
    ``(mm)`` is the letter after ``(ll)`` before it is two thousand. Empty when it is no label.
    """
    found = _LABEL.fullmatch(written) if 0 < len(written) <= _TOO_LONG else None
    if found is None or (found["open"] and not (found["early"] or found["late"])):
        return ()
    form, position = _form(found), _position(found)
    prefix = "".join(f"{_pointed(*one)}." for one in _OF_A_PREFIX.findall(found["prefix"]))
    variant = int(found["alt"] or 1) if found["variant"] else 0
    return tuple(
        Label(
            style=style,
            value=value,
            position=position,
            variant=variant,
            form=form,
            prefix=prefix,
            option=int(found["option"] or 0),
        )
        for style, value in _numbers(found["core"])
        if not prefix or style == "arabic"
    )


def parse(written: str, *, style: Style | None = None) -> Label | None:
    """The label in any spelling (``7ter``, ``OP 7 TER``, ``(k)bis``, ``[Article 3bis]``,
    ``3.3bis Alt:``), in ``style`` where that is possible; None when it is no label.
    """
    found = readings(written)
    return next((label for label in found if label.style == style), found[0] if found else None)


def canonical(written: str) -> str:
    """The canonical spelling, or the text itself when it is no label."""
    label = parse(written)
    return written if label is None else text(label)


def printed(label: str, kind: str) -> str:
    """A canonical label as printed before a provision of this kind: a point after a number or
    letter, a colon after ``Objective 3``; none after brackets, decimals, ``Article 3`` and the
    like. Rows of tables are counted, but no number is printed before them.

    UN Editorial Manual: ``24.``, ``II.``, ``7 ter.``, ``(c)``; so ``(c) bis``.
    """
    if kind == "tablerow":
        return ""
    if not label or kind in ("title", "footnote"):
        return label
    if sectional(label):
        return f"{label}:"
    parsed = parse(label)
    pointed = parsed is not None and not parsed.form and not parsed.prefix and label[-1].isalnum()
    return f"{label}." if pointed else label


def leading(label: str, kind: str) -> str:
    """The printed label with the space between it and the words; empty where none is printed."""
    found = printed(label, kind)
    return f"{found} " if found else ""


def base(label: Label) -> Label:
    """The label without its suffixes."""
    return msgspec.structs.replace(label, position=0, variant=0, option=0)


def after(label: Label, used: Iterable[Label]) -> Label:
    """The label of an insertion after ``label``: its base with the next free position suffix.
    ``used`` are the labels given so far among its siblings, struck ones included.
    """
    taken = _taken(label, used)
    position = next(n for n in range(1, len(taken) + 2) if n not in taken)
    return msgspec.structs.replace(base(label), position=position)


def before(label: Label, used: Iterable[Label]) -> Label:
    """The label of an insertion before the first sibling: ``1 ante``, then ``1 ante 2``."""
    taken = _taken(label, used)
    position = next(-n for n in range(1, len(taken) + 2) if -n not in taken)
    return msgspec.structs.replace(base(label), position=position)


def alternative(label: Label, used: Iterable[Label]) -> Label:
    """The label of an alternative to ``label``: alt, then alt 2, never one already used."""
    place = msgspec.structs.replace(label, variant=0)
    taken = {x.variant for x in used if msgspec.structs.replace(x, variant=0) == place}
    variant = next(n for n in range(1, len(taken) + 2) if n not in taken)
    return msgspec.structs.replace(label, variant=variant)


def series(like: Label, count: int, start: int = 1) -> list[Label]:
    """Consecutive labels in the style and form of ``like``, as siblings are numbered at issue."""
    plainly = base(like)
    return [msgspec.structs.replace(plainly, value=start + n) for n in range(count)]


def follows(label: Label, previous: Label) -> bool:
    """Whether ``label`` is what a reader expects after ``previous``: the next number of the same
    style and form, or a further suffix of the same number.
    """
    if (label.style, label.form, label.prefix) != (previous.style, previous.form, previous.prefix):
        return False
    return label.value == previous.value + 1 or (
        label.value == previous.value and order(label) != order(previous)
    )


def order(label: Label) -> tuple[int, int, int, int]:
    """Sort key among siblings of one style: number, position, variant, option."""
    return (label.value, label.position, label.variant, label.option)


def figures(label: Label) -> list[tuple[int, int]]:
    """The numbers of a decimal label, each with its position: ``1 bis.2`` is (1, 1), (2, 0)."""
    before = _OF_A_PREFIX.findall(label.prefix)
    return [*((int(n), _suffix(said)) for n, said in before), (label.value, label.position)]


def _pointed(number: str, suffix: str) -> str:
    place = _suffix(suffix)
    return f"{number} {POSITIONS[place - 1]}" if place else number


def _taken(label: Label, used: Iterable[Label]) -> Collection[int]:
    root = base(label)
    return {other.position for other in used if base(other) == root and other.position}


def _form(found: re.Match[str]) -> Form:
    named = _FORMS.get((found["form"] or "").lower(), "")
    if named:
        return named
    return "()" if found["early"] or found["late"] else ""


def _position(found: re.Match[str]) -> int:
    written = (found["position"] or "").lower()
    if not written:
        return 0
    if written.startswith("ante"):
        return -int(found["ante"] or 1)
    if written.isdigit():
        return max(int(written) - 1, 0)
    return _suffix(written)


def _suffix(written: str) -> int:
    said = written.lower()
    return POSITIONS.index(_SPELLINGS.get(said, said)) + 1 if said else 0


def _numbers(core: str) -> list[tuple[Style, int]]:
    if core.isdigit():
        return [("arabic", int(core))] if int(core) else []
    lowered = core.lower()
    capital = core.isupper()
    if not capital and core != lowered:
        return []
    found: list[tuple[Style, int]] = []
    letter, roman = numerals.from_letters(lowered), numerals.from_roman(lowered)
    if letter is not None:
        found.append(("capitals" if capital else "letters", letter))
    if roman is not None:
        likely = capital or (roman < 40 and (len(core) > 1 or core == "i"))
        if capital and len(core) == 1 and core not in "IVX":
            likely = False
        found.insert(0 if likely else len(found), ("Roman" if capital else "roman", roman))
    return found
