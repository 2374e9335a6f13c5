"""The generated negotiation marked: every issue against every earlier one reads back as both and
names its sponsors; received in an empty copy of the tabled draft it is the proposals that were
made, of the same parties, dates, kinds and reasons, word for word.

Every proposal accepted comes back as it was made; of other courses and at whole size all but a few,
which the export names, and no other.
``DRAFTRACE_SEED`` plays another negotiation, ``DRAFTRACE_WHOLE`` the one of 5,000 proposals.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from draftrace import exporters
from draftrace.compare.dividing import CUT
from draftrace.exporters import Written, compilation
from draftrace.exporters.formats import FORMATS
from draftrace.exporters.readback import lines_of
from draftrace.exporters.sheet import Sheet, attributed
from draftrace.exporters.story import WORDINGS
from draftrace.exporters.writing import prove
from draftrace.intake.coming_back import written_to_come_back
from draftrace.intake.recording import Offered
from draftrace.room.entities import Offer, Proposal, Revision
from draftrace.room.state import State
from generated.whole import Scale, Whole
from received_kit import empty_copy, handed_in

SEED = int(os.environ.get("DRAFTRACE_SEED", "2009"))
SCALE = (
    Scale()
    if os.environ.get("DRAFTRACE_WHOLE")
    else Scale(provisions=150, proposals=900, meetings=8, revisions=3)
)
FEW = 0 if SEED == 2009 and not os.environ.get("DRAFTRACE_WHOLE") else 0.01
"""The share of the proposals that may come back otherwise: of the negotiation that is played
unless another is asked for, none."""
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


def _hand(proposal: Proposal) -> tuple[str, str]:
    return proposal.stamp.speaker, proposal.stamp.happened


def _accepted(state: State, text: Revision) -> list[Proposal]:
    return [
        p
        for p in state.past.closed.values()
        if p.now.status.startswith("accepted")
        and p.now.decided is not None
        and p.now.decided.position <= text.stamp.position
    ]


def exported(
    state: State, base: Revision, text: Revision, path: Path
) -> tuple[set[str], Counter[str]]:
    """Write one issue marked against another, as an export does; the handles of the proposals that
    are named as not coming back as they were made, and how many changes as asked by nobody."""
    sheet = compilation.marked_sheet(state, text, base, history=True)

    def put(made: Sheet) -> Written:
        return exporters.write(made, path, as_="marked", force=True)

    _written, lost = written_to_come_back(state, sheet, (base, text), put, lambda _said: None)
    invented = Counter(change for each in lost for change in each.changes)
    return {handle for each in lost for handle in each.proposals}, invented


def _comes_back(
    state: State,
    issued: dict[str, str],
    proposal: Proposal,
    offered: list[Offered],
    there: State,
) -> bool:
    """Whether one of the proposals of its party and date is the proposal: for its reason, and as
    its sponsor put it of the text that was tabled; else in words that it had once."""
    mine = [o for o in offered if _gives_reason(proposal, o.change.reason)]
    steps = state.past.offers[proposal.id]
    said = [step.now for step in steps if step.stamp.kind in WORDINGS]
    if all(_of_tabled(state, issued, proposal, each) for each in said):
        kinds = {said[0].change, proposal.change}
        here = said[0].provision if said[0].provision in issued else ""
        mine = [o for o in mine if {o.change.kind, _taken_as(there, o)} <= kinds]
        mine = [o for o in mine if here in ("", o.change.provision)]
        if proposal.change in ("deletion", "move"):
            return bool(mine)
        put = {_words(each.wording) if each.change == "split" else each.wording for each in said}
        return any({o.wording, _words(o.wording)} & put for o in mine)
    if proposal.change in ("deletion", "move"):
        return proposal.change in {o.change.kind for o in mine}
    once = versions(state, proposal)
    return any(_words(o.wording) in once or pieces(o) & once for o in mine)


def _taken_as(there: State, offered: Offered) -> str:
    """The kind of the proposal that a change has become."""
    found = there.proposal(offered.handle)
    if found is None or found.change != "amendment":
        return found.change if found is not None else offered.change.kind
    # One that leaves out one of the lines that another divides asks that this go.
    old, new = (side.split(CUT) for side in (found.now.base, found.now.wording))
    if len(old) > 1 and any(old[:n] + old[n + 1 :] == new for n in range(len(old))):
        return "move" if found.after else "deletion"
    return "amendment"


def _gives_reason(proposal: Proposal, came: str) -> bool:
    """Whether it is told why, where that was said, or with whom; nobody else gives such reasons
    here."""
    others = [each for each in proposal.now.sponsors if each != proposal.stamp.speaker]
    whole = proposal.now.reason + (f"With {', '.join(others)}." if others else "")
    plain_whole, plain_came = (re.sub(r"\W", "", each) for each in (whole, came))
    return plain_came in (plain_whole, re.sub(r"\W", "", proposal.now.reason))


def _of_tabled(state: State, issued: dict[str, str], proposal: Proposal, said: Offer) -> bool:
    """Whether it was said of the tabled text, or of what was asked for on that."""
    parent = state.proposal(said.to) if said.to else None
    if parent is not None:
        brought = parent.inserted.id if parent.inserted is not None else ""
        if said.provision not in issued and said.provision != brought:
            return False  # It had gone on to a piece of what another divided.
        steps = state.past.offers[parent.id]
        every = [step.now for step in steps if step.stamp.kind in WORDINGS]
        return all(_of_tabled(state, issued, parent, each) for each in every)
    if said.change in ("deletion", "move", "merge"):
        return {said.provision, *proposal.merged} <= issued.keys()
    return said.change == "insertion" or issued.get(said.provision) == said.base


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("issue", [1, -1])
def test_received_in_an_empty_copy_it_is_the_proposals_that_were_made(
    whole: Whole, tmp_path: Path, issue: int, suffix: str
) -> None:
    state = whole.state
    tabled, text = state.past.revisions[0], state.past.revisions[issue]
    path = tmp_path / f"marked{suffix}"
    named, invented = exported(state, tabled, text, path)
    empty = empty_copy(whole.talks.journal)
    account = handed_in(empty, path)
    there = empty.state()
    came: dict[tuple[str, str], list[Offered]] = {}
    for offered in account.offered:
        came.setdefault((offered.party, offered.change.happened), []).append(offered)
    accepted = _accepted(state, text)
    assert {"wording", "insertion", "deletion", "split"} <= {p.change for p in accepted}
    issued = {i.provision: i.wording for i in tabled.provisions}
    missed = {
        p.handle
        for p in accepted
        if not _comes_back(state, issued, p, came.get(_hand(p), []), there)
    }
    assert missed == named
    assert len(missed) <= FEW * len(accepted)
    assert invented.total() <= FEW * len(accepted)
    acts = {(p.stamp.speaker, p.stamp.happened) for p in state.past.closed.values()}
    decided = {(s.speaker, s.happened) for s in state.past.stamps.values()}
    assert set(came) <= acts | decided
    left = Counter(left.what for left in account.left if left.what not in FOLLOWS)
    assert left.total() <= len(account.offered) // 20, left
