"""ODT: words brought in underlined and words taken out struck, each between signs and signed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from draftrace.errors import UnreadableInput
from draftrace.exporters import tree
from draftrace.exporters.dialect import SIGNS, WIDE, Dialect, end_sign
from draftrace.exporters.furniture import MASTHEAD, remark_line
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import roots, unzipped, zipped
from draftrace.exporters.readback import CELL, squeezed
from draftrace.exporters.sheet import DEEP, Block, Comment, Op, Run, Side, attribution, indented_as
from draftrace.exporters.tables import Table
from draftrace.exporters.tree import Node
from draftrace.exporters.writer_tables import WriterTables

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"
_WORDS = {"+": "InsertedWords", "-": "DeletedWords"}
_ENDS = {"+": "InsertedEnd", "-": "DeletedEnd"}
_BY = "change"
_CAME = "paragraph"
_WENT = "gone"
_NAMED = "¶"
"""Ends the names of our bookmarks; those of earlier versions had no end."""
_COPIED = re.compile(r" Copy \d+$")
ACTS = "draftrace acts"
"""The property that tells the turns."""
MASTHEAD_STYLES = frozenset({"MastheadTop", "MastheadSide", "Masthead", "MastheadEnd"})
SIGN = "Sign"
"""The style of the signs around words that came or went."""
LEADING = "Leading"
"""Behind the name of a style: the same for a paragraph that no page may part from the next."""
REASON = "Reason"
REASONS = frozenset({REASON, f"{REASON}{LEADING}"})
FURNITURE_STYLES = (
    frozenset({SIGN, "Sponsor", "Legend", *_ENDS.values()}) | REASONS | MASTHEAD_STYLES
)
STYLES = {
    "preambular": "PreambularParagraph",
    "operative": "OperativeParagraph",
    "item": "Item",
    "subitem": "SubItem",
    DEEP: "DeepSubItem",
    "paragraph": "UnnumberedParagraph",
    "footnote": "UnnumberedParagraph",
    "tablerow": "TableRow",
}


class WriterDialect(Dialect):
    """Named styles for everything; changes never run together, remarks follow the paragraph. It
    numbers changes, so each text needs one of its own."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.tables = WriterTables()

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        """With a little room behind one that may just reach where the words begin."""
        if not alone or len(printed) < WIDE:
            return [tree.string(printed)]
        return [tree.string(printed[:-1]), tree.styled([tree.string(printed[-1:])], "LabelEnd")]

    def after_label(self) -> list[Node]:
        return [tree.raw("opendocument", "<text:tab/>")]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        opened, closed = (tree.styled([tree.string(sign)], SIGN) for sign in SIGNS[op])
        name = tree.styled([tree.string(f"({printable(author)})\u202f")], "Sponsor")
        known = _bookmark(self.name(author, date))
        words = tree.styled(inlines, _WORDS[op])
        return [known, opened, words, closed, *([name] if signed else [])]

    def whole(self, block: Block) -> list[Node]:
        """Whose a paragraph that came in is, since others may have changed its words, and who took
        out one that went, since it may stand between two parts of another."""
        hands = {
            "inserted": [(_CAME, attribution(block))],
            "deleted": [(_WENT, attribution(block))],
        }
        taker = (block.taker, block.taken)
        hands["passed"] = [*hands["inserted"], (_WENT, taker)]
        return [_bookmark(self.name(*by, what=what)) for what, by in hands.get(block.change, [])]

    def ended(self, end: Run) -> list[Node]:
        known = _bookmark(self.name(end.author, end.date))
        sign = tree.styled([tree.string(end_sign(end.op))], _ENDS[end.op])
        name = tree.styled([tree.string(f"({printable(end.author)})")], "Sponsor")
        return [known, sign, name]

    def name(self, author: str, date: str, what: str = _BY) -> str:
        """Whose change follows and of when, as the name of a bookmark, which no reader sees and
        Writer keeps; quoted. Each has another number, or Writer would drop it. Behind its end
        Writer says in its user's language that one is a copy of another."""
        return quoteattr(f"{what} {next(self.numbers)} {date} {printable(author)} {_NAMED}")

    def cited_again(self, number: int) -> list[Node]:
        return [tree.styled([tree.string(str(number))], "CitedAgain")]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        style = STYLES[indented_as(block)]
        style = f"{style}{LEADING}" if leads else style
        paragraph = tree.division([tree.paragraph(inlines)], style=style)
        return [paragraph, *(self.reason(remark, leads=leads) for remark in remarks)]

    def table(self, table: Table) -> list[Node]:
        return [*self.tables.table(table)]

    def heading(
        self, block: Block, depth: int, inlines: list[Node], remarks: Sequence[Comment]
    ) -> list[Node]:
        del block
        return [tree.heading(depth, inlines), *map(self.reason, remarks)]

    def reason(self, remark: Comment, *, leads: bool = False) -> Node:
        """A line under the paragraph, with whose and of when it is for whoever reads it back."""
        known = _bookmark(self.name(remark.author, remark.date))
        said = tree.string(printable(remark_line(remark)))
        style = f"{REASON}{LEADING}" if leads else REASON
        return tree.division([tree.paragraph([known, said])], style=style)


