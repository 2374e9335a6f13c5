"""Which styles of an ODT file strike letters out, and which hide them?

Source: OpenDocument 1.3 part 3, 20.383 (style:text-line-through-style), 20.384 (-type), fo:color,
fo:font-size, style:text-scale, style:font-name, fo:line-height, fo:margin-left; 16.2 (a style has
what its parent has).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from draftrace.intake.tracked.by_hand import Looks
from draftrace.intake.tracked.word_unseen import PICTURING

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_OURS = ("DeletedWords", "DeletedEnd")
_PALE = re.compile(r"#f[0-9a-f]f[0-9a-f]f[0-9a-f]", re.I)
_TINY = re.compile(
    r"[0-2](?:\.\d+)?pt|0(?:\.[0-5]\d*)?mm|0(?:\.0[0-5]?\d*)?cm|[0-9]%|0(?:\.0\d*)?in"
)

_FAR = re.compile(r"(?:2[6-9]|[3-9]\d|\d{3,})(?:\.\d+)?cm|(?:1[1-9]|[2-9]\d|\d{3,})(?:\.\d+)?in")
"""Further than any page is wide."""
_PARAGRAPH = f"{_STYLE}paragraph-properties"


def looks_of(*roots: Any) -> Looks:
    """The styles by which letters of a file are struck or hidden, of its parts that have styles."""
    named = {
        style.get(f"{_STYLE}name", ""): style
        for root in roots
        if root is not None
        for style in root.iter(f"{_STYLE}style")
    }
    hidden = [_those(named, do) for do in (_vanishes, _fades, _shrinks, _blends, _flattens)]
    return Looks(
        _those(named, _strikes), frozenset().union(*hidden), pictured=_those(named, _pictures)
    )


def _those(named: dict[str, Any], do: Callable[[Any], bool | None]) -> frozenset[str]:
    def chain(name: str) -> list[str]:
        passed: list[str] = []
        while name and name not in passed:
            passed.append(name)
            name = named[name].get(f"{_STYLE}parent-style-name", "") if name in named else ""
        return passed

    def does(name: str) -> bool:
        names = chain(name)
        said = (do(named[each]) for each in names if each in named)
        return not set(names).intersection(_OURS) and bool(
            next((d for d in said if d is not None), 0)
        )

    return frozenset(filter(does, named))


def _strikes(style: Any) -> bool | None:
    told = [
        looks.get(f"{_STYLE}text-line-through-{how}", "")
        for looks in style.iterfind(f"{_STYLE}text-properties")
        for how in ("style", "type")
    ]
    said = [each for each in told if each]
    return all(each != "none" for each in said) if said else None


def _vanishes(style: Any) -> bool | None:
    return _any(style, f"{_TEXT}display", lambda shown: shown != "true")


def _fades(style: Any) -> bool | None:
    """White letters; not on a ground that the style sets."""
    grounds = (looks.get(f"{_FORMAT}background-color", "transparent") for looks in style)
    grounded = any(each != "transparent" and not _PALE.fullmatch(each) for each in grounds)
    return _any(
        style, f"{_FORMAT}color", lambda color: bool(_PALE.fullmatch(color) and not grounded)
    )


def _shrinks(style: Any) -> bool | None:
    told = [
        _any(style, name, lambda size: bool(_TINY.fullmatch(size)))
        for name in (f"{_FORMAT}font-size", f"{_STYLE}text-scale")
    ]
    said = [each for each in told if each is not None]
    return any(said) if said else None


def _blends(style: Any) -> bool | None:
    """Letters of the colour of their ground."""
    pairs = [
        (looks.get(f"{_FORMAT}color", ""), looks.get(f"{_FORMAT}background-color", ""))
        for looks in style.iterfind(f"{_STYLE}text-properties")
    ]
    said = [color.lower() == ground.lower() for color, ground in pairs if color and ground]
    return any(said) if said else None


def _pictures(style: Any) -> bool | None:
    """Letters for each of which the font has a picture."""
    names = (f"{_STYLE}font-name", f"{_FORMAT}font-family")
    told = [_any(style, name, _is_of_pictures) for name in names]
    said = [each for each in told if each is not None]
    return any(said) if said else None


def _is_of_pictures(font: str) -> bool:
    return font.lower().replace(" ", "").strip("'").startswith(PICTURING)


def _flattens(style: Any) -> bool | None:
    """Lines without height, or off the page."""
    told = [looks.get(f"{_FORMAT}line-height", "") for looks in style.iterfind(_PARAGRAPH)]
    left = [looks.get(f"{_FORMAT}margin-left", "") for looks in style.iterfind(_PARAGRAPH)]
    said = [bool(_TINY.fullmatch(each)) for each in told if each.endswith(("pt", "mm", "cm", "in"))]
    said += [bool(_FAR.fullmatch(each)) for each in left if each]
    return any(said) if said else None


def _any(style: Any, name: str, is_so: Callable[[str], bool]) -> bool | None:
    told = [looks.get(name, "") for looks in style.iterfind(f"{_STYLE}text-properties")]
    said = [is_so(each) for each in told if each]
    return any(said) if said else None
