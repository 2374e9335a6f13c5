"""The command group: commands by name, each imported only when it is used."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from draftrace.cli.hand import Hand
from draftrace.errors import DraftraceError

COMMANDS: dict[str, dict[str, str]] = {
    "Begin": {
        "init": "setting",
        "demo": "sample",
        "party": "setting",
        "meeting": "setting",
    },
    "Sources": {
        "read": "sources",
        "check": "checking",
        "corpus": "sources",
        "suggest": "matching",
        "agreed": "matching",
        "link": "matching",
        "dismiss": "matching",
        "coverage": "matching",
    },
    "The text": {
        "table": "drafting",
        "lift": "drafting",
        "show": "showing",
        "trace": "tracing",
        "origins": "comparing",
        "compare": "comparing",
        "reconstruct": "comparing",
    },
    "Proposals": {
        "propose": "proposing",
        "revise": "proposing",
        "confirm": "proposing",
        "withdraw": "proposing",
        "cosponsor": "proposing",
        "support": "proposing",
        "object": "proposing",
        "reserve": "proposing",
        "unreserve": "proposing",
    },
    "Decisions": {
        "accept": "deciding",
        "settle": "deciding",
        "reject": "deciding",
        "defer": "deciding",
        "agree": "deciding",
        "reopen": "deciding",
        "issue": "issuing",
        "adopt": "issuing",
        "correct": "issuing",
    },
    "The record": {
        "log": "record",
        "undo": "record",
        "seal": "record",
        "verify": "record",
        "export": "exporting",
        "completion": "setting",
    },
}
_MODULES = {name: module for group in COMMANDS.values() for name, module in group.items()}


class _Commands(click.Group):
    """Loads a command's module on first use, so that ``show`` never pays for the model."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_MODULES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _MODULES:
            return None
        module = importlib.import_module(f"draftrace.cli.{_MODULES[name]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, group in COMMANDS.items():
            rows = []
            for name in group:
                command = self.get_command(ctx, name)
                rows.append((name, command.get_short_help_str(70) if command else ""))
            with formatter.section(title):
                formatter.write_dl(rows)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command the terminal room opens.  Example: draftrace demo",
)
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Work in this folder instead of the current one.",
)
@click.version_option(package_name="draftrace", message="draftrace %(version)s")
@click.pass_context
def cli(ctx: click.Context, directory: Path | None) -> None:
    """Draft, amend and trace negotiated texts, from conclusions to adopted wording.

    DRAFTRACE_PARTY says who acts (the Secretariat where it is not set); DRAFTRACE_PARTY and --by
    take a party's code. Every reading command takes --json.
    """
    ctx.obj = Hand(directory or Path.cwd())
    if ctx.invoked_subcommand is None:
        from draftrace.tui.app import run as open_room

        hand: Hand = ctx.obj
        open_room(hand.workspace, hand.acting())


def run(arguments: list[str]) -> int:
    """Run one command line; errors become a message and a hint on stderr and an exit code."""
    try:
        result: Any = cli.main(args=arguments, prog_name="draftrace", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.exceptions.Abort:
        click.echo("Stopped; nothing was recorded.", err=True)
        return 1
    except DraftraceError as error:
        return _told(error)
    except BrokenPipeError:
        # The reader of our output has gone: `draftrace log | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def _told(error: DraftraceError) -> int:
    from draftrace.cli.printing import safe

    click.echo(f"draftrace: {safe(error.message)}", err=True)
    if error.hint:
        click.echo(f"  {safe(error.hint)}", err=True)
    return error.exit_code
