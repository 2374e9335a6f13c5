"""ODT files with tracked changes, as Writer or another program wrote them, and our own marked ODT.

Source: OpenDocument 1.3 part 3, 5.5 (change tracking): what was deleted is kept apart, with the
point it was taken from; k paragraphs deleted there are k - 1 paragraph ends taken out. A region
that holds an insertion besides its deletion was brought in by one author and taken out by another
(LibreOffice 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from draftrace.errors import UnreadableInput
from draftrace.exporters.dates import who_and_when
from draftrace.exporters.opendocument import MASTHEAD_STYLES, REASONS, change_named
from draftrace.exporters.packages import roots
from draftrace.exporters.sequence import acts_of
from draftrace.intake.tracked.by_hand import Looks
from draftrace.intake.tracked.describing import acts_told_in, described
from draftrace.intake.tracked.model import (
    OBJECT,
    OWN_MARK,
    Mark,
    Oddity,
    Paragraph,
    Remark,
    Run,
    Tracked,
)
from draftrace.intake.tracked.numbering import Outlines, is_numbered_in_writer, outlines_of
from draftrace.intake.tracked.rows import take_table
from draftrace.intake.tracked.writer_looks import raised as raised_in
from draftrace.intake.tracked.writer_looks import slanted as slanted_in
from draftrace.intake.tracked.writer_oddities import (
    ANNOTATION,
    CONDITIONAL,
    SILENT,
    around,
    named,
    said,
)
from draftrace.intake.tracked.writer_regions import Region, outermost, regions, signed
from draftrace.intake.tracked.writer_shown import shown_otherwise
from draftrace.intake.tracked.writer_signs import Signs
from draftrace.intake.tracked.writer_tables import TABLE, cells, rows, times
from draftrace.intake.tracked.writer_unseen import looks_of
from draftrace.text.structure.inline import RAISED

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_THROUGH = frozenset(
    f"{_TEXT}{name}"
    for name in ("list", "list-item", "list-header", "section", "numbered-paragraph")
)
_SPANS = frozenset(f"{_TEXT}{name}" for name in ("span", "a", "meta", "meta-field"))
_COMPUTED = frozenset(f"{_TEXT}{name}" for name in ("meta", "meta-field"))
_FURNITURE = MASTHEAD_STYLES | {"Legend"}


def tracked(package: bytes) -> Tracked:
    """The file's paragraphs with who changed what. Raises UnreadableInput for broken XML."""
    content, styles, meta = roots(package, "content.xml", "styles.xml", "meta.xml")
    body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableInput("There is no text in this file: content.xml has no text body.")
    changes = dict(regions(body))
    slanted = {"Emphasis", *slanted_in(content), *(() if styles is None else slanted_in(styles))}
    walk = _Walk(changes, slanted, Signs(body))
    walk.numbering = outlines_of(content, styles)
    walk.looks = looks_of(content, styles)
    parts = (each for each in (content, styles) if each is not None)
    walk.raised = frozenset(name for each in parts for name in raised_in(each))
    walk.blocks(body)
    paragraphs = () if styles is None else styles.iter(*_PARAGRAPHS)
    printed = " ".join("".join(p.itertext()) for p in paragraphs)
    told = described(meta, f"{printed} {walk.legend}")
    return Tracked(
        paragraphs=tuple(walk.paragraphs),
        notes=walk.notes,
        remarks=walk.remarks,
        oddities=(*walk.oddities, *around(styles)),
        formatting=sum(1 for _ in body.iter(f"{_TEXT}format-change")),
        **msgspec.structs.asdict(told),
        numbers_both_sides=True,
        **msgspec.structs.asdict(acts_of([acts_told_in(meta)])),
    )


class _Context(msgspec.Struct, frozen=True):
    italic: bool = False
    inserted: Mark | None = None
    deleted: Mark | None = None
    raised: bool = False


_NO_CHANGE = _Context()


