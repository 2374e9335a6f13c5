"""PDF through typst: words underlined and struck between signs, no word ever hyphenated."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from draftrace.errors import DraftraceError, UnreadableInput
from draftrace.exporters import program, tree
from draftrace.exporters.aside import Aside
from draftrace.exporters.compose import compose
from draftrace.exporters.dates import epoch
from draftrace.exporters.dialect import Dialect, end_sign
from draftrace.exporters.fonts import check_fonts
from draftrace.exporters.furniture import furniture, remark_line
from draftrace.exporters.markup import printable
from draftrace.exporters.readback import CELL, squeezed
from draftrace.exporters.sheet import DEEP, Block, Comment, Op, Run, Sheet, Side, indented_as
from draftrace.exporters.tables import Table, tallest
from draftrace.exporters.tree import Node

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_ONE_AT_A_TIME = Lock()
_BODY, _NOTE, _NUMBER = range(3)
_LONG = re.compile(r"\S{39,}")
"""So many of the widest letter fill the shortest line."""
_CITATION = re.compile(r"\[\^[0-9]+\]")
_PRIVATE = 0xE000
_CITED = str.maketrans({str(figure): chr(_PRIVATE + figure) for figure in range(10)})
_UNCITED = {_PRIVATE + figure: str(figure) for figure in range(10)}
_CITING = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 9)}]+")
BREAK_HYPHENS = "\x02\ufffe"
"""What pdfium makes of a hyphen at the end of a line."""
_MADE, _LINE_END, _SIGN = "\t", "\n", "\v"
"""A space that pdfium made of a gap, the end of a line, and a sign or a word that is not kept."""
_BLANKS = (" ", _MADE, _LINE_END)
Gap = Literal["close", "spaced", "unsure"]
CLOSE: Final = "close"
SPACED: Final = "spaced"
UNSURE: Final = "unsure"
_TALLEST = 24
"""Lines of a row of a table that surely fit on a page, its notes below them."""
_CALL: dict[Op, str] = {"+": "ins", "-": "del", "=": ""}
_LEFT = {"item": "1.25cm", "subitem": "2.5cm", DEEP: "3.75cm"}
_UNLABELLED = ("preambular", "paragraph", "tablerow", "footnote")
_SHADES: tuple[tuple[Op, int, int, int], ...] = (
    ("=", 0, 0, 0),
    ("+", 11, 93, 28),
    ("-", 155, 28, 28),
)
_CLASSES = {
    (red, green, blue + kind): (op, kind)
    for op, red, green, blue in _SHADES
    for kind in (_BODY, _NOTE, _NUMBER)
}
"""What ``layout/page.typ`` tells by colours: op, and 0 text, 1 note, 2 number of a note."""


class TypstDialect(Dialect):
    """Words as typst's string literals, so that none of them can be its markup."""

    signs_changes = True
    marks_cells = True

    def words(self, text: str) -> list[Node]:
        return [_code(f"#{told};") for told in _told(text)]

    def emphasised(self, text: str) -> list[Node]:
        return [_code(f"#emph({told});") for told in _told(text)]

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        return [_code(f"#label({_literal(printed)});")] if alone else self.words(printed)

    def after_label(self) -> list[Node]:
        return [_code("#h(0.4em, weak: true);")]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        del date
        name = [_code(f"#by({_literal(author)});")] if signed else []
        return [_code(f"#{_CALL[op]}["), *inlines, _code("];"), *name]

    def ended(self, end: Run) -> list[Node]:
        sign = _literal(end_sign(end.op))
        return [_code(f"#sign({sign});"), _code(f"#by({_literal(end.author)});")]

    def cited_again(self, number: int) -> list[Node]:
        return [_code(f"#again({_literal(str(number))});")]

    def noted(self, inlines: list[Node]) -> list[Node]:
        return [_code("#noted["), *inlines, _code("];")]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        left = "1.25cm" if block.kind in _UNLABELLED else _LEFT.get(indented_as(block), "0cm")
        hanging = "0cm" if block.kind in _UNLABELLED else "1.25cm"
        kept = ", sticky: true" if leads else ""
        opened = tree.raw_block("typst", f"#provision({left}, hanging: {hanging}{kept})[")
        closed = tree.raw_block("typst", "]")
        told = (_reason(remark, kept) for remark in remarks)
        return [opened, tree.paragraph(inlines), closed, *told]

    def between_cells(self) -> list[Node]:
        """A bar as what a rule would be: no letter of the text."""
        return [_code('#sign(" | ");')]

    def holds(self, rows: Sequence[Sequence[str]], shares: Sequence[float]) -> bool:
        """A row that goes on on the next page would mix the letters of its cells."""
        return tallest(rows, shares) <= _TALLEST

    def table(self, table: Table) -> list[Node]:
        shares = "".join(f"{round(share * 1000)}fr, " for share in table.widths)
        nodes = [tree.raw_block("typst", f"#rows(({shares}),")]
        for row in table.rows:
            nodes.append(tree.raw_block("typst", "head(" if row.heads else ""))
            for cell in row.cells:
                opened = f"{'title' if row.heads else 'cell'}({cell.columns})["
                nodes += [tree.raw_block("typst", opened), tree.paragraph(cell.inlines)]
                nodes.append(tree.raw_block("typst", "],"))
            nodes.append(tree.raw_block("typst", ")," if row.heads else ""))
        remarks = [(row.block, remark) for row in table.rows for remark in row.remarks]
        told = [_reason(remark, of=row) for row, remark in remarks]
        return [*nodes, tree.raw_block("typst", ")"), *told]

    def heading(
        self, block: Block, depth: int, inlines: list[Node], remarks: Sequence[Comment]
    ) -> list[Node]:
        del block
        opened = tree.raw_block("typst", f"#heading(level: {depth})[")
        closed = tree.raw_block("typst", "]")
        return [opened, tree.paragraph(inlines), closed, *map(_reason, remarks)]


