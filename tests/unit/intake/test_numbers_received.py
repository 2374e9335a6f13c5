"""Numbers of paragraphs that somebody changed without tracking, or that the program gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from received_kit import NOTES, printed_text, receive
from room_kit import Room, document
from word_kit import W, docx, ins, odt, p, run, saved

THREE = "Decide to review progress every two years."
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="Numbered"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Closer"><w:basedOn w:val="Numbered"/></w:style>'
    '<w:style w:styleId="Plain"><w:basedOn w:val="Numbered"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    "</w:styles>"
).encode()
IN_A_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
IN_NONE = '<w:numPr><w:numId w:val="0"/></w:numPr>'


@pytest.fixture
def room() -> Room:
    return Room(level="")


def left(room: Room, path: Path) -> list[tuple[str, str, str]]:
    """What is named of a file that asks for nothing."""
    account = receive(room, path)
    assert account.offered == ()
    return [(x.what, x.where, x.text) for x in account.left]


@pytest.mark.parametrize(
    ("three", "told"),
    [
        (p(THREE), [("number taken out, untracked", "3", "")]),
        (p(f"4.\t{THREE}"), [("number typed anew, untracked", "3", "3 became 4.")]),
        (p(THREE, more=IN_A_LIST), []),
        (p(THREE, style="Numbered"), []),
        (p(THREE, style="Closer"), []),
        (p(THREE, style="Plain"), [("number taken out, untracked", "3", "")]),
        (p(THREE, style="Closer", more=IN_NONE), [("number taken out, untracked", "3", "")]),
    ],
    ids=["gone", "another", "list", "style", "based", "plain", "no list"],
)
def test_a_typed_number_changed_without_tracking_is_named(
    room: Room, tmp_path: Path, three: str, told: list[tuple[str, str, str]]
) -> None:
    body = printed_text(room.state, {"3": three})
    assert left(room, saved(tmp_path, docx(body, NOTES, more={"word/styles.xml": STYLES}))) == told


def test_a_text_without_any_number_is_named_once(tmp_path: Path) -> None:
    room = Room(document("1. Decide to act;", "2. Decide to review;", "3. Decide to end."))
    body = [p(text) for text in ("Decide to act;", "Decide to review;", "Decide to end.")]
    assert left(room, saved(tmp_path, docx(body))) == [
        ("numbers taken out (3), untracked", "1 to 3", "")
    ]


def test_numbers_that_writer_gives_are_not_missing(tmp_path: Path) -> None:
    room = Room(document("1. Decide to act;", "(a) Guard ports;", "2. Meet;", "3. End."))
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    entry = "<text:list><text:list-item><text:p>Decide to act;</text:p>"
    entry += "<text:p>Guard ports;</text:p></text:list-item></text:list>"
    body = entry + heading.format(1, "Meet;") + heading.format(2, "End.")
    levels = '<text:outline-level-style text:level="1" style:num-format="I"/>'
    path = saved(tmp_path, odt(body, head=levels), "letter.odt")
    gone = "number taken out, untracked"
    assert [(what, where) for what, where, _ in left(room, path)] == [
        (gone, "1(a)"),
        (gone, "3"),
    ]


@pytest.mark.parametrize(
    ("typed", "reads"), [("1 bis.\t", ""), ("1 bis.\tAlso ", "Also Recalling the earlier")]
)
def test_a_number_typed_where_there_was_none_is_no_word(
    room: Room, tmp_path: Path, typed: str, reads: str
) -> None:
    recital = p(ins(typed), run("Recalling the earlier commitments of all States,"))
    account = receive(
        room, saved(tmp_path, docx(printed_text(room.state, {"PP1": recital}), NOTES))
    )
    assert [(x.what, x.where, x.author, x.text) for x in account.left] == [
        ("number typed anew", "PP1", "EU", "no number becomes 1 bis.")
    ]
    assert [o.wording for o in account.offered] == (
        [f"{reads} commitments of all States,"] if reads else []
    )
