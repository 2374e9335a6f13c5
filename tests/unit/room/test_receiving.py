"""Outside revisions become the standing text; proposals written on an earlier wording."""

from __future__ import annotations

from typing import Any

import msgspec

from draftrace.room import places
from draftrace.room.acts.outside import evolve_received, receive_revision
from draftrace.room.acts.receiving import propose_on, same_proposal, stands_already
from draftrace.room.acts.receiving_payloads import Descent, RevisionReceived
from draftrace.room.acts.supporting import take_position
from draftrace.room.acts.terms import Numbered
from draftrace.room.record import Entry
from draftrace.room.stamps import Stamp
from draftrace.text.documents import Document, Part
from draftrace.views.origins import origins
from draftrace.views.seals import broken_seals
from room_kit import Room, document

LINES = (
    "# Declaration",
    "PP Recalling the earlier commitments of all States,",
    "1. Reaffirm our commitment to reduce demand, as appropriate, in all regions;",
    "2. States should:",
    "(a) Promote the exchange of intelligence among countries of origin;",
    "(b) Strengthen border control agencies;",
    "(i) By training their staff;",
    "(ii) By equipping them;",
    "(c) Support alternative development[^1] programmes;",
    "3. Decide to review progress every two years.",
    "[^1]: As defined in the earlier declaration.",
)


def revision(*lines: str, symbol: str = "L.1/Rev.1") -> Document:
    return document(*lines, symbol=symbol)


def changed(old: str, *new: str, symbol: str = "L.1/Rev.1") -> Document:
    at = LINES.index(old)
    return revision(*LINES[:at], *new, *LINES[at + 1 :], symbol=symbol)


def take(room: Room, document: Document, by: str = "SEC", **more: Any) -> Entry:
    return room.act(by, lambda s, f: receive_revision(s, f, document, **more))


def act_of(entry: Entry) -> RevisionReceived:
    assert isinstance(entry.act.payload, RevisionReceived)
    return entry.act.payload


def test_the_same_text_changes_nothing_and_is_an_issue() -> None:
    room = Room()
    before = {p.id: p.now for p in room.state.standing()}
    act = act_of(take(room, revision(*LINES)))
    assert {p.id: p.now for p in room.state.standing()} == before
    assert (act.descents, act.dropped, act.rebased) == ((), (), ())
    last = room.state.past.revisions[-1]
    assert (last.name, last.symbol, last.seal) == ("Rev.1", "L.1/Rev.1", act.seal)
    assert room.state.now.revision == "Rev.1"
    assert room.act("SEC", _issue).act.payload.revision == "Rev.2"  # type: ignore[union-attr]


def _issue(state: Any, floor: Any) -> Any:
    from draftrace.room.acts.issuing import issue

    return issue(state, floor)


def test_reworded_new_and_dropped() -> None:
    room = Room()
    one, item = room.id("1"), room.id("2(b)")
    lines = [line for line in LINES if not line.startswith(("(b)", "(i)", "(ii)"))]
    lines[2] = "1. Reaffirm our full commitment to reduce demand, as appropriate, in all regions;"
    lines[6:6] = ["(c) Protect witnesses and those who report crimes from all harm;"]
    act = act_of(take(room, revision(*lines)))
    assert room.at("1").id == one
    assert room.says("1").startswith("Reaffirm our full commitment")
    assert room.state.now.provisions[item].now.life == "struck"
    assert [d.change for d in act.descents] == ["reworded", "new"]
    assert room.state.past.revisions[-1].provisions[-1].kind == "footnote"
    assert not list(broken_seals(room.talks.journal.read()))


def test_a_merger_that_loses_what_it_takes_in_is_lost_with_its_amendments() -> None:
    """Whatever becomes of the provision that would have taken it in."""
    room = Room()
    merge = room.merge("EU", "2(a)", "2(b)")
    amendment = room.amend("NOR", merge, "Train all who work with the young.")
    lines = [line for line in LINES if not line.startswith(("(b)", "(i)", "(ii)"))]
    at = next(n for n, line in enumerate(lines) if line.startswith("(a)"))
    lines[at] = lines[at].replace("(a) ", "(a) Also ")
    take(room, revision(*lines))
    assert {room.proposal(h).now.rebase for h in (merge, amendment)} == {"orphaned"}


