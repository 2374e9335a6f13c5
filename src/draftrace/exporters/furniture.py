"""What stands around the text on every page: masthead, running head, foot and legend."""

from __future__ import annotations

import re

from draftrace.exporters.dates import day_in_words
from draftrace.exporters.markup import plain
from draftrace.exporters.sheet import Run, Sheet, side_wording


def furniture(sheet: Sheet) -> dict[str, str]:
    """Each placeholder of the reference document with its text, empty where there is none."""
    head = sheet.masthead
    title = re.sub(r"\[\^[^\]\s]+\]", "", sheet.title) or _first_title(sheet)
    return {
        "title": plain(title),
        "organ": head.organ,
        "symbol": head.symbol,
        "distribution": _led("Distr.", head.distribution),
        "date": day_in_words(head.date),
        "language": _led("Original", head.language),
        "agenda_item": _led("Agenda item", head.agenda_item),
        "notice": head.notice,
        "revision": head.revision,
        "seal": head.seal,
        "issue": ", ".join(filter(None, (head.revision, _led("seal", head.seal)))),
        "legend": f"Changes against {sheet.against}." if sheet.against else "",
    }


def _led(lead: str, told: str) -> str:
    return f"{lead}: {told}" if told else ""


def _first_title(sheet: Sheet) -> str:
    runs: tuple[Run, ...] = next(
        (block.runs for block in sheet.blocks if block.kind == "title"), ()
    )
    return side_wording(runs, "clean")
