"""Things in a Word file that are more than words: what of them is read, and what is named."""

from __future__ import annotations

from pathlib import Path

from received_kit import NOTES, printed_text, receive, told
from room_kit import Room
from word_kit import docx, ins, p, run, saved


def ruby(base: str, above: str) -> str:
    told = f"<w:rubyPr/><w:rt>{run(above)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase>"
    return f"<w:r><w:ruby>{told}</w:ruby></w:r>"


def test_the_words_under_ruby_are_read_and_the_ruby_named(tmp_path: Path) -> None:
    room = Room(level="")
    came = ins("", inner=ruby("all ", "al"))
    three = p(
        run("3.\t"),
        ruby("Decide", "de"),
        run(" to review "),
        came,
        run("progress every two years."),
    )
    path = saved(tmp_path, docx(printed_text(room.state, {"3": three}), NOTES))
    account = receive(room, path)
    assert told(account) == [
        ("EU", "wording", "3", "Decide to review all progress every two years.")
    ]
    assert [(x.what, x.where, x.author, x.text) for x in account.left] == [
        ("ruby text", "3", "", "de"),
        ("ruby text, brought in", "3", "EU", "al"),
    ]
