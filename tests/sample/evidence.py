"""Which phrases does a provision share with the source paragraph it was drafted from?"""

from __future__ import annotations

from difflib import SequenceMatcher

from draftrace.room.acts.terms import Span
from draftrace.text.tokens import is_word, spans

_FEWEST_WORDS = 3


def shared_phrases(wording: str, source: str) -> tuple[tuple[Span, Span], ...]:
    """Runs of three words or more that stand in both, as character spans in each."""
    ours = [t for t in spans(wording) if is_word(t[0])]
    theirs = [t for t in spans(source) if is_word(t[0])]
    matcher = SequenceMatcher(
        None, [t[0].casefold() for t in ours], [t[0].casefold() for t in theirs], autojunk=False
    )
    return tuple(
        (
            (ours[run.a][1], ours[run.a + run.size - 1][2]),
            (theirs[run.b][1], theirs[run.b + run.size - 1][2]),
        )
        for run in matcher.get_matching_blocks()
        if run.size >= _FEWEST_WORDS
    )
