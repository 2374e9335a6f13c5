"""Word: real tracked changes and comments, and what pandoc leaves undone in the package.

Pandoc writes the paragraphs, styles, headings, notes and the package; the runs within are ours,
since pandoc 3.9 marks no paragraph as inserted or deleted, numbers insertions and deletions apart
so that ids clash, leaves bare ``w:delText`` in the notes of deleted citations, and needs three
times its own time for a text full of changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from itertools import accumulate, count
from typing import Any

from lxml import etree

from draftrace.exporters import tree
from draftrace.exporters.aside import Aside
from draftrace.exporters.dialect import WIDE, Dialect
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import parsed, unzipped, zipped
from draftrace.exporters.sequence import with_acts
from draftrace.exporters.sheet import DEEP, Block, Comment, Op, attribution, indented_as
from draftrace.exporters.tables import Table
from draftrace.exporters.tree import Node
from draftrace.exporters.withdrawn import Withdrawn, kept_note
from draftrace.exporters.word_tables import word_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNCLOSED = re.compile(r"\{\w*$")
KEPT = "<w:keepNext/>"
"""At the head of a paragraph: no page ends between it and the next."""
_MARK = re.compile(rf"</w:pPr>((?:{KEPT})?(?:<w:rPr>(?:<w:(?:ins|del) [^>]*/>)+</w:rPr>)?)")
"""What a paragraph begins with that belongs among its properties."""
_TAB = "<w:r><w:tab/></w:r>"
_ITALIC = "<w:rPr><w:i/><w:iCs/></w:rPr>"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_ROOMY = '<w:rPr><w:spacing w:val="80"/></w:rPr>'
_COMMENT = "<w:commentReference "
_ELEMENT: dict[Op, str] = {"+": "ins", "-": "del"}
_SPECIAL = re.compile("[&<>]")
STYLES = {
    "preambular": "Preambular Paragraph",
    "operative": "Operative Paragraph",
    "item": "Item",
    "subitem": "Sub-item",
    DEEP: "Deep Sub-item",
    "paragraph": "Unnumbered Paragraph",
    "footnote": "Unnumbered Paragraph",
    "tablerow": "Table Row",
}


class WordDialect(Dialect):
    """Insertions, deletions, paragraph marks and comments as Word keeps them. It numbers changes
    and gathers comments, so each text needs one of its own."""

    shows_both_sides = False
    anchors_remarks = True
    marks_cells = True

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.withdrawn = Withdrawn()
        self.ids = count(1)

    def words(self, text: str) -> list[Node]:
        return [_run(text)]

    def emphasised(self, text: str) -> list[Node]:
        return [_run(text, _ITALIC)]

    def after_label(self) -> list[Node]:
        return [tree.raw("openxml", _TAB)]

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        """A little room, which is no sign of the text, behind each of two that stand side by side
        and behind one that may just reach where the words begin."""
        if alone and len(printed) < WIDE:
            return [_run(printed)]
        return [_run(printed[:-1]), _run(printed[-1:], _ROOMY)]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        del signed
        element = _ELEMENT[op]
        opened, closed = f"<w:{element} {self.signature(author, date)}>", f"</w:{element}>"
        return _within(opened, [_in_change(op, each) for each in inlines], closed)

    def came_and_went(
        self,
        inlines: list[Node],
        came: tuple[str, str],
        went: tuple[str, str],
        *,
        within_note: bool,
    ) -> list[Node]:
        """As Word keeps what one inserted and another deleted, the one within the other; what one
        party did alone is kept beside the text with its notes, and so are words of a note, where
        LibreOffice 7.4 leaves the inner words standing when all is accepted."""
        aside = within_note or came[0] == went[0]
        if aside:
            inlines = [_kept(each) if each["t"] == "Note" else each for each in inlines]
        opened = f"<w:ins {self.signature(*came)}>"
        gone = self.changed("-", *went, inlines, signed=False)
        nested = _within(opened, gone, "</w:ins>")
        if not aside:
            return nested
        told = "".join(map(tree.source_of, nested))
        return [tree.raw("openxml", self.withdrawn.place(told, next(self.ids)))]

    def whole(self, block: Block) -> list[Node]:
        """A paragraph's end that came in or went, by whom and when."""
        told = self.marks(block)
        return [tree.raw("openxml", f"<w:rPr>{told}</w:rPr>")] if told else []

    def marks(self, block: Block) -> str:
        """What tells that a paragraph's end or a row came in or went."""
        if block.end is not None:
            return self.ends((block.end.op, block.end.author, block.end.date))
        came = attribution(block)
        match block.change:
            case "inserted":
                return self.ends(("+", *came))
            case "deleted":
                return self.ends(("-", *came))
            case "passed":
                return self.ends(("+", *came), ("-", block.taker, block.taken))
        return ""

    def ends(self, *changes: tuple[Op, str, str]) -> str:
        return "".join(
            f"<w:{_ELEMENT[op]} {self.signature(author, date)}/>" for op, author, date in changes
        )

    def signature(self, author: str, date: str) -> str:
        return f'w:id="{next(self.ids)}" {_signed(author, date)}'

    def remark(self, number: int, comment: Comment, inlines: list[Node]) -> list[Node]:
        self.comments.append(_comment(number, comment))
        opened = f'<w:commentRangeStart w:id="{number}"/>'
        closed = f'<w:commentRangeEnd w:id="{number}"/>'
        reference = (
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'{_COMMENT}w:id="{number}"/></w:r>'
        )
        ends = [tree.raw("openxml", closed), tree.raw("openxml", reference)]
        return [tree.raw("openxml", opened), *inlines, *ends]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        del remarks
        kept = [tree.raw("openxml", KEPT)] if leads else []
        told = tree.paragraph([*kept, *inlines])
        return [tree.division([told], style=STYLES[indented_as(block)])]

    def table(self, table: Table) -> list[Node]:
        return word_table(table, self.marks)


