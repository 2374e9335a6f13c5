"""What the tables tell: every proposal on its paragraph, and how each paragraph came about."""

from __future__ import annotations

from draftrace.exporters.compilation import chosen
from draftrace.exporters.phrases import change_words, decision_lines, ruling_words
from draftrace.room.acts import (
    amending,
    corpus,
    deciding,
    packaging,
    proposing,
    supporting,
    tabling,
)
from draftrace.room.acts.outside import receive_revision
from draftrace.room.acts.terms import SourceRef
from draftrace.views.consolidation import consolidation
from draftrace.views.lineage import deed_words, picture_of
from draftrace.views.proposals import offered, rivals, rulings
from draftrace.views.table import Paragraph, Table, table
from draftrace.views.versions import standing_at, worded
from room_kit import Room, document

REDUCE = "Reaffirm our commitment to reduce demand in all regions;"
SOURCE = SourceRef(document="WG", address="4", wording="Demand should be reduced.")


def negotiated() -> Room:
    """A change accepted over a rival, an insertion, a deletion, one withdrawn, one pending."""
    room = Room()
    room.register()
    first = room.propose("EU", "1", REDUCE, reason="Shorter.")
    room.propose("NOR", "1", "Reaffirm our resolve to reduce demand, as appropriate;")
    room.accept(first, reason="No objection.")
    room.accept(room.insert("CUB", "2(b)", "Support the families;"))
    room.accept(room.strike("NOR", "2(c)"))
    gone = room.proposal(room.propose("G", "3", "Decide to review progress yearly."))
    room.act("G", lambda s, f: proposing.withdraw(s, f, gone.id))
    room.agree("PP1")
    return room


def told(room: Room, text: str = "standing", base: str = "tabled") -> Table:
    return table(room.state, chosen(room.state, text), chosen(room.state, base))


def row(found: Table, address: str) -> Paragraph:
    return next(p for p in found.paragraphs if p.address == address)


def test_a_paragraph_has_its_base_its_proposals_and_what_was_decided() -> None:
    found = row(told(negotiated()), "1")
    assert found.base.endswith("demand, as appropriate, in all regions;")
    assert found.text == REDUCE
    assert "".join(t for op, t in found.redline if op == "-") == ", as appropriate,"
    assert [(o.handle, o.status) for o in found.offered] == [
        ("EU-1", "accepted"),
        ("NOR-1", "pending"),
    ]
    ruling = found.offered[0].ruling
    assert ruling is not None
    assert (ruling.outcome, ruling.by, ruling.reason) == ("accepted", "CHAIR", "No objection.")
    assert found.offered[1].ruling is None
    assert found.offered[1].waiting == "partly absorbed"


def test_what_came_and_what_went_stand_in_their_places() -> None:
    found = told(negotiated())
    came, went = row(found, "2(b) bis"), row(found, "2(c)")
    assert (came.base, came.text) == ("", "Support the families;")
    assert (went.text, went.status) == ("", "struck")
    assert went.base
    addresses = [p.address for p in found.paragraphs]
    assert addresses.index("2(b)") < addresses.index("2(b) bis") < addresses.index("2(c)")
    assert found.parties == ("EU", "NOR", "CUB", "G")


def test_a_withdrawn_proposal_has_no_decision() -> None:
    (gone,) = row(told(negotiated()), "3").offered
    assert (gone.status, gone.ruling) == ("withdrawn", None)


def test_agreement_is_a_decision_on_the_paragraph() -> None:
    assert [r.outcome for r in row(told(negotiated()), "PP1").rulings] == ["agreed in informals"]


def test_a_proposal_that_was_only_ever_offered_has_a_row() -> None:
    room = Room()
    handle = room.insert("EU", "1", "Invite all States;")
    found = row(told(room), room.inserted_at(handle))
    assert (found.base, found.text, found.status) == ("", "", "proposed insertion")


def test_the_next_table_begins_where_the_last_one_ended() -> None:
    room = negotiated()
    room.issue("Rev.1")
    room.propose("CUB", "1", "Reaffirm our commitment;")
    found = told(room, base="Rev.1")
    assert [o.handle for p in found.paragraphs for o in p.offered] == ["NOR-1", "CUB-2"]
    assert row(found, "2(c)").formerly == ""
    earlier = told(room, text="Rev.1")
    assert [o.handle for o in row(earlier, "1").offered] == ["EU-1", "NOR-1"]
    assert row(earlier, "2(c)").text == "Support the families;"


