"""The draft: outline, text, and everything about the provision under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from draftrace.tui import actions
from draftrace.tui.cards import TABS
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.page import MODES
from draftrace.tui.screens.bracketing import Bracketing
from draftrace.tui.screens.desk import Desk
from draftrace.tui.screens.getting_about import GettingAbout
from draftrace.tui.screens.lettering import Lettering
from draftrace.tui.screens.packages import Packages
from draftrace.tui.screens.proofreading import Proofreading
from draftrace.tui.screens.restructuring import Restructuring
from draftrace.tui.screens.sourcing import Sourcing
from draftrace.tui.screens.speaking import Speaking
from draftrace.tui.screens.taking_in import TakingIn
from draftrace.tui.tour import Step
from draftrace.tui.widgets.outline import Outline
from draftrace.tui.widgets.panel import Panel
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.text_page import TextPage

_FOLLOWS = 0.08
"""Seconds without a key after which panel and outline follow the text. Shorter than a person
waits for, longer than a key held down takes to repeat."""
_MOVING = ("move.", "next", "previous", "return")


class DraftScreen(
    GettingAbout,
    Restructuring,
    Speaking,
    Bracketing,
    Packages,
    Lettering,
    TakingIn,
    Desk,
    Sourcing,
    Proofreading,
):
    """Reading, and from here everything else.

    A key that moves paints the text and the status line. Panel and outline follow when no other
    key comes at once, and are worked out for the provision one has arrived at, not for those one
    has passed. An act shows in all of them at once.
    """

    NAME: ClassVar[ScreenName] = "draft"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("draft")]

    def body(self) -> Iterable[Widget]:
        """Outline, text, panel."""
        room = self.room
        with_panes = Horizontal(
            Outline(room.reading, room.signs),
            TextPage(room.reading, room.signs),
            Panel(room.signs),
            id="panes",
        )
        yield with_panes

    def __init__(self) -> None:
        super().__init__()
        self.following: Timer | None = None
        """Runs while panel and outline are behind the text."""
        self._arrived = ""

    def on_mount(self) -> None:
        """Start on the text."""
        self.set_focus(self.text)

    @property
    def panel(self) -> Panel:
        """The side panel."""
        return self.query_one(Panel)

    @property
    def outline(self) -> Outline:
        """The outline."""
        return self.query_one(Outline)

    # Showing

    def room_changed(self) -> None:
        """Lay out what changed; cursor, scroll and focus stay."""
        if not self.is_mounted or not self.text.size.width:
            return
        if self.text.cursor and self.text.cursor != self.room.place:
            self.leave(self.text.cursor)
            self.text.go(self.room.place)
        place = self.room.place
        first = not self.text.cursor
        self.text.reload()
        if first:
            self.text.go(place, centre=True)
        self.room.place = self.text.cursor or self.room.place
        self.outline.reload()
        self._catch_up()
        super().room_changed()

    def _follow_soon(self) -> None:
        if self.following is not None:
            self.following.stop()
        self.outline.point_at(self.room.place)
        self.following = self.set_timer(_FOLLOWS, self._catch_up)

    def _catch_up(self) -> None:
        """Let outline and panel show the provision the text stands on."""
        if self.following is not None:
            self.following.stop()
            self.following = None
        self.outline.follow(self.room.place)
        self.panel.show(self.room.place)
        if self.panel.tab == "Sources" and self.panel.display:
            self.look_for_sources()

    def action_do(self, name: str) -> None:
        """See ``RoomScreen``: what is done to a provision is done to the one that is shown."""
        if self.following is not None and not name.startswith(_MOVING):
            self._catch_up()
        super().action_do(name)
        if name.startswith(_MOVING):
            self._arrive_at(self.text.cursor)  # so that the frame that shows it says where

    @on(Rows.Moved, "#text")
    def _moved_in_text(self, event: Rows.Moved) -> None:
        event.stop()
        if event.key == self.text.cursor:
            self._arrive_at(event.key)

    def _arrive_at(self, key: str) -> None:
        if key != self._arrived:
            self._arrive(key)

    @on(Rows.Moved, "#outline")
    def _moved_in_outline(self, event: Rows.Moved) -> None:
        event.stop()
        self.leave(self.room.place)
        self.text.go(event.key, centre=True)

    @on(Rows.Moved, "#cards")
    def _moved_in_panel(self, event: Rows.Moved) -> None:
        event.stop()

    @on(Rows.Chosen)
    def _double_clicked(self, event: Rows.Chosen) -> None:
        if event.rows is self.text:
            self._open_sheet(self.panel)
        elif event.rows is self.outline:
            self.close_sheets()

    @on(Panel.Opened)
    def _tab_opened(self, event: Panel.Opened) -> None:
        if event.tab == "Sources":
            self.look_for_sources()

    def _arrive(self, key: str) -> None:
        """The reader stands on a provision: that much of the news has been seen."""
        room = self.room
        self._arrived = key
        room.place = key or room.place
        provision = room.provision
        if provision is not None and room.looking.look(provision):
            self.text.sign(key)
        self._follow_soon()
        self.say_lines()

    def offered(self) -> list[Action]:
        """What the key line offers: what concerns proposals only where there are some."""
        pending = bool(self.room.state.pending_on(self.room.place))
        concerned = ("co-sponsor", "object", "decide")
        return [a for a in super().offered() if pending or a.id not in concerned]

    # Panes

    @property
    def _panes(self) -> list[Rows]:
        return [self.text, self.panel.cards, self.outline]

    def do_pane(self) -> None:
        """To the next pane; a hidden one slides over the text."""
        panes = self._panes
        at = next((n for n, pane in enumerate(panes) if pane.has_focus), 0)
        following = panes[(at + 1) % len(panes)]
        self.close_sheets()
        if following is self.panel.cards:
            self._open_sheet(self.panel)
        elif following is self.outline:
            self._open_sheet(self.outline)
        else:
            self.set_focus(following)

    def open_panel(self) -> None:
        """Bring the panel into view and go there."""
        self._open_sheet(self.panel)

    def _open_sheet(self, pane: Panel | Outline) -> None:
        pane.add_class("-open")
        self.set_focus(pane.cards if isinstance(pane, Panel) else pane)
        self.call_after_refresh(self._shown_again, pane)

    def _shown_again(self, pane: Panel | Outline) -> None:
        if isinstance(pane, Panel):
            pane.show(self.room.place)
        else:
            pane.reload()
            pane.follow(self.room.place)

    def close_sheets(self) -> bool:
        was_open = [p for p in (self.panel, self.outline) if p.has_class("-open")]
        covering = [p for p in was_open if str(p.styles.layer) == "sheet"]
        for pane in was_open:
            pane.remove_class("-open")
        return bool(covering)

    def do_close(self) -> None:
        """Close a sheet, end a search or a walk through faults, return to the text; leaving takes
        another key."""
        if not self._return_to_text():
            self.room.notify("Nothing is open over the text. q leaves the room.", timeout=3)

    def do_quit(self) -> None:
        """Close what is open over the text; where nothing is, leave."""
        if not self._return_to_text():
            self.room.exit()

    def _return_to_text(self) -> bool:
        if self.close_sheets() or not self.text.has_focus:
            self.set_focus(self.text)
            return True
        reading = self.room.reading
        walking = reading.wanted == "faults"
        if reading.phrase or walking:
            reading.phrase = self.text.found = ""
            reading.wanted = "open" if walking else reading.wanted
            self.room_changed()
            return True
        return False

    def do_tab_next(self) -> None:
        """The next tab of the panel; where that does not show, its open one first."""
        self._turn(1)

    def do_tab_previous(self) -> None:
        """The tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.panel.display:
            self.panel.turn(by)
        else:
            self.open_panel()

    def do_mode(self) -> None:
        """The next reading mode."""
        reading = self.room.reading
        reading.mode = MODES[(MODES.index(reading.mode) + 1) % len(MODES)]
        self.room.renew()

    def led(self, step: Step) -> None:
        """See ``RoomScreen``: stand on the step's provision, its tab open."""
        super().led(step)
        if self.text.cursor != self.room.place:
            self.text.go(self.room.place, centre=True)
        self._catch_up()
        self.close_sheets()
        self.set_focus(self.text)
        for tab in TABS:
            if tab == step.tab:
                self.panel.open(tab)
                self._open_sheet(self.panel)

    def do_seen(self) -> None:
        """Nothing is news any more."""
        self.room.looking.look_at_all(self.room.state)
        self.room_changed()
