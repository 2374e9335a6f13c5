"""Reads every case file in ``rules/``, and the list that says which rule has which case.

A case file is a title, a word on why, and three sections: *Before* (the draft, a line a
provision), *Moves*, *After*. Moves headed *in any order* are played in every order.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import cases.silences
import cases.spoken_kinds  # noqa: F401 - its sentences enter the book
from cases.spoken import FACTS, MOVES, seated, sentences, spoken
from draftrace.room.evolve import fold
from draftrace.views.seals import broken_seals
from room_kit import Room

RULES = Path(__file__).parent / "rules"
LIST = RULES / "LIST.md"
FILES = sorted(path for path in RULES.glob("*.md") if path != LIST)
_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<text>(?:(?!## ).*\n?)*)", re.MULTILINE)
_ROW = re.compile(r"^\| (?P<rule>.+?) \| (?P<case>.+?) \|$", re.MULTILINE)


def sections(case: Path) -> list[tuple[str, str]]:
    return [(s["title"], s["text"]) for s in _SECTION.finditer(case.read_text(encoding="utf-8"))]


def orders(case: Path) -> list[list[str]]:
    """Every order in which the moves of a case are played."""
    played: list[list[str]] = [[]]
    for title, text in sections(case):
        if title.startswith("Moves"):
            moves = list(sentences(text))
            ways = itertools.permutations(moves) if "in any order" in title else [tuple(moves)]
            played = [[*before, *way] for before in played for way in ways]
    return played


def play(case: Path, moves: list[str]) -> Room:
    (before,) = [text for title, text in sections(case) if title == "Before"]
    room = seated([line.strip() for line in before.splitlines() if line.strip()])
    for move in moves:
        sentence, dash, refusal = move.partition(" — refused: ")
        if dash:
            room.refused(refusal, lambda s=sentence: spoken(room, s, MOVES))  # type: ignore[misc]
        else:
            spoken(room, sentence, MOVES)
    return room


@pytest.mark.parametrize("case", FILES, ids=lambda path: path.stem)
def test_the_case(case: Path) -> None:
    facts = [f for title, text in sections(case) if title == "After" for f in sentences(text)]
    assert facts, "a case says how the room is afterwards"
    for moves in orders(case):
        room = play(case, moves)
        for fact in facts:
            spoken(room, fact, FACTS)
        entries = list(room.talks.journal.read())
        assert list(broken_seals(entries)) == []
        assert fold(entries).now == room.state.now


def test_every_rule_on_the_list_has_its_case() -> None:
    rows = [(r["rule"], r["case"]) for r in _ROW.finditer(LIST.read_text(encoding="utf-8"))]
    named = [case for _, case in rows if case.endswith(".md")]
    headings = [case for _, case in rows if case in ("case", "---")]
    assert len(named) + len(headings) == len(rows)
    assert {name for case in named for name in case.split(", ")} == {path.name for path in FILES}


def test_a_case_that_is_wrong_fails() -> None:
    room = seated(["1. One."])
    with pytest.raises(AssertionError):
        spoken(room, "1 reads: Two.", FACTS)
    with pytest.raises(AssertionError, match="no such words"):
        spoken(room, "EU dances", MOVES)
