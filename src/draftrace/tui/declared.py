"""The table of actions: what a person can do in the terminal room, by which key, and who may.

``kind`` names the rule of ``room.roles.RULES``. ``actions`` makes bindings, help and tables of it.
"""
# ruff: noqa: E501 - a table is read in rows

from __future__ import annotations

from typing import Literal, NamedTuple

ScreenName = Literal["draft", "amend", "decide", "trace", "compare", "corpus", "record", "export"]
READING: tuple[ScreenName, ...] = (
    "draft", "decide", "trace", "compare", "corpus", "record", "export"
)  # fmt: skip
SCREENS: tuple[ScreenName, ...] = (*READING, "amend")
_BEYOND_DRAFT: tuple[ScreenName, ...] = READING[1:]
_BEFORE_EXPORT: tuple[ScreenName, ...] = READING[:-1]


class Action(NamedTuple):
    """Something a person can do. ``line`` orders the key line, 0 leaves it out; ``presiding``
    says that it is offered only to who presides; without a key it is in the palette alone."""

    id: str
    title: str
    help: str
    key: str
    group: str
    screens: tuple[ScreenName, ...]
    kind: str = ""
    line: int = 0
    presiding: bool = False

    @property
    def method(self) -> str:
        """The name of the screen's method that does it."""
        return "do_" + self.id.replace(".", "_").replace("-", "_")

    @property
    def keys(self) -> str:
        """The keys as people read them."""
        return readable(self.key)


def readable(keys: str) -> str:
    """Keys of the framework's naming, as people read them."""
    return ", ".join(_READABLE.get(k, k) for k in keys.split(","))


_READABLE = {
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "escape": "esc",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pagedown": "page down",
    "pageup": "page up",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}

MOVING: tuple[Action, ...] = (
    Action(
        "move.down",
        "Next",
        "To the next provision or row; scrolls within a long one.",
        "down",
        "Moving",
        READING,
    ),
    Action("move.up", "Before", "To the provision or row before.", "up", "Moving", READING),
    Action("move.page_down", "A screen on", "A screen on.", "pagedown", "Moving", READING),
    Action("move.page_up", "A screen back", "A screen back.", "pageup", "Moving", READING),
    Action(
        "move.start", "To the start", "To the first provision or row.", "home", "Moving", READING
    ),
    Action("move.end", "To the end", "To the last provision or row.", "end", "Moving", READING),
)

_EVERYWHERE: tuple[Action, ...] = (
    Action("screen.draft", "Draft", "The text, its outline, and all about one provision.", "1", "Screens", READING),
    Action("screen.amend", "Amend", "Another wording for the provision you are on.", "2", "Screens", READING, "proposed"),
    Action("screen.decide", "Decide", "What is open, and its rivals side by side.", "3", "Screens", READING),
    Action("screen.trace", "Trace", "One provision's life, from its sources on.", "4", "Screens", READING),
    Action("screen.compare", "Compare", "Any two revisions or files, every change marked.", "5", "Screens", READING),
    Action("screen.corpus", "Corpus", "Search and read the sources; what became of their conclusions.", "6", "Screens", READING),
    Action("screen.record", "Record", "Every act in sentences, progress over the meetings, seals.", "7", "Screens", READING),
    Action("screen.export", "Export", "The text, tables, provenance or the record as a file.", "x", "Screens", _BEFORE_EXPORT),
    Action("help", "Help", "What you can do on this screen, and what the signs mean.", "question_mark,f1", "Screens", READING, line=99),
    Action("help.writing", "Help", "What you can do on this screen, and what the signs mean.", "f1", "Screens", ("amend",), line=97),
    Action("palette", "Palette", "Every action by name.", "ctrl+p", "Screens", SCREENS, line=96),
    Action("back", "Back", "To the screen before. Nothing is lost.", "q,escape", "Screens", _BEYOND_DRAFT, line=95),
    Action("close", "Close", "Close a sheet, end a search, go back to the text. Never leaves the room.", "escape", "Screens", ("draft",)),
    Action("quit", "Leave", "Leave the room (ctrl+q from any screen). Nothing is lost.", "q", "Screens", ("draft",), line=95),
    Action("undo", "Undo", "Take back your last act by a new act. Asks before a decision.", "u", "Screens", READING, "undone", line=60),
    Action("tour", "Tour", "The tour in six steps; again to end it.", "T", "Tour", READING),
    Action("tour.next", "Tour on", "To the next step of the tour.", "greater_than_sign", "Tour", READING),
    Action("tour.back", "Tour back", "To the step before.", "less_than_sign", "Tour", READING),
    Action("act.as", "Act as another party", "Choose the party whose acts you record.", "", "Who acts", READING),
    Action("act.behalf", "Speak on behalf of a group", "Choose a group you are a member of, or none.", "", "Who acts", READING),
    Action("act.meeting", "Choose the meeting", "Choose the open meeting in which you act, or none.", "", "Who acts", READING),
)  # fmt: skip

