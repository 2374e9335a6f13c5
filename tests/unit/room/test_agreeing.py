"""The ladder, its seals, reopening; issuing, adoption, corrigenda; undo."""

from __future__ import annotations

from typing import Any

import pytest

from draftrace.room.acts import (
    agreeing,
    corpus,
    deciding,
    issuing,
    proposing,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.terms import SourceRef
from draftrace.room.issued import frozen, provisions_seal, text_seal
from draftrace.views.seals import broken_seals
from draftrace.views.standing import resolve_issued
from room_kit import DRAFT, Room, document


def test_agreement_covers_all_below_and_the_notes_cited() -> None:
    room = Room()
    entry = room.agree("2", ad_referendum=True, pending=("CUB",))
    covers = entry.act.payload.covers  # type: ignore[union-attr]
    named = [room.state.now.provisions[i].now.address for i in covers]
    assert named == ["2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)", "note:1"]
    form = room.at("2(c)").now
    assert (form.rung, form.ad_referendum, form.pending) == ("agreed in informals", True, ("CUB",))
    assert entry.act.payload.seal == provisions_seal(room.state, covers)  # type: ignore[union-attr]
    room.agree("2")
    room.refused("agreed in informals already", lambda: room.agree("2"))


def test_the_chapeau_alone() -> None:
    room = Room()
    room.agree("2", alone=True)
    assert room.at("2").now.agreed
    assert not room.at("2(a)").now.agreed


def test_rungs_need_their_meeting() -> None:
    room = Room()
    room.refused(
        "needs a committee or plenary meeting", lambda: room.agree("1", "agreed in committee")
    )
    room.open("committee")
    room.agree("1", "agreed in committee")
    room.refused("needs a plenary meeting", lambda: room.agree("1", "adopted"))
    room.open("plenary")
    room.refused("adopted as a whole", lambda: room.agree("1", "adopted"))
    room.refused("There is no party ZZ", lambda: room.agree("3", pending=("ZZ",)))


def test_pending_or_bracketed_text_is_not_agreed() -> None:
    room = Room(document("1. States [shall][should] act.", "2. Decide."))
    room.refused("Brackets are left in 1", lambda: room.agree("1"))
    room.agree("1", "under discussion")
    made = room.propose("EU", "2", "Decide now.")
    room.refused(f"Proposals are pending on 2: {made}", lambda: room.agree("2"))
    inserted = room.insert("EU", "2", "More.")
    room.refused("is only proposed", lambda: room.agree(room.inserted_at(inserted)))


def test_a_literal_bracket_keeps_nobody_from_agreeing() -> None:
    room = Room(document("1. States act[^1] as \\[written].", "[^1]: Note."))
    room.agree("1")
    assert room.at("1").now.agreed


def test_reopening_keeps_the_history() -> None:
    room = Room()
    room.refused("nothing to reopen", lambda: room.reopen("1"))
    room.agree("2")
    room.reopen("2(a)")
    assert room.at("2").now.agreed
    assert room.at("2(a)").now.rung == "under discussion"
    outcomes = [s.outcome for s in room.state.past.steps[room.id("2(a)")]]
    assert outcomes == ["", "agreed in informals", "reopened"]


def test_revisions_come_in_turn_and_free_the_addresses() -> None:
    room = Room()
    room.refused("out of turn", lambda: room.issue("Rev.2"))
    room.refused("not a revision's name", lambda: room.issue("Revision 1"))
    inserted = room.insert("EU", "2(a)", "One more;")
    other = room.insert("NOR", "2(a)", "And one;")
    room.accept(inserted)
    room.issue()
    assert room.addresses()[4:8] == ["2(a)", "2(b)", "2(c)", "2(c)(i)"]
    assert room.says("2(a) ter") == "And one;"
    assert room.proposal(other).now.status == "pending"
    assert room.says("Rev.1:2(b)") == "One more;"
    assert room.state.past.revisions[-1].seal == text_seal(frozen(room.state))
    again = room.insert("CUB", "2(a)", "A bis again;")
    assert room.inserted_at(again) == "2(a) bis"
    room.issue("Rev.2", by="CHAIR")


def test_nothing_on_the_table_is_neither_issued_nor_adopted() -> None:
    room = Room(None)
    room.refused("Nothing is on the table", room.issue)
    room.refused("Nothing is on the table", room.adopt)


def test_adoption_needs_a_plenary_and_settled_text() -> None:
    room = Room(document("1. States [shall] act.", "2. Decide."))
    room.refused("adopted in a plenary meeting", room.adopt)
    room.open("plenary")
    made = room.propose("EU", "2", "Decide now.")
    room.refused("Proposals are pending: EU-1", room.adopt)
    room.accept(made)
    room.refused("Brackets are left in 1", room.adopt)
    room.settle("1", "States shall act.")
    room.refused("EU (delegation) may not adopt", lambda: room.adopt(by="EU"))
    room.adopt()
    room.refused("has been adopted", room.adopt)
    room.refused("has been adopted", room.issue)
    room.refused("is not reopened", lambda: room.reopen("1"))


def test_a_corrigendum_mends_the_adopted_text_only() -> None:
    room = Room()
    target = room.id("1")

    def correct(wording: str, reason: str = "a slip", which: str = target) -> None:
        room.act("SEC", lambda s, f: issuing.correct(s, f, {which: wording}, reason))

    room.refused("no adopted text", lambda: correct("x"))
    room.open("plenary")
    room.adopt()
    room.refused("states its reason", lambda: correct("x", " "))
    room.refused("says that already", lambda: correct(room.says("1")))
    room.refused("would be empty", lambda: correct(" "))
    room.refused("not in the text", lambda: correct("x", which="nowhere"))
    room.refused(
        "at least one correction",
        lambda: room.act("SEC", lambda s, f: issuing.correct(s, f, {}, "r")),
    )
    correct("Reaffirm our commitment;")
    assert room.says("adopted+Corr.1:1") == "Reaffirm our commitment;"
    assert resolve_issued(room.state, "adopted", "1").wording == DRAFT.provisions[2].wording
    correct("Reaffirm this commitment;")
    assert room.state.past.revisions[-1].name == "adopted+Corr.2"
    assert list(broken_seals(room.talks.journal.read())) == []


def _fingerprint(room: Room) -> object:
    state = room.state
    return (
        text_seal(frozen(state)),
        sorted((p.handle, p.now.status, p.now.wording) for p in state.now.pending.values()),
        [(p.id, p.now.rung, p.now.address) for p in state.standing()],
        sorted(state.now.addresses),
    )


@pytest.mark.parametrize("what", ["accept", "part", "settle", "reject", "strike", "move", "insert"])
def test_undo_gives_back_text_proposals_and_rungs(what: str) -> None:
    room = Room()
    text = room.says("2(b)")
    first = room.propose(
        "EU", "2(b)", text.replace("Strengthen", "Reinforce").replace("border", "all")
    )
    room.propose("NOR", "2(b)", text.replace("Strengthen", "Support"))
    moved = room.move("CUB", "2(b)", "2(c)")
    struck = room.strike("CUB", "2(b)")
    inserted = room.insert("CUB", "2(b)", "More;")
    before = _fingerprint(room)
    entry = {
        "accept": lambda: room.accept(first),
        "part": lambda: room.accept(first, only=[1]),
        "settle": lambda: room.settle("2(b)", "Settle agencies;", first),
        "reject": lambda: room.reject(first),
        "strike": lambda: room.accept(struck),
        "move": lambda: room.accept(moved),
        "insert": lambda: room.accept(inserted),
    }[what]()
    assert _fingerprint(room) != before
    room.undo(entry)
    assert _fingerprint(room) == before
    room.refused("undone already", lambda: room.undo(entry))


def test_undo_of_ones_own_acts() -> None:
    room = Room()
    before = _fingerprint(room)
    entry = room.act("EU", lambda s, f: proposing.propose_wording(s, f, room.id("1"), "Words"))
    room.refused("It is EU's act", lambda: room.undo(entry, by="NOR"))
    room.undo(entry, by="EU")
    assert _fingerprint(room) == before
    assert room.state.proposal(entry.act.id) is None
    position = room.act(
        "CUB",
        lambda s, f: supporting.take_position(s, f, "reserves", provision=room.id("1")),
    )
    room.undo(position, by="CUB")
    assert room.state.now.positions[room.id("1")] == []
    agreed = room.agree("2")
    room.undo(agreed)
    assert not room.at("2(a)").now.agreed
    room.agree("2")


def test_undo_stops_at_later_acts_and_at_issues() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    decided = room.accept(made)
    room.propose("NOR", "1", "Other words")
    room.refused("Later acts rest on it: NOR: proposed", lambda: room.undo(decided))
    agreed = room.agree("3")
    room.issue()
    room.refused("Rev.1 has been issued since", lambda: room.undo(agreed))
    issued = room.issue()
    room.refused("no act", lambda: room.undo(issued, by="SEC"))
    room.refused(
        "no act nowhere",
        lambda: room.act("CHAIR", lambda s, f: undoing.undo(s, f, "nowhere")),
    )


def test_links_are_confirmed_dismissed_and_undone() -> None:
    room = Room()
    room.register()
    room.refused("registered already", room.register)
    source = SourceRef(document="WG", address="1", wording="w")
    link = room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="adapted"))
    assert len(room.state.now.links[room.id("1")]) == 1
    room.undo(link, by="EU")
    assert room.state.now.links[room.id("1")] == []
    room.act("EU", lambda s, f: corpus.dismiss(s, f, room.id("1"), source, "only the topic"))
    assert room.state.now.links[room.id("1")][0].verdict == "dismissed"
    foreign = SourceRef(document="XX", address="1")
    room.refused(
        "XX is not registered",
        lambda: room.act(
            "EU", lambda s, f: corpus.link(s, f, room.id("1"), foreign, relation="partial")
        ),
    )


