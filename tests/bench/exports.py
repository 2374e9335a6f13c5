"""How long issuing takes, as ratios to pandoc's and typst's own time for the same text.

Usage: PYTHONPATH=src:tests python tests/bench/exports.py [CHANGES | --memory FORMAT]

The text is made up, of the size of the Political Declaration and Plan of Action of 2009: 640
paragraphs, 360 notes. The peer for Word is pandoc writing the same document without marks; for
PDF typst compiling the same source. Memory is that of a process of its own which writes and proves
one marked file, pandoc's beside it. The marked text tells its history, as one that is worked on
does by default: with every change also words that came in and went again, by two parties or one,
on which text each act was made and of every sixth, as in the generated negotiation, what its
sponsor said; the same without is told beside. What counts is processor time, that of pandoc
included; rounds alternate and the best of each counts, since noise only slows.
Exits with 1 when a ratio is missed.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence

import typst

from draftrace.exporters import Block, Comment, Masthead, NoteBlock, Run, Sheet, program, tree
from draftrace.exporters.compose import compose
from draftrace.exporters.dialect import Dialect
from draftrace.exporters.formats import FORMATS, REFERENCE
from draftrace.exporters.pdf import typst_source
from draftrace.exporters.sheet import Said, Turn, clean
from draftrace.exporters.tree import Node
from draftrace.exporters.word import STYLES
from draftrace.exporters.writing import _differences
from draftrace.exporting import WORKED_ON

ROUNDS = 5
DAY, LATER = "2008-11-03T10:12:00Z", "2009-02-03T10:12:00Z"
WORDS = (
    *("harbour", "lamps", "States", "wardens", "should", "paint", "keep", "report", "promote"),
    *("posts", "berths", "and", "to", "of", "the", "in", "by", "effective", "regional", "safety"),
)


def sheet(changes: int, *, history: bool = True, seed: int = 1) -> Sheet:
    """Paragraphs of 38 words with the changes spread over them, a note in every other one."""
    chance = random.Random(seed)
    per_block = changes / 640

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    blocks = []
    turns: list[Turn] = []
    said: list[Said] = []
    for place in range(640):
        runs = [Run(text=f"*Decides* {words(30)}" + (f"[^n{place}]" if place < 360 else ""))]
        for _ in range(int(per_block) + (chance.random() < per_block % 1)):
            party = f"Party {chance.randrange(20)}"
            reason = (Comment(author=party, date=DAY, text=words(8)),)
            runs += [
                Run(text=f" {words(2)}", op="-", author=party, date=DAY),
                Run(text=f" {words(3)}", op="+", author=party, date=DAY, comments=reason),
                *([_passed(words(3), party, len(turns))] if history else []),
                Run(text=f" {words(3)}"),
            ]
            turns += [Turn(party, DAY, len(turns), len(turns) + 1)] if history else []
            if history and len(turns) % 6 == 0:
                said.append(Said(party, DAY, words(25), (f"{len(turns):016x}",)))
        blocks.append(
            Block(address=str(place), kind="operative", label=str(place), runs=tuple(runs))
        )
    notes = tuple(NoteBlock(id=f"n{n}", runs=(Run(text=words(9)),)) for n in range(360))
    masthead = Masthead(symbol="HARB/L.1", date="2009-03-12", revision="Rev.1", seal="ab" * 32)
    return Sheet(
        masthead=masthead,
        title="Harbours",
        blocks=tuple(blocks),
        notes=notes,
        against="tabled",
        turns=tuple(turns),
        said=tuple(said),
    )


def _passed(words: str, party: str, number: int) -> Run:
    """What one party brought in and ``party`` took out again, each fourth its own."""
    first = party if number % 4 == 0 else f"Party {number % 20}"
    return Run(text=f" {words}", op="±", author=first, date=DAY, taker=party, taken=LATER)


class Unmarked(Dialect):
    """Our Word styles, and words as pandoc has them: what anybody would give it."""

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        return [tree.division([tree.paragraph(inlines)], style=STYLES[block.kind])]


def best(*jobs: Callable[[], object]) -> list[float]:
    """Processor seconds of each job and its children, the best of alternating rounds."""
    times = [[0.0] * ROUNDS for _job in jobs]
    for number in range(ROUNDS):
        for position, job in enumerate(jobs):
            start = _spent()
            job()
            times[position][number] = _spent() - start
    return [min(each) for each in times]


def _spent() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


def memory(suffix: str) -> int:
    """Write and prove one marked file, and say how much memory that took."""
    form, marked = FORMATS[suffix], sheet(2000, history=suffix in WORKED_ON)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert not _differences(marked, form.written(marked), form, suffix)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pandoc = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory for {suffix}: {peak:.0f} MB ({before:.0f} before), {pandoc:.0f} MB in pandoc")
    return 0


def _memories() -> None:
    """First of all: a child's peak starts from its parent's."""
    for suffix in FORMATS:
        if FORMATS[suffix].marks:
            command = [sys.executable, __file__, "--memory", suffix]
            print(
                subprocess.run(command, capture_output=True, text=True, check=True).stdout, end=""
            )


def main() -> int:
    if sys.argv[1:2] == ["--memory"]:
        return memory(sys.argv[2])
    _memories()
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    marked, outcome = sheet(changes), sheet(changes, history=False)
    word, pdf = FORMATS[".docx"], FORMATS[".pdf"]
    plain = tree.document(compose(clean(marked), Unmarked()))
    arguments = ["-f", "json", "-t", "docx", "--reference-doc", str(REFERENCE), "-o", "-"]

    def proved() -> None:
        assert not _differences(marked, word.written(marked), word, ".docx")

    peer, written, whole, without = best(
        lambda: program.run(arguments, plain),
        lambda: word.written(marked),
        proved,
        lambda: word.written(outcome),
    )
    source = typst_source(clean(marked))
    alone, ours = best(
        lambda: typst.compile(source, format="pdf", ignore_system_fonts=True),
        lambda: pdf.written(clean(marked)),
    )
    figures = [
        ("marked docx / pandoc without marks", written / peer, 1.5),
        ("marked docx proved / pandoc without marks", whole / peer, 4.0),
        ("PDF / typst alone", ours / alone, 1.3),
    ]
    print(f"marked docx without its history / pandoc without marks: {without / peer:.2f}")
    print(f"{changes} changes; pandoc alone {peer:.2f} s, typst alone {alone:.2f} s")
    for name, ratio, limit in figures:
        print(f"{name}: {ratio:.2f} (at most {limit})")
    return int(any(ratio > limit for _name, ratio, limit in figures))


if __name__ == "__main__":
    sys.exit(main())
