"""The room's wall: read-only, large, one provision with its rivals, where who presides stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.tui.dressed import DressedApp
from draftrace.tui.following import follow
from draftrace.tui.messages import RecordFailed
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import shown as safe
from draftrace.tui.showing import Shown, shown_by
from draftrace.tui.wall_rows import margin_of, wall_rows
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.workspace import Workspace

_LOOK_EVERY = 0.2
_WAIT = 0.5


class WallPage(Rows):
    """The provision; the arrow keys scroll it where it is longer than the wall."""

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("WallApp", self.app).rows(width, self.size.height)

    def action_move_down(self) -> None:
        """A line on."""
        self.scroll_down(animate=False)

    def action_move_up(self) -> None:
        """A line back."""
        self.scroll_up(animate=False)


class WallApp(DressedApp[None]):
    """Shows where one party's terminal stands; records nothing and writes nothing."""

    TITLE = "draftrace: the wall"
    CSS_PATH = ["styles/room.tcss", "styles/wall.tcss"]  # noqa: RUF012 - declared so by Textual
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape", "quit", "Leave", show=False)]

    def __init__(
        self, workspace: Workspace, follow: str, *, environment: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(environment)
        self.workspace = workspace
        self.follow = follow
        self.state: State = workspace.state()
        workspace.quiet()
        self.shown: Shown | None = None

    def compose(self) -> ComposeResult:
        """What text it is; the provision; whom the wall follows."""
        yield Bar(id="identity")
        yield WallPage(self.signs, id="wall")
        yield Bar(id="status")

    def on_mount(self) -> None:
        """Look where the party stands, and follow the record."""
        self.dress()
        self.query_one(WallPage).focus()
        self.set_interval(_LOOK_EVERY, self.look)
        self.run_worker(self._follow, thread=True, group="follow")
        self.call_after_refresh(self.look)
        self.call_after_refresh(self.show)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - the handler's form
        """Another size, another measure."""
        self.call_after_refresh(self.show)

    def _follow(self) -> None:
        """In a thread: report that the record grew, nothing else."""
        follow(self.workspace.journal, self.state.now.position, _WAIT, self.post_message)

    def on_record_grew(self) -> None:
        """Somebody acted: the provision may read otherwise now."""
        self.state = self.workspace.state()
        self.show()

    def on_record_failed(self, message: RecordFailed) -> None:
        """Say that the wall stands still."""
        self.notify(safe(f"{message.reason} {message.hint}"), severity="warning", markup=False)

    def look(self) -> None:
        """Where does the party stand now?"""
        found = shown_by(self.workspace.derived, self.follow)
        if found != self.shown:
            moved = found is None or self.shown is None or found.provision != self.shown.provision
            self.shown = found
            self.show()
            if moved:
                self.query_one(WallPage).scroll_home(animate=False, force=True)

    @property
    def provision(self) -> Provision | None:
        """What is on the wall."""
        found = self.shown
        return self.state.now.provisions.get(found.provision) if found is not None else None

    def rows(self, width: int, height: int) -> list[Row]:
        """The rows of the page."""
        provision, shown = self.provision, self.shown
        if provision is not None and shown is not None:
            return wall_rows(self.state, provision, shown, width, height, self.signs)
        lead = Span(" " * margin_of(width))
        return [
            Row((lead, Span(f"Waiting for {safe(self.follow)} to open the room.", "strong"))),
            Row(),
            Row((lead, Span("Where that party stands appears here by itself."))),
        ]

    def show(self) -> None:
        """Write everything anew."""
        width = self.size.width - 2
        if width < 1:
            return
        now = self.state.now
        provision = self.provision
        address = safe(provision.now.address) if provision is not None else ""
        part = address.rpartition("/")[0]
        left = [Span(safe(now.title) or "No title yet", "title")]
        part_name = now.parts.get(provision.now.part, part) if provision is not None else ""
        named = [Span(safe(part_name), "label"), Span(f"   {address}", "strong")]
        self.query_one("#identity", Bar).say(between(left, named, width, self.signs["more"]))
        page = self.query_one(WallPage)
        page.reload()
        self.query_one("#status", Bar).say(self._status(width, page))

    def _status(self, width: int, page: WallPage) -> Sequence[Span]:
        meetings = sorted(self.state.open_meetings(), key=lambda m: m.presiding == self.follow)
        left = [Span(safe(meetings[-1].name) if meetings else "no meeting is open", "label")]
        more = len(page.rows) - page.size.height
        right = [Span(f"{more} lines more: arrow keys   ", "warn")] if more > 0 else []
        right += [Span(f"follows {safe(self.follow)}   q leaves", "dim")]
        return between(left, right, width, self.signs["more"])
