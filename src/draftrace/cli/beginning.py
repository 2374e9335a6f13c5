"""``draftrace`` without a command: the room, or where there is none yet, the first minute."""

from __future__ import annotations

import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from draftrace.cli import printing, sample
from draftrace.cli.hand import Hand
from draftrace.errors import UsageError
from draftrace.room.acts import tabling
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.tui.start import Beginning

_SAMPLE = "draftrace-sample"


def begin(hand: Hand) -> None:
    """Open the terminal room; where nothing is negotiated yet, ask how to begin."""
    from draftrace.tui import tour
    from draftrace.tui.app import run as open_room
    from draftrace.tui.keeping import state_folder

    try:
        workspace = hand.workspace
    except UsageError:
        _first_minute(hand)
        return
    fresh = not tour.taken(state_folder(os.environ)) and sample.is_sample(workspace.root)
    open_room(workspace, hand.acting(), tour=fresh)


def _first_minute(hand: Hand) -> None:
    from draftrace.tui.start import StartApp

    wanted = StartApp(hand.folder.resolve()).run()
    if wanted is None:
        printing.say("Nothing was begun.")
    elif wanted.way == "new":
        _new(hand, wanted)
    elif wanted.way == "sample":
        _sample(hand)
    else:
        _rebuild(hand, wanted)


def _new(hand: Hand, wanted: Beginning) -> None:
    from draftrace import readers
    from draftrace.tui.app import run as open_room

    root = (hand.folder / wanted.folder).resolve()
    # Read first: a file that can't be read must not leave half a beginning behind.
    documents = [readers.read(hand.file(file), role="draft") for file in wanted.files]
    workspace = Workspace.found(root, wanted.title)
    talks = workspace.negotiation
    for document in documents:
        talks.perform(partial(tabling.table, document=document), talks.floor("SEC"))
    open_room(workspace, workspace.acting())
    _where(hand, root)


def _sample(hand: Hand) -> None:
    from draftrace.tui.app import run as open_room

    root = (hand.folder / _SAMPLE).resolve()
    if not sample.is_sample(root):
        sample.copy(root)
    workspace = Workspace(root)
    open_room(workspace, workspace.acting(), tour=True)
    _where(hand, root)


def _rebuild(hand: Hand, wanted: Beginning) -> None:
    from draftrace.cli import rebuilding
    from draftrace.tui.reader import ReaderApp

    drafts, rebuilt = rebuilding.rebuild(hand, [Path(file) for file in wanted.files], "un")

    def fill() -> None:
        for doubt in rebuilding.said_first(drafts, rebuilt):
            printing.paragraph(printing.safe(doubt), 0, 4)
        rebuilding.print_rebuilt(drafts, rebuilt)

    named = " ".join(shlex.quote(file) for file in wanted.files)
    ReaderApp("Rebuilt from its drafts", lambda wide: printing.page(fill, wide)).run()
    printing.say(f"To read it again: draftrace reconstruct {named}")
    printing.say(f"Every word with its draft: draftrace reconstruct {named} --json")


def _where(hand: Hand, root: Path) -> None:
    """Where it is, for the next time."""
    away = root != hand.folder.resolve()
    printing.say(f"It is kept in {root.name}/." if away else "It is kept in this folder.")
    printing.say(f"Open it again: {f'cd {root.name}; ' if away else ''}draftrace")
