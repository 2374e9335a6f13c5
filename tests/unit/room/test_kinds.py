"""Alternatives, amendments, fall-backs, splits and merges where they meet other acts."""

from __future__ import annotations

from functools import partial

import msgspec

from draftrace.room.acts import corpus, proposing, supporting, terms
from draftrace.room.acts import payloads as p
from draftrace.room.evolve import fold
from draftrace.room.record import Act, Entry
from draftrace.views import log, rolling
from draftrace.views.history import events
from draftrace.views.origins import origins
from room_kit import Room, document

TEXT = document(
    "1. States shall act now. They shall report soon.",
    "(a) In writing;",
    "2. Donors should help.",
    "3. Meet again.",
    "4. Close.",
)


def _made(payload: p.Payload, *_: object) -> p.Payload:
    """An act of another writer, decided elsewhere."""
    return payload


def told(room: Room, by: str, payload: p.Payload) -> str:
    """Why an act of another writer is void, or nothing."""
    entries = list(room.talks.journal.read())
    act = Act(
        id=f"x{len(entries)}",
        happened="2030-01-01T00:00:00Z",
        by=by,
        recorder=by,
        payload=payload,
        version=1,
        meeting=room.meeting,
    )
    entry = Entry(position=len(entries) + 1, recorded="", act=act, previous="", hash="")
    voids = fold([*entries, entry]).now.voids
    return voids[-1].reason if voids else ""


def test_what_is_split_takes_what_is_pending_along() -> None:
    room = Room(TEXT)
    rival = room.propose("EU", "1", "States shall act now. They shall report late.")
    amendment = room.amend("NOR", rival, "States shall act now. They shall often report late.")
    move = room.move("CUB", "1", "2")
    split = room.split("CUB", "1", "They")
    same = room.split("EU", "1", "They")
    other = room.alternative("NOR", "1", "Act.")
    on_it = room.amend("CUB", other, "Act now.")
    room.act("EU", lambda s, f: supporting.take_position(s, f, "reserves", provision=room.id("1")))
    room.accept(split)
    assert room.says("1 bis") == "They shall report soon."
    assert room.proposal(rival).now.wording == "They shall report late."
    assert room.proposal(amendment).now.wording == "They shall often report late."
    assert room.proposal(amendment).provision == room.proposal(rival).provision == room.id("1 bis")
    assert room.proposal(move).now.rebase == "follows"
    assert room.proposal(same).now.rebase == "absorbed"
    assert room.proposal(other).now.rebase == "conflict"
    assert not room.proposal(on_it).now.waiting
    assert [x.party for x in room.state.now.positions[room.id("1 bis")]] == ["EU"]


def test_a_division_that_conflicts_is_given_anew() -> None:
    room = Room(TEXT)
    split = room.split("CUB", "1", "They")
    first = room.propose("EU", "1", "States shall act now, and so shall report soon.")
    room.accept(first)
    assert room.proposal(split).now.rebase == "conflict"
    room.refused("the text has changed", lambda: room.confirm("CUB", split))
    room.refused("would divide nothing", lambda: room.revise("CUB", split, "Else"))
    room.revise("CUB", split, "States shall act now,\nand so shall report soon.")
    assert not room.proposal(split).now.waiting
    wording = room.propose("EU", "1", "Act")
    room.revise("EU", wording, "Act\nnow")
    assert room.proposal(wording).now.wording == "Act now"


def test_amendments_to_a_split_reword_its_pieces_and_follow_to_them() -> None:
    room = Room(TEXT)
    split = room.split("CUB", "1", "They")
    friendly = room.amend("NOR", split, "States shall act at once.\n They shall report soon.")
    first = room.amend("EU", split, "All States shall act now.\nThey shall report soon.")
    second = room.amend("NOR", split, "States shall act now.\nThey shall report late.")
    both = room.amend("EU", split, "States may act now.\nThey may report soon.")
    elsewhere = room.amend("EU", split, "States shall act\nnow. They shall report soon.")
    room.refused("divide nothing", lambda: room.amend("NOR", split, "States shall act."))
    room.take_in("CUB", split, friendly)
    at_once = "States shall act at once."
    assert room.proposal(split).now.wording == f"{at_once}\nThey shall report soon."
    base = "States shall act now. They shall all report soon."
    room.accept(room.propose("EU", "1", base))
    assert not room.proposal(split).now.waiting
    report = "They shall all report soon."
    assert room.proposal(split).now.wording == f"{at_once}\n{report}"
    assert dict(rolling.redline(room.proposal(split)))["+"]
    room.accept(first)
    room.accept(split)
    assert (room.says("1"), room.says("1 bis")) == (f"All {at_once}", report)
    follower = room.proposal(second)
    assert (follower.change, follower.provision) == ("wording", room.id("1 bis"))
    assert follower.now.wording == "They shall all report late."
    for lost in (both, elsewhere):
        assert room.proposal(lost).now.rebase == "orphaned"
    room.accept(second)
    assert room.says("1 bis") == "They shall all report late."


