"""What goes along with what is struck or moved?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from draftrace.intake.changes import Change, Left
from draftrace.room.state import State


def whole(state: State, changes: Sequence[Change], left: list[Left]) -> list[Change]:
    """The changes to be proposed: striking or moving a provision takes all below it along, so
    what the same author asks of that in one act is part of it; what of it is struck, moved or
    merged otherwise is apart. Where the file leaves some of it, the change can't be proposed as it
    is."""
    heads = [c for c in changes if c.kind in ("deletion", "move")]
    asked = {(c.kind, c.author, c.act, c.provision): c for c in heads}
    elsewhere = {c.provision for c in heads}.union(
        i for c in changes if c.kind == "merge" for i in c.merged
    )
    along = _taken_along([c for c in heads if c.kind == "move" and c.act])
    covered: set[int] = set()
    for change in heads:
        if change.told or id(change) in covered or change.provision not in state.now.provisions:
            continue
        if state.now.provisions[change.provision].now.life == "struck":
            continue
        below = [i for i in state.below(change.provision) if _stands(state, i)]
        train = [asked.get((change.kind, change.author, change.act, i)) for i in below]
        if id(change) in along:
            covered |= {id(c) for c in (change, *train) if c is not None}
        elif all(c is not None or i in elsewhere for c, i in zip(train, below, strict=True)):
            covered |= {id(c) for c in train if c is not None}
        else:
            covered.add(id(change))
            what = f"{change.kind} of a provision without what is below it"
            by, of = change.author, change.happened
            left.append(Left(what=what, where=change.address, author=by, happened=of))
    return [change for change in changes if id(change) not in covered]


def _taken_along(moves: Sequence[Change]) -> set[int]:
    """The moves of what an act took along with what it moved, since another act had moved it
    there: an act of the record moves one provision, with all that hangs on it by then."""
    movers = Counter(change.provision for change in moves)
    heads: set[tuple[str, str]] = set()
    found: set[int] = set()
    for change in moves:
        act = (change.author, change.act)
        if act in heads and movers[change.provision] > 1:
            found.add(id(change))
        heads.add(act)
    return found


def _stands(state: State, provision: str) -> bool:
    return state.now.provisions[provision].now.life == "standing"
