"""What is a rolling text made of? Words nobody touches, regions in dispute, whole alternatives."""

from __future__ import annotations

import msgspec


class Region(msgspec.Struct, frozen=True, tag="region"):
    """A stretch of the base that proposals would change.

    ``readings`` are the other wordings of the stretch, each with the keys of the proposals that
    want it, sorted; a proposal absent from all of them reads ``base``. An empty reading deletes,
    an empty base is an insertion.
    """

    base: str
    readings: tuple[tuple[str, tuple[str, ...]], ...]


class Alternative(msgspec.Struct, frozen=True, tag="alternative"):
    """A proposal shown whole. Its ``keys`` read ``wording`` and nothing else of the rolling text.

    An empty wording is the deletion of the whole provision. ``label`` is the address by which the
    room cites it (``6 alt``), where it has one.
    """

    wording: str
    keys: tuple[str, ...]
    label: str = ""


Part = str | Region | Alternative
