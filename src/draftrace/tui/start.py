"""The first minute, in a folder where nothing is negotiated yet: three ways to begin."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from textual.app import App

from draftrace.tui import signs, themes
from draftrace.tui.keeping import state_folder
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Field, Pick, told

Way = Literal["new", "sample", "drafts"]


class Beginning(NamedTuple):
    """What somebody wants to begin with; ``files`` are drafts, in order."""

    way: Way
    title: str = ""
    folder: str = ""
    files: tuple[str, ...] = ()


_WAYS: tuple[tuple[Way, str, str], ...] = (
    ("new", "Start a negotiation", "name it, and table a draft now or later"),
    ("sample", "Open the sample", "a finished negotiation, and a tour in six steps"),
    ("drafts", "Rebuild from drafts", "what changed from each draft to the next"),
)


class StartApp(App[Beginning]):
    """Asks which way, then the little it needs to know. Leaving begins nothing."""

    TITLE = "draftrace"
    CSS_PATH = "styles/room.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, here: Path, environment: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.environment = os.environ if environment is None else environment
        self.signs = signs.for_terminal(self.environment)
        self.here = here

    def hold_keys(self) -> None:
        """A question was answered; here nothing else takes keys meanwhile."""

    def on_mount(self) -> None:
        """Ask which way."""
        self.set_class(self.signs.plain, "-plain")
        for theme in themes.OURS:
            self.register_theme(theme)
        folder = state_folder(self.environment)
        self.theme = themes.chosen(self.environment, folder, self.available_themes) or self.theme
        self.ask_way()

    def ask_way(self, chosen: str | None = None) -> None:
        """The three ways."""
        options = [
            (way, [Span(f"{words:<21}", "strong"), Span(about, "dim")])
            for way, words, about in _WAYS
        ]
        title = f"Nothing is negotiated in {shown(self.here.name or str(self.here))} yet."
        self.push_screen(Pick(title, options, self.signs, chosen or "new", leave="leave"), self._go)

    def _go(self, way: str | None) -> None:
        if way is None:
            self.exit(None)
        elif way == "sample":
            self.exit(Beginning("sample"))
        elif way == "new":
            self._ask_new({})
        else:
            self._ask_drafts("")

    def _ask_new(self, said: Mapping[str, str]) -> None:
        fields = [
            Field("title", "what it is about", said.get("title", ""), "Declaration and Plan"),
            Field("folder", "folder", said.get("folder", ""), "empty: this one"),
            Field("file", "first draft", said.get("file", ""), "a file; empty: later"),
        ]
        body = told(
            [Span("You act as the Secretariat (SEC) until told otherwise. tab: next line.")]
        )
        ask = Ask("Start a negotiation", body, fields, confirm="Start", signs=self.signs)
        self.push_screen(ask, self._new)

    def _new(self, said: dict[str, str] | None) -> None:
        if said is None:
            self.ask_way("new")
            return
        file = said["file"].strip()
        if not said["title"].strip():
            self._again("It needs a name: what is it about?", lambda: self._ask_new(said))
        elif file and not (self.here / file).is_file():
            self._again(f"There is no file {file}.", lambda: self._ask_new(said))
        else:
            files = (file,) if file else ()
            title, folder = said["title"].strip(), said["folder"].strip()
            self.exit(Beginning("new", title, folder, files))

    def _ask_drafts(self, files: str) -> None:
        fields = [Field("files", "files, in order", files, "zero.docx rev1.docx rev2.docx")]
        body = told([Span("txt, md, docx, odt, html or pdf; quotes around a name with spaces.")])
        title = "Rebuild a negotiation from its published drafts"
        ask = Ask(title, body, fields, confirm="Rebuild", signs=self.signs)
        self.push_screen(ask, self._drafts)

    def _drafts(self, said: dict[str, str] | None) -> None:
        if said is None:
            self.ask_way("drafts")
            return
        try:
            names = tuple(shlex.split(said["files"]))
        except ValueError:
            names = (said["files"],)
        missing = [name for name in names if not (self.here / name).is_file()]
        if len(names) < 2:
            self._again("It takes two drafts or more.", lambda: self._ask_drafts(said["files"]))
        elif missing:
            words = f"There is no file {missing[0]}."
            self._again(words, lambda: self._ask_drafts(said["files"]))
        else:
            self.exit(Beginning("drafts", files=names))

    def _again(self, words: str, ask: Callable[[], None]) -> None:
        """Say what is missing, and ask once more with what was written."""
        self.notify(shown(words), severity="warning", markup=False)
        ask()
