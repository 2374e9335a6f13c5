"""In which order were the acts of a marked text decided, and which of them had each seen?

A tracked change tells whose it is and of when, not on which text it was made. A part of our Word
files and a property of our ODT files, which no page shows, tell that, and what sponsors said where
the marks do not give it; the part also what parties brought in and took out again themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from draftrace.errors import UnreadableInput
from draftrace.exporters.markup import printable
from draftrace.exporters.original import Hand, Original
from draftrace.exporters.packages import parsed
from draftrace.exporters.sheet import Comment, Said, Sheet, Turn

SPACE = "urn:draftrace:acts"
PART = "customXml/item1.xml"
RIVAL, REVISION, SHARED = "rival", "revision", "shared"
DECISION, JOINED, WHOLE = "decision", "joined", "original"
"""The elements of a wording that was proposed as an alternative, of a sponsor's later word on its
proposal, of an author and date that several proposals have, of a decision whose reason is a
comment, of a proposal that others joined, and of one that is told whole."""
_NAMED = {
    "asks": "asks",
    "at": "of",
    "piece": "piece",
    "behind": "behind",
    "kind": "kind",
    "level": "level",
}
"""The attributes of an original and what they hold of it."""
_RELATIONSHIP = (
    '<Relationship Id="draftraceActs" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'relationships/customXml" Target="../{PART}"/>'
)


def with_acts(parts: Mapping[str, bytes], made: str) -> dict[str, bytes]:
    """A Word package's parts and the one that tells of the acts, where there is anything to."""
    if not made:
        return dict(parts)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    name = "word/_rels/document.xml.rels"
    related = parts[name].decode().replace("</Relationships>", f"{_RELATIONSHIP}</Relationships>")
    return {**parts, name: related.encode(), PART: f"{head}{made}".encode()}


def acts_told(sheet: Sheet, withdrawn: Iterable[str] = ()) -> str:
    """The turns of a sheet and what was said as XML, and the elements of what was ``withdrawn``;
    empty where there is none of them."""
    plain = [f"<{RIVAL} {_signed(*each)}/>" for each in sheet.rivals]
    plain += [f"<{REVISION} {_signed(*each)}/>" for each in sheet.revisions]
    plain += [f"<{SHARED} {_signed(*each)}/>" for each in sheet.shared]
    comments = _comments(sheet)
    plain += [f"<{DECISION} {_signed(c.author, c.date)}/>" for c in comments if c.decides]
    plain += [_joined(c) for c in comments if c.joined]
    plain += [_whole(each) for each in sheet.originals]
    told = "".join((*map(_told, sheet.turns), *map(_worded, sheet.said), *plain, *withdrawn))
    return f'<acts xmlns="{SPACE}">{told}</acts>' if told else ""


def _comments(sheet: Sheet) -> list[Comment]:
    """Every remark in the margin, once."""
    every = [*(block.comments for block in sheet.blocks), *(note.comments for note in sheet.notes)]
    return list(dict.fromkeys(chain.from_iterable(every)))


def _joined(comment: Comment) -> str:
    names = "".join(f"<party>{escape(printable(name))}</party>" for name in comment.joined)
    return f"<{JOINED} {_signed(comment.author, comment.date)}>{names}</{JOINED}>"


def _told(turn: Turn) -> str:
    signed = _signed(turn.author, turn.date)
    on = f' on="{" ".join(turn.on)}"' if turn.on else ""
    return f'<act {signed} saw="{turn.saw}" decided="{turn.decided}"{on}/>'


def _worded(said: Said) -> str:
    on = f'on="{" ".join(said.on)}"'
    words = escape(printable(said.wording))
    return f"<said {_signed(said.author, said.date)} {on}>{words}</said>"


def _whole(original: Original) -> str:
    """An original: what it has several of are elements, the rest are attributes."""
    plain = {name: getattr(original, field) for name, field in _NAMED.items()}
    for name, (author, date) in (("upon", original.upon), ("beside", original.beside)):
        plain |= {f"{name}-by": author, f"{name}-of": date}
    told = "".join(
        f" {name}={quoteattr(printable(str(said)))}" for name, said in plain.items() if said
    )
    several = "".join(f"<merged>{escape(printable(each))}</merged>" for each in original.merged)
    several += "".join(f"<member {_signed(*each)}/>" for each in original.members)
    several += "".join(
        f'<note id={quoteattr(printable(note))} print="{is_}"/>' for note, is_ in original.cites
    )
    words = escape(printable(original.wording))
    on = " ".join(original.on)
    signed = _signed(*original.hand)
    return f'<{WHOLE} {signed}{told} on="{on}">{several}<words>{words}</words></{WHOLE}>'


