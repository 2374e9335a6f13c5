"""Generated negotiations: random moves played through the real rules; refused ones are skipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from draftrace.compare import bracketing
from draftrace.errors import DraftraceError
from draftrace.room import places
from draftrace.room.acts import (
    agreeing,
    amending,
    corpus,
    deciding,
    issuing,
    packaging,
    proposing,
    restructuring,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.bracketing import treat
from draftrace.room.acts.terms import SourceRef
from draftrace.room.entities import Proposal
from draftrace.room.record import Entry
from draftrace.room.state import State
from property import silences
from room_kit import Room, document

Move = tuple[str, int, int, int]
PARTIES = ("EU", "NOR", "CUB", "CHAIR", "SEC", "OBS")
WORDS = ("shall", "may", "promote", "review", "services", "all", "human", "rights", "[or]", "now")
SOURCE = SourceRef(document="WG", address="1", wording="Services should be promoted")
TEXT = document(
    "# Declaration",
    "PP Recalling what all States promised,",
    "1. Promote services in all regions, as appropriate;",
    "2. States should:",
    "(a) Review their services now;",
    "(b) Promote human rights:",
    "(i) By training;",
    "(ii) By review;",
    "(c) Support development[^1] in all regions;",
    "## Follow-up",
    "3. Decide to review progress[^2];",
    "4. Decide to meet again.",
    "[^1]: As defined earlier.",
    "[^2]: Every two years.",
)


class Table:
    """A room in which moves are drawn by number, so that every number means something."""

    def __init__(self) -> None:
        self.room = Room(TEXT)
        self.room.register()

    def play(self, moves: Sequence[Move]) -> list[Entry]:
        """Make every move the rules allow; the entries they made."""
        return [entry for move in moves if (entry := self.move(*move)) is not None]

    def move(self, kind: str, one: int, two: int, three: int) -> Entry | None:
        """The entry a move made, or None where the rules refuse it."""
        try:
            entry: Entry | None = MOVES[kind](self, one, two, three)
        except DraftraceError:
            return None
        return entry

    @property
    def state(self) -> State:
        return self.room.state

    def provision(self, number: int) -> str:
        """A living provision; every third number means one of those touched last, since moves
        that meet are what the rules are for."""
        order = self.state.order()
        if number % 3 == 0:
            late = sorted(order, key=lambda i: self.state.now.provisions[i].touched)
            return late[-1 - number // 3 % min(3, len(late))]
        return order[number % len(order)]

    def proposal(self, number: int) -> Proposal:
        pending = sorted(self.state.now.pending.values(), key=lambda p: p.stamp.position)
        if not pending:
            raise DraftraceError("Nothing is pending.")
        if number % 3 == 0:
            return pending[-1 - number // 3 % min(3, len(pending))]
        return pending[number % len(pending)]

    def act(self, number: int, decide: Callable[..., Any], by: str = "") -> Entry:
        behalf = "G" if number % 11 == 0 else ""
        return self.room.act(by or PARTIES[number % len(PARTIES)], decide, behalf=behalf)

    def wording(self, provision: str, two: int, three: int) -> str:
        """The provision's wording with a word put in, taken out or changed."""
        words = self.state.now.provisions[provision].now.wording.split()
        at = two % (len(words) + 1)
        words[at : at + three % 3] = [WORDS[(two + three) % len(WORDS)]] * (three % 5 > 0)
        return " ".join(words)


