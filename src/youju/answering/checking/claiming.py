"""A sentence of a draft → the verdict on it: evidence is looked for, its assertions are judged,
what is off is placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from youju.answering.checking.cutting import Sentence
from youju.answering.checking.deriving import Derivation, Operand, with_derived
from youju.answering.checking.judging import (
    bearing,
    considered,
    is_spoken_of,
    must_be_proven,
    names_strangers,
)
from youju.answering.checking.placing import Found, findings
from youju.answering.citing import cite
from youju.answering.verification import (
    Assertion,
    Proof,
    Unit,
    Verifier,
    is_english,
    proof,
)
from youju.embedding import Vectors
from youju.model import (
    CheckedClaim,
    Citation,
    Derived,
    Finding,
    Hit,
    Passage,
    Report,
    Verdict,
)
from youju.query import simplified
from youju.retrieval import Query, Retriever
from youju.store.index import Index
from youju.text import Span, clause_spans, fold

_BARE = re.compile(r"\W*\d?[\u4e00-\u9fff]?\W*")
"""5个: a figure of nothing."""
_PASSAGES = 8
_CONSIDERED = 8
_NAMED, _LEAST_NAMED = 0.4, 3
"""How much a word weighs that names a thing, and how many such make a statement."""


@dataclass
class _Citations:
    """Markers in order of first use; the same words of a report are cited once."""

    known: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def of(self, report: Report, passage: Passage, start: int, end: int) -> int:
        key = (report.id, start, end)
        if key not in self.known:
            self.known[key] = cite(report, passage, start, end, len(self.known) + 1)
        return self.known[key].marker


@dataclass(frozen=True)
class _Judged:
    """Neither proofs nor findings: nothing that could be right or wrong by itself. ``is_lost``: the
    report speaks of nothing like it, whether or not it could be."""

    part: Assertion
    proofs: tuple[Proof, ...] = ()
    findings: tuple[Found, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    is_lost: bool = False


class DraftCheck:
    """One draft under way: what was looked up for a sentence serves the next, too."""

    def __init__(
        self,
        index: Index,
        retriever: Retriever,
        verifier: Verifier,
        report_ids: Sequence[str] | None,
    ) -> None:
        self._index = index
        self._retriever = retriever
        self._verifier = verifier
        self._report_ids = report_ids
        self._units: dict[str, list[Unit]] = {}
        self._before: list[Hit] = []
        self.citations = _Citations()

    def claim(self, draft: str, sentence: Sentence, before: Sentence | None) -> CheckedClaim:
        said = draft[sentence.start : sentence.end]
        blank = CheckedClaim(said, sentence.start, sentence.end, Verdict.NOT_CHECKED)
        if sentence.reason:
            return replace(blank, reason=sentence.reason)
        text = plain(sentence)
        offset = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
        context = _context(sentence, before)
        if is_english(text):
            return self._english(blank, text, context)
        return self._parts(blank, text, offset, context)

    def _english(self, blank: CheckedClaim, text: str, context: str) -> CheckedClaim:
        """An English sentence: what is wrong with it is not placed."""
        evidence = self._evidence([self._retriever.query(text)])
        checked = self._verifier.verify(text, evidence, context)
        if checked.verdict is Verdict.SUPPORTED:
            return replace(blank, verdict=checked.verdict, citations=self._cited(checked.proofs))
        whole = Finding(blank.start, blank.end, "unsaid", blank.text)
        return replace(blank, verdict=checked.verdict, findings=(whole,))

    def looked_up(self, text: str) -> tuple[list[tuple[Assertion, Vectors]], list[Unit]]:
        """What a folded sentence asserts, each with its vector; and what may bear it."""
        parts = self._verifier.parts(text)
        queries = [self._retriever.query(part.text) for part in parts]
        more = [self._retriever.query(text)] if len(parts) > 1 else []
        evidence = self._evidence([*queries, *more])
        return [(p, query.vector) for p, query in zip(parts, queries, strict=True)], evidence

    def _parts(self, blank: CheckedClaim, text: str, offset: int, context: str) -> CheckedClaim:
        if _BARE.fullmatch(text) or not self._verifier.says_something(text):
            return replace(blank, reason="nothing")
        parts, evidence = self.looked_up(text)
        judged: list[_Judged] = []
        for number, (part, vector) in enumerate(parts):
            one = self._judged(part, vector, evidence, context)
            if one.is_lost and number:
                joined = replace(part, start=parts[number - 1][0].start)
                vector = self._retriever.query(joined.text).vector
                again = self._judged(joined, vector, evidence, context)
                one = again if again.proofs else one
            judged.append(one)
        if not any(one.proofs or one.findings for one in judged):
            if not self._says_much(text):
                return replace(blank, reason="nothing")
            judged = [replace(one, findings=(_whole(one.part),)) for one in judged]
        markers = self._cited([proof for one in judged for proof in one.proofs])
        found = tuple(self._marked(blank, f, offset) for one in judged for f in one.findings)
        cited = dict.fromkeys([*markers, *(f.citation for f in found if f.citation)])
        return replace(
            blank,
            verdict=_verdict(found),
            findings=found,
            derived=tuple(
                _derived(blank, one.part, derivation, offset)
                for one in judged
                for derivation in one.derivations
            ),
            citations=tuple(cited),
        )

    def _judged(
        self, part: Assertion, vector: Vectors, evidence: Sequence[Unit], context: str
    ) -> _Judged:
        words = self._verifier.words
        assessed = self._verifier.assessed(part, evidence, context, vector)
        speaking, derivations = with_derived(part, considered(part, assessed, words))
        borne = bearing(speaking)
        if borne:
            lent = [_operand(o) for d in derivations for o in d.operands if o.unit]
            return _Judged(part, (proof(part, borne.unit), *lent), (), tuple(derivations))
        if is_spoken_of(speaking) and speaking[0].problems:
            found = findings(part, speaking[0], speaking[1:_CONSIDERED], words)
            return _Judged(part, (), tuple(found))
        if must_be_proven(part.text) or (speaking and names_strangers(speaking[0])):
            return _Judged(part, (), (_whole(part),), is_lost=True)
        return _Judged(part, is_lost=True)

    def _says_much(self, text: str) -> bool:
        """Whether it names things, and more than one: a report could say so."""
        named = [term for term in self._verifier.words.of(text) if term.weight > _NAMED]
        return len(named) >= _LEAST_NAMED

    def _evidence(self, queries: Sequence[Query]) -> list[Unit]:
        found: dict[str, Hit] = {}
        for query in queries:
            for hit in self._retriever.retrieve(query, _PASSAGES, self._report_ids):
                found.setdefault(hit.passage.id, hit)
        now = list(found.values())
        for hit in self._before:
            found.setdefault(hit.passage.id, hit)
        self._before = now[:_PASSAGES]
        missing = [hit for name, hit in found.items() if name not in self._units]
        for unit in self._verifier.evidence(missing):
            self._units.setdefault(unit.passage.id, []).append(unit)
        return [unit for name in found for unit in self._units.get(name, ())]

    def _cited(self, proofs: Sequence[Proof]) -> tuple[int, ...]:
        markers = (self._cite(proof.hit.passage, proof.start, proof.end) for proof in proofs)
        return tuple(dict.fromkeys(markers))

    def _cite(self, passage: Passage, start: int, end: int) -> int:
        report = self._index.indexed(passage.report_id).report
        return self.citations.of(report, passage, start, end)

    def _marked(self, claim: CheckedClaim, found: Found, offset: int) -> Finding:
        start, end = offset + found.start, offset + found.end
        words = claim.text[start - claim.start : end - claim.start]
        if found.unit is None or found.place is None:
            return Finding(start, end, found.kind, words, found.expected)
        marker = self._cite(found.unit.passage, *_clauses_of(found.unit, found.place))
        written = found.unit.profile.report.text[slice(*found.place)]
        expected = written if fold(written) == found.expected else found.expected
        return Finding(start, end, found.kind, words, expected, marker)


def _whole(part: Assertion) -> Found:
    return Found(part.start, part.end, "unsaid")


def _operand(operand: Operand) -> Proof:
    """The clause that the figure stands in."""
    unit, figure = operand.unit, operand.figure
    assert unit is not None
    place = (unit.start + figure.start, unit.start + figure.end)
    return Proof(unit.hit, *_clauses_of(unit, place))


def _derived(claim: CheckedClaim, part: Assertion, derivation: Derivation, offset: int) -> Derived:
    figure = derivation.frame.figure
    start, end = offset + part.start + figure.start, offset + part.start + figure.end
    words = claim.text[start - claim.start : end - claim.start]
    return Derived(start, end, words, derivation.formula)


def plain(sentence: Sentence) -> str:
    """As the verifier reads it."""
    return fold(simplified(sentence.text).strip())


def _verdict(findings: Sequence[Finding]) -> Verdict:
    if not findings:
        return Verdict.SUPPORTED
    said_otherwise = any(finding.citation for finding in findings)
    return Verdict.CONTRADICTED if said_otherwise else Verdict.UNSUPPORTED


def _context(sentence: Sentence, before: Sentence | None) -> str:
    """The sentence before it, where both stand in one paragraph."""
    if before is None or before.paragraph != sentence.paragraph:
        return ""
    return plain(before)


def _clauses_of(unit: Unit, place: Span) -> Span:
    """Those of the report that hold the place, in its text."""
    start = min(unit.start, place[0])
    spans = clause_spans(unit.profile.folded, start, max(unit.end, place[1]))
    held = [(a, b) for a, b in spans if a < place[1] and place[0] < b] or [place]
    return held[0][0], held[-1][1]