_DRAFT: tuple[Action, ...] = (
    Action("go", "Go to", "Jump to an address, in any spelling: 24c, PA 22 (k) bis.", "g", "Moving", ("draft", "decide", "trace", "compare"), line=20),
    Action("return", "Back to where I was", "Back to the provision before the last jump, and the one before that.", "backspace", "Moving", ("draft",)),
    Action("search", "Search", "Find words in the text; n and p go through what was found.", "slash", "Moving", ("draft", "record")),
    Action("next", "Next match", "To the next provision or change that the filter, or the search, finds.", "n", "Moving", ("draft", "decide", "compare"), line=16),
    Action("previous", "Previous match", "To the one before.", "p", "Moving", ("draft", "decide", "compare")),
    Action("filter", "Filter", "Open, with proposals, bracketed, reserved, mine, changed since you last looked; of a party, a status, a meeting.", "f", "Moving", ("draft",), line=24),
    Action("pane", "Pane", "To the next pane; on a small terminal it slides over the text.", "tab", "Moving", ("draft", "decide", "compare", "corpus"), line=11),
    Action("mode", "Reading mode", "Rolling (every proposal in place), marked (changes since the last issue), clean.", "v", "Moving", ("draft",), line=28),
    Action("tab.next", "Next tab", "Proposals, Sources, History, Formulas, Notes of the provision.", "right", "Moving", ("draft",)),
    Action("tab.previous", "Previous tab", "The tab before.", "left", "Moving", ("draft",)),
    Action("seen", "Mark all as seen", "Takes the sign for changes off everything.", "", "Moving", ("draft",)),
    Action("amend", "Amend", "Propose another wording for the provision you are on.", "a", "Proposing", ("draft", "trace"), "proposed", line=10),
    Action("insert", "Insert", "Propose a new provision after this one, before it, or as its first item.", "i", "Proposing", ("draft",), "proposed", line=30),
    Action("delete", "Delete", "Propose to strike the provision and all below it.", "d", "Proposing", ("draft",), "proposed"),
    Action("move", "Move", "Propose that the provision stand somewhere else.", "m", "Proposing", ("draft",), "proposed"),
    Action("alternative", "Alternative", "Propose a rival to the whole provision, cited as 6 alt.", "A", "Proposing", ("draft",), "proposed"),
    Action("split", "Split", "Propose to divide the provision: a line end wherever a new one begins.", "S", "Proposing", ("draft",), "proposed"),
    Action("merge", "Merge", "Propose that the provision take in its neighbours.", "M", "Proposing", ("draft",), "proposed"),
    Action("amend-proposal", "Amend a proposal", "Propose another wording of somebody else's proposal.", "E", "Proposing", ("draft",), "proposed"),
    Action("take-in", "Take amendments in", "Take others' amendments to your own proposal in as friendly.", "", "Proposing", ("draft",), "proposal revised"),
    Action("package", "Package", "Tie proposals together: they are accepted as one, or not at all.", "P", "Proposing", ("draft",), "package formed"),
    Action("package.dissolve", "Untie a package", "Its proposals stay pending, each for itself.", "", "Proposing", ("draft", "decide"), "package dissolved"),
    Action("receive", "Receive a file", "The tracked changes of a Word or ODT file, shown first, then proposed.", "", "Proposing", ("draft", "record"), "proposed"),
    Action("receive-revision", "Receive a revision", "A text that others have issued becomes the standing text; shown first.", "", "Desk", ("draft", "record"), "revision received"),
    Action("proofread", "Proofread", "What an editor would look at in the standing text; n and p go through it.", "", "Proof", ("draft",)),
    Action("revise", "Revise", "Give your own proposal another wording.", "e", "Proposing", ("draft",), "proposal revised"),
    Action("confirm", "Confirm", "Stand by your proposal after a rebase that was not clean.", "y", "Proposing", ("draft",), "proposal confirmed"),
    Action("withdraw", "Withdraw", "Take your own proposal back.", "w", "Proposing", ("draft",), "proposal withdrawn"),
    Action("co-sponsor", "Co-sponsor", "Join a proposal as a sponsor.", "c", "Positions", ("draft",), "co-sponsored", line=12),
    Action("support", "Support", "Support a proposal, or the provision as it stands.", "plus", "Positions", ("draft",), "position taken"),
    Action("object", "Object", "Object to a proposal, or to the provision.", "o", "Positions", ("draft",), "position taken", line=14),
    Action("reserve", "Reserve", "Place a reservation on the provision.", "r", "Positions", ("draft",), "position taken"),
    Action("lift", "Lift position", "Lift your objection, support or reservation.", "L", "Positions", ("draft",), "position taken"),
    Action("explain", "Explain", "Explain your position, on the provision or on the whole text.", "", "Positions", ("draft",), "position taken"),
    Action("dissociate", "Dissociate", "Say that a group does not speak in your name there.", "", "Positions", ("draft",), "position taken"),
    Action("break-silence", "Break silence", "Speak against the provision while it goes round.", "", "Positions", ("draft",), "silence broken"),
    Action("sources", "Sources", "Suggested and confirmed sources of the provision.", "s", "Provenance", ("draft",), line=40),
    Action("link", "Confirm source", "Say that the provision descends from this paragraph.", "l", "Provenance", ("draft",), "source linked"),
    Action("dismiss", "Dismiss source", "Say that it does not; it is not suggested again.", "minus", "Provenance", ("draft",), "suggestion dismissed"),
    Action("trace", "Trace", "Why does it read so: sources, proposals, decisions, versions.", "t", "Provenance", ("draft", "decide", "compare", "record"), line=42),
    Action("note", "Private note", "A note only you see; it stays out of the record.", "N", "Notes", ("draft",)),
    Action("decide", "Decide", "Settle what is pending on the provision.", "enter", "Presiding", ("draft",), "decided", line=8, presiding=True),
    Action("agree", "Agree", "Gavel a rung of agreement, ad referendum or pending parties.", "k", "Presiding", ("draft", "decide"), "agreed", line=9, presiding=True),
    Action("reopen", "Reopen", "Open again what was agreed.", "O", "Presiding", ("draft", "decide"), "reopened", presiding=True),
)  # fmt: skip

