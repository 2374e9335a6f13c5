"""Does a passage that stands elsewhere too differ here by a word or a comma?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from draftrace.checks.compounds import singular
from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Pages
from draftrace.checks.passages import WIDEST, Key, Reading, Run, compared, run_of
from draftrace.checks.vocabulary import stock_phrases
from draftrace.text.lexicon import lists

# How many tokens around the difference must agree: for a comma or a small word; for a word of
# content where the usual reading is well attested, and where it is not.
_SMALL, _ATTESTED, _ALONE = 9, 13, 20
_OFTEN, _BEFORE = 4, 3
_AFTER_ARTICLE, _WITH_ARTICLE = 7, 5
_MARKS = frozenset(",;:.")
_PREPOSITIONS = frozenset(("of", "to", "in", "by", "for", "on", "with", "from", "at", "against"))


class _Difference(msgspec.Struct, frozen=True):
    """Two readings of one formula, what the odd one adds and lacks, and the tokens that agree
    before and after."""

    usual: Reading
    odd: Reading
    added: Key
    lacking: Key
    before: int
    after: int

    @property
    def changed(self) -> Key:
        return self.added + self.lacking


def differences(pages: Pages) -> Iterator[Hit]:
    """Formulas repeated with a small difference; the rarer reading is the odd one."""
    run = run_of(page for page in pages.prose if page.kind != "footnote")
    best: dict[int, tuple[int, Hit]] = {}
    for usual, odd in compared(run.folded):
        added, lacking = _apart(usual.middle, odd.middle)
        if not _plausible(added, lacking) or _named(run, usual) or _named(run, odd):
            continue
        if _stock(run, odd, added + lacking):
            continue
        found = _Difference(usual, odd, added, lacking, *_shared(run, usual, odd))
        if not _worth(found):
            continue
        place = odd.places[0] + _alike(usual.middle, odd.middle)
        shared = found.before + found.after
        if place not in best or best[place][0] < shared:
            best[place] = (shared, _hit(run, found))
    for place, hit in _lost_articles(run):
        best.setdefault(place, (0, hit))
    yield from (best[place][1] for place in sorted(best))


def _plausible(added: Key, lacking: Key) -> bool:
    """Whether the change may be a slip: words added, or left out, or one mark for another."""
    changed = added + lacking
    if not changed or "#" in changed or {"and", "or"} & set(changed):
        return False
    if any(len(word) == 1 and word.isalpha() and word != "a" for word in changed):
        return False
    if not (added and lacking) or set(changed) <= _MARKS:
        return True
    return len(changed) == 2 and singular(added[0]) == singular(lacking[0])


def _stock(run: Run, odd: Reading, changed: Key) -> bool:
    """Whether the change is the word a stock phrase loses, which has a rule of its own."""
    around = run.around(odd.places[0], len(odd.middle), 5).lower()
    return any(
        phrase.lost.split() == list(changed) and phrase.after.lower() in around
        for phrase in stock_phrases()
    )


def _worth(found: _Difference) -> bool:
    shared = found.before + found.after
    small = lists.words("determiners.txt")
    if all(word in _MARKS or word in small for word in found.changed):
        return shared >= _SMALL
    inflected = found.added and found.lacking
    if (found.before < _BEFORE and not inflected) or set(found.changed) & lists.words(
        "function_words.txt"
    ):
        return False
    if inflected:
        return shared >= _ATTESTED
    places, rare = len(found.usual.places), len(found.odd.places)
    attested = places >= _OFTEN and rare * 3 <= places
    return shared >= (_ATTESTED if attested else _ALONE)


def _shared(run: Run, usual: Reading, odd: Reading) -> tuple[int, int]:
    """How many tokens agree before and after the difference, at best."""
    longest = (0, 0)
    for one in usual.places[:4]:
        for other in odd.places[:4]:
            if abs(one - other) <= WIDEST:
                continue
            before = run.same(one - 1, other - 1, -1)
            after = run.same(one + len(usual.middle), other + len(odd.middle), 1)
            longest = max(longest, (before, after), key=sum)
    return longest


def _apart(usual: Key, odd: Key) -> tuple[Key, Key]:
    """What the odd reading adds and what it lacks, equal ends left out."""
    alike = _alike(usual, odd)
    usual, odd = usual[alike:], odd[alike:]
    while usual and odd and usual[-1] == odd[-1]:
        usual, odd = usual[:-1], odd[:-1]
    return odd, usual


def _alike(usual: Key, odd: Key) -> int:
    """How many tokens two readings begin with alike."""
    pairs = enumerate(zip(usual, odd, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(usual), len(odd)))


def _named(run: Run, reading: Reading) -> bool:
    """Whether the reading holds a name: a capitalised word."""
    first = reading.places[0]
    words = run.words[first : first + len(reading.middle)]
    return any(word.text[:1].isupper() for word in words)


def _hit(run: Run, found: _Difference) -> Hit:
    here = found.odd.places[0]
    page = run.pages[here]
    elsewhere = _listed(run.pages[place].address for place in found.usual.places)
    also = dict.fromkeys(run.pages[place].address for place in found.odd.places[1:])
    also.pop(page.address, None)
    reads = run.around(here, len(found.odd.middle))
    usually = run.around(found.usual.places[0], len(found.usual.middle))
    start = run.words[here - 1].start
    tied = len(found.usual.places) == len(found.odd.places)
    right = f"“{usually}”, if no difference is meant"
    if tied:
        right = f"one of the two in both places: “{usually}” or “{reads}”"
    return Hit(
        page,
        start,
        run.words[here + len(found.odd.middle)].end - start,
        f"reads “{reads}”, but {elsewhere} “{usually}”",
        right,
        tuple(also),
    )


def _lost_articles(run: Run) -> Iterator[tuple[int, Hit]]:
    """A long formula that begins with the article nearly everywhere, and not after a preposition
    or an infinitive here."""
    width = _AFTER_ARTICLE
    keys = [tuple(run.folded[n : n + width]) for n in range(len(run.folded) - width + 1)]
    with_article = Counter(
        key for n, key in enumerate(keys) if n and run.folded[n - 1] == "the" and "" not in key
    )
    first: dict[Key, int] = {}
    for place, key in enumerate(keys):
        if with_article[key] < _WITH_ARTICLE or place < 2:
            continue
        first.setdefault(key, place)
        bare = run.folded[place - 1] in _PREPOSITIONS or run.folded[place - 2] == "to"
        if run.folded[place - 1] != "the" and run.folded[place - 1] and bare:
            yield place, _without_article(run, place, with_article[key])


def _without_article(run: Run, place: int, often: int) -> Hit:
    page = run.pages[place]
    start, end = run.words[place - 1].start, run.words[place + 3].end
    formula = run.around(place, _AFTER_ARTICLE, 0)
    return Hit(
        page,
        start,
        end - start,
        f"“{page.text[start:end]} …” lacks the article: in {often} other places it is “the "
        f"{formula}”",
        f"“{run.words[place - 1].text} the {formula}”",
    )


def _listed(addresses: Iterator[str]) -> str:
    different = list(dict.fromkeys(addresses))
    return ", ".join(different[:4]) + (" …" if len(different) > 4 else "")


RULES = (
    Rule(
        "formula",
        "A formula that stands elsewhere with a small difference",
        "A difference will be read as meant; a change in one place must ask about the others.",
        "warning",
        differences,
    ),
)
