"""A draft, sentence by sentence, and the reports that it is checked against."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from youju.answering.checking.claiming import DraftCheck
from youju.answering.checking.cutting import Sentence, sentences_of
from youju.answering.verification import Verifier
from youju.embedding import Progress
from youju.errors import DraftEmpty, DraftError
from youju.model import Check, CheckedClaim, Citation, Verdict
from youju.query import simplified
from youju.retrieval import Retriever
from youju.store.index import Index
from youju.text import Span

LONGEST_DRAFT = 200_000
"""Characters."""
_SAMPLED, _LEAST_VOTES = 12, 0.2
"""Sentences by which the draft's reports are told, and the share that one must be nearest to."""


@dataclass(frozen=True)
class Step:
    """A claim as it was checked, with the citations that are new with it."""

    claim: CheckedClaim
    citations: tuple[Citation, ...]
    done: int
    total: int
    window: Span
    """What of the draft is checked."""


class Checker:
    """Checks drafts against one index; safe to share between threads."""

    def __init__(self, index: Index, retriever: Retriever, verifier: Verifier) -> None:
        self._index = index
        self.retriever = retriever
        self.verifier = verifier

    def check(
        self,
        draft: str,
        *,
        report_ids: Sequence[str] | None = None,
        changed: Span | None = None,
        progress: Progress | None = None,
    ) -> Check:
        """All ``steps`` as one. ``progress`` is told how many sentences are done."""
        started = time.perf_counter()
        steps = []
        for step in self.steps(draft, report_ids=report_ids, changed=changed):
            steps.append(step)
            if progress:
                progress(step.done, step.total)
        return as_check(draft, steps, changed, time.perf_counter() - started)

    def steps(
        self,
        draft: str,
        *,
        report_ids: Sequence[str] | None = None,
        changed: Span | None = None,
    ) -> Iterator[Step]:
        """A sentence of the draft at a time, against all reports where none is named.

        ``changed``: what was edited since the draft was checked before; only that is checked, to
        the end of its paragraph, since a sentence may lean on the one before it. Raises
        ``DraftEmpty``, ``DraftError`` or ``ReportUnknown``.
        """
        if not any(char.isalnum() for char in draft):
            raise DraftEmpty
        if len(draft) > LONGEST_DRAFT:
            raise DraftError(length=len(draft), limit=LONGEST_DRAFT)
        known = self._index.known(report_ids)
        everything = list(sentences_of(draft))
        start, end = window(draft, changed, everything)
        chosen = known or self._spoken_of(everything)
        sentences = [s for s in everything if s.start < end]
        wanted = [s for s in sentences if s.end > start]
        checking = DraftCheck(self._index, self.retriever, self.verifier, chosen)
        before = sentences[-len(wanted) - 1] if 0 < len(wanted) < len(sentences) else None
        told = 0
        for number, sentence in enumerate(wanted, 1):
            claim = checking.claim(draft, sentence, before)
            cited = tuple(checking.citations.known.values())
            yield Step(claim, cited[told:], number, len(wanted), (start, end))
            told = len(cited)
            before = sentence

    def _spoken_of(self, sentences: Sequence[Sentence]) -> list[str] | None:
        """Of several reports, those that sentences from all over the draft are nearest to; another
        year's report may bear word for word what is wrong of this one's. None for all."""
        if len(self._index.reports) < 2:
            return None
        claims = [s for s in sentences if not s.reason]
        some = claims[:: max(1, -(-len(claims) // _SAMPLED))]
        queries = (self.retriever.query(simplified(s.text.strip())) for s in some)
        nearest = (hit for q in queries for hit in self.retriever.retrieve(q, 1))
        votes = Counter(hit.passage.report_id for hit in nearest)
        return [name for name, count in votes.items() if count >= _LEAST_VOTES * len(some)] or None


def window(draft: str, changed: Span | None, sentences: Iterable[Sentence]) -> Span:
    """What is to be checked again: from the sentence that was edited to its paragraph's end."""
    if changed is None:
        return 0, len(draft)
    start = min(max(0, changed[0]), len(draft))
    end = min(max(start, changed[1]), len(draft))
    touched = [s.start for s in sentences if s.start <= end and s.end >= start]
    paragraph_end = draft.find("\n", end)
    return min([start, *touched]), len(draft) if paragraph_end < 0 else paragraph_end


def as_check(draft: str, steps: Sequence[Step], changed: Span | None, seconds: float) -> Check:
    """``steps``: all of them, done in ``seconds``."""
    claims = tuple(step.claim for step in steps)
    counts = Counter(claim.verdict for claim in claims)
    return Check(
        f"chk_{uuid.uuid4().hex[:16]}",
        draft,
        *(steps[0].window if steps else window(draft, changed, sentences_of(draft))),
        claims,
        tuple(citation for step in steps for citation in step.citations),
        {verdict.value: counts[verdict] for verdict in Verdict},
        {"total": round(seconds * 1000, 2)},
    )