def _propose(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    return t.act(
        two,
        lambda s, f: proposing.propose_wording(
            s,
            f,
            target,
            t.wording(target, two, three),
            sources=(SOURCE,) * (one % 2),
            second_to=_first_choice(t, target, PARTIES[two % len(PARTIES)], three),
        ),
    )


def _first_choice(t: Table, target: str, by: str, three: int) -> str:
    """Now and then a proposal is a fall-back to one that its sponsor has made there already."""
    own = [p.id for p in t.state.pending_on(target) if p.stamp.by == by]
    return own[-1] if own and three % 2 else ""


def _alternative(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    wording = t.wording(target, two, three)
    return t.act(two, lambda s, f: amending.propose_alternative(s, f, target, wording))


def _amend(t: Table, one: int, two: int, three: int) -> Entry:
    amendable = [p for p in t.state.now.pending.values() if p.change in amending.AMENDABLE]
    found = amendable[-1 - one % len(amendable)] if amendable else t.proposal(one)
    words = found.now.wording.split(" ")
    at = two % (len(words) + 1)
    words[at : at + three % 2] = [WORDS[(two + three) % len(WORDS)]]
    return t.act(three, lambda s, f: amending.propose_amendment(s, f, found.id, " ".join(words)))


def _take_in(t: Table, one: int, two: int, three: int) -> Entry:
    amended = [p for p in t.state.now.pending.values() if t.state.amendments_to(p)]
    found = amended[one % len(amended)] if amended else t.proposal(one)
    mine = [p.id for p in t.state.amendments_to(found)][: 1 + two % 2]
    return t.act(1, lambda s, f: amending.take_in(s, f, found.id, mine), found.stamp.by)


def _split(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    words = t.state.now.provisions[target].now.wording.split()
    before = [" ".join(words[n:]) for n in {1 + two % len(words), 1 + three % len(words)}]
    return t.act(two, lambda s, f: restructuring.propose_split(s, f, target, before))


def _merge(t: Table, one: int, two: int, three: int) -> Entry:
    order = t.state.order()
    target = t.provision(one)
    found = t.state.now.provisions[target]
    alike = [
        i
        for i in order
        if i != target
        and t.state.now.provisions[i].kind == found.kind
        and t.state.above(i) == t.state.above(target)
    ]
    merged = [alike[n % len(alike)] for n in range(two, two + 1 + three % 2)] if alike else []
    wording = t.wording(target, two, three) if three % 3 == 0 else ""
    return t.act(two, lambda s, f: restructuring.propose_merge(s, f, target, merged, wording))


def _insert(t: Table, one: int, two: int, three: int) -> Entry:
    place = (places.after, places.before, places.first_in)[three % 3]
    return t.act(
        two,
        lambda s, f: proposing.propose_insertion(s, f, place(s, t.provision(one)), f"New {two};"),
    )


def _shift(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(
        three,
        lambda s, f: proposing.propose_move(s, f, t.provision(one), t.provision(two)),
    )


def _strike(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(two, lambda s, f: proposing.propose_deletion(s, f, t.provision(one)))


def _revise(t: Table, one: int, two: int, three: int) -> Entry:
    found = t.proposal(one)
    wording = t.wording(found.provision, two, three)
    if found.change == "split":
        wording = wording.replace(" ", "\n", 1)
    return t.act(1, lambda s, f: proposing.revise(s, f, found.handle, wording), found.stamp.by)


def _withdraw(t: Table, one: int, two: int, three: int) -> Entry:
    found = t.proposal(one)
    return t.act(1, lambda s, f: proposing.withdraw(s, f, found.id), found.stamp.by)


def _confirm(t: Table, one: int, two: int, three: int) -> Entry:
    waiting = [p for p in t.state.now.pending.values() if p.now.waiting] or [t.proposal(one)]
    found = waiting[one % len(waiting)]
    return t.act(1, lambda s, f: proposing.confirm(s, f, found.id), found.stamp.by)


def _join(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(two, lambda s, f: supporting.co_sponsor(s, f, t.proposal(one).id))


def _stand(t: Table, one: int, two: int, three: int) -> Entry:
    stance: Any = ("supports", "objects", "reserves", "lifted")[three % 4]
    on = {"proposal": t.proposal(one).id} if two % 2 else {"provision": t.provision(one)}
    return t.act(two, lambda s, f: supporting.take_position(s, f, stance, **on))


def _accept(t: Table, one: int, two: int, three: int) -> Entry:
    rivals = [p.id for p in t.state.pending_on(t.proposal(one).provision)]
    fallen = rivals[: two % 3 - 1] if two % 3 else []
    only = [1] if three % 3 == 0 else []
    return t.act(
        1,
        lambda s, f: deciding.accept(s, f, t.proposal(one).id, only=only, overtaken=fallen),
        "CHAIR",
    )


def _settle(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    drawn = [p.id for p in t.state.pending_on(target)][: two % 3]
    fallen = [p.id for p in t.state.pending_on(target)][2:]
    return t.act(
        1,
        lambda s, f: deciding.settle(
            s, f, target, t.wording(target, two, three), drawing_on=drawn, overtaken=fallen
        ),
        "CHAIR",
    )


def _reject(t: Table, one: int, two: int, three: int) -> Entry:
    named = [t.proposal(one).handle, t.proposal(one).id]
    return t.act(1, lambda s, f: deciding.reject(s, f, named[: 1 + two % 2]), "CHAIR")


def _defer(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(1, lambda s, f: deciding.defer(s, f, t.provision(one)), "CHAIR")


def _agree(t: Table, one: int, two: int, three: int) -> Entry:
    rung: Any = ("under discussion", "agreed in informals", "agreed in committee")[two % 3]
    return t.act(
        1,
        lambda s, f: agreeing.agree(s, f, t.provision(one), rung, alone=bool(three % 2)),
        "CHAIR",
    )


def _reopen(t: Table, one: int, two: int, three: int) -> Entry:
    agreed = [p.id for p in t.state.standing() if p.now.agreed] or [t.provision(one)]
    return t.act(1, lambda s, f: agreeing.reopen(s, f, agreed[one % len(agreed)]), "CHAIR")


def _lift(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(
        1,
        lambda s, f: tabling.lift(s, f, [SOURCE], "Promote it;", after=t.provision(one)),
        "SEC",
    )


def _link(t: Table, one: int, two: int, three: int) -> Entry:
    if three % 2:
        return t.act(two, lambda s, f: corpus.dismiss(s, f, t.provision(one), SOURCE))
    return t.act(two, lambda s, f: corpus.link(s, f, t.provision(one), SOURCE, relation="adapted"))


def _undo(t: Table, one: int, two: int, three: int) -> Entry:
    undoable = [s for s in t.state.past.stamps.values() if s.kind in undoing.UNDOABLE]
    stamps = [s for s in undoable if s.act not in t.state.now.undone]
    if not stamps:
        raise DraftraceError("Nothing to undo.")
    found = stamps[-1 - one % min(6, len(stamps))]
    return t.act(1, lambda s, f: undoing.undo(s, f, found.act), found.by)


def _issue(t: Table, one: int, two: int, three: int) -> Entry:
    return t.act(1, issuing.issue, "SEC")


def _convene(t: Table, one: int, two: int, three: int) -> Entry:
    """The next meeting: most often informals or the committee, now and then the plenary."""
    if one % 5 == 0:
        t.room.open("plenary")
        return t.act(1, issuing.adopt, "CHAIR")
    t.room.close()
    t.room.open(("informal", "committee")[two % 2])
    return t.act(1, lambda s, f: deciding.defer(s, f, t.provision(one)), "CHAIR")


def _correct(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    corrections = {target: t.wording(target, two, three)}
    return t.act(1, lambda s, f: issuing.correct(s, f, corrections, "a slip"), "SEC")


def _package(t: Table, one: int, two: int, three: int) -> Entry:
    members = [t.proposal(one).id, t.proposal(two).id]
    upon = [t.proposal(one + two).id] if three % 4 == 0 else []
    return t.act(
        two,
        lambda s, f: packaging.form(s, f, f"P{three}", members, upon=upon),
        "CHAIR" if three % 2 else "",
    )


def _take_package(t: Table, one: int, two: int, three: int) -> Entry:
    packages = packaging.open_packages(t.state)
    if not packages:
        raise DraftraceError("There is no package.")
    found = packages[one % len(packages)]
    if three % 4 == 0:
        return t.act(1, lambda s, f: packaging.dissolve(s, f, found.id), found.stamp.by)
    return t.act(1, lambda s, f: packaging.accept_package(s, f, found.id), "CHAIR")


def _bracket(t: Table, one: int, two: int, three: int) -> Entry:
    target = t.provision(one)
    outcome: Any = ("brackets lifted", "brackets struck", "brackets chosen")[three % 3]
    operation = (bracketing.lifted, bracketing.struck, bracketing.chosen)[three % 3]
    return t.act(1, lambda s, f: treat(s, f, target, outcome, lambda w: operation(w, 1)), "CHAIR")


MOVES: dict[str, Callable[[Table, int, int, int], Entry]] = {
    "propose": _propose,
    "insert": _insert,
    "alternative": _alternative,
    "amend": _amend,
    "take in": _take_in,
    "split": _split,
    "merge": _merge,
    "shift": _shift,
    "strike": _strike,
    "revise": _revise,
    "withdraw": _withdraw,
    "confirm": _confirm,
    "join": _join,
    "stand": _stand,
    "accept": _accept,
    "settle": _settle,
    "reject": _reject,
    "defer": _defer,
    "agree": _agree,
    "reopen": _reopen,
    "lift": _lift,
    "link": _link,
    "undo": _undo,
    "issue": _issue,
    "convene": _convene,
    "correct": _correct,
    "package": _package,
    "take package": _take_package,
    "bracket": _bracket,
    **silences.MOVES,
}
_OFTEN = (
    *("propose", "insert", "insert", "shift", "strike", "accept", "accept", "accept", "undo"),
    *("propose", "amend", "split", "merge", "undo", "package", "take package"),
    *silences.OFTEN,
)
_NUMBER = st.integers(0, 59)


def moves(least: int = 12, most: int = 30) -> st.SearchStrategy[list[Move]]:
    """Sequences of moves; what a number names depends on what is there."""
    kinds = st.sampled_from((*MOVES, *_OFTEN))
    return st.lists(st.tuples(kinds, _NUMBER, _NUMBER, _NUMBER), min_size=least, max_size=most)
