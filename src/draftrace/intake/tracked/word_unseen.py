"""Which look of letters in a Word file keeps them from the eye, or strikes them out?

Source: ECMA-376-1, 17.3.2.9, 17.3.2.37, 17.3.2.41, 17.3.2.6, 17.3.2.38, 17.3.2.43, 17.3.2.26
(dstrike, strike, vanish, color, sz, w, rFonts); 17.7 (styles and what they are based on);
[MS-DOCX] 2.6.1.20 (textFill).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRIKES = (f"{_W}strike", f"{_W}dstrike")
_OFF = ("0", "false", "off")
_PLAIN = ("auto", "ffffff", "")
_SMALLEST = 4
"""Half points: letters as low as this or lower are no letters to a reader."""
_PALEST = 0xF0
_NARROWEST = 5
"""Percent of the width of letters."""
_GROUNDS = ("background1", "light1")
PICTURING = ("wingdings", "webdings", "symbol", "marlett", "zapfdingbats")
"""Fonts that have a picture or a letter of another alphabet for each letter."""
_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_NO_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}noFill"


def strikes(properties: Any) -> bool | None:
    """Whether properties of a run strike it out; None where they say nothing."""
    return _any(_is_on(each) for name in _STRIKES for each in properties.iterfind(name))


def vanishes(properties: Any) -> bool | None:
    """Whether they make it hidden text; the same of the others."""
    return _any(_is_on(each) for each in properties.iterfind(f"{_W}vanish"))


def fades(properties: Any) -> bool | None:
    """Whether its letters are white; not where the same properties set a ground."""
    pale = _any(map(_is_pale, properties.iterfind(f"{_W}color")))
    return pale and not _shaded(properties)


def shrinks(properties: Any) -> bool | None:
    """Whether its letters are too small or too narrow to see."""
    sizes = (_is_at_most(each, _SMALLEST) for each in properties.iterfind(f"{_W}sz"))
    widths = (_is_at_most(each, _NARROWEST) for each in properties.iterfind(f"{_W}w"))
    return _any((*sizes, *widths))


def blends(properties: Any) -> bool | None:
    """Whether its letters have no colour, or that of their ground."""
    colors = {each.get(f"{_W}val", "").lower() for each in properties.iterfind(f"{_W}color")}
    grounds = {each.get(f"{_W}fill", "").lower() for each in properties.iterfind(f"{_W}shd")}
    fills = (fill.find(_NO_FILL) is not None for fill in properties.iterfind(_FILL))
    same = (ground in colors for ground in grounds - {"auto", ""} if colors)
    return _any((*same, *fills))


def pictures(properties: Any) -> bool | None:
    """Whether its font shows a picture for each letter."""
    names = ("ascii", "hAnsi")
    fonts = (f.get(f"{_W}{name}") for f in properties.iterfind(f"{_W}rFonts") for name in names)
    said = (font.lower().replace(" ", "") for font in fonts if font)
    return _any(font.startswith(PICTURING) for font in said)


def _any(signs: Iterable[bool]) -> bool | None:
    found = [*signs]
    return any(found) if found else None


def _shaded(properties: Any) -> bool:
    shades = [shade.get(f"{_W}fill", "") for shade in properties.iter(f"{_W}shd")]
    marked = next(properties.iterfind(f"{_W}highlight"), None) is not None
    return marked or any(fill.lower() not in _PLAIN for fill in shades)


Look = Callable[[Any], bool | None]
"""What properties of a run do to its letters; None where they say nothing of it."""
STRIKING: tuple[Look, ...] = (strikes,)
HIDING: tuple[Look, ...] = (vanishes, fades, shrinks, blends)


def looks_so(run: Any, does: Look, styles: Mapping[Look, frozenset[str]]) -> bool:
    """Whether a run looks so, by itself, by its style or by its paragraph's."""
    properties = run.find(f"{_W}rPr")
    own = None if properties is None else does(properties)
    if own is None:
        above = next(run.iterancestors(f"{_W}p"), None)
        of_all = None if above is None else above.find(f"{_W}pPr")
        named = {_style(properties, "rStyle"), _style(of_all, "pStyle")}
        own = not named.isdisjoint(styles.get(does, ()))
    return own and not (does is fades and _on_a_ground(run))


def _on_a_ground(run: Any) -> bool:
    """Whether letters stand on a ground of the paragraph's or the cell's."""
    of = (f"{_W}rPr", f"{_W}pPr", f"{_W}tcPr")
    return any(_shaded(each) for above in run.iterancestors() for each in above.iterchildren(*of))


def _style(properties: Any, name: str) -> str:
    named = None if properties is None else properties.find(f"{_W}{name}")
    return "" if named is None else named.get(f"{_W}val", "")


def styles_by_look(styles: Any) -> dict[Look, frozenset[str]]:
    """The ids of the styles that do each of these things."""
    return {does: _styles_that(does, styles) for does in (*STRIKING, *HIDING, pictures)}


def _styles_that(do: Look, styles: Any) -> frozenset[str]:
    """Those that do so, or are based on one that does."""
    each = (
        {} if styles is None else {s.get(f"{_W}styleId", ""): s for s in styles.iter(f"{_W}style")}
    )

    def does(name: str) -> bool:
        passed: set[str] = set()
        while name in each and name not in passed:
            passed.add(name)
            properties = each[name].find(f"{_W}rPr")
            if properties is not None and (told := do(properties)) is not None:
                return told
            based = each[name].find(f"{_W}basedOn")
            name = "" if based is None else based.get(f"{_W}val", "")
        return False

    return frozenset(filter(does, each))


def _is_on(sign: Any) -> bool:
    return sign.get(f"{_W}val", "1") not in _OFF


def _is_pale(color: Any) -> bool:
    told = color.get(f"{_W}val", "")
    if color.get(f"{_W}themeColor", "") in _GROUNDS:
        return True
    try:
        parts = [int(told[at : at + 2], 16) for at in (0, 2, 4)]
    except ValueError:
        return False
    return len(told) == 6 and min(parts) >= _PALEST


def _is_at_most(sign: Any, most: int) -> bool:
    told = sign.get(f"{_W}val", "")
    return told.isdecimal() and int(told) <= most
