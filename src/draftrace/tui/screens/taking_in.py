"""Files in: a received file is read, shown as what it would propose, recorded at a key."""

from __future__ import annotations

from typing import cast, get_args

import msgspec

from draftrace.errors import UsageError
from draftrace.room.acts.receiving_payloads import Bis
from draftrace.room.roles import require_role
from draftrace.tui.apart import Job
from draftrace.tui.outside import Handed, Looked, outside_rows
from draftrace.tui.outside import summed as summed_revision
from draftrace.tui.prose import Span
from draftrace.tui.receiving import Delivery, Taken, authors_of, summed, taken_rows
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Field, told
from draftrace.tui.screens.placing import may_read
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.screens.working import Foreseen, apart
from draftrace.tui.seat import WRITTEN
from draftrace.tui.words import count
from draftrace.views.meant import listed, party


class TakingIn(RoomScreen):
    """The tracked changes of a Word or ODT file as proposals."""

    async def do_receive(self) -> None:
        """Ask for the file, show what it would propose, record it when that is right."""
        fields = [
            Field(
                "file", "file", placeholder="docx or odt; a path from the workspace on", asks="file"
            ),
            Field("on", "made from", placeholder="as Rev.1; empty: as its seal says"),
            Field("authors", "authors", placeholder="A. Author = EU; * = NOR; empty: as named"),
        ]
        if self._types_for_others():
            code = self.room.seat.by
            fields.append(Field("by", "untracked is", code, "whose what nobody tracked is"))
        body = told([Span("Its tracked changes become proposals, one for each author and place.")])
        await self.fill_in("Receive a file", body, fields, self._receive, "Look into it")

    def _types_for_others(self) -> bool:
        room = self.room
        found = room.state.now.parties.get(room.seat.recorder(room.state))
        return found is not None and found.role == "secretariat"

    async def _receive(self, answer: dict[str, str]) -> None:
        room = self.room
        seat = room.seat
        order = Delivery(
            file=may_read(self, answer["file"]),
            by=party(room.state, answer.get("by", "")) or seat.by,
            recorder=seat.recorder(room.state),
            meeting="" if seat.meeting == WRITTEN else seat.meeting,
            on=answer["on"].strip(),
            authors=authors_of(answer["authors"]),
        )
        require_role(room.state, room.floor(), "proposed")
        taken = await self._taken(f"Reading {shown(order.file)}", order)
        if taken is None:
            return
        made = sum(offered.fate == "proposed" for offered in taken.account.offered)
        confirm = f"Record {count(made, 'proposal')}" if made else ""
        looking = Foreseen(
            shown(summed(taken)), lambda width: taken_rows(taken, width), room.signs, confirm
        )
        if await self.ask(looking):
            recording = msgspec.structs.replace(order, record=True)
            if (done := await self._taken("Recording", recording)) is not None:
                room.renew()
                room.notify(shown(summed(done)), title="Recorded", markup=False)

    async def _taken(self, title: str, order: Delivery) -> Taken | None:
        return await apart(self, title, Job("receive", self.room.workspace.root, order), Taken)

    # An outside revision

    async def do_receive_revision(self) -> None:
        """Ask for the file, show what it would change, let it stand when that is right."""
        fields = [
            Field("file", "file", placeholder="docx, odt, html, pdf, md or txt", asks="file"),
            Field("symbol", "symbol", placeholder="as in E/2030/L.1/Rev.2"),
            Field("parts", "parts", placeholder="codes; empty: all of it"),
            Field("bis", "bis is an", "insertion", "insertion or alternative"),
        ]
        body = told([Span("Its text becomes the standing text. Proposals are carried over to it.")])
        await self.fill_in("Receive a revision", body, fields, self._receive_text, "Look into it")

    async def _receive_text(self, answer: dict[str, str]) -> None:
        room = self.room
        seat = room.seat
        order = Handed(
            file=may_read(self, answer["file"]),
            symbol=answer["symbol"].strip(),
            parts=tuple(listed(answer["parts"])),
            bis=_bis(answer["bis"]),
            by=seat.by,
            recorder=seat.recorder(room.state),
            meeting="" if seat.meeting == WRITTEN else seat.meeting,
        )
        require_role(room.state, room.floor(), "revision received")
        looked = await self._looked(f"Reading {shown(order.file)}", order)
        if looked is None:
            return
        looking = Foreseen(
            shown(summed_revision(looked)),
            lambda width: outside_rows(looked, width),
            room.signs,
            f"Let {shown(looked.outside.revision)} stand",
        )
        if await self.ask(looking):
            recording = msgspec.structs.replace(order, seen=looked.seen)
            if (done := await self._looked("Recording", recording)) is not None:
                room.renew()
                room.notify(shown(summed_revision(done)), title="Recorded", markup=False)

    async def _looked(self, title: str, order: Handed) -> Looked | None:
        job = Job("receive-revision", self.room.workspace.root, order)
        return await apart(self, title, job, Looked)


def _bis(written: str) -> Bis:
    for meant in get_args(Bis):
        if written.strip().casefold() == meant:
            return cast("Bis", meant)
    raise UsageError(f"{written!r} does not say how bis is meant.", "insertion or alternative.")
