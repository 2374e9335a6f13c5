"""The silence procedure: opened, broken, closed, told in a letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import FILE, Hand, acting, at, utc
from draftrace.errors import UsageError
from draftrace.room.acts import silence as rules
from draftrace.room.acts.closing_payloads import SilenceBroken, SilenceClosed, SilentRung
from draftrace.room.hushed import told
from draftrace.views.meant import stretch
from draftrace.views.silences import Round, rounds, summary

_RUNGS: dict[str, SilentRung] = {
    "informals": "agreed in informals",
    "committee": "agreed in committee",
}


@click.group(epilog="Example: draftrace silence open all --until 2030-11-07T18:00 --by CHAIR")
def silence() -> None:
    """Silence procedures: text goes round and is agreed unless somebody speaks in time."""


@silence.command(
    "open",
    epilog="Examples: draftrace silence open PA --until 2030-11-07T18:00 --by CHAIR"
    "  ·  silence open 24c --until 2030-11-07 --rung committee --by CHAIR",
)
@click.argument("what", metavar="ADDRESS|PART|all", nargs=-1, required=True)
@click.option(
    "--until",
    required=True,
    metavar="TIME",
    help="The deadline (UTC), 72 hours on: '12 March 18:00', 'Friday 18:00', 'in 4 days'.",
)
@click.option("--rung", type=click.Choice([*_RUNGS]), default="informals", show_default=True)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def silence_open(
    hand: Hand, what: tuple[str, ...], until: str, rung: str, reason: str, as_json: bool
) -> None:
    """Send provisions, a part or the whole text round under silence."""
    named = [i for asked in what for i in stretch(hand.state(), asked)]
    deadline = utc(until, hand.floor(gavel=True).happened)
    entry = hand.perform(
        lambda s, f: rules.open_silence(s, f, named, deadline, _RUNGS[rung], reason=reason),
        gavel=True,
    )
    found = _found(hand, str(entry.position))
    if as_json:
        printing.data(_shape(found))
        return
    printing.say(
        f"Silence {found.entry}: {len(found.paragraphs)} provisions go round until "
        f"{told(found.until)}, seal {found.seal[:12]}."
    )
    printing.note(f"Break: draftrace silence break ADDRESS --by PARTY --text WHY; {_after(found)}")


@silence.command(
    "break", epilog="Example: draftrace silence break 24c 31 --by CUB --text 'no instructions yet'"
)
@click.argument(
    "addresses", metavar="ADDRESS...", nargs=-1, required=True, shell_complete=completing.address
)
@click.option("--text", default="", help="Why.")
@acting
def silence_break(hand: Hand, addresses: tuple[str, ...], text: str) -> None:
    """Break silence on paragraphs, each with all below it, before the deadline."""
    named = [hand.provision(a).id for a in addresses]
    entry = hand.perform(lambda s, f: rules.break_silence(s, f, named, text))
    payload = entry.act.payload
    broken = payload.provisions if isinstance(payload, SilenceBroken) else ()
    provisions = hand.state().now.provisions
    printing.say(
        f"{entry.act.behalf or entry.act.by} broke silence on "
        f"{', '.join(provisions[i].now.address for i in broken)}."
    )


@silence.command("close", epilog="Example: draftrace silence close --by CHAIR")
@click.argument("number", default="")
@click.option("--reason", default="")
@acting
def silence_close(hand: Hand, number: str, reason: str) -> None:
    """After the deadline: unbroken provisions are agreed, broken ones under discussion."""
    entry = hand.perform(lambda s, f: rules.close_silence(s, f, number, reason=reason), gavel=True)
    payload = entry.act.payload
    if isinstance(payload, SilenceClosed):
        provisions = hand.state().now.provisions
        broken = ", ".join(provisions[i].now.address for i in payload.broken)
        printing.say(f"{len(payload.agreed)} provisions are {payload.rung}.")
        printing.paragraph(f"Broken, under discussion: {broken or 'none'}.", 0, 2)
        printing.note("The letter to delegations: draftrace silence letter --to FILE")


@silence.command("withdraw", epilog="Example: draftrace silence withdraw --by CHAIR")
@click.argument("number", default="")
@click.option("--reason", default="")
@acting
def silence_withdraw(hand: Hand, number: str, reason: str) -> None:
    """Call a silence procedure off; nothing follows from it."""
    hand.perform(lambda s, f: rules.withdraw_silence(s, f, number, reason=reason), gavel=True)
    printing.say("The silence procedure is called off; the text can be amended again.")


@silence.command(
    "letter", epilog="Example: draftrace silence letter --to letter.docx  ·  silence letter 41"
)
@click.argument("number", default="")
@click.option("--to", type=FILE, help="A file: .txt .md .docx .odt .pdf .html; else the screen.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def silence_letter(hand: Hand, number: str, to: Path | None, force: bool, as_json: bool) -> None:
    """The letter that lists the broken paragraphs, by whom and why, and what is agreed."""
    found = _found(hand, number)
    if as_json:
        printing.data(_shape(found))
        return
    from draftrace import exporters
    from draftrace.exporters.letters import silence_letter_sheet
    from draftrace.exporters.plain_text import text_page

    sheet = silence_letter_sheet(hand.state(), found)
    if to is None:
        printing.say(printing.safe(text_page(sheet).decode()).rstrip())
        return
    written = exporters.write(sheet, hand.file(to), force=force)
    printing.say(f"{to}: {written.bytes} bytes, sha256 {written.sha256[:12]}.")


@silence.command("list", epilog="Example: draftrace silence list --json")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def silence_list(hand: Hand, as_json: bool) -> None:
    """Every silence procedure, how it stands or ended."""
    found = rounds(hand.state())
    if as_json:
        printing.data([_shape(r) for r in found])
        return
    if not found:
        printing.note("No silence procedure yet: draftrace silence open ADDRESS --until TIME")
        return
    printing.table(
        ["entry", "opened", "until (UTC)", "rung", "how it stands"],
        [[str(r.entry), r.opened[:10], told(r.until)[:-4], r.rung, summary(r)] for r in found],
    )


@silence.command("show", epilog="Example: draftrace silence show 41")
@click.argument("number", default="")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def silence_show(hand: Hand, number: str, as_json: bool) -> None:
    """One silence procedure, paragraph by paragraph."""
    found = _found(hand, number)
    if as_json:
        printing.data(_shape(found))
        return
    printing.heading(f"Silence {found.entry}: {found.rung} unless broken")
    printing.paragraph(f"Opened {told(found.opened)} by {found.by}. {summary(found)}")
    printing.paragraph(f"Seal {found.seal}")
    for paragraph in found.paragraphs:
        printing.say(f"{'✗' if paragraph.breaks else '·'} {paragraph.address}")
        for spoken in paragraph.breaks:
            said = f"{spoken.party}, {told(spoken.happened)}: {printing.safe(spoken.text)}"
            printing.paragraph(said, 4, 2)


def _found(hand: Hand, number: str) -> Round:
    """The silence procedure by its entry number; by default the last one."""
    every = rounds(hand.state())
    fitting = [r for r in every if not number or number in (str(r.entry), r.silence)]
    if not fitting:
        names = ", ".join(str(r.entry) for r in every) or "none"
        raise UsageError(
            f"There is no silence procedure {number}." if number else "There was no silence yet.",
            f"There are: {names}; see `draftrace silence list`.",
        )
    return fitting[-1]


def _after(found: Round) -> str:
    return f"after the deadline: draftrace silence close {found.entry} --by {found.by}"


def _shape(found: Round) -> dict[str, Any]:
    return {
        "silence": found.silence,
        "entry": found.entry,
        "opened": found.opened,
        "by": found.by,
        "until": found.until,
        "rung": found.rung,
        "seal": found.seal,
        "status": found.status,
        "ended": found.ended,
        "broken": found.broken,
        "unbroken": found.unbroken,
    }
