"""An issue's paragraphs marked against an earlier one, every word by the hand that changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from draftrace.compare.layers import Layer
from draftrace.compare.order import heaviest_increasing
from draftrace.exporters.credit import Hands
from draftrace.exporters.passing import passed_after
from draftrace.exporters.regrouped import Group, groups, regrouped
from draftrace.exporters.sheet import Block, Comment, NoteBlock, Op, Run
from draftrace.exporters.story import Story
from draftrace.exporters.worded import about, layered_runs, marked_runs, signed, torn, written
from draftrace.room.entities import Issued, Revision, Step
from draftrace.text.wording import note_ids

_ALONG = 1_000_000
_UNMOVED = 1_000_000 * _ALONG
"""More than the letters of any text: what the room moved gives way to what only went along with a
split or merger, and that to what was not touched."""


def plain_block(i: Issued) -> Block:
    """A provision as printed."""
    return Block(
        address=i.address,
        kind=i.kind,
        level=i.level,
        label=i.label,
        runs=(Run(text=i.wording),),
        provision=i.provision,
    )


def marked_blocks(story: Story, hands: Hands, base: Revision, text: Revision) -> tuple[Block, ...]:
    """The paragraphs of both issues in the order of the text, what left it where it stood: behind
    what came in there, but for what hung on what stands before, so that what came in hangs on
    nothing that left."""
    marking = _Marking(story, hands, _printed(base), _printed(text))
    blocks = tuple(marking.blocks())
    return tuple(marking.blocks()) if marking.puts_apart(_first_to_cite(blocks)) else blocks


def _first_to_cite(blocks: Iterable[Block]) -> Block | None:
    """The paragraph that cites the first note."""
    return next((b for b in blocks if any(note_ids(run.text) for run in b.runs)), None)


def _printed(issue: Revision) -> list[Issued]:
    return [i for i in issue.provisions if i.kind != "footnote"]


class _Marking:
    def __init__(self, story: Story, hands: Hands, base: list[Issued], text: list[Issued]) -> None:
        self.story = story
        self.hands = hands
        self.base = base
        self.text = text
        self.old = {i.provision: i for i in base}
        self.new = {i.provision: i for i in text}
        self.moved = _moved(story, base, text)
        self.grouped = self._groups()
        self.passed = passed_after(story, hands, self.old, text)

    def _groups(self) -> dict[str, tuple[Group, dict[str, list[Block]]]]:
        """The splits and merges by each provision of the base or the text in them."""
        found: dict[str, tuple[Group, dict[str, list[Block]]]] = {}
        came = {i.provision for i in self.text if not self.is_steady(i)}
        for group in groups(self.story, self.base, self.text, came):
            members = [i.provision for i in (*group.base, *group.text)]
            kept = any(i in self.old and i in self.new for i in members)
            blocks = regrouped(self.story, self.hands, group) if kept else None
            if blocks is not None and not self.moved.intersection(members):
                found |= dict.fromkeys(members, (group, blocks))
        return found

    def puts_apart(self, noted: Block | None) -> bool:
        """Whether a group is told paragraph by paragraph because the end of its paragraph with the
        first note came in or went: LibreOffice 7.4 reads the notes' own paragraphs there and takes
        what is said of the end for theirs."""
        if noted is None or noted.end is None:
            return False
        members = [i for i, (_g, told) in self.grouped.items() if _holds(told, noted)]
        for provision in members:
            del self.grouped[provision]
        return bool(members)

    def blocks(self) -> Iterator[Block]:
        gone = self.gone_after()
        left = gone.pop("", [])
        before, open_group = "", ""
        held: list[Block] = []
        yield from self.passed.get("", ())
        for issued in self.text:
            group = self.grouped.get(issued.provision)
            while left and (self.is_steady(issued) or _goes_first(left[0][0], issued, before)):
                before = left[0][0].kind
                yield from left.pop(0)
            if group is None:
                yield self.here(issued)
            else:
                yield from group[1].get(issued.provision, ())
            before = issued.kind
            open_group = open_group if group is None else group[0].last
            if group is None or group[0].last == issued.provision:
                held += self.passing(issued, group)
            if open_group in ("", issued.provision):
                # LibreOffice 7.4 keeps the end of what came and went between parts of another.
                yield from held
                held, open_group = [], ""
            left += gone.get(issued.provision, [])
        for blocks in left:
            yield from blocks

    def passing(self, issued: Issued, group: tuple[Group, object] | None) -> Iterator[Block]:
        """What came in and went again behind a provision of the text, or behind a group's."""
        members = (*group[0].text, *group[0].base) if group is not None else (issued,)
        for provision in dict.fromkeys(each.provision for each in members):
            yield from self.passed.get(provision, ())

    def is_steady(self, issued: Issued) -> bool:
        """Whether it stands where it stood in the base."""
        return issued.provision in self.old and issued.provision not in self.moved

    def gone_after(self) -> dict[str, list[tuple[Block, ...]]]:
        """What left its place, each with what came in behind it and went again, by the provision of
        the text it stood behind that did not."""
        found: dict[str, list[tuple[Block, ...]]] = {}
        anchor = ""
        for issued in self.base:
            group = self.grouped.get(issued.provision)
            if group is not None:
                anchor = group[0].last
            elif issued.provision in self.new and self.is_steady(issued):
                anchor = issued.provision
            else:
                came = self.passed.get(issued.provision, ())
                told = (self.gone(issued), *(came if issued.provision not in self.new else ()))
                found.setdefault(anchor, []).append(told)
        return found

    def here(self, issued: Issued) -> Block:
        """A provision of the text: new, come from elsewhere, or changed in place."""
        before = self.old.get(issued.provision)
        if before is None:
            return self.new_here(issued)
        runs, comments = marked_runs(self.story, self.hands, before, issued)
        if issued.provision in self.moved:
            step = self.story.moved(issued.provision)
            who = signed(self.story, step)
            runs = _carried(runs, *who) if self.story.history else runs
            note = Comment(
                author=who[0],
                date=who[1],
                text=f"Moved {self.along(step)}here from {before.address}.",
            )
            told = (*about(self.story, step), *comments)
            return _whole(issued, "inserted", who, runs, (*dict.fromkeys(told), note))
        block = msgspec.structs.replace(plain_block(issued), runs=runs, comments=comments)
        if before.label != issued.label:
            block = msgspec.structs.replace(block, old_label=before.label)
        return block

    def new_here(self, issued: Issued) -> Block:
        """A provision that came in: by its sponsor, later changes to it by theirs."""
        step = self.story.came(issued.provision)
        runs, comments = written(self.story, self.hands, issued)
        who = signed(self.story, step)
        told = dict.fromkeys((*about(self.story, step), *comments))
        parted = torn(self.story, self.old, step, "split")
        return _whole(issued, "inserted", who, runs, (*told, *parted))

    def gone(self, before: Issued) -> Block:
        """A provision of the base that stands here no more: struck, or moved away."""
        there = self.new.get(before.provision)
        if there is None:
            step = self.story.went(before.provision)
            who, told = signed(self.story, step), about(self.story, step)
            told = (*told, *torn(self.story, self.old, step, "merge"))
            runs, comments = self.struck(before, step)
            return _whole(before, "deleted", who, runs, (*dict.fromkeys((*comments, *told)),))
        step = self.story.moved(before.provision)
        who = signed(self.story, step)
        runs = (Run(text=before.wording),)
        if not self.story.history:
            runs, _comments = marked_runs(self.story, self.hands, before, there)
        said = f"Moved {self.along(step)}to {there.address}."
        note = Comment(author=who[0], date=who[1], text=said)
        return _whole(before, "deleted", who, runs, (note,))

    def struck(
        self, before: Issued, step: Step | None
    ) -> tuple[tuple[Run, ...], tuple[Comment, ...]]:
        """The words of a provision that was struck; what was changed in it before by whose hand,
        and why."""
        if not self.story.history:
            return (Run(text=before.wording),), ()
        steps = _undivided(self.story, self.story.steps(before.provision))
        last = Layer("", self.hands.key(*signed(self.story, step)))
        if step is not None:
            self.hands.strikes(last.hand, step.stamp.position)
        of = before.provision
        return layered_runs(self.story, self.hands, before.wording, steps, last, of=of)

    def along(self, step: Step | None) -> str:
        """What tells a provision that went along with a split or merger from one that was moved."""
        return "" if step is None or self.story.is_move(step) else "along "


