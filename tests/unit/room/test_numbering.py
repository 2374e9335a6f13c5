"""Renumbering at an issue, in the habits the last issue shows."""

from __future__ import annotations

from draftrace.room import places
from draftrace.text import addresses
from draftrace.text import documents as doc
from room_kit import Room, document


def text(*lines: tuple[str, int, str], part: str = "") -> doc.Document:
    """A text from (kind, level, label); each wording names its label."""
    nodes = [
        doc.Provision(address="", kind=k, level=n, label=label, wording=f"{k} {label}", part=part)  # type: ignore[arg-type]
        for k, n, label in lines
    ]
    derived = addresses.derive(nodes)
    provisions = tuple(
        doc.Provision(
            address=address, kind=n.kind, level=n.level, label=n.label, wording=n.wording, part=part
        )
        for n, address in zip(nodes, derived, strict=True)
    )
    return doc.Document(title="T", symbol="L.1", provisions=provisions)


def labels(room: Room) -> list[str]:
    return [p.now.label for p in room.state.standing()]


H, OP, ITEM, SUB = "heading", "operative", "item", "subitem"


def test_a_struck_first_paragraph_leaves_no_gap_at_the_start() -> None:
    room = Room(document("1. One;", "2. Two;", "3. Three."))
    room.accept(room.strike("EU", "1"))
    room.issue()
    assert labels(room) == ["1", "2"]


def test_a_series_goes_on_from_the_number_it_began_with() -> None:
    room = Room(text((OP, 1, "14"), (OP, 1, "15"), (OP, 1, "16")))
    room.accept(room.strike("EU", "14"))
    room.issue()
    assert labels(room) == ["14", "15"]
    room.accept(room.insert("EU", "14", "At the start;", places.before))
    room.issue()
    assert labels(room) == ["14", "15", "16"]


def test_letters_begin_again_under_each_section_where_they_did() -> None:
    room = Room(text((H, 1, "I"), (H, 2, "A"), (H, 2, "B"), (H, 1, "II"), (H, 2, "A"), (H, 2, "B")))
    room.accept(room.strike("EU", "h:II.A"))
    room.accept(room.strike("EU", "h:I.B"))
    room.issue()
    assert labels(room) == ["I", "A", "II", "A"]


def test_letters_run_on_through_all_sections_where_they_did() -> None:
    room = Room(text((H, 1, "I"), (H, 2, "A"), (H, 2, "B"), (H, 1, "II"), (H, 2, "C"), (H, 2, "D")))
    room.accept(room.strike("EU", "h:I.A"))
    room.issue()
    assert labels(room) == ["I", "A", "II", "B", "C"]


def test_a_whole_section_goes_and_the_next_takes_its_number() -> None:
    room = Room(text((H, 1, "I"), (OP, 1, "1"), (H, 1, "II"), (OP, 1, "2"), (H, 1, "III")))
    room.accept(room.strike("EU", "h:I"))
    room.issue()
    assert labels(room) == ["I", "1", "II"]


def test_items_and_sub_items_are_counted_in_their_own_paragraph() -> None:
    room = Room(
        text((OP, 1, "1"), (ITEM, 2, "(a)"), (ITEM, 2, "(b)"), (SUB, 3, "(i)"), (SUB, 3, "(ii)"),
             (ITEM, 2, "(c)"), (SUB, 3, "(i)"), (OP, 1, "2"), (ITEM, 2, "(a)"))
    )  # fmt: skip
    room.accept(room.strike("EU", "1(a)"))
    room.accept(room.strike("EU", "1(b)(i)"))
    room.issue()
    assert labels(room) == ["1", "(a)", "(i)", "(b)", "(i)", "2", "(a)"]


def test_items_without_an_item_above_them_are_counted_too() -> None:
    room = Room(text((OP, 1, "1"), (SUB, 3, "(i)"), (SUB, 3, "(ii)")))
    room.accept(room.strike("EU", "1(i)"))
    room.issue()
    assert labels(room) == ["1", "(i)"]


def test_articles_and_decimal_labels_stay_as_they_are_written() -> None:
    room = Room(text((H, 1, "Article 4"), (OP, 1, "4.2"), (OP, 1, "4.3"), part="Art 4"))
    room.accept(room.strike("EU", "Art 4/4.2"))
    room.issue()
    assert labels(room) == ["Article 4", "4.3"]


def test_notes_follow_their_references() -> None:
    room = Room(document("1. One[^1];", "2. Two[^2];", "3. Three.", "[^1]: first", "[^2]: second"))
    room.accept(room.move("EU", "1", "2"))
    room.issue()
    assert room.says("note:1") == "second"
    assert room.says("note:2") == "first"
    room.accept(room.strike("EU", "1"))
    room.issue()
    assert room.says("note:1") == "first"
    assert room.says("note:2") == "second"
