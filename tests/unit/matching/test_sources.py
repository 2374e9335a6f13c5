"""Which paragraphs of a document can be a source, and which are conclusions?"""

from __future__ import annotations

from draftrace.matching.sources import sources_of
from draftrace.text.documents import Document, DocumentRole, Kind, Note, Provision


def provision(address: str, kind: Kind, wording: str, level: int = 1) -> Provision:
    return Provision(address=address, kind=kind, level=level, wording=wording)


def report(role: DocumentRole = "conclusions", *, items: bool = True) -> Document:
    listed = [provision("2(a)", "item", "Paint the boats;", 2)] if items else []
    return Document(
        title="Report",
        symbol="R",
        role=role,
        provisions=(
            provision("h:I", "heading", "Deliberations"),
            provision("1", "operative", "Speakers spoke."),
            provision("h:II", "heading", "Conclusions"),
            provision("2", "operative", "The meeting concluded:"),
            *listed,
            provision("h:II.A", "heading", "On boats", 2),
            provision("3", "operative", "Count the boats."),
            provision("h:III", "heading", "Closure"),
            provision("4", "operative", "The meeting closed."),
        ),
        notes=(Note(id="n", number="1", wording="See elsewhere.", address="note:1"),),
    )


def roles(document: Document) -> dict[str, str]:
    return {source.address: source.role for source in sources_of(document)}


def test_items_under_conclusions_are_the_conclusions() -> None:
    assert [a for a, role in roles(report()).items() if role == "conclusion"] == ["2(a)"]


def test_without_items_the_paragraphs_are() -> None:
    found = roles(report(items=False))
    assert [a for a, role in found.items() if role == "conclusion"] == ["2", "3"]


def test_headings_are_no_sources_and_notes_are() -> None:
    found = roles(report())
    assert "h:I" not in found
    assert found["note:1"] == "text"


def test_an_adopted_text_has_no_conclusions() -> None:
    assert set(roles(report("adopted")).values()) == {"text"}
