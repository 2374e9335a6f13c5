"""Who may act in a page of the browser: one token for each party, given at start."""

from __future__ import annotations

import hmac
import secrets
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from draftrace.errors import UsageError

SHORTEST = 16
"""Characters of the shortest token that is taken from a file."""
_TICKET_LASTS = 60.0
_MOST_TICKETS = 1000


def made(parties: Sequence[str]) -> dict[str, str]:
    """A fresh token for each party, of 256 random bits."""
    return {party: secrets.token_urlsafe(32) for party in parties}


def read(file: Path, parties: Sequence[str]) -> dict[str, str]:
    """The tokens of a file: ``CODE TOKEN`` on a line each, or for a single party the token alone.

    Raises UsageError for a file that others may read, lacks a party, or holds a short token.
    """
    try:
        if file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            raise UsageError(
                f"{file} can be read by others.", f"Close it to them: chmod 600 {file}"
            )
        lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file} can't be read.", "It holds CODE TOKEN on a line for each party."
        ) from error
    held = [line for line in lines if line]
    if len(parties) == 1 and len(held) == 1 and len(held[0]) == 1:
        held = [[parties[0], held[0][0]]]
    found = {line[0]: line[1] for line in held if len(line) == 2}
    for party in parties:
        if len(found.get(party, "")) < SHORTEST:
            raise UsageError(
                f"{file} has no token of {SHORTEST} characters or more for {party}.",
                "Write a line: CODE TOKEN.",
            )
    if len(set(found.values())) < len(found):
        raise UsageError(f"{file} gives two parties the same token.", "Give each its own.")
    return {party: found[party] for party in parties}


class Door:
    """Opens a seat to who brings its token. A token buys a ticket for one page, used once."""

    def __init__(
        self, tokens: Mapping[str, str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tokens = dict(tokens)
        self._clock = clock
        self._tickets: dict[str, tuple[str, float]] = {}

    def party(self, token: str) -> str | None:
        """Whose token it is; every token is compared, each in constant time."""
        asked = token.encode("utf-8", "replace")
        found = None
        for party, known in self._tokens.items():
            if hmac.compare_digest(known.encode(), asked):
                found = party
        return found

    def ticket(self, seat: str) -> str:
        """A ticket to a seat, for one page; it lasts a minute."""
        now = self._clock()
        self._tickets = {t: held for t, held in self._tickets.items() if held[1] > now}
        if len(self._tickets) >= _MOST_TICKETS:
            del self._tickets[next(iter(self._tickets))]
        ticket = secrets.token_urlsafe(32)
        self._tickets[ticket] = (seat, now + _TICKET_LASTS)
        return ticket

    def admit(self, ticket: str) -> str | None:
        """The seat of a ticket, which is used up by it."""
        seat, until = self._tickets.pop(ticket, ("", 0.0))
        return seat if until > self._clock() else None
