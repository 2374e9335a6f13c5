"""Who brought in each word of a provision."""

from __future__ import annotations

from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.origins import WordOrigin, origins, restorers
from room_kit import Room, document

TEXT = document("1. States shall review progress every year;", "2. Two.")


def parties(found: tuple[WordOrigin, ...]) -> dict[str, tuple[str, ...]]:
    return {word.text: word.parties for word in found}


def test_accepted_words_are_their_sponsors_and_the_others_stay_whose_they_were() -> None:
    room = Room(TEXT)
    room.propose("EU", "1", "States shall review all progress every year;")
    decided = room.accept("EU-1")
    room.accept(room.propose("NOR", "1", "States shall review all progress each year;"))
    room.propose("CUB", "1", "Something else entirely;")
    found = origins(room.state, room.at("1"))
    assert parties(found) | {} == {
        "States": ("SEC",), "shall": ("SEC",), "review": ("SEC",), "all": ("EU",),
        "progress": ("SEC",), "each": ("NOR",), "year": ("SEC",), ";": ("SEC",),
    }  # fmt: skip
    (word,) = [w for w in found if w.text == "all"]
    assert word.act == decided.act.id
    assert word.meeting.startswith("informal")


def test_a_chairs_text_credits_the_proposals_it_draws_on() -> None:
    room = Room(TEXT)
    room.propose("EU", "1", "States shall review all progress every year;")
    room.propose("NOR", "1", "States shall review progress each year;")
    room.settle("1", "States shall review all progress each month;", "EU-1", "NOR-1")
    found = parties(origins(room.state, room.at("1")))
    assert (found["all"], found["each"], found["month"]) == (("EU",), ("NOR",), ("CHAIR",))


def test_a_word_given_back_keeps_its_first_origin() -> None:
    room = Room(TEXT)
    room.accept(room.propose("EU", "1", "States shall review progress;"))
    back = room.accept(room.propose("NOR", "1", "States shall review progress every year;"))
    (year,) = [w for w in origins(room.state, room.at("1")) if w.text == "year"]
    assert (year.parties, year.restored_by) == (("SEC",), back.act.id)
    assert restorers(room.state, year) == ("NOR",)
    (progress,) = [w for w in origins(room.state, room.at("1")) if w.text == "progress"]
    assert restorers(room.state, progress) == ()


def test_words_that_stand_in_a_confirmed_source_carry_it() -> None:
    room = Room(TEXT)
    room.register()
    source = SourceRef(document="WG", address="7", wording="Every year States review progress now")
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="partial"))
    other = SourceRef(document="WG", address="8", wording="shall review progress every year")
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), other, relation="partial"))
    found = {w.text: w.source for w in origins(room.state, room.at("1"))}
    assert (found["States"], found["review"], found["year"]) == ("", "WG:8", "WG:8")


def test_words_carry_the_source_that_has_most_words_around_them_in_a_row() -> None:
    room = Room(document("1. Promote timely exchange of evidence and broader adherence to them."))
    room.register()
    for address, said in (
        ("1", "A timely exchange of notes"),
        ("2", "More timely exchange of evidence"),
        ("3", "With broader adherence, to be sought"),
        ("4", "Some timely meetings and adherence"),
    ):
        source = SourceRef(document="WG", address=address, wording=said)
        room.act(
            "EU", lambda s, f, x=source: corpus.link(s, f, room.id("1"), x, relation="partial")
        )
    found = {w.text: w.source for w in origins(room.state, room.at("1"))}
    assert [found[word] for word in ("timely", "exchange", "evidence")] == ["WG:2"] * 3
    assert (found["broader"], found["adherence"], found["and"]) == ("WG:3", "WG:3", "")


def test_a_link_of_one_phrase_says_nothing_of_the_other_words() -> None:
    room = Room(document("1. Promote joint inquiries and controlled delivery."))
    room.register()
    source = SourceRef(
        document="WG", address="1", wording="joint inquiries and controlled delivery"
    )
    assert source.wording[20:39] == "controlled delivery"
    room.act(
        "EU",
        lambda s, f: corpus.link(
            s, f, room.id("1"), source, relation="partial", evidence=(((28, 47), (20, 39)),)
        ),
    )
    found = {w.text: w.source for w in origins(room.state, room.at("1"))}
    assert (found["inquiries"], found["controlled"], found["delivery"]) == ("", "WG:1", "WG:1")


def test_a_word_that_began_the_sources_sentence_carries_it_too() -> None:
    room = Room(document("1. Equip border management agencies."))
    room.register()
    said = "Border management agencies should be equipped"
    source = SourceRef(document="WG", address="7", wording=said)
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="adapted"))
    found = {w.text: w.source for w in origins(room.state, room.at("1"))}
    assert (found["Equip"], found["border"], found["agencies"]) == ("", "WG:7", "WG:7")


def test_a_chairs_text_leaves_the_base_its_words() -> None:
    room = Room(document("1. Rivers are dirty."))
    lakes = room.propose("NOR", "1", "Lakes are dirty.")
    now = room.propose("EU", "1", "Rivers are dirty now.")
    room.settle("1", "Rivers and lakes are dirty now.", lakes, now)
    credited = {w.text: w.parties for w in origins(room.state, room.at("1"))}
    assert credited["Rivers"] == ("SEC",)
    assert credited["lakes"] == ("NOR",)
    assert credited["now"] == ("EU",)
    assert credited["and"] == ("CHAIR",)


def test_words_moved_to_another_provision_keep_their_first_origin() -> None:
    room = Room(document("1. States shall review progress every year;", "2. Meet often."))
    room.accept(room.propose("EU", "1", "States shall report;"))
    room.accept(room.propose("NOR", "2", "Meet often and shall review progress every year."))
    found = parties(origins(room.state, room.at("2")))
    assert (found["review"], found["year"], found["and"]) == (("SEC",), ("SEC",), ("NOR",))


def test_words_of_a_struck_provision_come_back_in_a_new_one_as_what_they_were() -> None:
    room = Room(document("1. States shall review progress every year;", "2. Meet often."))
    room.accept(room.strike("EU", "1"))
    room.accept(room.insert("NOR", "2", "Then States shall review progress every year."))
    new = next(p for p in room.state.standing() if p.now.wording.startswith("Then"))
    found = parties(origins(room.state, new))
    assert (found["States"], found["year"], found["Then"]) == (("SEC",), ("SEC",), ("NOR",))


def test_words_that_still_stand_elsewhere_are_copied_not_moved() -> None:
    room = Room(document("1. States shall review progress every year;", "2. Meet often."))
    room.accept(room.propose("EU", "1", "All States shall review progress every year;"))
    room.accept(room.propose("NOR", "2", "Meet often and review progress every year."))
    assert parties(origins(room.state, room.at("2")))["review"] == ("NOR",)


def test_a_few_words_in_common_are_nobodys_move() -> None:
    room = Room(document("1. States shall review progress every year;", "2. Meet often."))
    room.accept(room.propose("EU", "1", "States shall report;"))
    room.accept(room.propose("NOR", "2", "Meet often, every year, with the help of others."))
    assert parties(origins(room.state, room.at("2")))["year"] == ("NOR",)
