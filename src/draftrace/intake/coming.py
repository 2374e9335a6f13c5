"""Paragraphs that came in: insertions, and the far ends of moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from draftrace.intake.acts import is_act, name
from draftrace.intake.hands import MOVED_HERE, authors, latest, reasons, told, written_within
from draftrace.intake.letters import Matched, bare, shown
from draftrace.intake.paragraphs import New, typed_label
from draftrace.intake.reuniting import reunited
from draftrace.intake.seen import with_acts
from draftrace.intake.standing import amend
from draftrace.intake.taking import Taking, as_if_standing, struck
from draftrace.intake.tracked.model import Mark, Run
from draftrace.text.wording import normalise


def take_new(taking: Taking) -> None:
    """Every paragraph that came in, with who changed it again."""
    for new in taking.new:
        first = new.author
        if new.number in taking.moves:
            _moved(taking, new, first)
            continue
        for author in taking.seen.in_turn(authors(new.runs)):
            if author == first:
                _inserted(taking, new, author)
            elif name(author) != name(first):
                _amended(taking, new, author, first)
            elif taking.seen.knows(first):
                _revised(taking, new, author, first)


def _inserted(taking: Taking, new: New, author: str) -> None:
    wording, label = _reading(taking, new, author)
    if taking.seen.knows(author) or (not wording and is_act(author)):
        wording = _said(taking, new, {author})
    where = f"paragraph {new.number}"
    if not wording:
        text = struck(new.runs, author)
        taking.leave("takes out again the paragraph it inserts", where, author, text)
        return
    taking.cited(new.runs, author, where, new.number)
    own = [each for each in authors(new.runs) if name(each) == name(author)]
    own = [author] if taking.seen.knows(author) else own
    ended = new.end is not None and new.end.author == author
    taking.ask(
        "insertion",
        None,
        wording=wording,
        author=author,
        happened=latest((), author, new.end) if ended else latest(new.runs, author),
        reason=reasons(taking.why(new.runs, each) for each in own),
        number=new.number,
        spot=taking.spot(new.number, new.after, label, new.style),
    )


def _amended(taking: Taking, new: New, author: str, first: str) -> None:
    """A paragraph another author inserted, changed."""
    if is_act(author):
        seen = {first, *taking.seen.by(new.runs, author)}
        wording, before = (_said(taking, new, acts) for acts in ({*seen, author}, seen))
        if wording == before:
            return
    else:
        wording, _label = _reading(taking, new, first, author)
    if wording and wording == _reading(taking, new, first)[0]:
        what = f"changes what others changed in the paragraph {name(first)} inserts"
        taking.leave(what, f"paragraph {new.number}", author, struck(new.runs, author))
        return
    _worded_anew(taking, new, "amendment", wording, (author, first))


def _revised(taking: Taking, new: New, author: str, first: str) -> None:
    """A paragraph whose sponsor worded it anew, or asked that it go, in a later act of the
    record."""
    seen = {first, *taking.seen.by(new.runs, author)}
    wording, before = (_said(taking, new, acts) for acts in ({*seen, author}, seen))
    if wording == before:
        return
    _worded_anew(taking, new, "revision", wording, (author, first))


def _worded_anew(taking: Taking, new: New, kind: str, wording: str, hands: tuple[str, str]) -> None:
    """Another wording, by whom, of the paragraph that who brought it in proposes; none asks that
    it be struck."""
    author, first = hands
    if wording:
        taking.cited(new.runs, author, f"paragraph {new.number}", new.number)
    taking.ask_by(
        author,
        new.runs,
        kind if wording else "deletion",
        None,
        wording=wording,
        number=new.number,
        to=first,
    )


def _reading(taking: Taking, new: New, first: str, amender: str = "") -> tuple[str, str]:
    """What a paragraph that came in says by who brought it in, with one other's changes, and the
    label typed before it."""
    hands = {amender, *(each for each in authors(new.runs) if name(each) == name(first))}
    touched = hands | written_within(new.runs, amender)

    def there(run: Run) -> bool:
        return (run.inserted is None or run.inserted.author in touched) and not (
            run.deleted is not None and run.deleted.author in hands
        )

    return _read(taking, new, there)


def made_on(taking: Taking, new: New, author: str) -> str:
    """What a paragraph that came in said when an act changed it."""
    return _said(taking, new, {new.author, *taking.seen.by(new.runs, author)})


def _said(taking: Taking, new: New, acts: Iterable[str]) -> str:
    """What a paragraph that came in says with some acts."""
    return _read(taking, new, with_acts(acts))[0]


def _read(taking: Taking, new: New, there: Callable[[Run], bool]) -> tuple[str, str]:
    label = typed_label("".join(run.text for run in new.runs if there(run)), new.style)
    wording = taking.come(new).wording(there, taking.citing.note)
    return without_label(wording, label), label


def _moved(taking: Taking, new: New, author: str) -> None:
    place = taking.moves[new.number]
    issued, base = taking.pairs[place].provision, taking.base[place]
    runs = (*base.runs, *new.runs)
    told_from = told(new.runs, taking.tracked.remarks, MOVED_HERE)
    reason = taking.why(runs, author)
    if not (told_from and told_from[1]):
        taking.ask(
            "move",
            issued,
            author=author,
            happened=latest((), author, new.end) or latest(new.runs, author),
            reason=reason,
            number=new.number,
            spot=taking.spot(new.number, new.after),
        )
    movers = [(mark, mark) for mark in _signed(taking, new)]
    together = reunited(base.runs, taking.pairs[place].label, new.runs, movers)
    if together is not None:
        taking.together[place] = together
        changers = taking.seen.in_turn(authors(together))
        if author not in changers:
            together = _without_remarks(taking, together, author)
        matched = Matched(together, issued.wording, 0)
        for each in changers:
            amend(taking, together, matched, issued, each, new.number)
        return
    label = bare(typed_label(new.text, new.style))
    if bare(new.text)[len(label) :] == bare(shown(issued.wording)):
        return
    matched = Matched(as_if_standing(new.runs), issued.wording, len(label))
    taking.ask_by(
        author,
        new.runs,
        "wording",
        issued,
        wording=matched.wording(_anything, taking.citing.note),
        reason="changed as it moved",
        number=new.number,
    )


def _without_remarks(taking: Taking, runs: Iterable[Run], author: str) -> tuple[Run, ...]:
    """The runs without what one author said of them."""
    said = {i for i, remark in taking.tracked.remarks.items() if remark.author == author}
    return tuple(
        msgspec.structs.replace(run, remarks=tuple(i for i in run.remarks if i not in said))
        for run in runs
    )


def _signed(taking: Taking, new: New) -> list[Mark]:
    """Whose the move may be: whoever the comment that says so is by, else anybody who wrote there.
    A program that saved the file again may have dropped its marks of moves or cut its dates."""
    known = taking.tracked.remarks
    remarks = [known[i] for run in new.runs for i in run.remarks if i in known]
    said = [Mark(r.author, r.date) for r in remarks if MOVED_HERE.fullmatch(r.text)]
    wrote = [run.inserted for run in new.runs if run.inserted is not None]
    return list(dict.fromkeys((*said, *wrote)))


def without_label(wording: str, label: str) -> str:
    """The wording without the label typed before it."""
    return wording.removeprefix(normalise(label)).strip() if label else wording


def _anything(run: Run) -> bool:
    del run
    return True
