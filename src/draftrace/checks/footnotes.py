"""Are footnotes cited, numbered in order, and alike where they cite the same?"""

from __future__ import annotations

from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages

_LONG, _LONGEST = 12, 80
_NUMBERS = 3


def nearly_alike(pages: Pages) -> Iterator[Hit]:
    """Two long footnotes that differ in one word or number."""
    gaps: dict[tuple[str, ...], Page] = {}
    for note in pages.notes:
        words = tuple(word.text for word in note.words)
        if not _LONG <= len(words) <= _LONGEST:
            continue
        for at in range(len(words)):
            gap = (*words[:at], "", *words[at + 1 :])
            other = gaps.setdefault(gap, note)
            if other is not note and other.words[at].text != words[at] and _slip(words, at):
                yield _differing(note, other, at)
                break


def _slip(words: tuple[str, ...], at: int) -> bool:
    """Whether the one difference may be a slip: a number among several that agree, or a word."""
    figures = sum(word[0].isdigit() for word in words) - words[at][0].isdigit()
    return figures >= _NUMBERS or not words[at][0].isdigit()


def _differing(note: Page, other: Page, at: int) -> Hit:
    here, there = note.words[at], other.words[at]
    return Hit(
        note,
        here.start,
        here.end - here.start,
        f"the note is that of {other.address} but for “{here.text}”, there “{there.text}”",
        "one and the same note, if no difference is meant",
    )


def citations(pages: Pages) -> Iterator[Hit]:
    """Notes that nothing cites, marks without a note."""
    known = {note.id for note in pages.document.notes}
    cited = {id_ for page in pages for _, id_ in page.note_places}
    cited |= {id_ for line in pages.document.furniture for id_ in known if f"[^{id_}]" in line.text}
    for note, page in zip(pages.document.notes, pages.notes, strict=True):
        if note.id not in cited:
            yield Hit(page, 0, 0, f"note {note.number} is cited nowhere", "a mark, or no note")
    for page in pages:
        for at, id_ in page.note_places:
            if id_ not in known:
                yield Hit(page, at, 0, f"note {id_} is cited and not there", "the note, or no mark")


def order(pages: Pages) -> Iterator[Hit]:
    """Numbered notes that are not cited in the order of their numbers; numbering may begin afresh
    on each page, and then nothing can be said."""
    numbers = {n.id: int(n.number) for n in pages.document.notes if n.number.isdecimal()}
    if len(set(numbers.values())) < len(numbers):
        return
    last = 0
    seen: set[str] = set()
    for page in pages.body:
        for at, id_ in page.note_places:
            number = numbers.get(id_, 0)
            if id_ not in seen and 0 < number < last:
                what = f"note {number} is first cited after note {last}"
                yield Hit(page, at, 0, what, "notes numbered in the order in which they are cited")
            seen.add(id_)
            last = max(last, number)


def ibidem(pages: Pages) -> Iterator[Hit]:
    """``Ibid.`` with no note before it to refer to."""
    for number, note in enumerate(pages.notes):
        if note.text.lower().startswith("ibid") and number == 0:
            yield Hit(note, 0, 5, "“Ibid.” stands in the first note", "the source in full")


RULES = (
    Rule(
        "note-alike",
        "Two long footnotes that differ in one word or number",
        "One of the two is a slip, most likely.",
        "warning",
        nearly_alike,
    ),
    Rule(
        "note-cited",
        "A note nothing cites, or a mark without a note",
        "The evidence is lost either way.",
        "error",
        citations,
    ),
    Rule(
        "note-order",
        "Notes not cited in the order of their numbers",
        "A moved sentence has taken its note along.",
        "warning",
        order,
    ),
    Rule(
        "ibid",
        "An ibid. with nothing to refer to",
        "The source was in a note that is gone.",
        "error",
        ibidem,
    ),
)