def _reason(remark: Comment, kept: str = "", *, of: Block | None = None) -> Node:
    """A line under a paragraph, or under a table of one of its rows."""
    row = f"{of.address}: " if of is not None else ""
    return tree.raw_block("typst", f"#reason({_literal(row + remark_line(remark))}{kept})")


def _code(source: str) -> Node:
    return tree.raw("typst", source)


def _told(text: str) -> Iterator[str]:
    """Words as typst has them, each that might be wider than a line apart from the others."""
    behind = 0
    for word in _LONG.finditer(text):
        if before := text[behind : word.start()]:
            yield _literal(before)
        yield f"long({_literal(word[0])})"
        behind = word.end()
    if rest := text[behind:]:
        yield _literal(rest)


def _literal(text: str) -> str:
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.splitlines())}"'


def typst_source(sheet: Sheet) -> bytes:
    """The whole typst document; it reads no file."""
    told = furniture(sheet)
    aside = Aside("typst")
    composed = tree.document(aside.lightened(compose(sheet, TypstDialect())))
    body = program.run(["-f", "json", "-t", "typst", "--wrap=preserve"], composed)
    layout = files("draftrace.exporters").joinpath("layout/page.typ").read_text("utf-8")
    return f"{layout}\n{_opening(told)}\n{aside.restored(body.decode())}".encode()


def _opening(told: Mapping[str, str]) -> str:
    named = {name: _literal(text) for name, text in told.items()}
    lines = [named[name] for name in ("distribution", "date", "language") if told[name]]
    notices = [named[name] for name in ("agenda_item", "notice", "key") if told[name]]
    return (
        f'#show: body => sheet({named["title"]}, {named["symbol"]}, {named["issue"]}, "en", body)\n'
        f"#masthead({named['organ']}, {named['symbol']}, "
        f"({''.join(f'{line}, ' for line in lines)}), "
        f"({''.join(f'{notice}, ' for notice in notices)}))\n"
    )


def pdf_page(sheet: Sheet) -> bytes:
    """The PDF, in typst's own fonts so that its bytes hang on no machine."""
    try:
        import typst
    except ImportError as error:
        raise _missing() from error
    source = typst_source(sheet)
    check_fonts(source.decode())
    try:
        return bytes(
            typst.compile(
                source,
                format="pdf",
                ignore_system_fonts=True,
                timestamp=epoch(sheet.masthead.date),
            )
        )
    except typst.TypstError as error:
        raise DraftraceError(f"Typst refused: {program.printable_line(str(error))}") from error


def pdf_lines(content: bytes, sides: Sequence[Side]) -> list[list[str]]:
    """All letters of each side, then those of its notes: a page knows no words or paragraphs."""
    told: dict[Side, dict[int, list[str]]] = {side: {_BODY: [], _NOTE: []} for side in sides}
    for letter, op, kind in _letters(content):
        if kind == _NUMBER:
            continue
        for side in sides:
            if op != ("-" if side == "clean" else "+"):
                told[side][kind].append(letter)
    return [["".join(told[side][_BODY] + told[side][_NOTE])] for side in sides]


class Letter(NamedTuple):
    """A letter of a page as ``letters_only`` has it; ``gap`` says whether the page shows a space
    before it: ``CLOSE``, ``SPACED`` or, as at a line's end or behind a sign, ``UNSURE``."""

    sign: str
    gap: Gap


def spaced_letters(content: bytes, *, cited: bool = True) -> list[Letter]:
    """The letters of the clean side, those of notes last; notes are ``cited`` as ``citing`` has
    them, or not at all."""
    told = _Spaced()
    with opened(content) as document:
        for page in document:
            for letter, known in _shown_on(page.get_textpage()):
                told.take(letter, known, cited=cited)
            told.take(_LINE_END, None, cited=cited)
    return told.letters[_BODY] + told.letters[_NOTE]


