"""What does a file of ours show beside its text? Masthead, head and foot of the pages, and in a
marked text its signs and remarks: a proof of the text passes over them, so they are told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from lxml import etree, html

from draftrace.errors import DraftraceError
from draftrace.exporters.opendocument import FURNITURE_STYLES, MASTHEAD_STYLES
from draftrace.exporters.packages import roots
from draftrace.exporters.pdf import furniture_of
from draftrace.exporters.plain_text import beside_the_text
from draftrace.exporters.readback import FURNITURE, squeezed
from draftrace.exporters.web_reading import LINES

_REMARKS = FURNITURE - {"masthead"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HEADED = re.compile(r"---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^[\w-]+:\s*", re.MULTILINE)
_FENCED = re.compile(r"^:{3,} *\{?\.?(\w+)[^\n]*\n(.*?)^:{3,}$", re.MULTILINE | re.DOTALL)


class Shown(msgspec.Struct, frozen=True):
    """Words beside the text; a ``remark`` is a sign, sponsor, reason or legend of a marked one."""

    words: str
    remark: bool = False


def shown_beside(content: bytes, suffix: str) -> list[Shown]:
    """Everything such a file shows beside its text, in order; nothing for other formats and for
    what is not what its suffix says."""
    read = _READ.get(suffix)
    try:
        return [each for each in read(content) if each.words] if read else []
    except (DraftraceError, etree.LxmlError, ValueError):
        return []


def _of_page(content: bytes) -> Iterator[Shown]:
    """Of a page of ours: what stands outside its main element, where no reader looks, and what the
    classes of furniture hold."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    if not (root.xpath("//meta[@name='draftrace.revision']") and root.xpath("//main")):
        return  # none of ours, or another program has written it anew
    for each in _outermost(root.find("body")):
        classes = _classes(each)
        for line in list(each.iter("p")) or [each]:
            yield Shown(squeezed(line.text_content()), not _REMARKS.isdisjoint(classes))
    yield from map(Shown, _uncited(root))
    for main in root.iter("main"):
        yield from map(Shown, _loose(main))


def _outermost(element: Any) -> Iterator[Any]:
    """The elements that hold furniture or, outside the main element, anything."""
    for each in () if element is None else element:
        if not FURNITURE.isdisjoint(_classes(each)):
            yield each
        elif each.tag == "main" or any(True for _main in each.iterancestors("main")):
            yield from _outermost(each)
        elif isinstance(each.tag, str):
            yield each


def _loose(element: Any) -> Iterator[str]:
    """Words that stand in no paragraph, heading, row or note: no line of the text."""
    yield squeezed(element.text or "")
    for child in element:
        held = child.tag in LINES or not FURNITURE.isdisjoint(_classes(child))
        if isinstance(child.tag, str) and not held:
            yield from _loose(child)
        yield squeezed(child.tail or "")


def _uncited(root: Any) -> Iterator[str]:
    """The notes that nothing cites."""
    cited = {str(link.get("href")) for link in root.iter("a")}
    for section in root.iter("section"):
        if "footnotes" in _classes(section):
            for note in section.iter("li"):
                if f"#{note.get('id')}" not in cited:
                    yield squeezed(note.text_content())


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split() if isinstance(element.tag, str) else []


def _of_writer_file(content: bytes) -> Iterator[Shown]:
    (root,) = roots(content, "content.xml")
    for each in () if root is None else root.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span"):
        style = each.get(f"{_TEXT}style-name", "")
        if style in FURNITURE_STYLES:
            words = [part.text if part is each else f" {part.text or ''}" for part in each.iter()]
            tails = [part.tail for part in each.iter() if part is not each]
            told = " ".join(filter(None, (*words, *tails)))
            yield Shown(squeezed(told), style not in MASTHEAD_STYLES)


def _of_markdown(content: bytes) -> Iterator[Shown]:
    text = content.decode("utf-8", "replace")
    head = _HEADED.match(text)
    for field in _FIELD.split(head[1].replace("\\", "")) if head else ():
        yield Shown(squeezed(field.strip('" \n')))
    for name, within in _FENCED.findall(text):
        if name in FURNITURE:
            yield Shown(squeezed(within), name != "masthead")


def _of_print(content: bytes) -> Iterator[Shown]:
    """By page: a PDF does not tell a masthead from a remark."""
    return map(Shown, map(squeezed, furniture_of(content)))


def _of_plain_text(content: bytes) -> Iterator[Shown]:
    return map(Shown, map(squeezed, beside_the_text(content)))


_READ: dict[str, Callable[[bytes], Iterator[Shown]]] = {
    ".html": _of_page,
    ".odt": _of_writer_file,
    ".md": _of_markdown,
    ".pdf": _of_print,
    ".txt": _of_plain_text,
}
