"""What holds of every negotiation the rules allow, and of every record anybody could write."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.acts import any_act
from draftrace.compare.dividing import CUT
from draftrace.errors import NegotiationError
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.snapshot import Snapshot
from draftrace.room import roles
from draftrace.room.acts import (
    agreeing,
    deciding,
    fixing,
    issuing,
    proposing,
    silence,
    supporting,
    undoing,
)
from draftrace.room.evolve import fold
from draftrace.room.issued import frozen, text_seal
from draftrace.room.record import Act, Entry
from draftrace.room.state import ITEM_DEPTH, Past, Present, State, depth_of
from draftrace.text import labels
from draftrace.views import history, log, standing
from draftrace.views.parties import profile
from draftrace.views.rolling import pending, rolling
from draftrace.views.seals import broken_seals, editorial_fixes
from draftrace.views.silences import rounds
from draftrace.views.trace import trace
from property import silences
from property.negotiations import Move, Table, moves

MODEST = settings(max_examples=60, deadline=None)


def read_everything(state: State, entries: list[Entry]) -> None:
    """Every view of a state, so that none stumbles over what a record can hold."""
    for provision in list(state.now.provisions.values()):
        trace(state, provision)
        history.dismissed(state, provision.id)
        rolling(state, provision)
        pending(state, provision)
    for code in state.now.parties:
        profile(state, code)
    editorial_fixes(state)
    rounds(state)
    standing.standing(state, proposed=True)
    for entry in entries:
        log.tell(state, entry)


def parts(state: State) -> tuple[Present, Past]:
    return state.now, state.past


@MODEST
@given(moves())
def test_what_the_rules_allow_the_fold_takes_in(played: list[Move]) -> None:
    table = Table()
    table.play(played)
    entries = list(table.room.talks.journal.read())
    assert [void.reason for void in table.state.now.voids] == []
    assert list(broken_seals(entries)) == []
    read_everything(table.state, entries)


@MODEST
@given(moves())
def test_items_hang_on_the_provision_they_are_cited_under(played: list[Move]) -> None:
    table = Table()
    table.play(played)
    state = table.state
    living = [state.now.provisions[i] for i in state.order()]
    assert len({p.now.address for p in living}) == len(living)
    for provision in living:
        assert state.now.addresses[provision.now.address] == provision.id
        if depth_of(provision) >= ITEM_DEPTH:
            above = state.now.provisions[state.above(provision.id)]
            assert provision.now.address.startswith(above.now.address)


@MODEST
@given(moves(20, 40), st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=6))
def test_states_saved_and_carried_on_are_the_fold_from_the_first_entry(
    played: list[Move], strides: list[tuple[int, bool]]
) -> None:
    """Two processes follow a journal that grows; each saves now and then over the other's."""
    table = Table()
    table.play(played)
    entries = list(table.room.talks.journal.read())
    journal = MemoryJournal()
    with TemporaryDirectory() as folder:
        kept = [Snapshot(Path(folder) / "kept.db", journal, "") for _ in range(2)]
        states = [State(), State()]
        for stride, turn in (*strides, (len(entries), True), (0, False)):
            done = journal.head().position
            journal.append([e.act for e in entries[done : done + stride]], done)
            state = fold(journal.read(states[turn].now.position), states[turn])
            kept[turn].save(state)
            assert_same(state, fold(entries[: state.now.position]))
            states[not turn] = kept[not turn].load() or states[not turn]
        assert_same(states[0], table.state)


def assert_same(state: State, folded: State) -> None:
    """Also in the order in which histories are gone through."""
    assert parts(state) == parts(folded)
    assert state.order() == folded.order()
    for name in ("steps", "offers", "closed", "stamps", "concerned"):
        found, wanted = getattr(state.past, name), getattr(folded.past, name)
        assert (list(found), len(found)) == (list(wanted), len(wanted)), name


def fingerprint(state: State) -> object:
    """Standing text, pending proposals and rungs, and how the room cites them."""
    waiting = [
        (p.handle, p.provision, p.change, p.now, p.places, p.merged, p.second_to)
        for i in state.order()
        for p in state.pending_on(i)
    ]
    return (
        text_seal(frozen(state)),
        waiting,
        [(i, state.now.provisions[i].now) for i in state.order()],
        state.now.addresses,
        state.now.alternatives,
        {k: v for k, v in state.now.positions.items() if v},
        {k: v for k, v in state.now.links.items() if v},
        state.now.packages,
        msgspec.to_builtins(state.now.silences),
    )


@settings(max_examples=100, deadline=None)
@given(moves(), moves(1, 6))
def test_undo_gives_back_text_proposals_and_rungs(before: list[Move], after: list[Move]) -> None:
    table = Table()
    table.play(before)
    for move in after:
        known = fingerprint(table.state)
        entry = table.move(*move)
        if entry is not None and undoing.stamp_of(table.state, entry.act.id) is not None:
            table.room.undo(entry, by=entry.act.by)
            assert fingerprint(table.state) == known
            table.move(*move)


@MODEST
@given(moves(20, 40))
def test_what_waits_upon_an_insertion_keeps_to_its_words_and_comes_after_it(
    played: list[Move],
) -> None:
    table = Table()
    table.play(played)
    state = table.state
    for proposal in list(state.now.pending.values()):
        concerned = [state.now.provisions[i] for i in proposal.concerns]
        lives = {provision.now.life for provision in concerned}
        if proposal.change in ("insertion", "amendment") or "proposed" not in lives:
            continue
        if "struck" in lives:
            assert proposal.now.rebase == "orphaned"
        elif not proposal.now.waiting:
            assert proposal.now.base == CUT.join(p.now.wording for p in concerned)
            table.room.refused("", partial(table.room.accept, proposal.id))


