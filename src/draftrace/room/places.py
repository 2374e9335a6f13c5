"""Where an inserted or moved provision comes to stand, and how the room will cite it.

An insertion takes the next free position suffix of the provision it follows (bis, ter, ...), or
``ante`` before the first; no address is given twice before the next issue (DESIGN.md §2).
"""

from __future__ import annotations

import re

import msgspec

from draftrace.errors import NegotiationError
from draftrace.room import ranks
from draftrace.room.acts.payloads import Place
from draftrace.room.floor import provision_of, require
from draftrace.room.state import Provision, State, depth_of
from draftrace.text import labels
from draftrace.text.documents import Kind

_SUFFIX = re.compile(
    r"(?<!opt) (?:ante|"
    + "|".join(labels.POSITIONS)
    + r"|1[1-9]|[2-9]\d)(?: alt(?: \d+)?)?$|(?<=.) alt(?: \d+)?$"
)
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
    return _spot(state, found, last, "")


def before(state: State, anchor: str) -> Spot:
    """The place of a sibling right before a provision."""
    found = provision_of(state, anchor)
    order = state.order()
    at = order.index(anchor)
    previous = order[at - 1] if at else ""
    elder = _elder(state, found, order[:at])
    if elder is not None:
        return _spot(state, elder, previous, "")
    return _spot(state, found, previous, "ante")


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
    address = _free(state, f"{found.now.address}{label}", "")
    extra = address[len(found.now.address) + len(label) :]
    return Spot(
        kind=kind,
        level=level,
        rank=_rank_after(state, parent),
        address=address,
        label=label + extra,
        part=found.now.part,
        after=parent,
    )


def moved(state: State, provision: str, anchor: str) -> tuple[Place, ...]:
    """The places of a provision and all below it, moved behind another."""
    found = provision_of(state, provision)
    target = provision_of(state, anchor)
    train = [provision, *state.below(provision)]
    require(
        anchor not in train,
        f"{found.now.address} can't move behind itself or what is below it.",
        "Name another provision.",
    )
    if depth_of(target) < depth_of(found) and target.kind in _CHILD:
        spot = first_in(state, anchor)
    else:
        spot = after(state, anchor)
    require(
        spot.level == found.level or found.kind == spot.kind,
        f"A {found.kind} can't stand behind {target.now.address}, which is a {target.kind}.",
        "Name a provision of its own kind.",
    )
    order = [i for i in state.order() if i not in set(train)]
    at = order.index(spot.after) + 1 if spot.after else 0
    following = _rank(state, order[at]) if at < len(order) else ""
    new_ranks = ranks.run(_rank(state, spot.after), following, len(train))
    return tuple(
        _placed(state, i, rank, found, spot) for i, rank in zip(train, new_ranks, strict=True)
    )


def _placed(state: State, moving: str, rank: str, head: Provision, spot: Spot) -> Place:
    form = state.now.provisions[moving].now
    address = spot.address + form.address.removeprefix(head.now.address)
    if moving != head.id and not form.address.startswith(head.now.address):
        address = form.address
    label = spot.label if moving == head.id else form.label
    return Place(provision=moving, rank=rank, address=address, label=label, part=spot.part)


def _spot(state: State, model: Provision, last: str, suffix: str) -> Spot:
    address = _free(state, _SUFFIX.sub("", model.now.address), suffix)
    base = _SUFFIX.sub("", model.now.address)
    label = _SUFFIX.sub("", model.now.label) + address[len(base) :]
    return Spot(
        kind=model.kind,
        level=model.level,
        rank=_rank_after(state, last),
        address=address,
        label=label if model.now.label else "",
        part=model.now.part,
        after=last,
    )


def _free(state: State, base: str, suffix: str) -> str:
    """The first address of the base number that has not been used since the last issue."""
    tried = [f"{base} {suffix}"] if suffix else []
    if not suffix and base not in state.now.used:
        return base
    tried += [f"{base} {position}" for position in labels.POSITIONS]
    tried += [f"{base} {number}" for number in range(len(labels.POSITIONS) + 2, 1000)]
    for address in tried:
        if address not in state.now.used:
            return address
    raise NegotiationError(f"There is no free address after {base}.", "Issue a revision first.")


def _elder(state: State, found: Provision, earlier: tuple[str, ...]) -> Provision | None:
    """The sibling before a provision, if it has one."""
    depth = depth_of(found)
    for other in reversed(earlier):
        provision = state.now.provisions[other]
        if depth_of(provision) < depth or provision.now.part != found.now.part:
            return None
        if depth_of(provision) == depth and provision.kind == found.kind:
            return provision
    return None


def _rank(state: State, provision: str) -> str:
    return state.now.provisions[provision].now.rank if provision else ""


def _rank_after(state: State, last: str) -> str:
    order = state.order()
    at = order.index(last) + 1 if last else 0
    following = _rank(state, order[at]) if at < len(order) else ""
    return ranks.between(_rank(state, last), following)
