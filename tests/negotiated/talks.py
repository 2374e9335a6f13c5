"""What happens to a text between drafts: every act keeps who each provision is and where each
word came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from negotiated.lexicon import MODAL, TITLE, Lexicon

WORD = re.compile(r"\w+|[^\w\s]")


@dataclass
class Word:
    """A word or mark with the draft it came in, and whether white space stands before it."""

    text: str
    born: int
    spaced: bool = True
    one: int = field(default_factory=count().__next__)


@dataclass(eq=False)
class Provision:
    """A paragraph or item; ``ids`` say who it is (several after a merge), ``options`` are rival
    texts printed after its own, each a provision too.
    """

    ids: tuple[int, ...]
    words: list[Word]
    items: list[Provision] = field(default_factory=list)
    options: list[Provision] = field(default_factory=list)
    bracketed: bool = False
    note: Provision | None = None

    def all(self) -> Iterator[Provision]:
        yield self
        for under in (*self.items, *self.options):
            yield from under.all()


@dataclass(eq=False)
class Article:
    ids: tuple[int, ...]
    title: list[Word]
    paragraphs: list[Provision]
    suffix: str = ""
    bracketed: bool = False
    alternative: bool = False
    around: tuple[Word, Word] = field(default_factory=lambda: (Word("(", 0), Word(")", 0)))


class Talks:
    """The text at the table. ``draft`` counts from 0."""

    def __init__(self, seed: int, articles: int = 22) -> None:
        self.random = Random(seed)
        self._draws = Random(seed)
        self.lexicon = Lexicon(self.random)
        self.draft = 0
        self._ids = count()
        self.away: list[Provision] = []
        self.preamble = [self.born(self.lexicon.recital() + ",") for _ in range(articles // 2)]
        titles = self.random.sample(TITLE, min(articles, len(TITLE)))
        self.articles = [self.article(title) for title in titles]

    def words(self, text: str) -> list[Word]:
        return [
            Word(m.group(), self.draft, m.start() > 0 and text[m.start() - 1] == " ")
            for m in WORD.finditer(text)
        ]

    def born(self, text: str) -> Provision:
        return Provision((next(self._ids),), self.words(text))

    def paragraph(self) -> Provision:
        if self.random.random() < 0.3:
            made = self.born(f"{self.lexicon.sentence()}, and in particular:")
            made.items = [self.item() for _ in range(self.random.randint(2, 4))]
            return made
        text = self.lexicon.sentence() + "."
        if self.random.random() < 0.4:
            text += " " + self.lexicon.sentence() + "."
        return self.born(text)

    def item(self) -> Provision:
        made = self.born(self.lexicon.deed() + ";")
        if self.random.random() < 0.12:
            made.words[-1].text = ":"
            made.items = [self.born(self.lexicon.deed() + ";") for _ in range(2)]
        return made

    def article(self, title: str) -> Article:
        many = self.random.randint(2, 6)
        return Article(
            (next(self._ids),), self.words(title), [self.paragraph() for _ in range(many)]
        )

    def provisions(self) -> list[Provision]:
        found = [p for article in self.articles for top in article.paragraphs for p in top.all()]
        return [*self.preamble, *found]

    # -- the acts

    def next_draft(self, heat: float = 1.0) -> None:
        """One round of talks. ``heat`` says how much is bracketed rather than settled."""
        self.draft += 1
        self.come_back()
        self.structure()
        for provision in self.provisions():
            if self.random.random() < 0.45:
                self.reword(provision)
            if self.random.random() < 0.5 * heat:
                self.bracket(provision)
            if self.random.random() > heat:
                self.settle(provision)

    def structure(self) -> None:
        roll = self.random
        acts = [self.split] * 4 + [self.merge] * 4 + [self.move] * 6 + [self.to_item] * 3
        acts += [self.to_paragraph] * 4 + [self.rival] * 8 + [self.choose] * 6
        acts += [self.add] * 8 + [self.drop] * 6 + [self.leave] * 6 + [self.into_note] * 3
        acts += (
            [self.into_bracket] * 3 + [self.new_article] * 2 + [self.renumber] + [self.rearrange]
        )
        roll.shuffle(acts)
        for act in acts:
            act()

    def place(self) -> tuple[Article, int]:
        article = self.random.choice(self.articles)
        return article, self.random.randrange(len(article.paragraphs))

    def plain(self) -> tuple[Article, int] | None:
        """A paragraph without anything beneath it."""
        for _ in range(30):
            article, at = self.place()
            one = article.paragraphs[at]
            if not (one.items or one.options or one.note) and len(article.paragraphs) > 1:
                return article, at
        return None

    def put(self, provision: Provision) -> None:
        article = self.random.choice(self.articles)
        article.paragraphs.insert(self.random.randint(0, len(article.paragraphs)), provision)

    def split(self) -> None:
        if (found := self.plain()) is None:
            return
        article, at = found
        one = article.paragraphs[at]
        cuts = [n for n, w in enumerate(one.words) if w.text == "." and 8 < n < len(one.words) - 9]
        if cuts and depth(one.words[: cuts[0]]) == 0:
            rest = Provision(one.ids, one.words[cuts[0] + 1 :], bracketed=False)
            one.words = one.words[: cuts[0] + 1]
            article.paragraphs.insert(at + 1, rest)

    def merge(self) -> None:
        if (found := self.plain()) is None:
            return
        article, at = found
        after = article.paragraphs[at + 1 : at + 2]
        if after and not (after[0].items or after[0].options or after[0].note):
            one, other = article.paragraphs[at], article.paragraphs.pop(at + 1)
            other.words[0].spaced = True
            one.words = one.words + other.words
            one.ids = tuple(dict.fromkeys(one.ids + other.ids))

    def move(self) -> None:
        if (found := self.plain()) is not None:
            article, at = found
            self.put(article.paragraphs.pop(at))

    def to_item(self) -> None:
        if (found := self.plain()) is not None:
            article, at = found
            hosts = [p for a in self.articles for p in a.paragraphs if p.items]
            if hosts:
                self.random.choice(hosts).items.append(article.paragraphs.pop(at))

    def to_paragraph(self) -> None:
        hosts = [p for a in self.articles for p in a.paragraphs if len(p.items) > 2]
        if hosts:
            host = self.random.choice(hosts)
            self.put(host.items.pop(self.random.randrange(len(host.items))))

    def rival(self) -> None:
        """A paragraph becomes one of several options."""
        if (found := self.plain()) is not None:
            article, at = found
            one = article.paragraphs[at]
            others = [self.born(self.lexicon.sentence() + ".") for _ in range(roll(self, 1, 2))]
            if self.random.random() < 0.3:
                others.append(self.born("No text."))
            host = Provision((), [])
            host.options = [one, *others]
            if self.random.random() < 0.4:
                self.random.shuffle(host.options)
            article.paragraphs[at] = host

    def choose(self) -> None:
        """Options are reordered, or one of them is the paragraph, with some words of another."""
        hosts = [(a, n) for a in self.articles for n, p in enumerate(a.paragraphs) if p.options]
        if hosts:
            article, at = self.random.choice(hosts)
            if self.random.random() < 0.3:
                self.random.shuffle(article.paragraphs[at].options)
            else:
                options = article.paragraphs[at].options
                chosen = article.paragraphs[at] = self.random.choice(options)
                self.draw(chosen, self._draws.choice(options))

    def draw(self, chosen: Provision, other: Provision) -> None:
        """The chosen option takes a few words in a row of a rival that goes."""
        many = self._draws.randint(2, 6)
        if chosen is not other and min(len(chosen.words), len(other.words)) > many + 4:
            first = self._draws.randrange(len(other.words) - many - 1)
            taken = other.words[first : first + many]
            if not {word.text for word in taken} & set("[].;:"):
                at = self._draws.randrange(2, len(chosen.words) - 2)
                taken[0].spaced = True
                chosen.words[at:at] = taken

    def add(self) -> None:
        self.put(self.paragraph())

    def drop(self) -> None:
        if (found := self.plain()) is not None:
            article, at = found
            article.paragraphs.pop(at)

    def leave(self) -> None:
        """A paragraph stays away for one draft."""
        if (found := self.plain()) is not None:
            article, at = found
            self.away.append(article.paragraphs.pop(at))

    def come_back(self) -> None:
        for provision in self.away:
            self.put(provision)
        self.away = []
        for article in self.articles:
            for one in article.paragraphs:
                if one.note is not None:
                    self.put(one.note)
                    one.note = None

    def into_note(self) -> None:
        """A paragraph survives in a footnote of another for one draft."""
        if (found := self.plain()) is not None:
            article, at = found
            one = article.paragraphs.pop(at)
            host = self.random.choice(self.random.choice(self.articles).paragraphs)
            if host.note is None and not host.options and not host.items:
                host.note = one
            else:
                self.put(one)

    def into_bracket(self) -> None:
        """A paragraph survives as a bracketed alternative within another."""
        first, second = self.plain(), self.plain()
        if first is None or second is None:
            return
        one, host = first[0].paragraphs[first[1]], second[0].paragraphs[second[1]]
        if one is not host:
            first[0].paragraphs.pop(first[1])
            opened = self.words("[or: ")
            opened[0].spaced = True
            one.words[0].spaced = True
            host.words = host.words + opened + one.words + [Word("]", self.draft, False)]
            host.ids = tuple(dict.fromkeys(host.ids + one.ids))

    def new_article(self) -> None:
        made = self.article(
            self.random.choice(TITLE) + " " + self.random.choice(("rules", "terms"))
        )
        made.bracketed = self.random.random() < 0.5
        made.alternative = self.random.random() < 0.4
        made.suffix = "alt" if made.alternative else "bis"
        self.articles.insert(self.random.randint(1, len(self.articles)), made)

    def renumber(self) -> None:
        """The next clean draft numbers its articles afresh."""
        for article in self.articles:
            article.suffix, article.bracketed = "", False

    def rearrange(self) -> None:
        at = self.random.randrange(len(self.articles))
        article = self.articles.pop(at)
        self.articles.insert(self.random.randint(0, len(self.articles)), article)

    # -- words

    def reword(self, one: Provision) -> None:
        for _ in range(self.random.choice((1, 1, 2, 3))):
            words = one.words
            if len(words) < 8:
                return
            at = self.random.randrange(2, len(words) - 2)
            act = self.random.choice(("insert", "delete", "replace"))
            if act != "insert":
                gone = words[at : at + self.random.choice((1, 2, 3))]
                if len(words) - len(gone) > 8 and not {w.text for w in gone} & set("[].;:"):
                    del words[at : at + len(gone)]
            if act != "delete":
                came = self.words(self.lexicon.phrase())
                came[0].spaced = True
                words[at:at] = came

    def bracket(self, one: Provision) -> None:
        for _ in range(self.random.choice((1, 1, 2, 4))):
            words = one.words
            modals = [n for n, w in enumerate(words) if w.text in MODAL]
            if modals and self.random.random() < 0.25:
                at = modals[0]
                other = self.random.choice([m for m in MODAL[:4] if m != words[at].text])
                self.enclose(words, at, at + 1)
                words[at + 3 : at + 3] = self.words(f"[{other}]")
                continue
            at = self.random.randrange(max(1, len(words) - 6))
            end = at + self.random.randint(1, 5)
            if end < len(words) and depth(words[at:end]) == 0:
                for _ in range(self.random.choice((1, 1, 1, 2))):
                    self.enclose(words, at, end)
                    end += 2
        if self.random.random() < 0.1:
            held = self.random.choice(("[x]", "[20XX]", "[x]-[y]"))
            came = self.words(held)
            came[0].spaced = True
            one.words[-1:-1] = came
        if self.random.random() < 0.15 and len(one.words) > 6:
            one.bracketed = True
        if self.random.random() < 0.004:
            one.words[-1:-1] = [Word(self.random.choice("[]"), self.draft)]

    def enclose(self, words: list[Word], start: int, end: int) -> None:
        words.insert(end, Word("]", self.draft, False))
        words.insert(start, Word("[", self.draft, words[start].spaced))
        words[start + 1].spaced = False

    def settle(self, one: Provision) -> None:
        """The brackets go, and some of what they held."""
        one.bracketed = False
        kept: list[Word] = []
        for word in one.words:
            if word.text not in "[]":
                kept.append(word)
        if len(kept) > 4 and len(kept) < len(one.words):
            for word in kept:
                word.spaced = word.spaced or bool(re.match(r"\w", word.text))
            one.words = kept


def roll(talks: Talks, low: int, high: int) -> int:
    return talks.random.randint(low, high)


def depth(words: list[Word]) -> int:
    """How many brackets are left open; -1 where one closes that was not opened."""
    found = 0
    for word in words:
        found += (word.text == "[") - (word.text == "]")
        if found < 0:
            return -1
    return found
