"""How fast is the room on the 2009 document, with 2,000 proposals pending after 100,000 events?

Usage: PYTHONPATH=src:tests python tests/bench/room.py [EVENTS] [PENDING]

The real program runs in a pseudo-terminal beside Textual's empty app, in the same run, while the
engine of suggestions compares its corpus in the background. First paint may take 1.5 times the
empty app's and a second more; the frame that answers a key comes (95 of 100) at most 30 ms after
the empty app's; memory stays under 400 MB; every page of the text is painted whole. An act of one's
own is on the screen within 200 ms; those of others, 500 in a row, within a second, and keys are
answered meanwhile. A letter written in Amend stands in the live redline after at most a hundred
times the processor's time of the empty app's costliest key, and within a second. Told beside it is
when panel and outline have followed too. Exits with 1 when one is missed, and does nothing where
the document is not there (DRAFTRACE_SHARED).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from fold import BATCH, Record
from terminals import Painted, Terminal, percentile

from draftrace import intake, readers
from draftrace.journal.sqlite import SqliteJournal
from draftrace.room.acts import payloads as p
from draftrace.room.acts import tabling, terms
from draftrace.room.entities import Provision
from draftrace.room.floor import Floor
from draftrace.workspace import Workspace
from real_documents import OUTCOME, REPORT, shared

EVENTS, PENDING = 100_000, 2_000
FIRST, FIRST_MORE, LATER, MEMORY = 1.5, 1.0, 0.030, 400
OWN, OTHERS, ACTS = 0.2, 1.0, 500
KEYS = 120
WORD, REDLINE, REDLINE_BY_CLOCK = "gladly", 100.0, 1.0
_NEW = ["where appropriate", "in a timely manner", "and lawfully", "all", "consider", "as soon as"]

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("empty 0")
    def on_mount(self):
        self.pressed = 0
    def on_key(self, event):
        self.pressed += 1
        self.query_one(Static).update(f"empty {self.pressed}")
Empty().run()
"""


OTHER = """
import sys
from pathlib import Path
from draftrace.room.acts.payloads import PositionTaken
from draftrace.workspace import Workspace
talks = Workspace(Path(sys.argv[1])).negotiation
for number in range(int(sys.argv[2])):
    chosen = list(talks.state().now.pending)[number]
    taken = PositionTaken(stance="supports", proposal=chosen)
    talks.perform(lambda state, floor: taken, talks.floor("P07"))
"""


class Long(Record):
    """A long negotiation over the real document: small edits, as people make them."""

    def __init__(self, document: Path, seed: int = 1) -> None:
        self.document = readers.read(document, symbol="A/64/92", role="draft")
        super().__init__(seed)

    def _draft(self) -> tuple[terms.NewProvision, ...]:
        floor = Floor(act="tabled", by="SEC", recorder="SEC", happened="2030-05-08T10:12:00Z")
        return tabling.table(self.state, floor, self.document).provisions

    def edited(self, wording: str) -> str:
        """The wording with a few words struck, inserted or replaced."""
        words = wording.split()
        for _ in range(self.chance.randint(1, 3)):
            at = self.chance.randint(0, max(len(words) - 1, 0))
            words[at : at + self.chance.randint(0, 2)] = [self.chance.choice(_NEW)]
        return " ".join(words)

    def wording(self) -> str:
        """What a rebase made of a rival; any provision's will do."""
        return self.edited(self.chance.choice(list(self.state.now.provisions.values())).now.wording)

    def propose(self, provision: str) -> None:
        """See ``Record``: a small edit of what stands."""
        form = self.state.now.provisions[provision].now
        if form.agreed or form.life != "standing":
            return
        self.act(
            self.chance.choice(_parties()),
            p.Proposed(
                provision=provision,
                change="wording",
                base=form.wording,
                wording=self.edited(form.wording),
                reason="as said on the floor",
            ),
        )

    def fill_to(self, events: int, pending: int) -> None:
        """Negotiate to ``events`` entries with ``pending`` proposals left."""
        living = [i for i, q in self.state.now.provisions.items() if _is_text(q)]
        while len(self.entries) < events:
            here = self.chance.choice(living)
            missing = pending - len(self.state.now.pending)
            if missing > 0 and events - len(self.entries) <= 2 * missing:
                self.propose(here)
                continue
            kinds = [self.propose, self.respond, self.decide, self.withdraw]
            (kind,) = self.chance.choices(kinds, [30, 40, 12, 3] if missing > 0 else [5, 40, 30, 9])
            kind(here)

    def respond(self, provision: str) -> None:
        """See ``Record``: to any proposal there, which nobody answers for ever."""
        pending = [q for q in self.state.pending_on(provision) if len(q.now.positions) < 6]
        if pending:
            found = self.chance.choice(pending)
            stance: terms.Stance = self.chance.choice(("supports", "objects"))
            self.act(
                self.chance.choice(_parties()), p.PositionTaken(stance=stance, proposal=found.id)
            )


