"""Packages: proposals that stand or fall together are tied, accepted as one, or untied."""

from __future__ import annotations

from draftrace.errors import Hint, NegotiationError
from draftrace.room.acts import packaging
from draftrace.room.entities import Package
from draftrace.room.state import State
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Field, Pick, told
from draftrace.tui.screens.presiding import Presiding
from draftrace.views.meant import parties, proposals

_OBJECTIONS = Field("objections", "objections", placeholder="who objects at the gavel: CUB, NOR")


class Packages(Presiding):
    """What is decided as one."""

    async def do_package(self) -> None:
        """Tie proposals to a package."""
        room = self.room
        here = [
            p for p in room.state.pending_on(room.place) if room.seat.speaker() == p.stamp.speaker
        ]
        fields = [
            Field("name", "name", placeholder="as in Financing"),
            Field("proposals", "proposals", ", ".join(p.handle for p in here), "EU-1, EU-4"),
            Field("upon", "conditional on", placeholder="others' proposals; may be empty"),
            REASON,
        ]
        body = told([Span("They are accepted together or not at all.", "dim")])

        def act(answer: dict[str, str]) -> None:
            members = proposals(room.state, answer["proposals"])
            upon = proposals(room.state, answer["upon"])
            room.perform(
                lambda s, f: packaging.form(
                    s, f, answer["name"], members, upon=upon, reason=answer["reason"]
                )
            )

        await self.fill_in("Make a package", body, fields, act, "Make it")

    async def do_package_accept(self) -> None:
        """Accept a package as one decision."""
        room = self.room
        chosen = await self._package("Accept which package?")
        if chosen is None:
            return

        def act(answer: dict[str, str]) -> None:
            objecting = parties(room.state, answer["objections"])
            room.perform(
                lambda s, f: packaging.accept_package(
                    s, f, chosen.id, objections=objecting, reason=answer["reason"]
                )
            )

        body = told(*[[Span(shown(line))] for line in _members(room.state, chosen)])
        title = f"Accept {shown(chosen.name)} as one. It is so decided?"
        await self.fill_in(title, body, [_OBJECTIONS, REASON], act, "Gavel")

    async def do_package_dissolve(self) -> None:
        """Untie a package."""
        room = self.room
        chosen = await self._package("Untie which package?")
        if chosen is None:
            return

        def act(answer: dict[str, str]) -> None:
            room.perform(lambda s, f: packaging.dissolve(s, f, chosen.id, answer["reason"]))

        body = told([Span("Its proposals stay pending, each for itself.", "dim")])
        await self.fill_in(f"Untie {shown(chosen.name)}", body, [REASON], act, "Untie")

    async def _package(self, question: str) -> Package | None:
        state = self.room.state
        found = packaging.open_packages(state)
        if not found:
            made = Hint("P makes one of proposals.", "{package} makes one of proposals.")
            raise NegotiationError("There is no open package.", made)
        options = [
            (
                p.id,
                [
                    Span(shown(p.name), "strong"),
                    Span(shown(f"  {p.stamp.speaker}: {', '.join(_handles(state, p))}"), "dim"),
                ],
            )
            for p in found
        ]
        chosen = await self.ask(Pick(question, options, self.room.signs))
        return next((p for p in found if p.id == chosen), None)


def _handles(state: State, package: Package) -> list[str]:
    return [p.handle for i in package.proposals if (p := state.proposal(i)) is not None]


def _members(state: State, package: Package) -> list[str]:
    """Each proposal with where it is, and what the package is conditional on."""
    found = [p for i in package.proposals if (p := state.proposal(i)) is not None]
    lines = [f"{p.handle} on {state.now.provisions[p.provision].now.address}" for p in found]
    upon = [p.handle for i in package.upon if (p := state.proposal(i)) is not None]
    return lines + ([f"conditional on {', '.join(upon)}"] if upon else [])
