"""How did one text become another, and where does each word come from?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.compare.align import Alignment, Block, align
from draftrace.errors import UnreadableInput, UsageError

_AS = click.Choice(["un", "paragraphs"])


@click.command(
    epilog="Examples: draftrace compare tabled Rev.1  ·  compare old.docx new.docx --json"
    "  ·  compare a.txt b.txt --as paragraphs"
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--as", "mode", type=_AS, default="un", show_default=True)
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def compare(hand: Hand, old: str, new: str, mode: str, as_json: bool) -> int:
    """Align two files or revisions: what was reworded, moved, split, merged, new, dropped."""
    rows = align(_blocks(hand, old, mode), _blocks(hand, new, mode))
    if as_json:
        printing.data(
            [{"old": r.old, "new": r.new, "change": r.change, "redline": r.redline} for r in rows]
        )
        return 0
    for row in rows:
        if row.change != "unchanged":
            _print(row)
    counts = Counter(r.change for r in rows)
    told = ", ".join(f"{n} {change}" for change, n in counts.most_common())
    printing.say(told or "Nothing to compare.")
    return 0


def _print(row: Alignment) -> None:
    where = " → ".join(filter(None, [", ".join(row.old), ", ".join(row.new)]))
    printing.heading(f"{where}  {row.change}")
    printing.paragraph(printing.redline(row.redline), 2)


def _blocks(hand: Hand, named: str, mode: str) -> Sequence[Block]:
    """The provisions of a file or of a revision, or the paragraphs of a plain file."""
    path = hand.file(named)
    if path.is_file():
        return file_blocks(path, mode)
    if Path(named).suffix and not named.lower().startswith(("rev.", "adopted")):
        raise UnreadableInput(f"There is no file {named}.", "Name a file, or a revision as Rev.1.")
    from draftrace.exporters.compilation import chosen

    if mode == "paragraphs":
        raise UsageError(f"{named} is no file.", "--as paragraphs compares files.")
    return [
        Block(i.address, i.wording, i.label, i.kind) for i in chosen(hand.state(), named).provisions
    ]


def file_blocks(path: Path, mode: str) -> Sequence[Block]:
    """What a file is compared by: its provisions and notes, or every block between blank lines."""
    from draftrace.cli.published import Shelf

    return Shelf(mode).read(path).blocks


@click.command(epilog="Examples: draftrace origins 'PD/2'  ·  draftrace origins --all --json")
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--all", "every", is_flag=True, help="Every provision of the standing text.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def origins(hand: Hand, address: str, every: bool, as_json: bool) -> None:
    """Who brought in each word, in which meeting, from which source."""
    from draftrace.views.origins import origins as traced

    state = hand.state()
    if not address and not every:
        raise UsageError("Name a provision or say --all.", "As in: draftrace origins 'PD/2'")
    chosen = state.standing() if every else [hand.provision(address)]
    told = [{"address": p.now.address, "words": traced(state, p)} for p in chosen]
    if as_json:
        printing.data(told)
        return
    for provision in chosen:
        _print_origins(provision.now.address, provision.now.wording, traced(state, provision))


def _print_origins(address: str, wording: str, words: Sequence[Any]) -> None:
    """The wording with a letter before each stretch of words of one origin, then who they are."""
    printing.heading(address)
    letters: dict[tuple[Any, ...], str] = {}
    shown, last, at = [], None, 0
    for word in words:
        key = (word.parties, word.meeting, word.source)
        start = wording.find(word.text, at)
        letter = letters.setdefault(key, _letter(len(letters)))
        mark = printing.style(f"{letter}·", dim=True) if key != last else ""
        shown += [printing.safe(wording[at:start]), mark, printing.safe(word.text)]
        last, at = key, start + len(word.text)
    printing.paragraph("".join(shown), 2)
    for (parties, meeting, source), letter in letters.items():
        who = ", ".join(parties) or "?"
        where = f", {meeting}" if meeting else ""
        came = f", from {source}" if source else ""
        printing.paragraph(printing.safe(f"{letter}  {who}{where}{came}"), 2, 3)
    printing.say()


def _letter(number: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number % 26] * (number // 26 + 1)
