"""The one declaration of actions holds together."""

from __future__ import annotations

import pytest

from draftrace.room.roles import RULES
from draftrace.tui import actions
from draftrace.tui.declared import ACTIONS, MOVING, SCREENS, ScreenName
from draftrace.tui.screens.amend import AmendScreen
from draftrace.tui.screens.compare import CompareScreen
from draftrace.tui.screens.corpus import CorpusScreen
from draftrace.tui.screens.decide import DecideScreen
from draftrace.tui.screens.draft import DraftScreen
from draftrace.tui.screens.export import ExportScreen
from draftrace.tui.screens.record import RecordScreen
from draftrace.tui.screens.trace import TraceScreen
from tui.kit import Table, seated

CLASSES = {
    "draft": DraftScreen,
    "amend": AmendScreen,
    "decide": DecideScreen,
    "trace": TraceScreen,
    "compare": CompareScreen,
    "corpus": CorpusScreen,
    "record": RecordScreen,
    "export": ExportScreen,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_can_be_done_on_its_screens(screen: ScreenName) -> None:
    for action in actions.of_screen(screen):
        if action not in MOVING:
            assert hasattr(CLASSES[screen], action.method), (screen, action.id)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_does_two_things_on_one_screen(screen: ScreenName) -> None:
    keys = [k for a in actions.of_screen(screen) if a.key for k in a.key.split(",")]
    assert sorted(keys) == sorted(set(keys))


def test_ids_are_unique_and_kinds_are_rules_of_the_room() -> None:
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    assert {a.kind for a in ACTIONS if a.kind} <= set(RULES)


def test_a_verb_has_the_same_key_everywhere() -> None:
    keys = {a.title: a.key for a in ACTIONS if a.title in ("Amend", "Trace") and a.key.isalpha()}
    assert keys == {"Amend": "a", "Trace": "t"}


def test_the_readmes_table_names_every_action() -> None:
    table = actions.key_table()
    assert all(f"{a.title}: {a.help}" in table for a in ACTIONS)
    assert all(line.count("|") == 5 for line in table.strip().splitlines())


async def test_the_palette_offers_only_what_the_party_may_do(table: Table) -> None:
    async with seated(table, "EU") as eu:
        offered = {c.title for c in eu.app.get_system_commands(eu.app.screen)}
        assert {"Amend", "Trace", "Act as another party", "Theme"} <= offered
        assert not {"Agree", "Decide", "Reopen"} & (offered - {"Decide"})
    async with seated(table, "CHAIR") as chair:
        offered = {c.title for c in chair.app.get_system_commands(chair.app.screen)}
        assert {"Agree", "Decide", "Reopen"} <= offered
        assert "Co-sponsor" not in offered


async def test_an_action_is_done_from_the_palette(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.press("ctrl+p")
        await eu.write("reading mode")
        await eu.until(lambda: "Reading mode" in eu.text())
        await eu.press("enter")
        await eu.until(lambda: eu.app.reading.mode == "marked")
