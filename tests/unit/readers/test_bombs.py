"""Files made to take all the memory and time there is, or that run something, are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from random import Random

import pytest

from draftrace import readers
from draftrace.errors import DraftraceError, UnreadableInput
from draftrace.exporters import program
from draftrace.exporters.formats import FORMATS
from draftrace.intake import tracked
from draftrace.readers import bounded, office
from word_kit import W, docx, odt, p, renamed

_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
_MACRO_TYPE = b"application/vnd.ms-office.vbaProject"
_MAIN_WITH_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_LIBRARY = b'<!DOCTYPE library:library PUBLIC "a" "library.dtd"><library/>'


def _with(more: dict[str, bytes]) -> bytes:
    """A Word file with more in it, large enough that its ratio says nothing."""
    return docx([p("1. Decides.")], more=more | {"word/media/noise": Random(1).randbytes(400_000)})


def _patched(content: bytes, part: str, place: int, said: int) -> bytes:
    """The package with what it says at a place of the part's two headers: 22 its size there."""
    patched = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        local = package.getinfo(part).header_offset
        central = content.index(b"PK\1\2", package.start_dir)
    while content[central + 46 :][: len(part)] != part.encode():
        central = content.index(b"PK\1\2", central + 4)
    for at in (local + place, central + place + 2):
        struct.pack_into("<I", patched, at, said)
    return bytes(patched)


@pytest.mark.parametrize("read", [readers.read, tracked.read])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            _patched(_with({"word/media/a.png": b"\0" * 90_000_000}), "word/media/a.png", 22, 9),
            "broken .*word/media/a.png",
            id="a picture that says less than it is",
        ),
        pytest.param(
            _patched(_with({"word/media/a.png": b"picture"}), "word/media/a.png", 14, 9),
            "broken .*word/media/a.png",
            id="a broken picture",
        ),
        pytest.param(
            _with({"word/comments.xml": b" " * (office.LARGEST_TEXT + 1)}),
            "its text unpacks to .* zip bomb",
            id="too much text",
        ),
        pytest.param(
            _with({"word/comments.xml": b"<a/>" * office.MOST_TAGS}), "tags", id="too many tags"
        ),
        pytest.param(
            _with({"word/comments.xml": b"<a>" * 300 + b"</a>" * 300}), "deeper than", id="too deep"
        ),
    ],
)
def test_a_bomb_of_any_shape_is_refused_unread(
    tmp_path: Path, content: bytes, said: str, read: object
) -> None:
    (path := tmp_path / "bomb.docx").write_bytes(content)
    with pytest.raises(UnreadableInput, match=said) as refused:
        read(path)  # type: ignore[operator]
    assert refused.value.hint


