"""What is gavelled on more than one provision: editorial fixes, silence, issue, adoption,
corrigenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from draftrace.errors import UsageError
from draftrace.room.acts import issuing
from draftrace.room.acts import silence as rules
from draftrace.room.acts.closing_payloads import SilentRung
from draftrace.room.hushed import told as told_time
from draftrace.tui.keeping import DraftKind
from draftrace.tui.orally import adopted_rows, prepared
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Body, Field, Pick, told
from draftrace.tui.screens.presiding import Presiding
from draftrace.tui.screens.working import Foreseen
from draftrace.tui.words import count
from draftrace.views.meant import listed, stretch
from draftrace.views.silences import Round, rounds, summary
from draftrace.views.times import utc

RUNGS: tuple[SilentRung, ...] = get_args(SilentRung)


class Gavelling(Presiding):
    """Acts on the text as a whole, and on agreed or adopted words."""

    # Agreed and adopted words

    async def do_fix(self) -> None:
        """Mend agreed words without reopening them."""
        await self._mend("fix")

    async def do_correct(self) -> None:
        """Mend adopted words by a corrigendum."""
        await self._mend("correction")

    async def _mend(self, kind: DraftKind) -> None:
        from draftrace.tui.screens.amending import of_provision

        await self.open(of_provision(self.room, kind))

    # Issue and adoption

    async def do_issue(self) -> None:
        """Issue the standing text as the next revision."""
        room = self.room
        trial = issuing.issue(room.state, room.floor())
        fields = [Field("symbol", "symbol", trial.symbol)]

        def act(answer: dict[str, str]) -> None:
            room.perform(lambda s, f: issuing.issue(s, f, trial.revision, answer["symbol"]))

        title = f"Issue {shown(trial.revision)}"
        await self.fill_in(title, self._what_an_issue_does(), fields, act, "Issue")

    def _what_an_issue_does(self) -> Body:
        state = self.room.state
        paragraphs = [[Span("The standing text is renumbered, frozen and sealed.")]]
        if pending := len(state.now.pending):
            words = f"{count(pending, 'proposal')} stay pending and go on the new text."
            paragraphs.append([Span(words, "label")])
        doubtful = issuing.renumbering(state)[1].doubtful
        for doubt in doubtful[:6]:
            words = f"{doubt.address}: “{doubt.text}” stays as it is: {doubt.why}."
            paragraphs.append([Span(shown(words), "warn")])
        if len(doubtful) > 6:
            paragraphs.append([Span(f"and {len(doubtful) - 6} more references like these", "warn")])
        return told(*paragraphs)

    async def do_oral(self) -> None:
        """Prepare what is read out at adoption."""
        await self._mend("oral amendment")

    async def do_adopt(self) -> None:
        """Adopt the text, with every oral amendment that was prepared; shown before."""
        room = self.room
        drafts = room.keeping.drafts(room.seat.by)
        found = prepared(room.state, drafts)
        trial = issuing.adopt(room.state, room.floor(), oral=found.taken)
        before = room.state
        title = f"To be adopted, with {count(len(found.taken), 'oral amendment')}"
        page = Foreseen(title, lambda w: adopted_rows(before, found, w), room.signs, "Adopt")
        if not await self.ask(page):
            return

        def act(answer: dict[str, str]) -> None:
            # What is adopted is what was shown, whatever happens while the question stands.
            seen = {p.id: p.touched for p in before.standing()}
            room.perform(lambda s, f: issuing.adopt(s, f, answer["symbol"], oral=found.taken), seen)
            for draft in drafts:
                if draft.kind == "oral amendment":
                    room.keeping.drop_draft(draft)

        body = told([Span("The text is adopted, word for word, and sealed.")])
        fields = [Field("symbol", "symbol", trial.symbol)]
        await self.fill_in("Adopt the text. It is so decided?", body, fields, act, "Adopt")

    # Silence

    async def do_silence_open(self) -> None:
        """Send provisions round under silence."""
        room = self.room
        fields = [
            Field("what", "what", self.here().now.address, "addresses, a part's code, or all"),
            Field(
                "until",
                "until (UTC)",
                placeholder="12 March 18:00, in 4 days; 72 hours at least",
            ),
            Field("rung", "rung", RUNGS[0]),
            REASON,
        ]

        def act(answer: dict[str, str]) -> None:
            state = room.state
            named = [i for asked in listed(answer["what"]) for i in stretch(state, asked)]
            until = utc(answer["until"], room.floor().happened)
            rung = _rung(answer["rung"])
            room.perform(
                lambda s, f: rules.open_silence(s, f, named, until, rung, reason=answer["reason"])
            )

        body = told(
            [Span(f"Agreed unless somebody speaks in time. Rungs: {', '.join(RUNGS)}.", "dim")]
        )
        await self.fill_in("Open a silence procedure", body, fields, act, "Open")

    async def do_silence_close(self) -> None:
        """After the deadline: what nobody broke is agreed."""
        chosen = await self._running_silence("Close which silence procedure?")
        if chosen is None:
            return

        def act(answer: dict[str, str]) -> None:
            self.room.perform(
                lambda s, f: rules.close_silence(s, f, chosen.silence, reason=answer["reason"])
            )

        body = told([Span(shown(summary(chosen)))])
        await self.fill_in("Close the silence procedure", body, [REASON], act, "Close")

    async def do_silence_withdraw(self) -> None:
        """Call a silence procedure off."""
        chosen = await self._running_silence("Call which silence procedure off?")
        if chosen is None:
            return

        def act(answer: dict[str, str]) -> None:
            self.room.perform(
                lambda s, f: rules.withdraw_silence(s, f, chosen.silence, reason=answer["reason"])
            )

        body = told([Span(shown(summary(chosen)))])
        await self.fill_in("Call the silence procedure off", body, [REASON], act, "Call off")

    async def _running_silence(self, question: str) -> Round | None:
        found = [r for r in rounds(self.room.state) if r.status == "running"]
        if not found:
            raise UsageError("No silence procedure is running.", "The palette opens one.")
        return await self.choose_silence(question, found)

    async def choose_silence(self, question: str, found: Sequence[Round]) -> Round | None:
        """One of several silence procedures; the only one without a question."""
        if len(found) == 1:
            return found[0]
        options: list[tuple[str, Sequence[Span]]] = [
            (r.silence, [Span(f"{r.entry}  until {told_time(r.until)}  {r.rung}, {r.status}")])
            for r in found
        ]
        chosen = await self.ask(Pick(question, options, self.room.signs))
        return next((r for r in found if r.silence == chosen), None)


def _rung(written: str) -> SilentRung:
    for rung in RUNGS:
        if written.strip().casefold() in (rung, rung.rpartition(" ")[2]):
            return rung
    raise UsageError(f"{written!r} is no rung of silence.", f"Write {' or '.join(RUNGS)}.")
