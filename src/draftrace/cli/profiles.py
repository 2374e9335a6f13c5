"""How a party's part in the negotiation is printed."""

from __future__ import annotations

from draftrace.cli import printing
from draftrace.views.parties import Belonging, Profile, Said, Tabled


def print_profile(found: Profile) -> None:
    """A party for a person to read: membership, proposals, statements, dissociations."""
    printing.heading(f"{found.code}  {found.name}  ({found.role})")
    for title, belongings in (("Members", found.members), ("Groups", found.groups)):
        _section(title, [_belonging(b, of_members=title == "Members") for b in belongings])
    _section("Proposals", [_told(t) for t in found.proposals])
    _section("Statements", [_told(s) for s in found.statements])
    _section("On its behalf", [f"{_told(x)} by {x.by}" for x in found.on_behalf])
    _section(
        "Dissociations", [f"{_told(s)}, of {s.by} from {s.group}" for s in found.dissociations]
    )


def _section(title: str, lines: list[str]) -> None:
    if lines:
        printing.say(f"{title}:")
    for line in lines:
        printing.paragraph(printing.safe(line), 2, 2)


def _belonging(b: Belonging, *, of_members: bool) -> str:
    until = f" to {b.until[:10]}" if b.until else ""
    return f"{b.member if of_members else b.group}  since {b.since[:10]}{until}"


def _told(what: Tabled | Said) -> str:
    behalf = f" on behalf of {what.behalf}" if what.behalf else ""
    if isinstance(what, Tabled):
        return (
            f"{what.happened[:10]}  {what.proposal}{behalf}: {what.change} on {what.address}, "
            f"{what.status} ({what.sponsors})"
        )
    text = f": {what.text}" if what.text else ""
    return f"{what.happened[:10]}  {what.stance} {what.on}{behalf}{text}"
