"""Tracked changes as LibreOffice keeps them: our marked Word file saved by it, and received."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from draftrace import exporters
from draftrace.exporters import compilation
from property.negotiations import TEXT
from received_kit import receive, told
from room_kit import Room

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_what_libreoffice_saved_is_received_alike(tmp_path: Path, suffix: str) -> None:
    room = Room(TEXT)
    made = [
        room.propose("EU", "1", "Promote all services in all regions, as appropriate;"),
        room.propose("NOR", "1", "Promote services in all regions;"),
        room.strike("CUB", "2(b)"),
        room.insert("EU", "4", "Thank the hosts."),
    ]
    for handle in made:
        room.accept(handle)
    room.issue()
    first, last = room.state.past.revisions
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(room.state, last, first), path, as_="marked")
    ours = told(receive(Room(TEXT, level=""), path))
    assert len(ours) == len(made)
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", suffix, "--outdir"]
    command += [str(saved), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    account = receive(Room(TEXT, level=""), saved / f"marked.{suffix}")
    assert told(account) == ours
    assert {left.what for left in account.left} <= {"number typed anew"}
