"""What does a marked file not give back, in plain words, and what is to be done about it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Literal

import msgspec

from draftrace.errors import DraftraceError
from draftrace.exporters.original import Hand
from draftrace.exporters.sheet import Sheet
from draftrace.exporters.untold import accepted_between, untold
from draftrace.intake.recording import Offered
from draftrace.intake.returning import NAMES, Returned, not_as_made
from draftrace.intake.same_text import Differing
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.text.wording import plain

What = Literal["not carried", "comes back", "asked by nobody", "another text", "not tried"]
_RECORD = "Send the record along, or have them entered by hand where the file is received."
_LEAVE = "Have it withdrawn where the file is received."
_TEXT = "For the text itself send a clean file, or accept all changes in Word: that is proved."
_AGAIN = "Write the file again to have it tried."
_STOPPED = "stopped: the file is whole, but what comes back of it was not tried to the end"
_BEFORE, _SHOWN = 3, 12
"""Words of a paragraph that name the place where it differs: those before it, all of them."""


class Loss(msgspec.Struct, frozen=True):
    """One thing that does not come back as it was made: ``why`` or in which form, the handles of
    the ``proposals`` it is about or the ``changes`` nobody asked for, by which ``acts``, and what
    to ``do``."""

    what: What
    why: str
    do: str
    proposals: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    acts: tuple[Hand, ...] = ()

    @property
    def said(self) -> str:
        """It as a line."""
        if self.what == "not tried":
            return self.why
        about = ", ".join((*self.proposals, *self.changes))
        colon = " " if self.what == "comes back" else ": "
        return f"{self.what}{colon}{self.why}" + (f": {about}" if about else "")


def losses(
    state: State,
    sheet: Sheet,
    issues: tuple[Revision, Revision],
    path: Path,
    tell: Callable[[str], None],
) -> Iterator[Loss]:
    """What of the proposals accepted between two issues a marked file does not give back as it was
    made, where it is received in an empty copy of the first, and what else comes of it there.
    Whoever stops the trial has the file all the same, and what no mark shows is told."""
    named = untold(state, sheet, *issues)
    for why, handles in named.items():
        yield Loss("not carried", why, _RECORD, tuple(handles))
    known = {handle for handles in named.values() for handle in handles}
    made = [p for p in accepted_between(state, *issues) if p.handle not in known]
    try:
        tell(f"looking what comes back of {path.name}, which is written and proved")
        returned = not_as_made(state, issues, path, made, tell)
    except DraftraceError as refused:
        why = "the file is whole, but what comes back of it could not be tried"
        yield Loss("not tried", f"{why}: {refused.message}", refused.hint or _AGAIN)
    except KeyboardInterrupt:
        yield Loss("not tried", _STOPPED, _AGAIN)
    else:
        yield from _told(returned)


def _told(returned: Returned) -> Iterator[Loss]:
    for why, proposals in returned.lost.items():
        yield Loss("not carried", why, _RECORD, tuple(p.handle for p in proposals))
    for form, proposals in returned.otherwise.items():
        yield Loss("comes back", form, _RECORD, tuple(p.handle for p in proposals))
    invented: dict[str, list[Offered]] = {}
    for offered in returned.invented:
        invented.setdefault(NAMES[offered.change.kind], []).append(offered)
    for kind, changes in invented.items():
        acts = tuple((each.party, each.change.happened) for each in changes)
        yield Loss(
            "asked by nobody", kind, _LEAVE, changes=tuple(map(_told_change, changes)), acts=acts
        )
    if returned.differs is not None:
        yield Loss("another text", _difference(returned.refused, returned.differs), _TEXT)


def _told_change(offered: Offered) -> str:
    by = offered.party or "untracked"
    return f"{by} at {offered.address} ({offered.change.happened[:10]})"


def _difference(refused: int, differs: Differing) -> str:
    """Where the text differs first that accepting gives."""
    stopped = f"{refused:,} must wait and " if refused else ""
    words = " for ".join(_apart(differs.came, differs.issued))
    return (
        "received in a text without these decisions and accepted in their order, "
        f"{stopped}{differs.address} is the first to differ: {words}"
    )


def _apart(*sides: str) -> tuple[str, ...]:
    """Two wordings from where they differ first, as far as it takes to see it."""
    words = [plain(each).split() for each in sides]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*words, strict=False)))
    start = max(0, same - _BEFORE)
    return tuple(_cut(each, start) for each in words)


def _cut(words: list[str], start: int) -> str:
    shown = " ".join(words[start : start + _SHOWN])
    ends = "…" if start else "", "…" if len(words) > start + _SHOWN else ""
    return f"“{ends[0]}{shown}{ends[1]}”" if words else "nothing"
