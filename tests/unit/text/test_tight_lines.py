"""Text out of a PDF in which no blank line stands between paragraphs; and what rooms write behind
their paragraphs."""

from __future__ import annotations

import textwrap
from itertools import accumulate

from draftrace.text.structure import fidelity, print_layout, recognise
from draftrace.text.structure.line_widths import in_book_type, in_letters, measure_of

TIGHT = """CONV/4/L.2 Rev.1
3 March 2041
Draft agreement on lanterns for the
consideration of the harbours
Preamble
The Parties to this Agreement,
1. Recognizing that lanterns go out when no one looks after them and
that ships founder in the dark,
2. Noting the Charter, (yellow)
Have agreed as follows:
Chapter I. General
Article 1. Terms
For the purposes of this Agreement: (green)
(a) “lantern” means a light on a quay; (agreed)
(b) “quay” means a place where ships are tied up in the manner set out in
Annex II to the Charter.
Chapter II. Light
Article 2. Care
1. Each Party trims its lanterns every night of the year but one; 1
2. Where a lantern is out the keeper tells the master of the harbour.
Annex
The night is that of midsummer.

1
 Some would say two.
"""


def read(text: str) -> list[tuple[str, str]]:
    source = print_layout.blocks(text)
    document = fidelity.checked(recognise.document(source), print_layout.stream(source))
    assert not document.problems
    found = [(p.address, p.wording) for p in document.provisions]
    return [*found, *((note.address, note.wording) for note in document.notes)]


def test_paragraphs_end_where_the_next_word_would_have_fitted() -> None:
    assert read(TIGHT) == [
        ("title", "Draft agreement on lanterns for the consideration of the harbours"),
        ("h:~1", "Preamble"),
        ("PP1", "The Parties to this Agreement,"),
        (
            "1",
            "Recognizing that lanterns go out when no one looks after them and that ships founder "
            "in the dark,",
        ),
        ("2", "Noting the Charter, (yellow)"),
        ("PP2", "Have agreed as follows:"),
        ("h:Chapter I", "General"),
        ("Art 1/title", "Terms"),
        ("Art 1/p:1", "For the purposes of this Agreement: (green)"),
        ("Art 1/p:1(a)", "“lantern” means a light on a quay; (agreed)"),
        (
            "Art 1/p:1(b)",
            "“quay” means a place where ships are tied up in the manner set out in Annex II to the "
            "Charter.",
        ),
        ("h:Chapter II", "Light"),
        ("Art 2/title", "Care"),
        ("Art 2/1", "Each Party trims its lanterns every night of the year but one;[^1]"),
        ("Art 2/2", "Where a lantern is out the keeper tells the master of the harbour."),
        ("h:~2", "Annex"),
        ("p:1", "The night is that of midsummer."),
        ("Art 2/note:1", "Some would say two."),
    ]


def test_numbers_right_under_an_articles_opening_words_are_its_paragraphs() -> None:
    text = "Article 1\n\n1. One.\n\n2. Two.\n\nArticle 2\n\nThey hold that:\n\n{}3. Three.\n"
    told = [address for address, _ in read(text.format("1. So;\n\n2. So too;\n\n"))]
    assert told[4:] == ["Art 2/PP1", "Art 2/1", "Art 2/2", "Art 2/3"]


def test_options_named_with_the_number_of_their_article() -> None:
    text = "Article 5\n\nOption 5.A\n\n1. Deep.\n\n2. Far.\n\nOption 5.B\n\n1. Wide.\n"
    assert [address for address, _ in read(text)][1:] == [
        "Art 5/Option A",
        "Art 5/1 opt 1",
        "Art 5/2 opt 1",
        "Art 5/Option B",
        "Art 5/1 opt 2",
    ]


def test_the_symbol_on_top_of_the_second_page_and_the_number_on_the_last() -> None:
    told = read("CONV/4/L.2\n\n1. Lanterns.\n\n1\n\nCONV/4/L.2\n\n2. Quays.\n\n2\n")
    assert told == [("1", "Lanterns."), ("2", "Quays.")]


def test_an_alternative_of_the_first_paragraph_is_a_paragraph() -> None:
    text = "1. Deep.\n\n1. Alt. Wide.\n\n2. Far.\n"
    assert [address for address, _ in read(text)] == ["1", "1 alt", "2"]


def test_a_number_behind_a_party_s_name_counts_where_it_is_the_next() -> None:
    text = "Article 1\n\n1. Deep.\n\n[EU: 2. Wide.]\n\n[Fiji: 7. Far.]\n\n3. Blue.\n"
    assert read(text)[1:] == [
        ("Art 1/1", "Deep."),
        ("Art 1/2", "[EU: 2. Wide.]"),
        ("Art 1/p:1", "[Fiji: 7. Far.]"),
        ("Art 1/3", "Blue."),
    ]


def test_lines_of_a_masthead_and_centred_headings_without_blank_lines() -> None:
    text = """CONV/4/L.2
                                              4 March 2041
Draft convention on quays
                          Chapter I
                           General
                          Article 1
                           Purpose
     1.     The purposes of this Convention are to keep the quays of all
harbours dry, and to keep those dry who walk upon them at night,
     Also noting the weather, which is wet in most harbours of the year;
     2.     The quays are swept.
     (a) By night;
     (b) By day.
     3.     The sweepings are burnt.
"""
    assert read(text)[:6] == [
        ("title", "Draft convention on quays"),
        ("h:Chapter I", "General"),
        ("Art 1/title", "Purpose"),
        (
            "Art 1/1",
            "The purposes of this Convention are to keep the quays of all harbours dry, and to "
            "keep those dry who walk upon them at night,",
        ),
        ("Art 1/p:1", "Also noting the weather, which is wet in most harbours of the year;"),
        ("Art 1/2", "The quays are swept."),
    ]


