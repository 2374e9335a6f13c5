"""What holds for letters within an element of a Word file: whose changes they are, how they look.

Source: ECMA-376-1, 17.3.2 (run properties).
"""

from __future__ import annotations

from typing import Any

import msgspec

from draftrace.intake.tracked.model import Mark
from draftrace.intake.tracked.word_oddities import W as _W


class Context(msgspec.Struct, frozen=True):
    """What holds for everything within an element."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    italic: bool = False
    raised: bool = False


def looking(run: Any, context: Context) -> Context:
    """The same within a run, which may set its letters in italics or raise them."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return context
    raised = properties.find(f"{_W}vertAlign")
    return msgspec.structs.replace(
        context,
        italic=_is_on(properties, "i"),
        raised=raised is not None and raised.get(f"{_W}val") == "superscript",
    )


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")
