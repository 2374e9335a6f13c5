"""The tour of the sample in six steps: it leads, never blocks, and comes back only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from draftrace.tui.declared import ScreenName
from draftrace.tui.keymap import Keymap
from draftrace.tui.prose import Span, wrap

_FILE = "tour-taken"


class Step(NamedTuple):
    """What to look at, where, and what to press: ``{go}`` stands for the key of that action."""

    title: str
    words: str
    screen: ScreenName
    address: str = ""
    tab: str = ""


STEPS: tuple[Step, ...] = (
    Step(
        "The text",
        "A declaration, as its negotiators left it; you sit here as the Secretariat (SEC). "
        "{move.up} and {move.down} walk through it, {go} goes to an address such as 4a. {pane} "
        "goes to the outline, and to the panel: all about the provision you are on.",
        "draft",
        "PD/2",
    ),
    Step(
        "Signs",
        "Beside each provision stands how far it has come: ✓ is adopted, ◆ has a confirmed "
        "source, ! is under a reservation. The line below says it in words; {help} explains every "
        "sign and key.",
        "draft",
        "PA/4(a)",
    ),
    Step(
        "Sources",
        "The paragraphs of the expert groups this provision descends from; verbatim is word for "
        "word. A suggestion counts only once somebody has confirmed it, and the record says who. "
        "{sources} opens this anywhere; {close} closes it where it covers the text.",
        "draft",
        "PA/4(a)",
        "Sources",
    ),
    Step(
        "Trace",
        "Why does it read so? A letter says whose each word is; {word.next} goes from word to "
        "word, and each answers who, when and why. Below stands every step, from the sources to "
        "the adopted words. {trace} opens this anywhere.",
        "trace",
        "PD/2",
    ),
    Step(
        "Record",
        "Every act as a sentence, in the order it was recorded. Nothing in it is ever changed: "
        "even undoing is a new act, and {record.verify} proves the whole. {back} leads back.",
        "record",
    ),
    Step(
        "Your turn",
        "Press {amend} to amend: here the text is adopted, so the room says which rule is against "
        "it. In a negotiation of your own {amend} amends, {co-sponsor} co-sponsors, "
        "{screen.decide} decides; to begin one, {quit} leaves, and draftrace in an empty folder "
        "asks the rest. {palette} finds every action.",
        "draft",
        "PD/2",
    ),
)


def lines(number: int, width: int, plain: bool, keymap: Keymap) -> list[Sequence[Span]]:
    """A step as lines: its title, its words, and the keys on, back and out."""
    step = STEPS[number]
    on, back, out = map(keymap.keyed, ("{tour.next}", "{tour.back}", "{tour}"))
    words = keymap.keyed(step.words)
    words = _plain(words) if plain else words
    last = number == len(STEPS) - 1
    head = [
        Span(f"Tour {number + 1} of {len(STEPS)}  ", "key"),
        Span(step.title, "title"),
        Span("    "),
        Span(on, "key"),
        Span(" end of the tour" if last else " on", "label"),
    ]
    head += [Span("  "), Span(back, "key"), Span(" back", "label")] if number else []
    head += [] if last else [Span("  "), Span(out, "key"), Span(" skip", "label")]
    return [head, *wrap([Span(words)], width)]


_ASCII = (("↑", "up"), ("↓", "down"), ("→", "right"), ("✓", "v"), ("◆", "#"))


def _plain(words: str) -> str:
    for sign, ascii_sign in _ASCII:
        words = words.replace(sign, ascii_sign)
    return words


def taken(folder: Path) -> bool:
    """Whether this person has seen the tour, or skipped it."""
    return (folder / _FILE).exists()


def remember(folder: Path) -> None:
    """It does not come back unasked. Where that can't be kept it is offered once more."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / _FILE).touch()
