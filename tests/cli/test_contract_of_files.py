"""What outside tools rely on of commands that need no workspace (DESIGN.md, section 8)."""

from __future__ import annotations

from pathlib import Path

from cli import shapes
from cli.kit import Desk
from cli.shapes import asked, bare, redlined
from cli.wells import CLAUSE, DRAFT, NEW, OLD

KEPT = ("a", "register", "of", "the", "wells", "in", "its", "territory", ".")


def test_read(wells: Path) -> None:
    told = asked(Desk(wells), shapes.Read, "read", "draft.md")
    assert (told.symbol, told.date) == ("L.7", "3 March 2031")
    assert told.title == "Declaration on Wells and Plan of Action"
    assert [(p.address, p.kind, p.level, p.label) for p in told.provisions] == [
        ("title", "title", 0, ""),
        ("DW/title", "title", 1, ""),
        ("DW/PP1", "preambular", 1, ""),
        ("DW/1", "operative", 1, "1"),
        ("DW/2", "operative", 1, "2"),
        ("PA/title", "title", 1, ""),
        ("PA/h:I", "heading", 2, "I"),
        ("PA/1", "operative", 1, "1"),
        (CLAUSE, "item", 2, "(a)"),
        ("PA/1(b)", "item", 2, "(b)"),
        ("PA/1(b)(i)", "subitem", 3, "(i)"),
        ("PA/1(b)(ii)", "subitem", 3, "(ii)"),
        ("PA/p:1", "paragraph", 1, ""),
        ("PA/t1.r0", "tablerow", 1, "0"),
        ("PA/t1.r1", "tablerow", 1, ""),
    ]
    wordings = {p.address: p.wording for p in told.provisions}
    assert wordings["DW/1"] == (
        "*Reaffirm* our duty to keep the wells [clean][clear] in all seasons;[^1]"
    )
    assert {p.address: p.notes for p in told.provisions if p.notes} == {"DW/1": [1]}
    (note,) = told.footnotes
    assert (note.number, note.text, note.address) == (1, "As the spring assembly has it.", "DW/1")
    (problem,) = told.problems
    line = DRAFT.splitlines()[problem.line - 1]
    assert (line[problem.column - 1 :], problem.what) == (
        "[each autumn;",
        "[ is never closed in PA/1(b)(ii)",
    )


def test_compare_files(wells: Path) -> None:
    desk = Desk(wells)
    rows = asked(desk, list[shapes.Row], "compare", "old.txt", "new.txt", "--as", "un")
    assert [(r.old, r.new, r.change) for r in rows] == [
        (["7"], ["1"], "moved+renumbered"),
        (["1"], ["2"], "renumbered+reworded"),
        (["2"], ["3", "4"], "split"),
        (["3"], ["5"], "renumbered"),
        (["4"], [], "dropped"),
        (["5", "6"], ["6"], "merged"),
        ([], ["7"], "new"),
    ]
    assert rows[1].redline == [
        ("=", "Each Party keeps a public register of "),
        ("-", "the"),
        ("+", "all"),
        ("=", " wells in its territory."),
    ]
    assert rows[4].redline == [("-", "Wardens wear a blue cap.")]
    assert rows[6].redline == [("+", "A levy on deep wells pays for the rods.")]
    blocks = asked(desk, list[shapes.Row], "compare", "old.txt", "new.txt", "--as", "paragraphs")
    for text, side, part in ((OLD, 0, "old"), (NEW, 1, "new")):
        paragraphs = [" ".join(block.split()) for block in text.split("\n\n")]
        said = {a: redlined(r.redline)[side] for r in blocks for a in getattr(r, part)[:1]}
        named = [a for r in blocks for a in getattr(r, part)]
        assert sorted(named, key=int) == [str(n) for n in range(1, len(paragraphs) + 1)]
        for address, told in said.items():
            assert told.startswith(paragraphs[int(address) - 1])
    same = asked(desk, list[shapes.Row], "compare", "old.txt", "old.txt")
    assert {r.change for r in same} == {"unchanged"}
    assert [r.redline for r in same][3] == [("=", "Wardens wear a blue cap.")]


def test_reconstruct(wells: Path) -> None:
    desk = Desk(wells)
    told = asked(desk, shapes.Reconstruction, "reconstruct", "d0.txt", "d1.txt", "d2.txt")
    assert [(d.name, d.date, d.brackets) for d in told.documents] == [
        ("d0.txt", "2 March 2031", 0),
        ("d1.txt", "5 May 2031", 1),
        ("d2.txt", "9 July 2031", 0),
    ]
    title, keeps, lends = told.provisions
    assert [p.address for p in told.provisions] == ["Art 1/title", "Art 1/1", "Art 1/2"]
    assert title.words == []
    assert [(w.text, w.document, w.parties) for w in keeps.words] == [
        *((text, 0, []) for text in ("Each", "Party")),
        *((text, 1, ["EU", "Norvia"]) for text in ("shall", "keep")),
        *((text, 0, []) for text in KEPT),
    ]
    assert {w.document for w in lends.words[:-1]} == {0}
    assert [(s.document, s.address, s.change) for s in keeps.history] == [
        (0, "Art 1/1", "new"),
        (1, "Art 1/1", "reworded"),
        (2, "Art 1/1", "reworded"),
    ]
    assert [(s.document, s.address) for s in lends.history] == [(0, "Art 1/2"), (2, "Art 1/2")]
    (ferries,) = told.dropped
    assert (ferries.address, ferries.document) == ("Art 1/2", 1)
    assert [(s.document, s.address, s.change) for s in ferries.history] == [
        (0, "Art 1/3", "new"),
        (1, "Art 1/2", "renumbered"),
    ]
    assert [(n.address, n.history[0].document) for n in told.footnotes] == [("Art 1/note:1", 2)]
    files = ("old.txt", "new.txt", "--as", "paragraphs")
    blocks = asked(desk, shapes.Reconstruction, "reconstruct", *files)
    assert [p.address for p in blocks.provisions] == [str(n) for n in range(1, 8)]
    for block, provision in zip(NEW.split("\n\n"), blocks.provisions, strict=True):
        assert bare("".join(w.text for w in provision.words)) == bare(block)
