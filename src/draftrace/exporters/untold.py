"""Which of the proposals accepted between two issues does a marked text not tell, and why?

Tracked changes tell what came into the words of paragraphs that stand in one of the two texts, or
went from them. What never came in there no file can carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from draftrace.exporters.asides import aside_in
from draftrace.exporters.original import Hand, hand_of
from draftrace.exporters.sheet import Block, Run, Sheet
from draftrace.room.entities import Proposal, Revision
from draftrace.room.state import State
from draftrace.text.wording import note_ids

_PART = "accepted in part"


def untold(state: State, sheet: Sheet, base: Revision, text: Revision) -> dict[str, list[str]]:
    """The handles of the proposals whose sponsor changed nothing in the sheet on their date, and of
    those accepted in part of which it does not tell the rest, in the order of the decisions, by the
    reason."""
    found: dict[str, list[str]] = {}
    stood = {i.provision for i in base.provisions}
    shown = stood.union(i.provision for i in text.provisions)
    for proposal in unmarked(state, sheet, base, text):
        found.setdefault(_why(state, proposal, shown, stood), []).append(proposal.handle)
    return found


def unmarked(state: State, sheet: Sheet, base: Revision, text: Revision) -> list[Proposal]:
    """The same proposals, in the order of the decisions."""
    told = set(_hands(sheet))
    whole = {(turn.author, turn.date) for turn in sheet.turns}
    hands = [(p, hand_of(p)) for p in accepted_between(state, base, text)]
    return [
        proposal
        for proposal, hand in hands
        if hand not in told or (proposal.now.status == _PART and hand not in whole)
    ]


def accepted_between(state: State, base: Revision, text: Revision) -> list[Proposal]:
    """The proposals accepted between two issues, in the order of the decisions."""
    decided = [
        (p.now.decided.position, p)
        for p in state.past.closed.values()
        if p.now.status.startswith("accepted") and p.now.decided is not None
    ]
    since, until = base.stamp.position, text.stamp.position
    within = [each for each in decided if since < each[0] <= until]
    return [proposal for _position, proposal in sorted(within, key=lambda each: each[0])]


def _why(state: State, proposal: Proposal, shown: set[str], stood: set[str]) -> str:
    if proposal.now.status == _PART:
        return "what was not accepted of a proposal accepted in part"
    parent = state.proposal(proposal.now.to) if proposal.now.to else None
    if parent is not None and not parent.now.status.startswith("accepted"):
        return "amends what the text did not take over"
    if proposal.provision not in shown:
        return "on a paragraph that came in and went again"
    if state.now.provisions[proposal.provision].kind == "footnote":
        return "on a note that no paragraph cites"
    if proposal.change == "move" and proposal.provision not in stood:
        return "moves what in a text without these decisions is only proposed"
    if proposal.change == "move":
        return "moves what another has moved since"
    return "none of its words is left to be marked"


def _hands(sheet: Sheet) -> Iterator[Hand]:
    """Everybody who changed something in the text, with the dates, or whose change a comment tells;
    notes as far as what stands in it cites them, since one that goes is gone whatever its words
    were."""
    runs = chain.from_iterable(block.runs for block in sheet.blocks)
    cited = {note for run in runs if run.op in ("=", "+") for note in note_ids(run.text)}
    for block in sheet.blocks:
        yield from hands_of(block)
    yield from _of(chain.from_iterable(note.runs for note in sheet.notes if note.id in cited))


def hands_of(block: Block) -> Iterator[Hand]:
    """Who changed something in a block, or whose change a comment beside it tells, with dates."""
    if block.change:
        yield block.author, block.date
    yield from _of(block.runs if block.end is None else (*block.runs, block.end))
    yield from ((c.author, c.date) for c in block.comments if aside_in(c.text) is not None)


def _of(runs: Iterable[Run]) -> Iterator[Hand]:
    for run in runs:
        yield run.author, run.date
        yield run.taker, run.taken
