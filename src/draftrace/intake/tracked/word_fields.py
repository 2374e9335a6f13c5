"""Which words of a Word file's paragraph does a program compute, so that it may show others?

Source: ECMA-376-1, 17.16 (fields): a code, and the result it had when the file was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from draftrace.intake.tracked.model import COMPUTED
from draftrace.intake.tracked.word_oddities import W, said

_CODES, _LETTERS = f"{W}instrText", f"{W}t"
_LITERAL = re.compile(r"[\"“]([^\"”]*)[\"”]")
_SWITCH = re.compile(r"\\[@#*]\s*(?:[\"“][^\"”]*[\"”]|\S+)")
"""How a result is to be written; none of its words."""
_KEPT = (
    *("HYPERLINK", "REF", "PAGEREF", "NOTEREF", "FOOTNOTEREF", "SEQ", "TOC", "TOA", "INDEX"),
    *("ADDIN", "BIBLIOGRAPHY", "CITATION", "FORMTEXT", "TC", "TA", "XE", "RD", "SET", "ASK"),
    "PRIVATE",
)
"""What refers to the text itself, what somebody typed, and what shows nothing."""


@dataclass
class _Field:
    code: str = ""
    result: str = ""
    parted: bool = False


def recomputed(paragraph: Any) -> Iterator[tuple[str, str]]:
    """Fields whose words hang on more than this text, with the words of their codes that are not
    their results, or with the code."""
    for field in _fields(paragraph):
        code, result = " ".join(field.code.split()), " ".join(field.result.split())
        name = code.partition(" ")[0].upper()
        if not name or name in _KEPT:
            continue
        literals = [" ".join(each.split()) for each in _LITERAL.findall(_SWITCH.sub("", code))]
        others = [each for each in literals if each != result]
        if name != "QUOTE" or others or not literals:
            yield COMPUTED, " / ".join(filter(None, others)) or f"<{code}>"


def _fields(paragraph: Any) -> Iterator[_Field]:
    """The fields of a paragraph, those that end in another one too."""
    open_: list[_Field] = []
    for each in paragraph.iter(f"{W}fldChar", _CODES, _LETTERS):
        place = each.get(f"{W}fldCharType", "")
        if place == "begin":
            open_.append(_Field())
        elif place == "separate" and open_:
            open_[-1].parted = True
        elif place == "end" and open_:
            yield open_.pop()
        elif each.tag == _CODES and open_ and not open_[-1].parted:
            open_[-1].code += each.text or ""
        elif each.tag == _LETTERS:
            for field in open_:
                field.result += (each.text or "") if field.parted else ""
    yield from open_
    for simple in paragraph.iter(f"{W}fldSimple"):
        yield _Field(simple.get(f"{W}instr", ""), said(simple))
