"""What does the text say now, and where does each provision stand?"""

from __future__ import annotations

import msgspec

from draftrace.errors import UsageError
from draftrace.room.acts.adopting import cited, unmet
from draftrace.room.acts.agreeing import height
from draftrace.room.entities import Form, Issued, Provision, Revision
from draftrace.room.hushed import silence_over, told
from draftrace.room.state import State, depth_of
from draftrace.text import addresses
from draftrace.text.brackets import left
from draftrace.views.suspects import verdicts


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One provision as a screen or list shows it."""

    provision: str
    address: str
    kind: str
    level: int
    label: str
    part: str
    wording: str
    status: str
    brackets: int
    proposals: int
    waiting: int
    reserved: tuple[str, ...]
    sourced: bool
    seen: int


def standing(state: State, *, proposed: bool = False) -> list[Line]:
    """The standing text in printed order; with ``proposed``, pending insertions too."""
    provisions = state.now.provisions
    return [
        line(state, provisions[i])
        for i in state.order()
        if proposed or provisions[i].now.life == "standing"
    ]


def line(state: State, provision: Provision) -> Line:
    """One provision with its status marks."""
    form = provision.now
    pending = state.concerning(provision.id)
    positions = state.now.positions.get(provision.id, ())
    return Line(
        provision=provision.id,
        address=form.address,
        kind=provision.kind,
        level=provision.level,
        label=form.label,
        part=form.part,
        wording=form.wording,
        status=status_of(state, provision),
        brackets=left(form.wording),
        proposals=len(pending),
        waiting=sum(p.now.waiting for p in pending),
        reserved=tuple(p.party for p in positions if p.stance == "reserves"),
        sourced=any(link.verdict == "confirmed" for link in verdicts(state, provision.id)),
        seen=provision.touched,
    )


def status_of(state: State, provision: Provision) -> str:
    """The rung in words, with all that qualifies it: what was left out of an agreement, on what
    it is conditional and whether that came, the silence that runs over it."""
    form = provision.now
    words = status(form, excepted(state, provision))
    if form.life == "proposed":
        return words
    return words + _condition(state, form) + _silence(state, provision.id)


def status(form: Form, left_out: tuple[str, ...] = ()) -> str:
    """The rung in words, with *ad referendum*, what was left out, the parties it is pending."""
    if form.life == "proposed":
        return "proposed insertion"
    words: str = form.rung if form.rung != "proposed" else "open"
    if form.ad_referendum:
        words += " ad referendum"
    if left_out:
        words += f" except {', '.join(left_out)}"
    if form.alone:
        words += ", chapeau alone"
    if form.pending:
        words += f", pending {', '.join(form.pending)}"
    return words


def excepted(state: State, provision: Provision) -> tuple[str, ...]:
    """What hangs below an agreed provision and is not agreed with it: inserted later, reopened, or
    broken out of a silence. As cited after it: ``(k) bis``; the topmost only."""
    form = provision.now
    if not form.agreed or form.alone or form.rung == "adopted":
        return ()
    found: list[str] = []
    within = 0
    for below in state.below(provision.id):
        other = state.now.provisions[below]
        if within and depth_of(other) > within:
            continue
        within = 0
        if other.now.life == "standing" and height(other.now.rung) < height(form.rung):
            found.append(other.now.address.removeprefix(form.address))
            within = depth_of(other)
    return tuple(found)


def _condition(state: State, form: Form) -> str:
    if not form.upon:
        return ""
    named = ", ".join(cited(state, i) for i in form.upon)
    return f", conditional on {named}" if unmet(state, form.upon) else f", condition met: {named}"


def _silence(state: State, provision: str) -> str:
    silence = silence_over(state, provision)
    if silence is None:
        return ""
    by = dict.fromkeys(b.party for b in silence.breaks if b.provision == provision)
    broken = f", broken by {', '.join(by)}" if by else ""
    return f", under silence until {told(silence.until)}{broken}"


def resolve(state: State, asked: str) -> Provision:
    """The living provision an address means, in any spelling. Raises AddressError.

    Proposed insertions have addresses too, since the room cites them; that of an alternative means
    the provision it is one to.
    """
    revision, address = addresses.split_revision(asked)
    if revision and revision != "standing":
        return state.now.provisions[resolve_issued(state, revision, address).provision]
    found = state.now.provisions.get(address)
    if found is not None and found.now.life != "struck":
        return found
    pending = state.now.pending
    known = {a: pending[p].provision for a, p in state.now.alternatives.items() if p in pending}
    known |= state.now.addresses
    return state.now.provisions[known[addresses.resolve(address, list(known))]]


def any_life(state: State, asked: str) -> Provision:
    """The provision an address means, a struck one by the last address it had where no living
    one fits. Raises AddressError."""
    issue, address = addresses.split_revision(asked)
    if issue in ("", "standing") and address not in state.now.addresses:
        struck = [p for p in state.now.provisions.values() if p.now.life == "struck"]
        fitting = [p for p in struck if p.now.address.casefold() == address.casefold()]
        if fitting:
            return max(fitting, key=lambda p: p.touched)
    return resolve(state, asked)


def revision(state: State, name: str) -> Revision:
    """An issued revision by name or symbol. Raises UsageError with those there are."""
    asked = addresses.revision_name(name).casefold()
    for found in state.past.revisions:
        if asked in (found.name.casefold(), found.symbol.casefold()):
            return found
    names = ", ".join(r.name for r in state.past.revisions) or "none"
    raise UsageError(f"There is no revision {name}.", f"There are: {names}.")


def resolve_issued(state: State, name: str, address: str) -> Issued:
    """A provision of an issued revision by the address it had there."""
    found = revision(state, name)
    by_address = {i.address: i for i in found.provisions}
    return by_address[addresses.resolve(address, list(by_address))]