def _is_text(provision: Provision) -> bool:
    return provision.kind not in ("heading", "title")


def _parties() -> list[str]:
    return [f"P{number:02}" for number in range(30)]


def made(folder: Path, events: int, pending: int) -> str:
    """A workspace with that record; what it holds, in words."""
    record = Long(shared() / "corpus" / OUTCOME)
    record.fill_to(events, pending)
    (folder / "sessions").mkdir(parents=True)
    (folder / "corpus").mkdir()
    journal = SqliteJournal(folder / "sessions" / "journal.db")
    acts = [entry.act for entry in record.entries]
    for first in range(0, len(acts), BATCH):
        journal.append(acts[first : first + BATCH], first)
    workspace = Workspace(folder)
    report = shared() / "corpus" / REPORT
    if report.is_file():
        source = intake.Source(report, readers.read(report, symbol="WG.1", role="conclusions"))
        source.place(workspace.corpus)
        talks = workspace.negotiation
        talks.perform(lambda _s, _f: source.intent(), talks.floor("SEC"))
        source.keep(workspace.corpus)
    workspace.save()
    now = workspace.state().now
    workspace.journal.close()
    return (
        f"{now.position:,} events, {len(now.provisions):,} provisions, {len(now.pending):,} "
        f"pending, {len(now.voids)} void"
    )


def room(folder: Path) -> list[str]:
    """The command line of the real program."""
    return [sys.executable, "-m", "draftrace", "-C", str(folder)]


def keyed(terminal: Terminal, keys: Sequence[str]) -> list[Painted]:
    """What each key cost, one after the other."""
    return [terminal.painted(key) for key in keys]


def main(events: int, pending: int) -> int:
    if not (shared() / "corpus" / OUTCOME).is_file():
        print("left out: the 2009 document is not here (DRAFTRACE_SHARED)")
        return 0
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named) / "long"
        print(made(folder, events, pending), flush=True)
        return told(folder, Path(named) / "state")


def told(folder: Path, state: Path) -> int:
    """Measure and print; how many targets were missed."""
    missed = 0

    def line(what: str, value: float, limit: float, unit: str, beside: str = "") -> None:
        nonlocal missed
        missed += value > limit
        print(f"{what:38} {value:8.1f} {unit}  (at most {limit:.1f}{beside})", flush=True)

    empty_first, first = [], []
    for _ in range(3):
        with Terminal([sys.executable, "-c", EMPTY], state) as empty:
            empty_first.append(empty.until("empty 0"))
        with Terminal(room(folder), state) as opened:
            first.append(opened.until("filter open"))
    limit = FIRST * min(empty_first) + FIRST_MORE
    line("first paint", min(first), limit, "s", f"; the empty app {min(empty_first):.2f}")
    with Terminal([sys.executable, "-m", "draftrace.tui.suggesting", str(folder)], state) as index:
        index.send('"Promote the exchange of intelligence"\n')
        with Terminal([sys.executable, "-c", EMPTY], state) as empty:
            empty.until("empty 0")
            beside = keyed(empty, ["x"] * KEYS)
        with Terminal(room(folder), state) as opened:
            opened.until("filter open")
            for what, key, count in (
                ("one down", "\x1b[B", KEYS),
                ("next open", "n", KEYS),
            ):
                keys(line, what, keyed(opened, [key] * count), beside)
            opened.painted("\x1b[H")
            pages, gaps = 0, 0
            each: list[Painted] = []
            before = ""
            while before != opened.text and pages < 2000:
                before = opened.text
                each.append(opened.painted("\x1b[6~"))
                pages += 1
                gaps += opened.blank_run() > 3
            keys(line, f"one of {pages} pages", each, beside)
            line("pages with a gap", gaps, 0, "")
            line("memory at its highest", opened.memory(), MEMORY, "MB")
        acting(line, folder, state, beside)
    return int(missed > 0)


