"""In a thread: tell an app that the record grew, nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.message import Message
from textual.worker import get_current_worker

from draftrace.errors import JournalError
from draftrace.journal import Journal
from draftrace.tui.messages import RecordFailed, RecordGrew

_REST = 0.25
"""Seconds between one message and the next: while others write one act after the other, a room
that showed each of them at once would find no time for its own keys."""


def follow(journal: Journal, after: int, wait: float, post: Callable[[Message], object]) -> None:
    """Post a message for every growth of the record behind ``after``, looking for at most ``wait``
    seconds at a time, until the worker is cancelled or the record can't be read."""
    worker = get_current_worker()
    while not worker.is_cancelled:
        try:
            position = journal.wait(after, wait)
        except JournalError as error:
            post(RecordFailed(error.message, error.hint))
            return
        if position > after and not worker.is_cancelled:
            after = position
            post(RecordGrew(position))
            time.sleep(_REST)
