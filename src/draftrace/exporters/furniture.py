"""What stands around the text on every page: masthead, running head, foot and legend."""

from __future__ import annotations

from itertools import chain
from urllib.parse import quote

from draftrace.exporters.dates import day_in_words, who_and_when
from draftrace.exporters.markup import printable, words_of
from draftrace.exporters.sheet import Comment, Run, Sheet, side_wording


def furniture(sheet: Sheet) -> dict[str, str]:
    """Each placeholder of the reference document with its text, empty where there is none."""
    head = sheet.masthead
    told = {
        "title": words_of(sheet.title or _first_title(sheet)),
        "organ": head.organ,
        "symbol": head.symbol,
        "distribution": _led("Distr.", head.distribution),
        "date": day_in_words(head.date),
        "language": _led("Original", head.language),
        "agenda_item": _agenda_item(head.agenda_item),
        "notice": head.notice,
        "revision": head.revision,
        "seal": head.seal,
        "keywords": " ".join(
            filter(None, (head.seal, _entry(sheet.entry), _only(sheet.only), _until(sheet.until)))
        ),
        "issue": ", ".join(filter(None, (head.revision, _led("seal", head.seal)))),
        "legend": f"Changes against {sheet.against}." if sheet.against else sheet.legend,
        "key": _key(sheet) if sheet.against else sheet.legend,
    }
    return {name: printable(text) for name, text in told.items()}


MASTHEAD = ("organ", "symbol", "distribution", "date", "language", "agenda_item", "notice")
"""What stands above the text, in order."""


_KEY = (
    "{+ words brought in +}, {- words taken out -}, each followed by its sponsor; "
    "numbers by the editor."
)
_PASSED = " {+{- words -}+}: brought in and taken out again."
ENDS = " {+¶+}: divided here; {-¶-}: run on into the next."
"""What the signs of paragraphs' ends mean."""


def _key(sheet: Sheet) -> str:
    ends = ENDS if is_regrouped(sheet) else ""
    passed = _PASSED if _tells_what_passed(sheet) else ""
    return f"Changes against {sheet.against}. {_KEY}{passed}{ends}"


def _tells_what_passed(sheet: Sheet) -> bool:
    every = chain(*(block.runs for block in sheet.blocks), *(note.runs for note in sheet.notes))
    return any(b.change == "passed" for b in sheet.blocks) or any(run.op == "±" for run in every)


def is_regrouped(sheet: Sheet) -> bool:
    """Whether paragraphs were split or merged in it."""
    return any(block.end is not None for block in sheet.blocks)


def remark_line(remark: Comment) -> str:
    """A comment as a line of its own, where it cannot stand in the margin."""
    who = who_and_when(remark.author, remark.date)
    return printable(f"{who}: {remark.text}" if who else remark.text)


ENTRY = "after-entry-"
"""Leads, among the keywords, after which entry of the record a text stood that was not issued."""
EXTRACT = "extract-"
"""Leads what an extract holds among the keywords, written as in an address of the web: without the
signs at which Writer cuts keywords."""
UNTIL = "changes-until-"
"""Leads the date of the last change among the keywords of a marked file, without those signs."""


def _entry(position: int) -> str:
    return f"{ENTRY}{position}" if position else ""


def _only(asked: str) -> str:
    return f"{EXTRACT}{quote(asked, safe='')}" if asked else ""


def _until(date: str) -> str:
    return UNTIL + date.replace("-", "").replace(":", "") if date else ""


def _agenda_item(told: str) -> str:
    """``7`` and ``Agenda item 7`` alike; a full reference, "Item 5 of the provisional agenda",
    as it is written."""
    return f"Agenda item {told}" if told[:1].isdigit() else told


def _led(lead: str, told: str) -> str:
    return f"{lead}: {told}" if told else ""


def _first_title(sheet: Sheet) -> str:
    runs: tuple[Run, ...] = next(
        (block.runs for block in sheet.blocks if block.kind == "title"), ()
    )
    return side_wording(runs, "clean")
