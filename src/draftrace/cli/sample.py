"""The sample negotiation: shown, traced, exported, ready to be opened."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import click

import draftrace
from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.cli.tracing import print_trace
from draftrace.errors import DraftraceError
from draftrace.exporting import Order, What, fulfil
from draftrace.room.state import State
from draftrace.views.points import merged
from draftrace.views.trace import trace
from draftrace.workspace import SETTINGS, Workspace

SHOWN = "PD/2"
"""The clause whose whole trace the demonstration prints."""

MORE = {
    "trace 'PA/16(a)'": "brackets put, repaired, merged, split, lifted, struck",
    "trace 'PA/8(c)'": "silence called off, silence broken, one word mended",
    "trace 'PA/14(d)'": "a reference that followed its paragraph",
    "trace 'PD/20'": "an oral amendment at the adoption",
    "package list": "what was accepted as one, and on what condition",
}
"""Other commands worth trying on the sample, and why."""


@click.command(epilog="Example: draftrace demo")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def demo(hand: Hand, folder: Path | None) -> None:
    """Play the sample negotiation: its course, one clause traced, clean and marked files."""
    root = hand.folder / (folder or ".")
    if not is_sample(root):
        root = hand.folder / (folder or "draftrace-sample")
        copy(root)
    workspace = Workspace(root)
    state = workspace.state()
    _course(workspace, state)
    _conclusions(workspace, state)
    _one_clause(state)
    _files(workspace, state)
    workspace.save()
    where = "" if root.resolve() == Path.cwd() else f"cd {_short(root)}; "
    printing.say()
    printing.heading("Open it")
    printing.say(f"  {where}{'draftrace':28} the same negotiation in the terminal room")
    for command, why in MORE.items():
        printing.say(f"  {where}draftrace {command:18} {why}")
    workspace.journal.close()


def packaged() -> Path:
    """Where the sample's corpus/ and sessions/ are: in the package, or in the repository."""
    inside = Path(draftrace.__file__).parent
    for folder in (inside / "sample", *inside.parents[1:2]):
        if any((folder / "sessions").glob("*.jsonl")):
            return folder
    raise DraftraceError(
        "The sample negotiation is not in this installation.", "Install draftrace anew."
    )


def is_sample(root: Path) -> bool:
    """Whether the folder's first record is the sample's own."""
    here = sorted((root / "sessions").glob("*.jsonl")) if (root / "sessions").is_dir() else []
    sample = sorted((packaged() / "sessions").glob("*.jsonl"))
    return bool(here) and here[0].read_bytes() == sample[0].read_bytes()


def copy(root: Path) -> None:
    if root.exists() and any(root.iterdir()):
        raise DraftraceError(
            f"{root} is not empty and is not the sample.",
            "Name another folder: draftrace demo DIR.",
        )
    origin = packaged()
    try:
        for name in ("corpus", "sessions"):
            shutil.copytree(
                origin / name, root / name, ignore=shutil.ignore_patterns("journal.db*")
            )
        (root / "exports").mkdir()
        (root / SETTINGS).write_text('acting = "SEC"\n', encoding="utf-8")
    except OSError as error:
        for name in ("corpus", "sessions", "exports"):
            shutil.rmtree(root / name, ignore_errors=True)
        told = error.strerror or "not every file could be written"
        raise DraftraceError(
            f"The sample can't be copied to {root}: {told}.", "Choose another folder."
        ) from error
    printing.say(f"Copied the sample negotiation to {_short(root)}.")


def _course(workspace: Workspace, state: State) -> None:
    now = state.now
    printing.heading(f"{now.title}")
    printing.paragraph(
        f"Sample, not a United Nations document. Journal rebuilt from the sealed records: "
        f"{now.position} entries, {len(now.parties)} parties, {len(now.meetings)} meetings."
    )
    printing.say()
    rows = []
    for meeting in now.meetings.values():
        kinds = _acts_in(workspace, meeting.id)
        decided = kinds["decided"] + kinds["package decided"]
        rows.append(
            [
                meeting.opened.happened[:10],
                meeting.level,
                meeting.presiding,
                str(kinds["proposed"]),
                str(decided),
                str(kinds["agreed"]),
                meeting.name,
            ]
        )
    printing.table(
        ["opened", "level", "presiding", "proposals", "decisions", "agreed", "meeting"], rows
    )
    printing.say()
    printing.table(
        ["revision", "symbol", "date", "provisions", "seal"],
        [
            [r.name, r.symbol, r.stamp.happened[:10], str(len(r.provisions)), r.seal[:16]]
            for r in state.past.revisions
        ],
    )
    fates = Counter(p.now.status for p in state.past.closed.values())
    told = ", ".join(f"{n} {status}" for status, n in fates.most_common())
    printing.say()
    printing.say(f"Proposals: {told}; {len(now.pending)} pending.")
    _ways(state)


def _ways(state: State) -> None:
    """What the proposals asked for, and what the room did beside deciding on them."""
    from draftrace.views.silences import rounds

    asked = Counter(p.change for p in state.past.closed.values())
    done = Counter(s.kind for s in state.past.stamps.values())
    printing.paragraph("Asked for: " + ", ".join(f"{n} {c}" for c, n in asked.most_common()) + ".")
    packages = "; ".join(f"{p.name}, {p.life}" for p in state.now.packages.values())
    printing.paragraph(f"Packages: {packages}.")
    for silence in rounds(state):
        broken = ", ".join(
            f"{p.address} by {b.party}" for p in silence.paragraphs for b in p.breaks
        )
        printing.paragraph(
            f"Silence over {', '.join(p.address for p in silence.paragraphs)}: "
            f"{silence.status}{f', broken on {broken}' if broken else ''}."
        )
    printing.paragraph(f"Editorial fixes of agreed text: {done['editorial fix']}.")


def _acts_in(workspace: Workspace, meeting: str) -> Counter[str]:
    stamps = workspace.state().past.stamps.values()
    return Counter(s.kind for s in stamps if s.meeting == meeting)


def _conclusions(workspace: Workspace, state: State) -> None:
    from draftrace.cli.covering import coverage_rows, print_coverage

    printing.say()
    printing.heading("What became of each conclusion (confirmed links)")
    points = merged(coverage_rows(workspace, state, confirmed=True), {})
    print_coverage(points, confirmed=True)


def _one_clause(state: State) -> None:
    from draftrace.views.standing import resolve

    printing.say()
    printing.heading("Why one clause reads so")
    print_trace(trace(state, resolve(state, SHOWN)))


def _files(workspace: Workspace, state: State) -> None:
    printing.say()
    printing.heading("Files")
    name = state.past.revisions[-1].name
    kinds: tuple[What, ...] = ("clean", "marked")
    for what in kinds:
        for suffix in ("docx", "html"):
            path = workspace.exports / f"sample-{name}-{what}.{suffix}"
            _text, written = fulfil(workspace, state, Order(what=what, force=True), path)
            line = f"{_short(path)}  {written.bytes:,} bytes, read back and equal"
            printing.paragraph(line, 2, 2)


def _short(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
