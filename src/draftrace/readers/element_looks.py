"""What does an element of an html page do to the words in it, and which words does it show itself?

Source: HTML Living Standard, 15.3 (rendering): what is not rendered, and what renders no words of
its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from draftrace.readers.hiding import hides, strikes

STRUCK: Final = "struck out"
HIDDEN: Final = "hidden"
SHOWN: Final = "shown"

_STRUCK_BY_NAME = ("s", "strike")
_DRAWN = ("svg", "textarea", "button", "select", "object", "canvas", "video", "audio")
"""Their words are letters on the page, and no reading takes them in."""
_FRAMES = ("iframe", "embed", "frame", "script", "object", "video")
"""What these show, and a style sheet linked, is known only to who runs or fetches them."""
_UNRENDERED = ("template", "noscript", "bdo")
"""Read as words, and no browser shows them, or not in this order."""
_CLOSED = ("details", "dialog")


def done_to(tag: str, given: Mapping[str, str]) -> str:
    """What becomes of the words within: ``SHOWN`` where no reading tells them, or nothing."""
    style = given.get("style", "")
    if tag in _DRAWN:
        return SHOWN
    if tag in _UNRENDERED or (tag in _CLOSED and "open" not in given):
        return HIDDEN
    if {"hidden", "popover"}.intersection(given) or given.get("aria-hidden") == "true":
        return HIDDEN
    if hides(style) or hides(f"color: {given.get('color', '')}"):
        return HIDDEN
    return STRUCK if tag in _STRUCK_BY_NAME or strikes(style) else ""


def shown_by(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    """What an element shows, does or says aloud that stands in no words of the page; the name of
    what only a browser can tell."""
    fetched = tag == "link" and "stylesheet" in given.get("rel", "").lower()
    elsewhere = tag == "meta" and given.get("http-equiv", "").lower() == "refresh"
    if tag in _FRAMES or fetched or elsewhere or (tag == "img" and not given.get("alt")):
        yield f"<{tag}>"
    if tag == "input" and given.get("type", "text") != "hidden":
        yield given.get("value") or given.get("placeholder") or "<input>"
    yield from (f"<{name}>" for name in given if name.startswith("on"))
    if label := given.get("aria-label", ""):
        yield label
