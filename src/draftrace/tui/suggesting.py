"""Asks the matching engine for sources: by words at once, by meaning from a process of its own.

A state is folded in place, so two threads must not share one: the engine opens the workspace for
itself. The model runs in another process, at low priority, so that no key ever waits for it;
``python -m draftrace.tui.suggesting ROOT`` answers one line of JSON for each on its input.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from draftrace.room.acts.terms import Relation, SourceRef, Span
from draftrace.tui.apart import Tell
from draftrace.tui.messages import Suggestion
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher
    from draftrace.matching.surroundings import Surroundings

_MOST = 8
_MOST_HITS = 40
_NICE = 10
_WORD = re.compile(r"\w{3,}")


class _Line(msgspec.Struct):
    document: str
    address: str
    relation: Relation
    score: float
    reason: str
    evidence: tuple[tuple[Span, Span], ...] = ()
    wording: str = ""


class Found(msgspec.Struct, tag="found"):
    """What the engine answers: suggestions, best first, and what a reader must know of them."""

    suggestions: tuple[_Line, ...] = ()
    note: str = ""

    def shown(self) -> tuple[Suggestion, ...]:
        """The suggestions as a screen shows them."""
        return tuple(
            Suggestion(
                source=SourceRef(document=s.document, address=s.address, wording=s.wording),
                relation=s.relation,
                score=s.score,
                reason=s.reason,
                evidence=s.evidence,
            )
            for s in self.suggestions
        )


class Compared(msgspec.Struct, tag="compared"):
    """How far the model is: of how many wordings it knows the meaning."""

    done: int
    total: int


BY_WORDS = "by words"


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of the corpus that answers a query: where the words stand, how it was found
    (``by words``, ``by meaning``, ``word for word``, ``nearly``), and how it departs."""

    source: SourceRef
    spans: tuple[Span, ...] = ()
    how: str = BY_WORDS
    departure: tuple[tuple[str, str], ...] = ()


