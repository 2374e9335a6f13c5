"""Sources: suggested by the engine in a worker, confirmed or dismissed by people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from draftrace import intake
from draftrace.room.acts import corpus, deciding, proposing
from draftrace.room.acts.terms import SourceRef
from draftrace.tui.corpus_page import resting_on
from tui.kit import WIDE, Table, seated

REPORT = """\
Report of the working group

Symbol: WG.1

Conclusions

1. The exchange of intelligence among countries of origin should be promoted.

2. Alternative development programmes should be supported.
"""


@pytest.fixture
def sourced(table: Table, tmp_path: Path) -> Table:
    """The table with one report registered."""
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    source = intake.source(file, symbol="WG.1", role="conclusions")
    source.keep(table.workspace.corpus)
    table.act("SEC", lambda s, f: corpus.add_document(s, f, source.intent()))
    return table


async def test_a_suggestion_is_confirmed(sourced: Table) -> None:
    async with seated(sourced, "SEC") as sec:
        await sec.go("2a")
        await sec.press("s")
        await sec.until(lambda: "Suggested" in sec.rows("#cards"))
        cards = " ".join(sec.rows("#cards").split())
        assert "The exchange of intelligence among countries of origin" in cards
        await sec.press("l")
        await sec.until(lambda: "confirmed by SEC" in sec.rows("#cards"))
        assert "◆" in sec.lines()[-2]
    (link,) = sourced.state.now.links[sourced.id("2(a)")]
    assert (link.source.document, link.source.address, link.verdict) == ("WG.1", "1", "confirmed")
    assert link.source.wording.startswith("The exchange of intelligence")
    assert link.evidence


async def test_a_suggestion_is_dismissed_and_not_made_again(sourced: Table) -> None:
    async with seated(sourced, "EU") as eu:
        await eu.go("2c")
        await eu.press("s")
        await eu.until(lambda: "Suggested" in eu.rows("#cards"))
        await eu.press("minus")
        await eu.until(lambda: "Suggested" not in eu.rows("#cards"))
        assert sourced.state.now.links[sourced.id("2(c)")][-1].verdict == "dismissed"
    async with seated(sourced, "EU") as eu:
        await eu.go("2c")
        await eu.press("s")
        await eu.until(lambda: eu.app.reading.suggested.get(sourced.id("2(c)")) is not None)
        assert "Suggested" not in eu.rows("#cards")
        assert "dismissed by EU" in eu.rows("#cards")


async def test_a_confirmed_source_dismissed_later_leaves_no_sign(sourced: Table) -> None:
    async with seated(sourced, "EU", WIDE) as eu:
        await eu.go("2a")
        await eu.press("s")
        await eu.until(lambda: "Suggested" in eu.rows("#cards"))
        await eu.press("l")
        assert "◆" in eu.lines()[-2]
        await eu.press("minus")
        assert "No source is confirmed." in eu.rows("#cards")
        assert "◆" not in eu.lines()[-2]
        assert not resting_on(sourced.state)


async def test_a_suspect_source_says_why_and_is_confirmed_anew(sourced: Table) -> None:
    provision = sourced.id("2(a)")
    source = SourceRef(
        document="WG.1", address="1", wording=REPORT.split("1. ")[1].split("\n", maxsplit=1)[0]
    )
    sourced.act("EU", lambda s, f: corpus.link(s, f, provision, source, relation="adapted"))
    made = sourced.act(
        "EU", lambda s, f: proposing.propose_wording(s, f, provision, "Promote peace;")
    )
    sourced.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
    async with seated(sourced, "EU", WIDE) as eu:
        await eu.go("2a")
        await eu.press("s")
        assert "suspect: " in eu.rows("#cards")
        await eu.press("t")
        assert "suspect: " in eu.rows("#timeline")
        await eu.press("q", "s", "l")
        assert "suspect: " not in eu.rows("#cards")
        await eu.press("minus")
        assert "dismissed by EU" in eu.rows("#cards")


async def test_nothing_chosen_nothing_linked(sourced: Table) -> None:
    async with seated(sourced, "EU") as eu:
        await eu.go("3")
        await eu.press("l")
        assert "No source is chosen." in eu.refused[-1]


async def test_without_documents_it_says_so(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("s")
        assert "No source document is registered." in eu.rows("#cards")


async def test_words_answer_while_the_model_is_still_coming(sourced: Table) -> None:
    """The model's file is a pipe that nobody writes to: whoever reads it waits."""
    folder = sourced.root / "model"
    folder.mkdir()
    os.mkfifo(folder / "model.safetensors")
    (sourced.root / ".draftrace.toml").write_text(f'model = "{folder}"\n', encoding="utf-8")
    async with seated(sourced, "EU") as eu:
        eu.app.meaning = True
        found, notes = eu.app.reading.suggested, eu.app.reading.notes
        first, second = sourced.id("2(a)"), sourced.id("2(c)")
        await eu.go("2a")
        await eu.press("s")
        await eu.until(lambda: found.get(first))
        await eu.go("2c")
        await eu.press("s")
        await eu.until(lambda: found.get(second))
        assert ["Comparing by meaning" in notes[one] for one in (first, second)] == [True, True]
