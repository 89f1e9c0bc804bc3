"""Verified sentences → the answer: struck or flagged what is not proven, markers by first use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.answering.citing import cite
from youju.answering.drafting import Sentence
from youju.answering.verification import Checked, Proof, plain
from youju.answering.wording import sentence as closed
from youju.model import Answer, Citation, Claim, Report, Verdict


@dataclass(frozen=True)
class Judged:
    """A sentence of a draft and the verdict on it."""

    sentence: Sentence
    checked: Checked

    @property
    def is_proven(self) -> bool:
        return self.checked.verdict is Verdict.SUPPORTED

    @property
    def claim(self) -> Claim:
        """With the draft's offsets and markers."""
        written = self.sentence
        return Claim(
            written.text,
            written.start,
            written.end,
            written.markers,
            self.checked.verdict,
            self.checked.problems,
        )

    @property
    def struck(self) -> Claim:
        """Of no place in the answer."""
        return replace(self.claim, start=0, end=0, citations=())


def assembled(
    answer: Answer,
    judged: Sequence[Judged],
    reports: dict[str, Report],
    language: str,
    *,
    flagging: bool,
) -> Answer:
    """``flagging``: keep what is not proven, as ``unsupported``; else it goes to ``struck``.
    What is said twice is kept once."""
    numbers = _Numbers(reports)
    claims: list[Claim] = []
    struck: list[Claim] = []
    text = ""
    for one in judged:
        if not one.is_proven and not flagging:
            struck.append(one.struck)
            continue
        words = plain(one.sentence.text)
        if any(claim.text == words for claim in claims):
            continue
        markers = tuple(numbers.of(proof) for proof in one.checked.proofs)
        if one.sentence.opens_line and text:
            text = text.rstrip() + "\n"
        start = len(text)
        verdict, why = one.checked.verdict, one.checked.problems
        claims.append(Claim(words, start, start + len(words), markers, verdict, why))
        text += closed(words, markers, language)
    return replace(
        answer,
        answer=text.rstrip(),
        claims=tuple(claims),
        citations=tuple(numbers.citations),
        struck=tuple(struck),
    )


class _Numbers:
    """Markers 1, 2, 3 … in order of first use; the same words keep theirs."""

    def __init__(self, reports: dict[str, Report]) -> None:
        self.citations: list[Citation] = []
        self._reports = reports

    def of(self, proof: Proof) -> int:
        passage = proof.hit.passage
        for known in self.citations:
            same = (known.report_id, known.start, known.end)
            if same == (passage.report_id, proof.start, proof.end):
                return known.marker
        marker = len(self.citations) + 1
        report = self._reports[passage.report_id]
        self.citations.append(cite(report, passage, proof.start, proof.end, marker))
        return marker