@lru_cache(maxsize=1024)
def _signed(author: str, date: str) -> str:
    return f'w:author="{escape(printable(author))}" w:date="{escape(date)}"'


def _run(text: str, properties: str = "") -> Node:
    # Most words hold none of these, and there are tens of thousands of them.
    words = escape(text, quote=False) if _SPECIAL.search(text) else text
    told = f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'
    return tree.raw("openxml", told)


def _in_change(op: Op, node: Node) -> Node:
    """Words as they stand within a change; a raised number becomes a run of ours, since pandoc's
    would not know that it is deleted."""
    if node["t"] == "Superscript":
        node = _run(tree.words_within(node), _RAISED)
    if op == "+" or node["t"] == "Note":
        return node
    told = tree.source_of(node).replace("<w:t ", "<w:delText ")
    return tree.raw("openxml", told.replace("</w:t>", "</w:delText>"))


def _kept(note: Node) -> Node:
    """A note as it is kept beside the text."""
    words = "".join(map(tree.source_of, tree.inlines_of(note)))
    return tree.raw("openxml", kept_note(words))


def _within(opened: str, inlines: list[Node], closed: str) -> list[Node]:
    """The inlines within an element: one raw inline where there is nothing else."""
    for each in inlines:
        if each["t"] != "RawInline":
            return [tree.raw("openxml", opened), *inlines, tree.raw("openxml", closed)]
    told = "".join(map(tree.source_of, inlines))
    return [tree.raw("openxml", f"{opened}{told}{closed}")]


@lru_cache(maxsize=1024)
def _initials(author: str) -> str:
    return escape("".join(word[0] for word in printable(author).split())[:3])


def _comment(number: int, comment: Comment) -> str:
    words = escape(printable(comment.text), quote=False)
    return (
        f'<w:comment w:id="{number}" {_signed(comment.author, comment.date)} '
        f'w:initials="{_initials(comment.author)}">'
        '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:comment>'
    )


def settled(blocks: list[Node]) -> list[Node]:
    """The blocks with comment references that stand between the first two notes moved behind the
    second.

    LibreOffice 7.4 scrambles every footnote of a file where one stands there; ranges, which say
    what is commented, stay. Found by bisecting our own files; Word and pandoc read both alike.
    """
    places: list[tuple[list[Node], int]] = []
    notes: list[int] = []
    for inlines, place in (each for block in blocks for each in _places(_inlines(block))):
        if inlines[place]["t"] == "Note":
            notes.append(len(places))
        places.append((inlines, place))
        if len(notes) == 2:
            break
    else:
        return blocks
    between = places[notes[0] : notes[1]]
    held = [(inlines, inlines[n]) for inlines, n in between if _is_reference(inlines[n])]
    inlines, second = places[notes[1]]
    note = inlines[second]
    for former, reference in held:
        former[:] = [each for each in former if each is not reference]
    after = next(n for n, each in enumerate(inlines) if each is note) + 1
    after += _closing(inlines[:after], inlines[after:])
    inlines[after:after] = [reference for _former, reference in held]
    return blocks


