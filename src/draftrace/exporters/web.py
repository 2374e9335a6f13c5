"""HTML: one self-contained page; changes underlined and struck, and marked in signs as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files

from draftrace.exporters import tree
from draftrace.exporters.dates import who_and_when
from draftrace.exporters.dialect import SIGNS, Dialect, end_sign
from draftrace.exporters.furniture import ENDS, MASTHEAD, is_regrouped, remark_line
from draftrace.exporters.markup import printable
from draftrace.exporters.sheet import DEEP, Block, Comment, Op, Run, Sheet, indented_as
from draftrace.exporters.tables import Row, Table
from draftrace.exporters.tree import Node

_ELEMENT: dict[Op, str] = {"+": "ins", "-": "del"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class WebDialect(Dialect):
    """``ins`` and ``del`` with signs around and the sponsor after, for print and screen readers.
    Each page needs a dialect of its own: no two elements may have one id."""

    marks_cells = True

    def __init__(self) -> None:
        self.anchored: Counter[str] = Counter()

    def anchor(self, block: Block) -> str:
        """The block's id; the old place of a paragraph that moved, or any second one, says so."""
        name = anchor(block.address)
        name = f"was:{name}" if block.change == "deleted" else name
        self.anchored[name] += 1
        count = self.anchored[name]
        return name if count == 1 else f"{name}~~{count}"

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        return [tree.span([tree.string(printed)], "label" if alone else "number")]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        opened, closed = SIGNS[op]
        who = who_and_when(printable(author), date)
        attributes = f' datetime="{escape(date)}"' if date else ""
        element = _ELEMENT[op]
        named = [tree.span([tree.string(f"({printable(author)})")], "sponsor")] if signed else []
        return [
            tree.raw("html", f'<{element}{attributes} title="{escape(who)}">'),
            tree.span([tree.string(opened)], "marker"),
            *inlines,
            tree.span([tree.string(closed)], "marker"),
            tree.raw("html", f"</{element}>"),
            *named,
        ]

    def ended(self, end: Run) -> list[Node]:
        who = escape(who_and_when(printable(end.author), end.date))
        element = _ELEMENT[end.op]
        return [
            tree.raw("html", f'<{element} class="end" title="{who}">'),
            tree.span([tree.string(end_sign(end.op))], "marker"),
            tree.raw("html", f"</{element}>"),
            tree.span([tree.string(f"({printable(end.author)})")], "sponsor"),
        ]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        deep = [DEEP] if indented_as(block) == DEEP else []
        classes = [block.kind, *deep, *([block.change] if block.change else [])]
        classes += ["leads"] if leads else []
        paragraph = tree.division([tree.paragraph(inlines)], *classes, anchor=self.anchor(block))
        return [paragraph, *map(_reason, remarks)]

    def table(self, table: Table) -> list[Node]:
        """Each row by its address; a column's heading says that it is one. What was remarked of
        rows stands below them."""
        nodes = [_source("<table>")]
        for part, heads in (("thead", True), ("tbody", False)):
            rows = [row for row in table.rows if row.heads == heads]
            told = [node for row in rows for node in self.row(row)]
            nodes += [_source(f"<{part}>"), *told, _source(f"</{part}>")] if rows else []
        remarks = [(row.block, remark) for row in table.rows for remark in row.remarks]
        return [*nodes, _source("</table>"), *(_reason(each, of=row) for row, each in remarks)]

    def row(self, row: Row) -> Iterator[Node]:
        classes = " ".join(filter(None, ("tablerow", row.block.change)))
        yield _source(f'<tr class="{classes}" id="{escape(self.anchor(row.block))}">')
        element, scope = ("th", ' scope="col"') if row.heads else ("td", "")
        for cell in row.cells:
            span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            yield _source(f"<{element}{scope}{span}>")
            yield tree.line(cell.inlines)
            yield _source(f"</{element}>")
        yield _source("</tr>")

    def heading(
        self, block: Block, depth: int, inlines: list[Node], remarks: Sequence[Comment]
    ) -> list[Node]:
        classes = [block.kind, *([block.change] if block.change else [])]
        title = tree.heading(depth, inlines, self.anchor(block), *classes)
        return [title, *map(_reason, remarks)]


def anchor(address: str) -> str:
    """The address as an HTML id, which may hold anything but white space."""
    return "_".join(printable(address).split())


def _source(told: str) -> Node:
    return tree.raw_block("html", told)


def _reason(remark: Comment, *, of: Block | None = None) -> Node:
    """A line under a paragraph, or under a table of one of its rows."""
    row = f"{printable(of.address)}: " if of is not None else ""
    said = tree.string(f"{row}{remark_line(remark)}")
    return tree.division([tree.paragraph([said])], "reason")


def page(body: bytes, sheet: Sheet, furniture: Mapping[str, str]) -> bytes:
    """The whole page around pandoc's body: no script, no request to any server."""
    style = files("draftrace.exporters").joinpath("layout/page.css").read_text("utf-8")
    language = "en"
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(printable(furniture['title'] or furniture['symbol']))}</title>\n"
        f'<meta name="dcterms.identifier" content="{escape(printable(furniture["symbol"]))}">\n'
        f'<meta name="draftrace.revision" content="{escape(printable(furniture["revision"]))}">\n'
        f'<meta name="draftrace.seal" content="{escape(printable(furniture["seal"]))}">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n"
    )
    parts = [head, _masthead(furniture), _legend(sheet, furniture), "<main>\n"]
    return "".join(parts).encode() + body + b"</main>\n" + _foot(furniture) + b"</body>\n</html>\n"


def _masthead(furniture: Mapping[str, str]) -> str:
    lines = [
        f'<p class="{name}">{escape(printable(furniture[name]))}</p>'
        for name in MASTHEAD
        if furniture[name]
    ]
    return '<div class="masthead">\n' + "\n".join(lines) + "\n</div>\n" if lines else ""


def _legend(sheet: Sheet, furniture: Mapping[str, str]) -> str:
    if not furniture["legend"]:
        return ""
    if not sheet.against:
        told = escape(printable(furniture["legend"]))
        return f'<div class="legend" role="note">\n<p>{told}</p>\n</div>\n'
    came, went = _example("+", "words brought in"), _example("-", "words taken out")
    return f"""<div class="legend" role="note">
<p>{escape(printable(furniture["legend"]))} {came}, {went}, each followed by its sponsor; \
numbers by the editor.{ENDS if is_regrouped(sheet) else ""}</p>
</div>
"""


def _example(op: Op, words: str) -> str:
    opened, closed = (f'<span class="marker">{sign}</span>' for sign in SIGNS[op])
    return f"<{_ELEMENT[op]}>{opened}{words}{closed}</{_ELEMENT[op]}>"


def _foot(furniture: Mapping[str, str]) -> bytes:
    told = escape(printable(furniture["issue"]))
    return f'<div class="masthead foot"><p>{told}</p></div>\n'.encode() if told else b""
