"""Is every instrument, publication and document cited in one way: title, year, volume, number?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages
from draftrace.checks.titles import Title, titles
from draftrace.text.lexicon import lines

_SALES = re.compile(r"\bSales No\.? ?((?:[A-Z]\.)?[\w]{2}\.[\w.]*\w)")
_SERIES = re.compile(r"\bvols?\. (\d[\d, and]*?),? No\. (\d+)")
_LOOKALIKES = str.maketrans({"I": "1", "l": "1", "O": "0", "o": "0"})
_SYMBOL = re.compile(r"\(((?:[A-Z][A-Z0-9.]*/)+[\w./-]+)\)\W*$")
_ROW_SYMBOL = re.compile(r"(?:[A-Z][A-Z0-9.]*/)+[\w./-]+")


class _Treaty(msgspec.Struct, frozen=True):
    """A treaty in the list: its title as compared, its year, volumes and numbers."""

    title: str
    year: str
    volumes: frozenset[str]
    numbers: frozenset[str]


def years(pages: Pages) -> Iterator[Hit]:
    """One instrument with two years, or with another than the list of treaties has."""
    dated: dict[str, dict[str, list[Title]]] = {}
    for title in titles(pages):
        if title.year and len(title.key.split()) > 2:
            dated.setdefault(title.key, {}).setdefault(title.year, []).append(title)
    for key, by_year in dated.items():
        treaty = next((t for t in _treaties() if t.title == key), None)
        right = treaty.year if treaty is not None else max(by_year, key=lambda y: len(by_year[y]))
        if treaty is None and len(by_year) == 1:
            continue
        yield from _other_years(by_year, right)


def _other_years(by_year: dict[str, list[Title]], right: str) -> Iterator[Hit]:
    places = ", ".join(dict.fromkeys(t.page.address for t in by_year.get(right, [])))
    for year, cited in by_year.items():
        for title in cited if year != right else []:
            where = f", but of {right} in {places}" if places else f"; it is of {right}"
            what = f"“{title.text}” is cited as of {year}{where}"
            yield Hit(title.page, title.start, title.end - title.start, what, f"“of {right}”")


def series(pages: Pages) -> Iterator[Hit]:
    """A number of the Treaty Series with a volume that is another treaty's."""
    by_number = {n: t for t in _treaties() for n in t.numbers}
    by_volume = {v: t for t in _treaties() for v in t.volumes}
    for page in pages:
        for found in _SERIES.finditer(page.text):
            volumes = re.findall(r"\d+", found[1])
            treaty = by_number.get(found[2]) or next(
                (by_volume[v] for v in volumes if v in by_volume), None
            )
            if treaty is None:
                continue
            wrong = [v for v in volumes if v not in treaty.volumes]
            if found[2] in treaty.numbers and not wrong:
                continue
            what = f"“{found[0]}”: volume and number do not belong together"
            right = (
                f"vol. {', '.join(sorted(treaty.volumes))}, No. {', '.join(sorted(treaty.numbers))}"
            )
            yield Hit(page, found.start(), len(found[0]), what, f"for that treaty {right}")


def sales_numbers(pages: Pages) -> Iterator[Hit]:
    """Two sales numbers that differ by signs that look alike, or one title with two numbers."""
    seen: dict[str, tuple[str, Page]] = {}
    for page in pages:
        for found in _SALES.finditer(page.text):
            number = found[1].rstrip(".")
            folded = _folded(number)
            other, where = seen.setdefault(folded, (number, page))
            if other != number:
                what = f"sales number “{number}”, but “{other}” in {where.address}"
                yield Hit(page, found.start(1), len(number), what, "one and the same number")


def _folded(number: str) -> str:
    """A sales number with signs that look alike made equal in its last part, a running number."""
    head, _, tail = number.rpartition(".")
    return f"{head}.{tail.translate(_LOOKALIKES)}"


def wordings(pages: Pages) -> Iterator[Hit]:
    """Titles of five words and more that differ in one word, or in a capital."""
    by_key: dict[str, list[Title]] = {}
    for title in titles(pages):
        if len(title.key.split()) >= 5:
            by_key.setdefault(title.key, []).append(title)
    gaps: dict[tuple[str, ...], str] = {}
    ranked = sorted(by_key, key=lambda key: -len(by_key[key]))
    for key in ranked:
        words = key.split()
        for at in range(1, len(words)):
            gap = (*words[:at], "", *words[at + 1 :])
            usual = gaps.setdefault(gap, key)
            if usual != key and len(usual.split()) == len(words):
                yield from _titled_unlike(by_key[key], by_key[usual][0])
                break


