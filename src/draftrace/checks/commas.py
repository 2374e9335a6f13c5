"""Does a comma part what belongs together, or stand alone where two are wanted?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages

_NUMBER = "two|three|four|five|six|seven|eight|nine|ten|several|many"
_AFTER_NUMBER = re.compile(
    rf"\b({_NUMBER}), ((?:additional|further|more|new|other|separate|different|main|major"
    r"|important) [a-z]+s)\b",
    re.IGNORECASE,
)
_PREPOSITION = "of|to|in|for|with|from|on|by|into"
_CUT_OFF = re.compile(
    rf"(?<=[a-z]),? (and|or), ([a-z]+ing (?:{_PREPOSITION})), ([^,;.]{{3,40}}), (?=[a-z])"
)
_UNPAIRED = re.compile(
    rf"\b(?:{_PREPOSITION}) and\b(?P<middle>[^;:.]{{3,120}}?) (?:{_PREPOSITION}), (?:the|an?|any) "
)
_INCLUDING = re.compile(r"(?<=[a-z]) (including), ([^,;.]{3,40}), ")
_INCLUDING_IN = re.compile(r"(?<=[a-z]) including (?:in|by|through|for|with|from|on|at)\b")
_VERBS_AFTER = (
    "adopt|consider|develop|encourage|enhance|ensure|establish|promote|provide|request|strengthen"
)
_UNCLOSED = re.compile(rf", including [^,;]{{10,200}}? (?P<rest>and (?:{_VERBS_AFTER})\b [a-z]+)")
_THAT = re.compile(
    r"(?<!,) that (?P<inner>(?:after|at|despite|during|for|in|on|under|with|within) "
    r"[^,.;:()]{3,90}), (?=[a-z])(?!such as |including |making |and |or |which )"
    r"(?![a-z ]{1,25}(?:,| and ))"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|be|been|being|that|which|who)\b")
_TITLE_WORD = r"(?:[A-Z][\w-]+|against|and|for|in|of|on|the)"
_SUPPLEMENTING = re.compile(
    rf", (?:supplementing|amending|implementing|relating to) the {_TITLE_WORD}(?: {_TITLE_WORD})* "
    r"(?=(?:in order|that|which|with|is|are|as|to|has|have|offer\w*|provide\w*)\b)"
)


def stray_commas(pages: Pages) -> Iterator[Hit]:
    """A comma that parts what belongs together, or the second of a pair without the first."""
    for page in pages.prose:
        text = page.text
        for found in _AFTER_NUMBER.finditer(text):
            what = f"“{found[0]}”: a comma between a number and what it counts"
            yield _at(page, found, what, f"“{found[1]} {found[2]}”")
        for found in _CUT_OFF.finditer(text):
            ing, _, preposition = found[2].rpartition(" ")
            what = f"“{found[0].strip()}”: the commas cut “{found[2]}” off from its object"
            yield _at(page, found, what, f"“{found[1]} {ing}, {found[3]}, {preposition} …”")
        for found in _INCLUDING.finditer(text):
            what = f"“{found[0].strip()}”: no comma before “including”, which begins an insertion"
            yield _at(page, found, what, f"“, including, {found[2]}, …”")
        for found in _INCLUDING_IN.finditer(text):
            what = f"“{_before(text, found.start())}{found[0]}”: no comma before “including”"
            yield _at(page, found, what, f"“,{found[0]} …”")


def unpaired_commas(pages: Pages) -> Iterator[Hit]:
    """An insertion that a comma ends and none begins, or the other way round."""
    for page in pages.prose:
        for found in _UNPAIRED.finditer(page.text):
            commas = found["middle"].count(",")
            if commas % 2 == 0 and ", and" not in found["middle"]:
                first = found[0].split(" and", 1)[0]
                what = f"“{found[0].strip()}”: the last comma closes an insertion nothing opens"
                yield _at(page, found, what, f"a comma after “{first}” too, or none")
        for found in _SUPPLEMENTING.finditer(page.text):
            what = f"“{found[0][2:].strip()}” is set off by a comma before it and none after"
            yield _at(page, found, what, "a comma after it")
        for found in _UNCLOSED.finditer(page.text):
            what = f"no comma after the insertion “including …”, before “{found['rest']} …”"
            yield Hit(page, found.start("rest"), len(found["rest"]), what, f"“, {found['rest']} …”")
        for found in _THAT.finditer(page.text):
            if not _FINITE.search(found["inner"]):
                what = (
                    f"“that {found['inner']},”: the insertion has a comma after it and none before"
                )
                yield _at(page, found, what, f"“that, {found['inner']}, …”")


def _before(text: str, at: int) -> str:
    """The word that ends at a place."""
    return text[max(0, at - 30) : at].rpartition(" ")[2]


def _at(page: Page, found: re.Match[str], message: str, suggestion: str) -> Hit:
    return Hit(page, found.start(), found.end() - found.start(), message, suggestion)


RULES = (
    Rule(
        "comma",
        "A comma that parts what belongs together, or is missing before an insertion",
        "A comma decides what qualifies what.",
        "warning",
        stray_commas,
    ),
    Rule(
        "comma-pair",
        "An insertion with one comma of its two",
        "A comma decides what qualifies what.",
        "warning",
        unpaired_commas,
    ),
)
