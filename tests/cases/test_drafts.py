"""The case files of published drafts: texts, and the histories a person wrote for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from draftrace.cli.published import Draft, Shelf, doubts
from draftrace.compare.reconstruction import Said, reconstructed
from negotiated.printed import noisy, printed
from negotiated.talks import Talks

CASES = sorted((Path(__file__).parent / "drafts").glob("*.md"))


_WORDS = r"(.+?): (.+) (\d)(?: (.+))?"


def _found(words: Sequence[Said], wanted: list[str]) -> Sequence[Said]:
    """The words of a provision that read so."""
    texts = [word.text for word in words]
    at = next(n for n in range(len(texts)) if texts[n : n + len(wanted)] == wanted)
    return words[at : at + len(wanted)]


def sections(case: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_negotiation_is_rebuilt_from_its_drafts(case: Path, tmp_path: Path) -> None:
    told = sections(case)
    drafts = []
    for name in (name for name in told if name.startswith("Draft ")):
        file = tmp_path / f"{name}.txt"
        file.write_text(told[name] + "\n", encoding="utf-8")
        drafts.append(Shelf("un").read(file))
    found = reconstructed([one.blocks for one in drafts])
    histories = {p.address: p.history for p in found.provisions}
    for line in told["Histories"].splitlines():
        address, _, wanted = line.partition(": ")
        steps = [f"{step.document + 1} {step.address}" for step in histories[address][:-1]]
        assert (address, ", ".join(steps) or "none") == (address, wanted)
    dropped = sorted(f"{d.document + 1} {d.address}" for d in found.dropped)
    assert dropped == sorted(told["Dropped"].splitlines())
    brackets = ", ".join(str(one.brackets) for one in drafts)
    assert brackets == told["Brackets"]
    assert doubts(drafts, found.changes) == []
    words = {p.address: p.words for p in found.provisions}
    for line in told.get("Words", "").splitlines():
        address, said, number, parties = re.fullmatch(_WORDS, line).groups()  # type: ignore[union-attr]
        for word in _found(words[address], said.split()):
            assert (line, word.document + 1) == (line, int(number))
            assert (line, ", ".join(word.parties)) == (line, parties or "")


def test_generated_talks_are_rebuilt_clean_and_on_pages(tmp_path: Path) -> None:
    talks = Talks(5, articles=8)
    first, second = printed(talks), None
    talks.next_draft(0.7)
    second = printed(talks)
    clean = [_read(tmp_path, "\n\n".join(one.blocks)) for one in (first, second)]
    paged = [_read(tmp_path, noisy(one.blocks, talks.random)) for one in (first, second)]
    for one, other, made in zip(clean, paged, (first, second), strict=True):
        addresses = {block.address for block in one.blocks}
        assert {stood.address for stood in made.stood} <= addresses
        assert [b.wording for b in one.blocks[1:]] == [b.wording for b in other.blocks[1:]]
        assert one.brackets == sum(block.count("[") for block in made.blocks)
    rebuilt = reconstructed([one.blocks for one in clean])
    histories = {p.address: p.history for p in rebuilt.provisions}
    born = [stood for stood in second.stood if min(w[1] for w in stood.words) == 1]
    assert born
    assert all(len(histories[stood.address]) == 1 for stood in born)


def _read(folder: Path, text: str) -> Draft:
    file = folder / "draft.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return Shelf("un").read(file)
