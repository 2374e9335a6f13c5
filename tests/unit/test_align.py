"""Alignment of two texts: who descends from whom, what moved, what is new; the redline of a row."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftrace.compare.align import Alignment, Block, align
from draftrace.compare.order import heaviest_increasing, steady
from draftrace.text.tokens import tokens

WATER = "States sharing a watercourse shall exchange data on its flow every month."
FISH = "Each party protects migrating fish by keeping ladders open in spring and autumn."
LEVY = "A levy on upstream abstraction finances the joint secretariat, subject to review."
COURT = "Disputes that talks do not settle within a year go to the arbitral chamber in turn."
FLOOD = "Early warning of floods is given without delay, day or night, through named officers."
DAMS = "No dam higher than ten metres is begun before its effects downstream are assessed."
SEIZED = "Decides to remain seized of the matter."
NOUNS = ("weir", "mill", "canal", "quay", "lock", "barge", "reed", "eel", "mole", "ford", "pier")


def text(*wordings: str) -> list[Block]:
    return [Block(str(place), wording) for place, wording in enumerate(wordings, 1)]


def said(old: list[Block], new: list[Block]) -> list[tuple[str, str, str]]:
    """Each row as old addresses, change, new addresses."""
    return [(",".join(row.old), row.change, ",".join(row.new)) for row in align(old, new)]


def side(rows: tuple[Alignment, ...], signs: str) -> list[str]:
    return ["".join(part for op, part in row.redline if op in signs) for row in rows]


class TestChange:
    def test_the_same_text_is_unchanged(self) -> None:
        assert said(text(WATER, FISH, WATER), text(WATER, FISH, WATER)) == [
            ("1", "unchanged", "1"),
            ("2", "unchanged", "2"),
            ("3", "unchanged", "3"),
        ]

    def test_white_space_alone_is_no_rewording(self) -> None:
        assert said(text(WATER), text(WATER.replace(" ", "\n", 1))) == [("1", "unchanged", "1")]

    def test_a_word_changed_is_reworded(self) -> None:
        rows = align(text(WATER, FISH), text(WATER.replace("shall", "should"), FISH))
        assert rows[0].change == "reworded"
        assert ("-", "shall") in rows[0].redline
        assert ("+", "should") in rows[0].redline

    def test_new_and_dropped(self) -> None:
        assert said(text(WATER, LEVY, FISH), text(WATER, FISH, COURT)) == [
            ("1", "unchanged", "1"),
            ("2", "dropped", ""),
            ("3", "unchanged", "2"),
            ("", "new", "3"),
        ]

    def test_dropped_ones_stand_where_they_stood(self) -> None:
        old = text(LEVY, WATER, COURT, DAMS, FISH)
        assert said(old, text(WATER, FLOOD, FISH)) == [
            ("1", "dropped", ""),
            ("2", "unchanged", "1"),
            ("3", "dropped", ""),
            ("4", "dropped", ""),
            ("", "new", "2"),
            ("5", "unchanged", "3"),
        ]

    def test_from_nothing_and_to_nothing(self) -> None:
        assert said([], text(WATER)) == [("", "new", "1")]
        assert said(text(WATER), []) == [("1", "dropped", "")]
        assert said([], []) == []

    def test_only_the_label_changed(self) -> None:
        old = [Block("7", WATER, label="7"), Block("8", FISH, label="8")]
        new = [Block("6", WATER, label="6"), Block("7", FISH.replace("open", "clear"), label="7")]
        assert said(old, new) == [("7", "renumbered", "6"), ("8", "renumbered+reworded", "7")]

    @pytest.mark.parametrize(("before", "after"), [("", "6"), ("7", ""), ("7", "7")])
    def test_a_label_not_known_or_kept_is_no_renumbering(self, before: str, after: str) -> None:
        rows = said([Block("a", WATER, label=before)], [Block("b", WATER, label=after)])
        assert rows == [("a", "unchanged", "b")]


class TestMoves:
    def test_the_one_that_moved_is_said_to_have_moved(self) -> None:
        old = text(WATER, FISH, LEVY, COURT, FLOOD)
        assert said(old, text(FISH, LEVY, COURT, WATER, FLOOD)) == [
            ("2", "unchanged", "1"),
            ("3", "unchanged", "2"),
            ("4", "unchanged", "3"),
            ("1", "moved", "4"),
            ("5", "unchanged", "5"),
        ]

    def test_of_two_that_changed_places_the_shorter_moved(self) -> None:
        assert said(text(FLOOD, SEIZED), text(SEIZED, FLOOD)) == [
            ("2", "moved", "1"),
            ("1", "unchanged", "2"),
        ]

    def test_moved_and_reworded(self) -> None:
        old = text(WATER, FISH, LEVY, COURT, FLOOD)
        new = text(FISH, LEVY, COURT, FLOOD, WATER.replace("every month", "every week"))
        assert said(old, new)[-1] == ("1", "moved+reworded", "5")

    def test_what_follows_an_insertion_or_a_cut_has_not_moved(self) -> None:
        rows = said(text(WATER, FISH, LEVY, COURT), text(DAMS, FLOOD, WATER, LEVY, COURT))
        assert not any("moved" in change for _, change, _ in rows)

    def test_a_section_moves_with_its_reworded_paragraphs(self) -> None:
        old = text(WATER, FISH, LEVY, COURT, FLOOD, DAMS, SEIZED)
        new = text(
            COURT, FLOOD.replace("without delay", "at once"), WATER, FISH, LEVY, DAMS, SEIZED
        )
        rows = said(old, new)
        assert rows[:2] == [("4", "moved", "1"), ("5", "moved+reworded", "2")]
        assert all("moved" not in change for _, change, _ in rows[2:])

    @given(st.permutations(range(6)))
    def test_as_few_as_possible_have_moved(self, order: list[int]) -> None:
        wordings = [WATER, FISH, LEVY, COURT, FLOOD, DAMS]
        rows = align(text(*wordings), text(*(wordings[place] for place in order)))
        longest = max(
            size
            for size in range(1, 7)
            if any(_increases([order[at] for at in chosen]) for chosen in _choices(size))
        )
        assert sum(row.change == "moved" for row in rows) == 6 - longest


def _increases(places: list[int]) -> bool:
    return places == sorted(places)


def _choices(size: int) -> set[tuple[int, ...]]:
    return {chosen for chosen in permutations(range(6), size) if list(chosen) == sorted(chosen)}


class TestSplitAndMerged:
    def test_split_in_two(self) -> None:
        old = text(LEVY, f"{WATER} {FISH}", COURT)
        rows = align(old, text(LEVY, WATER, FISH, COURT))
        assert [(row.old, row.change, row.new) for row in rows][1] == (("2",), "split", ("2", "3"))
        assert tokens(side(rows, "=-")[1]) == tokens(f"{WATER} {FISH}")
        assert side(rows, "=+")[1] == f"{WATER}\n{FISH}"

    def test_merged_from_two(self) -> None:
        old = text(LEVY, WATER, FISH, COURT)
        rows = align(old, text(LEVY, f"{WATER} {FISH}", COURT))
        assert [(row.old, row.change, row.new) for row in rows][1] == (("2", "3"), "merged", ("2",))
        assert side(rows, "=-")[1] == f"{WATER}\n{FISH}"

    def test_a_short_one_that_ends_or_begins_its_neighbour_was_merged_or_split_off(self) -> None:
        apart, whole = text(LEVY, WATER, "6. Fish", COURT), text(LEVY, f"{WATER} 6. Fish", COURT)
        assert said(apart, whole)[1] == ("2,3", "merged", "2")
        assert said(whole, apart)[1] == ("2", "split", "2,3")
        before = text(LEVY, f"6. Fish {WATER}", COURT)
        assert said(text(LEVY, "6. Fish", WATER, COURT), before)[1] == ("2,3", "merged", "2")
        other = text(LEVY, f"{WATER} and Fish", COURT)
        assert ("3", "dropped", "") in said(apart, other)
        under = [*apart[:2], Block("3", "6. Fish", kind="heading"), apart[3]]
        read = [Block(one.address, one.wording, kind="paragraph") for one in whole]
        assert ("3", "dropped", "") in said(under, read)

    def test_of_two_options_one_is_merged_and_the_other_goes(self) -> None:
        fund = "A fund is hereby established to pay for the fencing of springs."
        rivals = (
            "It is fed by assessed contributions.",
            "It is fed by wool and free contributions.",
        )
        whole = f"{fund} {rivals[1]}"
        for options in permutations(rivals):
            rows = said(text(LEVY, fund, *options, COURT), text(LEVY, whole, COURT))
            place = str(3 + options.index(rivals[1]))
            assert (f"2,{place}", "merged", "2") in rows
            assert (str(7 - int(place)), "dropped", "") in rows

    def test_items_in_brackets_are_merged_without_them(self) -> None:
        fund = "The Reef Fund serves as the financial mechanism of this agreement"
        items = ("Funds to be new and large;", "Funds to be [adequate], [certain] and [lasting];")
        whole = f"{fund}; funds to be new and large, adequate, certain and lasting."
        rows = said(text(LEVY, f"[{fund}:", *items, COURT), text(LEVY, whole, COURT))
        assert ("2,3,4", "merged+reworded", "2") in rows

    def test_short_items_and_their_chapeau_are_drawn_into_one_paragraph_and_set_apart(self) -> None:
        apart = text(
            LEVY, "Urges States to:", "Fit screws;", "Slow down where whales calve;", COURT
        )
        whole = text(
            LEVY, "Urges States to fit screws, and to slow down where whales calve.", COURT
        )
        assert ("2,3,4", "merged+reworded", "2") in said(apart, whole)
        assert ("2", "split+reworded", "2,3,4") in said(whole, apart)

    def test_a_chapeau_whose_words_are_not_settled_goes_with_its_items(self) -> None:
        items = ("Ring the bell of the harbour by day;", "Light the lamp of the harbour by night;")
        apart = text(LEVY, "States [shall][may]:", *items, COURT)
        whole = (
            "States shall ring the bell of the harbour by day and light the lamp of the harbour."
        )
        row = align(apart, text(LEVY, whole, COURT))[1]
        assert (sorted(row.old), row.change) == (["2", "3", "4"], "merged+reworded")

    def test_between_two_parts_a_third_is_told_by_a_phrase_of_its_own(self) -> None:
        unsettled = (
            "Ask [keepers] [pilots] of any coast [or] [and] a bell by day [in fog] [at noon];"
        )
        parts = (
            "It is the duty of keepers to:",
            unsettled,
            "Light the lamps of the harbour mouth.",
        )
        whole = (
            "It is the duty of keepers to ring a bell by day and to light the lamps of the harbour."
        )
        row = ("2,3,4", "merged+reworded", "2")
        assert row in said(text(LEVY, *parts, COURT), text(LEVY, whole, COURT))
        strange = (parts[0], "Whales are counted twice in summer from the shore;", parts[2])
        assert row not in said(text(LEVY, *strange, COURT), text(LEVY, whole, COURT))

    def test_what_holds_a_place_is_no_ancestor(self) -> None:
        old = text(LEVY, "[To be elaborated.]", COURT)
        new = text(LEVY, "[Training of wardens] [to be elaborated]", COURT)
        assert [change for _, change, _ in said(old, new)] == [
            "unchanged",
            "dropped",
            "new",
            "unchanged",
        ]
        assert said(old, text(LEVY, "[...]", COURT))[1][1] in ("reworded", "dropped")

    def test_merged_in_another_order_is_no_change_of_words(self) -> None:
        (row, *_) = align(text(WATER, FISH, LEVY, COURT), text(f"{FISH} {WATER}", LEVY, COURT))
        assert (row.old, row.new, row.change) == (("2", "1"), ("1",), "merged")
        (row, *_) = align(text("No dams.", FISH, LEVY), text(f"No dams. {FISH}", LEVY))
        assert (row.old, row.change) == (("1", "2"), "merged")
        loud = " ".join([w if n % 3 else w.upper() for n, w in enumerate(WATER.split())])
        (row, *_) = align(text(FISH, WATER, LEVY), text(f"{FISH} {loud}", LEVY))
        assert (row.old, row.change) == (("1", "2"), "merged+reworded")

    def test_split_and_reworded(self) -> None:
        old = text(LEVY, f"{WATER} {FISH}", COURT)
        new = text(LEVY, WATER.replace("shall", "may"), FISH, COURT)
        assert said(old, new)[1] == ("2", "split+reworded", "2,3")

    def test_a_paragraph_becomes_chapeau_and_items_and_back(self) -> None:
        whole = (
            "The secretariat shall (a) keep the register of wells; (b) publish the gauge readings "
            "of every station; and (c) convene the meeting of the parties in alternate years"
        )
        apart = (
            "The secretariat shall",
            "Keep the register of wells;",
            "Publish the gauge readings of every station; and",
            "Convene the meeting of the parties in alternate years",
        )
        split = said(text(LEVY, whole, COURT), text(LEVY, *apart, COURT))
        assert ("2", "split+reworded", "3,4,5") in split or (
            "2",
            "split+reworded",
            "2,3,4,5",
        ) in split
        merged = said(text(LEVY, *apart, COURT), text(LEVY, whole, COURT))
        assert any("merged" in change and new == "2" for _, change, new in merged)

    def test_a_part_carried_off_to_another_section(self) -> None:
        old = text(f"{WATER} {FISH}", LEVY, COURT, FLOOD, DAMS)
        assert said(old, text(WATER, LEVY, COURT, FLOOD, FISH, DAMS))[0] == (
            "1",
            "split+moved",
            "1,5",
        )

    def test_what_many_paragraphs_lost_is_part_of_none(self) -> None:
        copies = [f"{WATER} Basin {number} follows suit." for number in range(9)]
        rows = said(text(*copies, LEVY, COURT), text(LEVY, COURT, WATER))
        assert rows[-1] == ("", "new", "3")
        rows = said(text(copies[0], LEVY, COURT), text(LEVY, COURT, WATER))
        assert rows[-1] == ("1", "moved+reworded", "3")

    def test_cut_in_two_or_joined_between_rewordings(self) -> None:
        old = text(LEVY, f"{WATER} {FISH}", COURT, FLOOD, DAMS)
        new = text(f"{LEVY} Yearly.", WATER, FISH, f"{COURT} {FLOOD}", f"{DAMS} Yearly.")
        assert said(old, new) == [
            ("1", "reworded", "1"),
            ("2", "split", "2,3"),
            ("3,4", "merged", "4"),
            ("5", "reworded", "5"),
        ]

    def test_an_insertion_beside_a_rewording_is_no_split(self) -> None:
        new = text(LEVY, WATER.replace("month", "week"), FISH, COURT)
        assert said(text(LEVY, WATER, COURT), new) == [
            ("1", "unchanged", "1"),
            ("2", "reworded", "2"),
            ("", "new", "3"),
            ("3", "unchanged", "4"),
        ]

    def test_a_formula_merged_with_its_near_copy(self) -> None:
        lines = [
            f"Report of the registrar on the {what} of the basin (R/{n}/7);"
            for n, what in enumerate(("wells", "gauges", "ladders", "levies"), 1)
        ]
        new = text(lines[0], f"{lines[1]} {lines[2]}", lines[3])
        assert said(text(*lines), new)[1] == ("2,3", "merged", "2")


class TestNegotiatingDrafts:
    def test_another_paragraph_under_the_same_label_is_new(self) -> None:
        old = [Block("4", WATER, label="4"), Block("5", LEVY, label="5"), Block("6", FISH, "6")]
        new = [Block("4", WATER, label="4"), Block("5", COURT, label="5"), Block("6", FISH, "6")]
        assert said(old, new)[1:3] == [("5", "dropped", ""), ("", "new", "5")]

    def test_option_labels_are_not_identity(self) -> None:
        old = text("Option 1:", WATER, "Option 2:", LEVY, "Option 3:", COURT, FISH)
        new = text("Option 1:", LEVY, "Option 2:", COURT, FISH)
        pairs = {(row.old, row.new) for row in align(old, new)}
        assert {(("4",), ("2",)), (("6",), ("4",)), (("7",), ("5",))} <= pairs
        assert not any("moved" in row.change for row in align(old, new))

    def test_a_heading_alone_is_not_identity(self) -> None:
        old = [Block("h1", "Finance", kind="heading"), *text(WATER, FISH, LEVY, COURT)]
        new = [
            *text(WATER, FISH, LEVY, COURT),
            Block("h1", "Finance", kind="heading"),
            Block("5", FLOOD),
        ]
        rows = said(old, new)
        assert ("h1", "dropped", "") in rows
        assert ("", "new", "h1") in rows

    def test_a_heading_that_moves_with_its_paragraphs_is_kept(self) -> None:
        heading = Block("h1", "Finance", kind="heading")
        old = [heading, *text(LEVY, WATER, FISH, COURT)]
        new = [*text(WATER, FISH, COURT), heading, Block("4", LEVY)]
        assert ("h1", "moved", "h1") in said(old, new)

    def test_agenda_lines_differ_by_one_word_and_keep_their_places(self) -> None:
        subjects = ("wells", "gauges", "ladders", "levies", "floods", "dams", "locks", "weirs")
        old = text(
            *(f"Consideration of the report on {s} and of the matters it raises" for s in subjects)
        )
        changed = ("wells", "gauges", "mills", "ladders", "levies", "surges", "dams", "weirs")
        new = text(
            *(f"Consideration of the report on {s} and of the matters it raises" for s in changed)
        )
        rows = said(old, new)
        assert ("3", "unchanged", "4") in rows
        assert ("", "new", "3") in rows
        assert ("5", "reworded", "6") in rows
        assert ("7", "dropped", "") in rows
        assert not any("moved" in change for _, change, _ in rows)

    def test_repeated_formulas_stay_each_in_its_section(self) -> None:
        old = text(WATER, SEIZED, FISH, SEIZED, LEVY, SEIZED, COURT, SEIZED)
        new = text(WATER, SEIZED, FISH, LEVY, SEIZED, COURT, DAMS, SEIZED)
        rows = said(old, new)
        assert ("4", "dropped", "") in rows
        assert {("2", "unchanged", "2"), ("6", "unchanged", "5"), ("8", "unchanged", "8")} <= {
            *rows
        }

    def test_brackets_everywhere_do_not_hide_the_ancestor(self) -> None:
        bracketed = (
            "[Each] [party] [protects][should protect] [migrating] fish "
            "[by [keeping] ladders [open] in spring [and autumn]]."
        )
        rows = said(text(WATER, FISH, LEVY), text(WATER, bracketed, LEVY))
        assert rows[1] == ("2", "reworded", "2")

    def test_a_shared_formula_is_not_descent(self) -> None:
        formula = "In accordance with national law and within their means, States shall"
        old = text(
            *(
                f"{formula} {rest}"
                for rest in ("inspect the weirs twice a year.", "train officers.")
            ),
            WATER,
        )
        new = text(
            WATER,
            *(
                f"{formula} {rest}"
                for rest in (
                    "licence all abstraction from aquifers by metered permit renewed yearly.",
                )
            ),
        )
        assert [change for _, change, _ in said(old, new)].count("new") == 1

    def test_a_mention_is_no_descent(self) -> None:
        title = "(b) Fifth report of the registrar on the wells of the basin (R/2008/2);"
        minutes = (
            f"At its ninth session the commission took note of the fifth {title[10:-1]}, thanked "
            "the auditors for their patience, deferred the choice of a seat, opened a fund for "
            "gauges in the delta, heard four observers and closed the session at midnight."
        )
        assert said(text(title, WATER), text(WATER, minutes)) == [
            ("1", "dropped", ""),
            ("2", "unchanged", "1"),
            ("", "new", "2"),
        ]

    def test_a_provision_cut_to_its_core_descends_from_it(self) -> None:
        long = f"{FISH[:-1]}, {LEVY[:-1].lower()}, {FLOOD.lower()}"
        assert said(text(long, DAMS, WATER), text(DAMS, WATER, FISH)) == [
            ("2", "unchanged", "1"),
            ("3", "unchanged", "2"),
            ("1", "moved+reworded", "3"),
        ]

    def test_of_two_alike_none_has_moved_where_both_were_reworded(self) -> None:
        title = "Plan for the careful and balanced sharing of the waters of the great river basin"
        first = title.replace("careful and balanced ", "").replace("waters of the ", "")
        second = title.replace("great river", "great and old river")
        old, new = text(COURT, title, FISH, title, WATER), text(COURT, first, FISH, second, WATER)
        assert [change for _, change, _ in said(old, new)] == [
            "unchanged", "reworded", "unchanged", "reworded", "unchanged",
        ]  # fmt: skip
        beside = said(
            text(COURT, title, title, WATER), text(COURT, FISH, LEVY, first, second, WATER)
        )
        assert [row for row in beside if "reworded" in row[1]] == [
            ("2", "reworded", "4"),
            ("3", "reworded", "5"),
        ]

    def test_what_says_the_same_turn_for_turn_elsewhere_is_another_text(self) -> None:
        report = (
            "Early warning of floods should be given without delay, by day or by night, through "
            "officers that are named to all parties, and the costs of the warning, of the officers "
            "and of their posts along both banks should be borne in equal shares by the parties."
        )
        plan = (
            "Give early warning of floods without delay, day or night, through "
            "officers named to all parties, and bear the costs of the warning, of the officers "
            "and of their posts along both banks in shares equal for the parties."
        )
        assert said(text(plan, DAMS, WATER, FISH), text(DAMS, WATER, FISH, report)) == [
            ("1", "dropped", ""),
            ("2", "unchanged", "1"),
            ("3", "unchanged", "2"),
            ("4", "unchanged", "3"),
            ("", "new", "4"),
        ]
        # Where it stood it is the same provision, and amended in few places it has moved.
        assert said(text(DAMS, plan, WATER), text(DAMS, report, WATER))[1][1] == "reworded"
        amended = report.replace("by day or by night", "at any hour").replace("equal", "fair")
        assert said(text(report, DAMS, WATER, FISH), text(DAMS, WATER, FISH, amended))[-1] == (
            ("1", "moved+reworded", "4")
        )

    def test_a_paragraph_descends_from_the_paragraph_and_not_its_heading(self) -> None:
        old = [
            *text(WATER),
            Block("h", "Early warning of floods and spills", kind="heading"),
            Block("2", "Early warning of floods and leaks comes daily", kind="paragraph"),
            *text("", "", FISH)[2:],
        ]
        new = [
            *text(WATER),
            Block("2", "Early warning of floods and spills comes", kind="paragraph"),
        ]
        assert said(old, new)[1:3] == [("h", "dropped", ""), ("2", "reworded", "2")]

    def test_a_text_written_afresh_is_new_throughout(self) -> None:
        old = text(*(f"No {noun} is leased unless its {noun} warden consents" for noun in NOUNS))
        new = text(*(f"Tax on any {noun[::-1]} falls due at {noun[::-1]} fairs" for noun in NOUNS))
        assert {change for _, change, _ in said(old, new)} == {"dropped", "new"}

    def test_a_formula_of_many_is_no_evidence_and_their_own_phrases_are(self) -> None:
        whole = [
            f"In each season the parties see that the {n} wardens keep {n} books" for n in NOUNS
        ]
        told = [
            f"The parties see that the {n} wardens keep {n} books, in each season" for n in NOUNS
        ]
        pairs = {(r.old, r.new) for r in align(text(*whole), text(*reversed(told)))}
        assert pairs == {((str(n),), (str(12 - n),)) for n in range(1, 12)}

    def test_many_reworded_near_copies_keep_their_order(self) -> None:
        old = text(
            *(f"Station {n} reports the flow at noon to the basin office" for n in range(20))
        )
        new = text(*(f"Station {n} sends its flow by noon to the delta office" for n in range(20)))
        pairs = [(row.old, row.new) for row in align(old, new) if row.old and row.new]
        assert all(before == after for before, after in pairs)


class TestRedline:
    def test_twins_reworded_in_place_have_not_changed_places(self) -> None:
        twin = WATER.replace("month", "week")
        old = text(WATER, LEVY, COURT, FLOOD, twin, DAMS)
        new = text(WATER.replace("month", "day"), LEVY, COURT, FLOOD, WATER, DAMS)
        assert {change for _, change, _ in said(old, new)} == {"reworded", "unchanged"}
        # With no near copy where it stood, it moved.
        new = text(FISH, LEVY, COURT, FLOOD, WATER, DAMS)
        assert ("1", "moved", "5") in said(old, new)

    def test_every_block_in_one_row_and_both_texts_given_back(self) -> None:
        old = text(WATER, f"{FISH} {LEVY}", COURT, FLOOD, "")
        new = text(FLOOD, WATER.upper(), FISH, LEVY, "", DAMS)
        _check_whole(old, new)

    @given(st.data())
    @settings(max_examples=60)
    def test_of_any_two_texts(self, data: st.DataObject) -> None:
        word = st.sampled_from(
            ["river", "lake", "[", "dam", "]", "and", "the,", "of;", "flow.", "well\n", "", "7"]
        )
        wording = st.lists(word, max_size=9).map(" ".join)
        old = data.draw(st.lists(wording, max_size=9))
        kept = data.draw(st.permutations(old))[: data.draw(st.integers(0, 9))]
        new = data.draw(st.permutations([*kept, *data.draw(st.lists(wording, max_size=4))]))
        _check_whole(text(*old), text(*new))


def _check_whole(old: list[Block], new: list[Block]) -> None:
    rows = align(old, new)
    assert sorted(address for row in rows for address in row.old) == sorted(b.address for b in old)
    assert sorted(address for row in rows for address in row.new) == sorted(b.address for b in new)
    firsts = [int(row.new[0]) for row in rows if row.new]
    assert firsts == sorted(firsts)
    before = {block.address: block.wording for block in old}
    after = {block.address: block.wording for block in new}
    assert side(rows, "=-") == ["\n".join(before[a] for a in row.old) for row in rows]
    assert side(rows, "=+") == ["\n".join(after[a] for a in row.new) for row in rows]


class TestOrder:
    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=9))
    def test_no_increasing_subsequence_is_heavier(self, items: list[tuple[int, int]]) -> None:
        places, weights = [place for place, _ in items], [weight for _, weight in items]
        chain = heaviest_increasing(places, weights)
        chosen = [places[at] for at in chain]
        assert all(a < b for a, b in pairwise(chosen))
        assert sum(weights[at] for at in chain) == _heaviest(places, weights)

    def test_of_equal_choices_the_longer_text_stays(self) -> None:
        assert steady([1, 0], [5, 9]) == [1]
        assert steady([1, 0], [9, 5]) == [0]


def _heaviest(places: list[int], weights: list[int]) -> int:
    best = [0] * len(places)
    for at, place in enumerate(places):
        best[at] = weights[at] + max((best[b] for b in range(at) if places[b] < place), default=0)
    return max(best, default=0)
