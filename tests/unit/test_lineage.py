"""Where every provision of the last draft comes from, and where the dropped ones were last seen."""

from __future__ import annotations

from draftrace.compare.kinship import Block, cited
from draftrace.compare.lineage import Step, lineage
from unit.test_align import COURT, DAMS, FISH, FLOOD, LEVY, WATER, text


def told(*drafts: list[Block]) -> tuple[list[list[tuple[int, str, str]]], list[tuple[int, str]]]:
    """Each provision's steps, and where the dropped ones were last seen."""
    found = lineage(drafts)
    return (
        [[(s.document, s.address, s.change) for s in history] for history in found.provisions],
        [(history[-1].document, history[-1].address) for history in found.dropped],
    )


def test_no_drafts_have_no_lineage() -> None:
    assert told() == ([], [])


def test_one_draft_is_all_new() -> None:
    assert told(text(WATER, FISH)) == ([[(0, "1", "new")], [(0, "2", "new")]], [])


def test_every_step_is_told() -> None:
    reworded = WATER.replace("month", "week")
    provisions, dropped = told(
        text(WATER, FISH, LEVY), text(FISH, LEVY, reworded), text(FISH, LEVY, reworded)
    )
    assert provisions == [
        [(0, "2", "new"), (1, "1", "unchanged"), (2, "1", "unchanged")],
        [(0, "3", "new"), (1, "2", "unchanged"), (2, "2", "unchanged")],
        [(0, "1", "new"), (1, "3", "moved+reworded"), (2, "3", "unchanged")],
    ]
    assert dropped == []


def test_where_nothing_is_the_ancestor_there_is_one_step() -> None:
    provisions, dropped = told(text(WATER, LEVY), text(WATER, COURT))
    assert provisions[1] == [(1, "2", "new")]
    assert dropped == [(0, "2")]


def test_what_skips_drafts_and_comes_back_keeps_its_history() -> None:
    returning = LEVY.replace("joint secretariat", "joint office")
    provisions, dropped = told(
        text(WATER, LEVY, FISH),
        text(WATER, FISH),
        text(WATER, FISH, DAMS),
        text(returning, WATER, FISH),
    )
    assert provisions[0] == [(0, "2", "new"), (3, "1", "reworded")]
    assert dropped == [(2, "3")]


def test_it_may_come_back_in_an_earlier_wording() -> None:
    later = "A levy is set yearly by the commission on all who draw water above the weir."
    provisions, _ = told(text(WATER, LEVY), text(WATER, later), text(WATER), text(WATER, LEVY))
    assert [step[0] for step in provisions[1]] == [0, 3]


def test_the_wording_before_the_last_is_looked_at_too() -> None:
    second = LEVY.replace("upstream abstraction finances", "water drawn upstream pays for") + (
        " Its rate, its collection and the exemptions are set out in the third annex, which the "
        "parties revise by consensus in every fourth year, on the advice of the auditors."
    )
    provisions, dropped = told(
        text(WATER, LEVY, FISH),
        text(WATER, second, FISH),
        text(WATER, FISH),
        text(WATER, LEVY, FISH),
    )
    assert provisions[1] == [(0, "2", "new"), (1, "2", "reworded"), (3, "2", "reworded")]
    assert dropped == []


def test_parts_of_a_split_share_a_history_and_a_merger_has_both() -> None:
    provisions, _ = told(text(f"{WATER} {FISH}", LEVY), text(WATER, FISH, LEVY))
    assert provisions[0] == [(0, "1", "new"), (1, "1", "split")]
    assert provisions[1] == [(0, "1", "new"), (1, "2", "split")]
    provisions, _ = told(text(WATER, FISH, LEVY), text(f"{WATER} {FISH}", LEVY))
    assert provisions[0] == [(0, "1", "new"), (0, "2", "new"), (1, "1", "merged")]


def test_a_mark_that_comes_back_alone_is_new() -> None:
    provisions, _ = told(
        text("Option 1:", WATER, FISH), text(WATER, FISH), text(FLOOD, "Option 1:", WATER, FISH)
    )
    assert provisions[1] == [(2, "2", "new")]


