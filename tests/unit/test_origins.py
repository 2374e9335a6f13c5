"""Where each word of a text comes from, told as a reader would check it."""

from __future__ import annotations

from draftrace.compare.origins import Origins, TracedWord, Word, origins_of_versions

REEF = "Ships shall keep clear of the outer reef in fog and report every wreck they meet."
LIGHT = "The keeper lights the lamp at dusk, trims it twice a night and writes down the weather."
CREW = "A crew of nine suffices in summer; in winter three more hands are taken on."
TEXT = [REEF, LIGHT, CREW]


def read(*revisions: list[str]) -> list[list[Word]]:
    origins = Origins()
    for count, paragraphs in enumerate(revisions):
        assert origins.read(paragraphs) == count
    return origins.words()


def brought_in(words: list[list[Word]], revision: int) -> str:
    return " ".join(w.text for paragraph in words for w in paragraph if w.origin == revision)


def restored(words: list[list[Word]], revision: int) -> str:
    return " ".join(w.text for paragraph in words for w in paragraph if w.restored == revision)


def test_the_first_revision_brings_in_everything() -> None:
    assert read(["Ships yield.", ""]) == [
        [Word("Ships", 0, None), Word("yield", 0, None), Word(".", 0, None)],
        [],
    ]


def test_nothing_read_nothing_known() -> None:
    assert Origins().words() == []
    assert read([], []) == []


def test_an_insertion_is_of_its_revision() -> None:
    words = read(TEXT, [REEF.replace("outer", "outer and inner"), LIGHT, CREW])
    assert brought_in(words, 1) == "and inner"


def test_what_a_redline_shows_as_put_in_is_what_came_in() -> None:
    words = read(
        ["Each lights the lamp and trims it."],
        ["Each lights the lamp and trims it, as keepers do it."],
    )
    assert [word.origin for word in words[0]] == [0] * 7 + [1] * 5 + [0]
    words = read([f"{LIGHT} {CREW}"], [f"{LIGHT} {REEF} {CREW}"])
    assert brought_in(words, 1) == " ".join(word.text for word in read([REEF])[0])
    words = read([LIGHT], [LIGHT.replace("at dusk,", "at dawn, at dusk,")])
    assert [word.text for word in words[0] if word.origin] == ["at", "dawn", ","]


def test_of_two_places_words_came_in_where_they_go_together_elsewhere() -> None:
    bell = "In the fog, in the night and in the snow they ring the bell."
    lamp, oil = "Each trims the lamp.", "Each trims the oil in the lamp."
    assert brought_in(read([bell, lamp], [bell, oil]), 1) == "oil in the"
    # One provision is too short to tell: there it is as a redline shows it.
    _, words = origins_of_versions([("tabled", f"{bell} {lamp}"), ("Rev.1", f"{bell} {oil}")])
    assert [word.text for word in words if word.origin == "Rev.1"] == ["the", "oil", "in"]


def test_a_replacement_is_of_its_revision() -> None:
    words = read(TEXT, [REEF.replace("shall", "should"), LIGHT, CREW])
    assert brought_in(words, 1) == "should"


def test_a_small_word_in_a_replaced_phrase_is_new() -> None:
    old = REEF.replace("keep clear of the outer reef", "stay on the river and the lake")
    assert brought_in(read(TEXT, [old, LIGHT, CREW]), 1) == "stay on the river and the lake"


def test_a_capital_letter_makes_no_new_word() -> None:
    words = read(["it should keep the lamp lit"], ["It should keep the lamp lit"])
    assert words[0][0] == Word("It", 0, None)


def test_half_a_symbol_may_be_new() -> None:
    words = read(["resolution 61/183 on lamps"], ["resolution 62/183 on lamps"])
    assert brought_in(words, 1) == "62"


def test_a_moved_paragraph_keeps_its_origin() -> None:
    assert brought_in(read(TEXT, [CREW, REEF, LIGHT]), 1) == ""


def test_a_phrase_moved_to_another_paragraph_keeps_its_origin() -> None:
    phrase = "and report every wreck they meet"
    words = read(TEXT, [REEF.replace(f" {phrase}", ""), LIGHT, CREW.replace(".", f" {phrase}.")])
    assert brought_in(words, 1) == restored(words, 1) == ""


def test_a_split_and_a_merger_keep_all_origins() -> None:
    halves = ["The keeper lights the lamp at dusk, trims it", "twice a night and writes down"]
    assert brought_in(read([REEF, LIGHT], [REEF, *halves]), 1) == ""
    assert brought_in(read([REEF, *halves], [REEF, " ".join(halves)]), 1) == ""
    assert brought_in(read(["Action", REEF], [f"Action {REEF}"]), 1) == ""


def test_the_right_one_of_equal_headings_is_merged() -> None:
    old = ["Action", REEF, "Action", LIGHT, "Action", CREW]
    words = read(old, ["Action", REEF, f"Action {LIGHT}", "Action", CREW])
    assert brought_in(words, 1) == ""


