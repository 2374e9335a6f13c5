"""Decisions: what one gavel does to the text and to every other proposal."""

from __future__ import annotations

from draftrace.room.acts import deciding, proposing, supporting
from room_kit import Room


def test_a_delegation_does_not_gavel() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    told = room.refused("NOR (delegation) may not decide", lambda: room.accept(made, by="NOR"))
    assert "CHAIR presides" in told.hint
    room.refused("SEC (secretariat) may not decide", lambda: room.accept(made, by="SEC"))


def test_gavelling_needs_an_open_meeting() -> None:
    room = Room(level="")
    made = room.propose("EU", "1", "Words")
    room.refused("needs an open meeting", lambda: room.accept(made))


def test_who_presides_here_decides_here_only() -> None:
    room = Room(level="")
    room.open("informal", "EU", "Room A")
    other = room.open("informal", "NOR", "Room B")
    made = room.propose("CUB", "1", "Words")
    room.refused("EU (delegation) may not decide", lambda: room.accept(made, by="EU"))
    room.meeting = other
    room.accept(made, by="NOR")
    assert room.says("1") == "Words"


def test_a_part_is_accepted_edit_by_edit() -> None:
    room = Room()
    new = room.says("1").replace("Reaffirm", "Confirm").replace("all regions", "every region")
    made = room.propose("EU", "1", new)
    room.refused("there is no number 7", lambda: room.accept(made, only=[7]))
    room.accept(made, only=[1])
    assert room.says("1").startswith("Confirm our commitment")
    assert room.says("1").endswith("in all regions;")
    assert room.proposal(made).now.status == "accepted in part"


def test_a_whole_acceptance_by_naming_every_edit_is_an_acceptance() -> None:
    room = Room()
    made = room.propose("EU", "1", room.says("1").replace("Reaffirm", "Confirm"))
    room.accept(made, only=[1])
    assert room.proposal(made).now.status == "accepted"


def test_rivals_are_carried_over_each_with_its_outcome() -> None:
    room = Room()
    text = room.says("1")
    chosen = room.propose("EU", "1", text.replace("reduce demand", "reduce demand and supply"))
    clean = room.propose("NOR", "1", text.replace("all regions", "every region"))
    absorbed = room.propose("CUB", "1", text.replace("demand", "demand and supply"))
    conflict = room.propose("G", "1", text.replace("reduce demand", "eliminate demand fully"))
    entry = room.accept(chosen)
    outcomes = {
        room.proposal(r.proposal).handle: r.outcome
        for r in entry.act.payload.rebased  # type: ignore[union-attr]
    }
    assert outcomes == {clean: "clean", absorbed: "absorbed", conflict: "conflict"}
    assert room.proposal(clean).now.wording == room.says("1").replace("all regions", "every region")
    assert not room.proposal(clean).now.waiting
    assert room.proposal(conflict).now.waiting
    assert room.proposal(conflict).now.wording == text.replace(
        "reduce demand", "eliminate demand fully"
    )
    room.refused("waits for G after a rebase", lambda: room.accept(conflict))


def test_a_waiting_proposal_is_confirmed_revised_or_withdrawn_by_its_sponsor() -> None:
    room = Room()
    text = room.says("1")
    chosen = room.propose("EU", "1", text.replace("Reaffirm", "Confirm"))
    rival = room.propose("NOR", "1", text.replace("Reaffirm", "Restate"))
    third = room.propose("CUB", "1", text.replace("Reaffirm", "Confirm"))
    room.accept(chosen)
    standing = room.says("1")
    room.refused(
        "stands in the text already",
        lambda: room.act("CUB", lambda s, f: proposing.confirm(s, f, third)),
    )
    room.act("NOR", lambda s, f: proposing.confirm(s, f, rival))
    assert room.proposal(rival).now.base == standing
    assert not room.proposal(rival).now.waiting
    room.refused(
        "waits for nothing",
        lambda: room.act("NOR", lambda s, f: proposing.confirm(s, f, rival)),
    )
    room.accept(rival)
    assert room.says("1").startswith("Restate")


def test_rivals_named_as_overtaken_fall() -> None:
    room = Room()
    chosen = room.propose("EU", "1", "Confirm our commitment;")
    rival = room.propose("NOR", "1", "Restate our commitment;")
    other = room.propose("NOR", "3", "Decide nothing.")
    room.refused(f"{other} is not a rival", lambda: room.accept(chosen, overtaken=[other]))
    room.accept(chosen, overtaken=[rival])
    assert room.proposal(rival).now.status == "overtaken"


def test_striking_takes_all_below_along_and_orphans_their_proposals() -> None:
    room = Room()
    below = room.propose("NOR", "2(b)(i)", "By training them well;")
    beside = room.propose("NOR", "2(b)", "Strengthen agencies;")
    inserted = room.insert("CUB", "2(b)(i)", "By paying them;")
    room.accept(room.strike("EU", "2(b)"))
    assert "2(b)" not in room.addresses()
    assert "2(b)(ii)" not in room.addresses()
    for handle in (below, beside, inserted):
        assert room.proposal(handle).now.rebase == "orphaned"
    room.refused("has gone", lambda: room.act("NOR", lambda s, f: proposing.confirm(s, f, below)))
    room.refused("2(b) has been struck", lambda: room.accept(beside))
    room.act("NOR", lambda s, f: proposing.withdraw(s, f, below))
    room.act("CUB", lambda s, f: proposing.withdraw(s, f, inserted))


