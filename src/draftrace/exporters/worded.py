"""The words of one provision between two issues, each by the hand that changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from draftrace.compare import dividing
from draftrace.compare.layers import Layer, layered
from draftrace.exporters.credit import Hands, layers
from draftrace.exporters.sheet import Comment, Run
from draftrace.exporters.story import Story, remarks
from draftrace.room.entities import Issued, Step

_TORN = {"split": "Split from", "merge": "Merged into"}


def signed(story: Story, step: Step | None) -> tuple[str, str]:
    """Whose a step is and of when; nobody's where there is none."""
    return ("", "") if step is None else story.signed(step)


def about(story: Story, step: Step | None) -> tuple[Comment, ...]:
    """The reasons of a step, none where there is no step."""
    return tuple(remarks(story.told(step), step)) if step is not None else ()


def torn(
    story: Story, old: Mapping[str, Issued], step: Step | None, change: str
) -> tuple[Comment, ...]:
    """Says of a provision that was split from one elsewhere, or merged into it, which that is: by
    the address it had in the base; ``old`` is what stood there."""
    acts = [p for p in story.adopted(step) if p.change == change] if step is not None else []
    other = old.get(acts[0].provision) if acts else None
    if other is None:
        return ()
    author, date = signed(story, step)
    return (Comment(author=author, date=date, text=f"{_TORN[change]} {other.address}."),)


def marked_runs(
    story: Story, hands: Hands, before: Issued, issued: Issued
) -> tuple[tuple[Run, ...], tuple[Comment, ...]]:
    """The wording marked against the base, each change by the hand that made it."""
    return layered_runs(
        story, hands, before.wording, story.steps(issued.provision), of=issued.provision
    )


def written(
    story: Story, hands: Hands, issued: Issued
) -> tuple[tuple[Run, ...], tuple[Comment, ...]]:
    """The words of a provision that came in, by who wrote them, from its first wording on."""
    every = story.state.past.steps.get(issued.provision, ())
    within = [s for s in every if s.stamp.position <= story.until]
    return layered_runs(story, hands, "", within, of=issued.provision)


def layered_runs(
    story: Story, hands: Hands, known: str, steps: Iterable[Step], *last: Layer, of: str
) -> tuple[tuple[Run, ...], tuple[Comment, ...]]:
    """The words ``of`` a provision from the wording ``known`` through the steps, then through
    ``last``."""
    base = known
    versions: list[Layer] = []
    comments: list[Comment] = []
    for step in steps:
        if step.now.wording == known:
            continue
        versions += layers(story, hands, step, known, _of_piece(story, step))
        comments += remarks(story.told(step), step)
        known = step.now.wording
    versions += last
    marked = layered(base, versions, history=story.history)
    hands.settle(marked, versions, of)
    return hands.runs(marked), tuple(comments)


def _of_piece(story: Story, step: Step) -> Callable[[str], str]:
    """What a wording says of the provision of a step: of a division by which it became what it is
    its own piece."""
    acts = [p for p in story.adopted(step) if p.change == "split"]
    said = dividing.pieces(acts[0].now.wording) if acts else ()
    if step.now.wording not in said:
        return str
    at = said.index(step.now.wording)

    def piece(wording: str) -> str:
        told = dividing.pieces(wording)
        return told[at] if len(told) == len(said) else wording

    return piece
