"""Word files as other people's Word writes them, received in a room."""

from __future__ import annotations

from pathlib import Path

import pytest

from received_kit import NOTES, named, only, printed_text, receive, told
from room_kit import Room
from word_kit import W, comment, docx, gone, ins, moved, note, p, remarked, run, saved

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
ONE = "1.\tReaffirm our commitment to reduce demand, "


@pytest.fixture
def room() -> Room:
    return Room(level="")


def file(folder: Path, room: Room, changed: dict[str, str], **more: object) -> Path:
    body = printed_text(room.state, changed)
    return saved(folder, docx(body, NOTES, **more))  # type: ignore[arg-type]


def test_an_inserted_and_a_deleted_word_are_one_proposal(room: Room, tmp_path: Path) -> None:
    one = p(run(ONE), gone("as appropriate"), ins("where possible"), run(", in all regions;"))
    offered = only(receive(room, file(tmp_path, room, {"1": one})))
    assert offered.wording == (
        "Reaffirm our commitment to reduce demand, where possible, in all regions;"
    )
    proposal = room.state.proposal(offered.handle)
    assert proposal is not None
    assert (proposal.stamp.by, proposal.stamp.recorder) == ("EU", "SEC")
    assert proposal.stamp.happened == "2030-03-04T10:12:00Z"


def test_two_authors_of_one_paragraph_make_two_proposals(room: Room, tmp_path: Path) -> None:
    one = p(
        run("1.\tReaffirm our "),
        ins("full ", "NOR"),
        run("commitment to reduce demand, "),
        gone("as appropriate, ", "CUB"),
        run("in all regions;"),
    )
    account = receive(room, file(tmp_path, room, {"1": one}))
    assert told(account) == [
        (
            "NOR",
            "wording",
            "1",
            "Reaffirm our full commitment to reduce demand, as appropriate, in all regions;",
        ),
        ("CUB", "wording", "1", "Reaffirm our commitment to reduce demand, in all regions;"),
    ]


def test_words_cut_into_runs_and_changes_of_looks_alone_are_no_change(
    room: Room, tmp_path: Path
) -> None:
    looks = '<w:b/><w:rPrChange w:id="4" w:author="EU"><w:rPr/></w:rPrChange>'
    more = '<w:jc w:val="both"/><w:pPrChange w:id="5" w:author="EU"><w:pPr/></w:pPrChange>'
    three = p(
        run("3.\tDec"), run("ide to re", looks), run("view progress every two years."), more=more
    )
    from draftrace.intake import tracked
    from draftrace.intake.received import received

    path = file(tmp_path, room, {"3": three})
    found = received(room.state, tracked.read(path), path.name)
    assert (found.changes, found.left, found.formatting) == ((), (), 2)


def test_a_comment_on_the_change_is_its_reason(room: Room, tmp_path: Path) -> None:
    three = p(
        run("3.\tDecide to review progress every "),
        remarked(0, gone("two") + ins("three")),
        run(" years."),
    )
    path = file(tmp_path, room, {"3": three}, comments=[comment(0, "Two is too soon.")])
    offered = only(receive(room, path))
    assert offered.change.reason == "Two is too soon."
    assert offered.wording == "Decide to review progress every three years."


def test_somebody_elses_comment_on_the_change_is_named_in_the_reason(
    room: Room, tmp_path: Path
) -> None:
    three = p(
        run("3.\tDecide to review progress every "), remarked(0, ins("single ")), run("two years.")
    )
    path = file(tmp_path, room, {"3": three}, comments=[comment(0, "Odd.", "NOR")])
    assert only(receive(room, path)).change.reason == "(NOR: Odd.)"


def test_a_comment_on_no_change_is_named(room: Room, tmp_path: Path) -> None:
    three = p(remarked(0, run("3.\tDecide to review progress every two years.")))
    path = file(tmp_path, room, {"3": three}, comments=[comment(0, "Good.", "NOR")])
    account = receive(room, path)
    assert account.offered == ()
    assert [(x.what, x.where, x.author, x.text) for x in account.left] == [
        ("comment on no change", "3", "NOR", "Good.")
    ]


