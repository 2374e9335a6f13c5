"""The README's ten minutes, as printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cli.kit import Desk

README = Path(__file__).parents[2] / "README.md"


def _printed(heading: str) -> list[list[str]]:
    text = README.read_text(encoding="utf-8").split(f"## {heading}", 1)[1]
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block
    return [words for line in block[1].splitlines() if (words := shlex.split(line, comments=True))]


def test_every_command_of_the_readme_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAFTRACE_PARTY", raising=False)
    folder, told = tmp_path, {}
    commands = _printed("Ten minutes")
    assert commands.pop() == ["draftrace"], "the last one opens the room"
    assert len(commands) > 20
    for program, *arguments in [*commands, *_printed("A long day")]:
        if program == "cd":
            folder = folder / arguments[0]
            continue
        # By words alone: the model is tried in its own tests.
        quick = ["--lexical"] if arguments[0] in ("suggest", "coverage") else []
        monkeypatch.chdir(folder)
        told[" ".join(arguments)] = told[arguments[0]] = Desk(folder).done(*arguments, *quick).out
    assert "agreed in informals" in told["agree 4a --by CHAIR --ad-referendum --pending NOR"]
    assert "16(d)" in told["suggest"]
    assert "Equal: rev1.docx says what Rev.1 says" in told["verify"]
    assert "reason of EU: a plan, not a wish" in told["trace PA/4(a)"]
    assert "replaced: “half”" in told["trace PD/7 --why thirds"]
    assert "force: weakens the verb" in told["propose PD/18 --by NOR --replace Call upon Encourage"]
