"""A room set for one act: who proposed what on which provision before somebody takes the floor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from draftrace import intake
from draftrace.room.acts import (
    agreeing,
    amending,
    corpus,
    deciding,
    issuing,
    meetings,
    packaging,
    proposing,
    setup,
    silence,
)
from room_kit import document
from tui.kit import Table

OTHERS = "NOR"
"""Who stands for everybody else; never the one at the keyboard."""
_BRACKETED = "States shall [as appropriate] look after place {}, each in its own way."
_PLAIN = "States shall look after place {}, each in its own way."
PLACES = 40
BRACKETED = 32

REPORT = """\
Report of the working group

Symbol: WG.1

Conclusions

1. The exchange of intelligence among harbour towns should be promoted.

2. Alternative lighthouses should be supported by all.
"""
SOURCED = {
    26: "Promote the exchange of intelligence among harbour towns.",
    27: "Support alternative lighthouses by all.",
}


def wording(number: int) -> str:
    """What a place of the staged text says."""
    form = _BRACKETED if number == BRACKETED else _PLAIN
    return SOURCED.get(number, form.format(number))


class Stage:
    """A workspace for one role's whole evening: a place of the text for each act."""

    def __init__(self, root: Path, me: str) -> None:
        numbered = (f"{n}. {wording(n)}" for n in range(1, PLACES + 1))
        self.table = Table(root, document("# Declaration", *numbered))
        self.me = me
        self.desk("SEC", lambda s, f: setup.add_party(s, f, "VICE", "Vice-Chair", "bureau"))
        self.desk("SEC", lambda s, f: setup.join_group(s, f, "G", "EU"))
        self.report = root.parent / "report.txt"
        self.report.write_text(REPORT, encoding="utf-8")
        source = intake.source(self.report, symbol="WG.1", role="conclusions")
        source.keep(self.table.workspace.corpus)
        self.desk("SEC", lambda s, f: corpus.add_document(s, f, source.intent()))

    def desk(self, by: str, decide: Callable[..., Any], **floor: Any) -> str:
        """An act recorded without any screen; its id."""
        talks = self.table.workspace.negotiation
        given = {"meeting": self.table.meeting} | floor
        return talks.perform(decide, talks.floor(by, **given)).act.id

    def id(self, place: int) -> str:
        """The provision at a place."""
        return self.table.id(str(place))

    def proposes(self, by: str, place: int, more: str = "now") -> str:
        """Another wording; the proposal's id."""
        new = wording(place).replace(" in ", f" {more} in ")
        return self.desk(by, lambda s, f: proposing.propose_wording(s, f, self.id(place), new))

    # What stands before an act

    def mine(self, place: int) -> None:
        """A proposal of one's own."""
        self.proposes(self.me, place)

    def two_of_mine(self, place: int) -> None:
        """Two, which make a package."""
        self.proposes(self.me, place)
        self.proposes(self.me, place, "soon")

    def theirs(self, place: int) -> None:
        """Somebody else's proposal."""
        self.proposes(OTHERS, place)

    def mine_amended(self, place: int) -> None:
        """One's own, with somebody's amendment."""
        mine = self.proposes(self.me, place)
        new = self.table.state.proposal(mine).now.wording + " Always."  # type: ignore[union-attr]
        self.desk(OTHERS, lambda s, f: amending.propose_amendment(s, f, mine, new))

    def mine_in_conflict(self, place: int) -> None:
        """One's own, overtaken by what was accepted."""
        self.proposes(self.me, place, "later")
        rival = self.proposes(OTHERS, place, "never")
        self.desk("CHAIR", lambda s, f: deciding.accept(s, f, rival))

    def package_of_theirs(self, place: int) -> None:
        """Two of somebody else's proposals, tied."""
        members = [self.proposes(OTHERS, place), self.proposes(OTHERS, place + 1)]
        self.desk(OTHERS, lambda s, f: packaging.form(s, f, "Harbours", members))

    def the_group_spoke(self, place: int) -> None:
        """A proposal of the group's."""
        self.proposes("G", place)

    def under_silence(self, place: int) -> None:
        """The provision goes round."""
        until = "2098-01-01T00:00:00Z"
        self.desk("CHAIR", lambda s, f: silence.open_silence(s, f, [self.id(place)], until))

    def after_silence(self, place: int) -> None:
        """It went round long ago, and the deadline has passed."""
        self.desk(
            "CHAIR",
            lambda s, f: silence.open_silence(s, f, [self.id(place)], "2020-02-01T00:00:00Z"),
            happened="2020-01-01T00:00:00Z",
        )

    def agreed(self, place: int) -> None:
        """Agreed in informals."""
        self.desk("CHAIR", lambda s, f: agreeing.agree(s, f, self.id(place), "agreed in informals"))

    def ripe(self, place: int) -> None:
        """Nothing is pending or under silence, no bracket is left, and a plenary is open."""
        del place
        for running in [x for x in self.table.state.now.silences.values() if x.ended is None]:
            self.desk("CHAIR", lambda s, f, r=running: silence.withdraw_silence(s, f, r.id))
        while pending := list(self.table.state.now.pending.values()):
            last = pending[-1].id
            self.desk("CHAIR", lambda s, f, p=last: deciding.reject(s, f, [p]))
        plenary = self.desk(
            "SEC", lambda s, f: meetings.open_meeting(s, f, "Plenary", level="plenary")
        )
        self.table.meeting = plenary
        if "[" in self.table.wording(str(BRACKETED)):
            here, plain = self.id(BRACKETED), _PLAIN.format(BRACKETED)
            self.desk("CHAIR", lambda s, f: deciding.settle(s, f, here, plain, drawing_on=[]))

    def adopted(self, place: int) -> None:
        """The text has been adopted."""
        self.ripe(place)
        self.desk("CHAIR", issuing.adopt)
