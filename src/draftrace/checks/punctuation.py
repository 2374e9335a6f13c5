"""Do marks stand where they should: alone, closed up, in pairs, and at the end?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages
from draftrace.text import brackets
from draftrace.text.lexicon import lists

_BEFORE = re.compile(r"(?<=[^\W_]) ([,;:.?!])(?= |$)")
_AFTER = re.compile(r"(?<=[^\W\d_]{2})([,;])(?=[^\W\d_]{2})")
_TWICE = re.compile(r",,|;;|::|(?<=\w)\.\.(?=\s|$)|[,;:][.,;:]|(?<!\.)\.[;,](?<!\b\w\.,)")
_INSIDE = re.compile(r"\( | \)")
_STOPS = frozenset(".;:,?!")
_CLOSING = "”\"’')]*"


def spacing(pages: Pages) -> Iterator[Hit]:
    """A space before a mark, none after it, a mark set twice, a space inside brackets."""
    for page in pages:
        if page.kind == "tablerow":
            continue
        for found in _BEFORE.finditer(page.text):
            yield _at(page, found, f"a space before “{found[1]}”", f"“{found[1]}” closed up")
        for found in _AFTER.finditer(page.text):
            yield _at(page, found, f"no space after “{found[1]}”", f"“{found[1]} ”")
        for found in _TWICE.finditer(page.text):
            if not _shortened(page.text, found.start()):
                yield _at(page, found, f"“{found[0]}”: two marks in a row", f"“{found[0][-1]}”")
        for found in _INSIDE.finditer(page.text):
            what = "a space inside the brackets"
            yield _at(page, found, what, f"“{found[0].strip()}” closed up")


def pairs(pages: Pages) -> Iterator[Hit]:
    """Round brackets and typographic quotation marks that are opened and not closed."""
    for page in pages:
        for opening, closing, name in (("(", ")", "round bracket"), ("“", "”", "quotation mark")):
            stray = _stray(page.text, opening, closing)
            if stray is not None:
                sign = page.text[stray]
                what = f"“{sign}”: a {name} without its other half"
                yield Hit(page, stray, 1, what, f"a pair “{opening}…{closing}”")


def negotiating_brackets(pages: Pages) -> Iterator[Hit]:
    """Square brackets without their other half."""
    provisions = pages.document.provisions
    for stray in brackets.unbalanced(provisions):
        page = pages.all[stray.provision]
        what = "“[” is never closed" if stray.sign == "[" else "“]” closes nothing"
        yield Hit(page, page.place(stray.at), 1, what, "a pair “[…]”")


def endings(pages: Pages) -> Iterator[Hit]:
    """Items and paragraphs that end unlike their siblings."""
    for _, listed in pages.lists:
        yield from _item_endings(listed)
    with_items = {chapeau.address for chapeau, _ in pages.lists if chapeau is not None}
    for part in pages.parts.values():
        paragraphs = [page for page in part if page.kind == "operative"]
        yield from _paragraph_endings(paragraphs, with_items)


def _item_endings(listed: tuple[Page, ...]) -> Iterator[Hit]:
    ends = [_end(page.text) for page in listed]
    usual = Counter(end for end in ends[:-1] if end in (";", ".", ",")).most_common(1)
    if len(listed) < 3 or not usual or usual[0][1] * 2 <= len(ends) - 1:
        return
    for page, end in zip(listed[:-1], ends[:-1], strict=True):
        if (end and end not in (usual[0][0], ":")) or (not end and _prose(page)):
            name = f"“{end}”" if end else "no mark"
            what = f"the item ends with {name}, the others with “{usual[0][0]}”"
            yield Hit(page, max(len(page.text) - 1, 0), 1, what, f"“{usual[0][0]}” at the end")
    if not ends[-1] and _prose(listed[-1]):
        page = listed[-1]
        what = "the last item has no mark at its end"
        yield Hit(page, max(len(page.text) - 1, 0), 1, what, "a full stop, or a semicolon")


def _paragraph_endings(paragraphs: list[Page], with_items: set[str]) -> Iterator[Hit]:
    ends = Counter(_end(page.text) for page in paragraphs)
    semicolons = ends[";"] * 2 > len(paragraphs)
    for page in paragraphs[:-1] if semicolons else paragraphs:
        end = _end(page.text)
        if page.address in with_items or not _prose(page):
            continue
        if not end:
            usual = ";" if semicolons else "."
            what = "the paragraph has no mark at its end"
            yield Hit(page, max(len(page.text) - 1, 0), 1, what, f"“{usual}” at the end")
        elif semicolons and end in (".", ","):
            what = f"the paragraph ends with “{end}”, the others with “;”"
            yield Hit(page, max(len(page.text) - 1, 0), 1, what, "“;” at the end")


def heading_ends(pages: Pages) -> Iterator[Hit]:
    """A heading that ends with a full stop, a comma or a semicolon, where others have none."""
    headings = [page for page in pages.body if page.kind == "heading" and page.text]
    odd = [p for p in headings if p.text.rstrip()[-1:] in (".", ",", ";")]
    if len(odd) * 3 <= len(headings):
        for page in odd:
            mark = page.text.rstrip()[-1]
            what = f"the heading ends with “{mark}”, the others with none"
            yield Hit(page, len(page.text.rstrip()) - 1, 1, what, "no mark at the end")


def semicolons(pages: Pages) -> Iterator[Hit]:
    """In an item, ``; and`` between two nouns that need no semicolon: it reads as two items."""
    verbs = {line.split()[0] for line in lists.words("verbs.txt")}
    for page in pages.body:
        if page.level < 2 or page.text.count("; and ") != 1 or page.text[:1] == "[":
            continue
        first, second = page.text.rstrip(";. ").split("; and ")
        opening = second.split(" ", 1)[0].lower()
        noun = first.split(" ", 1)[0].lower() in ("the", "a", "an", "all", "any")
        if noun and "," not in first + second and opening not in verbs:
            at = page.text.index("; and ")
            what = "a semicolon inside the item, between two things one “and” can join"
            right = f"“… {_before(first, len(first))} and {second.split(' ', 1)[0]} …”"
            yield Hit(page, at, 5, what, right)


def _end(text: str) -> str:
    stripped = text.rstrip(_CLOSING + " ")
    for conjunction in (" and", " or"):
        stripped = stripped.removesuffix(conjunction)
    return stripped[-1:] if stripped[-1:] in _STOPS else ""


def _before(text: str, at: int) -> str:
    """The word that ends at a place."""
    return text[max(0, at - 30) : at].rpartition(" ")[2]


def _prose(page: Page) -> bool:
    """Whether the piece is long enough to be a sentence; a placeholder or a name is not."""
    return len(page.words) > 3 and page.text.rstrip()[-1:] not in ("…", "]")


def _stray(text: str, opening: str, closing: str) -> int | None:
    if opening not in text and closing not in text:
        return None
    waiting: list[int] = []
    for at, sign in enumerate(text):
        if sign == opening:
            waiting.append(at)
        elif sign == closing:
            if not waiting:
                label = opening == "(" and re.search(
                    r"(?:^|[\s;:])\w{1,4}$", text[max(0, at - 6) : at]
                )
                if label:
                    continue
                return at
            waiting.pop()
    return waiting[0] if waiting else None


def _shortened(text: str, at: int) -> bool:
    """Whether the first of two marks is the point of an abbreviation: ``etc.,`` or ``No.;``."""
    return (
        re.search(r"(?:\b\w|\b[a-z]{2,5}|[A-Z]\w*)\.$", text[max(0, at - 8) : at + 1]) is not None
    )


def _at(page: Page, found: re.Match[str], message: str, suggestion: str) -> Hit:
    return Hit(page, found.start(), found.end() - found.start(), message, suggestion)


RULES = (
    Rule(
        "spacing",
        "A space before a mark or none after it, a mark twice",
        "Left by deletions.",
        "error",
        spacing,
    ),
    Rule(
        "semicolon",
        "A semicolon inside an item where “and” is enough",
        "It reads as the end of the item.",
        "warning",
        semicolons,
    ),
    Rule(
        "pair",
        "A round bracket or quotation mark without its other half",
        "Where the insertion or the quotation ends is in doubt.",
        "error",
        pairs,
    ),
    Rule(
        "bracket",
        "A negotiating bracket without its other half",
        "What is not agreed is in doubt.",
        "error",
        negotiating_brackets,
    ),
    Rule(
        "ending",
        "An item or paragraph that ends unlike its siblings",
        "The mark at the end says whether the sentence goes on.",
        "warning",
        endings,
    ),
    Rule(
        "heading-end",
        "A heading that ends with a mark where others have none",
        "Headings are set in one way.",
        "note",
        heading_ends,
    ),
)