_CHAIR: tuple[Action, ...] = (
    Action("brackets", "Brackets", "Lift, choose, strike, own, split or merge a bracket, or put one.", "b", "Presiding", ("draft", "decide"), "decided", presiding=True),
    Action("package.accept", "Accept a package", "Accept every proposal of a package as one decision.", "", "Presiding", ("draft", "decide"), "package decided", presiding=True),
    Action("fix", "Editorial fix", "Mend agreed words without reopening them: still agreed with this change.", "F", "Presiding", ("draft",), "editorial fix", presiding=True),
    Action("silence.open", "Open silence", "Send provisions round: agreed unless somebody speaks in time.", "", "Presiding", ("draft", "decide"), "silence opened", presiding=True),
    Action("silence.close", "Close silence", "After the deadline: what nobody broke is agreed.", "", "Presiding", ("draft", "decide"), "silence closed", presiding=True),
    Action("silence.withdraw", "Call silence off", "Nothing follows from it.", "", "Presiding", ("draft", "decide"), "silence withdrawn", presiding=True),
    Action("silence.letter", "Silence letter", "Who broke silence on what and why, what is agreed: read it, and write it as a file.", "", "Exporting", ("draft", "decide", "record")),
    Action("oral", "Oral amendment", "Prepare what is read out at adoption; several are kept until the text is adopted.", "H", "Presiding", ("draft",), "text adopted", presiding=True),
    Action("adopt", "Adopt", "Adopt the text in a plenary meeting, with the oral amendments prepared; shown before.", "K", "Presiding", ("draft", "decide"), "text adopted", line=3, presiding=True),
    Action("issue", "Issue a revision", "Issue the standing text: renumbered, frozen, sealed.", "I", "Issuing", ("draft", "decide", "record"), "revision issued"),
    Action("correct", "Corrigendum", "Mend a slip in the adopted provision; the adopted text itself stays.", "", "Issuing", ("draft",), "text corrected"),
)  # fmt: skip

