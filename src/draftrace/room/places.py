"""Where an inserted or moved provision comes to stand, and how the room will cite it.

An insertion takes the next free position suffix of the provision it follows (bis, ter, ...), or
``ante`` before the first; no address is given twice before the next issue (DESIGN.md §2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, count

import msgspec

from draftrace.errors import NegotiationError
from draftrace.room import ranks
from draftrace.room.acts.terms import Numbered, Place
from draftrace.room.entities import Provision
from draftrace.room.floor import provision_of, require
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.text import labels
from draftrace.text.documents import Kind

_SUFFIX = re.compile(
    r"(?<!opt) (?:ante|"
    + "|".join(labels.POSITIONS)
    + r"|1[1-9]|[2-9]\d)(?: alt(?: \d+)?)?$|(?<=.) alt(?: \d+)?$"
)
_VARIANT = re.compile(r" alt(?: \d+)?$")
_CHILD: dict[str, tuple[Kind, int, str]] = {
    "operative": ("item", 2, "(a)"),
    "preambular": ("item", 2, "(a)"),
    "paragraph": ("item", 2, "(a)"),
    "item": ("subitem", 3, "(i)"),
}


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A free place in the text."""

    kind: Kind
    level: int
    rank: str
    address: str
    label: str
    part: str
    after: str


def after(state: State, anchor: str) -> Spot:
    """The place of a sibling right after a provision and all below it."""
    found = provision_of(state, anchor)
    last = ([anchor, *state.below(anchor)])[-1]
    return _spot(state, found, last, _rank_behind(state, found, last))


def before(state: State, anchor: str) -> Spot:
    """The place of a sibling right before a provision."""
    found = provision_of(state, anchor)
    order = state.order()
    at = order.index(anchor)
    previous = order[at - 1] if at else ""
    every = whole(state)
    rank = _rank_at(every, every.index(found) - 1)
    elder = _elder(state, found, order[:at])
    if elder is not None:
        return _spot(state, elder, previous, rank)
    return _spot(state, found, previous, rank, "ante")


def first_in(state: State, parent: str) -> Spot:
    """The place of a first item under a paragraph, or of a first sub-item under an item."""
    found = provision_of(state, parent)
    below = state.below(parent)
    if below:
        return before(state, below[0])
    if found.kind not in _CHILD:
        raise NegotiationError(
            f"{found.now.address} is a {found.kind}; only paragraphs and items have items.",
            "Insert after it instead.",
        )
    kind, level, label = _CHILD[found.kind]
    base = f"{found.now.address}{label}"
    address = base if base not in state.now.used else free_address(state, base)
    every = whole(state)
    return Spot(
        kind=kind,
        level=level,
        rank=_rank_at(every, every.index(found)),
        address=address,
        label=label + address[len(base) :],
        part=found.now.part,
        after=parent,
    )


def moved(state: State, provision: str, anchor: str) -> tuple[Place, ...]:
    """The places of a provision and all below it, moved behind another; behind a heading means
    first under it."""
    found = provision_of(state, provision)
    train = [provision, *state.below(provision)]
    spot = _goal_of(state, found, anchor)
    require(not _stands_at(state, found, spot), f"{found.now.address} stands there already.")
    following = next((p.now.rank for p in whole(state) if p.now.rank > spot.rank), "")
    new_ranks = [spot.rank, *ranks.run(spot.rank, following, len(train) - 1)]
    return tuple(
        _placed(state, i, rank, found, spot) for i, rank in zip(train, new_ranks, strict=True)
    )


def stands_behind(state: State, provision: str, anchor: str) -> bool:
    """Whether a move behind another would leave a provision where it is."""
    found = provision_of(state, provision)
    return _stands_at(state, found, _goal_of(state, found, anchor))


def _stands_at(state: State, found: Provision, spot: Spot) -> bool:
    order = state.order()
    at = order.index(found.id)
    return spot.after == (order[at - 1] if at else "")


