"""How is a rolling text written down, and its proposers named?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from draftrace.compare.parts import Alternative, Part, Region
from draftrace.text.brackets import renamed

Attribution = Literal["inline", "footnote", "margin", "anonymous", "none"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


Beside = tuple[str, tuple[str, ...]]
"""What is proposed about the provision as a whole, in words, and the keys of those who want it."""


class Piece(NamedTuple):
    """``kept`` text stands as it is; a ``reading`` is wanted by ``keys``, or is the base where
    there are none; a ``deletion`` strikes the text, or all of the provision where it is empty; a
    ``motion`` says what else is proposed.
    """

    form: Literal["kept", "reading", "deletion", "motion"]
    text: str
    keys: tuple[str, ...] = ()

    @property
    def bracketed(self) -> str:
        return self.text if self.form == "kept" else f"[{self.said}]"

    @property
    def said(self) -> str:
        if self.form != "deletion":
            return self.text
        return f"delete: {self.text}" if self.text else "delete"


def rendered(
    parts: Sequence[Part],
    attribution: Attribution,
    names: Mapping[str, str],
    width: int,
    beside: Sequence[Beside] = (),
    fold: int = 0,
) -> str:
    """The parts of a rolling text as plain text; see ``Rolling.render``."""
    pieces = written(parts, beside)
    if fold:
        pieces = [p._replace(text=folded(p.text, fold)) if p.keys else p for p in pieces]

    def named(keys: Sequence[str]) -> str:
        return ", ".join(dict.fromkeys(names.get(key, key) for key in keys))

    if attribution == "inline":
        return _inline(pieces, named)
    if attribution == "anonymous":
        letters = _Series(_letter)
        pieces = owned_by(pieces, lambda owners: letters.sign(", ".join(owners)))
        return _inline(pieces, lambda keys: ", ".join(letters.sign(key) for key in keys))
    if attribution == "footnote":
        return _with_footnotes(pieces, named)
    if attribution == "margin":
        return _with_margin(pieces, named, width)
    return "".join(piece.bracketed for piece in owned_by(pieces, lambda _owners: ""))


def owned_by(pieces: Sequence[Piece], called: Callable[[tuple[str, ...]], str]) -> list[Piece]:
    """The pieces with the owners of the brackets that stand in the text called otherwise: where
    no sponsor is named, they are not either."""
    return [piece._replace(text=renamed(piece.text, called)) for piece in pieces]


def written(parts: Sequence[Part], beside: Sequence[Beside] = ()) -> list[Piece]:
    """The parts in the order in which they are written down: the words, what is proposed beside
    them, then each alternative on a line. A line end within a reading is written as a sign."""
    pieces = [piece for part in parts if not isinstance(part, Alternative) for piece in _of(part)]
    for motion, keys in beside:
        pieces += [Piece("kept", " "), Piece("motion", motion, keys)]
    count = 0
    for whole in parts:
        if isinstance(whole, Alternative):
            count += not whole.label
            label = whole.label or ("alt" if count == 1 else f"alt {count}")
            form: Literal["reading", "deletion"] = "reading" if whole.wording else "deletion"
            pieces.append(Piece("kept", f"\n{label}: "))
            pieces.append(Piece(form, _one_line(whole.wording), whole.keys))
    return pieces


def folded(text: str, words: int) -> str:
    """A long text by its first and last words, and how many are left out between them."""
    cut = text.split(" ")
    out = len(cut) - 2 * words
    if out <= 1:
        return text
    return " ".join([*cut[:words], f"… {out} words …", *cut[-words:]])


def _one_line(text: str) -> str:
    return text.replace("\n", " ¶ ")


def _of(part: str | Region) -> Iterator[Piece]:
    """The pieces of a part, the white space around all of a region's wordings outside it."""
    if isinstance(part, str):
        yield Piece("kept", part)
        return
    readings = [(_one_line(reading), keys) for reading, keys in part.readings]
    if part.base.isspace() and [reading for reading, _ in readings] == [" ¶ "]:
        # Nothing but a division: between words that stay.
        yield from (Piece("kept", " "), Piece("reading", "¶", readings[0][1]), Piece("kept", " "))
        return
    lead, trail = _shared_edges([part.base, *(reading for reading, _ in readings)])

    def bare(wording: str) -> str:
        return wording[len(lead) : len(wording) - len(trail)]

    yield Piece("kept", lead)
    alone = len(readings) == 1 and not readings[0][0]
    if part.base and not alone:
        yield Piece("reading", bare(part.base))
    for reading, keys in readings:
        struck = bare(part.base) if alone else ""
        yield (
            Piece("reading", bare(reading), keys) if reading else Piece("deletion", struck, keys)
        )
    yield Piece("kept", trail)


def _shared_edges(wordings: Sequence[str]) -> tuple[str, str]:
    """The white space before and after all the wordings that are not empty."""
    edges = {match.group(1, 3) for w in wordings if w and (match := _EDGES.fullmatch(w))}
    leads, trails = {lead for lead, _ in edges}, {trail for _, trail in edges}
    blank = any(w.isspace() for w in wordings)
    return (
        leads.pop() if len(leads) == 1 and not blank else "",
        trails.pop() if len(trails) == 1 and not blank else "",
    )


def _inline(pieces: Sequence[Piece], named: Callable[[Sequence[str]], str]) -> str:
    said: list[str] = []
    for piece in pieces:
        if piece.form in ("deletion", "motion"):
            said.append(f"[{named(piece.keys)}: {piece.said}]")
        else:
            attributed = f"({named(piece.keys)})" if piece.keys else ""
            said.append(piece.bracketed + attributed)
    return "".join(said)


def _with_footnotes(pieces: Sequence[Piece], named: Callable[[Sequence[str]], str]) -> str:
    numbers = _Series(lambda count: str(count).translate(_RAISED))
    text = "".join(
        piece.bracketed + (numbers.sign(named(piece.keys)) if piece.keys else "")
        for piece in pieces
    )
    return "\n".join([text, *(f"{number} {name}" for name, number in numbers.signs.items())])


def _with_margin(pieces: Sequence[Piece], named: Callable[[Sequence[str]], str], width: int) -> str:
    """Lines of the text, and beside each the names of those whose readings end in it."""
    text = ""
    ends: list[tuple[int, str]] = []
    for piece in pieces:
        text += piece.bracketed
        if piece.keys:
            ends.append((len(text), named(piece.keys)))
    lines: list[str] = []
    for start, end in _line_breaks(text, width):
        beside = "; ".join(dict.fromkeys(name for at, name in ends if start < at <= end))
        line = text[start:end].rstrip()
        lines.append(f"{line:<{width}} | {beside}" if beside else line)
    return "\n".join(lines)


def _line_breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where lines of at most ``width`` characters start and end; a longer word has its own."""
    start = end = 0
    for word in re.finditer(r"\S+|\n", text):
        forced = word.group() == "\n"
        if forced or (word.end() - start > width and end > start):
            yield start, word.start()
            start = word.end() if forced else word.start()
        end = word.end()
    if end > start:
        yield start, len(text)


class _Series:
    """Signs given out in the order of first appearance."""

    def __init__(self, nth: Callable[[int], str]) -> None:
        self.signs: dict[str, str] = {}
        self._nth = nth

    def sign(self, what: str) -> str:
        return self.signs.setdefault(what, self._nth(len(self.signs) + 1))


def _letter(count: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
