"""The letter after a silence procedure: what was broken, by whom and why; what is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from draftrace.exporters.compilation import SAMPLE_NOTICE
from draftrace.exporters.dates import day_in_words
from draftrace.exporters.sheet import Block, Masthead, Run, Sheet
from draftrace.room.hushed import told
from draftrace.room.state import State
from draftrace.text.wording import escape, normalise, plain
from draftrace.views.silences import Paragraph, Round, counted

_LONGEST = 12
"""Words of a paragraph by which it is recognised."""


def silence_letter_sheet(state: State, found: Round) -> Sheet:
    """The letter as a sheet, in whatever format it is written."""
    blocks = [_paragraph(n, text) for n, text in enumerate(_sentences(found), 1)]
    blocks.append(_heading("Paragraphs on which silence was broken"))
    blocks += _broken(found) or [_paragraph(0, "None.")]
    blocks.append(_heading(_HEADINGS[found.status].format(rung=found.rung.capitalize())))
    listed = ", ".join(p.address for p in found.unbroken)
    blocks.append(_paragraph(0, f"{listed}." if listed else "None."))
    return Sheet(
        masthead=Masthead(
            symbol=state.now.symbol,
            date=(found.ended or found.opened)[:10],
            revision=state.now.revision,
            seal=found.seal,
            notice=SAMPLE_NOTICE if state.now.symbol.upper().startswith("SAMPLE") else "",
        ),
        title=f"Silence procedure on {state.now.title}",
        blocks=tuple(blocks),
    )


_HEADINGS = {
    "running": "Paragraphs on which nobody has spoken so far",
    "closed": "{rung} by silence",
    "withdrawn": "Paragraphs on which nobody had spoken",
}


def _sentences(found: Round) -> Iterator[str]:
    many = len(found.paragraphs)
    yield (
        f"On {_day(found.opened)} {counted(many)} {'were' if many > 1 else 'was'} placed under "
        f"silence until {told(found.until)}, to be {found.rung} unless a delegation spoke."
    )
    if found.status == "running":
        yield "The silence procedure has not been closed yet."
    elif found.status == "closed":
        yield f"The silence procedure was closed on {_day(found.ended)}."
    else:
        yield f"The silence procedure was called off on {_day(found.ended)}."
    parties = dict.fromkeys(s.party for p in found.broken for s in p.breaks)
    if parties:
        yield f"Silence was broken by {', '.join(parties)}."
    yield f"Seal of the text that went round: {found.seal}."


def _broken(found: Round) -> list[Block]:
    blocks = []
    for paragraph in found.broken:
        blocks.append(_paragraph(0, f"{paragraph.address}: “{_opening(paragraph)}”"))
        for spoken in paragraph.breaks:
            text = f"{spoken.party}, {told(spoken.happened)}: {spoken.text}"
            blocks.append(Block(address="", kind="item", level=2, runs=(_run(text),)))
    return blocks


def _opening(paragraph: Paragraph) -> str:
    words = plain(paragraph.wording).split()
    return " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")


def _heading(text: str) -> Block:
    return Block(address="", kind="heading", level=1, runs=(_run(text),))


def _paragraph(number: int, text: str) -> Block:
    label = str(number) if number else ""
    kind = "operative" if number else "paragraph"
    return Block(address="", kind=kind, level=1, label=label, runs=(_run(text),))  # type: ignore[arg-type]


def _run(text: str) -> Run:
    # Reasons are anybody's words: a star or bracket in them marks nothing.
    return Run(text=escape(normalise(text)))


def _day(happened: str) -> str:
    return day_in_words(happened[:10])
