"""A marked text that tells some of its proposals whole, as they were made.

Each in a comment by its sponsor, of its date, that any reader sees; and once more where no page
shows it, so that whoever receives the file knows what the comment means.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from draftrace.compare import dividing
from draftrace.exporters.asides import told_whole
from draftrace.exporters.original import NOBODY, WORDLESS, Asks, Hand, Original, hand_of
from draftrace.exporters.saying import print_of, print_of_note
from draftrace.exporters.sheet import Comment, Sheet
from draftrace.exporters.story import Story, remarks
from draftrace.exporters.turns import own_words
from draftrace.exporters.untold import accepted_between, hands_of
from draftrace.room.entities import Offer, Proposal, Revision
from draftrace.room.state import State
from draftrace.text.wording import note_ids


def with_originals(
    sheet: Sheet,
    state: State,
    issues: tuple[Revision, Revision],
    handles: Iterable[str],
    acts: Iterable[Hand] = (),
) -> Sheet:
    """The sheet that tells these of the proposals accepted between two issues whole, and what
    other ``acts`` gave the text, as far as each can be told of the first: with what they amend
    where that was not accepted, and all of one party and moment together. The same sheet where
    there is nothing more to tell."""
    base, text = issues
    wanted = set(handles)
    accepted = accepted_between(state, base, text)
    hands = {hand_of(p) for p in accepted if p.handle in wanted}.union(acts)
    telling = _Telling(sheet, Story(state, base.stamp.position, text.stamp.position), base)
    for proposal in accepted:
        if hand_of(proposal) in hands:
            telling.tell(proposal)
    for proposal in accepted:
        if hand_of(proposal) in hands:
            telling.tell_parent(proposal)
    for hand in acts:
        telling.tell_text(hand)
    return telling.sheet()


class _Telling:
    def __init__(self, sheet: Sheet, story: Story, base: Revision) -> None:
        self.before = sheet
        self.story = story
        self.state = story.state
        self.addresses = {i.provision: i.address for i in base.provisions}
        self.known = {i.note for i in base.provisions if i.note}
        self.earlier = frozenset(original.hand for original in sheet.originals)
        self.told: set[str] = set()
        self.originals: list[Original] = []
        self.comments: dict[int, list[Comment]] = {}

    def sheet(self) -> Sheet:
        if not self.originals:
            return self.before
        blocks = tuple(
            msgspec.structs.replace(block, comments=(*block.comments, *self.comments[place]))
            if place in self.comments
            else block
            for place, block in enumerate(self.before.blocks)
        )
        dates = (c.date for told in self.comments.values() for c in told)
        return msgspec.structs.replace(
            self.before,
            blocks=blocks,
            until=max((self.before.until, *dates)),
            originals=(*self.before.originals, *self.originals),
        )

    def tell(self, proposal: Proposal, *, to_text: bool = False) -> None:
        """Tell it, once, behind what it amends where nothing else does."""
        hand = hand_of(proposal)
        if hand in self.earlier or proposal.id in self.told or not self.before.blocks:
            return
        parent = self.state.proposal(self._word(proposal).to)
        if parent is not None and not parent.now.status.startswith("accepted"):
            self.tell(parent)
        found = self.original(proposal, to_text=to_text)
        if found is None:
            return
        self.told.add(proposal.id)
        near = (proposal.provision, *self._made_of(proposal.provision), proposal.after)
        why = () if hand in self.marked else remarks([proposal], None)
        self.put(found, near, why)

    def tell_text(self, hand: Hand) -> None:
        """Tell a text that the presiding party gave what stands in the base, as by a decision of
        that hand."""
        if hand in (*self.earlier, *(o.hand for o in self.originals)) or not self.before.blocks:
            return
        for provision, address in self.addresses.items():
            given = [
                step.now
                for step in self.story.steps(provision)
                if (step.stamp.speaker, step.stamp.happened) == hand
                and (step.outcome == "chair's text" or not self.story.adopted(step))
            ]
            cites = self.cited(given[-1].wording) if given else None
            if cites is not None:
                text = Original(hand=hand, asks="wording", on=(), of=address, cites=cites)
                found = msgspec.structs.replace(text, wording=given[-1].wording)
                self.put(found, (provision,), ())
                return

    def put(self, found: Original, near: Iterable[str], beside: Iterable[Comment]) -> None:
        """Tell an original in a comment, behind others ``beside`` it, and where no page shows it:
        at the first paragraph its hand changed, else at the first of the provisions it is
        ``near`` to, else at the last."""
        hand = found.hand
        at = self.place(hand, near)
        here = print_of(self.before.blocks[at])
        on = tuple(dict.fromkeys((*self.prints.get(hand, ()), here)))
        found = msgspec.structs.replace(found, on=on)
        self.originals.append(found)
        comment = Comment(author=hand[0], date=hand[1], text=told_whole(found))
        self.comments.setdefault(at, []).extend((*beside, comment))

    def _made_of(self, provision: str) -> tuple[str, ...]:
        """What a provision was divided from, if it was."""
        maker = self.maker(provision)
        return (maker.provision,) if maker is not None else ()

    def tell_parent(self, proposal: Proposal) -> None:
        """Tell what it amends where it was told before and does not come back for all that: as one
        to the text where it was an amendment itself, since these are not amended."""
        if hand_of(proposal) not in self.earlier:
            return
        word = self._word(proposal)
        concerned = (word.provision, *proposal.merged)
        makers = [self.maker(i) for i in concerned if i not in self.addresses]
        for parent in (self.state.proposal(word.to) if word.to else None, *makers):
            if parent is not None and parent.id != proposal.id:
                self.tell(parent, to_text=True)

    def original(self, proposal: Proposal, *, to_text: bool) -> Original | None:
        """What it asked for, but for where it is told; None where nothing tells it of the base."""
        word = self._word(proposal)
        cites = self.cited(word.wording)
        if cites is None:
            return None
        plain = Original(hand=hand_of(proposal), asks="wording", on=(), cites=cites)
        # What was asked of one piece before there was one was an amendment until then.
        asks = proposal.change if proposal.change in WORDLESS else word.change
        match asks:
            case "amendment" if not (to_text and word.provision in self.addresses):
                return self.amendment(plain, word)
            case "insertion":
                return self.insertion(plain, proposal, word)
            case "merge":
                return self.merger(plain, proposal, word)
            case "deletion" | "move" | "split":
                plain = msgspec.structs.replace(plain, asks=asks)
                return self.whole(plain, proposal, word)
            case _:
                return self.worded(plain, word)

    def amendment(self, plain: Original, word: Offer) -> Original | None:
        parent = self.state.proposal(word.to)
        if parent is None:
            return None
        maker = self.maker(word.provision) if word.provision not in self.addresses else None
        if maker is not None and maker.change == "split" and parent.id != maker.id:
            return self.worded(plain, word)
        inside = dividing.reworded_piece(word.base, word.wording)
        return msgspec.structs.replace(
            plain,
            asks="amendment",
            of=self.addresses.get(word.provision, ""),
            upon=hand_of(parent),
            piece=inside[0] + 1 if inside is not None and dividing.CUT in word.wording else 0,
            wording=word.wording,
        )

    def insertion(self, plain: Original, proposal: Proposal, word: Offer) -> Original | None:
        new = self.state.now.provisions[proposal.provision]
        behind, beside = self.anchor(proposal.after)
        if new.kind in ("footnote", "tablerow") or (not behind and beside == NOBODY):
            return None
        return msgspec.structs.replace(
            plain,
            asks="insertion",
            wording=word.wording,
            behind=behind,
            beside=beside,
            kind=new.kind,
            level=new.level,
        )

    def merger(self, plain: Original, proposal: Proposal, word: Offer) -> Original | None:
        of = self.addresses.get(word.provision, "")
        upon = NOBODY if of else self.brought_in(word.provision)
        others = [i for i in proposal.merged if i not in self.addresses]
        members = tuple(self.brought_in(i) for i in others)
        if NOBODY in members or (not of and upon == NOBODY):
            return None
        merged = tuple(self.addresses[i] for i in proposal.merged if i in self.addresses)
        return msgspec.structs.replace(
            plain,
            asks="merge",
            of=of,
            upon=upon,
            merged=merged,
            members=members,
            wording=word.wording,
        )

    def whole(self, plain: Original, proposal: Proposal, word: Offer) -> Original | None:
        """What is struck, moved or divided."""
        about = proposal.provision if word.change == "amendment" else word.provision
        of, upon = self.addresses.get(about, ""), NOBODY
        split, piece = self.divided(about, proposal)
        if plain.asks == "split":
            if split is not None and piece > 1:
                return self.divided_on(plain, split, word)
            split, piece = None, 0
        if split is not None:
            of, upon = self.addresses.get(split.provision, ""), hand_of(split)
        elif not of:
            upon = self.brought_in(about)
        behind, beside = self.anchor(proposal.after) if plain.asks == "move" else ("", NOBODY)
        nowhere = plain.asks == "move" and not behind and beside == NOBODY
        if nowhere or (not of and upon == NOBODY):
            return None
        return msgspec.structs.replace(
            plain,
            of=of,
            upon=upon,
            piece=piece,
            behind=behind,
            beside=beside,
            wording=word.wording if plain.asks == "split" else "",
        )

    def divided(self, provision: str, proposal: Proposal) -> tuple[Proposal | None, int]:
        """The division since the first issue that had made a provision a piece of what was divided
        when a proposal was decided on, and the piece, counted from 1; none where none had."""
        maker = self.maker(provision) if provision not in self.addresses else None
        if maker is not None and maker.change == "split":
            return maker, self.pieces(maker).index(provision) + 2
        until = proposal.now.decided or proposal.stamp
        before = [s for s in self.story.steps(provision) if s.stamp.position < until.position]
        heads = [p for s in before for p in self.story.adopted(s) if p.change == "split"]
        return (heads[-1], 1) if heads else (None, 0)

    def divided_on(self, plain: Original, split: Proposal, word: Offer) -> Original | None:
        """The division of what another division made: an amendment to that."""
        lines = [*dividing.pieces(self._word(split).wording)]
        at = self.pieces(split).index(word.provision) + 1
        if at >= len(lines):
            return None
        lines[at : at + 1] = dividing.pieces(word.wording)
        return msgspec.structs.replace(
            plain,
            asks="amendment",
            of=self.addresses.get(split.provision, ""),
            upon=hand_of(split),
            wording=dividing.joined(lines),
        )

    def worded(self, plain: Original, word: Offer) -> Original | None:
        """A wording of what stands in the base, or of what another act brought in."""
        of = self.addresses.get(word.provision, "")
        if of:
            asks: Asks = "alternative" if word.change == "alternative" else "wording"
            return msgspec.structs.replace(plain, asks=asks, of=of, wording=word.wording)
        maker = self.maker(word.provision)
        if maker is None or maker.change not in ("insertion", "split"):
            return None
        wording, piece = word.wording, 0
        if maker.change == "split":
            lines = [*dividing.pieces(self._word(maker).wording)]
            piece = self.pieces(maker).index(word.provision) + 1
            if piece >= len(lines):
                return None
            lines[piece] = wording
            wording, piece = dividing.joined(lines), piece + 1
        return msgspec.structs.replace(
            plain,
            asks="amendment",
            of=self.addresses.get(maker.provision, "") if piece else "",
            upon=hand_of(maker),
            piece=piece,
            wording=wording,
        )

    def anchor(self, provision: str) -> tuple[str, Hand]:
        """Behind which address of the base something goes, or beside what which act brought in."""
        maker = self.maker(provision)
        if maker is not None and maker.change == "split" and provision not in self.addresses:
            return self.anchor(maker.provision)
        address = self.addresses.get(provision, "")
        return address, NOBODY if address else self.brought_in(provision)

    def brought_in(self, provision: str) -> Hand:
        """The act that inserted it; nobody's where none did."""
        maker = self.maker(provision)
        return hand_of(maker) if maker is not None and maker.change == "insertion" else NOBODY

    def maker(self, provision: str) -> Proposal | None:
        """The proposal that first brought a provision in."""
        steps = self.state.past.steps.get(provision, ())
        made = steps[0].proposals if steps else ()
        return self.state.proposal(made[0]) if made else self.inserted.get(provision)

    def pieces(self, split: Proposal) -> list[str]:
        """The provisions that a split made, in their order."""
        steps = self.state.past.steps.items()
        return [
            i for i, made in steps if made[0].proposals[:1] == (split.id,) and i != split.provision
        ]

    def cited(self, wording: str) -> tuple[tuple[str, str], ...] | None:
        """The fingerprints of the notes it cites that the base has not; None where one is not in
        the file."""
        strange = [i for i in note_ids(wording) if i not in self.known]
        notes = {note.id: print_of_note(note) for note in self.before.notes} if strange else {}
        if not notes.keys() >= set(strange):
            return None
        return tuple((i, notes[i]) for i in dict.fromkeys(strange))

    def place(self, hand: Hand, near: Iterable[str]) -> int:
        blocks = self.before.blocks
        marked = next((n for n, block in enumerate(blocks) if hand in {*hands_of(block)}), -1)
        if marked >= 0:
            return marked
        at = {b.provision: n for n, b in reversed([*enumerate(blocks)]) if b.provision}
        return next((at[i] for i in near if i in at), len(blocks) - 1)

    @cached_property
    def inserted(self) -> dict[str, Proposal]:
        """The insertions of the record, by the provisions they bring in."""
        every = (*self.state.past.closed.values(), *self.state.now.pending.values())
        return {p.inserted.id: p for p in every if p.inserted is not None}

    @cached_property
    def marked(self) -> set[Hand]:
        return {hand for block in self.before.blocks for hand in hands_of(block)}

    @cached_property
    def prints(self) -> dict[Hand, list[str]]:
        """The fingerprints of the paragraphs in which each changed something."""
        found: dict[Hand, list[str]] = {}
        for block in self.before.blocks:
            for hand in dict.fromkeys(hands_of(block)):
                found.setdefault(hand, []).append(print_of(block))
        return found

    def _word(self, proposal: Proposal) -> Offer:
        """Its sponsor's own last word, of what stands in the base where there is one."""
        steps = self.state.past.offers.get(proposal.id, ())
        said = [step.now for step in own_words(self.story, proposal, steps)]
        of_base = [word for word in said if word.provision in self.addresses]
        return (of_base or said or [proposal.now])[0 if proposal.change in WORDLESS else -1]
