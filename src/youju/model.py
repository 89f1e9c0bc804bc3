"""The things that youju speaks of: frozen, plain, no I/O.

Offsets are Unicode code points into a report's canonical text, ``end`` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a report; ``start`` is at its heading, ``end`` before the next one."""

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was read: ``text`` is canonical, all offsets refer to it."""

    id: str
    title: str
    text: str
    sections: tuple[Section, ...] = ()
    date: str | None = None
    byline: str | None = None

    def section_path(self, offset: int) -> tuple[str, ...]:
        """Titles of the sections that hold ``offset``, outermost first."""
        return tuple(s.title for s in self.sections if s.start <= offset < s.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved and cited: whole sentences of one section.

    ``sentences`` are spans into the canonical text, in order, inside ``[start, end)``.
    """

    id: str
    report_id: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and why: ``score`` is the fusion of the two others."""

    passage: Passage
    score: float
    dense_score: float
    lexical_score: float


class Status(StrEnum):
    ANSWERED = "answered"
    ABSTAINED = "abstained"


class Reason(StrEnum):
    """Why an answer was declined."""

    OFF_TOPIC = "off_topic"
    NO_EVIDENCE = "no_evidence"
    NEAR_MISS = "near_miss"
    NOTHING_PROVEN = "nothing_proven"


class Verdict(StrEnum):
    """Of a claim; the last two only where a draft is checked."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    NOT_CHECKED = "not_checked"


class Certainty(StrEnum):
    """In words, how sure an answer is, or a refusal that nothing is said."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"

    @classmethod
    def of(cls, status: Status, confidence: float) -> Certainty:
        """``confidence``: that the answer is right; of a refusal, that the report answers."""
        sure, likely = (0.9, 0.7) if status is Status.ANSWERED else (0.85, 0.6)
        share = confidence if status is Status.ANSWERED else 1 - confidence
        return cls.HIGH if share >= sure else cls.FAIR if share >= likely else cls.LOW


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a report behind a marker of the answer."""

    marker: int
    report_id: str
    report_title: str
    section: tuple[str, ...]
    passage_id: str
    start: int
    end: int
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the answer, ``[start, end)`` in it, with the markers that should prove it.

    ``problems``: why it is not supported, each as ``rule:words of the claim``.
    """

    text: str
    start: int
    end: int
    citations: tuple[int, ...]
    verdict: Verdict
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets back, answered or abstained."""

    id: str
    question: str
    standalone_question: str
    status: Status
    reason: Reason | None
    answer: str
    mode: str
    model: str | None
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    confidence: float = 0.0
    """Calibrated probability that the words found answer the question rightly."""
    decided_by: str = "rules"
    """Whether the report answers was decided by ``rules`` alone, or with the ``reader``."""
    struck: tuple[Claim, ...] = ()
    """What the LLM wrote and the report does not prove; not in ``answer``, so without a place."""
    draft: str | None = None
    """What the LLM wrote, with its own markers: numbers of ``passages``, from 1."""
    warnings: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def certainty(self) -> Certainty:
        return Certainty.of(self.status, self.confidence)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a draft that the report does not bear, ``[start, end)`` in the draft.

    ``expected``: what the report has in their place, if it has anything; ``citation``: the marker
    of the words that say so.
    """

    start: int
    end: int
    kind: str
    found: str
    expected: str | None = None
    citation: int | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the report says otherwise, or does not say it."""
        return Verdict.UNSUPPORTED if self.citation is None else Verdict.CONTRADICTED


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure of a draft, ``[start, end)`` in it, that the report does not state and that follows
    from figures that it does: ``formula`` says how."""

    start: int
    end: int
    found: str
    formula: str


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A sentence of a draft, ``[start, end)`` in it; ``reason``: why it was not checked."""

    text: str
    start: int
    end: int
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    derived: tuple[Derived, ...] = ()
    citations: tuple[int, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A draft against the reports: what was checked is ``[start, end)`` of ``text``."""

    id: str
    text: str
    start: int
    end: int
    claims: tuple[CheckedClaim, ...]
    citations: tuple[Citation, ...]
    counts: dict[str, int]
    timings_ms: dict[str, float] = field(default_factory=dict)
