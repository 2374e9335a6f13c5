"""Each declared action in each role: offered or not as the rules say; done, and then the act stands
in the record, or refused by the rule's name. An action without a case fails. What has no rule of
the room shows something in every seat, or says that it is the presiding party's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from textual.events import Paste

from draftrace.room.roles import RULES
from draftrace.tui import actions
from draftrace.tui.declared import ACTIONS, SCREENS, Action, ScreenName
from draftrace.tui.screens.corpus import CorpusScreen
from draftrace.tui.widgets.rows import Rows
from tui.kit import NARROW, Seat, seated
from tui.staging import OTHERS, Stage

ROLES = {
    "EU": "delegation",
    "G": "group",
    "CHAIR": "bureau",
    "VICE": "bureau",
    "SEC": "secretariat",
    "OBS": "observer",
}
PRESIDES = "CHAIR"
FOR_GROUP = "EU for G"
"""A member that speaks for its group: what it does is the group's."""


class Say(str):
    """Words written where the cursor stands."""


Script = tuple[str | Callable[[Seat], Awaitable[object]], ...]


class Case(NamedTuple):
    """How an act is made: where in the text, by which keys after the action's own, on what stage.
    ``acted`` is the kind of act it leaves, ``but`` what those are told whom the rules allow it in
    general, but not here; ``begin`` are the keys that lead to its screen."""

    acted: str
    at: int
    then: Script = ()
    stage: Callable[[Stage, int], None] | None = None
    begin: Script = ()
    but: dict[str, str] = {}  # noqa: RUF012 - never changed


async def _suggested(seat: Seat) -> None:
    await seat.until(lambda: "Suggested" in seat.rows("#cards"))


async def _document(seat: Seat) -> None:
    screen = seat.screen
    assert isinstance(screen, CorpusScreen)
    await seat.until(lambda: screen.document is not None)
    await seat.press("tab", "end")


async def _asks(seat: Seat) -> None:
    await seat.until(lambda: seat.app.screen.is_modal)


