"""Amend: the wording in an editor, told live what it does; the draft outlives the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Literal

import msgspec
from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from draftrace.compare.carried_place import carried_place
from draftrace.errors import NegotiationError
from draftrace.room.acts import supporting
from draftrace.room.acts.payloads import Payload
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.tui import actions, carrying, intents, orally
from draftrace.tui.amendment import amendment_rows, preview_rows, title_of
from draftrace.tui.consulted import Asked, language_rows
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.keeping import Draft, DraftKind
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import restored, shown
from draftrace.tui.screens.asking import Ask, told
from draftrace.tui.screens.spreading import Spreading
from draftrace.tui.sponsors import joining, line_for, nameable
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.particulars import Particulars
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.sentences import Sentences
from draftrace.tui.words import count

_WIDEST = 98
"""Cells of the line above the editor, which is no wider."""
_SENT: dict[DraftKind, str] = {
    "oral amendment": "Prepare",
    "chair's text": "Take it over",
    "fix": "Fix",
    "correction": "Correct",
}
"""What sending is called where nothing is proposed."""
View = Literal["checks", "preview", "language"]


class Checks(Rows):
    """What the amendment does, told below the editor."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = self.screen
        return screen.checks(width) if isinstance(screen, AmendScreen) else []


class AmendScreen(Spreading):
    """One draft: an amendment, an insertion, an alternative, a division, a chair's text, a fix.

    ``send`` takes a chair's text back to the screen that asked for it. ``amending`` begins them.
    """

    NAME: ClassVar[ScreenName] = "amend"
    KEEP_AFTER: ClassVar[float] = 0.4
    """Seconds after the last key when the draft is kept, and told what it does."""
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("amend")]

    def __init__(
        self, draft: Draft, *, kept: bool = False, send: Callable[[Draft], None] | None = None
    ) -> None:
        super().__init__()
        self.draft = draft
        self._send = send
        self._view: View = "checks"
        self._begun_as = self._content() if not kept else None
        self._kept = self._content()
        self.following: Timer | None = None
        """Runs while what is told below is behind the editor."""
        self._said = "draft of earlier restored" if kept else ""
        self._news = ""
        self._gone = ""
        self._sight: dict[str, int] = {}

    # Showing

    def body(self) -> Iterable[Widget]:
        """What is amended, the editor, the reason, what it does."""
        yield Bar(id="about")
        yield TextArea(
            _shown(self.draft.wording),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            id="wording",
        )
        yield self._particulars()
        yield Checks(self.room.signs, id="checks")

    def _particulars(self) -> Particulars:
        room = self.room
        join = room.keymap.shortest(actions.action("co-sponsor"))
        line = line_for(room.state, room.seat, self.draft, actions.writable(join, plain=False))
        codes = nameable(room.state, room.seat, self.draft)
        return Particulars(self.draft.reason, self.draft.parties, line, codes)

    def on_mount(self) -> None:
        """Start in the editor, behind the last word."""
        editor = self.editor
        editor.move_cursor(editor.document.end)
        self.set_focus(editor)
        found = self.room.state.now.provisions.get(self.at_stake())
        self._sight = {found.id: found.touched} if found is not None else {}

    @property
    def editor(self) -> TextArea:
        """The editor on the wording."""
        return self.query_one("#wording", TextArea)

    @property
    def wording(self) -> str:
        """What is written, as it would be proposed."""
        return intents.as_sent(self.draft, self._written_text())

    def _written_text(self) -> str:
        return restored(self.editor.text, self.draft.wording + self.draft.base)

    def room_changed(self) -> None:
        """The text may have changed beneath the amendment: carry it over, or say so."""
        if not self.is_mounted:
            return
        self._carry_over()
        self._gone = carrying.gone(self.room.state, self.draft)
        self._show()
        super().room_changed()

    def _carry_over(self) -> None:
        state, draft = self.room.state, self.draft
        untouched = self._at_hand() == self._begun_as
        followed = carrying.followed(state, draft, self.wording)
        moved = carrying.carried(state, draft, self.wording) if followed is None else None
        if followed is not None:
            self._news = carrying.whither(draft, followed)
            self.room.keeping.drop_draft(draft)
            self.draft = followed
            self.room.place = followed.target
            self._rewrite(_shown(followed.wording))
        elif moved is not None:
            self._news = carrying.said_of(moved, untouched=untouched)
            draft.base = carrying.standing(state, draft) or ""
            if moved.wording != self.wording:
                self._rewrite(_shown(moved.wording))
        else:
            return
        self._take_up()
        if untouched:
            self._begun_as = self._kept = self._content()
        else:
            self._write_draft()

    def _rewrite(self, text: str) -> None:
        """The editor's text becomes another; the cursor stays at the words it stood at."""
        editor = self.editor
        stood = len(editor.get_text_range((0, 0), editor.cursor_location))
        before = text[: carried_place(editor.text, text, stood)]
        editor.load_text(text)
        editor.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))

    def checks(self, width: int) -> list[Row]:
        """The rows below the editor."""
        room = self.room
        if not self.editor.is_mounted:
            return []
        provision = self.at_stake()
        if self._view == "preview":
            return preview_rows(room.state, provision, self.wording, room.seat.speaker(), width)
        if self._view == "language":
            return language_rows(self.known, width, room.signs)
        wording, reads = self.wording, room.keymap.keyed("{language}")
        rows = amendment_rows(
            room.state, provision, self.draft, wording, width, room.signs, self.known, reads
        )
        news = self._gone or self._news
        return [*told([Span(news, "warn")])(width), *rows] if news else rows

    def at_stake(self) -> str:
        """The provision whose words are at stake; none for a new one."""
        return carrying.at_stake(self.room.state, self.draft)

    def _show(self) -> None:
        room = self.room
        width = min(self.size.width - 2, _WIDEST)
        title = Span(shown(title_of(room.state, self.draft)), "title")
        as_whom = Span(shown(f"  as {room.seat.speaker()}"), "label")
        said = self._said or ("nothing changed yet" if self.wording == self.draft.base else "")
        line = between([title, as_whom], [Span(shown(said), "dim")], width)
        self.query_one("#about", Bar).say(line)
        self.show_known()

    def show_known(self) -> None:
        """See ``Consulting``; a late answer finds the screen closed."""
        for checks in self.query(Checks):
            checks.reload()

    # Keeping

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _written(self) -> None:
        self._take_up()
        self._stop()
        self.following = self.set_timer(self.KEEP_AFTER, self._settle)

    def on_unmount(self) -> None:
        """Left in the middle of a word, by whatever way: the last letters are kept too."""
        if self.following is not None and self._content() != self._kept:
            self._write_draft()

    def _settle(self) -> None:
        """A moment after the last key: keep the draft, show what it does, ask what is known."""
        self._stop()
        if not self.is_mounted:
            return
        self._keep()
        self._show()
        spoken_of = self.at_stake() if self.draft.kind == "wording" else ""
        self.consult(Asked(provision=spoken_of, base=self.draft.base, wording=self.wording))

    def _keep(self) -> None:
        self._take_up()
        if self._content() != self._kept:
            self._write_draft()

    def _take_up(self) -> None:
        if (at_hand := self._at_hand()) != self._content():
            written, reason, named = at_hand
            self.draft = msgspec.structs.replace(
                self.draft, wording=written, reason=reason, parties=named, prepared=False
            )

    def _at_hand(self) -> tuple[str, str, str]:
        """What is written, whether it has been taken up yet or not."""
        return self._written_text(), *self.query_one(Particulars).written

    def _content(self) -> tuple[str, str, str]:
        return self.draft.wording, self.draft.reason, self.draft.parties

    def _write_draft(self) -> None:
        if self.room.keeping.keep_draft(self.draft):
            self._said, self._kept = "draft kept", self._content()
        else:
            self._said = f"draft NOT kept: {self.room.keeping.trouble}"

    # Doing

    def offered(self) -> list[Action]:
        """What the key line offers: only what this draft can have."""
        without = set() if self.draft.kind == "insertion" else {"place"}
        if not intents.may_follow_another(self.draft):
            without.add("fall-back")
        offered = [a for a in super().offered() if a.id not in without]
        sent = _SENT.get(self.draft.kind, "Propose")
        return [a._replace(title=sent) if a.id == "propose" else a for a in offered]

    async def do_propose(self) -> None:
        """Send it."""
        self._stop()
        self._keep()
        draft, wording = self.draft, self.wording
        if self._send is not None:
            self._done()
            self._send(msgspec.structs.replace(draft, wording=wording))
            return
        if draft.kind == "oral amendment":
            self._prepare()
            return
        intents.intent(self.room.state, self.room.floor(), draft, wording)
        joined = joining(self.room.state, self.room.floor(), draft.parties)
        also = self.also_there(wording)
        everywhere = bool(also) and await self.there_too(also)
        if everywhere is None:
            return
        entry = self.room.perform(partial(_sent, draft, wording), self._seen())
        self._done()
        for party in joined:
            self.room.perform(lambda s, f: supporting.co_sponsor(s, f, entry.act.id), by=party)
        if everywhere:
            self.spread(entry)

    def _prepare(self) -> None:
        """An oral amendment waits as a kept draft until the text is adopted."""
        room = self.room
        orally.amendment(room.state, self.draft)
        self.draft.prepared = True
        self._write_draft()
        room.pop_screen()
        waiting = orally.prepared(room.state, room.keeping.drafts(room.seat.by)).taken
        key, all_of_it = (room.keymap.readable(actions.action(a)) for a in ("oral", "adopt"))
        words = f"{count(len(waiting), 'oral amendment')} kept: {all_of_it} adopts the text with "
        words += f"all of them. {key} on the provision opens it again."
        room.notify(words, title="Prepared", timeout=6, markup=False)

    def _seen(self) -> dict[str, int]:
        """A fix is refused where the provision has changed under it; proposals take their place."""
        return self._sight if self.draft.kind == "fix" else {}

    def _done(self) -> None:
        self._kept = self._content()
        self.room.keeping.drop_draft(self.draft)
        self.room.pop_screen()

    def do_preview(self) -> None:
        """Between what it changes and how the rolling text would read."""
        if not self.at_stake():
            raise NegotiationError("A new provision stands in the rolling text as it is written.")
        self._turn("preview")

    def do_language(self) -> None:
        """Agreed language and sources in full, or what it changes."""
        self._turn("language")

    def _turn(self, view: View) -> None:
        self._view = "checks" if self._view == view else view
        self._show()

    def do_place(self) -> None:
        """Another place for an insertion."""
        if self.draft.kind != "insertion":
            raise NegotiationError("Only an insertion has a place to choose.")
        at = intents.PLACES.index(self.draft.place)
        following = intents.PLACES[(at + 1) % len(intents.PLACES)]
        self.draft = msgspec.structs.replace(self.draft, place=following)
        self._show()

    def do_fall_back(self) -> None:
        """Behind the next of one's own proposals here, in case that one is not accepted."""
        if not intents.may_follow_another(self.draft):
            raise NegotiationError(f"This draft ({self.draft.kind}) can't be a fall-back.")
        mine = [
            p.id
            for p in self.room.state.pending_on(self.at_stake())
            if self.room.seat.speaker() in (p.stamp.by, p.stamp.behalf)
        ]
        if not mine:
            raise NegotiationError(
                "A fall-back stands behind a proposal of your own, and you have none here.",
                "Propose first what you want; then what you could live with.",
            )
        chain = ["", *mine]
        at = chain.index(self.draft.second_to) if self.draft.second_to in chain else 0
        following = chain[(at + 1) % len(chain)]
        self.draft = msgspec.structs.replace(self.draft, second_to=following)
        self._write_draft()
        self._show()

    async def do_discard(self) -> None:
        """Throw the draft away, after asking."""
        body = told([Span(shown(self.wording), "dim")])
        ask = Ask("Throw this draft away?", body, confirm="Throw away")
        if await self.ask(ask) is not None:
            self._stop()
            self._done()

    @on(Sentences.Submitted)
    def do_field(self) -> None:
        """From the wording to the reason, to the parties, and back."""
        places = [self.editor, *self.query_one(Particulars).lines]
        at = next((n for n, place in enumerate(places) if place.has_focus), 0)
        self.set_focus(places[(at + 1) % len(places)])

    async def do_leave(self) -> None:
        """Leave; what was written stays kept."""
        self._stop()
        self._keep()
        if self._content() == self._begun_as:
            self.room.keeping.drop_draft(self.draft)
        self.room.pop_screen()

    do_back = do_leave

    def _stop(self) -> None:
        if self.following is not None:
            self.following.stop()
            self.following = None


def _shown(wording: str) -> str:
    """A wording as the editor holds it, a line for each part of what is divided."""
    return "\n".join(map(shown, wording.split("\n")))


def _sent(draft: Draft, wording: str, state: State, floor: Floor) -> Payload:
    """The act the draft asks for on the text at the head of the record."""
    return intents.intent(state, floor, draft, carrying.as_it_stands(state, draft, wording))
