"""Finds the workspace, opens its journal and corpus, and keeps what is derived from them.

A workspace is a folder with ``corpus/``, ``sessions/`` and ``exports/``. Everything in
``.draftrace/`` can be deleted; ``.draftrace.toml`` holds settings that change no meaning.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftrace import __version__, intake
from draftrace.errors import DraftraceError, UsageError
from draftrace.journal import sealing
from draftrace.journal.records import records
from draftrace.journal.snapshot import Snapshot
from draftrace.journal.sqlite import SqliteJournal
from draftrace.negotiation import Negotiation, new_id, utc_now
from draftrace.room.acts import setup
from draftrace.room.evolve import fold
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.documents import Document

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher

FOLDERS = ("corpus", "sessions", "exports")
SETTINGS = ".draftrace.toml"
DERIVED = ".draftrace"
PARTY_VARIABLE = "DRAFTRACE_PARTY"
_SNAPSHOT_EVERY = 500
_WORTH_TELLING = 4
"""Pages between one word and the next about how far the record has been read."""
_FIRST_SETTINGS = """\
# Settings of this workspace. None of them changes what the record means.
acting = "SEC"      # who acts when neither --by nor DRAFTRACE_PARTY says so
# reference = "style.docx"   # whose styles, headers and footers an exported docx takes
# [masthead]                 # what stands above every exported text
# organ = ""
# distribution = "General"
# language = "English"
# agenda_item = ""
"""


class Workspace:
    """One negotiation's folder. Opening it rebuilds the journal from the sealed records when
    there is none, hash for hash."""

    def __init__(
        self,
        root: Path,
        *,
        identify: Callable[[], str] = new_id,
        clock: Callable[[], str] = utc_now,
        recorded: Callable[[], str] | None = None,
    ) -> None:
        self.root = root
        self._identify = identify
        self._clock = clock
        self._recorded = recorded
        self.rebuilt = 0
        """How many entries came from the sealed records because the journal was missing."""
        self.when_due: Callable[[], object] = self.save
        """Called where much has come since the folded state was kept, to keep it again."""
        self.tell: Callable[[str], object] = _untold
        """Told what takes long while it does, and nothing when it is done."""
        self._pages = 0

    # Finding and founding

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace that ``start`` lies in. Raises UsageError with what to do."""
        for folder in (start, *start.parents):
            if is_workspace(folder):
                return cls(folder)
        raise UsageError(
            f"There is no workspace in {start} or above it.",
            "Start one with `draftrace init DIR`, or try the sample: `draftrace demo`.",
        )

    @classmethod
    def found(cls, root: Path, title: str, **options: Any) -> Workspace:
        """Make the folders of a new workspace and open its record."""
        if is_workspace(root):
            raise DraftraceError(
                f"{root} is a workspace already.", "Open it: `cd` there and run `draftrace`."
            )
        try:
            for name in FOLDERS:
                (root / name).mkdir(parents=True, exist_ok=True)
            (root / SETTINGS).write_text(_FIRST_SETTINGS, encoding="utf-8")
        except OSError as error:
            raise DraftraceError(
                f"Nothing can be written in {root}: {error.strerror}.", "Choose another folder."
            ) from error
        workspace = cls(root, **options)
        talks = workspace.negotiation
        floor = talks.floor("SEC")
        talks.perform(lambda s, f: setup.open_workspace(s, f, f.act, title), floor)
        return workspace

    # The record

    @property
    def sessions(self) -> Path:
        return self.root / "sessions"

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def derived(self) -> Path:
        return self.root / DERIVED

    @cached_property
    def journal(self) -> SqliteJournal:
        """The journal, rebuilt from the records where there is none."""
        path = self.sessions / "journal.db"
        fresh = not path.exists()
        options = {"clock": self._recorded} if self._recorded else {}
        if fresh:
            records(self.sessions)  # refuse altered records before a journal is made of them
        journal = SqliteJournal(path, **options)
        journal.reading = self._told_of_reading
        if fresh or not journal.head().position:
            self.tell("reading the sealed records")
            sealing.rebuild(journal, self.sessions)
            self.tell("")
            self.rebuilt = journal.head().position
        return journal

    def quiet(self) -> None:
        """Tell nobody from now on: something else is on the terminal."""
        self.tell = _untold

    def _told_of_reading(self, position: int) -> None:
        if not position:
            self._pages = 0
            self.tell("")
            return
        self._pages += 1
        if self._pages % _WORTH_TELLING == 0:
            last = self.journal.head().position
            self.tell(f"reading the record, entry {position:,} of {last:,}")

    @cached_property
    def snapshot(self) -> Snapshot:
        """What is kept of the folded state between one opening and the next."""
        return Snapshot(self.derived / "snapshot.db", self.journal, _code_version())

    @cached_property
    def negotiation(self) -> Negotiation:
        """The negotiation at the journal's head, from a snapshot where one fits."""
        talks = Negotiation(
            self.journal,
            self.snapshot.load(),
            seal=self._seal,
            identify=self._identify,
            clock=self._clock,
        )
        self._snapshot_from = talks.known
        return talks

    def state(self) -> State:
        """The state at the journal's head; kept now and then so that opening stays fast."""
        state = self.negotiation.state()
        if state.now.position - self._snapshot_from >= _SNAPSHOT_EVERY:
            self._snapshot_from = state.now.position
            self.tell("keeping what was read for the next opening")
            self.when_due()
            self.tell("")
        return state

    def state_at(self, position: int) -> State:
        """The state as it was after an entry, folded from the first."""
        return fold(islice(self.journal.read(), position))

    def save(self) -> None:
        """Keep the folded state for the next opening. Derived: failing costs only time."""
        state = self.negotiation.state()
        self._snapshot_from = state.now.position
        self.snapshot.save(state)

    def seal(self, name: str = "record") -> Path | None:
        """Write the entries since the last sealed record to a new one; None when there are none."""
        state = self.negotiation.state()
        entries = list(self.journal.read(max(state.now.position - 1, 0)))
        date = entries[-1].act.happened[:10] if entries else self._clock()[:10]
        return sealing.seal(
            self.journal,
            self.sessions,
            workspace=state.now.workspace,
            date=date,
            name=name,
        )

    def _seal(self, state: State, entry: Entry) -> None:
        payload = entry.act.payload
        name = getattr(payload, "revision", "")
        meeting = state.now.meetings.get(getattr(payload, "meeting", ""))
        if meeting is not None:
            name = meeting.name
        sealing.seal(
            self.journal,
            self.sessions,
            workspace=state.now.workspace,
            date=entry.act.happened[:10],
            name=name or "record",
        )

    # Who acts

    @cached_property
    def settings(self) -> dict[str, Any]:
        path = self.root / SETTINGS
        if not path.exists():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"{SETTINGS} can't be read: {error}.", "Mend or delete it.") from error

    def acting(self) -> str:
        """The party at the keyboard: DRAFTRACE_PARTY, the settings, or the Secretariat."""
        return os.environ.get(PARTY_VARIABLE) or str(self.settings.get("acting", "SEC"))

    # Sources

    def documents(self) -> tuple[list[Document], list[str]]:
        """The readings of the registered sources, and what is wrong with those that are missing
        or altered; everything else goes on without them."""
        readings: list[Document] = []
        troubles: list[str] = []
        for record in self.state().now.documents.values():
            try:
                readings.append(intake.reading(self.corpus, record))
            except DraftraceError as error:
                troubles.append(error.message)
        return readings, troubles

    def matcher(self) -> Matcher:
        """The engine that suggests sources, over every readable document of the corpus."""
        from draftrace.matching.engine import Matcher

        readings, _ = self.documents()
        return Matcher(readings, self.derived, model=str(self.settings.get("model", "packaged")))


def _untold(said: str) -> None:
    del said


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a negotiation: settings, a journal or sealed records."""
    sessions = folder / "sessions"
    if not sessions.is_dir():
        return False
    return (
        (folder / SETTINGS).is_file()
        or (sessions / "journal.db").is_file()
        or any(sessions.glob("*.jsonl"))
    )


def _code_version() -> str:
    """Changes with any change of the code that folds, so no snapshot outlives its rules."""
    room = Path(__file__).parent / "room"
    files = sorted(room.rglob("*.py"))
    stamps = [f"{f.name}:{f.stat().st_size}:{f.stat().st_mtime_ns}" for f in files]
    return f"{__version__} {'|'.join(stamps)}"
