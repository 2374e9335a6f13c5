"""What stays in the user's own state folder: unsent drafts, private notes, what was looked at.

Never in the workspace, the record or an export. A state folder that can't be written costs only
what would have been kept there; the room goes on and says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from draftrace.tui.safe import beneath, folder_name

DraftKind = Literal[
    "wording",
    "insertion",
    "alternative",
    "split",
    "merge",
    "amendment",
    "revision",
    "chair's text",
    "fix",
    "correction",
    "oral amendment",
]
PlaceWord = Literal["after", "before", "first in"]


class Draft(msgspec.Struct, kw_only=True):
    """An amendment not yet sent. ``target`` is the provision, or the proposal that it revises or
    amends; ``base`` the wording it was begun on; ``second_to`` the proposal it is a fall-back to;
    ``others`` the provisions a merger takes in. ``parties`` are those named with it, as they were
    written: co-sponsors, or who amends orally. An oral amendment is ``prepared`` once it can be
    read out.
    """

    kind: DraftKind
    target: str
    address: str
    party: str
    base: str
    wording: str
    reason: str = ""
    place: PlaceWord = "after"
    drawing_on: tuple[str, ...] = ()
    second_to: str = ""
    others: tuple[str, ...] = ()
    parties: str = ""
    prepared: bool = False


class Looked(msgspec.Struct, kw_only=True):
    """What the party last looked at: all up to ``position``, and provisions seen since then."""

    position: int = 0
    provisions: dict[str, int] = {}


def state_folder(environment: Mapping[str, str]) -> Path:
    """The user's state folder for draftrace, by the XDG base directory specification."""
    asked = environment.get("XDG_STATE_HOME", "")
    base = Path(asked) if Path(asked).is_absolute() else Path.home() / ".local" / "state"
    return base / "draftrace"


class Keeping:
    """The files of one workspace in the user's state folder."""

    def __init__(self, folder: Path, workspace: str) -> None:
        self.folder = beneath(folder, workspace)
        self.trouble = ""

    # Drafts

    def draft(self, kind: DraftKind, target: str, party: str) -> Draft | None:
        """The unsent draft of this kind on this target, if one was kept."""
        found = self._read(self._draft_path(kind, target, party), Draft)
        return found if isinstance(found, Draft) and found.target == target else None

    def drafts(self, party: str) -> list[Draft]:
        """Every unsent draft of a party."""
        found = [
            self._read(path, Draft)
            for path in sorted((self.folder / "drafts").glob(f"{folder_name(party)}.*.json"))
        ]
        return [d for d in found if isinstance(d, Draft) and d.party == party]

    def keep_draft(self, draft: Draft) -> bool:
        """Write the draft so that it outlives the program. False when it could not be kept."""
        return self._write(self._draft_path(draft.kind, draft.target, draft.party), draft)

    def drop_draft(self, draft: Draft) -> None:
        """The draft was sent, or thrown away."""
        with suppress(OSError):
            self._draft_path(draft.kind, draft.target, draft.party).unlink(missing_ok=True)

    def _draft_path(self, kind: str, target: str, party: str) -> Path:
        name = f"{folder_name(party)}.{folder_name(kind)}.{folder_name(target)}.json"
        return self.folder / "drafts" / name

    # Private notes

    def note(self, party: str, provision: str) -> str:
        """The party's private note on a provision."""
        return self._notes(party).get(provision, "")

    def keep_note(self, party: str, provision: str, text: str) -> bool:
        """Keep a note, or forget it where it is empty."""
        notes = {**self._notes(party), provision: text}
        kept = {p: t for p, t in notes.items() if t}
        return self._write(self.folder / f"{folder_name(party)}.notes.json", kept)

    def _notes(self, party: str) -> dict[str, str]:
        found = self._read(self.folder / f"{folder_name(party)}.notes.json", dict[str, str])
        return found if isinstance(found, dict) else {}

    # What was looked at

    def looked(self, party: str) -> Looked | None:
        """What the party last looked at; None when it never did here."""
        found = self._read(self.folder / f"{folder_name(party)}.looked.json", Looked)
        return found if isinstance(found, Looked) else None

    def keep_looked(self, party: str, looked: Looked) -> bool:
        """Keep what was looked at."""
        return self._write(self.folder / f"{folder_name(party)}.looked.json", looked)

    # Files

    def _read(self, path: Path, kind: Any) -> Any:
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def _write(self, path: Path, content: object) -> bool:
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_bytes(msgspec.json.encode(content))
            unfinished.replace(path)
        except OSError as error:
            self.trouble = f"{path.parent} can't be written: {error.strerror}"
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            return False
        return True
