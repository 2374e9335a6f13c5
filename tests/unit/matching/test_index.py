"""What does the index of words keep, and is it the same when read back?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from draftrace.matching import index, indexing
from draftrace.matching.engine import Matcher
from draftrace.matching.evidence import held_matter, matter
from draftrace.matching.families import family, plain, spelled
from draftrace.matching.lexical import GRAMMAR, UNSEEN
from draftrace.matching.weights import edges, split, weigh
from matching_kit import sources

WORDINGS = [source.wording for source in sources()]


def test_the_index_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    built = index.lexical_index(WORDINGS, tmp_path)
    assert (tmp_path / "lexical.npz").is_file()
    kept = index.lexical_index(WORDINGS, tmp_path)
    for name in ("starts", "families", "weights", "pairs"):
        assert np.array_equal(getattr(built, name), getattr(kept, name))
    assert built.spellings == kept.spellings


def test_where_nothing_can_be_kept_it_answers_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    matcher = Matcher(sources(), tmp_path / "file" / ".draftrace")
    answers = matcher.suggest(WORDINGS[0], lexical=True)
    assert answers == Matcher(sources()).suggest(WORDINGS[0], lexical=True)
    assert index.usable(tmp_path / "new") == tmp_path / "new"


def test_another_corpus_is_indexed_anew(tmp_path: Path) -> None:
    index.lexical_index(WORDINGS, tmp_path)
    assert len(index.lexical_index(WORDINGS[:3], tmp_path)) == 3
    assert len(index.lexical_index(WORDINGS, tmp_path)) == len(WORDINGS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"\x93NUMPY"])
def test_a_torn_index_is_built_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lexical.npz").write_bytes(content)
    assert len(index.lexical_index(WORDINGS, tmp_path)) == len(WORDINGS)


def test_a_word_the_corpus_repeats_after_another_weighs_less() -> None:
    repeated = ["grey herring gull", "a grey herring here", "old grey herring", "grey stone"]
    built = indexing.build([*repeated, *WORDINGS])
    grey, herring = built.of(["grey", "herring"])
    _, weights = weigh(built, "grey herring")
    assert built.frequency[grey] > built.frequency[herring]
    assert weights[1] < weights[0]


def test_the_same_text_weighs_the_same_inside_and_outside() -> None:
    """A formula of the list and a title are spared on both sides alike."""
    text = "Recalling the Treaty on Otters of 1970, where appropriate, count the otters twice."
    built = indexing.build([text, *WORDINGS])
    families, outside = weigh(built, text)
    assert families == built.weighed(0)[0]
    assert built.weighed(0)[1] == pytest.approx(outside, rel=1e-5)
    total = dict(zip(families, outside, strict=True))
    assert total[built.of(["appropriate"])[0]] == 0
    assert 0 < total[built.of(["treaty"])[0]] < built.unseen / 2


def test_grammar_has_no_family_and_unseen_words_have_no_number() -> None:
    built = indexing.build(WORDINGS)
    assert built.of(["the", "zeppelin"]) == [GRAMMAR, UNSEEN]
    assert family("should") == ""
    assert family("acquired") == family("acquisition") == family("acquire")


def test_only_paragraphs_with_all_words_hold_them() -> None:
    built = indexing.build(WORDINGS)
    assert [WORDINGS[n][:6] for n in built.holding(built.of(["buoys", "stolen"]))] == ["It was"]
    assert built.holding(built.of(["buoys", "zeppelin"])) == []
    assert built.holding([]) == list(range(len(WORDINGS)))


text = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(deadline=None)  # a busy machine is no fault of the text
@given(text)
def test_a_text_is_cut_the_same_in_bulk_and_alone(wording: str) -> None:
    built = indexing.build([wording, "x"])
    alone = [number for number in built.of(spelled(wording)) if number != GRAMMAR]
    assert built.weighed(0)[0] == alone


@settings(deadline=None)  # a busy machine is no fault of the text
@given(text)
@example("Otters\x85swim\u3000far\u2005out")
def test_every_word_that_matters_has_its_place_in_bulk_and_alone(wording: str) -> None:
    built = indexing.build(["“Ä–b”", wording, "x"])
    families = built.weighed(1)[0]
    both = edges(split(wording))
    assert built.edges(1) == both
    spans = list(zip(*both, strict=True))
    assert len(weigh(built, wording)[0]) == len(spans)
    assert [built.of([wording[a:b].lower()])[0] for a, b in spans] == families
    assert len(plain(wording)) == len(wording)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab of.;?) \n", max_size=40), max_size=6))
@example(["Otters dive. Gulls rest (as before); herons wait. ", "", "Of. the", "Otters. Gulls."])
def test_sentences_begin_at_the_same_words_in_bulk_and_alone(wordings: list[str]) -> None:
    built = indexing.build(wordings)
    for number, wording in enumerate(wordings):
        held, alone = held_matter(built, number, wording), matter(built, wording)
        assert held.sentences() == alone.sentences()


def test_words_are_told_apart_however_long_and_however_many() -> None:
    """More than fit the table of those met often, many alike in their first eight letters."""
    long = ["x" * length for length in range(1, 40)]
    many = [f"gannetries{number}" for number in range(3_000)]
    built = indexing.build([" ".join(many), " ".join(long), " ".join([*many, *long])])
    assert len(built.names) == len(many) + len(long)
    assert built.weighed(2)[0] == [*built.weighed(0)[0], *built.weighed(1)[0]]
    starts, ends = built.edges(2)
    assert ends[-1] - starts[-1] == len(long[-1])


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcde ", max_size=30), max_size=12), st.integers(1, 40))
def test_however_few_words_are_sorted_at_a_time_the_index_is_the_same(
    wordings: list[str], at_once: int
) -> None:
    whole, parted = indexing.build(wordings), indexing.build(wordings, at_once)
    for name in whole.__struct_fields__:
        assert np.array_equal(getattr(whole, name), getattr(parted, name)), name


def test_the_places_of_a_very_long_paragraph_are_kept_too() -> None:
    """Beyond what two bytes can count."""
    built = indexing.build(["short beak", "gull " * 14_000 + "otter"])
    starts, ends = built.edges(1)
    assert (starts[-1], ends[-1]) == (70_000, 70_005)
    assert built.edges(0) == [[0, 6], [5, 10]]


@given(st.lists(st.integers(0, 2**40), max_size=30), st.sampled_from([2**40 + 1, 2**63]))
def test_numbers_of_several_digits_are_put_in_order(numbers: list[int], most: int) -> None:
    order = indexing.in_order(np.array(numbers, np.uint64), most).tolist()
    assert order == sorted(range(len(numbers)), key=numbers.__getitem__)


def test_nothing_but_one_number_is_in_order_as_it_stands() -> None:
    assert indexing.in_order(np.zeros(3, np.uint32), 1).tolist() == [0, 1, 2]


pieces = (
    "Otters™",
    "Treaty™",
    "the Act",
    "a plan",
    "tenth",
    "session",
    "of the",
    "and the",
    "«Code»",
)


@settings(deadline=None)
@given(st.permutations(pieces), st.integers(2, len(pieces)))
@example(["Otters", "Treaty™", "a plan"], 3)
def test_a_title_is_found_in_bulk_and_alone(words: list[str], count: int) -> None:
    """Also where a sign ends its words that parts none; with each word once, none is expected."""
    wording = " ".join(words[:count])
    built = indexing.build([*WORDINGS, wording])
    families, alone = weigh(built, wording)
    assert built.weighed(len(WORDINGS))[0] == families
    assert built.weighed(len(WORDINGS))[1] == pytest.approx(alone, rel=1e-5)
