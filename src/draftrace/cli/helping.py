"""Help as people read it: one example a line, no option without a word of what it is for."""

from __future__ import annotations

import click

_SAME_EVERYWHERE = {
    "as_json": "One JSON document to stdout.",
    "reason": "Why; it is kept and shown in the trace.",
    "symbol": "The symbol it is cited by.",
    "replace": "Replace a phrase; may be repeated.",
    "delete": "Delete a phrase; may be repeated.",
    "insert": "Insert words --after or --before a phrase; may be repeated.",
    "after": "The phrase that --insert comes after.",
    "before": "The phrase that --insert comes before.",
    "wording": "The whole new wording.",
    "limit": "At most so many.",
    "role": "What it is.",
    "level": "What kind of meeting.",
    "place": "Where it is held.",
    "attribution": "How sponsors are shown.",
    "mode": "See above.",
}
_MODES = {
    "compare": "`un` recognises provisions; `paragraphs` takes every block as it is.",
    "reconstruct": "`un` recognises provisions; `paragraphs` takes every block as it is.",
}
_BETWEEN = "  ·  "


def readable(command: click.Command) -> click.Command:
    """The same command with its help laid out; groups with all below them."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            readable(below)
            # Click cuts the line of a list at the width; said once, it is kept whole and wrapped.
            below.short_help = below.get_short_help_str(200)
    if command.epilog and not command.epilog.startswith("\b"):
        command.epilog = _examples(command.epilog)
    for option in command.params:
        if isinstance(option, click.Option) and not option.help:
            name = option.name or ""
            special = _MODES.get(command.name or "") if name == "mode" else None
            option.help = special or _SAME_EVERYWHERE.get(name)
    return command


def _examples(epilog: str) -> str:
    title, _, told = epilog.partition(": ")
    lines = [line.strip() for line in told.split(_BETWEEN)]
    own = [
        line if line.startswith(("draftrace", "eval")) else f"draftrace {line}" for line in lines
    ]
    return "\n".join(["\b", f"{title}:", *(f"  {line}" for line in own)])
