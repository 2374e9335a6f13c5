"""Which look of letters in a Word file keeps them from the eye, or strikes them out?

Source: ECMA-376-1, 17.3.2.9, 17.3.2.37, 17.3.2.41, 17.3.2.6, 17.3.2.38 (dstrike, strike, vanish,
color, sz); 17.7 (styles and what they are based on).
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


def strikes(properties: Any) -> bool | None:
    """Whether properties of a run strike it out; None where they say nothing."""
    return _any(_is_on(each) for name in _STRIKES for each in properties.iterfind(name))


def vanishes(properties: Any) -> bool | None:
    """Whether they make it hidden text; the same of the others."""
    return _any(_is_on(each) for each in properties.iterfind(f"{_W}vanish"))


def fades(properties: Any) -> bool | None:
    """Whether its letters are white; not where the same properties set a ground."""
    pale = _any(_is_pale(each.get(f"{_W}val", "")) for each in properties.iterfind(f"{_W}color"))
    return pale and not _shaded(properties)


def shrinks(properties: Any) -> bool | None:
    """Whether its letters are too small to see."""
    return _any(_is_tiny(each.get(f"{_W}val", "")) for each in properties.iterfind(f"{_W}sz"))


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
HIDING: tuple[Look, ...] = (vanishes, fades, shrinks)


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
    return {does: _styles_that(does, styles) for does in (*STRIKING, *HIDING)}


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


def _is_pale(color: str) -> bool:
    try:
        parts = [int(color[at : at + 2], 16) for at in (0, 2, 4)]
    except ValueError:
        return False
    return len(color) == 6 and min(parts) >= _PALEST


def _is_tiny(size: str) -> bool:
    return size.isdecimal() and int(size) <= _SMALLEST
