"""Progress over the meetings, and looking at an earlier moment, by command."""

from __future__ import annotations

from cli.kit import DRAFT, Desk


def _tabled(desk: Desk) -> None:
    desk.done("init", ".", "--title", "Test")
    (desk.folder / "L1.md").write_text(DRAFT, encoding="utf-8")
    desk.done("party", "add", "EU", "European Union")
    desk.done("table", "L1.md", "--symbol", "L.1")
