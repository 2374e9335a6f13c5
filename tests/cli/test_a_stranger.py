"""What annoyed somebody who had never seen the tool, each once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cli.kit import DRAFT, Desk
from draftrace.compare.phrases import Amendment, amended

ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    "COLUMNS": "80",
}
PROGRAM = [sys.executable, "-m", "draftrace"]


def _shell(desk: Desk, line: str) -> subprocess.CompletedProcess[str]:
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('draftrace', program)}"],
        cwd=desk.folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_goes_away_is_no_failure(desk: Desk) -> None:
    for line in ("draftrace show | true", "draftrace log | head -1"):
        told = _shell(desk, line)
        assert (told.returncode, told.stderr) == (0, ""), line


def test_without_a_terminal_the_room_does_not_open(desk: Desk) -> None:
    told = _shell(desk, "draftrace < /dev/null")
    assert told.returncode == 2
    assert "needs a terminal" in told.stderr


@pytest.mark.parametrize("suffix", ["docx", "html", "odt", "md", "pdf", "txt"])
def test_every_export_verifies_against_what_it_was_made_of(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    desk.done("propose", "PA/2(b)", "--by", "EU", "--replace", "border control", "customs")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("issue", "Rev.1")
    modes = ["clean"] if suffix in ("md", "txt") else ["clean", "marked"]
    for mode in modes:
        file = str(tmp_path / f"{mode}.{suffix}")
        desk.done("export", "--as", mode, "--to", file)
        assert "Equal" in desk.done("verify", file, "--against", "Rev.1").out
        assert desk("verify", file, "--against", "tabled").code == 1


@pytest.mark.parametrize(
    ("suffix", "mode"), [("txt", "clean"), ("md", "clean"), ("html", "marked")]
)
def test_one_changed_word_is_the_only_difference(
    desk: Desk, tmp_path: Path, suffix: str, mode: str
) -> None:
    desk.done("propose", "PD/1", "--by", "EU", "--delete", "as appropriate,")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("issue", "Rev.1")
    file = tmp_path / f"issued.{suffix}"
    desk.done("export", "--as", mode, "--to", str(file))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"illicit\s+crops", "lawful crops", text), encoding="utf-8")
    told = desk("verify", str(file), "--against", "Rev.1", "--json")
    assert told.code == 1
    (difference,) = told.json["differences"]
    assert difference["address"] == "PA/2(c)"
    assert ["-", "illicit"] in difference["redline"]
    assert ["+", "lawful"] in difference["redline"]


def test_one_changed_word_in_a_word_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "issued.docx"
    desk.done("export", "--revision", "standing", "--to", str(file))
    altered = tmp_path / "altered.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(altered, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"illicit crops", b"lawful crops"))
    told = desk("verify", str(altered), "--json")
    assert [d["address"] for d in told.json["differences"]] == ["PA/2(c)"]


def test_an_undo_that_cannot_be_says_why(desk: Desk) -> None:
    desk.done("propose", "PD/2", "--by", "EU", "--replace", "two", "three")
    entry = desk.done("log", "--json").json[-1]["position"]
    desk.done("undo", str(entry), "--by", "EU")
    desk.refused("undone already", "undo", str(entry), "--by", "EU", code=2)
    told = desk.refused("is itself an undo", "undo", str(entry + 1), "--by", "EU", code=2)
    assert "Do again" in told.err
    desk.refused("There is no entry 999", "undo", "999", code=2)
    desk.refused("of a kind that is not undone", "undo", "1", code=2)


def test_closing_a_meeting_twice(desk: Desk) -> None:
    desk.done("meeting", "close")
    desk.refused("No meeting is open", "meeting", "close", code=2)
    desk.refused("No meeting is open", "meeting", "close", "First informal", code=2)
    desk.done("meeting", "open", "Day 1")
    desk.done("meeting", "open", "Day 10")
    assert "Closed Day 1;" in desk.done("meeting", "close", "day 1").out


def test_a_meeting_is_not_opened_in_another_and_a_submission_may_be_written(desk: Desk) -> None:
    desk.done("meeting", "open", "Second informal")
    assert desk.done("log", "--last", "1", "--json").json[0]["meeting"] == ""
    desk.done("meeting", "close", "Second")
    desk.done("propose", "PD/2", "--by", "EU", "--delete", "in two years", "--meeting", "none")
    assert desk.done("log", "--last", "1", "--json").json[0]["meeting"] == ""


def test_a_mistyped_command_option_or_filter_is_answered(desk: Desk) -> None:
    told = desk.refused("There is no command shw", "shw", code=2)
    assert "show" in told.err
    told = desk.refused("No such option", "propose", "PD/1", "--replce", "a", "b", code=2)
    assert "draftrace propose --help" in told.err
    told = desk.refused(
        "--delete, --strike", "propose", "PD/1", "--strike", "--delete", "health", code=2
    )
    assert "proposed" not in desk.done("log", "--kind", "nonsense").out
    assert "meeting opened" in desk.done("log", "--kind", "nonsense").err
    desk.refused("which phrase", "agreed", " ", code=2)
    desk.refused("what to look for", "corpus", "search", "", code=2)


def test_a_number_far_off_still_names_the_nearest(desk: Desk) -> None:
    assert "Nearest: 2" in desk.refused("No provision", "link", "PD/1", "WG.1:68").err


def test_the_same_link_is_confirmed_once(desk: Desk) -> None:
    desk.done("link", "PA/2(a)", "WG.1:2(a)")
    desk.refused("a confirmed source of PA/2(a) already", "link", "PA/2(a)", "WG.1:2(a)")
    desk.done("link", "PA/2(a)", "WG.1:2(a)", "--reason", "as the chair said")


def test_two_files_of_one_name_live_side_by_side(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "report.md").write_text(DRAFT, encoding="utf-8")
    desk.done("corpus", "add", str(other / "report.md"), "--symbol", "B/2")
    files = {d["symbol"]: d["file"] for d in desk.done("corpus", "list", "--json").json}
    assert files == {"WG.1": "report.md", "B/2": "B-2-report.md"}
    assert all(d["readable"] for d in desk.done("corpus", "list", "--json").json)


def test_files_lie_below_the_folder_one_works_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    desk.done("export", "--revision", "standing", "--to", "now.txt")
    assert "Equal" in desk.done("verify", "now.txt").out
    assert desk.done("read", "../report.md", "--json").json["symbol"] == "WG.1"
    desk.done("propose", "PD/2", "--by", "EU", "--delete", "in two years", "--attach", "now.txt")


def test_a_rebuilt_journal_is_told(desk: Desk) -> None:
    desk.done("meeting", "close")
    entries = len(desk.done("log", "--json").json)
    for file in (desk.folder / "sessions").glob("journal.db*"):
        file.unlink()
    assert f"{entries} entries were rebuilt" in desk.done("show").err
    assert desk.done("show").err == ""


def test_an_altered_record_says_what_to_do(desk: Desk) -> None:
    desk.done("meeting", "close")
    (record,) = (desk.folder / "sessions").glob("*.jsonl")
    record.write_bytes(record.read_bytes().replace(b"Norvia", b"Norvie"))
    for file in (desk.folder / "sessions").glob("journal.db*"):
        file.unlink()
    assert "unaltered copy" in desk.refused("was changed after", "show", code=3).err


def test_a_missing_source_is_not_an_empty_corpus(desk: Desk) -> None:
    (desk.folder / "corpus" / "report.md.reading.json").unlink()
    told = desk.done("suggest", "PA/2(a)", "--lexical")
    assert "WG.1 is missing" in told.err
    assert "empty" not in told.err
    assert told.out.count("source") == 1, "said once"


def test_support_for_a_provision_is_shown(desk: Desk) -> None:
    desk.done("support", "PA/2(a)", "--by", "NOR")
    desk.done("object", "PA/2(a)", "--by", "EU")
    assert "+ NOR  − EU objects" in desk.done("show", "PA/2(a)").out


def test_origins_keep_the_text_as_printed(desk: Desk) -> None:
    told = desk.done("origins", "PD/1").out
    assert "A·*Reaffirm* our commitment to health, as appropriate, in all regions;[^1]" in (
        " ".join(told.split())
    )


def test_help_is_whole_and_has_an_example_a_line(desk: Desk) -> None:
    assert not re.search(r"\w\.\.\.$", desk.done("--help").out, re.MULTILINE)
    told = desk.done("propose", "--help").out
    assert "\n    draftrace propose 24c --delete 'as appropriate'\n" in told


@pytest.mark.parametrize("group", ["party", "meeting", "corpus", "silence", "package"])
def test_a_group_alone_shows_its_commands_as_a_page(desk: Desk, group: str) -> None:
    told = desk.refused("Commands:", group, code=2).err
    assert f"\n    draftrace {group} " in told
    assert not re.search(r"\w\.\.\.$", told, re.MULTILINE)


def test_choices_are_told_in_one_line(desk: Desk) -> None:
    desk.refused("Choose from: bash, zsh, fish\n", "completion", code=2)


def test_a_phrase_typed_small_keeps_the_capital_of_the_text() -> None:
    assert amended("Give men a fund", [Amendment("replace", "give men", "give people")]) == (
        "Give people a fund"
    )
    assert amended("We Give", [Amendment("replace", "Give", "take")]) == "We take"


def test_a_narrow_terminal_gets_lists_for_tables(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    told = desk.done("meeting", "list").out
    assert "  name: First informal" in told
    assert max(map(len, told.splitlines())) <= 40
