"""The paragraphs in which a source is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from draftrace.text.conclusions import concluded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from draftrace.text.documents import Document

Role = Literal["conclusion", "deliberation", "text"]
_FURNITURE: Final = ("title", "heading")


class Source(msgspec.Struct, frozen=True, gc=False):
    """One paragraph of a document: where it stands, what it says, and as what it was said."""

    document: str
    address: str
    wording: str
    role: Role = "text"


def sources_in(corpus: Iterable[Document | Source]) -> Iterator[Source]:
    """The paragraphs of whole documents, and single ones as they are."""
    for member in corpus:
        if isinstance(member, Source):
            yield member
        else:
            yield from sources_of(member)


def sources_of(document: Document) -> Iterator[Source]:
    """Every paragraph, item, note and table row of a document; titles and headings left out.

    In a document of conclusions, what stands under a heading that says so is a conclusion: its
    items where a paragraph there has items, else its paragraphs. All else there is deliberation.
    """
    concluding = document.role == "conclusions"
    conclusions = {p.address for p in concluded(document)} if concluding else set()
    for provision in document.provisions:
        if provision.kind in _FURNITURE or not provision.wording.strip():
            continue
        role: Role = "deliberation" if concluding else "text"
        if provision.address in conclusions:
            role = "conclusion"
        yield Source(document.symbol, provision.address, provision.wording, role)
    for note in document.notes:
        yield Source(document.symbol, note.address or f"note:{note.number}", note.wording)
