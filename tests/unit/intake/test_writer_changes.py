"""ODT files as Writer keeps tracked changes, and our own marked ODT."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace.intake import tracked
from draftrace.intake.tracked.by_hand import STRUCK
from received_kit import named, only, receive, told
from room_kit import Room, document
from word_kit import odt, region, saved

DRAFT = document(
    "1. *Calls upon* States to act[^1] now;",
    "(a) Guard ports;",
    "(b) Train staff;",
    "2. Decide to meet again.",
    "[^1]: As defined before.",
)
NOTE = (
    '<text:note text:note-class="footnote" text:id="ftn1">'
    "<text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
)
ITALICS = (
    '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
)
CALLS = '<text:p>1.<text:tab/><text:span text:style-name="T1">Calls upon</text:span> States to act'
ONE = f"{CALLS}{NOTE.format('As defined before.')} now;</text:p>"
A, B = "<text:p>(a)<text:tab/>Guard ports;</text:p>", "<text:p>(b)<text:tab/>Train staff;</text:p>"
TWO = "<text:p>2.<text:tab/>Decide to meet again.</text:p>"


@pytest.fixture
def room() -> Room:
    return Room(DRAFT, level="")


def file(folder: Path, body: str, *regions: str) -> Path:
    return saved(folder, odt(body, regions, ITALICS), "letter.odt")


def start(identity: str) -> str:
    return f'<text:change-start text:change-id="{identity}"/>'


def end(identity: str) -> str:
    return f'<text:change-end text:change-id="{identity}"/>'


def point(identity: str) -> str:
    return f'<text:change text:change-id="{identity}"/>'


def test_nothing_changed_is_nothing_proposed(room: Room, tmp_path: Path) -> None:
    account = receive(room, file(tmp_path, ONE + A + B + TWO))
    assert (account.offered, account.left) == ((), ())


def test_words_inserted_and_deleted_with_a_remark(room: Room, tmp_path: Path) -> None:
    remark = (
        '<office:annotation office:name="r"><dc:creator>EU</dc:creator>'
        "<dc:date>2030-03-04T10:12:00</dc:date><text:p>Soon is better.</text:p></office:annotation>"
    )
    two = (
        f"<text:p>2.<text:tab/>Decide to {remark}{point('d')}{start('i')}part{end('i')}"
        '<office:annotation-end office:name="r"/> again.</text:p>'
    )
    path = file(
        tmp_path,
        ONE + A + B + two,
        region("d", "deletion", content="<text:p>meet</text:p>"),
        region("i", "insertion"),
    )
    offered = only(receive(room, path))
    assert (offered.wording, offered.change.reason) == ("Decide to part again.", "Soon is better.")
    assert offered.change.happened == "2030-03-04T10:12:00Z"


def test_a_paragraph_deleted_with_its_end(room: Room, tmp_path: Path) -> None:
    content = "<text:p>(a)<text:tab/>Guard ports;</text:p><text:p/>"
    body = f"{ONE}<text:p>{point('d')}(b)<text:tab/>Train staff;</text:p>{TWO}"
    path = file(tmp_path, body, region("d", "deletion", "NOR", content))
    assert told(receive(room, path)) == [("NOR", "deletion", "1(a)", "")]


def test_a_paragraph_inserted(room: Room, tmp_path: Path) -> None:
    body = (
        f"{ONE}{A}<text:p>(b)<text:tab/>Train staff;{start('i')}</text:p>"
        f"<text:p>(c)<text:tab/>Share news;{end('i')}</text:p>{TWO}"
    )
    path = file(tmp_path, body, region("i", "insertion"))
    assert told(receive(room, path)) == [("EU", "insertion", "1(b) bis", "Share news;")]


def test_a_merge_and_a_split(room: Room, tmp_path: Path) -> None:
    merged = f"<text:p>(a)<text:tab/>Guard ports;{point('d')} Train staff;</text:p>"
    split = f"<text:p>2.<text:tab/>Decide to{start('i')}</text:p>"
    split += f"<text:p>{end('i')} meet again.</text:p>"
    path = file(
        tmp_path,
        ONE + merged + split,
        region("d", "deletion", content="<text:p/><text:p>(b)<text:tab/></text:p>"),
        region("i", "insertion", "NOR"),
    )
    account = receive(room, path)
    assert account.left == ()
    assert told(account) == [
        ("EU", "merge", "1(a)", "Guard ports; Train staff;"),
        ("NOR", "split", "2", "Decide to\nmeet again."),
    ]


def test_what_one_inserted_and_another_deleted(room: Room, tmp_path: Path) -> None:
    once = f"{start('i')}once {end('i')}{point('d')}"
    two = f"<text:p>2.<text:tab/>Decide to meet {once}again.</text:p>"
    path = file(
        tmp_path,
        ONE + A + B + two,
        region("i", "insertion"),
        region("d", "deletion", "NOR", "<text:p>more </text:p>", also="EU"),
    )
    assert told(receive(room, path)) == [
        ("EU", "wording", "2", "Decide to meet once more again."),
        ("NOR", "amendment", "2", "Decide to meet once again."),
    ]


def test_a_note_reworded(room: Room, tmp_path: Path) -> None:
    why = '<office:annotation office:name="1"><dc:creator>EU</dc:creator>'
    why += "<text:p>Why not?</text:p></office:annotation>"
    ended = '<office:annotation-end office:name="1"/>'
    noted = NOTE.format(f"As {point('d')}{why}{start('i')}agreed{end('i')}{ended} before.")
    path = file(
        tmp_path,
        f"{CALLS}{noted} now;</text:p>{A}{B}{TWO}",
        region("d", "deletion", content="<text:p>defined</text:p>"),
        region("i", "insertion"),
    )
    account = receive(room, path)
    assert told(account) == [("EU", "wording", "note:1", "As agreed before.")]
    assert (only(account).change.reason, account.left) == ("Why not?", ())


def test_what_is_no_wording_is_named(room: Room, tmp_path: Path) -> None:
    strange = (
        "<draw:frame><draw:image/></draw:frame><draw:frame><draw:text-box/></draw:frame>"
        "<draw:frame><draw:object/></draw:frame><text:page-number>1</text:page-number>"
        '<text:note text:note-class="endnote"><text:p>end</text:p></text:note>'
        "<office:annotation><text:p>Why?</text:p></office:annotation><text:s/>"
    )
    two = f"<text:p>2.<text:tab/>Decide to meet again.{strange}</text:p>"
    table = f"<table:table><text:p>cell{point('x')}</text:p></table:table>"
    table += f"<text:section>{two}</text:section>"
    path = file(tmp_path, ONE + A + B + table, region("x", "format-change"))
    found = tracked.read(path)
    assert found.formatting == 1
    assert named(receive(room, path, on="tabled").left) == [
        ("table, with 1 changes in it", "2"),
        ("picture", "2"),
        ("text box", "2"),
        ("equation", "2"),
        ("field, its present words taken as text", "2"),
        ("endnote", "2"),
        ("comment on no change", "2"),
    ]


def test_what_stands_in_notes_heads_and_cells_is_named_too(room: Room, tmp_path: Path) -> None:
    said = "<office:annotation><text:p>Why?</text:p></office:annotation>"
    table = f"<table:table><text:p>old{said}</text:p><text:p>cell</text:p></table:table>"
    head = f"<text:tracked-changes>{region('h', 'insertion')}</text:tracked-changes>"
    noted = NOTE.format(f"As defined before.<draw:frame><draw:image/></draw:frame>{said}")
    path = saved(
        tmp_path,
        odt(
            f"{CALLS}{noted} now;</text:p>{A}{B}{TWO}<text:p>{point('d')}</text:p>",
            [region("d", "deletion", content=f"<text:p/>{table}<text:p/>")],
            head=f"{head}<text:p>{start('h')}Draft two{end('h')}</text:p>",
        ),
        "letter.odt",
    )
    account = receive(room, path, on="tabled")
    assert account.offered == ()
    assert sorted((x.what, x.where, x.author, x.text) for x in account.left) == [
        ("change beside the text", "the head of the pages", "EU", "Draft two"),
        ("comment on no change", "1", "", "Why?"),
        ("comment on no change", "behind 2", "", "Why?"),
        ("picture, in a footnote", "1", "", ""),
        ("table, taken out", "behind 2", "EU", "old cell"),
    ]


def test_the_words_under_ruby_are_read_and_the_ruby_named(room: Room, tmp_path: Path) -> None:
    ruby = "<text:ruby><text:ruby-base>{}</text:ruby-base>"
    ruby += "<text:ruby-text>{}</text:ruby-text></text:ruby>"
    two = ruby.format("Decide", "de")
    came = f"{start('i')}{ruby.format('soon', 'so')} {end('i')}"
    body = f"<text:p>2.<text:tab/>{two} to meet {came}again.</text:p>"
    account = receive(room, file(tmp_path, ONE + A + B + body, region("i", "insertion")))
    assert told(account) == [("EU", "wording", "2", "Decide to meet soon again.")]
    assert [(x.what, x.author, x.text) for x in account.left] == [
        ("ruby text", "", "de"),
        ("ruby text, brought in", "EU", "so"),
    ]


def test_what_somebody_struck_out_by_hand_is_named(room: Room, tmp_path: Path) -> None:
    line = '<style:style style:name="{}"{}>'
    line += '<style:text-properties style:text-line-through-style="{}"/></style:style>'
    styles = line.format("P9", "", "solid") + line.format("T8", "", "none")
    styles += line.format("T9", "", "solid")
    styles += line.format("T7", ' style:parent-style-name="DeletedWords"', "solid")
    span = '<text:span text:style-name="{}">{}</text:span>'
    one = ONE.replace("As defined", f"As {span.format('T9', 'defined')}").replace(
        "Calls upon", span.format("T8", "Calls") + span.format("T7", " upon")
    )
    meet, stop = span.format("T9", "meet"), span.format("T9", ".")
    two = f"<text:p>2.<text:tab/>Decide to {meet} again{stop}</text:p>"
    body = one + A.replace("<text:p>", '<text:p text:style-name="P9">') + B + two
    path = saved(tmp_path, odt(body, [], ITALICS + styles), "letter.odt")
    account = receive(room, path)
    assert account.offered == ()
    assert [(x.what, x.where, x.text) for x in account.left] == [
        (f"{STRUCK}, in a footnote", "1", "defined"),
        (STRUCK, "1(a)", "(a)Guard ports;"),
        (STRUCK, "2", "meet … ."),
    ]


SHOWN = "2030-03-01T10:00:00Z"


def sign(name: str, style: str, text: str) -> str:
    return f'<text:bookmark text:name="{name}"/>' * bool(name) + (
        f'<text:span text:style-name="{style}">{text}</text:span>'
    )


def came(text: str, name: str = "¶") -> str:
    """Words that a file of ours shows as brought in by Cuba; Writer names copies of bookmarks."""
    return (
        sign(f"change 1 {SHOWN} CUB {name}", "Sign", "{+")
        + sign("", "InsertedWords", text)
        + sign("", "Sign", "+}")
        + sign("", "Sponsor", "(CUB)\u202f")
    )


def test_what_is_typed_in_the_look_of_our_signs_is_taken_in(room: Room, tmp_path: Path) -> None:
    """Behind a sponsor Writer goes on in its look."""
    typed = f"{start('a')}</text:p><text:p>{sign('', 'Sponsor', 'Share data;')}{end('a')}</text:p>"
    one = f"<text:p>(a)<text:tab/>Guard {came('sea ')}ports;{typed}"
    changed = file(tmp_path, ONE + one + B + TWO, region("a", "insertion", "NOR"))
    account = receive(room, changed)
    assert told(account) == [
        ("CUB", "wording", "1(a)", "Guard sea ports;"),
        ("NOR", "insertion", "1(a) bis", "Share data;"),
    ]
    assert account.left == ()


@pytest.mark.parametrize("name", ["¶ Copie 1", "¶", "Copy 1"])
def test_a_paragraph_of_ours_that_writer_copied_is_its_sponsors(
    room: Room, tmp_path: Path, name: str
) -> None:
    """Norway strikes what Cuba had brought in; the next paragraph stands as it was."""
    whole = f'<text:bookmark text:name="paragraph 2 {SHOWN} CUB {name}"/>'
    gone = f"<text:p>{whole}{came('(b)<text:tab/>Share;', name)}</text:p><text:p/>"
    struck = B.replace("<text:p>", f"<text:p>{point('a')}", 1)
    changed = file(tmp_path, ONE + A + struck + TWO, region("a", "deletion", "NOR", gone))
    account = receive(room, changed)
    assert told(account) == [
        ("CUB", "insertion", "1(a) bis", "Share;"),
        ("NOR", "deletion", "1(a) bis", ""),
    ]
    assert account.left == ()


def test_a_number_that_writer_shows_beside_the_typed_one_is_named(
    room: Room, tmp_path: Path
) -> None:
    numbers = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/></text:list-style>'
    )
    listed = f'<text:list text:style-name="L1"><text:list-item>{B}</text:list-item></text:list>'
    path = saved(tmp_path, odt(ONE + A + listed + TWO, (), ITALICS + numbers), "letter.odt")
    account = receive(room, path)
    assert (account.offered, named(account.left)) == (
        (),
        [("automatic number beside the typed one", "1(b)")],
    )
