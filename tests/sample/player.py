"""Plays the sample negotiation: every act of the story, in order, through the real rules.

The story (``story/*.toml``) is told in the words of the room; its head explains the words. Ids
and times follow from the story alone, so two plays give the same record, byte for byte.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from draftrace import intake, readers
from draftrace.errors import DraftraceError
from draftrace.room.acts import (
    agreeing,
    amending,
    bracketing,
    corpus,
    deciding,
    fixing,
    issuing,
    meetings,
    outside,
    packaging,
    proposing,
    restructuring,
    setup,
    silence,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.room.acts.payloads import PackageDecided, Payload
from draftrace.room.floor import Floor
from draftrace.room.places import after
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.instructions import instruction
from draftrace.workspace import SETTINGS, Workspace
from sample.evidence import shared_phrases
from sample.stage import HERE, REPOSITORY, Stage, StoryError, Told, moment, told, treatment

Decide = Callable[[State, Floor], Payload]


class Player(Stage):
    """One performance; ``refused`` are the attempts the rules refused, as (act, message)."""

    def __init__(self, root: Path, files: Path = REPOSITORY) -> None:
        super().__init__(root, files)
        self.refused: list[tuple[Told, str]] = []

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
        payload = entry.act.payload
        made = payload.decisions if isinstance(payload, PackageDecided) else (payload,)
        carried = [r for each in made for r in getattr(each, "rebased", ())]
        keys = {self.ids[k]: k for k in self.ids}
        found = {keys[r.proposal]: r.outcome for r in carried}
        if found != act.get("expect", {}):
            raise StoryError(f"{act['do']} of {act['when']}: expected {act.get('expect')}: {found}")

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
        if "amend" in act:
            return self._amend(act, more)
        if "add" in act:
            anchor, wording = self._provision(act["add"]["after"]).id, act["add"]["wording"]
            return lambda s, f: proposing.propose_insertion(s, f, after(s, anchor), wording, **more)
        more["second_to"] = self.ids[act["second_to"]] if "second_to" in act else ""
        if "split" in act or "merge" in act or "move" in act:
            return self._restructure(act, more)
        target = self._provision(act["address"])
        if "strike" in act:
            return lambda s, f: proposing.propose_deletion(s, f, target.id, **more)
        wording = self._changed(act, target.now.wording)
        if act.get("alternative"):
            return lambda s, f: amending.propose_alternative(s, f, target.id, wording, **more)
        return lambda s, f: proposing.propose_wording(s, f, target.id, wording, **more)

    def _amend(self, act: Told, more: dict[str, Any]) -> Decide:
        parent = self._state().now.pending[self.ids[act["amend"]]]
        wording = self._changed(act, parent.now.wording)
        return lambda s, f: amending.propose_amendment(s, f, parent.id, wording, **more)

    def _restructure(self, act: Told, more: dict[str, Any]) -> Decide:
        target = self._provision(act["address"]).id
        if "split" in act:
            return lambda s, f: restructuring.propose_split(s, f, target, act["split"], **more)
        if "move" in act:
            anchor = self._provision(act["move"]["after"]).id
            return lambda s, f: proposing.propose_move(s, f, target, anchor, **more)
        others = [self._provision(a).id for a in act["merge"]]
        wording = self._cited(act["wording"])
        return lambda s, f: restructuring.propose_merge(s, f, target, others, wording, **more)

    def _take_in(self, act: Told) -> Decide:
        friendly = self._proposals(act["amendments"])
        return lambda s, f: amending.take_in(
            s, f, self.ids[act["proposal"]], friendly, reason=act["reason"]
        )

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
        statement = self.ids[act["statement"]] if "statement" in act else ""
        return lambda s, f: supporting.take_position(
            s,
            f,
            act["stance"],
            proposal=proposal,
            provision=provision,
            text=act["text"],
            statement=statement,
        )

    # Packages

    def _form_package(self, act: Told) -> Decide:
        members, upon = self._proposals(act["proposals"]), self._proposals(act.get("upon", []))
        return lambda s, f: packaging.form(
            s, f, act["name"], members, upon=upon, reason=act["reason"]
        )

    def _dissolve_package(self, act: Told) -> Decide:
        return lambda s, f: packaging.dissolve(s, f, self.ids[act["package"]], act["reason"])

    def _accept_package(self, act: Told) -> Decide:
        package = self.ids[act["package"]]
        return lambda s, f: packaging.accept_package(s, f, package, reason=act["reason"])

    # Decisions

    def _accept(self, act: Told) -> Decide:
        proposal = self.ids[act["proposal"]]
        return lambda s, f: deciding.accept(
            s,
            f,
            proposal,
            only=self._edits(proposal, act.get("only", [])),
            overtaken=self._proposals(act.get("overtaken", [])),
            objections=act.get("objections", []),
            reason=act.get("reason", ""),
        )

    def _settle(self, act: Told) -> Decide:
        target, wording = self._provision(act["address"]).id, self._cited(act["wording"])
        return lambda s, f: deciding.settle(
            s,
            f,
            target,
            wording,
            drawing_on=self._proposals(act["drawing_on"]),
            overtaken=self._proposals(act.get("overtaken", [])),
            objections=act.get("objections", []),
            reason=act["reason"],
        )

    def _bracket(self, act: Told) -> Decide:
        target = self._provision(act["address"]).id
        outcome, operation = treatment(act)
        return lambda s, f: bracketing.treat(s, f, target, outcome, operation, reason=act["reason"])

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
            upon=tuple(self._provision(a).id for a in act.get("upon", ())),
            reason=act["reason"],
        )

    def _reopen(self, act: Told) -> Decide:
        target = self._provision(act["address"]).id
        return lambda s, f: agreeing.reopen(s, f, target, act["reason"])

    def _undo(self, act: Told) -> Decide:
        return lambda s, f: undoing.undo(s, f, self.ids[act["act"]], act["reason"])

    def _fix(self, act: Told) -> Decide:
        target = self._provision(act["address"])
        wording = self._changed(act, target.now.wording)
        return lambda s, f: fixing.fix(s, f, target.id, wording, act["reason"])

    # Silence

    def _open_silence(self, act: Told) -> Decide:
        sent, until = [self._provision(a).id for a in act["on"]], moment(act["until"])
        return lambda s, f: silence.open_silence(
            s, f, sent, until, act["rung"], reason=act["reason"]
        )

    def _break_silence(self, act: Told) -> Decide:
        broken = [self._provision(a).id for a in act["on"]]
        return lambda s, f: silence.break_silence(s, f, broken, act["text"])

    def _close_silence(self, act: Told) -> Decide:
        return lambda s, f: silence.close_silence(
            s, f, self.ids[act["silence"]], reason=act["reason"]
        )

    def _withdraw_silence(self, act: Told) -> Decide:
        return lambda s, f: silence.withdraw_silence(
            s, f, self.ids[act["silence"]], reason=act["reason"]
        )

    # Issues

    def _issue(self, act: Told) -> Decide:
        return lambda s, f: issuing.issue(s, f, act["revision"], act["symbol"])

    def _receive(self, act: Told) -> Decide:
        edited = readers.read(self.files / act["file"], symbol=act["symbol"], role="draft")
        return lambda s, f: outside.receive_revision(s, f, edited)

    def _adopt(self, act: Told) -> Decide:
        oral = [self._read_out(each) for each in act.get("oral", ())]
        return lambda s, f: issuing.adopt(s, f, act["symbol"], oral=oral)

    def _read_out(self, each: Told) -> OralAmendment:
        target = self._provision(each["address"])
        return OralAmendment(
            provision=target.id,
            wording=self._changed(each, target.now.wording),
            party=each["party"],
            reason=each["reason"],
        )

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