class Suggester:
    """The engine over the corpus and the text as they were when first asked. To be called from
    threads.

    Words and meaning are asked apart: no question by words waits for a model that is loading.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._starting = threading.Lock()
        self._closed = False
        self._engine: tuple[Matcher, Surroundings] | None = None
        self._revisions: tuple[list[SourceRef], Matcher] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def by_words(self, wording: str) -> Found:
        """What the words alone tell; needs no model."""
        with self._lock:
            return _answer(*self._both(), wording, lexical=True)

    def search(self, query: str) -> list[Hit]:
        """The paragraphs that hold the words, best first."""
        with self._lock:
            matcher = self._words()
            found = matcher.search(query, _MOST_HITS)
            return [
                Hit(
                    source=SourceRef(document=s.document, address=s.address, wording=s.wording),
                    spans=_evident(query, s.wording, matcher.pair(query, s).evidence),
                )
                for s in found
            ]

    def search_by_meaning(self, query: str, tell: Tell) -> list[Hit]:
        """What is close in meaning; empty where the model could not be asked."""
        found = self.by_meaning(query, tell)
        return [
            Hit(
                source=one.source,
                spans=_evident(query, one.source.wording, one.evidence),
                how=f"by meaning {one.score:.2f}",
            )
            for one in (found.shown() if found is not None else ())
        ]

    def agreed(self, phrase: str, issued: Sequence[SourceRef] = ()) -> list[Hit]:
        """Where the phrase was said, in the corpus and in the paragraphs ``issued``: word for
        word, then nearly."""
        from draftrace.matching.engine import Matcher
        from draftrace.matching.sources import Source

        with self._lock:
            found = self._words().agreed(phrase, _MOST_HITS)
            if self._revisions is None or self._revisions[0] != list(issued):
                texts = [Source(s.document, s.address, s.wording) for s in issued]
                self._revisions = (list(issued), Matcher(texts))
            found += self._revisions[1].agreed(phrase, _MOST_HITS)
        places: dict[tuple[str, str], Hit] = {}
        for one in sorted(found, key=lambda o: not o.exact):
            place = (one.document, one.address)
            before = places.get(place)
            if before is not None:
                spans = tuple(dict.fromkeys((*before.spans, one.span)))
                places[place] = msgspec.structs.replace(before, spans=spans)
                continue
            places[place] = Hit(
                source=SourceRef(document=place[0], address=place[1], wording=one.wording),
                spans=(one.span,),
                how="word for word" if one.exact else "nearly",
                departure=tuple(one.departure),
            )
        return list(places.values())

    def pair(self, wording: str, source: SourceRef) -> Found:
        """What the words of one paragraph bear out for a wording; empty where they bear out
        nothing."""
        from draftrace.matching.sources import Source

        with self._lock:
            asked = Source(source.document, source.address, source.wording)
            one = self._words().pair(wording, asked)
            if one.relation == "none":
                return Found()
            return Found((msgspec.convert(one, _Line, from_attributes=True),))

    def _words(self) -> Matcher:
        return self._both()[0]

    def _both(self) -> tuple[Matcher, Surroundings]:
        if self._engine is None:
            self._engine = _engine(self._root)
        return self._engine

    def by_meaning(self, wording: str, tell: Tell) -> Found | None:
        """Words and meaning together; None where the model's process could not answer. While
        wordings are still to be compared it tells how far that is."""
        with self._asking:
            process = self._running()
            if process is None or process.stdout is None or process.stdin is None:
                return None
            reading, writing = process.stdout, process.stdin
            with suppress(OSError, msgspec.MsgspecError):
                writing.write(msgspec.json.encode(wording) + b"\n")
                writing.flush()
                for line in reading:
                    answer = msgspec.json.decode(line, type=Found | Compared)
                    if isinstance(answer, Found):
                        return answer
                    tell(f"{answer.done} of {answer.total}")
        return None

    def close(self) -> None:
        """End the model's process; none is begun after."""
        with self._starting:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            # Who still asks meets the end of the pipe before the pipe is closed.
            with self._asking, suppress(OSError), process:
                pass

    def _running(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._process is None and not self._closed:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", __name__, str(self._root)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            return self._process


def answer_lines(matcher: Matcher, among: Surroundings, asked: IO[bytes], told: IO[bytes]) -> None:
    """The other process: compare by meaning what has not been compared yet, telling how far that
    is, and answer, until nobody asks."""

    def say(telling: Found | Compared) -> None:
        told.write(msgspec.json.encode(telling) + b"\n")
        told.flush()

    for line in asked:
        wording = msgspec.json.decode(line, type=str)
        for progress in matcher.encode([wording]):
            if progress.done + 1 < progress.total:  # the wording asked alone takes no time
                say(Compared(progress.done, progress.total))
        say(_answer(matcher, among, wording, lexical=False))


def _evident(query: str, wording: str, evidence: tuple[tuple[Span, Span], ...]) -> tuple[Span, ...]:
    """Where a paragraph says what was asked: shared phrases, and each word in any form."""
    found = {there for _, there in evidence}
    for word in _WORD.findall(query):
        found |= {m.span() for m in re.finditer(rf"(?i)\b{re.escape(word)}\w*", wording)}
    return tuple(sorted(found))


def _engine(root: Path) -> tuple[Matcher, Surroundings]:
    from draftrace.matching.surroundings import standing_text

    workspace = Workspace(root)
    return workspace.matcher(), standing_text(workspace.state())


def _answer(matcher: Matcher, among: Surroundings, wording: str, *, lexical: bool) -> Found:
    return msgspec.convert(
        matcher.suggest(wording, _MOST, lexical=lexical, among=among), Found, from_attributes=True
    )


if __name__ == "__main__":
    os.nice(_NICE)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer_lines(*_engine(Path(sys.argv[1])), sys.stdin.buffer, replies)
