"""The record: told, undone by a new act, sealed, verified."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import click

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand, acting, at
from draftrace.errors import UsageError
from draftrace.room.acts import undoing
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.views.log import Sentence, tell

_STRETCH = 1000


@click.command(epilog="Examples: draftrace log  ·  draftrace log --party EU --last 20 --json")
@click.option("--party", default="", help="Only this party's acts.")
@click.option("--kind", default="", help="Only this kind, as in proposed or decided.")
@click.option(
    "--last", type=click.IntRange(min=0), default=0, metavar="N", help="Only the last N entries."
)
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def log(hand: Hand, party: str, kind: str, last: int, as_json: bool) -> None:
    """The record as sentences."""
    state = hand.state()
    code = hand.party(party)

    def wanted(entry: Entry) -> bool:
        act = entry.act
        spoken = not party or code in (act.by, act.behalf)
        return spoken and (not kind or str(act.payload.__struct_config__.tag) == kind)

    found = (entry for entry in hand.entries() if wanted(entry))
    told = [tell(state, e) for e in (_latest(hand, wanted, last) if last else found)]
    if as_json:
        printing.data(told)
        return
    if not told:
        kinds = ", ".join(sorted({s.kind for s in state.past.stamps.values()}))
        printing.note(f"No such entry. Kinds in this record: {kinds}.")
    for sentence in told:
        _print(sentence)


def _latest(hand: Hand, wanted: Callable[[Entry], bool], count: int) -> list[Entry]:
    """The last entries that are wanted, read from the end of the record."""
    found: list[Entry] = []
    end = hand.state().now.position
    while end and len(found) < count:
        begin = max(end - _STRETCH, 0)
        stretch = islice(hand.workspace.journal.read(begin), end - begin)
        found = [*filter(wanted, stretch), *found]
        end = begin
    return found[-count:]


@click.command(epilog="Example: draftrace undo 41 --by CHAIR --reason 'gavelled too early'")
@click.argument("entry", default="")
@click.option("--reason", default="")
@acting
def undo(hand: Hand, entry: str, reason: str) -> None:
    """Take back an act by its entry number, or one's last one."""
    state = hand.state()
    by = hand.party(hand.options.get("by") or "") or hand.acting()
    named = (
        s
        for s in state.latest()
        if entry in (str(s.position), s.act)
        and s.kind in undoing.UNDOABLE
        and s.act not in state.now.undone
    )
    target = next(named, None) if entry else undoing.last_own(state, by)
    if target is None:
        raise _nothing_to_undo(state, entry, by)
    hand.perform(lambda s, f: undoing.undo(s, f, target.act, reason))
    printing.say(f"Took back entry {target.position} ({target.kind}); both stay in the record.")


def _nothing_to_undo(state: State, entry: str, by: str) -> UsageError:
    numbered = "`draftrace log` numbers the entries."
    if not entry:
        return UsageError(f"There is nothing to undo for {by}.", numbered)
    stamps = state.past.stamps.values()
    found = next((s for s in stamps if entry in (str(s.position), s.act)), None)
    if found is None:
        return UsageError(f"There is no entry {entry}.", numbered)
    if found.act in state.now.undone:
        return UsageError(f"Entry {entry} is undone already.", numbered)
    if found.kind == "undone":
        return UsageError(
            f"Entry {entry} is itself an undo: it can't be taken back.",
            "Do again what was undone: propose, accept, link.",
        )
    return UsageError(f"Entry {entry} ({found.kind}) is of a kind that is not undone.", numbered)


@click.command(epilog="Example: draftrace seal 'end of the first week'")
@click.argument("name", default="record")
@click.pass_obj
def seal(hand: Hand, name: str) -> None:
    """Write everything since the last sealed record to sessions/."""
    path = hand.workspace.seal(name)
    if path is None:
        printing.say("Everything is sealed already.")
        return
    printing.say(f"Sealed sessions/{path.name}.")


@click.command(
    epilog="Examples: draftrace verify  ·  draftrace verify adopted.docx --against adopted"
)
@click.argument("file", required=False, type=FILE)
@click.option(
    "--against",
    default="",
    metavar="REVISION|DECISION",
    help="What a file should say; a decision is named by its entry or a proposal it decided.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(hand: Hand, file: Path | None, against: str, as_json: bool) -> int:
    """Verify the record, or that an issued file says what was agreed."""
    if file is not None:
        from draftrace.cli.verifying import verify_file

        return verify_file(hand, hand.file(file), against or "standing", as_json=as_json)
    from draftrace.cli.verifying import verify_record

    return verify_record(hand, as_json=as_json)


def _print(sentence: Sentence) -> None:
    marks = " (undone)" if sentence.undone else ""
    marks += f" (void: {sentence.void})" if sentence.void else ""
    meeting = f"  [{sentence.meeting}]" if sentence.meeting else ""
    text = f"{sentence.position}  {sentence.happened[:16].replace('T', ' ')}  {sentence.text}"
    indent = max(0, 4 - len(str(sentence.position)))
    printing.paragraph(printing.safe(text + meeting + marks), indent, 24 - indent)
    if sentence.reason:
        printing.paragraph(f"reason: {printing.safe(sentence.reason)}", 24, 2)
