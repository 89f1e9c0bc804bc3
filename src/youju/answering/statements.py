"""What a sentence of a report says, whatever is asked: worked out once, and kept with the report's
profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from youju.answering.people import names_in
from youju.answering.periods import Periods, is_target, spoken_years
from youju.model import Passage, Report
from youju.text import Figure, Span, clause_spans, figures, fold

_ROW = re.compile(r"\s[-\d.,]+(?:\s+[-\d.,]+)*$")
"""A row of a table: its units stand elsewhere."""
_SHORTEST_ONE = 3
"""一个 counts nothing."""


@dataclass(frozen=True)
class Statement:
    """A sentence of a passage, ``[start, end)`` in the report's text."""

    report: Report
    passage: Passage
    periods: Periods
    start: int
    end: int
    heading: str
    """Of its section (folded)."""
    header: str
    """Of a row of a table: the lines above it that are no rows (folded)."""
    folded: str
    """The sentence, behind its header."""

    @cached_property
    def text(self) -> str:
        return self.report.text[self.start : self.end]

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        return tuple(clause_spans(self.report.text, self.start, self.end))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Without dates, and without the 一 of 一个."""
        found = figures(self.report.text, self.start, self.end)
        return tuple(
            figure
            for figure in found
            if not _is_date(figure, self.report.text)
            and (figure.text[0] != "一" or len(figure.text) >= _SHORTEST_ONE)
        )

    @cached_property
    def names(self) -> tuple[Span, ...]:
        return tuple(names_in(self.report.text, self.start, self.end))

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that it speaks of; none where nothing tells."""
        return frozenset(spoken_years(self.report, self.passage, self.start, self.periods))

    @cached_property
    def is_target(self) -> bool | None:
        """Whether it states a plan (True), an outcome (False), or cannot be told (None)."""
        return is_target(self.text, self.passage)


def statements_of(
    report: Report, folded: str, periods: Periods, passage: Passage
) -> Iterator[Statement]:
    heading = fold(" ".join(passage.section[-1:]))
    header = ""
    for start, end in passage.sentences:
        text = folded[start:end]
        row = _ROW.search(text) is not None
        header = header if row else f"{text} "
        above = header if row else ""
        yield Statement(report, passage, periods, start, end, heading, above, above + text)


def _is_date(figure: Figure, text: str) -> bool:
    if figure.unit == "年" and 1900 <= figure.value <= 2100:
        return True
    return figure.unit in ("月", "日") and text[figure.start - 1 : figure.start] in ("年", "月")
