"""A first draft compiled from the conclusions: by section, each point as an instruction."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.room.acts.terms import SourceRef
from draftrace.text import addresses
from draftrace.text.conclusions import concluded
from draftrace.text.documents import Document, Provision
from draftrace.text.instructions import instruction


def compiled(documents: Sequence[Document]) -> list[tuple[Provision, SourceRef | None]]:
    """Every conclusion of the reports, under a heading for each report and section.

    Conclusions are the items and paragraphs that stand under a heading naming conclusions; a
    report without such a heading gives all its numbered paragraphs.
    """
    found: list[tuple[Provision, SourceRef | None]] = []
    number = 0
    for document in documents:
        found.append((_heading(1, document.title), None))
        for provision in conclusions(document):
            number += 1
            source = SourceRef(
                document=document.symbol, address=provision.address, wording=provision.wording
            )
            lifted = Provision(
                address="",
                kind="operative",
                level=1,
                label=str(number),
                wording=instruction(provision.wording),
            )
            found.append((lifted, source))
    derived = addresses.derive([p for p, _ in found])
    return [
        (msgspec.structs.replace(p, address=address), source)
        for (p, source), address in zip(found, derived, strict=True)
    ]


def conclusions(document: Document) -> list[Provision]:
    """The points a report concludes with; all its paragraphs and items where no heading says."""
    return concluded(document) or [
        p for p in document.provisions if p.kind in ("operative", "item")
    ]


def _heading(level: int, title: str) -> Provision:
    return Provision(address="", kind="heading", level=level, wording=title)
