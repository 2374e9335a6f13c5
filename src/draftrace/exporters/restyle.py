"""The reference document of our Word files, made from pandoc's own.

``python -m draftrace.exporters.restyle`` writes ``layout/reference.docx`` afresh; a test holds the
packaged file to it. Whoever wants another look opens that file in Word, changes styles, headers
and footers, and keeps the ``{placeholders}`` wanted.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from draftrace.exporters.dates import EARLIEST
from draftrace.exporters.packages import zipped
from draftrace.exporters.program import run

REFERENCE = Path(__file__).parent / "layout" / "reference.docx"
_OOXML = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OOXML}/relationships"'
)
_FONT = "<w:rFonts {}/>".format(
    " ".join(f'w:{script}="Times New Roman"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
)
_LABEL = 709
"""Width of a label and its tab, in twentieths of a point: 1.25 cm."""
_STEP, _STEPS = 142, 8
"""Where the words begin behind a label, or two, wider than that: at the next quarter of a
centimetre, since the stops by default would leave gaps of every width."""
_WIDTH = 9072
"""Width of the text on A4 between margins of 2.5 cm."""


def reference() -> bytes:
    """The reference document's bytes."""
    source = zipfile.ZipFile(io.BytesIO(run(["--print-default-data-file", "reference.docx"], b"")))
    parts = {name: source.read(name) for name in source.namelist()}
    for name, change in (
        ("word/styles.xml", _styles),
        ("word/document.xml", _section),
        ("word/_rels/document.xml.rels", _relations),
        ("[Content_Types].xml", _types),
    ):
        parts[name] = change(parts[name].decode()).encode()
    for name, content in _FURNITURE.items():
        tag = "hdr" if name.startswith("header") else "ftr"
        part = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{tag} {_NAMESPACES}>{content}</w:{tag}>'
        parts[f"word/{name}.xml"] = part.encode()
    return zipped(parts, EARLIEST)


def _styles(xml: str) -> str:
    defaults = (
        f'<w:rPr>{_FONT}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr>'
    )
    xml = re.sub(r"(<w:rPrDefault>).*?(</w:rPrDefault>)", rf"\1{defaults}\2", xml, flags=re.S)
    for identity, style in _STYLES.items():
        old = rf'<w:style [^>]*w:styleId="{identity}"[^>]*>.*?</w:style>\s*'
        xml = re.sub(old, "", xml, flags=re.S)
        xml = xml.replace("</w:styles>", f"{style}\n</w:styles>")
    return xml


def _paragraph_style(
    name: str,
    *,
    left: int = 0,
    hanging: int = 0,
    more: str = "",
    run: str = "",
    based: str = "Normal",
) -> str:
    identity = re.sub(r"[^A-Za-z0-9]", "", name.title())
    custom = (
        "" if name.startswith(("heading", "footnote", "header", "footer")) else ' w:customStyle="1"'
    )
    indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if left else ""
    stops = range(left, left + _STEP * _STEPS, _STEP) if hanging else ()
    tab = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    tab = f"<w:tabs>{tab}</w:tabs>" if tab else ""
    spacing = '<w:spacing w:before="0" w:after="120" w:line="252" w:lineRule="auto"/>'
    keep, outline = "", ""
    if name.startswith("heading"):
        keep, outline = (
            "<w:keepNext/><w:keepLines/>",
            f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>',
        )
        spacing = '<w:spacing w:before="280" w:after="140"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/>'
        f"<w:pPr>{keep}{tab}{more or spacing}{indent}{outline}</w:pPr>"
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(depth: int, size: int, *, centred: bool = False, italic: bool = False) -> str:
    align = '<w:jc w:val="center"/>' if centred else ""
    run = f'<w:b/>{"<w:i/>" if italic else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    style = _paragraph_style(
        f"heading {depth}", left=0 if centred else _LABEL, hanging=0 if centred else _LABEL, run=run
    )
    return style.replace("<w:outlineLvl", f"{align}<w:outlineLvl")


