"""Whatever is done to a text in the room but rewording it, its words keep who brought them in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.views.origins import origins
from room_kit import Room, document

SENTENCES = (
    "States seal the wells that nobody owns.",
    "Ferries leave at noon unless the fog is thick.",
    "Every miller keeps a book of the grain that passes.",
    "Bells are cast of bronze from moulds kept by the abbot.",
    "Shepherds count their flock twice before the snow.",
    "Lamps on the quay burn from dusk until the last boat.",
)
MOVES = ("split", "merge", "move", "strike", "word", "back", "issue")


def credited(room: Room) -> dict[str, tuple[str, ...]]:
    """Every word that stands and whose it is; each word of the sentences stands in one only."""
    return {
        word.text: word.parties
        for provision in room.state.standing()
        for word in origins(room.state, provision)
        if len(word.text) > 4
    }


@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 9)), max_size=7))
def test_words_keep_their_sponsors_through_all_but_rewording(
    moves: list[tuple[str, int]],
) -> None:
    room = Room(document(*(f"{n}. {said}" for n, said in enumerate(SENTENCES, 1))))
    room.accept(room.propose("EU", "2", SENTENCES[1].replace("unless", "promptly unless")))
    struck: dict[str, str] = {}
    for kind, number in moves:
        _made(room, kind, number, struck)
    found = credited(room)
    assert {found[word] for word in found.keys() - {"promptly"}} <= {("SEC",)}
    assert found.get("promptly", ("EU",)) == ("EU",)


def _made(room: Room, kind: str, number: int, struck: dict[str, str]) -> None:
    numbered = [p for p in room.state.standing() if p.now.label]
    one = numbered[number % len(numbered)]
    address, wording = one.now.address, one.now.wording
    other = numbered[(number + 1) % len(numbered)].now.address
    match kind:
        case "split" if ". " in wording:
            room.accept(room.split("EU", address, wording[wording.index(". ") + 2 :]))
        case "merge" if other != address:
            room.accept(room.merge("NOR", address, other))
        case "move" if other != address and (len(numbered) > 2 or number % 2 == 0):
            room.accept(room.move("CUB", address, other))
        case "strike" if len(numbered) > 2:
            room.accept(room.strike("NOR", address))
        case "word" if address not in struck and len(wording.split()) > 5:
            struck[address] = wording
            room.accept(room.propose("CUB", address, " ".join(wording.split()[:-2]) + "."))
        case "back" if address in struck:
            room.accept(room.propose("NOR", address, struck.pop(address)))
        case "issue":
            struck.clear()
            room.issue()
        case _:
            pass
