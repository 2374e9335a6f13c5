"""One word, comma, figure, label or place changed in an issued file is named, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
import typst

from cli.kit import Desk
from draftrace import exporters
from draftrace.exporters import Block, Run, Sheet, compilation, program
from draftrace.workspace import Workspace

FORMATS = ["docx", "odt", "html", "pdf", "txt", "md"]
DRAFT = """\
Symbol: HARB/1

Date: 3 March 2030

# Declaration on Harbours

1. *Reaffirm* our duty to keep every harbour lit, as appropriate, in all seasons;[^1]

2. *Decide* that wardens should:

(a) Paint the posts on the northern quay before winter;

(b) Report each lamp that fails to the office of the port;

(c) Train those who keep the first official flags.

3. *Decide also* to meet again in two years.

[^1]: Resolution 53/115, annex.
"""


@pytest.fixture
def harbour(fresh: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "harbour.md").write_text(DRAFT, encoding="utf-8")
    fresh.done("table", "../harbour.md")
    fresh.done("meeting", "open", "First informal")
    return fresh


def issued(desk: Desk) -> Sheet:
    state = Workspace.find(desk.folder).state()
    return compilation.clean_sheet(state, compilation.chosen(state, "tabled"))


def altered(sheet: Sheet, old: str, new: str) -> Sheet:
    """The sheet with words changed wherever they stand, text or note."""

    def change(each: Any) -> Any:
        runs = tuple(Run(text=run.text.replace(old, new)) for run in each.runs)
        return msgspec.structs.replace(each, runs=runs)

    return msgspec.structs.replace(
        sheet, blocks=tuple(map(change, sheet.blocks)), notes=tuple(map(change, sheet.notes))
    )


def relabelled(sheet: Sheet) -> Sheet:
    def change(block: Block) -> Block:
        return msgspec.structs.replace(block, label="(d)") if block.label == "(c)" else block

    return msgspec.structs.replace(sheet, blocks=tuple(map(change, sheet.blocks)))


def swapped(sheet: Sheet) -> Sheet:
    """The words of (a) and (b) each in the other's place."""
    places = {block.label: place for place, block in enumerate(sheet.blocks)}
    blocks = list(sheet.blocks)
    first, second = blocks[places["(a)"]], blocks[places["(b)"]]
    blocks[places["(a)"]] = msgspec.structs.replace(first, runs=second.runs)
    blocks[places["(b)"]] = msgspec.structs.replace(second, runs=first.runs)
    return msgspec.structs.replace(sheet, blocks=tuple(blocks))


def without(sheet: Sheet, label: str) -> Sheet:
    return msgspec.structs.replace(
        sheet, blocks=tuple(block for block in sheet.blocks if block.label != label)
    )


def with_another(sheet: Sheet, after: str, words: str) -> Sheet:
    """One more paragraph like the one after which it comes, without a label."""
    blocks = list(sheet.blocks)
    place = next(n for n, block in enumerate(blocks) if block.label == after)
    like = msgspec.structs.replace(blocks[place], kind="paragraph", label="", level=1)
    blocks.insert(place + 1, msgspec.structs.replace(like, runs=(Run(text=words),)))
    return msgspec.structs.replace(sheet, blocks=tuple(blocks))


