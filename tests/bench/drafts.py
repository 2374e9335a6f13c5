"""How well is a negotiation rebuilt from four published drafts alone, as ``reconstruct`` does?

Usage: PYTHONPATH=src:tests python tests/bench/drafts.py [--seeds N] [--show]

The drafts come from ``negotiated``, at the size and with the tricks of published ones. Scored are
the reading (address and wording of each provision), the ancestry (F1 of the steps of every
history), provisions without an ancestor that were given one, dropped provisions, word origins and
the brackets of each draft; clean, and wrapped on pages with numbers and running heads.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from draftrace.cli.published import Shelf
from draftrace.compare.align import Block
from draftrace.compare.reconstruction import Rebuilt, Reconstruction, reconstructed
from negotiated.printed import Draft, Stood, noisy, printed
from negotiated.talks import WORD, Talks

Words = tuple[tuple[str, int, int], ...]
TARGETS = {"read": 0.99, "ancestry": 0.95, "origins": 0.95, "dropped": 0.9}


def held(seed: int) -> list[Draft]:
    """Four drafts: first heaped up, then argued over, then settled."""
    talks = Talks(seed)
    drafts = [printed(talks)]
    for heat in (1.0, 0.7, 0.15):
        talks.next_draft(heat)
        if heat < 0.5:
            talks.renumber()
        drafts.append(printed(talks))
    return drafts


def plain(wording: str) -> list[str]:
    return WORD.findall(wording)


def said(one: Stood) -> list[str]:
    return [text for text, _, _ in one.words]


def same(block: Block, one: Stood) -> bool:
    """Whether the wording was read: a bracket around all of it may stand with it."""
    words, wanted = plain(block.wording.split("[^")[0]), said(one)
    return words in (wanted, ["[", *wanted, "]"], ["Option", "1", ":", *wanted]) or (
        words[-len(wanted) :] == wanted or words[-len(wanted) - 1 : -1] == wanted
    )


def shared(left: Words, right: Words) -> bool:
    """Whether enough of the words themselves passed from one to the other."""
    ours, theirs = {one for _, _, one in left}, {one for _, _, one in right}
    return len(ours & theirs) >= max(1, 0.15 * min(len(ours), len(theirs)))


def ancestors(drafts: list[Draft], one: Stood) -> set[tuple[int, str]]:
    found = set()
    for number, draft in enumerate(drafts[:-1]):
        for other in (*draft.stood, *draft.notes):
            if set(one.ids) & set(other.ids) and shared(one.words, other.words):
                found.add((number, other.address))
    return found


def address(written: str) -> str:
    """Notes are numbered through a draft, whatever part cites them."""
    return "note:" + written.rpartition("note:")[2] if "note:" in written else written


class Score:
    def __init__(self, drafts: list[Draft], blocks: list[tuple[Block, ...]], told: Reconstruction):
        self.drafts, self.blocks, self.told = drafts, blocks, told
        self.faults: list[str] = []

    def read(self) -> float:
        right = total = 0
        for number, (draft, blocks) in enumerate(zip(self.drafts, self.blocks, strict=True)):
            found = {address(block.address): block for block in blocks}
            for one in (*draft.stood, *draft.notes):
                total += 1
                block = found.get(one.address)
                if block is not None and same(block, one):
                    right += 1
                else:
                    got = block.wording[:60] if block is not None else "nothing"
                    self.faults.append(f"read {number} {one.address}: {said(one)[:8]} / {got}")
        return right / total

    def rebuilt(self) -> dict[str, Rebuilt]:
        return {address(one.address): one for one in self.told.provisions}

    def histories(self) -> Iterator[tuple[Stood, list[tuple[int, str]]]]:
        rebuilt = self.rebuilt()
        for one in self.drafts[-1].stood:
            found = rebuilt.get(one.address)
            steps = found.history[:-1] if found is not None else ()
            yield one, [(step.document, address(step.address)) for step in steps]

    def ancestry(self) -> tuple[float, int, int]:
        """F1 of the steps, how many were invented for nothing, how many have no ancestor."""
        hit = wrong = missed = invented = orphans = 0
        for one, steps in self.histories():
            true, found = ancestors(self.drafts, one), set(steps)
            hit, wrong, missed = (
                hit + len(true & found),
                wrong + len(found - true),
                missed + len(true - found),
            )
            orphans += not true
            invented += bool(found and not true)
            if true != found:
                what = f"+{sorted(found - true)} -{sorted(true - found)}"
                self.faults.append(f"ancestry {one.address}: {what} {' '.join(said(one)[:14])}")
        return 2 * hit / (2 * hit + wrong + missed), invented, orphans

    def dropped(self) -> float:
        last = {i for one in self.drafts[-1].stood for i in one.ids}
        seen: dict[int, tuple[int, str]] = {}
        for number, draft in enumerate(self.drafts[:-1]):
            for one in (*draft.stood, *draft.notes):
                for each in one.ids:
                    seen[each] = (number, one.address)
        true = {where for each, where in seen.items() if each not in last}
        found = {(d.document, address(d.address)) for d in self.told.dropped}
        self.faults += [f"dropped +{one}" for one in sorted(found - true)]
        self.faults += [f"dropped -{one}" for one in sorted(true - found)]
        return 2 * len(true & found) / (len(true) + len(found))

    def origins(self) -> float:
        """The share of words of which is said in which draft they were first printed."""
        right = total = 0
        first: dict[int, int] = {}
        for number, draft in enumerate(self.drafts):
            for one in (*draft.stood, *draft.notes):
                for _, _, word in one.words:
                    first.setdefault(word, number)
        rebuilt = self.rebuilt()
        for one in self.drafts[-1].stood:
            found = rebuilt.get(one.address)
            said = found.words if found is not None else ()
            words = [(w.text, w.document) for w in said if not w.text.startswith("[^")]
            wanted = [(text, first[word]) for text, _, word in one.words]
            if len(words) > len(wanted) and words[-1][0] == "]":
                words = words[:-1]
            words = words[len(words) - len(wanted) :] if len(words) > len(wanted) else words
            total += len(wanted)
            agreed = sum(a == b for a, b in zip(words, wanted, strict=False))
            right += agreed
            if agreed < 0.8 * len(wanted):
                self.faults.append(f"origins {one.address}: {agreed} of {len(wanted)}")
        return right / total


def scored(seed: int, folder: Path, show: bool, noise: bool) -> dict[str, float]:
    drafts, random = held(seed), Random(seed)
    read_drafts, brackets, shelf = [], [], Shelf("un")
    for number, draft in enumerate(drafts):
        file = folder / f"draft{number}.txt"
        text = noisy(draft.blocks, random) if noise else "\n\n".join(draft.blocks) + "\n"
        file.write_text(text, encoding="utf-8")
        read_drafts.append(shelf.read(file))
        brackets.append(text.count("["))
    blocks = [one.blocks for one in read_drafts]
    score = Score(drafts, blocks, reconstructed(blocks))
    read, (ancestry, invented, orphans) = score.read(), score.ancestry()
    dropped, origins = score.dropped(), score.origins()
    counted = [draft.brackets for draft in read_drafts]
    size = max(len((folder / f"draft{n}.txt").read_bytes()) for n in range(4)) // 1000
    print(
        f"seed {seed}{' on pages' if noise else ''}: up to {size} kB; read {read:.4f}; "
        f"ancestry F1 {ancestry:.4f}; "
        f"invented {invented} of {orphans} without ancestor; dropped F1 {dropped:.3f}; "
        f"word origins {origins:.4f}; brackets {counted} of {brackets}"
    )
    if show:
        print("\n".join(f"  {fault}" for fault in score.faults))
    return {"read": read, "ancestry": ancestry, "origins": origins, "dropped": dropped}


def main() -> int:
    options = argparse.ArgumentParser(description="Negotiations rebuilt from published drafts")
    options.add_argument("--seeds", type=int, default=4)
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, chosen.seeds + 1):
            for noise in (False, True):
                found.append(scored(seed, Path(folder), chosen.show, noise))
    missed = [
        f"{name} {mean:.3f}"
        for name, least in TARGETS.items()
        if (mean := sum(one[name] for one in found) / len(found)) < least
    ]
    print(f"missed: {', '.join(missed)}" if missed else "every target reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
