"""Where does each provision of the last draft come from, through all the drafts before it?

Each draft is aligned with the one before. What has no ancestor there is sought among all that
earlier drafts dropped, in every wording it ever had: a provision that skips a draft and comes back
keeps its history. What once stood within another provision, in a bracket say, is sought there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from draftrace.compare.ancestry import kin_anywhere
from draftrace.compare.distant import Distant, over_the_same
from draftrace.compare.kinship import Block, share_phrases
from draftrace.compare.older import Older, Said, recovered
from draftrace.compare.returning import Gone
from draftrace.compare.rivals import rivals
from draftrace.compare.rows import Row, change, changed_rows, reworded
from draftrace.compare.threads import History, Step, Thread, led_on

__all__ = ["Ancestors", "History", "Lineage", "Step", "lineage"]

Ancestors = tuple[tuple[int, int], ...]


class Lineage(msgspec.Struct, frozen=True):
    """``provisions``: for each of the last draft, in order, the steps that led to it, one for every
    draft in which it or an ancestor stood; a single step says that nothing is the ancestor.
    ``dropped``: the histories of what the last draft lacks, by where they were last seen.
    ``ancestors``: for each draft, by the place of each provision that changed or came back, where
    its nearest ancestors stood, as (draft, place in it). ``rivals``: by the same places, where
    those rivals of their ancestors stood that this draft lacks. ``changes``: for each draft, how
    often what happened to its provisions and to those of the draft before.
    """

    provisions: tuple[History, ...]
    dropped: tuple[History, ...]
    ancestors: tuple[dict[int, Ancestors], ...]
    rivals: tuple[dict[int, Ancestors], ...]
    changes: tuple[dict[str, int], ...]


def lineage(
    drafts: Sequence[Sequence[Block]], *, told: Callable[[int], object] = lambda _: None
) -> Lineage:
    """Follow every provision through ``drafts``, in their order; ``told`` hears of each draft."""
    trace = _Trace()
    for draft in drafts:
        trace.read(draft)
        told(len(trace.changes))
    return Lineage(
        tuple([one.history(drafts) for one in trace.standing]),
        tuple([one.history(drafts) for one in trace.gone]),
        tuple(trace.ancestors),
        tuple(trace.rivals),
        tuple(trace.changes),
    )


class _Trace:
    """The threads as they stand after the drafts read so far; ``older`` are those that were
    reworded since, as they were.
    """

    def __init__(self) -> None:
        self.standing: list[Thread] = []
        self.gone: list[Thread] = []
        self.ancestors: list[dict[int, Ancestors]] = []
        self.rivals: list[dict[int, Ancestors]] = []
        self.changes: list[dict[str, int]] = []
        self._before: Sequence[Block] = ()
        self._said = Said()
        self.older = Older(self._said)
        self._absent = Gone(self._said)
        self._taken_in: set[int] = set()

    def read(self, draft: Sequence[Block]) -> None:
        same, found = changed_rows(self._before, draft)
        found = self._absent.freed(found, self._before, draft)
        fresh = [row.new[0] for row in found if not row.old]
        lost = [row.old[0] for row in found if not row.new]
        back = self._back(draft, fresh)
        left = [place for place in fresh if place not in back]
        if left and self.changes:
            self._find_written_over(draft, left, lost, back)
            stood = {new: old for old, new in same}
            stood |= {new: row.old[0] for row in found for new in row.new if row.old}
            self._find_over_the_same(draft, stood, (lost, fresh), back)
        self.ancestors.append({})
        self.changes.append({})
        self._taken_in = set()
        threads = self._followed(found, draft, back)
        for old, new in same:
            threads[new] = stands = self.standing[old]
            stands.places.append(new)
        used = {id(one) for parents in back.values() for one in parents} | self._taken_in
        gone = [old for old in lost if id(self.standing[old]) not in used]
        self._note_rivals(gone)
        dropped = [self.standing[old] for old in gone]
        self._count("unchanged", len(same))
        self._count("dropped", len(dropped))
        self._absent.came_back(one for one in self.gone if id(one) in used)
        self._absent.add(dropped)
        self.gone = [one for one in self.gone if id(one) not in used] + dropped
        self.standing = [threads[place] for place in range(len(draft))]
        self._before = draft

    def _note_rivals(self, dropped: Sequence[int]) -> None:
        latest = len(self.changes) - 2
        stood = {
            place: [at for document, at in ancestors if document == latest]
            for place, ancestors in self.ancestors[-1].items()
        }
        self.rivals.append(
            {
                place: tuple([(latest, at) for at in beside])
                for place, beside in rivals(self._before, stood, dropped).items()
            }
        )

    def _back(self, draft: Sequence[Block], fresh: Sequence[int]) -> dict[int, list[Thread]]:
        """What came back by places: what was gone, or stood within another."""
        returned = _returned(self.gone, draft, fresh)
        back = {place: [self.gone[at]] for place, at in returned.items()}
        left = [place for place in fresh if place not in back]
        held = recovered(self.older, draft, left) if left else {}
        return back | {place: [thread] for place, thread in held.items()}

    def _find_written_over(
        self,
        draft: Sequence[Block],
        fresh: Sequence[int],
        lost: Sequence[int],
        back: dict[int, list[Thread]],
    ) -> None:
        """Add to ``back`` what ``fresh`` places descend from though they are hardly like it."""
        distant = Distant(self._said, self._before, draft)
        threads = [*(self.standing[old] for old in lost), *self.gone]
        for place, owners in distant.ancestors(threads, len(lost), fresh).items():
            back[place] = [threads[owner] for owner in owners]
        left = [place for place in fresh if place not in back]
        for place, owners in distant.holders(self.older, left).items():
            back[place] = [self.older.threads[owner] for owner in owners]

    def _find_over_the_same(
        self,
        draft: Sequence[Block],
        stood: dict[int, int],
        unpaired: tuple[Sequence[int], Sequence[int]],
        back: dict[int, list[Thread]],
    ) -> None:
        """Add to ``back`` the chapeaux and headings over what stood under others."""
        latest = len(self.changes) - 1
        stood |= {new: one[0].last[1] for new, one in back.items() if one[0].last[0] == latest}
        used = {id(one) for parents in back.values() for one in parents}
        lost = [old for old in unpaired[0] if id(self.standing[old]) not in used]
        fresh = [place for place in unpaired[1] if place not in back]
        for place, old in over_the_same(self._before, draft, stood, lost, fresh).items():
            back[place] = [self.standing[old]]

    def _count(self, change: str, times: int) -> None:
        if times:
            self.changes[-1][change] = self.changes[-1].get(change, 0) + times

    def _followed(
        self, found: Iterable[Row], draft: Sequence[Block], back: dict[int, list[Thread]]
    ) -> dict[int, Thread]:
        """The threads of the provisions in these rows, by their places."""
        document = len(self.changes) - 1
        threads: dict[int, Thread] = {}
        for row in found:
            if not row.new:
                continue
            if not row.old:
                changed = {row.new[0]: _begun((document, row.new[0]), draft, back)}
            else:
                changed = self._changed(row, document, draft)
            threads |= changed
            self.ancestors[-1] |= {place: _ancestors(one) for place, one in changed.items()}
            self._count(changed[row.new[0]].change, 1)
        return threads

    def _changed(self, row: Row, document: int, draft: Sequence[Block]) -> dict[int, Thread]:
        """The threads of a row's provisions, reworded, moved, split or merged."""
        changed = reworded(row, self._before, draft)
        what = change(row, self._before, draft, reworded=changed)
        stood = [self.standing[old] for old in row.old]
        self.older.add(stood if changed or len(row.new) > 1 else ())
        parts = [draft[new] for new in row.new]
        threads: dict[int, Thread] = {}
        for new in row.new:
            own = [one.share(draft[new], parts) for one in stood] if len(parts) > 1 else stood
            taken = self._came_back_within(draft[new], row) if changed else []
            threads[new] = (
                _merged([*own, *taken], (document, new), draft[new], what)
                if taken
                else led_on(own, (document, new), draft[new], what)
            )
        return threads

    def _came_back_within(self, block: Block, row: Row) -> list[Thread]:
        """What was gone and stands within a provision that has become of others."""
        if not self.gone:
            return []
        before = [self._before[old] for old in row.old]
        found = self._absent.within(block, before, self._before)
        taken = [one for one in found if id(one) not in self._taken_in]
        self._taken_in.update(map(id, taken))
        return taken


