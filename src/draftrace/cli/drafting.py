"""A draft comes on the table: from a file, or lifted from the conclusions."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from draftrace.cli import printing
from draftrace.cli.hand import FILE, Hand, acting
from draftrace.cli.waiting import reading
from draftrace.errors import AddressError, UsageError
from draftrace.room.acts import tabling
from draftrace.room.acts.terms import SourceRef
from draftrace.text.documents import Document, Provision


@click.command(
    epilog="Examples: draftrace table draft.md --symbol E/2030/L.1"
    "  ·  draftrace table report.txt --symbol A/64/92 --parts PD,PA"
)
@click.argument("file", type=FILE)
@click.option("--symbol", default="", help="The draft's symbol (else the file's own).")
@click.option("--parts", default="", metavar="PD,PA", help="Only these parts, by code.")
@click.option("--json", "as_json", is_flag=True)
@acting
def table(hand: Hand, file: Path, symbol: str, parts: str, as_json: bool) -> None:
    """Table a draft. Default: the instruments embedded in the file, else all of it."""
    document = reading(hand.file(file), symbol, "draft")
    chosen = [p.strip() for p in parts.split(",") if p.strip()]
    hand.perform(lambda s, f: tabling.table(s, f, document, chosen))
    now = hand.state().now
    if as_json:
        printing.data(
            {"symbol": now.symbol, "parts": list(now.parts), "provisions": len(now.provisions)}
        )
        return
    coded = list(filter(None, now.parts))
    if coded and any(p.kind == "operative" and not p.now.part for p in now.provisions.values()):
        coded = ["the main series", *coded]
    named = f" ({', '.join(coded)})" if coded else ""
    printing.say(f"Tabled {now.symbol}: {len(now.provisions)} provisions{named}.")
    there = {p.now.part for p in now.provisions.values()}
    left = sorted({p.part for p in document.provisions} - there)
    if left:
        also = ", ".join(code or "what is in no part" for code in left)
        printing.note(f"Left out: {also}; draftrace read FILE shows all, --parts chooses.")
    for problem in document.problems:
        printing.note(f"line {problem.line}, column {problem.column}: {problem.what}")
    printing.say("Next: draftrace show; draftrace suggest --all")


@click.command(
    epilog="Examples: draftrace lift WG.1:68(k) --after PA/24(c)"
    "  ·  draftrace lift --all WG.1 --symbol ZERO"
)
@click.argument("sources", nargs=-1, metavar="SYMBOL:ADDRESS ...")
@click.option("--after", metavar="ADDRESS", help="The provision it comes to stand behind.")
@click.option("--in", "parent", metavar="ADDRESS", help="The paragraph it is the first item of.")
@click.option("--wording", default="", help="Its wording (default: the source, as an instruction).")
@click.option("--all", "whole", multiple=True, metavar="SYMBOL", help="Compile whole reports.")
@click.option("--symbol", default="", help="With --all: the symbol of the first draft.")
@click.option("--title", default="", help="With --all: its title.")
@click.option("--json", "as_json", is_flag=True)
@acting
def lift(
    hand: Hand,
    sources: tuple[str, ...],
    after: str | None,
    parent: str | None,
    wording: str,
    whole: tuple[str, ...],
    symbol: str,
    title: str,
    as_json: bool,
) -> None:
    """Start a provision from source paragraphs, its provenance certain from birth."""
    if whole:
        _compile(hand, whole, symbol, title, as_json=as_json)
        return
    anchor = after or parent
    if not sources or not anchor:
        raise UsageError(
            "Say what to lift and where.", "As in: draftrace lift WG.1:68(k) --after PA/24(c)."
        )
    refs = [source_ref(hand, s) for s in sources]
    new = wording or _offered(refs)
    target = hand.provision(anchor).id
    entry = hand.perform(
        lambda s, f: tabling.lift(s, f, refs, new, after=target, first_in=bool(parent))
    )
    born = hand.state().now.provisions[f"{entry.act.id}.1"]
    if as_json:
        printing.data({"address": born.now.address, "wording": born.now.wording})
        return
    printing.say(f"Lifted {born.now.address} from {', '.join(sources)}:")
    printing.paragraph(printing.safe(born.now.wording), 2)


def source_ref(hand: Hand, named: str) -> SourceRef:
    """A source paragraph with its wording, named SYMBOL:ADDRESS or as it is printed, SYMBOL
    ADDRESS."""
    from draftrace.text import addresses

    symbol, address = _apart(named, hand.state().now.documents)
    if not address:
        raise UsageError(f"{named} is no source.", "Write SYMBOL:ADDRESS, as in WG.1:68(k).")
    document = document_of(hand, symbol)
    by_address = {p.address: p for p in document.provisions}
    try:
        found = by_address[addresses.resolve(address, list(by_address))]
    except AddressError as refused:
        raise AddressError(f"In {document.symbol}: {refused.message}", refused.hint) from None
    return SourceRef(document=document.symbol, address=found.address, wording=found.wording)


def _apart(named: str, known: Collection[str]) -> tuple[str, str]:
    """The symbol and the address; a symbol may hold what parts the two."""
    for symbol in sorted(known, key=len, reverse=True):
        start, rest = named[: len(symbol)], named[len(symbol) :]
        if start.casefold() == symbol.casefold() and rest[:1] in (":", " "):
            return symbol, rest[1:].strip()
    symbol, _, address = named.partition(":" if ":" in named else " ")
    return symbol, address.strip()


def document_of(hand: Hand, symbol: str) -> Document:
    """The reading of a registered source, by symbol in any case."""
    from draftrace.intake import reading

    known = hand.state().now.documents
    exact = {s.casefold(): s for s in known}.get(symbol.casefold())
    fitting = [s for s in known if symbol.casefold() in s.casefold()]
    name = exact or (fitting[0] if len(fitting) == 1 else "")
    if not name:
        names = ", ".join(fitting or known) or "none yet: `draftrace corpus add FILE`"
        what = "fits several documents" if fitting else "is not registered"
        raise UsageError(f"{symbol} {what}.", f"Registered: {names}.")
    return reading(hand.workspace.corpus, known[name])


def _offered(refs: list[SourceRef]) -> str:
    from draftrace.text.instructions import instruction

    return " ".join(instruction(ref.wording) for ref in refs)


def _compile(
    hand: Hand, symbols: tuple[str, ...], symbol: str, title: str, *, as_json: bool
) -> None:
    from draftrace.room.compiling import compiled

    documents = [document_of(hand, s) for s in symbols]
    lifted: list[tuple[Provision, SourceRef | None]] = compiled(documents)
    hand.perform(
        lambda s, f: tabling.compile_draft(
            s, f, symbol or "compilation", title or "Compilation of conclusions", lifted
        )
    )
    now = hand.state().now
    count = sum(1 for _, ref in lifted if ref is not None)
    if as_json:
        printing.data({"symbol": now.symbol, "provisions": len(lifted), "lifted": count})
        return
    printing.say(f"Tabled {now.symbol}: {count} provisions lifted, each with its source confirmed.")
