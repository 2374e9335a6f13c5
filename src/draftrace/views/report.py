"""Where does every word of an issued text come from, and what became of every conclusion?"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from draftrace.room.entities import Issued, Revision
from draftrace.room.state import State
from draftrace.views.coverage import Point, coverage
from draftrace.views.lineage import Picture, picture_of
from draftrace.views.origins import WordOrigin, origins
from draftrace.views.seals import seal_of
from draftrace.views.trace import Trace, trace


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where words come from; ``letter`` stands for the parties together, in every paragraph."""

    letter: str
    parties: tuple[str, ...]
    meeting: str
    source: str
    restored: bool = False


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Words in a row that came in alike; without an origin, white space."""

    text: str
    origin: Origin | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One provision as issued: its words by origin, its trace, and what a picture shows of its
    way where it has one: a source, or more than one version."""

    issued: Issued
    stretches: tuple[Stretch, ...]
    trace: Trace
    lineage: Picture | None = None

    @property
    def origins(self) -> tuple[Origin, ...]:
        return tuple(dict.fromkeys(s.origin for s in self.stretches if s.origin))


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The provenance of one issue. ``letters`` are each letter's parties with how many words are
    theirs; ``struck`` the provisions that stood on the way and are gone; ``head`` the hash of the
    record's last entry."""

    title: str
    revision: Revision
    seal: str
    names: dict[str, str]
    letters: tuple[tuple[str, tuple[str, ...], int], ...]
    provisions: tuple[Told, ...]
    struck: tuple[Trace, ...]
    coverage: tuple[Point, ...]
    head: str = ""


def report(
    state: State,
    text: Revision,
    conclusions: Iterable[tuple[str, str, str]] = (),
    head: str = "",
) -> Report:
    """The report on an issue. ``conclusions`` are (document, address, wording); links confirmed
    after the issue count, since it is now that somebody asks."""
    until = text.stamp.position
    letters: dict[tuple[str, ...], str] = {}
    words: dict[str, int] = {}
    told = []
    for issued in text.provisions:
        traced = origins(state, state.now.provisions[issued.provision], until)
        stretches = _stretches(issued.wording, traced, letters, words)
        told.append(_told(state, text, issued, stretches))
    return Report(
        title=state.now.title,
        revision=text,
        seal=seal_of(text),
        names={code: party.name for code, party in state.now.parties.items()},
        letters=tuple((letter, parties, words[letter]) for parties, letter in letters.items()),
        provisions=tuple(told),
        struck=tuple(_struck(state, text)),
        coverage=tuple(coverage(state, conclusions, text=text.provisions)),
        head=head,
    )


def _told(state: State, text: Revision, issued: Issued, stretches: tuple[Stretch, ...]) -> Told:
    told = trace(state, state.now.provisions[issued.provision], text.stamp.position)
    has_story = bool(told.sources) or len(told.versions) > 1
    return Told(
        issued=issued,
        stretches=stretches,
        trace=told,
        lineage=_lineage(state, text, issued) if has_story else None,
    )


def _lineage(state: State, text: Revision, issued: Issued) -> Picture:
    """The picture of one provision alone, up to the issue."""
    whole = picture_of(state, state.now.provisions[issued.provision])
    known = whole.columns.index(text.name) + 1 if text.name in whole.columns else None
    strand = whole.strands[0]
    return Picture(
        title=issued.address,
        columns=whole.columns[:known],
        strands=(
            msgspec.structs.replace(
                strand,
                address=issued.address,
                wording=issued.wording,
                stops=strand.stops[:known],
                deeds=strand.deeds[:known],
            ),
        ),
    )


def _stretches(
    wording: str,
    words: Iterable[WordOrigin],
    letters: dict[tuple[str, ...], str],
    counts: dict[str, int],
) -> tuple[Stretch, ...]:
    """The wording cut where the origin of its words changes; joined again it is the wording."""
    found: list[Stretch] = []
    at = 0
    for word in words:
        start = wording.index(word.text, at)
        letter = letters.setdefault(word.parties, _letter(len(letters)))
        counts[letter] = counts.get(letter, 0) + word.text[0].isalnum()
        origin = Origin(
            letter=letter,
            parties=word.parties,
            meeting=word.meeting,
            source=word.source,
            restored=bool(word.restored_by),
        )
        gap, at = wording[at:start], start + len(word.text)
        if found and found[-1].origin == origin:
            found[-1] = Stretch(text=found[-1].text + gap + word.text, origin=origin)
            continue
        found += [Stretch(text=gap)] if gap else []
        found.append(Stretch(text=word.text, origin=origin))
    return (*found, Stretch(text=wording[at:])) if at < len(wording) else tuple(found)


def _struck(state: State, text: Revision) -> Iterable[Trace]:
    until = text.stamp.position
    standing = {i.provision for i in text.provisions}
    for provision in sorted(state.now.provisions.values(), key=lambda p: (p.now.rank, p.id)):
        steps = state.past.steps[provision.id]
        stood = any(s.now.life == "standing" for s in steps if s.stamp.position <= until)
        if provision.id not in standing and stood:
            yield trace(state, provision, until)


def _letter(number: int) -> str:
    """A to Z, then AA, AB, and so on."""
    more, last = divmod(number, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + last)