def _goal_of(state: State, found: Provision, anchor: str) -> Spot:
    target = provision_of(state, anchor)
    require(
        anchor not in (found.id, *state.below(found.id)),
        f"{found.now.address} can't move behind itself or what is below it.",
        "Name another provision.",
    )
    return _goal(state, found, target)


def readdressed(state: State, labels: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """New addresses for the pending insertions once the text around them has new numbers: the
    same suffix on the new number of what they follow, or the next free one."""
    new = {n.provision: n for n in labels}
    taken = {n.address for n in labels}
    order = state.order()
    for at, provision in enumerate(order):
        found = state.now.provisions[provision]
        if found.now.life == "proposed":
            base, label = _new_base(state, order, at, new)
            tried = [base + _suffix(found.now.address), *_suffixed(base)]
            address = next(a for a in tried if a not in taken)
            taken.add(address)
            new[provision] = Numbered(
                provision=provision,
                address=address,
                label=label + address[len(base) :] if found.now.label else "",
            )
    return tuple(new[i] for i in order if state.now.provisions[i].now.life == "proposed")


def _new_base(
    state: State, order: tuple[str, ...], at: int, new: Mapping[str, Numbered]
) -> tuple[str, str]:
    """The number, as address and label, that a pending insertion counts from after an issue."""
    found = state.now.provisions[order[at]]
    sibling = _elder(state, found, order[:at]) or _elder(state, found, order[:at:-1])
    if sibling is not None and sibling.id in new:
        numbered = new[sibling.id]
        return bare(numbered.address), bare(numbered.label)
    parent = new.get(state.above(found.id))
    label = bare(found.now.label)
    if parent is None or depth_of(found) < ITEM_DEPTH:
        return bare(found.now.address), label
    return parent.address + label, label


def _goal(state: State, found: Provision, target: Provision) -> Spot:
    """Where a provision comes to stand that moves behind another."""
    below = state.below(target.id)
    if target.kind in ("title", "heading") and found.kind not in ("title", "heading") and below:
        spot = before(state, below[0])
    elif depth_of(target) < depth_of(found) and target.kind in _CHILD:
        spot = first_in(state, target.id)
    else:
        first = _first_of_kind(state, found, [target.id, *below][-1])
        spot = before(state, first) if first else after(state, target.id)
    require(
        spot.level == found.level
        and (spot.kind == found.kind or {spot.kind, found.kind} == {"operative", "paragraph"}),
        f"{found.now.address} can't stand behind {target.now.address}: one is {found.kind}, the "
        f"other {target.kind}.",
        "Name a provision of its own kind.",
    )
    if spot.kind == found.kind:
        return spot
    # Numbered and unnumbered paragraphs are counted apart: it keeps its own number till the issue.
    return msgspec.structs.replace(spot, address=found.now.address, label=found.now.label)


def _first_of_kind(state: State, found: Provision, last: str) -> str:
    """What stands right behind a provision, where a row of the moving one's kind begins with it:
    the first numbered paragraph behind the preamble. Else empty."""
    order = state.order()
    at = order.index(last)
    following = [state.now.provisions[i] for i in order[at + 1 : at + 2]]
    opens = any(p.kind == found.kind and p.level == found.level for p in following)
    is_row = state.now.provisions[last].kind == "preambular" and found.kind == "operative"
    return following[0].id if opens and is_row and following[0].id != found.id else ""


def _placed(state: State, moving: str, rank: str, head: Provision, spot: Spot) -> Place:
    form = state.now.provisions[moving].now
    address = spot.address + form.address.removeprefix(head.now.address)
    if moving != head.id and not form.address.startswith(head.now.address):
        address = form.address
    label = spot.label if moving == head.id else form.label
    return Place(provision=moving, rank=rank, address=address, label=label, part=spot.part)


def _spot(state: State, model: Provision, last: str, rank: str, suffix: str = "") -> Spot:
    base = bare(model.now.address)
    address = free_address(state, base, suffix)
    return Spot(
        kind=model.kind,
        level=model.level,
        rank=rank,
        address=address,
        label=bare(model.now.label) + address[len(base) :] if model.now.label else "",
        part=model.now.part,
        after=last,
    )


def variant(state: State, provision: Provision) -> str:
    """The next free address of an alternative to a provision: ``6 alt``, ``6 alt 2``."""
    taken = state.now.used | state.now.alternatives.keys()
    return next(a for a in _variants(provision.now.address) if a not in taken)


def revaried(state: State, labels: Sequence[Numbered]) -> tuple[tuple[str, str], ...]:
    """New addresses of the pending alternatives once the text has new numbers, by proposal: the
    same suffix on the new number, or the next free one."""
    new = {n.provision: n.address for n in labels}
    found: dict[str, str] = {}
    for address, proposal in state.now.alternatives.items():
        pending = state.now.pending.get(proposal)
        if pending is None or pending.provision not in new:
            continue
        base = new[pending.provision]
        suffix = _VARIANT.search(address)
        tried = chain([base + (suffix[0] if suffix else " alt")], _variants(base))
        found[next(a for a in tried if a not in found)] = proposal
    return tuple((proposal, address) for address, proposal in found.items())


def _variants(base: str) -> Iterator[str]:
    yield f"{base} alt"
    yield from (f"{base} alt {number}" for number in count(2))


def free_address(state: State, base: str, suffix: str = "", taken: Collection[str] = ()) -> str:
    """The first suffixed address of a number that has not been used since the last issue."""
    wanted = [f"{base} {suffix}"] if suffix else []
    for address in [*wanted, *_suffixed(base)]:
        if address not in state.now.used and address not in taken:
            return address
    raise NegotiationError(f"There is no free address after {base}.", "Issue a revision first.")


def _suffixed(base: str) -> Iterator[str]:
    """``base bis``, ``base ter`` and on, past the Latin numbers in figures."""
    yield from (f"{base} {position}" for position in labels.POSITIONS)
    yield from (f"{base} {number}" for number in range(len(labels.POSITIONS) + 2, 1000))


def bare(address: str) -> str:
    """An address, or a label, without its suffixes."""
    return _SUFFIX.sub("", address)


def _suffix(address: str) -> str:
    return address[len(bare(address)) :]


def _elder(state: State, found: Provision, towards: Sequence[str]) -> Provision | None:
    """The nearest sibling among the provisions before one, the last of them the nearest."""
    depth = depth_of(found)
    for other in reversed(towards):
        provision = state.now.provisions[other]
        if depth_of(provision) < depth or provision.now.part != found.now.part:
            return None
        if depth_of(provision) == depth and provision.kind == found.kind:
            return provision
    return None


def whole(state: State) -> list[Provision]:
    """Every provision by rank, the struck ones too: undo may bring them back, and nothing put in
    meanwhile may then stand between them and what they belong to."""
    return sorted(state.now.provisions.values(), key=lambda p: (p.now.rank, p.id))


def _rank_behind(state: State, head: Provision, last: str) -> str:
    """A rank behind a provision and all below it, of which the last living one is given."""
    every = whole(state)
    at = next(n for n, p in enumerate(every) if p.id == last)
    while at + 1 < len(every) and _struck_below(every[at + 1], head):
        at += 1
    return _rank_at(every, at)


def _struck_below(provision: Provision, head: Provision) -> bool:
    return provision.now.life == "struck" and depth_of(provision) > depth_of(head)


def _rank_at(text: Sequence[Provision], at: int) -> str:
    """A rank right behind a place. Two writers may have given the same rank: then behind both."""
    low = text[at].now.rank if at >= 0 else ""
    return ranks.between(low, next((p.now.rank for p in text[at + 1 :] if p.now.rank > low), ""))
