"""A first draft compiled and lifted from the conclusions of several reports."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from draftrace import readers
from draftrace.room.acts import corpus, tabling
from draftrace.room.acts.payloads import DocumentAdded
from draftrace.room.compiling import compiled, conclusions
from draftrace.text import documents as doc
from draftrace.text.structure import print_layout, recognise
from room_kit import Room, document

REPORT = document(
    "# Deliberations",
    "1. The group met.",
    "# Conclusions of the group",
    "## Services",
    "2. The group concluded that:",
    "(a) Services should be promoted;",
    "(b) Data should be shared:",
    "(i) Each year;",
    "# Closing",
    "3. The group thanked its chair.",
    symbol="WG.1",
    title="Report of the group",
)
PLAIN = document("1. Trade should be reviewed.", symbol="WG.2", title="Another report")


def test_conclusions_are_the_smallest_points_under_their_heading() -> None:
    assert [p.address for p in conclusions(REPORT)] == ["2(a)", "2(b)(i)"]
    assert [p.address for p in conclusions(PLAIN)] == ["1"]


def test_each_report_is_a_section_and_each_point_an_instruction() -> None:
    found = compiled([REPORT, PLAIN])
    assert [(p.address, p.wording) for p, _ in found] == [
        ("h:~1", "Report of the group"),
        ("1", "Promote services;"),
        ("2", "Each year;"),
        ("h:~2", "Another report"),
        ("3", "Review trade."),
    ]
    assert [s and (s.document, s.address) for _, s in found] == [
        None, ("WG.1", "2(a)"), ("WG.1", "2(b)(i)"), None, ("WG.2", "1"),
    ]  # fmt: skip


def test_a_compilation_is_tabled_with_its_links_confirmed() -> None:
    room = Room(None)
    room.act("SEC", lambda s, f: tabling.compile_draft(s, f, "L.1", "Zero", compiled([PLAIN])))
    (link,) = room.state.now.links[room.id("1")]
    assert (link.verdict, link.source.wording) == ("confirmed", "Trade should be reviewed.")
    assert room.state.now.links.get(room.id("h:~1")) is None


def test_nothing_to_lift_is_refused() -> None:
    room = Room(None)
    room.refused(
        "no conclusion to lift",
        lambda: room.act("SEC", lambda s, f: tabling.compile_draft(s, f, "L.1", "Zero", [])),
    )


def _embedded() -> doc.Document:
    parts = (
        doc.Part(code="PD", title="Declaration", embedded=True),
        doc.Part(code="X", title="Annex"),
    )
    provisions = tuple(
        doc.Provision(
            address=f"{part}/1" if part else "1",
            kind="operative",
            level=1,
            label="1",
            wording="W[^a];",
            notes=(f"n{part}",),
            part=part,
        )
        for part in ("", "PD", "X")
    )
    notes = tuple(
        doc.Note(id=f"n{p}", number="1", wording="N", address=f"{p}/note:1" if p else "note:1")
        for p in ("", "PD", "X")
    )
    return doc.Document(title="Report", symbol="R", provisions=provisions, parts=parts, notes=notes)


def test_by_default_the_embedded_instruments_are_tabled_with_their_notes() -> None:
    room = Room(None)
    room.act("SEC", lambda s, f: tabling.table(s, f, _embedded()))
    assert room.addresses() == ["PD/1", "PD/note:1"]
    assert room.at("PD/note:1").now.part == "PD"
    assert room.state.now.parts == {"PD": "Declaration"}


def test_named_parts_are_tabled_in_any_case() -> None:
    room = Room(None)
    room.act("SEC", lambda s, f: tabling.table(s, f, _embedded(), ["x"]))
    assert room.addresses() == ["X/1", "X/note:1"]
    plain = msgspec.structs.replace(_embedded(), parts=())
    other = Room(None)
    other.act("SEC", lambda s, f: tabling.table(s, f, plain))
    assert other.addresses() == ["1", "PD/1", "X/1", "note:1", "PD/note:1", "X/note:1"]


def test_a_source_has_a_symbol() -> None:
    room = Room(None)
    nameless = DocumentAdded(
        symbol="", title="", date="", role="draft", file="", sha256="", reading="", provisions=0
    )
    room.refused(
        "needs a symbol",
        lambda: room.act("SEC", lambda s, f: corpus.add_document(s, f, nameless)),
    )


ANNEXED = "{title}\n\n{preamble}1. Decide to act.\n\nPlan on Lamps\n\n1. Light.\n\n2. Clean.\n"


@pytest.mark.parametrize(
    ("title", "preamble", "count"),
    [
        ("Draft resolution on lamps", "Recalling lamps,\n\n", 6),
        ("Draft resolution on the report of the ports", "Recalling lamps,\n\n", 6),
        ("Draft resolution on lamps", "", 5),
        ("Report of the ports", "", 3),
    ],
)
def test_an_annexed_instrument_is_tabled_with_the_text_it_is_annexed_to(
    title: str, preamble: str, count: int
) -> None:
    source = print_layout.blocks(ANNEXED.format(title=title, preamble=preamble))
    found = recognise.document(source, symbol="L.1")
    room = Room(None)
    room.act("SEC", lambda s, f: tabling.table(s, f, found))
    assert len(room.addresses()) == count


@pytest.mark.parametrize(
    "parts",
    [
        "# Draft declaration on lamps\n\nRecalling lamps,\n\n1. Light.\n\n# Annex\n\n1. List.\n",
        "# Lamps\n\nRecalling,\n\n## Article 1\n\n1. Light.\n\n# Annex\n\n1. List.\n",
    ],
)
def test_a_text_in_parts_or_articles_keeps_them_beside_its_annex(
    parts: str, tmp_path: Path
) -> None:
    (tmp_path / "draft.md").write_text(parts)
    found = readers.read(tmp_path / "draft.md", symbol="L.1")
    room = Room(None)
    room.act("SEC", lambda s, f: tabling.table(s, f, found))
    assert len(room.addresses()) == len(found.provisions)
