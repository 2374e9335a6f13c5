"""The stage of the sample: what the story's words name, at the moment they are spoken."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from draftrace.compare import bracketing as brackets
from draftrace.compare.phrases import Amendment, amended
from draftrace.compare.words import edits
from draftrace.room.acts.terms import Outcome, SourceRef
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.text.wording import with_notes
from draftrace.views.standing import resolve
from draftrace.workspace import Workspace

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
Told = Mapping[str, Any]


class StoryError(AssertionError):
    """The story and what the rules made of it part ways."""


def told(folder: Path = HERE / "story") -> Iterator[dict[str, Any]]:
    """Every single act of the story in order: rows and lists of addresses spelled out."""
    for chapter in sorted(folder.glob("*.toml")):
        for act in tomllib.loads(chapter.read_text(encoding="utf-8"))["act"]:
            shared = {k: v for k, v in act.items() if k not in ("rows", "on") or k == "on"}
            rows = act.get("rows") or [{}]
            if act["do"] == "agree":
                rows = [{"address": address} for address in act["on"]]
            for minute, row in enumerate(rows):
                yield {**shared, **row, "when": act["when"] + timedelta(minutes=minute)}


class Stage:
    """A workspace, the documents registered in it, and the story's time; ``ids`` are what the
    story's keys came to name."""

    def __init__(self, root: Path, files: Path = REPOSITORY) -> None:
        self.root = root
        self.files = files
        self.ids: dict[str, str] = {}
        self._documents: dict[str, Document] = {}
        self._now = datetime(2030, 1, 1, tzinfo=UTC)
        self._count = 0
        self.workspace = Workspace(root)

    def _time(self) -> str:
        return moment(self._now)

    def _identify(self) -> str:
        """A UUIDv7 of the story's time; what would be random follows from its place."""
        self._count += 1
        chance = hashlib.sha256(f"draftrace sample {self._count}".encode()).hexdigest()
        stamp = f"{int(self._now.timestamp() * 1000):012x}"
        return f"{stamp[:8]}-{stamp[8:]}-7{self._count:03x}-a{chance[:3]}-{chance[3:15]}"

    def _state(self) -> State:
        return self.workspace.state()

    def _provision(self, address: str) -> Provision:
        return resolve(self._state(), address)

    def _proposals(self, keys: list[str]) -> list[str]:
        return [self.ids[k] for k in keys]

    def _sources(self, named: list[str]) -> tuple[SourceRef, ...]:
        return tuple(self._source(n) for n in named)

    def _source(self, named: str) -> SourceRef:
        symbol, _, address = named.partition(":")
        document = self._documents[symbol]
        wordings = {p.address: p.wording for p in document.provisions}
        wordings |= {n.address: n.wording for n in document.notes}
        return SourceRef(document=symbol, address=address, wording=wordings[address])

    def _cited(self, wording: str) -> str:
        """The wording with ``[^3]`` citing the draft's third note by its id."""
        notes = [p for p in self._state().now.provisions.values() if p.note]
        return with_notes(wording, {p.now.label: p.note for p in notes})

    def _changed(self, act: Told, wording: str) -> str:
        """The wording an act of the floor asks for, starting from ``wording``."""
        if "wording" in act:
            return self._cited(act["wording"])
        changes = [
            Amendment("replace", old, self._cited(new)) for old, new in act.get("replace", ())
        ]
        changes += [Amendment("delete", phrase) for phrase in act.get("delete", ())]
        for put in act.get("insert", ()):
            if "after" in put:
                changes.append(Amendment("after", put["after"], put["text"]))
            else:
                changes.append(Amendment("before", put["before"], put["text"]))
        return amended(wording, changes)

    def _edits(self, proposal: str, words: list[str]) -> list[int]:
        """Numbers of the edits that bring in the given words."""
        found = self._state().now.pending[proposal].now
        every = enumerate(edits(found.base, found.wording), 1)
        return [n for n, edit in every if any(w in "".join(edit.replacement) for w in words)]


def moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def treatment(act: Told) -> tuple[Outcome, Callable[[str], str]]:
    """The decision on brackets an act asks for, and what it makes of a wording."""
    n, owners = act.get("bracket", 1), act.get("owners", ())
    match act["how"]:
        case "put":
            return "bracketed", lambda w: brackets.enclosed(w, act["phrase"], owners)
        case "lift":
            return "brackets lifted", lambda w: brackets.lifted(w, n)
        case "strike":
            return "brackets struck", lambda w: brackets.struck(w, n)
        case "choose":
            return "brackets chosen", lambda w: brackets.chosen(w, n)
        case "split":
            return "brackets split", lambda w: brackets.split(w, n, act["phrase"])
        case "merge":
            return "brackets merged", lambda w: brackets.merged(w, n)
        case "own":
            return "brackets re-owned", lambda w: brackets.reowned(w, n, owners)
        case how:
            assert how == "repair", how
            return "brackets repaired", lambda w: brackets.repaired(w, "pair")
