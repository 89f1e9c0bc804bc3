"""What the reader makes of a question and the best passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from youju.answering.profile import Profiles
from youju.comprehension import Reader, Reading
from youju.model import Hit
from youju.passages import embedded_text

PASSAGES = 4
READ_LANGUAGE = "zh"
"""Of questions: the reader learnt from no others."""
_STEEPEST = 16.0


class Read(NamedTuple):
    """A passage that was read; ``offset``: from the reader's context to the report's text."""

    reading: Reading
    offset: int

    def begins(self, start: int, end: int) -> float:
        """Probability that the passage answers, and the answer begins in ``[start, end)`` of the
        report."""
        within = self.reading.begins_within(start - self.offset, end - self.offset)
        return self.reading.answers * within

    @property
    def lead(self) -> float:
        """Log-odds of the likeliest words over none."""
        return max(-_STEEPEST, min(_STEEPEST, self.reading.lead))


Reads = Mapping[str, Read]
"""By the passage's id."""


def comprehend(reader: Reader, question: str, hits: Sequence[Hit], profiles: Profiles) -> Reads:
    """Of the best passages."""
    passages = [hit.passage for hit in hits[:PASSAGES]]
    contexts = [
        embedded_text(p.section, profiles.of(p.report_id).report.title, p.text) for p in passages
    ]
    readings = reader.read(question, contexts)
    return {
        passage.id: Read(reading, passage.start - (len(context) - len(passage.text)))
        for passage, context, reading in zip(passages, contexts, readings, strict=True)
    }
