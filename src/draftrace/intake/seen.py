"""On which text was an act made, where a file of ours tells several on one paragraph?

Every act is told on the text of the base and of the acts it had seen: those the file says were
decided before, or what it amends, and those in whose words it changed something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from draftrace.exporters.sheet import Turn
from draftrace.intake.acts import is_act, key_of
from draftrace.intake.hands import authors, nested
from draftrace.intake.tracked.model import Run


class Seen:
    """The acts of a file by which each had seen which."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._turns = {key_of(turn): turn for turn in turns}

    def by(self, runs: Sequence[Run], act: str) -> frozenset[str]:
        """The acts on these runs that one had seen, and those they had seen."""
        known = authors(runs)
        found: set[str] = set()
        ahead = [act]
        while ahead:
            at = ahead.pop()
            more = self._within(runs, at) | self._before(known, at)
            more -= found | {act}
            found |= more
            ahead += more
        return frozenset(found)

    def _within(self, runs: Sequence[Run], act: str) -> set[str]:
        """Whose words an act changed; where nothing is said of the order, also between whose it
        wrote."""
        if act in self._turns:
            return _changed_within(runs, act)
        return {by for by in nested(runs, act) if is_act(by)}

    def _before(self, known: Iterable[str], act: str) -> set[str]:
        """Which of the known acts were decided when one was made; or what alone it was made on."""
        made = self._turns.get(act)
        if made is None:
            return set()
        decided = {o: self._turns[o].decided for o in known if o in self._turns and o != act}
        alone = {o for o, place in decided.items() if place == made.saw}
        return alone or {o for o, place in decided.items() if place <= made.saw}

    def knows(self, act: str) -> bool:
        """Whether the file says on which text an act was made."""
        return act in self._turns

    def amended(self, act: str, seen: Collection[str]) -> str:
        """Which of the acts that one had seen it changed as an amendment, not as a wording made
        when the text said so already; where the file tells no order, the only one. Else none."""
        two = self._turns.get(act)
        for other in seen:
            one = self._turns.get(other)
            if one is None or two is None:
                if len(seen) == 1:
                    return other
            elif two.saw == one.decided:
                return other
        return ""

    def in_turn(self, acts: Iterable[str]) -> list[str]:
        """Acts as they were decided, those of which nothing is said as they come."""
        known = list(acts)
        at = {act: self._turns[act].decided for act in known if act in self._turns}
        return sorted(known, key=lambda act: at.get(act, 0))


def _changed_within(runs: Sequence[Run], act: str) -> set[str]:
    """Whose words an act took out, as far as they had come in."""
    return {
        run.inserted.author
        for run in runs
        if run.inserted is not None
        and run.deleted is not None
        and run.deleted.author == act != run.inserted.author
    }


def with_acts(acts: Iterable[str]) -> Callable[[Run], bool]:
    """Which runs stand in the base with what some acts changed."""
    taken_in = frozenset(acts)
    return lambda run: (
        (run.inserted is None or run.inserted.author in taken_in)
        and not (run.deleted is not None and run.deleted.author in taken_in)
    )
