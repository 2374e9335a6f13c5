"""The compiled draft: the standing text with every pending proposal in its place, who wants it,
and behind the text the proposals by party and by paragraph and what is still in dispute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count

import msgspec

from draftrace.compare.dividing import shown
from draftrace.compare.rendering import Attribution, Piece, folded, owned_by, written
from draftrace.exporters.compilation import sheet_of, standing_revision
from draftrace.exporters.sheet import Block, Comment, NoteBlock, Run, Sheet, printed_label
from draftrace.room.entities import Proposal, Provision
from draftrace.room.state import State
from draftrace.text.wording import escape, plain
from draftrace.views import rolling as rolled
from draftrace.views.progress import Tally, tally

_LEGENDS: dict[Attribution, str] = {
    "inline": "[words](who wants them); [who: delete: words]",
    "footnote": "[words] and who wants them in a note",
    "margin": "[words] and who wants them in the margin",
    "anonymous": "[words](letter): a letter stands for the same sponsors throughout",
    "none": "[words in dispute]",
}
_WHOLE = {
    "insertion": "insert",
    "deletion": "delete",
    "move": "move",
    "split": "divide",
    "merge": "merge",
    "alternative": "alternative",
    "amendment": "amend a proposal",
}
_LABELLED = ("operative", "item", "subitem")
_QUOTED = 5
"""Words at each end of what a remark quotes."""
_NAMED: tuple[Attribution, ...] = ("inline", "footnote", "margin")


def rolling_sheet(state: State, attribution: Attribution = "inline") -> Sheet:
    """The compiled draft, attributed ``inline``, by ``footnote``, in the ``margin`` (comments),
    ``anonymous`` (letters, the same for the same sponsors throughout) or not at all; what concerns
    a provision as a whole is said behind it, alternatives stand beneath it."""
    compiler = _Compiler(state, attribution)
    provisions = [state.now.provisions[i] for i in state.order()]
    blocks = [block for p in provisions if not p.note for block in compiler.blocks(p)]
    own = [NoteBlock(id=p.note, runs=compiler.runs(p)) for p in provisions if p.note]
    annex = [*compiler.stranded(), *_annex(state, named=attribution in _NAMED)]
    sheet = sheet_of(
        state,
        standing_revision(state),
        (*blocks, *_levelled(blocks, annex)),
        (*own, *compiler.notes),
    )
    return sheet.legended(f"Compiled draft, not agreed. {_LEGENDS[attribution]}.")


def _levelled(text: Sequence[Block], annex: Sequence[Block]) -> list[Block]:
    """The annex with its headings as high as the highest of the text."""
    level = min((block.level for block in text if block.kind == "heading"), default=1)
    return [
        msgspec.structs.replace(block, level=level) if block.kind == "heading" else block
        for block in annex
    ]


class _Compiler:
    """The provisions in order; letters and notes go on from one to the next."""

    def __init__(self, state: State, attribution: Attribution) -> None:
        self.state = state
        self.attribution = attribution
        self.notes: list[NoteBlock] = []
        self.letters: dict[str, str] = {}
        self.unused = (each for each in map(_letters, count()) if each not in state.now.parties)
        self.reasoned: set[str] = set()

    def blocks(self, provision: Provision) -> list[Block]:
        """The provision, and beneath it each alternative to all of it, as deep as it stands."""
        rows = _rows(self.pieces(provision))
        first = Block(
            address=provision.now.address,
            kind=provision.kind,
            level=provision.level,
            label=provision.now.label,
            runs=tuple(run for piece in rows[0] for run in self.said(piece, self.attribution)),
        )
        beneath = [
            Block(
                address=f"{provision.now.address} alt {number}",
                kind=provision.kind if provision.kind in _LABELLED else "paragraph",
                level=provision.level if provision.kind in _LABELLED else 1,
                runs=tuple(
                    run
                    for piece in _led(row, provision)
                    for run in self.said(piece, self.attribution)
                ),
            )
            for number, row in enumerate(rows[1:], 1)
        ]
        return [first, *beneath]

    def runs(self, provision: Provision) -> tuple[Run, ...]:
        """A note of the text; nothing can be noted or remarked in it, so names stand in line."""
        attribution: Attribution = (
            self.attribution if self.attribution in ("anonymous", "none") else "inline"
        )
        pieces = (piece for row in _rows(self.pieces(provision)) for piece in row)
        return tuple(run for piece in pieces for run in self.said(piece, attribution))

    def stranded(self) -> list[Block]:
        """What is still proposed on provisions that are gone, a line a proposal, behind the text:
        it has no place in it."""
        found = [
            self.waiting(proposal, provision)
            for provision in rolled.stranded(self.state)
            for proposal in self.state.pending_on(provision.id)
        ]
        heading = _heading("stranded", "Proposals on provisions that are gone")
        return [heading, *found] if found else []

    def waiting(self, proposal: Proposal, provision: Provision) -> Block:
        told = rolled.motion(self.state, proposal, provision)
        piece = Piece(
            "motion" if told else "reading",
            told or shown(proposal.now.wording),
            (proposal.handle,),
        )
        said = [run for each in self.owned([piece]) for run in self.said(each, self.attribution)]
        lead = Run(text=f"{escape(provision.now.address)}: ")
        address = f"annex:stranded:{proposal.handle}"
        return Block(address=address, kind="paragraph", runs=(lead, *said))

    def pieces(self, provision: Provision) -> list[Piece]:
        text, beside = rolled.composed(self.state, provision)
        return self.owned(written(text.parts, beside))

    def owned(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces, with no party named in their brackets where none is to be."""
        return pieces if self.attribution in _NAMED else owned_by(pieces, self.called)

    def called(self, parties: Iterable[str]) -> str:
        """How those who want something are called where they are not named: by the letter of just
        these, which is no party's code, or not at all."""
        if self.attribution == "none":
            return ""
        who = ", ".join(sorted(parties))
        if who not in self.letters:
            self.letters[who] = next(self.unused)
        return self.letters[who]

    def said(self, piece: Piece, attribution: Attribution) -> list[Run]:
        """A piece as runs, attributed as asked for."""
        if not piece.keys or attribution == "none":
            return [Run(text=piece.bracketed)]
        proposals = [p for p in map(self.proposal, piece.keys) if p is not None]
        if attribution == "margin":
            remarks = tuple(self.remark(proposal, piece) for proposal in proposals)
            return [Run(text=piece.bracketed, comments=remarks)]
        if attribution == "anonymous":
            names = self.called({sponsor for p in proposals for sponsor in p.now.sponsors})
        else:
            names = escape(", ".join(self.names(proposals)))
        if attribution == "footnote":
            told = f"{names} ({', '.join(piece.keys)})."
            note = NoteBlock(id=f"sponsors-{len(self.notes) + 1}", runs=(Run(text=told),))
            self.notes.append(note)
            return [Run(text=f"{piece.bracketed}[^{note.id}]")]
        if piece.form in ("deletion", "motion"):
            return [Run(text=f"[{names}: {piece.said}]")]
        return [Run(text=f"{piece.bracketed}({names})")]

    def names(self, proposals: Iterable[Proposal]) -> list[str]:
        """Who wants it, each party once; with what it is an amendment or a fall-back to, and who
        dissociates."""
        found: dict[str, None] = {}
        for proposal in proposals:
            told = rolled.name(self.state, proposal)
            plain = told == ", ".join(proposal.now.sponsors)
            found |= dict.fromkeys(proposal.now.sponsors if plain else (told,))
        return sorted(found)

    def remark(self, proposal: Proposal, piece: Piece) -> Comment:
        """Who wants it, on which words, since a page without a margin cannot point at them; the
        reason where the proposal is first met."""
        author, sponsors = proposal.stamp.speaker, rolled.name(self.state, proposal)
        told = proposal.handle if sponsors == author else f"{proposal.handle}, {sponsors}"
        words = folded(plain(piece.said), _QUOTED)
        told += f": {words}." if piece.form == "motion" else f", on “{words}”."
        if proposal.now.reason and proposal.id not in self.reasoned:
            self.reasoned.add(proposal.id)
            told += f" {proposal.now.reason}"
        return Comment(author=author, date=proposal.stamp.happened, text=told)

    def proposal(self, handle: str) -> Proposal | None:
        return self.state.proposal(self.state.now.handles.get(handle, ""))


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of the provision, then those of each alternative: it begins on a new line."""
    rows: list[list[Piece]] = [[]]
    for each in pieces:
        piece = each
        if piece.form == "kept" and piece.text.startswith("\n"):
            rows.append([])
            piece = Piece("kept", piece.text.lstrip())
        rows[-1].append(piece)
    return rows


def _led(row: Sequence[Piece], provision: Provision) -> list[Piece]:
    """An alternative to the provision is led by the number printed there, like all around it."""
    lead, *rest = row
    alternative = lead.text.removeprefix(provision.now.address).lstrip()
    if not alternative.startswith("alt"):
        return list(row)
    label = printed_label(provision.now.label, provision.kind) or provision.now.address
    return [Piece("kept", f"{label.removesuffix('.')} {alternative}"), *rest]


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    higher, rest = divmod(number, 26)
    return (_letters(higher - 1) if higher else "") + chr(ord("A") + rest)


def _annex(state: State, *, named: bool) -> list[Block]:
    """Counts, then the proposals by party (only where parties are named) and by paragraph."""
    total, parts = tally(state)
    pending = sorted(state.now.pending.values(), key=lambda p: p.stamp.position)
    blocks = [_heading("status", "Status of the text"), *_lines("status", [_counted("All", total)])]
    if len(parts) > 1:
        lines = [_counted(_part(state, part.part), part) for part in parts]
        blocks += _lines("status-part", lines)
    if not pending:
        return blocks
    if named:
        blocks += [_heading("by-party", "Proposals by party")]
        blocks += _lines("by-party", _by_party(state, pending))
    blocks += [_heading("by-paragraph", "Proposals by paragraph")]
    return [*blocks, *_lines("by-paragraph", _by_paragraph(state, pending, named=named))]


def _counted(name: str, counts: Tally) -> str:
    told = [
        f"{_many(counts.provisions, 'provision')}, {counts.agreed} agreed",
        f"{_many(counts.brackets, 'bracket')} open",
        f"{_many(counts.proposals, 'proposal')} pending",
    ]
    told += [f"{counts.waiting} of them waiting for their sponsors"] if counts.waiting else []
    told += [f"{counts.reserved} reserved"] if counts.reserved else []
    return f"{escape(name)}: {'; '.join(told)}."


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _part(state: State, code: str) -> str:
    return state.now.parts.get(code, code) or "Main text"


def _by_party(state: State, pending: Sequence[Proposal]) -> Iterable[str]:
    parties: dict[str, list[Proposal]] = {}
    for proposal in pending:
        for sponsor in proposal.now.sponsors:
            parties.setdefault(sponsor, []).append(proposal)
    for party in sorted(parties, key=str.casefold):
        name = state.now.parties[party].name if party in state.now.parties else ""
        said = f"{party} ({name})" if name and name != party else party
        wanted = ", ".join(f"{p.handle} on {_at(state, p)}" for p in parties[party])
        yield escape(f"{said}: {wanted}.")


def _by_paragraph(state: State, pending: Sequence[Proposal], *, named: bool) -> Iterable[str]:
    on: dict[str, list[Proposal]] = {}
    for proposal in pending:
        on.setdefault(proposal.provision, []).append(proposal)
    describe: Callable[[Proposal], str] = _named if named else _unnamed
    gone = (p.id for p in rolled.stranded(state))
    for identity in (i for i in (*state.order(), *gone) if i in on):
        told = "; ".join(map(describe, on[identity]))
        yield escape(f"{_at(state, on[identity][0])}: {told}.")


def _named(proposal: Proposal) -> str:
    return f"{proposal.handle} ({', '.join(proposal.now.sponsors)}), {_change(proposal)}"


def _unnamed(proposal: Proposal) -> str:
    return _change(proposal)


def _change(proposal: Proposal) -> str:
    return _WHOLE.get(proposal.change, "amend")


def _at(state: State, proposal: Proposal) -> str:
    now = state.now.provisions[proposal.provision].now
    return f"{now.address} (gone)" if now.life == "struck" else now.address


def _heading(address: str, text: str) -> Block:
    return Block(address=f"annex:{address}", kind="heading", level=1, runs=(Run(text=text),))


def _lines(address: str, lines: Iterable[str]) -> list[Block]:
    return [
        Block(address=f"annex:{address}:{place}", kind="paragraph", runs=(Run(text=line),))
        for place, line in enumerate(lines, 1)
    ]
