"""What became of a report's conclusions: judged in a process of its own, shown when it tells."""

from __future__ import annotations

from functools import partial

import msgspec
from textual import on

from draftrace.tui.apart import Found, Job, Refused, Told
from draftrace.tui.covering import Asked, Covered
from draftrace.tui.messages import JobHeard
from draftrace.tui.remembered import Searching
from draftrace.tui.screens.room import RoomScreen
from draftrace.views.coverage import Point


class Coverage(RoomScreen):
    """The fate of conclusions."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._judged: tuple[str, object] = ("", None)
        self._doing = ""

    @property
    def memory(self) -> Searching:
        """Which report's conclusions, and what is known of them."""
        raise NotImplementedError

    def opened(self) -> None:
        """Lay out both panes, the document at the conclusion one is on."""
        raise NotImplementedError

    def points(self) -> tuple[tuple[Point, ...], str]:
        """What is known of the open report's conclusions, and what a reader must know of that."""
        found = self.memory.covered.get(self.memory.document)
        judged, note = (found[1].points, found[1].note) if found else ((), "")
        return judged, f"{note} {self._doing}".strip()

    def cover(self) -> None:
        """Judge the open report anew where links or provisions have changed since."""
        memory = self.memory
        known = memory.covered.get(memory.document)
        at = self._moment()
        fresh = known is not None and known[0] == at and known[1].settled
        if memory.view != "Coverage" or not memory.document or fresh:
            return
        if self._judged == (memory.document, at):
            return
        self._judged = (memory.document, at)
        self._end_job()
        self._doing = f"Judging{self.room.signs['more']}"
        asked = Asked(memory.document, self.room.meaning)
        self._job = job = Job("coverage", self.room.workspace.root, asked)
        self.run_worker(partial(self._listen, job), thread=True, group="coverage")

    def _moment(self) -> tuple[object, ...]:
        now = self.room.state.now
        return (sum(map(len, now.links.values())), len(now.provisions), now.revision)

    def _listen(self, job: Job) -> None:
        """In a thread: passes on what the job tells."""
        for telling in job.tellings():
            self.post_message(JobHeard(job, telling))

    @on(JobHeard)
    def _heard(self, message: JobHeard) -> None:
        message.stop()
        if message.job is not self._job:
            return
        match message.telling:
            case Told(said=said):
                self._doing = f"{said.capitalize()}{self.room.signs['more']}"
            case Refused() as refused:
                self._doing = self.room.why(refused.error)
            case Found(answer=answer):
                covered = msgspec.json.decode(answer, type=Covered)
                self.memory.covered[covered.report] = (self._judged[1], covered)
                self._doing = ""
        self.opened()
        self.say_lines()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def on_unmount(self) -> None:
        """Nobody waits for the answer any more."""
        self._end_job()