@pytest.mark.parametrize("read", [readers.read, tracked.read])
@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"word/VBAPROJECT.BIN": b"x"}, id="in capitals"),
        pytest.param(
            {
                "[Content_Types].xml": _TYPES % b'<Override ContentType="%s"/>' % _MACRO_TYPE,
                "word/other.bin": b"x",
            },
            id="under another name",
        ),
        pytest.param(
            {"[Content_Types].xml": _TYPES % b'<Override ContentType="%s"/>' % _MAIN_WITH_MACROS},
            id="a docm named docx",
        ),
        pytest.param({"Scripts/python/a.py": b"import os"}, id="a script of Writer"),
        pytest.param({"Basic/Standard/script-lb.xml": _LIBRARY}, id="as LibreOffice writes Basic"),
    ],
)
def test_macros_are_told_as_macros_wherever_they_are(
    tmp_path: Path, parts: dict[str, bytes], read: object
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        with zipfile.ZipFile(io.BytesIO(docx([p("1. Decides.")]))) as whole:
            kept = {name: whole.read(name) for name in whole.namelist()}
        for name, part in (kept | parts).items():
            package.writestr(name, part)
    (path := tmp_path / "a.docx").write_bytes(packed.getvalue())
    with pytest.raises(UnreadableInput, match="carries macros") as refused:
        read(path)  # type: ignore[operator]
    assert "which carry none" in refused.value.hint


def test_macros_are_refused_whatever_the_text_is_called(tmp_path: Path) -> None:
    types = _TYPES % b'<Override ContentType="%s"/>' % _MAIN_WITH_MACROS
    (path := tmp_path / "a.docx").write_bytes(
        renamed(docx([p("1. Decides.")]), {"word/document.xml": "word/document2.xml"})
    )
    assert [block.wording for block in readers.read(path).provisions] == ["Decides."]
    with zipfile.ZipFile(path) as whole:
        kept = {name: whole.read(name) for name in whole.namelist()}
    for parts, said in (
        ({"[Content_Types].xml": types}, "carries macros"),
        ({"word/document2.xml": b"<a>" * 300 + b"</a>" * 300}, "deeper than"),
        ({"_rels/.rels": b"<Relationships"}, r"a\.docx: _rels/\.rels is no XML"),
    ):
        with zipfile.ZipFile(path, "w") as package:
            for name, part in (kept | parts).items():
                package.writestr(name, part)
        for read in (readers.read, tracked.read):
            with pytest.raises(UnreadableInput, match=said):
                read(path)


_OFTEN = "2000000000"
_CELL = (
    f'<table:table-row table:number-rows-repeated="{_OFTEN}"><table:table-cell '
    f'table:number-columns-repeated="{_OFTEN}"><text:p>One.</text:p></table:table-cell>'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    "often", [_OFTEN, "&#50;000000000", "9" * 5000, f'900"/><text:s text:c="{_OFTEN}']
)
def test_spaces_without_end_are_refused(tmp_path: Path, often: str) -> None:
    (path := tmp_path / "a.odt").write_bytes(
        odt(f'<text:p>1. Decides<text:s text:c="{often}"/>now.</text:p>')
    )
    for read in (readers.read, tracked.read):
        with pytest.raises(UnreadableInput, match="100,000 repeated spaces") as refused:
            read(path)
        assert refused.value.hint
    path.write_bytes(odt(f"<text:p>1. Decides.</text:p><table:table>{_CELL}</table:table>"))
    assert [block.wording for block in readers.read(path).provisions] == ["Decides.", "One."]
    assert len(tracked.read(path).paragraphs) == 2
    path.write_bytes(odt('<text:p>1. Decides<text:s text:c="some"/>now.</text:p>'))
    assert "".join(run.text for run in tracked.read(path).paragraphs[0].runs).endswith("s now.")


def test_columns_without_end_are_refused(tmp_path: Path) -> None:
    (path := tmp_path / "a.html").write_text(
        f"<p>1. Decides.</p><table><tr><td COLSPAN={_OFTEN}>One.</table>", encoding="utf-8"
    )
    with pytest.raises(UnreadableInput, match="cells over more than 100,000 columns"):
        readers.read(path)


@pytest.mark.parametrize("read", [readers.read, tracked.read])
@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("latin-1", "LATIN-1")]
)
def test_xml_in_another_encoding_is_said(
    tmp_path: Path, encoding: str, said: str, read: object
) -> None:
    words = p("1. R\u00e9affirme.")
    told = (
        f'<?xml version="1.0" encoding="{encoding}"?><w:document xmlns:w="{W}"><w:body>'
        f"{words}</w:body></w:document>"
    )
    item = {"customXml/item1.xml": '<?xml version="1.0"?><a/>'.encode("utf-16")}
    (path := tmp_path / "a.docx").write_bytes(
        docx([], more={"word/document.xml": told.encode(encoding)})
    )
    with pytest.raises(UnreadableInput, match=f"document.xml is written in {said}") as refused:
        read(path)  # type: ignore[operator]
    assert "Open it in Word or Writer and save it anew" in refused.value.hint
    path.write_bytes(docx([words], more=item))
    read(path)  # type: ignore[operator]


def _pdf(stream: bytes) -> bytes:
    packed = zlib.compress(stream, 9)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F "
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + font + b">>>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 5\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF"
    )
    return made + end % (table, len(made))


_WORDS = b"BT /F 12 Tf 72 700 Td (1. Decides.) Tj ET\n"


def test_a_pdf_that_takes_more_than_its_size_may_need_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(_WORDS))
    assert [block.wording for block in readers.read(path).provisions] == ["Decides."]
    monkeypatch.setattr(bounded, "MOST_MEMORY", 400 * 1024 * 1024)
    path.write_bytes(_pdf(_WORDS + b" " * 400_000_000))
    with pytest.raises(UnreadableInput, match=r"cannot be read|memory") as refused:
        readers.read(path)
    assert refused.value.hint
    monkeypatch.undo()
    monkeypatch.setattr(bounded, "_SECONDS", 1)
    path.write_bytes(_pdf(b"BT /F 12 Tf 72 700 Td " + b"(words) Tj " * 1_000_000 + b"ET"))
    with pytest.raises(UnreadableInput, match="does not need") as refused:
        readers.read(path)
    assert refused.value.hint


def test_markdown_that_nests_without_end_is_no_traceback() -> None:
    with pytest.raises(DraftraceError, match="nest too deep"):
        FORMATS[".md"].read(b">" * 5000 + b" words\n", ["clean"])
    with pytest.raises(DraftraceError, match="more than 1 seconds"):
        program.run(["-f", "markdown", "-t", "json"], b"[" * 40 + b"x" + b"]" * 40, seconds=1)
