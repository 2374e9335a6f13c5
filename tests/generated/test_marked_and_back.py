"""The generated negotiation marked: every issue against every earlier one reads back as both and
names its sponsors; received in an empty copy of the tabled draft it is the proposals that were
made, of the same parties and dates, word for word.

What is held to is every proposal whose words all stand in the text or are all gone from it: where a
later decision took out words of an earlier one, no file that gives the text can tell them.
``DRAFTRACE_SEED`` plays another negotiation, ``DRAFTRACE_WHOLE`` the one of 5,000 proposals.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from draftrace import exporters
from draftrace.exporters import compilation
from draftrace.exporters.formats import FORMATS
from draftrace.exporters.readback import lines_of
from draftrace.exporters.sheet import attributed
from draftrace.exporters.writing import prove
from draftrace.room.entities import Proposal, Revision, Step
from draftrace.room.state import State
from generated.whole import Scale, Whole
from received_kit import empty_copy, handed_in

SEED = int(os.environ.get("DRAFTRACE_SEED", "2009"))
SCALE = (
    Scale()
    if os.environ.get("DRAFTRACE_WHOLE")
    else Scale(provisions=150, proposals=900, meetings=8, revisions=3)
)
RENUMBERED = ("number typed anew", "footnote no longer cited here", "comment on no change")
Told = tuple[str, str, str, str, str]
"""Party, kind, provision (none yet: empty), wording, when."""


@pytest.fixture(scope="module")
def whole() -> Whole:
    played = Whole(SEED, SCALE)
    assert list(played.play())
    return played


def test_every_issue_marked_against_every_earlier_one_reads_back_as_both(
    whole: Whole, tmp_path: Path
) -> None:
    state = whole.state
    path = tmp_path / "marked.docx"
    tabled, *_between, adopted = state.past.revisions
    for suffix in (".odt", ".html"):
        sheet = compilation.marked_sheet(state, adopted, tabled)
        exporters.write(sheet, tmp_path / f"marked{suffix}", as_="marked")
    for base, text in combinations(state.past.revisions, 2):
        sheet = attributed(compilation.marked_sheet(state, text, base))
        path.write_bytes(FORMATS[".docx"].written(sheet))
        assert prove(sheet, path) == []
        for side, issue in (("clean", text), ("base", base)):
            issued = lines_of(compilation.clean_sheet(state, issue), "clean")
            assert lines_of(sheet, side) == issued  # type: ignore[arg-type]


def visible(state: State, base: Revision, text: Revision) -> set[Told]:
    """The proposals that alone made a provision what the text says of it."""
    old = {i.provision: i for i in base.provisions if i.kind != "footnote"}
    new = {i.provision: i for i in text.provisions if i.kind != "footnote"}
    found: set[Told] = set()
    for i in old.keys() | new.keys():
        every = [s for s in state.past.steps[i] if s.stamp.position <= text.stamp.position]
        steps = [s for s in every if s.stamp.position > base.stamp.position]
        made = _adopted(state, steps)
        kinds = [p.change for p in made]
        if kinds == ["wording"] and i in old and i in new and made[0].now.base == old[i].wording:
            if new[i].wording == made[0].now.wording:
                found.add(_told(made[0], i, made[0].now.wording))
        elif kinds == ["insertion"] and i not in old and i in new:
            if {s.now.wording for s in every} == {new[i].wording}:
                found.add(_told(made[0], "", new[i].wording))
        elif kinds == ["deletion"] and i in old and i not in new and made[0].provision == i:
            found.add(_told(made[0], i, ""))
    return found


def _adopted(state: State, steps: list[Step]) -> list[Proposal]:
    """The proposals by which steps changed the text, chairs' texts and slips of the pen apart."""
    found: list[Proposal] = []
    for step in steps:
        proposals = [state.proposal(i) for i in step.proposals]
        found += [
            p
            for p in proposals
            if p is not None
            and p.now.status.startswith("accepted")
            and p.now.decided is not None
            and p.now.decided.act == step.stamp.act
        ]
    return found


def _told(p: Proposal, provision: str, wording: str) -> Told:
    return p.stamp.speaker, p.change, provision, wording, p.stamp.happened


def test_received_in_an_empty_copy_it_is_the_proposals_that_were_made(
    whole: Whole, tmp_path: Path
) -> None:
    state = whole.state
    tabled, first = state.past.revisions[:2]
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(state, first, tabled), path, as_="marked")
    account = handed_in(empty_copy(whole.talks.journal), path)
    got = {
        (o.party, o.change.kind, o.change.provision, o.wording, o.change.happened)
        for o in account.offered
    }
    wanted = visible(state, tabled, first)
    assert {"wording", "insertion", "deletion"} <= {kind for _party, kind, *_rest in wanted}
    assert wanted - got == set()
    acts = {(p.stamp.speaker, p.stamp.happened) for p in state.past.closed.values()}
    decided = {(s.speaker, s.happened) for s in state.past.stamps.values()}
    assert {(o.party, o.change.happened) for o in account.offered} <= acts | decided
    left = Counter(left.what for left in account.left if left.what not in RENUMBERED)
    assert left.total() <= len(account.offered) // 20, left
