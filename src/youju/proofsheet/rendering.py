"""An answer and what the index holds of its reports → the sheet. No script, nothing from elsewhere;
every text is data: escaped, and without characters that hide or turn about what stands beside."""

from __future__ import annotations

import hashlib
import re
import shlex
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from youju.model import Answer, Claim, Hit, Status, Verdict
from youju.proofsheet.holding import Holdings, holdings, spoken_of
from youju.proofsheet.quoting import Check, Quoted, quoted
from youju.proofsheet.stored import Content, Stored, stored
from youju.text import printable, shortened
from youju.wording import WORDS, say, why

if TYPE_CHECKING:
    from youju.store.index import Index

_FOLDER = Path(__file__).parent
_CSS = (_FOLDER / "sheet.css").read_text(encoding="utf-8")
_CSS_HASH = b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_CSS_HASH}'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of every sheet."""
_MARKER = re.compile(r"\[(\d{1,3})\]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_TITLE = 60
_SURE, _LIKELY = 0.9, 0.7
_ABSENT = 0.15


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
    return sheet(kept, holdings(index, kept.answer), language=language, at=at)


def sheet(kept: Stored, held: Holdings, *, language: str, at: datetime) -> str:
    answer = kept.answer
    quotes = [quoted(c, held.report(c.report_id), answer.passages) for c in answer.citations]
    judged = list(_judged(answer.claims, quotes, language))
    shown = {quote.citation.marker for one in judged for quote in one.quotes}
    return _template().render(
        word=partial(_word, language),
        lang=_LANGS[language],
        policy=POLICY,
        css=Markup(_CSS),
        version=version("youju"),
        answer=answer,
        answered=answer.status is Status.ANSWERED,
        title=shortened(" ".join(answer.question.split()), _LONGEST_TITLE),
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
        created=_moment(kept.created_at) if kept.created_at else None,
        made=_moment(at),
    )


_LANGS = {"zh": "zh-Hans", "en": "en"}


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lang"] = lambda text: "zh-Hans" if _HAN.search(text) else "en"
    environment.filters["path"] = lambda titles: " › ".join(filter(None, titles))
    environment.filters["quoted"] = lambda name: shlex.quote(printable(name))
    return environment.from_string((_FOLDER / "sheet.html").read_text(encoding="utf-8"))


def _shown(value: object) -> object:
    """Of every expression in the template, before it is escaped."""
    return value if isinstance(value, Markup) else printable(str(value))


def _word(language: str, key: str, **values: object) -> str:
    """A stage that has no words here is called what it is."""
    if f"sheet_{key}" not in WORDS:
        return printable(key.partition("_")[2])
    return say(f"sheet_{key}", language, **values)


def _judged(claims: Sequence[Claim], quotes: Sequence[Quoted], language: str) -> Iterator[Judged]:
    """Each quote once, with the first claim that cites it."""
    known = {quote.citation.marker: quote for quote in quotes}
    left = dict(known)
    for claim in claims:
        markers = [marker for marker in dict.fromkeys(claim.citations) if marker in known]
        above = [marker for marker in markers if marker not in left]
        yield Judged(
            claim,
            claim.verdict is Verdict.SUPPORTED,
            why(claim.problems, language),
            [left.pop(marker) for marker in markers if marker in left],
            above,
        )


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
    share = kept.confidence
    if share is None:
        return None
    if kept.answer.status is Status.ANSWERED:
        return "sure" if share >= _SURE else "likely" if share >= _LIKELY else "unsure"
    return "absent" if share < _ABSENT else "absent_likely" if share < 0.5 else None


def _moment(at: datetime) -> str:
    """In UTC; and as clocks of this machine have it, where they do not show UTC."""
    utc, local = at.astimezone(UTC), at.astimezone()
    told = f"{utc:%Y-%m-%d %H:%M:%S} UTC"
    return told if not local.utcoffset() else f"{told} ({local:%Y-%m-%d %H:%M:%S} UTC{local:%z})"
