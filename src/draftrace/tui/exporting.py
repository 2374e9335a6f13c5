"""What a person asked in the room to have written, and writing it. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace import exporting
from draftrace.tui.apart import Tell
from draftrace.workspace import Workspace


class Order(exporting.Order, frozen=True, kw_only=True):
    """One file to be written; ``path`` is relative to the workspace's ``exports/``."""

    revision: str = "standing"
    path: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A file in place: its text, the seal of that text, the file's hash and size, and ``missing``:
    what it does without, a line each."""

    file: str
    what: exporting.What
    revision: str
    seal: str
    sha256: str
    bytes: int
    missing: tuple[str, ...] = ()


def target(root: Path, order: Order) -> Path:
    """Where the file goes."""
    return root / "exports" / order.path


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Receipt]:
    """Write the file, whole and proved, or not at all."""
    order = msgspec.json.decode(asked, type=Order)
    workspace = Workspace(root)
    tell("reading the record")
    path = target(root, order)
    missing: list[str] = []
    text, written = exporting.fulfil(
        workspace, workspace.state(), order, path, tell=tell, note=missing.append
    )
    yield Receipt(
        file=str(path),
        what=order.what,
        revision=text.name,
        seal=text.seal,
        sha256=written.sha256,
        bytes=written.bytes,
        missing=tuple(missing),
    )
