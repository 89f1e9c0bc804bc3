"""How much confidence is worth: risk against coverage, and calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader

BINS = 10
_ROUNDED = 4


class Judgement(NamedTuple):
    """An answer: how sure, and whether it is right; a refusal is None in its place."""

    confidence: float
    correct: bool


Judgements = Sequence[Judgement | None]


class Point(NamedTuple):
    """Answering only the most confident ``coverage`` of all questions, the ``risk``: the share of
    those answers that is wrong or should have been refused."""

    coverage: float
    risk: float


@dataclass(frozen=True)
class Bin:
    """Answers of like confidence: their number, their mean confidence, the share that is right."""

    count: int
    confidence: float
    right: float


def risk_coverage(judged: Judgements) -> list[Point]:
    """A point an answer, up to the share that is answered at all. El-Yaniv & Wiener 2010, "On the
    Foundations of Noise-free Selective Classification", JMLR 11."""
    wrong, points = 0, []
    for number, one in enumerate(sorted(filter(None, judged), key=lambda j: -j.confidence), 1):
        wrong += not one.correct
        points.append(Point(number / len(judged), wrong / number))
    return points


def area(points: Sequence[Point]) -> float | None:
    """Mean risk over the coverages (AURC; Geifman et al. 2019, "Bias-Reduced Uncertainty
    Estimation"); the lower the better."""
    return sum(point.risk for point in points) / len(points) if points else None


def calibration(judged: Judgements) -> list[Bin]:
    """By equal widths of confidence; empty bins are left out."""
    bins: list[list[Judgement]] = [[] for _ in range(BINS)]
    for one in filter(None, judged):
        bins[min(BINS - 1, int(one.confidence * BINS))].append(one)
    return [
        Bin(
            len(members),
            round(sum(one.confidence for one in members) / len(members), _ROUNDED),
            round(sum(one.correct for one in members) / len(members), _ROUNDED),
        )
        for members in bins
        if members
    ]


def calibration_error(judged: Judgements) -> float | None:
    """Expected calibration error (Naeini et al. 2015, "Obtaining Well Calibrated Probabilities
    Using Bayesian Binning")."""
    bins = calibration(judged)
    total = sum(one.count for one in bins)
    return (
        sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else None
    )


def curve_svg(curves: Mapping[str, Sequence[Point]], title: str, axes: tuple[str, str]) -> str:
    """One line a name; ``axes``: what they are called, coverage first."""
    folder = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return folder.get_template("curve.svg").render(curves=curves, title=title, axes=axes)
