"""Amend: the wording in an editor, what it changes live, and the draft kept if the program dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from draftrace.compare.rebase import rebase
from draftrace.errors import NegotiationError
from draftrace.room import places
from draftrace.room.acts import proposing
from draftrace.room.acts.payloads import Payload
from draftrace.room.changeable import speaks_for
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.places import Spot
from draftrace.room.state import State
from draftrace.text.wording import normalise
from draftrace.tui import actions
from draftrace.tui.amendment import amendment_rows, preview_rows
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.keeping import Draft, DraftKind, PlaceWord
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import restored, shown
from draftrace.tui.screens.asking import Ask, told
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp

_KEEP_AFTER = 0.4
_PLACES: tuple[PlaceWord, ...] = ("after", "before", "first in")
_SPOTS: dict[PlaceWord, Callable[[State, str], Spot]] = {
    "after": places.after,
    "before": places.before,
    "first in": places.first_in,
}


class Checks(Rows):
    """What the amendment does, told below the editor."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = self.screen
        return screen.checks(width) if isinstance(screen, AmendScreen) else []


class AmendScreen(RoomScreen):
    """One amendment: a wording, an insertion, a revised proposal, or a chair's text.

    ``send`` takes a chair's text back to the screen that asked for it.
    """

    NAME: ClassVar[ScreenName] = "amend"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("amend")]

    def __init__(
        self, draft: Draft, *, kept: bool = False, send: Callable[[Draft], None] | None = None
    ) -> None:
        super().__init__()
        self.draft = draft
        self._was_kept = kept
        self._send = send
        self._preview = False
        self._begun_as = draft.wording if not kept else None
        self._timer: Timer | None = None
        self._said = "draft of earlier restored" if kept else ""
        self._news = ""

    # Beginning

    @classmethod
    def of_wording(cls, room: RoomApp) -> AmendScreen:
        """Another wording for the provision the reader is on. Raises where it may not change."""
        provision = room.provision
        if provision is None:
            raise NegotiationError("No text is on the table.", "Table one: `draftrace table FILE`.")
        if provision.now.life == "proposed":
            made = [p for p in room.state.pending_on(provision.id) if p.change == "insertion"]
            own = [p for p in made if speaks_for(room.floor(), p)]
            if own:
                return cls.of_revision(room, own[0])
        proposing.propose_wording(
            room.state, room.floor(), provision.id, provision.now.wording + " ."
        )
        return cls._begin(
            room,
            "wording",
            provision.id,
            provision.now.address,
            provision.now.wording,
            provision.now.wording,
        )

    @classmethod
    def of_insertion(cls, room: RoomApp) -> AmendScreen:
        """A new provision beside the one the reader is on."""
        provision = room.provision
        if provision is None:
            raise NegotiationError("No text is on the table.", "Table one: `draftrace table FILE`.")
        return cls._begin(room, "insertion", provision.id, provision.now.address, "", "")

    @classmethod
    def of_revision(cls, room: RoomApp, proposal: Proposal) -> AmendScreen:
        """Another wording for a proposal. Raises where it is not the party's own."""
        proposing.revise(room.state, room.floor(), proposal.id, proposal.now.wording + " .")
        provision = room.state.now.provisions[proposal.provision]
        base = "" if proposal.change == "insertion" else provision.now.wording
        begun = cls._begin(
            room, "revision", proposal.id, provision.now.address, base, proposal.now.wording
        )
        if not begun._was_kept:
            begun.draft.reason = proposal.now.reason
        return begun

    @classmethod
    def of_chairs_text(
        cls, room: RoomApp, wording: str, drawing_on: tuple[str, ...], send: Callable[[Draft], None]
    ) -> AmendScreen:
        """A chair's text for the provision the reader is on, given back to ``send``."""
        provision = room.provision
        if provision is None:
            raise NegotiationError("No text is on the table.")
        begun = cls._begin(
            room,
            "chair's text",
            provision.id,
            provision.now.address,
            provision.now.wording,
            wording,
            send,
        )
        begun.draft.drawing_on = drawing_on
        return begun

    @classmethod
    def _begin(
        cls,
        room: RoomApp,
        kind: DraftKind,
        target: str,
        address: str,
        base: str,
        wording: str,
        send: Callable[[Draft], None] | None = None,
    ) -> AmendScreen:
        kept = room.keeping.draft(kind, target, room.seat.by)
        draft = kept or Draft(
            kind=kind,
            target=target,
            address=address,
            party=room.seat.by,
            base=base,
            wording=wording,
        )
        return cls(draft, kept=kept is not None, send=send)

    # Showing

    def body(self) -> Iterable[Widget]:
        """What is amended, the editor, what it does, the reason."""
        yield Bar(id="about")
        yield TextArea(
            shown(self.draft.wording),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            id="wording",
        )
        yield Checks(self.room.signs, id="checks")
        yield Horizontal(
            Label("reason "),
            Input(
                self.draft.reason,
                placeholder="why the room should agree",
                id="reason",
                compact=True,
            ),
            id="reason-line",
        )

    def on_mount(self) -> None:
        """Start in the editor, behind the last word."""
        super().on_mount()
        editor = self.editor
        editor.move_cursor(editor.document.end)
        self.set_focus(editor)

    @property
    def editor(self) -> TextArea:
        """The editor on the wording."""
        return self.query_one("#wording", TextArea)

    @property
    def wording(self) -> str:
        """What is written, as it would be proposed."""
        return normalise(restored(self.editor.text, self.draft.wording + self.draft.base))

    def room_changed(self) -> None:
        """The text may have changed beneath the amendment: carry it over, or say so."""
        if not self.is_mounted:
            return
        if self.draft.kind in ("wording", "chair's text") or self.draft.base:
            self._carry_over()
        self._show()
        super().room_changed()

    def _carry_over(self) -> None:
        standing = self._standing()
        if standing is None or standing == self.draft.base:
            return
        carried = rebase(self.draft.base, self.wording, standing)
        if carried.outcome in ("clean", "partly absorbed") and carried.wording != self.wording:
            at = self.editor.cursor_location
            self.editor.load_text(shown(carried.wording))
            self.editor.move_cursor(at)
        self._news = f"the text changed; your amendment was carried over ({carried.outcome})"
        if carried.outcome == "conflict":
            self._news = "the text changed where you amend it: look at the change before you send"
        self.draft.base = standing
        self._keep()

    def _standing(self) -> str | None:
        state = self.room.state
        target = self.draft.target
        if self.draft.kind == "revision":
            proposal = state.now.pending.get(target)
            if proposal is None:
                return None
            target = proposal.provision
        found = state.now.provisions.get(target)
        return found.now.wording if found is not None else None

    def checks(self, width: int) -> list[Row]:
        """The rows below the editor."""
        room = self.room
        if not self.editor.is_mounted:
            return []
        if self._preview and self.draft.kind != "insertion":
            return preview_rows(
                room.state, self._provision_id(), self.wording, room.seat.speaker(), width
            )
        rows = amendment_rows(
            room.state, self._provision_id(), self.draft, self.wording, width, room.signs
        )
        return [*told([Span(self._news, "warn")])(width), *rows] if self._news else rows

    def _provision_id(self) -> str:
        if self.draft.kind == "revision":
            found = self.room.state.proposal(self.draft.target)
            return found.provision if found is not None else ""
        return self.draft.target

    def _show(self) -> None:
        room = self.room
        width = self.size.width - 2
        title = [Span(shown(self._title()), "title")]
        as_whom = f"  as {room.seat.speaker()}"
        said = self._said or ("nothing changed yet" if self.wording == self.draft.base else "")
        line = between([*title, Span(shown(as_whom), "label")], [Span(said, "dim")], width)
        self.query_one("#about", Bar).say(line)
        self.query_one(Checks).reload()

    def _title(self) -> str:
        address = self.draft.address
        match self.draft.kind:
            case "insertion":
                return f"A new provision {self.draft.place} {address}: {self._spot_address()}"
            case "revision":
                found = self.room.state.proposal(self.draft.target)
                return f"Revise {found.handle if found else ''} on {address}"
            case "chair's text":
                return f"Chair's text for {address}"
            case _:
                return f"Amend {address}"

    def _spot_address(self) -> str:
        try:
            return _SPOTS[self.draft.place](self.room.state, self.draft.target).address
        except NegotiationError as error:
            return error.message

    # Keeping

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _written(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_KEEP_AFTER, self._settle)

    def _settle(self) -> None:
        """A moment after the last key: keep the draft, show what it does."""
        if not self.is_mounted:
            return
        self._keep()
        self._show()

    def _keep(self) -> None:
        written = restored(self.editor.text, self.draft.wording + self.draft.base)
        reason = self.query_one("#reason", Input).value
        if (written, reason) == (self.draft.wording, self.draft.reason):
            return
        self.draft = msgspec.structs.replace(self.draft, wording=written, reason=reason)
        if self.room.keeping.keep_draft(self.draft):
            self._said = "draft kept"
        else:
            self._said = f"draft NOT kept: {self.room.keeping.trouble}"

    # Doing

    def offered(self) -> list[Action]:
        """What the key line offers: a place only where there is one to choose."""
        return [a for a in super().offered() if a.id != "place" or self.draft.kind == "insertion"]

    async def do_propose(self) -> None:
        """Send it."""
        self._stop()
        self._keep()
        if self._send is not None:
            sent = msgspec.structs.replace(self.draft, wording=self.wording)
            self.room.keeping.drop_draft(self.draft)
            self.room.pop_screen()
            self._send(sent)
            return
        draft, wording = self.draft, self.wording
        self.room.perform(lambda s, f: intent(s, f, draft, wording))
        self.room.keeping.drop_draft(draft)
        self.room.pop_screen()

    def do_preview(self) -> None:
        """Between what it changes and how the rolling text would read."""
        self._preview = not self._preview
        self._show()

    def do_place(self) -> None:
        """Another place for an insertion."""
        if self.draft.kind != "insertion":
            raise NegotiationError("Only an insertion has a place to choose.")
        following = _PLACES[(_PLACES.index(self.draft.place) + 1) % len(_PLACES)]
        self.draft = msgspec.structs.replace(self.draft, place=following)
        self._show()

    async def do_discard(self) -> None:
        """Throw the draft away, after asking."""
        ask = Ask(
            "Throw this draft away?", told([Span(shown(self.wording), "dim")]), confirm="Throw away"
        )
        if await self.ask(ask) is not None:
            self._stop()
            self.room.keeping.drop_draft(self.draft)
            self.room.pop_screen()

    def do_field(self) -> None:
        """Between wording and reason."""
        reason = self.query_one("#reason", Input)
        self.set_focus(self.editor if reason.has_focus else reason)

    async def do_leave(self) -> None:
        """Leave; what was written stays kept."""
        self._stop()
        self._keep()
        if self.draft.wording == self._begun_as and not self.draft.reason:
            self.room.keeping.drop_draft(self.draft)
        self.room.pop_screen()

    do_back = do_leave

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()


def intent(state: State, floor: Floor, draft: Draft, wording: str) -> Payload:
    """The act a draft asks for, decided on the state at the head."""
    match draft.kind:
        case "insertion":
            spot = _SPOTS[draft.place](state, draft.target)
            return proposing.propose_insertion(state, floor, spot, wording, reason=draft.reason)
        case "revision":
            return proposing.revise(state, floor, draft.target, wording, reason=draft.reason)
        case _:
            return proposing.propose_wording(
                state, floor, draft.target, wording, reason=draft.reason
            )
