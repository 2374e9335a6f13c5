"""Which paragraphs of a web page are footnotes? Those whose number and citation link to each other.

Word and LibreOffice save notes so, and pandoc reads them as paragraphs with two links. A page that
pandoc wrote has a list of notes, each with a link back; LibreOffice keeps the links in what it
saves of such a page, and not the places they lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
_NUMBER = re.compile(r"[\[(]?(\d{1,4}|[ivx]{1,6}|\*{1,3})[\])]?\.?")
_NOTE = re.compile(r"fn\w+")
_CITATION = re.compile(r"fnref(\w+)")
_BACK = "\u21a9"
_SPACES = ("Space", "SoftBreak", "LineBreak")
_BELOW = ("Div", "BlockQuote", "Para", "Plain", "Header", "Link", "Span", "Superscript", "Strong")


def with_notes(blocks: list[Node]) -> list[Node]:
    """The same blocks with each such paragraph as the note it is, where it is cited."""
    blocks = _with_listed(blocks)
    links = {link["c"][0][0]: _target(link) for link in _links(blocks) if link["c"][0][0]}
    mutual = {name for name, target in links.items() if target and links.get(target) == name}
    if not mutual:
        return blocks
    notes: dict[str, list[Node]] = {}
    kept = [block for block in blocks if not _taken(block, mutual, notes)]
    for link in list(_links(kept)):
        note = notes.get(_target(link))
        if note is not None and link["c"][0][0] in mutual:
            link.update({"t": "Note", "c": note})
    return kept


def _with_listed(blocks: list[Node]) -> list[Node]:
    """The same blocks with each note of a list as the note it is, where every entry leads back to
    a citation that leads to it and shows its number."""
    cited: dict[str, Node] = {}
    for link in _links(blocks):
        if _NOTE.fullmatch(_target(link)):
            cited.setdefault(_target(link).removeprefix("fn"), link)
    for place in range(len(blocks) - 1, -1, -1):
        if not cited or blocks[place]["t"] != "OrderedList":
            continue
        (start, *_style), entries = blocks[place]["c"]
        names = [_led_back_to(entry) for entry in entries]
        shown = [_words(cited[name]).strip() if name in cited else "" for name in names]
        if shown == [str(number) for number in range(start, start + len(entries))]:
            for name, entry in zip(names, entries, strict=True):
                cited[name].update({"t": "Note", "c": _without_way_back(entry)})
            return [*blocks[:place], *blocks[place + 1 :]]
    return blocks


def _led_back_to(entry: list[Node]) -> str:
    """The name of the note whose citation the last words of an entry of a list lead to."""
    last: Node = entry[-1] if entry else {"t": ""}
    inlines: list[Node] = last["c"] if last["t"] in ("Para", "Plain") else []
    end: Node = inlines[-1] if inlines else {"t": ""}
    if end["t"] != "Link" or _BACK not in _words(end):
        return ""
    found = _CITATION.fullmatch(_target(end))
    return found[1] if found else ""


def _without_way_back(entry: list[Node]) -> list[Node]:
    return [*entry[:-1], {"t": "Para", "c": entry[-1]["c"][:-1]}]


def _taken(block: Node, mutual: set[str], notes: dict[str, list[Node]]) -> bool:
    """Whether a block is a note's, or holds nothing else; then it is among the ``notes``, by the
    name its citation links to."""
    if block["t"] in ("Para", "Plain"):
        name = _opening(block["c"], mutual)
        if name:
            notes[name] = [{"t": "Para", "c": _behind_number(block["c"])}]
        return bool(name)
    if block["t"] != "Div":
        return False
    inner: list[Node] = block["c"][1]
    before = len(notes)
    taken = [each for each in inner if _taken(each, mutual, notes)]
    rest = [each for each in inner if all(each is not other for other in taken)]
    if taken and taken[0] is inner[0] and len(notes) == before + 1:
        notes[next(reversed(notes))].extend(rest)  # a note of several paragraphs has its own box
        rest = []
    block["c"][1] = rest
    return bool(taken) and not rest


def _opening(inlines: list[Node], mutual: set[str]) -> str:
    """The name of the link a paragraph opens with, where it is the number of a note."""
    first = next((node for node in inlines if node["t"] not in _SPACES), None)
    if first is None or first["t"] != "Link" or first["c"][0][0] not in mutual:
        return ""
    return str(first["c"][0][0]) if _NUMBER.fullmatch(_words(first).strip()) else ""


def _behind_number(inlines: list[Node]) -> list[Node]:
    place = next(n for n, node in enumerate(inlines) if node["t"] == "Link") + 1
    while place < len(inlines) and inlines[place]["t"] in _SPACES:
        place += 1
    return inlines[place:]


def _links(nodes: list[Node]) -> Iterator[Node]:
    """Every link, in the order of the page."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if node["t"] == "Link":
            yield node
        elif node["t"] in _BELOW:
            waiting += reversed(_within(node))


def _within(node: Node) -> list[Node]:
    content: Any = node["c"]
    if node["t"] == "Header":
        found: list[Node] = content[2]
    else:
        found = content[1] if node["t"] in ("Div", "Span", "Link") else content
    return found


def _target(link: Node) -> str:
    target = str(link["c"][2][0])
    return target[1:] if target.startswith("#") else ""


def _words(node: Node) -> str:
    if node["t"] == "Str":
        return str(node["c"])
    return "".join(map(_words, _within(node))) if node["t"] in _BELOW else ""
