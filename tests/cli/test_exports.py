"""Files out of the room, as somebody at the keyboard asks for them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from cli.kit import Desk
from draftrace.exporters.word_reading import ids, signatures, word_lines
from draftrace.exporting import Order, fulfil
from draftrace.workspace import Workspace

BLANK = {"DRAFTRACE_PARTY": "", "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture
def talks(desk: Desk) -> Desk:
    """Two proposals decided and issued, then three pending."""
    desk.done("propose", "PA/2(b)", "--by", "EU", "--replace", "border control", "customs",
              "--reason", "Customs do the work.")  # fmt: skip
    desk.done("propose", "PA/2(c)", "--by", "NOR", "--strike", "--reason", "Said elsewhere.")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("accept", "NOR-1", "--by", "CHAIR")
    desk.done("issue", "Rev.1")
    desk.done("propose", "PD/2", "--by", "EU", "--replace", "two", "three", "--reason", "Time.")
    desk.done("propose", "PD/2", "--by", "CUB", "--replace", "two", "five")
    desk.done("propose", "PA/2(a)", "--by", "NOR", "--strike")
    return desk


def part(path: Path, name: str) -> str:
    return zipfile.ZipFile(path).read(name).decode()


def rolled(desk: Desk, attribution: str, suffix: str = "docx") -> Path:
    path = desk.folder / f"{attribution}.{suffix}"
    desk.done("export", "--as", "rolling", "--attribution", attribution, "--to", str(path))
    return path


def test_the_compiled_draft_names_who_wants_what_and_counts(talks: Desk) -> None:
    lines = word_lines(rolled(talks, "inline").read_bytes(), "clean")
    assert "2. Decide to meet again in [two][five](CUB)[three](EU) years." in lines
    assert any(line.startswith("(a) Promote") and line.endswith("[NOR: delete]") for line in lines)
    status = lines[lines.index("Status of the text") :]
    assert re.fullmatch(r"All: \d+ provisions, 0 agreed; \d brackets open; 3 proposals pending\.",
                        status[1])  # fmt: skip
    assert "EU (European Union): EU-2 on PD/2." in status
    assert "PD/2: EU-2 (EU), amend; CUB-1 (CUB), amend." in status
    assert "PA/2(a): NOR-2 (NOR), delete." in status


def test_sponsors_in_notes(talks: Desk) -> None:
    lines = word_lines(rolled(talks, "footnote").read_bytes(), "clean")
    (line,) = (each for each in lines if each.startswith("2. Decide"))
    assert line == "2. Decide to meet again in [two][five][^2][three][^3] years."
    assert {"CUB (CUB-1).", "EU (EU-2).", "NOR (NOR-2)."} <= set(lines)


def test_sponsors_in_the_margin_are_word_comments(talks: Desk) -> None:
    told = signatures(rolled(talks, "margin").read_bytes()).comments
    assert [(author, text) for author, _date, text in told] == [
        ("CUB", "CUB-1, on “five”."),
        ("EU", "EU-2, on “three”. Time."),
        ("NOR", "NOR-2: delete."),
    ]
    talks.refused("no margin", "export", "--as", "rolling", "--attribution", "margin",
                  "--to", "x.txt", code=2)  # fmt: skip


def test_a_new_paragraph_bears_its_reason_once(talks: Desk) -> None:
    """As its sponsor's, not once more as that of a decision."""
    talks.done("propose", "PD/2", "--add-after", "*Thank* the hosts.", "--by", "NOR",
               "--reason", "They were kind.")  # fmt: skip
    talks.done("accept", "NOR-3", "--by", "CHAIR", "--reason", "Nobody objects.")
    talks.done("issue", "Rev.2")
    talks.done("export", "--as", "marked", "--since", "Rev.1", "--to", "marked.docx")
    told = signatures((talks.folder / "marked.docx").read_bytes()).comments
    assert [(author, text) for author, _date, text in told] == [
        ("NOR", "They were kind."),
        ("CHAIR", "Nobody objects."),
    ]


