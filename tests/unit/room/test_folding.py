"""What the fold makes of acts that another writer put into the record past our rules."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from draftrace.room.acts import payloads as p
from draftrace.room.acts import proposing, terms
from draftrace.room.evolve import fold
from draftrace.room.record import Act, Attachment
from room_kit import Room


def foreign(room: Room, by: str, payload: p.Payload, **envelope: Any) -> str:
    """Append an act without asking any rule; the reason it is void, or nothing."""
    head = room.talks.journal.head().position
    given: dict[str, Any] = {"recorder": by, "meeting": room.meeting, "id": f"foreign{head}"}
    act = Act(
        happened="2030-01-02T00:00:00Z", by=by, payload=payload, version=1, **given | envelope
    )
    room.talks.journal.append([act], head)
    voids = room.state.now.voids
    return voids[-1].reason if voids and voids[-1].position == head + 1 else ""


def born(
    provision: str, rank: str = "V", address: str = "9", label: str = ""
) -> terms.NewProvision:
    return terms.NewProvision(
        id=provision,
        kind="operative",
        level=1,
        wording="W;",
        rank=rank,
        address=address,
        label=label,
    )


AGREED = p.Agreed(provision="x", rung="agreed in informals", covers=("x",), seal="")
ISSUED = p.RevisionIssued(revision="Rev.1", symbol="", labels=(), seal="")
CORRECTED = p.TextCorrected(revision="adopted+Corr.1", symbol="", wordings=(), seal="")


@pytest.mark.parametrize(
    ("by", "payload", "envelope", "reason"),
    [
        ("ZZ", p.MeetingClosed(meeting="m"), {}, "there was no party ZZ"),
        ("EU", p.MeetingClosed(meeting="m"), {"meeting": "nowhere"}, "there was no such meeting"),
        ("EU", p.MeetingClosed(meeting="m"), {}, "the meeting was not open"),
        ("CHAIR", AGREED, {"meeting": ""}, "a gavel without an open meeting"),
        ("EU", AGREED, {}, "EU did not preside"),
        ("CHAIR", AGREED, {}, "agreement on a provision that is not in the text"),
        ("CHAIR", p.Reopened(provision="x", covers=()), {}, "reopening a provision that is not"),
        ("CHAIR", p.Decided(provision="x", outcome="deferred"), {}, "decision on a provision that"),
        ("EU", ISSUED, {}, "EU was a delegation"),
        ("CHAIR", CORRECTED, {}, "CHAIR was a bureau"),
        ("SEC", CORRECTED, {}, "no adopted text to correct"),
        ("EU", p.CoSponsored(proposal="x"), {"recorder": "NOR"}, "NOR could not record"),
        ("EU", p.CoSponsored(proposal="x"), {"recorder": "ZZ"}, "ZZ could not record"),
        ("EU", p.CoSponsored(proposal="x"), {"behalf": "G"}, "EU was not a member of G"),
        ("EU", p.CoSponsored(proposal="x"), {"behalf": "ZZ"}, "EU was not a member of ZZ"),
        ("EU", p.CoSponsored(proposal="x"), {}, "the proposal is not pending"),
        ("EU", p.ProposalConfirmed(proposal="x", base="", wording="W"), {}, "is not pending"),
        ("EU", p.ProposalRevised(proposal="x", base="", wording="W"), {}, "is not pending"),
        ("EU", p.ProposalWithdrawn(proposal="x"), {}, "is not pending"),
        ("EU", p.PositionTaken(stance="objects", proposal="x"), {}, "is not pending"),
        ("EU", p.PositionTaken(stance="objects", provision="x"), {}, "no such provision"),
        ("EU", p.Proposed(provision="x", change="wording"), {}, "not in the text"),
        ("EU", p.Proposed(provision="x", change="insertion"), {}, "without what it inserts"),
        ("SEC", p.MeetingOpened(meeting="n", name="N", level="informal", presiding="ZZ"), {}, "ZZ"),
        ("SEC", p.PartyAdded(code="EU", name="EU", role="group"), {}, "party EU exists already"),
        ("SEC", p.MemberJoined(group="EU", member="NOR"), {}, "no group EU"),
        ("SEC", p.MemberJoined(group="G", member="NOR"), {}, "a member already"),
        ("SEC", p.MemberLeft(group="ZZ", member="NOR"), {}, "not a member of ZZ"),
        ("SEC", p.MemberLeft(group="G", member="EU"), {}, "not a member of G"),
        ("SEC", p.WorkspaceOpened(workspace="v", title="", presiding="EU"), {}, "open already"),
        ("SEC", p.DraftTabled(symbol="L.2", title="", provisions=()), {}, "tabled already"),
        ("EU", p.SourceLinked(provision="x", source=terms.SourceRef(document="D", address="1"),
                              relation="adapted"), {}, "no such provision"),
        ("EU", p.SuggestionDismissed(provision="x", source=terms.SourceRef(document="D", address="1")),
         {}, "no such provision"),
        ("EU", p.Undone(act="x"), {}, "no such act can be undone"),
        ("SEC", p.ProvisionLifted(provision=born("n", rank="0"), sources=()), {}, "no place"),
        ("SEC", p.ProvisionLifted(provision=born("n", rank=""), sources=()), {}, "no place"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_void_with_its_reason(
    by: str, payload: p.Payload, envelope: dict[str, str], reason: str
) -> None:
    room = Room()
    before = room.addresses()
    assert reason in foreign(room, by, payload, **envelope)
    assert room.addresses() == before


def test_an_act_recorded_twice_counts_once() -> None:
    room = Room()
    room.propose("EU", "1", "Words")
    entries = list(room.talks.journal.read())
    again = msgspec.structs.replace(entries[-1], position=len(entries) + 1)
    state = fold([*entries, again])
    assert [void.reason for void in state.now.voids] == ["an act with this id was recorded already"]
    assert len(state.now.pending) == 1


def test_a_gavel_falls_silent_with_its_meeting() -> None:
    room = Room()
    meeting = room.meeting
    room.close()
    decided = p.Decided(provision=room.id("1"), outcome="deferred")
    assert foreign(room, "CHAIR", decided, meeting=meeting) == "a gavel without an open meeting"


def test_a_presiding_delegation_may_issue_in_its_meeting() -> None:
    room = Room(level="")
    room.open("informal", "EU")
    assert foreign(room, "EU", ISSUED) == ""
    assert room.state.now.revision == "Rev.1"
    assert foreign(room, "EU", ISSUED) == "Rev.1 was issued already"


def test_only_the_sponsor_changes_a_proposal() -> None:
    room = Room()
    made = room.proposal(room.propose("EU", "1", "Words"))
    for payload in (
        p.ProposalWithdrawn(proposal=made.id),
        p.ProposalRevised(proposal=made.id, base=room.says("1"), wording="W"),
        p.ProposalConfirmed(proposal=made.id, base=room.says("1"), wording="W"),
    ):
        assert foreign(room, "NOR", payload) == "it is EU's proposal, not NOR's"
    assert room.proposal("EU-1").now.wording == "Words"


def test_a_proposal_made_on_an_earlier_wording_waits_instead_of_taking_the_change_back() -> None:
    room = Room()
    first = room.says("1")
    room.accept(room.propose("EU", "1", "Second wording;"))
    late = p.Proposed(provision=room.id("1"), change="wording", base=first, wording=first + " Yes;")
    assert foreign(room, "NOR", late) == ""
    proposal = room.proposal("NOR-1")
    assert (proposal.now.waiting, proposal.now.rebase) == (True, "conflict")
    room.refused("waits for NOR", lambda: room.accept("NOR-1"))
    room.act("NOR", lambda s, f: proposing.revise(s, f, "NOR-1", "Second wording; Yes;"))
    stale = p.ProposalRevised(proposal=proposal.id, base=first, wording="Third;")
    assert foreign(room, "NOR", stale) == ""
    assert room.proposal("NOR-1").now.waiting


def test_a_wording_the_provision_never_had_is_no_base() -> None:
    room = Room()
    never = "a wording the provision never had"
    made = p.Proposed(provision=room.id("1"), change="wording", base="Never;", wording="W")
    assert never in foreign(room, "EU", made)
    room.propose("EU", "1", "Words")
    inserted = room.proposal(room.insert("EU", "1", "More;")).id
    proposal = room.proposal("EU-1").id
    revised = p.ProposalRevised(proposal=proposal, base="Never;", wording="W")
    assert never in foreign(room, "EU", revised)
    revised = p.ProposalRevised(proposal=inserted, base="Never;", wording="W")
    assert never in foreign(room, "EU", revised)


def test_a_decision_names_each_of_its_own_proposals_once() -> None:
    room = Room()
    one, other = room.proposal(room.propose("EU", "1", "A")), room.proposal(room.strike("EU", "3"))

    def decided(**named: tuple[Any, ...]) -> str:
        payload = p.Decided(provision=room.id("1"), outcome="accepted", wording="A", **named)  # type: ignore[arg-type]
        return foreign(room, "CHAIR", payload)

    assert "not pending" in decided(adopted=("nowhere",))
    assert "for another provision" in decided(overtaken=(other.id,))
    assert "decides twice" in decided(adopted=(one.id,), overtaken=(one.id,))
    nowhere = terms.Place(provision=room.id("1"), rank="~", address="1")
    assert "no place in the text" in decided(places=(nowhere,))
    assert (
        decided(adopted=(one.id,), rebased=(terms.Rebased(proposal="gone", outcome="clean"),)) == ""
    )
    assert room.says("1") == "A"


def test_a_provision_is_born_once_and_two_births_at_one_address_are_told_apart() -> None:
    room = Room()
    made = room.proposal(room.insert("EU", "1", "Ours;")).inserted
    assert made is not None
    again = p.Proposed(provision=made.id, change="insertion", wording="W", inserted=made)
    assert "exists already" in foreign(room, "NOR", again)
    theirs = born("theirs", rank=made.rank, address=made.address, label="1 bis")
    insertion = p.Proposed(provision="theirs", change="insertion", wording="W;", inserted=theirs)
    assert foreign(room, "NOR", insertion) == ""
    assert room.says("1 bis") == "Ours;"
    assert room.says("1 bis~2") == "W;"
    late = room.proposal(room.insert("CUB", "1 bis", "Between equal ranks;"))
    assert late.inserted is not None
    order = room.state.order()
    assert order.index(late.provision) > order.index("theirs")


def test_an_address_another_writer_took_is_not_taken_away_with_ours() -> None:
    room = Room()
    made = room.proposal(room.insert("EU", "1", "Ours;"))
    place = terms.Place(provision=room.id("3"), rank="z", address="1 bis", label="1 bis")
    decided = p.Decided(provision=room.id("3"), outcome="accepted", places=(place,))
    assert foreign(room, "CHAIR", decided) == ""
    moved = room.at("1 bis").id
    entry = next(e for e in room.talks.journal.read() if e.act.id == made.id)
    room.undo(entry, by="EU")
    assert room.at("1 bis").id == moved


def test_a_draft_whose_provisions_share_an_id_is_none() -> None:
    room = Room(None)
    twice = p.DraftTabled(symbol="L.1", title="", provisions=(born("n"), born("n")))
    assert foreign(room, "SEC", twice) == "two provisions have the same id"
    unknown = (("nowhere", terms.SourceRef(document="D", address="1")),)
    tabled = p.DraftTabled(symbol="L.1", title="", provisions=(born("n"),), sources=unknown)
    assert foreign(room, "SEC", tabled) == ""
    assert room.state.now.links == {}
    again = p.ProvisionLifted(provision=born("n"), sources=())
    assert "exists already" in foreign(room, "SEC", again)


def test_nothing_is_issued_or_adopted_off_the_table_or_twice() -> None:
    room = Room(None)
    adopted = p.TextAdopted(revision="adopted", symbol="", labels=(), seal="")
    assert "nothing was on the table to issue" in foreign(room, "SEC", ISSUED)
    assert "nothing was on the table to adopt" in foreign(room, "CHAIR", adopted)
    room = Room(level="plenary")
    room.adopt()
    assert foreign(room, "CHAIR", adopted) == "the text was adopted already"
    assert foreign(room, "SEC", ISSUED) == "the text was adopted already"
    gone = p.TextCorrected(revision="c", symbol="", wordings=(("gone", "W"),), seal="")
    assert "not in the text" in foreign(room, "SEC", gone)


def test_labels_for_provisions_that_are_not_there_are_passed_over() -> None:
    room = Room()
    labels = (terms.Numbered(provision="gone", address="8"),)
    issued = p.RevisionIssued(revision="Rev.1", symbol="", labels=labels, seal="")
    assert foreign(room, "SEC", issued) == ""
    assert "8" not in room.addresses()


def test_striking_or_moving_what_has_gone_changes_nothing_else() -> None:
    room = Room()
    place = terms.Place(provision="gone", rank="V", address="8")
    decided = p.Decided(
        provision=room.id("1"), outcome="accepted", removed=("gone",), places=(place,)
    )
    assert foreign(room, "CHAIR", decided) == ""
    assert "1" in room.addresses()


def test_undo_from_elsewhere_keeps_the_rules_of_what_cannot_be() -> None:
    room = Room()
    made = room.proposal(room.propose("EU", "1", "Words")).id
    assert "EU's act, not NOR's" in foreign(room, "NOR", p.Undone(act=made))
    decided = room.accept("EU-1")
    assert foreign(room, "EU", p.Undone(act=made)) == "later acts rest on it"
    room.undo(decided)
    assert foreign(room, "CHAIR", p.Undone(act=decided.act.id)) == "it was undone already"
    room.issue()
    assert foreign(room, "EU", p.Undone(act=made)) == "a revision was issued since"


def test_a_co_sponsor_and_a_meeting_count_once() -> None:
    room = Room()
    made = room.proposal(room.propose("EU", "1", "Words")).id
    assert foreign(room, "EU", p.CoSponsored(proposal=made)) == "EU sponsors it already"
    opened = p.MeetingOpened(meeting=room.meeting, name="N", level="informal", presiding="EU")
    assert foreign(room, "SEC", opened) == "the meeting exists already"
    document = p.DocumentAdded(
        symbol="D", title="", date="", role="draft", file="", sha256="", reading="", provisions=0
    )
    assert foreign(room, "SEC", document) == ""
    assert foreign(room, "SEC", document, id="again") == "document D is registered already"


def test_attachments_are_kept_by_act() -> None:
    room = Room()
    letter = Attachment(name="letter.pdf", sha256="ab" * 32)
    room.propose("EU", "1", "Words", floor={"attachments": (letter,)})
    assert room.state.past.attached == {room.proposal("EU-1").id: (letter,)}
