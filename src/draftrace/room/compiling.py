"""A first draft compiled from the conclusions: by section, each point as an instruction."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.room.acts.payloads import SourceRef
from draftrace.text import addresses
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
    """The points a report concludes with, each the smallest paragraph that says one."""
    inside, level, found = False, 0, []
    for provision in document.provisions:
        if provision.kind == "heading":
            if inside and provision.level <= level:
                inside = False
            if "conclusion" in provision.wording.casefold():
                inside, level = True, provision.level
        elif inside and provision.kind in ("operative", "item", "subitem", "paragraph"):
            found.append(provision)
    if not found:
        found = [p for p in document.provisions if p.kind in ("operative", "item")]
    items = [p for p in found if p.kind in ("item", "subitem")]
    return [p for p in items or found if not _is_head(p, items)]


def _is_head(provision: Provision, items: Sequence[Provision]) -> bool:
    """Whether other items hang on it, so that it only introduces them."""
    return any(
        i.address != provision.address and i.address.startswith(provision.address + "(")
        for i in items
    )


def _heading(level: int, title: str) -> Provision:
    return Provision(address="", kind="heading", level=level, wording=title)
