"""Which wording does a wish make of what stands there?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from draftrace.cli.amendments import Wanted
from draftrace.compare import dividing
from draftrace.compare.phrases import amended
from draftrace.errors import UsageError
from draftrace.room.entities import Proposal
from draftrace.room.state import State
from draftrace.text.wording import normalise, note_ids


def new_wording(wanted: Wanted, old: str, *, divides: bool = False) -> str:
    """What one writes in the editor, gives whole, or says of single phrases. In what ``divides``
    the line ends that are written hold. Raises PhraseError, UsageError."""
    if wanted.edit:
        written = click.edit(old + "\n")
        if written is None or not written.strip():
            raise UsageError("The editor left no wording.", "Nothing was proposed.")
        return written if divides else " ".join(written.split())
    if wanted.wording:
        return wanted.wording
    return amended(old, wanted.amendments)


def cites_known(wanted: Wanted, state: State) -> Wanted:
    """The wish, which cites no note that is none: that would be printed as it is typed. Raises
    UsageError."""
    typed = (wanted.wording, wanted.alt, wanted.add_after, wanted.add_before, wanted.add_in)
    cited = [i for text in (*typed, *(a.text for a in wanted.amendments)) for i in note_ids(text)]
    notes = {p.note: p.now.address for p in state.now.provisions.values() if p.note}
    for strange in (i for i in cited if i not in notes):
        every = ", ".join(f"[^{note}] cites {address}" for note, address in notes.items())
        raise UsageError(
            f"There is no note [^{strange}].",
            f"{every}. " * bool(every) + "A new one: propose NOTE --add-after TEXT.",
        )
    return wanted


def division(wanted: Wanted, old: str) -> str:
    """The wording, with other words where those are wished, cut before each phrase; an editor
    shows it cut, and takes every line as a part."""
    if wanted.edit:
        return new_wording(wanted, dividing.divided(old, wanted.split_before), divides=True)
    return dividing.divided(normalise(new_wording(wanted, old)), wanted.split_before)


def merger(wanted: Wanted, wordings: Sequence[str]) -> str:
    """Wordings that become one, with other words where those are wished."""
    return new_wording(wanted, dividing.run_on(dividing.joined(wordings)))


def whole(split: Proposal, standing: str) -> str:
    """What a split divides: the text as it stands, unless it gives it other words too."""
    words = dividing.run_on(split.now.wording)
    return standing if words == split.now.base else words
