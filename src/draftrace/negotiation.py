"""The seam: read the head, decide, append, state. All that changes the record passes here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import Journal
from draftrace.room.acts.payloads import (
    MeetingClosed,
    Payload,
    RevisionIssued,
    TextAdopted,
    TextCorrected,
)
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.evolve import evolve, fold
from draftrace.room.floor import Floor
from draftrace.room.record import FORMAT, Act, Attachment, Entry
from draftrace.room.state import State
from draftrace.room.trials import trial

SEALING = (MeetingClosed, RevisionIssued, RevisionReceived, TextAdopted, TextCorrected)
"""Acts after which the record since the previous one is sealed as a file."""

_ATTEMPTS = 40
_Told = TypeVar("_Told")


def new_id() -> str:
    """A fresh UUIDv7: ids sort by the time they were made."""
    import uuid_utils

    return str(uuid_utils.uuid7())


def utc_now() -> str:
    """The present moment as acts state it, ``2008-11-03T10:12:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Negotiation:
    """A journal with the state that follows from it.

    ``seal`` is called after an act that ends a stretch of the record; ``identify`` and ``clock``
    give ids and times, so that a test or the sample can be played to the same bytes twice.
    """

    def __init__(
        self,
        journal: Journal,
        state: State | None = None,
        *,
        seal: Callable[[State, Entry], None] | None = None,
        identify: Callable[[], str] = new_id,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        self.journal = journal
        self._state = state if state is not None else State()
        self._seal = seal
        self._identify = identify
        self._clock = clock

    @property
    def known(self) -> int:
        """The position folded so far; what others wrote since is not in it yet."""
        return self._state.now.position

    def state(self) -> State:
        """The state at the journal's head; other processes' acts are read in first."""
        return fold(self.journal.read(self._state.now.position), self._state)

    def floor(
        self,
        by: str,
        *,
        recorder: str = "",
        behalf: str = "",
        meeting: str = "",
        happened: str = "",
        seen: Mapping[str, int] | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> Floor:
        """The envelope of one intent; the recorder is the party itself unless another is named."""
        return Floor(
            act=self._identify(),
            by=by,
            recorder=recorder or by,
            behalf="" if behalf == by else behalf,
            meeting=meeting,
            happened=happened or self._clock(),
            seen=seen or {},
            attachments=tuple(attachments),
        )

    def perform(self, decide: Callable[[State, Floor], Payload], floor: Floor) -> Entry:
        """Decide on the state at the head and append the act behind it.

        When somebody else came first the rules decide again on what stands then: a proposal
        takes its place, a decision on stale sight is refused. Raises NegotiationError.
        """
        for _ in range(_ATTEMPTS):
            state = self.state()
            payload = decide(state, floor)
            try:
                (entry,) = self.journal.append([_act(floor, payload)], state.now.position)
            except HeadMoved:
                continue
            if self._seal is not None and isinstance(payload, SEALING):
                self._seal(self.state(), entry)
            return entry
        raise JournalError("The record is too busy to write to.", "Try again.")

    def rehearse(self, play: Callable[[Rehearsal], _Told], *, record: bool) -> _Told:
        """Let ``play`` make several acts on a copy of the state, each seeing those before it, and
        with ``record`` append all of them at once, or none. Played again when somebody else came
        first. What a refused act raises comes through, and nothing is recorded."""
        for _ in range(_ATTEMPTS):
            rehearsal = Rehearsal(trial(self.state()))
            position = rehearsal.state.now.position
            told = play(rehearsal)
            if not record or not rehearsal.acts:
                return told
            try:
                self.journal.append(rehearsal.acts, position)
            except HeadMoved:
                continue
            return told
        raise JournalError("The record is too busy to write to.", "Try again.")


class Rehearsal:
    """Acts tried on a copy of the state, in order."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.acts: list[Act] = []

    def perform(self, decide: Callable[[State, Floor], Payload], floor: Floor) -> Act:
        """Decide on the state with all acts so far, and take the act in."""
        act = _act(floor, decide(self.state, floor))
        self.acts.append(act)
        evolve(self.state, _tried(self.state.now.position + 1, act))
        return act


def _tried(position: int, act: Act) -> Entry:
    return Entry(position=position, recorded="", act=act, previous="", hash="")


def _act(floor: Floor, payload: Payload) -> Act:
    return Act(
        id=floor.act,
        happened=floor.happened,
        by=floor.by,
        recorder=floor.recorder,
        payload=payload,
        version=FORMAT,
        behalf=floor.behalf,
        meeting=floor.meeting,
        attachments=floor.attachments,
    )