def test_a_renumbered_paragraph_says_what_it_was() -> None:
    room = Room()
    room.accept(room.insert("EU", "1", "Invite all States;"))
    room.issue("Rev.1")
    assert row(told(room, text="Rev.1"), "3").formerly == "2"


def test_rivals_are_told_once_and_only_while_both_were_pending() -> None:
    room = Room()
    first = room.propose("EU", "1", "One;")
    second = room.propose("NOR", "1", "Two;")
    third = room.propose("CUB", "1", "Three;")
    room.reject(first, second, third)
    room.propose("EU", "1", "Four;")
    pairs = [(a.handle, b.handle) for a, b in rivals(room.state)]
    assert pairs == [(first, second), (second, third)]


def test_what_lost_its_provision_waits_for_its_sponsor() -> None:
    room = Room()
    below = room.propose("EU", "2(b)(i)", "By training them;")
    room.accept(room.strike("NOR", "2(b)"))
    (found,) = [o for o in offered(room.state) if o.handle == below]
    assert found.status == "pending"
    assert found.waiting == "orphaned"


def test_positions_are_told() -> None:
    room = Room()
    handle = room.propose("EU", "1", "One;")
    for party, stance in (("NOR", "supports"), ("CUB", "objects"), ("G", "reserves")):
        room.act(
            party,
            lambda s, f, h=handle, x=stance: supporting.take_position(s, f, x, proposal=h),
        )
    (found,) = offered(room.state)
    assert (found.support, found.objections, found.reservations) == (("NOR",), ("CUB",), ("G",))


def test_nothing_later_than_asked_is_told() -> None:
    room = Room()
    room.propose("EU", "1", "One;")
    then = room.state.now.position
    room.reject("EU-1")
    room.propose("NOR", "1", "Two;")
    assert [(o.handle, o.status) for o in offered(room.state, until=then)] == [("EU-1", "pending")]
    assert rulings(room.state, room.id("1"), until=then) == []
    assert [r.outcome for r in rulings(room.state, room.id("1"), since=then)] == ["rejected"]


def test_consolidation_says_who_from_where_how_and_why() -> None:
    room = negotiated()
    room.act("SEC", lambda s, f: corpus.link(s, f, room.id("1"), SOURCE, relation="adapted"))
    found = {d.address: d for d in consolidation(room.state, chosen(room.state, "standing"))}
    assert found["1"].parties == ("EU",)
    assert found["1"].sources == ("WG 4",)
    assert found["1"].approach == ("as tabled", "accepted (EU-1)")
    assert found["1"].reasons == ("EU: Shorter.", "No objection.")
    assert found["2(b) bis"].approach == ("inserted (CUB-1)",)
    assert found["3"].approach == ("as tabled",)
    assert found["(2(c))"].approach == ("as tabled", "struck (NOR-2)")


def test_a_lifted_paragraph_says_so() -> None:
    room = Room()
    room.register()
    room.act(
        "SEC",
        lambda s, f: tabling.lift(s, f, (SOURCE,), "Reduce demand.", after=room.id("1")),
    )
    found = {d.address: d for d in consolidation(room.state, chosen(room.state, "standing"))}
    assert found["1 bis"].approach == ("lifted from its sources",)
    assert found["1 bis"].sources == ("WG 4",)


def test_a_chair_s_text_names_what_it_draws_on() -> None:
    room = Room()
    one = room.propose("EU", "1", "Reaffirm our duty to reduce demand;")
    room.settle("1", "Reaffirm our duty;", one)
    found = {d.address: d for d in consolidation(room.state, chosen(room.state, "standing"))}
    assert found["1"].approach == ("as tabled", "chair's text (EU-1)")


def test_each_wording_knows_what_it_replaced_and_what_ended_it() -> None:
    room = negotiated()
    state = room.state
    first, second = worded(state, room.id("1"))
    assert first.ended is not None
    assert first.ended.act == second.stamp.act
    assert second.before == first.form
    assert second.proposals == (room.proposal("EU-1").id,)
    assert second.ended is None
    assert standing_at((first, second), second.stamp.position - 1) == first
    assert standing_at((first, second), 0) == first
    assert standing_at((), 9) is None


def test_a_struck_provision_s_last_wording_ended_and_one_only_proposed_had_none() -> None:
    room = negotiated()
    struck = row(told(room), "2(c)").provision
    (last,) = worded(room.state, struck)
    assert last.ended is not None
    handle = room.insert("EU", "1", "Invite all States;")
    assert worded(room.state, room.proposal(handle).provision) == ()