def test_an_alternative_is_led_by_the_number_printed_above_it(talks: Desk) -> None:
    """As one that a rewording became is, not by the address that people cite across parts."""
    talks.done("propose", "PD/1", "--by", "NOR", "--alt", "*Stress* health[^1] above all;")
    talks.done("propose", "PA/2(b)", "--by", "EU", "--wording", "Act at once;")
    path = rolled(talks, "margin")
    lines = word_lines(path.read_bytes(), "clean")
    assert "1 alt: [Stress health[^1] above all;]" in lines
    assert "(b) alt: [Act at once;]" in lines
    told = [text for _author, _date, text in signatures(path.read_bytes()).comments]
    assert "NOR-3, on “Stress health above all;”." in told


@pytest.mark.parametrize("attribution", ["anonymous", "none"])
@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "pdf", "md", "txt"])
def test_an_anonymous_draft_names_nobody(talks: Desk, attribution: str, suffix: str) -> None:
    from draftrace.readers import read

    talks.done("propose", "PD/1", "--by", "CUB", "--insert", " [soon](EU)", "--after", "Reaffirm")
    talks.done("accept", "CUB-2", "--by", "CHAIR")
    path = rolled(talks, attribution, suffix)
    document = read(path)
    told = " ".join(p.wording for p in document.provisions)
    assert "three" in told.replace("t hree", "three")
    assert "[soon]" in told
    assert not re.search(r"\b(EU|NOR|CUB|Norvia|Cubaria)\b", told)
    assert "docx" not in suffix or "NOR" not in part(path, "word/document.xml")


def test_a_paragraph_of_a_table_stands_on_the_page_of_its_first_proposal(talks: Desk) -> None:
    """Kept with each other, paragraphs without any would leave the page before empty."""
    talks.done("export", "--as", "table", "--to", "table.docx")
    (table,) = docx.Document(str(talks.folder / "table.docx")).tables
    bands, kept = [], []
    for row in table.rows:
        bands.append("w:shd" in row.cells[0]._tc.xml)
        kept.append(any(each.paragraph_format.keep_with_next for each in row.cells[0].paragraphs))
    leads = [band and not after for band, after in zip(bands, [*bands[1:], True], strict=True)]
    assert 0 < leads.count(True) < bands.count(True)
    assert leads[1:] == kept[1:]


def test_an_option_that_says_nothing_of_the_file_is_refused(talks: Desk) -> None:
    """Who asks for changes since an issue would not see that the file has none."""
    told = talks.refused("--as marked", "export", "--since", "tabled", "--to", "x.docx", code=2)
    assert "--since says nothing of a clean file" in told.err
    for option in (("--attribution", "none"), ("--table", "consolidation"), ("--no-history",)):
        talks.refused("says nothing of a clean", "export", *option, "--to", "x.docx", code=2)
    assert not (talks.folder / "x.docx").exists()


def test_a_later_issue_is_no_base(talks: Desk) -> None:
    back = ("--as", "marked", "--revision", "tabled", "--since", "Rev.1", "--to", "x.docx")
    talks.refused("Rev.1 is later than tabled", "export", *back, code=2)


def test_an_extract_holds_what_was_asked_for(talks: Desk) -> None:
    talks.done("export", "--as", "marked", "--only", "PA/2(b)", "--to", "some.docx")
    path = talks.folder / "some.docx"
    assert word_lines(path.read_bytes(), "clean") == [
        "Sample Political Declaration and Plan of Action",
        "(b) Strengthen customs agencies;",
    ]
    assert "extract PA/2(b)" in part(path, "word/footer1.xml")
    talks.refused("No provision", "export", "--only", "PA/77", "--to", "none.docx")
    assert not (talks.folder / "none.docx").exists()


def test_marked_against_any_earlier_revision(talks: Desk) -> None:
    talks.done("accept", "EU-2", "--by", "CHAIR")
    talks.done("issue", "Rev.2")
    for base in ("tabled", "Rev.1"):
        talks.done("export", "--as", "marked", "--since", base, "--to", f"{base}.docx")
        told = signatures((talks.folder / f"{base}.docx").read_bytes())
        authors = {author for _op, author, _date in told.changes}
        assert authors - {"SEC"} == ({"EU", "NOR"} if base == "tabled" else {"EU"})
        talks.done("export", "--revision", base, "--to", f"{base}-clean.docx")
        assert word_lines((talks.folder / f"{base}.docx").read_bytes(), "base") == word_lines(
            (talks.folder / f"{base}-clean.docx").read_bytes(), "clean"
        )


