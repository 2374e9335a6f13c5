"""Does the engine find where conclusions went? Scored on the key read by hand (trace_dev.csv).

Targets: the right source at rank 1 for every provision with a textual source, every link within
five; the relation right in at least 9 of 10 rows (borderline alternatives allowed); no thematic
pair called verbatim or adapted; outcomes of conclusions; and, each conclusion left out of the
corpus in turn, no other paragraph dressed up as the verbatim or adapted source of its provisions.

    PYTHONPATH=src:tests python tests/bench/suggest_quality.py [--lexical] [--every] [--key FILE]

``own_reading.csv``, beside this file, is a reading of ours of all 39 conclusions and of the
deliberations, made before any output for them was looked at, with the development key known.
``second_reading.csv`` is another reader's, made before the first reading or any output was looked
at, each row with how sure that reader was. The development key was known, and which seven of the
pairs were thought open, of four of them with what the engine said. Neither is the judges' key, and
two readers of one schooling err alike: where they and the engine differ any may be wrong.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from functools import partial
from pathlib import Path

from draftrace.matching.engine import Answer, Coverage, Matcher
from draftrace.matching.ranking import RELATIONS
from draftrace.matching.sources import Source, sources_of
from draftrace.matching.surroundings import Surroundings
from draftrace.readers import read
from draftrace.text.documents import Document
from real_documents import OUTCOME, REPORT, shared

TEXTUAL = ("verbatim", "adapted", "partial")
Key = dict[tuple[str, str], tuple[str, ...]]


def key(path: Path | None = None) -> Key:
    """(source address, target address) to the relations allowed, the first the reader's own; by
    default of the development key."""
    allowed: Key = {}
    with (path or shared() / "gold" / "trace_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            target = f"{row['target_part']}/{row['target_para']}" if row["target_para"] else ""
            also = map(str.strip, row["note"].split("also acceptable=")[1:])
            allowed[row["source_para"], target] = (row["relation"], *also)
    return allowed


def documents() -> tuple[Document, Document]:
    corpus = shared() / "corpus"
    return (
        read(corpus / REPORT, symbol="WG", role="conclusions"),
        read(corpus / OUTCOME, symbol="000", role="adopted"),
    )


def adopted(outcome: Document) -> dict[str, Source]:
    """The provisions of the two instruments by address, notes left out."""
    return {
        source.address: source
        for source in sources_of(outcome)
        if source.address.startswith(("PD/", "PA/")) and "note:" not in source.address
    }


def ranks(matcher: Matcher, targets: dict[str, Source], answers: Key, lexical: bool) -> None:
    said: dict[str, Answer] = {}
    among = Surroundings([one.wording for one in targets.values()])
    first = provisions = right = rows = dressed = within = 0
    wanted: dict[str, set[str]] = {}
    for (source, target), allowed in answers.items():
        if target and allowed[0] in TEXTUAL:
            wanted.setdefault(target, set()).add(source)
    for (source, target), allowed in sorted(answers.items(), key=lambda item: item[0][1]):
        if not target:
            continue
        if target not in said:
            said[target] = matcher.suggest(targets[target].wording, lexical=lexical, among=among)
        found = {one.address: one for one in said[target].suggestions}
        relation = found[source].relation if source in found else "none"
        rows += allowed[0] != "thematic"
        right += allowed[0] != "thematic" and relation in allowed
        within += allowed[0] != "thematic" and source in found
        dressed += allowed[0] == "thematic" and relation in ("verbatim", "adapted")
        mark = "  " if relation in allowed else "XX"
        print(f"{mark} {source:7} {target:9} key {'/'.join(allowed):18} said {relation}")
    for target, sources in wanted.items():
        provisions += 1
        best = said[target].suggestions[:1]
        first += bool(best) and best[0].address in sources
    print(
        f"rank 1: {first} of {provisions}   within 5: {within}, relation: {right} of {rows} "
        f"textual rows   thematic called verbatim or adapted: {dressed}"
    )


def outcomes(covered: list[Coverage], answers: Key, every: bool) -> None:
    right = total = 0
    for one in covered:
        rows = [allowed for (source, _), allowed in answers.items() if source == one.address]
        best = min((row for row in rows), key=lambda row: _order(row[0]), default=None)
        good = best is not None and (one.outcome in best)
        total += best is not None
        right += good
        if every or (best is not None and not good):
            places = ", ".join(f"{t.address} {t.relation} {t.score:.2f}" for t in one.targets[:3])
            print(f"   {one.address:7} said {one.outcome:9} key {best}   {places}")
    print(f"outcome of conclusions: {right} of {total}")


def _order(relation: str) -> int:
    return (*RELATIONS, "dropped").index(relation)


def _is_at(address: str, source: Source) -> bool:
    return source.address == address


def left_out(matcher: Matcher, targets: dict[str, Source], answers: Key, lexical: bool) -> None:
    """Without its conclusion a provision must not be given to another paragraph as its text."""
    wrong = asked = 0
    for (source, target), allowed in answers.items():
        if not target or allowed[0] not in TEXTUAL:
            continue
        others = {a for a, t in answers if t == target and a != source}
        answer = matcher.suggest(
            targets[target].wording, lexical=lexical, exclude=partial(_is_at, source)
        )
        asked += 1
        for one in answer.suggestions[:1]:
            if one.relation in ("verbatim", "adapted") and one.address not in others:
                wrong += 1
                print(f"   without {source}: {target} given to {one.address} as {one.relation}")
    print(f"left out: {wrong} of {asked} provisions given to another paragraph as its text")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lexical", action="store_true", help="without the model")
    parser.add_argument("--every", action="store_true", help="print every conclusion's outcome")
    parser.add_argument("--key", type=Path, help="another key in the columns of trace_dev.csv")
    options = parser.parse_args(arguments)
    report, outcome = documents()
    targets, answers = adopted(outcome), key(options.key)
    with tempfile.TemporaryDirectory() as folder:
        matcher = Matcher([report], Path(folder))
        if not options.lexical:
            for _ in matcher.encode([source.wording for source in targets.values()]):
                pass
        ranks(matcher, targets, answers, options.lexical)
        conclusions = [source for source in matcher.sources if source.role == "conclusion"]
        covered = matcher.coverage(conclusions, list(targets.values()), lexical=options.lexical)
        outcomes(covered, answers, options.every)
        left_out(matcher, targets, answers, options.lexical)


if __name__ == "__main__":
    main(sys.argv[1:])
