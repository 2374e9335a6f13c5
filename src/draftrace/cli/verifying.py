"""Is the record whole, and does a file say what was agreed?"""

from __future__ import annotations

from pathlib import Path

from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.cli.waiting import telling
from draftrace.journal import sealing
from draftrace.journal.verify import verify
from draftrace.views.seals import Fix, broken_seals, editorial_fixes, seal_of


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
    """Compare a file with a revision, provision by provision, or with what one decision fixed; 1
    when a word differs."""
    from draftrace import readers
    from draftrace.cli import decided, issued_file
    from draftrace.exporters import compilation

    state = hand.state()
    decision = decided.decision(state, name)
    seal, notes = "", []
    with telling() as tell:
        tell(f"reading {printing.safe(file.name)}")
        document = readers.read(file)
        if decision is not None:
            told = decision.told
            differences = decided.differences(document, decision)
        else:
            told = "the standing text" if name == "standing" else name
            text = compilation.chosen(state, name)
            seal = f" (seal {seal_of(text)[:12]})"
            tell(f"comparing {printing.safe(file.name)} with {told}")
            differences = issued_file.differences(hand.workspace, state, document, text, file)
            notes = list(issued_file.notes(state, document, text, file, differences))
    if as_json:
        printing.data({"equal": not differences, "differences": differences})
    elif differences:
        _tell_differences(differences, told)
    else:
        said = f"{printing.safe(file.name)} says what {told} says, word for word{seal}."
        printing.paragraph(f"Equal: {said}", 0, 2)
    for note in notes:
        printing.note(note)
    return 1 if differences else 0


def _tell_differences(differences: list[dict[str, object]], told: str) -> None:
    for found in differences:
        redline: list[tuple[str, str]] = found["redline"]  # type: ignore[assignment]
        change = str(found["change"])
        named = all(op == "=" for op, _words in redline) or " " in change
        printing.heading(f"{found['address']}  {change}" if named else str(found["address"]))
        if redline:
            printing.paragraph(printing.redline(redline), 2)
    differ = (
        "1 provision differs" if len(differences) == 1 else f"{len(differences)} provisions differ"
    )
    printing.say(f"{differ} from {told}.")


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
