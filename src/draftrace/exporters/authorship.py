"""Whether a Word file names the sponsors, dates and reasons of its sheet, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from draftrace.exporters.markup import printable, words_of
from draftrace.exporters.readback import Difference, squeezed
from draftrace.exporters.sheet import Block, Comment, Run, Sheet, counted_runs
from draftrace.exporters.word_reading import Signature, signatures


def misattributed(sheet: Sheet, content: bytes) -> list[Difference]:
    """Sponsors and reasons the file should name and does not, or names and should not."""
    marks = Counter(signed for block in sheet.blocks for signed in _marks(block))
    told = signatures(content)
    found_marks = Counter(told.marks)
    required, known = _signed(sheet)
    strange = {
        signed for signed in told.changes - known - set(marks) if signed[1:] != sheet.editing
    }
    missing = [*sorted(required - told.changes), *sorted((marks - found_marks).elements())]
    surplus = [*sorted(strange), *sorted((found_marks - marks).elements())]
    said, sayable = _remarks(sheet)
    remarked = set(told.comments)
    return [
        *(_named(expected=signed) for signed in (*missing, *sorted(said - remarked))),
        *(_named(found=signed) for signed in (*surplus, *sorted(remarked - sayable))),
    ]


def _marks(block: Block) -> list[Signature]:
    """What the end of a block's paragraph is signed with."""
    if block.end is not None:
        return [_signature(block.end)]
    came = ("+", printable(block.author), block.date)
    went = ("-", printable(block.taker or block.author), block.taken or block.date)
    signed = {"": [], "inserted": [came], "deleted": [went], "passed": [came, went]}
    return signed[block.change]


def _signed(sheet: Sheet) -> tuple[set[Signature], set[Signature]]:
    """The changes that must be in the file, and those that may."""
    told_in = [(block, run) for block in sheet.blocks for run in counted_runs(block)]
    runs = [run for _block, run in told_in]
    noted = [run for note in sheet.notes for run in note.runs]
    shown = [run for block, run in told_in if run.op != "=" and _says(run, block)]
    required = {signed for run in shown for signed in _signatures(run)}
    relabelled = {
        (op, printable(block.author), block.date)
        for block in sheet.blocks
        if block.old_label is not None
        for op in "+-"
    }
    told = {signed for run in (*runs, *noted) for signed in _signatures(run)}
    return required, told | relabelled


def _says(run: Run, block: Block) -> bool:
    """Whether there are words in a run; in a row bars are none, which part its cells."""
    words = words_of(run.text).strip()
    return bool(words.strip("| ") if block.kind == "tablerow" else words)


def _remarks(sheet: Sheet) -> tuple[set[Signature], set[Signature]]:
    """The comments that must be in the file, and those that may: a note need not be cited."""
    blocks = [
        *(remark for block in sheet.blocks for remark in block.comments),
        *_within(run for block in sheet.blocks for run in counted_runs(block)),
    ]
    notes = [
        *(remark for note in sheet.notes for remark in note.comments),
        *_within(run for note in sheet.notes for run in note.runs),
    ]
    required = set(map(_remark, blocks))
    return required, required | set(map(_remark, notes))


def _within(runs: Iterable[Run]) -> list[Comment]:
    return [remark for run in runs for remark in run.comments]


def _remark(comment: Comment) -> Signature:
    return printable(comment.author), comment.date, squeezed(printable(comment.text))


def _signatures(run: Run) -> list[Signature]:
    """What a run's changes are signed with: of words that came and went, both, or nothing where
    one party did both."""
    if run.op != "±":
        return [_signature(run)]
    if run.author == run.taker:
        return []
    came = ("+", printable(run.author), run.date)
    return [came, ("-", printable(run.taker), run.taken)]


def _signature(run: Run) -> Signature:
    return run.op, printable(run.author), run.date


def _named(*, expected: Signature = ("", "", ""), found: Signature = ("", "", "")) -> Difference:
    return Difference(
        side="authors", line=0, expected=" ".join(expected).strip(), found=" ".join(found).strip()
    )
