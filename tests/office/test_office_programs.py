"""Do the programs people use see in our files what we put there?"""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from draftrace.cli.run import run
from draftrace.exporters.pdf import letters_only
from draftrace.exporters.readback import lines_of
from draftrace.exporters.sheet import Sheet, Side, clean
from draftrace.exporters.word_reading import signatures, word_lines
from draftrace.exporting import Order, fulfil
from draftrace.views.moments import position_at
from draftrace.workspace import Workspace
from office import judges
from office.conftest import PAPERS, Papers

TEXTS = ("harbour", "sample")
ORDERS = {
    "history.docx": Order(what="marked", history=True),
    "proposals.xlsx": Order(what="table", table="proposals"),
    **{
        f"rolling-{how}.docx": Order(what="rolling", attribution=how)
        for how in ("inline", "footnote", "anonymous", "none")
    },
}
"""What is judged beside the files of every test here."""


def letters_of(sheet: Sheet) -> str:
    """All letters of the text itself, notes apart; figures citing a note again are raised."""
    lines = lines_of(sheet, "clean")
    notes = len({number for line in lines for number in re.findall(r"\[\^\d+\]", line)})
    return letters_only(lines[: len(lines) - notes])[0]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_libreoffice_prints_our_text(
    papers: Papers, tmp_path: Path, name: str, suffix: str
) -> None:
    page = judges.converted(papers.path(name, "clean", suffix), tmp_path, papers.profile)
    assert letters_only([judges.body_letters(page)])[0] == letters_of(clean(papers.sheets[name]))
    shares = judges.pictured(page, f"{name}-clean-{suffix}")
    assert all(share > 2 for share in shares)


@pytest.mark.parametrize("saved", ["docx", "odt", "pdf"])
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_what_libreoffice_saved_again_is_still_what_was_agreed(
    papers: Papers, tmp_path: Path, suffix: str, saved: str
) -> None:
    """Read as any file, not as one of ours: paragraphs run over pages, labels hang, notes too."""
    file = papers.path("sample", "clean", suffix)
    again = judges.converted(file, tmp_path, papers.profile, saved)
    told = run(
        ["-C", str(papers.folder / "sample"), "verify", str(again), "--against", "adopted+Corr.1"]
    )
    assert told == 0


def test_a_page_of_ours_that_libreoffice_saved_keeps_its_notes(
    papers: Papers, tmp_path: Path
) -> None:
    page = papers.path("sample", "clean", "html")
    again = judges.converted(page, tmp_path, papers.profile, "odt")
    sample = str(papers.folder / "sample")
    assert run(["-C", sample, "verify", str(again), "--against", "adopted+Corr.1"]) == 0


@pytest.mark.parametrize("name", PAPERS)
def test_the_papers_open_and_show(papers: Papers, tmp_path: Path, name: str) -> None:
    path = papers.folder / name
    if path.suffix == ".html":
        command = [*judges.validator(), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        page = tmp_path / "printed.pdf"
        how = [f"--print-to-pdf={page}", "--no-pdf-header-footer"]
        judges.browsed(path, tmp_path / "profile", *how)
    else:
        page = judges.converted(path, tmp_path, papers.profile)
    assert judges.pictured(page, name.replace(".", "-"))


def test_every_word_file_and_workbook_is_valid_open_xml(papers: Papers) -> None:
    workspace = Workspace.find(papers.folder / "sample")
    state = workspace.state()
    between = workspace.state_at(position_at(state, "Third intersessional meeting"))
    assert between.now.pending
    for name, order in ORDERS.items():
        seen = between if order.what == "rolling" else state
        fulfil(workspace, seen, order, papers.folder / name)
    workspace.journal.close()
    written = sorted([*papers.folder.glob("*.docx"), *papers.folder.glob("*.xlsx")])
    assert len(written) >= len(ORDERS) + len(TEXTS) * 2
    assert {f.name: judges.faults_of_open_xml(f) for f in written} == {f.name: [] for f in written}
    assert _with_a_fault(papers.path("harbour", "marked", "docx"), papers.folder / "wrong.docx")


def _with_a_fault(path: Path, spoilt: Path) -> list[str]:
    """What the judge says of the same file with one attribute of no schema."""
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(spoilt, "w") as bad:
        for part in good.namelist():
            text = good.read(part)
            if part == "word/document.xml":
                text = text.replace(b"<w:ins ", b'<w:ins w:nobody="1" ')
            bad.writestr(part, text)
    return judges.faults_of_open_xml(spoilt)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_libreoffice_opens_a_marked_file(
    papers: Papers, tmp_path: Path, name: str, suffix: str
) -> None:
    page = judges.converted(papers.path(name, "marked", suffix), tmp_path, papers.profile)
    assert judges.pictured(page, f"{name}-marked-{suffix}")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("how", "side"), [("Accept", "clean"), ("Reject", "base")])
