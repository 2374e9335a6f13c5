"""Notes as old papers type them, ``ferries 1/``."""

from __future__ import annotations

from draftrace.text.documents import Document
from draftrace.text.structure import fidelity, print_layout, recognise, slashed_notes
from draftrace.text.structure.blocks import Block


def read(text: str) -> Document:
    source = print_layout.blocks(text)
    document = fidelity.checked(recognise.document(source), print_layout.stream(source))
    assert not [p for p in document.problems if "read differently" in p.what]
    return document


PAPER = """\
Article 7. Lanterns 1/

1. Each ferry carries a lantern 2/ 3/, lit from dusk until dawn
4/ and in fog, as two/thirds of them are since 1/3 of 1998.

____________

1/ The title is provisional.
2/ Oman reserved its position
on this lantern.

3/ See A/CONF.9/
2.

2. A second lantern is carried aft. */

4/ Ibid.

5/ Nobody cites this.

*/ Formerly article 6 9/.

9/10 of the oil is whale's.
"""


def test_notes_below_what_cites_them_are_notes() -> None:
    document = read(PAPER)
    assert [(p.address, p.wording) for p in document.provisions] == [
        ("Art 7/title", "Lanterns[^1]"),
        (
            "Art 7/1",
            "Each ferry carries a lantern[^2] [^3], lit from dusk until dawn[^4] and in fog, "
            "as two/thirds of them are since 1/3 of 1998.",
        ),
        ("Art 7/2", "A second lantern is carried aft.[^s1]"),
        ("Art 7/p:1", "9/10 of the oil is whale's."),
    ]
    assert [(n.number, n.wording, n.cited) for n in document.notes] == [
        ("1", "The title is provisional.", "Art 7/title"),
        ("2", "Oman reserved its position on this lantern.", "Art 7/1"),
        ("3", "See A/CONF.9/ 2.", "Art 7/1"),
        ("4", "Ibid.", "Art 7/1"),
        ("5", "Nobody cites this.", ""),
        ("*", "Formerly article 6 9/.", "Art 7/2"),
    ]


def test_a_number_with_a_slash_that_nothing_cites_begins_a_paragraph() -> None:
    text = "1. Ferries ring, see document 7/ on file.\n\n2/ Lanterns are lit.\n"
    assert [p.wording for p in read(text).provisions] == [
        "Ferries ring, see document 7/ on file.",
        "2/ Lanterns are lit.",
    ]


def test_blocks_of_a_format_that_has_notes_of_its_own() -> None:
    texts = ["1. Ferries 1/ ring.", "1/ Oman: bells.", "2. Lanterns burn 1/ 8/"]
    blocks = [Block(text=text) for text in texts]
    slashed_notes.apart(blocks)
    assert [(b.form, b.text) for b in blocks] == [
        ("text", "1. Ferries[^1] ring."),
        ("note", "Oman: bells."),
        ("text", "2. Lanterns burn[^1] 8/"),
    ]
    with_own = [Block(text="Bells.", form="note"), *(Block(text=text) for text in texts)]
    slashed_notes.apart(with_own)
    assert [block.text for block in with_own[1:]] == texts
