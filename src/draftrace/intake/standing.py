"""Tracked changes in what stood in the base: reworded, struck, split, merged, renumbered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from draftrace.compare import dividing
from draftrace.exporters.sheet import EDITOR
from draftrace.intake.acts import is_act, name
from draftrace.intake.hands import (
    alone,
    amended,
    authors,
    changed,
    latest,
    nested,
    strikes_what_is_left,
)
from draftrace.intake.letters import Matched, bare, behind
from draftrace.intake.merging import take_merged
from draftrace.intake.seen import with_acts
from draftrace.intake.taking import Taking, in_base, struck
from draftrace.intake.tracked.model import END, Mark, Run
from draftrace.intake.wordings import asked, carried
from draftrace.room.entities import Issued

_EDITORS = (EDITOR, "Secretariat")
"""Who signs what follows from the acts; there are files that bear the name for the code."""


def take_standing(taking: Taking) -> None:
    """Every author's changes to every paragraph of the base, then to the notes."""
    merged = take_merged(taking)
    for place in range(len(taking.base)):
        if place in taking.pairs:
            _provision(taking, place, merged.get(place, frozenset()))
        else:
            _no_provision(taking, place)
    _notes(taking)


def _provision(taking: Taking, place: int, told: AbstractSet[str]) -> None:
    base, pair = taking.base[place], taking.pairs[place]
    _numbered(taking, place)
    matched, moved = taking.matched[place], place in taking.moves.values()
    for author in dict.fromkeys(mark.author for mark in base.split):
        if not _is_told(taking, base.runs, matched, author):
            _split(taking, place, author)
    for author in taking.seen.in_turn(authors(base.runs)):
        if author in told or moved:
            continue
        _renumbered(taking, place, author)
        amend(taking, base.runs, matched, pair.provision, author, base.number)


def amend(
    taking: Taking,
    runs: tuple[Run, ...],
    matched: Matched,
    issued: Issued,
    author: str,
    number: int,
) -> None:
    """One author's wording of a provision, its deletion, or its changes to another's wording."""
    if is_act(author):
        _enact(taking, runs, matched, issued, author, number)
        return
    within = nested(runs, author)
    wording = asked(taking, matched, issued.wording, runs, author)
    to = within[0] if len(within) == 1 else ""
    if to and name(to) == name(author):
        wording, to = matched.wording(amended(runs, to, author), taking.citing.note), ""
    elif to:
        wording = matched.wording(amended(runs, to, author), taking.citing.note)
        to = to if wording else ""
    elif strikes_what_is_left(runs, author):
        wording = ""
    elif wording in (issued.wording, matched.wording(in_base)):
        if within:
            by = ", ".join(map(name, within))
            taking.leave(f"strikes what {by} insert", issued.address, author, struck(runs, author))
        return
    taking.cited(runs, author, issued.address, number)
    why = taking.why(runs, author)
    taking.ask_by(
        author,
        runs,
        "amendment" if to else "wording" if wording else "deletion",
        issued,
        wording=wording,
        reason=f"{why} (amends what {', '.join(map(name, within))} insert)".strip()
        if len(within) > 1
        else why,
        number=number,
        to=to,
        shown=taking.shown(matched, author),
    )


def _enact(
    taking: Taking,
    runs: tuple[Run, ...],
    matched: Matched,
    issued: Issued,
    act: str,
    number: int,
) -> None:
    """What an act of the record made of the text it was made on: of the base, of what others had
    made of it, or of what one other party asks for there."""
    seen = taking.seen.by(runs, act)
    made_on = matched.wording(with_acts(seen), taking.citing.note)
    wording = matched.wording(with_acts({*seen, act}), taking.citing.note)
    if wording == made_on:
        return
    if dividing.CUT in made_on or _divides(matched, made_on, wording):
        _redivide(taking, runs, issued, (act, number), (made_on, wording), seen)
        return
    wording, made_on = dividing.run_on(wording), dividing.run_on(made_on)
    if wording == made_on:
        return
    to = taking.seen.amended(act, seen) if wording else ""
    to = "" if name(to) == name(act) else to
    wording = wording if seen else carried(matched, issued.wording, wording)
    taking.cited(runs, act, issued.address, number)
    taking.ask_by(
        act,
        runs,
        "amendment" if to else "wording" if wording else "deletion",
        issued,
        wording=wording,
        number=number,
        to=to,
    )


def _divides(matched: Matched, made_on: str, wording: str) -> bool:
    """Whether an act parts what others had given other words."""
    return dividing.CUT in wording and made_on != matched.wording(in_base)


def _is_told(taking: Taking, runs: Sequence[Run], matched: Matched, author: str) -> bool:
    """Whether a division is told by its act on what it was made on, which was not the base."""
    if not is_act(author):
        return False
    made_on = matched.wording(with_acts(taking.seen.by(runs, author)), taking.citing.note)
    return made_on != matched.wording(in_base, taking.citing.note)


