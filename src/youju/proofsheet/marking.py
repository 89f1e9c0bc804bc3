"""A checked draft → the draft with its marks: each leads to a note with what the report has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from youju.model import Check, CheckedClaim, Verdict
from youju.proofsheet.holding import Holdings, holdings
from youju.proofsheet.quoting import Check as Comparison
from youju.proofsheet.quoting import Quoted, hidden_in, quoted, shared_out
from youju.proofsheet.templating import rendered, title_of

if TYPE_CHECKING:
    from youju.store.index import Index

_ORDER = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.NOT_CHECKED,
)


@dataclass(frozen=True)
class Noted:
    """A claim with the number of its note; ``quotes``: those that are shown with it, ``above``: the
    markers of those shown further up. None for a claim that was not checked."""

    claim: CheckedClaim
    number: int | None
    quotes: Sequence[Quoted] = ()
    above: Sequence[int] = ()

    @property
    def markers(self) -> set[int]:
        """Of the quotes that the sheet has."""
        return {quote.citation.marker for quote in self.quotes} | set(self.above)

    @property
    def pieces(self) -> Iterator[tuple[str, Verdict | None]]:
        """The claim, cut where a finding begins or ends."""
        claim, place = self.claim, self.claim.start
        for finding in sorted(claim.findings, key=lambda one: one.start):
            start, end = max(place, finding.start), min(finding.end, claim.end)
            if start >= end:
                continue
            yield claim.text[place - claim.start : start - claim.start], None
            yield claim.text[start - claim.start : end - claim.start], finding.verdict
            place = end
        yield claim.text[place - claim.start :], None


def marked_draft(check: Check, index: Index, *, language: str, at: datetime) -> str:
    """``at``: when the sheet is made, with its time zone. Raises ``IndexDamaged``."""
    held = holdings(index, {citation.report_id for citation in check.citations})
    return marked(check, held, language=language, at=at)


def marked(check: Check, held: Holdings, *, language: str, at: datetime) -> str:
    quotes = [quoted(c, held.report(c.report_id), ()) for c in check.citations]
    noted = list(_noted(check.claims, quotes))
    return rendered(
        "draft.html",
        language,
        at,
        kind="draft_",
        id=check.id,
        title=title_of(check.text),
        check=check,
        stretches=list(_stretches(check.text, noted)),
        notes=[one for one in noted if one.number],
        counts=[(verdict, check.counts.get(verdict, 0)) for verdict in _ORDER],
        reasons=Counter(claim.reason for claim in check.claims if claim.reason),
        compared=len(quotes),
        differing=sum(quote.check is not Comparison.IDENTICAL for quote in quotes),
        hidden=[code for code in hidden_in(check.text) if code != "U+000D"],
        sha256=hashlib.sha256(check.text.encode("utf-8", "replace")).hexdigest(),
        held=held,
        reports=list(dict.fromkeys(citation.report_id for citation in check.citations)),
    )


def _noted(claims: Sequence[CheckedClaim], quotes: Sequence[Quoted]) -> Iterator[Noted]:
    """Those that were checked, by their numbers."""
    numbers = count(1)
    shared = shared_out((claim.citations for claim in claims), quotes)
    for claim, (shown, above) in zip(claims, shared, strict=True):
        if claim.verdict is Verdict.NOT_CHECKED:
            yield Noted(claim, None)
        else:
            yield Noted(claim, next(numbers), shown, above)


def _stretches(text: str, noted: Sequence[Noted]) -> Iterator[tuple[str, Noted | None]]:
    """The draft: what stands before each claim, and the claim."""
    place = 0
    for one in noted:
        yield text[place : one.claim.start], one
        place = one.claim.end
    yield text[place:], None
