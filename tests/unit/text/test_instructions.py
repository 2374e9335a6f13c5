"""A conclusion offered as an instruction: "X should be done" becomes "Do X"."""

from __future__ import annotations

import pytest

from draftrace.text.instructions import base_form, instruction


@pytest.mark.parametrize(
    ("conclusion", "offered"),
    [
        ("Ports should be watched;", "Ports should be watched;"),
        ("Ports should be monitored by night;", "Monitor ports by night;"),
        ("Staff should be trained and equipped;", "Train and equip staff;"),
        ("The links should be further explored.", "Further explore the links."),
        ("Attention should continue to be given to girls;", "Continue to give attention to girls;"),
        ("Heed should be paid to costs;", "Pay heed to costs;"),
        ("Consideration should be given to a fund;", "Consider a fund;"),
        ("Efforts should be made to reach growers;", "Make efforts to reach growers;"),
        ("Steps should be taken to close gaps;", "Take steps to close gaps;"),
        ("Governments should license online pharmacies;", "License online pharmacies;"),
        ("States should be careful;", "States should be careful;"),
        ("UNODC should be supported;", "Support UNODC;"),
        ("The Port Authority should be supported;", "Support the Port Authority;"),
        (
            "Relevant United Nations bodies should be funded;",
            "Fund relevant United Nations bodies;",
        ),
        (
            "Given its size, the fleet should be studied;",
            "Given its size, the fleet should be studied;",
        ),
        ("It should be kept and made stranger;", "Keep it and made stranger;"),
        (
            "Data should be collected. Results should be published.",
            "Collect data. Publish results.",
        ),
    ],
)
def test_what_is_offered(conclusion: str, offered: str) -> None:
    assert instruction(conclusion) == offered


def test_base_forms() -> None:
    forms = ("ratified", "studied", "targeted", "planned", "taken", "improved", "sought")
    verbs = ["ratify", "study", "target", "plan", "take", "improve", "seek"]
    assert [base_form(p) for p in forms] == verbs
    assert base_form("blessed") == ""
