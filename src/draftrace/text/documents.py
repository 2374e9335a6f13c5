"""A document as read from a file: an ordered list of provisions with derived addresses."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal[
    "title",
    "heading",
    "preambular",
    "operative",
    "item",
    "subitem",
    "paragraph",
    "footnote",
    "tablerow",
]
DocumentRole = Literal["conclusions", "draft", "adopted", "reference"]


class Provision(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One node of a document.

    ``address`` is the derived label path, unique within the document. ``level``: headings by
    depth from 1; other provisions 1 paragraph, 2 item, 3 sub-item. ``label`` is what people
    cite, without trailing point: ``24``, ``(c)``, ``II``, ``7 ter``, ``6 alt 2``, or empty;
    ``printed`` is the label exactly as it stands in the source (``24.``, ``- (d)``), kept so
    that the source can be rendered back. ``wording`` is NFC text with ``*emphasis*`` and note
    references ``[^id]``. ``notes`` are the ids cited in the wording, in order. ``part`` is the
    part's code, empty in the main series. ``line`` counts from 1, 0 where there is none.
    """

    address: str
    kind: Kind
    level: int
    wording: str
    label: str = ""
    printed: str = ""
    part: str = ""
    notes: tuple[str, ...] = ()
    line: int = 0


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A footnote: stable ``id``, ``number`` as printed, the ``address`` it has itself
    (``PD/note:4``) and ``cited``, the address of the provision whose wording refers to it.
    """

    id: str
    number: str
    wording: str
    address: str = ""
    cited: str = ""
    line: int = 0


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something odd in the source, read as printed and reported. Line and column from 1."""

    line: int
    column: int
    what: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part numbered afresh: its code (``PD``) and title; ``embedded`` marks an instrument
    printed inside a report, which is what ``table`` takes by default.
    """

    code: str
    title: str
    embedded: bool = False


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """A line that is no part of the text: of the masthead, of the contents table, of a page (its
    number, a running head). Kept so that the source can be rendered back.
    """

    line: int
    text: str
    what: str = "masthead"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text read from a file; ``provisions`` in printed order, footnotes apart in ``notes``."""

    title: str
    provisions: tuple[Provision, ...]
    symbol: str = ""
    date: str = ""
    role: DocumentRole = "reference"
    notes: tuple[Note, ...] = ()
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    masthead: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    reader: str = ""