def test_moved_provisions_keep_their_ids_and_pending_items_what_they_hang_on() -> None:
    room = Room()
    three = room.id("3")
    room.insert("EU", "2(c)", "Share what was learned;")
    room.insert("NOR", "3", "Thank our hosts.")
    lines = [*LINES[:2], "1. Decide to review progress every two years."]
    lines += ["2. Reaffirm our commitment to reduce demand, as appropriate, in all regions;"]
    lines += ["3. States should:", *LINES[4:9], "4. Meet in spring in the city of our hosts."]
    take(room, revision(*lines, LINES[10]))
    assert room.at("1").id == three
    said = [room.state.now.provisions[i].now for i in room.state.order()]
    at = next(n for n, form in enumerate(said) if form.wording == "Share what was learned;")
    assert said[at - 1].address == "3(c)"
    assert said[at].address == "3(c) bis"


def test_split_and_merged_provisions_keep_the_history_of_what_they_were() -> None:
    room = Room()
    long = (
        "Reaffirm our commitment to reduce demand, as appropriate, in all regions; and resolve "
        "to protect the young from harm by schooling and by work"
    )
    room.accept(room.propose("EU", "1", long))
    old = room.id("1")
    i, ii = room.id("2(b)(i)"), room.id("2(b)(ii)")
    lines = list(LINES)
    lines[2:3] = [
        "1. Reaffirm our commitment to reduce demand, as appropriate, in all regions;",
        "2. Resolve to protect the young from harm by schooling and by work;",
    ]
    lines = [line for line in lines if not line.startswith(("(i)", "(ii)", "2. States", "3. "))]
    lines[4:4] = ["3. States should:"]
    at = next(n for n, line in enumerate(lines) if line.startswith("(b)"))
    lines[at + 1 : at + 1] = ["(i) By training their staff; By equipping them;"]
    lines[-1:-1] = ["4. Decide to review progress every two years."]
    act = act_of(take(room, revision(*lines)))
    changes = {d.provision: d.change for d in act.descents}
    assert room.at("1").id == old
    new = room.at("2").id
    assert "split" in changes[new]
    assert room.state.past.descents[new] == (old,)
    words = {w.text: w.parties for w in origins(room.state, room.at("2"))}
    assert words["schooling"] == ("EU",)
    assert room.state.now.provisions[ii if room.at("3(b)(i)").id == i else i].now.life == "struck"


WELLS = document(
    "1. Encourage every village to keep its wells clean and covered through the dry season;",
    "2. Invite the districts to lend pumps and engineers to any village that asks for them;",
    "3. Decide to meet again.",
)


def test_what_is_merged_says_into_what_and_leaves_its_history_there() -> None:
    room = Room(WELLS)
    first, second = room.id("1"), room.id("2")
    room.act("NOR", lambda s, f: take_position(s, f, "reserves", provision=second))
    one, two = (p.wording for p in WELLS.provisions[:2])
    act = act_of(
        take(room, revision(f"1. {one} {two}", "2. Decide to meet again.", symbol="L.1/Rev.1"))
    )
    kept, gone = (first, second) if room.at("1").id == first else (second, first)
    assert room.at("1").id == kept
    assert act.dropped == (gone,)
    last = room.state.past.steps[gone][-1]
    assert (last.now.life, last.outcome, last.reason) == ("struck", "merged", "merged in L.1/Rev.1")
    assert [p.party for p in room.state.now.positions[kept]] == ["NOR"]
    words = {word.text: word.act for word in origins(room.state, room.at("1"))}
    tabled = next(s.act for s in room.state.past.stamps.values() if s.kind == "draft tabled")
    assert (words["wells"], words["pumps"]) == (tabled, tabled)


