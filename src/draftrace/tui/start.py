"""The first minute, in a folder where nothing is negotiated yet: three ways to begin."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from draftrace.tui.dressed import DressedApp
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


class StartApp(DressedApp[Beginning]):
    """Asks which way, then the little it needs to know. Leaving begins nothing."""

    TITLE = "draftrace"
    CSS_PATH = "styles/room.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, here: Path, environment: Mapping[str, str] | None = None) -> None:
        super().__init__(environment)
        self.here = here

    def hold_keys(self) -> None:
        """A question was answered; here nothing else takes keys meanwhile."""

    def on_mount(self) -> None:
        """Ask which way."""
        self.dress()
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

    def _ask_new(self, said: Mapping[str, str], trouble: str = "") -> None:
        fields = [
            Field("title", "what it is about", said.get("title", ""), "such as: Ocean plan"),
            Field("folder", "folder", said.get("folder", ""), "empty: this one"),
            Field("file", "first draft", said.get("file", ""), "a file; empty: later"),
        ]
        body = told(
            _troubled(trouble)
            or [Span("You act as the Secretariat (SEC) until told otherwise. tab: next line.")]
        )
        ask = Ask("Start a negotiation", body, fields, confirm="Start", signs=self.signs)
        self.push_screen(ask, self._new)

    def _new(self, said: dict[str, str] | None) -> None:
        if said is None:
            self.ask_way("new")
            return
        file = said["file"].strip()
        if not said["title"].strip():
            self._ask_new(said, "It needs a name: what is it about?")
        elif file and not (self.here / file).is_file():
            self._ask_new(said, f"There is no file {file} here; empty: later.")
        else:
            files = (file,) if file else ()
            title, folder = said["title"].strip(), said["folder"].strip()
            self.exit(Beginning("new", title, folder, files))

    def _ask_drafts(self, files: str, trouble: str = "") -> None:
        fields = [Field("files", "files, in order", files, "such as: zero.docx rev1.docx")]
        rule = "txt, md, docx, odt, html or pdf; quotes around a name with spaces."
        body = told(_troubled(trouble) or [Span(rule)])
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
            self._ask_drafts(said["files"], "It takes two drafts or more.")
        elif missing:
            self._ask_drafts(said["files"], f"There is no file {missing[0]} here.")
        else:
            self.exit(Beginning("drafts", files=names))


def _troubled(trouble: str) -> list[Span]:
    """What is missing, in the question that asks once more with what was written."""
    return [Span(shown(trouble), "warn")] if trouble else []
