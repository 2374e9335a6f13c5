"""What holds for the word origins of any history."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.origins import Origins, Word, origins_of_versions
from draftrace.text.tokens import pieces

VOCABULARY = ["ships", "shall", "yield", "to", "the", "reef", ",", "61/183", "[^n1]", "Fog"]
paragraph = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)
revision = st.lists(paragraph, max_size=5)
history = st.lists(revision, min_size=1, max_size=5)


def told(revisions: list[list[str]]) -> list[list[list[Word]]]:
    origins = Origins()
    answers = []
    for paragraphs in revisions:
        origins.read(paragraphs)
        answers.append(origins.words())
    return answers


@given(history)
def test_every_word_has_an_origin_no_later_than_its_revision(revisions: list[list[str]]) -> None:
    for index, (paragraphs, answer) in enumerate(zip(revisions, told(revisions), strict=True)):
        assert [tuple(word.text for word in words) for words in answer] == [
            pieces(text) for text in paragraphs
        ]
        for word in (word for words in answer for word in words):
            assert 0 <= word.origin <= index
            assert word.restored is None or word.origin + 1 < word.restored <= index


@given(history)
def test_a_word_stood_in_the_revision_it_comes_from(revisions: list[list[str]]) -> None:
    stood = [
        {word.lower() for text in paragraphs for word in pieces(text)} for paragraphs in revisions
    ]
    for answer in told(revisions):
        for word in (word for words in answer for word in words):
            assert word.text.lower() in stood[word.origin]


@given(history)
def test_what_does_not_change_keeps_its_origins(revisions: list[list[str]]) -> None:
    answers = told([*revisions, revisions[-1]])
    assert answers[-1] == answers[-2]


@given(history, revision)
def test_what_is_cut_and_put_back_keeps_its_origins(
    revisions: list[list[str]], between: list[str]
) -> None:
    # Where a copy was made and one of the two goes, nobody can say which.
    answers = told([*revisions, list(dict.fromkeys(between)), revisions[-1]])
    before, after = answers[len(revisions) - 1], answers[-1]
    assert sorted(origins(before)) == sorted(origins(after))


def origins(answer: list[list[Word]]) -> list[tuple[str, int]]:
    return [(word.text, word.origin) for words in answer for word in words]


@given(revision, st.randoms(use_true_random=False))
def test_moving_paragraphs_brings_nothing_in(paragraphs: list[str], chance: object) -> None:
    moved = list(paragraphs)
    chance.shuffle(moved)  # type: ignore[attr-defined]
    assert all(word.origin == 0 for words in told([paragraphs, moved])[-1] for word in words)


@given(st.lists(paragraph, min_size=1, max_size=6))
def test_versions_of_a_provision_are_followed_alike(wordings: list[str]) -> None:
    answers = origins_of_versions(list(enumerate(wordings)))
    for index, (wording, answer) in enumerate(zip(wordings, answers, strict=True)):
        assert tuple(word.text for word in answer) == pieces(wording)
        assert all(word.origin <= index for word in answer)
