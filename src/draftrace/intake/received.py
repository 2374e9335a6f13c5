"""A file with tracked changes becomes changes to provisions, one per author.

Everything of the file ends in one of two lists: what it asks for, and what is left, each thing
with its place.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare.rebase import rebase
from draftrace.intake.bases import Alignment, Pair, found_base
from draftrace.intake.changes import Change, Left, Received, Spotted
from draftrace.intake.citing import Citing
from draftrace.intake.hands import (
    alone,
    authors,
    changed,
    latest,
    moved_from,
    nested,
    reason,
)
from draftrace.intake.letters import Matched, bare, shown
from draftrace.intake.paragraphs import Base, New, parted, typed_label
from draftrace.intake.standing_at import kind_of
from draftrace.intake.tracked.model import Run, Tracked, opening
from draftrace.room.state import Issued, State
from draftrace.text.wording import normalise


def received(state: State, tracked: Tracked, file: str, on: str = "") -> Received:
    """What the file asks for of this text. Raises UsageError when it is no issue of it."""
    base, new = parted(tracked.paragraphs)
    alignment = found_base(state, tracked, base, on)
    intake = _Intake(state, tracked, file, base, new, alignment)
    intake.take()
    return Received(
        file,
        alignment.text.name,
        tuple(sorted(intake.changes, key=lambda change: change.number)),
        tuple(intake.left),
        tracked.formatting,
    )


class _Intake:
    """One pass over a file whose base is known."""

    def __init__(
        self,
        state: State,
        tracked: Tracked,
        file: str,
        base: Sequence[Base],
        new: Sequence[New],
        alignment: Alignment,
    ) -> None:
        self.state = state
        self.tracked = tracked
        self.file = file
        self.base = base
        self.new = new
        self.alignment = alignment
        self.pairs = {pair.paragraph: pair for pair in alignment.pairs}
        self.matched = {
            n: Matched(base[n].runs, pair.provision.wording, pair.label)
            for n, pair in self.pairs.items()
        }
        self.issued = {i.provision: i for i in alignment.text.provisions}
        self.citing = Citing(tracked, self.matched.values(), alignment.text.provisions)
        self.changes: list[Change] = []
        self.left: list[Left] = []
        self.used: set[str] = set()
        self.moves = self._moves()

    def take(self) -> None:
        for place in range(len(self.base)):
            if place in self.pairs:
                self.standing(place)
            else:
                self.unmatched(place)
        for new in self.new:
            self.come(new)
        self.notes()
        self.untracked()
        self.remaining()

    def leave(self, what: str, where: str, author: str = "", text: str = "") -> None:
        self.left.append(Left(what=what, where=where, author=author, text=opening(text)))

    # Paragraphs of the base

    def standing(self, place: int) -> None:
        """The changes of every author to one provision."""
        base, pair = self.base[place], self.pairs[place]
        address = pair.provision.address
        for mark in base.split:
            self.leave("paragraph split in two", address, mark.author, base.text)
        if base.merged is not None:
            self.leave("paragraph merged with the next", address, base.merged.author, base.text)
        for author in authors(base.runs):
            if place in self.moves.values() and _all_gone(base.runs, author):
                continue
            self.relabelled(place, author)
            self.amended(base.runs, self.matched[place], pair.provision, author, base.number)

    def amended(
        self, runs: tuple[Run, ...], matched: Matched, issued: Issued, author: str, number: int
    ) -> None:
        """One author's wording of a provision, or its deletion; said where it comes to nothing."""
        wording = self.asked(matched, issued.wording, runs, author)
        within = nested(runs, author)
        if wording in (issued.wording, matched.wording(_in_base)):
            if within:
                by = ", ".join(within)
                self.leave(
                    f"strikes what {by} inserts", issued.address, author, _struck(runs, author)
                )
            return
        why = reason(runs, author, self.tracked.remarks, self.used)
        if within:
            why = f"{why} (amends what {', '.join(within)} inserts)".strip()
        self.cited(runs, author, issued.address)
        self.changes.append(
            Change(
                kind="wording" if wording else "deletion",
                provision=issued.provision,
                address=issued.address,
                base=issued.wording,
                wording=wording,
                author=author,
                happened=latest(runs, author),
                reason=why,
                number=number,
            )
        )

    def asked(self, matched: Matched, standing: str, runs: tuple[Run, ...], author: str) -> str:
        """What the provision would say with one author's changes alone, on what it said in the
        base; untracked edits beside them stay out where they can be told apart."""
        wording = matched.wording(alone(runs, author), self.citing.note)
        shown_base = matched.wording(_in_base)
        if not wording or shown_base in (wording, standing):
            return wording
        return rebase(shown_base, wording, standing).wording

    def relabelled(self, place: int, author: str) -> None:
        matched = self.matched[place]
        there = alone(matched.runs, author)
        old, new = matched.typed(_in_base), matched.typed(there)
        if old != new and any(there(run) and run.text.strip() for run in matched.runs):
            told = f"{old or 'no number'} becomes {new or 'no number'}"
            self.leave("number typed anew", self.pairs[place].provision.address, author, told)

    def cited(self, runs: Sequence[Run], author: str, where: str) -> None:
        """Name the notes an author added: a proposal carries none."""
        for run in changed(runs, author):
            if run.note and not run.in_base and not self.citing.note(run):
                text = "".join(r.text for r in self.tracked.notes.get(run.note, ()) if r.in_final)
                self.leave("footnote added", where, author, text)
            elif run.note and run.in_base:
                self.leave("footnote no longer cited here", where, author)

    def unmatched(self, place: int) -> None:
        """Tracked changes in a paragraph that is no provision of the issue."""
        base = self.base[place]
        for author in authors(base.runs):
            what = "tracked change in a paragraph that is not in the text"
            self.leave(what, f"paragraph {base.number}", author, base.final or base.text)

    # Paragraphs that came in

    def come(self, new: New) -> None:
        """Insertions, or the far end of a move."""
        hands = authors(new.runs)
        first = next(r.inserted.author for r in new.runs if r.inserted is not None)
        if new.number in self.moves:
            self.move(new, self.base[self.moves[new.number]], self.moves[new.number], first)
            return
        for author in hands:
            self.insertion(new, author, first)

    def insertion(self, new: New, author: str, first: str) -> None:
        matched = Matched(new.runs, "", 0)
        there = alone(new.runs, author)
        text = "".join(run.text for run in new.runs if there(run))
        label = typed_label(text)
        wording = _without(matched.wording(there, self.citing.note), label)
        where = f"paragraph {new.number}"
        if not wording:
            what = (
                "takes out again the paragraph it" if author == first else f"strikes what {first}"
            )
            self.leave(f"{what} inserts", where, author, _struck(new.runs, author))
            return
        self.cited(new.runs, author, where)
        why = reason(new.runs, author, self.tracked.remarks, self.used)
        if author != first:
            why = f"{why} (instead of the paragraph {first} inserts)".strip()
        self.changes.append(
            Change(
                kind="insertion",
                provision="",
                address="",
                base="",
                wording=wording,
                author=author,
                happened=latest(new.runs, author),
                reason=why,
                number=new.number,
                spot=self.spot(new.number, new.after, label, new.style),
            )
        )

    def spot(self, number: int, after: int, label: str = "", style: str = "") -> Spotted:
        behind = next((self.pairs[n] for n in range(after, -1, -1) if n in self.pairs), None)
        following = range(after + 1, len(self.base))
        ahead = next((self.pairs[n] for n in following if n in self.pairs), None)
        older = [n.number for n in self.new if n.after == after and n.number < number]
        older = [n for n in older if n not in self.moves]
        styles = {self.base[n].style: pair.provision for n, pair in self.pairs.items()}
        around = [p.provision for p in (behind, ahead) if p is not None]
        kind, level = kind_of(label, style, styles, around)
        return Spotted(
            behind.provision.provision if behind else "",
            older[-1] if older else 0,
            ahead.provision.provision if ahead else "",
            kind,
            level,
        )

    # Moves

    def _moves(self) -> dict[int, int]:
        """The number of each paragraph that moved here, and the place in the base it left."""
        found: dict[int, int] = {}
        by_address = {pair.provision.address: n for n, pair in self.pairs.items()}
        away: dict[str, list[int]] = {}
        for n, base in enumerate(self.base):
            name = next((r.deleted.move for r in base.runs if r.deleted and r.deleted.move), "")
            if name and n in self.pairs and not base.final.strip():
                away.setdefault(name, []).append(n)
        for new in self.new:
            name = next((r.inserted.move for r in new.runs if r.inserted and r.inserted.move), "")
            said = by_address.get(moved_from(new.runs, self.tracked.remarks), -1)
            if name and away.get(name):
                found[new.number] = away[name].pop(0)
            elif said >= 0 and not self.base[said].final.strip():
                found[new.number] = said
        return found

    def move(self, new: New, base: Base, place: int, author: str) -> None:
        issued = self.pairs[place].provision
        runs = (*base.runs, *new.runs)
        why = reason(runs, author, self.tracked.remarks, self.used)
        moved = Change(
            kind="move",
            provision=issued.provision,
            address=issued.address,
            base=issued.wording,
            wording="",
            author=author,
            happened=latest(new.runs, author),
            reason=why,
            number=new.number,
            spot=self.spot(new.number, new.after),
        )
        self.changes.append(moved)
        text = "".join(run.text for run in new.runs if run.in_final)
        label = bare(typed_label(text))
        if bare(text)[len(label) :] == bare(shown(issued.wording)):
            return
        there = [msgspec.structs.replace(r, inserted=None) for r in new.runs if r.in_final]
        wording = Matched(there, issued.wording, len(label)).wording(_anything, self.citing.note)
        amended = msgspec.structs.replace(
            moved, kind="wording", wording=wording, reason="changed as it moved", spot=None
        )
        self.changes.append(amended)

    # Notes

    def notes(self) -> None:
        """Changes in the words of footnotes that are still cited."""
        ours = {i.note: i for i in self.alignment.text.provisions if i.kind == "footnote"}
        for theirs, note in self.citing.ours.items():
            issued = ours.get(note)
            runs = self.tracked.notes.get(theirs, ())
            if issued is None or not self.citing.is_kept(theirs):
                continue
            matched = Matched(runs, issued.wording, 0)
            for author in authors(runs):
                self.amended(runs, matched, issued, author, self.citing.paragraph(theirs))
            self.silently(matched, issued, self.citing.paragraph(theirs))

    # What nobody tracked

    def untracked(self) -> None:
        for place, pair in self.pairs.items():
            self.silently(self.matched[place], pair.provision, self.base[place].number)
        for pair in self.alignment.renumbered:
            told = f"{pair.provision.label or 'no number'} became {self._typed(pair)}"
            self.leave("number typed anew, untracked", pair.provision.address, "", told)
        for olds, places, what in self.alignment.broken:
            text = " / ".join(self.base[n].text for n in places)
            self.leave(f"{what}, untracked", ", ".join(i.address for i in olds), "", text)
        self.missing()
        first = min(self.pairs, default=0)
        for place in self.alignment.extra:
            if place < first:
                self.leave(
                    "stands above the text", f"paragraph {place + 1}", "", self.base[place].text
                )
            elif not authors(self.base[place].runs):
                self.added(place)
        for pair in self.alignment.pairs:
            if pair.provision.address in self.alignment.moved:
                spot = self.spot(self.base[pair.paragraph].number, pair.paragraph - 1)
                self.quietly("move", pair.provision, "", self.base[pair.paragraph].number, spot)

    def _typed(self, pair: Pair) -> str:
        return self.matched[pair.paragraph].typed(_in_base)

    def silently(self, matched: Matched, issued: Issued, number: int) -> None:
        """A wording that was changed without tracking."""
        wording = "" if matched.exact else matched.wording(_in_base)
        if wording and wording != normalise(issued.wording):
            self.quietly("wording", issued, wording, number)

    def missing(self) -> None:
        """Provisions that are not in the file; those before its first and behind its last, or of
        an extract, are simply not part of it."""
        order = [i.provision for i in self.alignment.text.provisions]
        there = {pair.provision.provision for pair in self.pairs.values()}
        there |= {i.provision for olds, _n, _w in self.alignment.broken for i in olds}
        places = [n for n, provision in enumerate(order) if provision in there]
        within = range(places[0], places[-1]) if places else range(0)
        outside = []
        for issued in self.alignment.missing:
            place = order.index(issued.provision)
            if self.tracked.extract or place not in within:
                outside.append(issued.address)
                continue
            before = next(
                (n for n, p in self.pairs.items() if order.index(p.provision.provision) > place), 0
            )
            self.quietly("deletion", issued, "", self.base[before].number if self.base else 0)
        if outside:
            what = f"{len(outside)} provisions are not part of the file"
            self.leave(what, f"{outside[0]} to {outside[-1]}" if len(outside) > 1 else outside[0])

    def added(self, place: int) -> None:
        base = self.base[place]
        label = typed_label(base.text)
        matched = Matched(base.runs, "", len(bare(label)))
        spot = self.spot(base.number, place - 1, label, base.style)
        self.quietly("insertion", None, matched.wording(_in_base), base.number, spot)

    def quietly(
        self,
        kind: str,
        issued: Issued | None,
        wording: str,
        number: int,
        spot: Spotted | None = None,
    ) -> None:
        self.changes.append(
            Change(
                kind=kind,  # type: ignore[arg-type]
                provision=issued.provision if issued else "",
                address=issued.address if issued else "",
                base=issued.wording if issued else "",
                wording=wording,
                author="",
                happened="",
                reason=f"untracked in {self.file}",
                number=number,
                spot=spot,
            )
        )

    # What is left

    def remaining(self) -> None:
        for odd in self.tracked.oddities:
            self.leave(odd.what, self.near(odd.paragraph), "", odd.text)
        for identity, remark in self.tracked.remarks.items():
            if identity not in self.used:
                self.leave(
                    "comment on no change", self.commented(identity), remark.author, remark.text
                )

    def near(self, paragraph: int) -> str:
        """The provision a paragraph of the file is, or its number."""
        found = (p for n, p in self.pairs.items() if self.base[n].number == paragraph)
        pair = next(found, None)
        return pair.provision.address if pair else f"paragraph {paragraph}"

    def commented(self, identity: str) -> str:
        for paragraph in self.tracked.paragraphs:
            if any(identity in run.remarks for run in paragraph.runs):
                return self.near(paragraph.number)
        return "the file"


def _in_base(run: Run) -> bool:
    return run.in_base


def _anything(run: Run) -> bool:
    del run
    return True


def _all_gone(runs: Sequence[Run], author: str) -> bool:
    there = [run for run in runs if run.in_base and run.text.strip()]
    return all(run.deleted is not None and run.deleted.author == author for run in there)


def _struck(runs: Sequence[Run], author: str) -> str:
    return "".join(r.text for r in runs if r.deleted is not None and r.deleted.author == author)


def _without(wording: str, label: str) -> str:
    """The wording without the label typed before it."""
    return wording.removeprefix(normalise(label)).strip() if label else wording
