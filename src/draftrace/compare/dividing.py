"""Where is a wording divided, and what of that holds when the words change?

A division is the wording with a line end in place of the white space wherever it is cut. No wording
holds a line end, so the pieces can always be told. Wordings joined line by line are the reverse.
"""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.phrases import PhraseError, find, it_says
from draftrace.compare.rebase import rebase
from draftrace.compare.words import Edit, applied, edits
from draftrace.text.tokens import tokens
from draftrace.text.wording import normalise

CUT = "\n"


def divided(wording: str, before: Sequence[str]) -> str:
    """The wording cut before each phrase. Raises PhraseError where one is not in it, stands there
    several times, or begins it."""
    starts: set[int] = set()
    for phrase in before:
        places = find(wording, phrase)
        if len(places) != 1:
            many = f"stands there {len(places)} times" if places else "is not in the wording"
            raise PhraseError(
                f"{phrase!r} {many}.",
                "Take in a word more, so that only one place fits." if places else it_says(wording),
            )
        start = places[0][0]
        if not start or not wording[start - 1].isspace():
            raise PhraseError(
                f"Nothing is divided before {phrase!r}.",
                "Name the words with which the second part begins.",
            )
        starts.add(start)
    for start in sorted(starts, reverse=True):
        wording = wording[:start].rstrip() + CUT + wording[start:]
    return wording


def normalised(written: str) -> str:
    """A division as people write it, line by line; lines of nothing go."""
    lines = [normalise(line) for line in written.split(CUT)]
    return joined([line for line in lines if line])


def pieces(division: str) -> tuple[str, ...]:
    """The wordings a division makes."""
    return tuple(piece.strip() for piece in division.split(CUT))


def joined(wordings: Sequence[str]) -> str:
    """Wordings of several provisions, a line each."""
    return CUT.join(wordings)


def run_on(lines: str) -> str:
    """Wordings joined line by line as one wording."""
    return " ".join(lines.split(CUT))


def shown(division: str) -> str:
    """A division for people: a sign where it is cut."""
    return division.replace(CUT, " ¶ ")


def cuts(base: str, division: str) -> tuple[int, ...]:
    """The tokens of the base that give way to a cut; none where more than that is changed."""
    old, new = tokens(base), tokens(division)
    if len(old) != len(new):
        return ()
    found = [n for n, (was, becomes) in enumerate(zip(old, new, strict=True)) if was != becomes]
    plain = all(new[n] == CUT and old[n].isspace() for n in found)
    return tuple(found) if plain else ()


def carried(base: str, division: str, new_base: str) -> str | None:
    """The division on a new wording; None where a cut, or what else the division changes, falls
    into what has changed."""
    places = cuts(base, division)
    if not places:
        found = rebase(base, division, new_base)
        same = found.wording.count(CUT) == division.count(CUT)
        return found.wording if found.outcome == "clean" and same else None
    changed = _beside(edits(base, new_base), tokens(base), places)
    if changed is None:
        return None
    made = list(tokens(new_base))
    for place in places:
        moved = sum(len(e.replacement) - (e.end - e.start) for e in changed if e.end <= place)
        made[place + moved] = CUT
    return "".join(made)


def piece_of(base: str, division: str, rival: str) -> tuple[int, str] | None:
    """The one piece in which all a rival's changes lie, counted from 0, as the rival would word
    it; None where they lie in several, or at a cut."""
    places = cuts(base, division)
    cut = tokens(base)
    changed = _beside(edits(base, rival), cut, places)
    if not places or not changed:
        return None
    ends = (*places, len(cut))
    for number, (start, end) in enumerate(
        zip((0, *(place + 1 for place in places)), ends, strict=True)
    ):
        if all(start <= e.start and e.end <= end for e in changed):
            return number, "".join(applied(cut, changed, start, end)).strip()
    return None


def reworded_piece(division: str, amended: str) -> tuple[int, str] | None:
    """The one piece, counted from 0, whose words are others in an amended division, and those; None
    where it is cut elsewhere or several are."""
    old, new = pieces(division), pieces(amended)
    others = [n for n, (was, now) in enumerate(zip(old, new, strict=False)) if was != now]
    return (others[0], new[others[0]]) if len(old) == len(new) and len(others) == 1 else None


def divided_piece(division: str, amended: str) -> tuple[int, str] | None:
    """The one piece, counted from 0, that an amended division divides further, and how; None where
    it does more or other than that."""
    old, new = pieces(division), pieces(amended)
    if len(new) <= len(old):
        return None
    at = next((n for n, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), -1)
    end = len(new) - (len(old) - at - 1)
    return (at, joined(new[at:end])) if at >= 0 and old[at + 1 :] == new[end:] else None


def without_piece(division: str, number: int) -> str:
    """A division that leaves one of its pieces, counted from 1, out."""
    made = pieces(division)
    return joined((*made[: number - 1], *made[number:]))


def left_out(division: str, amended: str) -> tuple[int, str] | None:
    """The one piece, counted from 0, that an amended division leaves out, and its words; None where
    it does more or other than that."""
    old, new = pieces(division), pieces(amended)
    if len(old) < 2 or len(new) != len(old) - 1:
        return None
    at = next(
        (n for n, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(new)
    )
    return (at, old[at]) if old[at + 1 :] == new[at:] else None


def aside_run_on(division: str, amended: str, own: Sequence[bool]) -> tuple[str, str]:
    """Two divisions cut alike of which one piece differs, cut beside that piece only where the
    cuts are ``own``; the same two where the piece itself lies between others' cuts."""
    inside = reworded_piece(division, amended)
    if inside is None or len(own) != len(pieces(division)) - 1:
        return division, amended
    at = inside[0]
    if not all(own[max(at - 1, 0) : at + 1]):
        return division, amended
    signs = [CUT if cut else " " for cut in own]
    old, new = (
        "".join(part for each in zip(pieces(told), [*signs, ""], strict=True) for part in each)
        for told in (division, amended)
    )
    return old, new


def with_piece(division: str, number: int, amended: str) -> str:
    """A division with one piece, counted from 1, as another that is cut alike has it; that other
    where the number is none. Raises PhraseError where it has no such piece."""
    made, theirs = list(pieces(division)), pieces(amended)
    if number > len(made):
        raise PhraseError(
            f"words part {number} of what is divided into {len(made)} there",
            "Word the parts that there are.",
        )
    if not number or len(made) != len(theirs):
        return amended
    made[number - 1] = theirs[number - 1]
    return joined(made)


def _beside(
    changed: Sequence[Edit], base: Sequence[str], places: Sequence[int]
) -> list[Edit] | None:
    """The edits, none of which touches a cut; None where one does. The white space before a word
    that goes may as well be that behind it."""
    found: list[Edit] = []
    for edit in changed:
        start, end, replacement = edit
        if start in places and not replacement and end < len(base) and base[end] == base[start]:
            found.append(Edit(start + 1, end + 1, ()))
        else:
            found.append(edit)
    for start, end, _ in found:
        if any(start <= place < max(end, start + 1) for place in places):
            return None
    return found
