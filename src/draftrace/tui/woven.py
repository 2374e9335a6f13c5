"""Whose words stand in a provision? By letter and by colour, and each word's own story. Pure."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.tokens import is_word, piece_spans, pieces
from draftrace.tui.page import note_numbers
from draftrace.tui.prose import Marks, Row, Span, with_role, wrap
from draftrace.tui.safe import shown
from draftrace.tui.words import day
from draftrace.views.origins import WordOrigin, origins
from draftrace.views.why import Answer, told, why

KEY = "now"
"""The key of the rows: they are what a trace begins with."""
_ROLES = ("", "hand1", "hand2", "hand3", "hand4", "hand5")
_STAR = "*"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMED = 24

_Hand = tuple[tuple[str, ...], str, str]
"""The parties, the meeting and the source that some words share."""


class Woven(NamedTuple):
    """The pieces of a wording, where each stands in it, and the number of the hand it is from;
    marks count with the word before them."""

    wording: str
    words: tuple[WordOrigin, ...]
    places: tuple[tuple[int, int], ...]
    hands: tuple[_Hand, ...]
    by: tuple[int, ...]

    def turned(self, at: int | None, by: int) -> int | None:
        """The next word, or the one before; marks are passed over, the ends meet."""
        said = [n for n, word in enumerate(self.words) if is_word(word.text)]
        if not said:
            return None
        if at is None:
            return said[0 if by > 0 else -1]
        return said[(said.index(at) + by) % len(said)] if at in said else said[0]


def woven(state: State, provision: Provision) -> Woven | None:
    """The words of a standing provision; None where none stand there, or not yet."""
    wording = provision.now.wording
    if provision.now.life != "standing" or not wording:
        return None
    words = origins(state, provision)
    hands: dict[_Hand, int] = {}
    by: list[int] = []
    for word in words:
        if is_word(word.text):
            by.append(hands.setdefault((word.parties, word.meeting, word.source), len(hands)))
        else:
            by.append(by[-1] if by else 0)
    return Woven(wording, words, tuple(piece_spans(wording)), tuple(hands), tuple(by))


def answer_of(state: State, provision: Provision, found: Woven, at: int) -> Answer:
    """Who answers for one word."""
    word = found.words[at].text
    before = [piece.casefold() for piece in pieces(found.wording)[:at]]
    return why(state, provision, word, before.count(word.casefold()) + 1)[0]


def woven_rows(
    state: State, provision: Provision, found: Woven, at: int | None, width: int
) -> list[Row]:
    """The wording with a letter before each stretch of one hand, who the hands are, and the
    answer for the word ``at`` which one is."""
    rows = [Row(line, KEY) for line in wrap(_wording(state, found, at), width)]
    if at is not None:
        rows += _answer(answer_of(state, provision, found, at), width)
    return rows + [row for n in range(len(found.hands)) for row in _hand(found, n, width)]


def _wording(state: State, found: Woven, at: int | None) -> list[Span]:
    marks = Marks(note_numbers(state))
    spans: list[Span] = []
    done, last, emphasis = 0, -1, ""
    for number, ((start, end), hand) in enumerate(zip(found.places, found.by, strict=True)):
        spans += [Span(shown(found.wording[done:start]), _role(hand) if hand == last else "")]
        if hand != last and len(found.hands) > 1:
            spans.append(Span(f"{_letter(hand)}·", with_role("sign", _role(hand))))
        done, last = end, hand
        if found.wording[start:end] == _STAR:
            emphasis = "" if emphasis else "emphasis"
            continue
        role = with_role(_role(hand), emphasis)
        here = with_role(role, "search") if number == at else role
        spans += marks.spans(found.wording[start:end], here)
    return [span for span in spans if span.text]


def _hand(found: Woven, number: int, width: int) -> list[Row]:
    """One line of the legend."""
    parties, meeting, source = found.hands[number]
    count = sum(n == number and is_word(w.text) for w, n in zip(found.words, found.by, strict=True))
    said = ", ".join(filter(None, (", ".join(parties), meeting)))
    said += f"; also in {_place(source)}" if source else ""
    spans = [Span(shown(said)), Span(f"  {count} word{'s' if count != 1 else ''}", "dim")]
    lead = f"{_letter(number)}· "
    lines = wrap(spans, width - len(lead))
    rest = Span(" " * len(lead))
    first = Span(lead, with_role("sign", _role(number)))
    return [Row((rest if n else first, *line), KEY) for n, line in enumerate(lines)]


def _answer(answer: Answer, width: int) -> list[Row]:
    rows = [Row((), KEY), Row((Span(f"“{shown(answer.word)}”", "strong"),), KEY)]
    answer = msgspec.structs.replace(answer, source=_place(answer.source))
    for name, said in told(answer, day):
        quoted = said == answer.source_wording
        spans = Marks().spans(said) if quoted else [Span(shown(said))]
        for number, line in enumerate(wrap(spans, width - _NAMED)):
            lead = Span(f"{'' if number else name:<{_NAMED}}", "dim")
            rows.append(Row((lead, *line), KEY))
    return [*rows, Row((), KEY)]


def _place(source: str) -> str:
    """A paragraph of a document as the other cards name it."""
    document, _, address = source.partition(":")
    return f"{document} {address}".strip()


def _role(hand: int) -> str:
    return _ROLES[hand % len(_ROLES)] if hand >= 0 else ""


def _letter(hand: int) -> str:
    return _LETTERS[hand % 26] * (hand // 26 + 1)
