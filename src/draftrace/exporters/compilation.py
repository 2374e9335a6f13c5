"""The room's text as a sheet: clean, or marked against an earlier issue with its sponsors."""

from __future__ import annotations

import msgspec

from draftrace.compare.layers import Layer, layered
from draftrace.compare.order import steady
from draftrace.compare.words import difference
from draftrace.exporters.sheet import Block, Comment, Masthead, NoteBlock, Run, Sheet
from draftrace.room.entities import Issued, Proposal, Revision, Step
from draftrace.room.issued import frozen, text_seal
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.views.history import DECISIONS
from draftrace.views.standing import revision

SAMPLE_NOTICE = "Sample, not a United Nations document"


class _Hands:
    """Authors and dates by key, so that the pure comparison carries one string a hand."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def key(self, author: str, date: str) -> str:
        key = f"{author}\x00{date}"
        self._known[key] = (author, date)
        return key

    def run(self, op: str, text: str, key: str) -> Run:
        author, date = self._known.get(key, ("", ""))
        return Run(text=text, op=op, author=author, date=date)  # type: ignore[arg-type]


def standing_revision(state: State) -> Revision:
    """The standing text as if it were issued now, under the symbol of the latest issue."""
    text = frozen(state)
    stamps = list(state.past.stamps.values())
    last = stamps[-1] if stamps else Stamp("", 0, "", "1980-01-01T00:00:00Z", "", "", "", "")
    issued = state.past.revisions
    symbol = issued[-1].symbol if issued else state.now.symbol
    return Revision("standing", symbol, last, text_seal(text), text)


def chosen(state: State, name: str) -> Revision:
    """A revision by name; empty is the latest one issued, ``standing`` the text as it stands."""
    if name == "standing":
        return standing_revision(state)
    if not name and state.past.revisions:
        return state.past.revisions[-1]
    return revision(state, name or "tabled")


def clean_sheet(state: State, text: Revision) -> Sheet:
    """An issue as it is distributed."""
    return sheet_of(
        state,
        text,
        tuple(_plain_block(i) for i in text.provisions if i.kind != "footnote"),
        tuple(
            NoteBlock(id=i.note, runs=(Run(text=i.wording),))
            for i in text.provisions
            if i.kind == "footnote"
        ),
    )


def marked_sheet(state: State, text: Revision, base: Revision) -> Sheet:
    """An issue with every change since ``base``: authors are the sponsors, dates their
    proposals', reasons comments. Accepting all gives ``text``, rejecting all gives ``base``."""
    story = _Story(state, base.stamp.position, text.stamp.position)
    old = {i.provision: i for i in base.provisions}
    new = {i.provision: i for i in text.provisions}
    moved = _moved(story, base, text)
    gone = _gone_after(base, new, moved)
    blocks = [_gone(story, i, new) for i in gone.get("", ())]
    for issued in text.provisions:
        if issued.kind == "footnote":
            continue
        blocks.append(_here(story, issued, old.get(issued.provision), moved))
        blocks += [_gone(story, i, new) for i in gone.get(issued.provision, ())]
    sheet = sheet_of(state, text, tuple(blocks), _marked_notes(story, base, text))
    return msgspec.structs.replace(sheet, against=f"{base.name} ({base.symbol})")


def sheet_of(
    state: State, text: Revision, blocks: tuple[Block, ...], notes: tuple[NoteBlock, ...]
) -> Sheet:
    """Blocks and notes as a file of this revision: its symbol, date, name and seal."""
    return Sheet(
        masthead=masthead_of(text),
        title=state.now.title,
        blocks=blocks,
        notes=notes,
    )


def masthead_of(text: Revision) -> Masthead:
    """What the record itself knows of a masthead."""
    return Masthead(
        symbol=text.symbol,
        date=text.stamp.happened[:10],
        revision=text.name,
        seal=text.seal,
        notice=SAMPLE_NOTICE if text.symbol.upper().startswith("SAMPLE") else "",
    )


def _plain_block(i: Issued) -> Block:
    return Block(
        address=i.address,
        kind=i.kind,
        level=i.level,
        label=i.label,
        runs=(Run(text=i.wording),),
    )


class _Story:
    """What happened between two issues, by provision."""

    def __init__(self, state: State, since: int, until: int) -> None:
        self.state = state
        self.since = since
        self.until = until

    def steps(self, provision: str) -> list[Step]:
        every = self.state.past.steps.get(provision, ())
        return [s for s in every if self.since < s.stamp.position <= self.until]

    def adopted(self, step: Step) -> list[Proposal]:
        found = [self.state.proposal(i) for i in step.proposals]
        return [p for p in found if p is not None and p.now.status.startswith("accepted")]

    def decisive(self, provision: str, change: str) -> Step | None:
        """The step that brought a provision in, struck it, or moved it."""
        steps = self.steps(provision)
        if change == "moved":
            decided = [s for s in steps if s.stamp.kind in DECISIONS]
            before = self.state.past.steps.get(provision, ())
            ranks = {s.stamp.act: s.now.rank for s in before}
            first = next((s.now.rank for s in before), "")
            changed = [s for s in decided if ranks[s.stamp.act] != first]
            return changed[0] if changed else None
        life = "standing" if change == "inserted" else "struck"
        return next((s for s in steps if s.now.life == life), None)


