"""What stands above an exported text, taken from settings and orders."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from draftrace.errors import UsageError
from draftrace.exporters.sheet import Masthead

FIELDS = ("symbol", "organ", "distribution", "date", "language", "agenda_item", "notice")
_SETTLED = ("revision", "seal")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def furnished(masthead: Masthead, *told: Mapping[str, str]) -> Masthead:
    """The masthead with what it is told; later mappings of fields to texts win over earlier ones.

    Raises UsageError for a field that no masthead has or that the record settles, and for a date
    that is none.
    """
    fields = {_known(name): text for each in told for name, text in each.items()}
    if "date" in fields and not _DAY.fullmatch(fields["date"]):
        raise UsageError(f"{fields['date']!r} is not a date.", "Write 2030-11-03.")
    return msgspec.structs.replace(masthead, **fields)


def _known(name: str) -> str:
    name = name.strip().replace("-", "_").replace(" ", "_").casefold()
    if name in _SETTLED:
        raise UsageError(f"The {name} comes from the record; it cannot be set.")
    if name not in FIELDS:
        raise UsageError(f"The masthead has no {name}.", f"It has {', '.join(FIELDS)}.")
    return name
