"""Plays the sample negotiation: every act of the story, in order, through the real rules.

The story (``story/*.toml``) is told in the words of the room; its head explains the words. Ids
and times follow from the story alone, so two plays give the same record, byte for byte.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from draftrace import intake, readers
from draftrace.compare.phrases import Amendment, amended
from draftrace.compare.words import edits
from draftrace.errors import DraftraceError
from draftrace.room.acts import (
    agreeing,
    corpus,
    deciding,
    issuing,
    meetings,
    proposing,
    setup,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.payloads import Decided, Payload
from draftrace.room.acts.terms import SourceRef
from draftrace.room.entities import Provision
from draftrace.room.floor import Floor
from draftrace.room.places import after
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.text.instructions import instruction
from draftrace.text.wording import with_notes
from draftrace.views.standing import resolve
from draftrace.workspace import SETTINGS, Workspace
from sample.evidence import shared_phrases

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
Told = Mapping[str, Any]
Decide = Callable[[State, Floor], Payload]


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


class Player:
    """One performance in a workspace; ``ids`` are what the story's keys came to name, ``refused``
    the attempts the rules refused, as (act, message)."""

    def __init__(self, root: Path, files: Path = REPOSITORY) -> None:
        self.root = root
        self.files = files
        self.ids: dict[str, str] = {}
        self.refused: list[tuple[Told, str]] = []
        self._documents: dict[str, Document] = {}
        self._now = datetime(2030, 1, 1, tzinfo=UTC)
        self._count = 0
        self.workspace = Workspace(root)

    def play(self, story: Iterator[Told] | None = None) -> Workspace:
        """Perform the whole story and return the workspace it happened in."""
        for act in story if story is not None else told():
            self.perform(act)
        return self.workspace

    def conclusions(self) -> list[tuple[str, str]]:
        """Symbol and address of every point the working groups concluded with."""
        from draftrace.room.compiling import conclusions

        reports = [d for d in self._documents.values() if d.role == "conclusions"]
        return [(d.symbol, p.address) for d in reports for p in conclusions(d)]

    def perform(self, act: Told) -> None:
        """One act of the story."""
        if act["when"] < self._now:
            raise StoryError(f"{act['do']} at {act['when']} comes after {self._now}")
        self._now = act["when"]
        if act["do"] == "open-workspace":
            self._found(act)
            return
        if "refused" not in act:
            self._check(act, self._record(act))
            return
        try:
            entry = self._record(act)
        except DraftraceError as refusal:
            if act["refused"] not in f"{refusal.message} {refusal.hint}":
                raise StoryError(f"refused otherwise: {refusal.message} {refusal.hint}") from None
            self.refused.append((act, refusal.message))
            return
        raise StoryError(f"should have been refused: entry {entry.position}")

    def _record(self, act: Told) -> Entry:
        decide: Decide = getattr(self, "_" + act["do"].replace("-", "_"))(act)
        talks = self.workspace.negotiation
        floor = talks.floor(
            act["by"],
            recorder=act.get("recorder", ""),
            behalf=act.get("for", ""),
            meeting=self.ids[act["meeting"]] if "meeting" in act else "",
            attachments=[intake.attachment(HERE / f) for f in act.get("attach", ())],
        )
        entry = talks.perform(decide, floor)
        if "key" in act:
            self.ids[act["key"]] = entry.act.id
        return entry

    def _check(self, act: Told, entry: Entry) -> None:
        """What the story expects of every other pending proposal is what the act carries."""
        if not isinstance(entry.act.payload, Decided):
            return
        keys = {self.ids[k]: k for k in self.ids}
        found = {keys[r.proposal]: r.outcome for r in entry.act.payload.rebased}
        if found != act.get("expect", {}):
            raise StoryError(f"{act['do']} of {act['when']}: expected {act.get('expect')}: {found}")

    # Ids, times and names

    def _time(self) -> str:
        return self._now.strftime("%Y-%m-%dT%H:%M:%SZ")

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

    # Setting up

    def _found(self, act: Told) -> None:
        self.workspace = Workspace.found(
            self.root,
            act["title"],
            identify=self._identify,
            clock=self._time,
            recorded=self._time,
        )

    def _add_party(self, act: Told) -> Decide:
        return lambda s, f: setup.add_party(s, f, act["code"], act["name"], act["role"])

    def _join(self, act: Told) -> Decide:
        return lambda s, f: setup.join_group(s, f, act["group"], act["member"])

    def _leave(self, act: Told) -> Decide:
        return lambda s, f: setup.leave_group(s, f, act["group"], act["member"])

    def _open_meeting(self, act: Told) -> Decide:
        return lambda s, f: meetings.open_meeting(
            s, f, act["name"], level=act["level"], presiding=act["presiding"], place=act["place"]
        )

    def _close_meeting(self, act: Told) -> Decide:
        return lambda s, f: meetings.close_meeting(s, f, self.ids[act["meeting"]])

    def _register(self, act: Told) -> Decide:
        source = intake.source(self.files / act["file"], symbol=act["symbol"], role=act["role"])
        source.keep(self.workspace.corpus)
        self._documents[act["symbol"]] = source.document
        return lambda s, f: corpus.add_document(s, f, source.intent())

    def _table(self, act: Told) -> Decide:
        draft = readers.read(self.files / act["file"], symbol=act["symbol"], role="draft")
        return lambda s, f: tabling.table(s, f, draft)

    # Sources

    def _link(self, act: Told) -> Decide:
        source = self._source(act["source"])
        target = self._provision(act["address"])
        return lambda s, f: corpus.link(
            s,
            f,
            target.id,
            source,
            relation=act["relation"],
            evidence=shared_phrases(target.now.wording, source.wording),
            reason=act.get("reason", ""),
        )

    def _dismiss(self, act: Told) -> Decide:
        target, source = self._provision(act["address"]).id, self._source(act["source"])
        return lambda s, f: corpus.dismiss(s, f, target, source, act["reason"])

    def _lift(self, act: Told) -> Decide:
        sources = self._sources(act["sources"])
        offered = " ".join(instruction(source.wording) for source in sources)
        if act.get("offered", offered) != offered:
            raise StoryError(f"lifting offers: {offered}")
        anchor = self._provision(act["after"]).id
        return lambda s, f: tabling.lift(s, f, sources, act["wording"], after=anchor)

    # Proposals

    def _propose(self, act: Told) -> Decide:
        more = {"reason": act["reason"], "sources": self._sources(act.get("sources", []))}
        if "add" in act:
            anchor, wording = self._provision(act["add"]["after"]).id, act["add"]["wording"]
            return lambda s, f: proposing.propose_insertion(s, f, after(s, anchor), wording, **more)
        target = self._provision(act["address"])
        if "strike" in act:
            return lambda s, f: proposing.propose_deletion(s, f, target.id, **more)
        if "move" in act:
            anchor = self._provision(act["move"]["after"]).id
            return lambda s, f: proposing.propose_move(s, f, target.id, anchor, **more)
        wording = self._changed(act, target.now.wording)
        return lambda s, f: proposing.propose_wording(s, f, target.id, wording, **more)

    def _revise(self, act: Told) -> Decide:
        proposal = self._state().now.pending[self.ids[act["proposal"]]]
        standing = self._state().now.provisions[proposal.provision].now.wording
        wording = self._changed(act, standing)
        return lambda s, f: proposing.revise(s, f, proposal.id, wording, reason=act["reason"])

    def _withdraw(self, act: Told) -> Decide:
        return lambda s, f: proposing.withdraw(s, f, self.ids[act["proposal"]], act["reason"])

    def _confirm(self, act: Told) -> Decide:
        return lambda s, f: proposing.confirm(s, f, self.ids[act["proposal"]])

    def _co_sponsor(self, act: Told) -> Decide:
        return lambda s, f: supporting.co_sponsor(s, f, self.ids[act["proposal"]])

    def _position(self, act: Told) -> Decide:
        proposal = self.ids[act["on"]] if "on" in act else ""
        provision = self._provision(act["address"]).id if "address" in act else ""
        return lambda s, f: supporting.take_position(
            s, f, act["stance"], proposal=proposal, provision=provision, text=act["text"]
        )

    # Decisions

    def _accept(self, act: Told) -> Decide:
        proposal = self.ids[act["proposal"]]
        return lambda s, f: deciding.accept(
            s,
            f,
            proposal,
            only=self._edits(proposal, act.get("only", [])),
            overtaken=self._proposals(act.get("overtaken", [])),
            reason=act.get("reason", ""),
        )

    def _edits(self, proposal: str, words: list[str]) -> list[int]:
        """Numbers of the edits that bring in the given words."""
        found = self._state().now.pending[proposal].now
        every = enumerate(edits(found.base, found.wording), 1)
        return [n for n, edit in every if any(w in "".join(edit.replacement) for w in words)]

    def _settle(self, act: Told) -> Decide:
        target, wording = self._provision(act["address"]).id, self._cited(act["wording"])
        return lambda s, f: deciding.settle(
            s,
            f,
            target,
            wording,
            drawing_on=self._proposals(act["drawing_on"]),
            overtaken=self._proposals(act.get("overtaken", [])),
            reason=act["reason"],
        )

    def _reject(self, act: Told) -> Decide:
        return lambda s, f: deciding.reject(s, f, self._proposals(act["proposals"]), act["reason"])

    def _defer(self, act: Told) -> Decide:
        target = self._provision(act["address"]).id
        return lambda s, f: deciding.defer(s, f, target, act["reason"])

    def _agree(self, act: Told) -> Decide:
        target = self._provision(act["address"]).id
        return lambda s, f: agreeing.agree(
            s,
            f,
            target,
            act["rung"],
            ad_referendum=act.get("ad_referendum", False),
            pending=tuple(act.get("pending", ())),
            alone=act.get("alone", False),
            reason=act["reason"],
        )

    def _reopen(self, act: Told) -> Decide:
        target = self._provision(act["address"]).id
        return lambda s, f: agreeing.reopen(s, f, target, act["reason"])

    def _undo(self, act: Told) -> Decide:
        return lambda s, f: undoing.undo(s, f, self.ids[act["act"]], act["reason"])

    # Issues

    def _issue(self, act: Told) -> Decide:
        return lambda s, f: issuing.issue(s, f, act["revision"], act["symbol"])

    def _adopt(self, act: Told) -> Decide:
        return lambda s, f: issuing.adopt(s, f, act["symbol"])

    def _correct(self, act: Told) -> Decide:
        target = self._provision(act["address"])
        corrected = {target.id: self._changed(act, target.now.wording)}
        return lambda s, f: issuing.correct(s, f, corrected, act["reason"], act["symbol"])


def main() -> None:
    """Play the sample and put its sealed records and readings into the repository, which is the
    sample's workspace."""
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        player.play().journal.close()
        for old in (*REPOSITORY.glob("sessions/*.jsonl"), *REPOSITORY.glob("sessions/journal.db*")):
            old.unlink()
        for made in (
            *player.root.glob("sessions/*.jsonl"),
            *player.root.glob(f"corpus/*{intake.READING}"),
            player.root / SETTINGS,
        ):
            kept = REPOSITORY / made.relative_to(player.root)
            kept.parent.mkdir(exist_ok=True)
            shutil.copy(made, kept)


if __name__ == "__main__":
    main()
