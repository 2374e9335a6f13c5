"""Help on the screen one is on: its keys, who may use them, and what the signs mean."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.keymap import Keymap
from draftrace.tui.prose import Row, Span, cells, wrap
from draftrace.tui.signs import FATES, LEGEND, SIGNS, Signs
from draftrace.tui.widgets.rows import Rows

_KEY = 13
_EVERYWHERE = ("Moving", "Screens", "Tour", "Who acts")
"""Groups that are the same on every screen: they come after what is the screen's own."""


def help_rows(
    screen: ScreenName, signs: Signs, width: int, keymap: Keymap | None = None
) -> list[Row]:
    """The help of a screen from the one declaration of actions, with a person's own keys."""
    keymap = keymap or Keymap()
    rows: list[Row] = [*_what_it_is(screen, width)]
    signs_first = screen == "draft"
    rows += _signs_rows(screen, signs) if signs_first else []
    groups = actions.grouped(actions.of_screen(screen))
    for group, members in sorted(groups.items(), key=lambda found: found[0] in _EVERYWHERE):
        rows += [Row(), Row((Span(group, "heading"),))]
        for action in members:
            who = actions.who(action)
            spans = [Span(action.title, "strong"), Span(f"  {action.help}")]
            spans += [Span(f"  for: {who}", "dim")] if who else []
            keys = actions.writable(keymap.readable(action), plain=signs.plain) or "palette"
            for number, line in enumerate(wrap(spans, width - _KEY)):
                lead = Span(f"{keys if not number else '':<{_KEY}}", "key")
                rows.append(Row((lead, *line)))
    return rows if signs_first else [*rows, *_signs_rows(screen, signs)]


def _signs_rows(screen: ScreenName, signs: Signs) -> list[Row]:
    """What the signs mean, beside a provision and in the text."""
    rows = [Row(), Row((Span("Signs beside a provision", "heading"),))]
    for name in LEGEND:
        rows.append(_explained(signs[name], name))
    if screen == "corpus":
        rows += [Row(), Row((Span("What became of a conclusion", "heading"),))]
        for name in FATES:
            rows.append(_explained(f"{signs[name]} {SIGNS[name].ascii}", name))
    rows += [Row(), Row((Span("In the text", "heading"),)), *_in_the_text()]
    return rows


def _explained(mark: str, name: str) -> Row:
    sign = SIGNS[name]
    return Row((Span(mark, sign.role), Span(" " * (_KEY - cells(mark))), Span(sign.word)))


_SCREENS: dict[str, str] = {
    "draft": "The text with every pending proposal in place. The outline is at the left, all about "
    "the provision you are on at the right; where the terminal is small, tab brings them in.",
    "amend": "Another wording for one provision. Below it: what changes, whether brackets balance, "
    "what it does to the force of the words, and where they come from. Leaving keeps the draft.",
    "decide": "What is open at the left; the rivals of one provision, each as a redline; below "
    "them the decision being composed and what it would do to the others. Only who presides "
    "gavels; all may look.",
    "trace": "One provision's life: its wording, a letter before the words of each hand; "
    "its sources, who proposed what, what was decided, each issue.",
    "compare": "Two texts as one page: every change marked, the list of changes at the left. A "
    "letter joins the two places of what was moved. v puts the texts side by side.",
    "corpus": "The sources: search their words, find agreed language, see what became of their "
    "conclusions. l links a paragraph to the provision you were last on, named below.",
    "record": "Every act in the order it was recorded, as sentences, and nothing in it is ever "
    "changed; then the progress over the meetings, and the seals.",
    "export": "The text, tables, provenance or the record as a file. It is written whole and "
    "proved, or not at all, and goes on while you are on other screens.",
}


def _what_it_is(screen: ScreenName, width: int) -> list[Row]:
    said = _SCREENS.get(screen, "")
    return [Row(line) for line in wrap([Span(said)], width)] if said else []


def _in_the_text() -> list[Row]:
    pad = " " * _KEY
    return [
        Row(
            (
                Span("[words](EU)", "ins"),
                Span("  proposed by EU; "),
                Span("[EU: delete: words]", "del"),
                Span("  to be struck"),
            )
        ),
        Row(
            (
                Span("{+words+}", "ins"),
                Span("    inserted; "),
                Span("{-words-}", "del"),
                Span("  deleted, in redlines"),
            )
        ),
        Row((Span(pad + "brackets without a name stand in the text itself", "dim"),)),
    ]


class HelpScreen(ModalScreen[None]):
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

    def action_move_down(self) -> None:
        """A line on."""
        self.scroll_down(animate=False)

    def action_move_up(self) -> None:
        """A line back."""
        self.scroll_up(animate=False)
