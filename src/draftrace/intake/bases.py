"""Which issue of the text was a file made from, and which of its paragraphs is which provision?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from draftrace.compare.align import Alignment as Row
from draftrace.compare.align import Block, align
from draftrace.errors import DraftraceError, Hint, UsageError
from draftrace.exporters.compilation import STANDING, standing_revision
from draftrace.exporters.extract import addresses_in
from draftrace.intake.hands import in_utc
from draftrace.intake.letters import Matched, bare, shown
from draftrace.intake.paragraphs import Base, typed_label
from draftrace.intake.tracked.model import OBJECT, Tracked, opening
from draftrace.intake.tracked.rows import ROW
from draftrace.room.entities import Issued, Revision
from draftrace.room.floor import TABLE_IT
from draftrace.room.state import State
from draftrace.text import labels
from draftrace.text.wording import BAR
from draftrace.views.moments import position_at
from draftrace.views.seals import seal_of
from draftrace.views.standing import revision

_SHOWN = 5
StateAt = Callable[[int], State]
"""The state as it was after an entry of the record."""


class Pair(msgspec.Struct, frozen=True):
    """A paragraph of the file's base and the provision it is; ``label`` is how many letters of it
    are the label typed before the words."""

    paragraph: int
    provision: Issued
    label: int


class Alignment(msgspec.Struct, frozen=True):
    """The file's base against an issue. ``extra`` paragraphs are no provision, ``missing``
    provisions no paragraph; ``moved`` and ``renumbered`` say where a provision is but elsewhere or
    under another number; ``broken`` are provisions and paragraphs that are split or merged."""

    text: Revision
    pairs: tuple[Pair, ...]
    extra: tuple[int, ...]
    missing: tuple[Issued, ...]
    moved: tuple[str, ...]
    renumbered: tuple[Pair, ...]
    broken: tuple[tuple[tuple[Issued, ...], tuple[int, ...], str], ...]

    def differs(self, base: Sequence[Base]) -> list[str]:
        """What of the file's base is not the issue, a line each; the rows of a table that is none
        of the text, as of a letterhead, don't speak against it."""
        told = [
            f"{pair.provision.address} reads otherwise: “{opening(base[pair.paragraph].text)}”"
            for pair in self.pairs
            if not is_same(base[pair.paragraph], pair)
        ]
        told += [f"{i.address} is not in the file" for i in self.missing]
        told += [f"{i} stands elsewhere" for i in self.moved]
        extra = (base[n] for n in self.extra if base[n].style != ROW)
        told += [f"not in the text: “{opening(each.text)}”" for each in extra]
        return told + [
            f"{', '.join(i.address for i in olds)} {what}" for olds, _places, what in self.broken
        ]


def is_same(base: Base, pair: Pair) -> bool:
    """Whether a paragraph of the base says what the provision said."""
    wording = pair.provision.wording
    if bare(base.text)[pair.label :] == bare(shown(wording)):
        return True
    raised = any(run.cited for run in base.runs)
    return raised and Matched(base.runs, wording, pair.label).exact


def found_base(
    state: State, tracked: Tracked, base: Sequence[Base], on: str, at: StateAt | None = None
) -> Alignment:
    """The issue the file was made from: as named, by the seal in it, or the one whose words it
    has; or the text that stood when it was exported, where ``at`` gives the state after an entry.
    Raises UsageError naming the differences where there is none."""
    if not state.now.symbol:
        raise UsageError("Nothing is on the table.", TABLE_IT)
    if on:
        return aligned(_named(state, on, at), state, base)
    known: dict[str, Revision] = {}
    for text in (*reversed(state.past.revisions), standing_revision(state)):
        known.setdefault(seal_of(text), text)
    if at is not None and tracked.seal not in known and 0 < tracked.entry < state.now.position:
        earlier = _stood(tracked.entry, at)
        known.setdefault(seal_of(earlier), earlier)
    sealed = _by_seal(state, tracked, known)
    if sealed is not None:
        return _nearer(
            aligned(sealed, state, base, "" if tracked.against else tracked.extract),
            lambda: aligned(known[tracked.seal], state, base, tracked.extract),
            base,
            settled=bool(tracked.against) and not _bears_our_marks(tracked),
        )
    tried: list[tuple[str, list[str]]] = []
    alike = False
    for text in known.values():
        found = aligned(text, state, base)
        differing = found.differs(base)
        if not differing:
            return found
        alike |= bool(found.pairs or found.broken)
        tried.append((text.name, differing))
    if not alike:
        raise DraftraceError(
            "The file is no issue of this text: none of its paragraphs stands in any.",
            "Is it the right file, and the right workspace?",
        )
    raise _unknown(tracked, sorted(tried, key=lambda each: len(each[1])))


def _nearer(
    sealed: Alignment, text: Callable[[], Alignment], base: Sequence[Base], *, settled: bool
) -> Alignment:
    """The issue a file of ours is marked against; its text, where somebody ``settled`` all our
    marks and what is left says that rather: who accepts them all goes on from there."""
    differing = len(sealed.differs(base)) if settled else 0
    if not differing:
        return sealed
    other = text()
    return other if len(other.differs(base)) < differing else sealed


def _bears_our_marks(tracked: Tracked) -> bool:
    """Whether any change in the file is as old as those that we wrote."""
    runs = [run for paragraph in tracked.paragraphs for run in paragraph.runs]
    runs += [run for note in tracked.notes.values() for run in note]
    marks = [mark for run in runs for mark in (run.inserted, run.deleted)]
    marks += [mark for each in tracked.paragraphs for mark in (each.inserted, each.deleted)]
    return any(mark is not None and in_utc(mark.date) <= tracked.until for mark in marks)


