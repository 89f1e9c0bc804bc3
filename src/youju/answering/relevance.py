"""Whether proven sentences answer what was asked: a true sentence about something else does not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from youju.answering.abstention import Evidence
from youju.answering.matching import coverage
from youju.answering.question import Kind, Question, fits_unit
from youju.answering.verification import frames_of, in_chinese_terms
from youju.text import figures, fold

_NEAR = 0.5
"""Of the question's words that the report's best words say, the share that an answer must say."""


def is_answered(evidence: Evidence, claims: Sequence[str], quotes: Sequence[str]) -> bool:
    """``claims``: proven; ``quotes``: the report's words that prove them.

    An answer to a question for a figure gives the figure that the report's best words give, or says
    at least as many of the question's words as they do.
    """
    question = evidence.question
    best = fold(" ".join(piece.text for piece in evidence.pieces))
    said = fold(" ".join(claims))
    wanted = coverage(question.terms, best)
    if question.kind is not Kind.FIGURE or not all(piece.fits for piece in evidence.pieces):
        return coverage(question.terms, f"{said} {fold(' '.join(quotes))}") >= _NEAR * wanted
    given = [figure for claim in claims for figure in figures(in_chinese_terms(claim))]
    if question.is_chinese and not any(fits_unit(figure.unit, question) for figure in given):
        return False
    is_same = {figure.value for figure in given} & _asked(question, best)
    return bool(is_same) or coverage(question.terms, said) >= wanted


def _asked(question: Question, best: str) -> set[Decimal]:
    """Figures of the report's best words; of a list that is told 分别, those of the thing asked."""
    told = {frame: coverage(question.terms, frame.own) for frame in frames_of(best) if frame.item}
    if told:
        return {frame.figure.value for frame, share in told.items() if share == max(told.values())}
    return {figure.value for figure in figures(best)}
