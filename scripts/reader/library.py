"""The reports that the reader learns from, indexed, and a passage as the reader sees it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from youju.assembly import Parts, build_library, build_parts
from youju.model import Passage
from youju.passages import embedded_text
from youju.settings import Settings

WRITTEN = Path(__file__).parent / "written"
"""Questions, claims and invented reports, written by hand."""
NATIONAL = (
    "1978 1979 1980 1981 1983 1984 1985 1987 1988 1992 1995 1998 2001 2002 2003 2005 2006 2010 2013 2014 2017"
).split()
"""Of these no question, claim or draft is reported on, nor the decision to answer fitted."""


@contextmanager
def library(shared: Path) -> Iterator[Parts]:
    """An index of all reports to learn from, and what answers from it."""
    files = [shared / "data/national_reports" / f"{year}.txt" for year in NATIONAL]
    files += sorted((WRITTEN / "reports").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=folder)
        build_library(settings, writing=True).add({f.name: f.read_bytes() for f in files})
        yield build_parts(settings)


class Shelf:
    """Contexts by passage."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def context(self, passage: Passage) -> str:
        title = self.parts.answerer.report(passage.report_id).title
        return embedded_text(passage.section, title, passage.text)

    def lead(self, passage: Passage) -> int:
        """Characters of the context before the passage's own."""
        return len(self.context(passage)) - len(passage.text)

    def holding(self, report_id: str, start: int, end: int) -> list[Passage]:
        passages = self.parts.index.indexed(report_id).passages
        return [p for p in passages if p.start < end and start < p.end]

    def found(self, text: str, report_id: str, count: int) -> list[Passage]:
        return [hit.passage for hit in self.parts.answerer.search(text, count, [report_id])]
