"""``compare`` as a person meets it: good files, and files that are not what they seem."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk

FIRST = """Each Party keeps a public register of the wells in its territory.

The secretariat lends measuring rods to whoever asks, in the order of asking.

Ferries carry well water free of charge on market days and on the eve of feasts.

Whoever closes a well fills it with clean sand and tells the neighbours in good time.
"""
SECOND = """Whoever closes a well fills it with clean sand and tells the neighbours in good time.

Each Party [shall keep] a public register of the wells in its territory.

The secretariat lends measuring rods to whoever asks,

in the order of asking.

A levy on deep wells pays for the rods.
"""
FRENCH = "Chaque ville tient un registre public de ses puits et en rend compte chaque automne.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Desk:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("fr.txt", FRENCH), ("none.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"\x00\x93 no package")
    return Desk(tmp_path)


def test_the_shape_tools_rely_on(folder: Desk) -> None:
    rows = folder.done("compare", "a.txt", "b.txt", "--as", "paragraphs", "--json").json
    assert [(r["old"], r["new"], r["change"]) for r in rows] == [
        (["4"], ["1"], "moved"),
        (["1"], ["2"], "reworded"),
        (["2"], ["3", "4"], "split"),
        (["3"], [], "dropped"),
        ([], ["5"], "new"),
    ]
    assert rows[1]["redline"][:3] == [["=", "Each Party "], ["-", "keeps"], ["+", "[shall keep]"]]


def test_people_read_words_where_they_changed_then_counts_and_names(folder: Desk) -> None:
    told = folder.done("compare", "a.txt", "b.txt", "--as", "paragraphs").out
    assert "4 → 1  moved\n  Whoever closes a well fills" in told
    assert "Each Party {-keeps-}{+[shall keep]+} a public register" in told
    assert "4 provisions became 5: 1 reworded, 1 moved, 1 split, 1 new, 1 dropped." in told
    assert "moved: 4 → 1\nsplit: 2 → 3, 4\n" in told


def test_only_what_was_so_changed(folder: Desk) -> None:
    told = folder.done("compare", "a.txt", "b.txt", "--as", "paragraphs", "--only", "New, dropped")
    assert "3  dropped" in told.out
    assert "5  new" in told.out
    assert "reworded\n" not in told.out
    rows = folder.done("compare", "a.txt", "b.txt", "--as", "paragraphs", "--only", "new", "--json")
    assert [row["change"] for row in rows.json] == ["new"]
    same = folder.done("compare", "a.txt", "a.txt", "--only", "unchanged").out
    assert same.count("unchanged\n") == 4
    folder.refused("'changed'", "compare", "a.txt", "b.txt", "--only", "changed", code=2)


def test_files_that_are_not_what_they_seem(folder: Desk) -> None:
    same = folder.done("compare", "a.txt", "a.txt")
    assert "is the same text as" in same.err
    assert same.out == "Nothing differs: 4 provisions are the same, word for word.\n"
    assert "another language?" in folder.done("compare", "a.txt", "fr.txt").err
    for other, what in (
        ("none.txt", "empty"),
        ("b.docx", "b.docx: the package is broken"),
        ("c.txt", "There is no file c.txt."),
        ("Rev.1", "There is no file Rev.1."),
        (".", "is a folder"),
    ):
        folder.refused(what, "compare", "a.txt", other, code=3)
    folder.refused("Standard input", "compare", "-", "a.txt", code=2)


def test_revisions_of_the_workspace(desk: Desk) -> None:
    desk.done("propose", "PA/2(a)", "--by", "EU", "--replace", "of origin", "of transit")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("meeting", "close")
    desk.done("issue", "Rev.1")
    told = desk.done("compare", "tabled", "Rev.1")
    assert "PA/2(a)  reworded" in told.out
    assert told.err == ""
    assert "give the drafts in order" in desk.done("compare", "Rev.1", "tabled").err
    assert "12 unchanged, 1 dropped" in desk.done("compare", "../draft.md", "tabled").out
    desk.refused("There are: tabled, Rev.1", "compare", "tabled", "Rev.9", code=2)
    desk.refused("There is no file a.docx", "compare", "tabled", "a.docx", code=3)
    desk.refused("compares files", "compare", "tabled", "Rev.1", "--as", "paragraphs", code=2)


def test_what_stands_under_a_number_that_changed_is_renumbered_with_it(folder: Desk) -> None:
    text = "Treaty on Wells\n\nArticle 4\nRods\n\n1. Rods are lent to all:\n\n(a) In the spring;\n"
    text += "\n2. Rods are mended by whoever broke them.\n"
    (folder.folder / "a.txt").write_text(text, encoding="utf-8")
    (folder.folder / "b.txt").write_text(text.replace("Article 4", "Article 5"), encoding="utf-8")
    (folder.folder / "c.txt").write_text(
        text.replace("2. ", "3. ").replace("1. ", "2. "), encoding="utf-8"
    )
    rows = folder.done("compare", "a.txt", "b.txt", "--json").json
    assert [(r["new"][0], r["change"]) for r in rows] == [
        ("title", "unchanged"),
        ("Art 5/title", "renumbered"),
        ("Art 5/1", "renumbered"),
        ("Art 5/1(a)", "renumbered"),
        ("Art 5/2", "renumbered"),
    ]
    told = folder.done("compare", "a.txt", "b.txt").out
    assert "Art 4/title → Art 5/title  renumbered, with 3 under it" in told
    assert "Art 5/1" not in told
    assert (
        "Art 4/1(a) → Art 5/1(a)  renumbered"
        in folder.done("compare", "a.txt", "b.txt", "--only", "renumbered").out
    )
    told = folder.done("compare", "a.txt", "c.txt").out
    assert "Art 4/1 → Art 4/2  renumbered, with 1 under it" in told
    assert "Art 4/2 → Art 4/3  renumbered\n" in told
