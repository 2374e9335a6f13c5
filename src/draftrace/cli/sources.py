"""Source documents: read, registered, searched."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import msgspec

from draftrace.cli import completing, printing
from draftrace.cli.drafting import document_of
from draftrace.cli.hand import FILE, Hand, acting
from draftrace.cli.waiting import reading, telling
from draftrace.errors import UsageError
from draftrace.room.acts import corpus as registering
from draftrace.room.acts import undoing
from draftrace.text.documents import Document, DocumentRole, Provision

if TYPE_CHECKING:
    from draftrace.room.acts.payloads import DocumentAdded

_MOST_PLACES = 20
"""Doubts about a source that are told when it is registered: it is searched as it was read."""


@click.command(epilog="Examples: draftrace read report.txt  ·  draftrace read report.docx --json")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def read(hand: Hand, file: Path, as_json: bool) -> None:
    """Read a file and show its structure; needs no workspace."""
    from draftrace import readers

    document = reading(hand.file(file))
    if as_json:
        printing.data(readers.to_json(document))
        return
    _print_document(document)


@click.group(epilog="Example: draftrace corpus add report.txt --symbol WG.1 --role conclusions")
def corpus() -> None:
    """The documents the text descends from."""


@corpus.command("add", epilog="Example: draftrace corpus add wg.txt --symbol WG --role conclusions")
@click.argument("file", type=FILE)
@click.option("--symbol", default="", help="Its symbol (else the file's own).")
@click.option(
    "--role", type=click.Choice(get_args(DocumentRole)), default="reference", show_default=True
)
@click.option("--title", default="", help="Its title (else the file's own).")
@click.option("--date", default="", help="Its date (else the file's own).")
@click.option("--json", "as_json", is_flag=True)
@acting
def corpus_add(
    hand: Hand, file: Path, symbol: str, role: DocumentRole, title: str, date: str, as_json: bool
) -> None:
    """Register a document: it is copied to corpus/ with its reading."""
    from draftrace import intake

    with telling() as tell:
        tell(f"reading {printing.safe(file.name)}")
        source = intake.source(hand.file(file), symbol=symbol, role=role, title=title, date=date)
    intent = source.register(
        hand.workspace.corpus,
        lambda added: registering.add_document(hand.state(), hand.floor(), added),
        lambda added: hand.perform(lambda s, f: registering.add_document(s, f, added)),
    )
    for same in _of_the_same_file(hand, intent):
        printing.note(f"{intent.symbol} is the same file as {same}: both are searched.")
    if as_json:
        printing.data(
            {
                "symbol": intent.symbol,
                "title": intent.title,
                "date": intent.date,
                "role": intent.role,
                "provisions": intent.provisions,
                "problems": source.document.problems,
            }
        )
        return
    many = "1 provision" if intent.provisions == 1 else f"{intent.provisions} provisions"
    printing.say(f"Registered {intent.symbol} ({intent.role}): {many}.")
    printing.paragraph(printing.safe(", ".join(filter(None, [intent.title, intent.date]))), 2)
    problems = source.document.problems
    for problem in problems[:_MOST_PLACES]:
        printing.note(f"line {problem.line}, column {problem.column}: {problem.what}")
    if more := len(problems[_MOST_PLACES:]):
        printing.note(f"and {more} more, named by draftrace read {shlex.quote(str(file))}")


@corpus.command("remove", epilog="Example: draftrace corpus remove WG.1 --reason 'the wrong file'")
@click.argument("symbol", shell_complete=completing.symbol)
@click.option("--reason", default="", help="Why; it is kept.")
@click.option("--json", "as_json", is_flag=True)
@acting
def corpus_remove(hand: Hand, symbol: str, reason: str, as_json: bool) -> None:
    """Undo the registration of a document, while nothing names it as a source."""
    record = hand.state().now.documents.get(symbol)
    if record is None:
        raise UsageError(f"{symbol} is not registered.", "`draftrace corpus list` names them.")
    hand.perform(lambda s, f: undoing.undo(s, f, record.stamp.act, reason))
    if as_json:
        printing.data({"symbol": symbol, "file": record.file, "undone": record.stamp.position})
        return
    printing.say(
        f"Took back entry {record.stamp.position}: {printing.safe(symbol)} is no longer"
        " registered; both acts stay in the record."
    )
    kept = f"corpus/{record.file} and its reading stay; to search it again: draftrace corpus add"
    printing.note(printing.safe(kept))


def _of_the_same_file(hand: Hand, added: DocumentAdded) -> Iterator[str]:
    for symbol, record in hand.state().now.documents.items():
        if symbol != added.symbol and record.sha256 == added.sha256:
            yield symbol


@corpus.command("list", epilog="Example: draftrace corpus list --json")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def corpus_list(hand: Hand, as_json: bool) -> None:
    """Every registered document, and whether its reading is here and unaltered."""
    records = hand.state().now.documents
    readings, troubles = hand.workspace.documents()
    here = {d.symbol for d in readings}
    rows = [
        {
            "symbol": r.symbol,
            "title": r.title,
            "date": r.date,
            "role": r.role,
            "provisions": r.provisions,
            "file": r.file,
            "readable": r.symbol in here,
        }
        for r in records.values()
    ]
    if as_json:
        printing.data(rows)
    elif not rows:
        printing.note("No document yet: draftrace corpus add FILE --role conclusions")
    else:
        printing.table(
            ["symbol", "role", "date", "provisions", "title"],
            [
                [
                    str(r["symbol"]),
                    str(r["role"]),
                    str(r["date"]),
                    str(r["provisions"]),
                    str(r["title"]),
                ]
                for r in rows
            ],
        )
    for trouble in troubles:
        printing.note(trouble)


@corpus.command("show", epilog="Example: draftrace corpus show WG.1 '68(k)'")
@click.argument("symbol", shell_complete=completing.symbol)
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def corpus_show(hand: Hand, symbol: str, address: str, as_json: bool) -> None:
    """A registered document, or one paragraph of it with all below it."""
    document = document_of(hand, symbol)
    if address:
        from draftrace.text import addresses

        by_address = {p.address: p for p in document.provisions}
        found = by_address[addresses.resolve(address, list(by_address))]
        below = _with_below(document, found)
        cited = {note for p in below for note in p.notes}
        notes = tuple(n for n in document.notes if n.id in cited)
        document = msgspec.structs.replace(document, provisions=below, notes=notes)
    if as_json:
        from draftrace import readers

        printing.data(readers.to_json(document))
        return
    _print_document(document)


@corpus.command("search", epilog="Example: draftrace corpus search 'controlled delivery'")
@click.argument("words")
@click.option("--limit", type=int, default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def corpus_search(hand: Hand, words: str, limit: int, as_json: bool) -> None:
    """Paragraphs that hold these words, best first. Needs no model."""
    if not words.strip():
        raise UsageError("Say what to look for.", "As in: draftrace corpus search 'border control'")
    from draftrace.cli.matching import matcher_of

    hits = matcher_of(hand).search(words, limit=limit)
    if as_json:
        printing.data(hits)
        return
    if not hits:
        printing.note("Nothing found.")
    for hit in hits:
        printing.paragraph(printing.safe(f"{hit.document} {hit.address}  {hit.wording}"), 0, 4)


def _with_below(document: Document, found: Provision) -> tuple[Provision, ...]:
    at = document.provisions.index(found)
    below = [found]
    for other in document.provisions[at + 1 :]:
        if other.kind in ("heading", "title") or other.level <= found.level:
            break
        below.append(other)
    return tuple(below)


def _print_document(document: Document) -> None:
    printing.heading(" ".join(filter(None, [document.symbol, document.title])))
    for p in document.provisions:
        indent = 0 if p.kind in ("heading", "title") else 4 * (p.level - 1)
        if p.kind in ("heading", "title"):
            printing.say()
        tail = printing.style(printing.together(f"‹{p.address}›"), dim=True)
        text = printing.labelled(p.label, p.kind, printing.safe(p.wording))
        printing.paragraph(f"{text}  {tail}", indent, 4)
    for note in document.notes:
        printing.paragraph(f"[^{note.id}] {printing.safe(note.wording)}  ‹{note.cited}›", 0, 4)
    for problem in document.problems:
        printing.note(f"line {problem.line}, column {problem.column}: {problem.what}")