@lru_cache(maxsize=1024)
def _signed(author: str, date: str) -> str:
    return f"by={quoteattr(printable(author))} of={quoteattr(date)}"


def acts_in(content: bytes) -> Any:
    """The root of a part, ours or not; None where it is no XML: nobody sees such a part, so nobody
    could mend it."""
    try:
        return parsed(content, PART)
    except UnreadableInput:
        return None


class Acts(msgspec.Struct, frozen=True):
    """What a file of ours tells of its acts: their ``turns``, what was ``said`` as it stands there,
    by whom and when the ``rivals`` were proposed, own proposals revised (``revisions``), several
    proposals made at once (``shared``) and the ``decisions`` made whose reasons are comments, who
    had ``joined`` a proposal, and the ``originals``."""

    turns: tuple[Turn, ...] = ()
    said: tuple[Said, ...] = ()
    rivals: frozenset[tuple[str, str]] = frozenset()
    revisions: frozenset[tuple[str, str]] = frozenset()
    shared: frozenset[tuple[str, str]] = frozenset()
    decisions: frozenset[tuple[str, str]] = frozenset()
    joined: Mapping[tuple[str, str], tuple[str, ...]] = {}
    originals: tuple[Original, ...] = ()


def acts_of(roots: Iterable[Any]) -> Acts:
    """What the roots of parts tell; nothing where they are not ours or are broken."""
    ours = [root for root in roots if root is not None and root.tag == f"{{{SPACE}}}acts"]
    return Acts(
        tuple(turn for root in ours for turn in _turns(root)),
        tuple(said for root in ours for said in _said(root)),
        frozenset(signed for root in ours for signed in _signed_in(root, RIVAL)),
        frozenset(signed for root in ours for signed in _signed_in(root, REVISION)),
        frozenset(signed for root in ours for signed in _signed_in(root, SHARED)),
        frozenset(signed for root in ours for signed in _signed_in(root, DECISION)),
        {signed: names for root in ours for signed, names in _joined_in(root)},
        tuple(found for root in ours for found in _originals(root)),
    )


def _turns(root: Any) -> Iterator[Turn]:
    for act in root.iterchildren(f"{{{SPACE}}}act"):
        saw, decided = act.get("saw", ""), act.get("decided", "")
        if saw.isdecimal() and decided.isdecimal() and len(saw + decided) < 40:
            on = tuple(act.get("on", "").split())
            yield Turn(act.get("by", ""), act.get("of", ""), int(saw), int(decided), on)


def _said(root: Any) -> Iterator[Said]:
    for each in root.iterchildren(f"{{{SPACE}}}said"):
        if on := each.get("on", "").split():
            yield Said(each.get("by", ""), each.get("of", ""), each.text or "", tuple(on))


def _signed_in(root: Any, what: str) -> Iterator[tuple[str, str]]:
    for each in root.iterchildren(f"{{{SPACE}}}{what}"):
        yield each.get("by", ""), each.get("of", "")


def _joined_in(root: Any) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    for each in root.iterchildren(f"{{{SPACE}}}{JOINED}"):
        names = tuple(party.text or "" for party in each.iterchildren(f"{{{SPACE}}}party"))
        yield (each.get("by", ""), each.get("of", "")), names


def _originals(root: Any) -> Iterator[Original]:
    for each in root.iterchildren(f"{{{SPACE}}}{WHOLE}"):
        named = {field: each.get(name) for name, field in _NAMED.items() if each.get(name)}
        signed = {
            "hand": _hand_in(each, "by", "of"),
            "upon": _hand_in(each, "upon-by", "upon-of"),
            "beside": _hand_in(each, "beside-by", "beside-of"),
        }
        several = {
            "on": each.get("on", "").split(),
            "merged": [one.text or "" for one in each.iterchildren(f"{{{SPACE}}}merged")],
            "members": [
                _hand_in(one, "by", "of") for one in each.iterchildren(f"{{{SPACE}}}member")
            ],
            "cites": [
                (one.get("id", ""), one.get("print", ""))
                for one in each.iterchildren(f"{{{SPACE}}}note")
            ],
            "wording": each.findtext(f"{{{SPACE}}}words") or "",
        }
        with suppress(msgspec.ValidationError):
            yield msgspec.convert({**named, **signed, **several}, Original, strict=False)


def _hand_in(element: Any, by: str, of: str) -> Hand:
    return element.get(by, ""), element.get(of, "")
