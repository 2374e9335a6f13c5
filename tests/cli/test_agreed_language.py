"""Where was it said before, in the corpus and in the revisions, and does it still stand?"""

from __future__ import annotations

from cli.kit import Desk


def test_the_corpus_and_the_revisions_are_asked(desk: Desk) -> None:
    told = desk.done("agreed", "exchange of intelligence", "--json").json
    places = [(o["kind"], o["document"], o["address"]) for o in told["occurrences"]]
    assert places[:2] == [("corpus", "WG.1", "2(a)"), ("revision", "tabled", "PA/2(a)")]
    assert told["exact"] == 2
    assert told["occurrences"][0]["date"] == "1 February 2030"
    assert told["drift"] == []
    text = desk.done("agreed", "exchange of intelligence").out
    assert "Word for word: 2 (corpus 1, revision 1)." in text
    assert "= WG.1 2(a) (1 February 2030)" in text


def test_a_long_paragraph_is_shown_around_every_place_of_the_phrase(desk: Desk) -> None:
    river = " ".join(f"*Wells* of river {n} are kept open" for n in range(1, 30))
    long = f"# Wells\n\nSymbol: LONG\n\n1. Dig deep wells. {river}. Dig deep wells near towns.\n"
    (desk.folder.parent / "long.md").write_text(long, encoding="utf-8")
    desk.done("corpus", "add", "../long.md", "--role", "reference")
    _, place, *shown = desk.done("agreed", "dig deep wells").out.splitlines()
    assert place == "= LONG 1 ×2"
    first, second = " ".join(line.strip() for line in shown).split(" … ")
    assert first.startswith("Dig deep wells. *Wells* of river 1 are")
    assert second.endswith("are kept open. Dig deep wells near towns.")
    assert len(first) < 120 > len(second)


def test_an_earlier_revision_shows_its_departure_and_its_meeting(desk: Desk) -> None:
    desk.done("propose", "PA/2(b)", "--by", "EU", "--replace", "agencies", "services")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("issue")
    told = desk.done("agreed", "PA 2 (b)", "--json").json
    assert told["asked"] == "Strengthen border control services;"
    near = [o for o in told["occurrences"] if o["document"] == "tabled"]
    assert [o["address"] for o in near] == ["PA/2(b)"]
    assert ["-", "services"] in near[0]["departure"]
    exact = [o for o in told["occurrences"] if o["document"] == "Rev.1"]
    assert [(o["exact"], o["meeting"]) for o in exact] == [(True, "First informal")]


def test_drift_is_told_when_cited_words_go(desk: Desk) -> None:
    assert "No source has been confirmed" in desk.done("agreed", "PA/2(a)").out
    desk.done("link", "PA/2(a)", "WG.1:2(a)", "--by", "EU")
    calm = desk.done("agreed", "--drift")
    assert "reads as it was confirmed" in calm.out
    desk.done("propose", "PA/2(a)", "--by", "EU", "--replace", "intelligence", "views")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    (found,) = desk.done("agreed", "PA/2(a)", "--json").json["drift"]
    assert found["changes"][-1]["revision"] == "standing"
    assert any("intelligence" in words for words in found["lost"])
    assert "cited words that stand no longer" in desk.done("agreed", "--drift").out


def test_a_phrase_nobody_said_is_found_nowhere(desk: Desk) -> None:
    told = desk.done("agreed", "zeppelin", "--json").json
    assert (told["exact"], told["near"], told["occurrences"]) == (0, 0, [])
    assert desk.done("agreed", "purple zeppelin race").out.startswith("Said nowhere in the corpus")


def test_what_looks_like_an_address_may_be_a_phrase(desk: Desk) -> None:
    told = desk.done("agreed", "PA/99")
    assert "Said nowhere" in told.out
    assert "No provision has the address PA/99" in told.err
    assert desk.done("agreed", "30 per cent").err == ""
    text = desk.done("suggest", "half of 2035", "--lexical").out
    assert text.startswith("text")


def test_no_phrase_is_a_question(desk: Desk) -> None:
    desk.refused("which phrase", "agreed", code=2)


def test_suggesting_for_words_that_nobody_used_finds_no_source(desk: Desk) -> None:
    for asked in (
        "zeppelin",
        "Zwei Schiffe fuhren nach Norden",
        "Les navires partent vers le nord",
    ):
        told = desk.done("suggest", asked, "--lexical")
        assert "No source found" in told.out
        assert desk.done("suggest", asked, "--lexical", "--json").json[0]["suggestions"] == []


def test_suggesting_asks_for_one_or_all_and_for_one_source_at_least(desk: Desk) -> None:
    desk.refused("not both", "suggest", "PA/2(a)", "--all", "--lexical", code=2)
    desk.refused("0", "suggest", "PA/2(a)", "--limit", "0", code=2)


def test_suggesting_without_a_corpus_says_so(fresh: Desk) -> None:
    fresh.done("table", "../draft.md")
    told = fresh.done("suggest", "PA/2(a)", "--lexical")
    assert "No source found" in told.out
    assert "corpus is empty" in told.err
