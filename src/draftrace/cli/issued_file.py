"""Does a file say what an issue of the text says, word for word?

A file is read as any other is, and as one of our own: the reading in which less differs is told,
since what one of them misses (a masthead, the words of a page) is no difference in the text.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from draftrace.cli import noteless
from draftrace.cli.unread import unread
from draftrace.errors import DraftraceError
from draftrace.exporters.readback import squeezed
from draftrace.room.entities import Issued, Revision
from draftrace.room.state import State
from draftrace.text.documents import Document, Note, Provision
from draftrace.text.wording import cells, note_ids, plain, runs
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace import exporters
    from draftrace.compare.align import Alignment
    from draftrace.compare.kinship import Block
    from draftrace.exporters.beside import Beside
    from draftrace.exporters.sheet import Sheet

Difference = dict[str, Any]
"""``address``, ``change`` and ``redline``; words that nobody agreed to stand after ``+``."""

ABOVE = "above the title"
"""Where what belongs to no masthead of ours is told, wherever beside the text it stands."""
BELOW = "at the foot of the page"
_LONGEST_IN_A_LINE = 40
_OPENING = 20
"""So many lines may stand above the title."""
_LEAST_OF_A_REPORT = 3


def differences(
    workspace: Workspace, state: State, document: Document, text: Revision, file: Path
) -> list[Difference]:
    """What of the file is not the issue: titles, headings, provisions, labels, notes and the places
    of their numbers. Masthead and page furniture are no part of it."""
    from draftrace.exporters import compilation

    sheet = compilation.clean_sheet(state, text)
    beside = _beside(workspace, state, text, sheet)
    paged = file.suffix.lower() == ".pdf"
    concerned = within(document, text)
    if noteless.brings_no_notes(concerned, text.provisions, file):
        said, issued = noteless.with_figures(concerned), noteless.in_figures(text.provisions)
        found = list(_as_any(said, issued, state.now.title, beside, paged=False))
        notes = noteless.range_of_notes(text.provisions)
        return [*found, {"address": notes, "change": "dropped", "redline": []}]
    readings = _as_printed(text.provisions) if paged else [text.provisions]
    title = state.now.title
    found = min(
        (list(_as_any(concerned, each, title, beside, paged=paged)) for each in readings),
        key=_weight,
    )
    page = file.suffix.lower() == ".html"  # of which pandoc reads the main element alone
    unknown = list(_unknown_beside(file, beside)) if found or page else []
    own = _as_own(sheet, file, text) if found else []
    found = [*unknown, *found] if page else found
    beyond = list(unread(file, text.provisions, {each["address"] for each in found}))
    if own is not None and _weight([*unknown, *own]) < _weight(found):
        found = [*unknown, *own]
        beyond = [each for each in beyond if each["address"] not in {d["address"] for d in own}]
    around = _unknown_around(file, beside) if concerned is document else ()
    return [*around, *found, *beyond]


def _beside(workspace: Workspace, state: State, text: Revision, sheet: Sheet) -> Beside:
    """What our papers of this text and of the issues before it show beside it."""
    from draftrace.exporters import compilation
    from draftrace.exporters.beside import Beside
    from draftrace.exporters.furniture import furniture
    from draftrace.exporters.page_heads import template_lines
    from draftrace.exporters.writing import check_reference
    from draftrace.exporting import furnished, settled_reference

    issues = (text, *state.past.revisions)
    borne = [furnished(workspace, compilation.masthead_of(issue)) for issue in issues]
    sheets = [msgspec.structs.replace(sheet, masthead=each) for each in borne]
    bases = [compilation.as_base(issue) for issue in issues]
    sheets += [msgspec.structs.replace(sheet, against=base) for base in bases]
    reference = settled_reference(workspace)
    paper: list[str] = []
    if reference is not None and reference.is_file():
        check_reference(reference)
        paper = template_lines(reference.read_bytes())
    return Beside(list(map(furniture, sheets)), paper)


def within(document: Document, text: Revision) -> Document:
    """The instruments the text was taken from, where the file prints them inside a report, which
    has numbered paragraphs of its own."""
    parts = {issued.part for issued in text.provisions if issued.kind != "footnote"}
    embedded = {part.code for part in document.parts if part.embedded}
    own = sum(p.kind == "operative" and p.part not in embedded for p in document.provisions)
    if not parts or not parts <= embedded or own < _LEAST_OF_A_REPORT:
        return document
    provisions = tuple(p for p in document.provisions if p.part in parts)
    cited = {note for p in provisions for note in p.notes}
    notes = tuple(note for note in document.notes if note.id in cited)
    return msgspec.structs.replace(document, provisions=provisions, notes=notes, masthead=())


def notes(
    state: State, document: Document, text: Revision, file: Path, found: Sequence[Difference]
) -> Iterator[str]:
    """What a reader of the differences should know: what was not compared, that the file is of
    another issue, that a masthead is unknown."""
    around = len(document.provisions) - len(within(document, text).provisions)
    if around:
        parts = ", ".join(dict.fromkeys(i.part for i in text.provisions if i.part))
        yield f"Compared: {parts}. {around} paragraphs around are the report's own."
    if noteless.brings_no_notes(document, text.provisions, file):
        yield (
            "This plain text brings no notes, as a word processor saves it: theirs were not "
            "compared, all other words were."
        )
    other = _sealed_as(state, file) if found else ()
    if other and text.name not in other:
        told = f"draftrace verify {shlex.quote(str(file))} --against {shlex.quote(other[0])}"
        yield f"The file bears the seal of {other[0]}. To compare it with that: {told}"
    if any(each["address"] in (ABOVE, BELOW) for each in found):
        yield (
            "Lines that belong to your mastheads are told by [masthead] in .draftrace.toml, those "
            "of the paper your Word files are written on by reference."
        )


def _sealed_as(state: State, file: Path) -> list[str]:
    """The issues whose seals a file bears."""
    from draftrace.exporters.sealed import seals_in
    from draftrace.views.seals import seal_of

    borne = seals_in(file.read_bytes())
    return [revision.name for revision in state.past.revisions if seal_of(revision) in borne]


def _weight(found: Sequence[Difference]) -> tuple[int, int]:
    """At how many places and in how many letters it differs."""
    letters = sum(len(words) for each in found for op, words in each["redline"] if op != "=")
    return len({each["address"] for each in found}), letters


def _as_any(
    document: Document, issued: Sequence[Issued], title: str, beside: Beside, *, paged: bool
) -> Iterator[Difference]:
    """``paged``: the file knows no paragraphs, so where one ends is no difference."""
    from draftrace.compare.align import align

    titled = bool(issued) and issued[0].kind == "title"
    named = _shown(issued[0].wording if titled else title)
    said = [p for p in document.provisions if p.label or not beside.around(_shown(p.wording))]
    place = _place_of_title(said, named)
    above = [*map(_shown, document.masthead), *(_shown(p.wording) for p in said[:place])]
    for line in above:
        if line != named and not beside.above(line):
            yield _named(ABOVE, "", line)
    below = said[place:]
    repeated = bool(issued) and _shown(issued[0].wording) == named  # a heading says it once more
    if not repeated and below and _shown(below[0].wording) == named:
        below = below[1:]
    old = _blocks_of_issue(issued)
    rows = align(old, _blocks_of_file(below, document.notes))
    yield from _together(_told(rows, old, paged=paged))


def _told(rows: Iterable[Alignment], old: Sequence[Block], *, paged: bool) -> Iterator[Difference]:
    """The rows in which the file differs."""
    for row in rows:
        if row.change == "unchanged":
            continue
        swapped = _swapped(old, row) if len(row.old) > 1 else None
        if swapped is not None:
            yield {**swapped, "change": f"{row.change}+moved"}
        elif not (paged and (_is_break(row) or _is_cut(row))):
            places = ", ".join(row.old or row.new)
            yield {"address": places, "change": row.change, "redline": row.redline}


def _together(found: Iterable[Difference]) -> list[Difference]:
    """Of a heading that has too few words to be known again, what went and what came at its place
    are one difference."""
    told: list[Difference] = []
    gone: dict[str, int] = {}
    for each in found:
        address = each["address"]
        if each["change"] == "new" and address in gone:
            old = told[gone.pop(address)]
            words = ["".join(part for _op, part in side["redline"]) for side in (old, each)]
            told[told.index(old)] = _named(address, *words)
            continue
        if each["change"] == "dropped" and address.rpartition("/")[2].startswith("h:"):
            gone[address] = len(told)
        told.append(each)
    return told


def _is_break(row: Alignment) -> bool:
    """Whether nothing but the end of a paragraph came or went."""
    return {"split", "merged"}.issuperset(row.change.split("+")) and not any(
        words.strip() for op, words in row.redline if op != "="
    )


def _is_cut(row: Alignment) -> bool:
    """Whether nothing differs but that a word longer than a line was cut where the line ends."""
    gone, came = ("".join(part for op, part in row.redline if op == side) for side in "-+")
    word = gone.strip()
    return len(word) > _LONGEST_IN_A_LINE and word == "".join(came.split()) and " " not in word


def _swapped(issued: Sequence[Block], row: Alignment) -> Difference | None:
    """Paragraphs run together in another order than the issue's, told against its own order."""
    places = {block.address: place for place, block in enumerate(issued)}
    ordered = sorted(row.old, key=lambda address: places[address])
    if list(row.old) == ordered:
        return None
    said = " ".join(issued[places[address]].wording for address in ordered)
    found = "".join(words for op, words in row.redline if op != "-")
    return _named(", ".join(ordered), said, squeezed(found))