def test_a_whole_paragraph_struck(room: Room, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        room,
        {"3": p(gone("3.\tDecide to review progress every two years."), end="del EU")},
    )
    assert told(receive(room, path)) == [("EU", "deletion", "3", "")]


def test_striking_a_paragraph_with_its_items_is_one_proposal(room: Room, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        room,
        {
            "2(b)": p(gone("(b)\tStrengthen border control agencies;"), end="del EU"),
            "2(b)(i)": p(gone("(i)\tBy training their staff;"), end="del EU"),
            "2(b)(ii)": p(gone("(ii)\tBy equipping them;"), end="del EU"),
        },
    )
    assert told(receive(room, path)) == [("EU", "deletion", "2(b)", "")]


def test_striking_a_paragraph_but_not_its_items_cannot_be_proposed(
    room: Room, tmp_path: Path
) -> None:
    path = file(
        tmp_path, room, {"2(b)": p(gone("(b)\tStrengthen border control agencies;"), end="del EU")}
    )
    account = receive(room, path)
    assert account.offered == ()
    assert named(account.left) == [("deletion of a provision without what is below it", "2(b)")]


@pytest.mark.parametrize("mark_of_its_own", [True, False])
def test_paragraphs_inserted_as_word_marks_them(
    room: Room, tmp_path: Path, mark_of_its_own: bool
) -> None:
    """Word puts the inserted mark on the new paragraph, or on the one before it."""
    old = "(a)\tPromote the exchange of intelligence among countries of origin;"
    new = ins("(b)\tGuard ports;") if mark_of_its_own else ins("Guard ports;")
    pair = (
        p(old) + p(new, end="ins EU", style="Item")
        if mark_of_its_own
        else p(old, end="ins EU") + p(new)
    )
    assert told(receive(room, file(tmp_path, room, {"2(a)": pair}))) == [
        ("EU", "insertion", "2(a) bis", "Guard ports;")
    ]


def test_two_paragraphs_inserted_keep_their_order(room: Room, tmp_path: Path) -> None:
    three = p("3.\tDecide to review progress every two years.")
    new = p(ins("4.\tMeet."), end="ins EU") + p(ins("5.\tPart.", "NOR"), end="ins NOR")
    receive(room, file(tmp_path, room, {"3": three + new}))
    said = [room.state.now.provisions[i].now.wording for i in room.state.order()]
    assert said[-3:-1] == ["Meet.", "Part."]


def test_a_split_and_a_merge(room: Room, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        room,
        {
            "1": p("1.\tReaffirm our commitment to reduce demand,", end="ins EU")
            + p(ins("2.\t"), " as appropriate, in all regions;"),
            "2(b)(i)": p("(i)\tBy training their staff;", end="del NOR"),
            "2(b)(ii)": p(gone("(ii)\t", "NOR"), ins(" ", "NOR"), "By equipping them;"),
        },
    )
    account = receive(room, path)
    assert account.left == ()
    assert told(account) == [
        (
            "EU",
            "split",
            "1",
            "Reaffirm our commitment to reduce demand,\nas appropriate, in all regions;",
        ),
        ("NOR", "merge", "2(b)(i)", "By training their staff; By equipping them;"),
    ]


def test_a_move_by_words_own_marks(room: Room, tmp_path: Path) -> None:
    away = p(
        moved(
            "(a)\tPromote the exchange of intelligence among countries of origin;", "From", "move1"
        ),
        end="del EU",
    )
    here = p("(c)\tSupport alternative development", note(2), " programmes;")
    come = p(
        moved(
            "(a)\tPromote the exchange of intelligence among countries of origin;", "To", "move1"
        ),
        end="ins EU",
    )
    account = receive(room, file(tmp_path, room, {"2(a)": away, "2(c)": here + come}))
    offered = only(account)
    assert offered.change.kind == "move"
    proposal = room.state.proposal(offered.handle)
    assert proposal is not None
    assert proposal.after == room.id("2(c)")


