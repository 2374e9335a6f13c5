"""What does a Word, ODT or html file show that no reading of its words tells: boxes, other files,
fields, pictures, drawn words, words struck out or hidden by their look alone?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftrace.errors import DraftraceError
from draftrace.room.entities import Issued
from draftrace.text import labels
from draftrace.text.structure.inline import DIGITS

if TYPE_CHECKING:
    from draftrace.exporters.print_looks import Look
    from draftrace.intake.tracked.model import Oddity, Tracked

_SHOWN = (
    "text box",
    "another file set into this one",
    "footnote with a mark of its own",
    "words shown on a condition",
    "table of contents or index",
)
_FIELD = "field"
_PICTURE = "picture"
_LEAST = 12
"""Letters by which a provision is known again."""
_KNOWN = ("table", "equation", "endnote", "row", _PICTURE, _FIELD)
_ABOVE = "above the title"


def unread(
    file: Path, issued: Sequence[Issued], known: Collection[str] = ()
) -> Iterator[dict[str, Any]]:
    """Differences of a file whose words are read otherwise: ``address``, ``change`` and
    ``redline``; what is struck or hidden counts as gone. ``known`` are the addresses of what is
    read to differ."""
    from draftrace.intake import tracked

    suffix = file.suffix.lower()
    if suffix in (".html", ".htm", ".xhtml"):
        yield from _of_a_page(file, _places(issued), _labelled(issued))
    if suffix == ".pdf":
        yield from _of_print(file, _places(issued))
    if suffix not in (".docx", ".odt"):
        return
    try:
        read = tracked.read(file)
    except DraftraceError:
        return
    places = _places(issued)
    told = [*_numbered_twice(read, places, _labelled(issued)), *_odd(read, places)]
    told += _unknown(read, places) if suffix == ".docx" else ()
    yield from told
    yield from _passed_over(read, places, {*known, *(each["address"] for each in told)})


def _odd(read: Tracked, places: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What is no wording."""
    from draftrace.intake.tracked.by_hand import HIDDEN, STRUCK
    from draftrace.intake.tracked.model import COMPUTED

    for odd in read.oddities:
        where = _where(read, odd, places)
        if odd.what.startswith(_SHOWN):
            told = odd.text or f"<{odd.what}>"
            yield {"address": where, "change": "new", "redline": [("+", told)]}
        elif odd.what.startswith(_PICTURE) and where != _ABOVE:  # there stands an emblem
            yield {"address": where, "change": "new", "redline": [("+", f"<{odd.what}>")]}
        elif odd.what.startswith((STRUCK, HIDDEN)):
            how = "struck out" if odd.what.startswith(STRUCK) else "hidden"
            change = f"{how} by its look alone"
            yield {"address": where, "change": change, "redline": [("-", odd.text)]}
        elif odd.what.startswith(COMPUTED):
            if _letters(read, odd.paragraph) in places:
                yield {"address": where, "change": "new", "redline": [("+", odd.text)]}
        elif odd.what.startswith(_FIELD) and odd.paragraph and odd.text:
            yield from _computed(read, odd, places)


