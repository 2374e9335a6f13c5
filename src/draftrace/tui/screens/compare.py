"""Compare: any two revisions or files as one page, and the list of what changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget

from draftrace.errors import DraftraceError, NegotiationError
from draftrace.text import addresses
from draftrace.tui import actions, texts
from draftrace.tui.compared_page import list_rows, page_rows
from draftrace.tui.comparison import KINDS, Comparison, Passage, Text, compared
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.prose import Row, Span, between, clip, width_of, wrap
from draftrace.tui.remembered import Side
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Pick
from draftrace.tui.screens.choosing_texts import ChoosingTexts
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows


class Aligned(Message):
    """A worker has compared two texts, or says why it could not."""

    def __init__(self, asked: tuple[object, ...], found: Comparison | DraftraceError) -> None:
        super().__init__()
        self.asked = asked
        self.found = found


class ComparedView(Rows):
    """The page, or the list of changes; the screen lays them out."""

    def __init__(self, signs: Signs, name: str) -> None:
        super().__init__(signs, id=name)

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("CompareScreen", self.screen).rows_of(str(self.id), width)


class CompareScreen(ChoosingTexts):
    """Two texts and what happened between them."""

    NAME: ClassVar[ScreenName] = "compare"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("compare")]

    def __init__(self) -> None:
        super().__init__()
        self.comparison: Comparison | None = None
        self.trouble = ""
        self._asked: tuple[object, ...] = ()
        self._older: dict[str, str] = {}
        self._newer: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """The changes at the left, the page at the right."""
        signs = self.room.signs
        page = Vertical(Bar(id="compared"), ComparedView(signs, "page"), id="comparing")
        yield Horizontal(ComparedView(signs, "changes"), page, id="panes")

    @property
    def page(self) -> ComparedView:
        """The page."""
        return self.query_one("#page", ComparedView)

    @property
    def changes(self) -> ComparedView:
        """The list of changes."""
        return self.query_one("#changes", ComparedView)

    def on_mount(self) -> None:
        """Start with what one most likely wants."""
        usual = texts.usual_pair(self.room.state)
        if usual is not None:
            self.choice.older = self.choice.older or usual[0]
            self.choice.newer = self.choice.newer or usual[1]
        self.set_focus(self.page)

    # Comparing, in a worker

    def room_changed(self) -> None:
        """The standing text may be another now: compare again."""
        if self.is_mounted:
            self._compare()
            self._show()
            super().room_changed()

    def _compare(self) -> None:
        older, newer = self.choice.older, self.choice.newer
        if older is None or newer is None:
            return
        now = self.room.state.now
        at = now.position if texts.STANDING in (older.name, newer.name) else now.revision
        asked = (older.name, older.file, newer.name, newer.file, at)
        if asked == self._asked:
            return
        self._asked = asked
        try:
            sides = [self._side(side) for side in (older, newer)]
        except DraftraceError as error:
            self.post_message(Aligned(asked, error))
            return
        self.run_worker(partial(self._align, asked, *sides), thread=True, group="compare")

    def _side(self, side: Side) -> Text | Path:
        """What is known at once: a state is for one thread, a file takes its time."""
        if side.file:
            return self.room.workspace.root / side.name
        return texts.of_issue(self.room.state, side.name)

    def _align(self, asked: tuple[object, ...], older: Text | Path, newer: Text | Path) -> None:
        """In a thread: reports what was found, touches nothing."""
        found: Comparison | DraftraceError
        try:
            old, new = (s if isinstance(s, Text) else texts.of_file(s) for s in (older, newer))
            found = compared(old, new)
        except DraftraceError as error:
            found = error
        self.post_message(Aligned(asked, found))

    @on(Aligned)
    def _aligned(self, message: Aligned) -> None:
        if message.asked != self._asked:
            return
        if isinstance(message.found, DraftraceError):
            self.comparison, self.trouble = None, message.found.message
            self.room.refuse(message.found)
        else:
            first = self.comparison is None
            self.comparison, self.trouble = message.found, ""
            self._older, self._newer = self._ids(self.choice.older), self._ids(self.choice.newer)
            if first:
                self._stand_where_the_reader_was()
        self._show()
        self.say_lines()

    def _stand_where_the_reader_was(self) -> None:
        provision = self.room.provision
        found = self.comparison
        if provision is None or found is None:
            return
        here = next(
            (p for p in found.passages if not p.gone and self._provision_of(p) == provision.id),
            None,
        )
        if here is not None:
            self.page.cursor = here.key

    # Showing

    def _show(self) -> None:
        self.say_texts()
        self.page.reload()
        self.page.reveal(centre=True)
        self._follow(self.page.cursor)

    def say_texts(self) -> None:
        """Which texts these are, above the page; in columns where they stand in columns."""
        bar = self.query_one("#compared", Bar)
        width = max(bar.size.width - 2, 1)
        more = self.room.signs["more"]
        older, newer = (self._named(s) for s in (self.choice.older, self.choice.newer))
        if not self.choice.beside:
            arrow = Span(f"  {self.room.signs['becomes']}  ", "dim")
            both = [*older, arrow, *newer]
            fits = width_of(both) <= width
            bar.say(both if fits else clip([*older[:1], arrow, *newer], width, more))
            return
        column = min((self.page.inner_width - 3) // 2, 92)
        divider = Span(f" {self.room.signs['alone']} ", "dim")
        older, newer = (s if width_of(s) <= column else s[:1] for s in (older, newer))
        bar.say([Span(" "), *between(older, [], column, more), divider, *clip(newer, column, more)])

    def _named(self, side: Side | None) -> list[Span]:
        if side is None:
            return [Span("no text", "dim")]
        about = "a file" if side.file else dict(texts.issues(self.room.state)).get(side.name, "")
        return [Span(shown(side.name), "title"), Span(f"  {shown(about)}", "dim")]

    def rows_of(self, view: str, width: int) -> list[Row]:
        """The rows of one of the two views."""
        found = self.comparison
        if found is None:
            return [] if view == "changes" else self._nothing(width)
        choice = self.choice
        signs = self.room.signs
        if view == "changes":
            return list_rows(found, found.changes(choice.kind), choice.kind, width, signs)
        kept = found.changes(choice.kind) if choice.folded else found.passages
        if choice.folded and not kept:
            return [Row((Span("Word for word the same.", "dim"),))]
        return page_rows(found, kept, width, signs, beside=choice.beside)

    def _nothing(self, width: int) -> list[Row]:
        if self.trouble:
            said = f"{self.trouble} [ and ] choose other texts."
        elif self.choice.older is None:
            said = "No text is on the table yet. [ and ] choose files to compare."
        else:
            said = f"comparing{self.room.signs['more']}"
        return [Row(line) for line in wrap([Span(shown(said), "dim")], width)]

    def status(self, width: int) -> Sequence[Span]:
        """Which change one is at, and what is shown."""
        found = self.comparison
        if found is None:
            return super().status(width)
        choice = self.choice
        chosen = list(dict.fromkeys(p.number for p in found.changes(choice.kind)))
        here = self._here()
        at = chosen.index(here.number) + 1 if here and here.number in chosen else 0
        left = [Span(shown(here.addresses) if here else "", "strong")]
        if here is not None:
            left.append(Span(f"  {', '.join(here.kinds) or 'unchanged'}", "label"))
        provision = self.room.provision
        address = provision.now.address if provision is not None else ""
        if here is None or address not in (*here.old, *here.new):
            left.append(Span(shown(f"  now {address}"), "label"))
        which = choice.kind or "all changes"
        right = [Span(f"{which} ", "dim"), Span(f"{at or '-'}/{len(chosen)}", "label")]
        return between(left, right, width, self.room.signs["more"])

    def _here(self) -> Passage | None:
        found = self.comparison
        return (
            next((p for p in found.passages if p.key == self.page.cursor), None) if found else None
        )

    # Moving

    @on(Rows.Moved, "#page")
    def _moved_on_page(self, event: Rows.Moved) -> None:
        event.stop()
        self._arrive(event.key)

    @on(Rows.Moved, "#changes")
    def _moved_in_list(self, event: Rows.Moved) -> None:
        event.stop()
        self.page.go(event.key, centre=True)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        if event.rows is self.changes:
            self._close_sheet()
            self.set_focus(self.page)

    def _arrive(self, key: str) -> None:
        """The reader stands on a passage and, where it is of the record, on its provision."""
        self._follow(key)
        here = self._here()
        provision = self.room.state.now.provisions.get(self._provision_of(here) if here else "")
        if provision is not None and provision.now.life != "struck":
            self.room.place = provision.id
        self.say_lines()

    def _follow(self, key: str) -> None:
        """The list stands on the change that the page stands on, or on the next one."""
        if self.comparison is None:
            self.changes.reload()
            return
        chosen = {p.key for p in self.comparison.changes(self.choice.kind)}
        keys = [p.key for p in self.comparison.passages]
        at = keys.index(key) if key in keys else 0
        self.changes.cursor = next((k for k in keys[at:] if k in chosen), "")
        self.changes.reload()
        self.changes.reveal()

    def do_next(self) -> None:
        """The next change."""
        self._to_change(1)

    def do_previous(self) -> None:
        """The change before."""
        self._to_change(-1)

    def _to_change(self, by: int) -> None:
        found = self.comparison
        chosen = {p.key for p in found.changes(self.choice.kind)} if found else set()
        if found is None or not chosen:
            self.room.notify(f"Nothing was {self.choice.kind or 'changed'}.", markup=False)
            return
        keys = [p.key for p in found.passages]
        at = keys.index(self.page.cursor) if self.page.cursor in keys else 0
        around = (
            [*keys[at + 1 :], *keys[: at + 1]] if by > 0 else [*keys[:at][::-1], *keys[at:][::-1]]
        )
        self.page.go(next(k for k in around if k in chosen), centre=True)

    async def do_go(self) -> None:
        """Jump to an address of either text."""

        def go(address: str) -> None:
            found = self.comparison
            if found is None:
                return
            newer = {a: p for p in found.passages if not p.gone for a in p.new}
            older = {a: p for p in found.passages for a in p.old if a not in newer}
            there = addresses.resolve(address, [*newer, *older])
            self.page.go((newer | older)[there].key, centre=True)

        await self.ask_address("Go to", go)

    def do_pane(self) -> None:
        """Between the page and the list; a hidden one slides over the page."""
        if self.changes.has_focus:
            self._close_sheet()
            self.set_focus(self.page)
        else:
            self.changes.add_class("-open")
            self.set_focus(self.changes)
            self.call_after_refresh(self._follow, self.page.cursor)

    def _close_sheet(self) -> None:
        self.changes.remove_class("-open")

    async def do_back(self) -> None:
        """Back to the page, then to the screen before."""
        if self.changes.has_focus:
            self.do_pane()
        else:
            await super().do_back()

    # How it is shown

    def compare_again(self) -> None:
        """Other texts were chosen."""
        self.comparison = None
        self.room_changed()

    def do_compare_layout(self) -> None:
        """Side by side, or inline."""
        self.choice.beside = not self.choice.beside
        self._show()
        self.say_lines()

    def offered(self) -> list[Action]:
        """What the key line offers; its word for the layout is the one that the key leads to."""
        now = {"compare.layout": "Inline"} if self.choice.beside else {}
        return [a._replace(title=now.get(a.id, a.title)) for a in super().offered()]

    def do_compare_fold(self) -> None:
        """Only what changed, or everything."""
        self.choice.folded = not self.choice.folded
        self._show()

    async def do_compare_filter(self) -> None:
        """Choose the kind of change to go through."""
        counts = self.comparison.counts() if self.comparison else {}
        options = [("all", [Span(f"{'all changes':<12}", "strong")])]
        options += [
            (kind, [Span(f"{kind:<12}", "strong"), Span(f"{counts.get(kind, 0):>4}", "dim")])
            for kind in KINDS
        ]
        chosen = await self.ask(
            Pick("Which changes", options, self.room.signs, self.choice.kind or "all")
        )
        if chosen:
            self.choice.kind = "" if chosen == "all" else chosen
            self._show()
            self.say_lines()

    async def do_trace(self) -> None:
        """Trace the provision under the cursor."""
        here = self._here()
        if here is None or not self._provision_of(here):
            raise NegotiationError(
                "What is under the cursor stands only in a file.",
                "Only provisions of the record have a trace.",
            )
        await self.do_screen_trace()

    def _provision_of(self, passage: Passage) -> str:
        """The provision of the record that a passage is; empty where it stands only in a file."""
        for places, ids in ((passage.new, self._newer), (passage.old, self._older)):
            for address in places:
                if ids.get(address):
                    return ids[address]
        return ""

    def _ids(self, side: Side | None) -> dict[str, str]:
        if side is None or side.file:
            return {}
        return {i.address: i.provision for i in texts.issued(self.room.state, side.name)}