def test_a_move_by_our_convention_with_a_change_in_it(room: Room, tmp_path: Path) -> None:
    away = p(remarked(0, gone("3.\tDecide to review progress every two years.")), end="del EU")
    one = p("1.\tReaffirm our commitment to reduce demand, as appropriate, in all regions;")
    come = p(remarked(1, ins("2.\tDecide to review progress each year.")), end="ins EU")
    path = file(
        tmp_path,
        room,
        {"3": away, "1": one + come},
        comments=[comment(0, "Moved to 2."), comment(1, "Moved here from 3.")],
    )
    account = receive(room, path)
    assert account.left == ()
    assert told(account) == [
        ("EU", "move", "3", ""),
        ("EU", "wording", "3", "Decide to review progress each year."),
    ]
    proposal = room.state.proposal(account.offered[0].handle)
    assert proposal is not None
    assert proposal.after == room.id("1")


def test_what_one_inserts_another_amends(room: Room, tmp_path: Path) -> None:
    inner = run("every ") + gone("single ", "NOR") + run("country ")
    one = p(
        run("1.\tReaffirm our commitment to reduce demand, as appropriate, in "),
        ins("", "EU", inner=inner),
        run("all regions;"),
    )
    account = receive(room, file(tmp_path, room, {"1": one}))
    assert account.left == ()
    base = "Reaffirm our commitment to reduce demand, as appropriate, in"
    assert told(account) == [
        ("EU", "wording", "1", f"{base} every single country all regions;"),
        ("NOR", "amendment", "1", f"{base} every country all regions;"),
    ]


def test_a_paragraph_another_inserted_amended_or_struck(room: Room, tmp_path: Path) -> None:
    three = p("3.\tDecide to review progress every two years.")
    amended = p(
        ins("", "EU", inner=run("4.\tMeet ") + gone("again ", "NOR") + run("soon.")), end="ins EU"
    )
    struck = p(ins("", "EU", inner=gone("5.\tPart.", "NOR")), end="ins EU")
    account = receive(room, file(tmp_path, room, {"3": three + amended + struck}))
    assert told(account) == [
        ("EU", "insertion", "3 bis", "Meet again soon."),
        ("NOR", "amendment", "3 bis", "Meet soon."),
        ("EU", "insertion", "3 ter", "Part."),
        ("NOR", "deletion", "3 ter", ""),
    ]
    assert account.left == ()


def test_notes_reworded_added_and_no_longer_cited(room: Room, tmp_path: Path) -> None:
    body = printed_text(
        room.state,
        {
            "3": p(
                "3.\tDecide to review progress", ins("", "EU", inner=note(5)), " every two years."
            )
        },
    )
    notes = {
        2: run("As defined in the ")
        + gone("earlier", "NOR")
        + ins("first", "NOR")
        + run(" declaration."),
        5: ins("Counted from adoption."),
    }
    account = receive(room, saved(tmp_path, docx(body, notes)))
    assert account.left == ()
    assert told(account) == [
        ("NOR", "wording", "note:1", "As defined in the first declaration."),
        ("EU", "insertion", "note:1 bis", "Counted from adoption."),
        ("EU", "wording", "3", "Decide to review progress[^2] every two years."),
    ]


def test_a_note_no_longer_cited_is_told(room: Room, tmp_path: Path) -> None:
    item = p(
        "(c)\tSupport alternative development",
        f'<w:del w:author="EU" w:date="2030-03-04T10:12:00Z">{note(2)}</w:del>',
        " programmes;",
    )
    account = receive(room, file(tmp_path, room, {"2(c)": item}))
    assert told(account) == [
        ("EU", "wording", "2(c)", "Support alternative development programmes;")
    ]
    assert named(account.left) == [("footnote no longer cited here", "2(c)")]


def test_a_number_typed_anew_is_named(room: Room, tmp_path: Path) -> None:
    three = p(gone("3."), ins("4."), run("\tDecide to review progress every two years."))
    account = receive(room, file(tmp_path, room, {"3": three}))
    assert account.offered == ()
    assert [(x.what, x.where, x.text) for x in account.left] == [
        ("number typed anew", "3", "3. becomes 4.")
    ]


