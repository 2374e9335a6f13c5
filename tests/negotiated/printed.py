"""How a draft is printed, and where each provision then stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from negotiated.talks import Article, Provision, Talks, Word

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Stood:
    """A provision as printed: its address, who it is, its words with the draft each came in and
    which word it is."""

    address: str
    ids: tuple[int, ...]
    words: tuple[tuple[str, int, int], ...]


@dataclass
class Draft:
    blocks: list[str] = field(default_factory=list)
    stood: list[Stood] = field(default_factory=list)
    notes: list[Stood] = field(default_factory=list)
    cited: int = 0

    def add(
        self, label: str, address: str, one: Provision, *, note: str = "", lead: str = ""
    ) -> None:
        text, end = rendered(one.words), "]" if one.bracketed else ""
        opened = "[" if one.bracketed else ""
        self.blocks.append(f"{opened}{label}{lead}{text}{end}{note}")
        self.stood.append(Stood(address, one.ids, told(one.words)))


def rendered(words: list[Word]) -> str:
    shown: list[str] = []
    for n, word in enumerate(words):
        beside = n and word.text[0].isalnum() and words[n - 1].text[0].isalnum()
        if n and (word.spaced or beside):
            shown.append(" ")
        shown.append(word.text)
    return "".join(shown)


def told(words: list[Word]) -> tuple[tuple[str, int, int], ...]:
    return tuple((word.text, word.born, word.one) for word in words)


def printed(talks: Talks) -> Draft:
    draft = Draft(
        ["Draft convention on tidal rivers", "Preamble", "The Parties to this Convention,"]
    )
    for n, one in enumerate(talks.preamble, 2):
        draft.add("", f"PP{n}", one)
    number = 0
    for article in talks.articles:
        number += not article.suffix or number == 0
        _article(draft, article, number)
    return draft


def _article(draft: Draft, article: Article, number: int) -> None:
    label = f"{number}{' ' if article.suffix == 'alt' else ''}{article.suffix}"
    part = f"Art {number}{' ' + article.suffix if article.suffix else ''}"
    title = rendered(article.title)
    head = f"[Article {label}]" if article.bracketed else f"Article {label}"
    draft.blocks.append(f"{head} ({title})")
    words = [article.around[0], *article.title, article.around[1]]
    draft.stood.append(Stood(f"{part}/title", article.ids, told(words)))
    pending: list[str] = []
    for n, one in enumerate(article.paragraphs, 1):
        _paragraph(draft, part, n, one, pending)
    draft.blocks += pending


def _paragraph(draft: Draft, part: str, n: int, one: Provision, pending: list[str]) -> None:
    address = f"{part}/{n}"
    if one.options:
        _options(draft, address, n, one)
        return
    note = ""
    if one.note is not None:
        draft.cited += 1
        note = str(draft.cited).translate(RAISED)
        pending.append(f"{note} Some Parties proposed to add: {rendered(one.note.words)}")
        draft.notes.append(Stood(f"note:{draft.cited}", one.note.ids, told(one.note.words)))
    draft.add(f"{n}. ", address, one, note=note)
    _items(draft, address, one)


def _items(draft: Draft, address: str, one: Provision) -> None:
    for m, item in enumerate(one.items):
        letter = f"({chr(97 + m)})"
        draft.add(f"{letter} ", f"{address}{letter}", item)
        for k, under in enumerate(item.items):
            roman = f"({('i', 'ii', 'iii', 'iv', 'v')[k]})"
            draft.add(f"{roman} ", f"{address}{letter}{roman}", under)


def _options(draft: Draft, address: str, n: int, one: Provision) -> None:
    for m, option in enumerate(one.options, 1):
        lead = f"Option {m}: "
        if m == 1:
            draft.add(f"{n}. ", address, option, lead=lead)
        else:
            draft.add(lead, f"{address} opt {m}", option)


def noisy(blocks: list[str], random: Random, *, wide: int = 95, page: int = 46) -> str:
    """The blocks wrapped on pages with numbers and running heads, as extracted text has them."""
    lines: list[str] = []
    for block in blocks:
        line = ""
        for word in block.split(" "):
            if line and len(line) + len(word) >= wide:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip() if line else word
        lines += [line, ""]
    paged: list[str] = []
    number, left = 1, page
    for line in lines:
        paged.append(line)
        left -= 1
        if left <= 0 and (line or random.random() < 0.5):
            number += 1
            head = f"CONV/TR/{random.choice((7,))}/Draft"
            paged += ["", head, "", str(number), ""] if paged[-1] else [head, "", str(number), ""]
            left = page
    return "\n".join(paged) + "\n"
