"""Amend: the wording in an editor, told live what it does; the draft outlives the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Literal

import msgspec
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from draftrace.compare.rebase import rebase
from draftrace.errors import NegotiationError
from draftrace.everywhere import spread
from draftrace.room.acts.payloads import Payload
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.tui import actions, intents
from draftrace.tui.amendment import amendment_rows, preview_rows, title_of
from draftrace.tui.consulted import Asked, language_rows
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.keeping import Draft
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import restored, shown
from draftrace.tui.screens.asking import Ask, Pick, told
from draftrace.tui.screens.consulting import Consulting
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.views.formulas import AlsoThere, also_there

_KEEP_AFTER = 0.4
View = Literal["checks", "preview", "language"]


class Checks(Rows):
    """What the amendment does, told below the editor."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = self.screen
        return screen.checks(width) if isinstance(screen, AmendScreen) else []


class AmendScreen(Consulting):
    """One draft: an amendment, an insertion, an alternative, a division, a chair's text, a fix.

    ``send`` takes a chair's text back to the screen that asked for it. ``amending`` begins them.
    """

    NAME: ClassVar[ScreenName] = "amend"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("amend")]

    def __init__(
        self, draft: Draft, *, kept: bool = False, send: Callable[[Draft], None] | None = None
    ) -> None:
        super().__init__()
        self.draft = draft
        self._send = send
        self._view: View = "checks"
        self._begun_as = (draft.wording, draft.reason) if not kept else None
        self._timer: Timer | None = None
        self._said = "draft of earlier restored" if kept else ""
        self._news = ""
        self._sight: dict[str, int] = {}

    # Showing

    def body(self) -> Iterable[Widget]:
        """What is amended, the editor, the reason, what it does."""
        yield Bar(id="about")
        yield TextArea(
            shown(self.draft.wording),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            id="wording",
        )
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
        yield Checks(self.room.signs, id="checks")

    def on_mount(self) -> None:
        """Start in the editor, behind the last word."""
        super().on_mount()
        editor = self.editor
        editor.move_cursor(editor.document.end)
        self.set_focus(editor)
        found = self.room.state.now.provisions.get(self._provision_id())
        self._sight = {found.id: found.touched} if found is not None else {}

    @property
    def editor(self) -> TextArea:
        """The editor on the wording."""
        return self.query_one("#wording", TextArea)

    @property
    def wording(self) -> str:
        """What is written, as it would be proposed."""
        return intents.as_sent(self.draft, self._written_text())

    def _written_text(self) -> str:
        return restored(self.editor.text, self.draft.wording + self.draft.base)

    def room_changed(self) -> None:
        """The text may have changed beneath the amendment: carry it over, or say so."""
        if not self.is_mounted:
            return
        if self.draft.base and not intents.divides(self.draft):
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
        """What the draft changes, as it reads now; nothing where that has gone."""
        state = self.room.state
        proposal = self._proposal()
        if self.draft.kind == "amendment":
            return proposal.now.wording if proposal is not None else None
        if proposal is not None and proposal.change in ("amendment", "merge"):
            return None
        found = state.now.provisions.get(self._provision_id())
        return found.now.wording if found is not None else None

    def checks(self, width: int) -> list[Row]:
        """The rows below the editor."""
        room = self.room
        if not self.editor.is_mounted:
            return []
        provision = self._provision_id()
        if self._view == "preview":
            return preview_rows(room.state, provision, self.wording, room.seat.speaker(), width)
        if self._view == "language":
            return language_rows(self.known, width, room.signs)
        rows = amendment_rows(
            room.state, provision, self.draft, self.wording, width, room.signs, self.known
        )
        return [*told([Span(self._news, "warn")])(width), *rows] if self._news else rows

    def _proposal(self) -> Proposal | None:
        """The proposal that the draft revises or amends."""
        if self.draft.kind not in ("revision", "amendment"):
            return None
        return self.room.state.now.pending.get(self.draft.target)

    def _provision_id(self) -> str:
        """The provision whose words are at stake; none for a new one."""
        if self.draft.kind == "insertion":
            return ""
        proposal = self._proposal()
        return proposal.provision if proposal is not None else self.draft.target

    def _show(self) -> None:
        room = self.room
        width = self.size.width - 2
        title = Span(shown(title_of(room.state, self.draft)), "title")
        as_whom = Span(shown(f"  as {room.seat.speaker()}"), "label")
        said = self._said or ("nothing changed yet" if self.wording == self.draft.base else "")
        line = between([title, as_whom], [Span(shown(said), "dim")], width)
        self.query_one("#about", Bar).say(line)
        self.show_known()

    def show_known(self) -> None:
        """See ``Consulting``; a late answer finds the screen closed."""
        for checks in self.query(Checks):
            checks.reload()

    # Keeping

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _written(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_KEEP_AFTER, self._settle)

    def _settle(self) -> None:
        """A moment after the last key: keep the draft, show what it does, ask what is known."""
        if not self.is_mounted:
            return
        self._keep()
        self._show()
        spoken_of = self._provision_id() if self.draft.kind == "wording" else ""
        self.consult(Asked(provision=spoken_of, base=self.draft.base, wording=self.wording))

    def _keep(self) -> None:
        written = self._written_text()
        reason = self.query_one("#reason", Input).value
        if (written, reason) == (self.draft.wording, self.draft.reason):
            return
        self.draft = msgspec.structs.replace(self.draft, wording=written, reason=reason)
        self._write_draft()

    def _write_draft(self) -> None:
        if self.room.keeping.keep_draft(self.draft):
            self._said = "draft kept"
        else:
            self._said = f"draft NOT kept: {self.room.keeping.trouble}"

    # Doing

    def offered(self) -> list[Action]:
        """What the key line offers: only what this draft can have."""
        without = set() if self.draft.kind == "insertion" else {"place"}
        if not intents.may_follow_another(self.draft):
            without.add("fall-back")
        return [a for a in super().offered() if a.id not in without]

    async def do_propose(self) -> None:
        """Send it."""
        self._stop()
        self._keep()
        draft, wording = self.draft, self.wording
        if self._send is not None:
            self._done()
            self._send(msgspec.structs.replace(draft, wording=wording))
            return
        intents.intent(self.room.state, self.room.floor(), draft, wording)
        also = self._also_there(wording)
        everywhere = bool(also) and await self._there_too(also)
        if everywhere is None:
            return
        entry = self.room.perform(lambda s, f: intents.intent(s, f, draft, wording), self._seen())
        self._done()
        if everywhere:
            self._spread(entry)

    def _seen(self) -> dict[str, int]:
        """A fix is refused where the provision has changed under it; proposals take their place."""
        return self._sight if self.draft.kind == "fix" else {}

    def _done(self) -> None:
        self.room.keeping.drop_draft(self.draft)
        self.room.pop_screen()

    def _also_there(self, wording: str) -> list[AlsoThere]:
        """Where the same change could be proposed too."""
        found = self.room.state.now.provisions.get(self._provision_id())
        if self.draft.kind != "wording" or found is None:
            return []
        return [one for one in also_there(self.room.state, found, wording) if one.wording]

    async def _there_too(self, also: list[AlsoThere]) -> bool | None:
        places = ", ".join(one.address for one in also)
        options = [
            ("all", [Span("y  ", "key"), Span(shown(f"there too: {places}, as one package"))]),
            ("here", [Span("n  ", "key"), Span("here only")]),
        ]
        title = shown(f"The same words stand in {places}. Propose the change there too?")
        quick = {"y": "all", "n": "here"}
        answer = await self.ask(Pick(title, options, self.room.signs, quick=quick))
        return None if answer is None else answer == "all"

    def _spread(self, first: Entry) -> None:
        room = self.room
        talks = room.workspace.negotiation

        def perform(decide: Callable[[State, Floor], Payload]) -> Entry:
            return talks.perform(decide, room.floor())

        made = spread(perform, room.workspace.state, first, self.draft.reason)
        room.renew()
        left = "".join(f"\nNot in {one.address}: {one.why}" for one in made.left)
        room.notify(shown(made.package) + shown(left), title="One package", markup=False)

    def do_preview(self) -> None:
        """Between what it changes and how the rolling text would read."""
        if not self._provision_id():
            raise NegotiationError("A new provision stands in the rolling text as it is written.")
        self._turn("preview")

    def do_language(self) -> None:
        """Agreed language and sources in full, or what it changes."""
        self._turn("language")

    def _turn(self, view: View) -> None:
        self._view = "checks" if self._view == view else view
        self._show()

    def do_place(self) -> None:
        """Another place for an insertion."""
        if self.draft.kind != "insertion":
            raise NegotiationError("Only an insertion has a place to choose.")
        at = intents.PLACES.index(self.draft.place)
        following = intents.PLACES[(at + 1) % len(intents.PLACES)]
        self.draft = msgspec.structs.replace(self.draft, place=following)
        self._show()

    def do_fall_back(self) -> None:
        """Behind the next of one's own proposals here, in case that one is not accepted."""
        if not intents.may_follow_another(self.draft):
            raise NegotiationError(f"This draft ({self.draft.kind}) can't be a fall-back.")
        mine = [
            p.id
            for p in self.room.state.pending_on(self._provision_id())
            if self.room.seat.speaker() in (p.stamp.by, p.stamp.behalf)
        ]
        if not mine:
            raise NegotiationError(
                "A fall-back stands behind a proposal of your own, and you have none here.",
                "Propose first what you want; then what you could live with.",
            )
        chain = ["", *mine]
        at = chain.index(self.draft.second_to) if self.draft.second_to in chain else 0
        following = chain[(at + 1) % len(chain)]
        self.draft = msgspec.structs.replace(self.draft, second_to=following)
        self._write_draft()
        self._show()

    async def do_discard(self) -> None:
        """Throw the draft away, after asking."""
        body = told([Span(shown(self.wording), "dim")])
        ask = Ask("Throw this draft away?", body, confirm="Throw away")
        if await self.ask(ask) is not None:
            self._stop()
            self._done()

    def do_field(self) -> None:
        """Between wording and reason."""
        reason = self.query_one("#reason", Input)
        self.set_focus(self.editor if reason.has_focus else reason)

    async def do_leave(self) -> None:
        """Leave; what was written stays kept."""
        self._stop()
        self._keep()
        if (self.draft.wording, self.draft.reason) == self._begun_as:
            self.room.keeping.drop_draft(self.draft)
        self.room.pop_screen()

    do_back = do_leave

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