_DESK: tuple[Action, ...] = (
    Action("meeting.open", "Open a meeting", "Name it, say who presides, and sit in it.", "", "Desk", ("draft", "record"), "meeting opened"),
    Action("meeting.close", "Close the meeting", "Its record is sealed.", "", "Desk", ("draft", "record"), "meeting closed"),
    Action("party.add", "Admit a party", "A delegation, a group with its members, an observer.", "", "Desk", ("draft", "record"), "party added"),
    Action("party.join", "Party joins a group", "From now on the group speaks in its name too.", "", "Desk", ("draft", "record"), "member joined"),
    Action("party.leave", "Party leaves a group", "From now on it does not.", "", "Desk", ("draft", "record"), "member left"),
    Action("table", "Table a draft", "Read a file and put it on the table.", "", "Desk", ("draft",), "draft tabled"),
    Action("register", "Register a source", "Read a document into the corpus.", "", "Desk", ("draft", "corpus"), "document added"),
)  # fmt: skip

_WALL: tuple[Action, ...] = (
    Action("wall.names", "Wall: names", "Show the sponsors' names on the room's wall, or letters.", "W", "Presiding", ("draft", "decide"), presiding=True),
    Action("wall.rivals", "Wall: rivals", "Show the rivals on the room's wall, or the standing text alone.", "V", "Presiding", ("draft", "decide"), presiding=True),
)  # fmt: skip

_DECIDE: tuple[Action, ...] = (
    Action("gavel", "Gavel", "Shows what the decision does to the others, then gavels it.", "enter", "Presiding", ("decide",), "decided", line=4, presiding=True),
    Action("pick", "Pick", "Pick the proposal or edit under the cursor, or let go of it.", "space", "Presiding", ("decide",), line=5, presiding=True),
    Action("compose", "Chair's text", "Edit the wording yourself, drawing on what is picked.", "e", "Presiding", ("decide",), "decided", line=6, presiding=True),
    Action("reject", "Reject", "Reject the proposal under the cursor; the text stays.", "R", "Presiding", ("decide",), "decided", line=7, presiding=True),
    Action("defer", "Defer", "Put the provision off to a later meeting.", "D", "Presiding", ("decide",), "decided", presiding=True),
    Action("look", "Look again", "Take note of what others did meanwhile.", "ctrl+r", "Presiding", ("decide",)),
)  # fmt: skip

_TRACE: tuple[Action, ...] = (
    Action("word.next", "Word", "To the next word of the wording: who brought it in, when, why, instead of what.", "right", "Provenance", ("trace",), line=4),
    Action("word.previous", "Word before", "To the word before.", "left", "Provenance", ("trace",)),
    Action("word.event", "Its act", "To the act that brought the word in.", "enter", "Provenance", ("trace",), line=5),
)  # fmt: skip

_AMEND: tuple[Action, ...] = (
    Action("propose", "Propose", "Send the amendment to the room.", "ctrl+s", "Proposing", ("amend",), "proposed", line=1),
    Action("language", "Agreed language", "Where the new words were agreed before, and what may be their source, in full.", "ctrl+a", "Provenance", ("amend",), line=7),
    Action("fall-back", "Fall-back", "In case another proposal of yours here is not accepted.", "ctrl+b", "Proposing", ("amend",), line=8),
    Action("preview", "Preview", "How the rolling text would read with it.", "ctrl+l", "Proposing", ("amend",), line=3),
    Action("place", "Other place", "After the provision, before it, or as its first item.", "ctrl+t", "Proposing", ("amend",), line=4),
    Action("discard", "Discard draft", "Throw the unsent draft away.", "ctrl+g", "Proposing", ("amend",), line=5),
    Action("field", "Next field", "From the wording to the reason, to the sponsors, and back.", "tab", "Moving", ("amend",), line=6),
    Action("leave", "Leave", "The draft is kept in your own folder, not in the record.", "escape", "Screens", ("amend",), line=2),
)  # fmt: skip

