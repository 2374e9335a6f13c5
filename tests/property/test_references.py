"""What holds for the references of any wording."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from draftrace.text.references import Reference, find
from draftrace.text.rewriting import Lost, rewritten

PIECES = [
    *("paragraph", "paragraphs", "para.", "paras.", "subparagraph", "section", "article", "note"),
    *("3", "5", "12", "(a)", "(b)", "(ii)", "II.B", "[7]", "bis", "3(a)", "PP4", "OP6"),
    *("and", "to", ",", "of", "the", "above", "below", "of the Lakes Convention", "thereof"),
    *("resolution 60/1,", "States", "[^n1]", "*", "–", "."),
]
loose = st.text(max_size=60)
prose = st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join)
wordings = st.one_of(prose, loose)


def same(path: str, reference: Reference) -> str:
    return path


def by(step: int) -> object:
    def follow(path: str, reference: Reference) -> str:
        return re.sub(r"\d+", lambda m: str(int(m[0]) + step), path, count=1)

    return follow


@given(wordings)
def test_references_stand_apart_and_hold_their_labels(wording: str) -> None:
    at = 0
    for found in find(wording):
        assert found.kind == "relative" or found.targets
        for target in found.targets:
            assert found.start < target.start < target.end <= found.end
            assert target.path.endswith(("/title", target.shown))
        if found.kind != "relative":
            assert at <= found.start
            at = found.end


@given(wordings)
def test_numbers_that_stay_leave_the_wording_as_it_is(wording: str) -> None:
    found = rewritten(wording, same)
    assert found.wording == wording
    assert not found.changed


@given(wordings)
def test_what_is_lost_leaves_the_wording_as_it_is_and_is_named(wording: str) -> None:
    found = rewritten(wording, lambda path, reference: Lost("gone"))
    assert found.wording == wording
    named = {(d.start, d.end) for d in found.doubtful}
    for reference in find(wording):
        assert (reference.standing == "foreign") != ((reference.start, reference.end) in named)


@given(prose)
def test_renumbered_there_and_back_it_refers_to_the_same(wording: str) -> None:
    there = rewritten(wording, by(10))  # type: ignore[arg-type]
    assume(not there.doubtful)
    back = rewritten(there.wording, by(-10))  # type: ignore[arg-type]
    again = rewritten(back.wording, by(10))  # type: ignore[arg-type]
    assert again.wording == there.wording
    assert [t.path for r in find(back.wording) for t in r.targets] == [
        t.path for r in find(wording) for t in r.targets
    ]
