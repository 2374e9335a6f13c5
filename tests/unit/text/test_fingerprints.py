"""A paragraph is known again by its letters, however a program sets them."""

from __future__ import annotations

import pytest

from draftrace.text.fingerprints import fingerprint

SAID = "1. States should co-operate in all fields;"


@pytest.mark.parametrize(
    "again",
    [
        "1.\tStates  should co-operate\nin all fields;",
        "1. States should co\u2011operate in all \ufb01elds;",
        "1. States should co\u00ad-operate in all fields;\ufffc",
        "1.\u00a0States should co-operate in all fields\u200b;",
    ],
)
def test_layout_is_no_difference(again: str) -> None:
    assert fingerprint(again, SAID) == fingerprint(SAID, again) == fingerprint(SAID, SAID)


def test_a_letter_is_and_so_is_on_which_side_it_stands() -> None:
    other = SAID.replace(";", ".")
    told = {fingerprint(a, b) for a in (SAID, other) for b in (SAID, other)}
    assert len(told) == 4
    assert {len(each) for each in told} == {16}
