"""The corpus by keys: ask, read, link, dismiss, what became of conclusions."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace import intake
from draftrace.room.acts import corpus
from draftrace.room.entities import Link
from draftrace.tui.cards import source_key
from draftrace.tui.screens.corpus import CorpusScreen
from tui.kit import NARROW, WIDE, Seat, Table, seated

REPORT = """\
Report of the working group

Symbol: WG.1

I. Organization

1. The group met for three days.

II. Conclusions

2. The exchange of intelligence among countries of origin should be promoted.

3. Alternative development programmes should be supported.

4. Lighthouses should be repainted in a cheerful colour.
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


async def opened(seat: Seat) -> CorpusScreen:
    await seat.press("6")
    screen = seat.screen
    assert isinstance(screen, CorpusScreen)
    await seat.until(lambda: screen.document is not None)
    return screen


async def asked(seat: Seat, words: str) -> CorpusScreen:
    """Ask the corpus and wait for what the words alone find."""
    screen = seat.screen
    assert isinstance(screen, CorpusScreen)
    await seat.press("slash")
    await seat.write(words)
    await seat.press("enter")
    await seat.until(lambda: screen.memory.query == words and not screen.note.startswith("asking"))
    return screen


def links(table: Table, address: str) -> list[Link]:
    return table.state.now.links.get(table.id(address), [])


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("party", ["OBS", "EU", "CHAIR", "SEC"])
async def test_everybody_asks_and_reads(sourced: Table, party: str, size: tuple[int, int]) -> None:
    async with seated(sourced, party, size) as seat:
        await opened(seat)
        screen = await asked(seat, "intelligence")
        assert [hit.source.address for hit in screen.hits] == ["2"]
        assert "exchange of intelligence" in seat.rows("#found")
        assert screen.found.has_focus
        start, end = screen.hits[0].spans[0]
        assert "intelligence" in screen.hits[0].source.wording[start:end]
        await seat.press("tab")
        await seat.until(lambda: screen.source.cursor == source_key("WG.1", "2"))
        assert "Lighthouses" in seat.rows("#source")
        await seat.press("q")
        assert seat.on("corpus")
        await seat.press("q")
        assert seat.on("draft")


async def test_letters_are_letters_while_a_query_is_written(sourced: Table) -> None:
    async with seated(sourced, "EU") as eu:
        screen = await opened(eu)
        await eu.press("slash")
        await eu.write("lfnpqtux 1567")
        assert eu.on("corpus")
        assert screen.query_line.value == "lfnpqtux 1567"
        await eu.until(lambda: "No paragraph holds these words" in eu.rows("#found"))
        await eu.press("escape", "q")
        assert eu.on("draft")


async def test_a_query_is_answered_while_it_is_written(sourced: Table) -> None:
    async with seated(sourced, "EU") as eu:
        screen = await opened(eu)
        await eu.press("slash")
        await eu.write("lighthouses")
        await eu.until(lambda: [hit.source.address for hit in screen.hits] == ["4"])
        assert eu.app.focused is screen.query_line


async def test_a_paragraph_is_linked_with_relation_and_reason(sourced: Table) -> None:
    async with seated(sourced, "SEC") as sec:
        await sec.go("2(c)")
        await opened(sec)
        await asked(sec, "alternative development")
        assert "provision 2(c)" in sec.lines()[-2]
        await sec.press("l")
        await sec.until(lambda: "descends from WG.1 3" in sec.text())
        await sec.press("home", "down", "space", "tab")
        await sec.write("born there")
        await sec.press("ctrl+s")
        await sec.until(lambda: bool(links(sourced, "2(c)")))
        link = links(sourced, "2(c)")[0]
        assert (link.relation, link.reason, link.verdict) == ("adapted", "born there", "confirmed")
        assert link.evidence
        await sec.until(lambda: "◆ 2(c)" in sec.rows("#found"))
        await sec.press("enter")
        await sec.until(lambda: sec.on("draft"))
        assert sec.app.place == sourced.id("2(c)")
        await sec.press("u")
        await sec.until(lambda: not links(sourced, "2(c)"))


async def test_linking_can_be_thought_better_of(sourced: Table) -> None:
    async with seated(sourced, "SEC") as sec:
        await sec.go("3")
        await opened(sec)
        await asked(sec, "lighthouses")
        await sec.press("l")
        await sec.until(lambda: "They share no telling words" in sec.text())
        await sec.press("escape")
        assert not links(sourced, "3")


