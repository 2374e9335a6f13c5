"""Which note of the text does a citation in the file mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from draftrace.intake.acts import is_act
from draftrace.intake.changes import NEW_NOTE
from draftrace.intake.hands import authors
from draftrace.intake.letters import Matched, alike, bare, shown, wording_of
from draftrace.intake.reuniting import reunited
from draftrace.intake.tracked.model import Paragraph, Run, Tracked
from draftrace.room.entities import Issued
from draftrace.text.wording import note_ids


class Citing:
    """The notes of a file by the ids of the text: as cited in the base, or by what they say."""

    def __init__(
        self, tracked: Tracked, matched: Iterable[Matched], provisions: Sequence[Issued]
    ) -> None:
        self.ours: dict[str, str] = {}
        for each in matched:
            self.ours |= each.notes()
        self.reunited: dict[str, tuple[Run, ...]] = {}
        self._tracked = tracked
        there = {self._read(theirs): ours for theirs, ours in self.ours.items()}
        self._said = there | {bare(shown(i.wording)): i.note for i in provisions if i.note}
        runs = [(run, p.number) for p in tracked.paragraphs for run in p.runs if run.note]
        self._paragraphs = {run.note: number for run, number in runs}
        self._kept = {run.note for run, _ in runs if run.in_base and run.in_final}
        self._reunite([run for run, _ in runs])
        self._on_citation = {
            run.note: self._said_of(run, p)
            for p in tracked.paragraphs
            for run in p.runs
            if run.note
        }
        both = tracked.numbers_both_sides
        self._numbered = [run.note for run, _ in runs if both or run.in_final]
        cited = {note for i in provisions for note in note_ids(i.wording)}
        exported = [run.note for run, _ in runs if self._is_exported(run, both=both)]
        self._exported = exported if cited <= set(self.ours.values()) else []

    def note(self, run: Run) -> str:
        """The id by which a wording cites what this run cites; of a note that is new the one of
        ``changes.NEW_NOTE``."""
        theirs = run.note
        if run.cited and run.cited <= len(self._numbered):
            theirs = self._numbered[run.cited - 1]
        if theirs in self.ours:
            return self.ours[theirs]
        words = self._read(theirs)
        found = self._said.get(words, "") if words else ""
        return found or (f"{NEW_NOTE}{theirs}" if theirs else "")

    def _read(self, theirs: str) -> str:
        """The letters of a note of the file with all changes, or where it went again those that
        had come in."""
        runs = self._tracked.notes.get(theirs, ())
        left = bare("".join(run.text for run in runs if run.in_final))
        return left or bare("".join(run.text for run in runs if not run.in_base))

    def _is_exported(self, run: Run, *, both: bool) -> bool:
        """Whether a citation counted when the raised figures of the base were written."""
        if run.inserted is None:
            return run.note in self.ours
        return both and is_act(run.inserted.author)

    def astray(self, matched: Matched) -> list[Run]:
        """The raised figures of the base that somebody made those of other notes; not told where
        the file has not all notes, since fewer count otherwise."""
        return [
            run
            for run, note in matched.figures()
            if run.cited <= len(self._exported)
            and self.ours.get(self._exported[run.cited - 1], note) != note
        ]

    def words(self, theirs: str) -> str:
        """What a note of the file says with all changes."""
        return wording_of(
            letters
            for run in self._tracked.notes.get(theirs, ())
            if run.in_final and not run.note and not run.cited
            for letters in alike(run.text, emphasis=run.italic)
        )

    def _reunite(self, cited: Sequence[Run]) -> None:
        """Notes that moved with what cites them, whoever changed their words: gone there, come
        here, and what is common to both one mover's; or those whose citation one took out and
        another brought back, with the words that were theirs."""
        gone = [run for run in cited if run.deleted is not None and run.note in self.ours]
        for run in cited:
            here = self._tracked.notes.get(run.note, ())
            if run.inserted is None or run.note in self.ours:
                continue
            for away in gone:
                there = self._tracked.notes.get(away.note, ())
                hands = [(run.inserted, run.inserted), (away.deleted or run.inserted, run.inserted)]
                together = reunited(there, 0, here, hands)
                if together and any(each.in_base and each.in_final for each in together):
                    self.ours[run.note] = self.ours[away.note]
                    self.reunited[run.note] = together
                    break

    def runs(self, theirs: str) -> tuple[Run, ...]:
        """A note's runs, where it moved as if it had stayed."""
        return self.reunited.get(theirs) or tuple(self._tracked.notes.get(theirs, ()))

    def _said_of(self, citation: Run, paragraph: Paragraph) -> tuple[str, ...]:
        """The comments on a citation alone, and those by who changed the note and nothing else."""
        noted = set(authors(self.runs(citation.note)))
        noted -= set(authors(paragraph.runs))
        beside = {remark for run in paragraph.runs if not run.note for remark in run.remarks}
        remarks = self._tracked.remarks
        return tuple(
            i
            for i in citation.remarks
            if i not in beside or (i in remarks and remarks[i].author in noted)
        )

    def with_remarks(self, theirs: str, runs: Sequence[Run]) -> tuple[Run, ...]:
        """The runs of a note, what was changed in them under the comments on its citation."""
        said = self._on_citation.get(theirs, ())
        return tuple(
            msgspec.structs.replace(run, remarks=(*run.remarks, *said))
            if run.inserted is not None or run.deleted is not None
            else run
            for run in runs
        )

    def is_kept(self, theirs: str) -> bool:
        """Whether a note is cited on either side."""
        return theirs in self._kept or theirs in self.reunited

    def paragraph(self, theirs: str) -> int:
        """The number of the paragraph that cites a note."""
        return self._paragraphs.get(theirs, 0)
