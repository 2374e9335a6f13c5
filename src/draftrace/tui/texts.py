"""Which texts can be compared, and what does each say?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftrace.compare.align import Block, cited
from draftrace.errors import UnreadableInput
from draftrace.room.acts.terms import SourceRef
from draftrace.room.entities import Issued
from draftrace.room.issued import frozen
from draftrace.room.state import State
from draftrace.tui.comparison import Text
from draftrace.tui.remembered import Side
from draftrace.tui.words import day
from draftrace.views.standing import revision

STANDING = "standing"


def issues(state: State) -> Iterator[tuple[str, str]]:
    """Every revision and the standing text, by name, with what else is known of it; latest
    first."""
    since = ""
    if state.past.revisions:
        after = state.now.position - state.past.revisions[-1].stamp.position
        since = f", {after} acts after {state.past.revisions[-1].name}" if after else ""
    yield STANDING, f"the text as it stands now{since}"
    for found in reversed(state.past.revisions):
        yield found.name, f"{found.symbol}, {day(found.stamp.happened)}"


def usual_pair(state: State) -> tuple[Side, Side] | None:
    """What one most likely wants to compare: what was decided since the last issue or, where
    nothing was, the last two issues."""
    names = [r.name for r in state.past.revisions]
    if not names:
        return None
    if frozen(state) != state.past.revisions[-1].provisions or len(names) == 1:
        return Side(names[-1]), Side(STANDING)
    return Side(names[-2]), Side(names[-1])


def issued(state: State, name: str) -> tuple[Issued, ...]:
    """The provisions of a revision, or of the standing text."""
    return frozen(state) if name == STANDING else revision(state, name).provisions


def issued_paragraphs(state: State) -> list[SourceRef]:
    """Every paragraph of every issue; what an issue says again is where it said it first."""
    found: dict[tuple[str, str], SourceRef] = {}
    for issue in state.past.revisions:
        for i in issue.provisions:
            ref = SourceRef(document=issue.name, address=i.address, wording=i.wording)
            found.setdefault((i.provision, i.wording), ref)
    return list(found.values())


def of_issue(state: State, name: str) -> Text:
    """A revision, or the standing text, to be compared."""
    provisions = issued(state, name)
    blocks = tuple(cited(i.address, i.wording, i.label, i.kind) for i in provisions)
    notes = {i.note: i.label or i.note for i in provisions if i.note}
    return Text(name, dict(issues(state)).get(name, ""), blocks, notes)


def of_file(path: Path) -> Text:
    """A file to be compared. Raises what its reader raises."""
    from draftrace import readers

    if not path.is_file():
        raise UnreadableInput(f"There is no file {path}.", "Name one, relative to the workspace.")
    document = readers.read(path)
    blocks = [cited(p.address, p.wording, p.label, p.kind) for p in document.provisions]
    blocks += [Block(n.address, n.wording, n.number, "footnote") for n in document.notes]
    if not blocks:
        raise UnreadableInput(f"{path.name} holds no provisions.", "Does the file hold a text?")
    about = ", ".join(part for part in (document.symbol, document.date) if part)
    return Text(path.name, about, tuple(blocks), {n.id: n.number for n in document.notes})
