"""Proposals are tied to a package by picking them from a list, not by remembering their names."""

from __future__ import annotations

from draftrace.room.acts import proposing
from tui.kit import NARROW, Table, seated


def proposed(table: Table, by: str, address: str, wording: str) -> None:
    table.act(by, lambda s, f: proposing.propose_wording(s, f, table.id(address), wording))


async def test_a_package_is_picked_named_and_refused_on_the_way(table: Table) -> None:
    async with seated(table, "EU", NARROW) as seat:
        await seat.press("P")
        assert "There is nothing to tie." in seat.refused[-1]
        assert "Amend (a) makes one" in seat.refused[-1]
    proposed(table, "EU", "1", "Reaffirm the aims;")
    proposed(table, "EU", "3", "Decide to review progress every year.")
    proposed(table, "NOR", "3", "Decide to review all progress every two years.")
    async with seated(table, "EU", NARROW) as seat:
        await seat.go("3")
        await seat.press("P")
        told = seat.text()
        assert "□ EU-1 1" in told
        assert "■ EU-2 3" in told, "what is on the provision is picked already"
        assert "□ NOR-1 3 Decide to review {+all+} progress" in told
        await seat.press("enter")
        assert "One proposal alone is no package." in seat.refused[-1]
        assert not seat.app.screen.is_modal
        await seat.press("P", "home", "space", "end", "space", "enter")
        assert "Accepted together or not at all: EU-1, EU-2. Only with NOR-1." in seat.text()
        await seat.press("enter")
        assert "needs a name" in seat.refused[-1]
        await seat.write("Review")
        await seat.press("enter")
        (package,) = table.state.now.packages.values()
        handles = {p: table.state.proposal(p).handle for p in table.state.now.pending}  # type: ignore[union-attr]
        assert [handles[p] for p in package.proposals] == ["EU-1", "EU-2"]
        assert [handles[p] for p in package.upon] == ["NOR-1"]
        await seat.press("u")
        assert not [p for p in table.state.now.packages.values() if p.life == "open"]


async def test_leaving_the_list_or_the_name_ties_nothing(table: Table) -> None:
    for address in ("1", "3"):
        proposed(table, "EU", address, "Other words.")
    async with seated(table, "EU", NARROW) as seat:
        await seat.press("P", "space", "escape")
        assert not seat.app.screen.is_modal
        await seat.press("P", "space", "down", "space", "enter", "escape")
        assert not seat.app.screen.is_modal
    assert not table.state.now.packages
