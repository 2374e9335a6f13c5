"""The tour of the sample, on whichever screen its step stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from draftrace.tui import actions, tour
from draftrace.tui.declared import ScreenName
from draftrace.tui.keeping import state_folder
from draftrace.tui.page import MEASURE
from draftrace.tui.screens.uncovering import Uncovering
from draftrace.tui.widgets.painted import Bar

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp


class Touring(Uncovering[None]):
    """A screen to which the tour can lead."""

    NAME: ClassVar[ScreenName]

    @property
    def room(self) -> RoomApp:
        """The app, by its own type."""
        return cast("RoomApp", self.app)

    async def do_tour(self) -> None:
        """Begin the tour, or end it."""
        await self._stand_at(0 if self.room.tour is None else None)

    async def do_tour_next(self) -> None:
        """The next step; after the last the tour is over."""
        step = self.room.tour
        if step is None or step + 1 == len(tour.STEPS):
            await self._stand_at(0 if step is None else None)
        else:
            await self._stand_at(step + 1)

    async def do_tour_back(self) -> None:
        """The step before."""
        if self.room.tour:
            await self._stand_at(self.room.tour - 1)

    async def _stand_at(self, step: int | None) -> None:
        """Lead to a step: its screen, its provision, its tab."""
        room = self.room
        room.tour = step
        if step is None:
            tour.remember(state_folder(room.environment))
            for screen in room.screen_stack:
                if isinstance(screen, Touring):
                    screen.show_tour()
            return
        room.lead_to(tour.STEPS[step].address)
        wanted = tour.STEPS[step].screen
        if wanted != self.NAME:
            await self.action_screen(wanted)
        for screen in room.screen_stack:
            if isinstance(screen, Touring):
                screen.led(tour.STEPS[step])

    async def action_screen(self, name: ScreenName) -> None:
        """To the screen of a name."""
        going = getattr(self, actions.action(f"screen.{name}").method)()
        await going

    def led(self, step: tour.Step) -> None:  # noqa: ARG002 - for subclasses
        """The tour stands at a step: show it. Subclasses open what it speaks of."""
        self.show_tour()

    def show_tour(self) -> None:
        """Write the step, or nothing; the screen has its own way of saying its lines."""

    def say_tour(self, width: int) -> None:
        """Write the step at this width, or hide its place."""
        bar = self.query_one("#tour", Bar)
        step = self.room.tour
        bar.display = step is not None
        if step is not None:
            room = self.room
            said = tour.lines(step, min(width, MEASURE), room.signs.plain, room.keymap)
            bar.styles.height = len(said) + 1  # and the line above it
            bar.say(*said)
