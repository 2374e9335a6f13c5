"""How is Markdown cut into blocks? By its own marks: headings, lists by indent, tables, notes."""

from __future__ import annotations

import re
import unicodedata

from draftrace.text import labels
from draftrace.text.labels import Label
from draftrace.text.structure import inline
from draftrace.text.structure.blocks import Block, Layout, Source
from draftrace.text.structure.fidelity import Stream
from draftrace.text.structure.leads import apart, lead
from draftrace.text.structure.print_layout import ENDS
from draftrace.text.wording import WHITE, row, without_controls

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-{2,})[ \t]*$")
_NOTE = re.compile(r" {0,3}\[\^(?P<id>[^\[\]\s\\*]{1,80})\]:[ \t]*(?P<text>.*)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"[ \t|:\-+]*-[ \t|:\-+]*$")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BULLET = re.compile(r"(?P<mark>[-+*•–])[ \t]+(?=\S)")
_INDENT = re.compile(r"[ \t]*")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>.*)")
_STATED = ("title", "symbol", "date", "role")
_BOLD = re.compile(r"(?:\*\*|__)(?P<inside>(?:(?!\*\*|__).)+)(?:\*\*|__)[ \t]*$", re.DOTALL)
_CELL = re.compile(r"(?<!\\)\|")
_DROPPED = str.maketrans("", "", "*_#>|\\`~-–•+=:" + WHITE)
_TAG = re.compile(r"</?(?:i|em|b|strong|u)>", re.IGNORECASE)
_CHUNK = 2000
"""Lines folded at once: fewer calls than line by line, less memory than the whole."""
_LONGEST_MATTER = 100
_TAB = 4


def blocks(text: str) -> Source:
    """The blocks of Markdown text."""
    cutter = _Cutter(apart(text).split("\n"))
    cutter.all()
    return Source(
        blocks=cutter.blocks,
        layout=Layout(printed=False),
        lines=cutter.lines,
        stated=cutter.stated,
        matter=[said for key, said in cutter.stated.items() if said and key not in _STATED],
    )


def stream(source: Source) -> Stream:
    """The letters, digits and signs of the text, without the signs that are Markdown's own;
    lines of notes apart.
    """
    lines = list(source.lines)
    notes: list[str] = []
    for block in source.blocks:
        if block.form == "note":
            notes.append(folded("\n".join(lines[block.line - 1 : block.last])))
            lines[block.line - 1 : block.last] = [""] * (block.last - block.line + 1)
    for place in range(_matter(lines)):
        lines[place] = ""
    chunks = range(0, len(lines), _CHUNK)
    body = "".join(folded("\n".join(lines[at : at + _CHUNK])) for at in chunks)
    return Stream(text=body, notes="".join(notes), fold=folded, marks="reference")


def folded(text: str) -> str:
    """Text without white space and without the signs Markdown uses as marks."""
    if "<" in text:
        text = _TAG.sub("", text)
    return unicodedata.normalize("NFC", without_controls(text)).translate(_DROPPED)


