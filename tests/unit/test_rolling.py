"""How a delegate sees the pending proposals on one provision."""

from __future__ import annotations

from textwrap import dedent

import msgspec
import pytest

from draftrace.compare.parts import Alternative, Region
from draftrace.compare.rolling import Attribution, Rolling, roll

BASE = "Ships shall keep clear of the reef, as appropriate, in all weathers"


def proposal(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new, 1)


def test_regions_stand_where_the_edits_are() -> None:
    rolling = roll(
        "Ships shall keep clear of the reef",
        {
            "1": "Ships should keep clear of the reef",
            "2": "Ships shall keep clear of the reef and the wreck",
            "3": "Ships should keep clear of the reef and the wreck",
        },
    )
    assert rolling.parts == (
        "Ships ",
        Region("shall", (("should", ("1", "3")),)),
        " keep clear of the reef",
        Region("", ((" and the wreck", ("2", "3")),)),
    )


def test_touching_edits_form_one_region() -> None:
    rolling = roll(
        "Ships shall always keep clear of it",
        {"1": "Ships should always keep clear of it", "2": "Ships shall keep clear of it"},
    )
    assert rolling.parts[1] == Region(
        "shall always", (("should always", ("1",)), ("shall", ("2",)))
    )


def test_a_rewording_of_more_than_half_is_an_alternative() -> None:
    half = "Boats may stay clear of the reef"
    assert roll("Ships shall keep clear of the reef", {"1": half}).parts[-1] != Alternative(
        half, ("1",)
    )
    most = "Boats may stay away of the reef"
    assert roll("Ships shall keep clear of the reef", {"1": most, "2": most}).parts == (
        "Ships shall keep clear of the reef",
        Alternative(most, ("1", "2")),
    )


def test_a_proposal_that_joins_regions_of_others_is_an_alternative() -> None:
    small = {"1": proposal("keep", "stay"), "2": proposal("reef", "rocks")}
    long = proposal("keep clear of the reef", "avoid rocks")
    rolling = roll(BASE, {**small, "3": long})
    assert rolling.parts[-1] == Alternative(long, ("3",))
    assert rolling.parts[:-1] == roll(BASE, small).parts


def test_two_long_rewordings_do_not_excuse_each_other() -> None:
    small = {"1": proposal("keep", "stay"), "2": proposal("reef", "rocks")}
    long = proposal("keep clear of the reef", "avoid rocks")
    longer = proposal("keep clear of the reef, as", "avoid wrecks as")
    same_range = proposal("keep clear of the reef", "look out")
    rolling = roll(BASE, {**small, "3": long, "4": longer, "5": same_range})
    assert [part.keys for part in rolling.parts if isinstance(part, Alternative)] == [
        ("3",),
        ("4",),
        ("5",),
    ]


def test_deleting_one_word_between_two_insertions_is_no_alternative() -> None:
    base = "Ships shall always keep clear of it"
    proposed = {
        "1": "Ships shall now always keep clear of it",
        "2": "Ships shall always and ever keep clear of it",
        "3": "Ships shall keep clear of it",
    }
    assert not [part for part in roll(base, proposed).parts if isinstance(part, Alternative)]


def test_deleting_the_whole_provision_is_an_empty_alternative() -> None:
    rolling = roll(BASE, {"1": ""})
    assert rolling.parts == (BASE, Alternative("", ("1",)))
    assert rolling.reading("1") == ""


def test_a_proposal_equal_to_the_base_stands_nowhere() -> None:
    assert roll(BASE, {"1": BASE}).parts == (BASE,)
    assert roll(BASE, {"1": BASE}).reading("1") == BASE


def test_the_first_words_of_an_empty_provision() -> None:
    assert roll("", {}).parts == ()
    assert roll("", {"1": "Ships yield"}).parts == (Region("", (("Ships yield", ("1",)),)),)


def test_where_there_are_no_words_marks_count() -> None:
    assert roll("[ ... ]", {"1": "[ ]"}).parts == ("[ ... ]", Alternative("[ ]", ("1",)))


def test_a_rolling_text_survives_json() -> None:
    rolling = roll(BASE, {"1": proposal("shall", "should"), "2": ""})
    assert msgspec.json.decode(msgspec.json.encode(rolling), type=Rolling) == rolling


