"""Bad input gets a clear error with the place, the right exit code, and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import draftrace
from cli.kit import DRAFT, Desk

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(draftrace.__file__).parents[1])}


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith("journal.db-") and ".draftrace" not in p.parts
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.md", b"  \n\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("broken.docx", b"PK\x03\x04 and then nothing"),
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("cyrillic.txt", "\u041f\u0440\u043e\u0435\u043a\u0442".encode("cp1251")),
        ("huge.txt", b"a" * (50 * 1024 * 1024)),
    ],
)
def test_an_unreadable_file_is_named_and_nothing_changes(
    fresh: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    before = _tree(fresh.folder)
    for command in (
        ("read", str(tmp_path / name)),
        ("corpus", "add", str(tmp_path / name), "--symbol", "X"),
        ("table", str(tmp_path / name)),
    ):
        told = fresh.refused(name, *command, code=3)
        assert len(told.err.strip().splitlines()) <= 2
    assert _tree(fresh.folder) == before


def test_a_missing_file_is_said(fresh: Desk) -> None:
    fresh.refused("no such file", "read", "nowhere.txt", code=3)


def test_an_unknown_address_names_the_nearest(desk: Desk) -> None:
    told = desk.refused("No provision has the address PA/2(x)", "show", "PA/2(x)")
    assert "PA/2(a)" in told.err
    told = desk.refused("fits several provisions", "show", "2")
    assert "PD/2" in told.err
    assert "PA/2" in told.err


def test_a_second_text_and_a_second_workspace_are_refused(desk: Desk, tmp_path: Path) -> None:
    desk.refused("on the table already", "table", "../draft.md")
    desk.refused("is a workspace already", "init", str(desk.folder))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "draftrace", "-C", str(elsewhere), "show"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert run.returncode == 2
    assert "draftrace init DIR" in run.stderr


def test_a_missing_or_altered_source_is_named_and_the_rest_works(desk: Desk) -> None:
    reading = desk.folder / "corpus" / "report.md.reading.json"
    kept = reading.read_bytes()
    reading.write_bytes(kept.replace(b"routes", b"ROUTES"))
    told = desk.done("corpus", "list", "--json")
    assert told.json[0]["readable"] is False
    assert "WG.1 was altered" in told.err
    desk.done("show")
    desk.refused("was altered", "lift", "WG.1:2(a)", "--after", "PA/2(a)", code=3)
    reading.unlink()
    assert "WG.1 is missing" in desk.done("corpus", "list").err
    assert desk.done("verify", "--json").json["sources"]
    reading.write_bytes(kept)
    told = desk.done("verify", "--json").json
    assert told == {"equal": True, "differences": [], "faults": [], "sources": [], "fixes": []}


def test_a_journal_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    path = desk.folder / "sessions" / "journal.db"
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    told = desk.refused("newer", "show")
    assert "update draftrace" in told.err
    assert path.read_bytes() == before


def test_a_changed_byte_in_a_sealed_record_is_found(desk: Desk) -> None:
    desk.done("seal", "day one")
    (record,) = (desk.folder / "sessions").glob("*.jsonl")
    record.write_bytes(record.read_bytes().replace(b"Norvia", b"Norvie"))
    told = desk("verify", "--json")
    assert told.code == 1
    fault = told.json["faults"][0]
    assert fault["what"] == record.name
    assert fault["line"] > 1


def test_text_never_becomes_a_terminal_sequence(fresh: Desk, tmp_path: Path) -> None:
    (tmp_path / "evil.md").write_text(
        DRAFT.replace("two years", "\u202etwo\u202c years [bold]now[/bold]"), encoding="utf-8"
    )
    fresh.done("table", str(tmp_path / "evil.md"))
    shown = fresh.done("show").out
    assert "\u202e" not in shown
    assert "[bold]now[/bold]" in shown


def test_a_name_turns_no_line_round(fresh: Desk, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("1. One thing;\n\n2. Two things.\n", encoding="utf-8")
    told = [
        fresh.done("meeting", "open", "First \u202e\x9b31m informal", "--level", "informal"),
        fresh.done("table", "../plain.txt", "--symbol", "L.\u202e\x9b31m1"),
        fresh.done("issue", "Rev.1"),
        fresh.done("meeting", "close"),
    ]
    for each in told:
        assert "\\x202e" in each.out or "\\x9b" in each.out
        assert not {"\u202e", "\x9b"} & set(each.out + each.err)
    for suffix in ("md", "html", "odt"):
        path = str(fresh.folder / f"rev1.{suffix}")
        fresh.done("export", "--as", "clean", "--to", path)
        fresh.done("verify", path, "--against", "Rev.1")


def test_options_that_do_not_go_together(desk: Desk) -> None:
    for what, arguments in (
        ("Say which provision", ["propose", "--strike"]),
        ("Say what to change", ["propose", "PD/1"]),
        ("can't go together", ["propose", "PD/1", "--strike", "--wording", "x"]),
        ("needs one --after or --before", ["propose", "PD/1", "--insert", "x"]),
        ("Give the chair's text", ["settle", "PD/1", "--by", "CHAIR"]),
        ("Say what to correct", ["correct", "--reason", "r"]),
        ("Name a report or say --all", ["coverage"]),
        ("Name a provision or say --all", ["suggest"]),
        ("are no numbers", ["accept", "EU-1", "--only", "one", "--by", "CHAIR"]),
        ("is no source", ["lift", "WG.1", "--after", "PA/1"]),
    ):
        desk.refused(what, *arguments, code=2)
    assert desk("no-such-command").code == 2
    assert desk("show", "--no-such-option").code == 2


def test_every_command_has_help_with_an_example(desk: Desk) -> None:
    import click

    from draftrace.cli.run import COMMANDS, cli

    context = click.Context(cli)

    def leaves(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            found: list[tuple[str, click.Command]] = [(name, command)]
            for below, inner in command.commands.items():
                found += leaves(f"{name} {below}", inner)
            return found
        return [(name, command)]

    for group in COMMANDS.values():
        for name in group:
            command = cli.get_command(context, name)
            assert command is not None
            for path, leaf in leaves(name, command):
                assert "Example" in (leaf.epilog or ""), path
                assert leaf.get_short_help_str(), path
    told = desk.done("--help").out
    assert "Proposals" in told


def test_no_color_and_pipes_get_plain_text(desk: Desk) -> None:
    environment = ENVIRONMENT | {"NO_COLOR": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "draftrace", "-C", str(desk.folder), "show"],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert b"\x1b" not in run.stdout


def test_completion_scripts(desk: Desk) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "draftrace" in desk.done("completion", shell).out


def test_acting_as_somebody_else(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTRACE_PARTY", "nor")
    desk.done("propose", "PD/1", "--replace", "health", "safety")
    entry = desk.done("log", "--last", "1", "--json").json[0]
    assert (entry["by"], entry["recorder"]) == ("NOR", "NOR")
    desk.refused("NOR may not record an act of EU", "propose", "PD/2", "--by", "EU", "--strike")


def test_json_is_one_document(desk: Desk) -> None:
    for arguments in (
        ["show"],
        ["show", "--as", "rolling"],
        ["log"],
        ["party", "list"],
        ["meeting", "list"],
        ["corpus", "list"],
        ["corpus", "show", "WG.1"],
        ["corpus", "search", "intelligence"],
        ["coverage", "--all", "--lexical"],
        ["suggest", "--all", "--lexical"],
        ["origins", "--all"],
        ["agreed", "exchange of intelligence"],
        ["verify"],
        ["read", str(desk.folder.parent / "draft.md")],
    ):
        told = desk.done(*arguments, "--json")
        json.loads(told.out)


def test_the_shell_offers_addresses_and_proposals(desk: Desk) -> None:
    desk.done("propose", "PD/1", "--by", "EU", "--replace", "health", "safety")
    for words, offered in (("accept EU", "EU-1"), ("propose PD/", "PD/1"), ("propose EU", "EU-1")):
        assert offered in _completed(desk, words)


def _completed(desk: Desk, words: str) -> list[str]:
    """What the shell would offer for the last of some words."""
    environment = ENVIRONMENT | {
        "_DRAFTRACE_COMPLETE": "bash_complete",
        "COMP_WORDS": f"draftrace {words}",
        "COMP_CWORD": "2",
    }
    run = subprocess.run(
        [sys.executable, "-m", "draftrace"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=desk.folder,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [line.partition(",")[2] for line in run.stdout.splitlines()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", [["show"], ["show", "--json"], ["show", "--help"]])
def test_output_that_cannot_be_written_is_said(desk: Desk, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "draftrace", *command],
            cwd=desk.folder,
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("draftrace: The output could not be written: ")
    assert "Traceback" not in ended.stderr


def test_streams_that_were_closed_before_do_no_harm(desk: Desk) -> None:
    draftrace_here = f"{sys.executable} -m draftrace"
    for line, code in (("show <&- >&- 2>&-", 0), ("show PD/999 2>&-", 1), (" <&-", 2)):
        ended = subprocess.run(
            f"{draftrace_here} {line}",
            shell=True,
            cwd=desk.folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), line


def test_a_file_that_lies_in_the_folder_is_never_run_as_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python looks for a module first where it is started: others' files lie there."""
    desk.done("export", "--revision", "tabled", "--as", "clean", "--to", "../issued.pdf")
    monkeypatch.chdir(desk.folder)
    for name in ("msgspec", "pypdfium2", "draftrace"):
        (desk.folder / f"{name}.py").write_text("open('run', 'w')\n", encoding="utf-8")
    desk.done("verify", "../issued.pdf", "--against", "tabled")
    assert not (desk.folder / "run").exists()