def _undivided(story: Story, steps: list[Step]) -> list[Step]:
    """The steps of what was struck; up to the last split of it where all that this brought in is
    withdrawn and nobody worded it since: no mark tells where its words went."""
    for place in range(len(steps) - 1, -1, -1):
        parts = story.parts(steps[place])
        if parts and all(map(story.is_withdrawn, parts)):
            said = {s.now.wording for s in steps[place:] if s.now.life == "standing"}
            return steps[:place] if len(said) == 1 else steps
    return steps


def _holds(told: Mapping[str, Sequence[Block]], noted: Block) -> bool:
    return any(noted in blocks for blocks in told.values())


def _whole(
    issued: Issued,
    change: str,
    who: tuple[str, str],
    runs: Iterable[Run],
    comments: tuple[Comment, ...],
) -> Block:
    """A whole paragraph that came in or went by one hand; of what it says the words that others
    changed are theirs."""
    op, other = ("+", "-") if change == "inserted" else ("-", "+")
    author, date = who
    theirs = tuple(
        run
        if run.op in (op, "±")
        else msgspec.structs.replace(run, op=op, author=author, date=date)
        for run in runs
        if run.op != other
    )
    return msgspec.structs.replace(
        plain_block(issued),
        runs=theirs,
        change="deleted" if change == "deleted" else "inserted",
        author=author,
        date=date,
        comments=comments,
    )


