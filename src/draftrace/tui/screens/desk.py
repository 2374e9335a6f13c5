"""The desk's own acts: meetings opened and closed, parties admitted, a draft tabled, sources
registered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, get_args

from draftrace.errors import UsageError
from draftrace.room.acts import corpus, meetings, setup, tabling
from draftrace.room.acts.terms import MeetingLevel, PartyRole
from draftrace.room.entities import Meeting
from draftrace.text.documents import DocumentRole
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Body, Field, Pick, told
from draftrace.tui.screens.placing import may_read
from draftrace.tui.screens.room import RoomScreen
from draftrace.views.meant import listed, party

LEVELS: tuple[MeetingLevel, ...] = get_args(MeetingLevel)
ROLES: tuple[PartyRole, ...] = tuple(r for r in get_args(PartyRole) if r != "secretariat")
DOCUMENTS: tuple[DocumentRole, ...] = get_args(DocumentRole)
_FILE = Field(
    "file",
    "file",
    placeholder="txt, md, docx, odt, html or pdf; from the workspace on",
    asks="file",
)
_SYMBOL = Field("symbol", "symbol", placeholder="empty: as the file says")

Word = TypeVar("Word", bound=str)


class Desk(RoomScreen):
    """What the Secretariat does before and between the words."""

    # Meetings

    async def do_meeting_open(self) -> None:
        """Open a meeting, and sit in it."""
        room = self.room
        fields = [
            Field("name", "name", placeholder="as in Second informal"),
            Field("level", "level", "informal"),
            Field("presiding", "presiding", room.state.now.presiding, asks="parties"),
            Field("place", "place", placeholder="may be empty"),
        ]

        def act(answer: dict[str, str]) -> None:
            level = _one_of(LEVELS, answer["level"], "level of meeting")
            entry = room.perform(
                lambda s, f: meetings.open_meeting(
                    s,
                    f,
                    answer["name"],
                    level=level,
                    presiding=party(s, answer["presiding"]),
                    place=answer["place"],
                ),
                meeting="",
            )
            room.sit_in(entry.act.id)

        await self.fill_in("Open a meeting", _one("level", LEVELS), fields, act, "Open")

    async def do_meeting_close(self) -> None:
        """Close a meeting; its record is sealed."""
        chosen = await self._meeting("Close which meeting?")
        if chosen is None:
            return
        ask = Ask(
            f"Close {shown(chosen.name)}", told([Span("Its record is sealed.")]), confirm="Close"
        )
        if await self.ask(ask) is not None:
            self.room.perform(
                lambda s, f: meetings.close_meeting(s, f, chosen.id), meeting=chosen.id
            )

    async def _meeting(self, question: str) -> Meeting | None:
        found = self.room.state.open_meetings()
        if not found:
            raise UsageError("No meeting is open.", "The palette opens one.")
        if len(found) == 1:
            return found[0]
        options = [(m.id, [Span(shown(m.name), "strong"), Span(f"  {m.level}")]) for m in found]
        chosen = await self.ask(Pick(question, options, self.room.signs))
        return next((m for m in found if m.id == chosen), None)

    # Parties

    async def do_party_add(self) -> None:
        """Admit a party."""
        room = self.room
        fields = [
            Field("code", "code", placeholder="as in NOR"),
            Field("name", "name", placeholder="as in Norway"),
            Field("role", "role", "delegation"),
            Field(
                "members",
                "members",
                placeholder="of a group: codes, as in CUB, NOR",
                asks="parties",
            ),
        ]

        def act(answer: dict[str, str]) -> None:
            role = _one_of(ROLES, answer["role"], "role of a party")
            code = answer["code"].strip()
            room.perform(lambda s, f: setup.add_party(s, f, code, answer["name"].strip(), role))
            for member in listed(answer["members"]):
                room.perform(
                    lambda s, f, m=member: setup.join_group(s, f, code, party(s, m))  # type: ignore[misc]
                )

        await self.fill_in("Admit a party", _one("role", ROLES), fields, act, "Admit")

    async def do_party_join(self) -> None:
        """Record that a party joined a group."""
        await self._membership("A party joins a group", joins=True)

    async def do_party_leave(self) -> None:
        """Record that a party left a group."""
        await self._membership("A party leaves a group", joins=False)

    async def _membership(self, title: str, *, joins: bool) -> None:
        room = self.room
        change = setup.join_group if joins else setup.leave_group
        fields = [
            Field("member", "party", placeholder="its code", asks="parties"),
            Field("group", "group", placeholder="its code", asks="parties"),
        ]

        def act(answer: dict[str, str]) -> None:
            room.perform(
                lambda s, f: change(s, f, party(s, answer["group"]), party(s, answer["member"]))
            )

        await self.fill_in(title, None, fields, act)

    # Texts

    async def do_table(self) -> None:
        """Table a draft from a file."""
        from draftrace import readers

        room = self.room

        async def act(answer: dict[str, str]) -> None:
            file, symbol = self._file(answer), answer["symbol"].strip()
            document = await asyncio.to_thread(readers.read, file, symbol=symbol, role="draft")
            room.perform(lambda s, f: tabling.table(s, f, document, listed(answer["parts"])))

        fields = [_FILE, _SYMBOL, Field("parts", "parts", placeholder="codes; empty: as embedded")]
        await self.fill_in("Table a draft", None, fields, act, "Table")

    async def do_register(self) -> None:
        """Register a source document."""
        from draftrace import intake

        room = self.room

        async def act(answer: dict[str, str]) -> None:
            role = _one_of(DOCUMENTS, answer["role"], "role of a document")
            file, symbol = self._file(answer), answer["symbol"].strip()
            source = await asyncio.to_thread(intake.source, file, symbol=symbol, role=role)
            source.register(
                room.workspace.corpus,
                lambda intent: corpus.add_document(room.state, room.floor(), intent),
                lambda intent: room.perform(lambda s, f: corpus.add_document(s, f, intent)),
            )

        fields = [_FILE, _SYMBOL, Field("role", "role", "conclusions")]
        await self.fill_in("Register a source", _one("role", DOCUMENTS), fields, act, "Register")

    def _file(self, answer: dict[str, str]) -> Path:
        named = may_read(self, answer["file"])
        if not named:
            raise UsageError("Which file?", "Write its path, from the workspace on.")
        self.room.notify(f"Reading {shown(named)}", timeout=3, markup=False)
        return self.room.workspace.root / Path(named).expanduser()


def _one(what: str, words: Sequence[str]) -> Body:
    """Which words a line takes."""
    return told([Span(f"{what}: {', '.join(words)}", "dim")])


def _one_of(words: tuple[Word, ...], written: str, what: str) -> Word:
    for word in words:
        if word.casefold() == written.strip().casefold():
            return word
    raise UsageError(f"{written!r} is no {what}.", f"One of: {', '.join(words)}.")
