"""Who brought in and who took out each word between two wordings, version by version?

One pass over the versions: a word of the first wording stays, or goes by the hand of one author;
a word that came in and went again between the two is in neither, and told only where all of the
history is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from draftrace.compare.words import difference
from draftrace.text.tokens import is_small, tokens


class Layer(NamedTuple):
    """One further wording and whose hand it shows. ``credits`` names others for stretches of it
    that are theirs, each as (their words, hand); ``drawn`` are whole wordings of the one before
    that it draws on, each with its hand: what they take out and it takes out too, is theirs."""

    wording: str
    hand: str
    credits: tuple[tuple[str, str], ...] = ()
    drawn: tuple[tuple[str, str], ...] = ()


class Marked(NamedTuple):
    """A stretch that stands, came in, went, or came in and went again (``±``): by whose hand it
    did the one thing it did, or came; ``taker`` is whose took out again what had come."""

    op: Literal["=", "+", "-", "±"]
    text: str
    hand: str = ""
    taker: str = ""


class _Cell(NamedTuple):
    token: str
    came: str | None = None
    went: str | None = None


def layered(base: str, layers: Sequence[Layer], *, history: bool = False) -> tuple[Marked, ...]:
    """The last wording marked against the base. ``=`` and ``-`` give the base exactly, ``=`` and
    ``+`` the last wording. With its ``history``, what came in and went again is told too, and what
    was taken out and brought back is told as both."""
    cells = [_Cell(token) for token in tokens(base)]
    wording = base
    for layer in layers:
        cells = _applied(cells, wording, layer)
        wording = layer.wording
    there = cells if history else _restored([c for c in cells if c.came is None or c.went is None])
    marked: list[Marked] = []
    for cell in there:
        told = _marked(cell)
        if marked and marked[-1]._replace(text="") == told._replace(text=""):
            marked[-1] = marked[-1]._replace(text=marked[-1].text + cell.token)
        else:
            marked.append(told)
    return tuple(marked)


def reading(marked: Iterable[Marked], hands: Collection[str]) -> str:
    """What the text says with what some hands changed, and no other."""
    return "".join(m.text for m in marked if _is_there(m, hands))


def _is_there(marked: Marked, hands: Collection[str]) -> bool:
    match marked.op:
        case "+":
            return marked.hand in hands
        case "-":
            return marked.hand not in hands
        case "±":
            return marked.hand in hands and marked.taker not in hands
    return True


def taken_out_of(marked: Iterable[Marked], hand: str) -> set[str]:
    """Whose words, come in before, a hand took out."""
    return {m.hand for m in marked if m.op == "±" and m.taker == hand != m.hand}


def _marked(cell: _Cell) -> Marked:
    if cell.came is not None:
        op: Literal["+", "±"] = "+" if cell.went is None else "±"
        return Marked(op, cell.token, cell.came, cell.went or "")
    return Marked("=" if cell.went is None else "-", cell.token, cell.went or "")


def _restored(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """The cells, where words that one hand took out and another brought back just there stand; a
    small word, as any two sentences share, is no sign of that."""
    for is_changed, stretch in groupby(cells, key=lambda c: (c.came, c.went) != (None, None)):
        together = list(stretch)
        gone = [cell for cell in together if cell.came is None]
        back = [cell for cell in together if cell.came is not None]
        if not is_changed or not gone or not back:
            yield from together
            continue
        yield from _brought_back(together, gone, back)


def _brought_back(
    together: list[_Cell], gone: Sequence[_Cell], back: Sequence[_Cell]
) -> Iterator[_Cell]:
    went, came = [c.token for c in gone], [c.token for c in back]
    blocks = SequenceMatcher(None, went, came, autojunk=False).get_matching_blocks()
    same = [
        (a + n, b + n)
        for a, b, size in blocks
        if not all(map(is_small, went[a : a + size]))
        for n in range(size)
        if gone[a + n].went != back[b + n].came
    ]
    if not same:
        yield from together
        return
    at = there = 0
    for a, b in (*same, (len(gone), len(back))):
        yield from gone[at:a]
        yield from back[there:b]
        yield from (_Cell(token) for token in went[a : a + 1])
        at, there = a + 1, b + 1


def _applied(cells: Sequence[_Cell], wording: str, layer: Layer) -> list[_Cell]:
    """The cells after one more version. Cells already gone keep their place."""
    made: list[_Cell] = []
    rest = iter(cells)
    struck = _struck(wording, layer)
    at = 0

    def live() -> _Cell:
        """The next cell still in the text; those gone before it are put back as they are."""
        while (cell := next(rest)).went is not None:
            made.append(cell)
        return cell

    for op, text in difference(wording, layer.wording):
        if op == "+":
            made += [
                _Cell(t, came=hand)
                for stretch, hand in _credited(text, layer)
                for t in tokens(stretch)
            ]
            continue
        end = at + len(text)
        while at < end:
            cell = live()
            if op == "=":
                made.append(cell)
            else:
                made.append(cell._replace(went=struck.get(at, layer.hand)))
            at += len(cell.token)
    made.extend(rest)
    return made


def _struck(wording: str, layer: Layer) -> dict[int, str]:
    """Whose hand takes out the token that begins at a place of the wording before, where it is
    one the layer draws on."""
    found: dict[int, str] = {}
    for reading, hand in layer.drawn:
        at = 0
        for op, text in difference(wording, reading):
            for token in tokens(text) if op != "+" else ():
                if op == "-":
                    found.setdefault(at, hand)
                at += len(token)
    return found


def _credited(text: str, layer: Layer) -> list[tuple[str, str]]:
    """An inserted stretch split by whose words it holds: the longest known words first."""
    for words, hand in sorted(layer.credits, key=lambda c: -len(c[0])):
        core = words.strip()
        found = re.search(rf"\s?(?<!\w){re.escape(core)}(?!\w)", text) if core else None
        if found is not None:
            before, after = text[: found.start()], text[found.end() :]
            return [
                *(_credited(before, layer) if before else []),
                (found[0], hand),
                *(_credited(after, layer) if after else []),
            ]
    return [(text, layer.hand)]
