"""What the screens remember while the room is open, so that coming back is coming back."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftrace.tui.covering import Covered
from draftrace.tui.exporting import Order
from draftrace.views.progress import Milestone


@dataclass
class Side:
    """A text to be compared: a revision by name, or a file."""

    name: str
    file: bool = False


@dataclass
class Comparing:
    """Which texts are compared, and how they are shown."""

    older: Side | None = None
    newer: Side | None = None
    beside: bool = False
    folded: bool = False
    kind: str = ""


@dataclass
class Searching:
    """What was asked of the corpus, in which view, and which document is open."""

    view: str = "Search"
    query: str = ""
    document: str = ""
    outcome: str = ""
    covered: dict[str, tuple[object, Covered]] = field(default_factory=dict)


@dataclass
class Remembered:
    """One seat's memory of its screens; gone when the room is left."""

    comparing: Comparing = field(default_factory=Comparing)
    searching: Searching = field(default_factory=Searching)
    record_view: str = "Log"
    charts: bool = True
    milestones: tuple[int, list[Milestone]] | None = None
    order: Order = field(default_factory=Order)
