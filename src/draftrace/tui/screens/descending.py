"""Saying that a provision descends from a paragraph of the corpus, or does not."""

from __future__ import annotations

from functools import partial

from draftrace.errors import NegotiationError
from draftrace.room.acts import corpus, tabling
from draftrace.room.acts.terms import Relation, SourceRef
from draftrace.room.entities import Provision
from draftrace.room.floor import TABLE_IT
from draftrace.text.instructions import instruction
from draftrace.text.wording import plain
from draftrace.tui.corpus_page import highlighted, resting_on
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Field, Pick, told
from draftrace.tui.screens.linking import LinkAs
from draftrace.tui.screens.searching import SearchingCorpus
from draftrace.tui.suggesting import Found
from draftrace.tui.widgets.rows import Rows
from draftrace.views.coverage import Point
from draftrace.views.standing import resolve


class Descending(SearchingCorpus):
    """Links between the paragraph under the cursor and the provision last visited."""

    @property
    def found(self) -> Rows:
        """What was found."""
        raise NotImplementedError

    @property
    def source(self) -> Rows:
        """The document."""
        raise NotImplementedError

    def points(self) -> tuple[tuple[Point, ...], str]:
        """What is known of the open report's conclusions."""
        raise NotImplementedError

    def _under_cursor(self) -> SourceRef:
        key = self.source.cursor if self.source.has_focus else self.found.cursor
        document, _, address = key.partition("\t")
        for hit in self.hits:
            if (hit.source.document, hit.source.address) == (document, address):
                return hit.source
        for point in self.points()[0]:
            if (point.document, point.address) == (document, address):
                return SourceRef(document=document, address=address, wording=point.wording)
        for paragraph in self.document.provisions if self.document else ():
            if paragraph.address == address:
                return SourceRef(document=document, address=address, wording=paragraph.wording)
        raise NegotiationError("No paragraph is chosen.", "Ask with /, or read a document with b.")

    def _visited(self) -> Provision:
        provision = self.room.provision
        if provision is None:
            raise NegotiationError("No text is on the table.", TABLE_IT)
        return provision

    async def do_corpus_link(self) -> None:
        """Ask how the provision descends, and confirm it."""
        provision, source = self._visited(), self._under_cursor()
        seen = {provision.id: provision.touched}
        suggester = self.room.suggester()
        asking = partial(suggester.pair, provision.now.wording, source)
        worker = self.run_worker(asking, thread=True, group="pair")
        one: Found = await worker.wait()
        borne = one.suggestions[0] if one.suggestions else None
        relation: Relation = borne.relation if borne is not None else "thematic"
        evidence = borne.evidence if borne is not None else ()
        place = f"{source.document} {source.address}"
        body = told(
            [Span(f"{shown(place)}  ", "strong"), *highlighted(source.wording, _there(evidence))],
            [
                Span(f"{shown(provision.now.address)}  ", "strong"),
                *highlighted(provision.now.wording, [here for here, _ in evidence]),
            ],
            [Span(shown(borne.reason) if borne else "They share no telling words.", "dim")],
        )
        title = f"{shown(provision.now.address)} descends from {shown(place)}"
        answer = await self.ask(LinkAs(title, body, relation, "", self.room.signs))
        if answer is None:
            return
        self.room.perform(
            lambda s, f: corpus.link(
                s,
                f,
                provision.id,
                source,
                relation=answer.relation,
                evidence=evidence,
                reason=answer.reason,
            ),
            seen,
        )

    async def do_corpus_lift(self) -> None:
        """A provision born from the paragraph, its source certain from birth."""
        provision, source = self._visited(), self._under_cursor()
        room = self.room
        fields = [
            Field("wording", "wording", instruction(source.wording), sentences=3),
            Field("behind", "behind", provision.now.address),
        ]

        def act(answer: dict[str, str]) -> None:
            behind = resolve(room.state, answer["behind"]).id
            room.perform(lambda s, f: tabling.lift(s, f, [source], answer["wording"], after=behind))

        place = f"{source.document} {source.address}"
        body = told([Span(f"{shown(place)}  ", "strong"), Span(shown(plain(source.wording)))])
        await self.fill_in(f"Lift a provision from {shown(place)}", body, fields, act, "Lift")

    def do_corpus_dismiss(self) -> None:
        """Say that the provision does not descend from it."""
        provision, source = self._visited(), self._under_cursor()
        self.room.perform(lambda s, f: corpus.dismiss(s, f, provision.id, source))

    async def do_corpus_visit(self) -> None:
        """Go to a provision that the paragraph became, or may have become."""
        source = self._under_cursor()
        state = self.room.state
        place = (source.document, source.address)
        options = dict.fromkeys(resting_on(state).get(place, ()), "confirmed")
        for point in self.points()[0]:
            for target in point.targets if (point.document, point.address) == place else ():
                provision = state.now.addresses.get(target.address, "")
                if provision:
                    options.setdefault(provision, target.verdict)
        if not options:
            raise NegotiationError(
                f"Nothing is known to rest on {source.document} {source.address}.",
                "l links it to the provision named below; the coverage suggests where it went.",
            )
        chosen: str | None = next(iter(options))
        if len(options) > 1:
            chosen = await self.ask(Pick("Which provision", self._named(options), self.room.signs))
        if chosen:
            self.room.place = chosen
            await self.do_screen_draft()

    def _named(self, options: dict[str, str]) -> list[tuple[str, list[Span]]]:
        found = []
        for provision, verdict in options.items():
            form = self.room.state.now.provisions[provision].now
            spans = [
                Span(shown(f"{form.address:<12}"), "strong"),
                Span(f" {verdict:<10} ", "label"),
                Span(shown(plain(form.wording))[:40], "dim"),
            ]
            found.append((provision, spans))
        return found


def _there(evidence: tuple[tuple[tuple[int, int], tuple[int, int]], ...]) -> list[tuple[int, int]]:
    return [there for _, there in evidence]
