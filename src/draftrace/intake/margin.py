"""What do comments in a file of ours ask for that no mark shows?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from draftrace.exporters.asides import HERE, NOTE, Aside, aside_in
from draftrace.intake.acts import is_act, name
from draftrace.intake.changes import Change, Spotted
from draftrace.intake.hands import in_utc
from draftrace.intake.standing_at import depth, style_of
from draftrace.intake.taking import Taking
from draftrace.intake.tracked.model import Remark, Run
from draftrace.room.entities import Issued
from draftrace.text.fingerprints import fingerprint
from draftrace.text.wording import escape, note_ids, plain


class _Place(NamedTuple):
    """A paragraph with comments: the place of the base's paragraph that it is or stands behind,
    the provision it is if any, who brought it in if anybody did."""

    number: int
    after: int
    runs: tuple[Run, ...]
    issued: Issued | None
    by: str


def take_margin(taking: Taking) -> None:
    """Everything the acts of the record ask for by comments alone, in the order of the text."""
    told = {
        identity: aside
        for identity, remark in taking.tracked.remarks.items()
        if is_act(remark.author)
        and (aside := aside_in(remark.text)) is not None
        and aside.told != "whole"
    }
    if not told:
        return
    margin = _Margin(taking)
    for place in _places(taking):
        beside = {i for run in place.runs for i in run.remarks if i in told}
        for identity in (i for i in told if i in beside):
            margin.take(place, taking.tracked.remarks[identity], told[identity])
            taking.used.add(identity)


def _places(taking: Taking) -> Iterator[_Place]:
    for n, base in enumerate(taking.base):
        if n in taking.pairs:
            yield _Place(base.number, n, base.runs, taking.pairs[n].provision, "")
    for new in taking.new:
        moved = taking.moves.get(new.number)
        issued = taking.pairs[moved].provision if moved is not None else None
        yield _Place(new.number, new.after, new.runs, issued, "" if issued else new.author)


class _Margin:
    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        self.issued = {i.address: i for i in taking.alignment.text.provisions}
        self.notes = {i.note for i in taking.alignment.text.provisions if i.note}
        self.exact = {on: said.wording for said in taking.tracked.said for on in said.on}
        self.last = max((p.number for p in taking.tracked.paragraphs), default=0)
        self.asked: dict[tuple[str, str, int], tuple[str, int]] = {}

    def take(self, place: _Place, remark: Remark, aside: Aside) -> None:
        """Ask for what a comment tells, of an amendment behind what it amends."""
        by = remark.author
        asked = {"author": by, "happened": in_utc(remark.date), "number": place.number}
        asked["reason"] = self.taking.why(place.runs, by)
        asked["wording"] = self.worded(remark, aside)
        key = (aside.to or name(by), aside.where, place.number)
        issued = self.issued.get(aside.where.removeprefix("of "), place.issued)
        if aside.told == "came":
            self.moved_here(place, aside, asked)
        elif aside.told in ("moved", "struck"):
            self.whole(place, aside, asked)
        elif aside.where == HERE and place.by:
            kind = "amendment" if name(place.by) != name(by) else "revision"
            self.taking.ask(kind, None, to=place.by, **asked)
        elif aside.told == "amended" and key in self.asked:
            to, asked["number"] = self.asked[key]
            of = None if (aside.new or aside.where == NOTE) else issued
            self.taking.ask("amendment", of, to=to, **asked)
        elif aside.told == "asked" and (aside.new or aside.where == NOTE):
            self.insert(place, aside, asked)
            self.asked[key] = by, self.last
        elif aside.told == "asked" and issued is not None:
            self.taking.ask("wording", issued, **asked)
            self.asked[key] = by, place.number

    def whole(self, place: _Place, aside: Aside, asked: dict[str, Any]) -> None:
        """A move of the paragraph, or a note that is struck."""
        there = self.issued.get(aside.where.removeprefix("of "))
        if there is None:
            return
        if aside.told == "struck":
            self.taking.ask("deletion", there, **asked)
        elif place.issued is not None:
            self.taking.ask("move", place.issued, spot=Spotted(behind=there.provision), **asked)

    def moved_here(self, place: _Place, aside: Aside, asked: dict[str, Any]) -> None:
        """A move of what came in: it is inserted where it was at first, and what stands behind it
        here stands behind what it was moved behind."""
        there, number = self.issued.get(aside.where), place.number
        came = (c for c in self.taking.changes if c.kind == "insertion" and c.number == number)
        made = next((c for c in came if not c.note), None)
        if there is None or made is None or made.spot is None:
            return
        here = made.spot
        first = Spotted(there.provision, 0, self.ahead_of(there), here.kind, here.level)
        along = self.hanging_on(number, depth(here.kind, here.level))

        def placed(change: Change) -> Change:
            spot = first if change is made else change.spot
            beside = spot is not None and spot.behind_new in along
            if spot is not None and beside and change.number not in along:
                new = here.behind_new
                spot = msgspec.structs.replace(spot, behind=here.behind, behind_new=new)
            return msgspec.structs.replace(change, spot=spot)

        self.taking.changes = list(map(placed, self.taking.changes))
        self.taking.ask("move", None, spot=here, to=place.by, **asked)

    def ahead_of(self, there: Issued) -> str:
        """Id of the paragraph of the base before which stands what comes in behind another."""
        pairs = self.taking.pairs
        at = next((n for n in pairs if pairs[n].provision == there), -1)
        ahead = min((n for n in pairs if n > at), default=-1)
        return pairs[ahead].provision.provision if ahead >= 0 else ""

    def hanging_on(self, number: int, deep: int) -> set[int]:
        """The number of a paragraph that came in, and those of what came in below it."""
        found = {number}
        for change in sorted(self.taking.changes, key=lambda c: c.number):
            spot = change.spot
            if (
                spot is not None
                and spot.behind_new in found
                and depth(spot.kind, spot.level) > deep
            ):
                found.add(change.number)
        return found

    def insert(self, place: _Place, aside: Aside, asked: dict[str, Any]) -> None:
        """A paragraph or note that came in nowhere. It bears a number that no paragraph has, so
        that nothing is taken to stand behind it."""
        self.last += 1
        if aside.new:
            kind, level = aside.new
            spot = self.taking.spot(place.number + 1, place.after, style=style_of(kind))
            spot = msgspec.structs.replace(spot, kind=kind, level=level)
        else:
            notes = [i.provision for i in self.issued.values() if i.kind == "footnote"]
            spot = Spotted(behind=notes[-1] if notes else "", kind="footnote", level=1)
        where = self.taking.near(place.number)
        self.taking.ask(
            "insertion", None, spot=spot, address=where, **(asked | {"number": self.last})
        )

    def worded(self, remark: Remark, aside: Aside) -> str:
        """The words asked for, with the emphasis and the citations that the file says they had."""
        exact = self.exact.get(fingerprint(remark.text, remark.text), "")
        fits = plain(exact) == aside.words and self.notes.issuperset(note_ids(exact))
        return exact if exact and fits else escape(aside.words)
