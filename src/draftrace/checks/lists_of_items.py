"""Do the items of a list follow from their chapeau, and from one another?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages

_MODAL = re.compile(r"\b(?:should|shall|must|will|may|to|agree to|decide to)(?:, [^:]{1,40},?)?:$")
_BY = re.compile(r"\bby(?:, [^:]{1,40},?)?:$")
_ITSELF = re.compile(r"\b(?:that)(?:, [^:]{1,40},?)?:$")
_LINK = r"(?:(?:in|to|at|with|on) th(?:is|at|ese|ose) [a-z]+|if appropriate|where possible), "
_MODALS = r"(?P<modal>should|shall|must|will|needs? to)\b"
_SENTENCE = re.compile(rf"; (?P<and>and,? )?(?:{_LINK})?(?P<subject>[^;:]{{3,250}}?) {_MODALS}")
_JOINED = re.compile(
    rf", (?P<and>and,? )(?:[^,;:]{{3,40}}, )(?P<subject>[a-z][\w-]*(?: [\w-]+){{0,3}}) {_MODALS}"
)
_DEPENDENT = re.compile(r"^(?:which|who|that|if|where|to|so)\b|\b(?:which|who|that)\b")
_DUTY = re.compile(r"\b(should|must|shall)\b")
_OBJECTS = frozenset(
    ("a", "all", "an", "each", "every", "its", "must", "no", "shall", "should", "that", "the")
).union(("their", "there", "these", "this", "those", "to"))


def chapeaux(pages: Pages) -> Iterator[Hit]:
    """An item whose first words do not go on from the words of the chapeau."""
    for chapeau, listed in pages.lists:
        if chapeau is None:
            continue
        text = chapeau.text.rstrip()
        for page in listed:
            if not page.words:
                continue
            if _BY.search(text):
                yield from _after_by(chapeau, page)
            elif _MODAL.search(text):
                yield from _after_modal(chapeau, page)


def _after_by(chapeau: Page, page: Page) -> Iterator[Hit]:
    words = [word.text.lower() for word in page.words[:4]]
    if not any(word.endswith("ing") for word in words) and not page.text.startswith("["):
        what = f"“{_ending(chapeau)} … {_opening(page)}”: after “by” the item begins otherwise"
        yield Hit(page, 0, len(page.words[0].text), what, "a verb in -ing")


def _after_modal(chapeau: Page, page: Page) -> Iterator[Hit]:
    first = page.words[0].text.lower()
    rest = page.text[page.words[0].end : page.words[0].end + 400]
    participle = first.endswith("ing") and first != "bring"
    if first in _OBJECTS or (participle and not re.search(r", [a-z]", rest)):
        what = f"“{_ending(chapeau)} … {_opening(page)}” does not read on"
        yield Hit(page, 0, len(first), what, "a verb in its base form")


def own_clauses(pages: Pages) -> Iterator[Hit]:
    """An item that becomes a sentence of its own, with its own subject and its own "should".
    Joined by "and" it is read as part of the chapeau's sentence and is named for itself.
    """
    apart: list[Hit] = []
    for chapeau, listed in pages.lists:
        if chapeau is None or not _MODAL.search(chapeau.text.rstrip()):
            continue
        for page in listed:
            found = _SENTENCE.search(page.text) or _JOINED.search(page.text)
            if found is None or _DEPENDENT.search(found["subject"]):
                continue
            hit = _own_clause(chapeau, page, found)
            if found["and"]:
                yield hit
            else:
                apart.append(hit)
    together = grouped(apart)
    if together is not None:
        yield msgspec.structs.replace(together, severity="note")


def _own_clause(chapeau: Page, page: Page, found: re.Match[str]) -> Hit:
    subject = found["subject"]
    shown = subject if len(subject) < 60 else f"{subject[:40]} …"
    what = f"after “{_ending(chapeau)}” the item goes on with a sentence of its own: "
    what += f"“{shown} {found['modal']} …”"
    right = "an item that goes on from its chapeau throughout, or a paragraph apart"
    return Hit(page, found.start(), found.end() - found.start(), what, right)


def modality(pages: Pages) -> Iterator[Hit]:
    """One item of a list with "must" or "shall" where all others have "should"."""
    for _, listed in pages.lists:
        duties = {page: _DUTY.findall(page.text) for page in listed}
        usual = [page for page, found in duties.items() if found and set(found) == {"should"}]
        if len(usual) < 4:
            continue
        for page, found in duties.items():
            if found and "should" not in found and len(usual) * 10 >= len(duties) * 6:
                at = page.text.index(found[0])
                what = f"“{found[0]}”, where {len(usual)} other items of the list have “should”"
                yield Hit(page, at, len(found[0]), what, "“should”, if no more is meant")


def repeated_acts(pages: Pages) -> Iterator[Hit]:
    """``Recall also`` where the paragraph before does not recall; ``Recall`` where it does."""
    for part in pages.parts.values():
        before = ""
        for page in part:
            if page.kind not in ("operative", "preambular"):
                continue
            if not page.emphasised or page.emphasised[0][0]:
                before = ""
                continue
            verb, adverb = _act(page)
            if adverb and verb != before:
                what = f"“{verb} {adverb}”, but the paragraph before does not begin with “{verb}”"
                yield Hit(page, 0, len(verb) + 1 + len(adverb), what, f"“{verb}”")
            elif verb and not adverb and verb == before:
                what = f"“{verb}” twice in a row"
                yield Hit(page, 0, len(verb), what, f"“{verb} also”")
            before = verb


def _act(page: Page) -> tuple[str, str]:
    """The verb a paragraph begins with, and whether it says "also" or "further"."""
    words = page.text.split(None, 2)
    verb = words[0].rstrip(",") if words else ""
    second = words[1].rstrip(",") if len(words) > 1 else ""
    return verb, second if second in ("also", "further") else ""


def _ending(chapeau: Page) -> str:
    return " ".join(chapeau.text.split()[-3:])


def _opening(page: Page) -> str:
    return " ".join(page.text.split()[:3])


RULES = (
    Rule(
        "chapeau",
        "An item that does not follow from its chapeau",
        "Chapeau and item are one sentence; if it does not read on, the duty is in doubt.",
        "error",
        chapeaux,
    ),
    Rule(
        "own-sentence",
        "An item that goes on with a sentence of its own",
        "Who should do it is no longer who the chapeau says.",
        "warning",
        own_clauses,
    ),
    Rule(
        "modality",
        "One item with “must” among items with “should”",
        "The force of a duty is negotiated word by word.",
        "warning",
        modality,
    ),
    Rule(
        "act-again",
        "“Recall also” with nothing recalled before, or one act twice without “also”",
        "“also” and “further” count the acts of one kind.",
        "warning",
        repeated_acts,
    ),
)
