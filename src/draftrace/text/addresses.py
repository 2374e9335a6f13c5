"""By what address do people cite a provision? Label paths, derived from the ordered outline.

Addresses are never identities: they follow the labels. ``derive`` gives each node of an outline
its own; ``resolve`` takes any spelling people use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from draftrace.errors import AddressError
from draftrace.text import labels, nearest

_PREAMBULAR = re.compile(r"PP\d+")
_ROW = re.compile(r"\d+")
_COUNTED = re.compile(r"(?:PP\d+|p:\d+|note:\S+|\(-\d+\)|t\d+\.r\d+|title)$")
_STATED = re.compile(r"(?:^|/)(?:h|p|note)$")
_NAMED_REVISION = re.compile(r"^(tabled|adopted|standing)(?=$|\+)", re.IGNORECASE)
_NUMBERED_REVISION = re.compile(r"(rev|corr|add)\.?\s*(\d+)", re.IGNORECASE)


_NONE = "There are no provisions yet."


class Node(Protocol):
    """What an address is derived from."""

    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def part(self) -> str: ...


class _PartOutline:
    """Where the walk through one part stands: open headings, open paragraphs, counters."""

    def __init__(self, *, labelled: bool) -> None:
        self.labelled = labelled
        self.headings: list[tuple[int, str]] = []
        self.sections: set[str] = set()
        self.unlabelled: dict[str, int] = {}
        self.open: list[tuple[int, str]] = []
        self.preambular = 0
        self.paragraphs = 0
        self.bullets: dict[str, int] = {}
        self.notes = 0
        self.tables = 0
        self.rows = 0
        self.in_table = False

    def address(self, node: Node) -> str:
        if node.kind != "tablerow":
            self.in_table = False
        match node.kind:
            case "title":
                return "title"
            case "heading":
                return self.heading(node)
            case "footnote":
                self.notes += 1
                return f"note:{node.label or self.notes}"
            case "tablerow":
                return self.row(node)
            case _:
                return self.paragraph(node)

    def heading(self, node: Node) -> str:
        self.open = []
        if node.label.startswith("Article ") and node.part:
            self.headings = []
            return "title"
        while self.headings and self.headings[-1][0] >= node.level:
            self.headings.pop()
        above = self.headings[-1][1] if self.headings else ""
        if node.label:
            alone = labels.sectional(node.label) and node.label not in self.sections
            path = f"{above}.{node.label}" if above and not alone else node.label
            self.sections.add(node.label)
        else:
            self.unlabelled[above] = self.unlabelled.get(above, 0) + 1
            path = f"{above}~{self.unlabelled[above]}"
        self.headings.append((node.level, path))
        return f"h:{path}"

    def row(self, node: Node) -> str:
        if not self.in_table:
            self.in_table, self.rows = True, 0
            self.tables += 1
        if _ROW.fullmatch(node.label):
            return f"t{self.tables}.r{node.label}"
        self.rows += 1
        return f"t{self.tables}.r{self.rows}"

    def paragraph(self, node: Node) -> str:
        level = max(node.level, 1)
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        if level == 1 or (node.kind == "paragraph" and not node.label):
            path = node.label or self.counted(node)
        else:
            above = self.above()
            path = joined(above, node.label or self.bullet(above))
        if level == 1 or node.label:
            self.open.append((level, path))
        return path

    def above(self) -> str:
        if self.open:
            return self.open[-1][1]
        return f"h:{self.headings[-1][1]}" if self.headings else ""

    def counted(self, node: Node) -> str:
        if node.kind == "preambular" and not self.labelled:
            self.preambular += 1
            return f"PP{self.preambular}"
        self.paragraphs += 1
        return f"p:{self.paragraphs}"

    def bullet(self, above: str) -> str:
        self.bullets[above] = self.bullets.get(above, 0) + 1
        return f"(-{self.bullets[above]})"


def derive(outline: Sequence[Node]) -> list[str]:
    """The address of each node, in order and all different (a clash gets ``~2``).

    A node's label is as cited (``24``, ``(k) bis``, ``II``, ``Article 4``) or empty: preambular and
    unnumbered paragraphs and unlabelled headings are then counted within their part (beside printed
    ``PP4`` the preambular ones without a label as other unnumbered paragraphs), items with a
    dash within their paragraph (``24(-1)``), table rows within their table, where a header row is
    labelled ``0``. A heading labelled as an article is the title of the article's part; one with a
    word and a number stands by itself (``h:Objective 3``), a second such under what it stands in.
    Source: DESIGN.md, section 2.
    """
    parts: dict[str, _PartOutline] = {}
    labelled = {node.part for node in outline if _PREAMBULAR.fullmatch(node.label)}
    seen: dict[str, int] = {}
    addresses: list[str] = []
    for node in outline:
        part = parts.get(node.part)
        if part is None:
            part = parts[node.part] = _PartOutline(labelled=node.part in labelled)
        own = part.address(node)
        addresses.append(_unique(f"{node.part}/{own}" if node.part else own, seen))
    return addresses


def joined(above: str, label: str) -> str:
    """The address of an item: ``24`` and ``(b)`` give ``24(b)``, ``73`` and ``1`` give ``73.1``,
    ``3`` and ``Option 2`` give ``3 opt 2``.
    """
    if label.startswith("("):
        return above + label
    if label.startswith("Option "):
        return f"{above} opt {label.removeprefix('Option ')}"
    return f"{above}.{label}" if above else label


def above(address: str, label: str) -> str:
    """The numbers under which a provision of this label is cited, those of its article, paragraph
    or section: ``Art 4/19(a)`` and ``(a)`` give ``Art 4/19``, ``PD/8(a)`` gives ``8``, ``PD/8``
    none. The code of a part is no number, nor is a place that is only counted.
    """
    part, _, own = address.rpartition("/")
    article = part.rpartition("/")[2] if "Art " in part else ""
    own = own.partition("~")[0]
    if label.startswith("Option "):
        own = own.rpartition(" opt ")[0]
    elif label and own.endswith(label):
        own = own.removesuffix(label).rstrip(".")
    else:
        own = _COUNTED.sub("", own)
    return "/".join(filter(None, (article, own.removesuffix("h:"))))


def split_revision(asked: str) -> tuple[str, str]:
    """``Rev.1:PA/18(c)`` is (``Rev.1``, ``PA/18(c)``); without a revision the first is empty."""
    revision, colon, rest = asked.partition(":")
    if not colon or _STATED.search(revision.strip()):
        return "", asked.strip()
    return revision_name(revision), rest.strip()


def revision_name(written: str) -> str:
    """A revision's name in any spelling: ``rev 1`` is ``Rev.1``, ``ADOPTED`` is ``adopted``."""
    name = written.strip()
    if "/" in name:
        return name
    name = _NAMED_REVISION.sub(lambda found: found[0].lower(), name)
    return _NUMBERED_REVISION.sub(lambda found: f"{found[1].capitalize()}.{found[2]}", name)


def resolve(asked: str, known: Mapping[str, str] | Sequence[str]) -> str:
    """The one address among ``known`` that ``asked`` means, in any spelling.

    An exact spelling wins; else the part may be left out and white space, brackets, case and the
    room's words (``OP``, ``para``) do not matter. Raises AddressError with all candidates when
    several fit and with the nearest when none does.
    """
    address = asked.strip()
    if address in known:
        return address
    fitting = nearest.loosely(address, known)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AddressError(
            f"{address} fits several provisions: {', '.join(fitting)}.",
            hint="Say which one by its whole address.",
        )
    close = nearest.to(address, known)
    raise AddressError(
        f"No provision has the address {address or '(empty)'}.",
        hint=f"Nearest: {', '.join(close)}." if close else "" if known else _NONE,
    )


def _unique(address: str, seen: dict[str, int]) -> str:
    if address not in seen:
        seen[address] = 1
        return address
    candidate = address
    while candidate in seen:
        seen[address] += 1
        candidate = f"{address}~{seen[address]}"
    seen[candidate] = 1
    return candidate