def test_a_second_export_keeps_the_history_of_the_first(talks: Desk) -> None:
    talks.done("export", "--as", "marked", "--to", "first.docx")
    talks.done("accept", "EU-2", "--by", "CHAIR")
    talks.done("issue", "Rev.2")
    talks.done("export", "--as", "marked", "--to", "second.docx")
    talks.done("export", "--as", "marked", "--to", "again.docx")
    first, second, again = (
        (talks.folder / f"{name}.docx").read_bytes() for name in ("first", "second", "again")
    )
    assert second == again
    before, after = signatures(first), signatures(second)
    assert before.changes <= after.changes
    assert len(ids(first)) < len(ids(second))
    assert set(before.marks) <= set(after.marks)
    assert set(before.comments) <= set(after.comments)
    assert len(ids(second)) == len(set(ids(second)))


def test_the_masthead_comes_from_the_settings_and_the_command(talks: Desk) -> None:
    settings = talks.folder / ".draftrace.toml"
    settings.write_text(
        settings.read_text() + '[masthead]\norgan = "Harbour Commission"\nlanguage = "English"\n'
    )
    talks.done("export", "--masthead", "agenda-item=7", "--masthead", "distribution=General",
               "--masthead", "date=2030-11-03", "--to", "m.docx")  # fmt: skip
    section = docx.Document(str(talks.folder / "m.docx")).sections[0]
    head = [each.text for each in section.first_page_header.paragraphs]
    assert head[0].startswith("Harbour Commission\t")
    assert head[1:5] == [
        *("Distr.: General", "3 November 2030", "Original: English", "Agenda item 7")
    ]
    foot = section.footer.paragraphs[-1].text
    seal = talks.done("export", "--json", "--force", "--to", "m.docx").json["seal"]
    assert foot.startswith(f"Rev.1, seal: {seal}")
    for wrong, said in (
        ("seal=x", "comes from the record"),
        ("colour=red", "masthead has no colour"),
        ("organ", "no field"),
        ("date=yesterday", "not a date"),
    ):
        talks.refused(said, "export", "--masthead", wrong, "--to", "n.docx", code=2)


def test_another_reference_document_is_taken(talks: Desk) -> None:
    """Styles of one's own, with placeholders that Word has cut into runs."""
    talks.done("export", "--to", "a.docx")
    style = docx.Document(str(talks.folder / "a.docx"))
    style.styles["Item"].font.name = "Georgia"
    paragraph = style.sections[0].footer.paragraphs[-1]
    for run in paragraph.runs:
        run.text = ""
    for piece in ("House of {sy", "mb", "ol} and {seal}"):
        paragraph.add_run(piece)
    style.save(str(talks.folder / "style.docx"))
    talks.done("export", "--reference", "style.docx", "--to", "b.docx")
    made = docx.Document(str(talks.folder / "b.docx"))
    assert made.styles["Item"].font.name == "Georgia"
    assert made.sections[0].footer.paragraphs[-1].text.startswith("House of L.1/Rev.1 and ")
    foot = talks("verify", "b.docx", "--against", "Rev.1", "--json").json["differences"]
    assert [(d["address"], d["redline"]) for d in foot] == [
        ("at the foot of the page", [["+", "House of and"]])
    ]
    talks.refused("Only a docx", "export", "--reference", "style.docx", "--to", "b.pdf", code=2)
    (talks.folder / "bad.docx").write_text("no package")
    talks.refused("broken", "export", "--reference", "bad.docx", "--to", "c.docx", code=3)
    talks.refused("cannot be read", "export", "--reference", "not.docx", "--to", "c.docx", code=3)
    settings = talks.folder / ".draftrace.toml"
    settings.write_text('reference = "style.docx"\n' + settings.read_text())
    talks.done("export", "--to", "d.docx")
    talks.done("export", "--to", "d.pdf")
    assert (talks.folder / "d.docx").read_bytes() == (talks.folder / "b.docx").read_bytes()
    assert "Equal" in talks.done("verify", "d.docx", "--against", "Rev.1").out


