"""Export: what is to be written, as a form; then the writing, which goes on whichever screen one
is on, and what came of it with its seal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, cast

import msgspec
from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from draftrace.errors import Hint, UsageError
from draftrace.exporting import SUFFIXES
from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.exporting import Order
from draftrace.tui.order_form import (
    choices,
    chosen,
    form_rows,
    lines_of,
    outbox_rows,
    suffix_of,
    usual_name,
    with_choice,
)
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Field, Pick
from draftrace.tui.screens.naming import NameFile, files_below
from draftrace.tui.screens.placing import may_write
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows

_CANCEL = Hint("Wait, or cancel it.", "Wait, or {export.cancel}.")
_WRITE = Hint("Write a file first.", "To write the file: {export.write}.")
_TICK = 0.5
_TALL = 34
_EXPORTS = "exports"


class ExportView(Rows):
    """The form, or what became of what was ordered; the screen lays them out."""

    def __init__(self, signs: Signs, name: str) -> None:
        super().__init__(signs, id=name)

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("ExportScreen", self.screen).rows_of(str(self.id), width)


class ExportScreen(RoomScreen):
    """Files out."""

    NAME: ClassVar[ScreenName] = "export"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("export")]

    def body(self) -> Iterable[Widget]:
        """The form above, what is written below."""
        signs = self.room.signs
        form = Vertical(Bar(id="form-title"), ExportView(signs, "form"), id="ordering")
        outbox = Vertical(Bar(id="outbox-title"), ExportView(signs, "outbox"), id="written")
        yield Container(form, outbox, id="exporting")

    @property
    def order(self) -> Order:
        """What is to be written."""
        return self.room.remembered.order

    @property
    def form(self) -> ExportView:
        """The form."""
        return self.query_one("#form", ExportView)

    @property
    def outbox_view(self) -> ExportView:
        """What is being written, and what was."""
        return self.query_one("#outbox", ExportView)

    def on_mount(self) -> None:
        """Start with the latest issue, clean, under its usual name."""
        state = self.room.state
        if not self.order.path:
            latest = state.past.revisions[-1].name if state.past.revisions else "standing"
            order = msgspec.structs.replace(self.order, revision=latest)
            self._take(msgspec.structs.replace(order, path=usual_name(state, order)))
        self.query_one("#form-title", Bar).say([Span("Write a file", "title")])
        self.query_one("#outbox-title", Bar).say([Span("Written", "title")])
        self.outbox_view.can_focus = False
        self.form.cursor = "what"
        self.set_focus(self.form)
        self.set_interval(_TICK, self._tick)

    def _take(self, order: Order) -> None:
        self.room.remembered.order = order

    def _tick(self) -> None:
        if self.room.outbox.job is not None:
            self.outbox_changed()

    # Showing

    def room_changed(self) -> None:
        """There may be another issue."""
        if self.is_mounted:
            self.form.reload()
            self.outbox_view.reload()
            super().room_changed()

    def outbox_changed(self) -> None:
        """What is being written has come further."""
        if self.is_mounted:
            self.outbox_view.reload()
            self.say_lines()

    def rows_of(self, view: str, width: int) -> list[Row]:
        """The rows of one of the two views."""
        room = self.room
        if view == "form":
            airy = self.size.height >= _TALL
            under = self.form.cursor
            return form_rows(room.state, self.order, under, width, room.signs, airy=airy)
        write, cancel = (actions.action(f"export.{does}") for does in ("write", "cancel"))
        keys = room.keymap.shortest(write), room.keymap.shortest(cancel)
        return outbox_rows(room.outbox, width, room.signs, keys)

    def status(self, width: int) -> Sequence[Span]:
        """What will be written, or how long the writing has taken."""
        outbox, order = self.room.outbox, self.order
        right = [Span(f"writing, {outbox.seconds} s", "warn")] if outbox.job is not None else []
        left = [*self.where(), Span(shown(f"{order.what} to exports/{order.path}"), "label")]
        return between(left, right, width, self.room.signs["more"])

    @on(Rows.Moved, "#form")
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.form.reload()

    @on(Rows.Chosen)
    async def _double_clicked(self, event: Rows.Chosen) -> None:
        if event.rows is self.form:
            self.action_do("export.change")

    # The form

    def do_export_next(self) -> None:
        """The next choice of the line."""
        self._turn(1)

    def do_export_previous(self) -> None:
        """The choice before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        line = self._line()
        offered = choices(self.room.state, self.order, line)
        if not offered:
            self.room.notify("enter writes this line.", timeout=3)
            return
        now = chosen(self.order, line)
        at = (offered.index(now) + by) % len(offered) if now in offered else 0
        self._set(line, offered[at])

    def _line(self) -> str:
        lines = lines_of(self.order)
        return self.form.cursor if self.form.cursor in lines else lines[0]

    def _set(self, line: str, value: str) -> None:
        self._take(with_choice(self.room.state, self.order, line, value))
        self.form.reload()
        self.say_lines()

    async def do_export_change(self) -> None:
        """Choose from a list, or write."""
        line = self._line()
        if line == "path":
            await self._ask_name()
        elif line == "only":
            field = Field("only", "paragraphs", self.order.only, "PA/21-30, PD/7; empty is all")
            answer = await self.ask(Ask("Only these paragraphs", None, [field], confirm="Take it"))
            if answer is not None:
                self._set("only", answer["only"].strip())
        else:
            offered = choices(self.room.state, self.order, line)
            options = [(name, [Span(shown(name))]) for name in offered]
            picked = await self.ask(
                Pick(line.capitalize(), options, self.room.signs, chosen(self.order, line))
            )
            if picked:
                self._set(line, picked)

    async def _ask_name(self) -> None:
        root = self.room.workspace.exports
        known = [n for n in files_below(root, (".",)) if suffix_of(n) in SUFFIXES[self.order.what]]
        suffixes = ", ".join(SUFFIXES[self.order.what])
        title = f"File in exports/, as {suffixes}"
        name = await self.ask(NameFile(title, self.order.path, known, self.room.signs, "Take it"))
        if name:
            if not suffix_of(name):
                name += suffix_of(self.order.path) or SUFFIXES[self.order.what][0]
            self._take(msgspec.structs.replace(self.order, path=name.removeprefix(f"{_EXPORTS}/")))
            self.form.reload()
            self.say_lines()

    # Writing

    async def do_export_write(self) -> None:
        """Write the file; ask first where one is there already."""
        room, order = self.room, self.order
        if room.outbox.job is not None:
            raise UsageError(f"exports/{room.outbox.order.path} is being written.", _CANCEL)
        suffixes = SUFFIXES[order.what]
        if suffix_of(order.path) not in suffixes:
            raise UsageError(
                f"{order.path or 'No file'} can't be written as {order.what}.",
                f"Give the file one of {', '.join(suffixes)}.",
            )
        replacing = await may_write(self, order.path)
        if replacing is None:
            return
        if replacing:
            order = msgspec.structs.replace(order, force=True)
        room.write_file(order)
        self.outbox_changed()

    def do_export_cancel(self) -> None:
        """Stop what is being written."""
        if self.room.outbox.job is None:
            raise UsageError("Nothing is being written.", _WRITE)
        self.room.outbox.cancel()
        self.outbox_changed()
