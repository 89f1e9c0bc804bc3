"""Metrics over a question set: retrieval, answers, citations, abstention, latency; by kind."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from youju.answering.answerer import Answerer
from youju.answering.citing import is_exact
from youju.errors import DocumentError, UndecodableText
from youju.evaluation.confidence import (
    Judgement,
    area,
    calibration,
    calibration_error,
    risk_coverage,
)
from youju.model import Answer, Hit, Report, Status

DEPTH = 5
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufeff]|\[\d{1,3}\]")


@dataclass(frozen=True)
class Item:
    """A question: ``must`` is a list of groups, of each of which the answer must hold one string;
    empty, with ``gold`` None, where the report does not answer."""

    id: str
    question: str
    must: tuple[tuple[str, ...], ...]
    gold: str | None
    kind: str
    report: str | None = None
    split: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a question; ``rank`` is that of the first passage with the gold words."""

    item: Item
    answer: Answer
    rank: int | None
    correct: bool
    valid_citations: int

    @property
    def fell_back(self) -> bool:
        """Whether an LLM was asked and did not answer."""
        answer = self.answer
        return bool(answer.warnings) and answer.draft is None and answer.mode == "extractive"


@dataclass(frozen=True)
class Metrics:
    """Shares are in [0, 1]; None where nothing was there to count. Times are milliseconds."""

    questions: int
    answerable: int
    recall_at_1: float | None
    recall_at_5: float | None
    mrr: float | None
    accuracy: float | None
    """Of the answerable questions, those answered with all that was asked."""
    integration: float | None
    """The same, of those that ask for two things or more."""
    wrongly_abstained: float | None
    abstention_recall: float | None
    """Of the unanswerable questions, those abstained on."""
    abstention_precision: float | None
    citation_validity: float | None
    figure_answer_length: float | None
    """Mean characters where one figure was asked for (kind ``number``) and answered."""
    risk_area: float | None
    """Mean over the coverages of the risk: how much confidence tells; see ``confidence.py``."""
    calibration_error: float | None
    """Of confidence, where it answered."""
    latency_p50: float
    latency_p95: float


