"""Where does this come from, and what became of each conclusion?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from draftrace.cli import completing, printing
from draftrace.cli.encoding import compared
from draftrace.cli.hand import Hand, at
from draftrace.errors import UsageError
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.labels import POSITIONS
from draftrace.views.history import dismissed, sources

if TYPE_CHECKING:
    from draftrace.matching.engine import Answer, Matcher, Suggestion
    from draftrace.matching.sources import Source
    from draftrace.matching.surroundings import Surroundings

_ADDRESS_WORDS = 5
_PARAGRAPH = 500
"""Words beyond which a text is hardly one paragraph."""
_BLANK = re.compile(r"\n\s*\n")
_SHOWN = 60
"""Words of such a text that are shown again."""
_WORD = 3
"""Letters from which a word is none of a label's."""
_IN_ADDRESSES = re.compile(rf"(?i)(?:{'|'.join(POSITIONS)}|ante|alt|opt|art|para|note|[IVXLC]+)")


class Asked(NamedTuple):
    """What to look for, and the sources of it that people have judged: symbol and address."""

    address: str
    wording: str
    dismissed: set[tuple[str, str]]
    confirmed: dict[tuple[str, str], str]
    """Each with the party that confirmed it."""


@click.command(
    epilog="Examples: draftrace suggest 'PA/24(d)'  ·  draftrace suggest --all --lexical --json"
)
@click.argument("address", shell_complete=completing.address, default="", metavar="ADDRESS|TEXT")
@click.option("--all", "every", is_flag=True, help="Every provision of the standing text.")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--lexical", is_flag=True, help="By words alone: at once, and without the model.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def suggest(
    hand: Hand, address: str, every: bool, limit: int, lexical: bool, as_json: bool
) -> None:
    """Source paragraphs of a provision, with evidence; none counts until somebody confirms it.

    Words find paragraphs, and so does meaning, by a model. In a corpus of 50,000 paragraphs or
    more, meaning only puts the 200 nearest by words in another order: what is said there in other
    words throughout is not found. Of sources nearly alike, one in a document from which the
    provisions beside it and the rest of the text are drawn comes first.
    """
    from draftrace.matching.surroundings import standing_text

    asked = _asked(hand, address, every=every)
    if not asked:
        printing.note("No text is tabled yet: draftrace table FILE")
    matcher = matcher_of(hand)
    among = standing_text(hand.state()) if every or names_a_place(address) else None
    answer = partial(_answer, matcher, limit, among)
    at_once: Answer | None = None
    if matcher.sources and not lexical:
        if len(asked) == 1 and not as_json and sys.stdout.isatty():
            at_once = answer(asked[0], lexical=True)
            _print(asked[0], at_once)
        lexical = not compared(matcher, [one.wording for one in asked])
    told: list[tuple[Asked, Sequence[Suggestion]]] = []
    for one in asked:
        found = answer(one, lexical=lexical)
        told.append((one, found.suggestions))
        if as_json and found.note and not every:
            printing.note(found.note)
        elif at_once is not None and lexical:
            continue  # told before, and why meaning was not asked
        elif at_once is not None and _told(found) == _told(at_once):
            printing.note(found.note or "Compared by meaning too, it stays so.")
        elif not as_json:
            _print(one, found)
    if as_json:
        shapes = [{"address": a.address, "suggestions": [*map(_shape, each)]} for a, each in told]
        printing.data(shapes)
    elif among is not None:
        _print_next([(a, s) for a, each in told for s in each])


def _print_next(found: Sequence[tuple[Asked, Suggestion]]) -> None:
    """How to judge what was suggested, by the first that nobody has judged."""
    for asked, one in found:
        if one.relation != "thematic" and (one.document, one.address) not in asked.confirmed:
            pair = f"'{asked.address}' '{one.document}:{one.address}'"
            printing.paragraph(printing.safe(f"To confirm one: draftrace link {pair}"), 0, 2)
            printing.paragraph(printing.safe(f"It is none: draftrace dismiss {pair}"), 0, 2)
            return


