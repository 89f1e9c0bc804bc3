"""Words of a report → a ``Citation`` of them, and back: are they the report's own?"""

from __future__ import annotations

from collections.abc import Mapping

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


def is_exact(citation: Citation, reports: Mapping[str, Report]) -> bool:
    """Whether the quote stands in the canonical text at just its offsets."""
    report = reports.get(citation.report_id)
    return (
        report is not None
        and 0 <= citation.start < citation.end <= len(report.text)
        and report.text[citation.start : citation.end] == citation.quote
    )