SEND = (Say(" More."), "ctrl+s")
A_SOURCE: Script = (Say("../report.txt"), "tab", Say("WG.9"))
CORPUS: Script = ("6", _document)
CASES: dict[str, Case] = {
    "screen.amend": Case("proposed", 1, SEND),
    "amend": Case("proposed", 2, SEND),
    "propose": Case("proposed", 34, (), begin=("a", Say(" Now."))),
    "insert": Case("proposed", 3, (Say("New."), "ctrl+s")),
    "delete": Case("proposed", 4, ("enter",)),
    "move": Case("proposed", 5, (Say("7"), "enter")),
    "alternative": Case("proposed", 6, SEND),
    "split": Case("proposed", 7, ("ctrl+left", "ctrl+left", "enter", "ctrl+s")),
    "merge": Case("proposed", 8, (Say("9"), "enter", Say(" As one."), "ctrl+s")),
    "amend-proposal": Case("proposed", 10, SEND, Stage.theirs),
    "take-in": Case("proposal revised", 11, ("enter",), Stage.mine_amended),
    "package": Case("package formed", 12, ("enter", Say("Money"), "enter"), Stage.two_of_mine),
    "package.dissolve": Case("package dissolved", 12, ("enter", "enter")),
    "revise": Case("proposal revised", 14, SEND, Stage.mine),
    "confirm": Case("proposal confirmed", 15, ("enter",), Stage.mine_in_conflict),
    "withdraw": Case("proposal withdrawn", 16, ("enter",), Stage.mine),
    "co-sponsor": Case("co-sponsored", 17, (), Stage.theirs),
    "support": Case("position taken", 18, ("enter",)),
    "object": Case("position taken", 19, ("enter",)),
    "reserve": Case("position taken", 20, ("enter",)),
    "lift": Case("position taken", 20),
    "explain": Case("position taken", 21, ("enter", Say("So we read it."), "enter")),
    "dissociate": Case(
        "position taken",
        22,
        ("enter", "enter"),
        Stage.the_group_spoke,
        but={"G": "G was not a member of G"},
    ),
    "break-silence": Case("silence broken", 23, (Say("no word yet"), "enter"), Stage.under_silence),
    "silence.open": Case("silence opened", 24, ("tab", Say("2099-01-01"), "enter")),
    "silence.withdraw": Case("silence withdrawn", 24, ("enter",)),
    "silence.close": Case("silence closed", 25, ("enter",), Stage.after_silence),
    "link": Case("source linked", 26, (), begin=("s", _suggested)),
    "dismiss": Case("suggestion dismissed", 27, (), begin=("s", _suggested)),
    "corpus.link": Case("source linked", 35, (_asks, "ctrl+s"), begin=CORPUS),
    "corpus.dismiss": Case("suggestion dismissed", 36, (), begin=CORPUS),
    "corpus.lift": Case("provision lifted", 37, (_asks, "enter"), begin=CORPUS),
    "gavel": Case("decided", 28, ("enter",), Stage.theirs, ("3", "space")),
    "compose": Case("decided", 28, (*SEND, "enter", "enter"), None, ("3",)),
    "reject": Case("decided", 29, ("enter",), Stage.theirs, ("3",)),
    "defer": Case("decided", 29, ("enter",), None, ("3",)),
    "agree": Case("agreed", 30, ("ctrl+s",)),
    "reopen": Case("reopened", 30, ("enter",)),
    "fix": Case("editorial fix", 31, (Say("!"), "tab", Say("misprint"), "ctrl+s"), Stage.agreed),
    "brackets": Case("decided", 32, ("enter", "l", "enter")),
    "package.accept": Case("package decided", 38, ("enter", "enter"), Stage.package_of_theirs),
    "undo": Case("undone", 33, (), Stage.mine),
    "register": Case("document added", 1, (*A_SOURCE, "enter")),
    "party.add": Case("party added", 1, (Say("FRA"), "enter")),
    "party.join": Case("member joined", 1, (Say("FRA"), "tab", Say("G"), "enter")),
    "party.leave": Case("member left", 1, (Say("FRA"), "tab", Say("G"), "enter")),
    "meeting.open": Case("meeting opened", 1, (Say("Second informal"), "enter")),
    "meeting.close": Case("meeting closed", 1, ("down", "enter", "enter")),
    "issue": Case("revision issued", 1, ("enter",)),
    "adopt": Case("text adopted", 1, ("ctrl+s", "enter"), Stage.ripe),
    "correct": Case("text corrected", 1, (Say("!"), "tab", Say("slip"), "ctrl+s"), Stage.adopted),
}  # fmt: skip
"""In the order in which they are played: lifting comes before the first issue, adoption last."""

ELSEWHERE = {
    "decide": "opens the desk; what is gavelled there has its cases",
    "oral": "test_adopting_by_keys: it records nothing before the text is adopted",
    "receive": "test_wishes_by_keys",
    "receive-revision": "test_papers_by_keys",
    "table": "test_beginning_by_keys: only in a room with nothing on the table",
}
"""Actions with a rule of the room that are played in tests of their own."""


QUIET = {
    "screen.draft": "one is on it already",
    "quit": "leaves the room",
    "proofread": "test_papers_by_keys: it is long work",
    "tour.next": "test_beginning_by_keys",
    "tour.back": "test_beginning_by_keys",
    "act.behalf": "refused to who is in no group",
}
"""Actions without a rule of the room that show nothing here, and why."""


def test_every_action_with_a_rule_has_a_case() -> None:
    ruled = {a.id for a in ACTIONS if a.kind}
    assert ruled == CASES.keys() | ELSEWHERE.keys()
    assert {CASES[a.id].acted for a in ACTIONS if a.id in CASES} <= set(RULES)


