"""Word files other than the text itself: tables and reports, through pandoc's tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from draftrace.exporters import program, tree
from draftrace.exporters.dates import epoch
from draftrace.exporters.furniture import furniture
from draftrace.exporters.packages import unzipped, zipped
from draftrace.exporters.sheet import Masthead, Sheet
from draftrace.exporters.tree import Node
from draftrace.exporters.word import finish

_REFERENCE = Path(__file__).parent / "layout" / "reference.docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", "40"), ("left", "100"), ("bottom", "60"), ("right", "100"))
_BAND = "E9EDF2"
LEADING = "Table Row"
_LEADS = "TableRow"
_LINE, _WIDE = 9072, 14796
"""The lines of an upright and of a landscape page in twentieths of a point."""


class Stationery(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper is written on: its masthead, and a Word file whose styles it takes."""

    masthead: Masthead
    reference: Path = _REFERENCE


def paper(
    blocks: Sequence[Node], stationery: Stationery, title: str, *, wide: bool = False
) -> bytes:
    """The blocks as a Word file with masthead, seal and page numbers; ``wide`` is landscape.
    Tables get rules, and cells in the style ``LEADING`` a band."""
    masthead, reference = stationery.masthead, stationery.reference
    moment = epoch(masthead.date)
    arguments = ["-f", "json", "-t", "docx", "--reference-doc", str(reference), "-o", "-"]
    package = program.run(arguments, tree.document(blocks), moment=moment)
    told = furniture(Sheet(masthead=masthead, title=title, blocks=()))
    parts = unzipped(finish(package, None, (), told, moment))
    parts[_BODY] = _laid_out(parts[_BODY], wide=wide)
    margins = re.compile(r"word/(header|footer)\d*\.xml")
    for name in filter(margins.fullmatch, parts if wide else ()):
        parts[name] = _stretched(parts[name])
    return zipped(parts, moment)


def _laid_out(body: bytes, *, wide: bool) -> bytes:
    from lxml import etree

    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    if wide:
        for size in root.iter(f"{_W}pgSz"):
            width, height = size.get(f"{_W}w"), size.get(f"{_W}h")
            size.set(f"{_W}w", height)
            size.set(f"{_W}h", width)
            size.set(f"{_W}orient", "landscape")
        for margins in root.iter(f"{_W}pgMar"):
            for side in ("left", "right", "bottom"):
                margins.set(f"{_W}{side}", "1021")
            # Or a table that goes on would touch the rule under the symbol.
            margins.set(f"{_W}top", "1304")
    for table in root.iter(f"{_W}tbl"):
        _ruled(table)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _stretched(furniture: bytes) -> bytes:
    """Headers and footers whose tab stops fit the wide line, what stands at the right included."""
    from lxml import etree

    root = etree.fromstring(furniture, etree.XMLParser(resolve_entities=False))
    for tab in root.iter(f"{_W}tab"):
        if tab.get(f"{_W}pos"):
            middle = tab.get(f"{_W}val") == "center"
            tab.set(f"{_W}pos", str(_WIDE // 2 if middle else _WIDE))
    for indent in root.iter(f"{_W}ind"):
        left = int(indent.get(f"{_W}left") or 0)
        indent.set(f"{_W}left", str(left + _WIDE - _LINE if left > _LINE // 2 else left))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _ruled(table: Any) -> None:
    """Rules around every cell and as wide as the line, a band behind a row that spans the table,
    no row cut in two; a band stands on the page of the row it leads, not of another band."""
    from lxml import etree

    properties = table.find(f"{_W}tblPr")
    borders = etree.SubElement(properties, f"{_W}tblBorders")
    for edge in _EDGES:
        line = {"val": "single", "sz": "4", "space": "0", "color": "808080"}
        etree.SubElement(borders, f"{_W}{edge}", {f"{_W}{n}": v for n, v in line.items()})
    margins = etree.SubElement(properties, f"{_W}tblCellMar")
    for side, width in _MARGINS:
        etree.SubElement(margins, f"{_W}{side}", {f"{_W}w": width, f"{_W}type": "dxa"})
    # Without it the words, not the rules, begin where the line does.
    inset = {f"{_W}w": dict(_MARGINS)["left"], f"{_W}type": "dxa"}
    etree.SubElement(properties, f"{_W}tblInd", inset)
    _in_order(properties)
    rows = [*table.iter(f"{_W}tr")]
    for row, after in zip_longest(rows, rows[1:]):
        leads = after is not None and not any(map(_is_band, after.findall(f"{_W}tc")))
        kept = row.find(f"{_W}trPr")
        if kept is None:
            kept = etree.Element(f"{_W}trPr")
            row.insert(0, kept)
        kept.insert(0, etree.Element(f"{_W}cantSplit"))
        for cell in row.findall(f"{_W}tc"):
            if _is_band(cell):
                _banded(cell, leads=leads)


def _is_band(cell: Any) -> bool:
    return any(style.get(f"{_W}val") == _LEADS for style in cell.iter(f"{_W}pStyle"))


def _banded(cell: Any, *, leads: bool) -> None:
    from lxml import etree

    properties = cell.find(f"{_W}tcPr")
    shade = {"val": "clear", "color": "auto", "fill": _BAND}
    etree.SubElement(properties, f"{_W}shd", {f"{_W}{n}": v for n, v in shade.items()})
    for paragraph in cell.iter(f"{_W}pPr"):
        style = paragraph.find(f"{_W}pStyle")
        style.set(f"{_W}val", "Compact")
        if leads:
            style.addnext(etree.Element(f"{_W}keepNext"))


_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")


def _in_order(properties: Any) -> None:
    """Word asks its schema's order of the properties of a table."""
    known = {f"{_W}{name}": place for place, name in enumerate(_ORDER)}
    properties[:] = sorted(properties, key=lambda each: known.get(each.tag, len(_ORDER)))
