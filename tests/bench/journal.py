"""How fast the record is, as ratios to raw sqlite3 in the same run.

Usage: PYTHONPATH=src:tests python tests/bench/journal.py [ENTRIES]

The peer is a plain table, read with sqlite3 and decoded into the same msgspec structures; for
verifying, with one SHA-256 over each act besides. Short rounds alternate between the
two, and the best of each counts, since noise only slows. Exits with 1 when a ratio is missed.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import checked, unbroken, verify
from draftrace.room.acts.payloads import Decided, PositionTaken, Proposed
from draftrace.room.acts.terms import Rebased
from draftrace.room.record import Act, Entry

ROUNDS = 60
BATCH = 10_000
WORDING = "Resolves to strengthen cooperation among services that treat dependence; " * 2


def act(number: int) -> Act:
    """Proposals, decisions and positions in the proportion of a real meeting."""
    provision = f"01930000-0000-7000-9000-{number % 1000:012}"
    payload: Proposed | Decided | PositionTaken
    match number % 5:
        case 0:
            outcome = Rebased(proposal=provision, outcome="clean", base=WORDING, wording=WORDING)
            payload = Decided(
                provision=provision, outcome="accepted", wording=WORDING, rebased=(outcome,)
            )
        case 1:
            payload = PositionTaken(stance="supports", proposal=provision)
        case _:
            payload = Proposed(
                provision=provision, change="wording", base=WORDING, wording=f"{WORDING}{number}"
            )
    return Act(
        id=f"01930000-0000-7000-8000-{number:012}",
        happened="2008-11-03T10:12:00Z",
        by="NOR",
        recorder="SEC",
        version=1,
        meeting="01930000-0000-7000-a000-000000000001",
        payload=payload,
    )


def best(*contenders: Callable[[], object]) -> list[float]:
    """The shortest processor time of each, in seconds, over rounds in which all take turns."""
    shortest = [float("inf")] * len(contenders)
    for _ in range(ROUNDS):
        for number, contender in enumerate(contenders):
            started = time.process_time()
            contender()
            shortest[number] = min(shortest[number], time.process_time() - started)
    return shortest


class Raw:
    """The same acts in a plain table."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute(
            "CREATE TABLE entries (position INTEGER PRIMARY KEY, recorded TEXT, act BLOB)"
        )
        self.decoder = msgspec.json.Decoder(Act)

    def append(self, acts: Sequence[Act], after: int) -> None:
        encode = msgspec.json.Encoder().encode
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(
            "INSERT INTO entries VALUES (?, ?, ?)",
            ((number, "2026-01-01", encode(each)) for number, each in enumerate(acts, after + 1)),
        )
        self.connection.execute("COMMIT")

    def read(self) -> None:
        decode = self.decoder.decode
        for _, _, encoded in self.connection.execute("SELECT * FROM entries ORDER BY position"):
            decode(encoded)

    def read_entries(self) -> None:
        decode = self.decoder.decode
        for position, recorded, encoded in self.connection.execute(
            "SELECT * FROM entries ORDER BY position"
        ):
            Entry(position=position, recorded=recorded, act=decode(encoded), previous="", hash="")

    def read_and_hash(self) -> None:
        decode = self.decoder.decode
        for _, _, encoded in self.connection.execute("SELECT * FROM entries ORDER BY position"):
            sha256(encoded).hexdigest()
            decode(encoded)


def exhaust(items: object) -> None:
    for _ in items:  # type: ignore[attr-defined]
        pass


def main(count: int) -> int:
    acts = [act(number) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        raw, journal = Raw(Path(folder, "raw.db")), SqliteJournal(Path(folder, "journal.db"))
        spent = [0.0, 0.0]
        for first in range(0, count, BATCH):
            for number, append in enumerate((raw.append, journal.append)):
                started = time.perf_counter()
                append(acts[first : first + BATCH], first)
                spent[number] += time.perf_counter() - started
        results: list[tuple[str, float, float, float]] = [
            ("append, batches of 10,000", spent[0], spent[1], 0.0)
        ]
        plain, entries, ours = best(raw.read, raw.read_entries, lambda: exhaust(journal.read()))
        results.append(("read, peer makes acts only", plain, ours, 0.85))
        results.append(("read, peer makes entries", entries, ours, 0.85))
        hashed, chain, decoded, whole = best(
            raw.read_and_hash,
            lambda: exhaust(unbroken(journal.lines())),
            lambda: exhaust(checked(journal.lines())),
            lambda: verify(journal),
        )
        results.append(("verify the chain", hashed, chain, 0.7))
        results.append(("verify the chain, decode", hashed, decoded, 0.0))
        results.append(("verify chain, guards, pages", hashed, whole, 0.0))
        size = sum(map(len, journal.lines())) / count
    return report(count, size, results)


def report(count: int, size: float, results: list[tuple[str, float, float, float]]) -> int:
    print(f"{count:,} entries of {size:.0f} bytes; entries per second; best of {ROUNDS} rounds")
    missed = 0
    for what, peer, ours, wanted in results:
        ratio = peer / ours
        missed += ratio < wanted
        aim = f"wanted {wanted}" if wanted else ""
        print(
            f"{what:28} raw {count / peer:9,.0f}  ours {count / ours:9,.0f}  {ratio:5.2f}x  {aim}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
