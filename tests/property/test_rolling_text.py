"""What holds for the rolling text of any proposals. Readings are rebuilt here from the parts."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.parts import Alternative, Part, Region
from draftrace.compare.rolling import Attribution, Rolling, roll
from draftrace.compare.words import edits
from draftrace.text.tokens import tokens

PIECES = ["shall", "should", "ships", "and", "of", "[", "]", "[^n1]", ","]
texts = st.lists(st.sampled_from([*PIECES, " "]), max_size=14).map(" ".join)
proposals = st.dictionaries(st.sampled_from("abcdefgh"), texts, max_size=6)


def rebuilt(parts: tuple[Part, ...], key: str | None) -> str:
    whole = [p.wording for p in parts if isinstance(p, Alternative) and key in p.keys]
    if whole:
        return whole[0]
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif isinstance(part, Region):
            wanted = [reading for reading, keys in part.readings if key in keys]
            assert len(wanted) <= 1
            text += wanted[0] if wanted else part.base
    return text


@st.composite
def amended(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A base of words that occur once, and proposals that replace, delete or insert words."""
    base = [f"w{n}" for n in range(draw(st.integers(6, 24)))]
    made: dict[str, str] = {}
    for key in "abcd"[: draw(st.integers(1, 4))]:
        words: list[str] = []
        for word in base:
            turn = draw(st.sampled_from(("keep",) * 8 + ("replace", "delete", "insert")))
            words += {
                "keep": [word],
                "replace": [f"{word}x"],
                "delete": [],
                "insert": [word, f"{word}i"],
            }[turn]
        made[key] = " ".join(words)
    return " ".join(base), made


@given(texts, proposals)
def test_every_reading_is_exactly_its_wording(base: str, proposed: dict[str, str]) -> None:
    rolling = roll(base, proposed)
    assert rebuilt(rolling.parts, None) == rolling.reading(None) == base
    for key, wording in proposed.items():
        assert rebuilt(rolling.parts, key) == rolling.reading(key) == wording


@given(amended())
def test_every_reading_of_ordinary_amendments_is_exactly_its_wording(
    case: tuple[str, dict[str, str]],
) -> None:
    base, proposed = case
    rolling = roll(base, proposed)
    assert rebuilt(rolling.parts, None) == base
    assert {key: rebuilt(rolling.parts, key) for key in proposed} == proposed


@given(texts, proposals, st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order(base: str, proposed: dict[str, str], chance: object) -> None:
    keys = list(proposed)
    chance.shuffle(keys)  # type: ignore[attr-defined]
    assert roll(base, {key: proposed[key] for key in keys}) == roll(base, proposed)


@given(amended())
def test_words_outside_all_edits_stand_outside_all_regions(
    case: tuple[str, dict[str, str]],
) -> None:
    base, proposed = case
    rolling = roll(base, proposed)
    whole = {key for part in rolling.parts if isinstance(part, Alternative) for key in part.keys}
    kept = [set(wording.split()) for key, wording in proposed.items() if key not in whole]
    untouched = {word for word in base.split() if all(word in words for words in kept)}
    outside = {w for part in rolling.parts if isinstance(part, str) for w in tokens(part)}
    # A word beside which others insert or delete may be drawn in; a word with quiet neighbours not.
    order = base.split()
    quiet = {
        word
        for place, word in enumerate(order)
        if {word, *order[max(0, place - 1) : place + 2]} <= untouched
    }
    assert quiet <= outside
    drawn = [part for part in rolling.parts if isinstance(part, Region)]
    assert all(not set(tokens(region.base)) & untouched for region in drawn)


@given(st.integers(12, 30), st.data())
def test_disjoint_edits_never_conflict(length: int, data: st.DataObject) -> None:
    base = [f"w{n}" for n in range(length)]
    places = data.draw(
        st.lists(st.integers(0, length // 2 - 1), min_size=1, max_size=5, unique=True)
    )
    proposed = {}
    for place in places:
        changed = list(base)
        changed[2 * place] = data.draw(st.sampled_from(("new words", "", f"w{2 * place} more")))
        proposed[f"p{place:02}"] = " ".join(word for word in changed if word)
    regions = [p for p in roll(" ".join(base), proposed).parts if isinstance(p, Region)]
    assert [region.readings[0][1] for region in regions] == [(f"p{p:02}",) for p in sorted(places)]
    assert all(len(region.readings) == 1 for region in regions)


@given(st.integers(8, 20), st.data())
def test_identical_edits_coalesce(length: int, data: st.DataObject) -> None:
    base = [f"w{n}" for n in range(length)]
    shared, own = data.draw(
        st.lists(st.integers(0, length // 3), min_size=2, max_size=2, unique=True)
    )
    alike = list(base)
    alike[shared * 2] = "shared"
    more = list(alike)
    more[own * 2] = "own"
    parts = roll(" ".join(base), {"a": " ".join(alike), "b": " ".join(more)}).parts
    together = [p for p in parts if isinstance(p, Region) and ("shared", ("a", "b")) in p.readings]
    assert len(together) == 1


@given(amended())
def test_no_proposal_in_the_text_joins_regions_of_the_others(
    case: tuple[str, dict[str, str]],
) -> None:
    base, proposed = case
    rolling = roll(base, proposed)
    whole = {key for part in rolling.parts if isinstance(part, Alternative) for key in part.keys}
    standing = {wording for key, wording in proposed.items() if key not in whole}
    for wording in standing:
        others = [edit for other in standing - {wording} for edit in edits(base, other)]
        for edit in edits(base, wording):
            if len([t for t in tokens(base)[edit.start : edit.end] if t != " "]) > 1:
                assert count_of_regions_touched(edit[:2], [other[:2] for other in others]) <= 1


def count_of_regions_touched(edit: tuple[int, int], others: list[tuple[int, int]]) -> int:
    """By brute force: how many connected groups of the others the edit touches."""
    touched = [o for o in others if o[0] <= edit[1] and edit[0] <= o[1]]
    groups = {other: {other} for other in others}
    for a in others:
        for b in others:
            if a[0] <= b[1] and b[0] <= a[1] and groups[a] is not groups[b]:
                merged = groups[a] | groups[b]
                groups.update(dict.fromkeys(merged, merged))
    return len({id(groups[other]) for other in touched})


@given(texts, proposals, st.sampled_from(("inline", "footnote", "margin", "anonymous", "none")))
def test_rendering_shows_every_reading(
    base: str, proposed: dict[str, str], attribution: Attribution
) -> None:
    rolling = roll(base, proposed)
    shown = "".join(rolling.render(attribution, width=10**6).split())
    for reading in readings(rolling):
        assert "".join(reading.split()) in shown


def readings(rolling: Rolling) -> list[str]:
    regions = [part for part in rolling.parts if isinstance(part, Region)]
    wholes = [part.wording for part in rolling.parts if isinstance(part, Alternative)]
    return [reading for region in regions for reading, _ in region.readings] + wholes


@given(texts, proposals)
def test_names_never_show_where_they_are_left_out(base: str, proposed: Mapping[str, str]) -> None:
    names = dict.fromkeys(proposed, "Atlantis")
    rolling = roll(base, proposed)
    assert "Atlantis" not in rolling.render("none", names)
    assert "Atlantis" not in rolling.render("anonymous", names)