def test_what_is_new_at_the_end_comes_behind_what_is_pending_on_the_last() -> None:
    room = Room(WELLS)
    room.insert("EU", "3", "in spring;", places.first_in)
    lines = [f"{p.label}. {p.wording}" for p in WELLS.provisions]
    take(room, revision(*lines, "4. Thank the hosts for their welcome and their patience."))
    said = [room.state.now.provisions[i].now.wording for i in room.state.order()]
    assert said[-2:] == ["in spring;", "Thank the hosts for their welcome and their patience."]


def test_notes_are_matched_and_new_ones_get_a_free_number() -> None:
    room = Room()
    note = room.id("note:1")
    lines = list(LINES)
    lines[2] = "1. Reaffirm our commitment[^1] to reduce demand, as appropriate, in all regions;"
    lines[8] = "(c) Support alternative development[^2] programmes;"
    lines[10:] = ["[^1]: First made in spring.", "[^2]: As defined in the earlier declaration."]
    take(room, revision(*lines))
    assert room.says("2(c)") == "Support alternative development[^1] programmes;"
    assert room.says("1") == (
        "Reaffirm our commitment[^2] to reduce demand, as appropriate, in all regions;"
    )
    assert room.state.now.provisions[note].note == "1"


def test_pending_proposals_are_carried_and_agreed_text_comes_down() -> None:
    room = Room()
    clean = room.propose(
        "EU", "1", "Reaffirm our commitment to reduce all demand, as appropriate, in all regions;"
    )
    clash = room.propose("NOR", "2(c)", "Support rural development[^1] programmes;")
    fallen = room.strike("CUB", "2(b)")
    below = room.insert("EU", "2(b)(ii)", "By paying them;")
    rival = room.alternative("NOR", "1", "Reaffirm what we said.")
    room.agree("3")
    room.agree("2(a)")
    lines = [line for line in LINES if not line.startswith(("(b)", "(i)", "(ii)"))]
    lines[2] = "1. Reaffirm our commitment to reduce demand, as appropriate, in every region;"
    lines[-2] = "3. Decide to review progress every five years."
    lines[-3] = "(b) Support sustainable development[^1] programmes;"
    act = act_of(take(room, revision(*lines)))
    outcomes = {r.proposal: r.outcome for r in act.rebased}
    assert outcomes[room.proposal(clean).id] == "clean"
    assert room.proposal(clean).now.wording == (
        "Reaffirm our commitment to reduce all demand, as appropriate, in every region;"
    )
    assert outcomes[room.proposal(clash).id] == "conflict"
    assert outcomes[room.proposal(fallen).id] == "orphaned"
    assert outcomes[room.proposal(below).id] == "orphaned"
    assert room.proposal(rival).now.address == "1 alt"
    assert act.reopened == (room.id("3"),)
    assert room.at("3").now.rung == "under discussion"
    assert room.at("2(a)").now.rung == "agreed in informals"


def test_a_merge_that_two_changes_meet_is_in_conflict() -> None:
    room = Room()
    merge = room.merge("EU", "2(b)(i)", "2(b)(ii)")
    lines = list(LINES)
    lines[6], lines[7] = "(i) By training all their staff;", "(ii) By equipping them well;"
    act = act_of(take(room, revision(*lines)))
    assert {r.proposal: r.outcome for r in act.rebased}[room.proposal(merge).id] == "conflict"


def test_bis_read_as_an_insertion_or_as_a_rival() -> None:
    read = revision(*LINES[:3], "9. Meet in spring in the city of our hosts;", *LINES[3:])
    labelled = msgspec.structs.replace(read.provisions[3], label="1 bis", address="1 bis")
    text = msgspec.structs.replace(
        read, provisions=(*read.provisions[:3], labelled, *read.provisions[4:])
    )
    room = Room()
    take(room, text)
    assert room.says("1 bis").startswith("Meet")
    rival = Room()
    act = act_of(take(rival, text, bis="alternative"))
    assert act.bis == "alternative"
    assert rival.says("1 alt").startswith("Meet")
    plain = Room()
    take(plain, revision(*LINES), bis="alternative")
    assert plain.addresses() == Room().addresses()