_SMALL = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
_TIGHT = '<w:spacing w:before="0" w:after="40"/>'
_CELL = '<w:spacing w:before="40" w:after="40"/>'
_STYLES = {
    "Heading1": _heading(1, 30, centred=True),
    "Heading2": _heading(2, 26),
    "Heading3": _heading(3, 24),
    "Heading4": _heading(4, 22),
    "Heading5": _heading(5, 22, italic=True),
    "Heading6": _heading(6, 22, italic=True),
    "FootnoteText": _paragraph_style("footnote text", more=_TIGHT, run=_SMALL),
    "PreambularParagraph": _paragraph_style("Preambular Paragraph", left=_LABEL),
    "OperativeParagraph": _paragraph_style("Operative Paragraph", left=_LABEL, hanging=_LABEL),
    "Item": _paragraph_style("Item", left=2 * _LABEL, hanging=_LABEL),
    "SubItem": _paragraph_style("Sub-item", left=3 * _LABEL, hanging=_LABEL),
    "DeepSubItem": _paragraph_style("Deep Sub-item", left=4 * _LABEL, hanging=_LABEL),
    "UnnumberedParagraph": _paragraph_style("Unnumbered Paragraph", left=_LABEL),
    "TableRow": _paragraph_style("Table Row", left=_LABEL),
    "TableCell": _paragraph_style("Table Cell", more=_CELL),
    "TableHeading": _paragraph_style("Table Heading", more=f"<w:keepNext/>{_CELL}", run="<w:b/>"),
    "Header": _paragraph_style("header", more=_TIGHT, run=_SMALL),
    "Footer": _paragraph_style("footer", more=_TIGHT, run=_SMALL.replace("18", "15")),
}


def _line(style: str, *runs: str, paragraph: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{paragraph}</w:pPr>{"".join(runs)}</w:p>'


def _text(text: str, *, bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _rule(size: int) -> str:
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="1" w:color="auto"/></w:pBdr>'


_TAB = "<w:r><w:tab/></w:r>"
_RIGHT = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
_COLUMN = '<w:ind w:left="6237"/>'
_FOOT = _line("Footer", _text("{legend}"), paragraph="") + _line(
    "Footer",
    _text("{issue}"),
    _TAB,
    _field("PAGE"),
    _text("/"),
    _field("NUMPAGES"),
    paragraph=_RIGHT,
)
_FURNITURE = {
    "header1": _line("Header", _text("{symbol}", bold=True), paragraph=_rule(6))
    + _line("Header", _text("{notice}"), paragraph='<w:spacing w:before="0" w:after="120"/>'),
    "header2": _line(
        "Header",
        _text("{organ}", bold=True),
        _TAB,
        _text("{symbol}", bold=True),
        paragraph=_rule(6) + _RIGHT,
    )
    + _line("Header", _text("{distribution}"), paragraph=_COLUMN)
    + _line("Header", _text("{date}"), paragraph=_COLUMN)
    + _line("Header", _text("{language}"), paragraph=_COLUMN)
    + _line("Header", _text("{agenda_item}", bold=True))
    + _line("Header", _text("{notice}", bold=True))
    + _line("Header", paragraph=_rule(18)),
    "footer1": _FOOT,
    "footer2": _FOOT,
}
_PARTS = [
    ("header1", "default"),
    ("header2", "first"),
    ("footer1", "default"),
    ("footer2", "first"),
]


def _section(xml: str) -> str:
    references = "".join(
        f'<w:{name[:6]}Reference w:type="{page}" r:id="draftrace{name}"/>' for name, page in _PARTS
    )
    section = (
        f"<w:sectPr>{references}"
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" '
        'w:left="1417" w:header="709" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    xml = re.sub(r"<w:sectPr.*?(/>|</w:sectPr>)\s*(?=</w:body>)", "", xml, flags=re.S)
    return xml.replace("</w:body>", f"{section}</w:body>")


def _relations(xml: str) -> str:
    added = "".join(
        f'<Relationship Id="draftrace{name}" Type="{_OOXML}/relationships/{name[:6]}" '
        f'Target="{name}.xml"/>'
        for name, _page in _PARTS
    )
    return xml.replace("</Relationships>", f"{added}</Relationships>")


def _types(xml: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    added = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name[:6]}+xml"/>'
        for name, _page in _PARTS
    )
    return xml.replace("</Types>", f"{added}</Types>")


if __name__ == "__main__":
    REFERENCE.write_bytes(reference())
