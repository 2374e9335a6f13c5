"""What is compared by meaning, when, and how often is a wording encoded?"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from draftrace.matching import embeddings
from draftrace.matching.engine import Matcher, Source
from draftrace.matching.index import VectorStore, wording_hash
from draftrace.matching.settings import ModelUnavailable
from matching_kit import CountingEncoder, sources

LARGE = [
    Source("D", str(n), f"{chr(97 + n % 26) * 9} {chr(97 + n * 7 % 26) * 5} {n}")
    for n in range(900)
]
MANY = LARGE[:90]


def drained(
    matcher: Matcher, asked: Sequence[str] = (), also: Sequence[str] = ()
) -> list[tuple[int, int]]:
    return [(p.done, p.total) for p in matcher.encode(asked, also)]


def test_each_wording_is_encoded_once(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    corpus = [*sources(), *sources()]
    assert drained(Matcher(corpus, tmp_path, model=encoder))[-1] == (9, 9)
    assert len(encoder.asked) == len(set(encoder.asked)) == 9
    again = CountingEncoder()
    assert drained(Matcher(corpus, tmp_path, model=again)) == [(9, 9)]
    assert again.asked == []


def test_encoding_can_be_stopped_and_goes_on_where_it_was(tmp_path: Path) -> None:
    first = CountingEncoder()
    progress = Matcher(MANY, tmp_path, model=first).encode()
    next(progress)
    next(progress)
    del progress
    done = len(first.asked)
    assert 0 < done < len(MANY)
    second = CountingEncoder()
    assert drained(Matcher(MANY, tmp_path, model=second))[0] == (done, len(MANY))
    assert not set(first.asked) & set(second.asked)


@pytest.mark.parametrize("stopped", [False, True])
def test_two_at_once_encode_no_wording_twice(tmp_path: Path, *, stopped: bool) -> None:
    """The second waits, tells how far the first is, and does what the first leaves."""
    encoder = CountingEncoder()
    first, second = (Matcher(MANY, tmp_path, model=encoder).encode() for _ in range(2))
    next(first)
    done = next(first)
    assert 0 < done.done < done.total == len(MANY)
    assert next(second) == done
    if stopped:
        del first
    else:
        assert list(first)[-1].done == len(MANY)
    assert list(second)[-1].done == len(MANY)
    assert len(encoder.asked) == len(set(encoder.asked)) == len(MANY)


def test_a_query_that_stands_in_the_corpus_needs_no_model(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    matcher = Matcher(sources(), tmp_path, model=encoder)
    drained(matcher)
    encoder.asked.clear()
    matcher.suggest(matcher.sources[0].wording)
    assert encoder.asked == []


def test_paragraphs_that_are_not_encoded_yet_are_told_of(tmp_path: Path) -> None:
    matcher = Matcher(sources(), tmp_path, model=CountingEncoder())
    answer = matcher.suggest("Strengthen the inspection of ferries calling at small ports")
    assert answer.suggestions[0].address == "5(b)"
    assert "9 of 9 paragraphs are not yet compared by meaning" in answer.note


def test_a_store_that_is_no_store_is_begun_afresh(tmp_path: Path) -> None:
    (tmp_path / "vectors.db").write_bytes(b"no database at all, not even nearly one" * 40)
    assert VectorStore(tmp_path / "vectors.db").known("counting") == set()


def test_of_a_large_corpus_only_what_is_near_by_words_is_encoded(tmp_path: Path) -> None:
    """And the 500 paragraphs by which all of it is judged; with a second question what is near to
    that one. No wording twice, be it in two questions or in two runs."""
    encoder = CountingEncoder()
    held = {source.wording for source in LARGE}
    asked = [f"{LARGE[0].wording} quay", f"{LARGE[1].wording} quay"]

    def encoded(question: str) -> set[str]:
        before = len(encoder.asked)
        matcher = Matcher(LARGE, tmp_path, model=encoder, large=800)
        note = matcher.suggest(question).note
        total = drained(matcher, [question])[-1][1]
        assert "paragraphs are not yet compared by meaning" in note
        assert "compared by meaning" not in matcher.suggest(question).note
        assert len(encoder.asked) == len(set(encoder.asked))
        assert drained(matcher, [question]) == [(total, total)]
        return {*encoder.asked[before:]} - {question}

    words = [{*question.split()} for question in asked]
    first, second = encoded(asked[0]), encoded(asked[1])
    assert 500 < len(first) <= 700
    assert 0 < len(second) <= 200
    assert all(words[1] & {*wording.split()} for wording in second)
    assert len(held - first - second) > 100
    assert {s.wording for s in Matcher(LARGE).search(asked[1], 60)} <= first | second


def test_in_a_large_corpus_meaning_puts_what_words_found_in_order(tmp_path: Path) -> None:
    """What it finds in a small one with no word in common is not looked for."""
    asked, other = "zinc quiz opaque nymph", "stop lain tread lemon spare"
    corpus = [
        *LARGE,
        Source("D", "copy", "zinc quiz opaque zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"),
        Source("D", "same", "zinc quiz nymph apoque"),
        Source("D", "x", "pots nail rated melon pears"),
    ]
    for large, found in ((800, []), (2_000, ["x"])):
        matcher = Matcher(corpus, tmp_path, model=CountingEncoder(), large=large)
        drained(matcher, [asked, other])
        by_words = [one.address for one in matcher.suggest(asked, 2, lexical=True).suggestions]
        both = [one.address for one in matcher.suggest(asked, 2).suggestions]
        assert (sorted(by_words), both) == (["copy", "same"], ["same", "copy"]), large
        assert [one.address for one in matcher.suggest(other).suggestions] == found, large


def test_two_models_keep_their_vectors_apart(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "vectors.db")
    hashed = [wording_hash("one")]
    store.keep("a", hashed, np.ones((1, 3), np.float32))
    assert store.known("b") == set()
    assert store.fetch("a", hashed)[hashed[0]].tolist() == [1, 1, 1]


def test_a_store_asks_for_more_than_one_handful(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "vectors.db")
    hashes = [wording_hash(str(n)) for n in range(1_100)]
    store.keep("a", hashes, np.arange(1_100, dtype=np.float32)[:, None])
    found = store.fetch("a", hashes)
    assert [float(found[hashed][0]) for hashed in hashes] == list(range(1_100))


def test_meaning_alone_makes_a_theme_never_more(tmp_path: Path) -> None:
    """The letters are the same in another order: near for this encoder, no word in common."""
    matcher = Matcher(
        [*MANY, Source("D", "x", "pots nail rated melon pears")], tmp_path, model=CountingEncoder()
    )
    drained(matcher)
    answer = matcher.suggest("stop lain tread lemon spare")
    assert [(one.address, one.relation) for one in answer.suggestions] == [("x", "thematic")]
    assert "close in meaning" in answer.suggestions[0].reason
    assert answer.note == "No source found; only paragraphs on the same subject."


def test_the_meaning_of_a_heading_or_a_chapeau_tells_of_no_subject() -> None:
    matcher = Matcher([*MANY, Source("D", "x", "pots")], model=CountingEncoder())
    drained(matcher)
    for wording in ("stop", "Member States should:"):
        answer = matcher.suggest(wording)
        assert (answer.suggestions, answer.note) == ((), "No source found."), wording


def test_one_that_copies_a_clause_and_then_speaks_of_else_yields_to_one_on_the_matter() -> None:
    asked = "Reinforce the inspection of ferries calling at ports, however small, and of rafts"
    copied = asked.replace("ports", "quiz") + "; zzzzzzzzzzzzzzzzzzzzzz"
    matcher = Matcher(sources([copied]), model=CountingEncoder())
    drained(matcher)

    def order(*, lexical: bool) -> list[str]:
        return [one.address for one in matcher.suggest(asked, 2, lexical=lexical).suggestions]

    assert order(lexical=True) == ["1", "5(b)"]
    assert order(lexical=False) == ["5(b)", "1"]


def test_excluded_paragraphs_are_not_suggested_by_meaning(tmp_path: Path) -> None:
    matcher = Matcher(
        [*MANY, Source("D", "x", "pots nail rated melon pears")], tmp_path, model=CountingEncoder()
    )
    drained(matcher)
    assert (
        matcher.suggest(
            "stop lain tread lemon spare", exclude=lambda s: s.address == "x"
        ).suggestions
        == ()
    )


def test_coverage_by_meaning_needs_both_sides_encoded(tmp_path: Path) -> None:
    matcher = Matcher(
        [*MANY, Source("D", "x", "pots nail rated melon pears")], tmp_path, model=CountingEncoder()
    )
    asked = [source for source in matcher.sources if source.address == "x"]
    targets = [Source("T", "1", "stop lain tread lemon spare"), *MANY]
    drained(matcher)
    assert matcher.coverage(asked, targets)[0].outcome == "dropped"
    drained(matcher, also=[target.wording for target in targets])
    assert matcher.coverage(asked, targets)[0].outcome == "thematic"


def test_chance_grows_with_how_many_are_compared() -> None:
    values = np.random.default_rng(3).normal(0, 0.1, 5_000).astype(np.float32)
    few, many = (embeddings.chance(values, among) for among in (100, 5_000))
    assert 0 < few < many < 0.6
    assert many == pytest.approx(0.1 * (2 * np.log(5_000)) ** 0.5, rel=0.1)


def test_with_few_paragraphs_nothing_is_beyond_chance() -> None:
    assert embeddings.chance(np.ones(10, np.float32), 10) == 1.0


def test_what_all_have_in_common_is_taken_away() -> None:
    chance = np.random.default_rng(5)
    common = np.ones(200, np.float32) * 3
    rows = chance.normal(0, 1, (300, 200)).astype(np.float32) + common
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    apart = embeddings.ground(rows).apart(rows)
    assert float(np.mean(rows[:100] @ rows[100:200].T)) > 0.8
    assert abs(float(np.mean(apart[:100] @ apart[100:200].T))) < 0.05


def test_the_store_is_one_that_any_tool_can_open(tmp_path: Path) -> None:
    drained(Matcher(sources(), tmp_path, model=CountingEncoder()))
    with sqlite3.connect(tmp_path / "vectors.db") as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchone() == (9,)


def test_what_another_process_refuses_is_refused_here(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    matcher = Matcher(sources(), tmp_path, model=str(folder))
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        list(matcher.encode_apart())


@pytest.mark.model
def test_the_packaged_model_encodes_in_a_process_of_its_own(tmp_path: Path) -> None:
    matcher = Matcher(sources(), tmp_path)
    before = matcher.suggest(matcher.sources[0].wording, lexical=True)
    assert before.suggestions[0].relation == "verbatim"
    progress = list(matcher.encode_apart(["Train those who keep lighthouses"]))
    assert (progress[0].done, progress[-1].done, progress[-1].total) == (0, 10, 10)
    assert next(matcher.encode_apart(["Train those who keep lighthouses"])).done == 10
    answer = matcher.suggest("Train those who keep lighthouses")
    assert answer.note == ""
    assert answer.suggestions[0].address == "5(a)"


def test_vectors_added_meanwhile_are_seen_by_the_next_question(tmp_path: Path) -> None:
    matcher = Matcher(
        [*MANY, Source("D", "x", "pots nail rated melon pears")], tmp_path, model=CountingEncoder()
    )
    assert matcher.suggest("stop lain tread lemon spare").suggestions == ()
    drained(Matcher(matcher.sources, tmp_path, model=CountingEncoder()))
    assert [one.address for one in matcher.suggest("stop lain tread lemon spare").suggestions] == [
        "x"
    ]
