"""What is in italics in a revision that came in a file which knows none, plain text or PDF?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from draftrace.text.documents import Note
from draftrace.text.documents import Provision as Read
from draftrace.text.wording import cite, note_ids, runs, with_notes

_ANY = cite("")


def emphasised(
    standing: Iterable[str], provisions: Sequence[Read], notes: Sequence[Note]
) -> tuple[Sequence[Read], Sequence[Note]]:
    """The revision with the italics of the standing wordings that say the same, word for word:
    that a file can't show them is no change to what was agreed."""
    read = [*(p.wording for p in provisions), *(n.wording for n in notes)]
    if any(run.emphasis for wording in read for run in runs(wording)):
        return provisions, notes
    known = {_roman(wording): wording for wording in standing if "*" in wording}
    return (
        [msgspec.structs.replace(p, wording=_restored(p.wording, known)) for p in provisions],
        [msgspec.structs.replace(n, wording=_restored(n.wording, known)) for n in notes],
    )


def _roman(wording: str) -> str:
    """The words without emphasis, whatever the ids of the notes."""
    return "".join(_ANY if run.note else run.text for run in runs(wording))


def _restored(wording: str, known: dict[str, str]) -> str:
    found = known.get(_roman(wording), wording)
    return with_notes(found, dict(zip(note_ids(found), note_ids(wording), strict=False)))
