"""What the shell offers while one types: addresses, proposals, symbols of this workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftrace.errors import DraftraceError

if TYPE_CHECKING:
    from draftrace.room.state import State


def address(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Addresses of the living text."""
    state = _state(ctx)
    return _fitting(typed, state.now.addresses) if state else []


def proposal(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Handles of the pending proposals."""
    state = _state(ctx)
    return _fitting(typed, (p.handle for p in state.now.pending.values())) if state else []


def address_or_proposal(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Addresses of the living text and of alternatives to it, handles of the pending proposals."""
    state = _state(ctx)
    rivals = _fitting(typed, state.now.alternatives) if state else []
    return [*address(ctx, parameter, typed), *rivals, *proposal(ctx, parameter, typed)]


def party(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Codes of the parties."""
    state = _state(ctx)
    return _fitting(typed, state.now.parties) if state else []


def symbol(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Symbols of the registered documents."""
    state = _state(ctx)
    return _fitting(typed, state.now.documents) if state else []


def moment(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Revisions and meetings to look back to."""
    state = _state(ctx)
    if state is None:
        return []
    revisions = [r.name for r in state.past.revisions]
    return _fitting(typed, [*revisions, *(m.name for m in state.now.meetings.values())])


def _state(ctx: click.Context) -> State | None:
    """The state of the workspace around, or nothing: a completion never complains."""
    from draftrace.workspace import Workspace

    folder = ctx.find_root().params.get("directory") or Path.cwd()
    try:
        return Workspace.find(Path(folder).resolve()).state()
    except (DraftraceError, OSError):
        return None


def _fitting(typed: str, offered: Iterable[str]) -> list[str]:
    wanted = typed.casefold()
    return [one for one in offered if one.casefold().startswith(wanted)]
