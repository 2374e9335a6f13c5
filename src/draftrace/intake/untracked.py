"""What somebody changed without tracking: found by comparison with the issue."""

from __future__ import annotations

from typing import Any

from draftrace.exporters.extract import addresses_in
from draftrace.intake.hands import authors
from draftrace.intake.letters import Matched, bare
from draftrace.intake.paragraphs import typed_label
from draftrace.intake.taking import Taking, in_base
from draftrace.intake.tracked.model import Mark
from draftrace.intake.tracked.numbering import RENUMBERED
from draftrace.room.entities import Issued
from draftrace.text.wording import normalise


def take_untracked(taking: Taking) -> None:
    """Changes nobody tracked, and what stands beside the text."""
    for place, pair in taking.pairs.items():
        _reworded(taking, taking.matched[place], pair.provision, taking.base[place].number)
    _notes(taking)
    _numbers(taking)
    for olds, places, what in taking.alignment.broken:
        text = " / ".join(taking.base[n].text for n in places)
        taking.leave(f"{what}, untracked", ", ".join(i.address for i in olds), "", text)
    _missing(taking)
    _extra(taking)
    for pair in taking.alignment.pairs:
        if pair.provision.address in taking.alignment.moved:
            number = taking.base[pair.paragraph].number
            spot = taking.spot(number, pair.paragraph - 1)
            _quietly(taking, "move", pair.provision, number=number, spot=spot)


def _reworded(taking: Taking, matched: Matched, issued: Issued, number: int) -> None:
    same = matched.exact and not taking.citing.astray(matched)
    wording = "" if same else _said(taking, matched, issued.address, number)
    if wording and wording != normalise(issued.wording):
        _quietly(taking, "wording", issued, wording=wording, number=number)


def _said(taking: Taking, matched: Matched, where: str, number: int) -> str:
    """What a paragraph says without any tracked change; the notes it cites come in first."""
    quiet = matched.quietly_citing(taking.citing.astray(matched))
    nobody = Mark("")
    cited = [run for run in quiet.runs if run.inserted == nobody]
    taking.cited(cited, "", where, number, _why(taking))
    return quiet.wording(lambda r: r.in_base or r.inserted == nobody, taking.citing.note)


def _numbers(taking: Taking) -> None:
    """Numbers typed anew or taken out; where a whole file has none, that is said once. One that the
    program shows beside the typed one somebody gave the paragraph, tracked or not."""
    named = {odd.paragraph for odd in taking.tracked.oddities if odd.what == RENUMBERED}
    for place, pair in taking.pairs.items():
        base = taking.base[place]
        if base.numbered and pair.label and base.number not in named:
            taking.leave("automatic number beside the typed one", pair.provision.address)
    gone: list[str] = []
    for pair in taking.alignment.renumbered:
        typed = taking.matched[pair.paragraph].typed(in_base)
        if not typed:
            gone.append(pair.provision.address)
            continue
        told = f"{pair.provision.label or 'no number'} became {typed}"
        taking.leave("number typed anew, untracked", pair.provision.address, "", told)
    labelled = sum(1 for pair in taking.alignment.pairs if pair.provision.label)
    if 1 < len(gone) == labelled:
        where = f"{gone[0]} to {gone[-1]}"
        taking.leave(f"numbers taken out ({len(gone)}), untracked", where)
        return
    for address in gone:
        taking.leave("number taken out, untracked", address)


def _notes(taking: Taking) -> None:
    ours = {i.note: i for i in taking.alignment.text.provisions if i.kind == "footnote"}
    for theirs, note in taking.citing.ours.items():
        issued, runs = ours.get(note), taking.citing.runs(theirs)
        if issued is None or not taking.citing.is_kept(theirs):
            continue
        number = taking.citing.paragraph(theirs)
        if any(run.in_base and run.text.strip() for run in runs):
            _reworded(taking, Matched(runs, issued.wording, 0), issued, number)
        else:
            _quietly(taking, "deletion", issued, number=number)


def _missing(taking: Taking) -> None:
    """Provisions that are not in the file: taken out, or no part of what was handed out."""
    order, part = _part(taking)
    there = {pair.provision.provision: n for n, pair in taking.pairs.items()}
    outside: list[str] = []
    for issued in taking.alignment.missing:
        if issued.provision not in part:
            outside.append(issued.address)
            continue
        before = [there[i] for i in order[: order.index(issued.provision)] if i in there]
        number = taking.base[before[-1]].number if before else 1
        _quietly(taking, "deletion", issued, number=number)
    if outside:
        where = outside[0] if len(outside) == 1 else f"{outside[0]} to {outside[-1]}"
        taking.leave(f"not part of the file ({len(outside)})", where)


def _part(taking: Taking) -> tuple[list[str], set[str]]:
    """All provisions in their order, and those the file held when it was handed out: an extract
    what was asked for (of a marked one that is told by later numbers: nothing here), a text with
    our seal everything. Of any other file, and of one of which less than half is left, from the
    first to the last that is there: somebody may have cut out what concerned them."""
    text = [i for i in taking.alignment.text.provisions if i.kind != "footnote"]
    order = [i.provision for i in text]
    found = {pair.provision.provision for pair in taking.pairs.values()}
    found |= {i.provision for olds, _n, _w in taking.alignment.broken for i in olds}
    places = [n for n, provision in enumerate(order) if provision in found]
    if taking.tracked.extract and taking.tracked.against:
        return order, set()
    if taking.tracked.extract:
        held = set(addresses_in(text, taking.tracked.extract))
        return order, {i.provision for i in text if i.address in held}
    if taking.tracked.seal and len(places) * 2 >= len(order):
        return order, set(order)
    return order, set(order[places[0] : places[-1]]) if places else set()


def _extra(taking: Taking) -> None:
    first = min(taking.pairs, default=0)
    for place in taking.alignment.extra:
        base = taking.base[place]
        if place < first:
            taking.leave("stands above the text", f"paragraph {base.number}", "", base.text)
        elif not authors(base.runs):
            label = typed_label(base.text, base.style)
            matched = Matched(base.runs, "", len(bare(label)))
            wording = _said(taking, matched, f"paragraph {base.number}", base.number)
            spot = taking.spot(base.number, place - 1, label, base.style)
            _quietly(taking, "insertion", None, wording=wording, number=base.number, spot=spot)


def _quietly(taking: Taking, kind: str, issued: Issued | None, **more: Any) -> None:
    taking.ask(kind, issued, reason=_why(taking), **more)


def _why(taking: Taking) -> str:
    return f"untracked in {taking.file}"