def test_lifting_starts_a_provision_with_its_source() -> None:
    room = Room()
    source = SourceRef(document="WG", address="1", wording="Borders should be staffed;")

    def lift(wording: str = "Staff borders;", **more: Any) -> object:
        return room.act(
            "SEC",
            lambda s, f: tabling.lift(s, f, [source], wording, after=room.id("2(a)"), **more),
        )

    room.refused("WG is not registered", lift)
    room.register()
    lift()
    assert room.says("2(a) bis") == "Staff borders;"
    assert room.state.now.links[room.id("2(a) bis")][0].source == source
    room.refused("needs a wording", lambda: lift(" "))
    room.refused(
        "at least one source",
        lambda: room.act("SEC", lambda s, f: tabling.lift(s, f, [], "x", after=room.id("1"))),
    )
    lift("Begin;", first_in=True)
    assert room.says("2(a)(i)") == "Begin;"
    room.issue()
    room.refused("no longer puts words into the text", lift)


def test_one_text_is_on_the_table() -> None:
    room = Room()
    room.refused(
        "L.1 is on the table already",
        lambda: room.act("SEC", lambda s, f: tabling.table(s, f, DRAFT)),
    )
    empty = Room(None)
    empty.refused(
        "no provision to table",
        lambda: empty.act("SEC", lambda s, f: tabling.table(s, f, document())),
    )
    empty.refused(
        "has no part PD",
        lambda: empty.act("SEC", lambda s, f: tabling.table(s, f, DRAFT, ["PD"])),
    )