def test_what_is_asked_of_one_piece_of_a_division_follows_to_it() -> None:
    room = Room(TEXT)
    split = room.split("CUB", "1", "They")
    gone = room.leave_out("EU", split, 2)
    only = room.amend("NOR", split, "States shall act now.")
    moved = room.leave_out("NOR", split, 1, "2")
    further = room.amend("EU", split, "States shall\nact now.\nThey shall report soon.")
    room.refused("divides nothing", lambda: room.leave_out("EU", gone, 1))
    room.refused("itself what", lambda: room.leave_out("EU", split, 1, "1"))
    assert room.proposal(gone).now.wording == room.proposal(only).now.wording
    room.accept(split)
    for struck in (gone, only):
        assert room.proposal(struck).change == "deletion"
        assert room.proposal(struck).provision == room.id("1 bis")
    assert room.proposal(moved).change == "move"
    assert room.proposal(moved).provision == room.id("1")
    assert room.proposal(further).change == "split"
    assert room.proposal(further).now.wording == "States shall\nact now."
    room.accept(further)
    room.accept(gone)
    assert room.says("1 ter") == "act now."
    assert "1 bis" not in room.addresses()


def test_a_waiting_division_that_still_fits_is_confirmed() -> None:
    room = Room(TEXT)
    base = "States shall act now. They shall report soon."
    entry = room.accept(room.propose("EU", "1", "All " + base))
    late = p.Proposed(
        provision=room.id("1"), change="split", base=base, wording=base.replace(". T", ".\nT")
    )
    room.talks.perform(lambda s, f: late, room.talks.floor("CUB"))
    assert room.proposal("CUB-1").now.waiting
    room.confirm("CUB", "CUB-1")
    assert room.proposal("CUB-1").now.wording == "All " + base.replace(". T", ".\nT")
    assert entry.position


def test_an_amendment_to_a_split_goes_on_dividing() -> None:
    room = Room(TEXT)
    split = room.split("CUB", "1", "They")
    amendment = room.amend("NOR", split, "States shall act now.\nThey shall report late.")
    whole = "States shall act now. They shall report late."
    room.refused("would divide nothing", lambda: room.revise("NOR", amendment, whole))
    room.revise("NOR", amendment, " States shall act now.\n\nThey may report late. ")
    words = "States shall act now.\nThey may report late."
    assert room.proposal(amendment).now.wording == words
    room.revise("CUB", split, "States shall act now.\nThey must report early.")
    room.act("NOR", lambda s, f: proposing.confirm(s, f, amendment, words))
    assert (room.proposal(amendment).now.wording, room.proposal(amendment).now.waiting) == (
        words,
        False,
    )


def test_merges_meet_other_proposals() -> None:
    room = Room(TEXT)
    merge = room.merge("EU", "2", "3", wording="Donors should help; all meet again.")
    same = room.merge("NOR", "3", "2", wording="Donors should help; all meet again.")
    further = room.merge("CUB", "2", "4")
    needs = room.merge("CUB", "3", "4")
    clean = room.propose("NOR", "2", "All donors should help.")
    lost = room.propose("NOR", "3", "Never meet again.")
    stays = room.move("CUB", "2", "4")
    goes = room.move("CUB", "3", "1")
    room.accept(merge)
    rebase = {
        h: room.proposal(h).now.rebase for h in (same, further, needs, clean, lost, stays, goes)
    }
    assert rebase[same] == "absorbed"
    assert rebase[needs] == "orphaned"
    assert rebase[stays] == "follows"
    assert rebase[goes] == "conflict"
    assert room.proposal(further).now.wording == "Donors should help; all meet again. Close."
    assert {room.proposal(h).provision for h in (same, lost, goes, clean)} == {room.id("2")}
    room.refused("has gone", lambda: room.confirm("CUB", needs))
    room.refused("not provisions of one kind", lambda: room.merge("EU", "1(a)", "4"))
    assert "merged into 2" in [
        e.decision for e in events(room.state, room.proposal(merge).merged[0])
    ]