def test_proposals_follow_a_moved_provision() -> None:
    room = Room()
    follower = room.propose("NOR", "2(b)", "Strengthen all agencies;")
    rival = room.move("CUB", "2(b)", "3")
    room.accept(room.move("EU", "2(b)", "2(c)"))
    assert room.proposal(follower).now.rebase == "follows"
    assert not room.proposal(follower).now.waiting
    assert room.proposal(rival).now.rebase == "conflict"
    room.accept(follower)
    assert room.says("2(c) bis") == "Strengthen all agencies;"


def test_a_deletion_stays_asked_whatever_the_words_become() -> None:
    room = Room()
    struck = room.strike("NOR", "1")
    room.accept(room.propose("EU", "1", "Confirm our commitment;"))
    assert room.proposal(struck).now.rebase == "clean"
    room.accept(struck)
    assert "1" not in room.addresses()


def test_the_chairs_text_draws_on_proposals() -> None:
    room = Room()
    eu = room.propose("EU", "1", room.says("1").replace("Reaffirm", "Confirm"))
    nor = room.propose("NOR", "1", room.says("1").replace("all regions", "every region"))
    other = room.propose("CUB", "3", "Decide to review progress yearly.")
    room.refused("is not a proposal on 1", lambda: room.settle("1", "New.", other))
    room.refused("can't be empty", lambda: room.settle("1", " ", eu))
    room.refused("says already", lambda: room.settle("1", room.says("1"), eu))
    room.settle("1", "Confirm our commitment in every region;", eu, nor)
    assert room.proposal(eu).now.status == "accepted"
    assert room.proposal(nor).now.status == "accepted"
    inserted = room.insert("EU", "1", "More;")
    room.refused("accept it first", lambda: room.settle(room.inserted_at(inserted), "x", eu))


def test_rejecting_an_insertion_strikes_it() -> None:
    room = Room()
    inserted = room.insert("EU", "1", "More;")
    other = room.propose("NOR", "3", "x")
    room.refused("one by one", lambda: room.reject(inserted, other))
    room.refused("at least one", room.reject)
    room.reject(inserted)
    room.refused("No provision has", lambda: room.says("1 bis"))
    assert room.proposal(inserted).now.status == "rejected"


def test_deferring_leaves_the_proposals_pending() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    room.act("CHAIR", lambda s, f: deciding.defer(s, f, room.id("1"), "tomorrow"))
    assert room.proposal(made).now.status == "pending"
    room.agree("3")
    room.refused(
        "nothing to defer",
        lambda: room.act("CHAIR", lambda s, f: deciding.defer(s, f, room.id("3"))),
    )


def test_agreed_text_is_not_decided_on() -> None:
    room = Room()
    made = room.insert("EU", "2(a)", "More;")
    room.agree("3")
    room.refused("3 is agreed in informals", lambda: room.settle("3", "Other words."))
    room.accept(made)


def test_stale_sight_is_refused_with_what_came_between() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    seen = {room.id("1"): room.at("1").touched}
    room.act("CUB", lambda s, f: supporting.take_position(s, f, "objects", proposal=made))
    told = room.refused(
        "has changed since you saw it", lambda: room.accept(made, floor={"seen": seen})
    )
    assert "CUB: position taken" in told.message
    seen = {room.id("1"): room.at("1").touched}
    room.accept(made, floor={"seen": seen})


def test_proposals_that_raced_take_their_place() -> None:
    room = Room()
    seen = {room.id("1"): room.at("1").touched}
    room.propose("EU", "1", "Words")
    raced = room.propose("NOR", "1", "Other words", floor={"seen": seen})
    assert room.proposal(raced).now.status == "pending"


def test_one_decision_names_a_proposal_once() -> None:
    room = Room()
    made = room.propose("EU", "1", "Confirm our commitment;")
    rival = room.propose("NOR", "1", "Restate our commitment;")
    other = room.propose("CUB", "3", "Decide nothing.")
    struck = room.strike("CUB", "1")
    room.refused("not a rival", lambda: room.accept(made, overtaken=[made]))
    room.refused(
        "not a rival",
        lambda: room.act(
            "CHAIR",
            lambda s, f: deciding.settle(
                s, f, room.id("1"), "Words;", drawing_on=[made], overtaken=[other]
            ),
        ),
    )
    room.refused("draws on new wordings", lambda: room.settle("1", "Words;", struck))
    room.accept(made, overtaken=[rival, room.proposal(rival).id])
    assert room.proposal(rival).now.status == "overtaken"
    room.reject(struck, room.proposal(struck).id)
    assert room.proposal(struck).now.status == "rejected"


def test_only_a_wording_is_accepted_in_part() -> None:
    room = Room()
    struck = room.strike("CUB", "1")
    room.refused("Only a new wording", lambda: room.accept(struck, only=[1]))


def test_what_is_agreed_below_is_not_struck_with_its_paragraph() -> None:
    room = Room()
    struck = room.strike("EU", "2")
    room.agree("2(a)")
    room.refused("2(a) is agreed in informals", lambda: room.accept(struck))
    room.reopen("2(a)")
    room.accept(struck)
    assert room.addresses()[2:4] == ["1", "3"]


def test_a_decision_on_nothing_is_refused() -> None:
    room = Room()
    room.refused(
        "no such provision",
        lambda: room.act("CHAIR", lambda s, f: deciding.defer(s, f, "nowhere")),
    )
