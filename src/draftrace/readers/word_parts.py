"""The parts of a Word package under the names that Word gives them: other programs name them
otherwise, and which part is the text, its notes or its comments is told by relationships.

Source: ECMA-376-2, 6.5 (relationships); ECMA-376-1, 11.3 (the parts of a Word document).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from draftrace.errors import UnreadableInput

BODY = "word/document.xml"
_PACKAGE = "_rels/.rels"
_CORE = "docProps/core.xml"
_BESIDE = ("footnotes", "endnotes", "comments", "styles", "numbering", "settings")
_MANY = re.compile(r"word/(?:header|footer)\d*\.xml")
_ROOT = re.compile(r"\{.*/wordprocessingml(?:/2006)?/main\}document")


def body_of(package: zipfile.ZipFile, file: str = "") -> str:
    """The part that holds the text: the one the package names, if it is a text of Word.
    Raises UnreadableInput, naming the ``file``, for broken XML."""
    names = package.namelist()
    for kind, part in _related(package, "", file):
        if kind != "officeDocument" or part == BODY or part not in names:
            continue
        if _ROOT.fullmatch(str(_root(package.read(part), part, file).tag)):
            return part
    return BODY


def renamed(package: bytes, file: str = "") -> bytes:
    """The package with its parts named as Word names them; the same bytes where they are.
    Raises UnreadableInput, naming the ``file``, for broken XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        new = _new_names(source, file)
        if not new:
            return package
        parts = {name: source.read(name) for name in source.namelist()}
    new |= {relations_of(old): relations_of(name) for old, name in new.items()}
    left = {name: part for name, part in parts.items() if name not in {*new, *new.values()}}
    moved = {name: parts[old] for old, name in new.items() if old in parts}
    old_of = {name: old for old, name in new.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in (left | moved).items():
            told = part
            if name.endswith(".rels"):
                told = _pointed(part, old_of.get(name, name), name, new)
            written.writestr(name, told)
    return made.getvalue()


def _new_names(package: zipfile.ZipFile, file: str) -> dict[str, str]:
    """By its name each part that Word names otherwise, and how."""
    names = package.namelist()
    body = body_of(package, file)
    new = {body: BODY}
    for kind, part in _related(package, "", file):
        if kind == "core-properties":
            new[part] = _CORE
    unused = (f"{number}.xml" for number in count(1))
    for kind, part in _related(package, body, file):
        if kind in _BESIDE:
            new[part] = f"word/{kind}.xml"
        elif kind in ("header", "footer") and not _MANY.fullmatch(part):
            free = (f"word/{kind}{number}" for number in unused)
            new[part] = next(name for name in free if name not in {*names, *new.values()})
    return {old: name for old, name in new.items() if old != name and old in names}


def relations_of(part: str) -> str:
    """Where the relationships of a part stand, or those of the package for an empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _related(package: zipfile.ZipFile, part: str, file: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of each part that a part, or the package, says belongs to it."""
    where = relations_of(part)
    if where not in package.namelist():
        return
    for each in _within(_root(package.read(where), where, file)):
        target = _resolved(where, each.get("Target", ""))
        yield each.get("Type", "").rpartition("/")[2], target


def _within(relations: Any) -> list[Any]:
    """Those of the relationships that lead to other parts of the package."""
    return [each for each in relations.iterfind("{*}Relationship") if _leads_inside(each)]


def _leads_inside(relation: Any) -> bool:
    return relation.get("TargetMode") != "External" and ":" not in relation.get("Target", "")


def _resolved(where: str, target: str) -> str:
    folder = posixpath.dirname(posixpath.dirname(where))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _pointed(relations: bytes, old: str, where: str, new: Mapping[str, str]) -> bytes:
    """Relationships that stood ``old`` and stand ``where``, leading to the new names of parts."""
    from lxml import etree

    root = _root(relations, old, "")
    folder = posixpath.dirname(posixpath.dirname(where))
    for each in _within(root):
        target = _resolved(old, each.get("Target", ""))
        each.set("Target", posixpath.relpath(new.get(target, target), folder or "."))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _root(content: bytes, part: str, file: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        where = f"{file}: {part}" if file else part
        raise UnreadableInput(f"{where} is no XML: {broken.msg}.") from broken