def test_a_merge_follows_what_its_provisions_come_to_say() -> None:
    room = Room(TEXT)
    plain = room.merge("EU", "2", "3")
    worded = room.merge("NOR", "2", "3", wording="Donors should help. Meet again soon.")
    room.accept(room.propose("CUB", "2", "All donors should help."))
    assert room.proposal(plain).now.wording == "All donors should help. Meet again."
    assert room.proposal(worded).now.wording == "All donors should help. Meet again soon."
    room.accept(room.strike("CUB", "3"))
    assert room.proposal(plain).now.rebase == "orphaned"


def test_amendments_to_a_merge_reword_what_it_makes_and_follow_to_it() -> None:
    room = Room(TEXT)
    merge = room.merge("EU", "2", "3", wording="Donors should help and meet again.")
    rival = room.merge("CUB", "3", "4")
    friendly = room.amend("NOR", merge, "Donors should help and all meet again.")
    accepted = room.amend("NOR", merge, "Donors must help and meet again.")
    later = room.amend("CUB", merge, "All donors should help and meet again.")
    short = room.amend("CUB", merge, "Donors should help.")
    on_rival = room.amend("NOR", rival, "Meet again and close.")
    shown = rolling.text(room.state, room.at("2"))
    assert "[NOR (on EU-1): merge with 3: Donors must help and meet again.]" in shown
    room.refused("your own", lambda: room.amend("EU", merge, "Donors help."))
    room.take_in("EU", merge, friendly)
    room.accept(accepted)
    room.refused("not a proposal on 2", lambda: room.settle("2", "Donors help.", later))
    room.accept(room.propose("NOR", "3", "Meet again often."))
    words = "Donors must help and all meet again often."
    assert (room.proposal(merge).now.wording, room.proposal(merge).now.waiting) == (words, False)
    assert room.proposal(later).now.wording == f"All donors{words.removeprefix('Donors')}"
    room.accept(merge)
    assert room.says("2") == words
    follower = room.proposal(later)
    assert (follower.change, follower.now.to) == ("wording", "")
    assert room.proposal(short).now.waiting
    assert room.proposal(on_rival).now.rebase == "orphaned"
    assert room.proposal(on_rival).provision == room.id("2")
    room.accept(later)
    brought = {w.text: w.parties[0] for w in origins(room.state, room.at("2"))}
    assert brought == {
        "All": "CUB", "donors": "SEC", "must": "NOR", "help": "SEC", "and": "EU",
        "all": "NOR", "meet": "SEC", "again": "SEC", "often": "NOR", ".": "SEC",
    }  # fmt: skip


def test_a_merge_that_loses_a_provision_loses_its_amendments_too() -> None:
    room = Room(TEXT)
    merge = room.merge("EU", "2", "3")
    amendment = room.amend("NOR", merge, "Donors should help and meet again.")
    room.accept(room.strike("CUB", "3"))
    assert room.proposal(amendment).now.rebase == "orphaned"
    room.refused("would change has gone", lambda: room.amend("CUB", merge, "Donors should meet."))


def test_a_waiting_merge_is_confirmed_on_what_stands() -> None:
    room = Room(TEXT)
    base = "Donors should help.\nMeet again."
    room.accept(room.propose("EU", "2", "All donors should help."))
    for wording in ("Donors should help. Meet again.", "Help and meet."):
        late = p.Proposed(
            provision=room.id("2"),
            change="merge",
            merged=(room.id("3"),),
            base=base,
            wording=wording,
        )
        room.talks.perform(partial(_made, late), room.talks.floor("CUB"))
    room.confirm("CUB", "CUB-1")
    room.confirm("CUB", "CUB-2")
    assert room.proposal("CUB-1").now.wording == "All donors should help. Meet again."
    assert room.proposal("CUB-2").now.wording == "Help and meet."


