"""Question in, ``Answer`` in the report's own words out: retrieve, extract, decide, cite."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from youju.answering.abstention import Decision, Evidence, decide, is_unsure
from youju.answering.citing import cite, is_exact
from youju.answering.comprehending import READ_LANGUAGE, Reads, comprehend
from youju.answering.evidence import Sentence, sentences
from youju.answering.extractive import extract
from youju.answering.profile import Profiles, without_given
from youju.answering.question import analyse
from youju.answering.routing import route
from youju.answering.stretches import Piece
from youju.answering.wording import language_of, refusal, sentence
from youju.lexical import Lexicon
from youju.model import Answer, Citation, Claim, Hit, Passage, Reason, Report, Status, Verdict
from youju.query import normalise_question
from youju.retrieval import Query, Retriever
from youju.store.files import ReportEntry
from youju.store.index import Index
from youju.text import sentence_spans

if TYPE_CHECKING:
    from youju.answering.checking import Checker
    from youju.answering.indicators import Indicators
    from youju.answering.verification import Verifier
    from youju.comprehension import Reader

EVIDENCE_PASSAGES = 12
"""Passages in which the answer is looked for; fewer are shown."""
_LONGEST_NEAREST = 80


@dataclass
class Timings:
    """Milliseconds by stage."""

    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - started) * 1000
            self.stages[name] = self.stages.get(name, 0.0) + spent

    def total(self) -> dict[str, float]:
        """All stages, rounded, and the whole."""
        spent = (time.perf_counter() - self.started) * 1000
        return {name: round(ms, 2) for name, ms in (*self.stages.items(), ("total", spent))}


@dataclass(frozen=True)
class Examined:
    """A question with the passages found, and whether they answer it."""

    question: str
    standalone: str
    hits: Sequence[Hit]
    shown: int
    evidence: Evidence
    decision: Decision
    timings: Timings

    @property
    def language(self) -> str:
        return language_of(self.question)

    @property
    def text(self) -> str:
        """The standalone question, normalised."""
        return self.evidence.question.text


class Answerer:
    """Answers from one index; safe to share between threads."""

    def __init__(
        self, index: Index, retriever: Retriever, profiles: Profiles, reader: Reader | None
    ) -> None:
        self._index = index
        self._retriever = retriever
        self.profiles = profiles
        self._reader = reader

    @property
    def index(self) -> Index:
        return self._index

    @property
    def asks_reader(self) -> bool:
        return self._reader is not None

    def without_reader(self) -> Answerer:
        """The same by rules alone."""
        return Answerer(self._index, self._retriever, self.profiles, None)

    @property
    def lexicon(self) -> Lexicon:
        return self._index.lexicon

    @cached_property
    def indicators(self) -> Indicators:
        """The reports' figures; imported when asked for, which a question is not."""
        from youju.answering.indicators import Indicators

        return Indicators(self._index)

    @cached_property
    def verifier(self) -> Verifier:
        """For claims; imported when asked for, too."""
        from youju.answering.verification import Verifier

        return Verifier(self._index, self._retriever.embedder, self.profiles)

    @cached_property
    def checker(self) -> Checker:
        """For drafts; imported when asked for, as ``indicators`` are."""
        from youju.answering.checking import Checker

        return Checker(self._index, self._retriever, self.verifier)

    @property
    def reports(self) -> tuple[ReportEntry, ...]:
        return self._index.reports

    def entry(self, report_id: str) -> ReportEntry:
        """Raises ``ReportUnknown``."""
        self._index.known([report_id])
        return next(entry for entry in self._index.reports if entry.id == report_id)

    def report(self, report_id: str) -> Report:
        """Raises ``ReportUnknown``."""
        self._index.known([report_id])
        return self._index.indexed(report_id).report

    def spread(self, count: int, report_ids: Sequence[str] | None = None) -> list[Passage]:
        """Passages from all over the reports, in reading order."""
        chosen = self._index.known(report_ids) or [entry.id for entry in self._index.reports]
        passages = [p for name in chosen for p in self._index.indexed(name).passages]
        step = max(1, len(passages) // count)
        return passages[step // 2 :: step][:count]

    def search(self, query: str, top_k: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        text = normalise_question(query)
        chosen = self._index.known(report_ids) or route(text, self._index.reports)
        return self._retriever.retrieve(self._query(text, chosen), top_k, chosen)

    def answer(
        self,
        question: str,
        *,
        standalone: str | None = None,
        report_ids: Sequence[str] | None = None,
        top_k: int = 6,
    ) -> Answer:
        """``standalone``: the question with what an earlier turn said, where it leans on one.

        Without ``report_ids``, the reports whose title names the question's place and year are
        asked, or all. Raises ``QuestionError`` or ``ReportUnknown``.
        """
        return self.extractive(self.examine(question, standalone, report_ids, top_k))

    def examine(
        self,
        question: str,
        standalone: str | None = None,
        report_ids: Sequence[str] | None = None,
        top_k: int = 6,
    ) -> Examined:
        """Find the passages, and decide whether they answer; see ``answer``."""
        timings = Timings()
        text = normalise_question(standalone or question)
        chosen = self._index.known(report_ids) or route(text, self._index.reports)
        with timings.of("embed"):
            query = self._query(text, chosen)
        with timings.of("retrieve"):
            hits = self._retriever.retrieve(query, max(top_k, EVIDENCE_PASSAGES), chosen)
        with timings.of("generate"):
            evidence = self._evidence(text, query, hits, {})
            decision = decide(evidence, self.profiles)
        if self._reader and is_unsure(decision) and language_of(text) == READ_LANGUAGE:
            with timings.of("read"):
                reads = comprehend(self._reader, text, hits, self.profiles)
            with timings.of("generate"):
                evidence = self._evidence(text, query, hits, reads)
                decision = decide(evidence, self.profiles)
        return Examined(question, standalone or question, hits, top_k, evidence, decision, timings)

    def extractive(self, examined: Examined) -> Answer:
        """The answer in the report's own words, or the refusal."""
        answer = blank_answer(examined)
        if examined.decision.reason is not None:
            answer = self.abstained(answer, examined, examined.decision.reason)
        else:
            with examined.timings.of("verify"):
                answer = self._answered(answer, examined)
        return replace(answer, timings_ms=examined.timings.total())

    def abstained(self, answer: Answer, examined: Examined, reason: Reason) -> Answer:
        pieces = examined.evidence.pieces
        nearest = None
        if pieces and reason is not Reason.OFF_TOPIC:
            start, end = _shortened(pieces[0])
            nearest = _cite(pieces[0].sentence, start, end, 1)
        quote = nearest.quote if nearest else None
        return replace(
            answer,
            status=Status.ABSTAINED,
            reason=reason,
            answer=refusal(reason, examined.decision.why, quote, examined.language),
            citations=(nearest,) if nearest else (),
        )

    def evidence(self, question: str, report_ids: Sequence[str], *, reading: bool) -> Evidence:
        """What the decision to answer rests on, with or without the reader; for calibrating it."""
        text = normalise_question(question)
        query = self._query(text, report_ids)
        hits = self._retriever.retrieve(query, EVIDENCE_PASSAGES, report_ids)
        reads: Reads = {}
        if reading and self._reader and language_of(text) == READ_LANGUAGE:
            reads = comprehend(self._reader, text, hits, self.profiles)
        return self._evidence(text, query, hits, reads)

    def _evidence(self, text: str, query: Query, hits: Sequence[Hit], reads: Reads) -> Evidence:
        question = analyse(text, self._index.lexicon)
        candidates = sentences(question, query, hits, self._index, self.profiles, reads)
        return Evidence(question, candidates, extract(question, candidates), reads)

    def _query(self, text: str, report_ids: Sequence[str] | None) -> Query:
        reports = report_ids or [entry.id for entry in self._index.reports]
        if len(reports) != 1:
            return self._retriever.query(text)
        return self._retriever.query(text, without_given(text, self.profiles.of(reports[0])))

    def _answered(self, answer: Answer, examined: Examined) -> Answer:
        """A claim a sentence, each with the citation that is its very words."""
        claims: list[Claim] = []
        citations: list[Citation] = []
        text = ""
        for piece in examined.evidence.pieces:
            for start, end in _claims_of(piece):
                citation = _cite(piece.sentence, start, end, len(citations) + 1)
                place = (len(text), len(text) + len(citation.quote))
                marker = (citation.marker,)
                claims.append(Claim(citation.quote, *place, marker, Verdict.SUPPORTED))
                citations.append(citation)
                text += sentence(citation.quote, marker, examined.language)
        reports = {c.report_id: self.report(c.report_id) for c in citations}
        if not all(is_exact(citation, reports) for citation in citations):
            return self.abstained(answer, examined, Reason.NOTHING_PROVEN)
        return replace(
            answer, answer=text.rstrip(), claims=tuple(claims), citations=tuple(citations)
        )


def blank_answer(examined: Examined) -> Answer:
    return Answer(
        id=f"ans_{uuid.uuid4().hex[:16]}",
        question=examined.question,
        standalone_question=examined.standalone,
        status=Status.ANSWERED,
        reason=None,
        answer="",
        mode="extractive",
        model=None,
        claims=(),
        citations=(),
        passages=tuple(examined.hits[: examined.shown]),
        confidence=round(examined.decision.confidence, 4),
        decided_by="reader" if examined.evidence.reads else "rules",
    )


def _claims_of(piece: Piece) -> Iterator[tuple[int, int]]:
    """The piece's sentences, without the stop at their end."""
    for start, end in sentence_spans(piece.text):
        stripped = piece.text[start:end].rstrip("。；;.")
        if stripped.strip():
            yield piece.start + start, piece.start + start + len(stripped)


def _shortened(piece: Piece) -> tuple[int, int]:
    """The piece's first sentence; a long one is cut at its last comma that fits."""
    start, end = next(_claims_of(piece), (piece.start, piece.end))
    text = piece.text[start - piece.start : end - piece.start][:_LONGEST_NEAREST]
    if end - start > _LONGEST_NEAREST:
        cut = max(text.rfind(mark) for mark in "，,；;、")
        text = text[:cut] if cut > _LONGEST_NEAREST // 2 else text
    return start, start + len(text)


def _cite(found: Sentence, start: int, end: int, marker: int) -> Citation:
    return cite(found.profile.report, found.hit.passage, start, end, marker)