def _bookmark(name: str) -> Node:
    return tree.raw("opendocument", f"<text:bookmark text:name={name}/>")


def change_named(bookmark: str) -> tuple[str, str]:
    """Author and date of the change that follows a bookmark of ours; empty after any other."""
    return _named(bookmark, _BY)


def ends_named(bookmark: str) -> dict[str, tuple[str, str]]:
    """Who brought in or took out the whole paragraph in which a bookmark of ours stands, and when,
    by the style that shows as much of a paragraph's end alone."""
    hands = {_ENDS["+"]: _named(bookmark, _CAME), _ENDS["-"]: _named(bookmark, _WENT)}
    return {end: by for end, by in hands.items() if by[0]}


def _named(bookmark: str, what: str) -> tuple[str, str]:
    known, _, rest = bookmark.partition(" ")
    _number, _, rest = rest.partition(" ")
    date, _, author = rest.partition(" ")
    name, ended, _copy = author.rpartition(f" {_NAMED}")
    author = name if ended else _COPIED.sub("", author)
    return (author, date) if known == what else ("", "")


def masthead(furniture: Mapping[str, str]) -> list[Node]:
    """The lines above the text: organ and symbol over a rule, what is said of the issue at the
    right, agenda item and notice over another; the legend last."""
    organ, symbol, *side = (furniture[name] for name in MASTHEAD[:5])
    under = [furniture[name] for name in MASTHEAD[5:] if furniture[name]]
    top = [tree.string(printable(organ)), tree.raw("opendocument", "<text:tab/>")]
    lines = [_in_style([*top, tree.string(printable(symbol))], "MastheadTop")]
    lines += [_styled(line, "MastheadSide") for line in side if line]
    lines += [_styled(line, "Masthead") for line in under[:-1]]
    lines.append(_styled("".join(under[-1:]), "MastheadEnd"))
    return lines + ([_styled(furniture["key"], "Legend")] if furniture["key"] else [])


def _styled(line: str, style: str) -> Node:
    return _in_style([tree.string(printable(line))], style)


def _in_style(inlines: list[Node], style: str) -> Node:
    return tree.division([tree.paragraph(inlines)], style=style)


def writer_lines(package: bytes, side: Side) -> list[str]:
    """The lines one side of the file says, then the notes; read without pandoc, whose reader
    forgets our styles."""
    (root,) = roots(package, "content.xml")
    if root is None:
        raise UnreadableInput("The package holds no content.xml.")
    reading = _Reading(side)
    lines: list[str] = []
    open_line = ""
    for paragraph in _paragraphs(root):
        open_line += reading.text(paragraph)
        if paragraph.tag == _ROW or not reading.runs_on(paragraph):
            lines.append(squeezed(open_line))
            open_line = ""
    return [line for line in (*lines, squeezed(open_line)) if line] + reading.notes


def _paragraphs(root: Any) -> list[Any]:
    """Paragraphs and headings of the text itself and rows of tables, those inside notes and rows
    apart."""
    apart = (f"{_TEXT}note", _ROW)
    within = {part for each in root.iter(*apart) for part in each.iter() if part is not each}
    return [
        element
        for element in root.iter()
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h", _ROW)
        and element not in within
        and element.get(f"{_TEXT}style-name") not in FURNITURE_STYLES
    ]