def _unknown(tracked: Tracked, tried: Sequence[tuple[str, list[str]]]) -> UsageError:
    """What to say of a file made from none; ``tried`` are the issues, the nearest first, each
    with what differs."""
    least = len(tried[0][1])
    near = [name for name, differing in tried if len(differing) == least]
    message = "With all changes rejected the file is no issue of this text"
    message += ", and its seal is of none. " if tracked.seal else ". "
    if len(near) == 1:
        message += f"Nearest is {near[0]}, which differs in {_told(tried[0][1])}."
        hint = f"If it was made from {near[0]}, name that"
    else:
        unlike = (
            f"{name} differs in {_told(differing)}." for name, differing in tried[: len(near)]
        )
        message += f"Equally near are {' and '.join(near)}: {' '.join(unlike)}"
        hint = "Name the one it was made from"
    further = [f"{name} ({len(differing)})" for name, differing in tried[len(near) :]]
    message += f" Further off: {', '.join(further)}." if further else ""
    named = " or ".join(f"--on {name}" for name in near)
    after = "What differs is then taken as untracked; from any other, words decided since would "
    after += "be put back."
    said = f"{hint} ({named}). {after}"
    return UsageError(message, Hint(said, f"{hint} under “made from”. {after}"))


def _told(differing: Sequence[str]) -> str:
    many = f"{len(differing)} places" if len(differing) > 1 else "1 place"
    more = "; …" if len(differing) > _SHOWN else ""
    return f"{many}: {'; '.join(differing[:_SHOWN])}{more}"


def _named(state: State, name: str, at: StateAt | None) -> Revision:
    if at is not None and name.isdigit():
        return _stood(position_at(state, name), at)
    return standing_revision(state) if name.casefold() == STANDING else revision(state, name)


def _stood(entry: int, at: StateAt) -> Revision:
    """The text as it stood after an entry."""
    text = standing_revision(at(entry))
    return Revision(f"entry {entry}", text.symbol, text.stamp, text.seal, text.provisions)


def _by_seal(state: State, tracked: Tracked, known: Mapping[str, Revision]) -> Revision | None:
    """The issue whose seal the file bears; of a marked file the issue it is marked against."""
    found = known.get(tracked.seal)
    if found is None or not tracked.against:
        return found
    named = [r for r in state.past.revisions if r.name == tracked.against]
    return named[0] if named else found


def aligned(text: Revision, state: State, base: Sequence[Base], extract: str = "") -> Alignment:
    """The file's base against one issue, or what it holds of it as an extract; the title printed
    above the text is none of it."""
    provisions = [i for i in text.provisions if i.kind != "footnote" and bare(shown(i.wording))]
    held = set(addresses_in(provisions, extract)) if extract else {i.address for i in provisions}
    outside = [i for i in provisions if i.address not in held]
    provisions = [i for i in provisions if i.address in held]
    olds = {i.address: i for i in provisions}
    said = {bare(shown(i.wording)) for i in provisions}
    typed = ["" if bare(p.text) in said else typed_label(p.text, p.style) for p in base]
    old = [Block(i.address, _compared(i.wording), i.label, i.kind) for i in provisions]
    new = [
        Block(str(n), " ".join(words.replace(OBJECT, "").replace(BAR, "|").split()), label)
        for n, (paragraph, label) in enumerate(zip(base, typed, strict=True))
        for words in [_after(paragraph.text, label)]
    ]
    title = bare(state.now.title)
    if title not in said:
        new = [block for block in new if bare(base[int(block.address)].text) != title]
    found = _sorted(text, olds, align(old, new), typed)
    extra = tuple(n for n in found.extra if bare(base[n].text) != title)
    renumbered = tuple(
        pair
        for pair in found.pairs
        if _is_renumbered(base[pair.paragraph], typed[pair.paragraph], pair.provision)
    )
    missing = (*found.missing, *outside)
    return msgspec.structs.replace(found, extra=extra, missing=missing, renumbered=renumbered)


def _sorted(
    text: Revision, olds: dict[str, Issued], rows: Sequence[Row], typed: Sequence[str]
) -> Alignment:
    pairs: list[Pair] = []
    extra: list[int] = []
    missing: list[Issued] = []
    moved: list[str] = []
    broken: list[tuple[tuple[Issued, ...], tuple[int, ...], str]] = []
    for row in rows:
        before = tuple(olds[address] for address in row.old)
        places = tuple(int(number) for number in row.new)
        if not before:
            extra += list(places)
        elif not places:
            missing += list(before)
        elif len(before) == len(places) == 1:
            pairs.append(Pair(places[0], before[0], len(bare(typed[places[0]]))))
            moved += [before[0].address] if "moved" in row.change else []
        else:
            broken.append((before, places, "split" if "split" in row.change else "merged"))
    return Alignment(
        text,
        tuple(sorted(pairs, key=lambda pair: pair.paragraph)),
        tuple(extra),
        tuple(missing),
        tuple(moved),
        (),
        tuple(broken),
    )


def _is_renumbered(paragraph: Base, typed: str, provision: Issued) -> bool:
    """Whether a number was typed anew or taken out; one from the program is not among the
    letters."""
    printed = bare(labels.printed(provision.label, provision.kind))
    if not typed:
        begins = bool(printed) and bare(paragraph.text).startswith(printed)
        return bool(printed) and not begins and not paragraph.numbered
    return bare(typed) not in (printed, bare(provision.label))


def _compared(wording: str) -> str:
    return " ".join(shown(wording).replace(OBJECT, "").split())


def _after(text: str, label: str) -> str:
    return text.lstrip().removeprefix(label) if label else text
