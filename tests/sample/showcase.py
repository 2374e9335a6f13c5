"""Where in the sample is there an example of each kind of act, outcome, rung, stance, relation?

``python -m sample.showcase`` prints the list; ``test_sample.py`` fails when an example is missing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from draftrace.room.acts import issuing, terms
from draftrace.room.acts import payloads as p
from draftrace.room.evolve import evolve
from draftrace.room.record import Act, Entry
from draftrace.room.state import State

Example = tuple[str, str]
"""What there should be an example of: a group (``outcome``) and its name (``rejected``)."""

_CONCLUSIONS = {"SAMPLE/2030/WG.1/3": "16", "SAMPLE/2030/WG.2/3": "18"}
_LISTS = {
    "change": terms.Change,
    "outcome": terms.Outcome,
    "rebase": terms.RebaseOutcome,
    "stance": terms.Stance,
    "rung": terms.Rung,
    "relation": terms.Relation,
    "level": terms.MeetingLevel,
    "role": terms.PartyRole,
}
_FATES = ("feeder from deliberations", "split over provisions", "merged into one", "struck")
_CIRCUMSTANCES = (
    "attachment",
    "recorded by the Secretariat",
    "on behalf of a group",
    "in writing",
    "objection at the gavel",
    "agreed on a condition",
    "package on a condition",
    "fall-back",
    "silence broken per paragraph",
    "oral amendment at adoption",
    "explanation on the whole text",
)
_AMENDMENTS = ("accepted by the chair", "taken in as friendly", "following its parent")
_REFERENCES = ("follows at an issue", "left to a person")


def wanted() -> set[Example]:
    """Every example there should be, from the types of the record."""
    kinds = {("kind", str(k.__struct_config__.tag)) for k in get_args(p.Payload)}
    listed = {(group, name) for group, names in _LISTS.items() for name in get_args(names)}
    fates = {("conclusion", fate) for fate in (*_FATES, "dropped")}
    amendments = {("amendment", fate) for fate in _AMENDMENTS}
    references = {("reference", fate) for fate in _REFERENCES}
    circumstances = {("circumstance", name) for name in _CIRCUMSTANCES}
    return kinds | listed | fates | amendments | references | circumstances


def found(entries: Iterable[Entry], conclusions: Iterable[tuple[str, str]]) -> dict[Example, str]:
    """The first example of each, with its address as it was cited at that moment."""
    state = State()
    shown: dict[Example, str] = {}
    for entry in entries:
        left = _references(state, entry.act)
        evolve(state, entry)
        shown = left | shown
        for example in _examples(state, entry.act):
            shown.setdefault(example, _place(state, entry.act))
    return shown | _fates(state, conclusions)


def _examples(state: State, act: Act) -> Iterator[Example]:
    payload = act.payload
    yield "kind", str(payload.__struct_config__.tag)
    for group, field in (("change", "change"), ("stance", "stance"), ("outcome", "outcome")):
        if hasattr(payload, field):
            yield group, getattr(payload, field)
    for group in ("relation", "level", "role", "rung"):
        if hasattr(payload, group) and not isinstance(payload, p.DocumentAdded):
            yield group, getattr(payload, group)
    for made in payload.decisions if isinstance(payload, p.PackageDecided) else (payload,):
        for rebased in getattr(made, "rebased", ()):
            yield "rebase", rebased.outcome
            if rebased.outcome == "follows" and rebased.change:
                yield "amendment", "following its parent"
    yield from (("rung", provision.now.rung) for provision in _concerned(state, payload))
    if isinstance(payload, p.WorkspaceOpened):
        yield from (("role", party.role) for party in state.now.parties.values())
    yield from _circumstances(act)
    yield from _ways(payload)


def _circumstances(act: Act) -> Iterator[Example]:
    if act.attachments:
        yield "circumstance", "attachment"
    if act.recorder != act.by:
        yield "circumstance", "recorded by the Secretariat"
    if act.behalf:
        yield "circumstance", "on behalf of a group"
    if isinstance(act.payload, p.Proposed) and not act.meeting:
        yield "circumstance", "in writing"


def _ways(payload: Any) -> Iterator[Example]:
    """What the room may do besides, each with the field that shows it."""
    told = {
        "objection at the gavel": getattr(payload, "objections", ()),
        "agreed on a condition": isinstance(payload, p.Agreed) and payload.upon,
        "package on a condition": isinstance(payload, p.PackageFormed) and payload.upon,
        "fall-back": getattr(payload, "second_to", ""),
        "silence broken per paragraph": getattr(payload, "broken", ())
        and getattr(payload, "agreed", ()),
        "oral amendment at adoption": getattr(payload, "oral", ()),
        "explanation on the whole text": getattr(payload, "stance", "") == "explains"
        and not payload.provision,
    }
    yield from (("circumstance", name) for name, there in told.items() if there)
    if getattr(payload, "amended", None) is not None:
        yield "amendment", "accepted by the chair"
    if getattr(payload, "taken", ()):
        yield "amendment", "taken in as friendly"


def _references(state: State, act: Act) -> dict[Example, str]:
    """What an issue makes of the references in the text, before its numbers are in force."""
    if not isinstance(act.payload, p.RevisionIssued):
        return {}
    _, found = issuing.renumbering(state)
    where = [state.now.provisions[i].now.address for i, _ in found.wordings]
    shown = {("reference", "follows at an issue"): ", ".join(where)} if where else {}
    left = [f"{doubt.address}, {doubt.text!r}: {doubt.why}" for doubt in found.doubtful]
    return shown | ({("reference", "left to a person"): left[0]} if left else {})


def _concerned(state: State, payload: Any) -> list[Any]:
    if isinstance(payload, (p.DraftTabled, p.TextAdopted)):
        return state.standing()[:1]
    named = getattr(payload, "provision", "")
    provision = state.now.provisions.get(named) if isinstance(named, str) else None
    return [provision] if provision is not None else []


def _place(state: State, act: Act) -> str:
    """How the room would cite what an act concerned."""
    payload: Any = act.payload
    proposal = state.proposal(getattr(payload, "proposal", ""))
    if proposal is not None:
        return f"{state.now.provisions[proposal.provision].now.address} ({proposal.handle})"
    provision = getattr(payload, "provision", "")
    provision = getattr(provision, "id", provision)
    if provision:
        return state.now.provisions[provision].now.address
    if isinstance(payload, p.Undone):
        stamp = state.past.stamps[payload.act]
        return f"entry {stamp.position}, {stamp.kind}"
    silence = state.now.silences.get(getattr(payload, "silence", act.id))
    if silence is not None:
        spoken_on = getattr(payload, "provisions", ()) or silence.covers
        return ", ".join(state.now.provisions[i].now.address for i in spoken_on)
    named = [getattr(payload, field, "") for field in ("symbol", "name", "member", "title")]
    package = state.now.packages.get(getattr(payload, "package", ""))
    meeting = state.now.meetings.get(getattr(payload, "meeting", ""))
    found = package or meeting
    return found.name if found is not None else next(filter(None, named), state.now.symbol)


def _fates(state: State, conclusions: Iterable[tuple[str, str]]) -> dict[Example, str]:
    """What became of the conclusions, from the links people confirmed."""
    targets: dict[tuple[str, str], list[tuple[str, str]]] = {}
    shown: dict[Example, str] = {}
    for provision, links in state.now.links.items():
        form = state.now.provisions[provision].now
        drafted = [k for k in links if k.verdict == "confirmed" and k.relation != "thematic"]
        pairs = [(k.source.document, k.source.address) for k in drafted]
        for pair in pairs:
            targets.setdefault(pair, []).append((form.address, form.life))
            if pair[0] in _CONCLUSIONS and not pair[1].startswith(_CONCLUSIONS[pair[0]]):
                shown.setdefault(("conclusion", _FATES[0]), f"{_cited(pair)}, {form.address}")
        if len(set(pairs)) > 1:
            shown[("conclusion", _FATES[2])] = f"{form.address}, {', '.join(map(_cited, pairs))}"
        if form.life == "struck" and pairs:
            shown[("conclusion", _FATES[3])] = f"{_cited(pairs[0])}, {form.address}"
    for pair in conclusions:
        if pair not in targets:
            shown[("conclusion", "dropped")] = _cited(pair)
        elif (
            len(standing := dict.fromkeys(a for a, life in targets[pair] if life == "standing")) > 1
        ):
            where = ", ".join(standing)
            shown.setdefault(("conclusion", _FATES[1]), f"{_cited(pair)}, {where}")
    return shown


def _cited(source: tuple[str, str]) -> str:
    return ":".join(source)


def main() -> None:
    """Play the sample in a folder of its own and print the list."""
    from sample.player import Player

    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        entries = player.play().journal.read(0)
        shown = found(entries, player.conclusions())
    for (group, name), place in sorted(shown.items()):
        print(f"{group:13} {name:28} {place}")


if __name__ == "__main__":
    main()