class _Reading:
    """One walk over the text; a raised figure is the number of a note cited again."""

    def __init__(self, side: Side) -> None:
        self.gone = _WORDS["-" if side == "clean" else "+"]
        self.end = _ENDS["-" if side == "clean" else "+"]
        self.notes: list[str] = []
        self.shown = 0
        self.number_of: dict[int, int] = {}

    def runs_on(self, paragraph: Any) -> bool:
        """Whether the end of a paragraph is gone on this side, alone or with all of it: one that
        is not there may stand between two parts of another."""
        marks = paragraph.iter(f"{_TEXT}span", f"{_TEXT}bookmark")
        named = [(m.get(f"{_TEXT}style-name", ""), m.get(f"{_TEXT}name", "")) for m in marks]
        return any(style == self.end or self.end in ends_named(name) for style, name in named)

    def text(self, element: Any) -> str:
        if element.tag == _ROW:
            return f" {CELL} ".join(map(self.cell, element.iterfind(_CELL)))
        told = [element.text or ""]
        for child in element:
            told += [self.child(child), child.tail or ""]
        return "".join(told)

    def cell(self, cell: Any) -> str:
        return " ".join(filter(None, (squeezed(self.text(each)) for each in cell)))

    def child(self, child: Any) -> str:
        style = child.get(f"{_TEXT}style-name", "")
        if child.tag == f"{_TEXT}note":
            return self.note(child)
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            return " "
        if style in FURNITURE_STYLES:
            return ""
        if style == self.gone:
            self.shown += sum(1 for _note in child.iter(f"{_TEXT}note"))
            return ""
        return self.cited_again(self.text(child), style)

    def cited_again(self, told: str, style: str) -> str:
        if style != "CitedAgain":
            return told
        return f"[^{self.number_of.get(int(told), 0)}]"

    def note(self, note: Any) -> str:
        self.shown += 1
        place = len(self.notes)
        self.notes.append("")
        body = note.find(f"{_TEXT}note-body")
        paragraphs = [] if body is None else [self.text(each) for each in body]
        self.notes[place] = squeezed(" ".join(paragraphs))
        self.number_of[self.shown] = place + 1
        return f"[^{place + 1}]"


def finish(
    package: bytes,
    furniture: Mapping[str, str],
    moment: int,
    acts: str = "",
    styles: Sequence[str] = (),
) -> bytes:
    """The package in our styles, with symbol and page numbers on every page, dated; what is told
    of the ``acts`` goes among its properties. ``styles`` are those its tables ask for."""
    parts = unzipped(package)
    if styles:
        told, end = parts["content.xml"].decode(), "</office:automatic-styles>"
        parts["content.xml"] = told.replace(end, f"{''.join(styles)}{end}", 1).encode()
    parts["styles.xml"] = _restyled(parts["styles.xml"].decode(), furniture).encode()
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    meta = parts["meta.xml"].decode()
    meta = re.sub(r"(<(?:meta:creation-date|dc:date)>)[^<]*", rf"\g<1>{stamp}", meta)
    described = (
        f"<dc:title>{escape(printable(furniture['title']))}</dc:title>"
        f"<dc:subject>{escape(printable(furniture['symbol']))}</dc:subject>"
        f"<meta:keyword>{escape(printable(furniture['keywords']))}</meta:keyword>"
    )
    if acts:
        described += f'<meta:user-defined meta:name="{ACTS}">{escape(acts)}</meta:user-defined>'
    for name in ("dc:title", "meta:keyword"):
        meta = re.sub(rf"<{name}>.*?</{name}>|<{name} ?/>", "", meta, flags=re.S)
    parts["meta.xml"] = meta.replace("</office:meta>", f"{described}</office:meta>").encode()
    return zipped(parts, moment, stored=("mimetype",))


def _restyled(styles: str, furniture: Mapping[str, str]) -> str:
    """Our styles and page put in place of pandoc's of the same names."""
    ours = files("draftrace.exporters").joinpath("layout/opendocument.xml").read_text("utf-8")
    for name in ("symbol", "issue"):
        ours = ours.replace(f"{{{name}}}", escape(printable(furniture[name])))
    for kind in ("style:style", "style:page-layout", "style:master-page"):
        for found in re.finditer(rf"<{kind} .*?</{kind}>", ours, re.S):
            styles = _replaced(styles, kind, found[0])
    return styles


def _replaced(styles: str, kind: str, element: str) -> str:
    name = re.search(r'style:name="([^"]*)"', element)
    old = rf'<{kind} [^>]*style:name="{name[1] if name else ""}"[^>]*(?:/>|(?<!/)>.*?</{kind}>)'
    found = re.search(old, styles, re.S)
    if found:
        return styles[: found.start()] + element + styles[found.end() :]
    home = "master-styles" if kind == "style:master-page" else "styles"
    return styles.replace(f"</office:{home}>", f"{element}</office:{home}>", 1)
