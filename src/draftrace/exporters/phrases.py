"""What the papers say of proposals and decisions, in words that need no colour."""

from __future__ import annotations

from draftrace.exporters.dates import day_in_words
from draftrace.views.proposals import Offered, Ruling
from draftrace.views.table import Paragraph

_CHANGES = {
    "wording": "",
    "deletion": "Strike this provision.",
    "insertion": "Insert this provision.",
}


def change_words(offered: Offered) -> str:
    """What kind of change it is and beside what it stands, where the words alone don't say; other
    kinds by their name."""
    told = [_kind_words(offered)]
    told += [f"Fall-back to {offered.second_to}."] if offered.second_to else []
    told += [f"In the package {offered.package}."] if offered.package else []
    return " ".join(filter(None, told))


def _kind_words(offered: Offered) -> str:
    match offered.change:
        case "move":
            return f"Move this provision {goes(offered)}."
        case "merge" if offered.merged:
            return f"Merge with {' and '.join(offered.merged)}."
        case "amendment" if offered.to and offered.after:
            return f"Amendment to {offered.to}: what it leaves out goes behind {offered.after}."
        case "amendment" if offered.to:
            return f"Amendment to {offered.to}."
        case change:
            return _CHANGES.get(change, f"{change.capitalize()}.")


def goes(offered: Offered) -> str:
    """Where a move leads."""
    return f"behind {offered.after}" if offered.after else "to the start"


def position_words(offered: Offered) -> list[str]:
    """Who supports, objects and reserves, a sentence each."""
    told = (
        ("Supported by", offered.support),
        ("Objection:", offered.objections),
        ("Reservation:", offered.reservations),
    )
    return [f"{lead} {', '.join(parties)}." for lead, parties in told if parties]


def status_words(offered: Offered) -> str:
    """The status, and whether a rebase waits for the sponsor."""
    waiting = f", {offered.waiting}, waits for its sponsor" if offered.waiting else ""
    return f"{offered.status}{waiting}"


def decision_lines(offered: Offered) -> list[str]:
    """Who decided on it, where and when, and why; the outcome where the status does not say it."""
    ruling = offered.ruling
    if ruling is None:
        return []
    who = _who(ruling) if ruling.outcome == offered.status else ruling_words(ruling)
    return [who, ruling.reason] if ruling.reason else [who]


def ruling_words(ruling: Ruling) -> str:
    """``agreed in informals: ALD, Informal meeting A, 16 September 2030``; ``accepted (EU-1); NOR-1
    overtaken: CHAIR, ...``."""
    named = f" ({', '.join(ruling.proposals)})" if ruling.proposals else ""
    return f"{'; '.join((f'{ruling.outcome}{named}', *ruling.fallen))}: {_who(ruling)}"


def _who(ruling: Ruling) -> str:
    return ", ".join(filter(None, (ruling.by, ruling.meeting, day_in_words(ruling.happened))))


def paragraph_name(paragraph: Paragraph) -> str:
    """The address, and the one it had in the base where that differs."""
    before = f" (was {paragraph.formerly})" if paragraph.formerly else ""
    new = "" if paragraph.base or not paragraph.text else " (new)"
    return f"{paragraph.address}{before}{new}"


def unattached(paragraph: Paragraph) -> list[Ruling]:
    """Decisions that no proposal of the paragraph tells of already, as agreement on it."""
    told = {each.ruling.act for each in paragraph.offered if each.ruling}
    return [ruling for ruling in paragraph.rulings if ruling.act not in told]
