"""Provisions written over: what a phrase of their own, or what stands beneath them, tells."""

from __future__ import annotations

from draftrace.compare.distant import over_the_same
from draftrace.compare.kinship import Block
from draftrace.compare.lineage import lineage

FERRY = Block(
    "1",
    "Ferries between the islands may leave when the tide allows, with word sent ahead of the hour, "
    "the cargo and the crew of every crossing, as suits their small harbours.",
)
FERRY_ANEW = Block(
    "1",
    "Every boatman of an outlying place may announce the cargo and the crew of every crossing, "
    "whenever that seems good to him and to those who wait for him.",
)
SLUICE = Block("2", "Sluices are opened at noon by the miller who lives nearest to them.")
OTHER = Block("2", "Bells are cast of bronze only, from the moulds that the abbot keeps.")


def steps(*drafts: list[Block]) -> list[list[tuple[int, str]]]:
    found = lineage(drafts).provisions
    return [[(step.document, step.address) for step in history] for history in found]


def test_a_phrase_of_its_own_tells_the_ancestor_of_what_was_written_over() -> None:
    assert steps([FERRY, SLUICE], [FERRY_ANEW, OTHER]) == [[(0, "1"), (1, "1")], [(1, "2")]]


def test_so_it_does_after_a_draft_without_it() -> None:
    found = lineage([[FERRY, SLUICE], [SLUICE], [FERRY_ANEW, SLUICE]])
    assert [step.document for step in found.provisions[0]] == [0, 2]
    assert found.dropped == ()


def test_a_phrase_that_others_have_too_tells_nothing() -> None:
    again = Block("3", f"{SLUICE.wording} So are the cargo and the crew of every crossing.")
    assert steps([FERRY, SLUICE, again], [FERRY_ANEW, again]) == [
        [(1, "1")],
        [(0, "3"), (1, "3")],
    ]


def test_two_that_were_written_into_one_are_both_its_ancestors() -> None:
    both = Block(
        "1",
        "Whoever holds a licence may announce the cargo and the crew of every crossing and, for a "
        "fee that the council sets, keep moulds that the abbot keeps apart from others.",
    )
    bells = Block("2", "Bells are cast of bronze, in the moulds that the abbot keeps apart.")
    assert steps([FERRY, bells], [both]) == [[(0, "1"), (0, "2"), (1, "1")]]


def article(number: int, chapeau: str, *items: str, title: str = "") -> list[Block]:
    part = f"Art {number}"
    found = [Block(f"{part}/title", title, f"Article {number}", "heading")]
    found.append(Block(f"{part}/1", chapeau, "1", "operative"))
    found += [Block(f"{part}/1({x})", said, f"({x})", "item") for x, said in zip("abc", items)]  # noqa: B905
    return found


ITEMS = ("count the wells of every farm;", "mend the pumps in spring;", "teach the young to dowse;")


def test_a_chapeau_and_an_article_descend_from_what_stood_above_the_same() -> None:
    old = article(3, "Villages shall:", *ITEMS, title="(duties)")
    new = article(7, "It falls to each hamlet to", *ITEMS)
    assert steps(old, new)[:2] == [
        [(0, "Art 3/title"), (1, "Art 7/title")],
        [(0, "Art 3/1"), (1, "Art 7/1")],
    ]


def test_a_chapeau_whose_items_came_from_everywhere_is_new() -> None:
    old = article(3, "Villages shall:", ITEMS[0]) + article(4, "Towns may:", ITEMS[1])
    new = article(7, "It falls to each hamlet to", *ITEMS[:2])
    assert steps(old, new)[1] == [(1, "Art 7/1")]


def test_a_chapeau_over_the_same_though_what_lies_between_went() -> None:
    before = [Block("3", "Boats:"), Block("3(a)(i)", "Ferries."), Block("4", "Nets.")]
    draft = [Block("5", "Vessels:"), Block("5(a)", "Ferries.")]
    assert over_the_same(before, draft, {1: 1}, [0], [0]) == {0: 0}
    assert over_the_same(before, draft, {1: 2}, [0], [0]) == {}


def test_an_article_over_the_same_though_its_paragraphs_became_items() -> None:
    before = [Block("Art 2/title", "(Terms)", kind="heading"), Block("Art 2/1", "A ferry floats.")]
    draft = [
        Block("Art 1/title", "", kind="heading"),
        Block("Art 1/p:1", "In this text:"),
        Block("Art 1/p:1(a)", "A ferry floats."),
    ]
    assert over_the_same(before, draft, {2: 1}, [0], [0, 1]) == {0: 0}
