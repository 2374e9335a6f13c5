"""After an act the page lays out only what the act touched, and shows what a new page would."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from draftrace.tui import page as pages
from draftrace.tui.page import Mode, Page
from property.negotiations import MOVES, Move, Table

WIDTH = 72


def _shown(page: Page, table: Table, mode: Mode) -> list[object]:
    state = table.state
    return [page.rows(state, p, mode, WIDTH) for p in page.order(state, mode)]


@pytest.mark.parametrize("mode", ["rolling", "clean", "marked"])
def test_a_kept_page_shows_what_a_new_one_would_and_lays_out_only_what_was_touched(
    mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: Counter[str] = Counter()
    real = pages.paragraphs_of

    def counting(state: object, provision: object, *more: object) -> object:
        laid_out[provision.id] += 1  # type: ignore[attr-defined]
        return real(state, provision, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "paragraphs_of", counting)
    chance = random.Random(6)
    table, kept = Table(), Page()
    _shown(kept, table, mode)
    for _ in range(250):
        numbers = [chance.randrange(60) for _ in range(3)]
        move: Move = (chance.choice(list(MOVES)), *numbers)
        before = {i: p.touched for i, p in table.state.now.provisions.items()}
        issues = table.state.now.revision
        entry = table.move(*move)
        laid_out.clear()
        shown = _shown(kept, table, mode)
        if entry is not None and table.state.now.revision == issues:
            provisions = table.state.now.provisions
            touched = {i for i, p in provisions.items() if p.touched != before.get(i)}
            assert set(laid_out) <= touched
        assert max(laid_out.values(), default=1) == 1
        assert shown == _shown(Page(), table, mode), move