def test_what_exists_is_kept_unless_the_person_or_force_says_so(talks: Desk) -> None:
    talks.done("export", "--to", "a.txt")
    before = (talks.folder / "a.txt").read_bytes()
    talks.refused("exists already", "export", "--to", "a.txt", "--revision", "tabled")
    assert (talks.folder / "a.txt").read_bytes() == before
    assert _at_a_terminal(talks, "n\n") != 0
    assert (talks.folder / "a.txt").read_bytes() == before
    assert _at_a_terminal(talks, "y\n") == 0
    assert (talks.folder / "a.txt").read_bytes() != before


def _at_a_terminal(desk: Desk, typed: str) -> int:
    """Export over a file with somebody at a real terminal, who types an answer."""
    person, program = pty.openpty()
    command = [sys.executable, "-m", "draftrace", "export", "--revision", "tabled", "--to", "a.txt"]
    running = subprocess.Popen(
        command,
        cwd=desk.folder,
        stdin=program,
        stdout=subprocess.DEVNULL,
        stderr=program,
        env=os.environ | BLANK,
    )
    os.close(program)
    os.write(person, typed.encode())
    try:
        while os.read(person, 4096):
            pass
    except OSError:
        pass
    finally:
        os.close(person)
    return running.wait(timeout=60)


def test_nothing_is_half_written_on_a_full_disk_and_the_record_stays(talks: Desk) -> None:
    """A limit on file size stands in for the full disk: the system refuses the write alike."""
    before = talks.done("log", "--json").json
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from draftrace.cli.run import run\n"
        "sys.exit(run(['export', '--to', 'full.docx']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=talks.folder,
        capture_output=True,
        text=True,
        env=os.environ | BLANK,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert not [each.name for each in talks.folder.iterdir() if "full" in each.name]
    assert talks.done("log", "--json").json == before
    assert "record is whole" in talks.done("verify").out


def test_a_folder_that_is_not_there_is_named(talks: Desk) -> None:
    talks.refused("There is no folder", "export", "--to", "nowhere/a.docx")
    (talks.folder / "folder.docx").mkdir()
    talks.refused("is a folder", "export", "--to", "folder.docx")
    for what in ("clean", "marked", "table"):
        talks.refused("exports is a folder", "export", "--as", what, "--to", "exports")
    talks.refused("Suffixes known", "export", "--to", "a.rtf", code=2)


def test_a_move_is_taken_out_and_put_in_with_a_comment_that_says_so(talks: Desk) -> None:
    talks.done("propose", "PA/2(a)", "--by", "CUB", "--move-after", "PA/2(b)")
    talks.done("accept", "CUB-2", "--by", "CHAIR")
    talks.done("issue", "Rev.2")
    talks.done("export", "--as", "marked", "--since", "Rev.1", "--to", "moved.docx")
    content = (talks.folder / "moved.docx").read_bytes()
    told = signatures(content)
    assert sorted((op, author) for op, author, _date in told.marks) == [("+", "CUB"), ("-", "CUB")]
    assert sorted(text for _author, _date, text in told.comments) == [
        "Moved here from PA/2(a).",
        "Moved to PA/2(b).",
    ]
    for side, order in (("clean", ["(a) Str", "(b) Pro"]), ("base", ["(a) Pro", "(b) Str"])):
        lines = [line[:7] for line in word_lines(content, side)]  # type: ignore[arg-type]
        assert [line for line in lines if line.endswith((" Str", " Pro"))] == order


def test_who_stops_looking_what_comes_back_has_the_file(talks: Desk) -> None:
    workspace = Workspace(talks.folder)
    path, notes = talks.folder / "marked.docx", list[str]()

    def stop(said: str) -> None:
        if "comes back" in said:
            raise KeyboardInterrupt

    order = Order(what="marked")
    fulfil(workspace, workspace.state(), order, path, tell=stop, note=notes.append)
    assert ids(path.read_bytes())
    assert notes == [
        "stopped: the file is whole, but what comes back of it was not tried to the end",
        "Write the file again to have it tried.",
    ]