@pytest.mark.parametrize("me", [*ROLES, FOR_GROUP])
async def test_every_action_as(me: str, tmp_path: Path) -> None:
    me, _, group = me.partition(" for ")
    stage = Stage(tmp_path / "workspace", me)
    async with seated(stage.table, me, NARROW) as seat:
        _speak_for(seat, group)
        for name, case in CASES.items():
            action = next(a for a in ACTIONS if a.id == name)
            await _play(stage, seat, action, case)


async def _play(stage: Stage, seat: Seat, action: Action, case: Case) -> None:
    allowed = _by_the_rule(seat, action)
    assert seat.app.seat.may(seat.app.state, action) == allowed, action.id
    if allowed and case.stage is not None:
        here = stage.table.meeting
        case.stage(stage, case.at)
        if stage.table.meeting != here:
            seat.app.sit_in(stage.table.meeting)
    await seat.until(lambda: seat.app.state.now.position == stage.table.state.now.position)
    await _stand_on(seat, case.at)
    before = stage.table.state.now.position
    seat.app.clear_notifications()
    begun = allowed or not case.begin or case.begin is CORPUS or case.begin[0] in ("3", "s")
    if begun:
        await _keys(seat, case.begin)
        seat.app.clear_notifications()  # what leads there may be refused too
        await _do(seat, action)
    else:
        await _keys(seat, case.begin[:1])
    if not allowed:
        (said,) = seat.refused
        assert f"may not {RULES[action.kind].what}" in said, action.id
        assert stage.table.state.now.position == before, action.id
    elif (but := case.but.get(seat.app.seat.speaker())) is not None:
        await _keys(seat, case.then)
        assert but in seat.refused[-1]
    else:
        await _keys(seat, case.then)
        await seat.settled()
        stamp = list(stage.table.state.past.stamps.values())[-1]
        seen = (action.id, seat.refused, "\n".join(seat.lines()))
        assert stamp.position > before, seen
        speaker = seat.app.seat.behalf or stage.me
        assert (stamp.kind, stamp.by, stamp.speaker) == (case.acted, stage.me, speaker), seen
    await _home(seat)


def _speak_for(seat: Seat, group: str) -> None:
    seat.app.sit(msgspec.structs.replace(seat.app.seat, behalf=group))


def _by_the_rule(seat: Seat, action: Action) -> bool:
    """What the table of roles says, read here anew."""
    me = seat.app.seat.by
    rule = RULES[action.kind]
    presides = me == PRESIDES and seat.app.seat.sits_in(seat.app.state) is not None
    return (ROLES[me] in rule.roles or (rule.presiding and presides)) and (
        presides or not action.presiding
    )


async def _stand_on(seat: Seat, place: int) -> None:
    seat.app.lead_to(str(place))
    seat.app.renew()
    await seat.settled()


async def _do(seat: Seat, action: Action) -> None:
    """By its key, or from the palette where it has none."""
    if action.key:
        await seat.press(action.key.split(",")[0])
        return
    await seat.do(action.id)


async def _keys(seat: Seat, script: Script) -> None:
    for step in script:
        if isinstance(step, Say):
            await seat.until(lambda: seat.app.screen.focused)
            seat.app.screen.focused.post_message(Paste(step))  # type: ignore[union-attr]
            await seat.settled()
        elif isinstance(step, str):
            await seat.press(step)
        else:
            await step(seat)


async def _home(seat: Seat) -> None:
    """Back to the text, with nothing open over it."""
    for _ in range(8):
        if (
            not seat.app.screen.is_modal
            and seat.on("draft")
            and seat.app.screen.focused is seat.view("#text")
        ):
            return
        await seat.press("escape")


