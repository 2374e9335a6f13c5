"""What a party says beside the text: explanations, dissociations, silence broken."""

from __future__ import annotations

from draftrace.room.acts import silence, supporting
from draftrace.room.entities import Proposal
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Field, Pick, told
from draftrace.tui.screens.presiding import words_of
from draftrace.tui.screens.proposing import Proposing

_WHOLE = "the whole text"


class Speaking(Proposing):
    """Words that stand in the record, never in the text."""

    async def do_explain(self) -> None:
        """Explain one's position, on the provision or on the whole text."""
        room = self.room
        here = self.here()
        options = [
            (
                here.id,
                [Span(shown(here.now.address), "strong"), Span(f"  {words_of(here, 60)}", "dim")],
            ),
            (_WHOLE, [Span(_WHOLE, "strong")]),
        ]
        chosen = await self.ask(Pick("Explain your position on", options, room.signs))
        if chosen is None:
            return
        provision = "" if chosen == _WHOLE else chosen

        def act(answer: dict[str, str]) -> None:
            room.perform(
                lambda s, f: supporting.take_position(
                    s, f, "explains", provision=provision, text=answer["text"]
                )
            )

        where = here.now.address if provision else _WHOLE
        asks = "it stands in the record as you say it"
        fields = [Field("text", "explanation", placeholder=asks, sentences=3)]
        await self.fill_in(f"Explain your position on {shown(where)}", None, fields, act, "Explain")

    async def do_dissociate(self) -> None:
        """Say that a group does not speak in one's name."""
        room = self.room
        provision = self.here()
        chosen = await self._target("Dissociate yourself from what?", provision, only_mine=False)
        if chosen is None:
            return
        proposal = chosen.id if isinstance(chosen, Proposal) else ""

        def act(answer: dict[str, str]) -> None:
            room.perform(
                lambda s, f: supporting.take_position(
                    s,
                    f,
                    "dissociates",
                    proposal=proposal,
                    provision="" if proposal else provision.id,
                    text=answer["text"],
                )
            )

        name = chosen.handle if isinstance(chosen, Proposal) else provision.now.address
        body = told([Span("The group that spoke there does not speak in your name.", "dim")])
        fields = [Field("text", "why", placeholder="may be empty", sentences=2)]
        title = f"Dissociate yourself: {shown(name)}"
        await self.fill_in(title, body, fields, act, "Dissociate")

    async def do_break_silence(self) -> None:
        """Speak against the paragraph while it goes round."""
        room = self.room
        provision = self.here()

        def act(answer: dict[str, str]) -> None:
            room.perform(lambda s, f: silence.break_silence(s, f, [provision.id], answer["text"]))

        asks = "whoever breaks silence says why"
        fields = [Field("text", "why", placeholder=asks, sentences=2)]
        title = f"Break silence on {shown(provision.now.address)}"
        body = told([Span(words_of(provision))])
        await self.fill_in(title, body, fields, act, "Break silence")
