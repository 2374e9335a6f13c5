"""Proposals and positions on the provision under the cursor, and the chair's rungs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from draftrace.errors import Hint, NegotiationError
from draftrace.room.acts import proposing, supporting
from draftrace.room.acts.terms import Stance
from draftrace.room.entities import Proposal, Provision
from draftrace.text.wording import plain
from draftrace.tui.cards import proposal_card
from draftrace.tui.prose import Span, clip
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Ask, Body, Field, Pick, told
from draftrace.tui.screens.presiding import Presiding, words_of
from draftrace.views import standing
from draftrace.views.rolling import pending

if TYPE_CHECKING:
    from draftrace.tui.widgets.panel import Panel


_NOT_MINE = "No proposal of yours is pending"


class Proposing(Presiding):
    """What a delegation, and the chair, do to the provision they are on."""

    @property
    def panel(self) -> Panel:
        """The side panel, whose cursor may stand on a proposal."""
        raise NotImplementedError

    # New proposals

    async def do_amend(self) -> None:
        """Another wording."""
        await self.do_screen_amend()

    async def do_insert(self) -> None:
        """A new provision beside this one."""
        from draftrace.tui.screens.amending import of_insertion

        await self.open(of_insertion(self.room))

    async def do_revise(self) -> None:
        """Another wording for one's own proposal."""
        from draftrace.tui.screens.amending import of_revision

        chosen = await self._proposal("Revise which proposal?", self._mine, _NOT_MINE)
        if chosen is not None:
            await self.open(of_revision(self.room, chosen))

    async def do_delete(self) -> None:
        """Strike the provision."""
        provision = self.here()
        below = self.room.state.below(provision.id)
        words = (
            f"{provision.now.address} and all {len(below)} below it"
            if below
            else provision.now.address
        )
        body = told(
            [
                Span("Strike "),
                Span(shown(words), "strong"),
                Span(": "),
                Span(words_of(provision), "del"),
            ]
        )
        reason = await self.ask_reason("Propose a deletion", body, "Propose")
        if reason is not None:
            self.room.perform(
                lambda s, f: proposing.propose_deletion(s, f, provision.id, reason=reason)
            )

    async def do_move(self) -> None:
        """Another place for the provision."""
        provision = self.here()
        body = told(
            [Span(f"{shown(provision.now.address)}: ", "strong"), Span(words_of(provision))]
        )
        fields = [
            Field("behind", "behind", placeholder="the address it comes to stand behind"),
            REASON,
        ]

        def act(answer: dict[str, str]) -> None:
            anchor = standing.resolve(self.room.state, answer["behind"])
            self.room.perform(
                lambda s, f: proposing.propose_move(
                    s, f, provision.id, anchor.id, reason=answer["reason"]
                )
            )

        await self.fill_in("Propose a move", body, fields, act, "Propose")

    # Proposals there are

    async def do_withdraw(self) -> None:
        """Take one's own proposal back."""
        chosen = await self._proposal("Withdraw which proposal?", self._mine, _NOT_MINE)
        if chosen is None:
            return
        reason = await self.ask_reason(
            f"Withdraw {shown(chosen.handle)}", self._card(chosen), "Withdraw"
        )
        if reason is not None:
            self.room.perform(lambda s, f: proposing.withdraw(s, f, chosen.id, reason))

    async def do_confirm(self) -> None:
        """Stand by one's proposal on the text as it is now."""
        chosen = await self._proposal(
            "Confirm which proposal?",
            lambda p: self._mine(p) and p.now.waiting,
            "No proposal of yours waits to be confirmed",
        )
        if chosen is None:
            return
        title = f"Stand by {shown(chosen.handle)} on the text as it is now"
        if await self.ask(Ask(title, self._card(chosen), signs=self.room.signs)) is not None:
            self.room.perform(lambda s, f: proposing.confirm(s, f, chosen.id))

    async def do_co_sponsor(self) -> None:
        """Join a proposal."""
        chosen = await self._proposal(
            "Co-sponsor which proposal?", lambda p: not self._sponsored(p)
        )
        if chosen is not None:
            self.room.perform(lambda s, f: supporting.co_sponsor(s, f, chosen.id))

    async def do_object(self) -> None:
        """Object to a proposal or to the provision."""
        await self._take("objects", "Object to what?", "Object")

    async def do_support(self) -> None:
        """Support a proposal or the provision."""
        await self._take("supports", "Support what?", "Support")

    async def do_reserve(self) -> None:
        """Place a reservation on the provision."""
        provision = self.here()
        title = f"Place a reservation on {shown(provision.now.address)}"
        text = await self.ask_reason(
            title, told([Span(words_of(provision))]), "Reserve", "on what grounds"
        )
        if text is not None:
            self.room.perform(
                lambda s, f: supporting.take_position(
                    s, f, "reserves", provision=provision.id, text=text
                )
            )

    async def do_lift(self) -> None:
        """Lift one's own position."""
        await self._take("lifted", "Lift your position on what?", "", only_mine=True)

    async def _take(
        self, stance: Stance, question: str, confirm: str, *, only_mine: bool = False
    ) -> None:
        provision = self.here()
        chosen = await self._target(question, provision, only_mine=only_mine)
        if chosen is None:
            return
        text: str | None = ""
        if confirm:
            name = chosen.handle if isinstance(chosen, Proposal) else provision.now.address
            body = (
                self._card(chosen)
                if isinstance(chosen, Proposal)
                else told([Span(words_of(provision))])
            )
            text = await self.ask_reason(
                f"{confirm}: {shown(name)}", body, confirm, "on what grounds"
            )
        if text is None:
            return
        grounds = text
        on_proposal = chosen.id if isinstance(chosen, Proposal) else ""
        on_provision = "" if on_proposal else provision.id
        self.room.perform(
            lambda s, f: supporting.take_position(
                s, f, stance, proposal=on_proposal, provision=on_provision, text=grounds
            )
        )

    # The chair

    async def do_decide(self) -> None:
        """Settle what is pending here."""
        await self.do_screen_decide()

    # Choosing

    def _card(self, proposal: Proposal) -> Body:
        room = self.room
        provision = room.state.now.provisions[proposal.provision]
        found = [p for p in pending(room.state, provision) if p.proposal == proposal.id]
        return lambda width: [
            row for one in found for row in proposal_card(one, room.state, width, room.signs)
        ]

    def _mine(self, proposal: Proposal) -> bool:
        seat = self.room.seat
        mine = {proposal.stamp.by, proposal.stamp.behalf} - {""}
        return seat.by in mine or seat.behalf in mine

    def _sponsored(self, proposal: Proposal) -> bool:
        return self.room.seat.speaker() in proposal.now.sponsors

    async def _proposal(
        self, question: str, fits: Callable[[Proposal], bool], none: str = ""
    ) -> Proposal | None:
        """The proposal meant: under the panel's cursor, or the only one, or a chosen one. ``none``
        is what to refuse with where none fits; else the rule says what does not."""
        provision = self.here()
        every = self.room.state.pending_on(provision.id)
        under = self.room.state.now.pending.get(self.panel.cards.cursor)
        if self.panel.cards.has_focus and under in every:
            return under
        if not every:
            raise NegotiationError(
                f"No proposal is pending on {provision.now.address}.",
                Hint("Make one.", "To make one: {amend}."),
            )
        fitting = [p for p in every if fits(p)]
        if none and not fitting:
            others = "; ".join(f"{p.handle} is {p.stamp.speaker}'s" for p in every)
            raise NegotiationError(f"{none} on {provision.now.address}: {others}.")
        if len(fitting) <= 1:
            return (fitting or every)[0]
        chosen = await self._chosen(question, fitting)
        return chosen if isinstance(chosen, Proposal) else None

    async def _target(
        self, question: str, provision: Provision, *, only_mine: bool
    ) -> Proposal | Provision | None:
        """A proposal, or the provision itself."""
        every = self.room.state.pending_on(provision.id)
        under = self.room.state.now.pending.get(self.panel.cards.cursor)
        if self.panel.cards.has_focus and under in every:
            return under
        if only_mine:
            speaker = self.room.seat.speaker()
            every = [p for p in every if any(x.party == speaker for x in p.now.positions)]
            held = self.room.state.now.positions.get(provision.id, ())
            if len(every) == 1 and not any(x.party == speaker for x in held):
                return every[0]
        if not every:
            return provision
        return await self._chosen(question, every, provision)

    async def _chosen(
        self, question: str, every: Sequence[Proposal], also: Provision | None = None
    ) -> Proposal | Provision | None:
        options = [(p.id, _option(p)) for p in every]
        if also is not None:
            words = f"{shown(also.now.address)} as it stands"
            options.append((also.id, [Span(words, "strong")]))
        chosen = await self.ask(Pick(question, options, self.room.signs))
        if chosen is None:
            return None
        if also is not None and chosen == also.id:
            return also
        return self.room.state.now.pending.get(chosen)


def _option(proposal: Proposal) -> Sequence[Span]:
    words = proposal.now.reason or plain(proposal.now.wording) or proposal.change
    head = f"{shown(proposal.handle)} {shown(', '.join(proposal.now.sponsors))}: "
    return clip([Span(head, "names"), Span(shown(words))], 130)
