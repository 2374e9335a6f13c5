"""Decide: the agenda of what is open, the rivals as redlines, and what a decision would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from draftrace.errors import NegotiationError, StaleSight
from draftrace.room.acts import deciding
from draftrace.room.acts.payloads import Decided
from draftrace.room.entities import Provision
from draftrace.tui import actions, composition
from draftrace.tui.composition import Composition, Fate
from draftrace.tui.declared import ScreenName
from draftrace.tui.keeping import Draft
from draftrace.tui.page import MEASURE
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.rivals import agenda_rows, decision_rows, outcome_rows, rival_rows
from draftrace.tui.safe import shown
from draftrace.tui.screens.amending import of_chairs_text
from draftrace.tui.screens.asking import OBJECTIONS, REASON, Ask
from draftrace.tui.screens.bracketing import Bracketing
from draftrace.tui.screens.lettering import Lettering
from draftrace.tui.screens.packages import Packages
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.words import count
from draftrace.views import standing
from draftrace.views.meant import parties


class View(Rows):
    """Rows that the decide screen lays out."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = cast("DecideScreen", self.screen)
        return screen.rows_of(str(self.id), width)


class DecideScreen(Bracketing, Packages, Lettering):
    """The presiding party's desk; others may look on."""

    NAME: ClassVar[ScreenName] = "decide"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("decide")]

    def __init__(self) -> None:
        super().__init__()
        self.composition = Composition("")
        self.seen: dict[str, int] = {}

    def body(self) -> Iterable[Widget]:
        """The agenda at the left; at the right the rivals, and below them the decision."""
        signs = self.room.signs
        yield Horizontal(
            View(signs, id="agenda"),
            Vertical(
                Bar(id="rivals-title"),
                View(signs, id="rivals"),
                Bar(id="decision-title"),
                View(signs, id="decision"),
                id="desk",
            ),
            id="panes",
        )

    def on_mount(self) -> None:
        """Take up the provision the reader was on."""
        self._take_up(self.room.place)
        self.set_focus(self.rivals)

    @property
    def rivals(self) -> View:
        """The rivals of the provision."""
        return self.query_one("#rivals", View)

    @property
    def outcome(self) -> View:
        """The decision being composed."""
        return self.query_one("#decision", View)

    @property
    def agenda(self) -> View:
        """What is open."""
        return self.query_one("#agenda", View)

    # Showing

    def _take_up(self, provision: str) -> None:
        room = self.room
        room.place = provision
        found = room.provision
        self.composition = Composition(provision)
        self.seen = {provision: found.touched} if found is not None else {}
        if found is not None:
            room.looking.look(found)

    def room_changed(self) -> None:
        """Show what there is now; what the chair has seen stays what it was."""
        if not self.is_mounted:
            return
        if self.composition.provision != self.room.place:
            self._take_up(self.room.place)
        self.composition.keep_only(self.room.state.now.pending)
        self._show()
        super().room_changed()

    def _show(self) -> None:
        found = self.room.provision
        address = shown(found.now.address) if found is not None else "nothing"
        status = standing.status_of(self.room.state, found) if found is not None else ""
        title = [Span(f"{address}  ", "title"), Span(shown(status), "label")]
        if self._changed_since(found):
            key = self.room.keymap.shortest(actions.action("look"))
            title.append(Span(f"   changed since you looked: {key} takes note", "warn"))
        self.query_one("#rivals-title", Bar).say(title)
        self.query_one("#decision-title", Bar).say([Span("The decision", "title")])
        for view in (self.rivals, self.outcome):
            view.reload()
        self.agenda.cursor = self.room.place
        if self.agenda.display:
            self.agenda.reload()
        else:  # n and p go through it also where it is hidden
            self.agenda.show(self.rows_of("agenda", self.size.width))

    def _changed_since(self, provision: Provision | None) -> bool:
        return provision is not None and provision.touched > self.seen.get(provision.id, 0)

    def rows_of(self, view: str, width: int) -> list[Row]:
        """The rows of one of the three views."""
        room = self.room
        if view == "agenda":
            return agenda_rows(room.reading, width, room.signs, room.place)
        provision = room.provision
        if provision is None:
            return [Row((Span("Nothing is on the table.", "dim"),))]
        width = min(width, MEASURE)
        if view == "rivals":
            rows = rival_rows(room.state, provision, self.composition, width, room.signs)
            return rows + self._elsewhere(provision)
        if not room.seat.presides(room.state):
            return [Row(line) for line in wrap([Span(self._onlooking(), "dim")], width)]
        try:
            decided, fates = self._foreseen()
        except NegotiationError as error:
            return decision_rows(self.room.why(error), width)
        return outcome_rows(room.state, provision, decided, fates, width, room.signs)

    def _elsewhere(self, provision: Provision) -> list[Row]:
        """Where something is to be decided, when nothing is here."""
        waiting = [key for key in self.agenda.keys if key != provision.id]
        if self.room.state.pending_on(provision.id) or not waiting:
            return []
        said = f"n takes up the next of {count(len(waiting), 'open provision')}."
        return [Row(), Row((Span(said, "dim"),))]

    def _onlooking(self) -> str:
        """Who decides, told to who does not."""
        meeting = self.room.seat.sits_in(self.room.state)
        if meeting is None:
            return "Nothing is decided here: you sit in no meeting."
        return f"{shown(meeting.presiding)} presides here and decides; you look on."

    def _foreseen(self) -> tuple[Decided, list[Fate]]:
        return composition.foreseen(self.room.state, self.room.floor(), self.composition)

    @on(Rows.Moved, "#agenda")
    def _to_another(self, event: Rows.Moved) -> None:
        event.stop()
        self._take_up(event.key)
        self.rivals.cursor = ""
        self._show()
        self.say_lines()

    # Moving

    def do_pane(self) -> None:
        """Rivals, decision, agenda."""
        panes = [self.rivals, self.outcome, self.agenda]
        at = next((n for n, pane in enumerate(panes) if pane.has_focus), -1)
        following = panes[(at + 1) % len(panes)]
        self.agenda.set_class(following is self.agenda, "-open")
        self.set_focus(following)

    def do_next(self) -> None:
        """The next open provision."""
        self.agenda.action_move_down()

    def do_previous(self) -> None:
        """The one before."""
        self.agenda.action_move_up()

    async def do_go(self) -> None:
        """Jump to an address in any spelling."""

        def go(address: str) -> None:
            self._take_up(standing.resolve(self.room.state, address).id)
            self.room_changed()

        await self.ask_address("Go to", go)

    async def do_back(self) -> None:
        """From the agenda to the rivals; else to the screen before."""
        if self.agenda.has_class("-open"):
            self.agenda.remove_class("-open")
            self.set_focus(self.rivals)
        else:
            await super().do_back()

    def do_look(self) -> None:
        """Take note of what others did."""
        found = self.room.provision
        if found is not None:
            self.seen = {found.id: found.touched}
        self._show()

    # Composing

    def do_pick(self) -> None:
        """Pick or let go; in the decision, let a rival fall or keep it pending."""
        if self.outcome.has_focus:
            self._toggle_fate(self.outcome.cursor)
        else:
            proposal, _, edit = self.rivals.cursor.partition("#")
            self.composition.toggle(self.room.state, proposal, int(edit or 0))
        self._show()

    def _toggle_fate(self, proposal: str) -> None:
        _, fates = self._foreseen()
        for fate in fates:
            if fate.proposal == proposal:
                self.composition.falls[proposal] = not fate.falls

    async def do_compose(self) -> None:
        """The chair's text, beginning from what is picked."""
        try:
            wording = composition.wording_of(self.room.state, self.composition)
        except NegotiationError:
            wording = self.room.state.now.provisions[self.composition.provision].now.wording
        screen = of_chairs_text(self.room, wording, tuple(self.composition.picked), self._composed)
        await self.open(screen)

    def _composed(self, draft: Draft) -> None:
        if draft.target == self.composition.provision:
            self.composition.own = draft.wording
            self._show()

    # Lettering

    async def do_gavel(self) -> None:
        """Show what the decision does, then gavel it."""
        if self.agenda.has_focus:
            self.do_pane()
            return
        room = self.room
        under = self.rivals.cursor.partition("#")[0]
        if (
            not self.composition.picked
            and not self.composition.own
            and under in room.state.now.pending
        ):
            self.composition.toggle(room.state, under)
            self._show()
        decided, fates = self._foreseen()
        # What is gavelled is what was shown, whatever happens while the question stands.
        chosen = Composition(
            self.composition.provision, dict(self.composition.picked), self.composition.own
        )
        wording = composition.wording_of(room.state, chosen)
        provision = room.state.now.provisions[chosen.provision]
        fields = [
            REASON,
            OBJECTIONS,
        ]
        title = f"{shown(provision.now.address)}: {decided.outcome}. It is so decided?"
        before = room.state

        def effects(width: int) -> list[Row]:
            return outcome_rows(before, provision, decided, fates, width, room.signs)

        ask = Ask(title, effects, fields, confirm="Gavel", signs=room.signs, knows=self.knows)
        answer = await self.ask(ask)
        if answer is None:
            return
        objecting = parties(room.state, answer["objections"])
        intent = composition.decision(
            chosen, wording, decided.overtaken, answer["reason"], objecting
        )
        self._gavelled(intent)

    def _gavelled(self, intent: composition.Decide) -> None:
        """Record a decision on what was seen; where that was stale, show what came in between."""
        try:
            self.room.perform(intent, self.seen)
        except StaleSight:
            self.do_look()
            raise
        self._take_up(self.room.place)
        self._show()

    async def do_reject(self) -> None:
        """Reject what is picked, or the proposal under the cursor."""
        state = self.room.state
        under = self.rivals.cursor.partition("#")[0]
        chosen = list(self.composition.picked) or [p for p in (under,) if p in state.now.pending]
        if not chosen:
            raise NegotiationError("No proposal is chosen.", "Choose one with the arrow keys.")
        handles = ", ".join(state.now.pending[p].handle for p in chosen)
        title = f"Reject {shown(handles)}; the text stays"
        reason = await self.ask_reason(title, None, "Reject")
        if reason is not None:
            self._gavelled(lambda s, f: deciding.reject(s, f, chosen, reason))

    async def do_defer(self) -> None:
        """Put the provision off."""
        provision = self.here()
        title = f"Defer {shown(provision.now.address)} to a later meeting"
        reason = await self.ask_reason(title, None, "Defer")
        if reason is not None:
            self._gavelled(lambda s, f: deciding.defer(s, f, provision.id, reason))