def _redivide(
    taking: Taking,
    runs: tuple[Run, ...],
    issued: Issued,
    signed: tuple[str, int],
    versions: tuple[str, str],
    seen: Collection[str],
) -> None:
    """An act that parts a paragraph others had changed, or that changes one that is parted: the
    first divides it as it says by then, the others amend that."""
    (act, number), (made_on, wording) = signed, versions
    known = taking.seen.in_turn(end.author for end in _ends(runs) if end.author in seen)
    to = known[0] if dividing.CUT in made_on and known else ""
    if to:
        cuts = [end.author for end in _ends(runs) if end.author in {*seen, act}]
        made_on, wording = dividing.aside_run_on(made_on, wording, [by == to for by in cuts])
    inside = dividing.reworded_piece(made_on, wording) if to else None
    kind = "split" if not to else "revision" if name(to) == name(act) else "amendment"
    taking.cited(runs, act, issued.address, number)
    taking.ask_by(
        act,
        runs,
        kind if dividing.CUT in wording else "wording" if wording else "deletion",
        issued,
        wording=wording,
        number=number,
        to=to,
        piece=inside[0] + 1 if inside is not None else 0,
    )


def _ends(runs: Sequence[Run]) -> list[Mark]:
    """The ends of paragraphs that came in within one."""
    return [run.inserted for run in runs if run.text == END and run.inserted is not None]


def _numbered(taking: Taking, place: int) -> None:
    """A number that an author typed where there was none."""
    author, label = taking.numbered.get(place, ("", ""))
    if label and not is_act(author):
        told = f"no number becomes {label}"
        taking.leave("number typed anew", taking.pairs[place].provision.address, author, told)


def _renumbered(taking: Taking, place: int, author: str) -> None:
    """A number that an author typed anew; what came with an act of the record only follows."""
    if is_act(author):
        return
    matched = taking.matched[place]
    there = alone(matched.runs, author)
    old, new = matched.typed(in_base), matched.typed(there)
    stands = any(there(run) and run.in_final and run.text.strip() for run in matched.runs)
    if old != new and stands and not _follows(taking, matched.runs, author):
        told = f"{old or 'no number'} becomes {new or 'no number'}"
        taking.leave("number typed anew", taking.pairs[place].provision.address, author, told)


def _follows(taking: Taking, runs: Sequence[Run], author: str) -> bool:
    """Whether a number is another only because of what the acts in a file of ours brought in and
    took out: it is the editor's of the issue, the last that happened to the text."""
    until = taking.tracked.until
    if not until or name(author) not in _EDITORS:
        return False
    marks = (m for r in changed(runs, author) for m in (r.inserted, r.deleted) if m is not None)
    return {mark.date for mark in marks if mark.author == author} == {until}


def _split(taking: Taking, place: int, author: str) -> None:
    base, issued = taking.base[place], taking.pairs[place].provision
    marks = [mark for mark in base.split if mark.author == author]
    begins = [
        behind(issued.wording, len(bare(words)))
        for mark, words in zip(base.split, base.begins, strict=True)
        if mark.author == author
    ]
    exact = taking.matched[place].exact
    division = "" if all(begins) else _division(taking, place, author)
    if not exact or not (division or all(begins)):
        what = "split where no word of the text begins"
        what = what if exact else "split of a paragraph that was also changed without tracking"
        taking.leave(what, issued.address, author, base.text)
        return
    taking.ask(
        "split",
        issued,
        author=author,
        happened=latest((), author, *marks),
        reason=taking.why(base.runs, author),
        number=base.number,
        wording=division,
        begins=() if division else tuple(begins),
    )


def _division(taking: Taking, place: int, act: str) -> str:
    """How an act of the record divides a paragraph, its pieces as the act found them; empty for
    another's."""
    if not is_act(act):
        return ""
    seen = taking.seen.by(taking.base[place].runs, act)
    return taking.matched[place].wording(with_acts({*seen, act}), taking.citing.note)


def _no_provision(taking: Taking, place: int) -> None:
    """Tracked changes in a paragraph that is no provision of the issue."""
    base = taking.base[place]
    for author in authors(base.runs, *base.split, base.merged):
        what = "tracked change in a paragraph that is not in the text"
        taking.leave(what, f"paragraph {base.number}", author, base.final or base.text)


def _notes(taking: Taking) -> None:
    """Changes in the words of footnotes that are still cited."""
    ours = {i.note: i for i in taking.alignment.text.provisions if i.kind == "footnote"}
    for theirs, note in taking.citing.ours.items():
        issued = ours.get(note)
        runs = taking.citing.runs(theirs)
        if issued is None or not taking.citing.is_kept(theirs):
            continue
        number = taking.citing.paragraph(theirs)
        runs = taking.citing.with_remarks(theirs, runs)
        for author in taking.seen.in_turn(authors(runs)):
            amend(taking, runs, Matched(runs, issued.wording, 0), issued, author, number)
