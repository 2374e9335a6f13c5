from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.text import wording
from draftrace.text.wording import Run

ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


def test_a_wording_is_one_paragraph_of_nfc() -> None:
    assert wording.normalise("  caf\u0065\u0301\n\tà\u00a0la  ") == "café à la"
    assert wording.normalise("\x1b[31mred\x00") == "[31mred"


def test_a_phrase_leaves_half_an_emphasis_behind() -> None:
    assert wording.cut_out("Recalling* resolution 5\\*") == "Recalling resolution 5\\*"
    assert wording.cut_out("*all* of it") == "*all* of it"


def test_marks_leave_the_words() -> None:
    text = "*Recalling* resolution 5\\*,[^n1] and \\[^x] *all*[^n2]"
    assert wording.plain(text) == "Recalling resolution 5*, and [^x] all"
    assert wording.note_ids(text) == ("n1", "n2")
    assert wording.note_ids("plain") == ()


def test_runs_tell_what_looks_alike() -> None:
    assert list(wording.runs("*a* b[^1]c")) == [
        Run("a", emphasis=True),
        Run(" b"),
        Run("", note="1"),
        Run("c"),
    ]


def test_the_cells_of_a_row() -> None:
    row = "*a[^1] | b* | c \\| d\\\\ |  | 5\\*"
    assert wording.cells(row) == ["*a*[^1]", "*b*", "c | d\\\\", "", "5\\*"]
    assert wording.cells("none") == ["none"]


@given(st.lists(ANY, min_size=1, max_size=4))
def test_a_row_gives_back_its_cells(texts: list[str]) -> None:
    cells = [wording.escape(text.replace(wording.BAR, "")) for text in texts]
    assert wording.cells(wording.row(cells)) == [wording.normalise(cell) for cell in cells]


def test_notes_can_be_renamed() -> None:
    assert wording.with_notes("a[^1] b[^2] \\[^1]", {"1": "x"}) == "a[^x] b[^2] \\[^1]"
    assert wording.with_notes("none", {"1": "x"}) == "none"
    assert wording.note_ids(wording.cite("7")) == ("7",)


@given(ANY)
def test_every_text_can_be_stored_and_read_back(text: str) -> None:
    stored = wording.escape(text)
    assert wording.plain(stored) == text
    assert wording.note_ids(stored) == ()
    assert "".join(run.text for run in wording.runs(stored)) == text


@given(ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = wording.normalise(text)
    assert wording.normalise(once) == once


@given(ANY)
def test_runs_hold_exactly_the_plain_text(text: str) -> None:
    assert "".join(run.text for run in wording.runs(text)) == wording.plain(text)
