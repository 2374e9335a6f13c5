"""Files in: tracked changes become proposals, an outside revision the standing text."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import FILE, Hand, acting
from draftrace.cli.waiting import reading, telling
from draftrace.errors import UsageError

if TYPE_CHECKING:
    from draftrace.intake.changes import Change, Left, Received
    from draftrace.intake.outside import Outside
    from draftrace.intake.recording import Account, Offered
    from draftrace.room.acts.receiving_payloads import Bis
    from draftrace.room.floor import Floor

_AT_A_GLANCE = 20
"""So many changes are seen without a count."""
_KINDS = {
    "wording": "amend",
    "alternative": "propose instead",
    "deletion": "strike",
    "insertion": "insert",
    "amendment": "amend the proposal",
    "revision": "revise the proposal",
}


@click.command(
    epilog="Examples: draftrace receive from-the-capital.docx --by EU --dry-run"
    "  ·  draftrace receive all-delegations.docx --authors authors.toml --on Rev.1"
    "  ·  draftrace receive letter.odt --by NOR --all-by"
)
@click.argument("file", type=FILE)
@click.option(
    "--on",
    default="",
    metavar="REV",
    shell_complete=completing.moment,
    help="The issue it was made from; else known by its seal or its words. `standing`: the text; "
    "a number: the text after that entry.",
)
@click.option(
    "--authors",
    type=FILE,
    help='Whose the authors are: TOML lines "A. Author" = "EU", or CSV; "*" is anybody else.',
)
@click.option("--all-by", is_flag=True, help="Everything in it is --by's, whoever typed it.")
@click.option("--dry-run", is_flag=True, help="Show what would be proposed; record nothing.")
@click.option("--json", "as_json", is_flag=True)
@acting
def receive(
    hand: Hand,
    file: Path,
    on: str,
    authors: Path | None,
    all_by: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make proposals of the tracked changes in a Word or ODT file.

    One for each provision and author, with their dates, their comments as reasons. What nobody
    tracked is found by comparison and is --by's. What can't be taken in is named.
    """
    from draftrace.intake import tracked
    from draftrace.intake.received import received

    state = hand.state()
    with telling() as tell:
        tell(f"reading {printing.safe(file.name)}")
        changes = tracked.read(hand.file(file))
        tell(f"finding what {printing.safe(file.name)} changes")
        found = received(state, changes, file.name, on, hand.workspace.state_at)
    parties = _parties(hand, found, authors, all_by=all_by, preview=dry_run)
    hand.options["attach"] = [*(hand.options.get("attach") or ()), file]
    account = _account(hand, found, parties, dry_run=dry_run)
    _tell(found, account, dry_run=dry_run, as_json=as_json)
    _warn_of_handles(hand, account)


def _account(hand: Hand, found: Received, parties: dict[str, str], *, dry_run: bool) -> Account:
    """Every change proposed, or on a dry run rehearsed."""
    from draftrace.intake.recording import record

    floors: dict[tuple[Change, str], Floor] = {}
    count = len(found.changes)
    with telling() as tell:

        def floor_of(change: Change, party: str) -> Floor:
            if (change, party) not in floors:
                floors[change, party] = _floor(hand, change, party)
                tell(f"proposing, change {min(len(floors), count):,} of {count:,}")
            return floors[change, party]

        return hand.workspace.negotiation.rehearse(
            lambda rehearsal: record(rehearsal, found, parties, floor_of), record=not dry_run
        )


def _warn_of_handles(hand: Hand, account: Account) -> None:
    from draftrace.views.handles import of_elsewhere

    if warning := of_elsewhere(hand.state(), account.new_reasons):
        printing.note(warning)


def _floor(hand: Hand, change: Change, party: str) -> Floor:
    """The envelope of one change: its author's party and date."""
    given = dict(hand.options)
    hand.options["by"] = party
    if change.happened:
        hand.options["happened"] = change.happened
    try:
        return hand.floor()
    finally:
        hand.options = given


