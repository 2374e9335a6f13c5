"""Words with others above them, in Word and ODT files."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace import readers
from word_kit import docx, odt, p, run, saved

RUBY = (
    f"<w:r><w:rPr><w:i/></w:rPr><w:t>Firmly </w:t><w:ruby><w:rubyPr/><w:rt>{run('de')}</w:rt>"
    f"<w:rubyBase>{run('decide')}</w:rubyBase></w:ruby><w:t> now</w:t></w:r>"
)
WRITER = (
    "<text:p>3.<text:tab/>Firmly <text:ruby><text:ruby-base>decide</text:ruby-base>"
    "<text:ruby-text>de</text:ruby-text></text:ruby> now to meet.</text:p>"
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", docx([p(run("3.\t"), RUBY, run(" to meet."))]), "*Firmly* decide (de) *now*"),
        ("a.odt", odt(WRITER), "Firmly decide (de) now"),
    ],
)
def test_the_words_under_ruby_stand_in_the_line_and_the_ruby_behind_them(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    document = readers.read(saved(tmp_path, content, name))
    assert [p.wording for p in document.provisions] == [f"{said} to meet."]
