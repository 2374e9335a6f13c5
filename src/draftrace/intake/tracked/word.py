"""Word files with tracked changes, as Word itself or another program wrote them.

Source: ECMA-376-1, 17.13 (annotations): insertions, deletions, moves, comments and their ranges,
changes of looks; 17.3.1.29: a paragraph's mark is inserted or deleted on its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from draftrace.errors import UnreadableInput
from draftrace.exporters.opendocument import SIGN
from draftrace.exporters.packages import parsed
from draftrace.exporters.sequence import acts_in, acts_of
from draftrace.exporters.withdrawn import NOTE, withdrawn_of
from draftrace.intake.tracked.describing import Described, described
from draftrace.intake.tracked.model import (
    OBJECT,
    OWN_MARK,
    Mark,
    Oddity,
    Paragraph,
    Run,
    Tracked,
    joined,
)
from draftrace.intake.tracked.numbering import (
    RENUMBERED,
    Lists,
    is_numbered,
    is_renumbered,
    lists_of,
)
from draftrace.intake.tracked.rows import take_table
from draftrace.intake.tracked.word_looks import Context, looking
from draftrace.intake.tracked.word_marks import endnotes, mark
from draftrace.intake.tracked.word_marks import remarks as remarks_of
from draftrace.intake.tracked.word_oddities import (
    CHANGES,
    LOOKS,
    SILENT,
    around,
    named,
    said,
)
from draftrace.intake.tracked.word_oddities import W as _W
from draftrace.intake.tracked.word_shown import shown_otherwise
from draftrace.intake.tracked.word_tables import cells, changed_cells, hands, rows
from draftrace.intake.tracked.word_unseen import Look, styles_by_look
from draftrace.readers.word_parts import BODY
from draftrace.text.structure.inline import RAISED

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BESIDE = re.compile(r"word/(?:header|footer)\d*\.xml")
_HIDDEN = re.compile(r"customXml/item\d*\.xml")
_LETTERS = {f"{_W}{name}": "\t" for name in ("tab", "ptab")}
_LETTERS |= {f"{_W}{name}": " " for name in ("br", "cr")}
_LETTERS |= {f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\u00ad"}
_THROUGH = frozenset(
    f"{_W}{name}"
    for name in ("hyperlink", "smartTag", "sdtContent", "bdo", "dir", "customXml", "body")
)
_INSTRUCTIONS = (f"{_W}instrText", f"{_W}delInstrText")
_NUMBERS = re.compile(r"\d{1,4}(,\d{1,4})*")


def tracked(package: bytes) -> Tracked:
    """The paragraphs of a file whose parts have Word's names, with who changed what. Raises
    UnreadableInput for broken XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        names = source.namelist()

        def part(name: str) -> Any:
            if name not in names:
                return None
            return parsed(source.read(name).replace(_STRICT, _TRANSITIONAL), name)

        others = ("footnotes", "endnotes", "comments", "styles", "numbering")
        parts = _Parts(part(BODY), *(part(f"word/{name}.xml") for name in others))
        beside = {name: part(name) for name in sorted(names) if _BESIDE.fullmatch(name)}
        feet = " ".join(said(root) for name, root in beside.items() if "footer" in name)
        told = described(part("docProps/core.xml"), feet)
        hidden = [acts_in(source.read(name)) for name in names if _HIDDEN.fullmatch(name)]
    withdrawn = dict(told for each in hidden for told in withdrawn_of(each))
    found = _read(parts, told, withdrawn)
    oddities = (*found.oddities, *around(beside))
    acts = msgspec.structs.asdict(acts_of(hidden))
    return msgspec.structs.replace(found, **acts, oddities=oddities)


class _Parts(NamedTuple):
    """The roots of a file's parts, None where there is none."""

    body: Any
    notes: Any
    endnotes: Any
    comments: Any
    styles: Any
    numbering: Any


