"""Is one thing called, spelled and phrased in one way throughout?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lines, lists

_IZE = re.compile(r"\b([a-z]{3,})(i[sz])(e[ds]?|ing|ations?|ational|er[s]?)\b", re.IGNORECASE)
_PLACES = 4

Found = dict[str, list[Hit]]


class Phrase(msgspec.Struct, frozen=True):
    """A stock phrase: what must stand before it, the words before, in and after the gap."""

    lead: str
    before: str
    lost: str
    after: str

    @property
    def whole(self) -> str:
        return " ".join(filter(None, [self.before, self.lost, self.after])).replace(" ,", ",")


def misspelled(pages: Pages) -> Iterator[Hit]:
    """Spellings that are wrong wherever they stand."""
    found = _all_standing(pages, "always")
    for right, *wrong in _groups("always"):
        for form in wrong:
            for hit in found.get(form, []):
                what = f"“{_shown(hit)}” for “{right}”"
                yield msgspec.structs.replace(hit, message=what, suggestion=f"“{right}”")


def variants(pages: Pages) -> Iterator[Hit]:
    """Two names or spellings of one thing in one text."""
    for title in ("preferred", "one text"):
        standing = _all_standing(pages, title)
        for forms in _groups(title):
            found = {form: standing[form] for form in forms if form in standing}
            if len(found) > 1:
                yield from _odd_forms(found, forms[0] if title == "preferred" else "")


def _odd_forms(found: Found, preferred: str) -> Iterator[Hit]:
    usual = preferred if preferred in found else max(found, key=lambda form: len(found[form]))
    places = ", ".join(list(dict.fromkeys(h.page.address for h in found[usual]))[:_PLACES])
    right = f"“{preferred or usual}” throughout"
    for form, hits in found.items():
        first = grouped(hits) if form != usual else None
        if first is not None:
            what = f"“{_shown(first)}” here, “{usual}” in {places}"
            yield msgspec.structs.replace(first, message=what, suggestion=right)


def ize(pages: Pages) -> Iterator[Hit]:
    """Words in -ise among words in -ize, or the other way round."""
    found: dict[str, Found] = {"is": {}, "iz": {}}
    never = lists.words("words_in_ise.txt")
    for page in pages:
        for match in _IZE.finditer(page.text):
            stem = match[1].lower()
            if stem not in never:
                hit = Hit(page, match.start(), len(match[0]), match[0], "")
                found[match[2].lower()].setdefault(stem, []).append(hit)
    if not found["is"] or not found["iz"]:
        return
    odd, usual = ("is", "iz") if len(found["is"]) <= len(found["iz"]) else ("iz", "is")
    for stem, hits in found[odd].items():
        suffix_only = all(hit.message.lower().removeprefix(stem)[2:3] != "e" for hit in hits)
        if stem in found[usual] or (suffix_only and len(found[usual]) >= 3):
            first = grouped(hits)
            if first is not None:
                right = re.sub(rf"(?i)(?<={stem}){odd}", usual, first.message)
                what = f"“{first.message}”, though the text writes -{usual}e"
                yield msgspec.structs.replace(first, message=what, suggestion=f"“{right}”")


def lost_words(pages: Pages) -> Iterator[Hit]:
    """A stock phrase without one of its words, in a text that has it in full."""
    for phrase in stock_phrases():
        whole = list(_standing(pages, phrase.whole))
        if not whole:
            continue
        first = grouped(_short(pages, phrase))
        if first is not None:
            places = ", ".join(list(dict.fromkeys(h.page.address for h in whole))[:_PLACES])
            what = f"“{_shown(first)}” lacks “{phrase.lost}”, which {places} "
            what += "have" if len(whole) > 1 else "has"
            suggestion = f"“{phrase.whole}”, if no difference is meant"
            yield msgspec.structs.replace(first, message=what, suggestion=suggestion)


def _short(pages: Pages, phrase: Phrase) -> Iterator[Hit]:
    """The places where the phrase stands without the word, and without any of it just before."""
    before, after, lost = (re.escape(x) for x in (phrase.before, phrase.after, phrase.lost))
    lead = rf"\b{phrase.lead} " if phrase.lead else ""
    gap = f"{before} ?(?! ?{lost})" if before else ""
    pattern = re.compile(rf"{lead}\b{gap}{after}".rstrip(), re.IGNORECASE)
    spared = [word for word in re.findall(r"\w+", phrase.lost) if len(word) > 3]
    for page in pages.prose:
        for found in pattern.finditer(page.text):
            nearby = page.text[max(0, found.start() - 30) : found.start()].lower()
            if not found[0].istitle() and (phrase.before or not any(w in nearby for w in spared)):
                yield _place(page, found)


def _all_standing(pages: Pages, title: str) -> Found:
    """The places of all forms of a section, in one pass through the text."""
    forms = [form for group in _groups(title) for form in group]
    named = {form for form in forms if form[0].isupper()}
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )
    by_folded = {form.lower(): form for form in forms}
    found: Found = {}
    for page in pages:
        for match in pattern.finditer(page.text):
            form = by_folded[match[0].lower()]
            if (form not in named or match[0] == form) and not _titled(match):
                found.setdefault(form, []).append(_place(page, match))
    return found


def _standing(pages: Pages, form: str) -> Iterator[Hit]:
    """The places where a phrase stands, in any case."""
    pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
    for page in pages:
        for found in pattern.finditer(page.text):
            if not _titled(found):
                yield _place(page, found)


def _titled(found: re.Match[str]) -> bool:
    """Whether the phrase stands in a title, capitalised word by word."""
    words = found[0].split()
    return len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)


def _place(page: Page, found: re.Match[str]) -> Hit:
    return Hit(page, found.start(), len(found[0].rstrip()), "", "")


def _shown(hit: Hit) -> str:
    return hit.page.text[hit.at : hit.at + hit.length]


@cache
def _groups(title: str) -> tuple[list[str], ...]:
    groups = lists.section("variants.txt", title)
    return tuple([form.strip() for form in line.split("|")] for line in groups)


@cache
def stock_phrases() -> tuple[Phrase, ...]:
    """The phrases of the trade that lose a word."""
    pattern = re.compile(r"(?:\((\w+)\) )?(.*?) ?\[([^\]]+)\] ?(.*)")
    matches = filter(None, map(pattern.fullmatch, lines("stock_phrases.txt")))
    return tuple(Phrase(m[1] or "", m[2], m[3], m[4]) for m in matches)


RULES = (
    Rule(
        "misspelling",
        "A spelling that is wrong everywhere",
        "It will be quoted.",
        "error",
        misspelled,
    ),
    Rule(
        "variant",
        "One thing under two names or spellings",
        "Two names are read as two things.",
        "warning",
        variants,
    ),
    Rule(
        "ize",
        "Words in -ise and in -ize",
        "One text is spelled in one way.",
        "warning",
        ize,
    ),
    Rule(
        "stock-phrase",
        "A stock phrase with a word missing",
        "Agreed language without one of its words is no longer agreed language.",
        "warning",
        lost_words,
    ),
)
