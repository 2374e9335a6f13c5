"""A file of amendments: one a line, many addresses, one party.

PA/24(c): replace "shall" with "should"          # reason: parity with paragraph 6
PA/24(d): delete "as appropriate"
PD/3: insert "and women" after "men"
PA/26: strike
PA/26(a): add after "Invites Member States to report"
PA/30(b): move after PA/22(c)
PA/31: wording "The whole new text"
PA/32: alt "A rival to the whole paragraph"
PA/33: split before "Also requests"
PA/34: merge with PA/35, PA/36
EU-1: strike part 2
EU-1: move part 2 after PA/30
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace.compare.phrases import Amendment
from draftrace.errors import UnreadableInput, UsageError

_QUOTED = r"[\"“](?P<{name}>[^\"”]*)[\"”]"
_LINE = re.compile(
    r"(?P<address>[^\s\"“][^\"“]*?):\s+(?P<what>\S.*?)(?:\s+#\s*(?:reason:\s*)?(?P<reason>.+))?",
)
_FORMS: list[tuple[str, re.Pattern[str]]] = [
    (
        "replace",
        re.compile(rf"replace {_QUOTED.format(name='a')} (?:with|by) {_QUOTED.format(name='b')}"),
    ),
    ("delete", re.compile(rf"delete {_QUOTED.format(name='a')}")),
    ("after", re.compile(rf"insert {_QUOTED.format(name='b')} after {_QUOTED.format(name='a')}")),
    ("before", re.compile(rf"insert {_QUOTED.format(name='b')} before {_QUOTED.format(name='a')}")),
    ("strike", re.compile(r"(?:strike|delete)(?: part (?P<part>\d+))?")),
    ("add_after", re.compile(rf"add after {_QUOTED.format(name='a')}")),
    ("add_before", re.compile(rf"add before {_QUOTED.format(name='a')}")),
    ("add_in", re.compile(rf"add in {_QUOTED.format(name='a')}")),
    ("move_after", re.compile(r"move (?:part (?P<part>\d+) )?after (?P<a>\S.*)")),
    ("wording", re.compile(rf"wording {_QUOTED.format(name='a')}")),
    ("alt", re.compile(rf"alt {_QUOTED.format(name='a')}")),
    ("split_before", re.compile(rf"split before {_QUOTED.format(name='a')}")),
    ("merge_with", re.compile(r"merge with (?P<a>\S.*)")),
]
_WORDS = ("amendments", "wording", "edit")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One wish about one provision; exactly one kind of change in it, but for the words of what is
    divided or merged."""

    amendments: tuple[Amendment, ...] = ()
    wording: str = ""
    edit: bool = False
    strike: bool = False
    add_after: str = ""
    add_before: str = ""
    add_in: str = ""
    move_after: str = ""
    alt: str = ""
    split_before: tuple[str, ...] = ()
    merge_with: tuple[str, ...] = ()
    part: int = 0

    @property
    def worded(self) -> bool:
        """Whether it asks for other words of what is there."""
        return bool(self.amendments or self.wording or self.edit)

    def check(self) -> None:
        """Refuse nothing at all, and two kinds of change at once."""
        asked = [name for name in self.__struct_fields__ if getattr(self, name) and name != "part"]
        if self.part and asked not in (["strike"], ["move_after"]):
            raise UsageError(
                "Of one part can be asked that it be struck or moved.",
                "With --strike or --move-after ADDRESS; its words are amended without --part.",
            )
        if self.split_before or self.merge_with:
            # What is divided or merged may be worded otherwise at once: in one way.
            worded = [name for name in asked if name in _WORDS]
            asked = worded if len(worded) > 1 else [n for n in asked if n not in worded]
        if not asked:
            raise UsageError(
                "Say what to change.",
                "One of --replace, --delete, --insert, --wording, --edit, --strike, --add-after, "
                "--add-before, --add-in, --move-after, --alt, --split-before, --merge-with.",
            )
        if len(asked) > 1:
            raise UsageError(
                f"These can't go together: {', '.join(map(self._option, asked))}.",
                "Make two proposals of it.",
            )

    def _option(self, name: str) -> str:
        """The option that asked for it."""
        if name != "amendments":
            return f"--{name.replace('_', '-')}"
        action = self.amendments[0].action
        return f"--{action}" if action in ("replace", "delete") else "--insert"


def parsed(file: Path) -> Iterator[tuple[int, str, Wanted, str]]:
    """The lines of a file: number, address, wish, reason. Raises naming the line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UnreadableInput(f"{file.name} can't be read: {why}.", "Check the path.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        wanted = _wish(found["what"]) if found else None
        if found is None or wanted is None:
            raise UsageError(
                f"{file.name}, line {number} is no amendment: {line.strip()[:80]}",
                'Write ADDRESS: replace "old" with "new"  (delete, insert … after …, strike, '
                "add after …, move after …, wording …, alt …, split before …, merge with …).",
            )
        yield number, found["address"].strip(), wanted, found["reason"] or ""


def _wish(what: str) -> Wanted | None:
    for name, pattern in _FORMS:
        found = pattern.fullmatch(what.strip().rstrip("."))
        if found is None:
            continue
        groups = found.groupdict()
        if name in ("replace", "delete", "after", "before"):
            amendment = Amendment(name, groups["a"], groups.get("b") or "")  # type: ignore[arg-type]
            return Wanted(amendments=(amendment,))
        if name == "strike":
            return Wanted(strike=True, part=int(groups["part"] or 0))
        if name == "move_after":
            return Wanted(move_after=groups["a"], part=int(groups["part"] or 0))
        if name == "split_before":
            return Wanted(split_before=(groups["a"],))
        if name == "merge_with":
            merged = re.split(r",\s*|\s+and\s+", groups["a"])
            return Wanted(merge_with=tuple(merged))
        return msgspec.structs.replace(Wanted(), **{name: groups["a"]})
    return None
