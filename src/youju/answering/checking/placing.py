"""What of an assertion the report does not bear: where that stands in the draft, and what the
report has in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.checking.figures import counterpart_figure, digits
from youju.answering.checking.judging import Considered
from youju.answering.checking.mending import RELATIVE, Mend, mend_of
from youju.answering.verification import (
    Assertion,
    Frame,
    Unit,
    Words,
    bounded,
    equals,
    frames_of,
    nearest_clauses,
)
from youju.text import Span

_YEAR = re.compile(r"(?:19|20)\d\d")
_KIND_OF = {
    "day": "year",
    "plan": "year",
    "named": "name",
    "person": "name",
    "kind": "name",
    "altered": "name",
    "apart": "crossed",
    "aligned": "crossed",
    "part": "crossed",
    "quoted": "quotation",
    "flow": "outcome",
    "state": "outcome",
    "negation": "direction",
    "stranger": "name",
    "stranger_office": "office",
    "stranger_place": "place",
}
"""Kinds of findings, for rules that are called otherwise."""
_SAYS_OTHERWISE = frozenset(
    "direction negation outcome year day plan level office kind named altered state flow".split()
)
"""Rules by which the report does not only lack the claim's words, but has others."""


@dataclass(frozen=True)
class Found:
    """``[start, end)`` of the assertion's claim; ``expected``: what stands there in the report, if
    anything does; ``place``: the words of the report that say so, in its text."""

    start: int
    end: int
    kind: str
    expected: str | None = None
    unit: Unit | None = None
    place: Span | None = None


def findings(
    part: Assertion, nearest: Considered, others: Sequence[Considered], words: Words
) -> list[Found]:
    """Of an assertion that ``nearest`` does not bear, in the claim's order; ``others``: further
    units that a figure may be looked for in."""
    found = [_of_problem(part, problem, nearest, others, words) for problem in nearest.problems]
    return _apart(sorted(found, key=lambda f: (f.start, f.expected is None, f.end)))


def _of_problem(
    part: Assertion,
    problem: str,
    nearest: Considered,
    others: Sequence[Considered],
    words: Words,
) -> Found:
    rule, _, told = problem.partition(":")
    frame = _frame_of(part.text, told)
    if frame is not None and rule in ("figure", "crossed", "apart", "moved"):
        return _figure(part, frame, rule, (nearest, *others), words)
    kind = _KIND_OF.get(rule, rule)
    unit = nearest.unit
    span = _span_of(part.text, told) or (0, len(part.text))
    mend = mend_of(rule, part.text, span, unit, words)
    if mend is None and rule in _SAYS_OTHERWISE:
        mend = Mend(span, None, _said(part.text, unit))
    if mend is None:
        return Found(part.start + span[0], part.start + span[1], kind)
    start, end = part.start + mend.span[0], part.start + mend.span[1]
    return Found(start, end, kind, mend.expected, unit, mend.place)


def _apart(found: Sequence[Found]) -> list[Found]:
    """Of those that overlap, one that says what is expected."""
    kept: list[Found] = []
    for one in found:
        over = [k for k in kept if k.start < one.end and one.start < k.end]
        if not over:
            kept.append(one)
        elif one.expected and not any(k.expected for k in over):
            kept = [k for k in kept if k not in over] + [one]
    return sorted(kept, key=lambda f: f.start)


def _span_of(text: str, told: str) -> Span | None:
    place = text.find(told) if told else -1
    is_year = _YEAR.fullmatch(told)
    if place < 0:
        relative = RELATIVE.search(text) if is_year else None
        return relative.span() if relative else None
    return place, place + len(told)


def _frame_of(text: str, told: str) -> Frame | None:
    """By the figure's words, or by those that belong to it."""
    frames = frames_of(text)
    return next((f for f in frames if f.figure.text == told), None) or next(
        (f for f in frames if f.own == told), None
    )


def _figure(
    part: Assertion, frame: Frame, rule: str, considered: Sequence[Considered], words: Words
) -> Found:
    figure = frame.figure
    span = (part.start + figure.start, part.start + figure.end)
    best = counterpart_figure(part, frame, considered, words)
    kind = "figure" if rule == "figure" else "crossed"
    if best is None:
        said = _said(part.text, considered[0].unit) if rule == "moved" else None
        return Found(*span, kind, None, considered[0].unit, said)
    unit, other = best
    if equals(figure, other):
        start, end = bounded(figure, part.text)
        a, b = bounded(other, unit.text)
        place = (unit.start + a, unit.start + b)
        return Found(part.start + start, part.start + end, "bound", unit.text[a:b], unit, place)
    if rule == "figure" and digits(figure.text) == digits(other.text):
        kind = "unit"
    return Found(*span, kind, other.text, unit, (unit.start + other.start, unit.start + other.end))


def _said(text: str, unit: Unit) -> Span:
    """The first to the last clause of the unit that are nearest to the claim, in the report."""
    nearest = nearest_clauses(text, unit.text).split("，")
    places = [place for clause in nearest if (place := unit.text.find(clause)) >= 0]
    if not places:
        return unit.start, unit.end
    ends = [unit.text.find(clause) + len(clause) for clause in nearest if clause in unit.text]
    return unit.start + min(places), unit.start + max(ends)
