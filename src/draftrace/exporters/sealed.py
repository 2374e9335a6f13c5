"""Which seals does a file bear? Our own papers name the one of the text they hold, in the
properties of the file and at the foot of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.errors import UnreadableInput
from draftrace.exporters.packages import roots

_SEAL = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def seals_in(content: bytes) -> list[str]:
    """Every seal a file of any format names, each once; none where its properties are broken."""
    try:
        told = "\n".join(_told(content))
    except UnreadableInput:
        return []
    return list(dict.fromkeys(_SEAL.findall(told)))


def _told(content: bytes) -> Iterator[str]:
    if content[:5] == b"%PDF-":
        yield from _properties(content)
    elif content[:4] == b"PK\x03\x04":
        found = roots(content, "docProps/core.xml", "meta.xml")
        yield from ("\n".join(root.itertext()) for root in found if root is not None)
    else:
        yield content.decode("utf-8", "replace")


def _properties(content: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            yield from document.get_metadata_dict().values()
    except pypdfium2.PdfiumError:
        return