class _Spaced:
    """The letters of text and notes apart, and what came since the last of each."""

    def __init__(self) -> None:
        self.letters: dict[int, list[Letter]] = {_BODY: [], _NOTE: []}
        self._since = {_BODY: "", _NOTE: ""}
        self._last = _BODY

    def take(self, letter: str, known: tuple[Op, int] | None, *, cited: bool) -> None:
        if letter in _BLANKS:
            self._since[self._last] += letter
        elif known is None or known[0] == "-":
            self._since = {kind: since + _SIGN for kind, since in self._since.items()}
        elif known[1] != _NUMBER:
            self._last = known[1]
            self._add(unicodedata.normalize("NFKC", letter))
        elif cited and letter.isdecimal():
            self._add(letter.translate(_CITED))

    def _add(self, signs: str) -> None:
        """Letters of the kind of the last; a ligature is more than one."""
        gap = _gap(self._since[self._last])
        for sign in signs:
            self.letters[self._last].append(Letter(sign, gap))
            gap = CLOSE
        self._since[self._last] = ""


def _gap(since: str) -> Gap:
    """A space that is there is one; one made of a gap is, where no sign or line's end made it."""
    if since.startswith(" ") or (_MADE in since and _SIGN not in since):
        return SPACED
    return UNSURE if since else CLOSE


def citing(line: str, *, cited: bool = True) -> str:
    """The line with each citation as one letter a figure, none of them a letter of a text; or
    without its citations."""
    return _CITATION.sub(lambda each: each[0][2:-1].translate(_CITED) if cited else "", line)


def citations_in(line: str) -> str:
    """The line with its citations as they were before ``citing``."""
    return _CITING.sub(lambda cited: f"[^{cited[0].translate(_UNCITED)}]", line)


def furniture_of(content: bytes) -> list[str]:
    """What each page shows that is no text: whatever is not in one of the colours of the text."""
    with opened(content) as document:
        return ["".join(_furniture_on(page.get_textpage())) for page in document]


def letters_only(lines: list[str]) -> list[str]:
    """Lines as a page can show them: no spaces, no paragraphs, no cells, notes not told by
    number."""
    joined = "".join("".join(_CITATION.sub("", squeezed(line)).split()) for line in lines)
    joined = joined.replace(CELL, "")
    return [unicodedata.normalize("NFKC", joined)]


def _letters(content: bytes) -> list[tuple[str, Op, int]]:
    with opened(content) as document:
        return [each for page in document for each in _letters_on(page.get_textpage())]


@contextmanager
def opened(content: bytes) -> Iterator[PdfDocument]:
    """The pages of a PDF, for one reader at a time: pdfium is not safe in threads. Raises
    UnreadableInput."""
    with _ONE_AT_A_TIME, _opened(content) as document:
        yield document


def _opened(content: bytes) -> PdfDocument:
    try:
        import pypdfium2
    except ImportError as error:
        raise _missing() from error
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(f"This is no readable PDF: {error}") from error


def _letters_on(text: PdfTextPage) -> Iterator[tuple[str, Op, int]]:
    for letter, known in _shown_on(text):
        if known:
            yield letter, *known


def _furniture_on(text: PdfTextPage) -> Iterator[str]:
    for letter, known in _shown_on(text):
        yield " " if known or letter in _BLANKS else letter


def _shown_on(text: PdfTextPage) -> Iterator[tuple[str, tuple[Op, int] | None]]:
    """Each letter of a page and what its colour says of it, nothing of what is blank."""
    import pypdfium2.raw as pdfium

    channels = [ctypes.c_uint() for _channel in "rgba"]
    red, green, blue, _opacity = channels
    shades = [ctypes.byref(channel) for channel in channels]
    colour, unicode_of = pdfium.FPDFText_GetFillColor, pdfium.FPDFText_GetUnicode
    made = pdfium.FPDFText_IsGenerated
    for place in range(text.count_chars()):
        letter = chr(unicode_of(text, place))
        if letter == "\0":
            continue
        if letter.isspace():
            blank = _MADE if made(text, place) else " "
            yield _LINE_END if letter in "\r\n" else blank, None
            continue
        colour(text, place, *shades)
        known = _CLASSES.get((red.value, green.value, blue.value))
        if letter in BREAK_HYPHENS:
            yield "-", known
            yield _LINE_END, None
        else:
            yield letter, known


def struck_letters(text: PdfTextPage) -> frozenset[int]:
    """The places of the letters of a page that a marked text shows as taken out."""
    counted = range(text.count_chars())
    return frozenset(place for place in counted if (k := _class_of(text, place)) and k[0] == "-")


def _class_of(text: PdfTextPage, place: int) -> tuple[Op, int] | None:
    import pypdfium2.raw as pdfium

    channels = [ctypes.c_uint() for _channel in "rgba"]
    pdfium.FPDFText_GetFillColor(text, place, *map(ctypes.byref, channels))
    red, green, blue, _opacity = channels
    return _CLASSES.get((red.value, green.value, blue.value))


def _missing() -> DraftraceError:
    return DraftraceError(
        "PDF files need the typst and pypdfium2 packages.",
        "They come with draftrace: install it anew.",
    )
