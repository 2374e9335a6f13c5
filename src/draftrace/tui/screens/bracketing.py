"""Brackets of the provision one is on, as the gavel treats them: shown before it falls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from draftrace.compare import bracketing
from draftrace.compare.words import difference
from draftrace.errors import DraftraceError
from draftrace.room.acts.bracketing import treat
from draftrace.room.acts.terms import Outcome
from draftrace.room.entities import Provision
from draftrace.tui.page import note_numbers, redline_spans
from draftrace.tui.prose import Span, clip
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import REASON, Field, Pick, told
from draftrace.tui.screens.presiding import Presiding
from draftrace.views.brackets import BracketShown, bracketed
from draftrace.views.meant import parties

_AROUND, _PAIR, _REMOVE = "around", "pair", "remove"
_WORDS = 60


class _Way(NamedTuple):
    """What can become of a bracket: its letter, in words, and the outcome in the record."""

    letter: str
    words: str
    outcome: Outcome


_WAYS: dict[str, _Way] = {
    "lift": _Way("l", "lift it: its words stand", "brackets lifted"),
    "choose": _Way("c", "choose it: its rivals go", "brackets chosen"),
    "strike": _Way("x", "strike it with its words", "brackets struck"),
    "own": _Way("o", "say whose it is", "brackets re-owned"),
    "split": _Way("s", "split it in two", "brackets split"),
    "merge": _Way("m", "merge it with the next", "brackets merged"),
}
_NEEDS: dict[str, Field] = {
    "own": Field(
        "more", "owners", placeholder="codes, as in CUB, MEX; empty: nobody's", asks="parties"
    ),
    "split": Field(
        "more", "second from", placeholder="the words with which the second begins", sentences=1
    ),
    _AROUND: Field(
        "more", "words", placeholder="the words to bracket; empty: all of it", sentences=1
    ),
}
_OWNERS = Field(
    "owners", "owners", placeholder="codes, as in CUB, MEX; may be empty", asks="parties"
)
Operation = Callable[[str], str]


class Bracketing(Presiding):
    """Lift, choose, strike, split, merge, own, put, repair."""

    async def do_brackets(self) -> None:
        """Which bracket, and what becomes of it."""
        provision = self.here()
        found = bracketed(self.room.state, [provision])
        brackets = found[0].brackets if found else ()
        which = await self._which(provision, brackets, strays=bool(found and found[0].strays))
        if which is None:
            return
        if not which.isdigit():
            await self._treat(provision, which, 0)
            return
        bracket = brackets[int(which) - 1]
        way = await self._way(bracket)
        if way is not None:
            await self._treat(provision, way, bracket.ordinal)

    async def _which(
        self, provision: Provision, brackets: Sequence[BracketShown], *, strays: bool
    ) -> str | None:
        options = [(str(b.ordinal), _line(b)) for b in brackets]
        if strays:
            options.append((_PAIR, [Span("give the brackets without their other half one")]))
            options.append((_REMOVE, [Span("take the brackets without their other half out")]))
        options.append((_AROUND, [Span("put brackets around words of the text")]))
        title = f"Brackets in {shown(provision.now.address)}: which?"
        return await self.ask(Pick(title, options, self.room.signs))

    async def _way(self, bracket: BracketShown) -> str | None:
        fitting = {k: w for k, w in _WAYS.items() if k != "choose" or bracket.rivals}
        options = [
            (key, [Span(f"{way.letter}  ", "key"), Span(way.words)]) for key, way in fitting.items()
        ]
        quick = {way.letter: key for key, way in fitting.items()}
        words = "".join(span.text for span in clip([Span(shown(bracket.words.strip()))], 40))
        title = f"Bracket {bracket.ordinal} [{words}]: what becomes of it?"
        return await self.ask(Pick(title, options, self.room.signs, quick=quick))

    async def _treat(self, provision: Provision, way: str, ordinal: int) -> None:
        """Ask for the little it needs, showing what the text then reads, and gavel it."""
        seen = {provision.id: provision.touched}
        fields = [*([_NEEDS[way]] if way in _NEEDS else []), REASON]
        if way == _AROUND:
            fields.insert(1, _OWNERS)

        def gavel(answer: dict[str, str]) -> None:
            outcome = _outcome(way)
            operation = self._operation(way, ordinal, answer)
            reason = answer["reason"]
            self.room.perform(
                lambda s, f: treat(s, f, provision.id, outcome, operation, reason=reason), seen
            )

        title = f"{shown(provision.now.address)}: {_outcome(way)}. It is so decided?"
        spans = self._would_read(provision, way, ordinal)
        body = told(spans) if spans else None
        await self.fill_in(title, body, fields, gavel, "Gavel")

    def _would_read(self, provision: Provision, way: str, ordinal: int) -> list[Span]:
        """What the wording would become, where that is known before anything is written."""
        wording = provision.now.wording
        if way in _NEEDS:
            return [Span(shown(wording), "dim")]
        try:
            new = self._operation(way, ordinal, {})(wording)
        except DraftraceError as error:
            return [Span(shown(self.room.why(error)), "warn")]
        return redline_spans(difference(wording, new), note_numbers(self.room.state))

    def _operation(self, way: str, ordinal: int, answer: dict[str, str]) -> Operation:
        more = answer.get("more", "").strip()
        state = self.room.state
        match way:
            case "lift":
                return partial(bracketing.lifted, ordinal=ordinal)
            case "choose":
                return partial(bracketing.chosen, ordinal=ordinal)
            case "strike":
                return partial(bracketing.struck, ordinal=ordinal)
            case "merge":
                return partial(bracketing.merged, ordinal=ordinal)
            case "own":
                owners = parties(state, more)
                return partial(bracketing.reowned, ordinal=ordinal, owners=owners)
            case "split":
                return partial(bracketing.split, ordinal=ordinal, phrase=more)
            case "pair" | "remove":
                return partial(bracketing.repaired, how=way)
            case _:
                owners = parties(state, answer.get("owners", ""))
                return partial(bracketing.enclosed, phrase=more, owners=owners)


def _outcome(way: str) -> Outcome:
    if way in _WAYS:
        return _WAYS[way].outcome
    return "bracketed" if way == _AROUND else "brackets repaired"


def _line(bracket: BracketShown) -> Sequence[Span]:
    whose = f" ({', '.join(bracket.owners)})" if bracket.owners else ""
    rivals = f"  or {', '.join(map(str, bracket.rivals))}" if bracket.rivals else ""
    spans = [
        Span(f"{'  ' * bracket.depth}{bracket.ordinal}  ", "strong"),
        Span("[", "bracket"),
        *clip([Span(shown(bracket.words.strip()))], _WORDS),
        Span("]", "bracket"),
        Span(shown(whose), "names"),
        Span(rivals, "dim"),
    ]
    return [span for span in spans if span.text]
