"""What does each provision look like on the page? Pure: state in, rows of spans out.

Three reading modes: ``rolling`` (every pending proposal in place, attributed), ``marked`` (what
changed since the last issued revision) and ``clean`` (the standing text).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from draftrace.compare.rendering import Piece, written
from draftrace.compare.words import difference
from draftrace.room.entities import Issued, Proposal, Provision
from draftrace.room.state import State
from draftrace.text.wording import note_ids
from draftrace.tui.prose import Marks, Row, Span, cells, with_role, wrap
from draftrace.tui.safe import shown
from draftrace.views import rolling

Mode = Literal["rolling", "marked", "clean"]
MODES: tuple[Mode, ...] = ("rolling", "marked", "clean")
MEASURE = 92
"""No line of text is longer: beyond it the eye loses the next line."""

Redline = Sequence[tuple[str, str]]
_LABEL = 6
_STEP = 5


def note_numbers(state: State) -> dict[str, str]:
    """The printed numbers of the notes, by the ids wordings cite them by."""
    notes = (p for p in state.now.provisions.values() if p.note)
    return {p.note: p.now.label or p.note for p in notes}


def redline_spans(
    redline: Redline, numbers: dict[str, str] | None = None, role: str = ""
) -> list[Span]:
    """A redline with its signs: ``{+ +}`` underlined, ``{- -}`` struck."""
    marks = Marks(numbers)
    struck = Marks(numbers)
    found: list[Span] = []
    for op, text in redline:
        if op == "=":
            found += marks.spans(text, role)
            continue
        lead = text[: len(text) - len(text.lstrip())]
        found += [Span(shown(lead), role)] if lead else []
        kind = "ins" if op == "+" else "del"
        sign = "+" if op == "+" else "-"
        inner = (marks if op == "+" else struck).spans(text[len(lead) :], kind)
        found += [Span("{" + sign, f"{kind} sign"), *inner, Span(sign + "}", f"{kind} sign")]
    return found


def excerpt(redline: Redline, around: int = 5) -> list[tuple[str, str]]:
    """A redline with only a few words kept around each change, so that the point stands out."""
    found: list[tuple[str, str]] = []
    for place, (op, text) in enumerate(redline):
        words = text.split()
        if op != "=" or len(words) <= 2 * around + 2:
            found.append((op, text))
            continue
        head = "" if place == 0 else text[: _end_of(text, around)]
        tail = "" if place == len(redline) - 1 else text[_start_of(text, around) :]
        head, tail = head.rstrip(), tail.lstrip()
        found.append(("=", f"{head}\N{NO-BREAK SPACE}…{' ' if tail else ''}{tail}"))
    return found


def _end_of(text: str, count: int) -> int:
    at = len(text) - len(text.lstrip())
    for _ in range(count):
        following = text.find(" ", at + 1)
        at = following if following > 0 else len(text)
    return at


def _start_of(text: str, count: int) -> int:
    at = len(text.rstrip())
    for _ in range(count):
        at = max(text.rfind(" ", 0, at), 0)
    return at


class Page:
    """The text of one state in one mode. Rows are kept for provisions nothing has touched."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, list[list[Span]]]] = {}
        self._laid: dict[str, tuple[list[list[Span]], int, tuple[Row, ...]]] = {}
        self._issued: tuple[object, dict[str, Issued]] = (None, {})

    def order(self, state: State, mode: Mode) -> list[Provision]:
        """The provisions a mode shows, in printed order."""
        if mode == "clean":
            return state.standing()
        provisions = state.now.provisions
        living = [provisions[i] for i in state.order()]
        if mode == "rolling":
            return living
        struck = [p for i in self._last_issue(state) if (p := provisions.get(i)) and _is_struck(p)]
        standing = [p for p in living if p.now.life == "standing"]
        return sorted([*standing, *struck], key=lambda p: (p.now.rank, p.id))

    def laid(self, state: State, provision: Provision, mode: Mode, width: int) -> bool:
        """Whether the rows of a provision are at hand, so that giving them costs nothing."""
        kept = self._kept.get(provision.id)
        laid = self._laid.get(provision.id)
        fresh = kept is not None and kept[0] == (provision.touched, mode, state.now.revision)
        return fresh and laid is not None and laid[0] is kept[1] and laid[1] == width  # type: ignore[index]

    def expected(self, state: State, provision: Provision, mode: Mode, width: int) -> int:
        """About how many rows a provision will take, from the length of what is said there."""
        said = len(provision.now.wording)
        if mode == "rolling":
            base = len(provision.now.wording)
            for proposal in state.pending_on(provision.id):
                said += abs(len(proposal.now.wording) - base) + 24
        return 2 + said // max(min(width, MEASURE) - _LABEL, 1)

    def rows(self, state: State, provision: Provision, mode: Mode, width: int) -> tuple[Row, ...]:
        """The rows of one provision, the space above it included, without its signs."""
        paragraphs = self._paragraphs(state, provision, mode)
        kept = self._laid.get(provision.id)
        if kept is not None and kept[0] is paragraphs and kept[1] == width:
            return kept[2]
        rows = tuple(_laid_out(provision, paragraphs, width))
        self._laid[provision.id] = (paragraphs, width, rows)
        return rows

    def _paragraphs(self, state: State, provision: Provision, mode: Mode) -> list[list[Span]]:
        fresh = (provision.touched, mode, state.now.revision)
        kept = self._kept.get(provision.id)
        if kept is not None and kept[0] == fresh:
            return kept[1]
        issued = self._last_issue(state).get(provision.id) if mode == "marked" else None
        numbers = note_numbers(state) if _cites_notes(state, provision, issued) else {}
        paragraphs = paragraphs_of(state, provision, mode, issued, numbers)
        self._kept[provision.id] = (fresh, paragraphs)
        return paragraphs

    def _last_issue(self, state: State) -> dict[str, Issued]:
        if self._issued[0] != state.now.revision:
            self._issued = (state.now.revision, last_issue(state))
        return self._issued[1]


