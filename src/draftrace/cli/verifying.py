"""Is the record whole, and does a file say what was agreed?"""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.cli.waiting import telling
from draftrace.errors import DraftraceError
from draftrace.journal import sealing
from draftrace.journal.verify import verify
from draftrace.room.entities import Issued
from draftrace.room.issued import text_seal
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.text.wording import plain
from draftrace.views.seals import Fix, broken_seals, editorial_fixes
from draftrace.views.standing import revision


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
    from draftrace.cli import decided

    state = hand.state()
    decision = decided.decision(state, name)
    seal = ""
    with telling() as tell:
        tell(f"reading {printing.safe(file.name)}")
        document = readers.read(file)
        if decision is not None:
            told = decision.told
            differences = decided.differences(document, decision)
        else:
            told = "the standing text" if name == "standing" else name
            issued = _issued(state, name)
            seal = f" (seal {text_seal(issued)[:12]})"
            tell(f"comparing {printing.safe(file.name)} with {told}")
            differences = _unlike(state, document, issued, file, name)
    if as_json:
        printing.data({"equal": not differences, "differences": differences})
        return 1 if differences else 0
    if not differences:
        said = f"{printing.safe(file.name)} says what {told} says, word for word{seal}."
        printing.paragraph(f"Equal: {said}", 0, 2)
        return 0
    _tell_differences(differences, told)
    return 1


def _issued(state: State, name: str) -> tuple[Issued, ...]:
    from draftrace.room.issued import frozen

    return frozen(state) if name == "standing" else revision(state, name).provisions


def _unlike(
    state: State, document: Document, issued: tuple[Issued, ...], file: Path, name: str
) -> list[dict[str, object]]:
    """The differences as any file is read; a file of ours, read as such, has no masthead, no legend
    and no names in its text."""
    found = list(_differences(document, issued))
    own = _as_issued(state, file, name) if found else None
    return own if own is not None and len(own) <= len(found) else found


def _tell_differences(differences: list[dict[str, object]], told: str) -> None:
    for found in differences:
        printing.heading(str(found["address"]))
        printing.paragraph(printing.redline(found["redline"]), 2)  # type: ignore[arg-type]
    differ = (
        "1 provision differs" if len(differences) == 1 else f"{len(differences)} provisions differ"
    )
    printing.say(f"{differ} from {told}.")


def _as_issued(state: State, file: Path, name: str) -> list[dict[str, object]] | None:
    """What differs when the file is read as one of our own exports; None when it is none."""
    from draftrace import exporters
    from draftrace.exporters import compilation
    from draftrace.exporters.formats import FORMATS
    from draftrace.exporters.readback import placed_lines

    if file.suffix.lower() not in FORMATS:
        return None
    sheet = compilation.clean_sheet(state, compilation.chosen(state, name))
    lines = placed_lines(sheet, "clean")
    try:
        unlike = [wrong for wrong in exporters.prove(sheet, file) if wrong.side == "clean"]
        if unlike and file.suffix.lower() == ".pdf":
            return _by_letters(lines, file)
    except DraftraceError:
        return None
    places = [address for address, _ in lines] or ["title"]
    return [
        _named(places[min(wrong.line, len(places)) - 1], wrong.expected, wrong.found)
        for wrong in unlike
    ]


def _by_letters(lines: list[tuple[str, str]], file: Path) -> list[dict[str, object]] | None:
    from draftrace.exporters.pdf import letters_only, spaced_letters
    from draftrace.exporters.placing import placed

    found = placed(lines, spaced_letters(file.read_bytes()), lambda line: letters_only([line])[0])
    return None if found is None else [_named(*each) for each in found]


def _named(address: str, expected: str, said: str) -> dict[str, object]:
    from draftrace.compare.words import difference

    return {
        "address": address,
        "change": "reworded" if expected and said else "dropped" if expected else "new",
        "redline": difference(expected, said),
    }


def _differences(document: Document, issued: tuple[Issued, ...]) -> list[dict[str, object]]:
    """Labels and words compared in order; masthead and page furniture are no part of it."""
    from draftrace.compare.align import Block, align

    kept = [i for i in issued if i.kind != "footnote"]
    notes = [i for i in issued if i.kind == "footnote"]
    old = [Block(i.address, _spoken(i.label, i.wording)) for i in kept]
    old += [Block(i.address, _shown(i.wording)) for i in notes]
    new = [Block(p.address, _spoken(p.label, p.wording)) for p in document.provisions]
    new += [Block(n.address or f"note:{n.number}", _shown(n.wording)) for n in document.notes]
    rows = align(old, new)
    added = {row.new[0] for row in rows if row.change == "new"}
    above = _above_the_title(document, added) if kept and kept[0].kind == "title" else set()
    return [
        {"address": ", ".join(row.old or row.new), "change": row.change, "redline": row.redline}
        for row in rows
        if row.change != "unchanged" and not (row.change == "new" and row.new[0] in above)
    ]


def _above_the_title(document: Document, added: set[str]) -> set[str]:
    """Lines above the title of a text that begins with one: a masthead that its file does not tell
    apart, as in a PDF printed by another program."""
    lines = takewhile(lambda p: p.address in added and not p.label, document.provisions)
    return {line.address for line in lines}


def _spoken(label: str, wording: str) -> str:
    return _shown(f"{label} {wording}" if label else wording)


def _shown(wording: str) -> str:
    """The words, whatever their spaces, ligatures and hyphens that only guide a line's end."""
    from draftrace.exporters.readback import squeezed

    return squeezed(plain(wording))


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
