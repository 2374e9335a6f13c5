"""What does a source say, provision by provision? One pure recognition for every format."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from draftrace.text import addresses, brackets, wording
from draftrace.text.documents import (
    Document,
    DocumentRole,
    Furniture,
    Note,
    Problem,
    Provision,
)
from draftrace.text.structure import front, joins, notes, titles
from draftrace.text.structure.blocks import Block, Source
from draftrace.text.structure.headings import OF_THE_WHOLE
from draftrace.text.structure.leads import lead
from draftrace.text.structure.notes import NoteBlock
from draftrace.text.structure.outline import Outline, Unit, outline

READER = "draftrace 8"
"""The recognition's version; raise it whenever the same file reads differently."""

_WHOSE = re.compile(
    r"(?:Informal )?(?:Note|Submitted|Proposed|Prepared|Presented) by ", re.IGNORECASE
)
"""A line among the titles that says whose the document is."""

MOST_PROBLEMS = 1000
"""More are counted, not listed: nobody reads them, and they would outweigh the text."""


def document(source: Source, *, symbol: str = "", role: DocumentRole = "reference") -> Document:
    """The document in a source: provisions with addresses, notes with the provision they are
    cited in, parts, problems. ``symbol`` wins over what the source says of itself.
    """
    said, blocks = front.take(source.blocks, source.layout)
    contents, blocks = front.take_contents(blocks)
    if not source.layout.printed:
        _set_title_apart(blocks)
        blocks = joins.with_options(blocks)
    else:
        blocks, _ = joins.join(blocks, closed=contents[0].line if contents else 0)
    blocks = titles.with_titles(blocks)
    text = [block for block in blocks if block.form != "note"]
    furniture = sorted(said.furniture + contents, key=lambda block: block.line)
    cited = notes.assign(
        [*text, *furniture], [block for block in source.blocks if block.form == "note"]
    )
    found = outline(source, text)
    read = _document(found, cited)
    stated = {**source.stated, **said.stated}
    return msgspec.structs.replace(
        read,
        symbol=symbol or stated.get("symbol", ""),
        title=stated.get("title") or _title(read.provisions) or symbol,
        date=stated.get("date", ""),
        role=role,
        masthead=(*source.matter, *(block.text for block in said.furniture)),
        furniture=(
            *_furniture(furniture, contents),
            *(Furniture(line=line, text=text, what="page") for line, text in source.pages),
        ),
        problems=_problems(source, found, read, cited),
        reader=READER,
    )


def _set_title_apart(blocks: list[Block]) -> None:
    """The one highest heading before all others is the document's title, of depth 0, with the lines
    right below it that are bold, or headings of nothing.
    """
    heads = [block for block in blocks if block.form == "heading"]
    if heads and all(block.depth > heads[0].depth for block in heads[1:]):
        top = heads[0].depth
        for block in heads:
            block.depth -= top
        for block, after in pairwise(blocks[blocks.index(heads[0]) + 1 :]):
            if not _goes_on_title(block, after):
                break
            block.form, block.depth = "heading", 0


def _goes_on_title(block: Block, after: Block) -> bool:
    if lead(block.text) is not None or block.text.strip("[]*:. ").lower() in OF_THE_WHOLE:
        return False
    of_nothing = block.form == after.form == "heading" and block.depth >= after.depth
    return block.bold or of_nothing


def _document(found: Outline, cited: list[NoteBlock]) -> Document:
    nodes: list[addresses.Node] = [*found.units, *(_NoteNode(note, found.units) for note in cited)]
    derived = addresses.derive(nodes)
    provisions = tuple(
        _provision(unit, address) for unit, address in zip(found.units, derived, strict=False)
    )
    listed = tuple(
        Note(
            id=note.id,
            number=note.block.number,
            wording=note.block.text,
            address=address,
            cited=_cited(note, provisions),
            line=note.block.line,
        )
        for note, address in zip(cited, derived[len(provisions) :], strict=True)
    )
    return Document(title="", provisions=provisions, notes=listed, parts=tuple(found.parts))


class _NoteNode:
    """A footnote as a node of the outline: it stands in the part that cites it."""

    kind = "footnote"
    level = 1

    def __init__(self, note: NoteBlock, units: list[Unit]) -> None:
        self.label = note.block.number
        self.part = units[note.cited_by].part if 0 <= note.cited_by < len(units) else ""


def _cited(note: NoteBlock, provisions: tuple[Provision, ...]) -> str:
    return provisions[note.cited_by].address if 0 <= note.cited_by < len(provisions) else ""


def _provision(unit: Unit, address: str) -> Provision:
    text = unit.lead.rest if unit.lead is not None else unit.block.text
    printed = _printed(unit)
    unit.block.text, unit.lead = "", None  # given up so that long texts are not held twice
    return Provision(
        address=address,
        kind=unit.kind,
        level=unit.level,
        wording=text,
        label=unit.label,
        printed=printed,
        part=unit.part,
        notes=wording.note_ids(text),
        line=unit.block.line,
    )


def _printed(unit: Unit) -> str:
    label = unit.lead.printed if unit.lead is not None else ""
    return f"{unit.block.mark} {label}".strip() if unit.block.mark else label


def _furniture(blocks: list[Block], contents: list[Block]) -> tuple[Furniture, ...]:
    listed = {id(block) for block in contents}
    return tuple(
        Furniture(
            line=block.line,
            text=_furniture_text(block),
            what="contents" if id(block) in listed else "masthead",
        )
        for block in blocks
    )


def _furniture_text(block: Block) -> str:
    text = block.text if block.form == "row" else block.text.replace("|", "\\|")
    return f"{block.mark} {text}" if block.mark else text


def _title(provisions: tuple[Provision, ...]) -> str:
    """The document's title: the longest of those at its head (a masthead names the body too),
    else its first heading, unless that is one of a series, as of an article or section."""
    titles: list[str] = []
    for provision in provisions:
        if provision.kind != "title" or provision.part:
            break
        titles.append(wording.plain(provision.wording))
    if titles:
        return max([title for title in titles if not _WHOSE.match(title)] or titles, key=len)
    first = next((p for p in provisions if p.kind in ("title", "heading")), None)
    return wording.plain(first.wording) if first is not None and not first.label else ""


def _problems(
    source: Source, found: Outline, read: Document, cited: list[NoteBlock]
) -> tuple[Problem, ...]:
    odd = [Problem(line=line, column=column, what=what) for line, column, what in source.oddities]
    odd += [
        Problem(line=unit.block.line, column=1, what=unit.odd) for unit in found.units if unit.odd
    ]
    odd += [
        Problem(line=note.block.line, column=1, what=f"note {note.block.number} is cited nowhere")
        for note in cited
        if note.cited_by < 0
    ]
    known = {note.id for note in cited}
    odd += [
        Problem(line=provision.line, column=1, what=f"note {note} is cited but not printed")
        for provision in read.provisions
        for note in provision.notes
        if note not in known
    ]
    odd += brackets.problems(read.provisions, source.lines)
    odd.sort(key=lambda problem: (problem.line, problem.column))
    if len(odd) > MOST_PROBLEMS:
        more = f"{len(odd) - MOST_PROBLEMS} more problems further on"
        odd[MOST_PROBLEMS:] = [Problem(line=odd[MOST_PROBLEMS].line, column=1, what=more)]
    return tuple(odd)
