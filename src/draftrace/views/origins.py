"""Who brought in each word of a provision?

Words keep their first origin through rewording and restoration; accepted words credit the
proposal's sponsors, not the chair who gavelled, and in a chair's text each sponsor's own words
credit that sponsor. Over confirmed links, words that stand in the source too carry it.
"""

from __future__ import annotations

from itertools import groupby

import msgspec

from draftrace.compare.origins import Origins, TracedWord, Word, origins_of_versions
from draftrace.compare.words import difference
from draftrace.room.entities import Proposal, Provision, Step
from draftrace.room.state import State
from draftrace.text.tokens import is_small, is_word, tokens
from draftrace.views.carried import carried
from draftrace.views.history import meeting_name
from draftrace.views.sourced import from_sources


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
    ``lent`` are single words that a chair's text took from the proposals it drew on; ``merged``
    are the provisions whose words an offered version has taken in."""

    act: str
    parties: tuple[str, ...]
    meeting: str
    offered: bool = False
    lent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    merged: tuple[str, ...] = ()


class _Version(msgspec.Struct, frozen=True):
    """One wording a provision had or was offered; None once it was merged into another."""

    position: int
    provision: str
    hand: _Hand
    wording: str | None


def origins(state: State, provision: Provision, until: int | None = None) -> tuple[WordOrigin, ...]:
    """The origin of each word of the provision's present wording, or of the one it had at the
    position ``until`` of the record."""
    hands, wording, words = _read(state, provision, until)
    traced = [
        TracedWord(w.text, hands[w.origin], None if w.restored is None else hands[w.restored])
        for w in words
    ]
    traced = _with_carried(state, provision, hands[0], traced, until)
    borne = from_sources(state, provision.id, wording)
    drawing = {hand.act for hand in hands if hand.offered}
    return tuple(
        WordOrigin(
            text=word.text,
            act=word.origin.act,
            parties=_parties(word.origin, word.text),
            meeting=word.origin.meeting,
            source=borne.get(n, ""),
            restored_by=word.restored.act
            if word.restored and word.restored.act not in drawing
            else "",
        )
        for n, word in enumerate(traced)
    )


def restorers(state: State, word: WordOrigin) -> tuple[str, ...]:
    """The parties that brought a word back: the sponsors of what was accepted, else who acted."""
    stamp = state.past.stamps.get(word.restored_by)
    if stamp is None:
        return ()
    accepted = [
        proposal
        for proposal in state.past.closed.values()
        if proposal.now.decided is not None
        and proposal.now.decided.act == word.restored_by
        and proposal.now.status.startswith("accepted")
    ]
    sponsors = dict.fromkeys(s for one in accepted for s in one.now.sponsors)
    return tuple(sponsors) or (stamp.speaker,)


def _read(
    state: State, provision: Provision, until: int | None
) -> tuple[list[_Hand], str, list[Word]]:
    """The hand of each version, the last wording and its words; the provisions whose words have
    come into this one are read beside it, all that one act did at once."""
    lineage = sorted(_lineage(state, provision.id), key=lambda i: state.now.provisions[i].now.rank)
    versions = [v for i in lineage for v in _versions(state, i, until)]
    known = Origins(one_provision=True)
    hands: list[_Hand] = []
    texts: dict[str, str] = {}
    for (_, final), group in groupby(
        sorted(versions, key=lambda v: (v.position, not v.hand.offered)),
        key=lambda v: (v.position, not v.hand.offered),
    ):
        together = list(group)
        for step in [together] if final else [[v] for v in together]:
            for version in step:
                if version.wording is not None:
                    texts[version.provision] = version.wording
                elif version.provision != provision.id:
                    texts.pop(version.provision, None)
            hand = step[0].hand
            hands.append(hand)
            known.read([texts[i] for i in lineage if i in texts and i not in hand.merged])
    place = [i for i in lineage if i in texts].index(provision.id)
    return hands, texts[provision.id], known.words()[place]


def _lineage(state: State, provision: str) -> list[str]:
    """The provision, and those whose words came into it by split or merge, decided
    here or outside, each once."""
    found = [provision]
    for descendant in found:
        for number, step in enumerate(state.past.steps.get(descendant, ())):
            for proposal in filter(None, map(state.proposal, step.proposals)):
                decided = proposal.now.decided
                if decided is None or decided.act != step.stamp.act:
                    continue
                if proposal.change == "split" and not number:
                    found += [i for i in (proposal.provision,) if i not in found]
                elif proposal.change == "merge" and proposal.provision == descendant:
                    found += [i for i in proposal.merged if i not in found]
        found += [i for i in state.past.descents.get(descendant, ()) if i not in found]
    return found


def _with_carried(
    state: State,
    provision: Provision,
    earliest: _Hand,
    traced: list[TracedWord[_Hand]],
    until: int | None,
) -> list[TracedWord[_Hand]]:
    """The words as traced through the provision's own wordings; those that came in later, or with
    a provision that a proposal brought in, are sought where they were struck.
    """
    first = state.past.steps[provision.id][0]
    tabled = earliest if first.now.life == "standing" else None
    fresh = [word.origin != tabled for word in traced]
    if not any(fresh):
        return traced
    read: dict[str, dict[str, tuple[TracedWord[_Hand], ...]]] = {}
    for start, (other, wording, number, count) in carried(
        state, provision, [word.text for word in traced], fresh, until
    ):
        if other not in read:
            read[other] = _by_wording(state, other, until)
        traced[start : start + count] = read[other][wording][number : number + count]
    return traced


def _by_wording(
    state: State, provision: str, until: int | None
) -> dict[str, tuple[TracedWord[_Hand], ...]]:
    """The words of every wording that a provision had, those of the last where it had it twice."""
    versions = _versions(state, provision, until)
    theirs = [(v.hand, v.wording) for v in versions if v.wording is not None]
    traced = origins_of_versions(theirs)
    return {said: words for (_, said), words in zip(theirs, traced, strict=True)}


def _versions(state: State, provision: str, until: int | None) -> list[_Version]:
    """Every wording of one provision in order. Before a chair's text, and before a proposal that
    was amended, come the wordings it draws on, so that each word counts as its sponsor's."""
    found: list[_Version] = []
    said: str | None = None
    for step in state.past.steps.get(provision, ()):
        at, wording = step.stamp.position, step.now.wording
        if until is not None and at > until:
            break
        if step.now.life == "struck" and step.outcome.startswith("merged"):
            found.append(_Version(at, provision, _hands(state, step)[-1][0], None))
            said = None
            continue
        if wording == said:
            continue
        said = wording
        for hand, reading in _hands(state, step):
            found.append(_Version(at, provision, hand, reading))
    return found


