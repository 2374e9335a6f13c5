"""The record's bytes and hashes. RFC 8785 is judged by an implementation not ours."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from msgspec import inspect as shape

from contract.acts import any_act, changed, numbered, structures
from draftrace.errors import JournalError
from draftrace.journal import GENESIS, Head
from draftrace.journal.codec import (
    ACT_VERSIONS,
    UnknownAct,
    act_hash,
    canonical,
    chained,
    decode_act,
    entry_hash,
    settled,
    utc_now,
)
from draftrace.room.acts.payloads import Proposed, Undone
from draftrace.room.record import Act


def in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {name: in_nfc(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [in_nfc(part) for part in value]
    return value


def defaults_of(structure: shape.StructType) -> list[object]:
    return [part.default for part in structure.fields if not part.required]


@given(any_act())
def test_the_canonical_form_is_that_of_rfc_8785_in_nfc(act: Act) -> None:
    assert canonical(act) == rfc8785.dumps(in_nfc(msgspec.to_builtins(act)))


@given(any_act())
def test_what_is_read_back_has_the_same_canonical_form(act: Act) -> None:
    encoded = canonical(act)
    assert canonical(decode_act(encoded)) == encoded
    assert in_nfc(msgspec.to_builtins(decode_act(encoded))) == in_nfc(msgspec.to_builtins(act))


def test_generated_acts_cover_every_kind() -> None:
    assert {"proposed", "decided", "undone"} <= {each.tag for each in structures()}


def test_two_spellings_of_one_character_are_one_act() -> None:
    composed, decomposed = numbered(1, "caf\u00e9"), numbered(1, "cafe\u0301")
    assert canonical(composed) == canonical(decomposed)
    assert settled([decomposed])[0][0] == composed


def test_the_hashes_are_fixed_for_good() -> None:
    act = numbered(1)
    encoded = (
        b'{"by":"NOR","happened":"2008-11-03T10:12:00Z","id":"01930000-0000-7000-8000-000000000001"'
        b',"payload":{"base":"Decides;","change":"wording","kind":"proposed","provision":"p1"'
        b',"wording":"Decides to meet again;"},"recorder":"SEC","version":1}'
    )
    assert canonical(act) == encoded
    assert act_hash(encoded) == hashlib.sha256(encoded).hexdigest()
    lines = "\n".join([GENESIS, "1", "2008-11-03T10:13:00Z", act_hash(encoded)])
    ((entry, _),) = chained(settled([act]), Head(), "2008-11-03T10:13:00Z")
    assert entry.hash == hashlib.sha256(lines.encode("ascii")).hexdigest()
    assert entry.hash == "8cee69791a19e8f9dfa726a98509ecbf3331cd702c5520d6cde87ccaa16f5591"


def test_every_part_of_an_entry_is_in_its_hash() -> None:
    parts: list[tuple[str, int, str, str]] = [
        (GENESIS, 1, "2008-11-03T10:13:00Z", "a" * 64),
        ("1" + GENESIS[1:], 1, "2008-11-03T10:13:00Z", "a" * 64),
        (GENESIS, 2, "2008-11-03T10:13:00Z", "a" * 64),
        (GENESIS, 1, "2008-11-03T10:13:01Z", "a" * 64),
        (GENESIS, 1, "2008-11-03T10:13:00Z", "a" * 63 + "b"),
    ]
    assert len({entry_hash(*part) for part in parts}) == len(parts)


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**64, 10**30])
def test_a_number_json_does_not_carry_exactly_is_refused(number: int) -> None:
    with pytest.raises(JournalError, match="too large"):
        canonical(changed(numbered(1), version=number))


def test_long_digits_in_a_wording_are_no_number() -> None:
    wording = 'in [1234567890123456789] and "a":98765432109876543210'
    assert wording in json.loads(canonical(numbered(1, wording)))["payload"]["wording"]


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(JournalError, match="no Unicode text"):
        canonical(numbered(1, "\ud800"))


def test_an_act_that_could_not_be_read_back_is_refused_before_it_is_written() -> None:
    wrong = changed(numbered(1), payload=Proposed(provision="p1", change="rewrite"))  # type: ignore[arg-type]
    with pytest.raises(JournalError, match=r"\$\.payload\.change"):
        settled([wrong])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"kind":"proposed"', b'"kind":"sung"'),
        (b'"version":1', b'"version":2'),
        (b'"version":1', b'"version":0'),
        (b'"change":"wording"', b'"change":"melody"'),
        (b'"version":1', b'"version":1.5'),
        (b'"by":"NOR",', b""),
    ],
)
def test_an_act_of_a_newer_version_is_named_so(old: bytes, new: bytes) -> None:
    encoded = canonical(numbered(1)).replace(old, new)
    with pytest.raises(UnknownAct) as refused:
        decode_act(encoded)
    assert "newer version" in refused.value.hint


def test_a_kind_may_be_known_at_a_later_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACT_VERSIONS, "proposed", 2)
    second = changed(numbered(1), version=2)
    assert settled([second]) == [(second, canonical(second))]
    with pytest.raises(UnknownAct, match="version 3 of its kind, proposed; this draftrace knows 2"):
        settled([changed(numbered(1), version=3)])


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"null",
        b"{",
        b"\xff" * 40,
        b"[" * 100_000,
        canonical(numbered(1))[:-1],
        canonical(numbered(1)) + b"x",
        canonical(numbered(1)).replace(b"Decides", b"\xffecides"),
        canonical(numbered(1)).replace(b"Decides", b"\\ud800ides"),
        canonical(numbered(1)).replace(b'"version":1', b'"version":' + b"9" * 5000),
    ],
)
def test_what_is_no_act_is_refused(encoded: bytes) -> None:
    with pytest.raises(JournalError):
        decode_act(encoded)


def test_a_list_where_a_tuple_belongs_makes_no_second_spelling() -> None:
    tidy = changed(numbered(1), attachments=())
    loose = changed(numbered(1), attachments=[])
    assert settled([loose]) == settled([tidy])


def test_what_is_left_out_is_always_empty() -> None:
    """Defaults are left out by identity; only empty ones are always the same object."""
    defaults = [default for structure in structures() for default in defaults_of(structure)]
    assert len(defaults) > 30
    assert all(default in ("", (), None, False) for default in defaults)


def test_a_message_quotes_nothing_a_terminal_would_obey() -> None:
    for old in (b'"proposed"', b'"wording"'):
        encoded = canonical(numbered(1)).replace(old, b'"\\u001b]0;x\\u0007"', 1)
        with pytest.raises(UnknownAct) as refused:
            decode_act(encoded)
        assert refused.value.message.isprintable()


def test_no_payload_carries_a_type_without_a_canonical_form() -> None:
    """Building the strategy walks every field of every kind and fails on a float or a set."""
    any_act().validate()


def test_the_time_of_recording_is_utc_to_the_second() -> None:
    assert len(utc_now()) == len("2008-11-03T10:12:00Z")
    assert utc_now().endswith("Z")


def test_an_undoing_act_has_its_own_kind() -> None:
    undone = changed(numbered(2), payload=Undone(act=numbered(1).id))
    assert decode_act(canonical(undone)) == undone
