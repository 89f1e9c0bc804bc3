"""Whether a citation is the report's own words."""

from __future__ import annotations

from collections.abc import Mapping

from youju.model import Citation, Report


def is_exact(citation: Citation, reports: Mapping[str, Report]) -> bool:
    """Whether the quote stands in the canonical text at just its offsets."""
    report = reports.get(citation.report_id)
    return (
        report is not None
        and 0 <= citation.start < citation.end <= len(report.text)
        and report.text[citation.start : citation.end] == citation.quote
    )
