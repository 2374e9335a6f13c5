"""Whose bracket the words of a compiled draft came in."""

from __future__ import annotations

import pytest

from draftrace.compare.attribution import credits_of
from draftrace.compare.kinship import Block
from draftrace.compare.reconstruction import reconstructed
from draftrace.text.tokens import pieces


def credited(wording: str) -> list[tuple[str, tuple[str, ...]]]:
    cut = pieces(wording)
    return [(" ".join(cut[one.first : one.end]), one.parties) for one in credits_of(wording)]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("Wells are sealed.", []),
        ("Wells are [promptly] sealed.", []),
        ("Wells are [EU, Norway: promptly] sealed.", [("[ EU , Norway : promptly ]",
                                                        ("EU", "Norway"))]),
        ("Wells are [promptly](EU, Norway) sealed.", [("[ promptly ] ( EU , Norway )",
                                                        ("EU", "Norway"))]),
        ("Wells are [Mexico: delete: promptly] sealed.", []),
        ("Wells are [Cuba: retain: promptly] sealed.", []),
        ("Wells are [Cuba: add: promptly] sealed.", [("[ Cuba : add : promptly ]", ("Cuba",))]),
        ("Wells are [Note: to be settled] sealed.", []),
        ("Wells are [or: drained] sealed.", []),
        ("(Japan) Wells are sealed.", [("( Japan ) Wells are sealed .", ("Japan",))]),
        ("[(EU and Norway) Seal wells.]", [("[ ( EU and Norway ) Seal wells . ]",
                                            ("EU", "Norway"))]),
        ("Mexico: Wells are sealed.", [("Mexico : Wells are sealed .", ("Mexico",))]),
        ("Option 1 (Fiji): Seal wells.", [("Option 1 ( Fiji ) : Seal wells .", ("Fiji",))]),
        ("Mexico: delete the paragraph.", []),
        ("Peru would add: at once.", [("Peru would add : at once .", ("Peru",))]),
        ("Peru and Fiji reserve their position and would prefer: Dig.",
         [("Peru and Fiji reserve their position and would prefer : Dig .", ("Peru", "Fiji"))]),
        ("Chile proposed to insert: Dig.", [("Chile proposed to insert : Dig .", ("Chile",))]),
        ("Peru would delete: at once.", []),
        ("Some Parties would prefer: Dig.", []),
        ("(Purpose) Wells are sealed.", []),
        ("Wells are [promptly – Iceland] sealed.", [("[ promptly – Iceland ]", ("Iceland",))]),
        ("Seal [old][dry] (Chile, LMDC) wells.", [("[ dry ] ( Chile , LMDC )",
                                                  ("Chile", "LMDC"))]),
        ("[Seal wells.] [G77 and China]", [("[ Seal wells . ] [ G77 and China ]",
                                           ("G77 and China",))]),
        ("Wells are sealed. [Brazil, India]", [("Wells are sealed . [ Brazil , India ]",
                                               ("Brazil", "India"))]),
        ("[Seal, [and drain] (Fiji, supported by Palau)]",
         [("[ and drain ] ( Fiji , supported by Palau )", ("Fiji", "Palau"))]),
        ("Wells are sealed. [Deleted]", []),
        ("Paid from [the fund] (WF).", []),
        ("Wells in Oslo (Norway).", []),
    ],
)  # fmt: skip
def test_brackets_credit_what_they_bring_in(
    wording: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert credited(wording) == found


def test_an_inner_bracket_is_its_own_partys() -> None:
    inner, outer = sorted(
        credited("Dig [EU: deep [Cuba: very deep] wells]."), key=lambda c: len(c[0])
    )
    assert inner == ("[ Cuba : very deep ]", ("Cuba",))
    assert outer[1] == ("EU",)


def drafts(*wordings: str) -> list[tuple[str, int, tuple[str, ...]]]:
    told = reconstructed([[Block("1", wording)] for wording in wordings])
    return [(word.text, word.document, word.parties) for word in told.provisions[0].words]


def test_words_stay_their_partys_when_the_brackets_go() -> None:
    words = drafts(
        "Old wells in every village are sealed by the owner.",
        "Old wells in every village are [EU: promptly] sealed by the owner.",
        "Old wells in every village are promptly sealed by the owner.",
    )
    assert words[6] == ("promptly", 1, ("EU",))
    assert {parties for _, document, parties in words if document == 0} == {()}


def test_a_bracket_around_standing_words_takes_none_of_them() -> None:
    words = drafts(
        "Old wells in every village are promptly sealed by the owner.",
        "Old wells in every village are [Mexico: promptly] sealed by the owner.",
        "Old wells in every village are promptly sealed by the owner.",
    )
    assert ("promptly", 0, ()) in words


def test_a_note_that_was_numbered_afresh_is_no_new_word() -> None:
    first = [Block("1", "Old wells in every village are sealed by the owner.[^1]")]
    second = [
        Block("1", "New wells[^1] are dug in spring, where the mayor says so."),
        Block("2", "Old wells in every village are sealed by the owner.[^2]"),
    ]
    told = reconstructed([first, second]).provisions[1]
    assert [(step.document, step.change) for step in told.history] == [(0, "new"), (1, "unchanged")]
    assert (told.words[-1].text, told.words[-1].document) == ("[^2]", 0)


def test_what_printers_put_one_for_the_other_is_no_change() -> None:
    first = [Block("1", "*Noting* each owner's wells, “old” as of 2013–2015,")]
    second = [Block("1", 'Noting each owner’s wells, "old" as of 2013-2015,')]
    told = reconstructed([first, second]).provisions[0]
    assert told.history[1].change == "unchanged"
    assert {word.document for word in told.words} == {0}
    assert "’" in [word.text for word in told.words]
