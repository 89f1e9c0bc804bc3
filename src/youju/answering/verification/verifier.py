"""The verdict on a claim, and the words of the report that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from youju.answering.logistic import load_logistic
from youju.answering.profile import Profiles
from youju.answering.verification.assertions import Assertion, assertions, plain
from youju.answering.verification.english import (
    in_chinese_terms,
    is_english,
    spelt_numbers,
)
from youju.answering.verification.frames import frames_of
from youju.answering.verification.qualifiers import problems
from youju.answering.verification.quantities import equals
from youju.answering.verification.romanised import told_names
from youju.answering.verification.support import (
    CALIBRATION,
    Assessment,
    assess,
    is_named,
)
from youju.answering.verification.units import Unit, pairs_of, units_of
from youju.answering.verification.words import Words
from youju.embedding import Embedder, Vectors
from youju.model import Hit, Verdict
from youju.store.index import Index
from youju.text import clause_spans, figures, fold

_CANDIDATES = 6
_LONGEST = 600
"""Characters of a claim: what is longer is no sentence."""
_BEARING = 0.3
"""Of the pairs of characters that the nearest clause shares: a clause with more is quoted."""
_CONTEXT = 0.3
"""What words of the whole claim count in the choice of a unit for a part of it."""


@dataclass(frozen=True)
class Proof:
    """Words of the report, ``[start, end)`` in its text, that prove a claim or a part of it."""

    hit: Hit
    start: int
    end: int


@dataclass(frozen=True)
class Checked:
    """A verdict; its proofs, in the report's order; and, where it is not ``supported``, why:
    ``rule:words`` of the claim."""

    verdict: Verdict
    proofs: tuple[Proof, ...] = ()
    problems: tuple[str, ...] = ()
    confidence: float = 1.0


class Verifier:
    """Checks claims against passages of one index; safe to share between threads."""

    def __init__(self, index: Index, embedder: Embedder, profiles: Profiles) -> None:
        self._index = index
        self._embedder = embedder
        self._profiles = profiles
        self.words = Words(index.lexicon)

    def evidence(self, hits: Sequence[Hit]) -> list[Unit]:
        """What the passages can prove with; made once for all claims of an answer."""
        names = {hit.passage.report_id for hit in hits}
        return units_of(hits, {name: self._profiles.of(name) for name in names})

    def verify(self, claim: str, evidence: Sequence[Unit], question: str = "") -> Checked:
        """``question``: supplies the subject of a claim that has none (“29.45亿元。”). A question, and
        what names nothing, is no claim that could be proven."""
        if len(claim) > _LONGEST:
            return Checked(Verdict.UNSUPPORTED, problems=("long:",), confidence=0.0)
        text = plain(claim)
        if is_english(text) and evidence:
            text, unknown = told_names(text, evidence[0].profile)
            if unknown:
                named = tuple(f"name:{name}" for name in unknown)
                return Checked(Verdict.UNSUPPORTED, (), named, 0.0)
            text = in_chinese_terms(text)
            if spelt := spelt_numbers(text):
                return Checked(Verdict.UNSUPPORTED, (), (f"figure:{spelt[0]}",), 0.0)
        found = [self._proven(part, evidence, fold(question)) for part in self.parts(text)]
        if not found or text.endswith(("？", "?")) or not self.says_something(text):
            return Checked(Verdict.UNSUPPORTED, problems=("empty:",), confidence=0.0)
        wrong = [why for checked in found for why in checked.problems]
        verdict = Verdict.UNSUPPORTED if wrong else Verdict.SUPPORTED
        proofs = _joined(proof for checked in found for proof in checked.proofs)
        return Checked(
            verdict, proofs, tuple(dict.fromkeys(wrong)), min(c.confidence for c in found)
        )

    def says_something(self, text: str) -> bool:
        """Whether it names a thing or a figure."""
        return is_named(self.words.of(fold(text))) or bool(figures(text))

    def parts(self, text: str) -> list[Assertion]:
        """What a plain claim asserts; a part that names nothing belongs to the one before it."""
        joined: list[Assertion] = []
        for part in assertions(text):
            if joined and not is_named(self.words.of(part.text)):
                part = replace(part, start=joined.pop().start)
            joined.append(part)
        return joined

    def attributed(
        self, claim: str, cited: Sequence[Unit], evidence: Sequence[Unit], question: str = ""
    ) -> Checked:
        """By what it cites; else by what proves it: a wrong or missing marker is no lie."""
        checked = self.verify(claim, cited, question) if cited else None
        if checked is not None and checked.verdict is Verdict.SUPPORTED:
            return checked
        return self.verify(claim, evidence, question)

    def _proven(self, part: Assertion, evidence: Sequence[Unit], question: str) -> Checked:
        """The best that any unit says of it."""
        threshold = load_logistic(CALIBRATION).threshold
        best = Checked(Verdict.UNSUPPORTED, (), (f"unsaid:{part.text}",), -1.0)
        for unit, assessment in self.assessed(part, evidence, question):
            wrong = assessment.problems
            if not wrong and assessment.probability < threshold:
                wrong = (f"unsaid:{part.text}",)
            if wrong:
                checked = Checked(Verdict.UNSUPPORTED, (), wrong, assessment.probability)
            else:
                proofs = (proof(part, unit),)
                checked = Checked(Verdict.SUPPORTED, proofs, (), assessment.probability)
            best = max(best, checked, key=lambda c: (c.verdict is Verdict.SUPPORTED, c.confidence))
        return best

    def assessed(
        self,
        part: Assertion,
        evidence: Sequence[Unit],
        question: str,
        vector: Vectors | None = None,
    ) -> Iterator[tuple[Unit, Assessment]]:
        """The likeliest units, each with what it bears of the assertion; and two neighbours
        together, where it has several figures or someone's name. ``vector``: the assertion's, where
        it is known."""
        terms = self.words.of(part.text) or self.words.of(question)
        vector = self._embedder.embed_query(part.text) if vector is None else vector
        names = evidence[0].profile.names if evidence else frozenset()
        takes_two = len(frames_of(part.text)) > 1 or any(name in part.text for name in names)
        for units in (evidence, pairs_of(evidence) if takes_two else ()):
            cosines = self._cosines(vector, units)
            likely = [_likely(part, u, c) for u, c in zip(units, cosines, strict=True)]
            for i in sorted(range(len(units)), key=lambda i: -likely[i])[:_CANDIDATES]:
                unit = units[i]
                found = assess(part.text, terms, unit, self.words, question)
                rules = problems(part.text, unit, self._profiles, part.claim)
                wrong = (*found.problems, *rules)
                yield unit, replace(found, problems=wrong, cosine=cosines[i])

    def _cosines(self, vector: np.ndarray, evidence: Sequence[Unit]) -> list[float]:
        by_passage: dict[str, list[float]] = {}
        for unit in evidence:
            if unit.passage.id not in by_passage:
                found = self._index.sentence_vectors(unit.passage) @ vector
                by_passage[unit.passage.id] = found.tolist()
        return [by_passage[unit.passage.id][unit.number] for unit in evidence]


def proof(part: Assertion, unit: Unit) -> Proof:
    """The unit from its first to its last clause that bears on the assertion."""
    spans = clause_spans(unit.text, 0, len(unit.text))
    shared = [_pairs(part.text) & _pairs(unit.text[a:b]) for a, b in spans]
    most = max((len(pairs) for pairs in shared), default=0)
    wanted = [f.figure for f in unit.frames if f.figure.text in part.text]
    bearing = [
        span
        for span, pairs in zip(spans, shared, strict=True)
        if len(pairs) > _BEARING * most or any(span[0] <= f.start < span[1] for f in wanted)
    ]
    if not bearing:
        return Proof(unit.hit, unit.start, unit.end)
    return Proof(unit.hit, unit.start + bearing[0][0], unit.start + bearing[-1][1])


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _likely(part: Assertion, unit: Unit, cosine: float) -> float:
    claimed = [frame.figure for frame in frames_of(part.text)]
    figures = sum(any(equals(f, g.figure) for g in unit.frames) for f in claimed)
    shared = _shared(part.text, unit.text) + _CONTEXT * _shared(part.claim, unit.text)
    return shared + 0.3 * min(2, figures) + (cosine - 0.8) * 3


def _shared(text: str, said: str) -> float:
    """Share of the pairs of characters of ``text`` that are said."""
    pairs = _pairs(text)
    return sum(pair in said for pair in pairs) / max(1, len(pairs))


def _joined(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Each once; neighbouring parts of one sentence become one."""
    ordered = sorted(proofs, key=lambda p: (p.hit.passage.report_id, p.start, -p.end))
    joined: list[Proof] = []
    for proof in ordered:
        if joined and joined[-1].hit is proof.hit and proof.start <= joined[-1].end + 1:
            last = joined.pop()
            proof = Proof(last.hit, last.start, max(last.end, proof.end))
        joined.append(proof)
    return tuple(joined)