async def test_a_paragraph_is_dismissed_from_the_document(sourced: Table) -> None:
    async with seated(sourced, "SEC") as sec:
        await sec.go("3")
        screen = await opened(sec)
        await sec.press("tab", "end")
        assert screen.source.has_focus
        await sec.press("minus")
        await sec.until(lambda: bool(links(sourced, "3")))
        assert links(sourced, "3")[0].verdict == "dismissed"
        assert links(sourced, "3")[0].source.address == "4"


async def test_an_observer_is_told_which_rule_forbids_linking(sourced: Table) -> None:
    async with seated(sourced, "OBS") as observer:
        await opened(observer)
        await asked(observer, "lighthouses")
        assert "l link" not in observer.lines()[-1]
        for key in ("l", "minus"):
            await observer.press(key)
            (said,) = observer.refused
            assert "OBS (observer) may not" in said
        assert not sourced.state.now.links


async def test_agreed_language_word_for_word_and_nearly(sourced: Table) -> None:
    async with seated(sourced, "EU") as eu:
        screen = await opened(eu)
        await eu.press("right")
        await asked(eu, "alternative development programmes")
        await eu.until(lambda: bool(screen.hits))
        told = eu.rows("#found")
        assert "word for word" in told
        assert any(hit.source.document == "WG.1" for hit in screen.hits)
        assert any(hit.source.document == "tabled" for hit in screen.hits), "issued texts count"
        places = [(hit.source.document, hit.source.address) for hit in screen.hits]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_coverage_says_what_became_of_each_conclusion(
    sourced: Table, size: tuple[int, int]
) -> None:
    async with seated(sourced, "OBS", size) as observer:
        screen = await opened(observer)
        await observer.press("left")
        await observer.until(lambda: len(screen.points()[0]) == 3)
        told = observer.rows("#found")
        assert "·D 4" in told
        assert "dropped 1" in told
        assert "of 3 conclusions" in told
        suggested = [t for p in screen.points()[0] for t in p.targets]
        assert {t.verdict for t in suggested} == {"suggested"}
        assert "?" in told
        await observer.press("f", "end", "enter")
        assert screen.memory.outcome == "dropped"
        assert "Alternative development" not in observer.rows("#found")
        await observer.press("f", "home", "enter", "home")
        await observer.press("enter")
        await observer.until(lambda: observer.on("draft") or "Which provision" in observer.text())


async def test_a_confirmed_link_changes_the_coverage(sourced: Table) -> None:
    async with seated(sourced, "SEC") as sec:
        await sec.go("3")
        screen = await opened(sec)
        await sec.press("left")
        await sec.until(lambda: len(screen.points()[0]) == 3)
        await sec.press("end", "l")
        await sec.until(lambda: "descends from WG.1 4" in sec.text())
        await sec.press("ctrl+s")
        await sec.until(lambda: bool(links(sourced, "3")))
        await sec.until(lambda: screen.points()[0][2].basis == "confirmed")
        assert screen.points()[0][2].outcome == "thematic"


async def test_a_document_is_chosen_and_read(sourced: Table) -> None:
    async with seated(sourced, "OBS", NARROW) as observer:
        screen = await opened(observer)
        await observer.press("b", "enter")
        assert screen.source.has_focus
        assert "II Conclusions" in " ".join(observer.rows("#source").split())
        await observer.press("enter")
        assert "Nothing is known to rest on WG.1" in observer.refused[-1]


async def test_a_source_that_is_missing_is_named(sourced: Table) -> None:
    for path in sourced.workspace.corpus.iterdir():
        path.unlink()
    async with seated(sourced, "OBS") as observer:
        await observer.press("6")
        screen = observer.screen
        assert isinstance(screen, CorpusScreen)
        await observer.until(lambda: bool(screen.trouble))
        assert screen.trouble[:20] in observer.text()


async def test_without_documents_the_next_step_is_named(table: Table) -> None:
    async with seated(table, "SEC", NARROW) as sec:
        await sec.press("6", "l", "enter", "b", "f", "escape", "right", "tab", "tab")
        assert "Register a source" in sec.text()


@pytest.mark.parametrize("size", [NARROW, WIDE, (240, 70)])
async def test_plain_terminals_read_the_corpus_too(sourced: Table, size: tuple[int, int]) -> None:
    async with seated(sourced, "OBS", size, DRAFTRACE_ASCII="1") as observer:
        screen = await opened(observer)
        await observer.press("left")
        await observer.until(lambda: len(screen.points()[0]) == 3)
        await observer.settled()
        assert "D 4" in observer.rows("#found")
        assert all(line.isascii() for line in observer.lines())
