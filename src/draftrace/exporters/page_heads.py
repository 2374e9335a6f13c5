"""What do the pages of a Word or ODT file show at head and foot, where no reader of the text looks?

Source: ECMA-376-1, 17.10 (headers and footers are parts of their own); ODF 1.3, 16.9 (they stand
in the styles, in the pages' masters).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from draftrace.exporters.packages import roots
from draftrace.exporters.readback import squeezed

_PART = re.compile(r"word/(header|footer)\d*\.xml")
_SPACES = frozenset(("tab", "ptab", "br", "cr", "s", "line-break"))
_FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"
_PLACEHOLDER = re.compile(r"\{\w+\}")


def head_lines(content: bytes, suffix: str) -> list[str]:
    """The lines at the head of any page, each once; none of other formats.

    Raises UnreadableInput for what is not what its suffix says.
    """
    return _lines(content, suffix, "header")


def foot_lines(content: bytes, suffix: str) -> list[str]:
    """The same for the foot."""
    return _lines(content, suffix, "footer")


def template_lines(reference: bytes) -> list[str]:
    """What a reference document puts at head and foot by itself: the pieces between the
    placeholders."""
    lines = (*head_lines(reference, ".docx"), *foot_lines(reference, ".docx"))
    pieces = (squeezed(piece) for line in lines for piece in _PLACEHOLDER.split(line))
    return list(dict.fromkeys(filter(None, pieces)))


def _lines(content: bytes, suffix: str, where: str) -> list[str]:
    read = {".docx": _of_word, ".odt": _of_writer}.get(suffix)
    lines = map(squeezed, read(content, where)) if read else ()
    return [line for line in dict.fromkeys(lines) if line]


def _of_word(content: bytes, where: str) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [n for n in package.namelist() if (p := _PART.fullmatch(n)) and p[1] == where]
    for root in roots(content, *names):
        for paragraph in root.iter("{*}p"):
            yield "".join(_words(paragraph))
        for watermark in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
            yield watermark.get("string", "")


def _words(element: Any) -> Iterator[str]:
    """Without those of a paragraph within, as a text box has them, and without what was deleted."""
    for child in element.iterchildren("{*}*"):
        name = etree.QName(child).localname
        if name == "t":
            yield child.text or ""
        elif name in _SPACES or "PAGE" in child.get(_FIELD, ""):
            yield " "
        elif name != "p":
            yield from _words(child)


def _of_writer(content: bytes, where: str) -> Iterator[str]:
    (root,) = roots(content, "styles.xml")
    names = [f"{{*}}{where}{which}" for which in ("", "-left", "-first")]
    for each in () if root is None else root.iter(*names):
        for paragraph in each.iter("{*}p", "{*}h"):
            yield "".join(_told(paragraph))


def _told(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren("{*}*"):
        spaced = etree.QName(child).localname in _SPACES
        yield from (" ",) if spaced else _told(child)
        yield child.tail or ""
