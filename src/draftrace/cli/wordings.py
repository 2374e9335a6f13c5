"""Which wording does a wish make of what stands there?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from draftrace.cli.amendments import Wanted
from draftrace.compare import dividing
from draftrace.compare.phrases import amended
from draftrace.errors import UsageError
from draftrace.room.entities import Proposal
from draftrace.text.wording import normalise


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
