"""Proofreading never raises, names places that exist, and always says the same."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftrace.checks import RULES, check, located, rule_table
from draftrace.text.documents import Document, Kind, Note, Provision
from draftrace.text.structure import markdown, recognise

WORDS = st.sampled_from(
    [
        *(
            "the",
            "The Convention on",
            "Convention",
            "of 1988",
            "1972",
            "and",
            "should",
            "must",
            "by:",
        ),
        *(
            "should:",
            "money laundering",
            "money-laundering",
            "both in",
            "not only",
            "but also",
            "to,",
        ),
        *(
            "(a)",
            "(",
            ")",
            "[",
            "]",
            "“",
            "”",
            '"',
            "*",
            "**",
            "\\*",
            "[^1]",
            "[^2]",
            ";",
            ",",
            ".",
            ":",
        ),
        *(
            "paragraph 3 above",
            "Sales No. E.08.XI.1",
            "vol. 2, No. 39574",
            "ibid.",
            "12 March",
            "2009",
        ),
        *(
            "; and the rest should",
            ", including, x,",
            "É",
            "e\u0301",
            "\u200f",
            "#",
            "- (b)",
            "a" * 40,
        ),
    ]
)
WORDINGS = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=30).map(" ".join)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(
    ["title", "heading", "preambular", "operative", "item", "subitem", "paragraph", "tablerow"]
)
LABELS = st.sampled_from(
    ["", "1", "2", "4", "(a)", "(c)", "(i)", "II", "A", "7 ter", "Article 3", "§"]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    provisions = tuple(
        Provision(
            address=f"{number}",
            kind=draw(KINDS),
            level=draw(st.integers(0, 4)),
            wording=draw(WORDINGS),
            label=draw(LABELS),
            part=draw(st.sampled_from(["", "PD"])),
            line=draw(st.integers(0, 40)),
        )
        for number in range(draw(st.integers(0, 8)))
    )
    notes = tuple(
        Note(id=str(n), number=draw(st.sampled_from([str(n), "*"])), wording=draw(WORDINGS))
        for n in range(1, draw(st.integers(1, 4)))
    )
    return Document(title="", provisions=provisions, notes=notes)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.lists(st.text(max_size=40), max_size=10))
def test_any_document_can_be_checked(document: Document, source: list[str]) -> None:
    findings = check(document)
    assert findings == check(document)
    known = {p.address for p in document.provisions} | {
        n.address or f"note:{n.number}" for n in document.notes
    }
    rules = {rule.id for rule in RULES}
    for finding in located(findings, document, source):
        assert finding.rule in rules
        assert finding.address in known
        assert set(finding.also) <= known
        assert finding.column >= 1
        assert finding.message
        assert finding.suggestion


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDINGS, max_size=20).map("\n\n".join))
def test_any_text_can_be_checked(text: str) -> None:
    check(recognise.document(markdown.blocks(text)))


def test_every_rule_has_its_id_title_and_reason() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
        assert rule.title
        assert rule.reason.endswith(".")
    table = rule_table()
    assert table.count("\n") == len(RULES) + 1
    assert all(f"| `{rule.id}` |" in table for rule in RULES)


PIECES = (
    *("[ ", "] ", "A", "Aa Conv Convention ", "a, ", "“a ", '"a" ', "ABC ", "..", "a- ", "a/b"),
    *(
        " that in a ",
        ", including a ",
        "; a ",
        "a[^1] ",
        "*a* ",
        "Aaa and bbb is a. ",
        "(",
        "1 May ",
    ),
    *("and, going to, ", "money laundering and money-laundering x ", "the the "),
    "paragraph 3 above. ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """A wording four times as long may take eight times as long, never sixteen."""
    spent = []
    for length in (6_000, 24_000):
        provision = Provision(
            address="1",
            kind="operative",
            level=1,
            wording=piece * (length // len(piece)),
            label="1",
        )
        document = Document(title="", provisions=(provision,))
        begun = time.process_time()
        check(document)
        spent.append(time.process_time() - begun)
    assert spent[1] < 9 * spent[0] + 0.5