def _matter(lines: list[str]) -> int:
    """How many lines the front matter takes: from ``---`` to ``---`` at the very top."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for place in range(1, min(len(lines), _LONGEST_MATTER)):
        if lines[place].rstrip() in ("---", "..."):
            return place + 1
        goes_on = place > 1 and lines[place][:1].isspace()
        if lines[place].strip() and not goes_on and not _KEY.match(lines[place]):
            return 0
    return 0


class _Cutter:
    """Walks the lines once; ``held`` are the lines of the block that is open."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.stated: dict[str, str] = {}
        self.held: list[str] = []
        self.first = 0
        self.indents: list[int] = []
        self.labels: dict[int, tuple[Label, ...]] = {}
        self.depth = 0
        self.blank = True
        self.tight = False
        self.note = ""

    def all(self) -> None:
        start = _matter(self.lines)
        whole = re.sub(r"\n\s+(?=\S)", " ", "\n".join(self.lines[:start]))
        for line in whole.split("\n"):
            found = _KEY.match(line)
            if found is not None:
                self.stated[found["key"].lower()] = found["value"].strip().strip("\"'")
        for place in range(start, len(self.lines)):
            self.line(place, self.lines[place])
        self.close(len(self.lines))

    def line(self, place: int, raw: str) -> None:
        if not raw or raw.isspace():
            if not self.note or not self._note_goes_on(place):
                self.close(place)
            self.blank = True
            return
        quoted = _QUOTE.match(raw)
        text = raw[quoted.end() :] if quoted is not None else raw
        if not self._marked(place, text):
            self._running(place, text)
        self.blank = False

    def _note_goes_on(self, place: int) -> bool:
        after = self.lines[place + 1] if place + 1 < len(self.lines) else ""
        return after.startswith(("    ", "\t")) and bool(after.strip())

    def _marked(self, place: int, text: str) -> bool:
        """Headings, rules, rows and notes; whether the line was one of them."""
        heading = _HEADING.match(text)
        if heading is not None:
            self.close(place)
            self._add(place, heading["text"], "heading", depth=len(heading["marks"]))
            self.indents = []
            return True
        underline = _UNDERLINE.match(text)
        if underline is not None and len(self.held) == 1 and not self.depth and not self.note:
            title = self.held[0]
            self.held = []
            depth = 1 if underline["mark"][0] == "=" else 2
            self._add(self.first, title, "heading", depth=depth, last=place + 1)
            return True
        if _RULE.match(text):
            self.close(place)
            return True
        if text.lstrip().startswith("|"):
            self.close(place)
            self._row(place, text.strip())
            return True
        note = _NOTE.match(text)
        if note is not None:
            self.close(place)
            self.note, self.first, self.held = note["id"], place, [note["text"]]
            return True
        return False

    def _running(self, place: int, text: str) -> None:
        indent = len(_INDENT.match(text)[0].expandtabs(_TAB))  # type: ignore[index]
        body = text.strip()
        if self.held and not self._begins(body, indent):
            self.held.append(body)
            return
        if self.note:
            self.close(place)
        self.close(place)
        self.first, self.tight = place, not self.blank
        self.depth = self._depth(indent, body)
        self.held = [body]

    def _begins(self, body: str, indent: int) -> bool:
        """Whether a line under another begins a block: a list item where the text above has come
        to an end or the line is indented anew, but no cross-reference in a wrapped line.
        """
        if self.note:
            return indent == 0 and self.blank
        bullet = _BULLET.match(body)
        found = lead(body[:200])
        if bullet is None and found is None:
            return False
        if bullet is not None or found is None or self.held[-1].rstrip("*_ ").endswith(ENDS):
            return True
        last = self.labels.get(indent, ())
        return any(
            (label.value == 1 and indent > 0) or any(labels.follows(label, x) for x in last)
            for label in found.readings
        )

    def _depth(self, indent: int, body: str) -> int:
        """How deep a list item is nested: by the distinct indents that lead to it, 0 for none."""
        found = lead(body[:200])
        if found is not None:
            self.labels[indent] = found.readings
        item = _BULLET.match(body) is not None or found is not None
        if indent == 0:
            self.indents = []
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if item and indent > 0 and (not self.indents or self.indents[-1] < indent):
            self.indents.append(indent)
        return len(self.indents) if item else 0

    def close(self, place: int) -> None:
        if not self.held:
            return
        text = "\n".join(self.held)
        self.held = []
        if self.note:
            note, self.note = self.note, ""
            self._add(self.first, text, "note", last=place, note=note)
            return
        self._text(text, place)

    def _text(self, text: str, place: int) -> None:
        bullet = _BULLET.match(text)
        if bullet is not None:
            text = text[bullet.end() :]
        bold = _BOLD.match(text)
        self.blocks.append(
            Block(
                text=inline.markdown(text),
                line=self.first + 1,
                last=place,
                depth=self.depth,
                tight=self.tight,
                bold=bold is not None,
                mark=bullet["mark"] if bullet is not None else "",
            )
        )

    def _add(
        self, place: int, text: str, form: str, *, depth: int = 0, last: int = 0, note: str = ""
    ) -> None:
        block = Block(
            text=inline.markdown(text), line=place + 1, last=last or place + 1, depth=depth
        )
        block.note = block.number = note
        block.form = "note" if form == "note" else "heading"
        self.blocks.append(block)

    def _row(self, place: int, text: str) -> None:
        if _TABLE_RULE.match(text):
            if self.blocks and self.blocks[-1].form == "row":
                self.blocks[-1].header = True
                if not any(self.blocks[-1].cells):  # Markdown has no table without headings
                    self.blocks.pop()
            return
        cells = tuple(cell.strip() for cell in _CELL.split(text.strip("|")))
        self.blocks.append(
            Block(
                text=row(inline.markdown(cell) for cell in cells),
                line=place + 1,
                last=place + 1,
                form="row",
                tight=not self.blank,
                cells=cells,
            )
        )