def test_deferring_then_agreeing_names_the_cover() -> None:
    room = Room()
    room.act("CHAIR", lambda s, f: deciding.defer(s, f, room.id("2(c)")))
    assert agreeing.covered(room.state, room.at("2(c)"), alone=True) == (
        room.id("2(c)"),
        room.id("note:1"),
    )


def test_nothing_comes_down_the_ladder_by_agreement() -> None:
    room = Room()
    room.open("committee")
    room.agree("2(a)", "agreed in committee")
    room.refused("nothing comes down the ladder", lambda: room.agree("2(a)", "under discussion"))
    agreed = room.agree("2")
    assert room.id("2(a)") not in agreed.act.payload.covers  # type: ignore[union-attr]
    assert room.at("2(a)").now.rung == "agreed in committee"
    assert room.at("2(b)").now.rung == "agreed in informals"


def test_an_issue_on_stale_sight_is_refused() -> None:
    room = Room()
    seen = {p.id: p.touched for p in room.state.standing()} | {"taken back": 0}
    room.propose("EU", "1", "Words")
    told = room.refused(
        "1 has changed since you saw it",
        lambda: room.act("SEC", issuing.issue, seen=seen),
    )
    assert "EU: proposed" in told.message
    seen[room.id("1")] = room.at("1").touched
    room.act("SEC", issuing.issue, seen=seen)


def test_an_adopted_text_takes_nothing_in() -> None:
    room = Room()
    room.open("plenary")
    room.adopt()
    room.refused("has been adopted", lambda: room.insert("EU", "1", "More;"))
    source = SourceRef(document="WG", address="1")
    room.register()
    room.refused(
        "no longer puts words into the text",
        lambda: room.act("SEC", lambda s, f: tabling.lift(s, f, [source], "x", after=room.id("1"))),
    )
