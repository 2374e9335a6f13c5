"""Which parties does a mention name? ``EU, Norway``, ``proposed by Fiji and Palau``.

The names are data: ``lexicon/parties.txt``. An abbreviation in capitals may stand beside a known
name; a mention that names nobody known is none, since annexes and funds have capitals too.
"""

from __future__ import annotations

import re
from functools import cache

from draftrace.text.lexicon import lines

_LONGEST = 200
_BETWEEN = re.compile(r"\s*[,;/+&]\s*")
_BEFORE_NAMES = re.compile(
    r"(?:new|as|also|and|with|the|proposed|proposal|supported|submitted|suggested|sponsored|by|"
    r"text|of|on|behalf)\b[\s:,]*",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&-]{1,9}")


def named(mention: str) -> tuple[str, ...]:
    """The parties that a mention consists of, as they are written; none if it says anything else
    or names nobody known.
    """
    if not 2 <= len(mention) <= _LONGEST:
        return ()
    said = map(_bare, _BETWEEN.split(mention.strip(" .:")))
    names = [name for one in said if one for name in _apart(one)]
    sure = any(map(_known, names))
    return tuple(names) if sure and all(map(_likely, names)) else ()


def _bare(name: str) -> str:
    """Without the words that lead up to it: ``supported by``, ``the``."""
    while (found := _BEFORE_NAMES.match(name)) is not None:
        name = name[found.end() :]
    return name


def _apart(name: str) -> list[str]:
    """Two names joined by ``and``, or the one that has it within itself."""
    first, _, second = name.rpartition(" and ")
    return [_bare(first), _bare(second)] if first and not _known(name) else [name]


def _likely(name: str) -> bool:
    return _known(name) or _ABBREVIATION.fullmatch(name) is not None


def _known(name: str) -> bool:
    return _plain(name) in _names()


def _plain(name: str) -> str:
    return name.replace(".", "").replace("’", "'").casefold()


@cache
def _names() -> frozenset[str]:
    return frozenset(map(_plain, lines("parties.txt")))
