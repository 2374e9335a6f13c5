"""Lineage pictures: well-formed, deterministic, told in words, nothing crowded."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from draftrace.errors import DraftraceError
from draftrace.exporters.measuring import broken, length
from draftrace.exporters.pictures import as_svg, write_picture
from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.lineage import Picture, picture
from room_kit import Room, document

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>alert(1)</script> &amp; \"' --> ]]> \x1b[31m \u202e"


def negotiated() -> Room:
    """A text with sources, rewordings, rejections, strikes and insertions over three issues."""
    lines = ["# Part"]
    for n in range(1, 31):
        lines += [f"{n}. States shall review progress number {n} every year, in every port;"]
    made = Room(document(*lines))
    made.register("A/RES/2030/WG.1/3")
    for n in range(1, 6):
        for m in range(n):
            source = SourceRef(
                document="A/RES/2030/WG.1/3", address=f"{n}({m})", wording=f"{EVIL} every year"
            )
            made.act(
                "EU",
                lambda s, f, n=n, source=source: corpus.link(
                    s, f, made.id(str(n)), source, relation="partial"
                ),
            )
    made.accept(made.propose("EU", "1", f"States shall {EVIL} review progress;", reason=EVIL))
    for n in range(2, 9):
        made.propose("NOR", str(n), f"States shall rarely review progress number {n};")
        made.propose("CUB", str(n), f"States shall never review progress number {n};")
        made.reject(f"CUB-{n - 1}")
    made.accept(made.insert("CUB", "8", "Pneumono" + "ultra" * 60 + " ports shall be kept."))
    made.accept(made.strike("EU", "30"))
    made.issue()
    made.accept("NOR-1")
    late = made.insert("CUB", "4", "Ferries shall carry lamps.")
    made.accept(late)
    source = SourceRef(document="A/RES/2030/WG.1/3", address="9", wording="Lamps on ferries")
    inserted = made.proposal(late).provision
    made.act("EU", lambda s, f: corpus.link(s, f, inserted, source, relation="partial"))
    made.issue()
    return made


@pytest.fixture(scope="module")
def room() -> Room:
    return negotiated()


def shown(room: Room, *addresses: str) -> Picture:
    """Several provisions as one picture, as a part is."""
    each = [picture(room.state, a) for a in addresses]
    columns = max((p.columns for p in each), key=len)
    strands = tuple(s for p in each for s in p.strands if len(s.stops) == len(columns))
    return Picture(title="Part & more", columns=columns, strands=strands)


def many(room: Room) -> Picture:
    return shown(room, *(p.now.address for p in room.state.standing() if p.kind != "footnote"))


def texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}text"))


def lines_of(text: ElementTree.Element) -> list[str]:
    return [t for t in ["".join(span.itertext()) for span in text] or [text.text or ""] if t]


@pytest.mark.parametrize("whole", [True, False])
def test_a_picture_is_well_formed_titled_and_described(room: Room, whole: bool) -> None:
    svg = as_svg(many(room) if whole else picture(room.state, "1"))
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert (title.text or "").startswith("Lineage of ")
    assert description is not None
    assert "EU-1" in (description.text or "")
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert "\u202e" not in svg


def test_the_same_picture_gives_the_same_bytes(room: Room) -> None:
    assert as_svg(many(room)) == as_svg(many(room))


def test_all_that_is_said_of_one_provision_is_in_its_picture(room: Room) -> None:
    said = " ".join(
        line for text in texts(as_svg(picture(room.state, "1"))) for line in lines_of(text)
    )
    source = "Source: A/RES/2030/WG.1/3 1(0)"
    for part in (source, "suspect:", "EU-1 (EU): accepted", "Reason of EU:"):
        assert part in said
    assert re.search(r"tabled · 1 · tabled .* Rev\.1 · 1 · reworded", said.replace("  ", " "))


def test_every_outcome_is_said_in_words(room: Room) -> None:
    said = {line for text in texts(as_svg(many(room))) for line in lines_of(text)}
    for word in ("tabled", "new", "reworded", "renumbered", "unchanged", "CUB-1 rejected"):
        assert word in said
    assert "struck" in str(
        [lines_of(t) for t in texts(as_svg(picture(room.state, "Rev.1:1")))]
        + [lines_of(t) for t in texts(as_svg(picture(room.state, "tabled:30")))]
    )


@pytest.mark.parametrize("whole", [True, False])
def test_no_line_of_text_leaves_the_page_or_lies_on_another(room: Room, whole: bool) -> None:
    svg = as_svg(many(room) if whole else picture(room.state, "5"))
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    boxes = []
    for text in texts(svg):
        size, x, y = (float(text.get(k, 0)) for k in ("font-size", "x", "y"))
        for n, line in enumerate(lines_of(text)):
            bold = text.get("font-weight") == "bold"
            base = y + n * size * 1.35
            boxes.append((x, base - size * 0.8, x + length(line, size, bold=bold), base, line))
    for left, top, right, bottom, line in boxes:
        assert left >= 0, line
        assert right <= width, line
        assert top >= 0, line
        assert bottom <= height, line
    boxes.sort(key=lambda b: b[1])
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            if other[1] >= one[3]:
                break
            assert other[0] >= one[2] or one[0] >= other[2], (one, other)


def test_lines_break_at_words_and_long_words_anywhere() -> None:
    text = "words of many letters " + "m" * 80
    lines = broken(text, 100, 12)
    assert all(length(line, 12) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    cut = broken(text, 100, 12, most=1)
    assert len(cut) == 1
    assert cut[0].endswith("…")
    assert broken("", 100, 12) == []
    assert length("字", 10) > length("i", 10) > length("\u0301", 10) == 0


def test_a_picture_is_an_svg_file(room: Room, tmp_path: Path) -> None:
    shown_ = picture(room.state, "1")
    size = write_picture(shown_, tmp_path / "one.svg")
    assert (tmp_path / "one.svg").stat().st_size == size
    with pytest.raises(DraftraceError, match=r"drawn as .svg"):
        write_picture(shown_, tmp_path / "one.png")
    with pytest.raises(DraftraceError, match="exists already"):
        write_picture(shown_, tmp_path / "one.svg")


def said_of(picture_: Picture) -> str:
    return " ".join(line for text in texts(as_svg(picture_)) for line in lines_of(text))


def test_what_has_no_source_or_never_stood_is_said() -> None:
    made = Room(document("1. States shall review progress every year;", "2. Two."))
    assert "No confirmed source." in said_of(picture(made.state, "1"))
    address = made.inserted_at(made.insert("NOR", "1", "One and a half."))
    assert "Not in the text." in said_of(picture(made.state, address))
    made.propose("EU", "1", "States shall review it;")
    many_ = shown(made, "1", address)
    assert "no confirmed source" in said_of(many_)
    assert "NOR-1 pending" in said_of(many_)


def test_words_put_in_are_told_with_those_before_them() -> None:
    made = Room(document("1. States shall review progress every year;"))
    made.accept(made.propose("EU", "1", "Coastal States shall review progress every second year;"))
    told = said_of(picture(made.state, "1"))
    assert "became" in told or "at the beginning, in: “Coastal”" in told
    assert "after “" in told
    assert "in: “second”" in told
