"""The words under ruby text, which pandoc leaves out together with what stands above them.

Source: ECMA-376-1, 17.3.3.25 (ruby); OpenDocument 1.3 part 3, 6.4 (ruby); HTML, 4.5.12 (rp): where
nothing can stand above words it stands behind them in brackets.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import Any

from draftrace.errors import UnreadableInput

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def with_words(package: bytes, name: str) -> bytes:
    """The package of a Word or ODT file with the words under ruby as any others, and what stands
    above them behind them in brackets; the same bytes where there is no ruby. Raises
    UnreadableInput for broken XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        entries = source.infolist()
        ruled = [entry for entry in entries if _may_have(source, entry)]
        if not ruled:
            return package
        parts = {entry: source.read(entry) for entry in entries}
    for entry in ruled:
        parts[entry] = _in_a_line(parts[entry], f"{name}: {entry.filename}")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for entry, part in parts.items():
            written.writestr(entry, part)
    return made.getvalue()


def _may_have(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename.endswith(".xml"):
        return False
    content = package.read(entry)
    return b":rubyBase" in content or b":ruby-base" in content


def _in_a_line(content: bytes, where: str) -> bytes:
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as broken:
        raise UnreadableInput(f"{where}: the XML is broken ({broken.msg}).") from broken
    for space in (_W, _STRICT):
        for ruby in [*root.iter(f"{space}ruby")]:
            _beside_its_run(ruby, space)
    for part in root.iter(f"{_TEXT}ruby", f"{_TEXT}ruby-base", f"{_TEXT}ruby-text"):
        if part.tag == f"{_TEXT}ruby-text":
            part.text = f" ({part.text or ''})"
        part.tag = f"{_TEXT}span"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _beside_its_run(ruby: Any, space: str) -> None:
    """The runs under it and above it stand before the run it is in, what that says before it in
    one of its own."""
    run = ruby.getparent()
    if run.tag != f"{space}r":
        return
    before = run.makeelement(run.tag)
    for each in [*run.iterchildren()][: run.index(ruby)]:
        before.append(deepcopy(each) if each.tag == f"{space}rPr" else each)
    above = [_run(run, space, " ("), *ruby.iterfind(f"{space}rt/*"), _run(run, space, ")")]
    for each in (before, *ruby.iterfind(f"{space}rubyBase/*"), *above):
        run.addprevious(each)
    run.remove(ruby)


def _run(beside: Any, space: str, words: str) -> Any:
    made = beside.makeelement(beside.tag)
    text = made.makeelement(
        f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    )
    text.text = words
    made.append(text)
    return made
