"""What of an ODT file's paragraph does a page show otherwise than its letters stand?

Source: OpenDocument 1.3 part 3, 7.3 to 7.7 (fields: a program shows their values, computed anew
where they are not fixed), 5.4 (sections that bring in another file).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftrace.intake.tracked.by_hand import Looks, by_hand_in_writer
from draftrace.intake.tracked.model import COMPUTED

LINKED = "another file set into this one"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}string-value"
_DDE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}dde-source"
_SET: dict[str, tuple[str, ...]] = {
    "user-field-get": ("user-field-decl",),
    "user-field-input": ("user-field-decl",),
    "variable-get": ("variable-set", "variable-input"),
}
"""Where the value stands that such a field shows."""
_OWN = ("variable-set", "expression", "page-variable-set")
_FOUND = (
    *("date", "time", "page-number", "page-count", "chapter", "sheet-name", "file-name", "title"),
    *("author-name", "author-initials", "subject", "keywords", "description", "creator"),
    *("editing-cycles", "editing-duration", "dde-connection", "page-variable-get"),
    *("template-name", "word-count", "paragraph-count", "character-count"),
)
_FOUND_OF = (
    "sender-",
    "creation-",
    "modification-",
    "print",
    "user-defined",
    "database-",
    "initial-",
)
_FIXED = f"{_TEXT}fixed"


def shown_otherwise(paragraph: Any, looks: Looks) -> Iterator[tuple[str, str]]:
    """What is struck out, hidden, computed or brought in from elsewhere, with the words."""
    yield from by_hand_in_writer(paragraph, looks)
    for section in paragraph.iterancestors(f"{_TEXT}section"):
        if any(section.find(source) is not None for source in (f"{_TEXT}section-source", _DDE)):
            yield LINKED, ""
    for field in paragraph.iter():
        name = str(field.tag).removeprefix(_TEXT)
        shown = " ".join("".join(field.itertext()).split())
        values = [value for value in _values(field, name) if value]
        if values and shown not in values:
            yield COMPUTED, values[0]
        elif _is_found(field, name):
            yield COMPUTED, f"<{name}>"


def _is_found(field: Any, name: str) -> bool:
    """Whether a program finds its words each time it opens the file."""
    of_text = field.tag == f"{_TEXT}{name}" and field.get(_FIXED) != "true"
    return of_text and (name in _FOUND or name.startswith(_FOUND_OF))


def _values(field: Any, name: str) -> Iterator[str]:
    """The values that a program shows for a field."""
    if name in _OWN:
        yield " ".join(field.get(_VALUE, "").split())
    for kind in _SET.get(name, ()):
        for each in field.getroottree().iter(f"{_TEXT}{kind}"):
            if each.get(f"{_TEXT}name") == field.get(f"{_TEXT}name"):
                yield " ".join((each.get(_VALUE) or "".join(each.itertext())).split())
