"""Which sign says what? Each has its word and a fall-back for terminals without Unicode."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

from draftrace.tui.prose import Span
from draftrace.views.standing import Line


class Sign(NamedTuple):
    """A sign, what stands for it in plain ASCII, its role for the style, and its meaning."""

    mark: str
    ascii: str
    role: str
    word: str


SIGNS: dict[str, Sign] = {
    "agreed": Sign("✓", "v", "good", "agreed in Committee of the Whole, or adopted"),
    "informals": Sign("≈", "=", "good", "agreed in informals"),
    "ad referendum": Sign("r", "r", "warn", "ad referendum: subject to capitals"),
    "except": Sign("¬", "-", "warn", "agreed except something below it"),
    "conditional": Sign("c", "c", "warn", "agreed on a condition that is not met yet"),
    "silence": Sign("s", "s", "warn", "goes round under silence"),
    "inserted": Sign("+", "+", "ins", "a proposed insertion, not yet in the text"),
    "brackets": Sign("[", "[", "warn", "[2: two brackets left"),
    "proposals": Sign("±", "*", "mark", "±3: three proposals are pending"),
    "reservation": Sign("!", "!", "warn", "a delegation has placed a reservation"),
    "waiting": Sign("⟲", "@", "warn", "a proposal waits for its sponsor after a rebase"),
    "sourced": Sign("◆", "#", "mark", "has a confirmed source"),
    "suggested": Sign("◇", "?", "dim", "only suggested sources"),
    "changed": Sign("·", ".", "strong", "changed since you last looked"),
    "cursor": Sign("▌", ">", "cursor", "the provision you are on"),
    "here": Sign("▸", ">", "dim", "where you are; what follows from what"),
    "alone": Sign("│", "|", "dim", "a divider"),
    "full": Sign("█", "#", "good", "agreed share of the text"),
    "empty": Sign("░", "-", "dim", "share of the text not yet agreed"),
    "event": Sign("●", "*", "mark", "an act in the provision's life"),
    "adopted": Sign("◉", "@", "good", "the wording as issued or adopted"),
    "thread": Sign("│", "|", "dim", "the life of the provision goes on"),
    "picked": Sign("■", "x", "good", "picked: will be gavelled"),
    "unpicked": Sign("□", "o", "dim", "not picked"),
    "becomes": Sign("→", ">", "dim", "what it became"),
    "verbatim": Sign("■", "V", "good", "verbatim: a conclusion kept word for word"),
    "adapted": Sign("▣", "A", "good", "adapted: its substance kept in other words"),
    "partial": Sign("▤", "P", "warn", "partial: some of it kept"),
    "thematic": Sign("□", "T", "dim", "topic only: the same subject, not its substance"),
    "dropped": Sign("·", "D", "warn", "dropped: nothing of it found"),
    "more": Sign("…", "~", "dim", "words left out"),
}
LEGEND = (
    "agreed",
    "informals",
    "ad referendum",
    "except",
    "conditional",
    "silence",
    "inserted",
    "brackets",
    "proposals",
    "reservation",
    "waiting",
    "sourced",
    "suggested",
    "changed",
)
"""The signs that stand beside provisions, in the order in which they stand."""
_TYPOGRAPHY = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "¶": "|",
    "\N{NO-BREAK SPACE}": " ",
    "×": "x",
    "↑": "^",
    "↓": "v",
    "←": "<",
}
"""What stands in the product's own sentences besides signs, in ASCII."""
_LINES = {chr(code): "-" if chr(code) in "─━═" else "|" for code in range(0x2500, 0x2580)}
_BLOCKS = {chr(code): "#" for code in range(0x2580, 0x25A0)}
FATES = ("verbatim", "adapted", "partial", "thematic", "dropped")
"""The signs of what became of a conclusion; each stands with its letter."""


_QUALIFIED = {
    "ad referendum": "ad referendum",
    "except": " except ",
    "conditional": ", conditional on ",
    "silence": ", under silence until ",
}
"""What in a status each sign stands for."""


_ASCII = str.maketrans(
    _LINES
    | dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼", "+")
    | _BLOCKS
    | _TYPOGRAPHY
    | {sign.mark: sign.ascii for sign in reversed(SIGNS.values())}
)


def in_ascii(text: str) -> str:
    """The product's signs, quotation marks and lines in ASCII, cell by cell; letters stay."""
    return text.translate(_ASCII)


class Signs:
    """The signs of one terminal."""

    def __init__(self, plain: bool = False) -> None:
        self.plain = plain

    def __getitem__(self, name: str) -> str:
        sign = SIGNS[name]
        return sign.ascii if self.plain else sign.mark

    def span(self, name: str) -> Span:
        """The sign with its role."""
        return Span(self[name], SIGNS[name].role)

    def beside(self, line: Line, *, changed: bool = False, suggested: bool = False) -> list[Span]:
        """The signs of one provision, in their fixed order."""
        return [*self.state(line), *self.left(line, changed=changed, suggested=suggested)]

    def state(self, line: Line) -> list[Span]:
        """How far it has come, and on what condition."""
        found: list[Span] = []
        if line.status.startswith(("agreed in committee", "adopted")):
            found.append(self.span("agreed"))
        elif line.status.startswith("agreed in informals"):
            found.append(self.span("informals"))
        found += [self.span(name) for name, said in _QUALIFIED.items() if said in line.status]
        if line.status == "proposed insertion":
            found.append(self.span("inserted"))
        return found

    def left(self, line: Line, *, changed: bool = False, suggested: bool = False) -> list[Span]:
        """What is left to settle on it, whether it has a source, and whether it is news."""
        found: list[Span] = []
        if line.brackets:
            found.append(Span(f"{self['brackets']}{line.brackets}", "warn"))
        if line.proposals and line.status != "proposed insertion":
            found.append(Span(f"{self['proposals']}{line.proposals}", "mark"))
        if line.reserved:
            found.append(self.span("reservation"))
        if line.waiting:
            found.append(self.span("waiting"))
        if line.sourced:
            found.append(self.span("sourced"))
        elif suggested:
            found.append(self.span("suggested"))
        if changed:
            found.append(self.span("changed"))
        return found


def for_terminal(environment: Mapping[str, str]) -> Signs:
    """Plain signs where asked for, or where the terminal does not write UTF-8."""
    if environment.get("DRAFTRACE_ASCII", "") not in ("", "0"):
        return Signs(plain=True)
    encoding = (getattr(sys.__stdout__, "encoding", "") or "utf-8").lower().replace("-", "")
    return Signs(plain=encoding != "utf8" or environment.get("TERM") == "linux")