def _place_of_title(said: Sequence[Provision], title: str) -> int:
    """Where the text begins: with its title, the last of several, as a program may print it twice;
    without one behind the lines of a masthead."""
    opening = [_shown(p.wording) for p in takewhile(lambda p: not p.label, said[:_OPENING])]
    twice = [line for line, count in Counter(opening).items() if count > 1]
    for line in (title, *twice):
        if line in opening:
            return len(opening) - 1 - opening[::-1].index(line)
    return 0


def _blocks_of_issue(issued: Sequence[Issued]) -> list[Block]:
    from draftrace.compare.kinship import Block

    kept = [i for i in issued if i.kind != "footnote"]
    numbers = _numbers(i.wording for i in kept)
    notes = sorted(
        (i for i in issued if i.kind == "footnote"), key=lambda i: _place(numbers, i.note)
    )
    text = [Block(i.address, _spoken(_shown_label(i), i.wording, numbers)) for i in kept]
    return text + [Block(i.address, _shown(i.wording)) for i in notes]


def _blocks_of_file(said: Sequence[Provision], notes: Sequence[Note]) -> list[Block]:
    from draftrace.compare.kinship import Block

    numbers = _numbers(p.wording for p in said)
    text = [Block(p.address, _spoken(_shown_label(p), p.wording, numbers)) for p in said]
    cited = sorted(notes, key=lambda note: _place(numbers, note.id))
    return text + [Block(n.address or f"note:{n.number}", _shown(n.wording)) for n in cited]


