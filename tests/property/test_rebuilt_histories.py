"""Of any drafts in any order: every provision has a history, and nothing is in two places."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.kinship import Block
from draftrace.compare.reconstruction import reconstructed
from draftrace.text.tokens import pieces

WORDS = "wells are sealed by the owner in spring and autumn [promptly] [EU: once] or not, so be it;"
wording = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)
drafts = st.lists(st.lists(wording, max_size=6), min_size=1, max_size=5)


def blocks(draft: list[str]) -> list[Block]:
    return [Block(f"Art 1/{n}", said, str(n), "operative") for n, said in enumerate(draft, 1)]


@given(drafts)
def test_every_provision_is_told_once_with_all_its_words(read: list[list[str]]) -> None:
    told = reconstructed(list(map(blocks, read)))
    last = len(read) - 1
    assert [(p.address, [w.text for w in p.words]) for p in told.provisions] == [
        (block.address, list(pieces(block.wording))) for block in blocks(read[-1])
    ]
    for provision in told.provisions:
        assert (provision.history[-1].document, provision.history[-1].address) == (
            last,
            provision.address,
        )
        assert all(0 <= word.document <= last for word in provision.words)


@given(drafts)
def test_histories_go_forward_from_what_was_new(read: list[list[str]]) -> None:
    told = reconstructed(list(map(blocks, read)))
    for history in [*(p.history for p in told.provisions), *(d.history for d in told.dropped)]:
        documents = [step.document for step in history]
        assert documents == sorted(documents)
        assert history[0].change == "new"
        assert all(step.address in {b.address for b in blocks(read[step.document])}
                   for step in history)  # fmt: skip


@given(drafts)
def test_every_provision_of_a_draft_lives_on_or_was_dropped(read: list[list[str]]) -> None:
    told = reconstructed(list(map(blocks, read)))
    kept = {(s.document, s.address) for p in told.provisions for s in p.history}
    lost = {(s.document, s.address) for d in told.dropped for s in d.history}
    every = {(n, b.address) for n, draft in enumerate(read) for b in blocks(draft)}
    assert kept | lost == every
    assert {(d.document, d.address) for d in told.dropped}.isdisjoint(kept)


@given(drafts)
def test_what_happened_is_counted_for_every_provision(read: list[list[str]]) -> None:
    told = reconstructed(list(map(blocks, read)))
    for draft, changes in zip(read, told.changes, strict=True):
        rows = sum(Counter(changes).values()) - changes.get("dropped", 0)
        assert rows <= len(draft)


@given(st.lists(wording, max_size=6), st.integers(1, 4))
def test_the_same_text_again_changes_nothing(draft: list[str], times: int) -> None:
    told = reconstructed([blocks(draft)] * (times + 1))
    assert not told.dropped
    assert {word.document for p in told.provisions for word in p.words} <= {0}
    assert {step.change for p in told.provisions for step in p.history[1:]} <= {"unchanged"}
