"""References under the labels of an issue: whose they are in a text of several parts."""

from __future__ import annotations

from draftrace.room import places
from draftrace.room.acts import issuing
from draftrace.text import addresses
from draftrace.text import documents as doc
from room_kit import Room, document

H, OP, ITEM, SUB, NOTE = "heading", "operative", "item", "subitem", "footnote"


def parted(*rows: tuple[str, str, int, str, str]) -> doc.Document:
    """A text from (part, kind, level, label, wording)."""
    nodes = [
        doc.Provision(address="", kind=k, level=n, label=label, wording=said, part=part)  # type: ignore[arg-type]
        for part, k, n, label, said in rows
    ]
    derived = addresses.derive(nodes)
    provisions = tuple(
        doc.Provision(
            address=a, kind=n.kind, level=n.level, label=n.label, wording=n.wording, part=n.part
        )
        for n, a in zip(nodes, derived, strict=True)
    )
    titles = {
        "PD": "Political Declaration",
        "PA": "Plan of Action",
        "Art 1": "Use",
        "Art 2": "Care",
    }
    codes = dict.fromkeys(part for part, *_ in rows if part)
    parts = tuple(doc.Part(code=code, title=titles[code]) for code in codes)
    return doc.Document(title="Harbours", symbol="L.1", provisions=provisions, parts=parts)


def two_parts(said: str) -> Room:
    """A declaration of one paragraph, which says this; of the plan's three the first is struck,
    of its three sections the first too."""
    room = Room(
        parted(
            ("PD", OP, 1, "1", "Reaffirm the pledge;"),
            ("PD", OP, 1, "2", said),
            ("PA", H, 1, "I", "Paths"),
            ("PA", H, 1, "II", "Beaches"),
            ("PA", H, 2, "A", "Sand"),
            ("PA", H, 2, "B", "Stones"),
            ("PA", H, 1, "III", "Boats"),
            ("PA", H, 2, "A", "Oars"),
            ("PA", OP, 1, "1", "Open the beaches;"),
            ("PA", OP, 1, "2", "Keep paths clean;"),
            ("PA", OP, 1, "3", "Mark the boats."),
        )
    )
    room.accept(room.strike("EU", "PA/h:I"))
    room.accept(room.strike("EU", "PA/1"))
    return room


