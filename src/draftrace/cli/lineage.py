"""Where does a provision or a part come from, at a glance?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import FILE, Hand, at
from draftrace.views.lineage import Branch, picture, tree

_LINES = {True: ("├─ ", "│  ", "└─ ", "   "), False: ("|- ", "|  ", "`- ", "   ")}

_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


@click.command(
    epilog="Examples: draftrace lineage 'PA/24(d)'  ·  draftrace lineage PA --to exports/pa.svg"
)
@click.argument("address", metavar="ADDRESS|PART", shell_complete=completing.address)
@click.option("--to", "path", type=FILE, help="Draw it: FILE.svg.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--ascii", "plain", is_flag=True, help="The tree in ASCII alone.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def lineage(
    hand: Hand, address: str, path: Path | None, force: bool, plain: bool, as_json: bool
) -> None:
    """From the sources through proposals and issues to the adopted text, as a picture or a tree."""
    found = picture(hand.state(), address)
    if path is not None:
        from draftrace.exporters.pictures import write_picture

        size = write_picture(found, hand.file(path), force=force)
        told = printing.note if as_json else printing.say
        many = len(found.strands)
        what = "1 provision" if many == 1 else f"{many} provisions"
        told(printing.safe(f"Wrote {path}: {what}, {size:,} bytes."))
    if as_json:
        printing.data(found)
    elif path is None:
        drawn = tree(found)
        unicode = not plain and _takes_lines()
        printing.heading(drawn.text if unicode else _in_ascii(drawn.text))
        _print(drawn, "", unicode=unicode)


def _takes_lines() -> bool:
    """Whether the lines of the tree can be written where stdout goes."""
    try:
        "├─│└".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _in_ascii(text: str) -> str:
    return text.translate(_PLAIN).encode("ascii", "backslashreplace").decode()


def _print(branch: Branch, lead: str, *, unicode: bool) -> None:
    on, through, last, past = _LINES[unicode]
    for below in branch.below:
        final = below is branch.below[-1]
        sign, under = (last, past) if final else (on, through)
        deeper = under + (through if below.below else "   ")
        for line in printing.lines(printing.safe(below.text), lead + sign, lead + deeper):
            printing.say(line if unicode else _in_ascii(line))
        _print(below, lead + under, unicode=unicode)
