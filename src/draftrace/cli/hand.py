"""Whose hand is on the command line: the workspace, the party, the meeting, the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from draftrace.cli import completing
from draftrace.errors import UsageError

if TYPE_CHECKING:
    from draftrace.room.entities import Meeting, Provision
    from draftrace.room.floor import Floor
    from draftrace.room.record import Entry
    from draftrace.room.state import State
    from draftrace.workspace import Workspace

_Function = TypeVar("_Function", bound=Callable[..., Any])
WRITTEN = "none"
"""What ``--meeting`` is given for an act of no meeting."""


FILE = click.Path(path_type=Path, readable=False)
"""A file of the command line; the reader says what is wrong with it, by its own exit code."""


class Hand:
    """The workspace a command works in, opened on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.options: dict[str, Any] = {}
        self.at = ""
        """The moment a reading command looks at; empty for the present."""
        self._then: State | None = None

    @cached_property
    def workspace(self) -> Workspace:
        # Commands that only compare files have none: the room is not imported for them.
        import sys
        from time import monotonic

        from draftrace.cli.waiting import Waiting
        from draftrace.workspace import Workspace

        found = Workspace.find(self.folder.resolve())
        if sys.stderr.isatty():
            found.tell = Waiting(monotonic).tell
        return found

    def in_workspace(self) -> bool:
        """Whether there is a workspace: who compares files needs none."""
        from draftrace.workspace import is_workspace

        folder = self.folder.resolve()
        return any(map(is_workspace, (folder, *folder.parents)))

    def state(self) -> State:
        state = self.workspace.state()
        if self.workspace.rebuilt:
            from draftrace.cli.printing import note

            note(
                f"The journal was missing: {self.workspace.rebuilt} entries were rebuilt from the "
                "sealed records."
            )
            self.workspace.rebuilt = 0
        return self._as_of(state) if self.at else state

    def entries(self) -> Iterator[Entry]:
        """The record, up to the moment looked at."""
        journal = self.workspace.journal
        return islice(journal.read(), self.state().now.position) if self.at else journal.read()

    def _as_of(self, state: State) -> State:
        if self._then is None:
            from draftrace.views.moments import position_at

            self._then = self.workspace.state_at(position_at(state, self.at))
        return self._then

    def file(self, named: str | Path) -> Path:
        """A file as named on the command line; a relative one lies below ``-C DIR``."""
        return self.folder / named

    def acting(self) -> str:
        return self.party(self.workspace.acting())

    def party(self, code: str) -> str:
        """A party's code as registered, whatever case it was typed in."""
        from draftrace.views.meant import party

        return party(self.state(), code)

    def provision(self, address: str) -> Provision:
        from draftrace.views.standing import resolve

        return resolve(self.state(), address)

    def floor(self, *, gavel: bool = False) -> Floor:
        """The envelope of this command's act, from its options and surroundings."""
        given = self.options
        by = self.party(given["by"]) if given.get("by") else self.acting()
        state = self.state()
        return self.workspace.negotiation.floor(
            by,
            recorder=self.acting(),
            behalf=self.party(given.get("behalf") or ""),
            meeting=_meeting(state, given.get("meeting"), by, gavel=gavel),
            happened=utc(given.get("happened")),
            seen=self._seen(state, given.get("seen")),
            attachments=[self._attached(file) for file in given.get("attach") or ()],
        )

    def perform(self, decide: Callable[[State, Floor], Any], *, gavel: bool = False) -> Entry:
        """Decide and record, as whoever the options say."""
        entry = self.workspace.negotiation.perform(decide, self.floor(gavel=gavel))
        self.workspace.state()
        return entry

    def _attached(self, file: str) -> Any:
        from draftrace.intake import attachment

        return attachment(self.file(file))

    def _seen(self, state: State, seen: int | None) -> dict[str, int]:
        if seen is None:
            return {}
        return dict.fromkeys(state.now.provisions, seen)


def at(command: _Function) -> _Function:
    """The option of every reading command: look at an earlier moment."""

    def looking(ctx: click.Context, _option: click.Parameter, value: str) -> None:
        ctx.find_object(Hand).at = value  # type: ignore[union-attr]

    return click.option(
        "--at",
        metavar="MOMENT",
        shell_complete=completing.moment,
        default="",
        expose_value=False,
        callback=looking,
        help="As it was at a revision, the end of a meeting, an entry of the record or a day.",
    )(command)


def acting(command: _Function) -> _Function:
    """Options of every command that records an act."""
    options = [
        click.option(
            "--by",
            metavar="PARTY",
            shell_complete=completing.party,
            help="Whose act it is (else DRAFTRACE_PARTY).",
        ),
        click.option(
            "--for", "behalf", metavar="GROUP", help="The group on whose behalf it is made."
        ),
        click.option(
            "--meeting",
            metavar="NAME",
            help="The meeting, where several are open; `none` for a written submission.",
        ),
        click.option(
            "--happened", metavar="TIME", help="When it happened (UTC), as in 2030-11-03T10:12."
        ),
        click.option(
            "--attach",
            multiple=True,
            metavar="FILE",
            type=FILE,
            help="Attach a file by its hash; may be repeated.",
        ),
        click.option(
            "--seen",
            type=int,
            metavar="N",
            help="Refuse if the provision changed after entry N (`show --json` tells).",
        ),
    ]

    @click.pass_obj
    @wraps(command)
    def with_hand(hand: Hand, /, *args: Any, **given: Any) -> Any:
        names = ("by", "behalf", "meeting", "happened", "attach", "seen")
        hand.options = {name: given.pop(name) for name in names}
        return command(hand, *args, **given)

    for option in reversed(options):
        with_hand = option(with_hand)
    return with_hand  # type: ignore[return-value]


def _meeting(state: State, name: str | None, by: str, *, gavel: bool) -> str:
    """The id of the meeting an act belongs to; empty for a written submission."""
    opened = state.open_meetings()
    if name and name.casefold() == WRITTEN:
        return ""
    if name:
        return _named(opened, name).id
    if len(opened) == 1:
        return opened[0].id
    presided = [m for m in opened if m.presiding == by]
    if gavel and len(presided) == 1:
        return presided[0].id
    if gavel and len(opened) > 1:
        names = ", ".join(m.name for m in presided or opened)
        raise UsageError(f"Several meetings are open: {names}.", "Say which one with --meeting.")
    return ""


def _named(opened: list[Meeting], name: str) -> Meeting:
    wanted = name.casefold()
    fitting = [m for m in opened if wanted == m.name.casefold() or wanted == m.id] or [
        m for m in opened if wanted in m.name.casefold()
    ]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(m.name for m in fitting or opened) or "none"
    what = "fits several meetings" if fitting else "is no open meeting"
    raise UsageError(f"{name} {what}.", f"Open: {names}.")


def utc(written: str | None, now: str = "") -> str:
    """A time as acts state it, from how people write it; empty where none is given. ``now`` is
    what *tomorrow* is counted from."""
    if not written:
        return ""
    from draftrace.views.times import utc as stated

    return stated(written, now)
