"""``reconstruct`` as a person meets it: good files, and files that are not what they seem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from draftrace.cli.run import cli

FIRST = """Draft convention on wells

Version of 2 March 2031

Article 1

1. Each Party keeps a public register of the wells in its territory.

2. The secretariat lends measuring rods to whoever asks, in the order of asking.
"""
SECOND = """Draft convention on wells

Version of 5 May 2031

Article 1

1. Each Party [shall keep] a public register of the wells in its territory.

[Article 2]

1. The secretariat lends measuring rods to whoever asks, in the order of asking.
"""
FRENCH = """Projet

Version of 1 May 2031

Article 1

1. Chaque ville tient un registre des puits.
"""


def run(folder: Path, *arguments: str) -> tuple[str, str]:
    ran = CliRunner().invoke(cli, ["-C", str(folder), "reconstruct", *arguments])
    assert ran.exit_code == 0, ran.output
    return ran.stdout, ran.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("fr.txt", FRENCH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shape_tools_rely_on(folder: Path) -> None:
    out, err = run(folder, "a.txt", "b.txt", "--json")
    told = json.loads(out)
    assert set(told) == {"documents", "provisions", "footnotes", "dropped", "doubts"}
    assert told["doubts"] == []
    assert [d["problems"] for d in told["documents"]] == [[], []]
    assert [d["brackets"] for d in told["documents"]] == [0, 2]
    moved = next(p for p in told["provisions"] if p["address"] == "Art 2/1")
    assert [(s["document"], s["address"]) for s in moved["history"]] == [
        (0, "Art 1/2"),
        (1, "Art 2/1"),
    ]
    assert set(moved["words"][0]) == {"text", "document", "parties"}
    assert {w["document"] for w in moved["words"]} == {0}
    assert told["dropped"] == []
    assert err == ""


def test_people_get_a_table_and_the_histories(folder: Path) -> None:
    out = " ".join(run(folder, "a.txt", "b.txt")[0].split())
    assert "b.txt (5 May 2031)" in out
    assert "Art 2/1: draft 1 Art 1/2" in out
    assert "Art 2/title: no ancestor, new in draft 2" in out
    assert "by the draft they go back to: draft 1: 3, draft 2: 1 (no ancestor)" in out


def test_files_that_are_not_what_they_seem(folder: Path) -> None:
    out, err = run(folder, "b.txt", "a.txt", "a.txt", "fr.txt", "--json")
    assert json.loads(out)["doubts"] == err.splitlines()
    assert "Draft 2 (a.txt), of 2 March 2031, stands after Draft 1 (b.txt), of 5 May 2031" in err
    assert "Draft 3 (a.txt) is the same text as Draft 2 (a.txt)." in err
    assert "Draft 4 (fr.txt)" in err
    assert "One draft alone" in run(folder, "a.txt")[1]
    (folder / "open.txt").write_text(f"{FIRST}\n3. [Each city keeps a well.\n", encoding="utf-8")
    opened = json.loads(run(folder, "open.txt", "b.txt", "--json")[0])["documents"]
    assert [p["what"] for d in opened for p in d["problems"]] == ["[ is never closed in Art 1/3"]


def test_paragraphs_recognise_nothing(folder: Path) -> None:
    told = json.loads(run(folder, "a.txt", "b.txt", "--as", "paragraphs", "--json")[0])
    assert [p["address"] for p in told["provisions"]] == [str(n) for n in range(1, 7)]


def test_drafts_out_of_the_order_of_their_symbols_are_named(tmp_path: Path) -> None:
    for name, revision in (("a.txt", "/Rev.2"), ("b.txt", "/Rev.1"), ("c.txt", "")):
        head = f"A/CONF.9/L.4{revision}\n\n"
        (tmp_path / name).write_text(head + FIRST.replace("Version of 2 March 2031\n\n", ""))
    _, err = run(tmp_path, "a.txt", "b.txt", "c.txt")
    assert "A/CONF.9/L.4/Rev.1, stands after Draft 1 (a.txt), A/CONF.9/L.4/Rev.2" in err
    assert "Draft 3 (c.txt), A/CONF.9/L.4, stands after" in err


def test_words_of_attributed_brackets_and_footnotes_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    second = FIRST.replace("asks,", "asks[EU, Norway: politely],¹") + "\n¹ Norway to confirm.\n"
    (tmp_path / "b.txt").write_text(second, encoding="utf-8")
    told = json.loads(run(tmp_path, "a.txt", "b.txt", "--json")[0])
    words = next(p for p in told["provisions"] if p["address"] == "Art 1/2")["words"]
    assert next(w for w in words if w["text"] == "politely")["parties"] == ["EU", "Norway"]
    assert [note["address"].rpartition("note:")[2] for note in told["footnotes"]] == ["1"]
    assert "Words that came under the name of: EU 3, Norway 3" in run(tmp_path, "a.txt", "b.txt")[0]


def test_what_is_odd_in_a_file_is_named_by_its_place(tmp_path: Path) -> None:
    stray = FIRST.replace("whoever asks", "[whoever asks").replace("a public", "a] public")
    (tmp_path / "a.txt").write_text(stray, encoding="utf-8")
    (tmp_path / "b.txt").write_text(stray + "".join(f"\n{n}. And]\n" for n in (3, 4, 5)))
    told = run(tmp_path, "a.txt", "b.txt", "--json")[1].splitlines()
    assert told == [
        "a.txt, line 7, column 22: ] closes nothing in Art 1/1",
        "a.txt, line 9, column 44: [ is never closed in Art 1/2",
        "b.txt, line 7, column 22: ] closes nothing in Art 1/1",
        "b.txt, line 13, column 7: ] closes nothing in Art 1/4",
        "b.txt, line 15, column 7: ] closes nothing in Art 1/5",
    ]
    assert stray.splitlines()[8][43:].startswith("[whoever")
    (tmp_path / "c.txt").write_text(stray + "".join(f"\n{n}. And]\n" for n in (3, 4, 5, 6)))
    told = run(tmp_path, "c.txt")[1].splitlines()
    assert told[3] == "c.txt: 1 more, named by draftrace read c.txt"


def test_drafts_that_say_no_date_are_ordered_by_their_names(tmp_path: Path) -> None:
    names = ("rev10.txt", "rev9.txt", "other2.txt", "rev11.txt")
    for number, name in enumerate(names):
        text = FIRST.replace("Version of 2 March 2031\n\n", "").replace("wells", "wells " * number)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path, *names)[1].splitlines() == [
        "Draft 2 (rev9.txt) stands after Draft 1 (rev10.txt): give the drafts in order."
    ]


def test_what_was_dropped_is_told_by_the_draft_that_had_it_last(tmp_path: Path) -> None:
    third = "\n\n".join(SECOND.replace("5 May", "9 June").split("\n\n")[:4]) + "\n"
    for name, said in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", third)):
        (tmp_path / name).write_text(said, encoding="utf-8")
    out, _ = run(tmp_path, *(str(tmp_path / f"{name}.txt") for name in "abc"))
    assert out.split("by the draft that had it last\n")[1] == "draft 2 (2): Art 2/title, Art 2/1\n"