def _hands(state: State, step: Step) -> list[tuple[_Hand, str]]:
    """The wordings that lead to one step, the last of them its own."""
    adopted = _adopted(state, step)
    act, meeting = step.stamp.act, meeting_name(state, step.stamp)
    chair = (step.stamp.speaker,)
    found: list[tuple[_Hand, str]] = []
    if step.outcome == "chair's text":
        for p in adopted:
            # Each is read against the text they all amend, not against one another.
            for parties, wording in _readings(state, p):
                found.append((_Hand(act, parties, meeting, True), wording))
            found.append((_Hand(act, chair, meeting, True), p.now.base))
        lent = tuple((word, p.now.sponsors) for p in adopted for word in _brought_in(p))
        found.append((_Hand(act, chair, meeting, lent=lent), step.now.wording))
        return found
    amending = [p for p in adopted if p.now.to]
    credited = amending or adopted
    for p in adopted if not amending else ():
        if len(readings := _readings(state, p)) > 1:
            for parties, said in readings:
                found.append((_Hand(act, parties, meeting, True, merged=p.merged), said))
    sponsors = tuple(dict.fromkeys(s for p in credited for s in p.now.sponsors))
    found.append((_Hand(act, step.credited or sponsors or chair, meeting), step.now.wording))
    return found


def _readings(state: State, proposal: Proposal) -> list[tuple[tuple[str, ...], str]]:
    """What a proposal asked for, and whose words came in: its own sponsors', or those of the
    amendments accepted to it. An insertion was read with the provision it brought in."""
    mine = proposal.now.sponsors
    if proposal.change == "insertion":
        return [(mine, proposal.now.wording)]
    found: list[tuple[tuple[str, ...], str]] = []
    amended = False
    steps = state.past.offers[proposal.id]
    accepted = amendments(state, proposal)
    for step in steps:
        amenders = [p for p in accepted if p.now.decided and p.now.decided.act == step.stamp.act]
        amended = amended or bool(amenders)
        if len(amenders) > 1:
            found += [(p.now.sponsors, p.now.wording) for p in amenders]
        parties = tuple(dict.fromkeys(s for p in amenders for s in p.now.sponsors)) or mine
        found.append((parties, step.now.wording))
    return found if amended else [(mine, proposal.now.wording)]


def amendments(state: State, proposal: Proposal) -> list[Proposal]:
    """The amendments accepted to a proposal: they are made on its provision, and follow it."""
    steps = state.past.offers[proposal.id]
    provisions = dict.fromkeys((proposal.provision, *(step.now.provision for step in steps)))
    made = dict.fromkeys(i for each in provisions for i in state.past.proposals.get(each, ()))
    closed = state.past.closed
    found = (closed[i] for i in made if i in closed)
    return [p for p in found if p.now.to == proposal.id and p.now.status == "accepted"]


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
