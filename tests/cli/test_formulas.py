"""Formulas by command: listed, warned of, changed everywhere as one package; force told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk

SAID = (
    "services that are based on evidence, open to everybody who asks for help, "
    "and close to where people live and work"
)
DRAFT = f"""\
Symbol: L.2

# Sample Plan of Action

1. States shall offer {SAID}.

2. Towns should plan {SAID}, also at night.

3. Schools should learn from both.

4. Islands should keep {SAID.replace("everybody", "all")}.
"""


@pytest.fixture
def formal(fresh: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "formal.md").write_text(DRAFT, encoding="utf-8")
    fresh.done("table", "../formal.md")
    fresh.done("party", "add", "EU", "European Union")
    fresh.done("meeting", "open", "First informal", "--level", "informal")
    return fresh


def test_shared_words_are_listed_with_where_they_stand(formal: Desk) -> None:
    found = formal.done("formulas", "--json").json
    assert [(f["addresses"], f["words"]) for f in found] == [
        (["1", "2"], 21),
        (["1", "2", "4"], 12),
    ]
    assert "1, 2  21 words" in formal.done("formulas", "2").out
    assert "No formula is shared." in formal.done("formulas", "3").out


def test_a_change_of_shared_words_is_warned_of_and_made_everywhere_as_a_package(
    formal: Desk,
) -> None:
    told = formal.done("propose", "1", "--by", "EU", "--replace", "on evidence", "on science")
    assert "The same words (21 in order) stand in 2." in told.err
    formal.done("withdraw", "EU-1", "--by", "EU")
    made = formal.done(
        "propose", "1", "--by", "EU", "--replace", "on evidence", "on science", "--everywhere",
        "--json",
    ).json  # fmt: skip
    assert [m["address"] for m in made] == ["1", "2"]
    (package,) = formal.done("package", "list", "--json").json
    assert package["name"] == "Same words in 1, 2 (EU-2)"
    formal.refused("accepted as one", "accept", "EU-2", "--by", "CHAIR")
    formal.done("package", "accept", package["name"], "--by", "CHAIR")
    assert "on science" in formal.done("show", "2", "--json").json[0]["wording"]


def test_a_decision_says_where_the_same_words_stay_as_they_are(formal: Desk) -> None:
    formal.done("propose", "1", "--by", "EU", "--replace", "on evidence", "on science")
    told = formal.done("accept", "EU-1", "--by", "CHAIR")
    assert "stand in 2" in told.err
    assert "does not change them" in told.err


def test_everywhere_names_what_it_could_not_change(formal: Desk) -> None:
    formal.done("agree", "2", "--by", "CHAIR")
    told = formal.done(
        "propose", "1", "--by", "EU", "--replace", "on evidence", "on science", "--everywhere"
    )
    assert "Not in 2: 2 is agreed in informals" in told.err
    assert "stand nowhere else" in told.err


def test_what_a_change_does_to_force_is_told(formal: Desk) -> None:
    told = formal.done("propose", "1", "--by", "EU", "--replace", "shall", "may")
    assert "force:" in told.out
    shown = formal.done("show", "1")
    assert "force:" in shown.out
    (force,) = formal.done("show", "1", "--json").json[0]["proposals"][0]["force"]
    assert "shall" in force
    formal.done("accept", "EU-1", "--by", "CHAIR")
    versions = formal.done("trace", "1", "--json").json["versions"]
    assert [len(v["force"]) for v in versions] == [0, 1]
    assert "force:" in formal.done("trace", "1").out
