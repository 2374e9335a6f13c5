"""The provenance report holds every word of the issue, each with where it comes from."""

from __future__ import annotations

from hypothesis import given, settings

from draftrace.exporters.compilation import chosen
from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.consolidation import consolidation
from draftrace.views.proposals import rivals
from draftrace.views.report import Report, report
from draftrace.views.table import table
from property.negotiations import Move, Table, moves
from room_kit import Room

SOURCE = SourceRef(
    document="WG", address="4", wording="Our commitment to reduce demand should be kept."
)


def reported(room: Room, text: str = "standing") -> Report:
    return report(room.state, chosen(room.state, text), [("WG", "4", SOURCE.wording)], "ff")


def says(found: Report, address: str) -> list[tuple[str, str]]:
    told = next(t for t in found.provisions if t.issued.address == address)
    return [(s.origin.letter if s.origin else "", s.text) for s in told.stretches]


def test_words_are_cut_where_their_origin_changes() -> None:
    room = Room()
    room.accept(room.propose("EU", "3", "Decide to review all progress every two years."))
    found = reported(room)
    assert says(found, "3") == [
        ("A", "Decide to review"),
        ("", " "),
        ("B", "all"),
        ("", " "),
        ("A", "progress every two years."),
    ]
    assert [(letter, parties) for letter, parties, _ in found.letters] == [
        ("A", ("SEC",)),
        ("B", ("EU",)),
    ]
    assert {letter: words for letter, _, words in found.letters}["B"] == 1


def test_an_earlier_issue_is_told_as_it_was() -> None:
    room = Room()
    room.issue("Rev.1")
    room.accept(room.propose("EU", "3", "Decide to meet again."))
    room.accept(room.strike("NOR", "2(c)"))
    room.issue("Rev.2")
    first, second = reported(room, "Rev.1"), reported(room, "Rev.2")
    assert says(first, "3") == [("A", "Decide to review progress every two years.")]
    assert says(first, "2(c)")
    assert first.struck == ()
    assert [t.wording for t in second.struck] == ["Support alternative development[^1] programmes;"]
    assert [len(t.trace.versions) for t in first.provisions if t.issued.address == "3"] == [1]
    (changed,) = [t for t in second.provisions if t.issued.address == "3"]
    assert changed.lineage is not None
    assert changed.lineage.columns == ("tabled", "Rev.1", "Rev.2")


def test_a_link_confirmed_later_counts_for_the_issue() -> None:
    room = Room()
    room.register()
    room.act("SEC", lambda s, f: corpus.link(s, f, room.id("1"), SOURCE, relation="partial"))
    found = reported(room, "tabled")
    (told,) = [t for t in found.provisions if t.issued.address == "1"]
    assert {o.source for o in told.origins} == {"", "WG:4"}
    assert told.lineage is not None
    assert told.lineage.columns == ("tabled",)
    (point,) = found.coverage
    assert [t.address for t in point.targets] == ["1"]
    assert point.outcome == "partial"


def test_letters_go_on_behind_z() -> None:
    room = Room()
    for number in range(27):
        code = f"P{number:02}"
        from draftrace.room.acts import setup

        room.act("SEC", lambda s, f, c=code: setup.add_party(s, f, c, c, "delegation"))
        room.accept(room.insert(code, "3", f"Word{number} of {code};"))
    assert [letter for letter, _, _ in reported(room).letters][-3:] == ["Z", "AA", "AB"]


@settings(max_examples=40, deadline=None)
@given(moves())
def test_of_any_negotiation_the_papers_hold_the_issued_words(played: list[Move]) -> None:
    negotiation = Table()
    negotiation.play(played)
    state = negotiation.state
    rivals(state)
    for text in (*state.past.revisions, chosen(state, "standing")):
        found = report(state, text)
        for told in found.provisions:
            assert "".join(s.text for s in told.stretches) == told.issued.wording
            assert told.trace.wording == told.issued.wording
        rows = table(state, text, state.past.revisions[0]).paragraphs
        now = {p.provision: p.text for p in rows if p.text}
        assert now == {i.provision: i.wording for i in text.provisions}
        built = [d.provision for d in consolidation(state, text)][: len(text.provisions)]
        assert built == [i.provision for i in text.provisions]
