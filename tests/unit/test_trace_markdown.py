"""A trace as Markdown: what comes from files and people is text, never markup."""

from __future__ import annotations

import json
from typing import Any

import pypandoc
import pytest

from draftrace.exporters.report_words import version_words
from draftrace.exporters.trace_markdown import escaped, trace_markdown, why_markdown
from draftrace.room.acts import corpus, supporting
from draftrace.room.acts.terms import SourceRef
from draftrace.room.record import Attachment
from draftrace.views.trace import trace
from draftrace.views.why import occurrences, why
from room_kit import Room, document

EVIL = [
    "*a* _b_ **c** `d` [x](http://y) <b>z</b> &amp; https://e.example www.e.example a@b.example",
    "~~s~~ $x^2$ ~sub~ | a | b |", "# head", "1. one", "12) one", "- dash", "+ plus", "(a) item",
    "a) b", "> q", "=== x", "--- ", "![i](j)", "\\*lit\\*", "[^1]: note [^2]", "```x", "<!-- c -->",
    "@cite [@c]", "i. roman", ": def", "{#id .cls}", "\x1b[31mred\u202e", "| t", "% title",
    "\"q\" 'q'",
    "<script>alert(1)</script>", "two\n\n# lines", "   indented as code",
]  # fmt: skip


def blocks(markdown: str, flavour: str) -> list[Any]:
    told = pypandoc.convert_text(markdown, "json", format=flavour, extra_args=["--wrap=none"])
    return list(json.loads(told)["blocks"])


def kinds(node: Any) -> set[str]:
    """Every kind of node in a pandoc tree."""
    if isinstance(node, list):
        return set().union(*map(kinds, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["t"]} if "t" in node else set()
    return own | kinds(list(node.values()))


@pytest.mark.parametrize("flavour", ["commonmark", "gfm", "markdown"])
def test_no_text_becomes_markup_in_any_flavour(flavour: str) -> None:
    written = "\n\n".join(escaped(text) for text in EVIL)
    assert kinds(blocks(written, flavour)) <= {
        "Para", "Str", "Space", "Quoted", "DoubleQuote", "SingleQuote",
    }  # fmt: skip


@pytest.mark.parametrize("text", EVIL)
def test_text_renders_as_itself(text: str) -> None:
    plain = pypandoc.convert_text(escaped(text), "plain", "commonmark", extra_args=["--wrap=none"])
    shown = text.replace("\x1b", "\\x1b").replace("\u202e", "\\x202e")
    assert plain.split() == shown.split()


def negotiated() -> Room:
    made = Room(
        document(
            "1. States shall review progress <b>every</b> year, in every port and in all harbours;"
        )
    )
    made.register()
    said = "*States* review progress; ports and all harbours should follow"
    source = SourceRef(document="WG", address="7", wording=said)
    made.act(
        "EU",
        lambda s, f: corpus.link(s, f, made.id("1"), source, relation="adapted", reason="1. same"),
    )
    new = "States shall assess progress <b>every</b> year, in every port and in most harbours;"
    made.propose("EU", "1", new, reason="# plain")
    made.accept("EU-1", reason="- no objection")
    made.agree("1", reason="read out")
    made.issue()
    return made


def test_a_trace_tells_sources_versions_redlines_and_reasons() -> None:
    room = negotiated()
    written = trace_markdown(trace(room.state, room.at("1")))
    tree = blocks(written, "gfm")
    found = {"Header", "BlockQuote", "BulletList", "OrderedList", "Strong", "Strikeout"}
    assert found <= kinds(tree)
    assert "RawInline" not in kinds(tree)
    for part in (
        "WG 7, adapted, confirmed by EU",
        "rests on: ‘",
        "reason: 1\\. same",
        "suspect: a change touched",
        "shall ~~review~~ **assess** progress \\<b\\>",
        "accepted: EU-1 (EU)",
        "reason of EU: \\# plain",
        "agreed in informals",
        "Addresses: tabled: 1 → Rev\\.1: 1",
    ):
        assert part in written, written


def test_a_provision_without_a_source_says_so() -> None:
    room = Room(document("1. One."))
    assert "No confirmed source." in trace_markdown(trace(room.state, room.at("1")))


def test_what_stands_beside_the_text_and_what_was_attached_is_told() -> None:
    room = Room(document("1. Ships are to rest.", "2. Two."))
    room.act(
        "CUB",
        lambda s, f: supporting.take_position(
            s, f, "reserves", provision=room.id("1"), text="# no"
        ),
    )
    room.propose("EU", "1", "Ships rest.")
    room.act(
        "NOR", lambda s, f: supporting.take_position(s, f, "objects", proposal="EU-1", text="why")
    )
    room.accept("EU-1", floor={"attachments": [Attachment(name="a_b.pdf", sha256="0" * 64)]})
    room.register()
    source = SourceRef(document="WG", address="7", wording="Ships rest")
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="partial"))
    written = trace_markdown(trace(room.state, room.at("1")))
    assert "### Beside the text" in written
    assert "CUB reserves: \\# no" in written
    assert "- objections: NOR" in written
    assert "- attached: a\\_b.pdf" in written


def test_one_words_answer_is_a_section_of_its_own() -> None:
    room = negotiated()
    (place,) = occurrences(room.at("1"), "assess")
    written = why_markdown("1", place, why(room.state, room.at("1"), "assess"))
    assert "## 1: why “assess”" in written
    assert "- replaced: “review”" in written
    assert kinds(blocks(written, "gfm")) <= {
        "Header", "BlockQuote", "Para", "Plain", "BulletList", "Strong", "Str", "Space",
    }  # fmt: skip


def test_a_version_names_who_amended_what_was_accepted() -> None:
    """An amendment that was not taken over is not among them."""
    room = Room(document("1. Promote services in all regions;"))
    proposal = room.propose("EU", "1", "Promote good services in all regions;")
    words = "Promote good and cheap services in all regions;"
    amendment = room.amend("NOR", proposal, words)
    fell = room.amend("CUB", proposal, "Promote no services in all regions;")
    room.accept(amendment)
    room.accept(proposal)
    (_tabled, version) = trace(room.state, room.at("1")).versions
    assert version.wording == words
    assert (version.sponsors, version.amended) == (("EU",), (f"{amendment} (NOR)",))
    said = f"{proposal} (EU), amended by {amendment} (NOR)"
    assert said in trace_markdown(trace(room.state, room.at("1")))
    assert said in version_words(version)[0]
    assert fell not in version_words(version)[0]