def _as_printed(issued: Sequence[Issued]) -> Iterator[Sequence[Issued]]:
    """How a page may show the text: rows of tables with a bar between cells, or with none."""
    yield issued
    if any(each.kind == "tablerow" for each in issued):
        yield [*map(_without_cells, issued)]


def _without_cells(issued: Issued) -> Issued:
    if issued.kind != "tablerow":
        return issued
    return msgspec.structs.replace(issued, wording=" ".join(cells(issued.wording)))


def _shown_label(provision: Issued | Provision) -> str:
    """The rows of a table are counted, and no page shows that."""
    return "" if provision.kind == "tablerow" else provision.label


def _numbers(wordings: Iterable[str]) -> dict[str, str]:
    """The numbers notes have when they are counted in the order of their first citation."""
    cited = dict.fromkeys(note for wording in wordings for note in note_ids(wording))
    return {note: str(number) for number, note in enumerate(cited, 1)}


def _place(numbers: Mapping[str, str], note: str) -> int:
    return int(numbers.get(note, len(numbers) + 1))


def _spoken(label: str, wording: str, numbers: Mapping[str, str]) -> str:
    """Label and words, notes by number where they are cited."""
    words = "".join(f"[^{numbers[run.note]}]" if run.note else run.text for run in runs(wording))
    return squeezed(f"{label} {words}")


