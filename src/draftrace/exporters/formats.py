"""Each format: how a sheet becomes its bytes, and what its bytes read as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from draftrace.exporters import program, tree
from draftrace.exporters.compose import compose
from draftrace.exporters.dates import epoch
from draftrace.exporters.furniture import furniture
from draftrace.exporters.readback import lines_in
from draftrace.exporters.sheet import Sheet, Side
from draftrace.exporters.web import WebDialect, page
from draftrace.exporters.word import WordDialect, finish

REFERENCE = Path(__file__).parent / "layout" / "reference.docx"


class Format(msgspec.Struct, frozen=True):
    """``written`` gives the file's bytes, ``read`` the lines one side of them says."""

    written: Callable[[Sheet], bytes]
    read: Callable[[bytes, Side], list[str]]
    marks: bool = True


def _word(sheet: Sheet) -> bytes:
    moment = epoch(sheet.masthead.date)
    composed = tree.document(compose(sheet, WordDialect()))
    arguments = ["-f", "json", "-t", "docx", "--reference-doc", str(REFERENCE), "-o", "-"]
    package = program.run(arguments, composed, moment=moment)
    return finish(package, furniture(sheet), moment)


def _word_lines(content: bytes, side: Side) -> list[str]:
    changes = "accept" if side == "clean" else "reject"
    arguments = ["-f", "docx", "-t", "json", f"--track-changes={changes}"]
    return lines_in(program.run(arguments, content), side)


def _web(sheet: Sheet) -> bytes:
    composed = tree.document(compose(sheet, WebDialect()))
    body = program.run(["-f", "json", "-t", "html5", "--wrap=preserve"], composed)
    return page(body, sheet, furniture(sheet))


def _web_lines(content: bytes, side: Side) -> list[str]:
    return lines_in(program.run(["-f", "html", "-t", "json"], content), side)


FORMATS = {
    ".docx": Format(_word, _word_lines),
    ".html": Format(_web, _web_lines),
}
