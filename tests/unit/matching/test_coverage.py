"""What became of each conclusion?"""

from __future__ import annotations

from draftrace.matching.engine import Matcher, Source
from matching_kit import sources

TARGETS = [
    Source("ACT", "3(a)", "Strengthen the inspection of ferries calling at small ports;"),
    Source(
        "ACT",
        "3(b)",
        "Give attention to the training of lighthouse keepers, including night exercises and "
        "signalling by lamp, and acquire knowledge of the habits of smugglers, including through "
        "interviews with retired sailors;",
    ),
    Source("ACT", "4", "Invite the observatory to publish its almanac."),
]


def outcomes() -> dict[str, tuple[str, list[str]]]:
    engine = Matcher(sources())
    conclusions = [source for source in engine.sources if source.role == "conclusion"]
    covered = engine.coverage(conclusions, TARGETS, lexical=True)
    return {one.address: (one.outcome, [t.address for t in one.targets]) for one in covered}


def test_a_conclusion_taken_over_whole_is_verbatim() -> None:
    assert outcomes()["5(b)"] == ("verbatim", ["3(a)"])


def test_one_provision_may_join_two_conclusions() -> None:
    found = outcomes()
    assert found["5(a)"][1] == ["3(b)"]
    assert found["5(e)"][1] == ["3(b)"]


def test_a_conclusion_that_nothing_takes_up_is_dropped() -> None:
    assert outcomes()["5(c)"] == ("dropped", [])


def test_both_directions_say_the_same() -> None:
    engine = Matcher(sources())
    conclusions = [source for source in engine.sources if source.role == "conclusion"]
    for covered in engine.coverage(conclusions, TARGETS, lexical=True):
        for target in covered.targets:
            wording = next(t.wording for t in TARGETS if t.address == target.address)
            back = {s.address: s for s in engine.suggest(wording, lexical=True).suggestions}
            assert back[covered.address].relation == target.relation
            assert back[covered.address].evidence == target.evidence
