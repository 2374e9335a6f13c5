"""The same engine, unchanged, on the links that the sample negotiation confirmed.

    PYTHONPATH=src:tests python tests/bench/suggest_sample.py [--lexical]

A link was confirmed on the wording the provision then had; that wording is asked. Its relation is
what the story's Secretariat said, or what the engine measured where it said nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from draftrace.matching.answers import Suggestion
from draftrace.matching.surroundings import standing_text
from draftrace.room.entities import Link
from draftrace.workspace import Workspace

_TEXTUAL = ("verbatim", "adapted", "partial")


def links(workspace: Workspace) -> list[tuple[str, Link]]:
    """Every confirmed link with the address of its provision, the last verdict counting."""
    state = workspace.state()
    found = []
    for provision, made in state.now.links.items():
        last = {(link.source.document, link.source.address): link for link in made}
        address = state.now.provisions[provision].now.address
        found += [(address, link) for link in last.values() if link.verdict == "confirmed"]
    return found


def main(arguments: list[str]) -> None:
    lexical = "--lexical" in arguments
    here = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("corpus", "sessions"):
            shutil.copytree(here / name, Path(folder) / name)
        workspace = Workspace(Path(folder))
        known = links(workspace)
        matcher = workspace.matcher()
        if not lexical:
            for _ in matcher.encode([link.wording for _, link in known]):
                pass
        wanted: dict[str, set[tuple[str, str]]] = {}
        for _, link in known:
            if link.relation in _TEXTUAL:
                place = link.source.document, link.source.address
                wanted.setdefault(link.wording, set()).add(place)
        among = standing_text(workspace.state())
        asked = {w: matcher.suggest(w, lexical=lexical, among=among).suggestions for w in wanted}
        report(known, wanted, asked)


def report(
    known: list[tuple[str, Link]],
    wanted: dict[str, set[tuple[str, str]]],
    asked: dict[str, tuple[Suggestion, ...]],
) -> None:
    first = within = right = textual = 0
    confused: Counter[tuple[str, str]] = Counter()
    for wording, places in wanted.items():
        first += any((s.document, s.address) in places for s in asked[wording][:1])
    for address, link in known:
        if link.relation not in _TEXTUAL:
            continue
        textual += 1
        place = link.source.document, link.source.address
        said = {(s.document, s.address): s.relation for s in asked[link.wording]}
        within += place in said
        right += said.get(place) == link.relation
        confused[link.relation, said.get(place, "not among five")] += 1
        if said.get(place) != link.relation:
            print(
                f"   {address:9} {' '.join(place):26} key {link.relation}, said {said.get(place)}"
            )
    print(
        f"sample: rank 1 {first} of {len(wanted)} provisions   within 5: {within} of {textual} "
        f"links   relation: {right} of {textual}"
    )
    print({f"{key} → {said}": count for (key, said), count in sorted(confused.items())})


if __name__ == "__main__":
    main(sys.argv[1:])
