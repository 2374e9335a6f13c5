"""Changes laid over a mapping that stays as it is."""

from __future__ import annotations

import copy
from abc import abstractmethod
from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, ValuesView
from typing import TypeVar

_Value = TypeVar("_Value")


class Kept(Mapping[str, _Value]):
    """A mapping that nobody changes, as a file may give it; its keys from the last as well."""

    @abstractmethod
    def __reversed__(self) -> Iterator[str]: ...

    @abstractmethod
    def pairs(self) -> Iterator[tuple[str, _Value]]:
        """Keys and values, in order: all at once costs less than one by one."""


class _Pairs(ItemsView[str, _Value]):
    def __init__(self, over: LaidOver[_Value]) -> None:
        super().__init__(over)
        self._over = over

    def __iter__(self) -> Iterator[tuple[str, _Value]]:
        return self._over.pairs()


class _Values(ValuesView[_Value]):
    def __init__(self, over: LaidOver[_Value]) -> None:
        super().__init__(over)
        self._over = over

    def __iter__(self) -> Iterator[_Value]:
        return (value for _, value in self._over.pairs())


class LaidOver(MutableMapping[str, _Value]):
    """A mapping as it is with what was changed since; the one ``under`` it is read only where
    something is asked for, and never written. Values are put anew, not changed in place.

    Iterates as a dict would that was changed so: what was there first, what came since behind it.
    """

    __slots__ = ("_gone", "_since", "under")

    def __init__(self, under: Kept[_Value]) -> None:
        self.under = under
        self._since: dict[str, _Value] = {}
        self._gone: set[str] = set()

    def changes(self) -> tuple[set[str], dict[str, _Value]]:
        """The keys taken away from what is under it, and then what is to be put there."""
        return self._gone, self._since

    def __getitem__(self, key: str) -> _Value:
        if key in self._since:
            return self._since[key]
        if key in self._gone:
            raise KeyError(key)
        return self.under[key]

    def __contains__(self, key: object) -> bool:
        return key in self._since or (key not in self._gone and key in self.under)

    def __setitem__(self, key: str, value: _Value) -> None:
        self._since[key] = value

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._since.pop(key, None)
        if key in self.under:
            self._gone.add(key)

    def clear(self) -> None:
        """See ``MutableMapping.clear``."""
        self._since.clear()
        self._gone.update(self.under)

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self.under if key not in self._gone)
        yield from self._behind()

    def __reversed__(self) -> Iterator[str]:
        yield from reversed(list(self._behind()))
        yield from (key for key in reversed(self.under) if key not in self._gone)

    def __len__(self) -> int:
        return len(self.under) - len(self._gone) + sum(1 for _ in self._behind())

    def items(self) -> ItemsView[str, _Value]:
        """See ``Mapping.items``."""
        return _Pairs(self)

    def values(self) -> ValuesView[_Value]:
        """See ``Mapping.values``."""
        return _Values(self)

    def pairs(self) -> Iterator[tuple[str, _Value]]:
        """See ``Kept.pairs``."""
        for key, value in self.under.pairs():
            if key not in self._gone:
                yield key, self._since.get(key, value)
        for key in self._behind():
            yield key, self._since[key]

    def __copy__(self) -> LaidOver[_Value]:
        """The same, to be changed apart from it."""
        other = LaidOver(self.under)
        other._since = {key: copy.copy(value) for key, value in self._since.items()}
        other._gone = set(self._gone)
        return other

    def _behind(self) -> Iterator[str]:
        """Keys that came since, or went and came back."""
        return (k for k in self._since if k in self._gone or k not in self.under)
