"""The terminal room: owns the state and who acts; screens show it and say what people want."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import perf_counter
from typing import Any

import msgspec
from textual.app import SystemCommand
from textual.events import Key
from textual.screen import Screen

from draftrace.errors import DraftraceError, JournalError, NegotiationError
from draftrace.room.acts.payloads import Payload
from draftrace.room.entities import Provision
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.roles import require_role
from draftrace.room.state import State
from draftrace.tui import hanging_up, keymap, showing, tidying
from draftrace.tui.actions import of_screen
from draftrace.tui.apart import Job
from draftrace.tui.exporting import Order
from draftrace.tui.following import follow
from draftrace.tui.keeping import Keeping, state_folder
from draftrace.tui.looking import Looking
from draftrace.tui.messages import JobHeard, RecordFailed, RecordGrew
from draftrace.tui.outbox import Outbox, Outcome
from draftrace.tui.reading import Reading
from draftrace.tui.refusing import RefusingApp
from draftrace.tui.remembered import Remembered
from draftrace.tui.safe import shown
from draftrace.tui.saving import Saver
from draftrace.tui.screens.asking import Question
from draftrace.tui.screens.draft import DraftScreen
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.seat import WRITTEN, Seat
from draftrace.tui.showing import Shown
from draftrace.tui.suggesting import Suggester
from draftrace.tui.tour import STEPS, remember
from draftrace.views.log import tell
from draftrace.workspace import Workspace

_OF_TEXTUAL = ("Theme", "Quit", "Screenshot")
_WAIT = 0.5
_SAVE_EVERY = 30.0

Decide = Callable[[State, Floor], Payload]


class RoomApp(RefusingApp):
    """One person's seat in the negotiation of one workspace."""

    TITLE = "draftrace"
    CSS_PATH = "styles/room.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared so by Textual
        (0, "-narrow"),
        (104, "-medium"),
        (140, "-wide"),
        (200, "-vast"),
    ]

    def __init__(
        self,
        workspace: Workspace,
        party: str,
        *,
        environment: Mapping[str, str] | None = None,
        meaning: bool = False,
        seat: Seat | None = None,
        tour: bool = False,
    ) -> None:
        super().__init__(environment)
        own = keymap.config_folder(self.environment) / "keys.toml"
        self.keymap, self._key_troubles = keymap.read(own)
        self.meaning = meaning
        self.tour: int | None = 0 if tour else None
        self.wall_names = self.wall_rivals = True
        self._on_wall: Shown | None = None
        self.asked_for: dict[str, object] = {}
        self.remembered = Remembered()
        self.outbox = Outbox(workspace.root, self.hint)
        self._suggester: tuple[object, Suggester] | None = None
        environment = self.environment
        self.workspace = workspace
        self.state = workspace.state()
        workspace.quiet()
        self.saver = Saver(workspace.root)
        workspace.when_due = self.saver.begin
        self.keeping = Keeping(state_folder(environment), self.state.now.workspace)
        self.seat = (seat or Seat(home=party, by=party)).settled(self.state)
        self.looking = Looking(self.keeping, party, self.state)
        self.reading = Reading(self.state, self.seat, self.looking)
        self.place = next((p.id for p in self.reading.order), "")
        if tour:
            self.lead_to(STEPS[0].address)

    @property
    def provision(self) -> Provision | None:
        """The provision the reader is on."""
        return self.state.now.provisions.get(self.place)

    # Keys

    async def take_key(self, key: Key) -> None:
        """See ``KeyByKeyApp``; so nothing typed ahead meets the wrong screen."""
        asked = self.screen
        await super().take_key(key)
        if asked is self.screen and isinstance(asked, Question) and key.key in asked.ends:
            # The question takes the key in its own time; its answer ends the wait.
            self.hold_keys()

    # Starting and following the record

    def on_mount(self) -> None:
        """Open the draft and follow what others write."""
        self.dress()
        hanging_up.heed(self.exit)
        self._take_keys()
        if self.tour is not None:
            remember(state_folder(self.environment))
        self.push_screen(DraftScreen())
        self.run_worker(self._follow, name="follow", thread=True, group="follow")
        self.set_interval(_SAVE_EVERY, self._save_looked)
        self.set_interval(tidying.EVERY, lambda: tidying.tidy(perf_counter() - self.typed_at))
        self._name_kept_drafts()

    def _take_keys(self) -> None:
        """The person's own keys; what could not be taken of them is told."""
        self.set_keymap(self.keymap.bindings())
        for trouble in self._key_troubles:
            self.notify(
                shown(trouble), title="Your keys", severity="warning", timeout=10, markup=False
            )

    def _follow(self) -> None:
        """In a thread: report that the record grew, nothing else."""
        follow(self.workspace.journal, self.state.now.position, _WAIT, self.post_message)

    def on_record_grew(self, message: RecordGrew) -> None:
        """Show what others did, without moving anything."""
        if message.position > self.state.now.position:
            self.renew()

    def on_record_failed(self, message: RecordFailed) -> None:
        """Say that nothing new will be seen."""
        self.refuse(JournalError(message.reason, message.hint))

    def renew(self) -> None:
        """Read in what the record holds now and let every screen show it."""
        self.state = self.workspace.state()
        self.seat = self.seat.settled(self.state)
        self.reading.renew(self.state, self.seat, self.looking)
        for screen in self._open_screens():
            screen.room_changed()

    def _open_screens(self) -> list[RoomScreen]:
        """The screens that can be written on: none while the program closes, since what a worker
        still tells then finds their widgets gone."""
        if not self.is_running:
            return []
        return [screen for screen in self.screen_stack if isinstance(screen, RoomScreen)]

    # Acting

    @property
    def acting(self) -> str:
        """See ``DressedApp``."""
        return shown(self.seat.who(self.state))

    def floor(
        self, seen: Mapping[str, int] | None = None, *, meeting: str | None = None, by: str = ""
    ) -> Floor:
        """The envelope of the next intent of whoever acts here, or of another party ``by``, in its
        meeting or in another."""
        seat = self.seat
        meeting = seat.meeting if meeting is None else meeting
        return self.workspace.negotiation.floor(
            by or seat.by,
            recorder=seat.recorder(self.state),
            behalf="" if by else seat.behalf,
            meeting="" if meeting == WRITTEN else meeting,
            seen=seen,
        )

    def require(self, kind: str) -> None:
        """Refuse, naming the rule, what the party may not do here."""
        self._only_reads()
        require_role(self.state, self.floor(), kind)

    def perform(
        self,
        decide: Decide,
        seen: Mapping[str, int] | None = None,
        *,
        meeting: str | None = None,
        by: str = "",
    ) -> Entry:
        """Record an act and tell it. Raises what the rules refuse."""
        self._only_reads()
        floor = self.floor(seen, meeting=meeting, by=by)
        entry = self.workspace.negotiation.perform(decide, floor)
        self.settle()
        self.state = self.workspace.state()
        self.looking.own(self.state, entry.position)
        self.renew()
        told = tell(self.state, entry)
        self.notify(f"{shown(told.text)}.", title="Recorded", timeout=4, markup=False)
        return entry

    def _only_reads(self) -> None:
        if self.seat.reads_only:
            raise NegotiationError(
                "This seat reads only.", "To act, open the page with a party's token."
            )

    def sit(self, seat: Seat) -> None:
        """Somebody else acts here from now on, or in another meeting."""
        if seat.by != self.seat.by:
            self.looking.save(self.state)
            self.looking = Looking(self.keeping, seat.by, self.state)
        self.seat = seat
        self.renew()
        self._name_kept_drafts()

    def sit_in(self, meeting: str) -> None:
        """Act in another meeting."""
        self.sit(msgspec.structs.replace(self.seat, meeting=meeting))

    def sit_as(self, party: str) -> None:
        """Act as another party."""
        self._only_reads()
        seat = Seat(home=self.seat.home, by=party, fixed=self.seat.fixed)
        self.sit(seat.settled(self.state))

    # Leading

    def lead_to(self, address: str) -> None:
        """Stand on the provision of an address, where there is one."""
        found = self.state.now.addresses.get(address, "")
        self.place = found or self.place

    def show_place(self) -> None:
        """Where this party presides, tell the room's wall where it stands."""
        seat = self.seat
        if seat.reads_only or not self.place or not seat.presides(self.state):
            return
        now = Shown(
            party=seat.by, provision=self.place, names=self.wall_names, rivals=self.wall_rivals
        )
        if now != self._on_wall and showing.show(self.workspace.derived, now):
            self._on_wall = now

    # Sources

    def suggester(self) -> Suggester:
        """The engine over the documents registered now."""
        documents = tuple(self.state.now.documents)
        if self._suggester is None or self._suggester[0] != documents:
            self._end_suggester()
            self._suggester = (documents, Suggester(self.workspace.root))
        return self._suggester[1]

    def _end_suggester(self) -> None:
        if self._suggester is not None:
            self._suggester[1].close()

    # Files out

    def write_file(self, order: Order) -> None:
        """Begin to write a file; it goes on whichever screen one is on."""
        self._only_reads()
        job = self.outbox.begin(order)
        self.run_worker(partial(self._listen, job), thread=True, group="export")

    def _listen(self, job: Job) -> None:
        """In a thread: passes on what the job tells."""
        for telling in job.tellings():
            self.post_message(JobHeard(job, telling))

    def on_job_heard(self, message: JobHeard) -> None:
        """Show how far it is and, in the end, what came of it."""
        if message.job is not self.outbox.job:
            return
        outcome = self.outbox.hear(message.telling)
        if outcome is not None:
            self._tell_outcome(outcome)
        for screen in self._open_screens():
            screen.outbox_changed()

    def _tell_outcome(self, outcome: Outcome) -> None:
        receipt = outcome.receipt
        if outcome.stopped:
            self.notify(outcome.said, title="As you asked", timeout=6, markup=False)
            return
        if receipt is None:
            self.refuse(DraftraceError(outcome.said, outcome.hint))
            return
        seal = f", seal {receipt.seal[:12]}" if receipt.seal else ""
        said = f"exports/{outcome.order.path}: {receipt.revision} {receipt.what}{seal}."
        self.notify(shown(said), title="Written", timeout=6, markup=False)

    # What is kept

    def _name_kept_drafts(self) -> None:
        kept = [d for d in self.keeping.drafts(self.seat.by) if d.wording or d.reason]
        if kept:
            places = shown(", ".join(dict.fromkeys(d.address for d in kept)))
            self.notify(
                f"Unsent drafts of {shown(self.seat.by)} are kept for {places}.",
                title="Kept for you",
                timeout=8,
                markup=False,
            )

    def _save_looked(self) -> None:
        self.looking.save(self.state)

    def on_unmount(self) -> None:
        """Remember what was looked at; end what was started."""
        self.outbox.close()
        self.saver.close()
        self._end_suggester()
        self._save_looked()

    # The palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette offers what the party may do on this screen, by the one declaration."""
        if isinstance(screen, RoomScreen):
            offered = [a for a in of_screen(screen.NAME) if self.seat.may(self.state, a)]
            verbs = {a.title for a in offered if not a.id.startswith("screen.")}
            for action in offered:
                once = not (action.id.startswith("screen.") and action.title in verbs)
                if once and action.id != "palette" and not action.id.startswith("move."):
                    keys = f"  ({self.keymap.readable(action)})" if action.key else ""
                    run = partial(screen.action_do, action.id)
                    yield SystemCommand(action.title, f"{action.help}{keys}", run)
        for command in super().get_system_commands(screen):
            if command.title in _OF_TEXTUAL:
                yield command


def run(workspace: Workspace, party: str, *, tour: bool = False) -> None:
    """Open the terminal room and stay until the person leaves."""
    stay(RoomApp(workspace, party, meaning=True, tour=tour))
    workspace.save()


def stay(app: RoomApp) -> None:
    """Run the room."""
    tidying.begin()
    app.run()
