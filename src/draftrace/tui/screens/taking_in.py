"""Files in: a received file is read, shown as what it would propose, recorded at a key."""

from __future__ import annotations

import msgspec

from draftrace.room.roles import require_role
from draftrace.tui.apart import Job
from draftrace.tui.prose import Span
from draftrace.tui.receiving import Delivery, Taken, authors_of, summed, taken_rows
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Field, told
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.screens.working import Foreseen, Working
from draftrace.tui.seat import WRITTEN
from draftrace.tui.words import count


class TakingIn(RoomScreen):
    """The tracked changes of a Word or ODT file as proposals."""

    async def do_receive(self) -> None:
        """Ask for the file, show what it would propose, record it when that is right."""
        fields = [
            Field("file", "file", placeholder="docx or odt; a path from the workspace on"),
            Field("on", "made from", placeholder="as Rev.1; empty: known by its words"),
            Field("authors", "authors", placeholder="A. Author = EU; * = NOR; empty: as named"),
        ]
        body = told([Span("Its tracked changes become proposals, one for each author and place.")])
        await self.fill_in("Receive a file", body, fields, self._receive, "Look into it")

    async def _receive(self, answer: dict[str, str]) -> None:
        room = self.room
        seat = room.seat
        order = Delivery(
            file=answer["file"].strip(),
            by=seat.by,
            recorder=seat.recorder(room.state),
            meeting="" if seat.meeting == WRITTEN else seat.meeting,
            on=answer["on"].strip(),
            authors=authors_of(answer["authors"]),
        )
        require_role(room.state, room.floor(), "proposed")
        taken = await self._apart(f"Reading {shown(order.file)}", order)
        if taken is None:
            return
        made = sum(offered.fate == "proposed" for offered in taken.account.offered)
        confirm = f"Record {count(made, 'proposal')}" if made else ""
        looking = Foreseen(
            shown(summed(taken)), lambda width: taken_rows(taken, width), room.signs, confirm
        )
        if await self.ask(looking):
            recording = msgspec.structs.replace(order, record=True)
            if (done := await self._apart("Recording", recording)) is not None:
                room.renew()
                room.notify(shown(summed(done)), title="Recorded", markup=False)

    async def _apart(self, title: str, order: Delivery) -> Taken | None:
        """The work's answer, or None where it was cancelled. Raises what it refused."""
        working = Working(title, Job("receive", self.room.workspace.root, order))
        answer = await self.ask(working)
        if working.refusal is not None:
            raise working.refusal
        return msgspec.json.decode(answer, type=Taken) if answer is not None else None
