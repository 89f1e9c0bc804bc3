"""A citation, compared with the report as it is now, and its words in what stands around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from youju.answering.citing import is_exact
from youju.model import Citation, Hit, Report
from youju.text import figures, printable, sentence_spans

_REACH = 160
"""Characters around a quote that are shown at most."""


class Check(StrEnum):
    """What comparing a quote with the report gave."""

    IDENTICAL = "identical"
    MOVED = "moved"
    """The report has the same words, but elsewhere."""
    GONE = "gone"
    REMOVED = "removed"
    """The report is no longer in the index."""


@dataclass(frozen=True)
class Quoted:
    """``pieces`` together are the quote, those with True its figures; ``hidden``: code points of
    it that were compared and are not shown, since they would hide or turn about what is."""

    citation: Citation
    check: Check
    found_at: int
    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str
    hidden: tuple[str, ...]


def quoted(citation: Citation, report: Report | None, passages: Iterable[Hit]) -> Quoted:
    """``passages``: those stored with the answer, for what stood around words that are gone."""
    check, found_at = _compared(citation, report)
    text, start = citation.quote, 0
    before = after = ""
    if report is not None and check is Check.IDENTICAL:
        text, start = report.text, citation.start
        before, after = _around(text, start, citation.end, _bounds(report, citation))
    elif held := next((hit for hit in passages if _holds(hit, citation)), None):
        text, start = held.passage.text, citation.start - held.passage.start
        end = start + len(citation.quote)
        before, after = _around(text, start, end, (0, len(text)))
    return Quoted(
        citation=citation,
        check=check,
        found_at=found_at,
        before=printable(before),
        pieces=tuple(_pieces(text, start, start + len(citation.quote))),
        after=printable(after),
        hidden=hidden_in(citation.quote),
    )


def shared_out(
    cited: Iterable[Iterable[int]], quotes: Sequence[Quoted]
) -> Iterator[tuple[list[Quoted], list[int]]]:
    """Each quote once, with the first claim that cites it; and the markers of those further up.
    ``cited``: of each claim, its markers."""
    known = {quote.citation.marker: quote for quote in quotes}
    left = dict(known)
    for claimed in cited:
        markers = [marker for marker in dict.fromkeys(claimed) if marker in known]
        above = [marker for marker in markers if marker not in left]
        yield [left.pop(marker) for marker in markers if marker in left], above


def hidden_in(text: str) -> tuple[str, ...]:
    """The characters of the text that no sheet shows."""
    return tuple(f"U+{ord(char):04X}" for char in sorted(set(text) - set(printable(text))))


def _compared(citation: Citation, report: Report | None) -> tuple[Check, int]:
    if report is None:
        return Check.REMOVED, -1
    if is_exact(citation, {report.id: report}):
        return Check.IDENTICAL, citation.start
    place = report.text.find(citation.quote) if citation.quote else -1
    return (Check.GONE, -1) if place < 0 else (Check.MOVED, place)


def _holds(hit: Hit, citation: Citation) -> bool:
    passage = hit.passage
    start = citation.start - passage.start
    return (
        passage.report_id == citation.report_id
        and start >= 0
        and bool(citation.quote)
        and passage.text[start : start + len(citation.quote)] == citation.quote
    )


def _bounds(report: Report, citation: Citation) -> tuple[int, int]:
    """Of the section's text around the quote, without headings."""
    low, high = 0, len(report.text)
    for section in report.sections:
        if section.start <= citation.start:
            end_of_heading = report.text.find("\n", section.start)
            low = section.start if end_of_heading < 0 else end_of_heading
        elif section.start >= citation.end:
            high = section.start
            break
    return min(low, citation.start), high


def _around(text: str, start: int, end: int, bounds: tuple[int, int]) -> tuple[str, str]:
    """The rest of the quote's sentence, and the sentences before and after."""
    low, high = max(bounds[0], start - _REACH), min(bounds[1], end + _REACH)
    spans = [(low + a, low + b) for a, b in sentence_spans(text[low:high])]
    own = bisect_right(spans, (start, len(text))) - 1
    first = spans[max(0, own - 1)][0] if spans and own >= 0 else start
    last = next((b for a, b in spans if a >= end), spans[-1][1] if spans else end)
    before, after = text[min(first, start) : start], text[end : max(last, end)]
    if first == low > bounds[0] and before:
        before = f"…{before}"
    if last == high < bounds[1] and after:
        after = f"{after}…"
    return before, after


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    place = start
    for figure in figures(text, start, end):
        if figure.start >= place and figure.end <= end:
            yield printable(text[place : figure.start]), False
            yield printable(figure.text), True
            place = figure.end
    yield printable(text[place:end]), False
