"""What a person who waits is told, and when it is taken away."""

from __future__ import annotations

import pytest

from draftrace.cli.waiting import Waiting


def test_only_who_has_waited_a_while_is_told_and_it_is_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    times = iter([0.0, 0.3, 0.5])
    waiting = Waiting(times.__next__)
    waiting.tell("reading the record")
    waiting.tell("")
    assert capsys.readouterr().err == ""
    waiting.tell("reading the record")
    assert capsys.readouterr().err == "\rreading the record, Ctrl-C stops"
    waiting.tell("")
    waiting.tell("")
    assert capsys.readouterr().err == "\r", "once"
