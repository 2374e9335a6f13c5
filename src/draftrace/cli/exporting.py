"""Clean and marked-up files of an issue."""

from __future__ import annotations

from pathlib import Path

import click

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand, at


@click.command(
    epilog="Examples: draftrace export --as clean --to exports/rev1.docx"
    "  ·  draftrace export --revision adopted --as marked --against tabled --to marked.docx"
)
@click.option("--revision", default="", help="Default: the latest; `standing` is the text now.")
@click.option("--as", "mode", type=click.Choice(["clean", "marked", "rolling"]), default="clean")
@click.option("--against", default="tabled", show_default=True, help="The base of a marked text.")
@click.option("--to", "path", required=True, type=FILE, help="FILE, by suffix.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def export(
    hand: Hand, revision: str, mode: str, against: str, path: Path, force: bool, as_json: bool
) -> None:
    """Write an issue as a file, read back and proved before it is put in place."""
    from draftrace import exporters
    from draftrace.exporters import compilation

    state = hand.state()
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
    what = f"{text.name} {mode}, {written.bytes:,} bytes, proved by reading it back."
    printing.paragraph(f"Wrote {printing.safe(str(path))}: {what}", 0, 2)
