"""Whatever the wording, changes and notes: what is written reads back as both sides."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftrace.exporters import Block, Comment, Masthead, NoteBlock, Run, Sheet, write
from draftrace.exporters.markup import pieces, words_of
from draftrace.exporters.sheet import side_wording
from draftrace.exporters.writing import As
from draftrace.text.wording import normalise

DAY = "2008-11-03T10:12:00Z"
NOTES = ("a", "b", "c")
atoms = st.sampled_from(
    [
        *(
            "word",
            "[",
            "]",
            "shall",
            ",",
            "*soft*",
            " *",
            "* ",
            r"\*",
            r"\[^",
            "\\\\",
            "[^a]",
            "[^b]",
        ),
        *("[^c]", "[^unknown]", " ", "  ", "\u00a0", "\t", "<b>", "&amp;", "{+", "-}", "1.", "# x"),
        *("$x$", "http://a.b", "_u_", "~~s~~", "`c`", "“q”", "'s", "...", "--", "\\", "@x", "\x01"),
    ]
)
texts = st.lists(atoms, max_size=5).map(" ".join)
remarks = st.lists(
    st.builds(
        Comment, author=st.sampled_from(["EU", "Côte d'Ivoire <x>"]), date=st.just(DAY), text=texts
    ),
    max_size=1,
).map(tuple)


@st.composite
def runs(draw: st.DrawFn, *, changed: bool = True) -> tuple[Run, ...]:
    ops = draw(st.lists(st.sampled_from("=+-" if changed else "="), max_size=4))
    return tuple(
        Run(
            text=draw(texts),
            op=op,  # type: ignore[arg-type]
            author=draw(st.sampled_from(["Norway", "EU & co"])) if op != "=" else "",
            date=DAY if op != "=" else "",
            comments=draw(remarks),
        )
        for op in ops
    )


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    label = draw(st.sampled_from(["", "7 ter", "(c)", "II", "12"]))
    return Block(
        address=draw(st.sampled_from(["1", "PA/2 (a)", "h:I"])),
        kind=draw(
            st.sampled_from(
                ["title", "heading", "preambular", "operative", "item", "subitem", "paragraph"]
            )
        ),
        level=draw(st.integers(1, 3)),
        label=label,
        old_label=draw(st.sampled_from([None, "", "11", "(b)"])),
        change=draw(st.sampled_from(["", "", "inserted", "deleted"])),
        author=draw(st.sampled_from(["", "Peru"])),
        runs=draw(runs()),
        comments=draw(remarks),
    )


sheets = st.builds(
    Sheet,
    masthead=st.just(Masthead(symbol="X/1", date="2009-03-12", language="English")),
    title=texts,
    blocks=st.lists(blocks(), max_size=5).map(tuple),
    notes=st.tuples(*(st.builds(partial(NoteBlock, id=name), runs=runs()) for name in NOTES)),
    against=st.just("tabled"),
)
modest = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".odt", ".pdf"])
@modest
@given(sheet=sheets)
def test_a_marked_file_reads_back_as_both_sides(tmp_path: Path, suffix: str, sheet: Sheet) -> None:
    written = write(sheet, tmp_path / f"marked{suffix}", as_="marked", force=True)
    assert written.bytes > 0
    assert [each.name for each in tmp_path.iterdir()] == [f"marked{suffix}"]


@given(runs=runs())
def test_pieces_hold_every_word_of_each_side(runs: tuple[Run, ...]) -> None:
    cut = pieces(runs)
    for side, gone in (("clean", "-"), ("base", "+")):
        told = "".join(piece.text for piece in cut if piece.op != gone)
        assert told == words_of(side_wording(runs, side))  # type: ignore[arg-type]


cells = st.lists(st.one_of(texts, st.sampled_from(["", r"\|", "5"])), min_size=1, max_size=3)
tables = st.lists(
    st.builds(
        Block,
        address=st.just("t1.r1"),
        kind=st.just("tablerow"),
        label=st.sampled_from(["", "", "0"]),
        runs=st.one_of(cells.map(lambda told: (Run(text=normalise(" | ".join(told))),)), runs()),
    ),
    max_size=5,
).map(tuple)


@pytest.mark.parametrize(
    ("suffix", "as_"),
    [
        *((suffix, "clean") for suffix in (".docx", ".html", ".odt", ".pdf", ".md", ".txt")),
        *((suffix, "marked") for suffix in (".docx", ".html", ".odt", ".pdf")),
    ],
)
@settings(modest, max_examples=12)
@given(sheet=sheets, rows=tables)
def test_tables_read_back(
    tmp_path: Path, suffix: str, as_: As, sheet: Sheet, rows: tuple[Block, ...]
) -> None:
    sheet = msgspec.structs.replace(sheet, blocks=(*rows, *sheet.blocks[:2], *rows[:1]))
    written = write(sheet, tmp_path / f"tables{suffix}", as_=as_, force=True)
    assert written.bytes > 0


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@modest
@given(sheet=sheets)
def test_a_clean_text_reads_back(tmp_path: Path, suffix: str, sheet: Sheet) -> None:
    written = write(sheet, tmp_path / f"clean{suffix}", force=True)
    assert written.bytes == written.path.stat().st_size