def test_a_heading_comes_back_with_its_section() -> None:
    heading = Block("h1", "Finance", kind="heading")
    drafts = [[heading, *text(LEVY, WATER)], text(WATER), [*text(WATER), heading, Block("2", LEVY)]]
    assert lineage(drafts).provisions[1] == (Step(0, "h1", "new"), Step(2, "h1", "unchanged"))


def test_several_come_back_together() -> None:
    provisions, dropped = told(text(WATER, LEVY, COURT), text(WATER), text(WATER, LEVY, COURT))
    assert provisions[1:] == [
        [(0, "2", "new"), (2, "2", "unchanged")],
        [(0, "3", "new"), (2, "3", "unchanged")],
    ]
    assert dropped == []


def test_what_stands_in_a_renumbered_article_was_renumbered() -> None:
    first = [cited("Art 4/1", WATER, "1", "operative"), cited("Art 4/2", FISH, "2", "operative")]
    later = [cited("Art 5/1", WATER, "1", "operative"), cited("Art 5/2", FISH, "2", "operative")]
    provisions, _ = told(first, later, later)
    assert [[change for _, _, change in steps] for steps in provisions] == [
        ["new", "renumbered", "unchanged"]
    ] * 2


def test_what_comes_back_word_for_word_is_no_rewording_of_what_is_a_little_like_it() -> None:
    carry = "Boats of less than twelve metres carry a list of the nets they lay."
    exempt = "Boats of less than twelve metres, and rowed ones, are exempt from this treaty."
    provisions, dropped = told(text(exempt, f"[{carry}]"), text(exempt), text(carry))
    assert provisions == [[(0, "2", "new"), (2, "1", "reworded")]]
    assert dropped == [(1, "1")]


def test_an_alternative_that_stands_whole_in_what_became_of_its_rival_is_merged() -> None:
    never = "A party shall not permit the export of nets that bear no mark."
    consent = never.replace("shall not", "may").replace(".", ", with the consent of the importer.")
    both = never.replace(".", ", except with the consent of the importer.")
    provisions, dropped = told(text(never, consent), text(both))
    assert provisions == [[(0, "1", "new"), (0, "2", "new"), (1, "1", "merged+reworded")]]
    assert dropped == []


def test_a_heading_is_no_piece_of_a_paragraph_that_names_it() -> None:
    rule = "The Conference of the Parties shall adopt the terms of a new instrument on nets."
    old = [cited("1", rule, "1", "operative")]
    new = [
        cited("h:~1", "Conference of the Parties", "", "heading"),
        cited("2", rule.replace("shall adopt", "adopts"), "2", "operative"),
    ]
    provisions, _ = told(old, new)
    assert [steps[0][0] for steps in provisions] == [1, 0]


def test_a_heading_that_reads_again_as_one_read_that_goes_on_elsewhere_descends_from_it() -> None:
    def heading(address: str, wording: str) -> Block:
        return cited(address, wording, "", "heading")

    first = heading("h:1", "Objectives and the commitments")
    then = heading("h:1", "Objectives for a quiet sea")
    drafts = [[first, *text(WATER)], [then, *text(WATER)]]
    drafts.append([then, *text(WATER), heading("h:2", "Objectives and the commitments")])
    provisions, _ = told(*drafts)
    assert [step[:2] for step in provisions[2]] == [(0, "h:1"), (2, "h:2")]


def test_one_formula_in_sections_that_change_places_goes_with_what_stands_under_it() -> None:
    formula = "To keep this promise we will draw on the following deeds:"
    first, second = (FISH, formula, COURT), (WATER, formula, LEVY)
    provisions, _ = told(text(*first, *second), text(*second, *first))
    assert [steps[0][1] for steps in provisions] == ["4", "5", "6", "1", "2", "3"]


def test_a_chapter_keeps_its_number_and_title_wherever_the_articles_move() -> None:
    head = cited("h:Chapter II", "Institutions", "Chapter II", "heading")
    bare = cited("h:~1", "Institutions", "", "heading")
    before, after = [WATER, FISH, LEVY, COURT, DAMS, FLOOD], [COURT, DAMS, FLOOD, WATER, FISH, LEVY]
    for one, kept in ((head, True), (bare, False)):
        old, new = text(*before), text(*after)
        provisions, dropped = told([*old[:4], one, *old[4:]], [*new[:2], one, *new[2:]])
        assert len(provisions[2]) == 1 + kept
        assert bool(dropped) != kept