def test_amendments_wait_where_they_no_longer_fit() -> None:
    room = Room(TEXT)
    first = room.propose("EU", "2", "Donors must help.")
    late = room.amend("NOR", first, "Donors can help.")
    room.revise("EU", first, "Donors may help.")
    assert room.proposal(late).now.waiting
    room.refused("does not fit the wording", lambda: room.take_in("EU", first, late))
    room.confirm("NOR", late)
    assert room.proposal(late).now.base == "Donors may help."
    room.revise("NOR", late, "Donors may well help.")
    room.refused("is no amendment", lambda: room.take_in("EU", first, first))
    room.refused(
        "what the text says already", lambda: room.amend("CUB", first, "Donors should help.")
    )
    room.refused("says already", lambda: room.amend("CUB", first, "Donors may help."))
    struck = room.strike("CUB", "3")
    room.refused("no words to amend", lambda: room.amend("NOR", struck, "x"))
    room.accept(room.propose("CUB", "2", "Donors will help."))
    room.refused("waits after a rebase", lambda: room.take_in("EU", first, late))
    room.refused("waits for EU", lambda: room.accept(late))
    room.withdraw("EU", first)
    assert room.proposal(late).now.rebase == "orphaned"


def test_a_waiting_amendment_goes_with_its_proposal_and_goes_on_waiting() -> None:
    room = Room(TEXT)
    parent = room.propose("EU", "3", "Meet soon.")
    late = room.amend("NOR", parent, "Meet later.")
    room.revise("EU", parent, "Meet never.")
    merge = room.merge("CUB", "2", "3")
    room.accept(merge)
    assert room.proposal(late).now.waiting
    assert room.proposal(late).provision == room.id("2")


def test_acts_of_other_writers_that_can_not_be() -> None:
    room = Room(TEXT)
    one, two = room.id("1"), room.id("2")
    amended = p.Proposed(provision=one, change="amendment", base="x", wording="y", to="nowhere")
    assert told(room, "EU", amended) == "an amendment to a proposal that is not pending"
    made = room.split("EU", "1", "They")
    split = room.proposal(made)
    first, then = split.now.wording.split("\n")
    piece = terms.NewProvision(
        id="b", kind="operative", level=1, wording=then, rank="W", address="9"
    )

    def decided(**more: object) -> p.Decided:
        plain = p.Decided(provision=one, outcome="accepted", wording=first, adopted=(split.id,))
        return msgspec.structs.replace(plain, **more)

    assert "in the text already" in told(room, "CHAIR", decided(born=(piece, piece)))
    nowhere = msgspec.structs.replace(piece, rank="0")
    assert "no place" in told(room, "CHAIR", decided(born=(nowhere,)))
    assert "not in the text" in told(room, "CHAIR", decided(merged=(one,)))
    assert "not pending" in told(room, "CHAIR", decided(amended="z"))
    assert told(room, "CHAIR", decided(born=(piece,))) == ""
    alternative = p.Proposed(
        provision=two, change="alternative", base=room.says("2"), wording="z", address="2 alt"
    )
    for _ in range(2):
        room.talks.perform(lambda s, f: alternative, room.talks.floor("NOR"))
    assert set(room.state.now.alternatives) == {"2 alt", "2 alt~2"}


def test_an_issue_gives_alternatives_the_new_number_once() -> None:
    room = Room(TEXT)
    room.alternative("EU", "2", "Help.")
    gone = room.alternative("NOR", "2", "Help more.")
    room.accept(room.strike("CUB", "3"))
    issued = p.RevisionIssued(
        revision="Rev.1",
        symbol="L.1/Rev.1",
        labels=(),
        seal="",
        alternatives=(
            (room.proposal(gone).id, "2 alt"),
            ("nowhere", "2 alt 2"),
            (room.proposal("EU-1").id, "2 alt"),
        ),
    )
    room.talks.perform(lambda s, f: issued, room.talks.floor("SEC"))
    assert room.state.now.alternatives == {"2 alt": room.proposal(gone).id}


def test_a_rolling_text_is_narrowed_folded_and_counted() -> None:
    room = Room(TEXT)
    room.propose("EU", "2", "Donors who can afford it and are asked should of course help.")
    room.alternative("NOR", "2", "One two three four five six seven eight.")
    room.strike("CUB", "2")
    room.act("CUB", lambda s, f: supporting.take_position(s, f, "objects", proposal="EU-1"))
    state, here = room.state, room.at("2")
    meeting = next(iter(state.now.meetings.values())).name
    for keep, names in (
        ({"party": "NOR"}, ["NOR-1"]),
        ({"status": "objected"}, ["EU-1"]),
        ({"status": "unopposed"}, ["NOR-1", "CUB-1"]),
        ({"meeting": meeting}, ["EU-1", "NOR-1", "CUB-1"]),
        ({"meeting": "none"}, []),
    ):
        found = rolling.pending(state, here, rolling.narrowed(state, **keep))
        assert [x.handle for x in found] == names
    told = rolling.text(state, here, fold=2)
    assert "2 alt: [One two … 4 words … seven eight.](NOR)" in told
    assert "[CUB: delete]" in told
    assert rolling.text(state, here, "anonymous").count("(") == 3
    counted = rolling.counts(state, state.standing())
    assert (counted.proposals, counted.objected, counted.parties) == (
        3,
        1,
        {"CUB": 1, "EU": 1, "NOR": 1},
    )


