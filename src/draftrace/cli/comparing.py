"""How did one text become another, and where does each word come from?"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import FILE, Hand, at
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
    from draftrace.cli.rebuilding import read_draft

    return read_draft(path, mode).blocks


@click.command(epilog="Example: draftrace reconstruct draft1.txt rev1.txt rev2.txt --json")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--as", "mode", type=_AS, default="un", show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def reconstruct(hand: Hand, files: tuple[Path, ...], mode: str, as_json: bool) -> None:
    """Rebuild a negotiation from its published drafts alone, given in order."""
    from draftrace.cli.rebuilding import doubts, read_draft, rebuilt

    heard = _Progress(len(files))
    drafts = []
    for number, file in enumerate(files, 1):
        heard.of("reading", number)
        drafts.append(read_draft(hand.file(file), mode))
    told = rebuilt(drafts, lambda number: heard.of("aligning", number))
    heard.done()
    for doubt in doubts(drafts, told):
        printing.note(doubt)
    if as_json:
        printing.data(told)
        return
    _print_rebuilt(told)


class _Progress:
    """Says how far a long command is, on a terminal, once it has taken a second."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._begun = time.monotonic()
        self._shown = False

    def of(self, what: str, number: int) -> None:
        if time.monotonic() - self._begun > 1 and sys.stderr.isatty():
            click.echo(f"\r{what} {number} of {self._total} ", err=True, nl=False)
            self._shown = True

    def done(self) -> None:
        if self._shown:
            click.echo("\r" + " " * 40 + "\r", err=True, nl=False)


_COUNTED = ("new", "dropped", "unchanged", "reworded", "renumbered", "moved", "split", "merged")


def _print_rebuilt(told: dict[str, Any]) -> None:
    documents, provisions = told["documents"], told["provisions"]
    printing.table(
        ["draft", "file", "provisions", "words", "brackets", "what became of the draft before"],
        [_drafts_row(n, document) for n, document in enumerate(documents, 1)],
    )
    printing.say()
    words: Sequence[dict[str, Any]] = [w for p in provisions for w in p["words"]]
    counts = Counter(w["document"] for w in words)
    total = max(1, len(words))
    for n, document in enumerate(documents):
        share = counts[n]
        said = f"{document['name']}: {share} of the last draft's words ({share / total:.0%})"
        printing.say(printing.safe(said))
    printing.say()
    for provision in provisions:
        printing.paragraph(printing.safe(_history(provision)), 0, 4)
    if told["dropped"]:
        printing.heading("Dropped on the way")
        gone = [f"{d['address']} (draft {d['document'] + 1})" for d in told["dropped"]]
        printing.paragraph(printing.safe(", ".join(gone)), 0, 4)


def _drafts_row(number: int, document: dict[str, Any]) -> list[str]:
    changes: Counter[str] = Counter()
    for change, count in document["changes"].items():
        for one in change.split("+"):
            changes[one] += count
    happened = [f"{changes[what]} {what}" for what in _COUNTED if changes[what]]
    sizes = [str(document[what]) for what in ("provisions", "words", "brackets")]
    name = document["name"] + (f" ({document['date']})" if document["date"] else "")
    return [str(number), name, *sizes, ", ".join(happened) if number > 1 else ""]


def _history(provision: dict[str, Any]) -> str:
    """``Art 3/1: draft 1 Art 2/1 · 3 Art 3/1 (renumbered)``; steps that changed nothing are left
    out between the first and the last.
    """
    steps = provision["history"]
    shown = [
        f"{step.document + 1} {step.address}"
        + (f" ({step.change})" if step.change not in ("new", "unchanged") else "")
        for n, step in enumerate(steps)
        if n in (0, len(steps) - 1) or step.change != "unchanged"
    ]
    if len(steps) == 1:
        return f"{provision['address']}: no ancestor, new in draft {steps[0].document + 1}"
    return f"{provision['address']}: draft {' · '.join(shown)}"


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
