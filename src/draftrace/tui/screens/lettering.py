"""The letter after a silence procedure: read, then written as a file."""

from __future__ import annotations

from draftrace.errors import UsageError
from draftrace.tui.apart import Job
from draftrace.tui.safe import shown
from draftrace.tui.screens.gavelling import Gavelling
from draftrace.tui.screens.naming import NameFile, files_below
from draftrace.tui.screens.placing import may_write
from draftrace.tui.screens.working import Foreseen, apart
from draftrace.tui.silence_letter import SUFFIXES, LetterOrder, Written, letter_rows
from draftrace.views.silences import Round, rounds


class Lettering(Gavelling):
    """What delegations are told of a silence procedure."""

    async def do_silence_letter(self) -> None:
        """Show the letter, and write it where that is wanted."""
        room = self.room
        every = rounds(room.state)
        if not every:
            raise UsageError("There was no silence procedure yet.", "The palette opens one.")
        chosen = await self.choose_silence("The letter of which silence procedure?", every[::-1])
        if chosen is None:
            return
        state = room.state
        reading = Foreseen(
            f"The letter of silence procedure {chosen.entry}",
            lambda width: letter_rows(state, chosen, width),
            room.signs,
            "Write it as a file",
        )
        if await self.ask(reading):
            await self._write_letter(chosen)

    async def _write_letter(self, chosen: Round) -> None:
        room = self.room
        known = [n for n in files_below(room.workspace.exports, (".",)) if n.endswith(SUFFIXES)]
        title = f"File in exports/, as {', '.join(SUFFIXES)}"
        usual = f"silence-{chosen.entry}.docx"
        name = await self.ask(NameFile(title, usual, known, room.signs, "Write it"))
        if name is None:
            return
        if not name.casefold().endswith(SUFFIXES):
            raise UsageError(
                f"{name} can't hold a letter.", f"Give the file one of {', '.join(SUFFIXES)}."
            )
        force = await may_write(self, name)
        if force is None:
            return
        order = LetterOrder(silence=chosen.silence, path=name, force=force)
        job = Job("letter", room.workspace.root, order)
        written = await apart(self, f"Writing exports/{shown(name)}", job, Written)
        if written is not None:
            said = f"exports/{written.path}: {written.bytes:,} bytes"
            room.notify(shown(said), title="Written", markup=False)
