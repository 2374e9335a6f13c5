"""Does a style of an html page keep words from the eye, or strike them out?

Source: CSS Syntax 3, 4.3.7 (escapes); what keeps letters from being seen: CSS Display, Color,
Fonts, Positioning, Transforms, Masking. Words in light letters are hidden where no ground is set
for them.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?|\\([^\n])", re.I)
_UNSEEN = re.compile(
    r"""(?:^|[;{\s])(?:
      display\s*:\s*none
    | (?:content-)?visibility\s*:\s*(?:hidden|collapse)
    | opacity\s*:\s*(?:0?\.0\d*|0)%?\s*(?:[;!}]|$)
    | font-size\s*:\s*(?:0(?![.\d])|0?\.[0-4]\d*(?:px|pt))
    | font\s*:\s*(?:[a-z]+\s+)*0(?![.\d])
    | (?:left|right|top|bottom|text-indent|margin-left)\s*:\s*-\d{3,}
    | clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)
    | clip\s*:\s*rect\(\s*(?:0|1)(?:px)?[\s,]
    | (?:transform\s*:[^;]*)?\bscale[xy]?\s*[(:]\s*0(?![.\d])
    | (?:max-)?(?:height|width)\s*:\s*0(?![.\d])
    | -webkit-text-fill-color\s*:\s*transparent
    | mso-hide\s*:\s*all
    )""",
    re.I | re.X,
)
_PALE = re.compile(
    r"(?:^|[;{\s])color\s*:\s*(?:white|transparent|snow|ivory|#f[0-9a-f]?f[0-9a-f]?f[0-9a-f]?\b"
    r"|rgba?\(\s*255\s*,?\s*255\s*,?\s*255|rgba\([^)]*,\s*0?\.?0\s*\))",
    re.I,
)
_GROUND = re.compile(
    r"background(?:-color)?\s*:\s*(?!\s*(?:white|none|transparent|inherit|#f{3,6}\b))", re.I
)
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_FROM_RIGHT = re.compile(r"unicode-bidi\s*:\s*(?:bidi-override|isolate-override)", re.I)


def plainly(style: str) -> str:
    """A style without comments and with its escapes read; quotes and braces stay escaped."""

    def read(found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else 0
        letter = (chr(number) if 0 < number < 0x110000 else "") if found[1] else found[2]
        return found[0] if letter in "\"'{};:\\" else letter

    return _ESCAPE.sub(read, _COMMENT.sub("", style))


def hides(style: str) -> bool:
    """Whether words of this style are not seen, or not as they are written."""
    pale = _PALE.search(style) and not _GROUND.search(style)
    return bool(_UNSEEN.search(style) or pale or _FROM_RIGHT.search(style))


def strikes(style: str) -> bool:
    """Whether words of this style are struck out."""
    return bool(_LINE_THROUGH.search(style))
