"""Does a file ask for a letter or a column so often that a few bytes become gigabytes?

Source: OpenDocument 1.3 part 3, 6.1.3 (spaces); HTML, 4.9.11 (columns a cell spans). How often
rows and columns of an ODT are repeated needs no look: pandoc takes each once, we a few times.
"""

from __future__ import annotations

import re
from html import unescape

from draftrace.errors import UnreadableInput

MOST = 100_000
"""In a whole file; a form with lines to write on has some hundreds."""
_SPACES = re.compile(rb"""[\w.-]:c\s*=\s*["']([^"']*)""")
_COLUMNS = re.compile(rb"""\scolspan\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_WITHOUT = "Take them out in the program it was written with, or ask its sender for the text anew."


def refuse_spaces(xml: bytes, name: str) -> None:
    """Raises UnreadableInput for a text of an ODT file with more spaces than any text has."""
    _refuse(_SPACES, xml, f"{name} asks for {{}} repeated spaces.")


def refuse_columns(page: bytes, name: str) -> None:
    """Raises UnreadableInput for a page with cells over more columns than any table has."""
    _refuse(_COLUMNS, page, f"{name} asks for cells over {{}} columns.")


def _refuse(wanted: re.Pattern[bytes], content: bytes, said: str) -> None:
    times = 0
    for each in wanted.findall(content):
        told = unescape(each.decode("utf-8", "replace")).strip()
        if not told.isdecimal():
            continue
        times += int(told) if len(told) < 12 else 10**12
        if times > MOST:
            raise UnreadableInput(said.format(f"more than {MOST:,}"), _WITHOUT)
