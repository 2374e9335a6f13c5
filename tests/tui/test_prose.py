"""Spans, rows, and what a provision looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from draftrace.compare.rendering import written
from draftrace.compare.rolling import roll
from draftrace.tui.page import Page, excerpt, redline_spans, rolling_spans
from draftrace.tui.prose import Marks, Span, between, cells, clip, width_of, wrap
from draftrace.tui.safe import folder_name, restored, shown
from room_kit import Room, document

TEXT = st.text(st.sampled_from("ab [](){}*-漢e\u0301\t\u202e\x1b^\\"), max_size=60)


def flat(spans: object) -> str:
    return "".join(span.text for span in spans)  # type: ignore[attr-defined]


@given(st.lists(TEXT, max_size=6), st.integers(2, 30))
def test_wrapping_loses_no_letter_and_keeps_the_width(texts: list[str], width: int) -> None:
    spans = [Span(shown(text), str(n % 2)) for n, text in enumerate(texts)]
    lines = wrap(spans, width)
    assert "".join("".join(flat(line).split()) for line in lines) == "".join(flat(spans).split())
    assert all(width_of(line) <= width for line in lines)


def test_a_word_in_two_spans_is_not_broken_between_them() -> None:
    lines = wrap([Span("see ["), Span("shall", "ins"), Span("](EU) go")], 12)
    assert [flat(line) for line in lines] == ["see", "[shall](EU)", "go"]


@given(TEXT, TEXT, st.integers(1, 40))
def test_left_and_right_always_fill_the_line(left: str, right: str, width: int) -> None:
    line = between([Span(shown(left))], [Span(shown(right))], width)
    assert width_of(line) == width


def test_clipping_says_that_something_is_missing() -> None:
    assert flat(clip([Span("one two three")], 8)) == "one two…"
    assert flat(clip([Span("漢字漢字")], 6)) == "漢字…"
    assert flat(clip([Span("one")], 8)) == "one"


@given(TEXT)
def test_what_is_shown_can_do_nothing(text: str) -> None:
    assert all(c.isprintable() for c in shown(text))
    assert restored(shown(text), text).split() == text.replace("\t", " ").split()


@given(
    st.text(st.sampled_from("ab  cd"), min_size=1),
    st.lists(st.text(st.sampled_from("ab  cd"), min_size=1), max_size=3),
)
def test_the_page_says_what_the_rolling_text_says(base: str, wordings: list[str]) -> None:
    rolled = roll(base, {f"P-{n}": w for n, w in enumerate(wordings)})
    names = {f"P-{n}": f"P{n}" for n in range(len(wordings))}
    spans = rolling_spans(written(rolled.parts), names)
    assert "\n".join(flat(paragraph) for paragraph in spans) == rolled.render("inline", names)


def test_emphasis_may_run_through_a_change() -> None:
    marks = Marks()
    spans = [*marks.spans("*Con"), *marks.spans("vinced* that", "ins"), *marks.spans(" all")]
    assert spans == [
        Span("Con", "emphasis"),
        Span("vinced", "ins emphasis"),
        Span(" that", "ins"),
        Span(" all", ""),
    ]


def test_notes_are_cited_by_their_number() -> None:
    assert flat(Marks({"port": "3"}).spans("the Declaration[^port] of [old]")) == (
        "the Declaration^3 of [old]"
    )


def test_a_note_that_is_struck_or_put_in_is_cited_by_its_number_too() -> None:
    struck = roll("the Declaration[^port] of old", {"P-1": "the Declaration of old"})
    assert [flat(s) for s in rolling_spans(written(struck.parts), {"P-1": "P"}, {"port": "3"})] == [
        "the Declaration[P: delete: ^3] of old"
    ]


def test_a_proposal_may_cite_a_note_where_the_text_cites_none() -> None:
    draft = document("1. Recall[^1] it;", "2. Decide so.", "[^1]: The Declaration.")
    noted = replace(draft.notes[0], id="port")
    first = replace(draft.provisions[0], wording="Recall[^port] it;", notes=("port",))
    room = Room(replace(draft, provisions=(first, draft.provisions[1]), notes=(noted,)))
    room.propose("EU", "2", "Decide[^port] so.")
    rows = Page().rows(room.state, room.state.now.provisions[room.id("2")], "rolling", 80)
    assert "Decide[^1](EU) so." in " ".join(flat(row.spans) for row in rows)


def test_redlines_have_their_signs() -> None:
    redline = (("=", "shall "), ("-", "consider"), ("+", "take"), ("=", " measures"))
    assert flat(redline_spans(redline)) == "shall {-consider-}{+take+} measures"


def test_an_excerpt_keeps_the_words_around_the_point() -> None:
    words = " ".join(f"w{n}" for n in range(40))
    short = excerpt((("=", words + " "), ("+", "new "), ("=", words)), 3)
    assert [text for _, text in short] == ["\xa0… w37 w38 w39 ", "new ", "w0 w1 w2\xa0…"]


def test_names_of_files_are_tame() -> None:
    assert folder_name("../../etc/passwd") == "etc-passwd"
    assert folder_name("") == "unnamed"
    assert cells("漢") == 2
