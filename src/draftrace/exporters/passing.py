"""Paragraphs that came in between two issues and went again: they stand in neither."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping

from draftrace.compare.layers import Layer
from draftrace.exporters.credit import Hands
from draftrace.exporters.sheet import Block
from draftrace.exporters.story import Story
from draftrace.exporters.worded import about, layered_runs, torn
from draftrace.room.entities import Issued, Provision


def passed_after(
    story: Story, hands: Hands, base: Mapping[str, Issued], text: Iterable[Issued]
) -> dict[str, list[Block]]:
    """Such paragraphs in their order, by the provision they stood behind; only where the history is
    told. What a party took out again itself is withdrawn without a trace."""
    if not story.history:
        return {}
    here = {i.provision for i in text}
    known = story.state.now.provisions
    places = anchors(story, base, here)
    found: dict[str, list[Block]] = {}
    away = (p for p in known.values() if p.id not in here.union(base) and p.kind != "footnote")
    for provision in sorted(away, key=lambda p: (p.now.rank, p.id)):
        block = _passed(story, hands, base, provision)
        if block is not None:
            at = bisect(places, (provision.now.rank, provision.id))
            found.setdefault(places[at - 1][1] if at else "", []).append(block)
    return found


def anchors(story: Story, base: Iterable[str], text: Iterable[str]) -> list[tuple[str, str]]:
    """The provisions behind which what is in neither issue is told, by rank and id: those of the
    text, and those of the base that were struck where they stood."""
    known = story.state.now.provisions
    struck = (i for i in base if known[i].now.life == "struck" and story.moved(i) is None)
    return sorted((known[i].now.rank, i) for i in {*text, *struck})


def _passed(
    story: Story, hands: Hands, base: Mapping[str, Issued], provision: Provision
) -> Block | None:
    came, went = story.came(provision.id), story.went(provision.id)
    if came is None or went is None or came.stamp.position >= went.stamp.position:
        return None
    if story.is_withdrawn(provision.id):
        return None
    (author, date), (taker, taken) = story.signed(came), story.signed(went)
    last = Layer("", hands.key(taker, taken))
    hands.strikes(last.hand, went.stamp.position)
    steps = [s for s in story.steps(provision.id) if s.stamp.position < went.stamp.position]
    runs, comments = layered_runs(story, hands, "", steps, last, of=provision.id)
    told = (*about(story, came), *torn(story, base, came, "split"), *comments)
    told += (*about(story, went), *torn(story, base, went, "merge"))
    return Block(
        address=provision.now.address,
        provision=provision.id,
        kind=provision.kind,
        level=provision.level,
        runs=runs,
        change="passed",
        author=author,
        date=date,
        taker=taker,
        taken=taken,
        comments=(*dict.fromkeys(told),),
    )