def test_everything_that_is_no_wording_is_named(room: Room, tmp_path: Path) -> None:
    strange = (
        "<w:r><w:drawing/></w:r>",
        f"<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r>",
        f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>',
        '<w:fldSimple w:instr="PAGE"><w:r><w:t/></w:r></w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:sdt><w:sdtContent><w:r><w:t>years.</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:r><w:endnoteReference w:id="1"/></w:r>',
        '<w:r><w:sym w:char="F0E0"/></w:r>',
    )
    table = f"<w:tbl><w:tc>{p(ins('cell'))}</w:tc></w:tbl>"
    three = p("3.\tDecide to review progress every two ", *strange)
    account = receive(room, file(tmp_path, room, {"3": three + table + "<w:altChunk/>"}))
    assert account.offered == ()
    assert [x.what for x in account.left] == [
        "picture",
        "text box",
        "equation",
        "field, its present words taken as text",
        "field, its present words taken as text",
        "content control, its words taken as text",
        "endnote",
        "symbol of a special font",
        "table, with 1 changes in it",
        "another file set into this one",
    ]
    assert account.left[0].where == "3"


@pytest.mark.parametrize(
    "numbering",
    [
        '<w:numPr><w:ilvl w:val="0"/><w:ins w:id="3" w:author="EU"/></w:numPr>',
        '<w:numPr><w:numberingChange w:id="3" w:original="%1:3:0:."/></w:numPr>',
        '<w:numPr><w:ilvl w:val="1"/></w:numPr><w:pPrChange w:id="3"><w:pPr/></w:pPrChange>',
    ],
)
def test_automatic_numbering_changed_is_named(room: Room, tmp_path: Path, numbering: str) -> None:
    three = p("Decide to review progress every two years.", more=numbering)
    account = receive(room, file(tmp_path, room, {"3": three}))
    assert [x.what for x in account.left] == ["automatic numbering changed"]


def test_what_stands_in_notes_heads_and_cells_is_named_too(room: Room, tmp_path: Path) -> None:
    cell = p(ins("new ", "NOR"), gone("old"), run(" cell "), remarked(2, run("said")))
    table = f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns/></w:tcPr>{cell}</w:tc></w:tr></w:tbl>"
    three = p(
        remarked(3, ""),
        run("3.\tDecide to review progress every two years."),
        ins("", "NOR", inner="<w:r><w:drawing/></w:r>"),
        gone("", inner='<w:r><w:endnoteReference w:id="7"/></w:r>'),
    )
    space = f'xmlns:w="{W}"'
    beside = {
        "word/header1.xml": f"<w:hdr {space}>{p(ins('Draft two'))}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {space}>{p('kept')}</w:ftr>",
        "word/endnotes.xml": f'<w:endnotes {space}><w:endnote w:id="7">{p("Its end.")}</w:endnote>'
        "</w:endnotes>",
    }
    path = saved(
        tmp_path,
        docx(
            printed_text(room.state, {"3": table + three}),
            {2: run(NOTES[2]) + "<w:r><w:pict/></w:r>"},
            [comment(2, "why this cell"), comment(3, "on nothing")],
            {name: part.encode() for name, part in beside.items()},
        ),
    )
    unknown, old = "tracked change in a paragraph that is not in the text", "new old cell said"
    account = receive(room, path)
    assert account.offered == ()
    assert {(x.what, x.where, x.author, x.text) for x in account.left} == {
        (unknown, "paragraph 10", "NOR", "new cell said"),
        (unknown, "paragraph 10", "EU", "new cell said"),
        ("cell brought in: its words are taken as of the row", "behind 2(c)", "", old),
        ("picture, brought in", "3", "NOR", ""),
        ("endnote, taken out", "3", "EU", "Its end."),
        ("picture, in a footnote", "2(c)", "", ""),
        ("change beside the text", "the head of the pages", "", "Draft two"),
        ("comment on no change", "behind 2(c)", "EU", "why this cell"),
        ("comment on no change", "3", "EU", "on nothing"),
    }