def test_an_accepted_deferral_changes_no_word() -> None:
    room = Room()
    room.act("CHAIR", lambda s, f: deciding.defer(s, f, room.id("1")))
    assert len(worded(room.state, room.id("1"))) == 1


def test_a_package_is_decided_on_each_of_its_paragraphs() -> None:
    room = Room()
    room.propose("EU", "1", "Reaffirm it;")
    room.propose("EU", "3", "Decide to meet.")
    room.act("EU", lambda s, f: packaging.form(s, f, "Deal", ("EU-1", "EU-2")))
    formed = [r for p in told(room).paragraphs for r in p.rulings]
    assert formed == []
    room.act("CHAIR", lambda s, f: packaging.accept_package(s, f, "Deal", reason="As one."))
    for address in ("1", "3"):
        found = row(told(room), address)
        (proposal,) = found.offered
        assert proposal.ruling in found.rulings
        assert (proposal.status, proposal.ruling and proposal.ruling.outcome) == (
            "accepted",
            "accepted",
        )


def test_a_rival_that_fell_is_no_part_of_what_was_accepted() -> None:
    room = Room()
    room.register()
    first, rival = room.propose("EU", "1", REDUCE), room.propose("NOR", "1", f"{REDUCE} now")
    room.accept(first, overtaken=[room.proposal(rival).id])
    told_of = [o.ruling for o in row(told(room), "1").offered]
    words = {ruling_words(r).partition(":")[0] for r in told_of if r is not None}
    assert words == {"accepted (EU-1); NOR-1 overtaken"}
    provision = room.state.now.provisions[room.proposal(first).provision]
    (deed,) = picture_of(room.state, provision).strands[0].deeds[-1]
    assert deed_words(deed).startswith("EU-1 of EU: accepted; NOR-1 overtaken, ")


def test_a_table_says_where_a_change_leads_and_beside_what_it_stands() -> None:
    room = Room()
    move = room.move("EU", "2(a)", "2(c)")
    merge = room.merge("EU", "2(b)", "2(c)")
    first = room.propose("NOR", "1", "Reaffirm our duty;")
    second = room.propose("NOR", "1", "Reaffirm our task;", second_to=room.proposal(first).id)
    amendment = room.amend("CUB", first, "Reaffirm our common duty;")
    room.act("NOR", lambda s, f: packaging.form(s, f, "Deal", (first, second)))
    then = room.state.now.position
    room.act("NOR", lambda s, f: packaging.dissolve(s, f, "Deal"))
    found = {o.handle: change_words(o) for o in offered(room.state, until=then)}
    assert found == {
        move: "Move this provision behind 2(c).",
        merge: "Merge with 2(c).",
        first: "In the package Deal.",
        second: f"Fall-back to {first}. In the package Deal.",
        amendment: f"Amendment to {first}.",
    }
    (now,) = [o for o in offered(room.state) if o.handle == first]
    assert change_words(now) == ""


def test_what_was_divided_off_or_received_was_not_inserted() -> None:
    room = Room()
    split = room.split("CUB", "3", "to review")
    room.accept(split)
    found = [d.approach[0] for d in consolidation(room.state, chosen(room.state, "standing"))]
    assert f"split from 3 ({split})" in found
    assert not [told for told in found if told.startswith("inserted")]


def test_what_an_outside_revision_brought_in_was_not_inserted() -> None:
    room = Room(document("1. Promote services in all regions;", "2. Decide to meet again."))
    lines = ("1. Promote services in all regions;", "2. Decide to meet again.", "3. Thank all.")
    new = document(*lines, symbol="L.1/Rev.1")
    room.act("SEC", lambda s, f: receive_revision(s, f, new))
    found = {d.address: d for d in consolidation(room.state, chosen(room.state, "standing"))}
    assert found["3"].approach == ("received: new",)


def test_a_friendly_amendment_was_taken_in_by_the_sponsor_and_gavelled_by_nobody() -> None:
    room = Room()
    first = room.insert("EU", "1", "Invite all States;")
    friendly = room.amend("NOR", first, "Invite all States and ports;")
    room.act(
        "EU",
        lambda s, f: amending.take_in(s, f, room.proposal(first).id, [room.proposal(friendly).id]),
    )
    (found,) = [o for o in offered(room.state) if o.handle == friendly]
    assert found.status == "accepted"
    (told, *_more) = decision_lines(found)
    assert told.startswith(f"taken in ({first}): EU, ")
