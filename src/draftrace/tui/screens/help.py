"""Help on the screen one is on: what it is for, examples, its signs, its keys and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from draftrace.tui import actions, explained
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.explained import Explained
from draftrace.tui.keymap import Keymap
from draftrace.tui.prose import Row, Span, cells, wrap
from draftrace.tui.screens.over import Over
from draftrace.tui.signs import FATES, SIGNS, Signs
from draftrace.tui.widgets.rows import Rows

_KEY = 13
_EVERYWHERE = ("Moving", "Screens", "Tour", "Who acts")
"""Groups that are the same on every screen: they come after what is the screen's own."""


def help_rows(
    screen: ScreenName, signs: Signs, width: int, keymap: Keymap | None = None
) -> list[Row]:
    """The help of a screen: what it is, examples, its signs, and every action from the one
    declaration, with a person's own keys."""
    keymap = keymap or Keymap()
    told = explained.SCREENS[screen]
    rows = [Row(line) for line in wrap([Span(told.words)], width)]
    rows += [*_heading("For example"), *_examples(told, signs, width, keymap)]
    rows += [*_heading("Signs and words on this screen"), *_signs_rows(told, signs, width, keymap)]
    if screen == "corpus":
        rows += _heading("What became of a conclusion")
        for name in FATES:
            rows += _named(f"{signs[name]} {SIGNS[name].ascii}", SIGNS[name].word, width, name)
    groups = actions.grouped(actions.of_screen(screen))
    for group, members in sorted(groups.items(), key=lambda found: found[0] in _EVERYWHERE):
        rows += _group(group, members, signs, width, keymap)
    return rows


def _heading(words: str, more: str = "") -> list[Row]:
    return [Row(), Row((Span(words, "heading"), Span(more, "dim")))]


def _named(lead: str, words: str, width: int, sign: str = "", role: str = "key") -> list[Row]:
    """Something at the left, what it means at the right; beneath it where it is long."""
    role = SIGNS[sign].role if sign else role
    lines = wrap([Span(words)], width - _KEY)
    rows = [] if cells(lead) < _KEY - 1 else [Row((Span(lead, role),))]
    rest = Span(" " * _KEY)
    first = (rest,) if rows else (Span(lead, role), Span(" " * (_KEY - cells(lead))))
    return rows + [Row((*((rest,) if n else first), *line)) for n, line in enumerate(lines)]


def _keyed(words: str, signs: Signs, keymap: Keymap) -> str:
    """The words with each action's key in its place."""
    return actions.writable(keymap.keyed(words), plain=signs.plain)


def _examples(told: Explained, signs: Signs, width: int, keymap: Keymap) -> list[Row]:
    return [
        row
        for keys, words in told.examples
        for row in _named(
            _keyed(keys, signs, keymap), _keyed(words, signs, keymap), width, role="strong"
        )
    ]


def _signs_rows(told: Explained, signs: Signs, width: int, keymap: Keymap) -> list[Row]:
    """What the signs mean, beside a provision and in the text."""
    rows: list[Row] = []
    for name in told.signs:
        rows += _named(signs[name], SIGNS[name].word, width, name)
    for written, words in told.written:
        rows += _named(written, _keyed(words, signs, keymap), width, role="strong")
    return rows


def _group(
    group: str, members: Sequence[Action], signs: Signs, width: int, keymap: Keymap
) -> list[Row]:
    """One group of actions; who may take most of them stands once, at its head."""
    (shared, count), *_ = Counter(actions.who(action) for action in members).most_common(1)
    shared = shared if count > 1 else ""
    rows = _heading(group, f"   for: {shared}" if shared else "")
    for action in members:
        who = actions.who(action) or "everybody"
        spans = [Span(action.title, "strong"), Span(f"  {action.help}")]
        spans += [Span(f"  for: {who}", "dim")] if who != (shared or "everybody") else []
        keys = actions.writable(keymap.readable(action), plain=signs.plain) or "palette"
        for number, line in enumerate(wrap(spans, width - _KEY)):
            lead = Span(f"{keys if not number else '':<{_KEY}}", "key")
            rows.append(Row((lead, *line)))
    return rows


class HelpScreen(Over[None]):
    """``?`` on any screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", "Back", show=False)
    ]

    def __init__(self, screen: ScreenName, signs: Signs, keymap: Keymap | None = None) -> None:
        super().__init__()
        self._of = screen
        self._signs = signs
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """One scrollable page."""
        with Vertical(classes="help"):
            arrows = actions.writable("↑ ↓", plain=self._signs.plain)
            title = f"Help on this screen: {self._of}   ({arrows} page down: read on; esc: close)"
            yield Label(title, classes="question--title")
            yield HelpPage(self._of, self._signs, self._keymap)

    def on_mount(self) -> None:
        """Read on with the arrow keys."""
        self.query_one(HelpPage).focus()

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


class HelpPage(Rows):
    """The rows of the help; the arrow keys scroll it."""

    def __init__(self, screen: ScreenName, signs: Signs, keymap: Keymap | None = None) -> None:
        super().__init__(signs)
        self._of = screen
        self._keymap = keymap

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        return help_rows(self._of, self.signs, width, self._keymap)