def test_of_equal_headings_one_moves_and_another_is_merged() -> None:
    old = ["Action", REEF, CREW, "Action", LIGHT, f"{CREW} Two of them cook."]
    words = read(old, [f"Action {REEF}", CREW, LIGHT, f"{CREW} Two of them cook.", "Action"])
    assert brought_in(words, 1) == ""


def test_a_paragraph_that_comes_back_keeps_its_first_origin() -> None:
    words = read([LIGHT, CREW], [LIGHT, CREW, REEF], [LIGHT, CREW], [REEF, LIGHT, CREW])
    assert {word.origin for word in words[0]} == {1}
    assert {word.restored for word in words[0]} == {3}
    assert restored(words[1:], 3) == ""


def test_a_phrase_that_comes_back_keeps_its_first_origin() -> None:
    shorter = REEF.replace(" and report every wreck they meet", "")
    elsewhere = LIGHT.replace("at dusk", "and report every wreck they meet")
    words = read(TEXT, [shorter, LIGHT, CREW], [shorter, elsewhere, CREW])
    assert brought_in(words, 2) == ""
    assert restored(words, 2) == "and report every wreck they meet"


def test_a_word_that_comes_back_between_its_neighbours_keeps_its_first_origin() -> None:
    words = read(TEXT, [REEF.replace("outer ", ""), LIGHT, CREW], TEXT[:2], TEXT)
    assert brought_in(words, 1) == brought_in(words, 2) == brought_in(words, 3) == ""
    changed = REEF.replace("shall", "should")
    without = changed.replace("outer ", "")
    again = read(TEXT, [without], [changed])
    assert (brought_in(again, 2), restored(again, 2)) == ("", "outer")


def test_two_phrases_that_come_back_side_by_side() -> None:
    without = REEF.replace(" of the outer reef in fog and report every wreck they meet", "")
    swapped = REEF.replace(
        "of the outer reef in fog and report every wreck they meet",
        "and report every wreck they meet whenever of the outer reef in fog",
    )
    words = read(TEXT, [without, LIGHT, CREW], [swapped, LIGHT, CREW])
    assert brought_in(words, 2) == "whenever"


def test_a_paragraph_comes_back_whole_though_some_of_its_words_stand_elsewhere() -> None:
    lent = f"Ships shall keep clear of the. {CREW}"
    words = read(TEXT, [LIGHT, lent], [REEF, LIGHT, lent])
    assert brought_in(words, 2) == ""
    assert restored(words[:1], 2).startswith("Ships shall keep clear of the outer reef in fog")
    assert restored(words[2:], 2) == ""


def test_a_copy_of_what_stands_is_written_anew() -> None:
    words = read(TEXT, [LIGHT, CREW], TEXT, [*TEXT, REEF])
    assert brought_in(words[-1:], 3) == " ".join(word.text for word in words[0])


def test_a_few_words_that_stood_elsewhere_are_written_anew() -> None:
    shorter = REEF.replace(" in fog and report", " and report")
    elsewhere = CREW.replace("in summer", "of the outer reef")
    again = REEF.replace("of the outer reef in fog", "in fog")
    words = read(TEXT, [again, LIGHT, CREW], [shorter, LIGHT, elsewhere])
    assert brought_in(words[2:], 2) == "of the outer reef"


def test_two_words_struck_in_one_piece_come_back_in_one_elsewhere_in_their_paragraph() -> None:
    struck, back = LIGHT.replace(" and writes", ""), "The keeper and writes lights"
    elsewhere = struck.replace("The keeper lights", back)
    assert restored(read(TEXT, [REEF, struck, CREW], [REEF, elsewhere, CREW]), 2) == "and writes"
    # Not in another paragraph, not with new words beside them, and not such as all have.
    stranger = CREW.replace("in summer", "and writes in summer")
    assert restored(read(TEXT, [REEF, struck, CREW], [REEF, struck, stranger]), 2) == ""
    beside = struck.replace("The keeper lights", "The keeper reads and writes lights")
    assert restored(read(TEXT, [REEF, struck, CREW], [REEF, beside, CREW]), 2) == ""
    small, moved = LIGHT.replace("lamp", "lamp and with"), LIGHT.replace("down", "down and with")
    assert restored(read([small], [LIGHT], [moved]), 2) == ""


def test_what_was_struck_in_brackets_comes_back_without_them() -> None:
    held = CREW.replace("in winter three more", "[in [winter] three] more")
    assert brought_in(read([LIGHT, held], [LIGHT], [LIGHT, CREW]), 2) == ""
    small = "A [crew] of [nine] suffices [in] summer"
    assert brought_in(read([small], ["A crew of nine suffices in summer"]), 1) == ""


def test_a_short_item_comes_back_whole_within_another() -> None:
    item, other = "common but differentiated duties;", "the solidarity of mountain States;"
    grown = "common but differentiated duties and the solidarity of mountain States;"
    words = read([item, other], [other], [grown])[0]
    assert [word.origin for word in words[:4]] == [0] * 4


