"""Are quotation marks, italics and dashes set in one style throughout?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lines, lists

_STRAIGHT = re.compile(r'(?<![\d\w])"(?=\S)[^"“”]{1,200}"')
_CURLY = re.compile(r"“[^“”]{1,200}”")
_CLOSED = re.compile(r"(?<=\w)—(?=\w)")
_SPACED = re.compile(r"(?<=\S) [–-] (?=\S)")
_RANGE_HYPHEN = re.compile(r"\b(?:1[5-9]|20)\d\d-(?:1[5-9]|20)\d\d\b|\b\d{1,2}-\d{1,2} (?=[A-Z])")
_RANGE_DASH = re.compile(r"\b(?:1[5-9]|20)\d\d–(?:1[5-9]|20)\d\d\b|\b\d{1,2}–\d{1,2} (?=[A-Z])")
_ADVERBS = ("also", "further", "once again")
_SHOWN = 6


def quotes(pages: Pages) -> Iterator[Hit]:
    """Straight and typographic quotation marks in one text; the rarer are odd, in doubt the
    straight ones."""
    straight, curly = _found(pages, _STRAIGHT), _found(pages, _CURLY)
    if not straight or not curly:
        return
    odd, usual = (straight, curly) if len(straight) <= len(curly) else (curly, straight)
    style = "straight" if odd is straight else "typographic"
    what = f"{style} quotation marks, though {_where(usual)} have the others"
    for page, at, text in odd:
        inner = text[1:-1]
        right = f"“{inner}”" if odd is straight else f'"{inner}"'
        yield Hit(page, at, len(text), what, right)


def latin_italics(pages: Pages) -> Iterator[Hit]:
    """A foreign word or a word of citation in italics here and not there."""
    listed = "|".join(re.escape(word) for word in lines("citation_words.txt"))
    pattern = re.compile(rf"\b(?:{listed})(?!\w)", re.IGNORECASE)
    set_as: dict[str, dict[bool, list[Hit]]] = {}
    for page in pages:
        for found in pattern.finditer(page.text):
            italic = page.is_italic(found.start())
            hit = Hit(page, found.start(), len(found[0]), found[0], "")
            set_as.setdefault(found[0].casefold(), {}).setdefault(italic, []).append(hit)
    for forms in set_as.values():
        if len(forms) == 2:
            italic = len(forms[True]) >= len(forms[False])
            yield from _unlike(forms[not italic], forms[italic], italic=italic)


def _unlike(odd: list[Hit], usual: list[Hit], *, italic: bool) -> Iterator[Hit]:
    style, other = ("roman", "italics") if italic else ("italics", "roman")
    places = ", ".join(list(dict.fromkeys(hit.page.address for hit in usual))[:_SHOWN])
    for hit in odd:
        what = f"“{hit.message}” in {style}, though in {other} in {places}"
        yield Hit(hit.page, hit.at, hit.length, what, f"“{hit.message}” in {other}")


def openings(pages: Pages) -> Iterator[Hit]:
    """How paragraphs of a resolution open: the words that act are all in italics, or none."""
    for part in pages.parts.values():
        paragraphs = [page for page in part if page.kind == "operative"]
        italic = [p for p in paragraphs if p.emphasised and p.emphasised[0][0] == 0]
        if len(italic) < 3 or len(italic) * 2 <= len(paragraphs):
            continue
        addresses = {page.address for page in italic}
        for page in paragraphs:
            if page.address not in addresses and page.text[:1].isupper():
                what = "the opening words are not in italics, unlike those of other paragraphs"
                yield Hit(page, 0, len(page.words[0].text) if page.words else 0, what, "italics")
        yield from _preambular(part)
        yield from _extent(italic)


def _preambular(pages: tuple[Page, ...]) -> Iterator[Hit]:
    acting = lists.words("preambular_words.txt")
    for page in pages:
        if page.kind != "preambular" or page.emphasised or not page.words:
            continue
        first = page.words[0].text
        if first.lower() in acting and page.text.rstrip()[-1:] in ",;":
            what = f"“{first} …” opens the paragraph in roman; operative ones open in italics"
            yield Hit(page, 0, len(first), what, "opening words in italics")


def _extent(italic: list[Page]) -> Iterator[Hit]:
    """The italics cover the whole act ("Recall also"), and not the conjunction after it."""
    that = [page for page in italic if _first(page).endswith(" that")]
    for page in italic:
        end = page.emphasised[0][1]
        rest = page.text[end : end + 40].lstrip()
        adverb = next((a for a in _ADVERBS if re.match(rf"{a}\b", rest)), "")
        if adverb and not rest[len(adverb) :].startswith(" to "):
            what = f"“{_first(page)}” is in italics and “{adverb}”, which belongs to it, is not"
            yield Hit(page, 0, end + 1 + len(adverb), what, f"*{_first(page)} {adverb}*")
    outside = [p for p in italic if p.text.startswith(" that", p.emphasised[0][1])]
    if that and outside and len(that) != len(outside):
        odd = that if len(that) < len(outside) else outside
        others = outside if odd is that else that
        for page in odd:
            what = f"“that” is {'in' if odd is that else 'not in'} italics, unlike in "
            what += ", ".join(p.address for p in others[:_SHOWN])
            right = _first(page).removesuffix(" that")
            yield Hit(page, 0, len(_first(page)), what, f"*{right}* that")


def _first(page: Page) -> str:
    start, end = page.emphasised[0]
    return page.text[start:end]


def dashes(pages: Pages) -> Iterator[Hit]:
    """Dashes between words, and between years or dates, set in two ways."""
    yield from _mixed(pages, [("closed up", _CLOSED), ("between spaces", _SPACED)], "dash")
    ranges = [("with a hyphen", _RANGE_HYPHEN), ("with a dash", _RANGE_DASH)]
    yield from _mixed(pages, ranges, "range")


def _mixed(pages: Pages, styles: list[tuple[str, re.Pattern[str]]], what: str) -> Iterator[Hit]:
    (one, first), (other, second) = styles
    found = {one: _found(pages, first), other: _found(pages, second)}
    if not found[one] or not found[other]:
        return
    odd, usual = sorted(found, key=lambda style: len(found[style]))
    hits = [
        Hit(page, at, len(text), f"a {what} {odd}, elsewhere {usual}", f"{what} {usual}")
        for page, at, text in found[odd]
    ]
    hit = grouped(hits)
    if hit is not None:
        yield hit


def _found(pages: Iterable[Page], pattern: re.Pattern[str]) -> list[tuple[Page, int, str]]:
    return [(p, m.start(), m[0]) for p in pages for m in pattern.finditer(p.text)]


def _where(found: list[tuple[Page, int, str]]) -> str:
    return ", ".join(list(dict.fromkeys(page.address for page, _, _ in found))[:_SHOWN])


RULES = (
    Rule(
        "quotation-marks",
        "Quotation marks of two styles",
        "They come from two sources pasted together; search finds only one of them.",
        "warning",
        quotes,
    ),
    Rule(
        "italics",
        "A word of citation in italics here and roman there",
        "Type is a sign: two types look like two meanings.",
        "warning",
        latin_italics,
    ),
    Rule(
        "opening-words",
        "Opening words of a paragraph not in italics as elsewhere",
        "The italics say what the paragraph does.",
        "warning",
        openings,
    ),
    Rule(
        "dashes",
        "Dashes or ranges of two styles",
        "One text is set in one way.",
        "note",
        dashes,
    ),
)
