"""The generated negotiation marked: every issue against every earlier one reads back as both and
names its sponsors; received in an empty copy of the tabled draft it is the proposals that were
made, of the same parties and dates, word for word.

Every one of those on paragraphs that nothing was done to but wording them is asked for
(``told_words``); of all others that the export does not name as not carried (``untold``), where
paragraphs that came in were split or struck, merged ones divided, or several decisions met on the
same words, nineteen in twenty.
``DRAFTRACE_SEED`` plays another negotiation, ``DRAFTRACE_WHOLE`` the one of 5,000 proposals.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from draftrace import exporters
from draftrace.compare.dividing import CUT
from draftrace.exporters import compilation
from draftrace.exporters.formats import FORMATS
from draftrace.exporters.readback import lines_of
from draftrace.exporters.sheet import attributed
from draftrace.exporters.untold import untold
from draftrace.exporters.writing import prove
from draftrace.intake.recording import Offered
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
FOLLOWS = ("footnote no longer cited here", "comment on no change")


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
    for history, suffix in ((True, ".odt"), (True, ".html"), (False, ".pdf")):
        sheet = compilation.marked_sheet(state, adopted, tabled, history=history)
        exporters.write(sheet, tmp_path / f"marked{suffix}", as_="marked")
    for base, text in combinations(state.past.revisions, 2):
        sheet = attributed(compilation.marked_sheet(state, text, base))
        path.write_bytes(FORMATS[".docx"].written(sheet))
        assert prove(sheet, path) == []
        whole_story = attributed(compilation.marked_sheet(state, text, base, history=True))
        path.write_bytes(FORMATS[".docx"].written(whole_story))
        assert prove(whole_story, path) == []
        for side, issue in (("clean", text), ("base", base)):
            issued = lines_of(compilation.clean_sheet(state, issue), "clean")
            assert lines_of(sheet, side) == issued  # type: ignore[arg-type]


def told_words(state: State, base: Revision, text: Revision) -> list[Proposal]:
    """The proposals accepted between two issues that a file marked so must give word for word."""
    shown = {i.provision for i in (*base.provisions, *text.provisions) if i.kind != "footnote"}
    notes = {p.id for p in state.now.provisions.values() if p.kind == "footnote"}
    made: dict[str, Proposal] = {}
    beyond: set[str] = set()
    for provision, steps in state.past.steps.items():
        within = [s for s in steps if base.stamp.position < s.stamp.position <= text.stamp.position]
        adopted = _adopted(state, within)
        first = next((p.stamp.speaker for p in adopted if p.change == "insertion"), "")
        own = [p for p in adopted if p.stamp.speaker == first]
        if provision in notes - shown or len(own) > 1 or any(map(_is_beyond, within)):
            beyond.add(provision)
        made |= {p.id: p for p in adopted}
    beyond |= {i for p in made.values() if p.change in ("split", "merge") for i in p.concerns}
    kinds = ("wording", "alternative", "insertion", "deletion")
    struck = {p.id for p in made.values() if p.change == "deletion" and p.provision not in shown}
    told = [p for p in made.values() if p.change in kinds and p.provision not in beyond]
    return [p for p in told if p.id not in struck]


def _is_beyond(step: Step) -> bool:
    return step.outcome.startswith(("split", "merged", "chair's text"))


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


def _words(wording: str) -> str:
    return " ".join(wording.split())


def versions(state: State, proposal: Proposal) -> set[str]:
    """What a proposal said, as made, revised or carried over."""
    return {_words(offered.now.wording) for offered in state.past.offers[proposal.id]}


def pieces(offered: Offered) -> set[str]:
    """Of what is divided the pieces that a change words otherwise, as one."""
    old, new = (side.split(CUT) for side in (offered.base, offered.wording))
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return {_words(" ".join(new))} if CUT in offered.wording else set()


def _accepted(state: State, text: Revision) -> list[Proposal]:
    return [
        p
        for p in state.past.closed.values()
        if p.now.status.startswith("accepted")
        and p.now.decided is not None
        and p.now.decided.position <= text.stamp.position
    ]


def _told(state: State, proposal: Proposal, got: set[tuple[str, str, str]]) -> bool:
    who = (proposal.stamp.speaker, proposal.stamp.happened)
    if proposal.change in ("deletion", "move"):
        return who in {each[:2] for each in got}
    return any((*who, said) in got for said in versions(state, proposal))


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("issue", [1, -1])
def test_received_in_an_empty_copy_it_is_the_proposals_that_were_made(
    whole: Whole, tmp_path: Path, issue: int, suffix: str
) -> None:
    state = whole.state
    tabled, text = state.past.revisions[0], state.past.revisions[issue]
    path = tmp_path / f"marked{suffix}"
    sheet = compilation.marked_sheet(state, text, tabled, history=True)
    exporters.write(sheet, path, as_="marked")
    account = handed_in(empty_copy(whole.talks.journal), path)
    got = {(o.party, o.change.happened, _words(o.wording)) for o in account.offered}
    wanted = told_words(state, tabled, text)
    assert {"wording", "insertion", "deletion"} <= {p.change for p in wanted}
    missed = [
        p.handle
        for p in wanted
        if not {(p.stamp.speaker, p.stamp.happened, said) for said in versions(state, p)} & got
    ]
    assert missed == []
    acts = {(p.stamp.speaker, p.stamp.happened) for p in state.past.closed.values()}
    decided = {(s.speaker, s.happened) for s in state.past.stamps.values()}
    assert {(o.party, o.change.happened) for o in account.offered} <= acts | decided
    named = {i for handles in untold(state, sheet, tabled, text).values() for i in handles}
    came = {(o.party, o.change.happened) for o in account.offered}
    got |= {(o.party, o.change.happened, w) for o in account.offered for w in pieces(o)}
    carried = [p for p in _accepted(state, text) if p.handle not in named]
    assert len([p for p in carried if not _told(state, p, got)]) <= len(carried) // 20
    told = {left.author for left in account.left}
    lost = {
        p.handle
        for p in state.past.closed.values()
        if p.now.status == "accepted"
        and p.now.decided is not None
        and p.now.decided.position <= text.stamp.position
        and (p.stamp.speaker, p.stamp.happened) not in came
        and p.stamp.speaker not in told
    }
    assert len(lost - named) <= len(account.offered) // 100
    left = Counter(left.what for left in account.left if left.what not in FOLLOWS)
    assert left.total() <= len(account.offered) // 20, left