def paragraphs_of(
    state: State,
    provision: Provision,
    mode: Mode,
    issued: Issued | None = None,
    numbers: dict[str, str] | None = None,
) -> list[list[Span]]:
    """The provision's text, then what stands beneath it, a list of spans each; ``issued`` is
    what the last revision said, which the marked mode compares with."""
    if mode == "marked":
        now = "" if _is_struck(provision) else provision.now.wording
        return [redline_spans(difference(issued.wording if issued else "", now), numbers)]
    if mode == "clean":
        return [Marks(numbers).spans(provision.now.wording)]
    if provision.now.life == "proposed" and len(state.concerning(provision.id)) <= 1:
        return [_insertion(state, provision, numbers)]
    if not state.concerning(provision.id):
        return [Marks(numbers).spans(provision.now.wording)]
    rolled, motions = rolling.composed(state, provision)
    paragraphs = rolling_spans(written(rolled.parts), rolling.names(state, provision), numbers)
    told = {handle for _, handles in motions for handle in handles}
    wanted = [p for p in state.concerning(provision.id) if p.handle in told]
    beside = [_beside(state, p, provision, numbers) for p in wanted]
    return paragraphs + [spans for spans in beside if spans]


def rolling_spans(
    pieces: Sequence[Piece], names: dict[str, str], numbers: dict[str, str] | None = None
) -> list[list[Span]]:
    """A rolling text as spans: ``[and human rights](EU)``, ``[EU: delete: also]``."""
    paragraphs: list[list[Span]] = [[]]
    marks = Marks(numbers, brackets=True)
    for piece in pieces:
        if piece.text.startswith("\n"):
            paragraphs.append([Span(piece.text[1:], "strong")])
            continue
        written_with = Marks(numbers) if piece.form == "deletion" else marks
        paragraphs[-1] += _piece_spans(piece, names, written_with)
    return paragraphs


