"""Is a claim proven by what it cites? The words stand there, and every figure with its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.model import Citation, Claim, Report, Verdict
from youju.text import Figure, figures, fold

_CLASSIFIERS = frozenset("个家户项条所座处件起")


@dataclass(frozen=True)
class Checked:
    """A verdict and, where it is not ``supported``, why."""

    verdict: Verdict
    problems: tuple[str, ...] = ()


def is_exact(citation: Citation, reports: Mapping[str, Report]) -> bool:
    """Whether the quote stands in the canonical text at just its offsets."""
    report = reports.get(citation.report_id)
    return (
        report is not None
        and 0 <= citation.start < citation.end <= len(report.text)
        and report.text[citation.start : citation.end] == citation.quote
    )


def verify(text: str, citations: Sequence[Citation], reports: Mapping[str, Report]) -> Checked:
    """``citations``: those that the claim names."""
    if not citations:
        return Checked(Verdict.UNSUPPORTED, ("no_citation",))
    inexact = [str(c.marker) for c in citations if not is_exact(c, reports)]
    if inexact:
        return Checked(Verdict.UNSUPPORTED, tuple(f"inexact_quote:{m}" for m in inexact))
    quoted = [figure for c in citations for figure in figures(c.quote)]
    unproven = [f.text for f in figures(text) if not any(equals(f, q) for q in quoted)]
    if unproven:
        return Checked(Verdict.UNSUPPORTED, tuple(f"unproven_figure:{t}" for t in unproven))
    return Checked(Verdict.SUPPORTED)


def verify_claim(
    claim: Claim, citations: Sequence[Citation], reports: Mapping[str, Report]
) -> Checked:
    cited = [c for c in citations if c.marker in claim.citations]
    if len(cited) < len(set(claim.citations)):
        return Checked(Verdict.UNSUPPORTED, ("unknown_marker",))
    return verify(claim.text, cited, reports)


def equals(claimed: Figure, quoted: Figure) -> bool:
    """The same number of the same unit: 29.45亿元 and 2945000000元, 百分之二十一点五 and 21.5%.

    余, 多 and 几 must be kept: 13万余件 is not 13万件.
    """
    if claimed.value != quoted.value or bool(claimed.about) != bool(quoted.about):
        return False
    units = {fold(claimed.unit), fold(quoted.unit)}
    return len(units) == 1 or units <= _CLASSIFIERS
