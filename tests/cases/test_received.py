"""Files LibreOffice wrote of a text of ours, received: every change is a proposal or named."""

from __future__ import annotations

import pytest

from cases.writer_edits import FOLDER, LEFT, OFFERED, left, offered, received, tabled
from cli.conftest import fresh
from cli.kit import Desk

__all__ = ["fresh"]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_what_two_people_changed_in_writer(fresh: Desk, suffix: str) -> None:
    desk = tabled(fresh)
    path = FOLDER / f"edited-in-writer.{suffix}"
    before = desk.done("log", "--json").out
    seen = received(desk, path, "--dry-run")
    assert offered(seen) == OFFERED
    assert left(seen) == LEFT
    (reason,) = {each["reason"] for each in seen["proposals"] if "four" in each["wording"]}
    assert reason == "Four years give time."
    assert desk.done("log", "--json").out == before
    done = received(desk, path)
    assert [(each["party"], each["wording"]) for each in done["proposals"]] == [
        (party, wording) for party, _change, _address, wording in OFFERED
    ]
    assert len(desk.done("log", "--last", "10", "--json").json) == len(OFFERED)
    assert offered(received(desk, path)) == []
