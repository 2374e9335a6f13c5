"""Notes as typewriters and old United Nations papers have them, ``ferries 1/`` and at the foot of
the page ``1/ See …``: which lines are such notes, and where are they cited?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draftrace.text.structure.blocks import Block
from draftrace.text.structure.inline import RAISED
from draftrace.text.wording import cite

_SIGN = re.compile(r"[\d*]/(?!\w)")
_HEAD = re.compile(r"\s*(?P<number>\d{1,3}|\*{1,3})/\s+(?=\S)")
_MARK = re.compile(r"(?:\s+|(?<=[,;:)\]”\"]))(?P<number>\d{1,3}|\*{1,3})/(?=$|[\s.,;:)\]”\"])")


def raised(lines: list[str]) -> list[str]:
    """The lines with such notes and their marks as raised figures and stars, which a text in print
    layout has: of notes that stand below what cites them, at the head of a paragraph or under
    another note. A mark that begins a wrapped line goes up to the word it stands behind.
    """
    if not any(map(_SIGN.search, lines)):
        return lines
    heads = dict(_heads(lines))
    if not heads:
        return lines
    numbers = set(heads.values())
    found: list[str] = []
    for place, line in enumerate(lines):
        head = _HEAD.match(line)
        number = head["number"] if head is not None else ""
        rest = line
        if head is not None and place in heads:
            rest = f"{number.translate(RAISED)} {line[head.end() :]}"
        elif head is not None and number in numbers and found and found[-1].strip():
            found[-1] = found[-1].rstrip() + number.translate(RAISED)
            rest = line[head.end() :]
        found.append(_cited(rest, numbers))
    return found


def apart(blocks: list[Block]) -> None:
    """The same for a format that has notes of its own and holds none: blocks that are such notes
    become notes, and what cites them refers to them.
    """
    if any(block.form == "note" for block in blocks):
        return
    heads = dict(_heads([f"{block.text}\n" for block in blocks]))
    for place, number in heads.items():
        block = blocks[place]
        block.form, block.note, block.number = "note", _id(number), number
        block.text = _HEAD.sub("", block.text, count=1)
    for block in blocks if heads else ():
        block.text = _MARK.sub(
            lambda mark: cite(_id(mark["number"])) if mark["number"] in heads.values() else mark[0],
            block.text,
        )


def _heads(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The places of lines that begin a note, and its number."""
    cited: set[str] = set()
    before, above_is_note, last = "", False, ""
    for place, line in enumerate(lines):
        head = _HEAD.match(line)
        number = head["number"] if head is not None else ""
        opens = not before.strip() or above_is_note or before.endswith("\n")
        next_one = bool(last) and number.isdecimal() and int(number) == int(last) + 1
        if number and opens and (number in cited or next_one):
            above_is_note, last = True, number if number.isdecimal() else last
            yield place, number
        else:
            above_is_note = above_is_note and bool(line.strip())
            cited.update(mark["number"] for mark in _MARK.finditer(line))
        before = line


def _cited(line: str, numbers: set[str]) -> str:
    return _MARK.sub(
        lambda mark: _shown(mark, line) if mark["number"] in numbers else mark[0], line
    )


def _shown(mark: re.Match[str], line: str) -> str:
    """A raised mark, glued to the word before it; apart from a mark before it, lest both become
    one number."""
    apart_from = " " if line[: mark.start()].rstrip().endswith("/") else ""
    return apart_from + mark["number"].translate(RAISED)


def _id(number: str) -> str:
    return f"s{len(number)}" if number.startswith("*") else number
