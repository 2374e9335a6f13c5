"""How fast and how steady are suggestions in a large corpus, beside bm25s (numba) and tantivy?

Targets: a lexical answer with evidence in at most 3 times bm25s; index build in at most 1.5 times
tantivy's; hit@1 on the real pair falling by at most one; with ``--model``, the full answer at
10k in at most 1.5 times bm25s, one float32 product and one encoding together. With ``--meaning``
hit@1 of the full answer too, on the packaged model's own vectors: minutes, kept in that folder.

    PYTHONPATH=src:tests python tests/bench/suggest_speed.py CORPUS [--model] [--meaning FOLDER]

CORPUS is a file of ``gen_corpus.py`` (one paragraph a line, queries beside it in ``.q.json``).
The peers live in their own environment: bm25s, numba, tantivy.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import suggest_quality as quality

from draftrace.matching.engine import Matcher
from draftrace.matching.indexing import build
from draftrace.matching.sources import Source, sources_of
from draftrace.matching.surroundings import Surroundings
from real_documents import OUTCOME, REPORT, shared

_ENCODED = 40  # queries of which the full answer is timed
_FEW = 200_000  # paragraphs up to which an index is built three times, the best time counting


def alternately(
    peer: Callable[[str], object], ours: Callable[[str], object], queries: Sequence[str]
) -> tuple[float, float, float]:
    """The p50 of each in milliseconds, and the median over the queries of ours divided by the
    peer's.

    Every query is asked of both in turn, five times, and the best time of each counts: whatever
    else the machine does then falls on both alike.
    """
    answers = (peer, ours)
    best = {(query, n): float("inf") for query in queries for n in (0, 1)}
    for turn in range(6):  # the first warms both
        for query in queries:
            for number, answer in enumerate(answers):
                started = time.perf_counter()
                answer(query)
                taken = time.perf_counter() - started
                if turn:
                    best[query, number] = min(best[query, number], taken)
    theirs, mine = ([best[query, n] for query in queries] for n in (0, 1))
    ratios = [one / other for one, other in zip(mine, theirs, strict=True)]
    return (
        statistics.median(theirs) * 1000,
        statistics.median(mine) * 1000,
        statistics.median(ratios),
    )


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of all processors together, which a busy machine changes least, and on the clock."""
    used, started = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - used, time.perf_counter() - started


def bm25s_answer(lines: Sequence[str]) -> Callable[[str], object]:
    import bm25s

    index = bm25s.BM25(backend="numba")
    index.index(bm25s.tokenize(lines, stopwords="en", show_progress=False), show_progress=False)

    def answer(query: str) -> object:
        words = bm25s.tokenize(query, stopwords="en", show_progress=False)
        return index.retrieve(words, k=10, show_progress=False)

    return answer


def tantivy_build(lines: Sequence[str]) -> tuple[float, float]:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=False, tokenizer_name="en_stem")
    schema.add_integer_field("number", stored=True, indexed=False)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            writer = tantivy.Index(schema.build(), path=folder).writer()
            for number, line in enumerate(lines):
                writer.add_document(tantivy.Document(text=line, number=number))
            writer.commit()
            writer.wait_merging_threads()

    return seconds(work)


def seeds() -> set[str]:
    """The paragraphs of the real documents as the generator copies them: they are no distractors,
    for among them are the very provisions that are asked."""
    corpus = shared() / "corpus"
    texts = [(corpus / name).read_text(encoding="utf-8") for name in (REPORT, OUTCOME)]
    return {" ".join(block.split()) for text in texts for block in re.split(r"\n\s*\n", text)}


def wanted() -> dict[str, set[str]]:
    """The provisions of the key that have a textual source, and their sources."""
    found: dict[str, set[str]] = {}
    for (source, target), allowed in quality.key().items():
        if target and allowed[0] in quality.TEXTUAL:
            found.setdefault(target, set()).add(source)
    return found


def hits(
    matcher: Matcher,
    targets: dict[str, Source],
    among: Surroundings | None = None,
    *,
    lexical: bool = True,
) -> tuple[int, int]:
    """How many provisions of the key have a source of theirs at rank 1, each asked as it stands in
    its text or as a wording alone."""
    right = 0
    for target, sources in wanted().items():
        asked = targets[target].wording
        best = matcher.suggest(asked, lexical=lexical, among=among).suggestions[:1]
        good = bool(best) and best[0].document == "WG" and best[0].address in sources
        right += good
        if not good:
            print(f"   missed {target}: {[(b.document, b.address, b.relation) for b in best]}")
    return right, len(wanted())