@MODEST
@given(moves())
def test_numbers_are_consecutive_after_an_issue(played: list[Move]) -> None:
    table = Table()
    table.play(played)
    if table.state.now.revision.startswith("adopted"):
        return
    silences.call_off(table)
    table.room.issue()
    found: dict[tuple[str, ...], list[int]] = {}
    for provision in table.state.standing():
        label = provision.now.label
        if label:
            style = {"item": "letters", "subitem": "roman"}.get(provision.kind, "arabic")
            read = labels.parse(label, style=style)  # type: ignore[arg-type]
            assert read is not None
            above = "" if provision.level == 1 else table.state.above(provision.id)
            found.setdefault((provision.kind, above), []).append(read.value)
    for (kind, _), numbers in found.items():
        printed = sorted(numbers) if kind == "footnote" else numbers
        assert printed == list(range(1, len(numbers) + 1))


@MODEST
@given(moves())
def test_no_address_is_given_twice_between_issues(played: list[Move]) -> None:
    table = Table()
    bearers: dict[str, str] = {}
    issues = 0
    for move in played:
        table.move(*move)
        state = table.state
        if len(state.past.revisions) != issues:
            issues = len(state.past.revisions)
            bearers = {}
        for address, provision in state.now.addresses.items():
            assert bearers.setdefault(address, provision) == provision, address


@MODEST
@given(moves())
def test_a_changed_rule_set_never_changes_the_past(played: list[Move]) -> None:
    table = Table()
    table.play(played)
    entries = list(table.room.talks.journal.read())

    def refuse(*_: Any, **__: Any) -> Any:
        raise NegotiationError("Nothing is allowed any more.")

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(roles, "RULES", {})
        families = (agreeing, deciding, fixing, issuing, proposing, silence, supporting, undoing)
        for module in families:
            for name in filter(rule_of(module), list(vars(module))):
                changed.setattr(module, name, refuse)
        target = table.provision(1)
        table.room.refused("Nothing is allowed", lambda: table.room.propose("EU", target, "x"))
        assert parts(fold(entries)) == parts(table.state)


SHARED_RULES = ("require", "provision_of", "proposal_of", "gavel", "fresh", "require_role")
FOLDING = (
    "stamp_of",
    "dependents",
    "packaged",
    "open_packages",
    "height",
    "open_again",
    "group_statements",
    "resting_on",
    "take_back",
)
"""What the evolve functions use themselves; none of it is a rule."""


def rule_of(module: ModuleType) -> Callable[[str], bool]:
    """Whether a name of a family of acts is a rule: a decide function or what they share."""

    def is_rule(name: str) -> bool:
        own = getattr(getattr(module, name), "__module__", "") == module.__name__
        decides = own and not name.startswith(("evolve_", "_")) and name not in FOLDING
        return decides or name in SHARED_RULES

    return is_rule


def corrupted(act: Act, strings: list[str], chance: random.Random) -> Act:
    """The act with one field of its envelope or payload put out of joint."""
    target: Any = act if chance.random() < 0.3 else act.payload
    name = chance.choice(target.__struct_fields__)
    value = getattr(target, name)
    strange: Any = value
    if isinstance(value, str):
        strange = chance.choice([*strings, "", "nowhere"])
    elif isinstance(value, tuple):
        strange = chance.choice([(), value[:1], value * 2, tuple(reversed(value))])
        if value and isinstance(value[0], str):
            strange += (chance.choice(strings),)
    elif isinstance(value, bool):
        strange = not value
    changed = msgspec.structs.replace(target, **{name: strange})
    broken = changed if target is act else msgspec.structs.replace(act, payload=changed)
    try:
        return msgspec.json.decode(msgspec.json.encode(broken), type=Act)
    except msgspec.ValidationError:
        return act


@settings(max_examples=100, deadline=None)
@given(moves(), st.lists(any_act(), max_size=4), st.randoms(use_true_random=False))
def test_the_fold_is_total(played: list[Move], foreign: list[Act], chance: random.Random) -> None:
    table = Table()
    table.play(played)
    acts = [entry.act for entry in table.room.talks.journal.read()]
    strings = sorted({a.id for a in acts} | set(table.state.now.provisions) | {"EU", "CHAIR", "V"})
    acts += chance.choices(acts, k=5) + foreign
    for _ in range(chance.randint(0, 12)):
        at = chance.randrange(len(acts))
        acts[at] = corrupted(acts[at], strings, chance)
    for _ in range(chance.choice([0, 3, len(acts)])):
        one, other = chance.randrange(len(acts)), chance.randrange(len(acts))
        acts[one], acts[other] = acts[other], acts[one]
    entries = [
        Entry(position=n, recorded="2030-01-01T00:00:00Z", act=act, previous="", hash="")
        for n, act in enumerate(acts, 1)
    ]
    state = fold(entries)
    assert state.now.position == len(entries)
    assert all(void.reason for void in state.now.voids)
    read_everything(state, entries)


def test_every_kind_of_corruption_is_told() -> None:
    """The generator of broken records breaks what it is meant to break."""
    table = Table()
    table.play([("propose", 2, 0, 1), ("propose", 2, 1, 2), ("accept", 0, 0, 1)])
    acts = [entry.act for entry in table.room.talks.journal.read()]
    chance = random.Random(7)
    broken = [corrupted(act, ["nowhere"], chance) for _ in range(20) for act in acts]
    assert sum(one != other for one, other in zip(broken, acts * 20, strict=True)) > 150