def _shown(wording: str) -> str:
    """The words, whatever their spaces, ligatures and hyphens that only guide a line's end."""
    return squeezed(plain(wording))


def _as_own(sheet: Sheet, file: Path, text: Revision) -> list[Difference] | None:
    """What differs when the file is read as one of our own exports; None when it is none."""
    from draftrace import exporters
    from draftrace.exporters.formats import FORMATS
    from draftrace.exporters.readback import placed_lines

    if file.suffix.lower() not in FORMATS:
        return None
    known = _addresses_of_notes(text)
    lines = [(known.get(place, place), line) for place, line in placed_lines(sheet, "clean")]
    try:
        unlike = [wrong for wrong in exporters.prove(sheet, file) if wrong.side == "clean"]
        if file.suffix.lower() == ".pdf":
            # Beside words taken out, notes have other numbers than those of the text.
            return _by_letters(lines, file, cited=bool(unlike) or not _is_marked(file))
    except DraftraceError:
        return None
    return [_named(_place_of(lines, wrong), wrong.expected, wrong.found) for wrong in unlike]


def _unknown_around(file: Path, beside: Beside) -> Iterator[Difference]:
    """Words at the head and foot of the pages of a Word or ODT file that are not our papers'."""
    from draftrace.exporters.page_heads import foot_lines, head_lines

    content, suffix = file.read_bytes(), file.suffix.lower()
    for place, lines in ((ABOVE, head_lines), (BELOW, foot_lines)):
        for words in map(beside.unknown, lines(content, suffix)):
            if words:
                yield _named(place, "", words)


def _unknown_beside(file: Path, beside: Beside) -> Iterator[Difference]:
    """Words that a file of ours shows beside the text and our papers of these issues do not: a
    proof passes over them. The remarks of a marked text are its own."""
    from draftrace import exporters

    content, suffix = file.read_bytes(), file.suffix.lower()
    shown = exporters.shown_beside(content, suffix)
    marked = bool(shown) and exporters.bears_changes(content, suffix)
    if marked and suffix == ".pdf":
        return
    for each in shown:
        words = "" if marked and each.remark else beside.unknown(each.words)
        if words:
            yield _named(ABOVE, "", words)


def _addresses_of_notes(text: Revision) -> dict[str, str]:
    """The address of each note by the one its number in the file gives it."""
    numbers = _numbers(i.wording for i in text.provisions if i.kind != "footnote")
    return {
        f"note:{numbers[i.note]}": i.address
        for i in text.provisions
        if i.kind == "footnote" and i.note in numbers
    }


def _place_of(lines: Sequence[tuple[str, str]], wrong: exporters.Difference) -> str:
    """The address of the line, or of the one after which a new line comes."""
    if wrong.expected:
        return lines[wrong.line - 1][0]
    return f"after {lines[min(wrong.line - 1, len(lines)) - 1][0]}" if wrong.line > 1 else ABOVE


def _is_marked(file: Path) -> bool:
    from draftrace import exporters

    return exporters.bears_changes(file.read_bytes(), file.suffix.lower())


def _by_letters(
    lines: list[tuple[str, str]], file: Path, *, cited: bool
) -> list[Difference] | None:
    """The letters of the pages, the spaces between them and, where notes are ``cited``, their
    numbers, held against the text's."""
    from draftrace.exporters.pdf import citations_in, citing, letters_only, spaced_letters
    from draftrace.exporters.placing import placed

    told = [(address, citing(line, cited=cited)) for address, line in lines]
    letters = spaced_letters(file.read_bytes(), cited=cited)
    found = placed(told, letters, lambda line: letters_only([line])[0])
    if found is None:
        return None
    return [_named(at, citations_in(old), citations_in(new)) for at, old, new in found]


def _named(address: str, expected: str, said: str) -> Difference:
    from draftrace.compare.words import difference

    return {
        "address": address,
        "change": "reworded" if expected and said else "dropped" if expected else "new",
        "redline": difference(expected, said),
    }