def test_the_symbol_names_the_revision() -> None:
    room = Room()
    take(room, revision(*LINES, symbol="L.1/Rev.3"))
    assert room.state.past.revisions[-1].name == "Rev.3"
    room.refused(
        "Rev.2 was issued already", lambda: take(room, revision(*LINES, symbol="L.1/Rev.2"))
    )
    room.refused("is known already", lambda: take(room, revision(*LINES, symbol="L.1/Rev.3")))
    take(room, revision(*LINES, symbol="CRP.7"))
    assert room.state.past.revisions[-1].name == "Rev.4"


def test_another_text_taken_by_mistake_is_no_revision() -> None:
    room = Room()
    other = revision("# Ports", *(f"{n}. Keep lamp {n} of the harbour lit." for n in range(1, 31)))
    room.refused("another text", lambda: take(room, other))
    cut = revision(LINES[0], LINES[9].replace("3.", "1."))
    assert act_of(take(room, cut)).revision == "Rev.1"


def test_only_the_desk_receives_a_revision() -> None:
    room = Room()
    room.refused("may not receive an outside revision", lambda: take(room, revision(*LINES), "EU"))
    room.refused("needs a symbol", lambda: take(room, revision(*LINES, symbol="")))
    room.refused("no provision", lambda: take(room, revision()))
    empty = Room(None)
    empty.refused("Nothing is on the table", lambda: take(empty, revision(*LINES)))


def test_only_some_parts_of_a_document_are_received() -> None:
    room = Room()
    part = Part(code="PA", title="Plan of Action")
    plan = msgspec.structs.replace(WELLS, symbol="L.1/Rev.1", parts=(part,))
    plan = msgspec.structs.replace(
        plan, provisions=tuple(msgspec.structs.replace(p, part="PA") for p in plan.provisions)
    )
    wells = Room(WELLS)
    take(wells, plan, parts=["pa"])
    assert wells.state.now.parts == {"PA": "Plan of Action"}
    room.refused("has no part XY", lambda: take(room, revision(*LINES), parts=["XY"]))


def test_nothing_is_undone_across_a_received_revision() -> None:
    room = Room()
    proposal = room.propose("EU", "3", "Decide to meet.")
    entry = take(room, revision(*LINES))
    made = room.proposal(proposal).id
    from draftrace.room.acts import undoing

    room.refused(
        "nothing is undone across an issue",
        lambda: room.act("EU", lambda s, f: undoing.undo(s, f, made)),
    )
    room.refused("no act", lambda: room.undo(entry, by="SEC"))


def test_folding_never_refuses_only_voids() -> None:
    room = Room()
    act = act_of(take(room, revision(*LINES)))
    stamp = Stamp("x", 99, "revision received", "2030-01-01T00:00:00Z", "SEC", "", "SEC", "")
    state = room.state
    assert evolve_received(state, stamp, act) == "Rev.1 was issued already"
    later = msgspec.structs.replace(act, revision="Rev.9")
    twice = msgspec.structs.replace(later, provisions=(*act.provisions, act.provisions[0]))
    assert evolve_received(state, stamp, twice) == "two provisions have the same id"
    lost = msgspec.structs.replace(act.provisions[0], rank="")
    placeless = msgspec.structs.replace(later, provisions=(lost,))
    assert evolve_received(state, stamp, placeless) == "a provision without a place in the text"
    pending = room.insert("EU", "1", "Meet;")
    inserted = room.proposal(pending).provision
    form = room.state.now.provisions[inserted].now
    same = Numbered(provision=inserted, address=form.address, label=form.label)
    nobody = Numbered(provision="nobody", address="9")
    descent = Descent(provision=room.id("1"), change="merged", came_from=("nobody", room.id("1")))
    state = room.state
    strange = msgspec.structs.replace(
        later,
        revision="draft of spring",
        dropped=("nobody", "no one", room.id("3")),
        labels=(nobody, same),
        descents=(descent,),
    )
    assert evolve_received(state, stamp, strange) == ""
    empty = Room(None).state
    assert evolve_received(empty, stamp, act) == "nothing was on the table"
    adopted = Room(document("1. Act now."), level="plenary")
    adopted.agree("1", "agreed in committee")
    adopted.adopt()
    assert evolve_received(adopted.state, stamp, act) == "the text was adopted already"