def _here(story: _Story, issued: Issued, before: Issued | None, moved: set[str]) -> Block:
    """A provision of the text: new, come from elsewhere, or changed in place."""
    if before is None:
        return _whole(story, issued, "inserted")
    if issued.provision in moved:
        note = f"Moved here from {before.address}."
        return _whole(story, issued, "moved", note=note)
    runs, comments = _marked_runs(story, before, issued)
    block = msgspec.structs.replace(_plain_block(issued), runs=runs, comments=comments)
    if before.label != issued.label:
        block = msgspec.structs.replace(block, old_label=before.label)
    return block


def _gone(story: _Story, before: Issued, new: dict[str, Issued]) -> Block:
    """A provision of the base that stands here no more: struck, or moved away."""
    there = new.get(before.provision)
    if there is None:
        return _whole(story, before, "deleted")
    block = _whole(story, before, "moved", note=f"Moved to {there.address}.")
    run = msgspec.structs.replace(block.runs[0], op="-")
    return msgspec.structs.replace(block, change="deleted", runs=(run,))


def _gone_after(base: Revision, new: dict[str, Issued], moved: set[str]) -> dict[str, list[Issued]]:
    """What left its place, by the provision it stood behind that did not."""
    found: dict[str, list[Issued]] = {}
    anchor = ""
    for issued in base.provisions:
        if issued.kind == "footnote":
            continue
        if issued.provision in new and issued.provision not in moved:
            anchor = issued.provision
        else:
            found.setdefault(anchor, []).append(issued)
    return found


def _whole(story: _Story, issued: Issued, change: str, note: str = "") -> Block:
    """A whole paragraph that came in or went, by the hand behind it."""
    step = story.decisive(issued.provision, change)
    adopted = story.adopted(step) if step else []
    stamp = adopted[0].stamp if adopted else (step.stamp if step else None)
    author, date = (stamp.speaker, stamp.happened) if stamp else ("", "")
    comments = tuple(_comments(adopted, step))
    if note:
        comments += (Comment(author=author, date=date, text=note),)
    run = Run(text=issued.wording, op="-" if change == "deleted" else "+", author=author, date=date)
    return msgspec.structs.replace(
        _plain_block(issued),
        runs=(run,),
        change="deleted" if change == "deleted" else "inserted",
        author=author,
        date=date,
        comments=comments,
    )


def _marked_runs(
    story: _Story, before: Issued, issued: Issued
) -> tuple[tuple[Run, ...], tuple[Comment, ...]]:
    """The wording marked against the base, each change by the hand that made it."""
    hands = _Hands()
    layers: list[Layer] = []
    comments: list[Comment] = []
    known = before.wording
    for step in story.steps(issued.provision):
        if step.now.wording == known:
            continue
        adopted = story.adopted(step)
        layers.append(_layer(hands, step, adopted, known))
        comments += _comments(adopted, step)
        known = step.now.wording
    marked = layered(before.wording, layers)
    return tuple(hands.run(m.op, m.text, m.hand) for m in marked), tuple(comments)


def _layer(hands: _Hands, step: Step, adopted: list[Proposal], known: str) -> Layer:
    """One version: the sponsor's hand, or for a chair's text each sponsor's for its own words."""
    if len(adopted) == 1 and step.outcome != "chair's text":
        stamp = adopted[0].stamp
        return Layer(step.now.wording, hands.key(stamp.speaker, stamp.happened))
    theirs = tuple(
        (text, hands.key(p.stamp.speaker, p.stamp.happened))
        for p in adopted
        for op, text in difference(p.now.base or known, p.now.wording)
        if op == "+"
    )
    own = hands.key(", ".join(step.credited) or step.stamp.speaker, step.stamp.happened)
    return Layer(step.now.wording, own, theirs)


def _comments(adopted: list[Proposal], step: Step | None) -> list[Comment]:
    """The reasons of the proposals and of the decision, as remarks in the margin."""
    found = []
    for p in adopted:
        others = [s for s in p.now.sponsors if s != p.stamp.speaker]
        with_others = f" With {', '.join(others)}." if others else ""
        said = (p.now.reason + with_others).strip()
        if said:
            found.append(Comment(author=p.stamp.speaker, date=p.stamp.happened, text=said))
    if step is not None and step.reason:
        remark = Comment(author=step.stamp.speaker, date=step.stamp.happened, text=step.reason)
        found.append(remark)
    return found


def _marked_notes(story: _Story, base: Revision, text: Revision) -> tuple[NoteBlock, ...]:
    old = {i.provision: i for i in base.provisions if i.kind == "footnote"}
    new = {i.provision: i for i in text.provisions if i.kind == "footnote"}
    notes = []
    for provision, issued in (old | new).items():
        before, after = old.get(provision), new.get(provision)
        if before is not None and after is not None:
            runs = _marked_runs(story, before, after)[0]
        else:
            runs = (Run(text=issued.wording, op="+" if after else "-"),)
        notes.append(NoteBlock(id=issued.note, runs=runs))
    return tuple(notes)


def _moved(story: _Story, base: Revision, text: Revision) -> set[str]:
    """Provisions that changed their order between two issues: those the room moved, else the
    fewest words that explain it."""
    at = {i.provision: n for n, i in enumerate(base.provisions) if i.kind != "footnote"}
    common = [i for i in text.provisions if i.provision in at]
    places = [at[i.provision] for i in common]
    if places == sorted(places):
        return set()
    kept = set(steady(places, [_weight(story, i) for i in common]))
    return {i.provision for n, i in enumerate(common) if n not in kept}


def _weight(story: _Story, issued: Issued) -> int:
    """How much speaks for it that a provision stayed where it was."""
    if story.decisive(issued.provision, "moved") is not None:
        return 1
    return _UNMOVED + len(issued.wording)


_UNMOVED = 100_000
"""More than any wording is long."""
