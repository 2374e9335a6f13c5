"""What is worth a look: each screen of the room, at a moment of the sample, in somebody's seat."""

from __future__ import annotations

from typing import Literal, NamedTuple

Room = Literal["room", "wall", "start"]
NEGOTIATING = 300
"""After this entry two informal meetings are open, and rivals stand on many provisions."""
ENDED = 0
"""The sample's end: adopted, with a corrigendum."""


class Scene(NamedTuple):
    """``keys`` are pressed one after the other, what begins with an apostrophe is written;
    ``awaits`` are words that stand there before one looks."""

    name: str
    party: str
    keys: tuple[str, ...] = ()
    moment: int = NEGOTIATING
    awaits: str = ""
    room: Room = "room"
    tour: bool = False


_ON_F = ("g", "'PA/4(f)", "enter")

SCENES: tuple[Scene, ...] = (
    Scene("start", "SEC", room="start", awaits="Rebuild from drafts"),
    Scene("tour", "SEC", moment=ENDED, tour=True, awaits="Tour 1 of"),
    Scene("draft", "KAR", _ON_F, awaits="PA/4(f)"),
    Scene("outline", "KAR", (*_ON_F, "tab", "tab"), awaits="PA/4(f)"),
    Scene("sources", "KAR", (*_ON_F, "s"), awaits="confirmed"),
    Scene("amend", "KAR", (*_ON_F, "a", "' within two years", "tab", "'parity"), awaits="verbatim"),
    Scene("decide", "TES", ("g", "'PA/10(b)", "enter", "3", "space"), awaits="The decision"),
    Scene("trace", "SEC", ("g", "'PD/2", "enter", "4"), moment=ENDED, awaits="adopted"),
    Scene("word", "SEC", ("g", "'PD/2", "enter", "4", *["right"] * 5), ENDED, "brought in"),
    Scene("compare", "KAR", (*_ON_F, "5"), awaits="changes"),
    Scene("beside", "KAR", (*_ON_F, "5", "v"), awaits="changes"),
    Scene("corpus", "SEC", (*_ON_F, "6", "/", "'affordable treatment", "tab"), awaits="WG.1"),
    Scene("coverage", "SEC", ("6", "right", "right"), moment=ENDED, awaits="verbatim"),
    Scene("record", "SEC", ("7",), moment=ENDED, awaits="SEC"),
    Scene("progress", "SEC", ("7", "right"), moment=ENDED, awaits="Progress"),
    Scene("seals", "SEC", ("7", "right", "right"), moment=ENDED, awaits="Seals"),
    Scene("export", "SEC", ("x",), awaits="exports"),
    Scene("help", "KAR", (*_ON_F, "?"), awaits="Help"),
    Scene("wall", "ALD", _ON_F, room="wall", awaits="PA/4(f)"),
)