def _unknown(read: Tracked, places: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Elements of a Word file that no reading knows, named as they are in the file."""
    for odd in read.oddities:
        name = odd.what.partition(",")[0]
        if name.isalpha() and name not in _KNOWN:
            where = _where(read, odd, places)
            yield {"address": where, "change": "new", "redline": [("+", f"<{odd.what}>")]}


def _numbered_twice(
    read: Tracked, places: Mapping[str, str], labelled: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Paragraphs that the program numbers though their number is typed."""
    for paragraph in read.paragraphs:
        letters = _letters(read, paragraph.number) if paragraph.numbered else ""
        if letters in labelled:
            told = [("+", "<number of a list>")]
            yield {"address": places[letters], "change": "new", "redline": told}


def _passed_over(
    read: Tracked, places: Mapping[str, str], known: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Words within a provision that a program shows and pandoc does not read, as it reads no change
    that lacks its number."""
    from draftrace.exporters.readback import squeezed
    from draftrace.intake.letters import bare

    here = {bare(squeezed(place)): address for place, address in places.items()}
    long = [place for place in here if len(place) >= _LEAST]
    texts = [paragraph.text(base=False) for paragraph in read.paragraphs]
    texts += ["".join(r.text for r in runs if r.in_final) for runs in read.notes.values()]
    for letters in map(_uncited, map(bare, map(squeezed, texts))):
        if letters in here or len(letters) < _LEAST:
            continue
        within = [(place, _added(place, letters)) for place in long if len(place) < len(letters)]
        found = [(place, added) for place, added in within if added]
        place, added = max(found, key=lambda each: len(each[0]), default=("", ""))
        together = any(other in added for other in long)
        # A web page saved as such a file cites by linked figures, and its notes lead back.
        figure = added.translate(DIGITS).strip("\u21a9\ufe0e")
        linked = not any(read.notes.values()) and (not figure or figure.isdecimal())
        if added and not (together or linked) and here[place] not in known:
            yield {"address": here[place], "change": "new", "redline": [("+", added)]}


def _added(place: str, letters: str) -> str:
    """What stands at one place among other letters; nothing where more than that differs."""
    start = _alike(place, letters)
    end = _alike(place[start:][::-1], letters[start:][::-1])
    return letters[start : len(letters) - end] if start + end == len(place) else ""


def _alike(one: str, other: str) -> int:
    """By how many letters two words begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _of_print(file: Path, places: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What hides, strikes or adds words on the pages of a PDF, within the text."""
    from draftrace import exporters
    from draftrace.exporters.print_looks import SHOWN, print_looks

    content = file.read_bytes()
    told: dict[str, Any] = {}
    for look in print_looks(content, marked=exporters.bears_changes(content, ".pdf")):
        where = _around(look, places)
        shown = look.how == SHOWN
        change = "new" if shown else f"{look.how} by its look alone"
        if told and not shown and (told["address"], told["change"]) == (where, change):
            apart = " " if look.follows else " … "
            told["redline"] = [("-", f"{told['redline'][0][1]}{apart}{look.words}")]
            continue
        yield from (told,) if told else ()
        redline = [("+" if shown else "-", look.words)]
        told = {"address": where, "change": change, "redline": redline} if where else {}
    yield from (told,) if told else ()


def _around(look: Look, places: Mapping[str, str]) -> str:
    """The provision that has this word between these letters, or as many of them as it has;
    nothing for words of none."""
    from draftrace.exporters.print_looks import SHOWN
    from draftrace.intake.letters import bare

    before, behind = bare(look.before), bare(look.behind)
    words = "" if look.how == SHOWN else bare(look.words)
    for span in (40, 20, 10, 5):
        head, tail = before[-span:], behind[:span]
        uncited = head + words.rstrip("0123456789")
        for said in (head + words + tail, head + words, words + tail, uncited):
            if len(said) >= _LEAST:
                at = next((at for place, at in places.items() if said in place), "")
                if at:
                    return at
    return places.get(words, "")


def _of_a_page(
    file: Path, places: Mapping[str, str], labelled: Collection[str]
) -> Iterator[dict[str, Any]]:
    from draftrace.intake.letters import bare
    from draftrace.readers.element_looks import SHOWN
    from draftrace.readers.encodings import decoded_page
    from draftrace.readers.page_looks import NUMBERED, looks

    last = ""
    for look in looks(decoded_page(file.read_bytes(), file.name)):
        here = places.get(bare(look.block), "")
        last = here or last
        where = here or (f"after {last}" if last else "beside the text")
        if look.how == NUMBERED:
            if bare(look.block) in labelled:
                yield {"address": here, "change": "new", "redline": [("+", f"<{look.words}>")]}
            continue
        if look.words == "<img>" and not last:  # an emblem
            continue
        op, change = ("+", "new") if look.how == SHOWN else ("-", f"{look.how} by its look alone")
        yield {"address": where, "change": change, "redline": [(op, look.words)]}


def _places(issued: Sequence[Issued]) -> dict[str, str]:
    """The address of each provision by its letters, with its label and without."""
    from draftrace.intake.letters import bare, shown

    found: dict[str, str] = {}
    for each in issued:
        words = _uncited(bare(shown(each.wording)))
        found.setdefault(words, each.address)
        found.setdefault(bare(labels.printed(each.label, each.kind)) + words, each.address)
    return found


def _labelled(issued: Sequence[Issued]) -> set[str]:
    """The letters of each provision that has a label, with it."""
    from draftrace.intake.letters import bare, shown

    return {
        bare(labels.printed(each.label, each.kind)) + _uncited(bare(shown(each.wording)))
        for each in issued
        if each.label and each.kind != "tablerow"
    }


def _uncited(letters: str) -> str:
    from draftrace.intake.tracked.model import OBJECT

    return letters.replace(OBJECT, "")


def _letters(read: Tracked, number: int) -> str:
    from draftrace.intake.letters import bare

    there = read.paragraphs[number - 1 : number]  # they count from 1
    return _uncited(bare(there[0].text(base=False))) if there else ""


def _where(read: Tracked, odd: Oddity, places: Mapping[str, str]) -> str:
    """The provision it stands in, or the nearest before it."""
    from draftrace.intake.letters import bare

    if odd.paragraph and odd.text:
        before, _words, behind = _letters(read, odd.paragraph).rpartition(bare(odd.text))
        if address := places.get(before + behind, ""):
            return address
    for number in range(odd.paragraph, 0, -1):
        if address := places.get(_letters(read, number), ""):
            return address if number == odd.paragraph else f"after {address}"
    return odd.where or _ABOVE


def _computed(read: Tracked, odd: Oddity, places: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Words that a program computes, within a provision that says nothing of them."""
    from draftrace.intake.letters import bare

    letters, added = _letters(read, odd.paragraph), bare(odd.text)
    without = places.get(letters.replace(added, "", 1), "")
    if letters not in places and without:
        yield {"address": without, "change": "new", "redline": [("+", odd.text)]}
