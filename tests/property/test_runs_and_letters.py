"""How a program cuts a paragraph into runs says nothing: cut into single letters it reads alike."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from draftrace.intake.letters import Matched, shown
from draftrace.intake.tracked.model import END, OBJECT, Mark, Run
from draftrace.text.wording import normalise

_MARKS = st.none() | st.builds(Mark, st.sampled_from(("FRA", "KEN")))
_WORDS = st.builds(
    Run,
    st.text(alphabet="ab1. \t*[^\\-\u00ad\u2011\u00a0é", max_size=6),
    inserted=_MARKS,
    deleted=_MARKS,
    italic=st.booleans(),
)
_NOTES = st.builds(
    Run, st.just(OBJECT), inserted=_MARKS, deleted=_MARKS, note=st.sampled_from(("1", "2"))
)
_ENDS = st.builds(Run, st.just(END), inserted=st.just(Mark("KEN")), deleted=_MARKS)
_WORDINGS = st.lists(
    st.sampled_from(("a", "1. ", "*a b*", "b ", "[^x]", "*a[^y] b*", "\\*", "-")), max_size=5
).map("".join)
_OTHERS = st.lists(_WORDS | _WORDS | _NOTES | _ENDS, max_size=4)


def _letter_by_letter(run: Run) -> list[Run]:
    if run.text == END:
        return [run]
    return [msgspec.structs.replace(run, text=letter) for letter in run.text]


def _without(*hands: str) -> Callable[[Run], bool]:
    def there(run: Run) -> bool:
        came = run.inserted is None or run.inserted.author not in hands
        return came and not (run.deleted is not None and run.deleted.author in hands)

    return there


@st.composite
def _paragraphs(draw: st.DrawFn) -> tuple[list[Run], str]:
    """Runs among which those of the base say a wording, and the wording."""
    wording = normalise(draw(_WORDINGS))
    runs: list[Run] = []
    held = ""
    for letter in shown(wording):
        held += letter
        if letter == OBJECT or draw(st.booleans()):
            gone = draw(_MARKS)
            runs += [Run(held.rstrip(OBJECT), deleted=gone)]
            runs += [Run(OBJECT, deleted=gone, note="1")] if letter == OBJECT else []
            held = ""
            runs += [each for each in draw(_OTHERS) if each.inserted is not None]
    return [*runs, Run(held)], wording


@given(_paragraphs() | st.tuples(_OTHERS, _WORDINGS), st.integers(0, 2), st.booleans())
def test_a_paragraph_reads_alike_however_it_is_cut(
    paragraph: tuple[list[Run], str], label: int, known: bool
) -> None:
    runs, wording = paragraph

    def note(run: Run) -> str:
        return f"new-{run.note}" if known else ""

    cut = [each for run in runs for each in _letter_by_letter(run)]
    whole, parts = Matched(runs, wording, label), Matched(cut, wording, label)
    for there in (_without("FRA"), _without("KEN"), _without(), _without("FRA", "KEN")):
        assert whole.wording(there, note) == parts.wording(there, note)
