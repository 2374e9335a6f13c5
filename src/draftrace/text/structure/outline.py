"""What is each block: its kind, level, label and part? One walk through the blocks, with a look
ahead at the next numbered paragraph, which tells whose heading a heading is.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from draftrace.text import labels
from draftrace.text.documents import Kind, Part
from draftrace.text.labels import Label
from draftrace.text.structure import headings, parts
from draftrace.text.structure.blocks import Block, Source
from draftrace.text.structure.coming import labels_ahead, number_in_text, number_of, numbers_ahead
from draftrace.text.structure.joins import last_sign
from draftrace.text.structure.leads import Lead, attributed, lead, option_after, within_option
from draftrace.text.structure.series import (
    Items,
    Place,
    Series,
    comes_again,
    continues,
    gap,
    in_mid_line,
    in_option,
)

_AHEAD = 60
"""Blocks looked through for a number that comes again."""


class Unit(msgspec.Struct, kw_only=True, gc=False):
    """A block with what it is. ``lead`` is None where its label is part of the wording."""

    block: Block
    kind: Kind = "paragraph"
    level: int = 1
    label: str = ""
    part: str = ""
    lead: Lead | None = None
    odd: str = ""


class Outline(msgspec.Struct, kw_only=True):
    units: list[Unit]
    parts: list[Part]


def outline(source: Source, blocks: list[Block]) -> Outline:
    """Every block that is not a note as a unit, in order, and the parts found."""
    units = [Unit(block=block, lead=_lead(block)) for block in blocks if block.form != "note"]
    headings.mark(units, source.layout)
    walk = _Walk(units, tight=source.layout.tight)
    walk.all()
    return Outline(
        units=units, parts=parts.settle(units, walk.parts, printed=source.layout.printed)
    )


def _lead(block: Block) -> Lead | None:
    if block.form in ("row", "furniture"):
        return None
    return lead(block.text)


class _Walk:
    """The state of the walk: open parts, the open paragraph's lists, headings not yet placed."""

    def __init__(self, units: list[Unit], *, tight: bool) -> None:
        self.units, self.tight = units, tight
        self.root = Series()
        self.stack = [self.root]
        self.parts = [self.root]
        self.levels = {id(self.root): headings.Levels(0)}
        self.codes: dict[str, int] = {}
        self.items = Items()
        self.nested: Label | None = None
        self.rivals = 0
        self.chapeau = False
        self.between: list[Unit] = []
        self.ahead = numbers_ahead(units)
        self.upcoming = labels_ahead(units)

    def all(self) -> None:
        place = 0
        while place < len(self.units):
            stop = self._end_of_headings(place)
            if stop > place:
                self.headings(place, stop)
                place = stop
            else:
                self.text(place)
                place += 1

    def _end_of_headings(self, place: int) -> int:
        """Where the run of headings from ``place`` on ends. Under an article what has a number is
        a paragraph, however it looks.
        """
        article = self.current.article
        while place < len(self.units) and self.units[place].kind == "heading":
            unit = self.units[place]
            if article and unit.block.form == "text" and number_of(unit) is not None:
                break
            article = article or _article(unit)
            place += 1
        return place

    @property
    def current(self) -> Series:
        return self.stack[-1]

    # -- headings

    def headings(self, start: int, stop: int) -> None:
        """Places a run of headings: first those that end a part, then those of a new one."""
        group = self.units[start:stop]
        number = self.ahead[stop] if stop < len(self.units) else None
        opener = self._opener(group, number)
        for place, unit in enumerate(group):
            if unit is opener or _article(unit):
                self._open_part(unit, follows=place > 0)
            else:
                self._leave_article(unit, group, place)
                self._heading(unit, group, place)
        self.items.clear()
        self.nested, self.rivals, self.chapeau, self.between = None, 0, False, []

    def _opener(self, group: list[Unit], number: Label | None) -> Unit | None:
        if any(_article(unit) for unit in group) or number is None:
            return None
        series = self.current
        if series.last is not None and not continues(number, series):
            if number.value != 1:
                self._return_to(number)
                return None
            return _part_heading(group)
        return None

    def _return_to(self, number: Label) -> bool:
        for place in range(len(self.stack) - 2, -1, -1):
            if self.stack[place].last is not None and continues(number, self.stack[place]):
                del self.stack[place + 1 :]
                return True
        return False

    def _leave_article(self, unit: Unit, group: list[Unit], place: int) -> None:
        """A heading under an article's own is its title or a subheading; one above the next
        article, or of no less rank, stands outside."""
        if not self.current.article:
            return
        depth = unit.block.depth
        ranked = depth <= self.current.base if depth else unit.lead is not None
        whole = unit.block.text.strip("[]*:. ").lower() in headings.OF_THE_WHOLE
        if ranked or whole or any(_article(other) for other in group[place + 1 :]):
            self.stack.pop()

    def _open_part(self, unit: Unit, *, follows: bool) -> None:
        title = _title(unit)
        article = _article(unit)
        embedded = not article and unit.lead is None and headings.title_case(title)
        while len(self.stack) > 1 and self._closes(unit, article=article, embedded=embedded):
            self.stack.pop()
        before = self.current
        level = self._level(unit, "", follows=follows)
        code = self._code(unit, title)
        carried = _previous_article(self.parts) if article else None
        series = Series(
            code=code, title=title, embedded=embedded, article=article, base=level, last=carried
        )
        if len(self.stack) >= parts.MOST_OPEN:
            del self.stack[1]
        self.stack.append(series)
        self.parts.append(series)
        self.levels[id(series)] = headings.Levels(level)
        unit.part, unit.level = code, level
        unit.kind = "title" if embedded and before.last is not None else "heading"
        unit.label = labels.text(unit.lead.readings[0]) if unit.lead is not None else ""

    def _closes(self, unit: Unit, *, article: bool, embedded: bool) -> bool:
        if self.current.article:
            return True
        if article:
            return False
        return embedded or (unit.block.depth > 0 and self.current.base >= unit.block.depth)

    def _code(self, unit: Unit, title: str) -> str:
        if _article(unit) and unit.lead is not None:
            label = unit.lead.readings[0]
            code = f"Art {labels.text(label).removeprefix('Article ')}"
        else:
            code = headings.initials(title or unit.block.text)
        self.codes[code] = self.codes.get(code, 0) + 1
        if self.codes[code] == 1:
            return code
        between = "~" if code[-1].isdigit() else ""  # a second Article 9 is not Article 92
        return f"{code}{between}{self.codes[code]}"

    def _heading(self, unit: Unit, group: list[Unit], place: int) -> None:
        after = group[place + 1] if place + 1 < len(group) else None
        next_style = headings.style_of(after.lead) if after is not None else ""
        unit.level = self._level(unit, next_style, follows=place > 0)
        unit.part = self.current.code
        if unit.block.form == "heading" and unit.block.depth == 0:
            unit.kind = "title"
        elif unit.lead is not None:
            unit.label = labels.text(unit.lead.readings[0])
        self.current.option = 0

    def _level(self, unit: Unit, next_style: str, *, follows: bool) -> int:
        if unit.block.form == "heading":
            return unit.block.depth
        levels = self.levels[id(self.current)]
        return levels.level(_title(unit), unit.lead, next_style=next_style, follows=follows)

    # -- text

    def text(self, place: int) -> None:
        unit = self.units[place]
        if unit.kind == "tablerow":
            unit.part, unit.label = self.current.code, "0" if unit.block.header else ""
            return
        found = unit.lead
        number = found.arabic if found is not None else None
        if found is None:
            self._attributed_or_none(unit)
        elif found.word == "Option":
            self._option(unit, found, self.units[place + 1 : place + 2])
        elif number is not None and not self._is_nested(place, number):
            self._numbered(unit, number)
        elif found.readings[0].form == "PP":
            unit.label = labels.text(found.readings[0])
            unit.kind = "preambular"
        elif found.heads or found.word:
            unit.lead = None
            self._unlabelled(unit)
        else:
            self._item(unit, found, self.upcoming[place])
        unit.part = self.current.code
        self.chapeau = last_sign(unit.block.text) == ":" and not self.heads_numbers(unit)
        if " missing before " in unit.odd and place:
            unit.odd += in_mid_line(unit.odd, self.units[place - 1].block.text)

    def _attributed_or_none(self, unit: Unit) -> None:
        """Whether it has the next number behind a party's name, as part of the wording."""
        inner = attributed(unit.block.text)
        number = inner.arabic if inner is not None else None
        if number is not None and self.current.last and continues(number, self.current):
            self._numbered(unit, number)
        else:
            self._unlabelled(unit)

    def _unlabelled(self, unit: Unit) -> None:
        if unit.block.mark and (self.current.last is not None or self.between):
            unit.kind, unit.level = "item", max(len(self.items.open), unit.block.depth, 1) + 1
            return
        self.between.append(unit)

    def _is_nested(self, place: int, number: Label) -> bool:
        """Whether a number counts a list inside the open paragraph (73.1), not paragraphs."""
        block = self.units[place].block
        if self.current.last is None or number.prefix:
            return False
        if block.depth > 0 and not continues(number, self.current):
            return True
        if self.nested is not None and labels.follows(number, self.nested):
            tied = (block.tight and not self.tight) or not continues(number, self.current)
            return tied or comes_again(number, self._coming(place))
        if number.value != 1 or continues(number, self.current):
            return False
        return not self._restarts(number) or (self.chapeau and self.current.begun)

    def _coming(self, place: int) -> Iterator[Label]:
        """The next numbers, up to the next article."""
        for unit in self.units[place + 1 : place + _AHEAD]:
            if _article(unit):
                return
            number = number_in_text(unit)
            if number is not None:
                yield number

    def _restarts(self, number: Label) -> bool:
        return self.current.article and number.value == 1 and self.nested is None

    def _numbered(self, unit: Unit, number: Label) -> None:
        series = self.current
        restarts = series.article and number.value == 1 and not number.prefix
        if not continues(number, series) and series.last is not None and not restarts:
            option = bool(series.option) and series.before_options is not None
            if not option and self._return_to(number):
                series = self.current
        unit.kind, unit.level = "operative", 1
        unit.odd = "" if series.option else gap(number, series.last)
        if series.article and number.value == 1:
            unit.odd = ""
        unit.label = labels.text(in_option(number, series))
        series.last, series.begun = number, True
        self.items.clear()
        self.nested, self.rivals, self.between = None, option_after(unit.lead), []

    def _item(self, unit: Unit, found: Lead, upcoming: tuple[Label, ...]) -> None:
        number = found.arabic
        readings = found.readings if number is None else (number,)
        self.nested = number or self.nested
        if self.chapeau and self.between and self.items.stand_twice(readings):
            self.items.clear()  # an unnumbered paragraph announces a list of its own
        placed = self.items.place(readings, upcoming, chapeau=self.chapeau, depth=unit.block.depth)
        self._settle_between(placed)
        unit.kind = "item" if placed.level == 2 else "subitem"
        unit.level, unit.odd = placed.level, placed.odd
        unit.label = labels.text(placed.label)

    def _settle_between(self, placed: Place) -> None:
        """An unnumbered paragraph between two items of a list belongs to the list."""
        if placed.continues:
            for unit in self.between:
                unit.level = placed.level
        self.between = []

    def heads_numbers(self, unit: Unit) -> bool:
        """Whether it is the line of an option that numbered paragraphs follow: no chapeau."""
        return unit.lead is not None and unit.lead.word == "Option" and unit.kind == "paragraph"

    def _option(self, unit: Unit, found: Lead, after: list[Unit]) -> None:
        label = found.readings[0]
        unit.label = labels.text(label)
        series = self.current
        alone = not found.rest.strip("[*: ")
        rival = self.rivals > 0 and label.value == self.rivals + 1
        marks = alone and not rival and bool(after) and number_in_text(after[0]) is not None
        goes_on = series.option > 0 and label.value == series.option + 1 and not self.rivals
        numbered = within_option(found)
        if numbered is not None and numbered.arabic is not None:
            before = series.before_options if goes_on else series.last
            if continues(numbered.arabic, msgspec.structs.replace(series, last=before)):
                self._open_option(label)
                unit.lead = numbered
                self._numbered(unit, numbered.arabic)
                return
        if not (marks or goes_on) and series.last is not None:
            unit.kind, unit.level = "item", 2
            self.rivals = label.value
            if alone:
                self.items.hold(label, unit.block.depth)
            return
        self._open_option(label)

    def _open_option(self, label: Label) -> None:
        series = self.current
        if label.value == 1 or series.option == 0:
            series.before_options, series.in_option = series.last, 0
        else:
            series.last = series.before_options
        series.option = label.value


def _article(unit: Unit) -> bool:
    return unit.lead is not None and unit.lead.word == "Article"


def _title(unit: Unit) -> str:
    return unit.lead.rest if unit.lead is not None else unit.block.text


def _part_heading(group: list[Unit]) -> Unit:
    """The heading of a run that opens a part: the first without a label, else the first."""
    return next((unit for unit in group if unit.lead is None), group[0])


def _previous_article(found: list[Series]) -> Label | None:
    return found[-1].last if found and found[-1].article else None
