"""When is a part of a source taken over, and when is only the subject the same?"""

from __future__ import annotations

from draftrace.matching.engine import Matcher, Source
from draftrace.matching.ranking import Relation
from draftrace.matching.surroundings import Surroundings
from matching_kit import MEMORIES, sources

OTHERS = (
    "Open the archives of the chancery to schools, and pay for interviews with retired sailors;",
    "Publish a calendar of tides, with interviews with retired sailors in every issue;",
    "Build sheds for nets, and hold interviews with retired sailors at their opening;",
)


def relation(
    address: str, wording: str, among: Surroundings | None = None, extra: tuple[str, ...] = ()
) -> Relation:
    """How the last paragraph at this address of the corpus is related to the wording."""
    engine = Matcher(sources(extra))
    source = next(s for s in reversed(engine.sources) if s.address == address)
    return engine.pair(wording, source, among).relation


def test_a_phrase_that_singles_out_a_paragraph_is_a_part_taken_over() -> None:
    assert relation("5(e)", MEMORIES) == "partial"
    alone = Surroundings([MEMORIES, "Paint every mast white before the autumn;"])
    assert relation("5(e)", MEMORIES, alone) == "partial"


def test_a_phrase_that_the_target_text_keeps_repeating_shows_no_descent() -> None:
    text = Surroundings([MEMORIES, *OTHERS])
    assert relation("5(e)", MEMORIES, text) in ("thematic", "none")


def test_a_wording_not_yet_in_the_text_is_weighed_against_all_of_it() -> None:
    assert relation("5(e)", MEMORIES, Surroundings(OTHERS)) in ("thematic", "none")


def test_what_is_taken_over_whole_stays_verbatim_however_often_the_text_says_it() -> None:
    wording = "Strengthen the inspection of ferries calling at small ports;"
    text = Surroundings([wording, wording, f"In winter, {wording}", f"In summer, {wording}"])
    assert relation("5(b)", wording, text) == "verbatim"


def test_scattered_words_are_the_subject_and_not_a_part_taken_over() -> None:
    scattered = (
        "Inspection, by day or at dusk, delays no ferries; in summer masters, when calling there, "
        "find the ports orderly;"
    )
    assert relation("5(b)", scattered) == "thematic"


def test_a_named_session_is_one_reference_and_no_phrase() -> None:
    paragraph = "Money was found after the tenth special session of the Harbour League."
    wording = (
        "Recalling the tenth special session of the Harbour League, and struck by the silence of "
        "foghorns, deserted jetties, cracked bells and unread barometers;"
    )
    assert relation("1", wording, extra=(paragraph,)) in ("thematic", "none")


def test_a_word_that_always_follows_another_is_no_word_of_its_own() -> None:
    paragraph = "Charts should cover the tidal basin currents and note depths everywhere inland."
    others = tuple(f"The tidal basin {what}." for what in ("froze", "flooded", "silted", "burned"))
    wording = (
        "Ask painters to honour tidal basin currents, gulls, sunsets, anchors, driftwood, "
        "mermaids, smoke, rigging, lanterns and moonlight in murals along every promenade;"
    )
    engine = Matcher([Source("MORE", "1", paragraph), *sources(others)])
    assert engine.pair(wording, engine.sources[0]).relation != "partial"


def test_the_reason_quotes_no_word_that_the_source_has_not() -> None:
    wording = "Gather knowledge of old habits of smugglers in every bay of the cold northern coast;"
    engine = Matcher(sources())
    source = next(s for s in engine.sources if s.address == "5(e)")
    found = engine.pair(wording, source)
    assert found.relation == "partial"
    assert found.reason == "shares ‘knowledge … habits of smugglers’"


def test_an_agenda_item_of_two_words_is_the_source_of_no_provision() -> None:
    wording = (
        "Invite fishing families of the outer islands to help in mending nets, and publish what "
        "they know of the tides in a handbook for apprentices;"
    )
    assert relation("1", wording, extra=("Mending nets;",)) in ("thematic", "none")
    assert relation("1", "Mending nets;", extra=("Mending nets;",)) == "verbatim"
    said = "The mending of nets and the tides should be taught."
    assert relation("1", wording, extra=(said,)) == "adapted"


def test_a_turn_of_phrase_of_common_words_shows_no_more_than_the_subject() -> None:
    said = "In every haven the price of tarred winter ropes had doubled since merchants left."
    others = (
        "Winter closed the tarred road where ropes hung.",
        "Ropes rotted that winter beside the tarred sheds.",
        "Tarred sheds need ropes before winter.",
        "The winter market sold ropes by tarred posts.",
    )
    wording = (
        "Ask chandlers to set aside tarred winter ropes for the crews of rescue boats, and to "
        "teach apprentices splicing, whipping and the reading of barometers, sextants, almanacs, "
        "pilot books, wind roses, tide tables, ciphers and the flags of friendly navies;"
    )
    assert relation("1", wording, extra=(said,)) == "partial"
    assert relation("1", wording, extra=(said, *others)) == "thematic"
