"""Which provisions say the same words, and whom a change concerns too."""

from __future__ import annotations

from draftrace.views.formulas import also_there, counted, formulas, said
from room_kit import Room, document

SAID = "services that are based on evidence and open to everybody who asks for help"


def test_formulas_are_listed_longest_first_headings_apart() -> None:
    room = Room(
        document(f"# Heading on {SAID}", f"1. States offer {SAID};", f"2. Towns plan {SAID};")
    )
    (found,) = formulas(room.state)
    assert (found.addresses, found.words) == (("1", "2"), 14)
    assert formulas(room.state, room.at("1").id) == [found]
    assert counted(said(room.state)) == {room.at(a).id: 1 for a in ("1", "2")}


def test_a_change_concerns_those_that_say_the_words_it_touches() -> None:
    room = Room(document(f"1. States offer {SAID};", f"2. Towns plan {SAID};", "3. Other;"))
    one = room.at("1")
    (there,) = also_there(room.state, one, one.now.wording.replace("evidence", "science"))
    assert (there.address, there.wording) == (
        "2",
        f"Towns plan {SAID};".replace("evidence", "science"),
    )
    assert also_there(room.state, one, one.now.wording.replace("States", "All States")) == []
    assert also_there(room.state, one, one.now.wording) == []
    room.insert("EU", "3", SAID)
    assert also_there(room.state, room.at("3 bis"), "x") == []