def _read(parts: _Parts, told: Described, withdrawn: Mapping[str, Any]) -> Tracked:
    walk = _Walk(withdrawn, endnotes(parts.endnotes))
    walk.numbering = lists_of(parts.styles, parts.numbering)
    walk.looks = styles_by_look(parts.styles)
    walk.cites_again, walk.until = True, told.until
    root = parts.body.find(f"{_W}body")
    if root is None:
        raise UnreadableInput("There is no text in this file: word/document.xml has no body.")
    if told.until and any(style.get(f"{_W}val") == SIGN for style in root.iter(f"{_W}rStyle")):
        raise UnreadableInput(
            "This is a marked ODT saved as a Word file: its marks have become words of the text.",
            "Receive it as ODT; or have a Word file exported, edit that and receive it.",
        )
    walk.blocks(root, Context())
    noted = {} if parts.notes is None else dict(_notes(parts.notes, walk))
    remarks = {} if parts.comments is None else dict(remarks_of(parts.comments, walk.places))
    texts = [part for part in (parts.body, parts.notes) if part is not None]
    return Tracked(
        paragraphs=tuple(walk.paragraphs),
        notes=noted | walk.kept,
        remarks=remarks,
        oddities=tuple(walk.oddities),
        formatting=sum(1 for part in texts for _ in part.iter(*LOOKS)),
        **msgspec.structs.asdict(told),
    )


def _notes(footnotes: Any, text: _Walk) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Each note's runs; what is no wording in one is added to what is none in the ``text``."""
    for note in footnotes.iter(f"{_W}footnote"):
        identity = note.get(f"{_W}id", "")
        walk = _Walk(text.withdrawn, text.endnotes, text.cited.get(identity, 0))
        walk.looks = text.looks
        walk.blocks(note, Context())
        text.oddities += walk.oddities
        text.places |= walk.places
        runs: list[Run] = []
        for paragraph in walk.paragraphs:
            runs += [Run(" ")] if runs else []
            runs += paragraph.runs
        yield identity, tuple(runs)


