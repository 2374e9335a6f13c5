"""A state to try decisions on, while the real one stays as it is."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

import msgspec

from draftrace.room.laid_over import LaidOver
from draftrace.room.state import State

_Half = TypeVar("_Half", bound=msgspec.Struct)


def trial(state: State) -> State:
    """A copy of everything that folding changes in place; immutable values are shared."""
    past = _copied(state.past)
    return State(_copied(state.now), lambda: past)


def _copied(half: _Half) -> _Half:
    fields = {name: _value(getattr(half, name)) for name in half.__struct_fields__}
    return msgspec.structs.replace(half, **fields)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    if isinstance(value, list | set):
        return value.copy()
    if isinstance(value, LaidOver):
        return copy.copy(value)
    if isinstance(value, msgspec.Struct) and not value.__struct_config__.frozen:
        return copy.copy(value)
    return value
