"""What is on the page, which of it is asked for, and how far the room has come. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from draftrace.checks import Finding
from draftrace.room.entities import Provision
from draftrace.room.state import State, depth_of
from draftrace.text.wording import plain
from draftrace.tui.looking import Looking
from draftrace.tui.messages import Suggestion
from draftrace.tui.page import Mode, Page
from draftrace.tui.seat import Seat
from draftrace.views.standing import Line, line

FILTERS: dict[str, str] = {
    "all": "every provision",
    "open": "not yet agreed",
    "proposals": "with pending proposals",
    "bracketed": "with brackets left",
    "reserved": "under a reservation",
    "mine": "with a proposal of mine, or waiting for me",
    "changed": "changed since I last looked",
    "faults": "where proofreading found something (the palette proofreads)",
}
ASIDE: dict[str, str] = {
    "party": "with a proposal or position of one party",
    "status": "of one status",
    "meeting": "with a proposal made in one meeting",
}
"""Filters that ask for a value; ``wanted`` then holds both, as in ``party EU``."""
TEXT_KINDS = ("preambular", "operative", "item", "subitem", "paragraph", "tablerow")


class Progress(NamedTuple):
    """How far the room has come; ``text`` counts provisions, headings and notes apart."""

    agreed: int
    text: int
    brackets: int
    proposals: int


class Reading:
    """One reader's view of the text: mode, filter, search, and the status of every provision."""

    def __init__(self, state: State, seat: Seat, looking: Looking) -> None:
        self.page = Page()
        self.mode: Mode = "rolling"
        self.wanted = "open"
        self.phrase = ""
        self.suggested: dict[str, tuple[Suggestion, ...]] = {}
        self.notes: dict[str, str] = {}
        self._faults: dict[str, tuple[str, list[Finding]]] = {}
        self.lines: dict[str, Line] = {}
        self.renew(state, seat, looking)

    def renew(self, state: State, seat: Seat, looking: Looking) -> None:
        """Take in what the room says now."""
        self.state = state
        self.seat = seat
        self.looking = looking
        self.order = self.page.order(state, self.mode)
        self.lines = {p.id: self._line(p) for p in self.order}
        self.paragraph, self.folded = _paragraphs(self.order)
        self._whole: Progress | None = None
        self._matching: tuple[object, list[str]] | None = None

    def _line(self, provision: Provision) -> Line:
        """The line as it is; the very one from before where nothing in it has changed."""
        found, before = line(self.state, provision), self.lines.get(provision.id)
        return before if before is not None and before == found else found

    def provision(self, key: str) -> Provision | None:
        """A living provision on the page, or one struck that a mode still shows."""
        return self.state.now.provisions.get(key)

    def matches(self) -> list[str]:
        """Ids of what the search or the filter finds, in printed order."""
        asked = (self.phrase, self.wanted)
        if self._matching is None or self._matching[0] != asked or "changed" in asked:
            self._matching = (asked, self._matches())
        return self._matching[1]

    def _matches(self) -> list[str]:
        if self.phrase:
            asked = self.phrase.casefold()
            return [p.id for p in self.order if asked in self._words(p)]
        return [p.id for p in self.order if self.fits(p)]

    def fits(self, provision: Provision) -> bool:
        """Whether the filter lets a provision through."""
        found = self.lines[provision.id]
        match self.wanted:
            case "open":
                return provision.kind in TEXT_KINDS and not provision.now.agreed
            case "proposals":
                return found.proposals > 0
            case "bracketed":
                return found.brackets > 0
            case "reserved":
                return bool(found.reserved)
            case "mine":
                return self._mine(provision)
            case "changed":
                return self.looking.changed(provision)
            case "faults":
                return bool(self.faults(provision))
            case "all":
                return True
            case _:
                return self._aside(provision, *self.wanted.split(" ", 1))

    def found_faults(self, findings: Iterable[Finding]) -> None:
        """Remember what proofreading found, as long as the words stay as they are."""
        self._faults, self._matching = {}, None
        for finding in findings:
            found = self.state.now.provisions.get(self.state.now.addresses.get(finding.address, ""))
            if found is not None:
                self._faults.setdefault(found.id, (found.now.wording, []))[1].append(finding)

    def faults(self, provision: Provision) -> Sequence[Finding]:
        """What proofreading found in the words of a provision."""
        wording, found = self._faults.get(provision.id, ("", []))
        return found if wording == provision.now.wording else ()

    def _mine(self, provision: Provision) -> bool:
        me = {self.seat.by, self.seat.behalf} - {""}
        return any(me & set(p.now.sponsors) for p in self.state.pending_on(provision.id))

    def _aside(self, provision: Provision, what: str, value: str) -> bool:
        pending = self.state.pending_on(provision.id)
        if what == "status":
            return self.lines[provision.id].status == value
        if what == "meeting":
            return any(p.stamp.meeting == value for p in pending)
        held = [*self.state.now.positions.get(provision.id, ())]
        held += [x for p in pending for x in p.now.positions]
        sponsors = {s for p in pending for s in p.now.sponsors}
        return value in sponsors or any(x.party == value for x in held)

    @property
    def wanted_words(self) -> str:
        """The filter in words."""
        what, _, value = self.wanted.partition(" ")
        if what == "meeting" and (meeting := self.state.now.meetings.get(value)) is not None:
            return f"meeting {meeting.name}"
        return value if what == "status" else self.wanted

    def values(self, what: str) -> dict[str, str]:
        """What a filter that asks for a value can be given here, in words."""
        if what == "meeting":
            made = {p.stamp.meeting for p in self.state.now.pending.values()}
            return {m.id: m.name for m in self.state.now.meetings.values() if m.id in made}
        if what == "party":
            return {p.code: p.name for p in self.state.now.parties.values()}
        return dict.fromkeys(sorted({found.status for found in self.lines.values()}), "")

    def _words(self, provision: Provision) -> str:
        pending = [p.now.wording for p in self.state.pending_on(provision.id)]
        said = pending if self.mode == "rolling" else []
        return "\n".join(plain(w) for w in (provision.now.wording, *said)).casefold()

    def progress(self, within: tuple[str, ...] | None = None) -> Progress:
        """Counts over the standing text, or over some provisions of it."""
        if within is not None:
            return self._counted(within)
        if self._whole is None:
            self._whole = self._counted(None)
        return self._whole

    def _counted(self, within: tuple[str, ...] | None) -> Progress:
        agreed = text = left = 0
        chosen = self.order if within is None else [self.state.now.provisions[i] for i in within]
        for provision in chosen:
            if provision.now.life != "standing":
                continue
            left += self.lines[provision.id].brackets
            if provision.kind in TEXT_KINDS:
                text += 1
                agreed += provision.now.agreed
        return Progress(agreed, text, left, len(self.state.now.pending))

    def above(self, provision: Provision) -> list[Provision]:
        """What a provision hangs on, outermost first."""
        found: list[Provision] = []
        depth = depth_of(provision)
        ids = [p.id for p in self.order]
        at = ids.index(provision.id) if provision.id in self.lines else 0
        for other in reversed(self.order[:at]):
            if depth_of(other) < depth and other.kind != "footnote":
                found.append(other)
                depth = depth_of(other)
        return found[::-1]


def _paragraphs(order: list[Provision]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """To which paragraph each provision belongs (itself included), and the items of each."""
    of: dict[str, str] = {}
    folded: dict[str, list[str]] = {}
    current = ""
    for provision in order:
        if provision.kind in ("item", "subitem", "tablerow"):
            of[provision.id] = current
            folded.setdefault(current, []).append(provision.id)
        else:
            current = provision.id
            of[provision.id] = current
    return of, folded
