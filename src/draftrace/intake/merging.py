"""Paragraphs that run on into the next with all changes: mergers, and what was made of them.

Acts of the record may have run paragraphs together one after the other: each is a merger of what
those before it had left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from draftrace.compare import dividing
from draftrace.intake.acts import is_act, name
from draftrace.intake.hands import authors, latest
from draftrace.intake.seen import with_acts
from draftrace.intake.taking import Taking
from draftrace.intake.wordings import asked

_CLOSING = frozenset(",;:.)")
Told = dict[int, frozenset[str]]
"""The places that mergers and what was made of them tell all of some authors' changes to."""


def take_merged(taking: Taking) -> Told:
    """Every run of paragraphs that run on into each other."""
    found: Told = {}
    place = 0
    while place < len(taking.base):
        last = place
        while last + 1 < len(taking.base) and taking.base[last].merged is not None:
            last += 1
        mark, places = taking.base[place].merged, range(place, last + 1)
        if mark is not None and all(n in taking.pairs for n in places):
            found |= _Run(taking, places).told()
        elif mark is not None:
            text = taking.base[place].text
            taking.leave(
                "merge with what is not in the text", taking.near(place), mark.author, text
            )
        place = last + 1
    return found


class _Run:
    """Paragraphs that run on into each other, and whose ends were taken out by whom."""

    def __init__(self, taking: Taking, places: range) -> None:
        self.taking = taking
        self.places = places
        self.runs = tuple(run for n in places for run in taking.base[n].runs)
        first = taking.base[places[0]].merged
        ends = {n: mark.author for n in places[:-1] if (mark := taking.base[n].merged) is not None}
        if first is not None and not all(map(is_act, ends.values())):
            ends = dict.fromkeys(ends, first.author)
        self.ends = ends
        self.mergers = taking.seen.in_turn(dict.fromkeys(ends.values()))

    def told(self) -> Told:
        """Ask for the mergers, then for what later acts made of what they left."""
        found: dict[int, set[str]] = {n: set() for n in self.places}
        for number, merger in enumerate(self.mergers):
            before = self.spans(self.mergers[:number])
            for span in self.spans(self.mergers[: number + 1]):
                parts = [each for each in before if each[0] in span]
                if len(parts) > 1:
                    self.merge(parts, merger)
                for n in span if len(parts) > 1 else ():
                    found[n].add(merger)
        if any(self.taking.base[n].split for n in self.places):
            return {n: frozenset(acts) for n, acts in found.items()}
        later = [a for a in authors(self.runs) if is_act(a) and a not in self.mergers]
        for act in self.taking.seen.in_turn(later):
            seen = self.taking.seen.by(self.runs, act)
            saw = [m for m in self.mergers if m in seen]
            for span in self.spans(saw):
                if len(span) > 1:
                    self.reworded(span, act, saw)
                for n in span if len(span) > 1 else ():
                    found[n].add(act)
        return {n: frozenset(acts) for n, acts in found.items()}

    def spans(self, mergers: Collection[str]) -> list[range]:
        """The paragraphs as some mergers leave them."""
        found: list[range] = []
        start = self.places[0]
        for n in self.places:
            if self.ends.get(n) not in mergers:
                found.append(range(start, n + 1))
                start = n + 1
        return found

    def merge(self, parts: Sequence[range], author: str) -> None:
        taking, heads = self.taking, [part[0] for part in parts]
        issued = [taking.pairs[n].provision for n in heads]
        places = range(heads[0], parts[-1][-1] + 1)
        every = tuple(run for n in places for run in taking.base[n].runs)
        marks = [taking.base[n].merged for n in places if self.ends.get(n) == author]
        taking.ask(
            "merge",
            issued[0],
            base=dividing.joined([i.wording for i in issued]),
            wording=_run_together(filter(None, (_joined(taking, n, author) for n in places))),
            author=author,
            happened=latest(every, author, *marks),
            reason=taking.why(every, author),
            number=taking.base[heads[0]].number,
            merged=tuple(i.provision for i in issued[1:]),
        )

    def reworded(self, span: range, act: str, saw: Collection[str]) -> None:
        """An act on what mergers had made of paragraphs: it amends the last of them there, or is
        its own sponsor's later word."""
        taking = self.taking
        runs = tuple(run for n in span for run in taking.base[n].runs)
        seen = {*saw, *taking.seen.by(self.runs, act)}
        made_on, wording = (_with(taking, span, acts) for acts in (seen, {*seen, act}))
        if wording == made_on:
            return
        ends = {self.ends[n] for n in span[:-1]}
        merger = [m for m in self.mergers if m in ends][-1]
        kind = "revision" if name(act) == name(merger) else "amendment"
        head = taking.base[span[0]].number
        issued = taking.pairs[span[0]].provision
        taking.cited(runs, act, issued.address, head)
        taking.ask_by(
            act,
            runs,
            kind if wording else "deletion",
            issued,
            wording=wording,
            number=head,
            to=merger if wording else "",
        )


def _with(taking: Taking, places: range, acts: Collection[str]) -> str:
    """What merged paragraphs say with some acts."""
    note = taking.citing.note
    return _run_together(
        filter(None, (taking.matched[n].wording(with_acts(acts), note) for n in places))
    )


def _run_together(said: Iterable[str]) -> str:
    """The parts of a merger, with no space before a mark that closes what stands before it."""
    wording = ""
    for part in said:
        wording += part if not wording or part[0] in _CLOSING else f" {part}"
    return wording


def _joined(taking: Taking, place: int, author: str) -> str:
    """What a paragraph brings into a merger: an act of the record that of the text it was made
    on."""
    runs, matched = taking.base[place].runs, taking.matched[place]
    if not is_act(author):
        return asked(taking, matched, taking.pairs[place].provision.wording, runs, author)
    seen = taking.seen.by(runs, author)
    return dividing.run_on(matched.wording(with_acts({*seen, author}), taking.citing.note))
