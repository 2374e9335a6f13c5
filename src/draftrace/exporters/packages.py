"""Zip packages: written so that their bytes repeat, opened without trusting them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from draftrace.errors import DraftraceError, UnreadableInput

LARGEST_PART = 256 * 1024 * 1024
"""Bytes of one unpacked part; a text of a thousand pages has a tenth of it."""


_LEVEL = 4
"""Of 9: a marked text of two thousand proposals is a sixth larger than at 6, in three fifths of the
time."""


def zipped(parts: Mapping[str, bytes], moment: int, stored: Collection[str] = ()) -> bytes:
    """A package of these parts in this order, the same bytes for the same parts and moment.

    Parts named in ``stored`` are not compressed, which ODF asks of ``mimetype``.
    """
    day = datetime.fromtimestamp(max(moment, 315532800), UTC).timetuple()[:6]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, day)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            package.writestr(member, content, compresslevel=_LEVEL)
    return written.getvalue()


def unzipped(package: bytes) -> dict[str, bytes]:
    """The parts of a package that pandoc or we made. Raises DraftraceError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as source:
            return {name: source.read(name) for name in source.namelist()}
    except (zipfile.BadZipFile, zlib.error) as broken:
        raise DraftraceError(
            f"What was written is no package ({broken}).", "Is this the pandoc draftrace carries?"
        ) from broken


def roots(package: bytes, *names: str) -> list[Any]:
    """The root element of each part named, None where there is no such part.

    Raises UnreadableInput for what is no package, a part too large to be text, and broken XML;
    entities are never resolved.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as source:
            known = {entry.filename: entry for entry in source.infolist()}
            return [_root(source, known.get(name)) for name in names]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as broken:
        raise UnreadableInput(f"The package is broken ({broken}).") from broken


def _root(source: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> Any:
    if entry is None:
        return None
    if entry.file_size > LARGEST_PART:
        raise UnreadableInput(f"{entry.filename} unpacks to {entry.file_size:,} bytes; refused.")
    with source.open(entry) as part:
        # No more than it says: one that says too little would be unpacked whole.
        return parsed(part.read(entry.file_size), entry.filename)


def parsed(part: bytes, name: str) -> Any:
    """The root of an XML part. Raises UnreadableInput when it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as broken:
        raise UnreadableInput(f"{name} is no XML: {broken.msg}.") from broken