class _Walk:
    """One walk through the text, in the order of reading; within a note ``cited_at`` is the
    paragraph that cites it."""

    def __init__(
        self, regions: Mapping[str, Region], slanted: set[str], signs: Signs, cited_at: int = 0
    ) -> None:
        self.regions = regions
        self.slanted = slanted
        self.signs = signs
        self.cited_at = cited_at
        self.paragraphs: list[Paragraph] = []
        self.within_row = 0
        self.notes: dict[str, tuple[Run, ...]] = {}
        self.remarks: dict[str, Remark] = {}
        self.oddities: list[Oddity] = []
        self.legend = ""
        self.runs: list[Run] = []
        self.style = ""
        self.numbering = Outlines()
        self.numbered = False
        self.looks = Looks()
        self.raised = frozenset[str]()
        self.open_changes: dict[str, Mark] = {}
        self.open_remarks: list[str] = []

    @property
    def number(self) -> int:
        return self.within_row or len(self.paragraphs) + 1

    def odd(self, what: str, text: str = "", author: str = "") -> None:
        within = ", in a footnote" if self.cited_at else ""
        self.oddities.append(Oddity(what + within, self.place, text, author=author))

    @property
    def place(self) -> int:
        return self.cited_at or self.number

    @property
    def inserting(self) -> Mark | None:
        return list(self.open_changes.values())[-1] if self.open_changes else None

    # Blocks

    def blocks(self, parent: Any, context: _Context = _NO_CHANGE) -> None:
        for child in parent:
            style = child.get(f"{_TEXT}style-name", "")
            if child.tag in _PARAGRAPHS and style in _FURNITURE:
                self.legend += " ".join(child.itertext()) if style == "Legend" else ""
            elif child.tag in _PARAGRAPHS and style in REASONS:
                self.reason(child)
            elif child.tag in _PARAGRAPHS:
                self.style = style
                self.numbered = is_numbered_in_writer(child, self.numbering)
                for what, letters in shown_otherwise(child, self.looks):
                    self.odd(what, letters)
                italic = style in self.slanted
                self.inlines(child, msgspec.structs.replace(context, italic=italic))
                self.end_told(self.inserting or context.inserted, context.deleted)
            elif child.tag in _THROUGH:
                self.blocks(child, context)
            elif self.has_rows(child):
                taken = ((cells(row), context) for row in rows(child))
                take_table(self, child, taken, context)
            elif not self.ranged(child) and child.tag not in SILENT:
                self.strange(child, context)

    def has_rows(self, element: Any) -> bool:
        """Whether it is a table whose rows are provisions: none in a cell or a note."""
        apart = self.within_row or self.cited_at
        return element.tag == f"{TABLE}table" and not apart and any(True for _ in rows(element))

    def end_told(self, inserted: Mark | None, deleted: Mark | None) -> None:
        """End a paragraph, of which our signs may tell more."""
        ends = self.signs.taken()
        self.end(ends.get("InsertedEnd", inserted), ends.get("DeletedEnd", deleted))

    def end(self, inserted: Mark | None, deleted: Mark | None) -> None:
        runs = tuple(run for run in self.runs if run.text)
        self.paragraphs.append(
            Paragraph(runs, self.number, self.style, inserted, deleted, self.numbered)
        )
        self.runs = []

    def reason(self, paragraph: Any) -> None:
        """A remark that our own exports print under the paragraph it is on."""
        if not self.paragraphs:
            return
        line = "".join(paragraph.itertext())
        bookmarks = [mark.get(f"{_TEXT}name", "") for mark in paragraph.iter(f"{_TEXT}bookmark")]
        mark = Mark(*(change_named(bookmarks[0]) if bookmarks else ("", "")))
        said = line.removeprefix(f"{who_and_when(mark.author, mark.date)}: ")
        identity = f"reason {len(self.remarks) + 1}"
        self.remarks[identity] = Remark(mark.author, mark.date, said.strip())
        last = self.paragraphs[-1]
        runs = tuple(
            msgspec.structs.replace(run, remarks=(*run.remarks, identity)) for run in last.runs
        )
        self.paragraphs[-1] = msgspec.structs.replace(last, runs=runs)

    # Inlines

    def inlines(self, parent: Any, context: _Context) -> None:
        self.letters(parent.text or "", context)
        for child in parent:
            self.inline(child, context)
            self.letters(child.tail or "", context)

    def inline(self, child: Any, context: _Context) -> None:
        tag, style = child.tag, child.get(f"{_TEXT}style-name", "")
        if tag in _SPANS and self.signs.printed_in(style):
            self.letters(self.signs.typed(style, said(child)), context)
        elif tag in _SPANS:
            self.span(child, style, context)
        elif tag == f"{_TEXT}ruby":
            self.odd_by(context, "ruby text", child.findtext(f"{_TEXT}ruby-text") or "")
            for base in child.iterfind(f"{_TEXT}ruby-base"):
                self.inlines(base, context)
        elif tag == f"{_TEXT}s":
            self.letters(" " * times(child.get(f"{_TEXT}c"), 1000), context)
        elif tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            self.letters("\t" if tag.endswith("}tab") else " ", context)
        elif tag == f"{_TEXT}note":
            self.note(child, context)
        elif tag == f"{_TEXT}bookmark":
            self.signs.named(child)
        elif tag == f"{_OFFICE}annotation":
            self.remark(child)
        elif not self.ranged(child) and tag not in SILENT:
            self.strange(child, context)

    def span(self, span: Any, style: str, context: _Context) -> None:
        if style == "CitedAgain":
            self.cited(span, context)
            return
        if span.tag in _COMPUTED:
            self.odd("field, its present words taken as text", said(span).strip())
        self.inlines(span, self.within(style, context))

    def strange(self, child: Any, context: _Context) -> None:
        """Name what has no words of the text, who changed it, and take up comments in it."""
        what, text = named(child)
        if what == CONDITIONAL:
            self.odd(what, text)
        elif child.tag.startswith(_TEXT) and not len(child) and context.deleted is None:
            self.odd("field, its present words taken as text", text)
            self.letters(child.text or "", context)
            return
        else:
            self.odd_by(context, what, text)
        for annotation in child.iter(ANNOTATION):
            self.known(annotation)

    def odd_by(self, context: _Context, what: str, text: str) -> None:
        by = context.deleted or context.inserted or self.inserting
        done = "" if by is None else ", taken out" if context.deleted else ", brought in"
        self.odd(what + done, text, "" if by is None else by.author)

    def within(self, style: str, context: _Context) -> _Context:
        """Inside a span; ours show changes by their styles, which what is typed there has too."""
        if style == "InsertedWords":
            return msgspec.structs.replace(context, inserted=self.signs.mark)
        if style == "DeletedWords" and not self.signs.is_typing:
            return msgspec.structs.replace(context, deleted=self.inserting or self.signs.mark)
        return msgspec.structs.replace(
            context,
            italic=context.italic or style in self.slanted,
            raised=context.raised or style in self.raised,
        )

    def cited(self, span: Any, context: _Context) -> None:
        for number in "".join(span.itertext()).split(","):
            if number.strip().isdecimal():
                self.add(Run(OBJECT, cited=int(number)), context)

    def note(self, note: Any, context: _Context) -> None:
        if note.get(f"{_TEXT}note-class") == "endnote":
            self.odd("endnote", "".join(note.itertext()))
            return
        identity = note.get(f"{_TEXT}id") or f"note {len(self.notes) + 1}"
        cited = note.find(f"{_TEXT}note-citation")
        if cited is not None and cited.get(f"{_TEXT}label"):
            self.odd(OWN_MARK, cited.get(f"{_TEXT}label"))
        body = note.find(f"{_TEXT}note-body")
        within = _Walk(self.regions, self.slanted, self.signs, self.place)
        within.looks, within.raised = self.looks, self.raised
        within.remarks = self.remarks
        if body is not None:
            within.blocks(body)
        self.oddities += within.oddities
        runs: list[Run] = []
        for paragraph in within.paragraphs:
            runs += [Run(" ")] if runs else []
            runs += paragraph.runs
        self.notes[identity] = tuple(runs)
        self.add(Run(OBJECT, note=identity), context)

    def known(self, annotation: Any) -> str:
        """Keep a comment, under the name given back."""
        mark = signed(annotation)
        words = " ".join("".join(p.itertext()) for p in annotation.iter(*_PARAGRAPHS))
        identity = annotation.get(f"{_OFFICE}name") or f"remark {len(self.remarks) + 1}"
        text = " ".join(words.split())
        self.remarks[identity] = Remark(mark.author, mark.date, text, self.place)
        return identity

    def remark(self, annotation: Any) -> None:
        identity = self.known(annotation)
        root = annotation.getroottree()
        ends = (end.get(f"{_OFFICE}name") for end in root.iter(f"{_OFFICE}annotation-end"))
        if identity in ends:
            self.open_remarks.append(identity)
        else:
            self.remark_behind(identity)

    def remark_behind(self, identity: str) -> None:
        """A remark on no words is on those before it."""
        if self.runs:
            last = self.runs[-1]
            self.runs[-1] = msgspec.structs.replace(last, remarks=(*last.remarks, identity))

    def close_remark(self, identity: str) -> None:
        """End a remark's range; Writer empties that of a remark on what was deleted."""
        self.open_remarks = [other for other in self.open_remarks if other != identity]
        if identity in self.remarks and not any(identity in run.remarks for run in self.runs):
            on_it = any(identity in r.remarks for p in self.paragraphs[-1:] for r in p.runs)
            if not on_it:
                self.remark_behind(identity)

    def ranged(self, child: Any) -> bool:
        """Whether it begins or ends a change or a remark, or is the point of a deletion."""
        identity = child.get(f"{_TEXT}change-id", "")
        region = self.regions.get(identity)
        if child.tag == f"{_OFFICE}annotation-end":
            ended = child.get(f"{_OFFICE}name", "")
            self.close_remark(ended)
        elif child.tag == f"{_TEXT}change-start":
            if region is not None and region.inserted is not None:
                self.open_changes[identity] = region.inserted
                self.signs.is_typing = True
        elif child.tag == f"{_TEXT}change-end":
            self.open_changes.pop(identity, None)
            self.signs.is_typing = bool(self.open_changes)
        elif child.tag == f"{_TEXT}change":
            if region is not None and region.deleted is not None:
                self.deletion(region)
        else:
            return False
        return True

    def deletion(self, region: Region) -> None:
        """What was taken out here, put back as taken out."""
        inserted = region.inserted or self.inserting
        context = _Context(False, inserted, region.deleted)
        aside = None if self.runs else self.signs.set_aside()
        place = 0
        for paragraph in outermost(region.content, _THROUGH):
            if self.has_rows(paragraph):
                if place:
                    self.end_told(inserted, region.deleted)
                place = 0
                taken = ((cells(row), context) for row in rows(paragraph))
                take_table(self, paragraph, taken, context)
                continue
            if paragraph.tag not in _PARAGRAPHS:
                self.strange(paragraph, context)
                continue
            if place:
                self.end_told(inserted, region.deleted)
            place += 1
            self.style = paragraph.get(f"{_TEXT}style-name", self.style)
            self.numbered = is_numbered_in_writer(paragraph, self.numbering)
            self.inlines(paragraph, context)
        if aside is not None:
            self.signs.put_back(*aside)

    def letters(self, text: str, context: _Context) -> None:
        if text:
            text = text.translate(RAISED) if context.raised and text.isdecimal() else text
            self.add(Run(text, italic=context.italic), context)

    def add(self, run: Run, context: _Context) -> None:
        """What was typed with changes tracked into words we show as inserted has their style; words
        we show as deleted may have been copied with it, by one who moved what stands there."""
        if self.inserting is not None and context.deleted is self.inserting:
            return
        self.runs.append(
            msgspec.structs.replace(
                run,
                inserted=self.inserting or context.inserted,
                deleted=context.deleted,
                remarks=tuple(self.open_remarks),
            )
        )
