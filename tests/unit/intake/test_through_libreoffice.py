"""Tracked changes as LibreOffice keeps them: our marked Word file saved by it, and received."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from draftrace import exporters
from draftrace.exporters import compilation
from draftrace.intake import tracked
from draftrace.room.acts import proposing, restructuring
from property.negotiations import TEXT
from received_kit import receive, told
from room_kit import Room

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffixes", [["odt"], ["docx"], ["odt", "docx"]], ids="-".join)
def test_what_libreoffice_saved_is_received_alike(tmp_path: Path, suffixes: list[str]) -> None:
    room = Room(TEXT)
    at = {p.now.address: p.id for p in room.state.standing()}
    every = [
        room.propose("EU", "1", "Promote all services in all regions, as appropriate;"),
        room.propose("NOR", "1", "Promote services in all regions;"),
        room.strike("CUB", "2(b)"),
        room.insert("EU", "4", "Thank the hosts."),
    ]
    for party, decide in (
        ("CUB", lambda s, f: proposing.propose_move(s, f, at["2(c)"], at["1"], reason="first")),
        ("NOR", lambda s, f: restructuring.propose_merge(s, f, at["3"], [at["4"]])),
        ("EU", lambda s, f: restructuring.propose_split(s, f, at["PP1"], ["what all"])),
    ):
        room.act(party, decide, happened="2030-03-09T10:12:00Z")
    for proposal in sorted(room.state.now.pending.values(), key=lambda p: p.stamp.position):
        room.accept(proposal.handle)
    room.issue()
    first, last = room.state.past.revisions
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(room.state, last, first), path, as_="marked")
    ours = receive(Room(TEXT, level=""), path)
    assert len(ours.offered) == len(every) + 3
    for number, suffix in enumerate(suffixes):
        path = saved(path, suffix, tmp_path / str(number))
    assert tracked.read(path).until == "2030-03-09T10:12:00Z"
    account = receive(Room(TEXT, level=""), path)
    assert told(account) == told(ours)
    assert [o.change.reason for o in account.offered] == [o.change.reason for o in ours.offered]
    assert {left.what for left in account.left} <= {"number typed anew"}


def saved(path: Path, suffix: str, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", suffix, "--outdir"]
    command += [str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{suffix}"
