"""Acts for tests of the record: plain ones by number, and generated ones of every kind."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect as shape

from draftrace.room.acts.payloads import Proposed
from draftrace.room.record import Act


def numbered(number: int, wording: str = "Decides to meet again;") -> Act:
    """An act that differs from others by its number only."""
    return Act(
        id=f"01930000-0000-7000-8000-{number:012}",
        happened="2008-11-03T10:12:00Z",
        by="NOR",
        recorder="SEC",
        version=1,
        payload=Proposed(provision="p1", change="wording", base="Decides;", wording=wording),
    )


def several(first: int, last: int) -> list[Act]:
    """Acts numbered from ``first`` to ``last``, both included."""
    return [numbered(number) for number in range(first, last + 1)]


def any_act() -> st.SearchStrategy[Act]:
    """Acts of every kind the record knows, with every field filled or left out."""
    return _values(shape.type_info(Act)).filter(lambda act: act.version == 1)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "e\u0301",
        "\u0338=",
        '\\n"\b\f\t\r\x00\x1f\x7f\u2028',
        "A\u030a",
        "\U0001f1fa\ufffd",
        "\n\u0303",
    ]
)
_INTEGERS = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1) | st.integers(0, 3)


def _values(kind: Any) -> st.SearchStrategy[Any]:
    match kind:
        case shape.StructType():
            return _structure(kind)
        case shape.UnionType():
            return st.one_of([_values(part) for part in kind.types])
        case shape.LiteralType():
            return st.sampled_from(kind.values)
        case shape.VarTupleType():
            return st.lists(_values(kind.item_type), max_size=3).map(tuple)
        case shape.TupleType():
            return st.tuples(*(_values(part) for part in kind.item_types))
        case shape.StrType():
            return _TEXT
        case shape.BoolType():
            return st.booleans()
        case shape.IntType():
            return _INTEGERS
        case shape.NoneType():
            return st.none()
    raise AssertionError(f"the record holds a type with no canonical form: {kind}")


def _structure(kind: shape.StructType) -> st.SearchStrategy[Any]:
    required = {part.name: _field(part) for part in kind.fields if part.required}
    optional = {part.name: _field(part) for part in kind.fields if not part.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda given: kind.cls(**given))


def _field(part: shape.Field) -> st.SearchStrategy[Any]:
    if part.name == "version":
        return st.just(1)
    return _values(part.type)


def structures() -> list[shape.StructType]:
    """The shape of an act and of every payload the record knows."""
    act = shape.type_info(Act)
    assert isinstance(act, shape.StructType)
    payload = next(part.type for part in act.fields if part.name == "payload")
    assert isinstance(payload, shape.UnionType)
    return [act, *(each for each in payload.types if isinstance(each, shape.StructType))]


def changed(act: Act, **fields: Any) -> Act:
    """The act with some fields replaced."""
    return msgspec.structs.replace(act, **fields)