def unequal(desk: Desk, sheet: Sheet, suffix: str) -> dict[str, str]:
    """What verify names: the words out and in, by address."""
    path = desk.folder / f"issued.{suffix}"
    exporters.write(sheet, path)
    told = desk("verify", str(path), "--against", "tabled", "--json")
    assert told.code == int(not told.json["equal"])
    return {
        found["address"]: "".join(f"{op}{text}" for op, text in found["redline"] if op != "=")
        for found in told.json["differences"]
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("change", "address", "words"),
    [
        (lambda s: altered(s, "northern", "southern"), "2(a)", "-northern+southern"),
        (lambda s: altered(s, "as appropriate, in", "as appropriate in"), "1", "-,"),
        (lambda s: altered(s, "53/115", "53/116"), "note:1", "-53/115+53/116"),
        (relabelled, "2(c)", "-c+d"),
        (lambda s: altered(s, "on Harbours", "on all Harbours"), "title", "+all"),
        (lambda s: without(s, "3"), "3", "-3Decidealsotomeetagainintwoyears"),
        (lambda s: altered(s, "official ", ""), "2(c)", "-official"),
        (lambda s: altered(s, "again in", "again on lamp care in"), "3", "+onlampcare"),
    ],
    ids=[
        "word",
        "comma",
        "figure in a note",
        "label",
        "title",
        "paragraph gone",
        "word gone",
        "words come",
    ],
)
def test_one_change_is_named_exactly(
    harbour: Desk, suffix: str, change: Callable[[Sheet], Sheet], address: str, words: str
) -> None:
    found = unequal(harbour, change(issued(harbour)), suffix)
    assert list(found) == [address]
    assert found[address].replace(" ", "").replace(".", "") == words


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_paragraph_that_came_in_is_named(harbour: Desk, suffix: str) -> None:
    came = "Nobody agreed to these words."
    found = unequal(harbour, with_another(issued(harbour), "3", came), suffix)
    assert len(found) == 1
    assert next(iter(found.values())).strip() == f"+{came}"


def test_words_that_came_into_a_pdf_are_told_with_their_spaces(harbour: Desk) -> None:
    sheet = altered(issued(harbour), "the office", "the keeper of the office")
    found = unequal(harbour, altered(sheet, "Train those who keep", "Train"), "pdf")
    assert found == {"2(b)": "+ the keeper of", "2(c)": "- those who keep"}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("again in two", "again intwo", {"3": "-in two+intwo"}),
        ("before winter", "be fore winter", {"2(a)": "-before+be fore"}),
        ("Resolution 53", "Reso lution 53", {"note:1": "-Resolution+Reso lution"}),
    ],
    ids=["run together", "apart", "in a note"],
)
def test_a_space_that_went_or_came_within_words_is_named(
    harbour: Desk, suffix: str, old: str, new: str, told: dict[str, str]
) -> None:
    assert unequal(harbour, altered(issued(harbour), old, new), suffix) == told


def test_a_marked_pdf_whose_words_run_together_is_named(harbour: Desk) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "2(a)", "--by", "EU", "--replace", "northern", "southern")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    harbour.done("issue", "Rev.1")
    state = Workspace.find(harbour.folder).state()
    text, base = (compilation.chosen(state, name) for name in ("Rev.1", "tabled"))
    sheet = altered(compilation.marked_sheet(state, text, base), "posts on", "postson")
    exporters.write(sheet, harbour.folder / "marked.pdf")
    told = harbour("verify", "marked.pdf", "--against", "Rev.1", "--json").json["differences"]
    assert [(d["address"], d["redline"][1:3]) for d in told] == [
        ("2(a)", [["-", "posts on"], ["+", "postson"]])
    ]


