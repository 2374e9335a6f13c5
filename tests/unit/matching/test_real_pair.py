"""On the two real documents: the key read by hand, never copied into the project."""

from __future__ import annotations

import csv

import pytest

from draftrace.matching.engine import Matcher
from draftrace.matching.sources import Source, sources_of
from draftrace.readers import read
from real_documents import OUTCOME, REPORT, real

TEXTUAL = ("verbatim", "adapted", "partial")


@pytest.fixture(scope="module")
def engine() -> Matcher:
    return Matcher([read(real(REPORT), symbol="WG", role="conclusions")])


@pytest.fixture(scope="module")
def adopted() -> dict[str, Source]:
    return {s.address: s for s in sources_of(read(real(OUTCOME), symbol="A", role="adopted"))}


def rows() -> list[tuple[str, str, list[str]]]:
    with real("trace_dev.csv", "gold").open(encoding="utf-8") as file:
        return [
            (
                row["source_para"],
                f"{row['target_part']}/{row['target_para']}",
                [row["relation"], *row["note"].split("also acceptable=")[1:]],
            )
            for row in csv.DictReader(file)
            if row["target_para"]
        ]


def test_every_conclusion_is_seen(engine: Matcher) -> None:
    assert sum(source.role == "conclusion" for source in engine.sources) == 39


def test_the_right_source_is_first_with_the_right_relation(
    engine: Matcher, adopted: dict[str, Source]
) -> None:
    textual = [row for row in rows() if row[2][0] in TEXTUAL]
    for target in {target for _, target, _ in textual}:
        answer = engine.suggest(adopted[target].wording, lexical=True).suggestions
        said = {one.address: one.relation for one in answer}
        wanted = {source: allowed for source, there, allowed in textual if there == target}
        assert answer[0].address in wanted, target
        for source, allowed in wanted.items():
            assert said.get(source) in allowed, (source, target)


def test_no_thematic_pair_is_called_descent(engine: Matcher, adopted: dict[str, Source]) -> None:
    sources = {source.address: source for source in engine.sources}
    for source, target, allowed in rows():
        if allowed[0] == "thematic":
            pair = engine.pair(adopted[target].wording, sources[source])
            assert pair.relation not in ("verbatim", "adapted"), (source, target)


def test_evidence_lies_within_both_wordings(engine: Matcher, adopted: dict[str, Source]) -> None:
    for address in ("PA/22(i)", "PA/24(c)", "PA/30(e)"):
        wording = adopted[address].wording
        for one in engine.suggest(wording, lexical=True).suggestions:
            assert one.evidence
            for (a, b), (c, d) in one.evidence:
                assert wording[a:b].strip() == wording[a:b] != ""
                assert one.wording[c:d].strip() == one.wording[c:d] != ""
