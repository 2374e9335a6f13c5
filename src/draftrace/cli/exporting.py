"""Files out: the text clean, marked or rolling, tables about it, its provenance, the record."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from click.core import ParameterSource

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand, at
from draftrace.cli.waiting import telling
from draftrace.compare.rendering import Attribution
from draftrace.errors import UsageError
from draftrace.exporting import PAPERS, TABLES, WHATS, Order, fulfil

if TYPE_CHECKING:
    from draftrace.exporters import Written
    from draftrace.intake.losses import Loss
    from draftrace.room.entities import Revision

_FIELDS = "symbol, organ, distribution, date, language, agenda_item, notice"
_KINDS = (
    "The text clean, with tracked changes, or with every pending proposal (docx, odt, html, pdf, "
    "md, txt); a table of proposals (docx, html, csv, xlsx); the provenance of every word, "
    "trace (html, docx); or the record: jsonl the sealed entries, csv the proposals, json "
    "PROV-JSON, provn PROV-N, xml or akn Akoma Ntoso, zip all of them. The last columns of a csv, "
    "revision and seal, say in every row which text it tells of."
)


_OF = {
    "base": ("--since", ("marked", "table")),
    "attribution": ("--attribution", ("rolling",)),
    "table": ("--table", ("table",)),
    "history": ("--history", ("marked",)),
}
"""Options that have a meaning for some kinds alone."""


@click.command(
    epilog="Examples: draftrace export --as clean --to exports/rev1.docx"
    "  ·  draftrace export --revision adopted --as marked --since Rev.1 --to marked.docx"
    "  ·  draftrace export --as rolling --attribution margin --only PA/21-30 --to compiled.pdf"
    '  ·  draftrace export --masthead "agenda_item=5" --to exports/rev1.docx'
    "  ·  draftrace export --as table --since Rev.1 --to proposals.xlsx"
    "  ·  draftrace export --as table --table consolidation --to consolidation.docx"
    "  ·  draftrace export --as trace --revision adopted --to provenance.html"
    "  ·  draftrace export --as record --to record.zip"
)
@click.option(
    "--revision",
    default="",
    help="Default: the latest (for a table, `standing`); `standing` is the text now.",
)
@click.option("--as", "what", type=click.Choice(WHATS), default="clean", help=_KINDS)
@click.option(
    "--since",
    "--against",
    "base",
    default="tabled",
    show_default=True,
    metavar="REV",
    help="The base of a marked text or a table: any earlier revision.",
)
@click.option("--only", default="", metavar="PA/21-30,...", help="Only these paragraphs.")
@click.option(
    "--attribution",
    type=click.Choice(get_args(Attribution)),
    default="inline",
    show_default=True,
    help="How a rolling text names who wants what.",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="proposals",
    show_default=True,
    help="Which table; a workbook holds both.",
)
@click.option(
    "--masthead",
    multiple=True,
    metavar="FIELD=TEXT",
    help=f"May be repeated; fields: {_FIELDS}. Those of every file: [masthead] in .draftrace.toml.",
)
@click.option(
    "--reference", type=FILE, help="A docx whose styles, headers and footers a docx takes."
)
@click.option(
    "--history/--no-history",
    default=True,
    show_default=True,
    help="In a marked docx or odt also the words that came in and went again in between, so that "
    "`receive` gives back the proposals as they were made. Without them it gives what came of the "
    "proposals: those written over since come back in other words or not at all; each is named.",
)
@click.option("--to", "path", required=True, type=FILE, help="FILE, by suffix.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def export(hand: Hand, /, path: Path, force: bool, as_json: bool, **given: Any) -> None:
    """Write an issue as a file, read back and proved before it is put in place; or a paper about
    it: tables, the provenance of its words, the record."""
    _refuse_idle_options(given["what"])
    force = force or _may_replace(hand.file(path), as_json=as_json)
    reference = given.pop("reference")
    order = Order(
        force=force,
        masthead=dict(map(_field, given.pop("masthead"))),
        reference=str(hand.file(reference)) if reference else "",
        **given,
    )
    notes: list[str] = []
    lost: list[Loss] = []
    heard: Any = {"note": notes.append, "lose": lost.append}
    try:
        with telling() as tell:
            text, written = fulfil(
                hand.workspace, hand.state(), order, hand.file(path), tell=tell, **heard
            )
    finally:
        # On a terminal they would stand in the line that says what is being done.
        for each in notes:
            printing.note(each)
    if as_json:
        _tell_data(path, text, written, lost)
    else:
        _tell(path, text, written, order.what)


def _refuse_idle_options(what: str) -> None:
    """Who says ``--since`` wants a marked text, and would not see that he got a clean one."""
    context = click.get_current_context()
    for name, (option, kinds) in _OF.items():
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and what not in kinds:
            wanted = " or ".join(f"--as {kind}" for kind in kinds)
            raise UsageError(f"{option} says nothing of a {what} file.", f"Add {wanted}.")


def _field(given: str) -> tuple[str, str]:
    name, equals, text = given.partition("=")
    if not equals:
        raise UsageError(f"{given!r} is no field of the masthead.", 'Write "agenda_item=5".')
    return name, text.strip()


def _may_replace(target: Path, *, as_json: bool) -> bool:
    """Ask the person at the keyboard; a script must say --force."""
    if as_json or not target.is_file() or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    name = printing.safe(str(target))
    return click.confirm(f"{name} exists already. Replace it?", err=True)


def _tell_data(path: Path, text: Revision, written: Written, lost: Iterable[Loss]) -> None:
    import msgspec

    from draftrace.views.seals import seal_of

    printing.data(
        {
            "file": str(path),
            "revision": text.name,
            "seal": seal_of(text),
            "sha256": written.sha256,
            "bytes": written.bytes,
            "lost": [msgspec.to_builtins(each) for each in lost],
        }
    )


def _tell(path: Path, text: Revision, written: Written, what: str) -> None:
    named = f"{what} of {text.name}" if what in PAPERS else f"{text.name} {what}"
    said = f"{named}, proved by reading it back"
    printing.paragraph(f"Wrote {printing.safe(str(path))}: {said}, {written.bytes:,} bytes.", 0, 2)
