"""Workspaces, parties, groups, meetings, shell completion."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import get_args

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import WRITTEN, Hand, acting, at
from draftrace.cli.waiting import telling
from draftrace.errors import UsageError
from draftrace.room.acts import meetings, setup
from draftrace.room.acts.terms import MeetingLevel, PartyRole
from draftrace.room.entities import Meeting
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.workspace import Workspace

_ROLES = [r for r in get_args(PartyRole) if r != "secretariat"]


@click.command(epilog='Example: draftrace init vienna --title "Political Declaration"')
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="What is negotiated.")
@click.pass_obj
def init(hand: Hand, folder: Path, title: str) -> None:
    """Start a negotiation in DIR."""
    root = (hand.folder / folder).resolve()
    workspace = Workspace.found(root, title or folder.name)
    printing.say(f"Started a negotiation in {folder}: corpus/ sessions/ exports/.")
    printing.say("Parties: CHAIR (presides by default) and SEC (you, until told otherwise).")
    there = "" if root == Path.cwd() else f"cd {shlex.quote(str(folder))}; "
    printing.say(f'Next: {there}draftrace party add EU "European Union"; draftrace table FILE')
    workspace.journal.close()


@click.group(epilog="Example: draftrace party add NOR Norway")
def party() -> None:
    """Parties and groups."""


@party.command("add", epilog='Example: draftrace party add G77 "G77 and China" --role group')
@click.argument("code")
@click.argument("name", default="")
@click.option("--role", type=click.Choice(_ROLES), default="delegation", show_default=True)
@click.option("--members", default="", metavar="A,B", help="Members of a group, by code.")
@acting
def party_add(hand: Hand, code: str, name: str, role: PartyRole, members: str) -> None:
    """Admit a party: its code and name."""
    hand.perform(lambda s, f: setup.add_party(s, f, code, name, role))
    for member in filter(None, members.split(",")):
        joining = hand.party(member.strip())
        hand.perform(lambda s, f, m=joining: setup.join_group(s, f, code, m))  # type: ignore[misc]
    printing.say(f"Admitted {code} as {role}.")


@party.command("join", epilog="Example: draftrace party join G77 CUB")
@click.argument("group")
@click.argument("member")
@acting
def party_join(hand: Hand, group: str, member: str) -> None:
    """Record that a party joined a group."""
    code, joining = hand.party(group), hand.party(member)
    hand.perform(lambda s, f: setup.join_group(s, f, code, joining))
    printing.say(f"{joining} joined {code}.")


@party.command("leave", epilog="Example: draftrace party leave G77 CUB")
@click.argument("group")
@click.argument("member")
@acting
def party_leave(hand: Hand, group: str, member: str) -> None:
    """Record that a party left a group."""
    code, leaving = hand.party(group), hand.party(member)
    hand.perform(lambda s, f: setup.leave_group(s, f, code, leaving))
    printing.say(f"{leaving} left {code}.")


@party.command("list", epilog="Example: draftrace party list --json")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def party_list(hand: Hand, as_json: bool) -> None:
    """Every party with its role and, for groups, its members."""
    parties = list(hand.state().now.parties.values())
    if as_json:
        printing.data(
            [
                {"code": p.code, "name": p.name, "role": p.role, "members": p.members()}
                for p in parties
            ]
        )
        return
    printing.table(
        ["code", "role", "name", "members"],
        [[p.code, p.role, p.name, ", ".join(p.members())] for p in parties],
    )


@party.command("show", epilog="Example: draftrace party show G77 --json")
@click.argument("code", shell_complete=completing.party)
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def party_show(hand: Hand, code: str, as_json: bool) -> None:
    """One party: members over time, what it said, and what was said on its behalf."""
    from draftrace.cli.profiles import print_profile
    from draftrace.views.parties import profile

    with telling() as tell:
        tell("going through what every party said")
        found = profile(hand.state(), hand.party(code))
    if as_json:
        printing.data(found)
        return
    print_profile(found)


@click.group(epilog='Example: draftrace meeting open "First informal" --level informal')
def meeting() -> None:
    """Meetings: opened with a presiding party, closed."""


@meeting.command("open", epilog='Example: draftrace meeting open "Plenary" --level plenary')
@click.argument("name")
@click.option(
    "--level", type=click.Choice(get_args(MeetingLevel)), default="informal", show_default=True
)
@click.option("--presiding", default="", metavar="PARTY", help="Who presides (else CHAIR).")
@click.option("--place", default="")
@acting
def meeting_open(hand: Hand, name: str, level: MeetingLevel, presiding: str, place: str) -> None:
    """Open a meeting."""
    chair = hand.party(presiding)
    hand.options["meeting"] = WRITTEN  # one meeting is not opened in another
    entry = hand.perform(
        lambda s, f: meetings.open_meeting(s, f, name, level=level, presiding=chair, place=place)
    )
    opened = hand.state().now.meetings[entry.act.id]
    printing.say(f"Opened {opened.name} ({opened.level}); {opened.presiding} presides.")


@meeting.command("close", epilog='Example: draftrace meeting close "First informal"')
@click.argument("name", default="")
@acting
def meeting_close(hand: Hand, name: str) -> None:
    """Close a meeting and seal its record."""
    closing = _open_one(hand.state(), name)
    hand.options["meeting"] = closing.name
    hand.perform(lambda s, f: meetings.close_meeting(s, f, closing.id))
    printing.say(f"Closed {closing.name}; its record is sealed in sessions/.")


@meeting.command("list", epilog="Example: draftrace meeting list --json")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def meeting_list(hand: Hand, as_json: bool) -> None:
    """Every meeting, who presided, when it was open."""
    found = list(hand.state().now.meetings.values())
    if as_json:
        printing.data([_meeting_shape(m) for m in found])
        return
    printing.table(
        ["opened", "closed", "level", "presiding", "name"],
        [
            [_day(m.opened), _day(m.closed) if m.closed else "open", m.level, m.presiding, m.name]
            for m in found
        ],
    )


@click.command(epilog='Example: eval "$(draftrace completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for your shell."""
    from click.shell_completion import get_completion_class

    from draftrace.cli.run import cli

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"There is no completion for {shell}.")
    click.echo(found(cli, {}, "draftrace", "_DRAFTRACE_COMPLETE").source())


def _open_one(state: State, name: str) -> Meeting:
    opened = state.open_meetings()
    exact = [m for m in opened if m.name.casefold() == name.casefold()]
    fitting = exact or [m for m in opened if name.casefold() in m.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if not opened:
        raise UsageError("No meeting is open.", "See `draftrace meeting list`.")
    names = ", ".join(m.name for m in opened)
    raise UsageError(
        "Say which meeting to close." if fitting else f"No open meeting fits {name!r}.",
        f"Open: {names}.",
    )


def _meeting_shape(m: Meeting) -> dict[str, object]:
    return {
        "meeting": m.id,
        "name": m.name,
        "level": m.level,
        "presiding": m.presiding,
        "place": m.place,
        "opened": m.opened.happened,
        "closed": m.closed.happened if m.closed else None,
    }


def _day(stamp: Stamp) -> str:
    return stamp.happened[:10]
