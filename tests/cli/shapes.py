"""The JSON of DESIGN.md, section 8, as types: every key, each of one type.

What stands beneath a comment is beyond that section; tools may use it, and so it is held too. Where
there is such, more may come; everywhere else no key may.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import msgspec

from cli.kit import Desk

Kind = Literal[
    "title",
    "heading",
    "preambular",
    "operative",
    "item",
    "subitem",
    "paragraph",
    "footnote",
    "tablerow",
]
Relation = Literal["verbatim", "adapted", "partial", "thematic", "none"]
Outcome = Literal["verbatim", "adapted", "partial", "thematic", "dropped"]
Span = tuple[int, int]
Redline = list[tuple[Literal["=", "+", "-"], str]]
Change = str
"""Words of CHANGES joined by ``+``."""
CHANGES = {"unchanged", "reworded", "renumbered", "moved", "split", "merged", "new", "dropped"}


class _Exact(msgspec.Struct, forbid_unknown_fields=True):
    """No other keys, and none left out."""


class _Open(msgspec.Struct):
    """None of these keys left out."""


class Part(_Exact):
    code: str
    title: str
    embedded: bool


class Provision(_Exact):
    address: str
    kind: Kind
    level: int
    label: str
    wording: str
    notes: list[int | str]


class Footnote(_Exact):
    number: int | str
    text: str
    address: str


class Problem(_Exact):
    line: int
    column: int
    what: str


class Read(_Open):
    symbol: str
    title: str
    provisions: list[Provision]
    footnotes: list[Footnote]
    problems: list[Problem]
    # beyond
    date: str
    role: Literal["conclusions", "draft", "adopted", "reference"]
    parts: list[Part]


class Evidence(_Exact):
    target: Span
    source: Span


class Suggestion(_Exact):
    document: str
    address: str
    relation: Relation
    score: float
    reason: str
    evidence: list[Evidence]


class Suggested(_Exact):
    address: str
    suggestions: list[Suggestion]


class Target(_Exact):
    address: str
    relation: Relation
    score: float
    verdict: Literal["confirmed", "suggested"]


class Covered(_Exact):
    document: str
    address: str
    outcome: Outcome
    basis: Literal["confirmed", "suggested", "none"]
    targets: list[Target]


class Source(_Open):
    document: str
    address: str
    # beyond
    wording: str
    relation: Relation | Literal[""]
    verdict: Literal["confirmed"]
    by: str
    reason: str
    evidence: list[Evidence]
    happened: str
    suspect: str
    carried: list[Span]


class Version(_Open):
    revision: str
    address: str
    wording: str
    proposal: str | None
    sponsors: list[str]
    meeting: str
    decision: str
    reason: str
    # beyond
    act: str
    redline: Redline
    proposals: list[str]
    speakers: str
    objections: list[str]
    by: str
    happened: str
    proposed_because: list[str]
    attachments: list[str]
    force: list[str]


class Trace(_Open):
    address: str
    sources: list[Source]
    versions: list[Version]
    # beyond
    kind: Kind
    status: str
    wording: str
    addresses: list[tuple[str, str]]
    beside: list[dict[str, str]]
    events: list[dict[str, Any]]


class Word(_Exact):
    text: str
    act: str
    parties: list[str]
    meeting: str
    source: str
    restored_by: str


class Credited(_Exact):
    address: str
    words: list[Word]


class Row(_Exact):
    old: list[str]
    new: list[str]
    change: Change
    redline: Redline


class Said(_Exact):
    text: str
    document: int
    parties: list[str]


class Step(_Exact):
    document: int
    address: str
    change: Change


class Rebuilt(_Exact):
    address: str
    words: list[Said]
    history: list[Step]


class Dropped(_Exact):
    address: str
    document: int
    history: list[Step]


class Draft(_Open):
    name: str
    symbol: str
    date: str
    provisions: int
    words: int
    brackets: int
    changes: dict[str, int]
    problems: list[Problem]


class Reconstruction(_Exact):
    documents: list[Draft]
    provisions: list[Rebuilt]
    dropped: list[Dropped]
    # beyond
    footnotes: list[Rebuilt]
    doubts: list[str]


class Difference(_Exact):
    address: str
    redline: Redline
    # beyond
    change: Change


class Verified(_Exact):
    equal: bool
    differences: list[Difference]


class RecordVerified(_Open):
    equal: bool
    differences: list[Difference]
    # beyond
    faults: list[dict[str, Any]]
    sources: list[str]
    fixes: list[dict[str, Any]]


class Proposed(_Open):
    proposal: str
    # beyond
    handle: str
    address: str


class Issued(_Open):
    address: str
    kind: Kind
    level: int
    label: str
    part: str
    wording: str


class Shown(Issued):
    status: str
    brackets: int
    words: int
    seen: int
    sourced: bool
    suspect: list[dict[str, str]]
    beside: list[dict[str, str]]


class Rolled(Shown):
    rolling: str
    motions: list[Any]
    proposals: list[dict[str, Any]]


class Exported(_Open):
    file: str
    revision: str
    seal: str
    sha256: str
    bytes: int


_Shape = TypeVar("_Shape")


def shaped(out: str, shape: type[_Shape]) -> _Shape:
    """What a command wrote, all of it, as one JSON document of this shape."""
    return msgspec.json.decode(out, type=shape)


def redlined(redline: Redline) -> tuple[str, str]:
    """What stood before and what stands after."""
    old = "".join(text for op, text in redline if op != "+")
    return old, "".join(text for op, text in redline if op != "-")


def asked(desk: Desk, shape: type[_Shape], *arguments: str) -> _Shape:
    """What a command answers with ``--json``."""
    return shaped(desk.done(*arguments, "--json").out, shape)


def bare(text: str) -> str:
    """Without its white space."""
    return "".join(text.split())