NAMES = {"1": "EU, Norway", "2": "Mexico", "3": "EU"}


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        ([("reef", "reef and the wreck")], "the reef [and the wreck](EU, Norway), as"),
        ([], "Ships shall"),
        ([("shall", "should"), ("shall", "may")], "[shall][should](EU, Norway)[may](Mexico)"),
        ([(" as appropriate,", "")], "the reef, [EU, Norway: delete: as appropriate,] in"),
        ([(" appropriate", "")], "as [EU, Norway: delete: appropriate], in"),
        (
            [(" appropriate", ""), ("appropriate", "far as they can")],
            "as [appropriate][EU, Norway: delete][far as they can](Mexico), in",
        ),
        (
            [("Ships", "All ships"), ("Ships ", "")],
            "[Ships][All ships](EU, Norway)[Mexico: delete] ",
        ),
        ([("clear", "clear off"), ("clear", "clear, off")], "[ off](EU, Norway)[, off](Mexico) of"),
        ([("shall", "[shall]")], "Ships [[](EU, Norway)shall[]](EU, Norway) keep"),
        ([("shall", "should")] * 2, "[shall][should](EU, Norway, Mexico)"),
        ([(BASE, "")], "weathers\nalt: [EU, Norway: delete]"),
        ([(BASE, "No."), (BASE, "Yes.")], "\nalt: [No.](EU, Norway)\nalt 2: [Yes.](Mexico)"),
        ([("keep clear", "keep  clear")], "keep[ ][  ](EU, Norway)clear"),
    ],
)
def test_inline_attribution(wordings: list[tuple[str, str]], expected: str) -> None:
    proposed = {str(n): proposal(*change) for n, change in enumerate(wordings, start=1)}
    assert expected in roll(BASE, proposed).render("inline", NAMES)


def test_one_name_is_said_once() -> None:
    changed = proposal("shall", "should")
    assert "[should](EU)" in roll(BASE, {"1": changed, "2": changed}).render(
        names={"1": "EU", "2": "EU"}
    )


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        (
            "inline",
            """\
            Ships [shall][should](EU, Norway) keep clear of the reef \
[and wreck](Mexico, EU), [EU: delete: as appropriate,] in all weathers
            alt: [EU: delete]""",
        ),
        (
            "anonymous",
            """\
            Ships [shall][should](A) keep clear of the reef \
[and wreck](B, C), [C: delete: as appropriate,] in all weathers
            alt: [D: delete]""",
        ),
        (
            "none",
            """\
            Ships [shall][should] keep clear of the reef \
[and wreck], [delete: as appropriate,] in all weathers
            alt: [delete]""",
        ),
        (
            "footnote",
            """\
            Ships [shall][should]¹ keep clear of the reef \
[and wreck]², [delete: as appropriate,]³ in all weathers
            alt: [delete]³
            ¹ EU, Norway
            ² Mexico, EU
            ³ EU""",
        ),
        (
            "margin",
            """\
            Ships [shall][should] keep clear of the  | EU, Norway
            reef [and wreck], [delete: as            | Mexico, EU
            appropriate,] in all weathers            | EU
            alt: [delete]                            | EU""",
        ),
    ],
)
def test_five_attributions(attribution: Attribution, expected: str) -> None:
    base = "Ships shall keep clear of the reef, as appropriate, in all weathers"
    rolling = roll(
        base,
        {
            "1": base.replace("shall", "should"),
            "2": base.replace("reef", "reef and wreck"),
            "3": base.replace("reef, as appropriate,", "reef and wreck,"),
            "4": "",
        },
    )
    names = {**NAMES, "4": "EU"}
    assert rolling.render(attribution, names, width=40) == dedent(expected)


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("anonymous", "Light [and paint](A) the [B: lit] [x](www.a.org) [Option 1: y] [now](C)"),
        ("none", "Light [and paint] the [lit] [x](www.a.org) [Option 1: y] [now]"),
        ("inline", "Light [and paint](EU, Norway) the [Cuba: lit] [x](www.a.org) [Option 1: y] "
                   "[now](Mexico)"),
    ],
    ids=["anonymous", "none", "inline"],
)  # fmt: skip
def test_owners_of_brackets_in_the_text_are_named_where_sponsors_are(
    attribution: Attribution, expected: str
) -> None:
    base = "Light [and paint](EU, Norway) the [Cuba: lit] [x](www.a.org) [Option 1: y]"
    assert roll(base, {"2": f"{base} now"}).render(attribution, NAMES) == expected


def test_an_empty_rolling_text_has_no_lines() -> None:
    assert roll("", {}).render("margin") == ""


def test_letters_go_on_after_z() -> None:
    base = " ".join(f"w{n}" for n in range(80))
    proposed = {f"{n:02}": base.replace(f"w{n} ", f"x{n} ") for n in range(28)}
    assert "[x27](AB)" in roll(base, proposed).render("anonymous")


def test_a_word_longer_than_the_margin_has_its_own_line() -> None:
    rolling = roll("", {"1": "On incomprehensibilities now"})
    assert rolling.render("margin", {}, width=8) == ("[On\nincomprehensibilities\nnow]     | 1")