def _inlines(block: Node) -> list[Node]:
    content: Any = block["c"]
    if block["t"] == "RawBlock":
        return []
    found: list[Node] = content[1][0]["c"] if block["t"] == "Div" else content[2]
    return found


def _places(inlines: list[Node]) -> Iterator[tuple[list[Node], int]]:
    return ((inlines, place) for place in range(len(inlines)))


def _is_reference(node: Node) -> bool:
    return node["t"] == "RawInline" and _COMMENT in tree.source_of(node)


def _closing(before: list[Node], after: list[Node]) -> int:
    """How many inlines until the changes that are open here end."""
    still_open = sum(map(_opens, before))
    if not still_open:
        return 0
    depths = accumulate((_opens(each) for each in after), initial=still_open)
    return next(n for n, depth in enumerate(depths) if not depth)


def _opens(node: Node) -> int:
    if node["t"] != "RawInline":
        return 0
    told = tree.source_of(node)
    return told.startswith(("<w:ins ", "<w:del ")) - told.endswith(("</w:ins>", "</w:del>"))


def finish(
    package: bytes,
    aside: Aside | None,
    comments: Sequence[str],
    furniture: Mapping[str, str],
    moment: int,
    acts: str = "",
) -> bytes:
    """The package with its words, marks and comments, headers, footers and properties filled in.

    ``aside`` is None where pandoc was given the words themselves. ``furniture`` gives each
    ``{placeholder}`` of headers and footers its text; a paragraph whose placeholders are all empty
    goes. ``moment`` (seconds since 1970) dates every member, so that the same sheet gives the same
    bytes. What is told of the ``acts`` goes where no page shows it.
    """
    parts = unzipped(package)
    for name, part in parts.items():
        if name in ("word/document.xml", "word/footnotes.xml"):
            told = aside.restored(part.decode()) if aside is not None else part.decode()
            parts[name] = _MARK.sub(r"\1</w:pPr>", told).encode()
        elif name == "word/comments.xml" and comments:
            opened, _end, _rest = part.decode().rpartition("/>")
            parts[name] = f"{opened}>{''.join(comments)}</w:comments>".encode()
        elif re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _filled(part, furniture)
        elif name == "docProps/core.xml":
            parts[name] = _described(part, furniture, moment)
    return zipped(with_acts(parts, acts), moment)


def _filled(part: bytes, furniture: Mapping[str, str]) -> bytes:
    root = parsed(part, "a part of the reference document")
    for paragraph in list(root.iter(f"{W}p")):
        _make_whole(list(paragraph.iter(f"{W}t")))
        texts = [text for text in paragraph.iter(f"{W}t") if _PLACEHOLDER.search(text.text or "")]
        named = [name for text in texts for name in _PLACEHOLDER.findall(text.text or "")]
        if named and not any(furniture.get(name) for name in named):
            fields = paragraph.find(f".//{W}fldSimple")
            if fields is None and paragraph.getparent() is root and len(root) > 1:
                root.remove(paragraph)
                continue
        for text in texts:
            text.text = _PLACEHOLDER.sub(
                lambda found: printable(furniture.get(found[1], "")), text.text or ""
            )
    return _serialised(root)


def _make_whole(texts: list[Any]) -> None:
    """Put each placeholder into one text: Word cuts them where somebody paused in typing."""
    for place, text in enumerate(texts):
        for later in texts[place + 1 :]:
            if not _UNCLOSED.search(text.text or ""):
                break
            text.text = (text.text or "") + (later.text or "")
            later.text = ""


def _described(part: bytes, furniture: Mapping[str, str], moment: int) -> bytes:
    root = parsed(part, "a part of the reference document")
    told = {
        f"{_DC}title": "title",
        f"{_DC}subject": "symbol",
        f"{_DC}creator": "organ",
        f"{_CORE}keywords": "keywords",
    }
    for tag, name in told.items():
        element = root.find(tag)
        if element is None:
            element = etree.SubElement(root, tag)
        element.text = printable(furniture.get(name, ""))
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for tag in ("created", "modified"):
        element = root.find(f"{_DCTERMS}{tag}")
        if element is not None:
            element.text = stamp
    return _serialised(root)


def _serialised(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
