"""The rows of a table in an ODT file, and their cells.

Source: OpenDocument 1.3 part 3, 9.1 (tables): rows stand in groups and headers, a cell may stand
for several empty ones, and one that another covers is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_AROUND = tuple(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_REPEATED = f"{TABLE}number-columns-repeated"
_MOST_REPEATED = 64


def rows(table: Any) -> Iterator[Any]:
    """The rows of a table, those of tables in its cells not among them."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _AROUND:
            yield from rows(child)


def cells(row: Any) -> Iterator[Any]:
    """The cells of a row."""
    for cell in row.iterfind(f"{TABLE}table-cell"):
        yield from [cell] * times(cell.get(_REPEATED), _MOST_REPEATED)


def times(told: str | None, most: int) -> int:
    """How often something is repeated; once where that is no number."""
    if not told or not told.isdecimal():
        return 1
    return min(int(told[:9]), most)