def _answer(
    matcher: Matcher, limit: int, among: Surroundings | None, asked: Asked, *, lexical: bool
) -> Answer:
    gone = _dismissed(asked.dismissed)
    return matcher.suggest(asked.wording, limit, lexical=lexical, exclude=gone, among=among)


def _told(answer: Answer) -> list[tuple[str, str, str]]:
    return [(s.document, s.address, s.relation) for s in answer.suggestions]


def matcher_of(hand: Hand) -> Matcher:
    """The engine over the readable sources; says which are missing, or that there are none."""
    matcher = hand.workspace.matcher()
    for trouble in hand.workspace.documents()[1]:
        printing.note(trouble)
    if not hand.state().now.documents:
        printing.note("The corpus is empty: draftrace corpus add FILE --role conclusions")
    return matcher


def names_a_place(asked: str) -> bool:
    """Whether what was typed is meant as an address: short, with a number, bracket or slash, and
    without words that stand in sentences only."""
    words = asked.split()
    spoken = (w for w in words if len(w) >= _WORD and w.isalpha() and not _IN_ADDRESSES.match(w))
    placed = any(c.isdigit() or c in "/(" for c in asked)
    return len(words) <= _ADDRESS_WORDS and placed and not any(spoken)


def _asked(hand: Hand, address: str, *, every: bool) -> list[Asked]:
    if every and address:
        raise UsageError("Name a provision or say --all, not both.")
    state = hand.state()
    if every:
        return [
            _of_provision(state, p)
            for p in state.standing()
            if p.kind not in ("title", "heading", "footnote")
        ]
    if not address:
        raise UsageError("Name a provision or say --all.", "As in: draftrace suggest 'PA/24(d)'")
    if not names_a_place(address):
        return _of_text(address)
    return [_of_provision(state, hand.provision(address))]


def _of_text(text: str) -> list[Asked]:
    """What was typed: one paragraph, or the paragraphs of a long text, by their numbers."""
    words = len(text.split())
    paragraphs = [block for block in _BLANK.split(text) if block.strip()]
    if words <= _PARAGRAPH:
        return [Asked("", text, set(), {})]
    if len(paragraphs) > 1:
        printing.note(f"{words} words in {len(paragraphs)} paragraphs: each is asked by itself.")
        return [Asked(str(n), one.strip(), set(), {}) for n, one in enumerate(paragraphs, 1)]
    printing.note(
        f"{words} words are asked as one paragraph, of which little can be one source's: ask for"
        " each paragraph by itself, with blank lines between them, or by its address."
    )
    return [Asked("", text, set(), {})]


def _of_provision(state: State, found: Provision) -> Asked:
    confirmed = {(s.document, s.address): s.by for s in sources(state, found.id)}
    return Asked(found.now.address, found.now.wording, dismissed(state, found.id), confirmed)


def _dismissed(gone: set[tuple[str, str]]) -> Callable[[Source], bool]:
    return lambda source: (source.document, source.address) in gone


def _shape(s: Suggestion) -> dict[str, Any]:
    return {
        "document": s.document,
        "address": s.address,
        "relation": s.relation,
        "score": s.score,
        "reason": s.reason,
        "evidence": [{"target": target, "source": source} for target, source in s.evidence],
    }


def _print(asked: Asked, answer: Answer) -> None:
    printing.heading(asked.address or "text")
    words = [] if asked.address else asked.wording.split()
    begun = f"{' '.join(words[:_SHOWN])} …" if len(words) > _PARAGRAPH else asked.wording
    printing.paragraph(printing.safe(begun), 2)
    for s in answer.suggestions:
        by = asked.confirmed.get((s.document, s.address))
        led, said = ("●", f"confirmed by {by}; ") if by else ("◇", "")
        judged = f"{led} {s.document} {s.address}  {said}{s.relation} {s.score:.2f}: {s.reason}"
        printing.paragraph(printing.safe(judged), 2, 2)
        printing.paragraph(printing.safe(s.wording), 4)
    if answer.note or not answer.suggestions:
        printing.paragraph(printing.safe(answer.note or "No source found."), 2, 2)
    printing.say()
