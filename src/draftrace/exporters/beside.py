"""Which lines of a file are its masthead and page furniture, and so no part of its text?

A masthead is known by its labels, by the organs that issue such texts and by what our own papers
print; any other line above a title is a line of the text that nobody agreed to.
Source: the mastheads of United Nations documents (Distr., Original, session, agenda item, symbol).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from draftrace.exporters.compilation import STANDING
from draftrace.exporters.furniture import ENTRY, MASTHEAD, UNTIL
from draftrace.exporters.readback import squeezed

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d"
_DAYS = rf"\d{{1,2}}(?: {_MONTH})?(?: ?[-–] ?| to | and )\d{{1,2}} {_MONTH} \d{{4}}|{_DAY}"
_WORDS_OF_NAMES = r"(?: (?:on|of|for|the|and|in|[A-Z][\w’'-]*(?![\w/]))){0,12}"
_PLACE = r"[A-Z][\w.’'-]*(?: (?:of|de|la|[A-Z][\w.’'-]*)){0,3}"
_NTH = r"(?:(?:One|Two) hundred (?:and )?)?[\w-]*(?:st|nd|rd|th)"
_KIND = (
    "(?:[Rr]esumed|[Ss]pecial|[Ee]mergency|[Rr]egular|[Aa]nnual|[Ss]ubstantive|[Oo]rganizational)"
)
_ITEM = r"\d{1,3}(?: ?\([a-z]{1,3}\))*"
_SEAL = "[0-9a-f]{64}"
_ORGANS = (
    "United Nations",
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Human Rights Council",
    "Trusteeship Council",
    "Secretariat",
    r"(?:[A-Z][\w-]+ )?(?:Commission|Committee|Conference|Congress|Working Group)"
    + _WORDS_OF_NAMES,
)
_LABELLED = (
    r"Distr\.?:?(?: [A-Z]\w+)?",
    r"Original: [A-Z]\w+(?:(?:/|, | and )[A-Z]\w+)*",
    r"Symbol: \S+",
    rf"Date: (?:{_DAY})",
    rf"(?:{_PLACE}, )?(?:{_DAYS})",
    r"[A-Z]{1,10}(?:/[\w.()-]+)+\**",
    rf"{_MONTH} \d{{4}}",
    rf"(?:(?:{_KIND} )?{_NTH}|{_KIND})(?: {_KIND})* session(?: of \d{{4}})?",
    rf"(?:Agenda )?[Ii]tems? {_ITEM}(?:(?:,|,? and) {_ITEM})*"
    r"(?: of the (?:provisional |draft )?agenda)?",
    # What a file made of the standing text bears: its seal is no issue's, so nobody can know it.
    rf"{STANDING}(?:, seal: {_SEAL})?",
    rf"{_SEAL}(?: {ENTRY}\d+)?(?: {UNTIL}\w+)?",
)
_PIECE = re.compile("|".join(f"(?:{each})" for each in (*_ORGANS, *_LABELLED)))
_PAGES = re.compile(r"\b[Pp]age \d{1,4}(?: ?(?:/|of) ?\d{1,4})?")
_PAGE = re.compile(r"(?:[Pp]age )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?")
_CUT = "\0"
_SEPARATORS = " \t|·,;*"


class Beside:
    """What stands beside one text; ``told`` is the furniture of its issues, as ``furniture`` has
    it, ``paper`` what else is printed on the pages they are written on."""

    def __init__(self, told: Sequence[Mapping[str, str]], paper: Sequence[str] = ()) -> None:
        self._above = _longest_first(told, (*MASTHEAD, "legend", "key"))
        self._around = _longest_first(told, ("issue", "revision", "symbol"))
        named = (*MASTHEAD, "issue", "title", "revision", "seal", "keywords", "legend", "key")
        self._named = sorted([*_longest_first(told, named), *paper], key=len, reverse=True)

    def above(self, line: str) -> bool:
        """Whether a line above the title is of a masthead, all of it."""
        left = squeezed(line)
        while left and not self.around(left):
            known = [piece for piece in (*self._above, *self._around) if left.startswith(piece)]
            labelled = _PIECE.match(left)
            piece = max([*known, labelled[0] if labelled else ""], key=len)
            after = left[len(piece) :]
            if not piece or after[:1].isalnum():
                return False
            left = after.strip(_SEPARATORS)
        return True

    def unknown(self, shown: str) -> str:
        """What of the words shown beside a text of ours our papers do not put there: all that is
        neither theirs nor a number."""
        left = squeezed(shown)
        for piece in self._named:
            left = left.replace(piece, _CUT)
        parts = [_without_numbers(part) for part in left.split(_CUT) if not self.above(part)]
        return " ".join(part for part in parts if part and not self.above(part))

    def around(self, line: str) -> bool:
        """Whether a line is what our own pages bear at head and foot: symbol, issue, page; or no
        words at all but a rule."""
        left = squeezed(line)
        if not any(map(str.isalnum, left)):
            return True
        for piece in self._around:
            left = left.replace(piece, " ", 1)
        return left != squeezed(line) and not _PAGE.sub("", left, count=1).strip(_SEPARATORS)


def _without_numbers(shown: str) -> str:
    """What a page's number and those of its notes leave."""
    return " ".join(word for word in _PAGES.sub("", shown).split() if not _PAGE.fullmatch(word))


def _longest_first(told: Sequence[Mapping[str, str]], names: Sequence[str]) -> list[str]:
    lines = {squeezed(each[name]) for each in told for name in names}
    return sorted(filter(None, lines), key=lambda line: (-len(line), line))
