"""What is wrong with a draft, as compilers say it: ``draft.md:12:8: contradicted: …``, a line each;
the words of a draft or report never steer the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from youju.cli.rendering import DIM, RED, YELLOW, styled
from youju.cli.state import LANGUAGE, STATE, words
from youju.model import Check, CheckedClaim, Citation, Derived, Finding, Verdict
from youju.text import clause_spans, printable, shortened
from youju.wording import called

_LONGEST_EXCERPT = 60
_LONGEST_TITLE = 30
_ALL_OF_IT = 0.75
"""Of a clause: words that are so much of it are not told twice."""
_STYLES = {Verdict.CONTRADICTED: RED, Verdict.UNSUPPORTED: YELLOW}


@dataclass(frozen=True)
class Checked:
    """A draft: the file's name as it was given, its bytes, and what came of the check."""

    name: str
    data: bytes
    check: Check


def show(one: Checked) -> None:
    lines = _Lines(one.name, one.check)
    for claim in one.check.claims:
        for line in lines.of(claim):
            click.echo(line)
    counts = words("check_counts", **one.check.counts)
    click.echo(f"{one_line(one.name)}: {counts}")


def place_in(text: str, offset: int) -> str:
    """``line:column``, both from 1."""
    end = "\n"
    before = text.count(end, 0, offset)
    return f"{before + 1}:{offset - text.rfind(end, 0, offset)}"


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


class _Lines:
    def __init__(self, name: str, check: Check) -> None:
        self._name = one_line(name)
        self._text = check.text
        self._citations = {citation.marker: citation for citation in check.citations}
        self._several = len({citation.report_id for citation in check.citations}) > 1

    def of(self, claim: CheckedClaim) -> Iterator[str]:
        if claim.verdict in _STYLES:
            for finding in claim.findings:
                yield self._finding(claim, finding)
            if not claim.findings:
                yield f"{self._head(claim.start, claim.verdict)}: {_excerpt(claim.text)}"
        if STATE.verbose:
            for derived in claim.derived:
                yield self._derived(derived)

    def _head(self, offset: int, verdict: Verdict) -> str:
        told = called("verdict", verdict, LANGUAGE)
        return f"{self._place(offset)}: {styled(told, _STYLES[verdict])}"

    def _place(self, offset: int) -> str:
        return f"{self._name}:{place_in(self._text, offset)}"

    def _finding(self, claim: CheckedClaim, finding: Finding) -> str:
        said, found = _excerpt(_clauses(claim, finding)), _excerpt(finding.found)
        what = called("finding", finding.kind, LANGUAGE)
        if finding.expected:
            what += f": {found} → {_excerpt(finding.expected)}"
        elif len(found) < _ALL_OF_IT * len(said):
            what += f": {found}"
        else:
            said = found
        line = f"{self._head(finding.start, finding.verdict)}: {said} [{what}]"
        citation = self._citations.get(finding.citation or 0)
        return f"{line}; {self._quote(citation)}" if citation else line

    def _quote(self, citation: Citation) -> str:
        quote = words("check_quote", quote=one_line(citation.quote))
        title = shortened(citation.report_title, _LONGEST_TITLE)
        where = f"§{citation.section[-1]}" if citation.section else title
        if self._several:
            where = f"{citation.report_id} {where}"
        return f"{words('check_report')}: {quote} ({one_line(where)})"

    def _derived(self, derived: Derived) -> str:
        told = styled(words("check_derived"), DIM)
        said = f"{one_line(derived.found)} [{one_line(derived.formula)}]"
        return f"{self._place(derived.start)}: {told}: {said}"


def _excerpt(text: str) -> str:
    return shortened(one_line(text), _LONGEST_EXCERPT)


def _clauses(claim: CheckedClaim, finding: Finding) -> str:
    """Those that hold the finding, as they stand in the draft."""
    start, end = finding.start - claim.start, finding.end - claim.start
    spans = clause_spans(claim.text, 0, len(claim.text))
    held = [(a, b) for a, b in spans if a < end and start < b] or [(start, end)]
    return claim.text[min(start, held[0][0]) : max(end, held[-1][1])]
