"""The language of the floor: replace, delete, insert, each phrase found once or refused."""

from __future__ import annotations

import pytest

from draftrace.compare.phrases import Amendment, PhraseError, amended, find

TEXT = "States should, as appropriate, promote the exchange of “good practices” in all regions."


@pytest.mark.parametrize(
    ("action", "phrase", "text", "expected"),
    [
        ("replace", "should", "shall", TEXT.replace("should", "shall")),
        ("delete", ", as appropriate,", "", TEXT.replace(", as appropriate,", "")),
        ("delete", "as appropriate, ", "", TEXT.replace("as appropriate,", "").replace("  ", " ")),
        ("delete", "States", "", TEXT.removeprefix("States ")),
        ("delete", "in all regions", "", TEXT.replace(" in all regions", "")),
        ("after", "exchange", "and use", TEXT.replace("exchange", "exchange and use")),
        ("after", "exchange", ", and use,", TEXT.replace("exchange", "exchange, and use,")),
        ("before", "exchange", "timely", TEXT.replace("exchange", "timely exchange")),
        ("before", "States", "All", "All " + TEXT),
        ("before", ", as", ", where needed", TEXT.replace(", as", ", where needed, as")),
        ("replace", '"good practices"', "evidence", TEXT.replace("“good practices”", "evidence")),
        ("replace", "STATES", "Parties", TEXT.replace("States", "Parties")),
    ],
)
def test_one_change(action: str, phrase: str, text: str, expected: str) -> None:
    assert amended(TEXT, [Amendment(action, phrase, text)]) == expected  # type: ignore[arg-type]


def test_text_before_punctuation_or_a_bracket_keeps_its_spaces() -> None:
    assert amended("act (soon).", [Amendment("after", "act", "now")]) == "act now (soon)."
    assert amended("act;", [Amendment("before", ";", "now")]) == "act now;"
    assert amended("we act", [Amendment("before", "act", ", too,")]) == "we , too, act"
    assert amended("[we]act", [Amendment("after", "[we]", "all")]) == "[we] all act"


def test_several_changes_do_not_depend_on_their_order() -> None:
    changes = [
        Amendment("replace", "should", "shall"),
        Amendment("delete", ", as appropriate,"),
        Amendment("after", "regions", "and subregions"),
    ]
    made = amended(TEXT, changes)
    assert made == amended(TEXT, changes[::-1])
    assert made.startswith("States shall promote")


def test_changes_to_the_same_words_are_refused() -> None:
    with pytest.raises(PhraseError, match="touch the same words"):
        amended(TEXT, [Amendment("replace", "should", "shall"), Amendment("delete", "should,")])
    with pytest.raises(PhraseError, match="touch the same words"):
        amended(TEXT, [Amendment("after", "should", "a"), Amendment("after", "should", "b")])


def test_a_phrase_missing_or_found_twice_is_refused_with_its_places() -> None:
    with pytest.raises(PhraseError, match="not in the wording") as missing:
        amended(TEXT, [Amendment("delete", "peace")])
    assert "It says: States should" in missing.value.hint
    with pytest.raises(PhraseError, match="2 times") as twice:
        amended("act and act again", [Amendment("delete", "act")])
    assert "(2)" in twice.value.message
    with pytest.raises(PhraseError, match="not in the wording"):
        amended("marshalled", [Amendment("replace", "shall", "should")])
    assert find(TEXT, "  ") == []


def test_a_phrase_found_everywhere_is_refused_with_its_first_places_alone() -> None:
    with pytest.raises(PhraseError) as refused:
        amended("all men and " * 20, [Amendment("delete", "men")])
    assert "stands there 20 times: (1) " in str(refused.value)
    assert "(5)" in str(refused.value)
    assert "(6)" not in str(refused.value)
    assert "; and 15 more." in str(refused.value)
