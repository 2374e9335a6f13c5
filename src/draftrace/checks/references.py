"""Does every reference within the text lead to what it names, where it says it stands?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages
from draftrace.text import labels
from draftrace.text.documents import Furniture

_HERE = r"above|below|of the present|of this|hereof|supra|infra"
_PARAGRAPH = re.compile(
    rf"\b[Pp]ara(?:graph|\.)?s? (?P<first>\d{{1,4}})(?P<items>(?: ?\([a-z]{{1,4}}\)){{0,2}})"
    rf"(?: ?(?:to|-|–|and) (?P<last>\d{{1,4}}))?,? ?(?P<where>{_HERE})?"
)
_ITEM = re.compile(r"\b[Ss]ub-?paragraph (?P<item>\([a-z]{1,4}\)),? (?P<where>above|below)")
_ANNEX = re.compile(r"\bannex(?: [IVX]+)? to (?:the present|this) ")
_ELSEWHERE = re.compile(
    r"\bof (?!the present\b|this\b)|\bthereof\b|\bto (?:the|its) (?:report|resolution)|, of "
)
_OUTSIDE = re.compile(
    r"(?:resolution|decision|Convention|Protocol|Declaration|report|ibid)[^.;]{0,60}$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^(?P<label>[IVXLC]+\.|[A-Z]\.|\d+\.)?\s*(?P<text>.*?)[. …]*(?:\s\d+)?$")
_LONGEST = 400
_RANGE = re.compile(r"^(\d+)(?:[-–](\d+))?$")


def paragraphs(pages: Pages) -> Iterator[Hit]:
    """A reference to a paragraph of this text that does not exist, or stands on the other side."""
    places = _places(pages)
    numbered = {page.part for page in pages.body if page.kind == "operative"}
    for here, page in enumerate(pages):
        if page.part not in numbered:
            continue
        for found in _PARAGRAPH.finditer(page.text):
            if _external(page.text, found):
                continue
            for end in filter(None, (found["first"], found["last"])):
                label = end + (found["items"].replace(" ", "") if end == found["first"] else "")
                by_part = places.get(label, {})
                own = [by_part[page.part]] if page.part in by_part else list(by_part.values())
                yield from _resolved(page, found, own, here)


def _places(pages: Pages) -> dict[str, dict[str, int]]:
    """Where each label path stands, by part."""
    places: dict[str, dict[str, int]] = {}
    for number, page in enumerate(pages):
        own = page.address.removeprefix(f"{page.part}/") if page.part else page.address
        places.setdefault(own, {})[page.part] = number
    return places


def _external(text: str, found: re.Match[str]) -> bool:
    """Whether the reference is to another text: "of resolution 1", or a resolution before it."""
    if found["where"]:
        return False
    after = text[found.end() : found.end() + 60].lstrip(" ,")
    before = text[max(0, found.start() - 80) : found.start()]
    return _ELSEWHERE.match(after) is not None or _OUTSIDE.search(before) is not None


def _resolved(page: Page, found: re.Match[str], places: list[int], here: int) -> Iterator[Hit]:
    shown = found[0].strip(" ,")
    if not places:
        what = f"“{shown}” leads nowhere: there is no such paragraph"
        yield Hit(page, found.start(), len(shown), what, "the number the paragraph has now")
    elif found["where"] in ("above", "supra") and all(place > here for place in places):
        what = f"“{shown}” stands below"
        yield Hit(page, found.start(), len(shown), what, "“below”, or the number it has now")
    elif found["where"] in ("below", "infra") and all(place < here for place in places):
        what = f"“{shown}” stands above"
        yield Hit(page, found.start(), len(shown), what, "“above”, or the number it has now")


def items(pages: Pages) -> Iterator[Hit]:
    """A reference to an item of the same list that does not exist, or stands on the other side."""
    for _, listed in pages.lists:
        known = {item.label: number for number, item in enumerate(listed)}
        for here, page in enumerate(listed):
            for found in _ITEM.finditer(page.text):
                place = known.get(found["item"])
                wrong = place is not None and (place > here) is (found["where"] == "above")
                if place is None or wrong:
                    what = (
                        f"“{found[0]}” leads nowhere" if place is None else f"“{found[0]}” does not"
                    )
                    yield Hit(page, found.start(), len(found[0]), what, "the letter it has now")


def annexes(pages: Pages) -> Iterator[Hit]:
    """A reference to an annex in a text without annex."""
    if any(p.kind in ("title", "heading") and "annex" in p.text.lower() for p in pages.body):
        return
    for page in pages.prose:
        found = _ANNEX.search(page.text)
        if found is not None:
            what = f"“{found[0].strip()}”: the text has no annex"
            yield Hit(
                page, found.start(), len(found[0].strip()), what, "the annex, or no reference"
            )


def contents(pages: Pages) -> Iterator[Hit]:
    """An entry of the table of contents that is not the heading, word for word."""
    headings = [p for p in pages.body if p.kind in ("heading", "title") and p.text]
    entries = [line for line in pages.document.furniture if line.what == "contents"]
    where = next((p for p in headings if p.text.strip().lower() == "contents"), None)
    if where is None:
        return
    for entry in entries:
        cells = _cells(entry)
        found = _ENTRY.match(cells[0])
        if found is None or not found["text"] or found["text"].startswith("*"):
            continue
        yield from _entry(where, entry, found["label"] or "", found["text"], headings)


def _cells(entry: Furniture) -> list[str]:
    return [cell.strip() for cell in entry.text[:_LONGEST].split("|")]


def _entry(
    where: Page, entry: Furniture, label: str, text: str, headings: list[Page]
) -> Iterator[Hit]:
    words = _words(text)
    near: tuple[int, Page | None] = (4, None)
    for heading in headings:
        other = _words(heading.text)
        if other == words and (not label or heading.printed == label or not heading.printed):
            return
        apart = len(set(other) ^ set(words))
        if len(words) > 3 and apart < near[0] and abs(len(other) - len(words)) <= 2:
            near = (apart, heading)
    nearest = near[1]
    if nearest is not None:
        what = f"the contents have “{label} {text}”".replace("“ ", "“")
        what += f", the heading ({nearest.address}) “{nearest.printed} {nearest.text}”".replace(
            "“ ", "“"
        )
        page = _line_page(where, entry)
        yield Hit(page, 0, 0, what, "the words of the heading")


def ranges(pages: Pages) -> Iterator[Hit]:
    """An entry of the table of contents that names other paragraphs than its section holds."""
    where = next((p for p in pages.body if p.kind == "heading"), None)
    if where is None:
        return
    spans = _spans(pages)
    for entry in pages.document.furniture:
        cells = _cells(entry)
        found = _ENTRY.match(cells[0])
        said = _RANGE.match(cells[1]) if len(cells) > 2 else None
        if entry.what != "contents" or found is None or said is None:
            continue
        span = spans.get((found["label"] or "", _words(found["text"])))
        if span and span != (said[1], said[2] or said[1]):
            what = f"the contents say paragraphs {cells[1]}, the section holds {'-'.join(span)}"
            yield Hit(_line_page(where, entry), 0, 0, what, f"“{'-'.join(dict.fromkeys(span))}”")


def _spans(pages: Pages) -> dict[tuple[str, tuple[str, ...]], tuple[str, str]]:
    """First and last paragraph number of the main series below each heading."""
    spans: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    above: list[tuple[int, tuple[str, tuple[str, ...]]]] = []
    for page in pages.body:
        if page.kind == "heading" and not page.part:
            above = [pair for pair in above if pair[0] < page.level]
            above.append((page.level, (page.printed, _words(page.text))))
        elif page.kind == "operative" and not page.part and labels.parse(page.label):
            for _, heading in above:
                first, _ = spans.get(heading, (page.label, ""))
                spans[heading] = (first, page.label)
    return spans


def _line_page(where: Page, entry: Furniture) -> Page:
    """A line of the contents as a page of its own, so that its place is named."""
    return Page(
        address=where.address,
        kind="heading",
        level=1,
        label="",
        printed="",
        part="",
        line=entry.line,
        wording=entry.text,
        text=entry.text,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.lower()))


RULES = (
    Rule(
        "contents",
        "A contents entry that is not its heading",
        "The contents are read first and quoted from.",
        "warning",
        contents,
    ),
    Rule(
        "contents-range",
        "A contents entry with other paragraph numbers than its section",
        "The numbers were not brought up to date after the last change.",
        "error",
        ranges,
    ),
    Rule(
        "reference",
        "A reference to a paragraph that does not exist or has moved",
        "Renumbering leaves references behind; they then point at another duty.",
        "error",
        paragraphs,
    ),
    Rule(
        "item-reference",
        "A reference to an item that does not exist or has moved",
        "Renumbering leaves references behind; they then point at another duty.",
        "error",
        items,
    ),
    Rule(
        "annex-reference",
        "A reference to an annex that is not there",
        "What is annexed is part of what is adopted.",
        "warning",
        annexes,
    ),
)