def test_a_word_ahead_of_a_note_is_that_notes(fresh: Desk, tmp_path: Path) -> None:
    notes = "[^1]: Resolution 53/115.\n\n[^2]: Resolution 53/116.\n"
    draft = f"# Declaration\n\n1. Keep the lamps[^1] lit[^2] in all seasons;\n\n{notes}"
    (tmp_path / "lamps.md").write_text(draft, "utf-8")
    fresh.done("table", "../lamps.md", "--symbol", "L.1")
    ahead = altered(issued(fresh), "Resolution 53/116", "Never resolution 53/116")
    found = unequal(fresh, altered(ahead, "resolution 53/116", "Resolution 53/116"), "pdf")
    assert found == {"note:2": "+Never "}
    (fresh.folder / "issued.pdf").unlink()
    behind = altered(issued(fresh), "53/115.", "53/115. Never.")
    assert unequal(fresh, behind, "pdf") == {"note:1": "+ Never."}


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_swapped_paragraphs_are_named(harbour: Desk, suffix: str) -> None:
    found = unequal(harbour, swapped(issued(harbour)), suffix)
    assert set(", ".join(found).split(", ")) == {"2(a)", "2(b)"}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two years", "two\u00a0years"),
        ("first official flags", "ﬁrst oﬃcial ﬂags"),
        ("northern", "nor\u00adthern"),
        ("posts on", "posts\non"),
        ("before", "be\u200bfore"),
    ],
    ids=["no-break space", "ligature", "soft hyphen", "line end", "zero width"],
)
def test_what_only_guides_the_printer_is_no_difference(
    harbour: Desk, suffix: str, old: str, new: str
) -> None:
    assert unequal(harbour, altered(issued(harbour), old, new), suffix) == {}


def test_no_word_of_a_pdf_is_hyphenated(harbour: Desk) -> None:
    from draftrace.readers import read

    long = " ".join(["internationalization", "misunderstandings", "responsibilities"] * 40)
    sheet = altered(issued(harbour), "northern", long)
    path = harbour.folder / "long.pdf"
    exporters.write(sheet, path)
    assert any(long in provision.wording for provision in read(path).provisions)


def test_a_word_broken_at_its_slash_is_one_word(fresh: Desk, tmp_path: Path) -> None:
    words = " ".join(f"{'h' * (n % 7 + 3)}/{'q' * (n % 5 + 4)}" for n in range(60)) + "."
    (tmp_path / "slashes.md").write_text(f"# Declaration\n\n1. {words}\n\n2. End.\n", "utf-8")
    fresh.done("table", "../slashes.md", "--symbol", "L.1")
    path = str(fresh.folder / "slashes.pdf")
    fresh.done("export", "--revision", "tabled", "--to", path)
    read = fresh.done("read", path, "--json").json["provisions"]
    assert [p["wording"] for p in read if p["address"] == "1"] == [words]


def test_a_print_may_cut_a_word_say_its_title_twice_and_count_no_rows(
    fresh: Desk, tmp_path: Path
) -> None:
    word = "harbour" * 20
    table = "| Port | Lamps |\n|---|---|\n| North | 12 |\n"
    text = f"# Declaration\n\n1. Light {word} now.\n\n{table}\n# Annex\n\n1. End.\n"
    (tmp_path / "ports.md").write_text(text, "utf-8")
    fresh.done("table", "../ports.md", "--symbol", "L.1")
    printed = (
        "= Declaration\n\n= Declaration\n\n"
        f"#par[1. Light \\ {word[:70]} \\ {word[70:]} now.]\n\nPort | Lamps\n\nNorth | 12\n\n"
        "= Annex\n\n1. End.\n"
    )
    path = fresh.folder / "print.pdf"
    for source, equal in ((printed, True), (printed.replace("harbour ", "harbours ", 1), False)):
        path.write_bytes(typst.compile(source.replace("1. ", "1\\. ").encode()))
        found = fresh("verify", str(path), "--against", "tabled", "--json").json
        assert found["equal"] is equal, found


def test_a_file_is_held_against_a_decision(harbour: Desk) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "2(a)", "--by", "EU", "--replace", "northern", "southern")
    harbour.done("propose", "3", "--by", "EU", "--delete", "also")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    entry = str(harbour.done("log", "--json").json[-1]["position"])
    harbour.done("export", "--revision", "standing", "--to", "now.docx")
    harbour.done("export", "--revision", "tabled", "--to", "then.docx")
    for name in ("EU-1", "eu-1", entry):
        assert "Equal" in harbour.done("verify", "now.docx", "--against", name).out
    told = harbour("verify", "then.docx", "--against", "EU-1", "--json")
    assert told.code == 1
    (found,) = told.json["differences"]
    assert found["address"] == "2(a)"
    assert [part for part in found["redline"] if part[0] != "="] == [
        ["-", "southern"],
        ["+", "northern"],
    ]
    harbour.refused("no revision or decision", "verify", "now.docx", "--against", "X-9", code=2)
    harbour.refused("no revision or decision", "verify", "now.docx", "--against", "EU-2", code=2)
    harbour.refused("fixed no words", "verify", "now.docx", "--against", "1", code=2)


