"""What a package refuses, and what is void in one from another writer."""

from __future__ import annotations

import msgspec

from draftrace.room.acts import deciding, packaging, proposing
from draftrace.room.acts.payloads import (
    Decided,
    PackageDecided,
    PackageDissolved,
    PackageFormed,
)
from draftrace.views.log import tell
from draftrace.views.seals import broken_seals
from room_kit import Room


def _room() -> Room:
    room = Room()
    room.propose("EU", "1", "Reaffirm it;")
    room.propose("EU", "3", "Decide to meet.")
    room.propose("NOR", "2(a)", "Promote it;")
    return room


def _form(room: Room, *members: str, by: str = "EU", name: str = "Deal", **given: object) -> None:
    room.act(by, lambda s, f: packaging.form(s, f, name, members, **given))  # type: ignore[arg-type]


def _withdraw(room: Room, proposal: str) -> None:
    room.act("EU", lambda s, f: proposing.withdraw(s, f, proposal))


def _take(room: Room) -> None:
    room.act("CHAIR", lambda s, f: packaging.accept_package(s, f, "Deal"))


def test_a_package_needs_a_name_and_members_of_its_own() -> None:
    room = _room()
    room.refused("needs a name", lambda: _form(room, "EU-1", "EU-2", name=" "))
    room.refused("at least one", lambda: _form(room))
    room.refused("not conditional on itself", lambda: _form(room, "EU-1", "EU-2", upon=["EU-1"]))
    _form(room, "EU-1", "NOR-1", by="CHAIR")
    room.refused("only its author or the presiding party",
                 lambda: room.act("EU", lambda s, f: packaging.dissolve(s, f, "Deal")))  # fmt: skip


def test_a_broken_package_is_not_accepted_and_what_was_withdrawn_does_not_hinder() -> None:
    room = _room()
    _form(room, "EU-1", "EU-2")
    _withdraw(room, "EU-2")
    _take(room)
    assert room.at("1").now.wording == "Reaffirm it;"
    room.propose("EU", "2(b)", "Strengthen it;")
    room.propose("EU", "2(c)", "Support it;")
    _form(room, "EU-3", "EU-4")
    room.act("CHAIR", lambda s, f: deciding.reject(s, f, ["EU-3"]))
    room.refused("is broken: EU-3 was rejected", lambda: _take(room))
    _withdraw(room, "EU-4")
    room.act("EU", lambda s, f: packaging.dissolve(s, f, "Deal"))
    room.propose("EU", "2(b)", "Strengthen all;")
    room.propose("EU", "2(c)", "Support all;")
    _form(room, "EU-5", "EU-6")
    _withdraw(room, "EU-5")
    _withdraw(room, "EU-6")
    room.refused("was withdrawn", lambda: _take(room))


def test_two_proposals_on_one_provision_are_taken_one_after_the_other() -> None:
    room = _room()
    room.propose("EU", "1", "Reaffirm our commitment to reduce demand, in all regions;")
    room.propose("EU", "1", "Reaffirm our strong commitment to reduce demand, as appropriate, in "
                 "all regions;")  # fmt: skip
    _form(room, "EU-3", "EU-4")
    _take(room)
    assert (
        room.at("1").now.wording
        == "Reaffirm our strong commitment to reduce demand, in all regions;"
    )


def test_acts_that_cannot_be_are_void_with_the_reason() -> None:
    room = _room()
    _form(room, "EU-1", "EU-2")
    package = next(iter(room.state.now.packages))
    one, two = room.proposal("EU-1"), room.proposal("EU-2")
    foreign = [
        (PackageFormed(package=package, name="X", proposals=(one.id,)), "exists already"),
        (PackageFormed(package="x", name="X", proposals=("no",)), "not pending"),
        (PackageFormed(package="x", name="X", proposals=(one.id,)), "are in another"),
        (PackageDissolved(package="no"), "no such open package"),
        (PackageDecided(package="no", decisions=()), "no such open package"),
        (PackageDecided(package=package, decisions=()), "decides twice on one proposal"),
        (PackageDecided(package=package, decisions=(_on("gone", one.id),)), "not in the text"),
        (PackageDecided(package=package, decisions=(_on(two.provision, one.id),)),
         "for another provision"),
        (PackageDecided(package=package, decisions=(
            Decided(provision=one.provision, outcome="accepted", adopted=(one.id,),
                    removed=(one.provision, two.provision)),
            _on(two.provision, two.id))), "not in the text"),
    ]  # fmt: skip
    for payload, reason in foreign:
        room.act("CHAIR", lambda s, f, p=payload: p)
        assert reason in room.state.now.voids[-1].reason
    room.act("NOR", lambda s, f: PackageDissolved(package=package))
    assert "EU's package" in room.state.now.voids[-1].reason


def _on(provision: str, proposal: str) -> Decided:
    return Decided(provision=provision, outcome="accepted", wording="x", adopted=(proposal,))


def test_forming_a_package_is_taken_back_as_if_it_had_never_been() -> None:
    room = _room()
    entry = room.act("EU", lambda s, f: packaging.form(s, f, "Deal", ["EU-1", "EU-2"]))
    room.undo(entry, by="EU")
    assert room.state.now.packages == {}
    room.accept("EU-1")


def test_the_log_tells_of_packages_and_the_seals_of_their_decisions_fit() -> None:
    room = _room()
    _form(room, "EU-1", "EU-2", upon=["NOR-1"])
    room.act("EU", lambda s, f: packaging.dissolve(s, f, "Deal"))
    _form(room, "EU-1", "EU-2", name="Other")
    room.act("CHAIR", lambda s, f: packaging.accept_package(s, f, "Other"))
    entries = list(room.talks.journal.read())
    told = [tell(room.state, entry).text for entry in entries[-4:]]
    assert told == [
        "EU packaged EU-1, EU-2 as Deal, upon NOR-1",
        "EU dissolved the package Deal",
        "EU packaged EU-1, EU-2 as Other",
        "CHAIR gavelled the package Other: 1, 3",
    ]
    assert list(broken_seals(entries)) == []
    decided = entries[-1].act.payload
    assert isinstance(decided, PackageDecided)
    first = msgspec.structs.replace(decided.decisions[0], seal="0" * 64)
    payload = msgspec.structs.replace(decided, decisions=(first, *decided.decisions[1:]))
    act = msgspec.structs.replace(entries[-1].act, payload=payload)
    forged = [*entries[:-1], msgspec.structs.replace(entries[-1], act=act)]
    assert [what for _, what in broken_seals(forged)] == [
        "the seal of a package's decision does not fit its wording."
    ]


def test_a_package_taken_back_is_told_so() -> None:
    room = _room()
    entry = room.act("EU", lambda s, f: packaging.form(s, f, "Deal", ["EU-1", "EU-2"]))
    done = room.act("CHAIR", lambda s, f: packaging.dissolve(s, f, "Deal"))
    room.undo(done)
    room.undo(entry, by="EU")
    entries = list(room.talks.journal.read())
    assert tell(room.state, done).text == "CHAIR dissolved the package taken back"
    assert list(broken_seals(entries)) == []
