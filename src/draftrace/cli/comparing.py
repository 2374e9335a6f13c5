"""What did one text become? Two files or revisions side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from draftrace.cli import printing
from draftrace.cli.hand import Hand, at
from draftrace.cli.published import Draft, Shelf, doubts, odd_places
from draftrace.compare.align import Alignment, align, cited
from draftrace.compare.italics import aligned
from draftrace.errors import UnreadableInput, UsageError

if TYPE_CHECKING:
    from draftrace.room.entities import Revision

_AS = click.Choice(["un", "paragraphs"])
_KINDS = ("unchanged", "reworded", "renumbered", "moved", "split", "merged", "new", "dropped")
_NAMED = ("moved", "split", "merged")
_UNTOLD = -1


def _chosen_kinds(_: object, __: object, value: str) -> frozenset[str]:
    """Names of what can happen to a provision, joined by commas; all where none is given."""
    kinds = frozenset(kind.strip() for kind in value.lower().split(",")) if value else {*_KINDS}
    if unknown := sorted(kinds.difference(_KINDS)):
        raise UsageError(f"Nothing is said to be {unknown[0]!r}.", f"Say {', '.join(_KINDS)}.")
    return frozenset(kinds)


@click.command(
    epilog="Examples: draftrace compare tabled Rev.1  ·  compare old.docx new.docx --json"
    "  ·  compare a.txt b.txt --as paragraphs  ·  compare Rev.1 Rev.2 --only moved,dropped"
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--as", "mode", type=_AS, default="un", show_default=True)
@click.option(
    "--only",
    "kinds",
    metavar="KIND,…",
    default="",
    callback=_chosen_kinds,
    help="Only what was so changed, as in moved,split.",
)
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def compare(
    hand: Hand, old: str, new: str, mode: str, kinds: frozenset[str], as_json: bool
) -> None:
    """Align two files or revisions: what was reworded, moved, split, merged, new, dropped."""
    shelf = Shelf(mode)
    sides = [_side(hand, named, mode, shelf) for named in (old, new)]
    lined_up = align if mode == "paragraphs" else aligned
    rows = lined_up(*[side.blocks for side in sides])
    counts = Counter(kind for row in rows for kind in row.change.split("+"))
    for doubt in (*odd_places(sides), *doubts(sides, [{}, counts])):
        printing.note(doubt)
    shown = [row for row in rows if kinds.intersection(row.change.split("+"))]
    if as_json:
        printing.data(
            [{"old": r.old, "new": r.new, "change": r.change, "redline": r.redline} for r in shown]
        )
        return
    under = _under(rows) if len(kinds) == len(_KINDS) else {}
    for number, row in enumerate(shown):
        if row.change != "unchanged" or len(kinds) < len(_KINDS):
            _print(row, under.get(number, 0))
    _print_counts(rows, counts, *[len(side.blocks) for side in sides])


def _side(hand: Hand, named: str, mode: str, shelf: Shelf) -> Draft:
    """A file, or a revision of the workspace, as provisions or as paragraphs."""
    path = hand.file(named)
    if path.is_dir():
        raise UnreadableInput(f"{named} is a folder.", "Name a file in it, or a revision as Rev.1.")
    if path.exists():
        return shelf.read(path)
    if named == "-":
        raise UsageError("Standard input is not read here.", "Name a file.")
    if not hand.in_workspace():
        hint = "Nor is there a workspace here of which it could be a revision."
        raise UnreadableInput(f"There is no file {named}.", hint)
    text = _revision(hand, named)
    if mode == "paragraphs":
        raise UsageError(f"{named} is no file.", "--as paragraphs compares files.")
    blocks = [cited(i.address, i.wording, i.label, i.kind) for i in text.provisions]
    return Draft(name=text.name, blocks=tuple(blocks), words=0, brackets=0, symbol=text.symbol)


def _revision(hand: Hand, named: str) -> Revision:
    """A revision by its name or symbol; what looks like a file is missed as one."""
    from draftrace.exporters.compilation import chosen

    try:
        return chosen(hand.state(), named)
    except UsageError as unknown:
        if not Path(named).suffix or named.lower().startswith(("rev.", "adopted")):
            raise
        hint = f"Nor is it a revision. {unknown.hint}"
        raise UnreadableInput(f"There is no file {named}.", hint) from unknown


def _where(row: Alignment) -> str:
    """``PD/8 → PD/9``; an address that stays is named once."""
    return " → ".join(dict.fromkeys(", ".join(side) for side in (row.old, row.new) if side))


def _under(rows: Sequence[Alignment]) -> dict[int, int]:
    """By the number of each renumbered row, how many after it are renumbered only because they
    stand under it; -1 for each of those, since they need no telling.
    """
    found: dict[int, int] = {}
    leader, old, new = -1, "", ""
    for number, row in enumerate(rows):
        if "renumbered" not in row.change.split("+"):
            continue
        before, after = row.old[0], row.new[0]
        own = before.removeprefix(old)
        below = (
            leader >= 0
            and old + own == before
            and (old.endswith("/") or own.startswith(("(", ".", " ")))
        )
        if not below or after != new + own:
            leader, old, new = number, before.removesuffix("title"), after.removesuffix("title")
        elif row.change == "renumbered":
            found[leader] = found.get(leader, 0) + 1
            found[number] = _UNTOLD
    return found


def _print(row: Alignment, under: int) -> None:
    """What happened to a row, with how many ``under`` it, and its words: all where they changed,
    else how they begin.
    """
    if under == _UNTOLD:
        return
    below = f", with {under} under it" if under else ""
    printing.heading(f"{_where(row)}  {row.change.replace('+', ', ')}{below}")
    if any(op != "=" for op, _ in row.redline):
        printing.paragraph(printing.redline(row.redline), 2)
        return
    begins = "".join(text for _, text in row.redline)
    printing.paragraph(printing.safe(shorten(begins, printing.columns() - 4, placeholder=" …")), 2)


def _print_counts(rows: Sequence[Alignment], counts: Counter[str], old: int, new: int) -> None:
    """How often each thing happened, and what was moved, split or merged by name."""
    if set(counts) <= {"unchanged"}:
        printing.say(f"Nothing differs: {old} provisions are the same, word for word.")
        return
    printing.say()
    told = [f"{counts[kind]} {kind}" for kind in _KINDS if counts[kind]]
    printing.paragraph(f"{old} provisions became {new}: {', '.join(told)}.")
    for kind in _NAMED:
        named = [_where(row) for row in rows if kind in row.change.split("+")]
        if named:
            printing.paragraph(printing.safe(f"{kind}: {'; '.join(named)}"), 0, 4)
