"""Zip packages whose bytes repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime


def zipped(parts: Mapping[str, bytes], moment: int, stored: Collection[str] = ()) -> bytes:
    """A package of these parts in this order, the same bytes for the same parts and moment.

    Parts named in ``stored`` are not compressed, which ODF asks of ``mimetype``.
    """
    day = datetime.fromtimestamp(max(moment, 315532800), UTC).timetuple()[:6]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, day)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            package.writestr(member, content)
    return written.getvalue()
