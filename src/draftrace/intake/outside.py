"""What does an outside revision change in the text, and in what is pending on it? Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from draftrace.compare.words import difference
from draftrace.room.acts.receiving_payloads import Bis, RevisionReceived
from draftrace.room.state import State


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """One provision of the revision: the addresses it came from, its own, what happened to it."""

    old: tuple[str, ...]
    new: str
    change: str
    redline: tuple[tuple[str, str], ...]


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A pending proposal by its handle, and what became of it."""

    proposal: str
    outcome: str


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """The revision as an act would take it in, told in addresses and handles."""

    revision: str
    symbol: str
    seal: str
    bis: Bis
    provisions: tuple[Came, ...]
    dropped: tuple[str, ...]
    reopened: tuple[str, ...]
    proposals: tuple[Carried, ...]


class Before(msgspec.Struct, frozen=True):
    """The text as it stood: address and wording by provision, handles by proposal. Taken down
    before the act, since a state moves on."""

    text: Mapping[str, tuple[str, str]]
    handles: Mapping[str, str]

    @classmethod
    def of(cls, state: State) -> Before:
        """What stands now."""
        return cls(
            {p.id: (p.now.address, p.now.wording) for p in state.now.provisions.values()},
            {p.id: p.handle for p in state.now.pending.values()},
        )


def told(before: Before, act: RevisionReceived) -> Outside:
    """The act against the text as it stood."""
    descents = {d.provision: d for d in act.descents}
    rows = []
    for provision in act.provisions:
        descent = descents.get(provision.id)
        came_from = descent.came_from if descent is not None else (provision.id,)
        was = before.text.get(provision.id, ("", ""))[1]
        rows.append(
            Came(
                old=tuple(before.text[i][0] for i in came_from),
                new=provision.address,
                change=descent.change if descent is not None else "unchanged",
                redline=tuple(difference(was, provision.wording)),
            )
        )
    return Outside(
        revision=act.revision,
        symbol=act.symbol,
        seal=act.seal,
        bis=act.bis,
        provisions=tuple(rows),
        dropped=tuple(before.text[i][0] for i in act.dropped),
        reopened=tuple(before.text[i][0] for i in act.reopened),
        proposals=tuple(
            Carried(proposal=before.handles[r.proposal], outcome=r.outcome) for r in act.rebased
        ),
    )