def test_what_a_decision_struck_must_be_gone(harbour: Desk) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "3", "--by", "EU", "--strike")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    harbour.done("export", "--revision", "standing", "--to", "now.odt")
    harbour.done("export", "--revision", "tabled", "--to", "then.odt")
    assert "Equal" in harbour.done("verify", "now.odt", "--against", "EU-1").out
    told = harbour("verify", "then.odt", "--against", "EU-1", "--json")
    assert [(d["address"], d["change"]) for d in told.json["differences"]] == [("3", "new")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_paragraphs_without_numbers_that_changed_places_are_named(
    fresh: Desk, tmp_path: Path, suffix: str
) -> None:
    """A page does not tell where they end: run together, they still stand in an order."""
    lines = "Recalling the charter,\n\nMindful of fog and rain,\n\n1. Agree;\n\n2. Disagree."
    (tmp_path / "t.md").write_text(f"# Lamps\n\nWe, the ports,\n\n{lines}\n", "utf-8")
    fresh.done("table", "../t.md", "--symbol", "L/1")
    sheet = issued(fresh)
    places = {block.runs[0].text[:3]: n for n, block in enumerate(sheet.blocks)}
    blocks = list(sheet.blocks)
    first, second = places["Rec"], places["Min"]
    blocks[first], blocks[second] = blocks[second], blocks[first]
    path = fresh.folder / f"swapped.{suffix}"
    exporters.write(msgspec.structs.replace(sheet, blocks=tuple(blocks)), path)
    told = fresh("verify", str(path), "--against", "tabled")
    assert told.code == 1
    assert "Recalling" in told.out or "Mindful" in told.out


def test_the_changed_word_of_a_short_heading_is_one_difference(fresh: Desk, tmp_path: Path) -> None:
    text = "# Lamps\n\n## I. Duties\n\n1. Agree;\n\n## II. Review\n\n2. Disagree.\n"
    (tmp_path / "t.md").write_text(text, "utf-8")
    fresh.done("table", "../t.md", "--symbol", "L/1")
    (tmp_path / "t.md").write_text(text.replace("Duties", "Rights"), "utf-8")
    (found,) = fresh("verify", "../t.md", "--against", "tabled", "--json").json["differences"]
    assert found["address"] == "h:I"
    assert [part for part in found["redline"] if part[0] != "="] == [
        ["-", "Duties"],
        ["+", "Rights"],
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_note_cited_elsewhere_is_named(harbour: Desk, suffix: str) -> None:
    sheet = altered(issued(harbour), "seasons;[^1]", "seasons;")
    found = unequal(harbour, altered(sheet, "winter;", "winter;[^1]"), suffix)
    number = "¹" if suffix == "txt" else "[^1]"
    assert found == {"1": f"-{number}", "2(a)": f"+{number}"}


PLAIN = """\
{above}Declaration on Harbours

1. Reaffirm our duty to keep every harbour lit, as appropriate, in all seasons;¹

2. Decide that wardens should:

(a) Paint the posts on the northern quay before winter;

(b) Report each lamp that fails to the office of the port;

(c) Train those who keep the first official flags.

3. Decide also to meet again in two years.

¹ Resolution 53/115, annex.
"""


@pytest.mark.parametrize(
    ("above", "named"),
    [
        ("General Assembly\n\nSeventy-fifth session\n\nAgenda item 12 (b)\n\n", []),
        ("Items 3 (a), 4 and 12 of the provisional agenda\n\nVell, 3 March 2030\n\n", []),
        ("Distr.: Limited\n\n3 March 2030\n\nOriginal: English\n\n", []),
        ("HARB/1\n\nPort Commission on Lamps\n\nVell, 3-5 March 2030\n\n", []),
        ("Port Commission HARB/1/Rev.7 Distr.: Limited 3 March 2030\n\n", []),
        ("Distr.: Limited\n\nThe port is sold.\n\n", ["The port is sold."]),
        ("General Assembly decides to sell the port\n\n", ["General Assembly decides to sell …"]),
        ("The port is sold\n\nDistr.: Limited\n\n", ["The port is sold"]),
        ("Agenda item 7: the port is sold\n\n", ["Agenda item 7: the port is sold"]),
        ("Sold by the port, 3 March 2030\n\n", ["Sold by the port, 3 March 2030"]),
        ("The port is sold in session\n\n", ["The port is sold in session"]),
    ],
    ids=[
        *("organ", "items", "labels", "symbol", "one line", "a sentence", "an organ's act"),
        *("above all", "an item's words", "a place", "a session"),
    ],
)
def test_only_a_masthead_may_stand_above_the_title(
    harbour: Desk, above: str, named: list[str]
) -> None:
    (harbour.folder / "printed.txt").write_text(PLAIN.format(above=above), "utf-8")
    told = harbour("verify", "printed.txt", "--against", "tabled", "--json")
    assert told.code == bool(named)
    assert [d["address"] for d in told.json["differences"]] == ["above the title"] * len(named)
    for found, words in zip(told.json["differences"], named, strict=True):
        assert found["redline"][0][1].startswith(words.removesuffix("…"))
        assert "[masthead]" in told.err


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_masthead_that_is_not_of_this_issue_is_named(harbour: Desk, suffix: str) -> None:
    sheet = issued(harbour)
    borne = msgspec.structs.replace(
        sheet.masthead, notice="The port is sold.", agenda_item="7: lamps", organ="Port Commission"
    )
    there = msgspec.structs.replace(sheet, masthead=borne)
    path = harbour.folder / f"theirs.{suffix}"
    exporters.write(there, path)
    told = harbour("verify", str(path), "--against", "tabled", "--json").json
    words = " ".join(w for d in told["differences"] for op, w in d["redline"] if op == "+")
    assert {d["address"] for d in told["differences"]} == {"above the title"}
    assert "Agenda item 7: lamps" in words
    assert "The port is sold." in words
    settings = 'notice = "The port is sold."\nagenda_item = "7: lamps"\n'
    (harbour.folder / ".draftrace.toml").write_text(f"[masthead]\n{settings}", "utf-8")
    assert unequal(harbour, there, suffix) == {}


def _headed_word(path: Path) -> None:
    file = docx.Document(str(path))
    file.sections[0].first_page_header.add_paragraph("The port is sold.")
    file.sections[0].footer.add_paragraph("Vell pays, page 2 of 3")
    file.save(str(path))


def _headed_writer(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for where, words in (("header", "The port is sold."), ("footer", "Vell pays, page 2 of 3")):
        line = f"<text:p>{words}</text:p></style:{where}>"
        parts["styles.xml"] = parts["styles.xml"].replace(f"</style:{where}>", line, 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


@pytest.mark.parametrize(("suffix", "spoil"), [("docx", _headed_word), ("odt", _headed_writer)])
def test_a_line_at_the_head_or_foot_of_the_pages_is_named(
    harbour: Desk, suffix: str, spoil: Callable[[Path], None]
) -> None:
    path = harbour.folder / f"issued.{suffix}"
    harbour.done("export", "--revision", "tabled", "--to", str(path))
    harbour.done("verify", str(path), "--against", "tabled")
    spoil(path)
    told = harbour("verify", str(path), "--against", "tabled", "--json")
    assert told.code == 1
    assert [(d["address"], d["redline"]) for d in told.json["differences"]] == [
        ("above the title", [["+", "The port is sold."]]),
        ("at the foot of the page", [["+", "Vell pays,"]]),
    ]


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "pdf"])
def test_what_a_marked_file_shows_around_is_no_difference(harbour: Desk, suffix: str) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "2(a)", "--by", "EU", "--replace", "northern", "southern")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    harbour.done("issue", "Rev.1")
    harbour.done("export", "--as", "marked", "--to", f"marked.{suffix}")
    harbour.done("verify", f"marked.{suffix}", "--against", "Rev.1")


@pytest.mark.parametrize("hidden", ["masthead", "reason", "sponsor", "legend"])
def test_words_of_a_page_do_not_pass_for_its_furniture(harbour: Desk, hidden: str) -> None:
    page = harbour.folder / "page.html"
    harbour.done("export", "--revision", "tabled", "--to", str(page))
    said = page.read_text("utf-8")
    put = f'<div class="{hidden}"><p>The port is sold.</p></div>'
    page.write_text(said.replace("<main>", f"<main>{put}"), "utf-8")
    told = harbour("verify", str(page), "--against", "tabled", "--json").json
    assert [d["redline"] for d in told["differences"]] == [[["+", "The port is sold."]]]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_decision_fixes_where_a_note_stands(harbour: Desk, suffix: str) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "1", "--by", "EU", "--replace", "duty", "task")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    sheet = altered(issued(harbour), "duty", "task")
    path = harbour.folder / f"kept.{suffix}"
    exporters.write(sheet, path)
    harbour.done("verify", str(path), "--against", "EU-1")
    there = altered(sheet, "lit,", "lit,[^1]")
    path = harbour.folder / f"moved.{suffix}"
    exporters.write(altered(there, "seasons;[^1]", "seasons;"), path)
    told = harbour("verify", str(path), "--against", "EU-1", "--json").json
    (found,) = told["differences"]
    assert "".join(f"{op}{text}" for op, text in found["redline"] if op != "=") == "+[^1]-[^1]"