def acting(line: Callable[..., None], folder: Path, state: Path, beside: list[Painted]) -> None:
    """An act of one's own, made by keys; then others' acts while one moves about."""
    os.environ["DRAFTRACE_PARTY"] = "P01"
    with Terminal(room(folder), state) as opened:
        opened.until("filter open")
        opened.painted("n")
        opened.painted("a")
        opened.painted(" ")
        redlined(line, [opened.told(c, f"{WORD[: n + 1]}+}}") for n, c in enumerate(WORD)], beside)
        sent = opened.painted("\x13")
        opened.until("Recorded")
        line("an act of one's own, processor", 1000 * sent.busy_first, 1000 * OWN, "ms")
        line("an act of one's own, clock", 1000 * sent.first, 1000 * OWN, "ms")
        journal = SqliteJournal(folder / "sessions" / "journal.db")
        end = journal.head().position + ACTS
        others = opened.beside([sys.executable, "-c", OTHER, str(folder), str(ACTS)])
        taken: list[Painted] = []
        while others.poll() is None:
            taken.append(opened.painted("\x1b[B"))
        since = end - Workspace(folder).state().now.issued
        ended = time.perf_counter()
        opened.until(f"+{since} acts")
        keys(line, f"one down during {ACTS} acts", taken, beside)
        line("others' last act shown after", time.perf_counter() - ended, OTHERS, "s")
        line("memory at its highest", opened.memory(), MEMORY, "MB")


def redlined(
    line: Callable[..., None], taken: list[tuple[float, float]], beside: list[Painted]
) -> None:
    """From a letter written in Amend until the redline below has it."""
    empty = max(*(painted.busy for painted in beside), 0.001)
    line(
        "live redline / the empty app's key",
        max(busy for busy, _ in taken) / empty,
        REDLINE,
        "",
        f"; {1000 * max(busy for busy, _ in taken):.0f} / {1000 * empty:.0f} ms of processor",
    )
    line("live redline, clock", max(clock for _, clock in taken), REDLINE_BY_CLOCK, "s")


def keys(line: Callable[..., None], what: str, taken: list[Painted], beside: list[Painted]) -> None:
    """Lines by the processor's time, which other work on the machine does not stretch, and by the
    clock."""
    ours, theirs = (
        dict(zip(Painted._fields, zip(*p, strict=True), strict=True)) for p in (taken, beside)
    )
    for field, name in (("busy_first", "processor"), ("first", "clock")):
        empty = percentile(theirs[field], 95)
        line(
            f"{what}, p95, {name}",
            1000 * percentile(ours[field], 95),
            1000 * (empty + LATER),
            "ms",
            f"; the empty app {1000 * empty:.0f}",
        )
    still = (1000 * percentile(ours[field], 95) for field in ("busy", "last"))
    print(
        "{:38} {:8.1f} ms of processor, {:.1f} by the clock".format("  until all is still", *still)
    )


if __name__ == "__main__":
    asked = [int(a) for a in sys.argv[1:]]
    sys.exit(main(*(asked + [EVENTS, PENDING][len(asked) :])))