def test_a_stock_phrase_written_again_elsewhere_is_new() -> None:
    stock = "in accordance with the rules"
    first = [f"{REEF} {stock}", f"{LIGHT} {stock}", CREW]
    without = [REEF, f"{LIGHT} {stock}", CREW]
    words = read(first, without, [REEF, f"{LIGHT} {stock}", f"{CREW} {stock}"])
    assert brought_in(words, 2) == stock


def test_a_copy_of_a_standing_paragraph_is_new() -> None:
    words = read(TEXT, [*TEXT, REEF])
    assert {word.origin for word in words[3]} == {1}
    assert brought_in(words[:3], 1) == ""


def test_a_copy_before_a_standing_paragraph_is_the_new_one() -> None:
    words = read(TEXT, [CREW, *TEXT])
    assert {word.origin for word in words[0]} == {1}
    assert brought_in(words[1:], 1) == ""


def test_few_words_of_a_struck_paragraph_in_a_new_one_are_written_anew() -> None:
    anew = "Masters tell the harbour of every wreck they meet and of ice; clear of the outer reef"
    told = f"{anew} in fog they need no pilot, nor a lantern by day."
    assert brought_in(read([REEF, LIGHT], [LIGHT], [LIGHT, told])[1:], 2) == " ".join(
        word.text for word in read([told])[0]
    )


def test_a_phrase_that_was_struck_as_a_phrase_comes_back_in_a_new_paragraph() -> None:
    phrase = "and report every wreck they meet"
    new = f"Masters in the third year of their service keep watch {phrase}, day or night."
    words = read(TEXT, [REEF.replace(f" {phrase}", ""), LIGHT], [LIGHT, new])
    assert restored(words, 2) == phrase


def test_a_long_phrase_of_a_struck_paragraph_comes_back_in_a_new_one() -> None:
    phrase = "the outer reef in fog and report every wreck they meet on their way"
    old = f"Ships shall keep clear of {phrase}."
    new = f"Pilots of the seventh class, whom nobody need take on, look for {phrase}; so do divers."
    assert restored(read([old, LIGHT], [LIGHT], [LIGHT, new]), 2) == phrase


def test_most_of_a_struck_paragraph_comes_back_in_a_new_one() -> None:
    new = "Masters keep clear of the outer reef in fog, as they know."
    came_back = restored(read([REEF, LIGHT], [LIGHT], [LIGHT, new]), 2)
    assert came_back == "keep clear of the outer reef in fog"


def test_brackets_and_stars_come_back_with_the_words_they_stood_around() -> None:
    held = "Ships keep clear of the *outer* reef [in fog] and report every wreck they meet."
    without = "Ships keep clear and report every wreck they meet."
    assert brought_in(read([held], [without], [f"All {held}"]), 2) == "All"
    moved = held.replace("*outer* reef [in fog]", "outer [reef] in fog")
    assert brought_in(read([held], [without], [f"All {moved}"]), 2) == "All [ ]"


def test_streamlining_forgets_nothing() -> None:
    paragraphs = [
        f"{REEF} Number {n} of {n * 7} such rules, made in {1900 + n}." for n in range(40)
    ]
    words = read(paragraphs, [paragraphs[0]], paragraphs)
    assert brought_in(words, 1) == brought_in(words, 2) == ""


def test_a_text_rewritten_throughout_is_still_followed() -> None:
    paragraphs = [
        f"{REEF} Number {n} of {n * 7} such rules, made in {1900 + n}." for n in range(12)
    ]
    words = read(paragraphs, [p.replace("shall", "should") for p in paragraphs])
    assert brought_in(words, 1) == " ".join(["should"] * 12)


def test_versions_of_one_provision_are_told_by_key() -> None:
    versions = [
        ("draft", "Ships shall yield"),
        ("Rev.1", "Ships yield in fog"),
        ("Rev.2", "Ships shall yield in fog"),
    ]
    assert origins_of_versions(versions)[1:] == [
        (
            TracedWord("Ships", "draft", None),
            TracedWord("yield", "draft", None),
            TracedWord("in", "Rev.1", None),
            TracedWord("fog", "Rev.1", None),
        ),
        (
            TracedWord("Ships", "draft", None),
            TracedWord("shall", "draft", "Rev.2"),
            TracedWord("yield", "draft", None),
            TracedWord("in", "Rev.1", None),
            TracedWord("fog", "Rev.1", None),
        ),
    ]


def test_versions_of_one_provision_descend_however_little_they_share() -> None:
    versions = [(1, "Ships shall yield to rafts"), (2, "All boats that meet shall yield at once")]
    answer = origins_of_versions(versions)[1]
    assert [word.text for word in answer if word.origin == 1] == ["shall", "yield"]
    assert brought_in(read(*([wording] for _, wording in versions)), 0) == ""
