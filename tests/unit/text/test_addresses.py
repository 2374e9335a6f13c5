from __future__ import annotations

from typing import NamedTuple

import pytest

from draftrace.errors import AddressError
from draftrace.text import addresses


class Line(NamedTuple):
    kind: str
    level: int
    label: str = ""
    part: str = ""


def test_the_addresses_of_the_design() -> None:
    outline = [
        (Line("title", 1, part="PD"), "PD/title"),
        (Line("preambular", 1, part="PD"), "PD/PP1"),
        (Line("preambular", 1, part="PD"), "PD/PP2"),
        (Line("preambular", 1, "PP2 bis", "PD"), "PD/PP2 bis"),
        (Line("preambular", 1, part="PD"), "PD/PP3"),
        (Line("operative", 1, "24", "PD"), "PD/24"),
        (Line("item", 2, "(b)", "PD"), "PD/24(b)"),
        (Line("subitem", 3, "(i)", "PD"), "PD/24(b)(i)"),
        (Line("item", 2, "(k) bis", "PD"), "PD/24(k) bis"),
        (Line("footnote", 1, "4", "PD"), "PD/note:4"),
        (Line("operative", 1, "73"), "73"),
        (Line("item", 2, "1"), "73.1"),
        (Line("item", 2, "5"), "73.5"),
        (Line("subitem", 3, "(a)"), "73.5(a)"),
        (Line("paragraph", 1, part="PA"), "PA/p:1"),
        (Line("heading", 1, "II", "PA"), "PA/h:II"),
        (Line("heading", 2, "B", "PA"), "PA/h:II.B"),
        (Line("heading", 3, "1", "PA"), "PA/h:II.B.1"),
        (Line("heading", 4, "", "PA"), "PA/h:II.B.1~1"),
        (Line("heading", 4, "", "PA"), "PA/h:II.B.1~2"),
        (Line("heading", 5, "", "PA"), "PA/h:II.B.1~2~1"),
        (Line("item", 2, "(a)", "PA"), "PA/h:II.B.1~2~1(a)"),
        (Line("heading", 2, "C", "PA"), "PA/h:II.C"),
        (Line("heading", 1, "", "PA"), "PA/h:~1"),
        (Line("tablerow", 1, "0"), "t1.r0"),
        (Line("tablerow", 1), "t1.r1"),
        (Line("tablerow", 1), "t1.r2"),
        (Line("paragraph", 1), "p:1"),
        (Line("tablerow", 1), "t2.r1"),
        (Line("heading", 1, "Article 4", "Art 4"), "Art 4/title"),
        (Line("operative", 1, "19", "Art 4"), "Art 4/19"),
        (Line("item", 2, "(a)", "Art 4"), "Art 4/19(a)"),
        (Line("operative", 1, "1", "Art 2 bis"), "Art 2 bis/1"),
        (Line("operative", 1, "3 opt 2", "Art 3"), "Art 3/3 opt 2"),
        (Line("paragraph", 2, "Option 1", "Art 3"), "Art 3/3 opt 2 opt 1"),
        (Line("footnote", 1), "note:1"),
    ]
    assert addresses.derive([line for line, _ in outline]) == [address for _, address in outline]


def test_clashes_are_counted() -> None:
    twice = [Line("operative", 1, "7"), Line("operative", 1, "7"), Line("operative", 1, "7~2")]
    assert addresses.derive([*twice, twice[0]]) == ["7", "7~2", "7~2~2", "7~3"]


def test_an_item_under_nothing_stands_alone() -> None:
    assert addresses.derive([Line("item", 2, "(a)"), Line("subitem", 3, "")]) == ["(a)", "(a)(-1)"]


KNOWN = [
    "title",
    "22",
    "PD/22",
    "PA/22",
    "PA/22(k)",
    "PA/22(k) bis",
    "PD/7 ter",
    "PD/PP4",
    "PA/note:4",
    "73.1",
    "Art 4/19(a)",
    "PA/h:II.B.1~2",
    "PA/17 quater alt 2",
]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("22", "22"),
        ("PA 22 (k) bis", "PA/22(k) bis"),
        ("22k", "PA/22(k)"),
        ("pa/22(K)", "PA/22(k)"),
        ("OP7ter", "PD/7 ter"),
        ("pp4", "PD/PP4"),
        ("PD pp 4", "PD/PP4"),
        ("fn 4", "PA/note:4"),
        ("73.1", "73.1"),
        ("Article 4, para. 19 (a)", "Art 4/19(a)"),
        ("PA h II B 1 ~2", "PA/h:II.B.1~2"),
        ("17quat alt 2", "PA/17 quater alt 2"),
    ],
)
def test_any_spelling_finds_its_provision(asked: str, address: str) -> None:
    assert addresses.resolve(asked, KNOWN) == address
    assert addresses.resolve(asked, dict.fromkeys(KNOWN, "id")) == address


def test_one_that_fits_several_is_refused_with_all_of_them() -> None:
    with pytest.raises(AddressError) as refused:
        addresses.resolve("para 22", KNOWN)
    assert "22, PD/22, PA/22" in refused.value.message


def test_an_unknown_one_is_refused_with_the_nearest() -> None:
    with pytest.raises(AddressError) as refused:
        addresses.resolve("PA/22(j)", KNOWN)
    assert "PA/22(k)" in refused.value.hint
    with pytest.raises(AddressError) as empty:
        addresses.resolve(" ", KNOWN)
    assert empty.value.hint == ""


def test_nearest_stays_cheap_among_very_many() -> None:
    many = [f"{n}" for n in range(1, 9000)]
    with pytest.raises(AddressError) as refused:
        addresses.resolve("8999(a)", many)
    assert "8999" in refused.value.hint


@pytest.mark.parametrize(
    ("asked", "split"),
    [
        ("Rev.1:PA/18(c)", ("Rev.1", "PA/18(c)")),
        ("rev 2: 7", ("Rev.2", "7")),
        ("Adopted+corr 1:7", ("adopted+Corr.1", "7")),
        ("tabled:PD/note:4", ("tabled", "PD/note:4")),
        ("E/CN.7/2009/L.1:PP2", ("E/CN.7/2009/L.1", "PP2")),
        ("PA/h:II.B", ("", "PA/h:II.B")),
        ("p:3", ("", "p:3")),
        ("note:3", ("", "note:3")),
        ("7 ter", ("", "7 ter")),
    ],
)
def test_an_older_address_carries_its_revision(asked: str, split: tuple[str, str]) -> None:
    assert addresses.split_revision(asked) == split


@pytest.mark.parametrize(
    ("address", "label", "numbers"),
    [
        ("8", "8", ""),
        ("PD/8(a)", "(a)", "8"),
        ("PD/8(a) bis", "(a) bis", "8"),
        ("PA/73.5(a)", "(a)", "73.5"),
        ("PA/73.5", "5", "73"),
        ("8(-2)", "", "8"),
        ("8 opt 2", "Option 2", "8"),
        ("h:II.B.1", "1", "h:II.B"),
        ("h:II.B~2", "", "h:II.B"),
        ("PD/PP4", "", ""),
        ("PA/p:3", "", ""),
        ("PD/note:4", "", ""),
        ("Art 4/title", "Article 4", "Art 4"),
        ("Art 4/19", "19", "Art 4"),
        ("Art 2 bis/19(a)", "(a)", "Art 2 bis/19"),
        ("Art 4/p:1", "", "Art 4"),
        ("8~2", "8", ""),
    ],
)
def test_the_numbers_above_a_provision(address: str, label: str, numbers: str) -> None:
    assert addresses.above(address, label) == numbers
