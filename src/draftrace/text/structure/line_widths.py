"""How wide is a line as it was printed? Of a typewriter's type its letters tell; in the type of a
book an m takes the room of three i, so that lines of one width differ by a tenth in letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_BY_WIDTH = {
    0.6: "'ijl’‘",
    0.7: " !,./:;I[\\]ft",
    0.8: "()-`r",
    0.95: '"“”',
    1.05: "*Js",
    1.15: "?^acez",
    1.3: "#$0123456789_bdghknopquvxy–",
    1.4: "+<=>FL",
    1.5: "EPSTZ",
    1.65: "B",
    1.75: "&ACDHKNRUVXYw",
    1.85: "GOQ",
    2.0: "m",
    2.1: "%M",
    2.35: "@W—",
}
"""The mean of the widths of the two commonest book types, with serifs and without, of which 1 is
about that of a letter of English text."""
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_MIDDLING = 1.3

Measure = Callable[[str], float]
Pairs = Sequence[tuple[str, str]]


def in_letters(line: str) -> float:
    """The width of a line of typewritten text, its indent included."""
    return len(line.rstrip())


def in_book_type(line: str) -> float:
    """The width of a line of book type in letters of middling width, its indent in columns."""
    text = line.strip()
    indent = len(line) - len(line.lstrip())
    return indent + sum([_WIDTHS.get(letter, _MIDDLING) for letter in text])


def measure_of(pairs: Pairs) -> Measure:
    """The measure by which lines are filled most evenly: ``pairs`` are a line and the first word of
    the next, of one sentence, which did not fit any more.
    """
    if not pairs:
        return in_letters
    return max((in_letters, in_book_type), key=lambda measure: _evenness(measure, pairs))


def _evenness(measure: Measure, pairs: Pairs) -> float:
    """How much wider the lines would be with the next word than they are, a tenth left apart."""
    tenth = len(pairs) // 10
    filled = sorted(measure(line) for line, _ in pairs)[-1 - tenth]
    overfilled = sorted(measure(f"{line.rstrip()} {word}") for line, word in pairs)[tenth]
    return overfilled / filled if filled else 0.0
