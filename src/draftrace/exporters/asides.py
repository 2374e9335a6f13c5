"""How do comments of our marked files tell what no mark shows?

An amendment of what the text did not take over, a move overtaken by another, one of what came in
besides, and what was asked of a note that no paragraph cites leave nothing in the words. Each is
a sentence in the margin, by who asked for it and of when, so that whoever sees the file sees all
that is received from it.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from draftrace.compare.dividing import CUT
from draftrace.exporters.markup import printable, words_of
from draftrace.exporters.original import Hand, Original
from draftrace.text.documents import Kind

Told = Literal["asked", "amended", "moved", "came", "struck", "whole"]
HERE = "for here"
NOTE = "for a note"
_KINDS: tuple[tuple[str, Kind, int], ...] = (
    ("a preambular paragraph", "preambular", 1),
    ("a numbered paragraph", "operative", 1),
    ("a paragraph", "paragraph", 1),
    ("an item", "item", 2),
    ("a sub-item", "subitem", 3),
    *((f"a heading of level {level}", "heading", level) for level in range(1, 7)),
)
_NEW = {f"for {named} behind this": (kind, level) for named, kind, level in _KINDS}
_WHERE = rf"(?P<where>{HERE}|{NOTE}|{'|'.join(_NEW)}|of .+?)"
_WORDS = "“(?P<words>.*)”"
_WHOLE = "As it was proposed, "
_UNCITED = "which no paragraph cites"
_SENTENCES: dict[Told, re.Pattern[str]] = {
    "asked": re.compile(rf"Asked {_WHERE}, (?:not taken over|{_UNCITED}): {_WORDS}", re.S),
    "amended": re.compile(rf"Amended what (?P<to>.+?) asked {_WHERE}: {_WORDS}", re.S),
    "moved": re.compile("Moved behind (?P<where>.+), where it stands no more[.]"),
    "came": re.compile("Inserted behind (?P<where>.+), and moved here since[.]"),
    "struck": re.compile(rf"Struck (?P<where>.+), {_UNCITED}[.]"),
    "whole": re.compile(rf"{_WHOLE}.+", re.S),
}


class Aside(msgspec.Struct, frozen=True):
    """What a comment tells, but for a proposal told ``whole``, of which its original tells:
    ``where`` is HERE, ``behind`` the paragraph, for a NOTE, ``of`` the
    note of an address, or the address of what it was moved behind, came in behind or strikes; the
    ``words`` asked for are without emphasis, ``to`` is whose asking an amendment changed."""

    told: Told
    where: str
    words: str = ""
    to: str = ""

    @property
    def new(self) -> tuple[Kind, int] | None:
        """Of which kind and level the paragraph is that is asked for behind this one, if any is."""
        return _NEW.get(self.where)


def behind(kind: Kind, level: int) -> str:
    """Where a paragraph of a kind is asked for behind another; empty for one that is not told."""
    return next((where for where, new in _NEW.items() if new == (kind, level)), "")


def sentence(aside: Aside) -> str:
    """The comment."""
    if aside.told == "moved":
        return f"Moved behind {aside.where}, where it stands no more."
    if aside.told == "came":
        return f"Inserted behind {aside.where}, and moved here since."
    if aside.told == "struck":
        return f"Struck {aside.where}, {_UNCITED}."
    if aside.told == "amended":
        return f"Amended what {aside.to} asked {aside.where}: “{aside.words}”"
    why = "not taken over" if aside.new or aside.where == HERE else _UNCITED
    return f"Asked {aside.where}, {why}: “{aside.words}”"


def aside_in(comment: str) -> Aside | None:
    """What a comment tells, if it is such a sentence."""
    for told, written in _SENTENCES.items():
        found = written.fullmatch(comment)
        if found is not None:
            named = found.groupdict()
            return Aside(told, named.get("where", ""), named.get("words", ""), named.get("to", ""))
    return None


def told_whole(original: Original) -> str:
    """The comment in the margin that says all of it: nothing is received that no reader sees."""
    words = original.wording.replace(CUT, " ¶ ")
    said = f": “{printable(words_of(words))}”" if words else "."
    return f"{_WHOLE}{printable(_asked(original))}{said}"


def _asked(original: Original) -> str:
    what = original.of or f"what {_signed(original.upon)} brings in"
    place = original.behind or f"what {_signed(original.beside)} brings in"
    piece = f", piece {original.piece}" if original.piece else ""
    if piece and original.asks in ("deletion", "move"):
        what = f"piece {original.piece} of what {_signed(original.upon)} divides"
    match original.asks:
        case "alternative":
            return f"an alternative to {what}"
        case "deletion":
            return f"{what} is struck"
        case "insertion":
            return f"a new {original.kind} of level {original.level} behind {place}"
        case "move":
            return f"{what} moves behind {place}"
        case "split":
            return f"{what} is divided"
        case "merge":
            others = [*original.merged, *(f"what {_signed(m)} brings in" for m in original.members)]
            return f"{', '.join(others)} merged into {what}"
        case "amendment":
            about = f"{original.of}, " if original.of else ""
            return f"amendment to {about}what {_signed(original.upon)} asked{piece}"
        case _:
            return f"{what} says"


def _signed(hand: Hand) -> str:
    return f"{hand[0]} ({hand[1]})"
