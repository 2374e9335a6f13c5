"""Brackets: which are left, and what the gavel does to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.deciding import tell
from draftrace.cli.hand import Hand, acting, at
from draftrace.compare import bracketing
from draftrace.errors import UsageError
from draftrace.room.acts.bracketing import treat
from draftrace.room.acts.terms import Outcome
from draftrace.views.brackets import Bracketed, BracketShown, bracketed

Operation = Callable[[str], str]
_DEEPEST = 8
"""Brackets nested deeper than this are listed without more indent."""
_LONGEST = 160
"""So many characters of a bracket are listed whole; of a longer one, its ends."""


@click.command(
    epilog="Examples: draftrace brackets  ·  draftrace brackets 'PA/24(c)'"
    "  ·  draftrace brackets PA --at Rev.1 --json"
)
@click.argument("address", shell_complete=completing.address, default="", metavar="ADDRESS|PART")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def brackets(hand: Hand, address: str, as_json: bool) -> None:
    """The brackets left, with their ordinals, owners and rival readings."""
    state = hand.state()
    chosen = None
    if address in state.now.parts:
        chosen = [p for p in state.standing() if p.now.part == address]
    elif address:
        found = hand.provision(address)
        chosen = [state.now.provisions[i] for i in (found.id, *state.below(found.id))]
    shown = bracketed(state, chosen)
    if as_json:
        printing.data(shown)
        return
    for provision in shown:
        _print(provision)
    _print_count(shown)


@click.command(
    epilog="Examples: draftrace bracket 24c --lift 2 --by CHAIR  ·  bracket 24c --choose 1"
    "  ·  bracket 24c --around 'as appropriate' --owner EU"
    "  ·  bracket 24c --split 1 --from 'and women'  ·  bracket 24c --repair pair"
)
@click.argument("address", shell_complete=completing.address)
@click.option("--around", default=None, metavar="TEXT", help="Put brackets; '' for all of it.")
@click.option("--lift", type=int, metavar="N", help="Its words stand.")
@click.option("--strike", type=int, metavar="N", help="It goes with its words.")
@click.option("--choose", type=int, metavar="N", help="This reading stands; its rivals go.")
@click.option("--split", type=int, metavar="N", help="In two, the second --from TEXT on.")
@click.option("--from", "phrase", default="", metavar="TEXT")
@click.option("--merge", type=int, metavar="N", help="With the next beside it.")
@click.option("--own", type=int, metavar="N", help="Give it to --owner, or to nobody.")
@click.option("--owner", multiple=True, metavar="PARTY", help="May be repeated.")
@click.option(
    "--repair",
    type=click.Choice(["pair", "remove"]),
    help="Brackets without their other half: give them one, or take them out.",
)
@click.option("--reason", default="")
@click.option("--json", "as_json", is_flag=True)
@acting
def bracket(hand: Hand, address: str, reason: str, as_json: bool, **given: Any) -> None:
    """Put, lift, strike, choose, split, merge, re-own or repair a bracket, by its ordinal."""
    outcome, operation = _wanted(hand, given)
    found = hand.provision(address)
    entry = hand.perform(
        lambda s, f: treat(s, f, found.id, outcome, operation, reason=reason), gavel=True
    )
    tell(hand, entry, as_json=as_json)


def _wanted(hand: Hand, given: dict[str, Any]) -> tuple[Outcome, Operation]:
    """The one operation that the options ask for."""
    owners = tuple(hand.party(p) for p in given["owner"])
    offered: dict[str, tuple[Outcome, Callable[..., Operation]]] = {
        "around": (
            "bracketed",
            lambda text: partial(bracketing.enclosed, phrase=text, owners=owners),
        ),
        "lift": ("brackets lifted", lambda n: partial(bracketing.lifted, ordinal=n)),
        "strike": ("brackets struck", lambda n: partial(bracketing.struck, ordinal=n)),
        "choose": ("brackets chosen", lambda n: partial(bracketing.chosen, ordinal=n)),
        "split": (
            "brackets split",
            lambda n: partial(bracketing.split, ordinal=n, phrase=given["phrase"]),
        ),
        "merge": ("brackets merged", lambda n: partial(bracketing.merged, ordinal=n)),
        "own": (
            "brackets re-owned",
            lambda n: partial(bracketing.reowned, ordinal=n, owners=owners),
        ),
        "repair": ("brackets repaired", lambda how: partial(bracketing.repaired, how=how)),
    }
    asked = [name for name in offered if given[name] is not None]
    if len(asked) != 1:
        raise UsageError(
            "Say one thing to do with a bracket.",
            "As in: draftrace bracket 24c --lift 2 (`draftrace brackets 24c` numbers them)",
        )
    if given["split"] is not None and not given["phrase"]:
        raise UsageError("Say where the second bracket begins.", "As in: --split 1 --from 'and'")
    outcome, make = offered[asked[0]]
    return outcome, make(given[asked[0]])


def _print(provision: Bracketed) -> None:
    printing.heading(provision.address)
    for bracket_ in provision.brackets:
        printing.paragraph(_line(bracket_), 2 * min(bracket_.depth, _DEEPEST), 4)
    for offset, sign in provision.strays:
        around = provision.wording[max(0, offset - 20) : offset + 20]
        printing.paragraph(
            f"{sign} without its other half: …{printing.safe(around)}…"
            f"  (draftrace bracket '{provision.address}' --repair pair)",
            2,
            4,
        )


def _line(shown: BracketShown) -> str:
    whose = f" ({', '.join(shown.owners)})" if shown.owners else ""
    what = {"text": "", "option": f" option {shown.option}"}.get(shown.kind, f" {shown.kind}")
    rivals = f"  or {', '.join(map(str, shown.rivals))}" if shown.rivals else ""
    words = shown.words.strip()
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    return printing.safe(f"{shown.ordinal}{what}  [{words}]{whose}{rivals}")


def _print_count(shown: list[Bracketed]) -> None:
    if not shown:
        printing.say("No brackets are left.")
        return
    count = {b.address: len(b.brackets) + sum(s == "[" for _, s in b.strays) for b in shown}
    parts = Counter[str]()
    for provision in shown:
        parts[provision.part or "main series"] += count[provision.address]
    apart = ", ".join(f"{part} {n}" for part, n in parts.items())
    total = sum(count.values())
    said = f"{total} bracket{'' if total == 1 else 's'} left in {len(shown)} provision"
    printing.say(f"{said}{'' if len(shown) == 1 else 's'}: {apart}.")
