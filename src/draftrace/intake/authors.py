"""Which party is an author of a file?"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from draftrace.errors import UnreadableInput, UsageError
from draftrace.readers import encodings
from draftrace.readers.files import content_of
from draftrace.room.floor import SEE_PARTIES
from draftrace.room.state import State

ANYBODY = "*"
"""In a file of authors: everybody not named."""


def party_of(state: State, author: str, mapped: Mapping[str, str]) -> str:
    """The code of an author's party: as mapped, else by code or name in any case; or empty."""
    wanted = author.strip().casefold()
    named = {who.strip().casefold(): party for who, party in mapped.items()}
    given = named.get(wanted)
    if given is not None:
        return given
    for party in state.now.parties.values():
        if wanted in (party.code.casefold(), party.name.casefold()):
            return party.code
    return named.get(ANYBODY, "")


def mapping(state: State, file: Path) -> dict[str, str]:
    """Authors and their parties from a TOML file (``"A. Author" = "EU"``) or a CSV file (author,
    party). Raises UnreadableInput or UsageError naming the line or the unknown party."""
    text = encodings.decoded(content_of(file), file.name)
    if file.suffix.lower() == ".toml":
        found = _from_toml(text, file.name)
    else:
        found = dict(_from_csv(text, file.name))
    codes: dict[str, str] = {}
    for party in state.now.parties.values():
        codes |= {party.name.casefold(): party.code, party.code.casefold(): party.code}
    for author, party_named in found.items():
        code = codes.get(party_named.strip().casefold())
        if code is None:
            raise UsageError(
                f"{file.name}: {author} is mapped to {party_named}, which is no party.",
                SEE_PARTIES,
            )
        found[author] = code
    return found


def _from_toml(text: str, name: str) -> dict[str, str]:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{name}: {error}.", 'Write lines as "A. Author" = "EU".') from error
    table = read.get("authors", read)
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise UnreadableInput(f"{name}: not every author has one party.", 'As "A. Author" = "EU".')
    return dict(table)


def _from_csv(text: str, name: str) -> Iterable[tuple[str, str]]:
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or [cell.casefold() for cell in cells] == ["author", "party"]:
            continue
        if len(cells) != 2 or not all(cells):
            raise UnreadableInput(f"{name}, line {number}: not an author and a party.")
        yield cells[0], cells[1]
