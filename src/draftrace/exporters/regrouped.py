"""Provisions that were split or merged between two issues, told as Word tells it: by the ends of
paragraphs that came in or went, and the words around them.

The paragraphs of a group are compared as one text, with a sign where each ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

import msgspec

from draftrace.compare.dividing import CUT
from draftrace.compare.layers import Layer, Marked, layered
from draftrace.exporters.credit import Hands, layers
from draftrace.exporters.sheet import END, Block, Comment, Run
from draftrace.exporters.story import REGROUPED, Story, remarks
from draftrace.room.entities import Issued, Proposal, Step


class Group(msgspec.Struct, frozen=True):
    """Neighbours of the base that became neighbours of the text."""

    base: tuple[Issued, ...]
    text: tuple[Issued, ...]

    @property
    def last(self) -> str:
        return self.text[-1].provision


def groups(
    story: Story, base: Sequence[Issued], text: Sequence[Issued], came: AbstractSet[str]
) -> list[Group]:
    """The splits and merges between two issues whose paragraphs stand side by side in both, but for
    what ``came`` in between; what was torn apart since, divides a list or put the later words first
    is no group. Footnotes are none of the sequences."""
    at = {i.provision: n for n, i in enumerate(text)}
    was = {i.provision: n for n, i in enumerate(base)}
    found = []
    for members in _related(story, was, (*base, *text)):
        olds = sorted(was[i] for i in members if i in was)
        news = sorted(at[i] for i in members if i in at)
        between = {text[n].provision for n in range(news[0], news[-1])} if news else set()
        aside = _side_by_side(olds) and between <= came | members
        if news and aside and len(olds) + len(news) > 2:
            found.append(Group(tuple(base[n] for n in olds), tuple(text[n] for n in news)))
    return found


def _side_by_side(places: Sequence[int]) -> bool:
    return bool(places) and places[-1] - places[0] == len(places) - 1


def _related(story: Story, was: Mapping[str, int], issued: Iterable[Issued]) -> list[set[str]]:
    """The provisions that splits and merges have to do with, together."""
    by_act: dict[tuple[str, str], set[str]] = {}
    for provision in dict.fromkeys(i.provision for i in issued):
        for step in story.steps(provision):
            for proposal in story.adopted(step):
                told = step.outcome.startswith(REGROUPED) or provision == proposal.provision
                if told and _in_order(proposal, was):
                    by_act.setdefault((step.stamp.act, proposal.id), set()).add(provision)
    found: list[set[str]] = []
    for members in by_act.values():
        joined = [each for each in found if each & members]
        found = [each for each in found if not each & members]
        found.append(members.union(*joined))
    return found


def _in_order(proposal: Proposal, was: Mapping[str, int]) -> bool:
    """Whether it is a split, or a merger into the first of the paragraphs."""
    if proposal.change != "merge":
        return proposal.change == "split"
    head = was.get(proposal.provision, -1)
    return all(head < was.get(i, head + 1) for i in proposal.merged)


def regrouped(story: Story, hands: Hands, group: Group) -> dict[str, list[Block]] | None:
    """The group's paragraphs, each with its end, by the provision of the text that begins with
    them; None where the record does not lead from the one
    to the other, as where a member was moved in between."""
    versions = _Versions(story, hands, group)
    wanted = _joined(i.wording for i in group.text)
    if versions.text != wanted:
        return None
    old = _joined(i.wording for i in group.base)
    marked = layered(old, versions.layers, history=story.history)
    members = dict.fromkeys(i.provision for i in (*group.base, *group.text))
    hands.settle(marked, versions.layers, *members)
    return _blocks(hands, group, marked, tuple(versions.comments))


def _joined(wordings: Iterable[str]) -> str:
    return f"{END} ".join(wordings)


class _Versions:
    """The texts of a group, decision by decision."""

    def __init__(self, story: Story, hands: Hands, group: Group) -> None:
        self.story = story
        self.hands = hands
        self.said = {i.provision: i.wording for i in group.base}
        members = dict.fromkeys(i.provision for i in (*group.base, *group.text))
        self.ranks = self._first_ranks(group.base)
        self.layers: list[Layer] = []
        self.comments: list[Comment] = []
        self.text = _joined(self.said.values())
        steps = [(step, i) for i in members for step in story.steps(i)]
        steps.sort(key=lambda each: each[0].stamp.position)
        for _key, together in groupby(
            steps, key=lambda each: (each[0].stamp.position, each[0].proposals)
        ):
            self._take(list(together))

    def _first_ranks(self, base: Iterable[Issued]) -> dict[str, str]:
        past, since = self.story.state.past.steps, self.story.since
        return {
            i.provision: [s.now.rank for s in past[i.provision] if s.stamp.position <= since][-1]
            for i in base
        }

    def _take(self, together: Sequence[tuple[Step, str]]) -> None:
        known = dict(self.said)
        for step, provision in together:
            self.ranks[provision] = step.now.rank
            self.said.pop(provision, None)
            if step.now.life == "standing":
                self.said[provision] = step.now.wording
        before, self.text = self.text, self._whole(self.said)
        if self.text == before:
            return
        step, changed = next(
            ((s, i) for s, i in together if known.get(i) != self.said.get(i)), together[0]
        )
        old = known.get(changed, "")
        for merge in (p for p in self.story.adopted(step) if p.change == "merge"):
            changed = merge.provision
            known = {i: said for i, said in known.items() if i not in merge.merged}

        def placed(wording: str) -> str:
            return self._whole(known | {changed: wording.replace(CUT, f"{END} ")})

        self.layers += layers(self.story, self.hands, step, old, placed, self.text)
        self.comments += remarks(self.story.told(step), step)

    def _whole(self, said: dict[str, str]) -> str:
        return _joined(said[i] for i in sorted(said, key=self.ranks.__getitem__))


def _blocks(
    hands: Hands, group: Group, marked: Sequence[Marked], comments: tuple[Comment, ...]
) -> dict[str, list[Block]]:
    """Cut at the ends: an end of the base begins its next paragraph, one of the text the text's."""
    heads: list[str] = []
    found: list[Block] = []
    old = new = 0
    head = group.text[0]
    end: Marked | None = Marked("=", END)
    for runs, after in _paragraphs(hands, marked):
        was = group.base[old] if end is not None and end.op != "+" else None
        now = group.text[new] if end is not None and end.op != "-" else None
        head = now or head
        author, date = hands.signed(end.hand) if end is not None else ("", "")
        old += after is not None and after.op != "+"
        new += after is not None and after.op != "-"
        shown = now or was or head
        label, old_label = (now.label if now else ""), (was.label if was else "")
        heads.append(head.provision)
        found.append(
            Block(
                address=shown.address,
                provision=(was or shown).provision,
                kind=shown.kind,
                level=shown.level,
                label=label,
                old_label=old_label if old_label != label else None,
                runs=runs or (Run(text=""),),
                author=author,
                date=date,
                end=_end(hands, after),
            )
        )
        end = after
    blocks: dict[str, list[Block]] = {}
    for provision, block in zip(heads, _remarked(found, comments), strict=True):
        blocks.setdefault(provision, []).append(block)
    return blocks


