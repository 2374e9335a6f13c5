"""Each format: how a sheet becomes its bytes, and what its bytes read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from draftrace.exporters import opendocument, program, tree
from draftrace.exporters.aside import Aside
from draftrace.exporters.compose import compose
from draftrace.exporters.dates import epoch
from draftrace.exporters.dialect import TextDialect
from draftrace.exporters.furniture import furniture
from draftrace.exporters.opendocument import WriterDialect
from draftrace.exporters.pdf import letters_only, pdf_lines, pdf_page
from draftrace.exporters.plain_text import raised_citations, text_lines, text_page
from draftrace.exporters.readback import lines_in, with_bars
from draftrace.exporters.sequence import acts_told
from draftrace.exporters.sheet import Sheet, Side
from draftrace.exporters.web import WebDialect, page
from draftrace.exporters.web_reading import web_lines
from draftrace.exporters.word import WordDialect, finish, settled
from draftrace.exporters.word_reading import word_lines

REFERENCE = Path(__file__).parent / "layout" / "reference.docx"


Lines = Callable[[bytes, Side], list[str]]
Read = Callable[[bytes, Sequence[Side]], list[list[str]]]


def _by_side(lines: Lines) -> Read:
    """A reading of one side at a time as one of all sides."""
    return lambda content, sides: [lines(content, side) for side in sides]


class Format(msgspec.Struct, frozen=True):
    """``written`` gives the file's bytes, ``read`` the lines each side of them says. One that
    ``marks`` shows what came in and went, one that ``nests`` also what came in and went again."""

    written: Callable[[Sheet], bytes]
    read: Read
    marks: bool = True
    nests: bool = True
    compared: Callable[[list[str]], list[str]] = with_bars
    """Lines as this format can show them, where it cannot show them exactly."""


def word_file(sheet: Sheet, reference: Path = REFERENCE) -> bytes:
    """A Word file in the styles, headers and footers of a reference document."""
    moment = epoch(sheet.masthead.date)
    dialect, aside = WordDialect(), Aside("openxml")
    composed = aside.lightened(settled(compose(sheet, dialect)))
    arguments = ["-f", "json", "-t", "docx", "--reference-doc", str(reference), "-o", "-"]
    package = program.run(arguments, tree.document(composed), moment=moment)
    acts = acts_told(sheet, dialect.withdrawn.told)
    return finish(package, aside, dialect.comments, furniture(sheet), moment, acts)


def _web(sheet: Sheet) -> bytes:
    composed = tree.document(compose(sheet, WebDialect()))
    body = program.run(["-f", "json", "-t", "html5", "--wrap=preserve"], composed)
    return page(body, sheet, furniture(sheet))


def _writer(sheet: Sheet) -> bytes:
    told = furniture(sheet)
    moment = epoch(sheet.masthead.date)
    dialect = WriterDialect()
    blocks = opendocument.masthead(told) + compose(sheet, dialect)
    arguments = ["-f", "json", "-t", "odt", "-o", "-"]
    package = program.run(arguments, tree.document(blocks), moment=moment)
    return opendocument.finish(package, told, moment, acts_told(sheet), dialect.tables.styles)


_MARKDOWN = (
    "markdown-smart-citations-auto_identifiers-implicit_header_references"
    "-simple_tables-multiline_tables-grid_tables"
)


def _markdown(sheet: Sheet) -> bytes:
    told = {name: text for name, text in furniture(sheet).items() if text}
    composed = tree.document(compose(sheet, TextDialect()), told)
    return program.run(["-f", "json", "-t", _MARKDOWN, "-s", "--columns=78"], composed)


def _markdown_lines(content: bytes, side: Side) -> list[str]:
    arguments = ["-f", _MARKDOWN, "-t", "json"]
    return lines_in(program.run(arguments, content, seconds=program.READING), side)


FORMATS = {
    ".docx": Format(word_file, _by_side(word_lines)),
    ".html": Format(_web, _by_side(web_lines)),
    ".odt": Format(_writer, _by_side(opendocument.writer_lines)),
    ".md": Format(_markdown, _by_side(_markdown_lines), marks=False, nests=False),
    ".pdf": Format(pdf_page, pdf_lines, nests=False, compared=letters_only),
    ".txt": Format(
        text_page, _by_side(text_lines), marks=False, nests=False, compared=raised_citations
    ),
}