STILL: dict[ScreenName, set[str]] = {
    "draft": {"seen"},
    "decide": {"move.start", "look"},
    "corpus": {"move.start", "move.down"},
    "record": {"move.down"},
    "export": {"move.start"},
}
"""What shows nothing where the screen has just been opened: one is at the start or the end already,
or nothing is new."""
SCREEN_KEYS: dict[ScreenName, Script] = {
    "draft": ("down",),
    "decide": ("3",),
    "trace": ("4",),
    "compare": ("5",),
    "corpus": ("6", _document),
    "record": ("7",),
    "export": ("x",),
    "amend": ("a", Say(" More.")),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_action_without_a_rule_shows_something(
    screen: ScreenName, tmp_path: Path
) -> None:
    """Moving, reading, asking: done on its screen each shows something, and records nothing. As the
    presiding party, which is offered the most."""
    stage = Stage(tmp_path / "workspace", PRESIDES)
    for by, place in ((OTHERS, 2), ("CUB", 2), ("CUB", 4)):
        stage.proposes(by, place)
    async with seated(stage.table, PRESIDES, NARROW) as seat:
        before = stage.table.state.now.position
        still = set()
        for action in actions.of_screen(screen):
            if action.kind or action.id in QUIET or action.id == f"screen.{screen}":
                continue
            await _open(seat, screen)
            # A notice that goes away by itself is no answer to the action.
            seat.app.clear_notifications()
            await seat.settled()
            was = _picture(seat)
            await _do(seat, action)
            if _picture(seat) == was:
                still.add(action.id)
        assert still == STILL.get(screen, set())
        assert stage.table.state.now.position == before


def _first_met() -> dict[ScreenName, list[Action]]:
    """Each action without a rule, on the first screen that has it."""
    met: dict[str, ScreenName] = {}
    for screen in SCREENS:
        for action in actions.of_screen(screen):
            if not (action.kind or action.id in QUIET or action.id == f"screen.{screen}"):
                met.setdefault(action.id, screen)
    return {s: [actions.action(a) for a in met if met[a] == s] for s in SCREENS}


@pytest.mark.parametrize("me", [*(r for r in ROLES if r != PRESIDES), FOR_GROUP])
async def test_every_action_without_a_rule_as(me: str, tmp_path: Path) -> None:
    """In the seats of others: it shows something, or it is the presiding party's and says so."""
    me, _, group = me.partition(" for ")
    stage = Stage(tmp_path / "workspace", me)
    for by, place in ((OTHERS, 2), ("CUB", 2), ("CUB", 4)):
        stage.proposes(by, place)
    async with seated(stage.table, me, NARROW) as seat:
        _speak_for(seat, group)
        before = stage.table.state.now.position
        still: dict[str, str] = {}
        for screen, met in _first_met().items():
            may_open = screen != "amend" or seat.app.seat.may(seat.app.state, _AMEND)
            for action in met if may_open else ():
                await _open(seat, screen)
                seat.app.clear_notifications()
                await seat.settled()
                was = _picture(seat)
                await _do(seat, action)
                assert seat.app.seat.may(seat.app.state, action) != action.presiding, action.id
                if action.presiding:
                    (said,) = seat.refused
                    assert "only the presiding party may" in said, action.id
                elif _picture(seat) == was:
                    still[action.id] = screen
        assert all(name in STILL[screen] for name, screen in still.items()), still  # type: ignore[index]
        assert stage.table.state.now.position == before


_AMEND = actions.action("amend")


async def _open(seat: Seat, screen: ScreenName) -> None:
    """The screen, with nothing over it; the one that is open where it is that."""
    if seat.app.screen.is_modal:
        await seat.press("escape")
    if not seat.app.screen.is_modal and seat.on(screen):
        return
    await _home(seat)
    await _stand_on(seat, 2)
    await _keys(seat, SCREEN_KEYS[screen])


def _picture(seat: Seat) -> tuple[object, ...]:
    """All that can be seen, and where the keys go."""
    focused = seat.app.screen.focused
    cursor = focused.cursor if isinstance(focused, Rows) else None
    return (seat.lines(), type(seat.app.screen), focused, cursor, seat.told, seat.refused)
