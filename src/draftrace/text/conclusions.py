"""Which paragraphs of a report say what its meeting concluded?"""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.text.documents import Document, Provision
from draftrace.text.lexicon import lists

_SAYING = ("operative", "paragraph", "item", "subitem")


def concluded(document: Document) -> list[Provision]:
    """The points under the headings that announce conclusions: the items where there are any,
    else the paragraphs; what only introduces other items is left out. Empty without such a
    heading."""
    found = _announced(document.provisions)
    items = [p for p in found if p.kind in ("item", "subitem")]
    return [p for p in items or found if not _introduces(p, items)]


def _announced(provisions: Sequence[Provision]) -> list[Provision]:
    announcing = lists.words("concluding_headings.txt")
    found: list[Provision] = []
    depth = 0
    for provision in provisions:
        if provision.kind == "heading":
            words = set(provision.wording.casefold().replace(",", " ").split())
            if words & announcing and (not depth or provision.level <= depth):
                depth = provision.level
            elif depth and provision.level <= depth:
                depth = 0
        elif depth and provision.kind in _SAYING:
            found.append(provision)
    return found


def _introduces(provision: Provision, items: Sequence[Provision]) -> bool:
    return any(
        i.address != provision.address and i.address.startswith(provision.address + "(")
        for i in items
    )
