"""Every figure of a report as a row of a table: what it is the figure of, its value, its change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby

from youju.answering.measures import Number
from youju.answering.naming import LONGEST
from youju.answering.tabulating import Row, rows_in
from youju.model import Passage, Report
from youju.store.index import Index

_KIND = 2
"""Characters at the end of a name that say what kind of thing it is: 一级网格, 二级网格."""
_FEWEST = 3
_WHOLE = "其中"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure, ``[start, end)`` in the report's text, in the words of the report.

    ``value`` and ``unit`` are as written (29.45 亿元), ``base_value`` and ``base_unit`` normalised
    (2945000000 元). ``change``: of a level, the change that is told beside it (增长21.5%); of a
    change, its direction. ``group``: shared by figures that belong in one chart.
    """

    report_id: str
    indicator: str
    value: Number
    unit: str
    about: str
    base_value: Number
    base_unit: str
    change: str | None
    text: str
    section: tuple[str, ...]
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    group: str | None = None


class Indicators:
    """The figures of an index's reports, each report's worked out once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of = lru_cache(maxsize=64)(partial(_of_indexed, index))

    def of(self, report_ids: Sequence[str] | None = None) -> list[Indicator]:
        """All reports' where none is named; raises ``ReportUnknown``."""
        chosen = self._index.known(report_ids) or [entry.id for entry in self._index.reports]
        return [one for report_id in chosen for one in self._of(report_id)]


def _of_indexed(index: Index, report_id: str) -> tuple[Indicator, ...]:
    indexed = index.indexed(report_id)
    return indicators_of(indexed.report, indexed.passages)


def indicators_of(report: Report, passages: Iterable[Passage]) -> tuple[Indicator, ...]:
    """In reading order."""
    return tuple(one for passage in passages for one in _of_passage(report, passage))


def _of_passage(report: Report, passage: Passage) -> Iterator[Indicator]:
    spoken_of = ""
    heading = passage.section[-1][:LONGEST] if passage.section else ""
    for start, end in passage.sentences:
        text = report.text[start:end]
        rows, spoken_of = rows_in(text, spoken_of)
        groups = _groups(rows)
        for row in rows:
            yield Indicator(
                report_id=report.id,
                indicator=row.name or spoken_of or heading,
                value=row.measure.value,
                unit=row.measure.unit,
                about=row.measure.about,
                base_value=row.measure.base_value,
                base_unit=row.measure.base_unit,
                change=row.move or row.change,
                text=text[row.start : row.end],
                section=passage.section,
                start=start + row.start,
                end=start + row.end,
                sentence_start=start,
                sentence_end=end,
                group=f"{start + groups[row.start]}" if row.start in groups else None,
            )


def _groups(rows: Sequence[Row]) -> dict[int, int]:
    """Where a row stands → where the first of its group stands: members of one list, or three and
    more that are of a kind or follow each other, and that compare."""
    listed: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        compares = (row.measure.base_unit, row.move)
        if row.series >= 0:
            listed[(row.series, *compares)].append(row)
        if _WHOLE not in row.name:
            alike[(row.name[-_KIND:], row.measure.unit, *compares)].append(row)
    runs = (
        list(run) for _, run in groupby(rows, key=lambda row: (row.measure.base_unit, row.move))
    )
    moves = [run for run in runs if run[0].move and len({row.name for row in run}) == len(run)]
    kinds = [members for members in alike.values() if len({row.name for row in members}) > 1]
    found: dict[int, int] = {}
    for fewest, sets in ((2, listed.values()), (_FEWEST, moves), (_FEWEST, kinds)):
        for members in sets:
            members = [row for row in members if row.start not in found]
            if len(members) >= fewest:
                found |= {row.start: members[0].start for row in members}
    return found