def test_the_record_tells_what_a_decision_did() -> None:
    room = Room(TEXT)
    parent = room.propose("EU", "2", "Donors must help.")
    amendment = room.amend("NOR", parent, "Donors must all help.")
    entry = room.accept(amendment)
    assert log.tell(room.state, entry).text.endswith("accepted (NOR-1), EU-1 so amended")
    other = room.propose("CUB", "2", "Donors may help.")
    entry = room.accept(parent, overtaken=[other])
    assert log.tell(room.state, entry).text.endswith("overtaking CUB-1")


def test_what_hangs_deep_on_a_merged_provision_goes_along() -> None:
    room = Room(document("1. One:", "2. Two:", "(a) Sub:", "(i) Deep;", "(ii) Deeper;", "3. End."))
    room.accept(room.merge("EU", "1", "2"))
    assert room.addresses() == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "3"]
    room.issue()
    assert room.addresses() == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "2"]


def test_what_waits_on_a_moved_provision_goes_on_waiting() -> None:
    room = Room(TEXT)
    late = room.propose("EU", "2", "Donors must help.")
    parent = room.propose("NOR", "2", "Donors can help.")
    amendment = room.amend("CUB", parent, "Donors can well help.")
    room.accept(room.propose("CUB", "2", "Donors will help."))
    room.accept(room.move("CUB", "2", "3"))
    assert (room.proposal(late).now.rebase, room.proposal(late).now.waiting) == ("conflict", True)
    assert room.proposal(amendment).now.rebase == "follows"


def test_a_conflict_of_merges_waits() -> None:
    room = Room(TEXT)
    rival = room.merge("NOR", "2", "4", wording="All donors help and close.")
    room.accept(room.merge("EU", "2", "3", wording="Some donors should meet."))
    assert room.proposal(rival).now.waiting


def test_a_confirmed_proposal_takes_its_amendments_along() -> None:
    room = Room(TEXT)
    parent = room.propose("EU", "2", "Donors must help.")
    amendment = room.amend("NOR", parent, "Donors must help all.")
    room.accept(room.propose("CUB", "2", "Donors will help."))
    entry = room.act("EU", lambda s, f: proposing.confirm(s, f, parent, "Donors must all help."))
    assert [r.proposal for r in entry.act.payload.rebased] == [room.proposal(amendment).id]  # type: ignore[union-attr]
    assert room.proposal(amendment).now.base == "Donors must all help."


def test_a_merge_is_told() -> None:
    room = Room(TEXT)
    room.act("CUB", lambda s, f: supporting.take_position(s, f, "objects", provision=room.id("2")))
    entry = room.accept(room.merge("EU", "2", "3"))
    assert log.tell(room.state, entry).text.endswith("accepted (EU-1), taking in 3, CUB objecting")


def test_a_merge_leaves_the_survivor_its_own_word_on_a_source_both_have() -> None:
    room = Room()
    room.register()
    source = terms.SourceRef(document="WG", address="1", wording="Train the staff")
    other = terms.SourceRef(document="WG", address="2", wording="Equip them")
    for address, cited, reason in (("2(b)(i)", source, "mine"), ("2(b)(ii)", source, "theirs"),
                                   ("2(b)(ii)", other, "too")):  # fmt: skip
        target = room.id(address)
        room.act("EU", lambda s, f, t=target, c=cited, r=reason: corpus.link(
            s, f, t, c, relation="adapted", reason=r))  # fmt: skip
    survivor = room.id("2(b)(i)")
    room.accept(room.merge("EU", "2(b)(i)", "2(b)(ii)"))
    assert [(k.source.address, k.reason) for k in room.state.now.links[survivor]] == [
        ("1", "mine"),
        ("2", "too"),
    ]
