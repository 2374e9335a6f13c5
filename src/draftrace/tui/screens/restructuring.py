"""Proposals about a whole provision, or about somebody else's proposal: alternative, division,
merger, amendment, friendly amendments taken in."""

from __future__ import annotations

from itertools import dropwhile

from draftrace.errors import Hint, NegotiationError
from draftrace.room.acts import amending
from draftrace.room.entities import Proposal, Provision
from draftrace.room.resting import together
from draftrace.room.state import State
from draftrace.tui.keeping import DraftKind
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Field, told
from draftrace.tui.screens.presiding import words_of
from draftrace.tui.screens.proposing import Proposing
from draftrace.views.meant import proposals, provisions


class Restructuring(Proposing):
    """What else a party may want of a provision."""

    async def do_alternative(self) -> None:
        """A rival to the whole provision."""
        await self._begin("alternative")

    async def do_split(self) -> None:
        """Divide the provision."""
        await self._begin("split")

    async def _begin(self, kind: DraftKind) -> None:
        from draftrace.tui.screens.amending import of_provision

        await self.open(of_provision(self.room, kind))

    async def do_merge(self) -> None:
        """Have the provision take in its neighbours."""
        from draftrace.tui.screens.amending import of_merger

        provision = self.here()
        body = told(
            [Span(f"{shown(provision.now.address)}: ", "strong"), Span(words_of(provision))]
        )
        fields = [
            Field(
                "others",
                "with",
                _next_to(self.room.state, provision),
                "addresses of its neighbours, as in 25, 26",
            ),
        ]

        async def act(answer: dict[str, str]) -> None:
            others = provisions(self.room.state, answer["others"])
            await self.open(of_merger(self.room, others))

        await self.fill_in("Propose a merger", body, fields, act, "Write it as one")

    async def do_amend_proposal(self) -> None:
        """Amend somebody else's proposal."""
        from draftrace.tui.screens.amending import of_amendment

        chosen = await self._proposal("Amend which proposal?", self._amendable)
        if chosen is not None:
            await self.open(of_amendment(self.room, chosen))

    def _amendable(self, proposal: Proposal) -> bool:
        return proposal.change in amending.AMENDABLE and not self._mine(proposal)

    async def do_take_in(self) -> None:
        """Take amendments to one's own proposal in as friendly."""
        state = self.room.state
        mine = await self._proposal("Into which proposal?", self._amended_and_mine)
        if mine is None:
            return
        found = [p.handle for p in state.pending_on(mine.provision) if p.now.to == mine.id]
        if not found:
            raise NegotiationError(
                f"Nobody has proposed an amendment to {mine.handle}.",
                Hint(
                    "Amend a proposal of another party.",
                    "To amend a proposal of another party: {amend-proposal}.",
                ),
            )
        fields = [Field("taking", "taking in", ", ".join(found)), REASON]

        def act(answer: dict[str, str]) -> None:
            taken = proposals(self.room.state, answer["taking"])
            self.room.perform(
                lambda s, f: amending.take_in(s, f, mine.id, taken, reason=answer["reason"])
            )

        title = f"Take amendments into {shown(mine.handle)}"
        await self.fill_in(title, self._card(mine), fields, act, "Take in")

    def _amended_and_mine(self, proposal: Proposal) -> bool:
        every = self.room.state.pending_on(proposal.provision)
        return self._mine(proposal) and any(p.now.to == proposal.id for p in every)


def _next_to(state: State, provision: Provision) -> str:
    """The address of the provision that could be merged into one first; empty where none could."""
    later = list(dropwhile(lambda i: i != provision.id, state.order()))[1:]
    beside = (i for i in later if together(state, (provision.id, i)))
    return next((state.now.provisions[i].now.address for i in beside), "")
