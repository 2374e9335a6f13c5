"""The same words stand elsewhere: is the change proposed there too?"""

from __future__ import annotations

from collections.abc import Callable

from draftrace.everywhere import spread as spread_on
from draftrace.room.acts.payloads import Payload
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.tui.keeping import Draft
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Pick
from draftrace.tui.screens.consulting import Consulting
from draftrace.views.formulas import AlsoThere
from draftrace.views.formulas import also_there as found_also


class Spreading(Consulting):
    """Asks before a change is sent, and makes one package of what is proposed."""

    draft: Draft

    def at_stake(self) -> str:
        """The provision whose words are at stake; none for a new one."""
        raise NotImplementedError

    def also_there(self, wording: str) -> list[AlsoThere]:
        """Where the same change could be proposed too."""
        found = self.room.state.now.provisions.get(self.at_stake())
        if self.draft.kind != "wording" or found is None:
            return []
        return [one for one in found_also(self.room.state, found, wording) if one.wording]

    async def there_too(self, also: list[AlsoThere]) -> bool | None:
        places = ", ".join(one.address for one in also)
        options = [
            ("all", [Span("y  ", "key"), Span(shown(f"there too: {places}, as one package"))]),
            ("here", [Span("n  ", "key"), Span("here only")]),
        ]
        title = shown(f"The same words stand in {places}. Propose the change there too?")
        quick = {"y": "all", "n": "here"}
        answer = await self.ask(Pick(title, options, self.room.signs, quick=quick))
        return None if answer is None else answer == "all"

    def spread(self, first: Entry) -> None:
        room = self.room
        talks = room.workspace.negotiation

        def perform(decide: Callable[[State, Floor], Payload]) -> Entry:
            return talks.perform(decide, room.floor())

        made = spread_on(perform, room.workspace.state, first, self.draft.reason)
        room.renew()
        left = "".join(f"\nNot in {one.address}: {one.why}" for one in made.left)
        room.notify(shown(made.package) + shown(left), title="One package", markup=False)
