"""What a lineage picture shows: sources, issues, and the decisions between them."""

from __future__ import annotations

import pytest

from draftrace.errors import AddressError
from draftrace.room.acts import corpus, fixing, tabling
from draftrace.room.acts.payloads import DraftTabled
from draftrace.room.acts.terms import SourceRef, TabledPart
from draftrace.views.lineage import Branch, Strand, brief, picture, picture_of, stretches, tree
from room_kit import Room, document

SOURCE = SourceRef(document="WG", address="7", wording="Progress should be reviewed every year")
TEXT = document("# Part", "1. States shall review progress every year;", "2. Two.", "(a) Item.")


def room() -> Room:
    made = Room(TEXT)
    made.register()
    made.act("EU", lambda s, f: corpus.link(s, f, made.id("1"), SOURCE, relation="adapted"))
    return made


def strand(room: Room, address: str) -> Strand:
    return picture(room.state, address).strands[0]


def whats(found: Strand) -> list[str]:
    return [stop.what if stop else "" for stop in found.stops]


def words(branch: Branch) -> str:
    return "\n".join([branch.text, *(words(below) for below in branch.below)])


def test_a_provision_goes_from_its_source_through_decisions_to_each_issue() -> None:
    made = room()
    made.propose("EU", "1", "States shall assess progress every year;", reason="plain speech")
    made.accept("EU-1", reason="no objection")
    made.issue()
    shown = picture(made.state, "1")
    (found,) = shown.strands
    assert shown.columns == ("tabled", "Rev.1")
    assert [(r.document, r.relation, bool(r.suspect)) for r in found.roots] == [
        ("WG", "adapted", False)
    ]
    assert whats(found) == ["tabled", "reworded"]
    (deed,) = found.deeds[1]
    assert (deed.short, deed.sponsors, deed.taken, deed.by) == (
        "EU-1 accepted", ("EU",), True, "CHAIR",
    )  # fmt: skip


def test_an_issue_that_changes_nothing_says_so_and_is_told_with_the_one_before() -> None:
    made = room()
    made.issue()
    made.issue()
    found = strand(made, "2")
    assert whats(found) == ["tabled", "unchanged", "unchanged"]
    assert [names for names, _, _ in stretches(found)] == [["tabled", "Rev.1", "Rev.2"]]


def test_what_follows_the_last_issue_has_a_column_of_its_own() -> None:
    made = room()
    made.issue()
    made.propose("NOR", "1", "States shall review progress each year;")
    shown = picture(made.state, "1")
    assert shown.columns[-1] == "standing"
    assert [d.short for d in shown.strands[0].deeds[-1]] == ["NOR-1 pending"]
    assert not shown.strands[0].deeds[-1][0].taken


def test_a_rejected_proposal_is_shown_and_changes_nothing() -> None:
    made = room()
    made.reject(made.propose("CUB", "1", "Something else entirely;"))
    made.issue()
    found = strand(made, "1")
    assert [(d.short, d.taken) for d in found.deeds[1]] == [("CUB-1 rejected", False)]
    assert whats(found) == ["tabled", "unchanged"]


def test_insertions_strikes_and_renumbering_are_told() -> None:
    made = room()
    handle = made.insert("NOR", "1", "One and a half.")
    made.accept(handle)
    inserted = made.proposal(handle).provision
    made.issue()
    made.accept(made.strike("EU", "1"))
    struck = made.state.past.revisions[-1].provisions[1].provision
    made.issue()
    assert whats(strand(made, "Rev.1:1")) == ["tabled", "unchanged", "struck"]
    assert made.state.now.provisions[struck].now.life == "struck"
    assert whats(strand(made, made.state.now.provisions[inserted].now.address)) == [
        "", "new", "renumbered",
    ]  # fmt: skip


def test_a_struck_provision_is_gone_for_good() -> None:
    made = room()
    made.accept(made.strike("EU", "1"))
    made.issue()
    made.issue()
    assert whats(strand(made, "tabled:1")) == [
        "tabled", "struck", "",
    ]  # fmt: skip


def test_a_pending_insertion_is_not_in_the_text() -> None:
    made = room()
    address = made.inserted_at(made.insert("NOR", "1", "One and a half."))
    told = words(tree(picture(made.state, address)))
    assert "not in the text" in told
    assert "NOR-1 of NOR: pending" in told
    assert "no confirmed source" in told


def test_a_provision_comes_with_all_below_it_and_many_are_told_briefly() -> None:
    made = room()
    made.agree("2", reason="as read")
    shown = picture(made.state, "2")
    assert [s.address for s in shown.strands] == ["2", "2(a)"]
    assert shown.strands[0].deeds[-1][0].outcome == "agreed in informals"
    assert brief(shown.strands[0]).deeds[-1] == ()
    assert "as read" not in words(tree(shown))


def test_a_tree_names_sources_suspicion_and_reasons() -> None:
    made = room()
    made.propose("EU", "1", "States shall assess progress;", reason="x")
    made.accept("EU-1", reason="no objection")
    told = words(tree(picture(made.state, "1")))
    assert "source WG 7, adapted (suspect: a change touched" in told
    assert "EU-1 of EU: accepted, 2030-01-01, informal" in told
    assert told.endswith("by CHAIR: no objection; reason of EU: x")


def test_a_part_is_shown_whole_with_what_was_struck_from_it() -> None:
    made = Room(None)
    parts = document("# Plan", "1. One.", "2. Two.")
    tabled = made.act("SEC", lambda s, f: _in_part(tabling.table(s, f, parts)))
    assert tabled.act.id
    made.accept(made.strike("EU", "PA/2"))
    made.insert("EU", "PA/1", "Never in any issue.")
    shown = picture(made.state, "pa")
    assert shown.title == "PA: Plan"
    assert [(s.kind, s.address, s.status) for s in shown.strands] == [
        ("heading", "PA/h:~1", "open"), ("operative", "PA/1", "open"),
        ("operative", "PA/2", "struck"),
    ]  # fmt: skip
    assert "PA/h:~1  Plan" in words(tree(shown))
    with pytest.raises(AddressError) as refused:
        picture(made.state, "PX")
    assert refused.value.hint.endswith("Parts: PA.")


def _in_part(act: DraftTabled) -> DraftTabled:
    """The same draft as a part of its own."""
    import msgspec

    provisions = tuple(
        msgspec.structs.replace(p, part="PA", address=f"PA/{p.address}") for p in act.provisions
    )
    return msgspec.structs.replace(
        act, provisions=provisions, parts=(TabledPart(code="PA", title="Plan"),)
    )


def test_an_unknown_address_is_refused_as_everywhere() -> None:
    with pytest.raises(AddressError):
        picture(room().state, "99")


def test_before_any_draft_nothing_can_be_asked() -> None:
    with pytest.raises(AddressError):
        picture(Room(None).state, "1")


def test_one_provision_alone_comes_without_what_is_below_it() -> None:
    made = room()
    assert [s.address for s in picture_of(made.state, made.at("2")).strands] == ["2"]


def test_an_editorial_fix_is_a_decision_that_changed_the_text() -> None:
    made = room()
    made.agree("1", reason="as read")
    made.act("CHAIR", lambda s, f: fixing.fix(s, f, made.id("1"), "States review it;", "grammar"))
    deeds = strand(made, "1").deeds[-1]
    assert [(d.outcome, d.taken) for d in deeds] == [
        ("agreed in informals", False), ("editorial fix", True),
    ]  # fmt: skip
