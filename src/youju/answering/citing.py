"""Words of a report → a ``Citation`` of them."""

from __future__ import annotations

from youju.model import Citation, Passage, Report


def cite(report: Report, passage: Passage, start: int, end: int, marker: int) -> Citation:
    """``[start, end)`` of the report's text, behind ``marker``."""
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
