"""Where a quote stands in a report that was read."""

from __future__ import annotations

import re

from youju.model import Report
from youju.text import Span, fold

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufeff]|\[\d{1,3}\]")


def place_of(gold: str, report: Report) -> Span:
    """White space and footnote marks aside; a quote that reading mended, by its beginning; (0, 0)
    where it is not."""
    invisible = {i for m in _INVISIBLE.finditer(report.text) for i in range(*m.span())}
    places = [i for i in range(len(report.text)) if i not in invisible]
    text = fold("".join(report.text[i] for i in places))
    wanted = fold(_INVISIBLE.sub("", gold))
    start = text.find(wanted)
    if start < 0:
        start = text.find(wanted[:12])
    if start < 0 or not wanted:
        return 0, 0
    return places[start], places[min(len(places), start + len(wanted)) - 1] + 1
