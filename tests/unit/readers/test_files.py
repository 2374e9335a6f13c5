"""What no reader takes, what encodings are read, and damaged files."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from damage.judge import outcome
from damage.mutations import packages, texts
from draftrace import readers
from draftrace.errors import UnreadableInput
from draftrace.readers import files
from draftrace.readers.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n\n\t ", "empty"),
        ("binary.txt", b"ok\nab\x00cd", "line 2: a NUL character"),
        ("latin.txt", "caf\u00e9".encode("latin-1"), "line 1: byte 4 is not UTF-8"),
        ("cut.txt", "\ufeffab".encode("utf-16") + b"x", "UTF-16"),
        ("cut.docx", b"PK\x03\x04abc", "broken"),
        ("no.docx", b"plain text", "broken"),
    ],
)
def test_what_is_refused_says_what_and_where(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=said) as refused:
        readers.read(path)
    assert refused.value.message.startswith(name)
    assert "\n" not in refused.value.message


def test_missing_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / "a\0b.txt"):
        with pytest.raises(UnreadableInput):
            readers.read(path)


def test_a_file_over_the_limit_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"word " * 100)
    monkeypatch.setattr(files, "LARGEST", 499)
    with pytest.raises(UnreadableInput, match="500 bytes are more than 499") as refused:
        readers.read(path)
    assert refused.value.hint == "Split it."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(
        "1. Caf\u0065\u0301.\r\n\r\n2. Two\u00b9.\x0c\r\n\u00b9 Note.\r".encode(encoding)
    )
    document = readers.read(path)
    assert [p.wording for p in document.provisions] == ["Café.", "Two[^1]."]
    assert [(n.number, n.cited) for n in document.notes] == [("1", "2")]


WESTERN = "1. “Café” – of the Parties’ choosing, each for itself and in its own time.\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_an_encoding_that_can_be_no_other_is_guessed_and_said(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(WESTERN.encode(encoding))
    document = readers.read(path)
    assert document.provisions[0].wording == WESTERN[3:].strip()
    assert ["not UTF-8" in p.what for p in document.problems] == [True]
    heard: list[tuple[int, int, str]] = []
    assert paragraphs(path, heard=heard) == [WESTERN.strip()]
    assert len(heard) == 1


@pytest.mark.parametrize(
    "content",
    [
        ("Draft. " * 20 + "Проект договора").encode("cp1251"),
        ("Café. " * 20).encode() + b"\xe9",
        b"Draft. " * 20 + b"a\x81b",
        b"Draft. " * 20 + b"caf\xe9 \x01",
        ("漢字" * 20).encode("gbk"),
    ],
    ids=["cyrillic", "both", "undefined", "control", "chinese"],
)
def test_what_may_be_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match="is not UTF-8"):
        readers.read(path)


def test_control_and_direction_marks_are_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("1. A \x1b[31mred\u202e word.\n", encoding="utf-8")
    document = readers.read(path)
    assert document.provisions[0].wording == "A [31mred\u202e word."
    assert [(p.line, p.column, p.what.split()[0]) for p in document.problems] == [
        (1, 6, "control"),
        (1, 7, "["),
        (1, 14, "marks"),
    ]


def test_the_json_shape(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Title\n\n1. One¹ (b).\n\n¹ Note.\n", encoding="utf-8")
    shown = readers.to_json(readers.read(path, symbol="X/1", role="draft"))
    assert shown["symbol"] == "X/1"
    assert shown["role"] == "draft"
    assert shown["provisions"] == [
        {
            "address": "title",
            "kind": "title",
            "level": 0,
            "label": "",
            "wording": "Title",
            "notes": [],
        },
        {
            "address": "1",
            "kind": "operative",
            "level": 1,
            "label": "1",
            "wording": "One[^1] (b).",
            "notes": [1],
        },
    ]
    assert shown["footnotes"] == [{"number": 1, "text": "Note.", "address": "1"}]
    assert shown["problems"] == []


def test_a_million_brackets_and_other_floods_are_read(tmp_path: Path) -> None:
    path = tmp_path / "flood.txt"
    floods = [
        "[" * 1_000_000,
        "*a " * 50_000,
        "_b_" * 50_000,
        "(" * 100_000,
        "9" * 100_000,
        "¹" * 9999,
    ]
    for flood in floods:
        path.write_text(f"1. Text.\n\n2. {flood} x\n", encoding="utf-8")
        document = readers.read(path)
        assert len(document.provisions) == 2
        assert not [p for p in document.problems if p.what.startswith("read differently")]


def test_memory_stays_within_twelve_times_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    paragraph = "Member States should consider, as appropriate, what was agreed before, " * 4
    text = "".join(f"{n}. {paragraph}\n\n" for n in range(1, 6000))
    path.write_text(text, encoding="utf-8")
    tracemalloc.start()
    document = readers.read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(document.provisions) == 5999
    assert peak < 12 * path.stat().st_size


def test_damaged_texts_are_read_exactly_or_refused(tmp_path: Path) -> None:
    seen = Counter(
        outcome(tmp_path / f"damaged{ending}", content, number)
        for number, (ending, content) in enumerate(texts(400, seed=7))
    )
    assert set(seen) <= {"read", "refused"}
    assert seen["read"] > 300


def test_damaged_packages_are_read_or_refused(tmp_path: Path) -> None:
    seen = Counter(
        outcome(tmp_path / f"damaged{ending}", content, number)
        for number, (ending, content) in enumerate(packages(12, seed=7, folder=tmp_path))
    )
    assert set(seen) <= {"read", "refused"}