def test_a_wording_written_on_an_earlier_one() -> None:
    room = Room()
    base = room.says("3")
    room.accept(room.propose("NOR", "3", "Decide to review all progress every two years."))
    three = room.id("3")

    def on(wording: str) -> str:
        return room.act("EU", lambda s, f: propose_on(s, f, three, base, wording)).act.id

    carried = room.proposal(on("Decide to review progress every three years."))
    assert carried.now.wording == "Decide to review all progress every three years."
    clash = room.proposal(on("Decide to review our progress every two years."))
    assert (clash.now.base, clash.now.waiting) == (base, True)
    assert stands_already(room.state, three, base, "Decide to review all progress every two years.")
    assert not stands_already(room.state, three, room.says("3"), "Decide.")


def test_a_proposal_made_before_is_found_again() -> None:
    room = Room()

    def same(by: str, decide: Any, besides: tuple[str, ...] = ()) -> str:
        floor, state = room.talks.floor(by), room.state
        every = (*state.now.pending.values(), *state.past.closed.values())
        among = [p for p in every if p.id not in besides]
        found = same_proposal(state, by, decide(state, floor), among)
        return found.handle if found else ""

    from draftrace.room.acts.amending import propose_amendment
    from draftrace.room.acts.proposing import (
        propose_deletion,
        propose_insertion,
        propose_move,
        propose_wording,
    )

    three, one, item = room.id("3"), room.id("1"), room.id("2(c)")
    wording = room.propose("EU", "3", "Decide to meet.")
    insertion = room.insert("EU", "3", "Thank our hosts.")
    move = room.move("EU", "2(c)", "2(a)")
    amendment = room.amend("NOR", wording, "Decide to meet again.")
    room.withdraw("EU", insertion)
    spot = places.after(room.state, one)
    assert same("EU", lambda s, f: propose_wording(s, f, three, "Decide to meet.")) == wording
    assert same("NOR", lambda s, f: propose_wording(s, f, three, "Decide to meet.")) == ""
    assert same("EU", lambda s, f: propose_wording(s, f, one, "Decide to meet.")) == ""
    assert same("EU", lambda s, f: propose_wording(s, f, three, "Decide.")) == ""
    assert same("EU", lambda s, f: propose_deletion(s, f, three)) == ""
    assert same("EU", lambda s, f: propose_insertion(s, f, spot, "Thank our hosts.")) == insertion
    assert same("EU", lambda s, f: propose_move(s, f, item, room.id("2(a)"))) == move
    assert (
        same("NOR", lambda s, f: propose_amendment(s, f, wording, "Decide to meet again."))
        == amendment
    )
    made = room.proposal(wording).id
    assert same("EU", lambda s, f: propose_wording(s, f, three, "Decide to meet."), (made,)) == ""


def test_a_file_that_knows_no_italics_takes_none_away() -> None:
    lines = [
        line.replace("Reaffirm", "*Reaffirm*").replace("earlier", "*earlier*") for line in LINES
    ]
    room = Room(document(*lines))
    before = {p.id: p.now for p in room.state.standing()}
    act = act_of(take(room, revision(*LINES)))
    assert {p.id: p.now for p in room.state.standing()} == before
    assert (act.descents, act.reopened) == ((), ())
    lines[2] = lines[2].replace("*Reaffirm*", "Reaffirm")
    act = act_of(take(room, revision(*lines, symbol="L.1/Rev.2")))
    assert [d.change for d in act.descents] == ["reworded"]
