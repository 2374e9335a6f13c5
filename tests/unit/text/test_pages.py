"""Page numbers, running heads, and what only looks like them."""

from __future__ import annotations

from draftrace.text.structure import fidelity, print_layout, recognise
from draftrace.text.structure.pages import page_lines

TEXT = ["Wells are deep.", ""] * 10


def on_pages(*between: str, pages: int = 4) -> list[str]:
    return [
        line
        for number in range(1, pages + 1)
        for line in (*TEXT, *(one.format(number) for one in between))
    ]


def found(lines: list[str]) -> list[str]:
    return [lines[place] for place in sorted(page_lines(lines))]


def test_page_numbers_that_count_up_are_no_text() -> None:
    for form in ("{}", "- {} -", "Page {} of 9", "{}/9"):
        assert found(on_pages(form, "")) == [form.format(n) for n in (1, 2, 3, 4)]


def test_running_heads_beside_page_numbers_are_no_text() -> None:
    assert found(on_pages("Draft of the co-chairs", "", "{}", ""))[:2] == [
        "Draft of the co-chairs",
        "1",
    ]


def test_a_symbol_that_comes_again_and_again_needs_no_numbers() -> None:
    assert found(on_pages("CONV/L.{}/Rev.1", "")) == [f"CONV/L.{n}/Rev.1" for n in (1, 2, 3, 4)]
    assert found(on_pages("No text", "")) == []


def test_numbers_close_together_or_that_do_not_count_up_are_text() -> None:
    assert found(["1", "", "Wells.", "", "2", "", "Springs.", "", "3", "", "Rivers.", ""]) == []
    assert found(on_pages("7", "")) == []


def test_a_paragraph_cut_by_a_page_is_one_and_the_source_is_given_back() -> None:
    head = ["1. The wells of the", ""]
    tail = ["northern basin are deep.", ""]
    lines: list[str] = []
    for number in range(1, 5):
        lines += [*TEXT, *head, f"{number}", "", *tail]
    text = "\n".join(["A draft on wells", "", *lines])
    source = print_layout.blocks(text)
    document = recognise.document(source)
    wordings = [p.wording for p in document.provisions]
    assert wordings.count("The wells of the northern basin are deep.") == 4
    assert [f.text for f in document.furniture if f.what == "page"] == ["1", "2", "3", "4"]
    checked = fidelity.checked(document, print_layout.stream(source))
    assert not [p for p in checked.problems if "read differently" in p.what]


def test_a_number_that_says_it_is_a_page_s_needs_no_others() -> None:
    line = " " * 30 + "– 2 –"
    assert found([*TEXT, line, "", "WELLS/L.1", "", *TEXT]) == [line]
    head = ["WELLS/INC/L.1", "English", "Page {}"]
    assert found([*TEXT, *head[:1], "", *TEXT, line, "", *head[:1], "", *TEXT])[1:] == [
        line,
        head[0],
    ]
    pages = [one.format(n) for n in (2, 3, 4) for one in (*TEXT, *head, "")]
    assert found(pages) == [one.format(n) for n in (2, 3, 4) for one in head]


def test_a_year_after_a_page_s_end_begins_no_paragraph() -> None:
    text = "1. The wells are counted in the year,\n\n2041, and then again.\n\n2. Wells are deep.\n"
    document = recognise.document(print_layout.blocks(text))
    assert [p.address for p in document.provisions] == ["1", "2"]


def test_the_last_page_may_be_short() -> None:
    paged = [*on_pages("{}", ""), "Wells are dug.", "", "5"]
    assert found(paged) == ["1", "2", "3", "4", "5"]
    assert found([*paged, "", "6 wells are dry."]) == []


def test_the_few_lines_of_a_last_page_are_no_head() -> None:
    paged = on_pages("{}", "", "CONV/A/L.4/Rev.1")
    last = ["wells of all [those] who drink, in particular", "those near them.", "5"]
    assert found([*paged, *last]) == [
        *(line for n in (1, 2, 3, 4) for line in (str(n), "CONV/A/L.4/Rev.1")),
        "5",
    ]


def test_a_running_head_that_ends_with_the_number_of_its_page() -> None:
    head = "Draft agreement on ferries                Page {} of 3\nVersion of 4 March 2031\n\n"
    first = "1.    Ferries are rowed by day and by\n\n"
    second = "night, as page 3 of 12 of the annex tells.\n\n2.    Ferries float.\n"
    third = "\n3.    Ferries rest.\n"
    text = head.format(1) + first + head.format(2) + second + "\n" + head.format(3) + third
    document = recognise.document(print_layout.blocks(text))
    assert [p.wording for p in document.provisions] == [
        "Ferries are rowed by day and by night, as page 3 of 12 of the annex tells.",
        "Ferries float.",
        "Ferries rest.",
    ]
    assert document.date == "4 March 2031"
    backwards = head.format(2) + first + head.format(1) + second
    assert "Page 1 of 3" in str(recognise.document(print_layout.blocks(backwards)).provisions)
