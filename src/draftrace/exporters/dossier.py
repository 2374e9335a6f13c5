"""The record for other programs: every proposal as a table, and everything in one package."""

from __future__ import annotations

import hashlib

import msgspec

from draftrace.exporters.akoma import akoma_ntoso
from draftrace.exporters.dates import epoch
from draftrace.exporters.inlines import as_text, note_numbers, runs_of, wording_text
from draftrace.exporters.packages import zipped
from draftrace.exporters.provenance import prov_json, prov_n
from draftrace.exporters.spreadsheets import Table, as_csv
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.proposals import Offered, offered
from draftrace.views.seals import seal_of

PROPOSALS = (
    *("proposal", "id", "change", "address", "provision", "by", "sponsors", "made", "meeting"),
    *("base", "wording", "redline", "reason", "status", "waiting"),
    *("supported by", "objections", "reservations"),
    *("decision", "decided", "decided in", "decided by", "decision's reason", "decision's id"),
)


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What a record export is made from. ``sealed`` is the whole record as a sealed file and
    ``head`` its last hash; ``text`` the issue that the Akoma Ntoso file gives."""

    state: State
    text: Revision
    sealed: bytes
    head: str


def sealed_record(dossier: Dossier) -> bytes:
    """Every entry, as in the sealed files."""
    return dossier.sealed


def proposals_csv(dossier: Dossier) -> bytes:
    """A row a proposal ever made, with what became of it."""
    numbers = note_numbers(dossier.text.provisions)
    rows = [_row(each, numbers) for each in offered(dossier.state)]
    return as_csv([Table(name="Proposals", headers=PROPOSALS, rows=rows)])


def provenance_json(dossier: Dossier) -> bytes:
    """W3C PROV as PROV-JSON."""
    return prov_json(dossier.state, dossier.head)


def provenance_notation(dossier: Dossier) -> bytes:
    """W3C PROV as PROV-N."""
    return prov_n(dossier.state, dossier.head)


def akoma_text(dossier: Dossier) -> bytes:
    """The text as Akoma Ntoso."""
    return akoma_ntoso(dossier.state, dossier.text, dossier.head)


def package(dossier: Dossier) -> bytes:
    """All of them in one zip file, with a manifest of every hash and seal."""
    parts = {
        "record.jsonl": dossier.sealed,
        "proposals.csv": proposals_csv(dossier),
        "provenance.json": provenance_json(dossier),
        "provenance.provn": provenance_notation(dossier),
        "text.akn.xml": akoma_text(dossier),
    }
    return zipped(
        {"manifest.json": _manifest(dossier, parts), **parts},
        epoch(dossier.text.stamp.happened),
    )


def _manifest(dossier: Dossier, parts: dict[str, bytes]) -> bytes:
    """What is in the package and what fixes it."""
    now = dossier.state.now
    told = {
        "workspace": now.workspace,
        "title": now.title,
        "entries": now.position,
        "head": dossier.head,
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
        wording_text(each.base, numbers),
        wording_text(each.wording, numbers),
        as_text(runs_of(each.redline), numbers),
        *(each.reason, each.status, each.waiting),
        *map(", ".join, (each.support, each.objections, each.reservations)),
        *decision,
    ]


RECORDS = {
    ".jsonl": sealed_record,
    ".csv": proposals_csv,
    ".json": provenance_json,
    ".provn": provenance_notation,
    ".xml": akoma_text,
    ".akn": akoma_text,
    ".zip": package,
}
"""What a record export holds, told by the suffix of its file."""
