"""What may have become of each conclusion in the standing text, and where may the rest of it come
from, by the engine's own judgement?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from draftrace.matching.sources import Source
from draftrace.matching.surroundings import standing_text
from draftrace.room.state import State
from draftrace.views.coverage import UNSOURCED_KINDS, Target, Unsourced
from draftrace.views.history import dismissed

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher
    from draftrace.matching.surroundings import Surroundings


def provisions(state: State) -> list[Source]:
    """What conclusions can have gone to: the standing text without headings and the like."""
    return [
        Source("", p.now.address, p.now.wording)
        for p in state.standing()
        if p.kind not in UNSOURCED_KINDS
    ]


def both_sides(state: State, points: Sequence[tuple[str, str, str]]) -> list[str]:
    """What must have been encoded before ``guessed`` can go by meaning."""
    return [*(wording for _, _, wording in points), *(t.wording for t in provisions(state))]


def guessed(
    matcher: Matcher, state: State, points: Sequence[tuple[str, str, str]], *, lexical: bool
) -> Mapping[tuple[str, str], Sequence[Target]]:
    """Where each conclusion may have gone, nothing that a person has dismissed among it."""
    wanted = [Source(d, a, w, "conclusion") for d, a, w in points]
    said_no = {(p.now.address, *pair) for p in state.standing() for pair in dismissed(state, p.id)}
    return {
        (one.document, one.address): [
            Target(
                address=t.address,
                relation=t.relation,
                score=t.score,
                verdict="suggested",
                kept=tuple(source for _, source in t.evidence),
            )
            for t in one.targets
            if (t.address, one.document, one.address) not in said_no
        ]
        for one in matcher.coverage(wanted, provisions(state), lexical=lexical)
    }


def with_likely_sources(
    matcher: Matcher, state: State, bare: Sequence[Unsourced]
) -> list[Unsourced]:
    """The same with every likely source: the paragraphs of the corpus, deliberations and other
    texts too, whose words each has taken up, before the conclusions suggested besides."""
    among, ids = standing_text(state), {p.now.address: p.id for p in state.standing()}
    found = []
    for one in bare:
        likely = _likely(matcher, one, among, dismissed(state, ids[one.address]))
        found.append(replace(one, suggested=tuple(dict.fromkeys((*likely, *one.suggested)))))
    return found


def _likely(
    matcher: Matcher, bare: Unsourced, among: Surroundings, said_no: set[tuple[str, str]]
) -> tuple[str, ...]:
    answer = matcher.suggest(
        bare.wording,
        lexical=True,
        exclude=lambda source: (source.document, source.address) in said_no,
        among=among,
    )
    return tuple(
        f"{one.document}:{one.address}" for one in answer.suggestions if one.relation != "thematic"
    )