def _carried(runs: Iterable[Run], author: str, date: str) -> tuple[Run, ...]:
    """The words of a paragraph that moved as they were changed: what was taken out of it went
    along and was taken out there."""
    return tuple(
        Run(text=run.text, op="±", author=author, date=date, taker=run.author, taken=run.date)
        if run.op == "-"
        else run
        for run in runs
    )


def marked_notes(
    story: Story, hands: Hands, base: Revision, text: Revision
) -> tuple[NoteBlock, ...]:
    """The footnotes of both issues; one that came in or went is all of it new or gone."""
    old = {i.provision: i for i in base.provisions if i.kind == "footnote"}
    new = {i.provision: i for i in text.provisions if i.kind == "footnote"}
    notes = []
    for provision, issued in (old | new).items():
        before, after = old.get(provision), new.get(provision)
        if before is not None and after is not None:
            runs, comments = marked_runs(story, hands, before, after)
        else:
            step = story.came(provision) if after else story.went(provision)
            author, date = signed(story, step)
            op: Op = "+" if after else "-"
            runs = (Run(text=issued.wording, op=op, author=author, date=date),)
            comments = about(story, step)
        notes.append(NoteBlock(id=issued.note, runs=runs, comments=comments))
    return tuple(notes)


def _moved(story: Story, base: list[Issued], text: list[Issued]) -> set[str]:
    """Provisions that changed their order between two issues: as few as possible of those the
    room moved, and others only where these don't explain it."""
    at = {i.provision: n for n, i in enumerate(base)}
    common = [i for i in text if i.provision in at]
    places = [at[i.provision] for i in common]
    if places == sorted(places):
        return set()
    weights = [1 + len(i.wording) + _steadiness(story, i) for i in common]
    kept = set(heaviest_increasing(places, weights))
    return {i.provision for n, i in enumerate(common) if n not in kept}


def _steadiness(story: Story, issued: Issued) -> int:
    """How much speaks for it that a provision stayed where it was."""
    step = story.moved(issued.provision)
    if step is None:
        return _UNMOVED
    return 0 if story.is_move(step) else _ALONG


def _goes_first(gone: Block, issued: Issued, before: str) -> bool:
    """Whether what left stands before what came in there: what hung on what stands before, and
    what begins its row, as the preamble does that of the paragraphs, where that does not."""
    row = (issued.kind, *(("preambular",) if issued.kind == "operative" else ()))
    return _depth(gone) > _depth(issued) or (gone.kind in row and before not in row)


def _depth(issued: Issued | Block) -> int:
    """How deep a paragraph stands: headings by level, then paragraphs, items, sub-items."""
    if issued.kind == "title":
        return 0
    return issued.level if issued.kind == "heading" else 100 + issued.level
