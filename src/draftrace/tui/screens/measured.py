"""What is computed from the whole record: progress over the meetings, and whether it is whole.
In processes of their own; the screen shows what they tell."""

from __future__ import annotations

from functools import partial

import msgspec
from textual import on

from draftrace.tui.apart import Ended, Found, Job, Refused, Told
from draftrace.tui.charts import chart_rows, figure_rows
from draftrace.tui.messages import JobHeard
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.sealed_page import seal_rows
from draftrace.tui.verifying import Verdict
from draftrace.views.progress import Milestone


class Measured(RoomScreen):
    """Progress and proof."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: dict[str, Job] = {}
        self._measuring = 0
        self._said: dict[str, str] = {}
        self._verdict: Verdict | None = None

    def show_measures(self) -> None:
        """A worker has told something: show it."""
        raise NotImplementedError

    def sheet_rows(self, width: int) -> list[Row]:
        """Progress or seals, whichever is open."""
        room = self.room
        if room.remembered.record_view == "Seals":
            said = self._said.get("verify", "")
            return seal_rows(room.state, self._verdict, said, width, room.signs)
        known = room.remembered.milestones
        if known is None:
            said = self._said.get("progress", "") or f"measuring{room.signs['more']}"
            return [Row(line) for line in wrap([Span(shown(said), "dim")], width)]
        lay = chart_rows if room.remembered.charts else figure_rows
        return lay(known[1], width, room.signs)

    def measured_status(self) -> list[Span]:
        """What is under way, or what the sheet says."""
        view = self.room.remembered.record_view
        if view == "Seals":
            issues = len(self.room.state.past.revisions)
            return [Span(f"  {issues} issued; V checks record and seals", "label")]
        known = self.room.remembered.milestones
        late = known is not None and known[0] < self.room.state.now.position
        return [Span("  measuring what is new", "dim")] if late else []

    # Progress

    def measure(self) -> None:
        """Measure where progress is open and the record has grown since."""
        remembered = self.room.remembered
        position = self.room.state.now.position
        known = remembered.milestones
        if remembered.record_view != "Progress" or "progress" in self._jobs:
            return
        if (known is None or known[0] < position) and self._measuring < position:
            self._measuring = position
            self._begin("progress")

    def do_record_chart(self) -> None:
        """Charts, or figures."""
        remembered = self.room.remembered
        if remembered.record_view == "Progress":
            remembered.charts = not remembered.charts
        remembered.record_view = "Progress"
        self._open("Progress")

    def _open(self, view: str) -> None:
        raise NotImplementedError

    # Proof

    def do_record_verify(self) -> None:
        """Check everything from the first act on."""
        self._verdict = None
        self._open("Seals")
        if "verify" not in self._jobs:
            self._begin("verify")

    # Work

    def _begin(self, task: str) -> None:
        job = Job(task, self.room.workspace.root, None)
        self._jobs[task] = job
        self.run_worker(partial(self._listen, job), thread=True, group=task)

    def _listen(self, job: Job) -> None:
        """In a thread: passes on what the job tells."""
        for telling in job.tellings():
            self.post_message(JobHeard(job, telling))

    @on(JobHeard)
    def _heard(self, message: JobHeard) -> None:
        message.stop()
        task = message.job.task
        if self._jobs.get(task) is not message.job:
            return
        match message.telling:
            case Told(said=said):
                self._said[task] = f"{said}{self.room.signs['more']}"
            case Refused() as refused:
                self._said[task] = self.room.why(refused.error)
            case Found(answer=answer):
                self._said.pop(task, None)
                self._take(task, answer)
            case Ended():
                del self._jobs[task]
                self.measure()
        self.show_measures()

    def _take(self, task: str, answer: msgspec.Raw) -> None:
        if task == "verify":
            self._verdict = msgspec.json.decode(answer, type=Verdict)
            return
        milestones = msgspec.json.decode(answer, type=list[Milestone])
        self.room.remembered.milestones = (self._measuring, milestones)

    def on_unmount(self) -> None:
        """Nobody waits for the answers any more."""
        for job in self._jobs.values():
            job.cancel()
