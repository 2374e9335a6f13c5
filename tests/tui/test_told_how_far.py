"""The model's process: how far the comparison by meaning is, then the answer."""

from __future__ import annotations

from io import BytesIO

import msgspec

from draftrace.matching.engine import Matcher
from draftrace.matching.surroundings import Surroundings
from draftrace.tui.suggesting import Compared, Found, answer_lines
from matching_kit import CountingEncoder, sources


def asked(matcher: Matcher, *wordings: str) -> list[Found | Compared]:
    told = BytesIO()
    lines = b"".join(msgspec.json.encode(wording) + b"\n" for wording in wordings)
    answer_lines(matcher, Surroundings(wordings), BytesIO(lines), told)
    return [
        msgspec.json.decode(line, type=Found | Compared) for line in told.getvalue().splitlines()
    ]


def test_it_tells_how_many_are_compared_and_then_answers_alone() -> None:
    extra = [f"Gull number {number} sat on pier {number}." for number in range(40)]
    matcher = Matcher(sources(extra), model=CountingEncoder())
    first, second = "Inspect ferries at small ports", "Pay harbour pilots well"
    *far, answer, again = asked(matcher, first, second)
    assert [(one.done, one.total) for one in far if isinstance(one, Compared)] == [
        (0, 50),  # nine paragraphs of the report, forty more, and what was asked
        (32, 50),
    ]
    assert len(far) == 2
    for found, address in ((answer, "5(b)"), (again, "5(c)")):
        assert isinstance(found, Found)
        assert found.suggestions[0].address == address
