"""The lines that never leave the screen: what text this is, who acts where, where one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.tui.declared import Action
from draftrace.tui.prose import Span, between, clip, joined, width_of
from draftrace.tui.reading import Reading
from draftrace.tui.safe import shown
from draftrace.tui.seat import Seat
from draftrace.tui.signs import Signs

_ONE_LINE = 110
_SHORTEST_TITLE = 12


def identity(
    state: State, seat: Seat, signs: Signs, width: int, provision: Provision | None
) -> tuple[Sequence[Span], ...]:
    """The document and its part, the meeting, and who is acting; two lines where it is narrow."""
    here = f" {signs['here']} "
    part = state.now.parts.get(provision.now.part, "") if provision is not None else ""
    title = shown(state.now.title) or "No title yet"
    issue = Span(_issue(state), "dim")
    who = Span(shown(seat.who(state)), "strong")
    where = Span(shown(seat.where(state)), "label")
    if width < _ONE_LINE:
        left = _names(title, part, here, width - width_of([issue]) - 2, signs)
        return (
            between(left, [issue], width, signs["more"]),
            between([Span("acting: ", "dim"), who], [where], width, signs["more"]),
        )
    gap = [Span(f"  {signs['alone']}  ", "dim")]
    right = clip([where, *gap, who], width * 2 // 3, signs["more"])
    room = width - width_of(right) - width_of([issue]) - 4
    left = [*_names(title, part, here, room, signs), Span("  "), issue]
    return (between(left, right, width, signs["more"]),)


def _names(title: str, part: str, here: str, room: int, signs: Signs) -> Sequence[Span]:
    """Document and part; the document's title gives way, for its part's tells where one is."""
    last = [Span(here, "dim"), Span(shown(part), "title")] if part and part != title else []
    left = room - width_of(last)
    if left < _SHORTEST_TITLE and last:
        return clip(last[1:], room, signs["more"])
    return (*clip([Span(title, "title")], left, signs["more"]), *last)


def _issue(state: State) -> str:
    now = state.now
    if not now.revision:
        return "nothing tabled"
    last = max([now.issued, *(r.stamp.position for r in state.past.revisions[-1:])])
    since = now.position - last
    return f"{now.revision} +{since} acts" if since else now.revision


def status(reading: Reading, signs: Signs, width: int, key: str) -> Sequence[Span]:
    """Address and state at the left; filter and progress at the right, shorter where narrow."""
    provision = reading.provision(key)
    found = reading.lines.get(key)
    left: list[Span] = []
    if provision is not None and found is not None:
        changed = reading.looking.changed(provision)
        suggested = bool(reading.suggested.get(key))
        marks = signs.beside(found, changed=changed, suggested=suggested)
        left = joined(
            [
                [Span(shown(found.address), "strong")],
                [Span(_state_words(provision, found.status), "label")],
                *[[mark] for mark in marks],
            ]
        )
    for right in _right(reading, signs, key):
        if width_of(left) + width_of(right) + 2 <= width:
            return between(left, right, width, signs["more"])
    return between(left, [], width, signs["more"])


def _state_words(provision: Provision, words: str) -> str:
    return "struck" if provision.now.life == "struck" else shown(words)


def _right(reading: Reading, signs: Signs, key: str) -> list[list[Span]]:
    progress = reading.progress()
    matches = reading.matches()
    place = matches.index(key) + 1 if key in matches else 0
    filtering = f"filter {shown(reading.wanted_words)}"
    kind = f"search {shown(reading.phrase)}" if reading.phrase else filtering
    count = f"{place or '-'}/{len(matches)}" if matches else "none"
    filtered = [Span(f"{kind} " if matches else f"{kind}: ", "dim"), Span(count, "label")]
    agreed = [Span(f"{progress.agreed} of {progress.text} agreed", "label")]
    mode = [Span(f"{reading.mode} text", "dim")]
    unlike = mode if reading.mode != "rolling" else []  # said first: it looks like the rolling text
    left = [Span(f"brackets {progress.brackets}", "label")]
    proposals = [Span(f"proposals {progress.proposals}", "label")]
    bar = _bar(progress.agreed, progress.text, signs)
    gap = f" {signs['alone']} "
    return [
        joined([mode, filtered, [*agreed, Span(" "), *bar], left, proposals], gap),
        joined([mode, filtered, agreed, left], gap),
        joined([filtered, agreed] if not unlike else [unlike, filtered], gap),
        unlike or filtered,
    ]


def _bar(agreed: int, text: int, signs: Signs, width: int = 12) -> list[Span]:
    full = agreed * width // text if text else 0
    return [Span(signs["full"] * full, "good"), Span(signs["empty"] * (width - full), "dim")]


def keys(
    offered: Sequence[Action], width: int, shown_keys: Callable[[Action], str]
) -> tuple[list[Span], list[tuple[int, int, str]]]:
    """The key line, and from where to where each action can be clicked. Whole actions only; help
    and palette always fit."""
    last = [a for a in offered if a.line >= 90]
    first = [a for a in offered if a.line < 90]
    room = width - sum(_size(a, shown_keys) for a in last)
    spans: list[Span] = []
    places: list[tuple[int, int, str]] = []
    at = 0
    for action in (*first, *last):
        size = _size(action, shown_keys)
        if action.line < 90:
            if size > room:
                continue
            room -= size
        spans += [Span(shown_keys(action), "key"), Span(f" {action.title.lower()}  ", "label")]
        places.append((at, at + size - 2, action.id))
        at += size
    return spans, places


def _size(action: Action, shown_keys: Callable[[Action], str]) -> int:
    return len(shown_keys(action)) + len(action.title) + 3
