"""A comparison as data and as lines: every word of both texts is there, moves have letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.align import Block
from draftrace.tui.compared_page import list_rows, page_rows, told
from draftrace.tui.comparison import Text, compared, letter, paragraphs, sides
from draftrace.tui.signs import Signs
from tui.kit import said

PARAGRAPHS = (
    "Promote the exchange of intelligence among the countries concerned;",
    "Strengthen the control of precursors at every border crossing;",
    "Support alternative development where illicit crops are grown;",
    "Train judges, prosecutors and the police in the conventions;",
    "Decide to review the progress made every two years from now on.",
)


def text(name: str, *wordings: str) -> Text:
    blocks = tuple(
        Block(str(n), wording, str(n), "operative") for n, wording in enumerate(wordings, 1)
    )
    return Text(name, "", blocks)


def test_a_moved_paragraph_has_two_places_and_one_letter() -> None:
    first, *rest = PARAGRAPHS
    found = compared(text("old", *PARAGRAPHS), text("new", *rest, first))
    pair = [p for p in found.passages if "moved" in p.kinds]
    assert [(p.letter, p.gone) for p in pair] == [("A", True), ("A", False)]
    assert pair[0].number == pair[1].number
    assert told(pair[0]) == "moved A to 5"
    assert told(pair[1]) == "moved A from 1, renumbered"
    assert found.counts()["moved"] == 1
    assert found.total("moved") == 1
    listed = said(list_rows(found, found.changes(), "", 44, Signs()))
    assert "moved away A" in listed


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_what_is_left_out_is_counted() -> None:
    changed = [*PARAGRAPHS[:3], PARAGRAPHS[3] + " and more", PARAGRAPHS[4]]
    found = compared(text("old", *PARAGRAPHS), text("new", *changed))
    rows = said(page_rows(found, found.changes(), 80, Signs(), beside=False))
    assert "3 provisions left out" in rows
    assert "1 provision left out" in rows


WORDINGS = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5, unique=True)


@given(WORDINGS, WORDINGS)
def test_both_texts_are_in_the_comparison_word_for_word(old: list[str], new: list[str]) -> None:
    found = compared(text("old", *old), text("new", *new))
    here = [p for p in found.passages if not p.gone]
    newer = [w for p in here if p.new for w in _side(p.redline, "+")]
    older = [w for p in here if p.old for w in _side(p.redline, "-")]
    assert sorted(newer) == sorted(new)
    assert sorted(older) == sorted(old)
    assert len({p.key for p in found.passages}) == len(found.passages)


def _side(redline: tuple[tuple[str, str], ...], op: str) -> list[str]:
    return ["".join(t for _, t in part) for part in paragraphs(sides(redline, op))]


@given(WORDINGS, WORDINGS, st.integers(40, 200))
def test_no_line_is_wider_than_the_page(old: list[str], new: list[str], width: int) -> None:
    found = compared(text("old", *old), text("new", *new))
    for beside in (False, True):
        rows = page_rows(found, found.passages, width, Signs(), beside=beside)
        assert max(len("".join(s.text for s in row.spans)) for row in rows) <= width
