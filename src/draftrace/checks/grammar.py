"""Does a sentence hang together: words once, pairs parallel, subject and verb in number?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule
from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lists

_DOUBLED = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_PREPOSITIONS = (
    "about|against|among|at|between|by|for|from|in|into|of|on|through|to|towards|with|within"
)
_BOTH = re.compile(rf"\bboth ({_PREPOSITIONS}) (?:\w+[\w-]* ){{1,3}}and (\w+)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"\b(not only) (?P<first>[\w-]+)(?P<inner>[^.;:]{1,120}?) but also (?P<second>[\w-]+)",
    re.IGNORECASE,
)
_NEEDS = {
    "access": "to",
    "accession": "to",
    "adherence": "to",
    "commitment": "to",
    "compliance": "with",
    "conformity": "with",
    "contribution": "to",
    "dependence": "on",
    "participation": "in",
    "reliance": "on",
    "resistance": "to",
    "response": "to",
    "trafficking": "in",
}
_LOST = re.compile(
    rf"(?<!, )\b({'|'.join(_NEEDS)}) (?:and|or) ([a-z]+(?:tion|ment|ance|ence|al|ing))"
    r" (of|for|with) (?=the|those|these|its|their|all|any|[a-z]+s?\b)",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    r"^(?:The|A|An) (?P<noun>[a-z]+) [^.;:]{3,400}? and the (?P=noun) [^.;:]{3,120}?"
    r" (?P<verb>was|is|has)\b(?! (?:not only|that)\b)"
)
_SHORT_SUBJECTS = re.compile(
    r"^(?:[A-Z][a-z]+ed |[A-Z][a-z]+er |Greater |More )?(?:[a-z]+ )?"
    r"(?P<one>[a-z]+) and (?P<two>[a-z]+) (?P<verb>is|was|has)\b"
)
_TWO_NOUNS = re.compile(
    rf"^[A-Z][a-z]+ (?:{_PREPOSITIONS}) and [a-z]+ (?:{_PREPOSITIONS}) [a-z -]{{3,60}}?"
    r" (?P<verb>is|was|has)\b"
)
_ECHO = re.compile(
    r"\b(?P<stem>[a-z]{4,}?)(?:ed|e|es|s|ing|ions?)? (?:for|to|by|in|of) (?P=stem)(?:ing|e|ed)\b"
)
_PLURALS = {"is": "are", "was": "were", "has": "have"}
_BARE = re.compile(
    r"\b(?P<before>with|of|under|to|by|in|on|from) (?P<adjective>[a-z]+) (?P<noun>[a-z]+)"
    r"(?= (?:of|in|under)\b)"
)
_INFINITIVE = re.compile(r"^[a-z]+(?:ize|ify|ate|en)$")


def doubled_words(pages: Pages) -> Iterator[Hit]:
    """One word twice in a row, where the language does not ask for it."""
    allowed = lists.words("doubled_words.txt")
    for page in pages:
        for found in _DOUBLED.finditer(page.text):
            word = found[1]
            if word.lower() in allowed or (word[0].isupper() and found[0].endswith(word)):
                continue
            yield _at(page, found, f"“{found[0]}”: a word twice in a row", f"“{word}”")


def echoes(pages: Pages) -> Iterator[Hit]:
    """One verb twice around a small word: "created for creating"."""
    for page in pages.prose:
        for found in _ECHO.finditer(page.text):
            yield _at(
                page, found, f"“{found[0]}”: one verb twice", "another word for one of the two"
            )


def correlatives(pages: Pages) -> Iterator[Hit]:
    """``both`` and ``not only`` stand before what they join, and what they join is of one kind."""
    for page in pages:
        for found in _BOTH.finditer(page.text):
            preposition, after = found[1].lower(), found[2].lower()
            if after not in _PREPOSITIONS.split("|"):
                what = f"“{found[0]}”: “both {preposition}” asks for “and {preposition}”"
                right = (
                    f"“{preposition} both … and {found[2]} …”, or “and {preposition} {found[2]}”"
                )
                yield _at(page, found, what, right)
        for found in _NOT_ONLY.finditer(page.text):
            yield from _unlike(page, found)


def _unlike(page: Page, found: re.Match[str]) -> Iterator[Hit]:
    first, second = found["first"].lower(), found["second"].lower()
    prepositions = _PREPOSITIONS.split("|")
    verbs = {line.split()[0] for line in lists.words("verbs.txt")}
    shown = f"“not only {found['first']} … but also {found['second']} …”"
    inner = found["inner"].split()
    if second in prepositions and first not in prepositions and second in inner:
        what = f"{shown}: the two halves are not parallel"
        yield _at(page, found, what, f"“{found['first']} not only {second} … but also {second} …”")
    elif first in prepositions and second == "to" and first != "to":
        following = page.text[found.end() :].split(None, 1)[:1]
        if following and (following[0] in verbs or _INFINITIVE.match(following[0])):
            what = f"{shown}: “{first} …” and “to {following[0]} …” are not parallel"
            yield _at(page, found, what, f"“not only {first} … but also {first} …”")


def lost_prepositions(pages: Pages) -> Iterator[Hit]:
    """Two nouns before one object, of which the first needs a preposition of its own."""
    for page in pages:
        for found in _LOST.finditer(page.text):
            needed = _NEEDS[found[1].lower()]
            if needed != found[3]:
                what = f"“{found[0].strip()}”: “{found[1]}” needs “{needed}”"
                right = found[0].strip().replace(found[1], f"{found[1]} {needed}", 1)
                yield _at(page, found, what, f"“{right}”")


def agreement(pages: Pages) -> Iterator[Hit]:
    """Two subjects joined by ``and`` with a verb in the singular."""
    for page in pages.prose:
        if " and " not in page.text:
            continue
        for start, sentence in page.sentences():
            for pattern in (_SUBJECTS, _SHORT_SUBJECTS, _TWO_NOUNS):
                found = pattern.match(sentence)
                if found is not None and not _one_subject(found):
                    yield _disagreeing(page, start, found)
                    break


def _one_subject(found: re.Match[str]) -> bool:
    """Whether the words before the verb hold another verb, so that it is not theirs."""
    before = found[0].split()[:-1]
    return any(word in ("that", "which", "who", "are", "were", "have", "if") for word in before)


def _disagreeing(page: Page, start: int, found: re.Match[str]) -> Hit:
    verb, at = found["verb"], start + found.start("verb")
    subject = found[0] if len(found[0]) < 70 else f"{found[0][:30]} … {found[0][-30:]}"
    what = f"“{subject}”: two subjects, and a verb in the singular"
    return Hit(page, at, len(verb), what, f"“{_PLURALS[verb]}”")


def lost_articles(pages: Pages) -> Iterator[Hit]:
    """A noun that can be counted, in the singular, without article or plural ending."""
    nouns = lists.words("countable_nouns.txt")
    adjectives = lists.words("plain_adjectives.txt")
    for page in pages:
        for found in _BARE.finditer(page.text):
            if found["noun"] in nouns and found["adjective"] in adjectives:
                what = f"“{found[0]} …” lacks an article or the plural"
                plural = _plural(found["noun"])
                right = f"“{found['before']} {found['adjective']} {plural} …”, or with an article"
                yield _at(page, found, what, right)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _at(page: Page, found: re.Match[str], message: str, suggestion: str) -> Hit:
    return Hit(page, found.start(), found.end() - found.start(), message, suggestion)


RULES = (
    Rule(
        "doubled-word",
        "A word twice in a row",
        "A slip of the keyboard or of a merge.",
        "error",
        doubled_words,
    ),
    Rule(
        "echo",
        "One verb twice around a small word",
        "Left by an amendment that replaced half of a sentence.",
        "note",
        echoes,
    ),
    Rule(
        "correlative",
        "“both” or “not only” before the wrong word",
        "What is joined must be of one kind.",
        "warning",
        correlatives,
    ),
    Rule(
        "preposition",
        "A preposition lost between two nouns with one object",
        "“adherence and implementation of” leaves “adherence” without its “to”.",
        "warning",
        lost_prepositions,
    ),
    Rule(
        "agreement",
        "Two subjects with a verb in the singular",
        "Usually one of the two was added later.",
        "warning",
        agreement,
    ),
    Rule(
        "article",
        "A noun without its article or its plural",
        "A letter was lost; which one decides how many are meant.",
        "warning",
        lost_articles,
    ),
)
