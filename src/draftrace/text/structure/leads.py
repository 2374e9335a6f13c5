"""What does a block begin with? Its printed label, and what the label can be read as."""

from __future__ import annotations

import re

import msgspec

from draftrace.text import labels
from draftrace.text.labels import Label

LeadWord = str
"""Empty, ``Article``, ``Option``, ``Part``, ``Annex`` or one of ``labels.SECTIONS``."""

_POSITION = (
    r"(?:(?i:bis|ter|quater|quat|quinquies|sexies|septies|octies|nonies|decies)|ante(?:\s\d+)?)"
)
_SUFFIX = rf"{_POSITION}(?![a-z])"
_ALT = r"(?:alt|Alt|ALT)\.?(?:\s?\d{1,2})?(?![A-Za-z\d])"
_SECTION = "|".join(f"{word}|{word.upper()}" for word in labels.SECTIONS)
_TAIL = rf"(?:[\s.]{{0,2}}{_POSITION}(?=[Aa][Ll][Tt]|[^a-z]|$))?(?:[\s.]{{0,2}}{_ALT})?"
_LEAD = re.compile(
    rf"""(?P<bullet>[-–—•+]\s+)?(?P<open>(?:\[\s?)*)(?P<label>
      (?P<arabic>(?P<named>(?:PP|OP|Pp|Op)\s?)?\d{{1,4}}(?P<decimal>(?:(?:\s?{_POSITION})?\.\d{{1,3}})*)
        (?P<suffix>{_TAIL}))
        (?P<stop>[.):]?)
    | (?P<letters>\((?:[a-z]{{1,5}}|[A-Z]{{1,4}}|\d{{1,3}})(?:\s?{_SUFFIX})?\){_TAIL})[.:]?
    | (?P<lower>[a-z]{{1,5}}[.)])(?=\s)
    | (?P<word>Article|ARTICLE|Art\.|Part|PART|Annex|ANNEX|Option|OPTION
        |Alternative|ALTERNATIVE|(?:[Aa]lt|ALT)\.?)\s
        (?:(?<=[Nn]\s)\d{{1,3}}\.(?=[A-Za-z](?![A-Za-z])))?(?P<of>(?<=\.)[a-z]|\d{{1,3}}|[IVXL]{{1,6}}|[A-Z]|\([a-z]{{1,4}}\))(?P<wordsuffix>{_TAIL})(?=\W|$)
        (?P<close>\]?)[.:]?(?P<late>\]?)(?:\s[-–—](?=\s))?
    | (?P<section>{_SECTION})\s
        (?P<at>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[IVXL]{{1,6}}|[A-Z])(?P<atsuffix>{_TAIL})(?=\W|$)
        (?P<ends>\]?)[.:]?(?P<later>\]?)(?:\s[-–—](?=\s))?
    | (?P<upper>[A-Z]{{1,5}}\.)(?=\s)
    )(?=\s|$)(?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)
_WITHIN = 200
_ATTRIBUTION = re.compile(r"(?:\[\s?)+[A-Z][^\[\]:.;\d]{1,60}:\s+")
_OPTION = re.compile("Option|OPTION|[Aa]lt|ALT")
_WORD_AHEAD = 20
_RUN_TOGETHER = re.compile(r"\n[ \t\[]*\d{1,3}\.(?=\[*[“\"]?[A-Z][a-z]|\[+[a-z])")
_FIRST = frozenset("0123456789([-–—•+abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BEGINS_ANEW = re.compile(r"[\W_]*(?:[^\W\d_])")
_WORDS: dict[str, LeadWord] = {
    "ar": "Article",
    "pa": "Part",
    "op": "Option",
    "al": "Option",
    "an": "Annex",
}
_NUMBER_ALONE = ("Part", "Annex")
"""Words that are cited by their number alone: ``II.B``."""
_HEADING_STYLES = ("capitals", "Roman")


class Lead(msgspec.Struct, frozen=True, gc=False):
    """A label at the head of a block. ``printed`` is it with bullet and brackets as it stands,
    ``readings`` what it can be, likeliest first; the text after it begins ``at`` an offset and
    keeps the brackets ``opened`` before the label.
    """

    printed: str
    readings: tuple[Label, ...]
    block: str
    at: int
    opened: int = 0
    word: LeadWord = ""
    bullet: bool = False

    @property
    def rest(self) -> str:
        """The text after the label. A slice of the block, made anew each time: long texts are
        not held twice."""
        after = self.block[self.at :].strip()
        opened = "[" * self.opened
        return f"{opened[1:]}\\[{after}" if opened and after[:1] == "^" else opened + after

    @property
    def arabic(self) -> Label | None:
        """The reading as a paragraph number, if it is one."""
        first = self.readings[0]
        plain_number = first.style == "arabic" and first.form == "" and not self.word
        return first if plain_number else None

    @property
    def heads(self) -> bool:
        """Whether such a label stands only before headings: ``II.``, ``A.``, ``Part I.``"""
        if self.word:
            return self.word != "Option"
        return self.readings[0].style in _HEADING_STYLES and self.readings[0].form == ""

    @property
    def parts_from_title(self) -> bool:
        """Whether it is a section's with a mark before its title, as in no running text."""
        return self.word in labels.SECTIONS and self.printed[-1:] in (":", "–", "—", "-")


def lead(text: str) -> Lead | None:
    """The label at the head of a wording, or None. A bare number (``2008 was…``) is none, nor is
    a capital with a point before a small letter (an initial or abbreviation).
    """
    if text[:1] not in _FIRST:
        return None
    found = _LEAD.match(text[:_WITHIN])
    if found is None or not _plausible(found):
        return None
    word = _word(found)
    readings = labels.readings(_number(found).strip())
    if word and word not in _NUMBER_ALONE:
        readings = tuple(msgspec.structs.replace(x, form=word) for x in readings)
    if not readings:
        return None
    at = found.start("rest")
    closed = sum(found[name] == "]" for name in ("close", "late", "ends", "later"))
    return Lead(
        printed=text[:at].strip(),
        readings=readings,
        block=text,
        at=at,
        opened=max(found["open"].count("[") - closed, 0),
        word=word,
        bullet=bool(found["bullet"]),
    )


def attributed(text: str) -> Lead | None:
    """The label behind the words that say whose a bracket is: ``[Bureau's text: 3. …``; None where
    none stands there.
    """
    found = _ATTRIBUTION.match(text[:_WITHIN]) if text[:1] == "[" else None
    return lead(text[found.end() :]) if found is not None else None


def apart(text: str) -> str:
    """The text with the white space that is missing between a number at the head of a line and
    what it numbers: ``1.The``.
    """
    return _RUN_TOGETHER.sub(r"\g<0> ", text)


def bare(text: str) -> bool:
    """Whether a wording is nothing but labels: ``3. Option 1:``, to which the next belongs."""
    found = lead(text)
    if found is None or found.heads:
        return False
    rest = found.rest.strip("*: ")
    return not rest or bare(rest)


def option_alone(text: str) -> bool:
    """Whether a wording is nothing but labels of which the last is an option's."""
    found = lead(text) if _OPTION.search(text) else None
    if found is None or found.heads:
        return False
    rest = found.rest.strip("*: ")
    return option_alone(rest) if rest else found.word == "Option"


def option_after(before: Lead | None) -> int:
    """Which option stands right after a label: ``19. Option 1: …``; 0 for none."""
    if before is None or not _OPTION.search(before.block, before.at, before.at + _WORD_AHEAD):
        return 0
    found = lead(before.rest[:_WITHIN])
    return found.readings[0].value if found is not None and found.word == "Option" else 0


def within_option(option: Lead) -> Lead | None:
    """The label of the numbered paragraph that an option is, as it stands behind the option's own:
    ``[Option 1: 2. …]``; None where there is none.
    """
    after = option.block[option.at :]
    inner = lead(after.lstrip())
    if inner is None or inner.arabic is None:
        return None
    at = len(option.block) - len(after.lstrip()) + inner.at
    return msgspec.structs.replace(
        option,
        printed=option.block[:at].strip(),
        readings=inner.readings,
        at=at,
        opened=option.opened + inner.opened,
        word="",
    )


def _plausible(found: re.Match[str]) -> bool:
    rest = found["rest"].strip()
    if found["arabic"]:
        if found["stop"] or found["suffix"] or found["named"]:
            return True
        begins = _anew(rest) or rest[:1] == "["
        return found["decimal"].count(".") > 1 or (bool(found["decimal"]) and begins)
    if found["upper"]:
        return bool(rest) and _anew(rest)
    if found["word"]:
        return _word(found) == "Option" or not rest[:1].islower()
    if found["section"]:
        return not rest or _anew(rest)
    return bool(rest) or bool(found["letters"])


def _anew(rest: str) -> bool:
    first = _BEGINS_ANEW.match(rest)
    return first is not None and not first[0][-1].islower()


def _word(found: re.Match[str]) -> LeadWord:
    return (found["section"] or "").capitalize() or _WORDS.get(
        (found["word"] or "")[:2].lower(), ""
    )


def _number(found: re.Match[str]) -> str:
    """The label as it is spelled, without its word."""
    if found["section"]:
        return found["at"] + found["atsuffix"]
    return found["of"] + found["wordsuffix"] if found["word"] else found["label"]
