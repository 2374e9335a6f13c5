"""A whole negotiation made from a seed runs to adoption, and every invariant holds on the way.

``DRAFTRACE_SEED`` plays another one: the seed is printed with a failure.
"""

from __future__ import annotations

import os

import pytest

from draftrace.views.origins import origins
from draftrace.views.standing import standing
from draftrace.views.trace import trace
from generated import invariants
from generated.whole import Scale, Whole

SEED = int(os.environ.get("DRAFTRACE_SEED", "2009"))


@pytest.mark.parametrize(
    ("seed", "scale"),
    [
        (SEED, Scale()),
        (SEED + 1, Scale(parties=7, provisions=60, proposals=700)),
        (SEED + 2, Scale(parties=3, provisions=12, proposals=500, meetings=6, revisions=2)),
    ],
    ids=lambda value: f"seed {value}" if isinstance(value, int) else f"{value.proposals} proposals",
)
def test_it_runs_to_adoption_and_every_invariant_holds_after_each_meeting(
    seed: int, scale: Scale
) -> None:
    whole = Whole(seed, scale)
    ended = []
    for name in whole.play():
        state, entries = whole.state, list(whole.talks.journal.read())
        invariants.every_proposal_can_be_read_out_of_the_compiled_text(state)
        invariants.addresses_are_one_to_one_and_items_hang_where_they_are_cited(state)
        invariants.the_record_is_whole(state, entries)
        invariants.what_was_agreed_stays_word_for_word(state)
        if name.startswith("Rev."):
            invariants.labels_are_consecutive(state)
        ended.append(name)
    assert len(ended) == scale.meetings + scale.revisions
    assert whole.made == scale.proposals
    assert whole.state.now.revision == "adopted"
    assert {line.status for line in standing(whole.state)} == {"adopted"}
    _every_word_is_somebodys(whole)


def _every_word_is_somebodys(whole: Whole) -> None:
    for provision in whole.state.standing()[::5]:
        assert trace(whole.state, provision).versions
        assert all(word.parties for word in origins(whole.state, provision))


def test_the_same_seed_gives_the_same_record() -> None:
    scale = Scale(parties=4, provisions=15, proposals=60, meetings=5, revisions=1)
    one, two = Whole(7, scale), Whole(7, scale)
    for whole in (one, two):
        assert list(whole.play())
    assert one.talks.journal.head() == two.talks.journal.head()
