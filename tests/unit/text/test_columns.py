"""Text whose lines run across two columns is told to be so."""

from __future__ import annotations

from draftrace.text.structure import print_layout, recognise
from draftrace.text.structure.columns import ODD, side_by_side

LEFT = ["1.   Wells are deep, and", "those who drink keep", "them as they are.", ""]
RIGHT = ["Ropes are long, and", "those who draw lend", "them to all.", "2.   Again."]


def test_two_columns_are_told_by_the_place_where_the_second_begins() -> None:
    lines = ["Draft on wells", *(f"{a:30}{b}" for a, b in zip(LEFT * 12, RIGHT * 12, strict=True))]
    assert side_by_side(lines) == 2
    read = recognise.document(print_layout.blocks("\n".join(lines)))
    assert (read.problems[0].line, read.problems[0].what) == (2, ODD)
    assert side_by_side(lines[:20]) == 0  # a table among the text


def test_labels_and_pages_of_a_contents_table_are_no_columns() -> None:
    assert side_by_side([f"({n})     Wells are dug by those who drink" for n in range(60)]) == 0
    assert side_by_side([f"Wells of the {n}th kind{' ' * 40}{n}" for n in range(10, 70)]) == 0
    assert side_by_side([]) == 0