_COMPARE: tuple[Action, ...] = (
    Action("compare.older", "Older text", "Choose the text at the left: a revision, the standing text, or a file.", "left_square_bracket", "Comparing", ("compare",), line=17),
    Action("compare.newer", "Newer text", "Choose the text at the right.", "right_square_bracket", "Comparing", ("compare",), line=18),
    Action("compare.swap", "Swap the texts", "The newer text at the left, the older one at the right.", "", "Comparing", ("compare",)),
    Action("compare.layout", "Side by side", "The two texts side by side, or one text with the changes in place.", "v", "Comparing", ("compare",), line=15),
    Action("compare.fold", "Only changes", "Leave out what did not change, or show it again.", "z", "Comparing", ("compare",), line=26),
    Action("compare.filter", "Filter", "Changes of one kind alone: reworded, moved, new, dropped, split, merged, renumbered.", "f", "Moving", ("compare",), line=24),
)  # fmt: skip

_CORPUS: tuple[Action, ...] = (
    Action("corpus.ask", "Ask", "Write words, or a phrase; what is found shows as you write.", "slash", "Searching", ("corpus",), line=1),
    Action("corpus.document", "Choose report", "The document to read, and whose coverage is shown.", "b", "Searching", ("corpus",), line=30),
    Action("corpus.filter", "Filter", "In the coverage: conclusions of one outcome alone.", "f", "Moving", ("corpus",)),
    Action("corpus.link", "Link", "Say that the provision you were last on descends from this paragraph; asks how, and why.", "l", "Provenance", ("corpus",), "source linked", line=12),
    Action("corpus.dismiss", "Dismiss", "Say that it does not descend from it; that is not suggested again.", "minus", "Provenance", ("corpus",), "suggestion dismissed", line=36),
    Action("corpus.lift", "Lift", "A new provision born from this paragraph, its source certain from birth.", "i", "Provenance", ("corpus",), "provision lifted"),
    Action("corpus.visit", "Go to provision", "The provision that this paragraph became, or may have become.", "enter", "Provenance", ("corpus",), line=32),
    Action("view.next", "Next view", "On the corpus: search, agreed language, coverage. On the record: log, progress, seals.", "right", "Moving", ("corpus", "record"), line=3),
    Action("view.previous", "View before", "The view at the left.", "left", "Moving", ("corpus", "record")),
)  # fmt: skip

_RECORD: tuple[Action, ...] = (
    Action("record.filter", "Filter", "Acts of one party, one meeting, or one kind alone.", "f", "Moving", ("record",), line=20),
    Action("record.chart", "Figures", "Progress as charts, or as a table of figures.", "v", "Moving", ("record",), line=22),
    Action("record.seal", "Seal", "Write the record since the last seal as a file in sessions/.", "", "Desk", ("record",)),
    Action("record.verify", "Verify", "Check every entry, sealed record and seal, from the first act on.", "V", "Proof", ("record",), line=24),
)  # fmt: skip

_EXPORT: tuple[Action, ...] = (
    Action("export.write", "Write", "Write the file. It is read back and proved before it is put in place.", "ctrl+s", "Exporting", ("export",), line=1),
    Action("export.cancel", "Cancel", "Stop what is being written; nothing half-written stays.", "ctrl+g", "Exporting", ("export",), line=4),
    Action("export.change", "Change", "Choose or write what the cursor stands on.", "enter", "Exporting", ("export",), line=2),
    Action("export.next", "Next choice", "The next choice of this line.", "right,space", "Exporting", ("export",), line=3),
    Action("export.previous", "Choice before", "The choice before it.", "left", "Exporting", ("export",)),
)  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *_EVERYWHERE, *MOVING, *_DRAFT, *_CHAIR, *_DESK, *_WALL, *_DECIDE, *_TRACE, *_AMEND, *_COMPARE, *_CORPUS,
    *_RECORD, *_EXPORT,
)  # fmt: skip
