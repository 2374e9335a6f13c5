"""Which styles of an ODT file slant letters, and which raise them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def slanted(root: Any) -> Iterator[str]:
    """The styles of italic letters."""
    for style in root.iter(f"{_STYLE}style"):
        looks = style.find(f"{_STYLE}text-properties")
        if looks is not None and looks.get(f"{_FORMAT}font-style") == "italic":
            yield style.get(f"{_STYLE}name", "")


def raised(root: Any) -> Iterator[str]:
    """The styles that raise letters, by a share of their height or as far as the font says."""
    for style in root.iter(f"{_STYLE}style"):
        looks = style.find(f"{_STYLE}text-properties")
        place = "" if looks is None else looks.get(f"{_STYLE}text-position", "")
        if place.startswith("super") or re.match(r"[1-9]\d*%", place):
            yield style.get(f"{_STYLE}name", "")
