"""What is each screen for, how does one use it, and what do its signs mean?"""
# ruff: noqa: E501 - a table is read in rows

from __future__ import annotations

from typing import NamedTuple

from draftrace.tui.declared import ScreenName
from draftrace.tui.signs import LEGEND


class Explained(NamedTuple):
    """``examples`` are keys with what they do; an action's id in braces stands for its key.
    ``signs`` are names of the table of signs, ``written`` what stands in words and letters."""

    words: str
    examples: tuple[tuple[str, str], ...]
    signs: tuple[str, ...] = ()
    written: tuple[tuple[str, str], ...] = ()


_REDLINE = (
    ("{+words+}", "inserted, underlined"),
    ("{-words-}", "deleted, struck through"),
)
_ROLLING = (
    ("[words](EU)", "proposed by EU; a proposed deletion is [EU: delete: words]"),
    ("[words]", "brackets without a name stand in the text itself: not agreed"),
    ("^3", "the reference to note 3"),
)

SCREENS: dict[ScreenName, Explained] = {
    "draft": Explained(
        "The text with every pending proposal in place. At the left is the outline, at the right "
        "everything about the provision you are on; on a small terminal they come with tab.",
        (
            ("{go} 4f enter", "goes to paragraph 4 (f), in any spelling; where several fit, it asks"),
            ("{filter}, then {next} {next}", "choose what is open, or yours; then from one to the next"),
            ("{amend}", "change the wording, say why; ctrl+s proposes it"),
            ("{co-sponsor}, {object}, {reserve}", "join a proposal, object to it, place a reservation"),
            ("{trace}", "why it reads so: who brought each word in, and who decided"),
        ),
        LEGEND,
        (
            *_ROLLING,
            *_REDLINE,
            ("29/33", "in the outline: 29 of the 33 provisions below are agreed"),
            ("filter open 20/72", "of the 72 provisions that {next} and {previous} go through, the 20th"),
            ("Rev.1 +68 acts", "the last issue of the text, and what was recorded since"),
            ("[Proposals 3]", "the open tab of the panel, and how many there are"),
        ),
    ),
    "amend": Explained(
        "Another wording for one provision. Below it stands what changes, whether brackets "
        "balance, what happens to the force of the words, where they were agreed before. What is "
        "written is kept in your own folder, also when you leave or the program ends.",
        (
            ("write, {field}, write why", "then {propose} proposes it with the reason"),
            ("write [as appropriate]", "brackets mark words that nobody has agreed to yet"),
            ("{language}", "the agreed language and the sources that are named below, in full"),
            ("{leave}", "leaves; the draft waits for you here"),
        ),
        ("proposals",),
        (
            *_REDLINE,
            ("verbatim 0.82", "how near a source is: 1.00 is word for word"),
        ),
    ),
    "decide": Explained(
        "What is open stands at the left. At the right the rivals of one provision, each as a "
        "redline of the text; below them the decision being composed, and what it would do to the "
        "others. Only who presides gavels; all may look.",
        (
            ("{pick} on a rival", "picks the whole of it; on one of its edits, that edit alone"),
            ("{compose}", "words of your own, drawing on what is picked"),
            ("{gavel}", "shows once more what will happen, then records it; {undo} takes it back"),
            ("{agree}", "says how far the provision is agreed, ad referendum or not"),
        ),
        ("picked", "unpicked", *LEGEND),
        (
            *_REDLINE,
            ("clean", "a rival is carried over into the new wording"),
            ("absorbed", "what it asks for is in the text already"),
            ("conflict", "it asks for other words at the same place: it falls, or waits"),
            ("orphaned", "its provision is gone: it waits for its sponsor"),
        ),
    ),
    "trace": Explained(
        "One provision's life: its wording, a letter before the words of each hand; whose the "
        "letters are; its sources; then every act from the first draft to the last issue.",
        (
            ("{word.next} {word.next}", "from word to word: who brought it in, when, why, what it replaced"),
            ("{word.event}", "to the act that brought the word in"),
            ("{go} PD/2 enter", "another provision's life"),
        ),
        ("sourced", "event", "adopted", "thread"),
        (
            ("A·words", "the words that hand A brought in; the list below names the hands"),
            ("underlined", "in a source: the words that the provision shares with it"),
            ("stated", "a source that somebody named, its relation not said"),
            *_REDLINE,
        ),
    ),
    "compare": Explained(
        "Two texts as one page, every change marked; at the left is the list of changes. The page "
        "begins where you were in the text.",
        (
            ("{next}", "to the next change; {compare.filter} leaves changes of one kind"),
            ("{compare.older}, choose tabled", "everything that happened since the first draft"),
            ("{compare.layout}", "side by side, or in one text again"),
            ("{compare.fold}", "leaves out what did not change"),
        ),
        ("becomes",),
        (
            *_REDLINE,
            ("moved A", "the same letter stands where it was and where it is"),
            ("3/16", "the third of sixteen changes; - stands for none of them"),
        ),
    ),
    "corpus": Explained(
        "The sources: search them by words, find agreed language, see what became of their "
        "conclusions. What is linked or lifted concerns the provision you were last on, which the "
        "line at the bottom names.",
        (
            ("{corpus.ask} treatment on request", "finds as you write; enter or tab goes to what is found"),
            ("{view.next}", "the next view: search, agreed language, coverage"),
            ("{corpus.link}", "says that the provision descends from this paragraph"),
            ("{corpus.visit}", "to the provision that this paragraph became"),
        ),
        ("sourced", "suggested"),
        (
            ("16(g)", "paragraph 16 (g) of the document named before it"),
            ("suspect", "the provision has changed since its source was confirmed: look again"),
        ),
    ),
    "record": Explained(
        "Every act in the order it was recorded, as sentences; nothing in it is ever changed. "
        "Then the progress over the meetings, and the seals.",
        (
            ("{record.filter}", "acts of one party, one meeting or one kind alone"),
            ("{search} Falkora", "finds words in the acts"),
            ("{view.next}", "the next view: log, progress, seals"),
            ("{record.verify}", "checks the whole record: entries, sealed files, seals"),
        ),
        ("full", "empty"),
        (
            ("seal 20f1510b", "the fingerprint of the text: any other word gives another seal"),
            ("7 (+7)", "seven in all, seven more than at the meeting before"),
        ),
    ),
    "export": Explained(
        "The text, tables, provenance or the record as a file. It is read back and proved before "
        "it is put in place, and goes on while you are on other screens.",
        (
            ("{export.next}", "what: from clean to marked, where each change is under its sponsor's name"),
            ("{export.change} on a line", "write it, or choose from a list: another name, another ending"),
            ("{export.write}", "writes the file; {export.cancel} stops it"),
        ),
        ("cursor",),
        (("[clean]", "the choice that is taken"),),
    ),
}  # fmt: skip
