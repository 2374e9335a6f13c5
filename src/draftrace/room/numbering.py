"""Renumbering at an issue: consecutive labels in the styles the text already uses.

Paragraphs run through their part, items through their paragraph, sub-items through their item;
headings go on or begin again as they did in the text before (some instruments letter their
sections through all parts). Addresses are derived anew from the new labels.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.room.acts.payloads import Numbered
from draftrace.room.state import Provision
from draftrace.text import addresses, labels
from draftrace.text.documents import Kind
from draftrace.text.labels import Label


class _Node(msgspec.Struct):
    kind: Kind
    level: int
    label: str
    part: str


class _Series:
    """The running numbers of one text: one counter for each place numbers run through."""

    def __init__(self) -> None:
        self._next: dict[tuple[object, ...], int] = {}
        self._above: dict[str, list[int]] = {}
        self._count = 0

    def number(self, provision: Provision, label: Label, *, begins: bool) -> Label:
        key = self._key(provision, label)
        if begins and provision.kind == "heading":
            self._next.pop(key, None)
        first = 1 if provision.kind != "operative" else max(label.value, 1)
        value = self._next.get(key, first)
        self._next[key] = value + 1
        return msgspec.structs.replace(labels.base(label), value=value, variant=label.variant)

    def _key(self, provision: Provision, label: Label) -> tuple[object, ...]:
        part = provision.now.part
        if provision.kind == "heading":
            return (part, "heading", provision.level, label.style)
        if provision.level == 1:
            return (part, "paragraph", label.style, label.form)
        return (*self._parents(part, provision.level), label.style, label.form)

    def _parents(self, part: str, level: int) -> tuple[object, ...]:
        return (part, level, tuple(self._above.get(part, [])[: level - 1]))

    def entered(self, provision: Provision) -> None:
        """Remember which paragraph or item the following items belong to."""
        part = self._above.setdefault(provision.now.part, [])
        depth = 0 if provision.kind == "heading" else provision.level
        del part[max(depth - 1, 0) :]
        self._count += 1
        if depth:
            part.extend([0] * (depth - 1 - len(part)))
            part.append(self._count)


def renumber(standing: Sequence[Provision]) -> tuple[Numbered, ...]:
    """New labels and addresses for the standing text in printed order."""
    series = _Series()
    nodes: list[_Node] = []
    notes = 0
    before: dict[tuple[str, int], Label] = {}
    for provision in standing:
        series.entered(provision)
        label = provision.now.label
        if provision.kind == "footnote":
            notes += 1
            label = str(notes) if label else ""
        elif label:
            label = _renumbered(provision, label, series, before)
        nodes.append(_Node(provision.kind, provision.level, label, provision.now.part))
    derived = addresses.derive(nodes)
    return tuple(
        Numbered(provision=p.id, address=address, label=node.label)
        for p, node, address in zip(standing, nodes, derived, strict=True)
    )


def _renumbered(
    provision: Provision,
    written: str,
    series: _Series,
    before: dict[tuple[str, int], Label],
) -> str:
    if provision.kind not in ("heading", "operative", "item", "subitem"):
        return written
    place = (provision.now.part, provision.level if provision.kind == "heading" else -1)
    previous = before.get(place)
    label = labels.parse(written, style=_style(provision, previous))
    if label is None or label.form in ("Article", "Option") or label.prefix:
        return written
    if provision.kind == "heading":
        begins = previous is None or (label.value == 1 and not label.position)
        before[place] = label
        return labels.text(series.number(provision, label, begins=begins))
    return labels.text(series.number(provision, label, begins=False))


def _style(provision: Provision, previous: Label | None) -> labels.Style | None:
    """``(c)`` and ``(i)`` under a paragraph are letters, under an item roman numerals."""
    if provision.kind == "item":
        return "letters"
    if provision.kind == "subitem":
        return "roman"
    return previous.style if previous is not None else None
