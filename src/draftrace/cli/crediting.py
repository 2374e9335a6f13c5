"""Where does each word of the standing text come from?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.errors import UsageError


@click.command(epilog="Examples: draftrace origins 'PD/2'  ·  draftrace origins --all --json")
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--all", "every", is_flag=True, help="Every provision of the standing text.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def origins(hand: Hand, address: str, every: bool, as_json: bool) -> None:
    """Who brought in each word, in which meeting, from which source."""
    from draftrace.views.origins import origins as traced
    from draftrace.views.origins import restorers

    state = hand.state()
    if not address and not every:
        raise UsageError("Name a provision or say --all.", "As in: draftrace origins 'PD/2'")
    chosen = state.standing() if every else [hand.provision(address)]
    told = [{"address": p.now.address, "words": traced(state, p)} for p in chosen]
    if as_json:
        printing.data(told)
        return
    for provision in chosen:
        words = traced(state, provision)
        back = [", ".join(restorers(state, word)) for word in words]
        _print_origins(provision.now.address, provision.now.wording, words, back)


def _print_origins(address: str, wording: str, words: Sequence[Any], back: Sequence[str]) -> None:
    """The wording with a letter before each stretch of words of one origin, then who they are;
    ``back`` names who restored each word, if anyone did.
    """
    printing.heading(address)
    letters: dict[tuple[Any, ...], str] = {}
    shown, last, at = [], None, 0
    for word, restored in zip(words, back, strict=True):
        key = (word.parties, word.meeting, word.source, restored)
        start = wording.find(word.text, at)
        letter = letters.setdefault(key, _letter(len(letters)))
        mark = printing.style(f"{letter}·", dim=True) if key != last else ""
        shown += [printing.safe(wording[at:start]), mark, printing.safe(word.text)]
        last, at = key, start + len(word.text)
    printing.paragraph("".join(shown), 2)
    for (parties, meeting, source, restored), letter in letters.items():
        who = ", ".join(parties) or "?"
        where = f", {meeting}" if meeting else ""
        came = f", from {source}" if source else ""
        came += f", restored by {restored}" if restored else ""
        printing.paragraph(printing.safe(f"{letter}  {who}{where}{came}"), 2, 3)
    printing.say()


def _letter(number: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number % 26] * (number // 26 + 1)
