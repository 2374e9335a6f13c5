"""Do the references in the text still lead where they did, once the text is renumbered?

Pure: what an issue would rewrite, what that does to the pending proposals, and what is left to a
person. An address people wrote since the last issue is one of that issue or one given since; no
address is given twice in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from draftrace.room.acts.terms import Numbered, Rebased
from draftrace.room.entities import Proposal, Provision
from draftrace.room.state import State
from draftrace.text.references import Reference
from draftrace.text.rewriting import Doubt, Lost, Rewriting, rewritten


class Doubtful(NamedTuple):
    """A reference left as it is: the address (or the proposal) it stands in, its text, why."""

    address: str
    text: str
    why: str


class Renumbered(NamedTuple):
    """What follows from new numbers: new wordings by provision id, in printed order; the pending
    proposals on the new wordings; the references left to a person."""

    wordings: tuple[tuple[str, str], ...]
    rebased: tuple[Rebased, ...]
    doubtful: tuple[Doubtful, ...]


def references(state: State, numbered: Sequence[Numbered]) -> Renumbered:
    """The references of the text and of its pending proposals under the labels of an issue.

    What is pending on a provision stays a change to what that says now: its base and its own
    references follow too. A proposal that waits for its sponsor is left alone, and named where
    its references would read otherwise.
    """
    numbers = _Numbers(state, numbered)
    wordings: list[tuple[str, str]] = []
    rebased: list[Rebased] = []
    doubtful: list[Doubtful] = []
    for key in state.order():
        provision = state.now.provisions[key]
        found = numbers.rewritten(provision, provision.now.wording)
        if found.changed:
            wordings.append((key, found.wording))
        told = set(numbers.left(provision, provision.now.address, found))
        doubtful += sorted(told)
        known = {(text, why) for _, text, why in told}
        for proposal in state.pending_on(key):
            offered = numbers.rewritten(provision, proposal.now.wording)
            if proposal.now.waiting:
                doubtful += _waiting(proposal, offered)
                continue
            based = found
            if proposal.change in ("amendment", "merge"):
                based = numbers.rewritten(provision, proposal.now.base)
            carried = _carried(proposal, provision, based, offered)
            rebased += [carried] if carried is not None else []
            more = numbers.left(provision, proposal.handle, offered)
            doubtful += [doubt for doubt in more if doubt[1:] not in known]
    return Renumbered(tuple(wordings), tuple(rebased), tuple(doubtful))


def _carried(
    proposal: Proposal, provision: Provision, based: Rewriting, offered: Rewriting
) -> Rebased | None:
    """A pending proposal on the text with its new references; None where nothing of it changes."""
    base, wording = proposal.now.base, offered.wording
    if base == provision.now.wording or proposal.change in ("amendment", "merge"):
        base = based.wording
    if (base, wording) == (proposal.now.base, proposal.now.wording):
        return None
    if proposal.change == "wording" and base == wording:
        return Rebased(proposal=proposal.id, outcome="absorbed")
    return Rebased(proposal=proposal.id, outcome="clean", base=base, wording=wording)


def _waiting(proposal: Proposal, offered: Rewriting) -> Iterator[Doubtful]:
    for change in offered.changed:
        why = f"would be {change.new}; the proposal waits for its sponsor"
        yield Doubtful(proposal.handle, change.old, why)


class _Numbers:
    """Old paths to new ones, as the reader of one provision means them."""

    def __init__(self, state: State, numbered: Sequence[Numbered]) -> None:
        self._state = state
        self._new = {n.provision: n.address for n in numbered}
        self._issued = state.past.revisions[-1].provisions if state.past.revisions else ()
        self._ids = {**state.now.addresses, **{i.address: i.provision for i in self._issued}}
        self._place = {key: place for place, key in enumerate(state.order())}
        self._titles = {code: title.casefold() for code, title in state.now.parts.items()}
        self._own = (*state.now.parts.values(), state.now.title)

    def rewritten(self, provision: Provision, wording: str) -> Rewriting:
        return rewritten(wording, lambda path, ref: self._led(provision, path, ref), self._own)

    def left(self, provision: Provision, name: str, found: Rewriting) -> Iterator[Doubtful]:
        """The doubtful references, without "the preceding paragraph" where that is the same."""
        for doubt in found.doubtful:
            if doubt.reference.kind != "relative" or self._other_neighbour(provision, doubt):
                yield Doubtful(name, doubt.text, doubt.why)

    def _led(self, provision: Provision, path: str, reference: Reference) -> str | Lost:
        if path.startswith("("):
            return self._item(provision, path, reference)
        if path.startswith("Art "):
            articles = any(code.startswith("Art ") for code in self._titles)
            return self._at(provision, "", path, reference) if articles else path
        part = self._part(provision, reference)
        if isinstance(part, Lost):
            return part
        prefix = f"{part}/" if part else ""
        if path.startswith("h:") and prefix + path not in self._ids:
            return self._heading(prefix, path)
        if prefix + path in self._ids or reference.part:
            return self._at(provision, prefix, path, reference)
        return self._elsewhere(path)

    def _part(self, provision: Provision, reference: Reference) -> str | Lost:
        """The code of the part a reference speaks of: its reader's, where it names none."""
        own, name = provision.now.part, reference.part.casefold()
        named = [code for code, title in self._titles.items() if name and name in title]
        if own in named or not named:
            return own
        return named[0] if len(named) == 1 else Lost(f"it fits {', '.join(named)}")

    def _at(self, provision: Provision, prefix: str, path: str, reference: Reference) -> str | Lost:
        """The new path of what stands at an address."""
        target = self._ids.get(prefix + path)
        if target is None:
            return Lost(f"there is no {prefix}{path}", unknown=True)
        if target not in self._new:
            return Lost(f"{prefix}{path} was struck")
        side = self._side(provision, target)
        if reference.where and reference.kind != "note" and side not in (reference.where, ""):
            return Lost(f"what was {prefix}{path} stands {side}")
        new = self._new[target]
        if not new.startswith(prefix) or ("/" in new[len(prefix) :]) != ("/" in path):
            return Lost(f"what was {prefix}{path} is {new} now")
        return new[len(prefix) :]

    def _side(self, provision: Provision, target: str) -> str:
        here, there = self._place[provision.id], self._place[target]
        return "" if here == there else "above" if there < here else "below"

    def _item(self, provision: Provision, path: str, reference: Reference) -> str | Lost:
        """An item of the reader's own paragraph, or of the item the reader stands in."""
        above = [provision.id]
        while above[-1] and self._state.now.provisions[above[-1]].level > 1:
            above.append(self._state.above(above[-1]))
        for holder in reversed([key for key in above if key in self._new]):
            address = self._state.now.provisions[holder].now.address
            old = next((i.address for i in self._issued if i.provision == holder), address)
            for prefix in dict.fromkeys((old, address)):
                if prefix + path in self._ids:
                    return self._inside(provision, holder, prefix, path, reference)
        return Lost(f"there is no {path} in this paragraph", unknown=True)

    def _inside(
        self, provision: Provision, holder: str, prefix: str, path: str, reference: Reference
    ) -> str | Lost:
        """The new label of an item under the paragraph that held it."""
        new = self._at(provision, "", prefix + path, reference)
        if isinstance(new, Lost):
            return new
        if not new.startswith(self._new[holder] + "("):
            return Lost(f"what was {prefix}{path} is {new} now")
        return new.removeprefix(self._new[holder])

    def _heading(self, prefix: str, path: str) -> str | Lost:
        """A section cited by the end of its path: "section B" of section II."""
        end = path.removeprefix("h:")
        depth = end.count(".") + 1
        fitting = {a: key for a, key in self._ids.items() if a.startswith(f"{prefix}h:")}
        found = {a: key for a, key in fitting.items() if a.endswith(f".{end}")}
        if not found:
            return Lost(f"there is no {prefix}{path}", unknown=True)
        if any(key not in self._new for key in found.values()):
            return Lost(f"{', '.join(found)} was struck")
        ends = {
            ".".join(self._new[k].rpartition(":")[2].split(".")[-depth:]) for k in found.values()
        }
        return f"h:{ends.pop()}" if len(ends) == 1 else Lost(f"it fits {', '.join(found)}")

    def _elsewhere(self, path: str) -> str | Lost:
        """What no provision of the reader's own part has as its path: of another part, perhaps."""
        found = {a: k for a, k in self._ids.items() if a.rpartition("/")[2] == path}
        if not found:
            return Lost(f"there is no {path}", unknown=True)
        if all(self._new.get(key) == address for address, key in found.items()):
            return path
        return Lost(f"it may be {', '.join(found)}")

    def _other_neighbour(self, provision: Provision, doubt: Doubt) -> bool:
        """Whether another provision stands beside this one than in the last issue."""
        step = 1 if doubt.reference.where == "below" else -1
        then = [i.provision for i in self._issued if i.level == provision.level]
        now = [p.id for p in self._state.standing() if p.level == provision.level]
        return _beside(then, provision.id, step) != _beside(now, provision.id, step)


def _beside(order: Sequence[str], key: str, step: int) -> str:
    at = order.index(key) + step if key in order else -1
    return order[at] if 0 <= at < len(order) else ""
