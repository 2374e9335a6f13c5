"""How is an address written so large that the last row of a hall reads it?

Letters of five dots by eight, two dots in each cell one above the other.
"""

from __future__ import annotations

HEIGHT = 4
"""Lines of cells that a large word takes."""
_DOTS = 8
_HALVES = " ▀▄█"

# Each letter's columns from the left, in hexadecimal; the lowest bit is the highest dot.
_LETTERS = {
    " ": "000000", "(": "1c2241", ")": "41221c", "-": "08080808", ".": "6060", "/": "6010080403",
    ":": "3636", "~": "0804080804", "0": "3e5149453e", "1": "427f40", "2": "6251494946",
    "3": "2241494936", "4": "181412117f", "5": "2f49494931", "6": "3e49494932", "7": "0171090503",
    "8": "3649494936", "9": "264949493e", "A": "7e1111117e", "B": "7f49494936", "C": "3e41414122",
    "D": "7f4141413e", "E": "7f49494941", "F": "7f09090901", "G": "3e4149497a", "H": "7f0808087f",
    "I": "417f41", "J": "304041413f", "K": "7f08142241", "L": "7f40404040", "M": "7f020c027f",
    "N": "7f0408107f", "O": "3e4141413e", "P": "7f09090906", "Q": "3e4151215e", "R": "7f09192946",
    "S": "2649494932", "T": "01017f0101", "U": "3f4040403f", "V": "1f2040201f", "W": "3f4038403f",
    "X": "6314081463", "Y": "0304780403", "Z": "6151494543", "a": "2054545478", "b": "7f48444438",
    "c": "3844444428", "d": "384444487f", "e": "3854545418", "f": "087e0901", "g": "18a4a4a47c",
    "h": "7f08040478", "i": "447d40", "j": "80847d", "k": "7f102844", "l": "417f40",
    "m": "7c04780478", "n": "7c08040478", "o": "3844444438", "p": "fc24242418", "q": "18242424fc",
    "r": "7c08040408", "s": "4854545424", "t": "043f444420", "u": "3c4040207c", "v": "1c2040201c",
    "w": "3c4030403c", "x": "4428102844", "y": "1ca0a0a07c", "z": "4464544c44",
}  # fmt: skip


def large(word: str) -> list[str] | None:
    """The word as lines of blocks, all of one width; None where a letter of it has no dots."""
    if not word or any(letter not in _LETTERS for letter in word):
        return None
    columns = [dots for letter in word for dots in (*bytes.fromhex(_LETTERS[letter]), 0)][:-1]
    return ["".join(_HALVES[dots >> at & 3] for dots in columns) for at in range(0, _DOTS, 2)]
