"""Things in a Word file that are more than words: what of them is read, and what is named."""

from __future__ import annotations

from pathlib import Path

from draftrace.intake.tracked.by_hand import STRUCK
from received_kit import NOTES, printed_text, receive, told
from room_kit import Room
from word_kit import docx, gone, ins, p, run, saved


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


def test_what_somebody_struck_out_by_hand_is_named(tmp_path: Path) -> None:
    room = Room(level="")
    struck, plain = "<w:strike/>", '<w:strike w:val="0"/>'
    three = p(
        run("3.\tDecide to "),
        run("re", struck) + run("view", f"{struck}<w:b/>"),
        run(" progress "),
        gone("", inner=run("every ", struck)),
        run("two", "<w:dstrike/>"),
        run(" years.", plain),
    )
    notes = {2: run("As defined in the ") + run("earlier", struck) + run(" declaration.")}
    path = saved(tmp_path, docx(printed_text(room.state, {"3": three}), notes))
    account = receive(room, path)
    assert told(account) == [("EU", "wording", "3", "Decide to review progress two years.")]
    assert [(x.what, x.where, x.text) for x in account.left] == [
        (STRUCK, "3", "review … two"),
        (f"{STRUCK}, in a footnote", "2(c)", "earlier"),
    ]
