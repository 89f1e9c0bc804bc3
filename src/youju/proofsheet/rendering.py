"""An answer and what the index holds of its reports → the proof sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from youju.model import Answer, Certainty, Claim, Hit, Status, Verdict
from youju.proofsheet.holding import Holdings, holdings, spoken_of
from youju.proofsheet.quoting import Check, Quoted, quoted, shared_out
from youju.proofsheet.stored import Content, Stored, stored
from youju.proofsheet.templating import moment, rendered, title_of
from youju.wording import why

if TYPE_CHECKING:
    from youju.store.index import Index

_MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True)
class Judged:
    """A sentence of the answer: the quotes that are shown with it, and the markers of those that
    are shown further up."""

    claim: Claim
    proven: bool
    why: str
    quotes: Sequence[Quoted]
    above: Sequence[int]


def proof_sheet(content: Content, index: Index, *, language: str, at: datetime) -> str:
    """``content``: the answer as JSON, of whatever version; ``at``: when the sheet is made, with
    its time zone. Raises ``IndexDamaged``."""
    kept = stored(content)
    held = holdings(index, spoken_of(kept.answer))
    return sheet(kept, held, language=language, at=at)


def sheet(kept: Stored, held: Holdings, *, language: str, at: datetime) -> str:
    answer = kept.answer
    quotes = [quoted(c, held.report(c.report_id), answer.passages) for c in answer.citations]
    judged = list(_judged(answer.claims, quotes, language))
    shown = {quote.citation.marker for one in judged for quote in one.quotes}
    return rendered(
        "sheet.html",
        language,
        at,
        kind="",
        id=answer.id,
        answer=answer,
        answered=answer.status is Status.ANSWERED,
        title=title_of(answer.question),
        said=list(_linked(answer, {quote.citation.marker for quote in quotes})),
        judged=judged,
        quotes=[quote for quote in quotes if quote.citation.marker not in shown],
        compared=len(quotes),
        differing=sum(quote.check is not Check.IDENTICAL for quote in quotes),
        proven=sum(one.proven for one in judged),
        confidence=_confidence(kept),
        struck=[(claim, why(claim.problems, language)) for claim in answer.struck],
        found=[(hit, _markers_in(hit, answer)) for hit in answer.passages],
        held=held,
        reports=spoken_of(answer),
        created=moment(kept.created_at) if kept.created_at else None,
    )


def _judged(claims: Sequence[Claim], quotes: Sequence[Quoted], language: str) -> Iterator[Judged]:
    shared = shared_out((claim.citations for claim in claims), quotes)
    for claim, (shown, above) in zip(claims, shared, strict=True):
        proven = claim.verdict is Verdict.SUPPORTED
        yield Judged(claim, proven, why(claim.problems, language), shown, above)


def _linked(answer: Answer, markers: set[int]) -> Iterator[tuple[str, int | None]]:
    """The answer in pieces, each with the marker that it is, if it is one with a quote."""
    place = 0
    for match in _MARKER.finditer(answer.answer):
        if int(match[1]) in markers:
            yield answer.answer[place : match.start()], None
            yield match[0], int(match[1])
            place = match.end()
    yield answer.answer[place:], None


def _markers_in(hit: Hit, answer: Answer) -> list[int]:
    """Of the quotes that stand in the passage."""
    passage = hit.passage
    return [
        c.marker
        for c in answer.citations
        if c.report_id == passage.report_id and passage.start < c.end and c.start < passage.end
    ]


def _confidence(kept: Stored) -> str | None:
    """The key of its words; for a refusal they say how surely the report is silent."""
    if kept.confidence is None:
        return None
    status = kept.answer.status
    kind = "" if status is Status.ANSWERED else "absent_"
    return f"{kind}{Certainty.of(status, kept.confidence)}"
