"""What a file with tracked changes says, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from draftrace.exporters.original import Original
from draftrace.exporters.sheet import Said, Turn
from draftrace.text.wording import BAR

OBJECT = "\ufffc"
"""Stands for a citation of a note among the letters of a text."""
OWN_MARK = "footnote with a mark of its own"
"""It shows that, and no number."""
COMPUTED = "words that a program computes"
"""What a field may show instead of its present words; the field itself is named besides."""
END = "\u2028"
"""The end of a paragraph that came in, among the letters of the paragraph it parts."""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Who changed something and when (as the file has it, or empty); ``move`` names the move the
    change is half of."""

    author: str
    date: str = ""
    move: str = ""


class Run(msgspec.Struct, frozen=True, gc=False):
    """Letters of one look and one history. ``inserted`` and ``deleted`` may both be there: what
    one author brought in another took out. ``note`` is the id of the note cited here, of which
    ``text`` then is OBJECT; ``cited`` the number of a note that stands elsewhere and ``figure``
    the raised letters that show it, with the comma before them. ``remarks`` are the ids of the
    comments over it."""

    text: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    italic: bool = False
    note: str = ""
    cited: int = 0
    remarks: tuple[str, ...] = ()
    figure: str = ""

    @property
    def in_base(self) -> bool:
        return self.inserted is None

    @property
    def in_final(self) -> bool:
        return self.deleted is None


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph as the file has it; its end may itself be inserted or deleted. ``number``
    counts from 1, ``style`` is the style's name or id; one that is ``numbered`` has a number from
    the program, not among its letters."""

    runs: tuple[Run, ...]
    number: int
    style: str = ""
    inserted: Mark | None = None
    deleted: Mark | None = None
    numbered: bool = False

    def text(self, *, base: bool) -> str:
        """The letters of one side."""
        return "".join(r.text for r in self.runs if (r.in_base if base else r.in_final))


class Remark(msgspec.Struct, frozen=True, gc=False):
    """A comment; ``paragraph`` is where one stands that is on no words."""

    author: str
    date: str
    text: str
    paragraph: int = 0


class Oddity(msgspec.Struct, frozen=True, gc=False):
    """Something that is no wording: ``what`` it is, in which paragraph, and its words;
    ``where`` it is when in none, who changed it."""

    what: str
    paragraph: int
    text: str = ""
    where: str = ""
    author: str = ""


class Tracked(msgspec.Struct, frozen=True):
    """A whole file. ``seal``, ``symbol`` and ``against`` are what our own exports say of
    themselves: seal and symbol of the text, the base it is marked against, what an extract holds,
    after which ``entry`` of the record a text stood that was not issued, and ``until`` when the
    changes are that we wrote. ``formatting`` counts the changes of looks alone.
    ``numbers_both_sides``: a note cited again bears its number among all notes shown, else among
    those not deleted. ``turns`` tell on which text the acts in a file of ours were made, ``said``
    what the file says their sponsors said, ``originals`` which of their proposals it tells whole,
    ``rivals`` and ``revisions`` which of them were alternatives, ``shared`` which several have at
    once, ``decisions`` of which decisions the comments are reasons and ``joined`` who else
    sponsored them, by author and date."""

    paragraphs: tuple[Paragraph, ...]
    notes: Mapping[str, tuple[Run, ...]]
    remarks: Mapping[str, Remark]
    oddities: tuple[Oddity, ...] = ()
    formatting: int = 0
    seal: str = ""
    symbol: str = ""
    against: str = ""
    extract: str = ""
    entry: int = 0
    until: str = ""
    numbers_both_sides: bool = False
    turns: tuple[Turn, ...] = ()
    said: tuple[Said, ...] = ()
    originals: tuple[Original, ...] = ()
    rivals: frozenset[tuple[str, str]] = frozenset()
    revisions: frozenset[tuple[str, str]] = frozenset()
    shared: frozenset[tuple[str, str]] = frozenset()
    decisions: frozenset[tuple[str, str]] = frozenset()
    joined: Mapping[tuple[str, str], tuple[str, ...]] = {}


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one look and history as one: Word cuts words where somebody paused."""
    held: Run | None = None
    for run in runs:
        if held is not None and _alike(held, run):
            held = msgspec.structs.replace(held, text=held.text + run.text)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _alike(one: Run, other: Run) -> bool:
    key: Callable[[Run], object] = lambda r: (r.inserted, r.deleted, r.italic, r.remarks)  # noqa: E731
    plain = not (one.note or other.note or one.cited or other.cited)
    return plain and key(one) == key(other)


def opening(text: str, letters: int = 60) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text.replace(OBJECT, "").replace(BAR, "|").split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"
