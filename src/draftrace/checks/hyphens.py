"""Is one word written with a hyphen here and without it there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.checks.compounds import Compound, apart, hyphenated, singular, suspended
from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Pages
from draftrace.text.lexicon import lists

_LIST = "hyphens.txt"
_EVER = re.compile(r"\b(ever) ([a-z]+ing)\b(?= [a-z])", re.IGNORECASE)
_ADVERB = re.compile(r"\b(?!early|daily|only|family|supply)[a-z]{3,}ly-[a-z]+(?:ed|en)\b")
_HALF = re.compile(r"\b([a-z]+),? (?:and|or) ([a-z]+)-([a-z]+)\b(?= [a-z])", re.IGNORECASE)

_PLACES = 4

Parts = tuple[str, str]


def lost(pages: Pages) -> Iterator[Hit]:
    """A compound apart that is joined elsewhere in the same position, or always."""
    joined: dict[Parts, list[Compound]] = {}
    for parts, compound in hyphenated(pages):
        joined.setdefault(parts, []).append(compound)
    known = {(first, singular(second)) for first, second in suspended(pages)}
    open_forms: dict[Parts, list[Compound]] = {}
    for parts, compound in apart(pages):
        if parts in joined or parts in known or _wanted(parts, compound):
            open_forms.setdefault(parts, []).append(compound)
    for parts, forms in open_forms.items():
        yield from _judged(parts, forms, joined.get(parts, []), parts in known)


def _wanted(parts: Parts, compound: Compound) -> bool:
    """Whether the compound is written with a hyphen whatever else the text does."""
    first, second = parts
    whole = f"{first}-{second}"
    if whole in _listed("always"):
        return True
    if first in _listed("prefixes"):
        return second not in _listed("after a prefix")
    if not compound.before_noun:
        return False
    if whole in _listed("before a noun"):
        return True
    if second not in _listed("second parts") or first in lists.words("function_words.txt"):
        return False
    return first not in _listed("not compounds") and not first.endswith(("ly", "ed", "s"))


def _judged(
    parts: Parts, forms: list[Compound], joined: list[Compound], half: bool
) -> Iterator[Hit]:
    """Attributive and other places are judged apart; where most are open, the joined are odd."""
    for attributive in (True, False):
        opened = [form for form in forms if form.before_noun is attributive]
        closed = [form for form in joined if form.before_noun is attributive]
        if not attributive:
            closed = [form for form in closed if not form.listed]
        always = [form for form in opened if _wanted(parts, form)]
        if opened and (len(opened) <= max(len(closed), 1 if half and attributive else 0)):
            yield from _hits(opened, closed)
        elif always:
            yield from _hits(always, closed)
        elif opened and closed:
            yield from _hits(closed, opened)


def _hits(odd: list[Compound], usual: list[Compound]) -> Iterator[Hit]:
    places = list(dict.fromkeys(form.page.address for form in usual))[: _PLACES + 1]
    for form in odd:
        others = [place for place in places if place != form.page.address][:_PLACES]
        where = f"; {', '.join(others)} have “{usual[0].text}”" if others else ""
        right = form.text.replace("-", " ") if form.joined else form.text.replace(" ", "-")
        what = f"“{form.text}” has {'a' if form.joined else 'no'} hyphen{where}"
        yield Hit(form.page, form.start, form.end - form.start, what, f"“{right}” throughout")


def closed_forms(pages: Pages) -> Iterator[Hit]:
    """One word written in one here and with a hyphen there."""
    written: dict[str, dict[bool, list[Hit]]] = {}
    for page in pages:
        for word in page.words:
            if len(word.text) < 6 or not word.text.replace("-", "").isalpha():
                continue
            folded = singular(word.text.lower().replace("-", ""))
            hit = Hit(page, word.start, word.end - word.start, word.text, "")
            written.setdefault(folded, {}).setdefault("-" in word.text[1:-1], []).append(hit)
    for forms in written.values():
        if len(forms) == 2:
            rare, usual = sorted(forms.values(), key=lambda hits: (len(hits), -hits[0].page.line))
            yield from _rare_forms(rare, usual)


def _rare_forms(rare: list[Hit], usual: list[Hit]) -> Iterator[Hit]:
    first = grouped(rare)
    if first is None:
        return
    other = usual[0]
    yield Hit(
        first.page,
        first.at,
        first.length,
        f"“{first.message}” here, “{other.message}” in {other.page.address}",
        f"“{other.message}” throughout, or “{first.message}” throughout",
        first.also,
    )


def halves(pages: Pages) -> Iterator[Hit]:
    """The first of two joined compounds without the hyphen that stands for its other half."""
    known = {(first, second) for first, second in suspended(pages)}
    listed = _listed("always") | _listed("before a noun")
    for page in pages:
        for found in _HALF.finditer(page.text):
            first, second = found[1].lower(), found[3].lower()
            if f"{first}-{second}" in listed or (first, singular(second)) in known:
                yield Hit(
                    page,
                    found.start(),
                    found.end() - found.start(),
                    f"“{found[0]}”: the hyphen that stands for “{found[3]}” is missing",
                    f"“{found[0].replace(found[1], found[1] + '-', 1)}”",
                )


def adverbs(pages: Pages) -> Iterator[Hit]:
    """``ever`` joins the participle it strengthens; an adverb in -ly never does."""
    for page in pages:
        for found in _EVER.finditer(page.text):
            right = f"{found[1]}-{found[2]}"
            what = f"“{found[0]}” before a noun has no hyphen"
            yield Hit(page, found.start(), len(found[0]), what, f"“{right}”")
        if "ly-" in page.text:
            for found in _ADVERB.finditer(page.text):
                right = found[0].replace("-", " ", 1)
                what = f"“{found[0]}”: an adverb in -ly takes no hyphen"
                yield Hit(page, found.start(), len(found[0]), what, f"“{right}”")


def _listed(title: str) -> frozenset[str]:
    return frozenset(lists.section(_LIST, title))


RULES = (
    Rule(
        "hyphen",
        "A compound with a hyphen here and without it there",
        "One word is written in one way; a lost hyphen can change what qualifies what.",
        "warning",
        lost,
    ),
    Rule(
        "closed-compound",
        "One word in one here and with a hyphen there",
        "One word is written in one way.",
        "warning",
        closed_forms,
    ),
    Rule(
        "suspended-hyphen",
        "The hyphen that stands for the second half of a compound is missing",
        "“medium and long-term” says something else than “medium- and long-term”.",
        "warning",
        halves,
    ),
    Rule(
        "adverb-hyphen",
        "A hyphen wanted after “ever”, or unwanted after an adverb in -ly",
        "A hyphen joins what would be read apart, and only that.",
        "warning",
        adverbs,
    ),
)
