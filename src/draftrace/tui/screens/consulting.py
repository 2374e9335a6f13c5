"""Asks in a thread what the room knows of the words being written; the answers come as messages."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.message import Message

from draftrace.errors import DraftraceError
from draftrace.room.acts.terms import SourceRef
from draftrace.tui.consulted import Asked, Consulted, consulted
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.suggesting import Suggester
from draftrace.tui.texts import issued_paragraphs
from draftrace.views.formulas import Said, said

_MOST = 3


class Answered(Message):
    """What is known of a wording so far."""

    def __init__(self, found: Consulted) -> None:
        super().__init__()
        self.found = found


class Consulting(RoomScreen):
    """Force, formulas, agreed language and sources of a wording under way."""

    def __init__(self) -> None:
        super().__init__()
        self.known: Consulted | None = None
        self._asked: Asked | None = None

    def show_known(self) -> None:
        """Something more is known."""
        raise NotImplementedError

    def consult(self, asked: Asked) -> None:
        """Ask about a wording, unless that is what was asked last."""
        if asked == self._asked:
            return
        self._asked = asked
        room = self.room
        suggester = room.suggester() if room.state.now.documents else None
        doing = partial(
            self._find, asked, said(room.state), suggester, issued_paragraphs(room.state)
        )
        self.run_worker(doing, thread=True, group="consult", exclusive=True)

    def _find(
        self, asked: Asked, text: Said, suggester: Suggester | None, issued: list[SourceRef]
    ) -> None:
        """In a thread: reports what was found, touches nothing."""
        found = consulted(asked, text)
        self.post_message(Answered(found))
        if suggester is None or self._asked != asked or asked.wording == asked.base:
            return
        try:
            agreed = suggester.agreed(found.phrase, issued) if found.phrase else []
            sources = suggester.by_words(asked.wording).shown()[:_MOST]
        except DraftraceError:
            return  # A corpus that can't be read is told where it is looked at.
        more = Consulted(
            asked=asked,
            force=found.force,
            elsewhere=found.elsewhere,
            phrase=found.phrase,
            agreed=tuple(agreed),
            sources=sources,
        )
        self.post_message(Answered(more))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        message.stop()
        if message.found.asked == self._asked:
            self.known = message.found
            self.show_known()
