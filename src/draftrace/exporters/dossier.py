"""The record for other programs: every proposal as a table, and everything in one package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from draftrace.exporters.akoma import akoma_ntoso, akoma_unsaid
from draftrace.exporters.dates import epoch
from draftrace.exporters.inlines import as_text, note_numbers, runs_of, wording_text
from draftrace.exporters.packages import unzipped, zipped
from draftrace.exporters.paper_reading import csv_cells, unlike
from draftrace.exporters.phrases import goes
from draftrace.exporters.provenance import notation_unsaid, prov_json, prov_n, prov_unsaid
from draftrace.exporters.spreadsheets import Table, as_csv, inert_rows, sealed
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.proposals import Offered, offered
from draftrace.views.seals import seal_of

PROPOSALS = (
    *("proposal", "id", "change", "address", "provision", "by", "sponsors", "made", "meeting"),
    *("moved behind", "merged with", "amendment to", "fall-back to", "package"),
    *("base", "wording", "redline", "reason", "status", "waiting"),
    *("supported by", "objections", "reservations"),
    *("decision", "decided", "decided in", "decided by", "decision's reason", "decision's id"),
)


CHAIN = (
    "An entry's hash is the SHA-256, in hex, of four lines joined by line feeds: previous, "
    "position, recorded, and the SHA-256, in hex, of act as canonical JSON (RFC 8785). The "
    "previous of the first entry is 64 zeros; head is the hash of the last."
)
"""How the record is checked by who has nothing but the package."""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What a record export is made from. ``sealed`` is the whole record as a sealed file and
    ``head`` its last hash; ``text`` the issue that the Akoma Ntoso file gives; ``faults`` what the
    journal's own reader finds wrong with a sealed file that must end in a hash."""

    state: State
    text: Revision
    sealed: bytes
    head: str
    faults: Callable[[bytes, str], list[str]]


class Part(msgspec.Struct, frozen=True):
    """``made`` gives the bytes, ``unsaid`` what they do not say that they must."""

    made: Callable[[Dossier], bytes]
    unsaid: Callable[[Dossier, bytes], list[str]]


def _sealed(dossier: Dossier) -> bytes:
    """Every entry, as in the sealed files."""
    return dossier.sealed


def _broken(dossier: Dossier, made: bytes) -> list[str]:
    return dossier.faults(made, dossier.head)


def _proposals(dossier: Dossier) -> Table:
    """A row a proposal ever made, with what became of it; each row names the text and its seal,
    as the manifest does."""
    numbers = note_numbers(dossier.text.provisions)
    rows = [_row(each, numbers) for each in offered(dossier.state)]
    table = Table(name="Proposals", headers=PROPOSALS, rows=rows)
    return sealed(table, dossier.text.name, seal_of(dossier.text))


def _unlike(dossier: Dossier, made: bytes) -> list[str]:
    rows = [[str(cell) for cell in row] for row in inert_rows(_proposals(dossier))]
    return unlike(rows, csv_cells(made))


def _zipped(dossier: Dossier) -> bytes:
    """All of them in one zip file, with a manifest of every hash and seal."""
    parts = {name: RECORDS[suffix].made(dossier) for name, suffix in _PACKED.items()}
    return zipped(
        {"manifest.json": _manifest(dossier, parts), **parts},
        epoch(dossier.text.stamp.happened),
    )


def _unpacked(dossier: Dossier, made: bytes) -> list[str]:
    parts = unzipped(made)
    manifest = parts.pop("manifest.json", b"")
    wrong = [] if manifest == _manifest(dossier, parts) else ["manifest.json"]
    wrong += sorted(parts.keys() ^ _PACKED.keys())
    for name, suffix in _PACKED.items():
        found = RECORDS[suffix].unsaid(dossier, parts[name]) if name in parts else []
        wrong += [f"{name}: {each}" for each in found]
    return wrong


def _manifest(dossier: Dossier, parts: dict[str, bytes]) -> bytes:
    """What is in the package and what fixes it."""
    now = dossier.state.now
    told = {
        "workspace": now.workspace,
        "title": now.title,
        "entries": now.position,
        "head": dossier.head,
        "chain": CHAIN,
        "text": {"revision": dossier.text.name, "seal": seal_of(dossier.text)},
        "revisions": [
            {"name": r.name, "symbol": r.symbol, "issued": r.stamp.happened, "seal": seal_of(r)}
            for r in dossier.state.past.revisions
        ],
        "documents": [
            {"symbol": symbol, "file": d.file, "sha256": d.sha256, "reading": d.reading}
            for symbol, d in now.documents.items()
        ],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _row(each: Offered, numbers: dict[str, str]) -> list[str]:
    ruling = each.ruling
    decision = (
        [ruling.outcome, ruling.happened, ruling.meeting, ruling.by, ruling.reason, ruling.act]
        if ruling
        else [""] * 6
    )
    return [
        *(each.handle, each.id, each.change, each.address, each.provision, each.by),
        *(", ".join(each.sponsors), each.made, each.meeting),
        goes(each).removeprefix("behind ") if each.change == "move" else "",
        *(", ".join(each.merged), each.to, each.second_to, each.package),
        wording_text(each.base, numbers),
        wording_text(each.wording, numbers),
        as_text(runs_of(each.redline), numbers),
        *(each.reason, each.status, each.waiting),
        *map(", ".join, (each.support, each.objections, each.reservations)),
        *decision,
    ]


_AKOMA = Part(
    lambda dossier: akoma_ntoso(dossier.state, dossier.text, dossier.head),
    lambda dossier, made: akoma_unsaid(dossier.text, made),
)
RECORDS = {
    ".jsonl": Part(_sealed, _broken),
    ".csv": Part(lambda dossier: as_csv([_proposals(dossier)]), _unlike),
    ".json": Part(
        lambda dossier: prov_json(dossier.state, dossier.head),
        lambda dossier, made: prov_unsaid(dossier.state, dossier.head, made),
    ),
    ".provn": Part(
        lambda dossier: prov_n(dossier.state, dossier.head),
        lambda dossier, made: notation_unsaid(dossier.state, dossier.head, made),
    ),
    ".xml": _AKOMA,
    ".akn": _AKOMA,
    ".zip": Part(_zipped, _unpacked),
}
"""What a record export holds and how it is proved, told by the suffix of its file."""

_PACKED = {
    "record.jsonl": ".jsonl",
    "proposals.csv": ".csv",
    "provenance.json": ".json",
    "provenance.provn": ".provn",
    "text.akn.xml": ".xml",
}