def _begun(
    stands: tuple[int, int], draft: Sequence[Block], back: dict[int, list[Thread]]
) -> Thread:
    """The thread of what was not in the draft before: new, or come back."""
    block, parents = draft[stands[1]], back.get(stands[1])
    if not parents:
        return Thread(stands, "new", (block,))
    were = [one.block for one in parents]
    row = Row(tuple(range(len(were))), (0,))
    what = change(row, were, [block], reworded=reworded(row, were, [block]))
    return led_on(parents, stands, block, what)


def _merged(parents: Sequence[Thread], stands: tuple[int, int], block: Block, what: str) -> Thread:
    """The thread of what something gone was merged into."""
    known = what.split("+")
    named = [one for one in known if one not in ("renumbered", "merged", "unchanged")]
    at = named.index("split") + 1 if "split" in named else 0
    return led_on(parents, stands, block, "+".join([*named[:at], "merged", *named[at:]]))


def _ancestors(thread: Thread) -> Ancestors:
    """Where the nearest ancestors stood."""
    stood = [one.last for one in thread.parents]
    latest = max([document for document, _ in stood], default=-1)
    return tuple([(document, place) for document, place in stood if document == latest])


def _returned(
    gone: Sequence[Thread], draft: Sequence[Block], fresh: Sequence[int]
) -> dict[int, int]:
    """Which of the ``fresh`` places of a draft hold what was gone, sought in its last wording,
    then in the one before, and so on.
    """
    found: dict[int, int] = {}
    age = 1
    searched = list(range(len(gone)))
    while searched and len(found) < len(fresh):
        left = [place for place in fresh if place not in found]
        were, are = [gone[at].wordings[-age] for at in searched], [draft[place] for place in left]
        pairing = kin_anywhere(were, are) if share_phrases(were, are) else None
        for position, match in enumerate(pairing.old_of if pairing else ()):
            if match >= 0:
                found[left[position]] = searched[match]
        age += 1
        taken = set(found.values())
        searched = [at for at in searched if at not in taken and len(gone[at].wordings) >= age]
    return found