def test_untracked_edits_are_found_and_are_the_senders(room: Room, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        room,
        {
            "1": p("1.\tReaffirm our commitment to reduce demand in all regions;"),
            "2(b)(ii)": "",
            "3": p("3.\tDecide to review ", ins("all ", "NOR"), "progress every three years.")
            + p("4.\tDecide to thank our hosts for their welcome."),
        },
    )
    account = receive(room, path, by="CUB", on="tabled")
    assert account.left == ()
    assert told(account) == [
        ("CUB", "wording", "1", "Reaffirm our commitment to reduce demand in all regions;"),
        ("CUB", "deletion", "2(b)(ii)", ""),
        ("NOR", "wording", "3", "Decide to review all progress every two years."),
        ("CUB", "wording", "3", "Decide to review progress every three years."),
        ("CUB", "insertion", "3 bis", "Decide to thank our hosts for their welcome."),
    ]
    assert {o.change.reason for o in account.offered if not o.change.is_tracked} == {
        "untracked in letter.docx"
    }


def test_received_twice_nothing_is_proposed_twice(room: Room, tmp_path: Path) -> None:
    three = p(
        run("3.\tDecide to review progress every "), gone("two"), ins("three"), run(" years.")
    )
    new = p(ins("4.\tMeet."), end="ins EU")
    path = file(tmp_path, room, {"3": three + new})
    first = receive(room, path)
    before = len(room.state.now.pending)
    again = receive(room, path)
    assert [o.fate for o in again.offered] == ["exists"] * len(first.offered)
    assert [o.handle for o in again.offered] == [o.handle for o in first.offered]
    assert len(room.state.now.pending) == before


def test_a_text_that_has_moved_on(room: Room, tmp_path: Path) -> None:
    """Made on the tabled text; since then one paragraph says it already, one something else."""
    path = file(
        tmp_path,
        room,
        {
            "1": p(run(ONE), gone("as appropriate, "), run("in all regions;")),
            "3": p(
                run("3.\tDecide to review progress every "),
                gone("two"),
                ins("three"),
                run(" years."),
            ),
            "2(c)": p(
                "(c)\tSupport ", ins("all "), "alternative development", note(2), " programmes;"
            ),
        },
    )
    room.open("informal")
    room.accept(
        room.propose("NOR", "1", "Reaffirm our commitment to reduce demand, in all regions;")
    )
    room.accept(room.propose("NOR", "3", "Decide to review progress every five years."))
    room.accept(room.propose("NOR", "2(c)", "Support alternative development[^1] schemes;"))
    account = receive(room, path)
    assert [(o.address, o.fate, o.waits) for o in account.offered] == [
        ("1", "stands already", False),
        ("2(c)", "proposed", False),
        ("3", "proposed", True),
    ]
    assert account.offered[1].wording == "Support all alternative development[^1] schemes;"


def test_what_is_agreed_is_left_with_the_rule(room: Room, tmp_path: Path) -> None:
    three = p(
        run("3.\tDecide to review progress every "), gone("two"), ins("three"), run(" years.")
    )
    path = file(tmp_path, room, {"3": three})
    room.open("informal")
    room.agree("3", "agreed in informals")
    account = receive(room, path)
    assert account.offered == ()
    assert "what is agreed changes only when it is reopened" in account.left[0].what


def test_emphasis_and_signs_are_kept(tmp_path: Path) -> None:
    from room_kit import document

    room = Room(document("1. *Calls upon* States to act at 5 \\* 3;", "2. Decide."), level="")
    one = p(
        run("1.\t"),
        run("Calls upon", "<w:i/>"),
        run(" "),
        ins("all "),
        run("States to act at 5 * 3"),
        ins("[now] * "),
        ins("", inner=run("soon", "<w:i/>")),
        run(";"),
    )
    offered = only(receive(room, file(tmp_path, room, {"1": one})))
    assert offered.wording == "*Calls upon* all States to act at 5 \\* 3[now] \\* *soon*;"