def _titled_unlike(odd: list[Title], usual: Title) -> Iterator[Hit]:
    for title in odd[:1]:
        what = f"“{title.text}” here, “{usual.text}” in {usual.page.address}"
        also = tuple(dict.fromkeys(t.page.address for t in odd[1:]))
        yield Hit(title.page, title.start, title.end - title.start, what, "one title", also)


def sources(pages: Pages) -> Iterator[Hit]:
    """One title to which two footnotes give two sources."""
    bodies = {note.id: page for note, page in zip(pages.document.notes, pages.notes, strict=True)}
    cited: dict[str, tuple[str, Page]] = {}
    for title in titles(pages):
        at_place = title.page.notes_at
        id_ = at_place.get(title.end) or at_place.get(title.end + 1, "")
        if id_ not in bodies or len(title.key.split()) < 4:
            continue
        note = bodies[id_]
        if note.text.lower().startswith("ibid") or len(note.words) > 15:
            continue
        source = note.text.removeprefix("See ").rstrip(". ")
        other, where = cited.setdefault(f"{title.key} {title.year}", (source, note))
        if other != source:
            what = f"the source of “{title.text}” is “{source}”, but “{other}” in {where.address}"
            yield Hit(note, 0, len(note.text), what, "one and the same source")


def documents(pages: Pages) -> Iterator[Hit]:
    """One document symbol under two titles."""
    seen: dict[str, tuple[str, Page]] = {}
    for page in pages.body:
        for symbol, title in _named_documents(page):
            other, where = seen.setdefault(symbol, (title, page))
            if _plain(other) == _plain(title) or not _alike(other, title):
                continue
            one, two = _first_difference(title, other)
            what = f"the title of {symbol} reads “{one}”, but “{two}” in {where.address}"
            yield Hit(page, max(page.text.find(title), 0), len(title), what, "one title")


def _named_documents(page: Page) -> Iterator[tuple[str, str]]:
    if page.kind == "tablerow":
        cells = [cell.strip() for cell in page.text.split("|")]
        symbols = [cell for cell in cells if _ROW_SYMBOL.fullmatch(cell)]
        if len(symbols) == 1:
            yield symbols[0], max(cells, key=len)
        return
    found = _SYMBOL.search(page.text[-120:]) if page.level > 1 else None
    if found is not None:
        title = page.text[: max(len(page.text) - 120, 0) + found.start()].strip()
        yield found[1], title


def _alike(one: str, other: str) -> bool:
    """Whether two titles share nearly all their words."""
    first, second = set(_plain(one).lower().split()), set(_plain(other).lower().split())
    return len(first ^ second) <= 2 and len(first & second) >= 3


def _plain(title: str) -> str:
    return re.sub(r"[“”\"‘’']", "", title).rstrip(".,;: ")


def _first_difference(title: str, other: str) -> tuple[str, str]:
    one, two = title.split(), other.split()
    pairs = enumerate(zip(one, two, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))
    start = max(at - 2, 0)
    return " ".join(one[start : at + 3]), " ".join(two[start : at + 3])


@cache
def _treaties() -> tuple[_Treaty, ...]:
    rows = [[cell.strip() for cell in line.split("|")] for line in lines("treaties.txt")]
    return tuple(
        _Treaty(
            title.lower().removeprefix("united nations "),
            year,
            frozenset(volumes.split(", ")),
            frozenset(numbers.split(", ")),
        )
        for title, year, volumes, numbers in rows
    )


RULES = (
    Rule(
        "instrument-year",
        "An instrument cited with two years, or with the wrong one",
        "A wrong year cites another treaty, or none.",
        "error",
        years,
    ),
    Rule(
        "treaty-series",
        "Volume and number of the Treaty Series that do not belong together",
        "The reader looks it up and finds another treaty.",
        "error",
        series,
    ),
    Rule(
        "sales-number",
        "One publication with two sales numbers",
        "Signs that look alike (1 and I) are not the same number.",
        "error",
        sales_numbers,
    ),
    Rule(
        "instrument-title",
        "One instrument under two titles that differ by a word",
        "A title is quoted, not paraphrased.",
        "warning",
        wordings,
    ),
    Rule(
        "instrument-source",
        "One instrument with two sources",
        "Two footnotes for one title must agree.",
        "warning",
        sources,
    ),
    Rule(
        "document-title",
        "One document under two titles",
        "A symbol names one document.",
        "warning",
        documents,
    ),
)
