"""What is told below the editor while somebody writes."""

from __future__ import annotations

from draftrace.tui.amendment import amendment_rows
from draftrace.tui.keeping import Draft
from draftrace.tui.signs import Signs
from room_kit import Room, document


def test_of_a_page_of_words_the_change_is_shown_with_those_around_it() -> None:
    room = Room(document("1. " + " ".join(f"word{n}" for n in range(600))))
    provision, base = room.id("1"), room.says("1")
    draft = Draft(kind="wording", target=provision, address="1", party="EU", base=base, wording="")
    rows = amendment_rows(
        room.state, provision, draft, base.replace("word500 ", "thing "), 90, Signs()
    )
    told = "\n".join("".join(text for text, _role in row.spans) for row in rows)
    assert "word499 {-word500-}{+thing+} word501" in told
    assert "word480" not in told
