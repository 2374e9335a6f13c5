"""Where does this come from, and what became of each conclusion?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.errors import UsageError
from draftrace.text.labels import POSITIONS
from draftrace.views.history import dismissed

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher, Suggestion
    from draftrace.matching.sources import Source

_ADDRESS_WORDS = 5
_WORD = 3
"""Letters from which a word is none of a label's."""
_IN_ADDRESSES = re.compile(rf"(?i)(?:{'|'.join(POSITIONS)}|ante|alt|opt|art|para|note|[IVXLC]+)")
_SIGNS = {"verbatim": "■", "adapted": "▣", "partial": "▤", "thematic": "□", "dropped": "·"}


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
    """Source paragraphs of a provision, with evidence; none counts until somebody confirms it."""
    from draftrace.matching.surroundings import standing_text

    asked = _asked(hand, address, every=every)
    if not asked:
        printing.note("No text is tabled yet: draftrace table FILE")
    matcher = matcher_of(hand)
    if matcher.sources and not lexical:
        lexical = not compared(matcher, [wording for _, wording, _ in asked])
    placed = every or names_a_place(address)
    among = standing_text(hand.state()) if placed else None
    shapes = []
    for name, wording, gone in asked:
        answer = matcher.suggest(
            wording, limit, lexical=lexical, exclude=_dismissed(gone), among=among
        )
        shapes.append({"address": name, "suggestions": [_shape(s) for s in answer.suggestions]})
        if not as_json:
            _print(name, wording, answer.suggestions, answer.note)
        elif answer.note and not every:
            printing.note(answer.note)
    if as_json:
        printing.data(shapes)


def matcher_of(hand: Hand) -> Matcher:
    """The engine over the readable sources; says which are missing, or that there are none."""
    matcher = hand.workspace.matcher()
    for trouble in hand.workspace.documents()[1]:
        printing.note(trouble)
    if not hand.state().now.documents:
        printing.note("The corpus is empty: draftrace corpus add FILE --role conclusions")
    return matcher


def compared(matcher: Matcher, also: Sequence[str]) -> bool:
    """Compare by meaning what has not been compared yet, telling how far it is; whether meaning
    can be asked after that. Ctrl-C stops it: what was compared is kept, and words answer."""
    from draftrace.matching.settings import ModelUnavailable

    told = sys.stderr.isatty()
    reached = (0, 0)
    try:
        if told:
            click.echo("comparing by meaning…", err=True, nl=False)
        for progress in matcher.encode(also):
            reached = (progress.done, progress.total)
            if told and progress.total > progress.done:
                said = f"\rcomparing by meaning: {progress.done} of {progress.total}, Ctrl-C stops"
                click.echo(said, err=True, nl=False)
    except ModelUnavailable as error:
        _wipe(told)
        printing.note(f"{error.message} Going by words alone. {error.hint}".rstrip())
        return False
    except KeyboardInterrupt:
        _wipe(told)
        done, total = reached
        printing.note(
            f"Stopped: {done} of {total} compared by meaning and kept; the next time goes on there."
            " Going by words alone."
        )
        return False
    _wipe(told)
    return True


def _wipe(told: bool) -> None:
    if told:
        click.echo("\r" + " " * 60 + "\r", err=True, nl=False)


def names_a_place(asked: str) -> bool:
    """Whether what was typed is meant as an address: short, with a number, bracket or slash, and
    without words that stand in sentences only."""
    words = asked.split()
    spoken = (w for w in words if len(w) >= _WORD and w.isalpha() and not _IN_ADDRESSES.match(w))
    placed = any(c.isdigit() or c in "/(" for c in asked)
    return len(words) <= _ADDRESS_WORDS and placed and not any(spoken)


def _asked(hand: Hand, address: str, *, every: bool) -> list[tuple[str, str, set[tuple[str, str]]]]:
    """What to look for: name, wording, and the sources dismissed for it."""
    if every and address:
        raise UsageError("Name a provision or say --all, not both.")
    state = hand.state()
    if every:
        return [
            (p.now.address, p.now.wording, dismissed(state, p.id))
            for p in state.standing()
            if p.kind not in ("title", "heading", "footnote")
        ]
    if not address:
        raise UsageError("Name a provision or say --all.", "As in: draftrace suggest 'PA/24(d)'")
    if not names_a_place(address):
        return [("", address, set())]
    found = hand.provision(address)
    return [(found.now.address, found.now.wording, dismissed(state, found.id))]


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


def _print(name: str, wording: str, found: Sequence[Suggestion], note: str) -> None:
    printing.heading(name or "text")
    printing.paragraph(printing.safe(wording), 2)
    for s in found:
        judged = f"◇ {s.document} {s.address}  {s.relation} {s.score:.2f}: {s.reason}"
        printing.paragraph(printing.safe(judged), 2, 2)
        printing.paragraph(printing.safe(s.wording), 4)
    if note or not found:
        printing.paragraph(printing.safe(note or "No source found."), 2, 2)
    printing.say()
