"""Word and ODT files for tests, as other people's programs write them: raw XML, rsids and all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DATE = "2030-03-04T10:12:00Z"


def run(text: str, properties: str = "") -> str:
    """A run; a tab in the text is a tab."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    told = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(each)}</w:t>' if each else ""
        for each in text.split("\t")
    )
    return f'<w:r w:rsidR="00A1B2C3">{look}{told}</w:r>'


def ins(text: str, author: str = "EU", date: str = DATE, inner: str = "") -> str:
    return f'<w:ins w:id="9" {_by(author, date)}>{inner or run(text)}</w:ins>'


def gone(text: str, author: str = "EU", date: str = DATE, inner: str = "") -> str:
    told = (inner or run(text)).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="9" {_by(author, date)}>{told}</w:del>'


def moved(text: str, where: str, name: str, author: str = "EU") -> str:
    """Half of a move as Word marks it: ``where`` is From or To."""
    told = run(text)
    return (
        f'<w:move{where}RangeStart w:id="7{name[-1]}" {_by(author, DATE)} w:name="{name}"/>'
        f'<w:move{where} w:id="9" {_by(author, DATE)}>{told}</w:move{where}>'
        f'<w:move{where}RangeEnd w:id="7{name[-1]}"/>'
    )


def p(*inner: str, end: str = "", style: str = "", more: str = "") -> str:
    """A paragraph; plain text becomes a run. ``end``: ``ins`` or ``del`` and the author."""
    kind, _, author = end.partition(" ")
    mark = f'<w:rPr><w:{kind} w:id="9" {_by(author or "EU", DATE)}/></w:rPr>' if kind else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    told = "".join(each if each.startswith("<") else run(each) for each in inner)
    return f'<w:p w:rsidR="00D4E5F6"><w:pPr>{named}{more}{mark}</w:pPr>{told}</w:p>'


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def remarked(number: int, inner: str) -> str:
    """Words under a comment."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, text: str, author: str = "EU") -> str:
    return f'<w:comment w:id="{number}" {_by(author, DATE)}>{p(text)}</w:comment>'


def _by(author: str, date: str) -> str:
    return f'w:author="{escape(author)}" w:date="{date}"'


def docx(
    body: Sequence[str],
    notes: Mapping[int, str] | None = None,
    comments: Sequence[str] = (),
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file; notes by number, their content as runs."""
    space = f'xmlns:w="{W}" xmlns:r="{_R}"'
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types().encode(),
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}).encode(),
        "word/document.xml": (
            f"<w:document {space}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ).encode(),
    }
    related = {}
    if notes is not None:
        told = "".join(
            f'<w:footnote w:id="{n}">{p(each)}</w:footnote>' for n, each in notes.items()
        )
        parts["word/footnotes.xml"] = f"<w:footnotes {space}>{told}</w:footnotes>".encode()
        related["footnotes.xml"] = "footnotes"
    if comments:
        told = "".join(comments)
        parts["word/comments.xml"] = f"<w:comments {space}>{told}</w:comments>".encode()
        related["comments.xml"] = "comments"
    parts["word/_rels/document.xml.rels"] = _relations(related).encode()
    return package(parts | dict(more or {}))


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("footnotes", "footnotes"),
            ("comments", "comments"),
        )
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{told}</Relationships>'


def package(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            # A package made twice is the same bytes: the clock is no part of a test.
            member = zipfile.ZipInfo(name, date_time=(2009, 1, 12, 10, 0, 0))
            written.writestr(member, content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    """The package with parts named otherwise, as programs that are not Word may; what leads to
    one within the package leads from its root."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    told = {}
    for old, part in parts.items():
        if old.endswith(".rels"):
            told[_relations_of(names, old)] = _leading(part, names)
        else:
            told[names.get(old, old)] = part
    return package(told)


def _leading(relations: bytes, names: Mapping[str, str]) -> bytes:
    for old, new in names.items():
        for said in (old, old.removeprefix("word/")):
            relations = relations.replace(b'"%s"' % said.encode(), b'"/%s"' % new.encode())
    return relations


def _relations_of(names: Mapping[str, str], relations: str) -> str:
    folder, _, name = relations.rpartition("_rels/")
    of = f"{folder}{name.removesuffix('.rels')}"
    where, _, new = names.get(of, of).rpartition("/")
    return f"{where}/_rels/{new}.rels".lstrip("/")


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def odt(body: str, regions: Sequence[str] = (), styles: str = "", head: str = "") -> bytes:
    """An ODT file; regions as ``region`` makes them, ``head`` what stands above its pages."""
    changes = f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>" if regions else ""
    content = (
        f'<office:document-content {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{changes}{body}</office:text></office:body>"
        "</office:document-content>"
    )
    pages = (
        f'<office:document-styles {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<style:master-page><style:header>{head}</style:header></style:master-page>"
        "</office:document-styles>"
    )
    return package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "styles.xml": pages.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def region(identity: str, kind: str, author: str = "EU", content: str = "", also: str = "") -> str:
    """A tracked change of an ODT file; ``also`` is who had inserted what was deleted."""
    told = f"<text:{kind}>{_info(author)}{content}</text:{kind}>"
    second = f"<text:insertion>{_info(also)}</text:insertion>" if also else ""
    return f'<text:changed-region text:id="{identity}">{told}{second}</text:changed-region>'


def _info(author: str) -> str:
    return (
        f"<office:change-info><dc:creator>{author}</dc:creator>"
        "<dc:date>2030-03-04T10:12:00.123456789</dc:date></office:change-info>"
    )


def saved(folder: Path, content: bytes, name: str = "letter.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
