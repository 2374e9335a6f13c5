"""Can a PDF show these letters? Its fonts come with typst, so that its bytes hang on no machine;
a letter they lack would be an empty box, which no reader of the page could see to be one."""

from __future__ import annotations

import re
import unicodedata

from draftrace.errors import DraftraceError

FAMILY = "Libertinus Serif"
"""The font of ``layout/page.typ``."""
_SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "COMBINING ", "MODIFIER LETTER ")
_BEYOND = 0x10000
"""From here on letters of old scripts, pictures and rare ideographs stand."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def check_fonts(text: str) -> None:
    """Raises DraftraceError when the font is not there or the text has letters it lacks, or signs
    that turn the direction of others: what is printed can't be read back with them."""
    import typst

    if FAMILY not in typst.Fonts(include_system_fonts=False).families():
        raise DraftraceError(
            f"The typst package brings no {FAMILY}, so no PDF can be set.",
            "It comes with draftrace: install it anew.",
        )
    lacking = sorted(letter for letter in set(text) if not letter.isascii() and _is_lacking(letter))
    if lacking:
        first = lacking[0]
        raise DraftraceError(
            f"A PDF has no font for {len(lacking)} of the letters used, first {first!r} "
            f"({_name(first)}).",
            "Export docx, odt or html: whoever opens it brings the fonts.",
        )
    if found := _TURNING.search(text):
        before = re.split(r'["#\[\]{}]', text[max(0, found.start() - 24) : found.start()])[-1]
        raise DraftraceError(
            f"A PDF can't keep U+{ord(found[0]):04X} ({_name(found[0])}), a sign unseen that turns "
            f"the direction of letters, behind “{before.strip()}”.",
            "Strike it from the text; or export docx, odt or html, which keep it.",
        )


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def _is_lacking(letter: str) -> bool:
    if ord(letter) >= _BEYOND:
        return True
    is_letter = unicodedata.category(letter) in ("Lo", "Ll", "Lu", "Lt", "Mn", "Mc")
    return is_letter and not unicodedata.name(letter, "").startswith((*_SCRIPTS, *_SIGNS))


_SIGNS = ("FEMININE ORDINAL", "MASCULINE ORDINAL", "MICRO SIGN", "OHM SIGN", "ANGSTROM", "KELVIN")
