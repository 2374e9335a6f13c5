"""Paragraphs that came in: insertions, and the far ends of moves."""

from __future__ import annotations

from draftrace.intake.hands import alone, amended, authors, latest
from draftrace.intake.letters import Matched, bare, shown
from draftrace.intake.paragraphs import New, typed_label
from draftrace.intake.taking import Taking, as_if_standing, struck
from draftrace.intake.tracked.model import Run
from draftrace.text.wording import normalise


def take_new(taking: Taking) -> None:
    """Every paragraph that came in, with who changed it again."""
    for new in taking.new:
        first = next(r.inserted.author for r in new.runs if r.inserted is not None)
        if new.number in taking.moves:
            _moved(taking, new, first)
            continue
        for author in authors(new.runs):
            if author == first:
                _inserted(taking, new, author)
            else:
                _amended(taking, new, author, first)


def _inserted(taking: Taking, new: New, author: str) -> None:
    there = alone(new.runs, author)
    label = typed_label("".join(run.text for run in new.runs if there(run)))
    wording = without_label(Matched(new.runs, "", 0).wording(there, taking.citing.note), label)
    where = f"paragraph {new.number}"
    if not wording:
        text = struck(new.runs, author)
        taking.leave("takes out again the paragraph it inserts", where, author, text)
        return
    taking.cited(new.runs, author, where, new.number)
    taking.ask(
        "insertion",
        None,
        wording=wording,
        author=author,
        happened=latest(new.runs, author),
        reason=taking.why(new.runs, author),
        number=new.number,
        spot=taking.spot(new.number, new.after, label, new.style),
    )


def _amended(taking: Taking, new: New, author: str, first: str) -> None:
    """A paragraph another author inserted, changed."""
    there = amended(new.runs, first, author)
    label = typed_label("".join(run.text for run in new.runs if there(run)))
    wording = without_label(Matched(new.runs, "", 0).wording(there, taking.citing.note), label)
    where = f"paragraph {new.number}"
    if not wording:
        text = struck(new.runs, author)
        taking.leave(f"strikes the paragraph {first} inserts", where, author, text)
        return
    taking.cited(new.runs, author, where, new.number)
    taking.ask(
        "amendment",
        None,
        wording=wording,
        author=author,
        happened=latest(new.runs, author),
        reason=taking.why(new.runs, author),
        number=new.number,
        to=first,
    )


def _moved(taking: Taking, new: New, author: str) -> None:
    place = taking.moves[new.number]
    issued, base = taking.pairs[place].provision, taking.base[place]
    runs = (*base.runs, *new.runs)
    taking.ask(
        "move",
        issued,
        author=author,
        happened=latest(new.runs, author),
        reason=taking.why(runs, author),
        number=new.number,
        spot=taking.spot(new.number, new.after),
    )
    text = "".join(run.text for run in new.runs if run.in_final)
    label = bare(typed_label(text))
    if bare(text)[len(label) :] == bare(shown(issued.wording)):
        return
    matched = Matched(as_if_standing(new.runs), issued.wording, len(label))
    taking.ask(
        "wording",
        issued,
        wording=matched.wording(_anything, taking.citing.note),
        author=author,
        happened=latest(new.runs, author),
        reason="changed as it moved",
        number=new.number,
    )


def without_label(wording: str, label: str) -> str:
    """The wording without the label typed before it."""
    return wording.removeprefix(normalise(label)).strip() if label else wording


def _anything(run: Run) -> bool:
    del run
    return True
