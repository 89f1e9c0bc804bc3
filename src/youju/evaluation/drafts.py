"""Metrics over labelled drafts: slips found and mended, inventions found, false alarms.

A draft is a line of JSON: ``id, report, genre, split`` and ``sentences``, which together are its
text; each has ``text`` and a ``label``: ``true``, ``slip`` (with its ``kind``, the words ``found``
that are off, and what is ``expected`` there, if the report has it), ``invented`` or ``neutral``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from youju.answering.checking import Checker
from youju.answering.citing import is_exact
from youju.answering.verification import equals
from youju.embedding import Progress
from youju.errors import DocumentError, UndecodableText
from youju.model import Check, CheckedClaim, Finding, Report, Verdict
from youju.text import figures, fold

LABELS = ("true", "slip", "invented", "neutral")
_SHARED = 6
"""Characters that two quotes of the same words have in common."""
_WRONG = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)


@dataclass(frozen=True)
class Told:
    """A sentence of a draft, ``[start, end)`` in it, and what is right of it."""

    text: str
    start: int
    end: int
    label: str
    kind: str = ""
    found: str = ""
    expected: str | None = None
    gold: str = ""
    """The report's words that show it."""


@dataclass(frozen=True)
class Draft:
    id: str
    report: str
    genre: str
    split: str | None
    sentences: tuple[Told, ...]

    @property
    def text(self) -> str:
        return "".join(told.text for told in self.sentences)


@dataclass(frozen=True)
class Judged:
    """What the check says of a labelled sentence."""

    draft: Draft
    told: Told
    claims: tuple[CheckedClaim, ...]
    quotes: dict[int, str]
    """Of the check's citations, by marker."""
    exact: bool
    """Whether all offsets give the words that they should."""

    @property
    def is_marked(self) -> bool:
        return any(claim.verdict in _WRONG for claim in self.claims)

    @property
    def findings(self) -> list[Finding]:
        return [finding for claim in self.claims for finding in claim.findings]

    @property
    def on_spot(self) -> list[Finding]:
        """Findings of the words that are off, and of few others."""
        start = self.told.start + self.told.text.index(self.told.found)
        end = start + len(self.told.found)
        return [
            f
            for f in self.findings
            if f.start < end and start < f.end and f.end - f.start <= 2 * (end - start) + 2
        ]

    @property
    def is_countered(self) -> bool:
        """Whether a finding has words of the report that the label also gives."""
        gold = _plain(self.told.gold)
        quotes = [q for f in self.findings if (q := self.quotes.get(f.citation or 0))]
        return any(_share_words(_plain(quote), gold) for quote in quotes)

    @property
    def mend_right(self) -> bool:
        """Whether a finding on the spot has a counter-citation, and its mend makes the sentence
        right or is the report's own words for it."""
        told = self.told
        right = told.text.replace(told.found, told.expected or "")
        return any(
            finding.citation is not None
            and (_same(_mended(told, finding), right) or _is_in(finding.expected, told))
            for finding in self.on_spot
            if finding.expected
        )


@dataclass(frozen=True)
class DraftMetrics:
    """Shares are in [0, 1]; None where nothing was there to count."""

    sentences: int
    marked: float | None
    """Of all sentences of the kind: of slips and inventions those found, of the others false
    alarms."""
    contradicted: float | None
    span_right: float | None
    countered: float | None
    """Of slips for which the report has something else, those found with its words that say so."""
    mend_right: float | None
    """The same, with a mend that makes the sentence right."""
    precision: float | None
    """Of the sentences marked, slips and inventions."""
    offsets_exact: float | None


def is_drafts(path: Path) -> bool:
    """Whether the file's first line is a draft, and not a question."""
    try:
        with path.open(encoding="utf-8") as lines:
            return '"sentences"' in next(iter(lines), "")
    except (OSError, UnicodeDecodeError):
        return False