def _remarked(blocks: Sequence[Block], comments: Iterable[Comment]) -> list[Block]:
    """The blocks with what is said of them, each thing by the first paragraph in which whoever says
    it changed something; by the first of all what nobody did who changed anything."""
    found: list[list[Comment]] = [[] for _block in blocks]
    for comment in comments:
        said = (comment.author, comment.date)
        found[next((n for n, b in enumerate(blocks) if said in _signed(b)), 0)].append(comment)
    return [
        msgspec.structs.replace(block, comments=tuple(told))
        for block, told in zip(blocks, found, strict=True)
    ]


def _signed(block: Block) -> set[tuple[str, str]]:
    """Who changed something in a paragraph or at its end, and when."""
    runs = block.runs if block.end is None else (*block.runs, block.end)
    return {by for r in runs for by in ((r.author, r.date), (r.taker, r.taken))}


def _end(hands: Hands, mark: Marked | None) -> Run | None:
    return hands.run(mark._replace(text="")) if mark is not None and mark.op != "=" else None


def _paragraphs(
    hands: Hands, marked: Sequence[Marked]
) -> list[tuple[tuple[Run, ...], Marked | None]]:
    """The runs of each paragraph and the mark of its end, none for the last."""
    found: list[tuple[list[Run], Marked | None]] = []
    runs: list[Run] = []
    for mark in marked:
        # Where an end came in and went again, no file tells more than the words around it.
        cut = [mark.text.replace(END, "")] if mark.op == "±" else mark.text.split(END)
        for place, text in enumerate(cut):
            if place:
                found.append((runs, mark))
                runs = []
            told = text if runs or not found else _begun(hands, found[-1], mark._replace(text=text))
            runs += [hands.run(mark._replace(text=told))] if told else []
    found.append((runs, None))
    return [(tuple(each), end) for each, end in found]


def _begun(hands: Hands, before: tuple[list[Run], Marked | None], mark: Marked) -> str:
    """What a paragraph begins with: the white space there belongs between the two where it is on
    the side that reads on, or in what another than who parted them had written, and nowhere
    else."""
    runs, end = before
    told = mark.text.lstrip()
    space = mark.text[: len(mark.text) - len(told)]
    if end is None or end.op == "=" or (mark.op == end.op == "+" and mark.hand == end.hand):
        return told
    if mark.op != "=" and not mark.op == end.op == "+":
        return mark.text
    runs += [hands.run(mark._replace(text=space))] if space else []
    return told
