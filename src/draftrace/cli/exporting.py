"""Files out: the text clean, marked or rolling, tables about it, its provenance, the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand, at
from draftrace.cli.papers import PAPERS, put

if TYPE_CHECKING:
    from draftrace.exporters import Written
    from draftrace.room.state import Revision

_TEXTS = ("clean", "marked", "rolling")
_KINDS = (
    "The text clean, with tracked changes, or with every pending proposal (docx, odt, html, pdf, "
    "md, txt); a table of proposals (docx, html, csv, xlsx); the provenance of every word, "
    "trace (html, docx); or the record: jsonl the sealed entries, csv the proposals, json "
    "PROV-JSON, provn PROV-N, xml or akn Akoma Ntoso, zip all of them."
)


@click.command(
    epilog="Examples: draftrace export --as clean --to exports/rev1.docx"
    "  ·  draftrace export --revision adopted --as marked --against tabled --to marked.docx"
    "  ·  draftrace export --as table --against Rev.1 --to proposals.xlsx"
    "  ·  draftrace export --as table --table consolidation --to consolidation.docx"
    "  ·  draftrace export --as trace --revision adopted --to provenance.html"
    "  ·  draftrace export --as record --to record.zip"
)
@click.option(
    "--revision",
    default="",
    help="Default: the latest (for a table, `standing`); `standing` is the text now.",
)
@click.option("--as", "mode", type=click.Choice([*_TEXTS, *PAPERS]), default="clean", help=_KINDS)
@click.option(
    "--against",
    "--since",
    default="tabled",
    show_default=True,
    help="The base of a marked text or a table.",
)
@click.option(
    "--table",
    "which",
    type=click.Choice(["proposals", "consolidation"]),
    default="proposals",
    show_default=True,
    help="Which table; a workbook holds both.",
)
@click.option("--to", "path", required=True, type=FILE, help="FILE, by suffix.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def export(
    hand: Hand,
    revision: str,
    mode: str,
    against: str,
    which: str,
    path: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Write an issue as a file, read back and proved before it is put in place; or a paper about
    it: tables, the provenance of its words, the record."""
    from draftrace import exporters
    from draftrace.exporters import compilation

    state = hand.state()
    if mode in PAPERS:
        text, written = put(hand, mode, revision, against, which, path, force=force)
        _tell(path, text, written, f"{mode} of {text.name}", as_json=as_json)
        return
    text = compilation.chosen(state, revision)
    if mode == "marked":
        base = compilation.chosen(state, against)
        sheet = compilation.marked_sheet(state, text, base)
    elif mode == "rolling":
        sheet = compilation.rolling_sheet(state)
    else:
        sheet = compilation.clean_sheet(state, text)
    target = hand.file(path)
    written = exporters.write(sheet, target, as_=mode, force=force)  # type: ignore[arg-type]
    proved = f"{text.name} {mode}, proved by reading it back"
    _tell(path, text, written, proved, as_json=as_json)


def _tell(path: Path, text: Revision, written: Written, what: str, *, as_json: bool) -> None:
    if as_json:
        printing.data(
            {
                "file": str(path),
                "revision": text.name,
                "seal": text.seal,
                "sha256": written.sha256,
                "bytes": written.bytes,
            }
        )
        return
    printing.paragraph(f"Wrote {printing.safe(str(path))}: {what}, {written.bytes:,} bytes.", 0, 2)
