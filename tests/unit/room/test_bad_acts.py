"""Conflicting, late, duplicate and foreign acts: refused with the rule and the way out, or kept as
void with the reason where another writer put them into the record."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from draftrace.errors import NegotiationError
from draftrace.room import places
from draftrace.room.acts import adopting, agreeing, proposing, silence, supporting, terms
from draftrace.room.acts import closing_payloads as cp
from draftrace.room.acts import payloads as p
from draftrace.room.evolve import fold
from draftrace.room.record import Act, Entry
from draftrace.views.rolling import rolling
from draftrace.views.seals import broken_seals
from draftrace.views.silences import rounds, summary
from draftrace.views.standing import line
from room_kit import Room, document

DEADLINE = "2030-01-05T00:00:00Z"
BEFORE = "2030-01-02T00:00:00Z"
AFTER = "2030-01-06T00:00:00Z"


def foreign(room: Room, by: str, payload: p.Payload, **envelope: Any) -> str:
    """Append an act without asking any rule; the reason it is void, or nothing."""
    head = room.talks.journal.head().position
    given: dict[str, Any] = {"recorder": by, "meeting": room.meeting, "id": f"foreign{head}"}
    given |= {"happened": BEFORE} | envelope
    act = Act(by=by, payload=payload, version=1, **given)
    room.talks.journal.append([act], head)
    voids = room.state.now.voids
    return voids[-1].reason if voids and voids[-1].position == head + 1 else ""


def hushed(room: Room, *addresses: str) -> Entry:
    named = [room.id(address) for address in addresses]
    return room.act("CHAIR", lambda s, f: silence.open_silence(s, f, named, DEADLINE))


def opened(**given: Any) -> cp.SilenceOpened:
    fields: dict[str, Any] = {
        "covers": ("p",),
        "until": DEADLINE,
        "rung": "agreed in informals",
        "seal": "",
    }
    return cp.SilenceOpened(**fields | given)


def closed(**given: Any) -> cp.SilenceClosed:
    fields: dict[str, Any] = {
        "silence": "s",
        "agreed": (),
        "broken": (),
        "rung": "agreed in informals",
        "seal": "",
    }
    return cp.SilenceClosed(**fields | given)


@pytest.mark.parametrize(
    ("by", "payload", "envelope", "reason"),
    [
        ("CHAIR", opened(), {}, "silence over a provision that is not in the text"),
        ("CHAIR", opened(covers=()), {}, "silence over a provision that is not in the text"),
        ("EU", opened(), {}, "EU did not preside"),
        ("CHAIR", opened(), {"meeting": ""}, "a gavel without an open meeting"),
        ("EU", cp.SilenceBroken(silence="s", provisions=(), text=""), {}, "no such silence"),
        ("OBS", cp.SilenceBroken(silence="s", provisions=(), text=""), {}, "OBS was a observer"),
        ("CHAIR", cp.SilenceBroken(silence="s", provisions=(), text=""), {}, "CHAIR was a bureau"),
        ("CHAIR", closed(), {}, "no such silence procedure running"),
        ("CHAIR", cp.SilenceWithdrawn(silence="s"), {}, "no such silence procedure running"),
        (
            "CHAIR",
            cp.EditorialFix(provision="p", wording="W", reason="", seal=""),
            {},
            "an editorial fix of a provision that is not in the text",
        ),
        (
            "EU",
            p.PositionTaken(stance="explains", provision="p", text="x"),
            {},
            "no such provision",
        ),
        ("CUB", p.PositionTaken(stance="dissociates", provision="p"), {}, "no group had said that"),
    ],
)
def test_what_cannot_be_is_void(
    by: str, payload: p.Payload, envelope: dict[str, Any], reason: str
) -> None:
    assert reason in foreign(Room(), by, payload, **envelope)


def test_a_foreign_silence_is_void_where_it_cannot_run() -> None:
    room = Room()
    first = (room.id("1"),)
    assert "was no time to come" in foreign(
        room, "CHAIR", opened(covers=first, until="2029-01-01T00:00:00Z")
    )
    assert "was no time to come" in foreign(room, "CHAIR", opened(covers=first, until="soon"))
    hushed(room, "1")
    assert foreign(room, "CHAIR", opened(covers=first)) == "silence ran over it already"
    plenary = Room(level="plenary")
    plenary.adopt()
    late = opened(covers=(plenary.id("1"),))
    assert foreign(plenary, "CHAIR", late) == "the text was adopted already"


def test_a_foreign_break_or_end_is_void_where_it_comes_too_late_or_too_early() -> None:
    room = Room()
    held = hushed(room, "1").act.id
    spoken = cp.SilenceBroken(silence=held, provisions=(room.id("1"),), text="no")
    elsewhere = cp.SilenceBroken(silence=held, provisions=(room.id("3"),), text="no")
    assert foreign(room, "EU", spoken, happened=AFTER) == "the silence had ended"
    assert foreign(room, "EU", elsewhere) == "silence did not run over that provision"
    over = closed(silence=held, agreed=(room.id("1"),))
    assert foreign(room, "CHAIR", over) == "the deadline had not come"
    assert foreign(room, "EU", spoken) == ""
    assert foreign(room, "CHAIR", over, happened=AFTER) == "that is not how the silence ended"
    room.act("CHAIR", silence.close_silence, happened=AFTER)
    assert foreign(room, "NOR", spoken) == "the silence had ended"
    assert "no such silence procedure" in foreign(room, "CHAIR", over, happened=AFTER)
    assert "no such silence" in foreign(room, "CHAIR", cp.SilenceWithdrawn(silence=held))


def test_a_foreign_fix_of_what_is_open_is_void_and_of_what_is_agreed_leaves_the_late_waiting() -> (
    None
):
    room = Room()
    fixed = cp.EditorialFix(provision=room.id("3"), wording="Decide;", reason="", seal="")
    assert foreign(room, "CHAIR", fixed) == "an editorial fix of a provision that is proposed"
    room.agree("3")
    late = p.Proposed(
        provision=room.id("3"), change="wording", base=room.says("3"), wording="Decide all;"
    )
    assert foreign(room, "EU", late) == ""
    assert foreign(room, "CHAIR", fixed) == ""
    assert room.says("3") == "Decide;"
    assert (room.proposal("EU-1").now.waiting, room.proposal("EU-1").now.rebase) == (
        True,
        "conflict",
    )
    (wrong,) = broken_seals(room.talks.journal.read())
    assert "editorial fix's seal" in wrong[1]


def test_a_fix_waits_for_pending_proposals() -> None:
    from draftrace.room.acts import fixing

    room = Room()
    room.agree("3")
    late = p.Proposed(
        provision=room.id("3"), change="wording", base=room.says("3"), wording="Decide all;"
    )
    foreign(room, "EU", late)
    room.refused(
        "Proposals are pending on 3: EU-1",
        lambda: room.act("CHAIR", lambda s, f: fixing.fix(s, f, room.id("3"), "Decide;", "x")),
    )


def test_foreign_oral_amendments_and_conditions_are_void_where_they_cannot_be() -> None:
    room = Room(level="plenary")
    missing = p.Agreed(
        provision=room.id("1"),
        rung="agreed in informals",
        covers=(room.id("1"),),
        seal="",
        upon=("nowhere",),
    )
    assert foreign(room, "CHAIR", missing) == "agreement on a condition that is not in the text"

    def adopted(provision: str, party: str) -> p.TextAdopted:
        oral = cp.OralAmendment(provision=provision, wording="W", party=party)
        return p.TextAdopted(revision="adopted", symbol="", labels=(), seal="", oral=(oral,))

    assert "an oral amendment of a provision" in foreign(room, "CHAIR", adopted("p", "EU"))
    nobodys = foreign(room, "CHAIR", adopted(room.id("1"), "ZZ"))
    assert nobodys == "an oral amendment of nobody's"


def test_foreign_seals_that_do_not_fit_are_named() -> None:
    room = Room()
    foreign(room, "CHAIR", opened(covers=(room.id("1"),)), id="s")
    foreign(room, "CHAIR", closed(agreed=(room.id("1"),)), happened=AFTER)
    wrong = [text for _, text in broken_seals(room.talks.journal.read())]
    assert len(wrong) == 2
    assert "that went round" in wrong[0]
    assert "agreed by silence" in wrong[1]
    assert summary(rounds(room.state)[0]) == (
        "Closed on 2030-01-06: silence was broken on 0 of 1 provisions."
    )


def test_a_party_that_was_no_member_does_not_dissociate_itself() -> None:
    room = Room()
    room.propose("NOR", "1", "W;", floor={"behalf": "G"})
    statement = room.proposal("NOR-1").id
    apart = p.PositionTaken(stance="dissociates", proposal=statement, statement=statement)
    assert foreign(room, "EU", apart) == "EU was not a member of G then"
    assert foreign(room, "CUB", apart) == ""


def test_deadlines_are_times() -> None:
    room = Room()
    for deadline in ("soon", "2030-13-01T00:00:00Z", ""):
        room.refused(
            "is not a deadline",
            lambda d=deadline: room.act(  # type: ignore[misc]
                "CHAIR", lambda s, f: silence.open_silence(s, f, [room.id("1")], d)
            ),
        )


def test_what_is_agreed_already_does_not_go_round_again() -> None:
    room = Room()
    room.agree("1")
    room.refused("is agreed in informals already", lambda: hushed(room, "1"))
    room.agree("3", ad_referendum=True)
    hushed(room, "3")
    assert line(room.state, room.at("3")).status == (
        "agreed in informals ad referendum, under silence until 5 Jan 2030, 00:00 UTC"
    )
    room.act("CHAIR", silence.close_silence, happened=AFTER)
    assert line(room.state, room.at("3")).status == "agreed in informals"


def test_silences_run_side_by_side() -> None:
    room = Room()
    one, other = hushed(room, "1"), hushed(room, "3")
    room.refused("Say which one", lambda: room.act("CHAIR", silence.withdraw_silence))
    both = [room.id("1"), room.id("3")]
    room.refused(
        "different silence procedures",
        lambda: room.act("EU", lambda s, f: silence.break_silence(s, f, both, "no")),
    )
    room.refused(
        "Name at least one paragraph",
        lambda: room.act("EU", lambda s, f: silence.break_silence(s, f, [], "no")),
    )
    room.act("CHAIR", lambda s, f: silence.withdraw_silence(s, f, str(one.position)))
    room.refused(
        f"No silence procedure {one.position} runs",
        lambda: room.act("CHAIR", lambda s, f: silence.withdraw_silence(s, f, str(one.position))),
    )
    assert [r.status for r in rounds(room.state)] == ["withdrawn", "running"]
    room.undo(other)
    assert [r.status for r in rounds(room.state)] == ["withdrawn"]


def test_an_opening_is_not_taken_back_under_a_break_nor_a_break_after_the_deadline() -> None:
    room = Room()
    entry = hushed(room, "2")
    spoken = room.act(
        "EU", lambda s, f: silence.break_silence(s, f, [room.id("2(a)")], "no"), happened=BEFORE
    )
    room.refused("Later acts rest on it: EU: silence broken", lambda: room.undo(entry))
    from draftrace.room.acts import undoing

    room.refused(
        "what was broken stays broken",
        lambda: room.act("EU", lambda s, f: undoing.undo(s, f, spoken.act.id), happened=AFTER),
    )
    ended = room.act("CHAIR", silence.close_silence, happened=AFTER)
    room.refused("CHAIR: silence closed", lambda: room.undo(entry))
    room.undo(ended)
    assert rounds(room.state)[0].status == "running"
    assert room.at("2").now.rung == "proposed"


def test_what_an_agreement_is_conditional_on_is_not_taken_back() -> None:
    room = Room()
    made = room.proposal(room.insert("EU", "3", "A new paragraph."))
    room.agree("3", upon=(made.provision,))
    entry = next(e for e in room.talks.journal.read() if e.act.id == made.id)
    room.refused("3 is agreed on condition that this is", lambda: room.undo(entry, by="EU"))
    room.act("EU", lambda s, f: p.Undone(act=made.id))  # as an older record may have it
    assert "conditional on an insertion taken back" in line(room.state, room.at("3")).status
    assert adopting.unmet(room.state, room.at("3").now.upon) == ["an insertion taken back"]


def test_a_condition_on_what_was_struck_is_never_met() -> None:
    room = Room()
    room.agree("3", upon=(room.id("1"),))
    room.strike("EU", "1")
    struck = room.id("1")
    room.accept("EU-1")
    assert adopting.unmet(room.state, (struck,)) == ["1"]
    room.close()
    room.open("plenary")
    room.refused("3 is agreed on condition that 1 is", room.adopt)
    room.agree("3")
    room.adopt()
    assert line(room.state, room.at("2")).status == "adopted"


def test_an_oral_amendment_is_given_once_and_its_references_follow() -> None:
    room = Room(document("1. One;", "2. See paragraph 3 above.", "3. Three."), level="")
    room.open("informal")
    room.strike("EU", "1")
    room.accept("EU-1")
    room.close()
    room.open("plenary")
    from draftrace.room.acts import issuing

    def read_out(*wordings: str) -> list[cp.OralAmendment]:
        target = room.id("2")
        return [
            cp.OralAmendment(provision=target, wording=w, party="EU", reason="as agreed")
            for w in wordings
        ]

    room.refused(
        "give it once",
        lambda: room.act("CHAIR", lambda s, f: issuing.adopt(s, f, oral=read_out("A;", "B;"))),
    )
    amended = read_out("Heed paragraph 3 below.")
    room.act("CHAIR", lambda s, f: issuing.adopt(s, f, oral=amended))
    assert room.says("1") == "Heed paragraph 2 below."
    assert list(broken_seals(room.talks.journal.read())) == []


def test_an_oral_amendment_of_what_is_only_proposed_is_refused() -> None:
    room = Room(level="plenary")
    room.insert("EU", "1", "New;")
    oral = cp.OralAmendment(provision=room.id("1 bis"), wording="W", party="EU", reason="x")
    with pytest.raises(NegotiationError, match="only proposed"):
        adopting.read_out(room.state, [oral])


def test_a_proposal_on_text_that_has_gone_is_refused() -> None:
    room = Room()
    target = room.id("1")
    room.strike("EU", "1")
    room.accept("EU-1")
    room.refused(
        "has been struck from the text",
        lambda: room.act("NOR", lambda s, f: proposing.propose_wording(s, f, target, "x")),
    )
    gone = p.Proposed(provision=target, change="wording", base="x", wording="y")
    assert "not in the text" in foreign(room, "NOR", gone)


def test_the_same_act_twice_counts_once() -> None:
    room = Room()
    hushed(room, "1")
    entries = list(room.talks.journal.read())
    again = msgspec.structs.replace(entries[-1], position=len(entries) + 1)
    state = fold([*entries, again])
    assert [v.reason for v in state.now.voids] == ["an act with this id was recorded already"]
    assert state.now.silences == room.state.now.silences


def test_a_thousand_nested_brackets_are_borne() -> None:
    room = Room()
    deep = "[" * 1000 + "deep" + "]" * 1000
    room.propose("EU", "1", f"Reaffirm {deep} words;")
    found = room.at("1")
    assert rolling(room.state, found).reading("EU-1") == f"Reaffirm {deep} words;"
    room.accept("EU-1")
    assert line(room.state, room.at("1")).brackets == 1000
    room.refused("Brackets are left in 1", lambda: room.agree("1"))
    room.refused("Brackets are left in 1", lambda: hushed(room, "1"))


def test_explaining_needs_a_text_and_dissociating_something_said() -> None:
    room = Room(None)
    room.refused(
        "Nothing is on the table",
        lambda: room.act("EU", lambda s, f: supporting.take_position(s, f, "explains", text="x")),
    )
    room = Room()
    room.refused(
        "Say on which",
        lambda: room.act("EU", lambda s, f: supporting.take_position(s, f, "dissociates")),
    )


def test_nothing_is_lifted_into_what_goes_round() -> None:
    from draftrace.room.acts import tabling

    room = Room()
    room.register()
    hushed(room, "2")
    source = terms.SourceRef(document="WG", address="1", wording="x")
    room.refused(
        "2 is under silence",
        lambda: room.act(
            "SEC", lambda s, f: tabling.lift(s, f, [source], "New;", after=room.id("2(a)"))
        ),
    )


def test_an_agreed_chapeau_opens_with_what_is_below_it() -> None:
    room = Room()
    room.agree("2", alone=True)
    assert line(room.state, room.at("2")).status == "agreed in informals, chapeau alone"
    room.reopen("2")
    assert agreeing.height(room.at("2").now.rung) == 1
    assert line(room.state, room.at("2")).status == "under discussion"


def test_what_hangs_on_nothing_that_goes_round_is_proposed_all_the_same() -> None:
    room = Room(document("1. One;", "2. Two;"))
    hushed(room, "1")
    assert room.insert("EU", "2", "Three;") == "EU-1"
    room.refused("1 is under silence", lambda: room.insert("EU", "1", "x;", places.first_in))
