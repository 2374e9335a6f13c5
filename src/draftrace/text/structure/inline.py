"""How does a run of source text become a wording? Emphasis kept, everything else literal."""

from __future__ import annotations

import re
from collections.abc import Callable

from draftrace.text.wording import cite, normalise

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
RAISED = str.maketrans("0123456789", SUPERSCRIPTS)

_TAGS = re.compile(r"</?(?:i|em)>", re.IGNORECASE)
_STRONG_TAGS = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_SUP_TAGS = re.compile(r"<sup>\s*(\d{1,4}|\*{1,3})\s*</sup>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*]|\*(?!\*))+?)(?<=\S)\*\*(?!\*)")
_PIECE = re.compile(
    rf"""(?P<pair>(?<![\w*\\])\*(?=[^\s*])[^*\n]*?[^\s*\\]\*(?![\w*]))
    |(?P<raised>(?:(?<=\S)|(?<=[{SUPERSCRIPTS}]\s))[{SUPERSCRIPTS}]{{1,4}})
    |(?P<stars>(?<=[\w.,;:)”"'’\]])\*{{1,3}}(?![\w*]))
    |(?P<literal>\\|\*|\[\^)""",
    re.VERBOSE,
)
_SIGN = re.compile(rf"[{SUPERSCRIPTS}*\\\[]")
_UNIT = re.compile(r"(?:^|[\s\d])[kcdm]?m$")

_MD_PIECE = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |\[\^(?P<note>[^\[\]\s\\*]{1,80})\](?!:)
    |(?P<strong>\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w))
    |(?P<pair>\*(?=[^\s*])(?:[^*\\\n]|\\.)*?\*(?!\*))
    |(?P<under>(?<!\w)_(?=[^\s_])(?:[^_\\\n]|\\.)*?_(?!\w))
    |(?P<tag></?(?:i|em|b|strong|u)>)
    |(?P<literal>\\|\*|\[\^)""",
    re.VERBOSE | re.IGNORECASE,
)
_MD_SIGN = re.compile(r"[*_\\<\[]")


def bare(text: str) -> str:
    """Text without bold marks and with italic tags as asterisks; white space as it stands."""
    if "<" in text:
        text = _STRONG_TAGS.sub("", _TAGS.sub("*", text))
        text = _SUP_TAGS.sub(lambda mark: mark[1].translate(RAISED), text)
    return _STRONG.sub(r"\1", text) if "**" in text else text


def printed(text: str, notes: frozenset[str] | set[str]) -> str:
    """The wording of a stretch of printed text. Raised digits and asterisks after a word cite a
    note when one with that number is printed anywhere (``notes``); the rest is literal.
    """
    text = bare(normalise(text))
    if not _SIGN.search(text):
        return text

    def piece(found: re.Match[str]) -> str:
        if found["pair"]:
            return f"*{_escaped_inside(found['pair'][1:-1], notes)}*"
        number = (found["raised"] or "").translate(DIGITS) or (found["stars"] or "")
        if number:
            unit = number in ("2", "3") and _UNIT.search(
                text[max(found.start() - 4, 0) : found.start()]
            )
            return cite(star_id(number)) if number in notes and not unit else _literal(found[0])
        return _literal(found[0])

    return _replaced(text, _SIGN, _PIECE, piece)


def markdown(text: str) -> str:
    """The wording of a stretch of Markdown: strong marks go, emphasis and note references stay,
    backslash escapes are resolved.
    """
    text = normalise(text)
    return _replaced(text, _MD_SIGN, _MD_PIECE, _markdown_piece)


def _replaced(
    text: str,
    sign: re.Pattern[str],
    piece: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
) -> str:
    """As ``piece.sub``, but trying only where a ``sign`` stands: the engine finds a single sign
    many times faster than it tries a piece at every place."""
    shown: list[str] = []
    done = 0
    found = sign.search(text)
    while found is not None:
        at = found.start()
        whole = piece.match(text, at)
        if whole is not None:
            shown += (text[done:at], replacement(whole))
            done = whole.end()
        found = sign.search(text, max(done, at + 1))
    return "".join([*shown, text[done:]]) if shown else text


def star_id(number: str) -> str:
    """The id of a note by its printed number; asterisks, which no id may hold, become ``s1``…"""
    return f"s{len(number)}" if number.startswith("*") else number


def _markdown_piece(found: re.Match[str]) -> str:
    if found["escaped"]:
        return _unescaped(found)
    if found["note"] or found["strong"]:
        return found[0] if found["note"] else ""
    if found["pair"] or found["under"]:
        return f"*{_MD_PIECE.sub(_inside_emphasis, found[0][1:-1])}*"
    if found["tag"]:
        return "*" if found["tag"].strip("</>").lower() in ("i", "em") else ""
    return _literal(found[0])


def _unescaped(found: re.Match[str]) -> str:
    sign = found["escaped"]
    note_like = sign == "[" and found.string.startswith("^", found.end())
    return f"\\{sign}" if note_like or sign in "*\\" else sign


def _inside_emphasis(found: re.Match[str]) -> str:
    if found["escaped"] or found["note"]:
        return _markdown_piece(found)
    return "" if found["strong"] or found["tag"] else _literal(found[0]).replace("\\_", "_")


def _escaped_inside(text: str, notes: frozenset[str] | set[str]) -> str:
    return _PIECE.sub(
        lambda found: (
            cite(found["raised"].translate(DIGITS))
            if found["raised"] and found["raised"].translate(DIGITS) in notes
            else _literal(found[0])
        ),
        text,
    )


def _literal(text: str) -> str:
    return "".join("\\" + c if c in "\\*" else c for c in text).replace("[^", "\\[^")