def test_paragraphs_saved_as_lines_are_paragraphs(harbour: Desk) -> None:
    lines = PLAIN.format(above="").replace("\n\n", "\n").replace(". ", ".\t").replace(") ", ")\t")
    (harbour.folder / "saved.txt").write_text(lines, "utf-8")
    harbour.done("verify", "saved.txt", "--against", "tabled")


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_a_file_of_the_standing_text_bears_is_furniture(harbour: Desk, suffix: str) -> None:
    """Its seal is no issue's, and no word of the text either."""
    harbour.done("party", "add", "EU")
    harbour.done("propose", "2(a)", "--by", "EU", "--replace", "northern", "southern")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    path = str(harbour.folder / f"standing.{suffix}")
    harbour.done("export", "--revision", "standing", "--to", path)
    told = harbour("verify", path, "--against", "tabled", "--json").json
    assert [each["address"] for each in told["differences"]] == ["2(a)"]


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "txt", "md"])
def test_our_own_file_taken_in_as_a_revision_changes_nothing(harbour: Desk, suffix: str) -> None:
    path = str(harbour.folder / f"tabled.{suffix}")
    harbour.done("export", "--revision", "tabled", "--to", path)
    taken = ["receive-revision", path, "--symbol", "HARB/1/Rev.1", "--dry-run", "--json"]
    told = harbour.done(*taken).json
    assert {each["change"] for each in told["provisions"]} <= {"unchanged"}, told
    assert not told["dropped"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_seal_in_the_file_says_of_which_issue_it_is(harbour: Desk, suffix: str) -> None:
    harbour.done("party", "add", "EU")
    harbour.done("propose", "2(a)", "--by", "EU", "--replace", "northern", "southern")
    harbour.done("accept", "EU-1", "--by", "CHAIR")
    harbour.done("issue", "Rev.1")
    harbour.done("export", "--revision", "Rev.1", "--to", f"rev1.{suffix}")
    told = harbour("verify", f"rev1.{suffix}", "--against", "tabled")
    assert told.code == 1
    assert f"rev1.{suffix} --against Rev.1" in told.err
    assert "above the title" not in told.out
    assert "seal of" not in harbour.done("verify", f"rev1.{suffix}", "--against", "Rev.1").err


REPORT_AROUND = """\
Report of the Port Commission

1. The Commission met in Vell from 3 to 5 March.

2. It was opened by the keeper of the port.

3. At its second meeting it adopted the declaration below.

Political Declaration on Harbours and Lamps

We, the ministers of the ports,

Recalling the charter,

1. Reaffirm our duty to keep every lamp lit;

2. Decide to meet again in two years.

4. The Commission closed its meeting on 5 March.

5. It adopted its report.
"""


def test_an_instrument_inside_a_report_is_compared_alone(fresh: Desk, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT_AROUND, "utf-8")
    fresh.done("table", str(report), "--symbol", "P/1")
    told = fresh.done("verify", str(report), "--against", "tabled", "--json")
    assert told.json["equal"]
    assert "around" in told.err
    report.write_text(REPORT_AROUND.replace("every lamp", "each lamp"), "utf-8")
    told = fresh("verify", str(report), "--against", "tabled", "--json")
    assert [d["address"] for d in told.json["differences"]] == ["PDHL/1"]


def test_pandocs_plain_text_of_an_issue_is_the_issue(harbour: Desk) -> None:
    """Notes between brackets and all; a number that parties differ about stays one."""
    harbour.done("export", "--revision", "tabled", "--to", "issued.docx")
    issued_file = harbour.folder / "issued.docx"
    plain = program.run(["-f", "docx", "-t", "plain"], issued_file.read_bytes()).decode()
    assert "seasons;[1]" in plain
    (harbour.folder / "plain.txt").write_text(plain, "utf-8")
    harbour.done("verify", "plain.txt", "--against", "tabled")
    (harbour.folder / "plain.txt").write_text(plain.replace("53/115", "53/116"), "utf-8")
    told = harbour("verify", "plain.txt", "--against", "tabled", "--json").json["differences"]
    assert [d["address"] for d in told] == ["note:1"]
    (harbour.folder / "plain.txt").write_text(plain.replace("every harbour", "every[2] harbour"))
    told = harbour("verify", "plain.txt", "--against", "tabled", "--json").json["differences"]
    assert "1" in {d["address"] for d in told}


SAVED_FROM_A_PAGE = """\
# Declaration on Harbours

1\\. *Reaffirm* our duty to keep every harbour lit, as appropriate, in all
seasons;[^{figure}^](#fn1)

2\\. *Decide* that wardens should:

\\(a) Paint the posts on the northern quay before winter;

\\(b) Report each lamp that fails to the office of the port;

\\(c) Train those who keep the first official flags.

3\\. *Decide also* to meet again in two years.

1. Resolution 53/{number}, annex.[\u21a9\ufe0e](#fnref1)
"""


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_a_web_page_saved_as_a_word_file_has_its_notes(harbour: Desk, suffix: str) -> None:
    """LibreOffice saves those of a page that pandoc wrote as a list, with links there and back."""

    def saved(figure: str = "1", number: str = "115") -> list[str]:
        said = SAVED_FROM_A_PAGE.format(figure=figure, number=number).encode()
        content = program.run(["-f", "markdown", "-t", suffix], said)
        (harbour.folder / f"saved.{suffix}").write_bytes(content)
        told = harbour("verify", f"saved.{suffix}", "--against", "tabled", "--json").json
        return [each["address"] for each in told["differences"]]

    assert saved() == []
    assert saved(number="116") == ["note:1"]
    assert "1" in saved(figure="2")
