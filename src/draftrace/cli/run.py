"""The command group: commands by name, each imported only when it is used."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from draftrace.cli.hand import Hand
from draftrace.cli.waiting import wipe
from draftrace.errors import DraftraceError, UsageError

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
        "agreed": "agreed_language",
        "link": "linking",
        "dismiss": "linking",
        "links": "linking",
        "coverage": "covering",
    },
    "The text": {
        "table": "drafting",
        "lift": "drafting",
        "show": "showing",
        "progress": "progress",
        "brackets": "bracketing",
        "formulas": "formulas",
        "trace": "tracing",
        "lineage": "lineage",
        "origins": "crediting",
        "compare": "comparing",
        "reconstruct": "rebuilding",
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
        "explain": "speaking",
        "dissociate": "speaking",
        "receive": "receiving",
    },
    "Decisions": {
        "accept": "deciding",
        "settle": "deciding",
        "reject": "deciding",
        "defer": "deciding",
        "bracket": "bracketing",
        "package": "packaging",
        "agree": "deciding",
        "reopen": "deciding",
        "fix": "fixing",
        "silence": "silences",
        "issue": "issuing",
        "adopt": "issuing",
        "correct": "issuing",
        "receive-revision": "receiving",
    },
    "The record": {
        "log": "record",
        "undo": "record",
        "seal": "record",
        "verify": "record",
        "export": "exporting",
        "completion": "setting",
    },
    "In the room": {
        "serve": "serving",
        "screen": "serving",
        "keys": "keying",
    },
}
_MODULES = {name: module for group in COMMANDS.values() for name, module in group.items()}


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class _ReaderGone(Exception):
    """Whoever read our output went away: ``draftrace log | head``."""


class _Commands(click.Group):
    """Loads a command's module on first use, so that ``show`` never pays for the model."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            # Click would end the program with exit code 1.
            raise _ReaderGone from error
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_MODULES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _MODULES:
            return None
        module = importlib.import_module(f"draftrace.cli.{_MODULES[name]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        from draftrace.cli.helping import readable

        return readable(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _MODULES and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, _MODULES, n=3)
            raise UsageError(
                f"There is no command {name}.",
                f"Did you mean: {', '.join(near)}?" if near else "See `draftrace --help`.",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, group in COMMANDS.items():
            rows = []
            for name in group:
                command = self.get_command(ctx, name)
                rows.append((name, command.get_short_help_str(200) if command else ""))
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
        hand: Hand = ctx.obj
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(
                "The terminal room needs a terminal.",
                "For text in a pipe: draftrace show, log, trace; all commands: draftrace --help.",
            )
        from draftrace.cli.beginning import begin

        begin(hand)


def _to_nowhere() -> None:
    # What is still unwritten would fail once more when the program ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Give a stream that was closed before we began (``>&-``) somewhere to go."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def run(arguments: list[str]) -> int:
    """Run one command line; errors become a message and a hint on stderr and an exit code."""
    _open_streams()
    try:
        result: Any = cli.main(args=arguments, prog_name="draftrace", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)  # a page to read, not one line of an error
        return error.exit_code
    except click.ClickException as error:
        message = " ".join(error.format_message().split())  # click lists choices line by line
        return _told(UsageError(message, _help_of(error)))
    except click.exceptions.Abort:
        wipe()
        click.echo("Stopped. `draftrace log --last 3` shows what was recorded.", err=True)
        return 1
    except DraftraceError as error:
        return _told(error)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _to_nowhere()
        return _told(
            DraftraceError(
                f"The output could not be written: {error.strerror}.",
                "Make room, or write it somewhere else; what was recorded stays recorded.",
            )
        )
    except _ReaderGone:
        _to_nowhere()
        return 0
    return result if isinstance(result, int) else 0


def _help_of(error: click.ClickException) -> str:
    if not isinstance(error, click.UsageError):
        return ""
    context = error.ctx
    path = context.command_path if context else "draftrace"
    return f"See `{path} --help`."


def _told(error: DraftraceError) -> int:
    from draftrace.cli.printing import columns, safe
    from draftrace.cli.wrapping import wrapped

    # One line each in a log or a pipe; at a terminal, lines that do not break a word.
    width = columns() if sys.stderr.isatty() else sys.maxsize
    told = wrapped(safe(f"draftrace: {error.message}"), width, "", "  ")
    told += wrapped(safe(error.hint), width, "  ", "  ") if error.hint else []
    for line in told:
        click.echo(line, err=True)
    return error.exit_code
