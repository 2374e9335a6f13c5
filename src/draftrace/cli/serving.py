"""The room in a browser, and on the wall."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import FILE, Hand
from draftrace.errors import UsageError

_READ_FAR = (
    "This address can be reached from other machines, and what is sent is not encrypted: anyone "
    "who can reach it reads along, and a token can be read on the way. Prefer a tunnel to 127.0.0.1."
)


@click.command(
    epilog="Examples: draftrace serve  ·  draftrace serve --party EU --party CHAIR"
    "  ·  draftrace serve --wall --port 8100"
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="The port; 0 takes any that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True,
              help="The address to serve on; by default only this machine reaches it.")  # fmt: skip
@click.option("--party", "parties", multiple=True, metavar="CODE", shell_complete=completing.party,
              help="A party that may act, with a token of its own; may be repeated.")  # fmt: skip
@click.option("--token-file", type=FILE,
              help="Take the tokens from a file of lines CODE TOKEN instead of printing new ones.")  # fmt: skip
@click.option("--wall", is_flag=True, help="Pages without a token show the room's wall.")
@click.option("--follow", default="", metavar="CODE", help="Whom the wall follows (else who presides).")  # fmt: skip
@click.pass_obj
def serve(
    hand: Hand,
    port: int,
    host: str,
    parties: tuple[str, ...],
    token_file: Path | None,
    wall: bool,
    follow: str,
) -> None:
    """Open the room in a browser. A page reads only, unless it brings a party's token."""
    from draftrace.tui import tokens
    from draftrace.tui.serving import Pages, is_loopback

    acting = [_known(hand, code) for code in dict.fromkeys(parties)]
    if token_file is not None and not acting:
        raise UsageError("A token file needs a party.", "Name who may act: --party CODE.")
    given = tokens.read(hand.file(token_file), acting) if token_file else tokens.made(acting)
    followed = followed_by(hand, follow)
    root = hand.workspace.root
    hand.workspace.journal.close()
    pages = Pages(root, given, host=host, port=port, follow=followed, wall=wall)

    def told(address: str) -> None:
        printing.say(f"The room is open at {address}   reading only")
        if not wall:
            printing.say(f"The wall            {address}wall")
        for party, token in given.items():
            seat = address if token_file else f"{address}?token={token}"
            said = "with its token from the file: ?token=…" if token_file else "keep this address"
            printing.say(f"{party} acts at {seat}   {said}")
        if not is_loopback(host):
            printing.note(_READ_FAR)
        printing.say("Ctrl-C ends it.")
        sys.stdout.flush()

    try:
        asyncio.run(pages.serve(told))
    except KeyboardInterrupt:
        printing.note("The room is closed; what was recorded stays.")


@click.command(epilog="Example: draftrace screen --follow CHAIR")
@click.option("--follow", default="", metavar="CODE", shell_complete=completing.party,
              help="Whose cursor the wall follows (else who presides).")  # fmt: skip
@click.pass_obj
def screen(hand: Hand, follow: str) -> None:
    """The room's wall: the provision the presiding party is on, large, with its rivals."""
    followed = followed_by(hand, follow)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The wall needs a terminal.", "In a browser: draftrace serve --wall.")
    from draftrace.tui.wall import WallApp

    WallApp(hand.workspace, followed).run()


def followed_by(hand: Hand, code: str) -> str:
    """The party whose cursor is followed: the one named, or who presides."""
    if code:
        return _known(hand, code)
    state = hand.state()
    opened = state.open_meetings()
    return opened[-1].presiding if opened else state.now.presiding


def _known(hand: Hand, code: str) -> str:
    found = hand.party(code)
    if found not in hand.state().now.parties:
        raise UsageError(f"There is no party {code}.", "See `draftrace party list`.")
    return found