def load_drafts(path: Path, split: str | None = None) -> list[Draft]:
    """Raises ``DocumentError`` with the line that is no draft."""
    drafts = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UndecodableText(name=path.name) from None
    except OSError as error:
        raise DocumentError(name=str(path), detail=error.strerror or str(error)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            drafts.append(_draft(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            name = f"{path.name}:{number}"
            raise DocumentError(name=name, detail=f"{type(error).__name__}: {error}") from None
    return [draft for draft in drafts if split is None or draft.split == split]


def _draft(row: dict[str, Any]) -> Draft:
    place = 0
    sentences = []
    for one in row["sentences"]:
        text, label, found = one["text"], one["label"], one.get("found") or ""
        if label not in LABELS:
            raise ValueError(label)
        if label == "slip" and text.count(found) != 1:
            raise ValueError(found)
        end = place + len(text)
        kind = one.get("kind", "")
        expected, gold = one.get("expected"), one.get("gold", "")
        sentences.append(Told(text, place, end, label, kind, found, expected, gold))
        place = end
    return Draft(row["id"], row["report"], row["genre"], row.get("split"), tuple(sentences))


def evaluate_drafts(
    checker: Checker,
    drafts: Sequence[Draft],
    reports: dict[str, Report],
    progress: Progress | None = None,
) -> list[Judged]:
    """``reports``: those that the drafts are about, by id."""
    judged: list[Judged] = []
    for number, draft in enumerate(drafts, 1):
        check = checker.check(draft.text, report_ids=[draft.report])
        judged += _judged(draft, check, reports)
        if progress:
            progress(number, len(drafts))
    return judged


def _judged(draft: Draft, check: Check, reports: dict[str, Report]) -> Iterator[Judged]:
    quotes = all(is_exact(citation, reports) for citation in check.citations)
    words = {citation.marker: citation.quote for citation in check.citations}
    for told in draft.sentences:
        claims = tuple(c for c in check.claims if c.start < told.end and told.start < c.end)
        exact = quotes and all(_is_exact(claim, draft.text) for claim in claims)
        yield Judged(draft, told, claims, words, exact)


def _is_exact(claim: CheckedClaim, text: str) -> bool:
    return text[claim.start : claim.end] == claim.text and all(
        text[finding.start : finding.end] == finding.found for finding in claim.findings
    )


def drafts_by_kind(judged: Sequence[Judged]) -> dict[str, DraftMetrics]:
    """Of all; by label; and slips by kind."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        kinds["all"].append(one)
        kinds[one.told.label].append(one)
    for one in sorted(kinds["slip"], key=lambda one: one.told.kind):
        kinds[f"slip {one.told.kind}"].append(one)
    return {name: _metrics(some) for name, some in kinds.items() if some}


def _metrics(judged: Sequence[Judged]) -> DraftMetrics:
    slips = [one for one in judged if one.told.label == "slip"]
    marked = [one for one in judged if one.is_marked]
    wrong = [one.told.label in ("slip", "invented") for one in marked]
    return DraftMetrics(
        sentences=len(judged),
        marked=_share(one.is_marked for one in judged),
        contradicted=_share(
            any(claim.verdict is Verdict.CONTRADICTED for claim in one.claims) for one in judged
        ),
        span_right=_share(bool(one.on_spot) for one in slips),
        countered=_share(one.is_countered for one in slips if one.told.expected is not None),
        mend_right=_share(one.mend_right for one in slips if one.told.expected is not None),
        precision=_share(wrong),
        offsets_exact=_share(one.exact for one in judged),
    )


def _share(found: Iterable[bool]) -> float | None:
    counted = list(found)
    return sum(counted) / len(counted) if counted else None


def _mended(told: Told, finding: Finding) -> str:
    start, end = max(0, finding.start - told.start), finding.end - told.start
    return told.text[:start] + (finding.expected or "") + told.text[end:]


def _is_in(expected: str, told: Told) -> bool:
    """A mend of words, as the report has it where the label says; or the label's own figure."""
    mine, right = _plain(expected), _plain(told.expected or "")
    if mine in _plain(told.gold) and (mine in right or right in mine):
        return True
    one, other = figures(fold(expected)), figures(fold(told.expected or ""))
    return len(one) == len(other) == 1 and equals(one[0], other[0])


def _share_words(one: str, other: str) -> bool:
    return (
        one in other
        or other in one
        or any(one[i : i + _SHARED] in other for i in range(len(one) - _SHARED + 1))
    )


def _same(one: str, other: str) -> bool:
    """The same words, figures by their values: 271天 and 二百七十一天."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = fold(text)
    for figure in reversed(figures(text)):
        value = f"{figure.value.normalize():f}{figure.about and '余'}{figure.unit}"
        text = text[: figure.start] + value + text[figure.end :]
    return "".join(char for char in text if char.isalnum() or char in ".%")


def drafts_to_dict(judged: Sequence[Judged]) -> dict[str, Any]:
    """The metrics, and what was found of each sentence."""
    return {
        "metrics": {name: asdict(metrics) for name, metrics in drafts_by_kind(judged).items()},
        "sentences": [
            {
                "draft": one.draft.id,
                "text": one.told.text.strip(),
                "label": one.told.label,
                "kind": one.told.kind,
                "marked": one.is_marked,
                "verdicts": [claim.verdict for claim in one.claims],
                "findings": [
                    {"kind": f.kind, "found": f.found, "expected": f.expected} for f in one.findings
                ],
            }
            for one in judged
        ],
    }
