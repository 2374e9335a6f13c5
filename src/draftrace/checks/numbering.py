"""Are paragraphs, items and headings numbered without gap, and every heading labelled?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages
from draftrace.text import labels
from draftrace.text.labels import Label
from draftrace.text.lexicon import lists
from draftrace.text.structure.series import gap
from draftrace.text.wording import normalise


def paragraphs(pages: Pages) -> Iterator[Hit]:
    """Numbered paragraphs of one part that miss a number, repeat one or go back."""
    by_part: dict[str, list[Page]] = {}
    for page in pages.body:
        if page.kind == "operative":
            by_part.setdefault(page.part, []).append(page)
    for numbered in by_part.values():
        yield from _faults(numbered)


def items(pages: Pages) -> Iterator[Hit]:
    """Items of one list that miss a letter, repeat one or go back."""
    for _, listed in pages.lists:
        yield from _faults(listed)


def lone_items(pages: Pages) -> Iterator[Hit]:
    """A list of one item: there is no (a) without (b)."""
    for chapeau, listed in pages.lists:
        if len(listed) == 1 and chapeau is not None and len(labels.readings(listed[0].label)):
            page = listed[0]
            yield Hit(
                page,
                0,
                0,
                f"{page.label} is the only item of its list",
                "run it into its chapeau, or add the item that is missing",
            )


def headings(pages: Pages) -> Iterator[Hit]:
    """Headings of one level that miss a label, repeat one or go back. A level may go on counting
    under the next higher heading (part I: A; part II: B, C).
    """
    for found in _headings_by_part(pages):
        before: dict[int, Label] = {}
        own: set[int] = set()
        for page in found:
            readings = labels.readings(page.label)
            if not readings:
                continue
            level, last = page.level, before.get(page.level)
            label = next((x for x in readings if last and labels.follows(x, last)), None)
            if label is None:
                label = next((x for x in readings if x.value == 1), readings[0])
                odd = _odd(label, last) if label.value != 1 or level in own else ""
                if odd:
                    yield Hit(page, 0, 0, f"heading: {odd}", "number the headings consecutively")
            own = {other for other in own if other < level} | {level}
            before[level] = label


def unlabelled(pages: Pages) -> Iterator[Hit]:
    """A heading without label after labelled ones of its level, with a labelled heading next to or
    below it; annexes, summaries and the like need none.
    """
    customary = lists.words("unnumbered_headings.txt")
    for found in _headings_by_part(pages):
        labelled: dict[int, Page] = {}
        for page, below in zip_longest(found, found[1:]):
            labelled = {level: other for level, other in labelled.items() if level <= page.level}
            if page.label:
                labelled[page.level] = page
                continue
            after = labelled.get(page.level)
            first = page.words[0].text.lower() if page.words else ""
            shown = below is not None and bool(below.label) and below.level >= page.level
            if after is not None and first not in customary and shown:
                yield Hit(
                    page,
                    0,
                    len(page.text),
                    f"the heading has no label, though {after.printed} before it has one",
                    f"give it the label that follows {after.printed.rstrip('.')}",
                )


def repeated_headings(pages: Pages) -> Iterator[Hit]:
    """Two headings with the same label and words, one right after the other."""
    found = _headings(pages)
    for before, page in pairwise(found):
        same = normalise(before.text).casefold() == normalise(page.text).casefold()
        if same and before.label == page.label and page.text and page.label:
            yield Hit(
                page,
                0,
                len(page.text),
                f"the heading {page.printed} repeats {before.address} word for word",
                "give the heading once, or the title of the instrument without a label",
            )


def list_marks(pages: Pages) -> Iterator[Hit]:
    """Items of one list marked in two ways: some with a dash before their label."""
    mixed = []
    for _, listed in pages.lists:
        dashed = [page for page in listed if page.printed[:1] in ("-", "–", "•")]
        if dashed and len(dashed) < len(listed):
            mixed.append(Hit(dashed[0], 0, 0, "", ""))
    first = grouped(mixed)
    if first is not None:
        page = first.page
        yield Hit(
            page,
            0,
            0,
            f"from “{page.printed}” on, items have a dash before their label; those before not",
            f"“{page.label}” without a dash, as in the items before",
            first.also,
        )


def _faults(numbered: Iterable[Page]) -> Iterator[Hit]:
    previous: Label | None = None
    for page in numbered:
        found = labels.readings(page.label)
        if not found:
            continue
        label = _expected(found, previous)
        odd = "" if previous and labels.follows(label, previous) else gap(label, previous)
        if odd and not (previous and labels.base(label) == labels.base(previous)):
            yield Hit(page, 0, 0, odd, "number consecutively, or restore what is missing")
        elif odd and label == previous:
            yield Hit(page, 0, 0, odd, "number consecutively")
        previous = label


def _expected(found: tuple[Label, ...], previous: Label | None) -> Label:
    if previous is None:
        return next((x for x in found if x.value == 1), found[0])
    following = next((x for x in found if labels.follows(x, previous)), None)
    alike = next((x for x in found if (x.style, x.form) == (previous.style, previous.form)), None)
    return following or alike or found[0]


def _odd(label: Label, last: Label | None) -> str:
    alike = last is not None and (last.style, last.form) == (label.style, label.form)
    return gap(label, last if alike else None)


def _headings_by_part(pages: Pages) -> list[list[Page]]:
    found = ([p for p in part if p.kind == "heading"] for part in pages.parts.values())
    return [headings for headings in found if headings]


def _headings(pages: Pages) -> list[Page]:
    return [page for page in pages.body if page.kind == "heading"]


RULES = (
    Rule(
        "paragraph-number",
        "A paragraph number missing, twice or going back",
        "People cite by number; a gap makes them look for a paragraph that was never there.",
        "error",
        paragraphs,
    ),
    Rule(
        "item-letter",
        "An item's letter or number missing, twice or going back",
        "A gap in a list looks like a lost item.",
        "error",
        items,
    ),
    Rule(
        "lone-item",
        "A list of one item",
        "There is no (a) without (b): an item was lost, or none is needed.",
        "warning",
        lone_items,
    ),
    Rule(
        "heading-number",
        "A heading's label missing in its series, twice or going back",
        "The outline is how readers find their way.",
        "error",
        headings,
    ),
    Rule(
        "heading-unlabelled",
        "A heading without label among labelled ones",
        "What stands below it cannot be cited by section.",
        "error",
        unlabelled,
    ),
    Rule(
        "heading-twice",
        "A heading repeated word for word",
        "One of the two is a leftover of an earlier lay-out.",
        "warning",
        repeated_headings,
    ),
    Rule(
        "list-mark",
        "Items of one list marked in two ways",
        "The style of a list is set once.",
        "warning",
        list_marks,
    ),
)
