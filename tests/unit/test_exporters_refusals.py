"""What cannot be written is refused in one sentence, and nothing is left half-done."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from draftrace.errors import DraftraceError, UnreadableInput, UsageError
from draftrace.exporters import Block, Masthead, Run, Sheet, program, prove, write
from draftrace.exporters.saving import save

SHEET = Sheet(
    masthead=Masthead(date="2009-03-12"),
    title="Harbours",
    blocks=(Block(address="1", kind="operative", label="1", runs=(Run(text="Light them."),)),),
)


@pytest.fixture
def other_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stand-in program at the place where pandoc is looked for."""
    script = tmp_path / "bin" / "pandoc"
    script.parent.mkdir()
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(script))
    program._path.cache_clear()
    yield script
    program._path.cache_clear()


def test_an_old_pandoc_is_named(other_pandoc: Path, tmp_path: Path) -> None:
    other_pandoc.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "pandoc 2.17.1.1" && exit 0\n'
        'echo "unknown option --sandbox" >&2\nexit 6\n'
    )
    other_pandoc.chmod(0o755)
    with pytest.raises(DraftraceError, match=r"Pandoc 2\.17\.1\.1 is too old"):
        write(SHEET, tmp_path / "a.docx")
    assert [each.name for each in tmp_path.iterdir()] == ["bin"]


def test_a_pandoc_that_is_not_there_is_missed(other_pandoc: Path, tmp_path: Path) -> None:
    assert not other_pandoc.exists()
    with pytest.raises(DraftraceError, match="could not be started"):
        write(SHEET, tmp_path / "a.docx")


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".md", ".docx", ".odt"])
def test_what_is_no_pandoc_is_named_and_nothing_is_to_be_reported(
    other_pandoc: Path, tmp_path: Path, suffix: str
) -> None:
    other_pandoc.write_text("#!/bin/sh\necho pandoc 9.9.9\n")
    other_pandoc.chmod(0o755)
    with pytest.raises(DraftraceError) as refused:
        write(SHEET, tmp_path / f"a{suffix}")
    told = f"{refused.value.message} {refused.value.hint}"
    assert "that pandoc?" in told or "this the pandoc" in told
    assert "report" not in told
    assert [each.name for each in tmp_path.iterdir()] == ["bin"]


def test_a_history_is_written_where_it_can_be_shown_alone(tmp_path: Path) -> None:
    """A change within another, read back as such from a web page; a PDF has no such thing."""
    (block,) = SHEET.blocks
    soon = Run(
        text=" Soon.", op="±", author="EU", date="2030-01-01", taker="NOR", taken="2030-01-02"
    )
    again = msgspec.structs.replace(block, runs=(*block.runs, soon))
    told = msgspec.structs.replace(SHEET, blocks=(again,))
    assert b" Soon." in write(told, tmp_path / "a.html", as_="marked").path.read_bytes()
    for sheet in (told, msgspec.structs.replace(SHEET, blocks=(_passed(block),))):
        with pytest.raises(UsageError, match="came in and went again") as refusal:
            write(sheet, tmp_path / "a.pdf", as_="marked")
        assert refusal.value.hint.startswith("Take .docx, .html, .odt;")
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("suffix", "end", "between"),
    [
        (suffix, end, between)
        for suffix in (".html", ".docx", ".odt")
        for end, gone in (("+", "inserted"), ("-", "deleted"))
        for between in ("passed", gone)
    ],
)
def test_what_is_not_there_may_stand_between_two_parts_of_a_paragraph(
    tmp_path: Path, suffix: str, end: str, between: str
) -> None:
    """A paragraph is divided or joined around one that came in, went, or did both."""
    edge = Run(text="", op=end, author="EU", date="2030-01-01")  # type: ignore[arg-type]
    op = {"passed": "±", "inserted": "+", "deleted": "-"}[between]
    words = Run(
        text="In between.",
        op=op,  # type: ignore[arg-type]
        author="NOR",
        date="2030-01-02",
        taker="EU" if between == "passed" else "",
        taken="2030-01-03" if between == "passed" else "",
    )
    first, amid, rest = (
        Block(address=f"p:{n}", kind="paragraph", runs=(run,))
        for n, run in enumerate((Run(text="Light the harbours "), words, Run(text="and ports.")))
    )
    first = msgspec.structs.replace(first, end=edge)
    amid = msgspec.structs.replace(
        amid, change=between, author="NOR", date="2030-01-02", taker=words.taker, taken=words.taken
    )
    told = msgspec.structs.replace(SHEET, blocks=(first, amid, rest))
    assert write(told, tmp_path / f"a{suffix}", as_="marked").bytes


def _passed(block: Block) -> Block:
    return msgspec.structs.replace(block, change="passed", author="EU", date="2030-01-01")


def test_pandoc_s_complaint_is_one_clean_line() -> None:
    with pytest.raises(DraftraceError) as refusal:
        program.run(["-f", "json", "-t", "html"], b"{\x1b[31m not json")
    assert refusal.value.message.startswith("Pandoc refused: ")
    assert "\x1b" not in refusal.value.message


def test_pandoc_reads_no_file_it_was_not_given(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept apart")
    told = program.run(["-f", "rst", "-t", "plain"], f".. include:: {secret}\n".encode())
    assert b"kept apart" not in told


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("the old file")
    source = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from draftrace.errors import DraftraceError\n"
        "from draftrace.exporters.saving import save\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    save(Path(sys.argv[1]), b'x' * 100000, force=True)\n"
        "except DraftraceError as error:\n"
        "    print(error.message, error.hint)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "was not written: the disk is full. Make room" in done.stdout
    assert path.read_text() == "the old file"
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4096


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(DraftraceError, match="not writable") as refused:
        write(SHEET, closed / "a.docx")
    assert refused.value.hint == "Choose another folder."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DraftraceError, match="is a folder"):
        save(tmp_path, b"", force=True)


def test_a_file_that_came_in_between_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    save(path, b"first", force=False)
    with pytest.raises(DraftraceError, match="exists already"):
        save(path, b"second", force=False)
    assert path.read_bytes() == b"first"


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".pdf"])
def test_a_file_of_another_kind_is_unreadable(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"no such thing")
    with pytest.raises(DraftraceError):
        prove(SHEET, path)
    with pytest.raises(UnreadableInput):
        prove(SHEET, tmp_path / f"absent{suffix}")
