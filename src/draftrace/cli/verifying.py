"""Is the record whole, and does a file say what was agreed?"""

from __future__ import annotations

from pathlib import Path

from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.errors import DraftraceError
from draftrace.journal import sealing
from draftrace.journal.verify import verify
from draftrace.room.issued import text_seal
from draftrace.room.state import Issued, State
from draftrace.text.documents import Document
from draftrace.text.wording import plain
from draftrace.views.seals import Fix, broken_seals, editorial_fixes
from draftrace.views.standing import revision

_LONGEST = 8000


def verify_record(hand: Hand, *, as_json: bool) -> int:
    """Chain, records against journal, seals of decisions and revisions, sources; 1 when wrong."""
    journal = hand.workspace.journal
    faults: list[dict[str, object]] = []
    fault = verify(journal)
    if fault is not None:
        faults.append({"what": "journal", "position": fault.position, "text": fault.what})
    unlike = sealing.difference(journal, hand.workspace.sessions)
    if unlike is not None:
        faults.append(
            {
                "what": unlike.record,
                "position": unlike.position,
                "line": unlike.line,
                "text": unlike.what,
            }
        )
    if fault is None:
        for position, text in broken_seals(journal.read()):
            faults.append({"what": "seal", "position": position, "text": text})
    sources = hand.workspace.documents()[1] if fault is None else []
    fixes = editorial_fixes(hand.state()) if not faults else []
    if as_json:
        printing.data(
            {
                "equal": not faults,
                "differences": [],
                "faults": faults,
                "sources": sources,
                "fixes": fixes,
            }
        )
    else:
        _tell_record(hand, faults, sources)
        _tell_fixes(fixes)
    return 1 if faults else 0


def verify_file(hand: Hand, file: Path, name: str, *, as_json: bool) -> int:
    """Compare a file with a revision, provision by provision; 1 when a word differs."""
    from draftrace import readers
    from draftrace.room.issued import frozen

    state = hand.state()
    issued = frozen(state) if name == "standing" else revision(state, name).provisions
    told = "the standing text" if name == "standing" else name
    document = readers.read(file)
    differences = list(_differences(document, issued))
    if differences:
        own = _as_issued(state, file, name)
        # A file of ours read as such has no masthead, no legend and no names in its text.
        differences = own if own is not None and len(own) < len(differences) else differences
    if as_json:
        printing.data({"equal": not differences, "differences": differences})
        return 1 if differences else 0
    if not differences:
        seal = text_seal(issued)
        printing.paragraph(
            f"Equal: {printing.safe(file.name)} says what {told} says, word for word "
            f"(seal {seal[:12]}).",
            0,
            2,
        )
        return 0
    for found in differences:
        printing.heading(str(found["address"]))
        printing.paragraph(printing.redline(found["redline"]), 2)  # type: ignore[arg-type]
    differ = (
        "1 provision differs" if len(differences) == 1 else f"{len(differences)} provisions differ"
    )
    printing.say(f"{differ} from {told}.")
    return 1


def _as_issued(state: State, file: Path, name: str) -> list[dict[str, object]] | None:
    """What differs when the file is read as one of our own exports; None when it is none."""
    from draftrace import exporters
    from draftrace.compare.words import difference
    from draftrace.exporters import compilation
    from draftrace.exporters.formats import FORMATS
    from draftrace.exporters.readback import focused, placed_lines

    if file.suffix.lower() not in FORMATS:
        return None
    sheet = compilation.clean_sheet(state, compilation.chosen(state, name))
    try:
        unlike = exporters.prove(sheet, file)
    except DraftraceError:
        return None
    places = [address for address, _ in placed_lines(sheet, "clean")]
    found: list[dict[str, object]] = []
    for wrong in unlike:
        if wrong.side != "clean":
            continue
        expected, said = wrong.expected, wrong.found
        if len(expected) > _LONGEST:  # a PDF is one line of letters
            expected, said = focused(expected, said)
        place = places[min(wrong.line, len(places)) - 1] if len(places) > 1 else ""
        found.append(
            {
                "address": place if len(wrong.expected) <= _LONGEST else "",
                "change": "reworded" if expected and said else "dropped" if expected else "new",
                "redline": difference(expected, said),
            }
        )
    return found


def _differences(document: Document, issued: tuple[Issued, ...]) -> list[dict[str, object]]:
    """Labels and words compared in order; masthead and page furniture are no part of it."""
    from draftrace.compare.align import Block, align

    kept = [i for i in issued if i.kind != "footnote"]
    notes = [i for i in issued if i.kind == "footnote"]
    old = [Block(i.address, _spoken(i.label, i.wording)) for i in kept]
    old += [Block(i.address, plain(i.wording)) for i in notes]
    new = [Block(p.address, _spoken(p.label, p.wording)) for p in document.provisions]
    new += [Block(n.address or f"note:{n.number}", plain(n.wording)) for n in document.notes]
    return [
        {"address": ", ".join(row.old or row.new), "change": row.change, "redline": row.redline}
        for row in align(old, new)
        if row.change != "unchanged"
    ]


def _spoken(label: str, wording: str) -> str:
    return f"{label} {plain(wording)}" if label else plain(wording)


def _tell_fixes(fixes: list[Fix]) -> None:
    """The words that changed after agreement without reopening, each with its seal."""
    for fix in fixes:
        said = f"editorial fix  entry {fix.entry}, {fix.address}, by {fix.by}: {fix.reason}"
        printing.paragraph(printing.safe(f"{said} (seal {fix.seal[:12]})"), 0, 2)
        printing.paragraph(printing.redline(fix.redline), 4)


def _tell_record(hand: Hand, faults: list[dict[str, object]], sources: list[str]) -> None:
    state = hand.state() if not faults else None
    for fault in faults:
        line = f", line {fault['line']}" if "line" in fault else ""
        wrong = f"WRONG  {fault['what']}, entry {fault['position']}{line}: {fault['text']}"
        printing.paragraph(printing.safe(wrong), 0, 2)
    for trouble in sources:
        printing.paragraph(printing.safe(f"source  {trouble}"), 0, 2)
    if state is not None:
        voids = len(state.now.voids)
        printing.say(
            f"The record is whole: {state.now.position} entries, chain, records and seals agree"
            + (f"; {voids} entries are void (draftrace log)." if voids else ".")
        )
