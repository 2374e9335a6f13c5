"""Does what a provision rests on still say what it said when the link was confirmed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from draftrace.compare.words import Difference, difference
from draftrace.room.entities import Link, Provision
from draftrace.room.state import State
from draftrace.text.tokens import is_word, tokens
from draftrace.views.kept import evidence
from draftrace.views.suspects import verdicts


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A revision, or ``standing``, that words the provision otherwise than what came before."""

    revision: str
    date: str
    redline: Difference


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed link of which either end reads otherwise than when it was confirmed.

    ``source`` is what changed in the source's wording, empty when nothing did; ``missing`` that
    the corpus holds no such paragraph any more. ``changes`` are the provision's, oldest first;
    ``lost`` the cited passages that stand in it no longer, word for word.
    """

    address: str
    document: str
    source_address: str
    relation: str
    by: str
    date: str
    missing: bool
    source: Difference
    changes: tuple[Change, ...]
    lost: tuple[str, ...]


def drift(state: State, said: Mapping[tuple[str, str], str], only: str = "") -> list[Drift]:
    """Every confirmed link with a changed end, in the order of the text; of one provision where
    ``only`` is its id. ``said`` is what the source paragraphs say now, by document and address."""
    return [
        found
        for provision in state.standing()
        if not only or provision.id == only
        for link in _confirmed(state, provision)
        if (found := _drift(state, provision, link, said)) is not None
    ]


def _confirmed(state: State, provision: Provision) -> Iterator[Link]:
    return (link for link in verdicts(state, provision.id) if link.verdict == "confirmed")


def _drift(
    state: State, provision: Provision, link: Link, said: Mapping[tuple[str, str], str]
) -> Drift | None:
    cited = link.source
    now = said.get((cited.document, cited.address))
    source = difference(cited.wording, now) if now not in (None, cited.wording) else ()
    changes = tuple(_changes(state, provision, link))
    if now is not None and not source and not changes:
        return None
    return Drift(
        address=provision.now.address,
        document=cited.document,
        source_address=cited.address,
        relation=link.relation,
        by=link.stamp.speaker,
        date=link.stamp.happened[:10],
        missing=now is None,
        source=source,
        changes=changes,
        lost=tuple(_lost(link, provision.now.wording)),
    )


def _changes(state: State, provision: Provision, link: Link) -> Iterator[Change]:
    before = link.wording
    for revision in state.past.revisions:
        if revision.stamp.position <= link.stamp.position:
            continue
        for issued in revision.provisions:
            if issued.provision == provision.id and issued.wording != before:
                redline = difference(before, issued.wording)
                date = revision.stamp.happened[:10]
                yield Change(revision=revision.name, date=date, redline=redline)
                before = issued.wording
    if provision.now.wording != before:
        redline = difference(before, provision.now.wording)
        yield Change(revision="standing", date="", redline=redline)


def _lost(link: Link, wording: str) -> Iterator[str]:
    words = _words(wording)
    for (start, end), _ in link.evidence or evidence(link.source.wording, link.wording):
        cited = _words(link.wording[start:end])
        places = range(len(words) - len(cited) + 1)
        if not any(words[place : place + len(cited)] == cited for place in places):
            yield link.wording[start:end]


def _words(text: str) -> list[str]:
    return [token.lower() for token in tokens(text) if is_word(token)]
