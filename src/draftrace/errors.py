"""The one error tree. The CLI prints message and hint to stderr; the terminal room notifies."""

from __future__ import annotations


class DraftraceError(Exception):
    """What a person asked for could not be done.

    ``message`` says what happened in the room's words, ``hint`` what to do next (may be
    empty), ``exit_code`` is 1 refused or a difference found, 2 wrong usage, 3 unreadable input.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if exit_code is not None:
            self.exit_code = exit_code


class NegotiationError(DraftraceError):
    """A rule of the room refuses the intent; raised only by the decide functions."""


class StaleSight(NegotiationError):
    """The author decided on something that has changed since it was seen."""


class AddressError(DraftraceError):
    """No provision has this address, or several do."""


class UsageError(DraftraceError):
    """The command itself is wrong."""

    exit_code = 2


class UnreadableInput(DraftraceError):
    """A file that cannot be read as what it should be."""

    exit_code = 3


class JournalError(DraftraceError):
    """The record cannot be read or written; nothing was changed."""


class HeadMoved(JournalError):
    """Somebody else appended first; the caller reads on and decides again."""
