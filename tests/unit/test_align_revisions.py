"""Alignment of revisions whose truth is known, made from the real documents by the generator."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from draftrace.compare.align import Block, align

SHARED = Path(os.environ.get("DRAFTRACE_SHARED", Path(__file__).parents[2].parent / "shared"))
BENCH, CORPUS = SHARED / "bench", SHARED / "corpus"
HEAVY = "--edit-frac .4 --moves 12 --splits 6 --merges 6 --deletes 10 --inserts 15"

pytestmark = pytest.mark.skipif(
    not BENCH.exists(), reason="the shared corpus and generators are not beside the repository"
)


@pytest.mark.parametrize(
    ("seed", "options", "least", "most"),
    [(1, "", 0.998, 1.02), (2, HEAVY, 0.995, 1.03), (3, "--repeat 10", 0.998, 1.02)],
    ids=["light", "heavy", "near-copies"],
)
def test_a_revision_of_known_truth(
    seed: int, options: str, least: float, most: float, tmp_path: Path
) -> None:
    documents = [
        str(CORPUS / "political-declaration-2009.txt"),
        str(CORPUS / "working-group-supply-reduction-2008.txt"),
    ]
    maker = [sys.executable, str(BENCH / "gen_revision.py"), *documents, str(tmp_path)]
    subprocess.run([*maker, "--seed", str(seed), *options.split()], check=True)
    found = align(_blocks(tmp_path / "base.txt"), _blocks(tmp_path / "rev.txt"))
    rows = [
        {"old": row.old, "new": row.new, "change": row.change, "redline": row.redline}
        for row in found
    ]
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    score = _scorer().score(truth, rows, str(tmp_path))
    assert score["f1"] >= least
    assert score["times_min"] <= most
    assert score["faithful"]
    assert score["false_moves"] == 0
    assert len(set(score["moves"].split("/"))) == 1


def _blocks(path: Path) -> list[Block]:
    paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [Block(str(number), wording) for number, wording in enumerate(paragraphs, 1)]


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_compare", BENCH / "score_compare.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer
