"""What has each act of a record said already?"""

from __future__ import annotations

from draftrace.compare import dividing
from draftrace.exporters.original import Hand
from draftrace.room.state import State


class Recorded:
    """The words that each act of a record, as it is, gave to the text or to a proposal, and those
    a proposal had later: by who made it, and when."""

    def __init__(self, state: State) -> None:
        self._said: dict[Hand, set[str]] = {}
        self._texts: dict[Hand, set[str]] = {}
        past = state.past
        for taken in past.steps.values():
            for step in taken:
                by = ", ".join(step.credited) or step.stamp.speaker
                self._add((by, step.stamp.happened), step.now.wording)
                if step.outcome == "chair's text":
                    words = f" {_words(step.now.wording)} "
                    self._texts.setdefault((by, step.stamp.happened), set()).add(words)
        for proposal in (*past.closed.values(), *state.now.pending.values()):
            for offered in past.offers.get(proposal.id, ()):
                for stamp in (proposal.stamp, offered.stamp):
                    self._add((stamp.speaker, stamp.happened), offered.now.wording)

    def says(self, hand: Hand, kind: str, wording: str) -> bool:
        """Whether an act of that party and moment said it: of what is divided, of a piece; a
        chair's text of what others had merged also of one of those it was merged from."""
        said = self._said.get(hand, set())
        if kind in ("deletion", "move"):
            return bool(said)
        every = (wording, *dividing.pieces(wording)) if dividing.CUT in wording else (wording,)
        if not wording or not said.isdisjoint(map(_words, every)):
            return bool(wording)
        return any(f" {_words(wording)} " in text for text in self._texts.get(hand, ()))

    def _add(self, hand: Hand, wording: str) -> None:
        self._said.setdefault(hand, set()).add(_words(wording))


def _words(wording: str) -> str:
    return " ".join(wording.split())
