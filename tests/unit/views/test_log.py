"""The record in sentences."""

from __future__ import annotations

from draftrace.room.acts import (
    agreeing,
    corpus,
    deciding,
    issuing,
    proposing,
    setup,
    supporting,
    tabling,
    terms,
)
from draftrace.room.acts import payloads as p
from draftrace.room.record import Attachment
from draftrace.views.log import tell
from room_kit import Room

SOURCE = terms.SourceRef(document="WG", address="68(k)", wording="Borders should be staffed")
REPORT = p.DocumentAdded(
    symbol="WG", title="R", date="", role="conclusions", file="", sha256="", reading="",
    provisions=12,
)  # fmt: skip


def told(room: Room) -> list[str]:
    return [tell(room.state, entry).text for entry in room.talks.journal.read()]


def test_the_setting() -> None:
    room = Room(level="informal")
    room.act("SEC", lambda s, f: setup.leave_group(s, f, "G", "CUB"))
    room.act("SEC", lambda s, f: corpus.add_document(s, f, REPORT))
    room.close()
    sentences = told(room)
    assert sentences[:2] == ["SEC opened the record of Test", "SEC admitted EU (EU), delegation"]
    assert sentences[6] == "SEC recorded that NOR joined G"
    assert sentences[8] == "SEC tabled L.1, 11 provisions"
    assert sentences[9].startswith("SEC opened informal ")
    assert sentences[9].endswith("(informal), CHAIR presiding")
    assert sentences[10:] == [
        "SEC recorded that CUB left G",
        "SEC registered WG (conclusions), 12 provisions",
        "SEC closed the meeting",
    ]


def test_proposals_and_what_is_said_to_them() -> None:
    room = Room()
    room.act("SEC", lambda s, f: corpus.add_document(s, f, REPORT))
    start = len(told(room))
    room.act("SEC", lambda s, f: tabling.lift(s, f, [SOURCE], "Staff borders;", after=room.id("1")))
    room.propose("NOR", "1", "Words", floor={"behalf": "G"})
    room.strike("EU", "1")
    room.insert("EU", "1", "More;")
    room.move("EU", "3", "1")
    room.act("NOR", lambda s, f: proposing.revise(s, f, "NOR-1", "Better words"))
    room.act("CUB", lambda s, f: supporting.co_sponsor(s, f, "EU-1"))
    for by, stance, on in (
        ("CUB", "objects", {"proposal": "EU-1", "text": "too much"}),
        ("CUB", "reserves", {"provision": room.id("3")}),
        ("EU", "supports", {"proposal": "NOR-1"}),
        ("CUB", "lifted", {"proposal": "EU-1"}),
    ):
        room.act(by, lambda s, f, t=stance, o=on: supporting.take_position(s, f, t, **o))
    room.act("EU", lambda s, f: proposing.withdraw(s, f, "EU-3"))
    assert told(room)[start:] == [
        "SEC lifted 1 bis from WG:68(k)",
        "NOR on behalf of G proposed a change to 1",
        "EU proposed to strike 1",
        "EU proposed to insert 1 ter",
        "EU proposed to move 3",
        "NOR revised NOR-1",
        "CUB co-sponsored EU-1",
        "CUB objected to EU-1: too much",
        "CUB placed a reservation on 3",
        "EU supported NOR-1",
        "CUB lifted its objection or reservation on EU-1",
        "EU withdrew EU-3",
    ]


def test_decisions_agreement_issues_and_sources() -> None:
    room = Room()
    room.act("SEC", lambda s, f: corpus.add_document(s, f, REPORT))
    start = len(told(room))
    room.propose("EU", "1", "Words")
    room.propose("NOR", "1", "Other words")
    room.accept("EU-1")
    room.act("NOR", lambda s, f: proposing.confirm(s, f, "NOR-1"))
    room.reject("NOR-1")
    room.act("CHAIR", lambda s, f: deciding.defer(s, f, room.id("2")))
    room.agree("1", ad_referendum=True, pending=("CUB",))
    room.act("CHAIR", lambda s, f: agreeing.reopen(s, f, room.id("1")))
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), SOURCE, relation="adapted"))
    room.act("EU", lambda s, f: corpus.dismiss(s, f, room.id("3"), SOURCE))
    room.issue()
    room.open("plenary", name="Plenary")
    room.adopt()
    corrected = {room.id("1"): "Corrected words"}
    room.act("SEC", lambda s, f: issuing.correct(s, f, corrected, "a slip"))
    seals = [r.seal[:12] for r in room.state.past.revisions]
    assert told(room)[start + 2 :] == [
        "CHAIR gavelled 1: accepted (EU-1)",
        "NOR confirmed NOR-1 on the text as it stands",
        "CHAIR gavelled 1: rejected (NOR-1)",
        "CHAIR gavelled 2: deferred",
        "CHAIR gavelled 1 agreed in informals ad referendum, pending CUB",
        "CHAIR reopened 1",
        "EU confirmed WG:68(k) as a source of 1",
        "EU dismissed WG:68(k) as a source of 3",
        f"SEC issued L.1/Rev.1 as Rev.1, seal {seals[1]}",
        "SEC opened Plenary (plenary), CHAIR presiding",
        f"CHAIR adopted L.1/adopted as adopted, seal {seals[2]}",
        f"SEC corrected L.1/Corr.1 as adopted+Corr.1, seal {seals[3]}",
    ]


def test_what_was_taken_back_and_what_is_void_say_so() -> None:
    room = Room()
    letter = Attachment(name="letter.pdf", sha256="ab" * 32)
    room.insert("EU", "1", "More;")
    entries = list(room.talks.journal.read())
    room.undo(entries[-1], by="EU")
    room.propose("EU", "1", "Words", reason="plainer", floor={"attachments": (letter,)})
    head = room.talks.journal.head().position
    void = entries[-1].act.__class__(
        id="void", happened="2030-01-01T00:00:00Z", by="EU", recorder="EU", version=1,
        payload=p.Undone(act="nowhere"),
    )  # fmt: skip
    room.talks.journal.append([void], head)
    inserted, undone, proposed, last = [
        tell(room.state, entry) for entry in room.talks.journal.read(head - 3)
    ]
    assert inserted.undone
    assert inserted.text == "EU proposed to insert a provision taken back"
    assert undone.text == f"EU took back entry {inserted.position} (proposed)"
    assert (proposed.reason, proposed.attachments) == ("plainer", ("letter.pdf",))
    assert proposed.meeting.startswith("informal")
    assert (last.text, last.void) == ("EU took back entry ?", "no such act can be undone")


def test_a_proposal_taken_back_is_named_so() -> None:
    room = Room()
    room.propose("EU", "1", "Words")
    made = next(e for e in room.talks.journal.read() if e.act.id == room.proposal("EU-1").id)
    joined = room.act("NOR", lambda s, f: supporting.co_sponsor(s, f, "EU-1"))
    room.undo(joined, by="NOR")
    room.undo(made, by="EU")
    assert tell(room.state, joined).text == "NOR co-sponsored a proposal taken back"
