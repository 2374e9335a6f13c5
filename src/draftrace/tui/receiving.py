"""What would a received file ask for? Read and rehearsed in a process of its own, then recorded,
all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from draftrace.compare.words import difference
from draftrace.errors import UsageError
from draftrace.intake import attachment, tracked
from draftrace.intake.authors import party_of
from draftrace.intake.changes import Change, Left, Received
from draftrace.intake.received import received
from draftrace.intake.recording import Account, Offered, record
from draftrace.room.floor import Floor
from draftrace.tui.apart import Tell
from draftrace.tui.page import excerpt, redline_spans
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.tui.words import count
from draftrace.views.handles import of_elsewhere
from draftrace.views.meant import party
from draftrace.workspace import Workspace


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be taken in. ``on`` is the issue it was made from, where that is not found by
    itself; ``authors`` says whose an author's changes are, ``*`` anybody else's; what nobody
    tracked is ``by``'s. Recorded only with ``record``."""

    file: str
    by: str
    recorder: str
    meeting: str = ""
    on: str = ""
    authors: dict[str, str] = {}
    record: bool = False


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it, or would; ``warning`` is what a reader must know of its reasons."""

    base: str
    account: Account
    formatting: int
    warning: str = ""


def authors_of(written: str) -> dict[str, str]:
    """``A. Author = EU; B = NOR`` as a mapping. Raises UsageError where a pair is not one."""
    found = {}
    for pair in filter(None, (p.strip() for p in written.split(";"))):
        author, equals, code = pair.rpartition("=")
        if not equals or not author.strip() or not code.strip():
            raise UsageError(
                f"{pair!r} does not say whose it is.", "Write A. Author = EU; B = NOR."
            )
        found[author.strip()] = code.strip()
    return found


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Taken]:
    """Read the file and rehearse what it asks for; record it where that is wanted."""
    order = msgspec.json.decode(asked, type=Delivery)
    file = root / Path(order.file).expanduser()
    workspace = Workspace(root)
    tell(f"reading {file.name}")
    changes = tracked.read(file)
    tell("finding where its words stand")
    found = received(workspace.state(), changes, file.name, order.on, workspace.state_at)
    parties = _parties(workspace, found, order)
    attached = [attachment(file)]
    floors: dict[tuple[Change, str], Floor] = {}

    def floor_of(change: Change, by: str) -> Floor:
        if (change, by) not in floors:
            floors[change, by] = workspace.negotiation.floor(
                by,
                recorder=order.recorder,
                meeting=order.meeting,
                happened=change.happened,
                attachments=attached,
            )
        return floors[change, by]

    tell("recording" if order.record else "rehearsing what it asks for")
    account = workspace.negotiation.rehearse(
        lambda rehearsal: record(rehearsal, found, parties, floor_of), record=order.record
    )
    yield Taken(
        base=found.base,
        account=account,
        formatting=found.formatting,
        warning=of_elsewhere(workspace.state(), account.new_reasons),
    )


def _parties(workspace: Workspace, found: Received, order: Delivery) -> dict[str, str]:
    """The party of every author, and under no name that of what nobody tracked."""
    state = workspace.state()
    mapped = {author: party(state, code) for author, code in order.authors.items()}
    parties = {author: party_of(state, author, mapped) for author in found.authors()}
    unknown = [author for author, code in parties.items() if not code]
    if unknown:
        raise UsageError(
            f"Of no party known: {', '.join(unknown)}.",
            f"Say in `authors` whose they are: {unknown[0]} = EU; * = {order.by} for the rest.",
        )
    return parties | {"": order.by}


# What it says on the screen

_KINDS = {
    "wording": "amend",
    "alternative": "propose instead",
    "deletion": "strike",
    "insertion": "insert",
    "amendment": "amend the proposal",
    "revision": "revise the proposal",
}
_FATES = {
    "proposed": "",
    "exists": "exists already",
    "stands already": "stands in the text already",
    "recorded already": "in the record already",
}


def taken_rows(taken: Taken, width: int) -> list[Row]:
    """Every change with what would become of it, then what is not taken in."""
    said = [Span(shown(taken.warning), "warn")] if taken.warning else []
    rows = [Row(line) for line in wrap(said, width)] + ([Row()] if said else [])
    for number, offered in enumerate(taken.account.offered):
        rows += [*_offered(offered, str(number), width), Row()]
    if taken.account.left:
        rows.append(Row((Span("Not taken in", "heading"),)))
    for number, left in enumerate(taken.account.left):
        rows += _left(left, f"left {number}", width)
    return rows


def summed(taken: Taken) -> str:
    """All of it in a line."""
    made = sum(offered.fate == "proposed" for offered in taken.account.offered)
    known = len(taken.account.offered) - made
    told = [f"{count(made, 'proposal')} on {taken.base}"]
    told += [f"{known} not made again"] if known else []
    told += [f"{len(taken.account.left)} not taken in"] if taken.account.left else []
    told += [f"{taken.formatting} changes of looks ignored"] if taken.formatting else []
    return "; ".join(told)


def _offered(offered: Offered, key: str, width: int) -> list[Row]:
    change = offered.change
    who = offered.party + ("" if change.is_tracked else ", not tracked")
    head = [
        Span(shown(offered.address), "strong"),
        Span(f"  {_KINDS.get(change.kind, change.kind)}  ", "dim"),
        Span(shown(who), "names"),
    ]
    fate = _FATES[offered.fate]
    made = f": {shown(offered.handle)} {offered.status}" if offered.handle else ""
    head += [Span(f"  {fate}{made}", "warn")] if fate else []
    rows = [Row(tuple(head), key)]
    if change.kind != "move":
        redline = excerpt(difference(offered.base, offered.wording))
        rows += _beneath(redline_spans(redline), key, width)
    if change.reason:
        rows += _beneath([Span(shown(f"reason: {change.reason}"), "dim")], key, width)
    if offered.waits:
        words = "the text has changed there since: it waits for its sponsor"
        rows += _beneath([Span(words, "warn")], key, width)
    return rows


def _left(left: Left, key: str, width: int) -> list[Row]:
    who = f" ({left.author})" if left.author else ""
    text = f": “{left.text}”" if left.text else ""
    return _beneath([Span(shown(f"{left.where}: {left.what}{who}{text}"))], key, width)


def _beneath(spans: Sequence[Span], key: str, width: int) -> list[Row]:
    return [Row((Span("  "), *line), key) for line in wrap(spans, width - 2)]
