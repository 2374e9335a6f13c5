"""Where does a paragraph that came in stand among the provisions?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Literal

from draftrace.errors import NegotiationError, way
from draftrace.room import places
from draftrace.room.entities import Issued, Provision
from draftrace.room.places import Spot
from draftrace.room.state import State, depth_of
from draftrace.text import labels
from draftrace.text.documents import Kind

_STYLES: dict[str, tuple[Kind, int]] = {
    "preambularparagraph": ("preambular", 1),
    "operativeparagraph": ("operative", 1),
    "item": ("item", 2),
    "subitem": ("subitem", 3),
    "unnumberedparagraph": ("paragraph", 1),
    "tablerow": ("tablerow", 1),
}
"""The styles of our own exports."""


def kind_of(
    label: str, style: str, styles: Mapping[str, Issued], around: Sequence[Issued]
) -> tuple[Kind | Literal[""], int]:
    """What a paragraph that came in is, with its level: by our own styles, by its label, else as
    the provisions of its style, else as the one before it."""
    known = _STYLES.get(style.replace("-", "").replace(" ", "").casefold())
    if known is not None:
        return known
    found = labels.parse(label) if label else None
    if found is not None and found.form == "()":
        below = [i for i in around if i.kind in ("item", "subitem")]
        if found.style == "roman" and below:
            return "subitem", 3
        return "item", 2
    if found is not None and found.style == "arabic":
        return "operative", 1
    like = styles.get(style) if style else None
    like = like or (around[0] if around else None)
    return (like.kind, like.level) if like is not None else ("", 0)


def style_of(kind: Kind) -> str:
    """The style our own exports give a kind of paragraph; empty where they give it several."""
    return next((style for style, (known, _level) in _STYLES.items() if known == kind), "")


def place_of(
    state: State, behind: str, ahead: str, kind: str, level: int, *, once: bool = False
) -> Spot:
    """The free place behind one provision and before another. What stood there ``once``, in a text
    that has changed since, comes behind all that stands in its way here. Raises NegotiationError
    where the text has no place for a provision of this kind, as for a row where no table stands."""
    wanted, behind = depth(kind, level), _living(state, behind)
    above, following = _at_depth(state, behind, wanted), state.now.provisions.get(ahead)
    if following is not None and (depth_of(following) != wanted or following.now.life == "struck"):
        following = None
    if following is not None and (above is None or above.kind != kind == following.kind):
        return places.before(state, following.id)
    alone = kind == "tablerow" and above is not None and above.kind != kind
    if above is not None and not alone and (once or ahead not in state.below(above.id)):
        return places.after(state, above.id)
    if behind and above is None and kind in ("item", "subitem"):
        return places.first_in(state, behind)
    raise NegotiationError(
        "There is no table there."
        if kind == "tablerow"
        else f"No {kind or 'paragraph'} can be inserted there.",
        way("Propose it by hand: {}.", "propose ADDRESS --add-after TEXT", "insert"),
    )


def anchor_of(state: State, moving: str, behind: str) -> str:
    """The provision behind which one that moved there stands; of one that is struck by now what
    the room says of it is left to whoever proposes the move. Raises NegotiationError."""
    found = state.now.provisions[moving]
    order = state.order()
    train = {moving, *state.below(moving)} if moving in order else {moving}
    behind = _living(state, behind)
    at = order.index(behind) if behind in order else -1
    while at >= 0 and order[at] in train:
        at -= 1
    if at < 0:
        raise NegotiationError("Nothing can be moved before all else.", "Move what follows.")
    above = _at_depth(state, order[at], depth_of(found))
    return above.id if above is not None else order[at]


def _living(state: State, provision: str) -> str:
    """The provision, or of one that is struck by now the last that stands before it."""
    found, order = state.now.provisions.get(provision), state.order()
    if found is None or found.now.life != "struck":
        return provision
    known = state.now.provisions
    at = bisect(order, (found.now.rank, found.id), key=lambda i: (known[i].now.rank, i))
    return order[at - 1] if at else ""


def _at_depth(state: State, provision: str, depth: int) -> Provision | None:
    """The provision itself or the one it hangs on, at a depth."""
    while provision and depth_of(state.now.provisions[provision]) > depth:
        provision = state.above(provision)
    found = state.now.provisions.get(provision)
    return found if found is not None and depth_of(found) == depth else None


def depth(kind: str, level: int) -> int:
    """How deep a provision of a kind stands, as ``room.state.depth_of`` counts."""
    if kind == "heading":
        return level
    if kind in ("preambular", "operative", "paragraph", "tablerow"):
        return 101
    return 0 if kind in ("title", "footnote") else 100 + level
