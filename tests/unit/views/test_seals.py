"""Do the seals still fix what they say they fix?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from draftrace.room.record import Entry
from draftrace.views.seals import broken_seals
from room_kit import Room, document


def negotiated() -> Room:
    room = Room(document("1. One;", "2. Two;", "3. Three."))
    room.accept(room.propose("EU", "1", "One and only;"))
    room.accept(room.strike("EU", "3"))
    room.agree("2")
    room.issue()
    room.open("plenary")
    room.adopt()
    return room


def altered(entries: list[Entry], kind: str) -> Iterator[Entry]:
    """The record with another seal in the last act of a kind."""
    at = max(n for n, e in enumerate(entries) if e.act.payload.__struct_config__.tag == kind)
    for number, entry in enumerate(entries):
        if number == at:
            payload = msgspec.structs.replace(entry.act.payload, seal="0" * 64)
            act = msgspec.structs.replace(entry.act, payload=payload)
            yield msgspec.structs.replace(entry, act=act)
        else:
            yield entry


def test_the_seals_of_a_negotiation_hold() -> None:
    assert list(broken_seals(negotiated().talks.journal.read())) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("decided", "the decision's seal does not fit the wording it fixed."),
        ("agreed", "the agreement's seal does not fit the wording it covers."),
        ("revision issued", "the seal of Rev.1 does not fit its text."),
        ("text adopted", "the seal of adopted does not fit its text."),
    ],
)
def test_a_seal_that_does_not_fit_is_named(kind: str, told: str) -> None:
    entries = list(negotiated().talks.journal.read())
    ((position, sentence),) = broken_seals(altered(entries, kind))
    assert sentence == told
    assert entries[position - 1].act.payload.__struct_config__.tag == kind


def test_a_void_entry_fixes_nothing() -> None:
    room = negotiated()
    entries = list(room.talks.journal.read())
    last = entries[-1]
    act = msgspec.structs.replace(last.act, id="again")
    again = msgspec.structs.replace(last, position=last.position + 1, act=act)
    assert list(broken_seals([*entries, again])) == []
