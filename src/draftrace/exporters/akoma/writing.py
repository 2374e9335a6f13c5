"""The whole document, its metadata first: who, when, which versions, which decisions."""

from __future__ import annotations

from typing import Any

from draftrace.exporters.akoma.amending import Amending
from draftrace.exporters.akoma.body import Body
from draftrace.exporters.akoma.identifying import identified
from draftrace.exporters.akoma.names import (
    NAMESPACE,
    OWN,
    SOURCE,
    Names,
    element,
    organ_of,
    own,
    party,
    slug,
)
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.proposals import rulings
from draftrace.views.seals import seal_of


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
        *identified(names, "main", text.name, amended=bool(amending.offered)),
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
        *identified(amending.names, "amendments", "amendments"),
        *_analysis("activeModifications", amending.active()),
        _references_to(amending.names),
    )
    main = element("mainBody", {}, *amending.paragraphs())
    doc = element("doc", {"name": "amendments"}, meta, main)
    component = element("component", {"eId": amending.names.fresh("cmp_1")}, doc)
    return element("components", {}, component)


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
    return [element("lifecycle", {"source": SOURCE}, *events)] if events else []


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
    return [element("workflow", {"source": SOURCE}, *told_steps)] if told_steps else []


def _analysis(kind: str, mods: list[Any]) -> list[Any]:
    return [element("analysis", {"source": SOURCE}, element(kind, {}, *mods))] if mods else []


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
    return element("references", {"source": SOURCE}, *found)


def _references_to(names: Names) -> Any:
    """What the amendments refer to: the text they would amend."""
    told = {
        "eId": names.fresh("ref_amended"),
        "href": f"{names.expression(names.text)}/!main",
        "showAs": f"{names.text.symbol} ({names.text.name})",
    }
    return element("references", {"source": SOURCE}, element("original", told))


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
    return element("proprietary", {"source": SOURCE}, record, *seals, *documents)
