"""An amendment begun is never lost, and never in the workspace."""

from __future__ import annotations

import pytest

from draftrace.errors import NegotiationError
from draftrace.room.acts import deciding, proposing
from draftrace.tui import carrying
from draftrace.tui.keeping import Draft
from tui.kit import Table, seated


async def test_a_draft_outlives_the_program_and_is_restored(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        await eu.until(lambda: "draft kept" in eu.text())
        # The program dies here: nothing is left by a key.
    workspace_files = {p.name for p in table.root.rglob("*") if p.is_file()}
    assert not [name for name in workspace_files if "draft" in name and name != ".draftrace.toml"]
    async with seated(table, "EU") as eu:
        assert "Unsent drafts of EU are kept for 3." in eu.told[0]
        await eu.go("3")
        await eu.press("a")
        assert "draft of earlier restored" in eu.text()
        await eu.press("ctrl+s")
        await eu.until(lambda: table.pending("3"))
        assert table.pending("3")[0].now.wording.endswith(" Indeed.")
        await eu.press("a")
        assert "draft of earlier restored" not in eu.text(), "it was sent"


async def test_left_in_the_middle_of_a_word_the_last_letters_are_kept(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.pilot.press("x", "y")
        eu.app.exit()
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        assert eu.screen.wording == table.wording("3") + "xy"  # type: ignore[attr-defined]


async def test_drafts_are_each_partys_own(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        await eu.press("escape")
    async with seated(table, "CUB") as cub:
        await cub.go("3")
        await cub.press("a")
        assert "Indeed" not in cub.text()


async def test_leaving_unchanged_keeps_nothing_and_discarding_asks(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a", "escape")
        assert not eu.app.keeping.drafts("EU")
        await eu.press("a")
        await eu.write(" Indeed.")
        await eu.press("ctrl+g", "escape")
        assert eu.on("amend")
        await eu.press("ctrl+g", "enter")
        assert eu.on("draft")
        assert not eu.app.keeping.drafts("EU")


@pytest.mark.parametrize(
    ("accepted", "carried", "told"),
    [
        (
            "Decide to review all progress every two years.",
            "Decide to review all progress every two years. Indeed.",
            "carried over",
        ),
        (
            "Decide to review progress every two years. Truly.",
            "Decide to review progress every two years. Indeed.",
            "the text changed where you amend it",
        ),
    ],
)
async def test_an_edit_under_way_is_carried_over_when_the_text_changes(
    table: Table, accepted: str, carried: str, told: str
) -> None:
    made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), accepted))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: told in eu.text())
        assert eu.screen.wording == carried  # type: ignore[attr-defined]


async def test_what_is_sent_before_the_change_was_seen_takes_nothing_of_it_back(
    table: Table,
) -> None:
    accepted = "Decide to review all progress every two years."
    made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), accepted))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.press("ctrl+s")
        (sent,) = table.pending("3")
        assert sent.now.wording == "Decide to review all progress every two years. Indeed."


def test_what_was_changed_in_another_way_meanwhile_is_not_sent_unseen(table: Table) -> None:
    begun = Draft(
        kind="wording", target=table.id("3"), address="3", party="EU", base=table.wording("3"),
        wording="Decide to review progress yearly.",
    )  # fmt: skip
    assert carrying.as_it_stands(table.state, begun, begun.wording) == begun.wording
    accepted = "Decide to review progress every month."
    made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), accepted))
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
    with pytest.raises(NegotiationError, match="nothing was sent"):
        carrying.as_it_stands(table.state, begun, begun.wording)


async def test_an_editor_in_which_nothing_was_written_shows_what_stands(table: Table) -> None:
    accepted = "Decide to review all progress every two years."
    made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), accepted))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: "this is how it reads now" in eu.text())
        assert eu.screen.wording == accepted  # type: ignore[attr-defined]
        await eu.press("escape")
        assert not eu.app.keeping.drafts("EU")


async def test_the_cursor_stays_at_its_words_when_words_come_in_before_it(table: Table) -> None:
    accepted = "Decide once more to review progress every two years."
    made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), accepted))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a", "left")
        await eu.write(" indeed")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: "carried over" in eu.text())
        await eu.write(", truly")
        assert eu.screen.wording == (  # type: ignore[attr-defined]
            "Decide once more to review progress every two years indeed, truly."
        )


async def test_a_paragraph_struck_while_one_writes_is_said_and_the_draft_kept(table: Table) -> None:
    made = table.act("CUB", lambda s, f: proposing.propose_deletion(s, f, table.id("3")))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: "3 was struck: this draft" in eu.text())
        await eu.press("escape")
        assert eu.app.keeping.drafts("EU")


async def test_a_proposal_decided_while_one_amends_it_is_said(table: Table) -> None:
    own = table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide;"))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("e")
        await eu.until(lambda: eu.on("amend"))
        table.act("CHAIR", lambda s, f: deciding.reject(s, f, [own.act.id]))
        await eu.until(lambda: "EU-1 is rejected: this draft" in eu.text())


async def test_a_state_folder_that_cant_be_written_costs_only_the_keeping(table: Table) -> None:
    blocked = table.root.parent / "a-file"
    blocked.write_text("in the way")
    async with seated(table, "EU", XDG_STATE_HOME=str(blocked)) as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.write(" Indeed.")
        await eu.until(lambda: "draft NOT kept" in eu.text())
        await eu.press("ctrl+s")
        assert table.pending("3")


async def test_private_notes_stay_with_their_party(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("N")
        await eu.write("can accept without it")
        await eu.press("ctrl+s")
        await eu.until(lambda: "can accept without it" in eu.rows("#cards"))
    async with seated(table, "EU") as eu:
        assert eu.app.keeping.note("EU", table.id("3")) == "can accept without it"
        assert eu.app.keeping.note("CUB", table.id("3")) == ""
    assert "can accept" not in (table.root / "sessions" / "journal.db").read_bytes().decode(
        "latin1"
    )