def _parties(
    hand: Hand, found: Received, authors: Path | None, *, all_by: bool, preview: bool
) -> dict[str, str]:
    """The party of every author, and under no name that of what nobody tracked."""
    from draftrace.intake.authors import mapping, party_of

    state = hand.state()
    by = hand.party(hand.options.get("by") or "")
    if all_by and not by:
        raise UsageError("Whose is everything in it?", "Say --by PARTY.")
    mapped = mapping(state, hand.file(authors)) if authors is not None else {}
    parties = {
        author: by if all_by else party_of(state, author, mapped) for author in found.authors()
    }
    unknown = [author for author, party in parties.items() if not party]
    if unknown:
        parties |= _asked(hand, unknown)
    if found.untracked() and not by and not preview:
        where = ", ".join(dict.fromkeys(c.address or "new text" for c in found.untracked()))
        raise UsageError(
            f"Something was changed without tracking: {where}.",
            "Say with --by PARTY whose that is; --dry-run shows it.",
        )
    return parties | {"": by or hand.acting()}


def _asked(hand: Hand, unknown: list[str]) -> dict[str, str]:
    """Ask at a terminal whose the authors are; elsewhere refuse, saying how to map them."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        named = ", ".join(unknown)
        raise UsageError(
            f"Of no party known: {named}.",
            f'Map them in a file and give it with --authors: "{unknown[0]}" = "PARTY"; '
            "or --by PARTY --all-by.",
        )
    codes = hand.state().now.parties
    choice = click.Choice(list(codes), case_sensitive=False)
    return {
        author: click.prompt(
            f"Of which party is {printing.safe(author)}?", type=choice, show_choices=True, err=True
        )
        for author in unknown
    }


def _tell(found: Received, account: Account, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        printing.data(
            {
                "file": found.file,
                "base": found.base,
                "recorded": not dry_run,
                "proposals": [_shape(offered) for offered in account.offered],
                "left": account.left,
                "formatting": found.formatting,
                "counts": _counts(account),
            }
        )
        return
    for offered in account.offered:
        _tell_one(offered, dry_run=dry_run)
    if account.left:
        printing.heading("Not taken in:")
    for left in account.left:
        _tell_left(left)
    _tell_counts(account)
    printing.say(_summed(found, account, dry_run=dry_run))


def _counts(account: Account) -> dict[str, Counter[str]]:
    """How many proposals by party and by kind of change."""
    made = [offered for offered in account.offered if offered.fate == "proposed"]
    return {
        "parties": Counter(sorted(offered.party for offered in made)),
        "changes": Counter(offered.change.kind for offered in made),
    }


def _tell_counts(account: Account) -> None:
    """What a list too long to be counted by eye comes to."""
    if len(account.offered) + len(account.left) <= _AT_A_GLANCE:
        return
    counts = _counts(account)
    kinds = {_KINDS.get(kind, kind): n for kind, n in counts["changes"].most_common()}
    for title, listed in (("By party", counts["parties"]), ("By kind", kinds)):
        told = "; ".join(f"{name} {count:,}" for name, count in listed.items())
        if told:
            printing.paragraph(printing.safe(f"{title}: {told}"), 0, 2)


def _shape(offered: Offered) -> dict[str, Any]:
    change = offered.change
    return {
        "proposal": offered.handle,
        "fate": offered.fate,
        "status": offered.status,
        "address": offered.address,
        "change": change.kind,
        "party": offered.party,
        "with": list(offered.change.others),
        "author": change.author,
        "happened": change.happened,
        "tracked": change.is_tracked,
        "waits": offered.waits,
        "paragraph": change.number,
        "base": offered.base,
        "wording": offered.wording,
        "reason": change.reason,
    }


def _tell_one(offered: Offered, *, dry_run: bool) -> None:
    from draftrace.compare.dividing import shown
    from draftrace.compare.words import difference

    change = offered.change
    date = f", {change.happened[:16].replace('T', ' ')}" if change.happened else ""
    who = f"{offered.party}{date}" + ("" if change.is_tracked else ", not tracked")
    name = f"{offered.handle} on " if offered.handle and not dry_run else ""
    fate = {
        "proposed": "",
        "exists": f" — exists already: {offered.handle}, {offered.status}",
        "stands already": " — stands in the text already",
        "recorded already": " — in the record already",
    }[offered.fate]
    printing.heading(
        f"{name}{offered.address}: {_KINDS.get(change.kind, change.kind)} ({who}){fate}"
    )
    if offered.fate == "proposed":
        new = offered.wording if change.kind != "move" else offered.base
        if change.kind != "move":
            redline = difference(shown(offered.base), shown(new))
            printing.paragraph(printing.redline(redline), 2)
        if change.reason:
            printing.paragraph(printing.safe(f"Reason: {change.reason}"), 2)
        if offered.waits:
            printing.paragraph("The text has changed there since: it waits for its sponsor.", 2)


def _tell_left(left: Left) -> None:
    who = f" ({left.author})" if left.author else ""
    text = f": “{left.text}”" if left.text else ""
    printing.paragraph(printing.safe(f"{left.where}: {left.what}{who}{text}"), 2, 2)


def _summed(found: Received, account: Account, *, dry_run: bool) -> str:
    made = sum(offered.fate == "proposed" for offered in account.offered)
    known = len(account.offered) - made
    verb = "would be made" if dry_run else "made"
    told = [f"{_count(made, 'proposal')} {verb} on {found.base}"]
    told += [f"{known} not made again"] if known else []
    told += [f"{_count(len(account.left), 'thing')} not taken in"] if account.left else []
    told += [f"{found.formatting} changes of looks alone ignored"] if found.formatting else []
    return "; ".join(told) + ("; nothing was recorded." if dry_run else ".")


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


@click.command(
    "receive-revision",
    epilog="Examples: draftrace receive-revision Rev2.docx --symbol E/2030/L.1/Rev.2 --dry-run"
    "  ·  draftrace receive-revision rev2.pdf --symbol E/2030/L.1/Rev.2 --bis alternative",
)
@click.argument("file", type=FILE)
@click.option("--symbol", required=True, help="The revision's symbol, as in E/2030/L.1/Rev.2.")
@click.option("--parts", default="", metavar="PD,PA", help="Only these parts, by code.")
@click.option(
    "--bis",
    type=click.Choice(["insertion", "alternative"]),
    default="insertion",
    show_default=True,
    help="How `bis` in it is meant: inserted behind its number, or a rival to it.",
)
@click.option("--dry-run", is_flag=True, help="Show the alignment; record nothing.")
@click.option("--json", "as_json", is_flag=True)
@acting
def receive_revision(
    hand: Hand, file: Path, symbol: str, parts: str, bis: Bis, dry_run: bool, as_json: bool
) -> None:
    """Make an outside revision the standing text (docx, odt, html, PDF, md, txt).

    Its provisions are those of the text wherever they say enough of the same, with their origins;
    pending proposals are carried over; what was agreed and reads otherwise is open again.
    """
    import msgspec

    from draftrace.intake import outside
    from draftrace.room.acts.outside import receive_revision as decide

    document = reading(hand.file(file), symbol, "draft")
    chosen = [p.strip() for p in parts.split(",") if p.strip()]
    hand.options["attach"] = [*(hand.options.get("attach") or ()), file]
    before = outside.Before.of(hand.state())
    if dry_run:
        act = decide(hand.state(), hand.floor(), document, parts=chosen, bis=bis)
    else:
        entry = hand.perform(lambda s, f: decide(s, f, document, parts=chosen, bis=bis))
        act = entry.act.payload  # type: ignore[assignment]
    found = outside.told(before, act)
    if as_json:
        printing.data(msgspec.to_builtins(found) | {"recorded": not dry_run})
        return
    _tell_revision(found, dry_run=dry_run)
    for problem in document.problems:
        printing.note(f"line {problem.line}, column {problem.column}: {problem.what}")


def _tell_revision(found: Outside, *, dry_run: bool) -> None:
    for row in found.provisions:
        if row.change in ("unchanged", "renumbered"):
            continue
        old = f" (was {', '.join(row.old)})" if row.old and row.old != (row.new,) else ""
        printing.heading(f"{row.new}: {row.change}{old}")
        printing.paragraph(printing.redline(row.redline), 2)
    lists = {"Not in it any more": found.dropped, "Agreed before, open": found.reopened}
    for title, listed in lists.items():
        if listed:
            printing.paragraph(printing.safe(f"{title}: {', '.join(listed)}"), 0, 2)
    for carried in found.proposals:
        printing.say(f"{carried.proposal}: {carried.outcome}")
    counts = Counter(row.change for row in found.provisions)
    told = ", ".join(f"{count} {change}" for change, count in counts.most_common())
    printing.paragraph(f"{found.revision} ({found.symbol}): {told}.", 0, 2)
    printing.say("Nothing was recorded." if dry_run else f"Seal: {found.seal}")
