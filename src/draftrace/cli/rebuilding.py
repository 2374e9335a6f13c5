"""``reconstruct``: a negotiation rebuilt from its published drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand
from draftrace.cli.published import Draft, Shelf, doubts, odd_places
from draftrace.cli.waiting import telling
from draftrace.compare.reconstruction import Dropped, Rebuilt, Reconstruction, reconstructed
from draftrace.compare.threads import Step
from draftrace.text.tokens import is_word

_COUNTED = ("new", "dropped", "unchanged", "reworded", "renumbered", "moved", "split", "merged")


@click.command(
    epilog="Examples: draftrace reconstruct draft1.txt rev1.docx rev2.pdf  ·  "
    "reconstruct zero.txt final.txt --json > history.json  ·  "
    "reconstruct monday.txt friday.txt --as paragraphs"
)
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--as", "mode", type=click.Choice(["un", "paragraphs"]), default="un", show_default=True
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def reconstruct(hand: Hand, files: tuple[Path, ...], mode: str, as_json: bool) -> None:
    """Rebuild a negotiation from its published drafts alone, given in order.

    Reads text, Markdown, Word, ODT, HTML and PDF. Tells of each draft how many provisions, words
    and brackets it has and what became of the draft before; of each provision of the last one
    where it stood in every earlier draft, or that it has no ancestor; what was dropped, and where
    it stood last. With --json also the draft that each word comes from, and the parties named with
    it; drafts are counted from 0 there. No workspace is needed.
    """
    drafts, rebuilt = rebuild(hand, files, mode)
    for doubt in said_first(drafts, rebuilt):
        printing.note(doubt)
    if as_json:
        printing.data(told(drafts, rebuilt))
    else:
        print_rebuilt(drafts, rebuilt)


def rebuild(hand: Hand, files: Sequence[Path], mode: str) -> tuple[Sequence[Draft], Reconstruction]:
    """The drafts as read, and what became of each; long work says how far it is."""
    shelf, drafts, many = Shelf(mode), [], len(files)
    with telling() as tell:
        for number, file in enumerate(files, 1):
            tell(f"reading {printing.safe(file.name)}, {number} of {many}")
            drafts.append(shelf.read(hand.file(file)))
        rebuilt = reconstructed(
            [one.blocks for one in drafts], lambda n: tell(f"aligning draft {n} of {many}")
        )
    return drafts, rebuilt


def said_first(drafts: Sequence[Draft], rebuilt: Reconstruction) -> list[str]:
    """What was odd in reading them, and whether they are drafts of one text, in order."""
    return [*odd_places(drafts), *doubts(drafts, rebuilt.changes)]


def told(drafts: Sequence[Draft], rebuilt: Reconstruction) -> dict[str, Any]:
    """The shape of ``reconstruct --json`` (DESIGN.md, section 8), with what is odd in each draft,
    by its place, as ``read --json`` has it, and what is doubtful about the drafts as given.
    """
    return {
        "documents": [
            {
                "name": draft.name,
                "symbol": draft.symbol,
                "date": draft.date,
                "provisions": len(draft.blocks),
                "words": draft.words,
                "brackets": draft.brackets,
                "changes": changes,
                "problems": draft.problems,
            }
            for draft, changes in zip(drafts, rebuilt.changes, strict=True)
        ],
        "provisions": rebuilt.provisions,
        "footnotes": rebuilt.footnotes,
        "dropped": rebuilt.dropped,
        "doubts": doubts(drafts, rebuilt.changes),
    }


def print_rebuilt(drafts: Sequence[Draft], rebuilt: Reconstruction) -> None:
    """Each draft in a row, whose words stand in the last, and every provision's way."""
    printing.table(
        ["draft", "file", "provisions", "words", "brackets", "what became of the draft before"],
        [
            _drafts_row(n, draft, changes)
            for n, (draft, changes) in enumerate(zip(drafts, rebuilt.changes, strict=True), 1)
        ],
    )
    printing.say()
    _print_words(drafts, [*rebuilt.provisions, *rebuilt.footnotes])
    if len(drafts) > 1:
        _print_ages([*rebuilt.provisions, *rebuilt.footnotes], len(drafts))
    printing.say()
    for provision in (*rebuilt.provisions, *rebuilt.footnotes):
        printing.paragraph(printing.safe(_history(provision)), 0, 4)
    if rebuilt.dropped:
        _print_dropped(rebuilt.dropped)


def _drafts_row(number: int, draft: Draft, changed: dict[str, int]) -> list[str]:
    changes: Counter[str] = Counter()
    for change, count in changed.items():
        for one in change.split("+"):
            changes[one] += count
    happened = [f"{changes[what]} {what}" for what in _COUNTED if changes[what]]
    name = draft.name + (f" ({draft.date})" if draft.date else "")
    sizes = [str(size) for size in (len(draft.blocks), draft.words, draft.brackets)]
    return [str(number), name, *sizes, ", ".join(happened) if number > 1 else ""]


def _print_dropped(dropped: Sequence[Dropped]) -> None:
    """By the draft that had them last, where they stood in it."""
    printing.heading("Dropped on the way, by the draft that had it last")
    gone: dict[int, list[str]] = {}
    for one in dropped:
        gone.setdefault(one.document, []).append(one.address)
    for document, addresses in sorted(gone.items()):
        said = f"draft {document + 1} ({len(addresses)}): {', '.join(addresses)}"
        printing.paragraph(printing.safe(said), 0, 4)


def _print_ages(provisions: Sequence[Rebuilt], drafts: int) -> None:
    """In which draft the last one's provisions, or what they descend from, first stood."""
    begun = Counter(provision.history[0].document for provision in provisions)
    ages = [f"draft {n + 1}: {begun[n]}" for n in range(drafts)]
    said = f"Provisions and notes by the draft they go back to: {', '.join(ages)} (no ancestor)"
    printing.paragraph(said, 0, 4)


def _print_words(drafts: Sequence[Draft], provisions: Sequence[Rebuilt]) -> None:
    """How many of the last draft's words come from each draft, and under whose name."""
    words = [word for one in provisions for word in one.words if is_word(word.text)]
    counts = Counter(word.document for word in words)
    for n, draft in enumerate(drafts):
        share = counts[n] / max(1, len(words))
        said = f"{draft.name}: {counts[n]} of the last draft's words ({share:.0%})"
        printing.say(printing.safe(said))
    credited = Counter(party for word in words for party in word.parties)
    if credited:
        said = ", ".join(f"{party} {count}" for party, count in credited.most_common())
        printing.paragraph(printing.safe(f"Words that came under the name of: {said}"), 0, 4)


def _history(provision: Rebuilt) -> str:
    """``Art 3/1: draft 1 Art 2/1 · 3 Art 3/1 (renumbered)``; steps that changed nothing are left
    out between the first and the last.
    """
    steps = provision.history
    if len(steps) == 1:
        return f"{provision.address}: no ancestor, new in draft {steps[0].document + 1}"
    shown = [
        _step(step)
        for n, step in enumerate(steps)
        if n in (0, len(steps) - 1) or step.change != "unchanged"
    ]
    return f"{provision.address}: draft {' · '.join(shown)}"


def _step(step: Step) -> str:
    said = f"{step.document + 1} {step.address}"
    return said if step.change in ("new", "unchanged") else f"{said} ({step.change})"
