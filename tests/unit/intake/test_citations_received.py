"""What cites a note in a Word file, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace.exporters.furniture import UNTIL
from received_kit import NOTES, printed_text, receive, told
from room_kit import Room, document
from word_kit import DATE, docx, gone, ins, note, odt, p, run, saved

RAISED = '<w:vertAlign w:val="superscript"/>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText> NOTEREF _Ref1 \\h </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f"{run('1', RAISED)}"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIMPLE = f'<w:fldSimple w:instr=" NOTEREF _Ref1 \\h ">{run("1", RAISED)}</w:fldSimple>'
OF_OURS = '<cp:coreProperties xmlns:cp="cp"><cp:keywords>{until}</cp:keywords></cp:coreProperties>'


@pytest.fixture
def room() -> Room:
    return Room(level="")


def three(*between: str) -> str:
    return p(run("3.\tDecide to review"), *between, run(" progress every two years."))


@pytest.mark.parametrize(
    ("between", "cited"),
    [
        ((ins("", inner=run("1", RAISED)),), "¹"),
        ((run("1", RAISED),), "¹"),
        ((ins("", inner=run("1,2", RAISED)),), "¹,²"),
        ((run("1,2", RAISED),), "¹,²"),
        ((ins("", inner=note(2)),), "[^1]"),
        ((note(2),), "[^1]"),
        ((ins("", inner=FIELD),), "[^1]"),
        ((ins("", inner=SIMPLE),), "[^1]"),
        ((ins("", inner=FIELD), ins("", inner=run("1", RAISED))), "[^1]¹"),
    ],
)
def test_a_figure_somebody_raised_by_hand_is_a_word(
    room: Room, tmp_path: Path, between: tuple[str, ...], cited: str
) -> None:
    body = printed_text(room.state, {"3": three(*between)})
    account = receive(room, saved(tmp_path, docx(body, NOTES)), on="tabled")
    assert told(account) == [
        ("EU", "wording", "3", f"Decide to review{cited} progress every two years.")
    ]


@pytest.mark.parametrize(
    ("until", "cited"), [("20300304T101200Z", "[^1]"), ("20300304T101159Z", "¹")]
)
def test_what_we_raised_ourselves_cites_a_note_again(
    room: Room, tmp_path: Path, until: str, cited: str
) -> None:
    assert DATE == "2030-03-04T10:12:00Z"
    body = printed_text(room.state, {"3": three(ins("", inner=run("1", RAISED)))})
    ours = OF_OURS.format(until=f"{UNTIL}{until}").encode()
    path = saved(tmp_path, docx(body, NOTES, more={"docProps/core.xml": ours}))
    assert told(receive(room, path)) == [
        ("EU", "wording", "3", f"Decide to review{cited} progress every two years.")
    ]


def test_a_note_added_without_tracking_comes_in_with_its_words(room: Room, tmp_path: Path) -> None:
    struck = gone(" every two years", "NOR")
    one = p(run("3.\tDecide to review"), note(3), run(" progress"), struck, run("."))
    four = p(run("4.\tDecide to end"), note(4), run("."))
    notes = NOTES | {3: run("Brand new."), 4: run("Newer still.")}
    path = saved(tmp_path, docx(printed_text(room.state, {"3": one + four}), notes))
    account = receive(room, path, by="CUB", on="tabled")
    assert account.left == ()
    assert {o.change.reason for o in account.offered if o.party == "CUB"} == {
        "untracked in letter.docx"
    }
    assert sorted(told(account)) == [
        ("CUB", "insertion", "3 bis", "Decide to end[^3]."),
        ("CUB", "insertion", "note:1 bis", "Brand new."),
        ("CUB", "insertion", "note:1 ter", "Newer still."),
        ("CUB", "wording", "3", "Decide to review[^2] progress every two years."),
        ("NOR", "wording", "3", "Decide to review progress."),
    ]


AGAIN = document(
    "1. Recall the conventions[^1] and the declaration[^2];",
    "2. Decide to apply the conventions[^1] fully.",
    "[^1]: Those of 1961.",
    "[^2]: That of 1998.",
)
ONE = p(run("1.\tRecall the conventions"), note(3), run(" and the declaration"), note(4), run(";"))
SAID = {3: run("Those of 1961."), 4: run("That of 1998.")}


def again(figure: str, one: str = ONE, said: dict[int, str] = SAID) -> bytes:
    """A file in which the first note is cited again by its number."""
    two = p(run("2.\tDecide to apply the conventions"), run(figure, RAISED), run(" fully."))
    return docx([one, two], said)


def test_a_note_cited_again_by_another_number_is_named(tmp_path: Path) -> None:
    room = Room(AGAIN, level="")
    assert told(receive(room, saved(tmp_path, again("1")))) == []
    account = receive(room, saved(tmp_path, again("2")))
    assert told(account) == [("EU", "wording", "2", "Decide to apply the conventions[^2] fully.")]
    assert account.left == ()


def test_notes_that_came_in_or_went_make_no_number_another(tmp_path: Path) -> None:
    room = Room(AGAIN, level="")
    more = ONE.replace("Recall the", "Recall the Charter").replace(
        "Charter", f"Charter</w:t></w:r>{note(5)}<w:r><w:t>"
    )
    came = again("1", more, SAID | {5: run("Of 1945.")})
    account = receive(room, saved(tmp_path, came), on="tabled")
    assert [address for _by, _kind, address, _wording in told(account)] == ["note:2 bis", "1"]
    gone_too = p(run("1.\tRecall the conventions"), note(3), run(" and the declaration;"))
    account = receive(Room(AGAIN, level=""), saved(tmp_path, again("1", gone_too)), on="tabled")
    assert [address for _by, _kind, address, _wording in told(account)] == ["1"]


@pytest.mark.parametrize("said", [SAID | {4: ""}, {3: SAID[3]}])
def test_a_note_emptied_without_tracking_is_struck(tmp_path: Path, said: dict[int, str]) -> None:
    room = Room(AGAIN, level="")
    account = receive(room, saved(tmp_path, again("1", said=said)))
    assert told(account) == [("EU", "deletion", "note:2", "")]


def test_a_figure_typed_for_another_parts_no_word_from_its_note(room: Room, tmp_path: Path) -> None:
    between = (gone("", inner=note(2)), ins("", inner=run("7", RAISED)))
    c = p(run("(c)\tSupport alternative development"), *between, run(" programmes;"))
    path = saved(tmp_path, docx(printed_text(room.state, {"2(c)": c}), NOTES))
    assert told(receive(room, path)) == [
        ("EU", "wording", "2(c)", "Support alternative development⁷ programmes;")
    ]


def test_a_figure_raised_in_writer_stays_raised(tmp_path: Path) -> None:
    looks = '<style:style style:name="{}">'
    looks += '<style:text-properties style:text-position="{}"/></style:style>'
    styles = looks.format("T1", "super 58%") + looks.format("T2", "33% 58%")
    styles += looks.format("T3", "0% 100%") + looks.format("T4", "sub 58%")
    raised = "".join(f'<text:span text:style-name="T{n}">{n}</text:span>' for n in (1, 2, 3, 4))
    room = Room(document("1. Decide to act¹²34 soon."), level="")
    body = f"<text:p>1.<text:tab/>Decide to act{raised} soon.</text:p>"
    account = receive(room, saved(tmp_path, odt(body, styles=styles), "letter.odt"))
    assert (account.offered, account.left) == ((), ())
