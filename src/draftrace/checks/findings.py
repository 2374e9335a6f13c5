"""What a proofreading rule is, what it hits, and what is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from draftrace.checks.pages import Page, Pages

Severity = Literal["error", "warning", "note"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing an editor should look at. ``line`` counts from 1 in the source and is 0 where
    there is none; ``column`` counts characters from 1 in the provision as printed, its label
    included. ``also`` are the addresses of further places with the same fault.
    """

    rule: str
    address: str
    line: int
    column: int
    message: str
    suggestion: str
    severity: Severity
    excerpt: str = ""
    also: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """A fault as a rule sees it: on which page, at which character of its plain text, how many
    characters long; what is wrong, and what would be consistent.
    """

    page: Page
    at: int
    length: int
    message: str
    suggestion: str
    also: tuple[str, ...] = ()
    severity: Severity | None = None


Check = Callable[["Pages"], Iterable[Hit]]


class Rule(msgspec.Struct, frozen=True):
    """One rule: the id by which it is named, what it finds, why that matters, how grave it is."""

    id: str
    title: str
    reason: str
    severity: Severity
    check: Check


def grouped(hits: Iterable[Hit]) -> Hit | None:
    """Hits of one fault as a single hit at the first place, the other places named with it."""
    listed = list(hits)
    if not listed:
        return None
    first = listed[0]
    places = dict.fromkeys(hit.page.address for hit in listed)
    places.pop(first.page.address)
    return msgspec.structs.replace(first, also=tuple(places))
