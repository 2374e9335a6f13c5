"""How right are word origins, and at what cost, beside WikiWho on the same histories?

Targets: errors at most half of WikiWho's, by the engine and through ``reconstruct``; time in
process at most 0.2 of its; the last tenth of the revisions at most 1.3 times as dear as the first,
in the engine and in the lineage that ``reconstruct`` traces beside it; the whole command, start-up
and JSON included, at most WikiWho's loop at 100 revisions (processor time of both). Needs the
generator of histories (``DRAFTRACE_SHARED``, else ``../shared``) and a Python with
``WikiWho==1.0.3``, named by ``DRAFTRACE_BENCH_PYTHON``; says so and stops where they are absent.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from draftrace.compare.kinship import Block
from draftrace.compare.lineage import lineage
from draftrace.compare.origins import Origins
from draftrace.compare.reconstruction import reconstructed

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DRAFTRACE_SHARED", ROOT.parent / "shared"))
PEERS = os.environ.get("DRAFTRACE_BENCH_PYTHON", sys.executable)
LENGTHS, SEEDS = (30, 100, 300), (21, 22, 23)
Answer = tuple[list[float], list[tuple[str, int]]]
Score = Callable[[dict[str, Any], dict[str, Any]], dict[str, float]]


def generated(folder: str, revisions: int, seed: int) -> Path:
    out = Path(folder) / f"{revisions}-{seed}.json"
    corpus = SHARED / "corpus"
    texts = ("political-declaration-2009.txt", "working-group-supply-reduction-2008.txt")
    command = [sys.executable, str(SHARED / "bench/gen_history.py")]
    command += [*(str(corpus / text) for text in texts), str(out)]
    command += ["--revs", str(revisions), "--seed", str(seed)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def scorer() -> Score:
    spec = importlib.util.spec_from_file_location("score", SHARED / "bench/score_origins.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Score = module.score
    return score


def fastest(run: Callable[[], Answer]) -> Answer:
    """The words, and for each revision the least time it took in three rounds: the rest is the
    machine's other business.
    """
    rounds = [run() for _ in range(3)]
    return [min(times) for times in zip(*(r[0] for r in rounds), strict=True)], rounds[0][1]


def ours(history: dict[str, Any]) -> Answer:
    origins, seconds = Origins(), []
    for revision in history["revs"]:
        paragraphs = revision["text"].split("\n\n")
        started = time.process_time()
        origins.read(paragraphs)
        seconds.append(time.process_time() - started)
    return seconds, [(w.text, w.origin) for words in origins.words() for w in words]


def drafts(history: dict[str, Any]) -> list[list[Block]]:
    return [
        [Block(str(n), wording) for n, wording in enumerate(revision["text"].split("\n\n"), 1)]
        for revision in history["revs"]
    ]


def followed(history: dict[str, Any]) -> list[float]:
    """What the lineage of each draft costs, the least of two rounds."""
    read = drafts(history)
    rounds = []
    for _ in range(2):
        marks = [time.process_time()]
        lineage(read, told=lambda _, marks=marks: marks.append(time.process_time()))  # type: ignore[misc]
        rounds.append([end - start for start, end in pairwise(marks)])
    return [min(times) for times in zip(*rounds, strict=True)]


def wikiwho(path: Path) -> Answer:
    command = [PEERS, str(Path(__file__).with_name("peer_wikiwho.py")), str(path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout)
    return told["seconds"], [(text, origin) for text, origin in told["words"]]


def errors(score: Score, history: dict[str, Any], words: list[tuple[str, int]]) -> float:
    """The share of words with a wrong origin; WikiWho puts all in lower case."""
    last = {**history["revs"][-1], "text": history["revs"][-1]["text"].lower()}
    told = [{"text": text.lower(), "document": origin} for text, origin in words]
    answer = {"provisions": [{"words": told}]}
    return 1 - score({**history, "revs": [last]}, answer)["accuracy"]


def growth(seconds: list[float], first: int) -> float:
    """What revisions cost at the end over what they cost at the start, from ``first`` on."""
    tenth = len(seconds) // 10
    return sum(seconds[-tenth:]) / sum(seconds[first : first + tenth])


def changed(history: dict[str, Any]) -> list[float]:
    """How many paragraphs came or went with each revision: early ones have nothing to restore."""
    texts = [set(revision["text"].split("\n\n")) for revision in history["revs"]]
    return [0.0, *(float(len(before ^ after)) for before, after in pairwise(texts))]


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def compared(length: int, folder: str, score: Score) -> bool:
    wrong = [0.0, 0.0]
    cost = [0.0, 0.0]
    grown: list[float] = []
    steady: list[float] = []
    threads: list[float] = []
    by_change: list[float] = []
    rebuilt = 0.0
    for seed in SEEDS:
        path = generated(folder, length, seed)
        history = json.loads(path.read_text(encoding="utf-8"))
        answers = (fastest(partial(ours, history)), fastest(partial(wikiwho, path)))
        for side, (seconds, words) in enumerate(answers):
            wrong[side] += errors(score, history, words) / len(SEEDS)
            cost[side] += sum(seconds) / length / len(SEEDS) * 1000
            if side == 0:
                grown.append(growth(seconds, 0))
                steady.append(growth(seconds, 1))
        told = reconstructed(drafts(history)).provisions
        said = [(word.text, word.document) for one in told for word in one.words]
        rebuilt += errors(score, history, said) / len(SEEDS)
        threads.append(growth(followed(history), 1))
        by_change.append(threads[-1] / growth(changed(history), 1))
    print(
        f"{length:3} revisions: errors {wrong[0]:.4f} / {wrong[1]:.4f} = {wrong[0] / wrong[1]:.2f}"
        f" (at most 0.5); ms per revision {cost[0]:.2f} / {cost[1]:.2f} = {cost[0] / cost[1]:.2f}"
        f" (at most 0.2); last tenth / first {median(grown):.2f}"
        f" (at most 1.3; {median(steady):.2f} without the first revision, which is read whole);"
        f" reconstruct: errors {rebuilt:.4f}, lineage's last tenth / first {median(threads):.2f}"
        f" ({median(by_change):.2f} for each paragraph that changed)"
    )
    right = max(wrong[0], rebuilt) <= wrong[1] / 2
    return right and cost[0] <= cost[1] * 0.2 and max(median(grown), median(threads)) <= 1.3


MEASURED = """
import os, sys
ran = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(ran, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def spent(command: list[str]) -> tuple[bytes, float, int]:
    """What a command prints, its processor time in seconds and its memory in MB. A small process
    starts it: the memory of the one that does is counted too.
    """
    started = [sys.executable, "-c", MEASURED, *command]
    ran = subprocess.run(started, check=True, capture_output=True, cwd=ROOT)
    seconds, memory = ran.stderr.split()[-2:]
    return ran.stdout, float(seconds), int(memory)


def commanded(folder: str, score: Score, seed: int) -> bool:
    """The whole command at 100 revisions: its time beside WikiWho's loop, memory and errors."""
    path = generated(folder, 100, seed)
    history = json.loads(path.read_text(encoding="utf-8"))
    files = []
    for revision in history["revs"]:
        files.append(Path(folder) / f"{seed}-r{revision['rev']:03d}.txt")
        files[-1].write_text(revision["text"] + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "draftrace", "reconstruct", *map(str, files)]
    command += ["--as", "paragraphs", "--json"]
    taken: list[float] = []
    loops: list[float] = []
    for _ in range(5):
        printed, seconds, memory = spent(command)
        taken.append(seconds)
        loops.append(sum(wikiwho(path)[0]))
    told = json.loads(printed)
    words = [(w["text"], w["document"]) for p in told["provisions"] for w in p["words"]]
    print(
        f"reconstruct of 100 files, seed {seed}: {min(taken):.2f} / {min(loops):.2f} s = "
        f"{min(taken) / min(loops):.2f} (at most 1); errors {errors(score, history, words):.4f}; "
        f"memory {memory} MB"
    )
    return min(taken) <= min(loops)


def main() -> int:
    has_peer = subprocess.run([PEERS, "-c", "import WikiWho"], capture_output=True, check=False)
    if not (SHARED / "bench/gen_history.py").exists() or has_peer.returncode:
        print("skipped: needs DRAFTRACE_SHARED and, in DRAFTRACE_BENCH_PYTHON, WikiWho==1.0.3")
        return 0
    print("word origins, draftrace / WikiWho")
    score = scorer()
    with tempfile.TemporaryDirectory() as folder:
        met = [compared(length, folder, score) for length in LENGTHS]
        met += [commanded(folder, score, seed) for seed in SEEDS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
