"""The one error tree. The CLI prints message and hint to stderr; the terminal room notifies."""

from __future__ import annotations

from typing import Self


class Hint(str):
    """What to do next, for two places: as a string it is what a command says, ``in_room`` what
    the terminal room says, where ``{reopen}`` stands for the action of that id."""

    in_room: str

    def __new__(cls, said: str, in_room: str) -> Self:
        """Both forms."""
        made = super().__new__(cls, said)
        made.in_room = in_room
        return made


def way(words: str, command: str, action: str) -> Hint:
    """A hint whose ``{}`` is a command in a shell, and an action's id in the terminal room."""
    first, _, rest = words.partition("{}")
    return Hint(f"{first}`draftrace {command}`{rest}", f"{first}{{{action}}}{rest}")


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