def _piece_spans(piece: Piece, names: dict[str, str], marks: Marks) -> Iterator[Span]:
    who = shown(", ".join(dict.fromkeys(names.get(key, key) for key in piece.keys)))
    if piece.form == "kept":
        yield from marks.spans(piece.text)
        return
    yield Span("[", "bracket")
    if piece.form == "deletion":
        yield Span(f"{who}: ", "names")
        yield Span("delete: " if piece.text else "delete", "strong")
        yield from marks.spans(piece.text, "del")
        yield Span("]", "bracket")
        return
    yield from marks.spans(piece.text, "ins" if piece.keys else "base")
    yield Span("]", "bracket")
    if piece.keys:
        yield Span(f"({who})", "names")


def _insertion(state: State, provision: Provision, numbers: dict[str, str] | None) -> list[Span]:
    pending = state.pending_on(provision.id)
    names = ", ".join(dict.fromkeys(s for p in pending for s in p.now.sponsors))
    return [
        Span("[", "bracket"),
        *Marks(numbers).spans(provision.now.wording, "ins"),
        Span("]", "bracket"),
        Span(f"({shown(names)})", "names"),
    ]


def _beside(
    state: State, proposal: Proposal, provision: Provision, numbers: dict[str, str] | None
) -> list[Span]:
    """A proposal about the whole provision, told in a line beneath it; none where it is in the
    words."""
    what = rolling.motion(state, proposal, provision)
    if not what:
        return []
    who = shown(rolling.name(state, proposal))
    role = "strong" if proposal.change == "deletion" else "ins sign"  # struck, it would be unsaid
    words = Marks(numbers, brackets=False).spans(what, role)
    return [Span("[", "bracket"), Span(f"{who}: ", "names"), *words, Span("]", "bracket")]


def last_issue(state: State) -> dict[str, Issued]:
    """The last issued revision, by provision."""
    if not state.past.revisions:
        return {}
    return {i.provision: i for i in state.past.revisions[-1].provisions}


def _cites_notes(state: State, provision: Provision, issued: Issued | None) -> bool:
    """Whether any wording that a page may show here refers to a note."""
    wordings = [p.now.wording for p in state.concerning(provision.id)]
    wordings += [provision.now.wording, issued.wording if issued is not None else ""]
    return any(note_ids(wording) for wording in wordings)


def _is_struck(provision: Provision) -> bool:
    return provision.now.life == "struck"


def label_of(provision: Provision) -> str:
    """The label as it is printed or, where nothing is, as the room counts it."""
    label = provision.now.label
    if provision.kind in ("operative", "heading") and label:
        return f"{label}." if label[-1:].isalnum() else label
    if provision.kind == "preambular" and not label:
        return provision.now.address.rpartition("/")[2]
    return "" if provision.kind == "tablerow" else label


def _laid_out(
    provision: Provision, paragraphs: Sequence[Sequence[Span]], width: int
) -> Iterator[Row]:
    width = min(width, MEASURE)
    indent, label, role, space = _form(provision)
    if space:
        yield Row()
    hang = indent + (max(_LABEL if indent == 0 else _STEP, cells(label) + 1) if label else 0)
    if provision.kind == "heading":
        hang = indent + cells(label) + (1 if label else 0)
    label_role = "dim" if provision.kind == "preambular" and not provision.now.label else "label"
    first = Span(" " * indent + label + " " * (hang - indent - cells(label)), label_role)
    rest = Span(" " * hang)
    for number, spans in enumerate(paragraphs):
        dressed = [Span(s.text, with_role(s.role, role)) for s in spans] if role else spans
        for line, part in enumerate(wrap(dressed, width - hang)):
            lead = first if not number and not line else rest
            yield Row((lead, *part), provision.id)


def _form(provision: Provision) -> tuple[int, str, str, bool]:
    """Indent, label, role and whether a blank line stands above."""
    label = shown(label_of(provision))
    match provision.kind:
        case "title":
            return 0, "", "title", True
        case "heading":
            return 0, label, "heading", True
        case "item":
            return _LABEL, label, "", False
        case "subitem":
            return _LABEL + _STEP, label, "", False
        case "footnote":
            return 0, f"^{label}", "dim", False
        case "tablerow":
            return _LABEL, label, "", False
        case "preambular" | "operative":
            return 0, label or " ", "", True
        case _:
            return 0, label, "", True
