"""What the presiding party gavels from more than one screen, and the questions it shares."""

from __future__ import annotations

from collections.abc import Callable

from draftrace.errors import DraftraceError, NegotiationError
from draftrace.room.acts import agreeing
from draftrace.room.acts.terms import Rung
from draftrace.room.entities import Provision
from draftrace.room.floor import TABLE_IT
from draftrace.text.wording import plain
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Ask, Body, told
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.screens.rungs import Agreement, AgreeOn
from draftrace.views.meant import parties, provisions


class Presiding(RoomScreen):
    """Rungs of agreement, and the questions before an act."""

    async def do_agree(self) -> None:
        """Gavel a rung."""
        provision = self.here()
        seen = {provision.id: provision.touched}
        covers = agreeing.covered(self.room.state, provision, alone=False)
        meeting = self.room.seat.sits_in(self.room.state)
        committee = meeting is not None and meeting.level in ("committee", "plenary")
        suggested: Rung = "agreed in committee" if committee else "agreed in informals"
        words = f"Agree on {provision.now.address}"
        words += f" and {len(covers) - 1} below it" if len(covers) > 1 else ""

        def act(agreement: Agreement) -> None:
            waiting = parties(self.room.state, agreement.pending)
            upon = provisions(self.room.state, agreement.upon)
            self.room.perform(
                lambda s, f: agreeing.agree(
                    s,
                    f,
                    provision.id,
                    agreement.rung,
                    ad_referendum=agreement.ad_referendum,
                    pending=waiting,
                    upon=upon,
                    alone=agreement.alone,
                    reason=agreement.reason,
                ),
                seen,
            )

        await self._gavel(shown(words), Agreement(suggested), act)

    async def _gavel(
        self, title: str, begun: Agreement, act: Callable[[Agreement], object]
    ) -> None:
        """Ask for the rung and gavel it; where that is refused ask again, with what was said."""
        codes, fault = self.knows("parties"), ""
        while True:
            answer = await self.ask(AgreeOn(title, begun, self.room.signs, codes, fault))
            if answer is None:
                self.room.settle()
                return
            try:
                act(answer)
            except DraftraceError as error:
                self.room.refuse(error)
                begun, fault = answer, error.message
            else:
                return

    async def do_reopen(self) -> None:
        """Open what was agreed."""
        provision = self.here()
        seen = {provision.id: provision.touched}
        title = f"Reopen {shown(provision.now.address)}"
        reason = await self.ask_reason(title, told([Span(words_of(provision))]), "Reopen")
        if reason is not None:
            self.room.perform(lambda s, f: agreeing.reopen(s, f, provision.id, reason), seen)

    # The room's wall

    def do_wall_names(self) -> None:
        """Names on the wall, or letters in their place."""
        room = self.room
        room.wall_names = not room.wall_names
        room.show_place()
        room.notify(f"On the wall: {'names' if room.wall_names else 'letters, no names'}.")

    def do_wall_rivals(self) -> None:
        """The rivals on the wall, or the standing text alone."""
        room = self.room
        room.wall_rivals = not room.wall_rivals
        room.show_place()
        rivals = "the rivals too" if room.wall_rivals else "the standing text alone"
        room.notify(f"On the wall: {rivals}.")

    # Asking

    def here(self) -> Provision:
        found = self.room.provision
        if found is None:
            raise NegotiationError("No text is on the table.", TABLE_IT)
        return found

    async def ask_reason(
        self, title: str, body: Body | None, confirm: str, placeholder: str = "may be empty"
    ) -> str | None:
        field = REASON._replace(placeholder=placeholder)
        answer = await self.ask(Ask(title, body, [field], confirm=confirm, signs=self.room.signs))
        return None if answer is None else answer["reason"]


def words_of(provision: Provision, most: int = 160) -> str:
    """The first words of a provision, safe to show; no word is cut but one longer than ``most``."""
    words = shown(plain(provision.now.wording))
    if len(words) <= most:
        return words
    return f"{words[: most + 1].rpartition(' ')[0] or words[:most]} …"