def test_how_much_a_filled_line_holds_is_learnt_from_the_text() -> None:
    """A sentence that ends so near the margin ends its paragraph all the same, where the word that
    begins the next would have fitted.
    """
    said = "Wells are dug by those who drink the water of wells. They are kept by all of them."
    paragraphs = [
        " ".join((said.split(" ") * 4)[: 20 + n]).removesuffix(".") + "." for n in range(40)
    ]
    lines = [line for one in paragraphs for line in textwrap.wrap(one, 78)]
    ends = list(accumulate(len(textwrap.wrap(one, 78)) for one in paragraphs))
    room = [len(lines[end - 1]) + len(" Wells") <= 78 for end in ends]
    near = [72 < len(lines[end - 1]) + len(" Wells") <= 78 for end in ends]
    assert sum(near) > 1
    assert sum(room) < len(room)
    together = [""]
    for one, fits in zip(paragraphs, room, strict=True):
        together[-1] = f"{together[-1]} {one}".strip()
        together += [""] if fits else []
    assert [wording for _, wording in read("\n".join(lines) + "\n")] == [
        one for one in together if one
    ]


def test_where_few_paragraphs_have_two_sentences_each_sentence_that_ends_a_line_ends_one() -> None:
    said = "Wells are dug by those who drink the water of wells and are kept by all of them"
    paragraphs = [" ".join((said.split(" ") * 4)[: 20 + n]) + "." for n in range(40)]
    lines = [line for one in paragraphs for line in textwrap.wrap(one, 78)]
    assert [wording for _, wording in read("\n".join(lines) + "\n")] == paragraphs


def test_lines_of_book_type_are_as_wide_as_their_letters() -> None:
    """Of one width, they hold more letters where these are thin."""
    thin = "It fills till it is still; all its tills fill till it will still it; it is filled,"
    broad = "A swamp swarms among warm mammoths; women who own swamps mow them; mammoths swarm,"
    words = (f"{thin} {broad} " * 30).split()
    paragraphs = [
        f"The {' '.join(words[n : n + 21 + n % 7])} warmed. It is said. It is so. It is still."
        for n in range(0, 240, 4)
    ]
    lines = [line for one in paragraphs for line in set_in_book_type(one)]
    kept = [wording for _, wording in read("\n".join(lines) + "\n")]
    missed = [one for one in paragraphs if one not in kept]
    full = [one for one in paragraphs if in_book_type(f"{set_in_book_type(one)[-1]} The") > 70]
    assert len(missed) <= 2 * len(full)
    assert measure_of([]) is in_letters


def set_in_book_type(paragraph: str) -> list[str]:
    """The lines of a paragraph as a printer of book type fills them."""
    lines = [""]
    for word in paragraph.split():
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if in_book_type(longer) <= 70 else [lines[-1], word]
    return lines


def test_an_item_in_brackets_begins_after_a_stop() -> None:
    """Its dash stands behind the bracket, as ``- Ropes;`` has it in front."""
    text = """\
Each keeper of a well shall keep it by day and by night, and shall in particular:
- Ropes that hold a bucket and whoever leans too far over the rim while drawing it;
[- Covers, in rain;]
{}. The buckets are kept.
"""
    told = "\n".join(text.format(n) for n in range(1, 9))
    found = [wording for _, wording in read(told)]
    assert (
        "Ropes that hold a bucket and whoever leans too far over the rim while drawing it;" in found
    )
    assert "[- Covers, in rain;]" in found


def test_dashes_and_centred_lines_and_first_lines_set_in() -> None:
    text = """\
     Wells shall be dug by those who drink and shall be kept by those who can, and
those who keep them shall in particular:
- Cover them in rain, and open them in drought, where the keeper of the rope is at
home – or near it – and hears;
- Ropes;
                    Goal B – The deepening of the wells of all
     Each Party deepens its wells, and tells the others of each that has become dry.
     Each Party lends a rope to those without one, and to those who lost theirs in a
night. It is returned.
    (a) It is dried;
    (b) It is coiled.
"""
    goal_b = [
        ("h:Goal B", "The deepening of the wells of all"),
        ("p:2", "Each Party deepens its wells, and tells the others of each that has become dry."),
    ]
    found = read("\n".join([text] * 3))
    assert found[:4] == [
        (
            "p:1",
            "Wells shall be dug by those who drink and shall be kept by those who can, and those "
            "who keep them shall in particular:",
        ),
        (
            "p:1(-1)",
            "Cover them in rain, and open them in drought, where the keeper of the rope is at home "
            "– or near it – and hears;",
        ),
        ("p:1(-2)", "Ropes;"),
        goal_b[0],
    ]
    assert found[4:7] == [
        goal_b[1],
        (
            "p:3",
            "Each Party lends a rope to those without one, and to those who lost theirs in a "
            "night. It is returned.",
        ),
        ("p:3(a)", "It is dried;"),
    ]