def print_hits(
    how: str, matchers: Sequence[Matcher], targets: dict[str, Source], *, lexical: bool
) -> None:
    """The hits among the report alone and among all, of provisions as they stand in their text,
    as every command that is given an address asks, and of the same wordings typed in."""
    text = Surroundings([one.wording for one in targets.values()])
    for asked, among in (("in their text", text), ("typed in", None)):
        alone, crowded = (hits(one, targets, among, lexical=lexical) for one in matchers)
        print(
            f"real pair, rank 1, {how}, {asked}: {alone[0]} of {alone[1]} alone, "
            f"{crowded[0]} among all"
        )


def encoded(corpus: Sequence[Source], targets: dict[str, Source], folder: Path) -> Matcher:
    """The corpus with every vector that the answers for the key look at."""
    matcher = Matcher(corpus, folder)
    for done in matcher.encode([targets[one].wording for one in wanted()]):
        if done.done % 1_000 < 32:
            print(f"   encoded {done.done} of {done.total}", file=sys.stderr)
    return matcher


def full(
    matcher: Matcher, queries: Sequence[str], bm25: Callable[[str], object]
) -> tuple[float, float, float]:
    """The whole answer beside bm25s, one product and one encoding together, as ``alternately``
    has it; on vectors that a random matrix stands in for: only time is measured."""
    from draftrace.matching.embeddings import SentenceModel
    from draftrace.matching.index import wording_hash

    chance = np.random.default_rng(1)
    rows = chance.standard_normal((len(matcher.sources), 384), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    matcher.meanings.keep([wording_hash(source.wording) for source in matcher.sources], rows)
    model = SentenceModel("packaged")
    asked = itertools.count()

    def parts(query: str) -> None:
        bm25(query)
        rows @ rows[0]
        model.encode([query])

    def ours(query: str) -> None:  # worded anew each time, or its vector would be kept
        matcher.suggest(f"{query} {next(asked)}")

    return alternately(parts, ours, queries)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--meaning", type=Path)
    options = parser.parse_args(arguments)
    lines = options.corpus.read_text(encoding="utf-8").split("\n")[:-1]
    asked = Path(f"{options.corpus}.q.json").read_text(encoding="utf-8")
    queries = [one["q"] for one in json.loads(asked)]
    report, outcome = quality.documents()
    real = list(sources_of(report))
    known = seeds()
    corpus = real + [
        Source("noise", str(number), line) for number, line in enumerate(lines) if line not in known
    ]
    print(
        f"{len(lines)} paragraphs ({len(corpus) - len(real)} distractors), {len(queries)} queries"
    )
    times = 3 if len(lines) <= _FEW else 1
    ours = [
        min(one) for one in zip(*(seconds(lambda: build(lines)) for _ in range(times)), strict=True)
    ]
    theirs = [min(one) for one in zip(*(tantivy_build(lines) for _ in range(times)), strict=True)]
    for name, mine, peers in zip(("processors", "clock"), ours, theirs, strict=True):
        ratio = mine / peers
        print(f"build, {name}: {mine:.2f} s   tantivy {peers:.2f} s   ratio {ratio:.2f} (1.5)")
    peer = bm25s_answer(lines)
    with tempfile.TemporaryDirectory() as folder:
        matcher = Matcher(corpus, Path(folder))
        bm25, taken, ratio = alternately(
            peer, lambda query: matcher.suggest(query, lexical=True), queries
        )
        print(
            f"lexical answer with evidence {taken:.2f} ms   bm25s {bm25:.2f} ms   "
            f"median ratio {ratio:.2f} (target 3)"
        )
        targets = quality.adopted(outcome)
        print_hits("by words", (Matcher(real), matcher), targets, lexical=True)
        if options.meaning:
            both = tuple(encoded(some, targets, options.meaning) for some in (real, corpus))
            print_hits("with meaning", both, targets, lexical=False)
        if options.model:
            floor, taken, ratio = full(matcher, queries[:_ENCODED], peer)
            print(
                f"full answer {taken:.2f} ms   bm25s, product and encoding {floor:.2f} ms   "
                f"median ratio {ratio:.2f} (target 1.5)"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the whole run, peers included: {peak:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
