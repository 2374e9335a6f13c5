"""Which of the proposals accepted between two issues leave no mark, and where are they told?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from draftrace.exporters.asides import HERE, NOTE, Aside, behind, sentence
from draftrace.exporters.markup import printable, words_of
from draftrace.exporters.passing import anchors
from draftrace.exporters.sheet import Block, Comment, Said, Sheet
from draftrace.exporters.story import Story, remarks
from draftrace.exporters.turns import last_word
from draftrace.room.entities import Proposal, Revision
from draftrace.text.fingerprints import fingerprint
from draftrace.text.wording import note_ids

_WORDED = ("wording", "alternative", "insertion", "amendment")


def with_asides(
    sheet: Sheet, story: Story, base: Revision, text: Revision, unmarked: Iterable[Proposal]
) -> Sheet:
    """The sheet with a comment for each of these proposals, and for what they amend, as far as
    there is a paragraph to tell them beside."""
    telling = _Telling(sheet, story, base, text)
    for proposal in unmarked:
        telling.tell(proposal)
    blocks = tuple(
        msgspec.structs.replace(block, comments=(*block.comments, *telling.comments[place]))
        if place in telling.comments
        else block
        for place, block in enumerate(sheet.blocks)
    )
    dates = (c.date for told in telling.comments.values() for c in told)
    return msgspec.structs.replace(
        sheet,
        blocks=blocks,
        until=max((sheet.until, *dates)),
        said=(*sheet.said, *telling.said),
    )


class _Telling:
    def __init__(self, sheet: Sheet, story: Story, base: Revision, text: Revision) -> None:
        self.blocks = sheet.blocks
        self.story = story
        self.addresses = {i.provision: i.address for i in base.provisions}
        self.at = {b.provision: n for n, b in reversed([*enumerate(sheet.blocks)]) if b.provision}
        here = (i.provision for i in text.provisions if i.kind != "footnote")
        stood = (i.provision for i in base.provisions if i.kind != "footnote")
        self.places = [each for each in anchors(story, stood, here) if each[1] in self.at]
        self.comments: dict[int, list[Comment]] = {}
        self.said: list[Said] = []
        self.told: set[str] = set()

    def tell(self, proposal: Proposal, wording: str = "") -> None:
        """Tell it beside its paragraph, once: by its sponsor's last own word, or where others
        amended it by the ``wording`` they did; behind what it amends itself."""
        if proposal.id in self.told:
            return
        parent = self.story.state.proposal(proposal.now.to) if proposal.now.to else None
        if parent is not None:
            self.tell(parent, self.story.state.past.offers[proposal.id][0].now.base)
        at, where = self.where(proposal, parent)
        wording = wording or last_word(self.story, proposal).now.wording
        aside = self.aside(proposal, parent, where, wording) if at >= 0 and where else None
        if aside is None:
            return
        self.told.add(proposal.id)
        said = sentence(aside)
        by, of = proposal.stamp.speaker, proposal.stamp.happened
        comment = Comment(author=by, date=of, text=said)
        self.comments.setdefault(at, []).extend((*remarks([proposal], None), comment))
        if aside.words != wording and aside.words:
            self.said.append(Said(by, of, wording, (fingerprint(said, said),)))

    def aside(
        self, proposal: Proposal, parent: Proposal | None, where: str, wording: str
    ) -> Aside | None:
        """What is told of it."""
        address = printable(self.addresses.get(proposal.after or proposal.provision, ""))
        if proposal.change == "move":
            if proposal.provision not in self.addresses:
                came = self.came_in_behind(proposal)
                return Aside("came", came) if came and where == HERE else None
            return Aside("moved", address) if address else None
        if proposal.change == "deletion":
            return Aside("struck", address) if address and where == f"of {address}" else None
        if proposal.change not in _WORDED:
            return None
        words = words_of(wording)
        if parent is None:
            return Aside("asked", where, words)
        to = printable(parent.stamp.speaker)
        return Aside("amended", where, words, to) if parent.id in self.told else None

    def came_in_behind(self, move: Proposal) -> str:
        """The address of what a paragraph was inserted behind that this move took where it stands;
        empty where another did, or where it came in as part of another."""
        steps = self.story.state.past.steps[move.provision]
        moved = [
            step
            for before, step in pairwise(steps)
            if before.now.rank != step.now.rank and step.now.life == "standing"
        ]
        if not moved or move.id not in moved[-1].proposals or steps[0].now.life != "proposed":
            return ""
        before = bisect(self.places, (steps[0].now.rank, move.provision))
        stood = (i for _, i in reversed(self.places[:before]) if i in self.addresses)
        behind_what = next((i for i in stood if self.story.moved(i) is None), "")
        return printable(self.addresses.get(behind_what, ""))

    def where(self, proposal: Proposal, parent: Proposal | None) -> tuple[int, str]:
        """The place of a block, and how the comment there says where it is."""
        provision = self.story.state.now.provisions[proposal.provision]
        if provision.kind == "footnote":
            address = self.addresses.get(provision.id, "")
            return self.noted(provision.note), f"of {printable(address)}" if address else NOTE
        if provision.id in self.at:
            return self.at[provision.id], HERE
        if "insertion" not in (proposal.change, parent.change if parent is not None else ""):
            return -1, ""
        before = bisect(self.places, (provision.now.rank, provision.id))
        at = self.at[self.places[before - 1][1]] if before else -1
        return at, behind(provision.kind, provision.level)

    def noted(self, note: str) -> int:
        """The paragraph a note is told beside: the first that ever cited it, else the last."""
        citing = (n for n, block in enumerate(self.blocks) if note in _cited(block))
        return next(citing, len(self.blocks) - 1)


def _cited(block: Block) -> Sequence[str]:
    return [note for run in block.runs for note in note_ids(run.text)]
