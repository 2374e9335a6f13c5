"""What holds for the description of any change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.force import describe
from draftrace.text import force
from draftrace.text.lexicon import lists

PHRASES = [
    *("shall", "should not", "cannot", "may", "ensure", "promotes", "considering", "requests"),
    *("as appropriate", "subject to", "national legislation", "where possible", "fully"),
    *("Member States", "all", "some", "relevant", "by 2030", "within 6 months", "including"),
    *("boats", "oars", ",", "and", ";", ".", "to", "support", "seek to", "in May 2030", "[", "]"),
]
prose = st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join)
wordings = st.one_of(prose, st.text(max_size=40))
OPPOSITE = {"stronger": "weaker", "weaker": "stronger", "wider": "narrower", "narrower": "wider"}


@given(wordings)
def test_marks_stand_apart_in_order_and_where_they_say(wording: str) -> None:
    at = 0
    for mark in force.marks(wording):
        assert at <= mark.start < mark.end
        assert wording[mark.start : mark.end] == mark.text
        at = mark.end


@given(wordings)
def test_what_stays_does_nothing(wording: str) -> None:
    assert describe(wording, wording) == ()


@given(wordings, wordings)
def test_every_description_names_its_words_in_their_place(old: str, new: str) -> None:
    for change in describe(old, new):
        assert change.before or change.after
        assert change.before in old
        assert change.after in new
        assert 0 <= change.old[0] <= change.old[1] <= len(old)
        assert 0 <= change.new[0] <= change.new[1] <= len(new)
        assert change.words


@given(prose, st.sampled_from(["as appropriate", "fully", "by 2030"]), st.integers(0, 14))
def test_taken_back_a_phrase_has_the_opposite_effect(base: str, phrase: str, at: int) -> None:
    words = base.split(" ")
    place = at % (len(words) + 1)
    longer = " ".join([*words[:place], phrase, *words[place:]])
    there = {(c.kind, c.effect) for c in describe(base, longer)}
    back = {(c.kind, OPPOSITE.get(c.effect, c.effect)) for c in describe(longer, base)}
    assert there == back


def test_the_lexicon_holds_no_phrase_twice_in_one_list() -> None:
    for title in ("qualifiers", "emphasis", "addressees", "limits", "softeners", "restrictions"):
        found = lists.section("force.txt", title)
        assert found
        assert len(set(found)) == len(found)
