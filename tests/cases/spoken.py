"""The words of the room, as the case files speak them, and what each does in a real room.

A move is one line: who does what, and behind a dash the refusal where the rules refuse it. A fact
is one line about the room afterwards. Every sentence has one pattern here; one that fits none
fails its case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from draftrace.compare import bracketing
from draftrace.room import places
from draftrace.room.acts import (
    corpus,
    deciding,
    issuing,
    packaging,
    proposing,
    setup,
    supporting,
    undoing,
)
from draftrace.room.acts.bracketing import treat
from draftrace.room.acts.terms import SourceRef
from draftrace.room.record import Entry
from draftrace.views.brackets import bracketed
from draftrace.views.history import events
from draftrace.views.log import tell
from draftrace.views.origins import origins
from draftrace.views.rolling import pending, rolling
from draftrace.views.rolling import text as rolled
from draftrace.views.standing import line
from room_kit import Room, document

_Do = Callable[..., Any]
MOVES: list[tuple[re.Pattern[str], _Do]] = []
FACTS: list[tuple[re.Pattern[str], _Do]] = []
_WORDS = {
    "PARTY": r"[A-Z][A-Za-z0-9]*",
    "AT": r"[\w:.()~/+]+(?: (?:bis|ter|quater|quinquies|ante))*(?:\([a-z]+\))*",
    "TEXT": r"the text|[\w:.()~/+]+(?: (?:bis|ter|quater))*(?:\([a-z]+\))*",
    "PROPOSAL": r"[A-Z][A-Za-z0-9]*-\d+",
    "NAMED": r"[A-Z][A-Za-z0-9]*-\d+|[\w()]+ (?:bis|alt(?: \d)?)",
    "DRAWN": r"nobody|[A-Z][A-Za-z0-9]*-\d+(?:(?:, | and )[A-Z][A-Za-z0-9]*-\d+)*",
    "CITED": r"[\w:.()~/+-]+(?: bis)?",
    "PROPOSALS": r"[A-Z][A-Za-z0-9]*-\d+(?:(?:, | and )[A-Z][A-Za-z0-9]*-\d+)*",
}
_PLACES = {"after": places.after, "before": places.before, "under": places.first_in}


def said(pattern: str, book: list[tuple[re.Pattern[str], _Do]]) -> Callable[[_Do], _Do]:
    """Enter a sentence into a book: ``{by:PARTY} withdraws {what:PROPOSAL}``."""

    def slot(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{_WORDS.get(found[2], found[2])})"

    spelled = re.sub(r"\{(\w+):([^{}]+)\}", slot, pattern)

    def enter(do: _Do) -> _Do:
        book.append((re.compile(spelled), do))
        return do

    return enter


def spoken(room: Room, sentence: str, book: list[tuple[re.Pattern[str], _Do]]) -> Any:
    """Do, or look at, what a sentence says."""
    for pattern, do in book:
        if found := pattern.fullmatch(sentence):
            return do(room, **{k: v for k, v in found.groupdict().items() if v is not None})
    raise AssertionError(f"The room has no such words: {sentence}")


def seated(before: list[str]) -> Room:
    """The room with the draft of a case on the table, in an informal meeting."""
    return Room(document(*before))


def each(proposals: str) -> list[str]:
    return re.split(r", | and ", proposals)


# What is done about brackets

_TREATED: dict[str, tuple[Any, _Do]] = {
    "lifts": ("brackets lifted", bracketing.lifted),
    "strikes": ("brackets struck", bracketing.struck),
    "chooses": ("brackets chosen", bracketing.chosen),
    "merges": ("brackets merged", bracketing.merged),
}


@said(r"{by:PARTY} {does:lifts|strikes|chooses|merges} bracket {n:[0-9]+} of {at:AT}", MOVES)
def _treat(room: Room, by: str, does: str, n: str, at: str) -> None:
    outcome, operation = _TREATED[does]
    _bracket(room, by, at, outcome, lambda w: operation(w, int(n)))


@said(r"{by:PARTY} splits bracket {n:[0-9]+} of {at:AT} from: {phrase:.+}", MOVES)
def _split_bracket(room: Room, by: str, n: str, at: str, phrase: str) -> None:
    _bracket(room, by, at, "brackets split", lambda w: bracketing.split(w, int(n), phrase))


@said(r"{by:PARTY} gives bracket {n:[0-9]+} of {at:AT} to {owner:PARTY}", MOVES)
def _reown(room: Room, by: str, n: str, at: str, owner: str) -> None:
    _bracket(room, by, at, "brackets re-owned", lambda w: bracketing.reowned(w, int(n), [owner]))


@said(r"{by:PARTY} puts brackets(?: of {owner:PARTY})? in {at:AT} around: {phrase:.+}", MOVES)
def _enclose(room: Room, by: str, at: str, phrase: str, owner: str = "") -> None:
    owners = [owner] if owner else []
    _bracket(room, by, at, "bracketed", lambda w: bracketing.enclosed(w, phrase, owners))


@said(r"{by:PARTY} repairs the brackets of {at:AT}", MOVES)
def _repair(room: Room, by: str, at: str) -> None:
    _bracket(room, by, at, "brackets repaired", lambda w: bracketing.repaired(w, "pair"))


def _bracket(room: Room, by: str, at: str, outcome: Any, operation: _Do) -> None:
    target = room.id(at)
    room.act(by, lambda s, f: treat(s, f, target, outcome, operation))


@said(r"{at:AT} has brackets: {listed:.+}", FACTS)
def _brackets(room: Room, at: str, listed: str) -> None:
    (shown,) = bracketed(room.state, [room.at(at)])
    told = [
        f"{b.ordinal} {b.words.strip()}"
        + (f" ({', '.join(b.owners)})" if b.owners else "")
        + (f" in {b.inside}" if b.inside else "")
        + (f" or {', '.join(map(str, b.rivals))}" if b.rivals else "")
        for b in shown.brackets
    ]
    assert "; ".join(told) == listed


# What parties say


@said(r"{by:PARTY}(?:, for {behalf:PARTY},)? proposes {at:AT}: {wording:.+}", MOVES)
def _propose(room: Room, by: str, at: str, wording: str, behalf: str = "") -> None:
    room.propose(by, at, wording, floor={"behalf": behalf})


@said(r"{by:PARTY} proposes a paragraph {where:after|before|under} {at:AT}: {wording:.+}", MOVES)
def _insert(room: Room, by: str, where: str, at: str, wording: str) -> None:
    room.insert(by, at, wording, _PLACES[where])


@said(r"{by:PARTY} proposes to strike {at:AT}", MOVES)
def _strike(room: Room, by: str, at: str) -> None:
    room.strike(by, at)


@said(r"{by:PARTY} proposes to move {at:AT} after {anchor:AT}", MOVES)
def _move(room: Room, by: str, at: str, anchor: str) -> None:
    room.move(by, at, anchor)


@said(r"{by:PARTY}(?:, for {behalf:PARTY},)? revises {what:PROPOSAL}: {wording:.+}", MOVES)
def _revise(room: Room, by: str, what: str, wording: str, behalf: str = "") -> None:
    words = wording.replace(" / ", "\n")
    room.act(by, lambda s, f: proposing.revise(s, f, what, words), behalf=behalf)


@said(r"{by:PARTY} withdraws {what:PROPOSAL}", MOVES)
def _withdraw(room: Room, by: str, what: str) -> None:
    room.act(by, lambda s, f: proposing.withdraw(s, f, what))


@said(r"{by:PARTY} confirms {what:PROPOSAL}", MOVES)
def _confirm(room: Room, by: str, what: str) -> None:
    room.act(by, lambda s, f: proposing.confirm(s, f, what))


@said(r"{by:PARTY} co-sponsors {what:NAMED}", MOVES)
def _join(room: Room, by: str, what: str) -> None:
    room.act(by, lambda s, f: supporting.co_sponsor(s, f, what))


@said(r"{by:PARTY} {does:supports|objects to|places a reservation on} {what:PROPOSAL}", MOVES)
def _respond(room: Room, by: str, does: str, what: str) -> None:
    stance: Any = {"supports": "supports", "objects to": "objects"}.get(does, "reserves")
    room.act(by, lambda s, f: supporting.take_position(s, f, stance, proposal=what))


@said(r"{by:PARTY} {does:places a reservation on|objects to} {at:AT}: {text:.+}", MOVES)
def _reserve(room: Room, by: str, does: str, at: str, text: str) -> None:
    target = room.id(at)
    stance: Any = "objects" if does == "objects to" else "reserves"
    room.act(by, lambda s, f: supporting.take_position(s, f, stance, provision=target, text=text))


@said(r"{by:PARTY} lifts its reservation on {at:AT}", MOVES)
def _lift(room: Room, by: str, at: str) -> None:
    target = room.id(at)
    room.act(by, lambda s, f: supporting.take_position(s, f, "lifted", provision=target))


@said(r"{by:PARTY} links {at:AT} to {symbol:\w+}:{source:AT}: {wording:.+}", MOVES)
def _link(room: Room, by: str, at: str, symbol: str, source: str, wording: str) -> None:
    if symbol not in room.state.now.documents:
        room.register(symbol)
    ref = SourceRef(document=symbol, address=source, wording=wording)
    room.act(by, lambda s, f: corpus.link(s, f, room.id(at), ref, relation="adapted"))


@said(r"SEC records that {member:PARTY} {what:joins|leaves} {group:PARTY}", MOVES)
def _membership(room: Room, member: str, what: str, group: str) -> None:
    change = setup.join_group if what == "joins" else setup.leave_group
    room.act("SEC", lambda s, f: change(s, f, group, member))


# What the chair does


@said(
    r"{by:PARTY} accepts (?:edit {edit:\d+} of )?{what:NAMED}(?: over {over:PROPOSALS})?"
    r"(?:, {objecting:PARTY} objecting)?",
    MOVES,
)
def _accept(
    room: Room, by: str, what: str, edit: str = "", over: str = "", objecting: str = ""
) -> Entry:
    only = [int(edit)] if edit else []
    return room.accept(
        what,
        by=by,
        only=only,
        overtaken=each(over) if over else (),
        objections=[objecting] if objecting else (),
    )


@said(
    r"{by:PARTY} packages {what:PROPOSALS} as {name:\w+}(?:, upon {upon:PROPOSALS})?",
    MOVES,
)
def _package(room: Room, by: str, what: str, name: str, upon: str = "") -> None:
    conditions = each(upon) if upon else []
    room.act(by, lambda s, f: packaging.form(s, f, name, each(what), upon=conditions))


@said(r"{by:PARTY} accepts the package {name:\w+}", MOVES)
def _accept_package(room: Room, by: str, name: str) -> None:
    room.act(by, lambda s, f: packaging.accept_package(s, f, name))


@said(r"{by:PARTY} dissolves the package {name:\w+}", MOVES)
def _dissolve(room: Room, by: str, name: str) -> None:
    room.act(by, lambda s, f: packaging.dissolve(s, f, name))


@said(r"{by:PARTY} rejects {what:PROPOSALS}", MOVES)
def _reject(room: Room, by: str, what: str) -> Entry:
    return room.reject(*each(what), by=by)


@said(r"{by:PARTY} settles {at:AT} from {what:DRAWN}: {wording:.+}", MOVES)
def _settle(room: Room, by: str, at: str, what: str, wording: str) -> Entry:
    drawn = [] if what == "nobody" else each(what)
    return room.settle(at, wording, *drawn, by=by)


@said(r"{by:PARTY} defers {at:AT}", MOVES)
def _defer(room: Room, by: str, at: str) -> Entry:
    return room.act(by, lambda s, f: deciding.defer(s, f, room.id(at)))


@said(
    r"{by:PARTY} gavels {at:AT} {rung:under discussion|agreed in informals|agreed in committee}"
    r"{ad:(?: ad referendum)?}(?:, pending {pending:PARTY})?",
    MOVES,
)
def _agree(room: Room, by: str, at: str, rung: str, ad: str, pending: str = "") -> Entry:
    waiting = (pending,) if pending else ()
    return room.agree(at, rung, by=by, ad_referendum=bool(ad), pending=waiting)


@said(r"{by:PARTY} reopens {at:AT}", MOVES)
def _reopen(room: Room, by: str, at: str) -> Entry:
    return room.reopen(at, by=by)


@said(r"{by:PARTY} takes back the last act", MOVES)
def _undo(room: Room, by: str) -> Entry:
    return room.undo(list(room.talks.journal.read())[-1], by=by)


@said(r"{by:PARTY} takes back its acceptance of {what:PROPOSAL}", MOVES)
def _undo_acceptance(room: Room, by: str, what: str) -> Entry:
    decided = room.proposal(what).now.decided
    assert decided is not None
    return room.act(by, lambda s, f: undoing.undo(s, f, decided.act))


@said(r"{by:PARTY} issues {name:Rev\.\d+}", MOVES)
def _issue(room: Room, by: str, name: str) -> Entry:
    return room.issue(name, by=by)


@said(r"{by:PARTY} adopts the text", MOVES)
def _adopt(room: Room, by: str) -> Entry:
    return room.adopt(by=by)


@said(r"SEC corrects {at:AT}: {wording:.+}", MOVES)
def _correct(room: Room, at: str, wording: str) -> Entry:
    corrections = {room.id(at): wording}
    return room.act("SEC", lambda s, f: issuing.correct(s, f, corrections, "a slip"))


@said(r"an? {level:informal|committee|plenary} meeting opens(?:, {chair:PARTY} presiding)?", MOVES)
def _open(room: Room, level: str, chair: str = "") -> None:
    room.open(level, chair)


@said(r"the meeting closes", MOVES)
def _close(room: Room) -> None:
    room.close()


# How the room is afterwards


@said(r"{at:AT} reads: {wording:.+}", FACTS)
def _reads(room: Room, at: str, wording: str) -> None:
    found = room.at(at)
    if ":" in at and not at.startswith(("h:", "note:")):
        revision, _, address = at.partition(":")
        issued = next(r for r in room.state.past.revisions if r.name == revision)
        told = next(i.wording for i in issued.provisions if i.address == address)
    else:
        told = found.now.wording
    assert told == wording


@said(r"the text is numbered {numbers:.+}", FACTS)
def _numbered(room: Room, numbers: str) -> None:
    assert room.addresses() == numbers.split(", ")


@said(r"{at:AT} is not in the text", FACTS)
def _absent(room: Room, at: str) -> None:
    assert at not in room.addresses()


@said(r"{at:AT} is {status:open|proposed insertion|under discussion.*|agreed.*|adopted}", FACTS)
def _status(room: Room, at: str, status: str) -> None:
    assert line(room.state, room.at(at)).status == status


@said(
    r"{what:PROPOSAL} is {status:pending|accepted|accepted in part|rejected|withdrawn|overtaken}",
    FACTS,
)
def _became(room: Room, what: str, status: str) -> None:
    found = room.proposal(what).now
    assert (found.status, found.waiting) == (status, False)


@said(r"{what:PROPOSAL} waits for its sponsor: {outcome:.+}", FACTS)
def _waits(room: Room, what: str, outcome: str) -> None:
    found = room.proposal(what).now
    assert (found.status, found.waiting, found.rebase) == ("pending", True, outcome)


@said(r"{what:PROPOSAL} asks: {wording:.+}", FACTS)
def _asks(room: Room, what: str, wording: str) -> None:
    assert room.proposal(what).now.wording == wording


@said(r"{what:PROPOSAL} was made on: {wording:.+}", FACTS)
def _made_on(room: Room, what: str, wording: str) -> None:
    assert room.proposal(what).now.base == wording


@said(r"{what:PROPOSAL} once asked: {wording:.+}", FACTS)
def _once_asked(room: Room, what: str, wording: str) -> None:
    history = room.state.past.offers[room.proposal(what).id]
    assert wording in [step.now.wording for step in history]


@said(r"{what:PROPOSAL} stands at {at:AT}", FACTS)
def _stands_at(room: Room, what: str, at: str) -> None:
    assert room.state.now.provisions[room.proposal(what).provision].now.address == at


@said(r"{what:PROPOSAL} is cited as {address:.+}", FACTS)
def _cited(room: Room, what: str, address: str) -> None:
    assert room.state.proposal(address) is room.proposal(what)


@said(r"the log ends: {told:.+}", FACTS)
def _logged(room: Room, told: str) -> None:
    last = list(room.talks.journal.read())[-1]
    assert tell(room.state, last).text == told


@said(r"{what:PROPOSAL} is sponsored by {parties:.+}", FACTS)
def _sponsored(room: Room, what: str, parties: str) -> None:
    assert room.proposal(what).now.sponsors == tuple(parties.split(", "))


@said(r"{party:PARTY} {does:objects to|has a reservation on} {what:PROPOSAL}", FACTS)
def _answered(room: Room, party: str, does: str, what: str) -> None:
    stance = "objects" if does == "objects to" else "reserves"
    held = [(p.party, p.stance) for p in room.proposal(what).now.positions]
    assert (party, stance) in held


@said(r"{party:PARTY} has a reservation on {at:AT}: {text:.+}", FACTS)
def _reserved(room: Room, party: str, at: str, text: str) -> None:
    held = room.state.now.positions[room.id(at)]
    assert [(p.party, p.stance, p.text) for p in held] == [(party, "reserves", text)]


@said(r"nobody has a reservation on {at:AT}", FACTS)
def _unreserved(room: Room, at: str) -> None:
    assert not room.state.now.positions.get(room.id(at))


@said(r"the rolling text of {at:AT} is: {text:.+}", FACTS)
def _rolls(room: Room, at: str, text: str) -> None:
    found = room.at(at)
    assert " / ".join(rolled(room.state, found).splitlines()) == text
    for proposal in pending(room.state, found):
        if proposal.change in ("wording", "alternative", "amendment", "split"):
            assert rolling(room.state, found).reading(proposal.handle) == proposal.wording


@said(r"in {at:AT} the word {word:\S+} is {party:PARTY}'s", FACTS)
def _whose(room: Room, at: str, word: str, party: str) -> None:
    found = {w.text: w.parties for w in origins(room.state, room.at(at))}
    assert found[word] == (party,)


@said(r"the record of {at:AT} tells: {told:.+}", FACTS)
def _recorded(room: Room, at: str, told: str) -> None:
    found = [e.decision or e.kind for e in events(room.state, room.id(at))]
    assert found == told.split("; ")


@said(r"the last decision on {at:AT} names {told:.+}", FACTS)
def _decision(room: Room, at: str, told: str) -> None:
    event = events(room.state, room.id(at))[-1]
    known = (
        event.by,
        event.happened[:10],
        event.address,
        event.decision,
        ", ".join(event.sponsors),
    )
    assert event.meeting
    assert " | ".join(known) == told


@said(r"the last decision on {at:AT} was taken over the objection of {told:.+}", FACTS)
def _objected(room: Room, at: str, told: str) -> None:
    last = room.state.past.steps[room.id(at)][-1]
    assert (", ".join(last.objections) or "nobody") == told


@said(r"the link of {at:AT} to {symbol:\w+}:{source:AT} rested on: {ours:.+?} / {theirs:.+}", FACTS)
def _rested_on(room: Room, at: str, symbol: str, source: str, ours: str, theirs: str) -> None:
    (link,) = room.state.now.links[room.id(at)]
    assert (link.source.document, link.source.address) == (symbol, source)
    assert (link.wording, link.source.wording) == (ours, theirs)


@said(r"{at:AT} was {earlier:AT} in {revision:[\w.+]+}", FACTS)
def _was(room: Room, at: str, earlier: str, revision: str) -> None:
    issued = next(r for r in room.state.past.revisions if r.name == revision)
    assert {i.provision: i.address for i in issued.provisions}[room.id(at)] == earlier


@said(r"an issue now leaves {name:CITED} “{text:.+}”: {why:.+}", FACTS)
def _left(room: Room, name: str, text: str, why: str) -> None:
    _, found = issuing.renumbering(room.state)
    assert (name, text, why) in [tuple(doubt) for doubt in found.doubtful]


@said(r"an issue now leaves no reference as it is", FACTS)
def _none_left(room: Room) -> None:
    assert issuing.renumbering(room.state)[1].doubtful == ()


def sentences(text: str) -> Iterator[str]:
    """The list items of a section, one sentence each; wrapped lines are joined."""
    for item in re.findall(r"^- ((?:.|\n(?=  \S))+)", text, re.MULTILINE):
        yield " ".join(item.split())
