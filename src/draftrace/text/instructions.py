"""How does a conclusion read as an instruction? "X should be done" becomes "Do X".

An offer to the person who lifts, never imposed: a sentence that fits no pattern stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from draftrace.text.lexicon import lines

_SENTENCE = re.compile(r"(?<=[a-z)][.])\s+(?=[A-Z])")
_ADVERBS = r"(?:further|better|also|fully|systematically|urgently|regularly|jointly|actively)"
_GIVEN_TO = re.compile(
    r"(?P<what>[A-Z][a-z]+) should (?P<goes_on>continue to )?be (?P<verb>given|paid) to "
    r"(?P<rest>.+)",
    re.DOTALL,
)
_EFFORTS = re.compile(
    r"(?P<what>[A-Z][a-z ]+?) should (?P<goes_on>continue to )?be (?P<verb>made|taken) "
    r"(?P<rest>to .+)",
    re.DOTALL,
)
_PASSIVE = re.compile(
    rf"(?P<what>.+?) should (?P<goes_on>continue to )?be (?P<how>{_ADVERBS} )?"
    r"(?P<first>[a-z]+)(?: and (?P<second>[a-z]+ed))?(?P<rest>\b.*)",
    re.DOTALL,
)
_NO_NAMES = {"The", "A", "An", "All", "Relevant", "Existing", "National", "Other", "Such"}
_ACTORS = re.compile(
    r"(?:The international community|(?:All )?(?:Member )?States|Governments)"
    r" should (?P<how>also )?(?P<rest>[a-z].+)",
    re.DOTALL,
)


def instruction(wording: str) -> str:
    """The wording as an instruction, sentence by sentence."""
    return " ".join(_sentence(s) for s in _SENTENCE.split(wording))


def _sentence(sentence: str) -> str:
    for pattern, make in (
        (_GIVEN_TO, _given),
        (_EFFORTS, _made),
        (_ACTORS, _acting),
        (_PASSIVE, _passive),
    ):
        found = pattern.fullmatch(sentence)
        made = make(found) if found else ""
        if made:
            return made[0].upper() + made[1:]
    return sentence


def _given(found: re.Match[str]) -> str:
    if found["what"] == "Consideration" and found["verb"] == "given":
        return f"{found['goes_on'] or ''}consider {found['rest']}"
    verb = "give" if found["verb"] == "given" else "pay"
    return f"{found['goes_on'] or ''}{verb} {_lowered(found['what'])} to {found['rest']}"


def _made(found: re.Match[str]) -> str:
    verb = "make" if found["verb"] == "made" else "take"
    return f"{found['goes_on'] or ''}{verb} {_lowered(found['what'])} {found['rest']}"


def _acting(found: re.Match[str]) -> str:
    return "" if found["rest"].startswith("be ") else found["rest"]


def _passive(found: re.Match[str]) -> str:
    if " should " in found["what"] or found["what"].startswith("Given "):
        return ""
    first = base_form(found["first"])
    second = base_form(found["second"]) if found["second"] else ""
    if not first or (found["second"] and not second):
        return ""
    verbs = first + (f" and {second}" if second else "")
    lead = f"{found['goes_on'] or ''}{found['how'] or ''}{verbs}"
    return f"{lead} {_lowered(found['what'])}{found['rest']}"


def base_form(participle: str) -> str:
    """The verb of a past participle, or nothing when the list does not know it."""
    return _participles().get(participle, "")


@cache
def _participles() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines("verbs.txt"):
        verb, _, irregular = line.partition(" ")
        found[irregular or _regular(verb)] = verb
        if not irregular and re.fullmatch(r".*[^aeiou][aeiou][bdgklmnprt]", verb):
            found[f"{verb}{verb[-1]}ed"] = verb
    return found


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _lowered(what: str) -> str:
    """The subject in mid-sentence: names and abbreviations keep their capital."""
    first, _, rest = what.partition(" ")
    if first.isupper() or (rest[:1].isupper() and first not in _NO_NAMES):
        return what
    return what[0].lower() + what[1:]
