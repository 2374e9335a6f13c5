"""The whole document, its metadata first: who, when, which versions, which decisions."""

from __future__ import annotations

from functools import partial
from typing import Any

from draftrace.exporters.akoma.amending import Amending
from draftrace.exporters.akoma.body import Body
from draftrace.exporters.akoma.names import (
    NAMESPACE,
    OWN,
    Names,
    element,
    organ_of,
    own,
    party,
    slug,
    work,
)
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.proposals import rulings
from draftrace.views.seals import seal_of

_SOURCE = "#draftrace"


def akoma_ntoso(state: State, text: Revision, head: str) -> bytes:
    """The text of an issue, every proposal made up to it and every decision taken on it.

    ``head`` is the hash of the record's last entry.
    """
    from lxml import etree

    names = Names(state, text)
    amending = Amending(names)
    body = Body(names).elements(state.now.title, text.symbol)
    meta = element(
        "meta",
        {},
        _identification(names, "main", text.name),
        *_lifecycle(names),
        *_workflow(names),
        *_analysis("passiveModifications", amending.passive()),
        _references(names),
        _proprietary(state, text, head),
    )
    kind = "resolution" if text.name.startswith("adopted") else "resolutionDraft"
    statement = element("statement", {"name": kind}, meta, *body)
    statement.set("contains", "originalVersion" if text.name == "tabled" else "singleVersion")
    if amending.offered:
        statement.append(_amendments(amending))
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE, "dt": OWN})
    root.append(statement)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["dt"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def _amendments(amending: Amending) -> Any:
    meta = element(
        "meta",
        {},
        _identification(amending.names, "amendments", "amendments"),
        *_analysis("activeModifications", amending.active()),
    )
    main = element("mainBody", {}, *amending.paragraphs())
    doc = element("doc", {"name": "amendments"}, meta, main)
    component = element("component", {"eId": amending.names.fresh("cmp_1")}, doc)
    return element("components", {}, component)


def _identification(names: Names, part: str, version: str) -> Any:
    state, text = names.state, names.text
    first = state.past.revisions[0] if state.past.revisions else text
    named, day = work(state), text.stamp.happened[:10]
    expression = names.expression(text)
    written = partial(_written, text)
    return element(
        "identification",
        {"source": _SOURCE},
        written(
            ("FRBRWork", f"{named}/!{part}", named),
            (first.stamp.happened[:10], first.name),
            "#organ",
            element("FRBRcountry", {"value": "un"}),
            element("FRBRsubtype", {"value": "deliberation"}),
            element("FRBRnumber", {"value": first.symbol}),
            element("FRBRname", {"value": state.now.title}),
        ),
        written(
            ("FRBRExpression", f"{expression}/!{part}", expression),
            (day, text.name),
            party(text.stamp.by),
            element("FRBRversionNumber", {"value": version}),
            element("FRBRlanguage", {"language": "eng"}),
        ),
        written(
            ("FRBRManifestation", f"{expression}/!{part}.xml", f"{expression}.xml"),
            (day, "export"),
            _SOURCE,
            element("FRBRformat", {"value": "application/akn+xml"}),
        ),
    )


def _written(
    text: Revision, named: tuple[str, str, str], dated: tuple[str, str], author: str, *rest: Any
) -> Any:
    """One level: its element, its own identifier and that of the whole; its day and why; whose it
    is: the work an organ's, an issue of whoever issued it, the file ours."""
    level, this, whole = named
    return element(
        level,
        {},
        element("FRBRthis", {"value": this}),
        element("FRBRuri", {"value": whole}),
        element("FRBRalias", {"name": "symbol", "value": text.symbol}),
        element("FRBRdate", {"date": dated[0], "name": dated[1]}),
        element("FRBRauthor", {"href": author}),
        *rest,
    )


def _lifecycle(names: Names) -> list[Any]:
    events = []
    for number, revision in enumerate(names.issues):
        told = {
            "eId": names.fresh(f"eref_{number + 1}"),
            "date": revision.stamp.happened,
            "source": f"#ref_{slug(revision.name)}",
            "type": "amendment" if number else "generation",
        }
        events.append(element("eventRef", told))
    return [element("lifecycle", {"source": _SOURCE}, *events)] if events else []


def _workflow(names: Names) -> list[Any]:
    """A step a decision and provision, in the order of the record; the issues are steps too."""
    state, until = names.state, names.text.stamp.position
    steps: list[tuple[str, Any]] = []
    for issued in names.text.provisions:
        for ruling in rulings(state, issued.provision, until=until):
            stamp = state.past.stamps[ruling.act]
            told = {
                "eId": names.fresh(f"act_{stamp.position}"),
                "date": ruling.happened,
                "by": party(ruling.by),
                "outcome": f"#state_{slug(ruling.outcome)}",
                "refersTo": f"#meeting_{slug(stamp.meeting)}" if stamp.meeting else "",
                "href": names.href(issued.provision),
            }
            steps.append((f"{stamp.position:09}", element("step", told)))
    for revision in names.issues:
        told = {
            "eId": names.fresh(f"act_{revision.stamp.position}"),
            "date": revision.stamp.happened,
            "by": party(revision.stamp.by),
            "outcome": f"#state_{slug(revision.stamp.kind)}",
        }
        steps.append((f"{revision.stamp.position:09}", element("step", told)))
    steps.sort(key=lambda step: step[0])
    told_steps = [step for _, step in steps]
    return [element("workflow", {"source": _SOURCE}, *told_steps)] if told_steps else []


def _analysis(kind: str, mods: list[Any]) -> list[Any]:
    return [element("analysis", {"source": _SOURCE}, element(kind, {}, *mods))] if mods else []


def _references(names: Names) -> Any:
    state = names.state
    found = [
        element(
            "original" if not n else "passiveRef",
            {
                "eId": f"ref_{slug(revision.name)}",
                "href": f"{names.expression(revision)}/!main",
                "showAs": f"{revision.symbol} ({revision.name})",
            },
        )
        for n, revision in enumerate(names.issues)
    ]
    found.append(_named("TLCOrganization", "draftrace", "/akn/ontology/software", "draftrace"))
    code, name = organ_of(names.issues[0].symbol if names.issues else names.text.symbol)
    found.append(_named("TLCOrganization", "organ", f"/akn/ontology/organization/un/{code}", name))
    for code, who in state.now.parties.items():
        ontology = f"/akn/ontology/organization/un/{slug(code)}"
        found.append(_named("TLCOrganization", f"party_{slug(code)}", ontology, who.name))
    for meeting in state.now.meetings.values():
        ontology = f"/akn/ontology/event/un/{slug(meeting.id)}"
        found.append(_named("TLCEvent", f"meeting_{slug(meeting.id)}", ontology, meeting.name))
    states = {ruling.outcome for i in state.now.provisions for ruling in rulings(state, i)} | {
        revision.stamp.kind for revision in state.past.revisions
    }
    for outcome in sorted(states):
        ontology = f"/akn/ontology/concept/un/{slug(outcome)}"
        found.append(_named("TLCConcept", f"state_{slug(outcome)}", ontology, outcome))
    return element("references", {"source": _SOURCE}, *found)


def _named(tag: str, name: str, href: str, shown: str) -> Any:
    return element(tag, {"eId": name, "href": href, "showAs": shown or name})


def _proprietary(state: State, text: Revision, head: str) -> Any:
    """What the standard has no place for: the seals, the hashes of sources and record."""
    seals = [
        own("seal", {"revision": r.name, "symbol": r.symbol, "sha256": seal_of(r)})
        for r in {r.name: r for r in (*state.past.revisions, text)}.values()
    ]
    documents = [
        own("document", {"symbol": symbol, "file": d.file, "sha256": d.sha256})
        for symbol, d in state.now.documents.items()
    ]
    record = own("record", {"workspace": state.now.workspace, "head": head})
    return element("proprietary", {"source": _SOURCE}, record, *seals, *documents)
