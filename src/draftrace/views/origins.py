"""Who brought in each word of a provision?

Words keep their first origin through rewording and restoration; accepted words credit the
proposal's sponsors, not the chair who gavelled, and in a chair's text each sponsor's own words
credit that sponsor. Over confirmed links, words that stand in the source too carry it.
"""

from __future__ import annotations

import msgspec

from draftrace.compare.origins import TracedWord, origins_of_versions
from draftrace.compare.words import difference
from draftrace.room.state import Proposal, Provision, State, Step
from draftrace.text.tokens import is_small, is_word, pieces, tokens
from draftrace.views.carried import carried
from draftrace.views.history import meeting_name, sources

_SHORTEST_RUN = 3


class WordOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """One word or mark. ``act`` first brought it in; ``source`` is ``SYMBOL:ADDRESS`` where a
    confirmed source has it too; ``restored_by`` the act that last brought it back."""

    text: str
    act: str
    parties: tuple[str, ...]
    meeting: str
    source: str = ""
    restored_by: str = ""


class _Hand(msgspec.Struct, frozen=True):
    """Whose words a version's new words are; ``offered`` versions never stood in the text, and
    ``lent`` are single words that a chair's text took from the proposals it drew on."""

    act: str
    parties: tuple[str, ...]
    meeting: str
    offered: bool = False
    lent: tuple[tuple[str, tuple[str, ...]], ...] = ()


def origins(state: State, provision: Provision, until: int | None = None) -> tuple[WordOrigin, ...]:
    """The origin of each word of the provision's present wording, or of the one it had at the
    position ``until`` of the record."""
    versions = _versions(state, provision.id, until)
    traced = _with_carried(state, provision, versions, until)
    from_sources = _from_sources(state, provision.id, versions[-1][1])
    drawing = {hand.act for hand, _ in versions if hand.offered}
    return tuple(
        WordOrigin(
            text=word.text,
            act=word.origin.act,
            parties=_parties(word.origin, word.text),
            meeting=word.origin.meeting,
            source=from_sources.get(n, ""),
            restored_by=word.restored.act
            if word.restored and word.restored.act not in drawing
            else "",
        )
        for n, word in enumerate(traced)
    )


def _with_carried(
    state: State, provision: Provision, versions: list[tuple[_Hand, str]], until: int | None
) -> list[TracedWord[_Hand]]:
    """The words as traced through the provision's own wordings; those that came in later, or with
    a provision that a proposal brought in, are sought where they were struck.
    """
    traced = list(origins_of_versions(versions)[-1])
    first = state.past.steps[provision.id][0]
    tabled = versions[0][0] if first.now.life == "standing" else None
    fresh = [word.origin != tabled for word in traced]
    if not any(fresh):
        return traced
    for start, (other, wording, number, count) in carried(
        state, provision, [word.text for word in traced], fresh, until
    ):
        theirs = _versions(state, other, until)
        stood = [n for n, (_, said) in enumerate(theirs) if said == wording]
        words = origins_of_versions(theirs)[stood[-1]][number : number + count]
        traced[start : start + count] = words
    return traced


def _versions(state: State, provision: str, until: int | None) -> list[tuple[_Hand, str]]:
    """Every wording in order. Before a chair's text come the wordings of the proposals it draws
    on, so that the words it took from them count as theirs, given back."""
    found: list[tuple[_Hand, str]] = []
    for step in state.past.steps.get(provision, ()):
        if until is not None and step.stamp.position > until:
            break
        if found and found[-1][1] == step.now.wording:
            continue
        adopted = _adopted(state, step)
        act, meeting = step.stamp.act, meeting_name(state, step.stamp)
        if step.outcome == "chair's text":
            chair = (step.stamp.speaker,)
            for p in adopted:
                # Each is read against the text they all amend, not against one another.
                found.append((_Hand(act, p.now.sponsors, meeting, True), p.now.wording))
                found.append((_Hand(act, chair, meeting, True), p.now.base))
            lent = tuple((word, p.now.sponsors) for p in adopted for word in _brought_in(p))
            found.append((_Hand(act, chair, meeting, lent=lent), step.now.wording))
            continue
        sponsors = tuple(dict.fromkeys(s for p in adopted for s in p.now.sponsors))
        hand = _Hand(act, step.credited or sponsors or (step.stamp.speaker,), meeting)
        found.append((hand, step.now.wording))
    return found


def _parties(hand: _Hand, word: str) -> tuple[str, ...]:
    lenders = [party for lent, parties in hand.lent if lent == word.casefold() for party in parties]
    return tuple(dict.fromkeys(lenders)) or hand.parties


def _brought_in(proposal: Proposal) -> set[str]:
    """The words a proposal brings in; articles and the like are nobody's."""
    return {
        token.casefold()
        for op, text in difference(proposal.now.base, proposal.now.wording)
        if op == "+"
        for token in tokens(text)
        if is_word(token) and not is_small(token)
    }


def _adopted(state: State, step: Step) -> list[Proposal]:
    found = [state.proposal(i) for i in step.proposals]
    return [p for p in found if p is not None and p.now.status.startswith("accepted")]


def _from_sources(state: State, provision: str, wording: str) -> dict[int, str]:
    """Which words, by number, stand in a confirmed source too, in runs of three or more."""
    found: dict[int, str] = {}
    for source in sources(state, provision):
        number = 0
        for op, text in difference(source.wording, wording):
            if op == "-":
                continue
            cut = pieces(text)
            if op == "=" and sum(map(is_word, cut)) >= _SHORTEST_RUN:
                named = f"{source.document}:{source.address}"
                found |= {n: named for n in range(number, number + len(cut)) if n not in found}
            number += len(cut)
    return found
