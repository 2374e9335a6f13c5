"""Packages: proposals that stand or fall together are tied, accepted as one, or untied."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.words import difference
from draftrace.errors import Hint, NegotiationError, way
from draftrace.room.acts import packaging
from draftrace.room.entities import Package, Proposal
from draftrace.room.state import State
from draftrace.tui.page import excerpt, redline_spans
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import OBJECTIONS, REASON, Field, Pick, told
from draftrace.tui.screens.picking_several import Group, Several
from draftrace.tui.screens.presiding import Presiding
from draftrace.views.meant import parties


class Packages(Presiding):
    """What is decided as one."""

    async def do_package(self) -> None:
        """Tie proposals to a package: which, then under which name."""
        room = self.room
        every = list(room.state.now.pending.values())
        me, presides = {room.seat.by, room.seat.speaker()}, room.seat.presides(room.state)
        mine = [p for p in every if presides or me & {p.stamp.by, *p.now.sponsors}]
        theirs = [p for p in every if p not in mine]
        if not mine:
            said = "A party ties its own proposals, and has none pending: {} makes one."
            raise NegotiationError("There is nothing to tie.", way(said, "propose", "amend"))
        here = {p.id for p in mine if p.provision == room.place and p.stamp.by == room.seat.by}
        groups = [
            Group("accepted together, or not at all", self._options(mine)),
            Group("only if these are accepted too", self._options(theirs)),
        ]
        picked = await self.ask(Several("Which make a package?", groups, room.signs, here))
        if picked is None:
            return
        members = [p for p in mine if p.id in picked]
        upon = [p for p in theirs if p.id in picked]
        floor = room.floor()
        ids = [p.id for p in members]
        # What can't be tied is refused before it is named.
        packaging.form(room.state, floor, floor.act, ids, upon=[p.id for p in upon])
        await self._name_package(members, upon)

    def _options(self, proposals: Sequence[Proposal]) -> list[tuple[str, Sequence[Span]]]:
        """Each with where it stands and what it changes."""
        now = self.room.state.now
        found: list[tuple[str, Sequence[Span]]] = []
        for proposal in proposals:
            address = now.provisions[proposal.provision].now.address
            head = Span(shown(f"{proposal.handle:<7} {address:<8} "), "names")
            redline = excerpt(difference(proposal.now.base, proposal.now.wording), 3)
            what = redline_spans(redline) if proposal.change == "wording" else ()
            found.append((proposal.id, (head, *(what or [Span(shown(proposal.change))]))))
        return found

    async def _name_package(self, members: Sequence[Proposal], upon: Sequence[Proposal]) -> None:
        room = self.room

        def act(answer: dict[str, str]) -> None:
            room.perform(
                lambda s, f: packaging.form(
                    s,
                    f,
                    answer["name"],
                    [p.id for p in members],
                    upon=[p.id for p in upon],
                    reason=answer["reason"],
                )
            )

        said = f"Accepted together or not at all: {', '.join(p.handle for p in members) or 'none'}."
        also = f"Only with {', '.join(p.handle for p in upon)}." if upon else ""
        body = told([Span(shown(f"{said} {also}".strip()))])
        fields = [Field("name", "name", placeholder="as in Financing"), REASON]
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

        body = told(*self._members(chosen))
        title = f"Accept {shown(chosen.name)} as one. It is so decided?"
        await self.fill_in(title, body, [OBJECTIONS, REASON], act, "Gavel")

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

    def _members(self, package: Package) -> list[Sequence[Span]]:
        """Each proposal with what it changes, and what the package is conditional on."""
        state = self.room.state
        tied, upon = (
            [p for i in ids if (p := state.proposal(i)) is not None]
            for ids in (package.proposals, package.upon)
        )
        lines: list[Sequence[Span]] = [said for _, said in self._options(tied)]
        if upon:
            conditions = ", ".join(f"{p.handle} ({p.now.status})" for p in upon)
            lines.append([Span(shown(f"conditional on {conditions}"), "label")])
        return lines

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
