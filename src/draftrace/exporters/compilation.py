"""The room's text as a sheet: clean, or marked against an earlier issue with its sponsors."""

from __future__ import annotations

from collections import Counter

import msgspec

from draftrace.exporters.credit import Hands
from draftrace.exporters.margin import with_asides
from draftrace.exporters.marking import marked_blocks, marked_notes, plain_block
from draftrace.exporters.original import hand_of
from draftrace.exporters.saying import said_of, turns_of
from draftrace.exporters.sheet import Block, Masthead, NoteBlock, Run, Sheet, last_change
from draftrace.exporters.story import Story
from draftrace.exporters.untold import accepted_between, unmarked
from draftrace.room.entities import Revision
from draftrace.room.issued import frozen, text_seal
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.views.seals import seal_of
from draftrace.views.standing import revision

STANDING = "standing"
SAMPLE_NOTICE = "Sample, not a United Nations document"


def standing_revision(state: State) -> Revision:
    """The standing text as if it were issued now, under the symbol of the latest issue."""
    text = frozen(state)
    stamps = list(state.past.stamps.values())
    last = stamps[-1] if stamps else Stamp("", 0, "", "1980-01-01T00:00:00Z", "", "", "", "")
    issued = state.past.revisions
    symbol = issued[-1].symbol if issued else state.now.symbol
    return Revision(STANDING, symbol, last, text_seal(text), text)


def chosen(state: State, name: str) -> Revision:
    """A revision by name; empty is the latest one issued, ``standing`` the text as it stands."""
    if name == STANDING:
        return standing_revision(state)
    if not name and state.past.revisions:
        return state.past.revisions[-1]
    return revision(state, name or "tabled")


def clean_sheet(state: State, text: Revision) -> Sheet:
    """An issue as it is distributed."""
    return sheet_of(
        state,
        text,
        tuple(plain_block(i) for i in text.provisions if i.kind != "footnote"),
        tuple(
            NoteBlock(id=i.note, runs=(Run(text=i.wording),))
            for i in text.provisions
            if i.kind == "footnote"
        ),
    )


def marked_sheet(state: State, text: Revision, base: Revision, *, history: bool = False) -> Sheet:
    """An issue with every change since ``base``: authors are the sponsors, dates their
    proposals', reasons comments. Accepting all gives ``text``, rejecting all gives ``base``.
    With its ``history`` it also tells the words that came in and went again in between, so that
    every act is there whole; what left no word is told by comments."""
    story = Story(state, base.stamp.position, text.stamp.position, history=history)
    hands = Hands()
    blocks, notes = marked_blocks(story, hands, base, text), marked_notes(story, hands, base, text)
    sheet = sheet_of(state, text, blocks, notes)
    noted = list(zip(_notes(base, text), notes, strict=True))
    sheet = msgspec.structs.replace(
        sheet,
        against=as_base(base),
        until=max(last_change(sheet), text.stamp.happened),
        turns=turns_of(hands.turns, blocks, noted),
        said=said_of(hands.said, blocks, noted),
        rivals=_rivals(state, base, text),
        revisions=_revisions(state, base, text),
        shared=_shared(state, base, text),
    )
    if not history:
        return sheet
    return with_asides(sheet, story, base, text, unmarked(state, sheet, base, text))


def _rivals(state: State, base: Revision, text: Revision) -> tuple[tuple[str, str], ...]:
    """By whom and when the alternatives were proposed that the text took in, or whose words it did
    that amended them."""
    every = accepted_between(state, base, text)
    parents = (state.proposal(p.now.to) for p in every if p.now.to)
    rivals = (p for p in (*every, *parents) if p is not None and p.change == "alternative")
    return tuple(dict.fromkeys((p.stamp.speaker, p.stamp.happened) for p in rivals))


def _revisions(state: State, base: Revision, text: Revision) -> tuple[tuple[str, str], ...]:
    """By whom and when sponsors revised or confirmed the proposals that the text took in."""
    found = (
        (step.stamp.speaker, step.stamp.happened)
        for proposal in accepted_between(state, base, text)
        for step in state.past.offers.get(proposal.id, ())
        if step.stamp.kind in ("proposal revised", "proposal confirmed")
    )
    return tuple(dict.fromkeys(found))


def _shared(state: State, base: Revision, text: Revision) -> tuple[tuple[str, str], ...]:
    """By whom and when several of the proposals were made that the text took in, as of a list of
    amendments: what is said of one is not said of the others."""
    hands = Counter(map(hand_of, accepted_between(state, base, text)))
    return tuple(hand for hand, proposals in hands.items() if proposals > 1)


def _notes(base: Revision, text: Revision) -> list[str]:
    """The provisions that are notes of either issue, as ``marked_notes`` tells them."""
    every = (*base.provisions, *text.provisions)
    return list(dict.fromkeys(i.provision for i in every if i.kind == "footnote"))


def as_base(base: Revision) -> str:
    """How a marked text names what it is marked against."""
    return f"{base.name} ({base.symbol})"


def sheet_of(
    state: State, text: Revision, blocks: tuple[Block, ...], notes: tuple[NoteBlock, ...]
) -> Sheet:
    """Blocks and notes as a file of this revision: its symbol, date, name and seal."""
    return Sheet(
        masthead=masthead_of(text),
        title=state.now.title,
        blocks=blocks,
        notes=notes,
        entry=text.stamp.position if text.name == STANDING else 0,
        edited=text.stamp.happened,
    )


def masthead_of(text: Revision) -> Masthead:
    """What the record itself knows of a masthead."""
    return Masthead(
        symbol=text.symbol,
        date=text.stamp.happened[:10],
        revision=text.name,
        seal=seal_of(text),
        notice=SAMPLE_NOTICE if text.symbol.upper().startswith("SAMPLE") else "",
    )
