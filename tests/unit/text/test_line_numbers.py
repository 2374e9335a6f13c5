"""Lines that are counted in the margin, and lines that are whole paragraphs."""

from __future__ import annotations

import textwrap

import pytest

from draftrace.text.documents import Document
from draftrace.text.structure import fidelity, line_numbers, print_layout, recognise

WORDS = "the buoys of the outer harbour and every light that is kept there by one of the pilots"
PARAGRAPHS = [
    f"{n}. Each port shall count in year {n} {WORDS}, {n} times over." for n in range(1, 31)
]


def read(text: str) -> Document:
    source = print_layout.blocks(text)
    return fidelity.checked(recognise.document(source), print_layout.stream(source))


def wrapped(width: int = 60) -> list[str]:
    return [line for each in PARAGRAPHS for line in (*textwrap.wrap(each, width), "")]


def counted(lines: list[str], step: int, page: int = 100_000, *, blanks: bool = False) -> list[str]:
    """Every ``step``-th line with its number, anew on each page of so many lines."""
    found, number = [], 0
    for line in lines:
        counts = blanks or bool(line)
        number = (number % page + 1) if counts else number
        shown = counts and number % step == 0
        found.append(f"{number:>5}  {line}" if shown else f"       {line}" if line else "")
    return found


@pytest.mark.parametrize(
    ("step", "page", "blanks"),
    [(1, 100_000, False), (1, 40, True), (5, 100_000, False), (5, 45, True), (2, 50, False)],
)
def test_numbers_that_count_lines_are_no_words(step: int, page: int, *, blanks: bool) -> None:
    lines = wrapped()
    text = "\n".join(counted(lines, step, page, blanks=blanks))
    document = read(text)
    plain = read("\n".join(lines))
    assert [(p.address, p.wording) for p in document.provisions] == [
        (p.address, p.wording) for p in plain.provisions
    ]
    assert len(document.provisions) == len(PARAGRAPHS)
    assert [p.what for p in document.problems] == [line_numbers.ODD]


@pytest.mark.parametrize(
    "lines",
    [
        [f"{n:>3}  Port of {chr(64 + n)}sund" for n in range(1, 27)],
        [f"{n}  every port counts its buoys;" for n in range(1, 60, 3)],
        counted(wrapped(), 1)[:7],
        [f"{1970 + n % 7}  went by before the lights were counted" for n in range(40)],
    ],
    ids=["a list", "items", "too few", "years"],
)
def test_other_numbers_at_the_left_stay(lines: list[str]) -> None:
    assert line_numbers.taken_out(lines) == (lines, 0)


def test_in_a_text_that_was_not_wrapped_every_line_is_a_paragraph() -> None:
    """As word processors save it: no blank line, no tab."""
    long = f"Recalling {WORDS}, {WORDS}, {WORDS},"
    lines = [
        "DRAFT CONVENTION ON BUOYS",
        *[long] * 3,
        "Article 1",
        "Lights",
        f"1. Each port, {long}",
    ]
    lines += [f"2. Each pilot, {long}", "Article 2", "Boats", f"1. Each boat, {long}"]
    found = [(p.address, p.kind) for p in read("\n".join(lines)).provisions]
    assert [address for address, kind in found if kind == "preambular"] == ["PP1", "PP2", "PP3"]
    assert {"Art 1/1", "Art 1/2", "Art 2/1"} <= {address for address, _kind in found}
