"""Files that are not received: each with its reason, and nothing recorded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from draftrace import readers
from draftrace.errors import DraftraceError, UnreadableInput, UsageError
from draftrace.intake import tracked
from draftrace.intake.authors import mapping, party_of
from draftrace.readers.files import LARGEST
from received_kit import printed_text, receive
from room_kit import Room
from word_kit import docx, ins, odt, p, package, saved


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "password",
            id="encrypted docx",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc", "old binary kind", id="old doc"
        ),
        pytest.param(b"hello", "a.docx", "neither a Word nor an ODT file", id="plain text"),
        pytest.param(b"PK\x03\x04 broken", "a.docx", "broken", id="broken package"),
        pytest.param(docx([p("x")]), "a.docm", "macros", id="docm"),
        pytest.param(
            docx([p("x")], more={"word/vbaProject.bin": b"x"}),
            "a.docx",
            "vbaProject.bin",
            id="macros in a docx",
        ),
        pytest.param(
            package({"word/document.xml": b"0" * 20_000_000}), "a.docx", "zip bomb", id="zip bomb"
        ),
        pytest.param(
            package({"word/document.xml": b"<!DOCTYPE x><x/>"}), "a.docx", "entities", id="doctype"
        ),
        pytest.param(package({"word/document.xml": b"<x>"}), "a.docx", "no XML", id="open tag"),
        pytest.param(package({"word/document.xml": b"<x/>"}), "a.docx", "no body", id="no body"),
        pytest.param(package({"content.xml": b"<x/>"}), "a.odt", "no text body", id="odt no body"),
        pytest.param(
            package({"content.xml": b"<x/>", "META-INF/manifest.xml": b"<encryption-data/>"}),
            "a.odt",
            "password",
            id="encrypted odt",
        ),
        pytest.param(package({"other.xml": b"<x/>"}), "a.docx", "no document", id="no document"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(UnreadableInput) as refused:
        tracked.read(saved(tmp_path, content, name))
    assert why in refused.value.message


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as written:
        written.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableInput, match=f"{LARGEST:,}"):
        tracked.read(path)


def test_a_folder_and_what_is_no_file_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    for name, told in ((".", "is a folder"), ("pipe.docx", "could be read whole")):
        with pytest.raises(UnreadableInput, match=told):
            tracked.read(tmp_path / name)


def test_an_odt_encrypted_as_a_whole_is_protected(tmp_path: Path) -> None:
    path = saved(tmp_path, package({"encrypted-package": b"x", "META-INF/manifest.xml": b"<m/>"}))
    for read in (tracked.read, readers.read):
        with pytest.raises(UnreadableInput, match="protected by a password"):
            read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        tracked.read(tmp_path / "none.docx")


def test_a_file_of_another_text_is_refused_with_the_nearest_issue(tmp_path: Path) -> None:
    room = Room(level="")
    before = room.state.now.position
    path = saved(tmp_path, docx([p("1.\tQuite another text."), p(ins("More."))]))
    with pytest.raises(DraftraceError, match="text: none of its paragraphs") as refused:
        receive(room, path)
    assert refused.value.exit_code == 1, "no other option would help"
    path = saved(tmp_path, docx([*printed_text(room.state, {"1": p("1.\tAnother.")})]))
    with pytest.raises(DraftraceError, match="Nearest is tabled") as refused:
        receive(room, path)
    assert refused.value.exit_code == 2, "it wants an option"
    assert "--on tabled" in refused.value.hint
    assert room.state.now.position == before


def test_on_an_unknown_revision(tmp_path: Path) -> None:
    room = Room(level="")
    path = saved(tmp_path, docx(printed_text(room.state)))
    with pytest.raises(UsageError, match="There is no revision Rev"):
        receive(room, path, on="Rev.7")


def test_before_anything_is_on_the_table(tmp_path: Path) -> None:
    room = Room(None, level="")
    path = saved(tmp_path, odt("<text:p>1. Text.</text:p>"), "a.odt")
    with pytest.raises(DraftraceError, match="on the table"):
        receive(room, path)


def test_authors_are_parties_by_code_or_name_or_as_mapped(tmp_path: Path) -> None:
    state = Room(level="").state
    toml = saved(tmp_path, b'"A. Writer" = "eu"\n"*" = "NOR"\n', "authors.toml")
    mapped = mapping(state, toml)
    assert mapped == {"A. Writer": "EU", "*": "NOR"}
    assert party_of(state, "a. writer ", mapped) == "EU"
    assert party_of(state, "cub", mapped) == "CUB"
    assert party_of(state, "Nobody", mapped) == "NOR"
    assert party_of(state, "Nobody", {}) == ""
    table = saved(tmp_path, b'author,party\n"Writer, A.",EU\n\n', "authors.csv")
    assert mapping(state, table) == {"Writer, A.": "EU"}


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b'"A" = "ATLANTIS"', "a.toml", "which is no party"),
        (b"A = [1]", "a.toml", "not every author"),
        (b"A = = B", "a.toml", "a.toml"),
        (b"A,B,C", "a.csv", "line 1"),
    ],
)
def test_a_wrong_file_of_authors_is_refused(
    tmp_path: Path, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(DraftraceError) as refused:
        mapping(Room(level="").state, saved(tmp_path, content, name))
    assert why in refused.value.message
