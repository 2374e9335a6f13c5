"""How does a wording read once what it refers to has other numbers?

References follow their targets in the spelling and spacing they are written in. One that cannot
follow whole stays as it is and is named: a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import msgspec

from draftrace.text import labels
from draftrace.text.references import Reference, Target, find, parts_of

_LONGEST_RANGE = 500
"""Inside a longer range nobody looks for what has left it."""


class Lost(msgspec.Struct, frozen=True):
    """Why a path can't be followed: ``unknown`` where there never was such a provision."""

    why: str
    unknown: bool = False


Follow = Callable[[str, Reference], str | Lost]
"""From a path of ``Target`` to the path it has from now on, within the same part."""


class Rewritten(msgspec.Struct, frozen=True):
    """One reference that was changed: its characters in the old wording, what it read and reads."""

    start: int
    end: int
    old: str
    new: str


class Doubt(msgspec.Struct, frozen=True):
    """A reference left as it is: its characters, its text and why. ``reference`` is what was
    read."""

    start: int
    end: int
    text: str
    why: str
    reference: Reference


class Rewriting(msgspec.Struct, frozen=True):
    """A wording with its references rewritten, what was changed, and what is left to a person."""

    wording: str
    changed: tuple[Rewritten, ...] = ()
    doubtful: tuple[Doubt, ...] = ()


class _Unsure(Exception):
    """Why a reference stays as it is."""


def rewritten(wording: str, follow: Follow, own: Collection[str] = ()) -> Rewriting:
    """The wording with every reference of its own following its target. Foreign references are
    not looked at; doubtful ones are named where following them would change them, or where they
    name no number. ``own``: see ``references.find``."""
    changed: list[Rewritten] = []
    doubtful: list[Doubt] = []
    made, at = [], 0
    for reference in find(wording, own):
        start, end = reference.start, reference.end
        if reference.standing == "doubtful" and _matters(reference, follow):
            doubtful.append(Doubt(start, end, wording[start:end], reference.why, reference))
        if reference.standing != "own":
            continue
        try:
            new = _followed(wording, reference, follow)
        except _Unsure as unsure:
            doubtful.append(Doubt(start, end, wording[start:end], str(unsure), reference))
            continue
        if new != wording[start:end]:
            changed.append(Rewritten(start, end, wording[start:end], new))
            made += [wording[at:start], new]
            at = end
    return Rewriting("".join([*made, wording[at:]]), tuple(changed), tuple(doubtful))


def _matters(reference: Reference, follow: Follow) -> bool:
    """Whether a doubtful reference would read otherwise if it were followed. One that leads
    nowhere in this text is of another."""
    if not reference.targets:
        return True
    led = [(target.path, follow(target.path, reference)) for target in reference.targets]
    if any(isinstance(new, Lost) and new.unknown for _, new in led):
        return False
    return any(new != path for path, new in led)


def _followed(wording: str, reference: Reference, follow: Follow) -> str:
    made, at = "", reference.start
    new: list[str] = []
    for number, target in enumerate(reference.targets):
        led = _led(target.path, reference, follow)
        written = wording[target.start : target.end]
        made += wording[at : target.start] + _spelled(written, target, led, reference, follow)
        at = target.end
        new.append(led)
        if target.to:
            _range(reference, reference.targets[number - 1 : number + 1], new[-2:], follow)
    return made + wording[at : reference.end]


def _led(path: str, reference: Reference, follow: Follow) -> str:
    led = follow(path, reference)
    if isinstance(led, Lost):
        raise _Unsure(led.why)
    return led


def _spelled(written: str, target: Target, led: str, reference: Reference, follow: Follow) -> str:
    """The new label as the old one was written."""
    if led == target.path:
        return written
    shown = _shown(target, led, reference, follow)
    if target.path.startswith("h:"):
        return shown.replace(".", " ") if " " in written else shown
    if " (" in written:
        shown = shown.replace("(", " (").strip()
        return shown if ") (" in written or ")(" not in written else shown.replace(") (", ")(")
    return shown


def _shown(target: Target, led: str, reference: Reference, follow: Follow) -> str:
    """The end of the new path that is written out where the old one was."""
    if target.path.endswith("/title"):
        return led.removesuffix("/title").removeprefix("Art ")
    hidden = target.path.removesuffix(target.shown)
    if hidden.endswith("/"):
        hidden = _led(f"{hidden}title", reference, follow).removesuffix("title")
    elif hidden and hidden not in ("h:", "note:", "PP"):
        hidden = _led(hidden, reference, follow)
    inside = led.removeprefix(hidden)
    if not led.startswith(hidden) or _form(inside) != _form(target.shown):
        raise _Unsure(f"what was {target.path} is {led} now")
    return inside


def _form(path: str) -> tuple[bool, bool]:
    """Whether a path begins with an item, and whether it is of a heading or a note."""
    return path.startswith("("), ":" in path or path.startswith("PP")


def _range(reference: Reference, ends: tuple[Target, ...], new: list[str], follow: Follow) -> None:
    """A range follows its ends; not where they change places or something in it leaves it."""
    first, last = map(_order, new)
    if not first < last:
        raise _Unsure(f"its ends are {new[0]} and {new[1]} now")
    for path in _between(ends[0].path, ends[1].path):
        led = follow(path, reference)
        if not isinstance(led, Lost) and not first < _order(led) < last:
            raise _Unsure(f"what was {path} is {led} now, outside {new[0]} to {new[1]}")


def _between(first: str, last: str) -> Iterator[str]:
    """The paths inside a range of numbers or letters under one paragraph."""
    *above, start = parts_of(first)
    *beside, end = parts_of(last)
    style: labels.Style = "letters" if len(above) < 2 else "roman"
    one, other = labels.parse(start, style=style), labels.parse(end, style=style)
    sign = "." if first.startswith("h:") else ""
    if above != beside or one is None or other is None or one.style != other.style:
        return
    count = other.value - one.value - 1
    if 0 < count <= _LONGEST_RANGE and not one.prefix:
        for label in labels.series(one, count, one.value + 1):
            yield sign.join([*above, labels.text(label)])


def _order(path: str) -> list[tuple[int, ...]]:
    """Where a path stands among others of its part."""
    order: list[tuple[int, ...]] = []
    for depth, part in enumerate(parts_of(path)):
        style: labels.Style | None = "letters" if part.startswith("(") and depth == 1 else None
        bare = part.removeprefix("h:").removeprefix("note:").removeprefix("Art ")
        label = labels.parse(bare.removesuffix("/title"), style=style)
        above = labels.figures(label)[:-1] if label is not None else ()
        own = labels.order(label) if label is not None else ()
        order.append((*(number for figure in above for number in figure), *own))
    return order
