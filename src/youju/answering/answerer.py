"""Question in, ``Answer`` out: retrieve, extract, decide, cite, verify."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from youju.answering.abstention import Decision, Evidence, decide, features
from youju.answering.evidence import Sentence, sentences
from youju.answering.extractive import extract
from youju.answering.profile import Profiles, without_given
from youju.answering.question import analyse
from youju.answering.routing import route
from youju.answering.stretches import Piece
from youju.answering.verification import verify_claim
from youju.answering.wording import language_of, refusal, sentence
from youju.model import Answer, Citation, Claim, Hit, Reason, Report, Status, Verdict
from youju.query import normalise_question
from youju.retrieval import Query, Retriever
from youju.store.index import Index
from youju.text import sentence_spans

EVIDENCE_PASSAGES = 12
"""Passages in which the answer is looked for; fewer are shown."""
_LONGEST_NEAREST = 80


class Answerer:
    """Answers from one index; safe to share between threads."""

    def __init__(self, index: Index, retriever: Retriever) -> None:
        self._index = index
        self._retriever = retriever
        self._profiles = Profiles(index)

    def report(self, report_id: str) -> Report:
        return self._index.indexed(report_id).report

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
        started = time.perf_counter()
        timings: dict[str, float] = {}
        text = normalise_question(standalone or question)
        chosen = self._index.known(report_ids) or route(text, self._index.reports)
        with _timed(timings, "embed"):
            query = self._query(text, chosen)
        with _timed(timings, "retrieve"):
            hits = self._retriever.retrieve(query, max(top_k, EVIDENCE_PASSAGES), chosen)
        with _timed(timings, "generate"):
            evidence = self._evidence(text, query, hits)
            pieces = evidence.pieces
            decision = decide(evidence, self._profiles)
        language = language_of(question)
        answer = Answer(
            id=f"ans_{uuid.uuid4().hex[:16]}",
            question=question,
            standalone_question=standalone or question,
            status=Status.ANSWERED,
            reason=None,
            answer="",
            mode="extractive",
            model=None,
            claims=(),
            citations=(),
            passages=tuple(hits[:top_k]),
            confidence=round(decision.probability, 4),
        )
        if decision.reason is not None:
            answer = self._abstained(answer, decision.reason, decision, pieces, language)
        else:
            with _timed(timings, "verify"):
                answer = self._answered(answer, pieces, language)
        timings["total"] = (time.perf_counter() - started) * 1000
        return replace(answer, timings_ms={name: round(ms, 2) for name, ms in timings.items()})

    def evidence_features(self, question: str, report_ids: Sequence[str]) -> dict[str, float]:
        """What the decision to answer rests on; for calibrating it."""
        text = normalise_question(question)
        query = self._query(text, report_ids)
        hits = self._retriever.retrieve(query, EVIDENCE_PASSAGES, report_ids)
        return features(self._evidence(text, query, hits), self._profiles)

    def _evidence(self, text: str, query: Query, hits: Sequence[Hit]) -> Evidence:
        question = analyse(text, self._index.lexicon)
        candidates = sentences(question, query, hits, self._index, self._profiles)
        return Evidence(question, candidates, extract(question, candidates))

    def _query(self, text: str, report_ids: Sequence[str] | None) -> Query:
        reports = report_ids or [entry.id for entry in self._index.reports]
        if len(reports) != 1:
            return self._retriever.query(text)
        return self._retriever.query(text, without_given(text, self._profiles.of(reports[0])))

    def _answered(self, answer: Answer, pieces: Sequence[Piece], language: str) -> Answer:
        """A claim a sentence, each with the citation that is its very words."""
        claims: list[Claim] = []
        citations: list[Citation] = []
        text = ""
        for piece in pieces:
            for start, end in _claims_of(piece):
                citation = _cite(piece.sentence, start, end, len(citations) + 1)
                citations.append(citation)
                words = citation.quote
                claims.append(
                    Claim(
                        words,
                        len(text),
                        len(text) + len(words),
                        (citation.marker,),
                        Verdict.SUPPORTED,
                    )
                )
                text += sentence(words, citation.marker, language)
        reports = {c.report_id: self.report(c.report_id) for c in citations}
        verified = tuple(
            replace(claim, verdict=verify_claim(claim, citations, reports).verdict)
            for claim in claims
        )
        if not all(claim.verdict is Verdict.SUPPORTED for claim in verified):
            nothing = refusal(Reason.NOTHING_PROVEN, "", None, language)
            return replace(
                answer, status=Status.ABSTAINED, reason=Reason.NOTHING_PROVEN, answer=nothing
            )
        return replace(answer, answer=text.rstrip(), claims=verified, citations=tuple(citations))

    def _abstained(
        self,
        answer: Answer,
        reason: Reason,
        decision: Decision,
        pieces: Sequence[Piece],
        language: str,
    ) -> Answer:
        nearest = None
        if pieces and reason is not Reason.OFF_TOPIC:
            start, end = _shortened(pieces[0])
            nearest = _cite(pieces[0].sentence, start, end, 1)
        return replace(
            answer,
            status=Status.ABSTAINED,
            reason=reason,
            answer=refusal(reason, decision.why, nearest.quote if nearest else None, language),
            citations=(nearest,) if nearest else (),
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
    report, passage = found.profile.report, found.hit.passage
    return Citation(
        marker=marker,
        report_id=report.id,
        report_title=report.title,
        section=passage.section,
        passage_id=passage.id,
        start=start,
        end=end,
        quote=report.text[start:end],
    )


@contextmanager
def _timed(timings: dict[str, float], name: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        timings[name] = (time.perf_counter() - started) * 1000
