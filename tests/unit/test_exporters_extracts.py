"""Some paragraphs of a sheet, asked for as people cite them."""

from __future__ import annotations

import pytest

from draftrace.errors import AddressError, UsageError
from draftrace.exporters import Block, Masthead, Run, Sheet
from draftrace.exporters.extract import extract


def block(address: str, kind: str = "operative", level: int = 1, change: str = "") -> Block:
    return Block(
        address=address,
        kind=kind,  # type: ignore[arg-type]
        level=level,
        change=change,  # type: ignore[arg-type]
        runs=(Run(text=address),),
    )


SHEET = Sheet(
    masthead=Masthead(revision="Rev.1"),
    title="Harbours",
    blocks=(
        block("PD/title", "title"),
        block("PD/1"),
        block("PD/2"),
        block("PA/h:I", "heading"),
        block("PA/1"),
        block("PA/1(a)", "item", 2),
        block("PA/1(a)(i)", "subitem", 3),
        block("PA/2", change="deleted"),
        block("PA/2"),
        block("PA/2(a)", "item", 2),
        block("PA/h:II", "heading"),
        block("PA/3"),
    ),
)


def places(asked: str) -> list[int]:
    kept = extract(SHEET, asked).blocks
    return [place for place, each in enumerate(SHEET.blocks) if any(each is k for k in kept)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("PA/1-2", [4, 5, 6, 7, 8, 9]),
        ("PA/1–PA/2", [4, 5, 6, 7, 8, 9]),
        ("PA/1", [4, 5, 6]),
        ("pa 1 (a)", [5, 6]),
        ("PD/2, PA/3", [2, 11]),
        ("PD/1..2", [1, 2]),
        ("PA/h:I", [3, 4, 5, 6, 7, 8, 9]),
        ("PD/2-PA/1", [2, 3, 4, 5, 6]),
        ("pd", [0, 1, 2]),
        ("PD/2, PA", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ],
)
def test_what_is_asked_for_comes_with_all_below_it(asked: str, expected: list[int]) -> None:
    assert places(asked) == expected


def test_the_masthead_says_that_it_is_an_extract() -> None:
    assert extract(SHEET, "PA/1-2").masthead.revision == "Rev.1, extract PA/1-2"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("PA/2-1", UsageError),
        (" , ", UsageError),
        ("PA/9", AddressError),
        ("PA/1-9", AddressError),
        ("1", AddressError),
    ],
)
def test_what_is_not_there_is_refused(asked: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        extract(SHEET, asked)