def load_items(path: Path, split: str | None = None) -> list[Item]:
    """Raises ``DocumentError`` with the line that is not a question."""
    items = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UndecodableText(name=str(path)) from None
    except OSError as error:
        raise DocumentError(name=str(path), detail=error.strerror or str(error)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            item = Item(
                id=str(row["id"]),
                question=str(row.get("question") or row["q"]),
                must=tuple(tuple(map(str, group)) for group in row["must"]),
                gold=None if row["gold"] is None else str(row["gold"]),
                kind=str(row["kind"]),
                report=row.get("report"),
                split=row.get("split"),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise DocumentError(name=f"{path}:{number}", detail=repr(error)) from None
        if split is None or item.split == split:
            items.append(item)
    return items


Ask = Callable[[str, Sequence[str] | None], Answer]
"""A question and the reports to ask, or None for all → its answer."""


def evaluate(
    answerer: Answerer,
    items: Sequence[Item],
    progress: Callable[[int, int], None] | None = None,
    ask: Ask | None = None,
) -> list[Outcome]:
    """Ask every question; ``ask``: in another way than by the report's own words."""
    reports = answerer.report
    outcomes = []
    for number, item in enumerate(items, 1):
        chosen = [item.report] if item.report else None
        hits = answerer.search(item.question, DEPTH, chosen)
        if ask:
            answer = ask(item.question, chosen)
        else:
            answer = answerer.answer(item.question, report_ids=chosen)
        cited = {c.report_id: reports(c.report_id) for c in answer.citations}
        outcomes.append(
            Outcome(
                item,
                answer,
                _rank(item, hits, reports),
                answer.status is Status.ANSWERED and holds_all(answer.answer, item.must),
                sum(is_exact(citation, cited) for citation in answer.citations),
            )
        )
        if progress:
            progress(number, len(items))
    return outcomes


def holds_all(answer: str, must: Sequence[Sequence[str]]) -> bool:
    """Whether the answer holds one string of every group (and there are groups); width, case and
    space do not count."""
    text = _plain(answer)
    return bool(must) and all(any(_plain(one) in text for one in group) for group in must)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def _rank(item: Item, hits: Sequence[Hit], reports: Callable[[str], Report]) -> int | None:
    """Of the first passage that shares half of the gold words, or is half of them."""
    if not item.gold:
        return None
    gold = _plain(item.gold)
    for rank, hit in enumerate(hits, 1):
        report = reports(hit.passage.report_id)
        before = len(_plain(report.text[: hit.passage.start]))
        start, text = _plain(report.text).find(gold), _plain(hit.passage.text)
        while start >= 0:
            shared = min(start + len(gold), before + len(text)) - max(start, before)
            if shared >= 0.5 * min(len(gold), len(text)):
                return rank
            start = _plain(report.text).find(gold, start + 1)
    return None


def summarise(outcomes: Sequence[Outcome]) -> Metrics:
    answerable = [o for o in outcomes if o.item.must]
    unanswerable = [o for o in outcomes if not o.item.must]
    abstained = [o for o in outcomes if o.answer.status is Status.ABSTAINED]
    cited = sum(len(o.answer.citations) for o in outcomes)
    ranked = [o for o in answerable if o.item.gold]
    lengths = [
        len(o.answer.answer)
        for o in answerable
        if o.item.kind == "number" and o.answer.status is Status.ANSWERED
    ]
    times = sorted(o.answer.timings_ms["total"] for o in outcomes) or [0.0]
    return Metrics(
        questions=len(outcomes),
        answerable=len(answerable),
        recall_at_1=share([o.rank == 1 for o in ranked]),
        recall_at_5=share([o.rank is not None for o in ranked]),
        mrr=_mean([1 / o.rank if o.rank else 0.0 for o in ranked]),
        accuracy=share([o.correct for o in answerable]),
        integration=share([o.correct for o in answerable if len(o.item.must) > 1]),
        wrongly_abstained=share([o.answer.status is Status.ABSTAINED for o in answerable]),
        abstention_recall=share([o.answer.status is Status.ABSTAINED for o in unanswerable]),
        abstention_precision=share([not o.item.must for o in abstained]),
        citation_validity=sum(o.valid_citations for o in outcomes) / cited if cited else None,
        figure_answer_length=_mean(lengths),
        risk_area=area(risk_coverage(judgements(outcomes))),
        calibration_error=calibration_error(judgements(outcomes)),
        latency_p50=times[len(times) // 2],
        latency_p95=times[min(len(times) - 1, int(len(times) * 0.95))],
    )


def judgements(outcomes: Sequence[Outcome]) -> list[Judgement | None]:
    """What was answered: how sure, and whether rightly; None of what was not."""
    return [
        Judgement(o.answer.confidence, o.correct) if o.answer.status is Status.ANSWERED else None
        for o in outcomes
    ]


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, Metrics]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.item.kind].append(outcome)
    return {kind: summarise(group) for kind, group in sorted(groups.items())}


def to_dict(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "overall": asdict(summarise(outcomes)),
        "by_kind": {kind: asdict(metrics) for kind, metrics in by_kind(outcomes).items()},
        "coverage_risk": [
            {"coverage": round(point.coverage, 4), "risk": round(point.risk, 4)}
            for point in risk_coverage(judgements(outcomes))
        ],
        "calibration": [asdict(one) for one in calibration(judgements(outcomes))],
        "outcomes": [
            {
                "id": o.item.id,
                "kind": o.item.kind,
                "status": o.answer.status,
                "reason": o.answer.reason,
                "rank": o.rank,
                "correct": o.correct,
                "confidence": o.answer.confidence,
                "decided_by": o.answer.decided_by,
                "answer": o.answer.answer,
            }
            for o in outcomes
        ],
    }


def share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