def test_libreoffice_takes_all_changes_in_or_out(
    papers: Papers, tmp_path: Path, name: str, how: str, side: Side
) -> None:
    told = judges.settled(papers.path(name, "marked", "docx"), how, tmp_path, papers.profile)
    content = told.read_bytes()
    assert word_lines(content, "clean") == lines_of(papers.sheets[name], side)
    assert signatures(content).changes == frozenset()


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("mode", ["clean", "marked"])
def test_python_docx_reads_it(papers: Papers, name: str, mode: str) -> None:
    read = docx.Document(str(papers.path(name, mode, "docx")))
    assert len(read.paragraphs) >= len(papers.sheets[name].blocks) - (mode == "clean") * 20
    assert read.sections[0].first_page_header.paragraphs[0].text


def test_libreoffice_opens_the_compiled_draft(papers: Papers, tmp_path: Path) -> None:
    page = judges.converted(papers.folder / "rolling-margin.docx", tmp_path, papers.profile)
    assert judges.pictured(page, "rolling-margin")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("mode", ["clean", "marked"])
def test_the_html_checker_finds_no_error(papers: Papers, name: str, mode: str) -> None:
    command = [*judges.validator(), str(papers.path(name, mode, "html"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("mode", ["clean", "marked"])
def test_chromium_shows_the_page(papers: Papers, tmp_path: Path, name: str, mode: str) -> None:
    printed = tmp_path / "printed.pdf"
    how = [f"--print-to-pdf={printed}", "--no-pdf-header-footer"]
    judges.browsed(papers.path(name, mode, "html"), tmp_path / "profile", *how)
    shown = letters_only([judges.body_letters(printed)])[0]
    alone = [line for line in lines_of(papers.sheets[name], "clean") if "[^" not in line]
    cut = [line for line in alone if letters_only([line])[0] not in shown]
    shares = judges.pictured(printed, f"{name}-{mode}-html")
    assert all(share > 2 for share in shares)
    # A number at its foot cuts the paragraph that runs over the page; changes cut theirs.
    assert len(cut) < len(shares) or mode == "marked"


def test_what_chromium_printed_is_still_what_was_agreed(papers: Papers, tmp_path: Path) -> None:
    """Notes and seal included, with the browser's own head and foot."""
    printed = tmp_path / "printed.pdf"
    page = papers.path("sample", "clean", "html")
    judges.browsed(page, tmp_path / "profile", f"--print-to-pdf={printed}")
    sample = str(papers.folder / "sample")
    assert run(["-C", sample, "verify", str(printed), "--against", "adopted+Corr.1"]) == 0


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("mode", ["clean", "marked"])
def test_our_own_pages_are_pictured(papers: Papers, name: str, mode: str) -> None:
    shares = judges.pictured(papers.path(name, mode, "pdf"), f"{name}-{mode}-pdf")
    assert all(share > 2 for share in shares)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_a_damaged_file_would_be_noticed(papers: Papers, tmp_path: Path, suffix: str) -> None:
    """The judge itself is judged: it does not open whatever it is given."""
    whole = papers.path("harbour", "clean", suffix)
    broken = tmp_path / f"broken.{suffix}"
    body = "word/document.xml" if suffix == "docx" else "content.xml"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            target.writestr(each, content[: len(content) // 2] if each == body else content)
    try:
        page = judges.converted(broken, tmp_path, papers.profile)
    except (AssertionError, subprocess.CalledProcessError):
        return
    assert letters_only([judges.body_letters(page)])[0] != letters_of(
        clean(papers.sheets["harbour"])
    )