def made(room: Room) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The wordings an issue now would rewrite, and what it would leave to a person."""
    _, found = issuing.renumbering(room.state)
    left = [(d.address, d.text, d.why) for d in found.doubtful]
    return [wording for _, wording in found.wordings], left


def test_a_reference_that_names_a_part_is_followed_there() -> None:
    room = two_parts("Do as paragraphs 2 and 3 of the Plan of Action say.")
    assert made(room) == (["Do as paragraphs 1 and 2 of the Plan of Action say."], [])


def test_a_reference_is_to_the_part_it_stands_in() -> None:
    room = two_parts("Do as paragraph 1 says.")
    assert made(room) == ([], [])


def test_what_only_another_part_has_is_left_where_it_would_read_otherwise() -> None:
    assert made(two_parts("Do as paragraph 3 says."))[1] == [
        ("PD/2", "paragraph 3", "it may be PA/3")
    ]
    room = Room(
        parted(
            ("PD", OP, 1, "1", "Do as paragraph 2 says."),
            ("PA", OP, 1, "1", "Go;"),
            ("PA", OP, 1, "2", "Stay."),
        )
    )
    assert made(room) == ([], [])


def test_a_name_that_fits_several_parts_is_left() -> None:
    room = two_parts("Do as paragraph 3 of the present Harbour text says.")
    assert made(room)[0] == []
    both = Room(
        parted(
            ("PD", OP, 1, "1", "Go."),
            ("PA", OP, 1, "1", "Stay."),
            ("", OP, 1, "1", "See paragraph 1 of the present P."),
        )
    )
    assert made(both)[1] == [("1", "paragraph 1", "it fits PD, PA")]


def test_a_paragraph_that_never_was_is_named() -> None:
    assert made(two_parts("Do as paragraph 9 says."))[1] == [
        ("PD/2", "paragraph 9", "there is no 9")
    ]
    assert made(two_parts("See paragraph 9 of the Plan of Action."))[1] == [
        ("PD/2", "paragraph 9", "there is no PA/9")
    ]


def test_sections_follow_by_their_whole_path_or_its_end() -> None:
    said = "See section II.B and section B of the Plan of Action."
    room = two_parts(said.replace("II.B", "II.B of the Plan of Action"))
    assert made(room)[0] == [
        "See section I.B of the Plan of Action and section B of the Plan of Action."
    ]
    assert made(two_parts("See section A of the Plan of Action."))[1] == []
    assert made(two_parts("See section VI of the Plan of Action."))[1] == [
        ("PD/2", "section VI", "there is no PA/h:VI")
    ]
    assert made(two_parts("See section I of the Plan of Action."))[1] == [
        ("PD/2", "section I", "PA/h:I was struck")
    ]


def test_a_section_whose_letter_is_no_longer_one_is_left() -> None:
    room = two_parts("See section B of the Plan of Action.")
    room.accept(room.strike("EU", "PA/h:II.B"))
    assert made(room)[1] == [("PD/2", "section B", "PA/h:II.B was struck")]
    room = two_parts("See section A of the Plan of Action.")
    room.accept(room.insert("EU", "PA/h:II.A", "Shells", places.before))
    assert made(room)[1] == [("PD/2", "section A", "it fits PA/h:II.A, PA/h:III.A")]


def test_what_went_to_another_part_is_left() -> None:
    room = two_parts("See paragraph 3 of the Plan of Action.")
    room.accept(room.move("EU", "PA/3", "PD/1"))
    assert made(room)[1] == [("PD/2", "paragraph 3", "what was PA/3 is PD/2 now")]


ITEMS = document(
    "1. Open, under subparagraph (b) below:",
    "(a) The paths;",
    "(b) The beaches, by the means of item (ii), as in (a):",
    "(i) By day;",
    "(ii) By night, unlike subparagraph (a) above and subparagraph (i) above;",
    "(c) The boats, not subparagraph (f).",
    "2. Go on.",
)


def test_an_item_is_of_the_readers_paragraph_or_item() -> None:
    room = Room(ITEMS)
    room.accept(room.insert("EU", "1(a)", "The rivers;", places.before))
    wordings, left = made(room)
    assert wordings == [
        "Open, under subparagraph (c) below:",
        "By night, unlike subparagraph (b) above and subparagraph (i) above;",
    ]
    assert left == [("1(c)", "subparagraph (f)", "there is no (f) in this paragraph")]


def test_an_item_that_left_the_paragraph_is_named() -> None:
    room = Room(ITEMS)
    room.accept(room.move("EU", "1(b)", "2"))
    assert ("1", "subparagraph (b)", "what was 1(b) is 2(a) now") in made(room)[1]
    room = Room(ITEMS)
    room.accept(room.strike("EU", "1(b)"))
    assert ("1", "subparagraph (b)", "1(b) was struck") in made(room)[1]


def test_a_moved_paragraph_still_cites_its_own_items() -> None:
    room = Room(ITEMS)
    room.accept(room.move("EU", "1", "2"))
    assert all("(b)" not in text for _, text, _ in made(room)[1])
    room.issue()
    assert room.says("2") == "Open, under subparagraph (b) below:"


def test_articles_are_followed_only_in_a_text_of_articles() -> None:
    rows = [
        ("Art 1", H, 1, "Article 1", "Use"),
        ("Art 1", OP, 1, "1", "Use article 2, paragraph 2, and article 7."),
        ("Art 2", H, 1, "Article 2", "Care"),
        ("Art 2", OP, 1, "1", "Care."),
        ("Art 2", OP, 1, "2", "Care more, under paragraph 1."),
    ]
    room = Room(parted(*rows))
    room.accept(room.strike("EU", "Art 2/1"))
    wordings, left = made(room)
    assert wordings == ["Use article 2, paragraph 1, and article 7."]
    assert left == [
        ("Art 1/1", "article 7", "there is no Art 7/title"),
        ("Art 2/2", "paragraph 1", "Art 2/1 was struck"),
    ]
    assert made(Room(document("1. Use article 7.")))[1] == []


def test_a_note_may_stand_on_either_side() -> None:
    room = Room(
        document("1. See note 2 above.", "2. Row[^1] and sail[^2].", "[^1]: Oars.", "[^2]: Wind.")
    )
    room.accept(room.propose("EU", "2", "Sail[^2]."))
    assert made(room) == (["See note 1 above."], [])


def test_the_paragraph_beside_is_named_only_where_it_is_another_one() -> None:
    room = Room(document("1. Go;", "2. See the preceding paragraph;", "3. See the next paragraph."))
    assert made(room) == ([], [])
    room.accept(room.insert("EU", "1", "As in the preceding paragraph;"))
    assert [text for _, text, _ in made(room)[1]] == ["the preceding paragraph"] * 2


def test_a_proposal_that_says_what_the_new_number_says_is_absorbed() -> None:
    room = Room(document("1. One;", "2. Two;", "3. See paragraph 2."))
    early = room.propose("EU", "3", "See paragraph 1.")
    room.accept(room.strike("NOR", "1"))
    room.issue()
    assert room.says("2") == "See paragraph 1."
    found = room.proposal(early).now
    assert (found.waiting, found.base) == (True, "See paragraph 2.")


def test_a_waiting_proposal_is_left_and_named() -> None:
    room = Room(document("1. One;", "2. Two;", "3. Three paths."))
    waiting = room.propose("EU", "3", "Three roads, under paragraph 2.")
    room.accept(room.propose("NOR", "3", "Three streets."))
    room.accept(room.strike("NOR", "1"))
    assert room.proposal(waiting).now.waiting
    assert made(room)[1] == [
        (waiting, "paragraph 2", "would be paragraph 1; the proposal waits for its sponsor")
    ]
    before = room.proposal(waiting).now
    room.issue()
    assert room.proposal(waiting).now == before


def test_a_proposals_own_doubtful_references_are_named_by_its_handle() -> None:
    room = Room(document("1. One;", "2. See paragraph 9."))
    handle = room.propose("EU", "2", "See paragraph 9 and paragraph 8.")
    assert made(room)[1] == [
        ("2", "paragraph 9", "there is no 9"),
        (handle, "paragraph 8", "there is no 8"),
    ]


def test_adoption_rewrites_too_and_seals_what_it_says() -> None:
    room = Room(document("1. One;", "2. Two;", "3. See paragraph 2."), level="plenary")
    room.accept(room.strike("NOR", "1"))
    room.adopt()
    assert room.says("2") == "See paragraph 1."


def test_an_issue_that_rewrites_is_never_undone() -> None:
    room = Room(document("1. One;", "2. Two;", "3. See paragraph 2."))
    room.accept(room.strike("NOR", "1"))
    entry = room.issue()
    room.refused("can be undone", lambda: room.undo(entry, by="SEC"))
