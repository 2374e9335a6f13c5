"""Italics are no change of words, and a file that can't show them says nothing of them."""

from __future__ import annotations

from draftrace.compare.align import Block
from draftrace.compare.italics import aligned

STOOD = (
    Block("1", "*Reaffirm* our will to keep all wells open;", "1"),
    Block("2", r"*Decide* to mark deep wells with \*;[^1]", "2"),
    Block("3", "Meet in spring.", "3"),
)


def said(*wordings: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What became of each provision, against texts under the same labels."""
    new = [Block(str(n), wording, str(n)) for n, wording in enumerate(wordings, 1)]
    return [(row.change, row.redline) for row in aligned(STOOD, new)]


def test_a_text_without_italics_is_the_same_text() -> None:
    rows = said(
        "Reaffirm our will to keep all wells open;",
        r"Decide to mark all deep wells with \*;[^1]",
        "Meet in spring.",
    )
    assert [change for change, _ in rows] == ["unchanged", "reworded", "unchanged"]
    assert rows[1][1] == (
        ("=", "Decide to mark"),
        ("+", " all"),
        ("=", r" deep wells with \*;[^1]"),
    )


def test_other_italics_are_no_other_words_but_a_star_is_one() -> None:
    rows = said(
        "Reaffirm our *will* to keep all wells open;",
        "*Decide* to mark deep wells with;[^1]",
        "*Meet* in spring.",
    )
    assert [change for change, _ in rows] == ["unchanged", "reworded", "unchanged"]
    assert rows[0][1] == (("=", "Reaffirm our *will* to keep all wells open;"),)