class _Walk:
    """One walk through the text, in the order of reading; ``withdrawn`` is what stood at bookmarks
    of ours, ``endnotes`` the words of each. Within a note ``cited_at`` is the paragraph that cites
    it; within what stood at a bookmark ``inside`` is what stood at those of the notes cited there,
    and ``kept`` are these notes."""

    def __init__(
        self, withdrawn: Mapping[str, Any], endnotes: Mapping[str, str], cited_at: int = 0
    ) -> None:
        self.withdrawn = withdrawn
        self.inside: Mapping[str, Any] | None = None
        self.kept: dict[str, tuple[Run, ...]] = {}
        self.endnotes = endnotes
        self.cited_at = cited_at
        self.numbering = Lists()
        self.looks: Mapping[Look, frozenset[str]] = {}
        self.cites_again = False
        self.until = ""
        self.fields: list[str] = []
        self.cited: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.paragraphs: list[Paragraph] = []
        self.oddities: list[Oddity] = []
        self.within_row = 0
        self.runs: list[Run] = []
        self.open_remarks: list[str] = []
        self.known_remarks: set[str] = set()
        self.moves: dict[str, tuple[str, str]] = {}

    @property
    def number(self) -> int:
        return self.within_row or len(self.paragraphs) + 1

    def odd(self, what: str, text: str = "", author: str = "") -> None:
        place = self.cited_at or self.number
        within = ", in a footnote" if self.cited_at else ""
        self.oddities.append(Oddity(what + within, place, text, author=author))

    def odd_by(self, context: Context, what: str, text: str) -> None:
        by = context.deleted or context.inserted
        done = "" if by is None else ", taken out" if context.deleted else ", brought in"
        self.odd(what + done, text, "" if by is None else by.author)

    def strange(self, element: Any, context: Context) -> None:
        """Name what has no words of the text, who changed it, and where comments in it stand."""
        what, text = named(element)
        if element.tag == f"{_W}endnoteReference":
            text = self.endnotes.get(element.get(f"{_W}id", ""), "")
        self.odd_by(context, what, text)
        for remark in element.iter(f"{_W}commentReference"):
            self.places[remark.get(f"{_W}id", "")] = self.cited_at or self.number

    def blocks(self, parent: Any, context: Context) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self.paragraph(child, context)
            elif self.has_rows(child):
                take_table(self, child, self.rows(child, context), context)
            elif child.tag == f"{_W}sdt" or child.tag in _THROUGH:
                self.blocks(child, context)
            elif child.tag in CHANGES:
                self.blocks(child, self.within(child, context))
            elif not self.ranged(child) and child.tag not in SILENT:
                self.strange(child, context)

    def has_rows(self, element: Any) -> bool:
        """Whether it is a table whose rows are provisions: none in a cell or a note."""
        apart = self.within_row or self.cited_at
        return element.tag == f"{_W}tbl" and not apart and any(True for _ in rows(element))

    def rows(self, table: Any, context: Context) -> Iterator[tuple[list[Any], Context]]:
        """The cells of each row, and who brought in or took out all that is in it."""
        for row in rows(table):
            for what, words, author in changed_cells(row):
                self.odd(what, words, author)
            came, went = hands(row)
            came, went = came or context.inserted, went or context.deleted
            yield cells(row), msgspec.structs.replace(context, inserted=came, deleted=went)

    def paragraph(self, paragraph: Any, context: Context) -> None:
        self.runs = []
        properties = paragraph.find(f"{_W}pPr")
        inserted, deleted, style, numbered = context.inserted, context.deleted, "", False
        if properties is not None:
            inserted, deleted = self.end_of(properties, inserted, deleted)
            named = properties.find(f"{_W}pStyle")
            style = "" if named is None else named.get(f"{_W}val", "")
            renumbered = is_renumbered(properties)
            numbered = renumbered or is_numbered(properties, self.numbering)
            if renumbered:
                self.odd(RENUMBERED, said(paragraph))
        for what, letters in shown_otherwise(paragraph, self.looks):
            self.odd(what, letters)
        self.inlines(paragraph, context)
        runs = tuple(joined(self.runs))
        self.paragraphs.append(Paragraph(runs, self.number, style, inserted, deleted, numbered))

    def end_of(
        self, properties: Any, inserted: Mark | None, deleted: Mark | None
    ) -> tuple[Mark | None, Mark | None]:
        """Who inserted or deleted the paragraph's end."""
        for child in properties.iterfind(f"{_W}rPr/*"):
            if child.tag in (f"{_W}ins", f"{_W}moveTo"):
                inserted = mark(child, self.move_of("moveTo"))
            elif child.tag in (f"{_W}del", f"{_W}moveFrom"):
                deleted = mark(child, self.move_of("moveFrom"))
        return inserted, deleted

    def inlines(self, parent: Any, context: Context) -> None:
        for child in parent:
            self.inline(child, context)

    def inline(self, child: Any, context: Context) -> None:
        tag = child.tag
        if tag == f"{_W}r":
            self.inlines(child, looking(child, context))
        elif tag in CHANGES:
            self.inlines(child, self.within(child, context))
        elif tag in (f"{_W}t", f"{_W}delText"):
            self.letters(child.text or "", context)
        elif tag in _LETTERS:
            self.letters(_LETTERS[tag], context)
        elif tag in _INSTRUCTIONS and self.fields:
            self.fields[-1] += child.text or ""
        elif tag == f"{_W}bookmarkStart":
            self.brought_back(self.withdrawn.get(child.get(f"{_W}name", "")))
        elif tag == f"{_W}footnoteReference":
            identity = child.get(f"{_W}id", "")
            self.cited.setdefault(identity, self.number)
            self.add(Run(OBJECT, context.inserted, context.deleted, note=identity))
            if child.get(f"{_W}customMarkFollows", "0") not in ("0", "false"):
                self.odd(OWN_MARK, said(child.getparent()))
        elif tag == NOTE and self.inside is not None:
            self.kept_note(child, self.inside, context)
        elif not self.holder(child, context) and not self.ranged(child) and tag not in SILENT:
            self.strange(child, context)

    def brought_back(self, kept: Any) -> None:
        """What a party withdrew here; a part that no page shows puts no other words into a text."""
        if kept is None:
            return
        aside = _Walk({}, {})
        aside.cites_again, aside.until = self.cites_again, self.until
        aside.inside, aside.kept = self.withdrawn if self.inside is None else {}, self.kept
        aside.inlines(kept, Context())
        for run in aside.runs:
            if run.inserted and run.deleted:
                self.add(run)

    def kept_note(self, note: Any, withdrawn: Mapping[str, Any], context: Context) -> None:
        """A note that withdrawn words cite: nothing of it stands on any page either."""
        inner = _Walk(withdrawn, {})
        inner.inside = {}
        inner.inlines(note, Context())
        identity = f"withdrawn{len(self.kept) + 1}"
        self.kept[identity] = tuple(run for run in inner.runs if run.inserted and run.deleted)
        self.add(Run(OBJECT, context.inserted, context.deleted, note=identity))

    def holder(self, child: Any, context: Context) -> bool:
        """Whether it is something that holds words, which are then read."""
        if child.tag in _THROUGH:
            self.inlines(child, context)
        elif child.tag == f"{_W}sdt":
            self.odd("content control, its words taken as text", said(child))
            self.inlines(child, context)
        elif child.tag == f"{_W}fldSimple":
            self.odd("field, its present words taken as text", said(child))
            self.fields.append(child.get(f"{_W}instr", ""))
            self.inlines(child, context)
            self.fields.pop()
        elif child.tag == f"{_W}ruby":
            self.odd_by(context, "ruby text", " ".join(map(said, child.iter(f"{_W}rt"))))
            for base in child.iterfind(f"{_W}rubyBase"):
                self.inlines(base, context)
        elif child.tag == f"{_W}fldChar":
            self.field(child.get(f"{_W}fldCharType", ""))
        else:
            return False
        return True

    def field(self, place: str) -> None:
        """The begin or the end of what Word itself computes, or what parts rule and result."""
        if place == "begin":
            self.odd("field, its present words taken as text")
            self.fields.append("")
        elif place == "end" and self.fields:
            self.fields.pop()

    def ranged(self, child: Any) -> bool:
        """Whether it begins or ends a comment's range or a move's."""
        identity = child.get(f"{_W}id", "")
        tag = child.tag.rpartition("}")[2]
        if tag == "commentRangeStart":
            self.open_remarks.append(identity)
            self.known_remarks.add(identity)
        elif tag == "commentRangeEnd":
            self.open_remarks = [other for other in self.open_remarks if other != identity]
        elif tag == "commentReference":
            self.places[identity] = self.cited_at or self.number
            if identity not in self.known_remarks and self.runs:
                last = self.runs[-1]
                self.runs[-1] = msgspec.structs.replace(last, remarks=(*last.remarks, identity))
        elif tag in ("moveFromRangeStart", "moveToRangeStart"):
            self.moves[tag.removesuffix("RangeStart")] = identity, child.get(f"{_W}name", "")
        elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
            self.moves.pop(tag.removesuffix("RangeEnd"), None)
        else:
            return False
        return True

    def move_of(self, side: str) -> str:
        """The name both halves of a move have in common."""
        return self.moves.get(side, ("", ""))[1]

    def within(self, change: Any, context: Context) -> Context:
        kind = change.tag.rpartition("}")[2]
        by = mark(change, self.move_of(kind) if kind.startswith("move") else "")
        if kind in ("ins", "moveTo"):
            return msgspec.structs.replace(context, inserted=by)
        return msgspec.structs.replace(context, deleted=by)

    def letters(self, text: str, context: Context) -> None:
        if context.raised and _NUMBERS.fullmatch(text):
            if self.cites(context):
                self.cited_again(text, context)
                return
            text = text.translate(RAISED)
        if text:
            self.add(Run(text, context.inserted, context.deleted, context.italic))

    def cites(self, context: Context) -> bool:
        """Whether a raised figure may cite a note again: one of ours, or what Word computes. What
        somebody typed is a word."""
        by = context.inserted
        ours = by is None or bool(by.date and by.date <= self.until)
        return self.cites_again and (ours or any("NOTEREF" in told for told in self.fields))

    def cited_again(self, figures: str, context: Context) -> None:
        for place, number in enumerate(figures.split(",")):
            shown = f",{number}" if place else number
            self.add(
                Run(OBJECT, context.inserted, context.deleted, cited=int(number), figure=shown)
            )

    def add(self, run: Run) -> None:
        self.runs.append(msgspec.structs.replace(run, remarks=tuple(self.open_remarks)))
