"""An answer as JSON, stored by whatever version → ``Answer``: what is missing is left empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from youju.model import Answer, Citation, Claim, Hit, Passage, Reason, Status, Verdict

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Stored:
    """``created_at``, ``confidence``: None where they were not kept."""

    answer: Answer
    created_at: datetime | None
    confidence: float | None


def stored(content: Content) -> Stored:
    reason = content.get("reason")
    question = _text(content, "question")
    answer = Answer(
        id=_text(content, "id"),
        question=question,
        standalone_question=_text(content, "standalone_question") or question,
        status=Status.ANSWERED if content.get("status") == Status.ANSWERED else Status.ABSTAINED,
        reason=Reason(reason) if reason in list(Reason) else None,
        answer=_text(content, "answer"),
        mode=_text(content, "mode"),
        model=_text(content, "model") or None,
        claims=_claims(content, "claims"),
        citations=tuple(_citation(one) for one in _many(content, "citations")),
        passages=tuple(_hit(one) for one in _many(content, "passages")),
        struck=_claims(content, "struck"),
        warnings=tuple(str(one) for one in _many(content, "warnings")),
        timings_ms={name: float(ms) for name, ms in (content.get("timings_ms") or {}).items()},
    )
    confidence = content.get("confidence")
    return Stored(answer, _moment(content), None if confidence is None else float(confidence))


def _text(content: Content, name: str) -> str:
    return str(content.get(name) or "")


def _place(content: Content) -> tuple[int, int]:
    return int(content.get("start") or 0), int(content.get("end") or 0)


def _many(content: Content, name: str) -> Sequence[Any]:
    many: Sequence[Any] = content.get(name) or ()
    return many


def _section(content: Content) -> tuple[str, ...]:
    return tuple(str(title) for title in _many(content, "section"))


def _claims(content: Content, name: str) -> tuple[Claim, ...]:
    return tuple(_claim(one) for one in _many(content, name))


def _claim(content: Content) -> Claim:
    """A verdict that is unknown here proves nothing."""
    proven = content.get("verdict") == Verdict.SUPPORTED
    return Claim(
        _text(content, "text"),
        *_place(content),
        citations=tuple(int(marker) for marker in _many(content, "citations")),
        verdict=Verdict.SUPPORTED if proven else Verdict.UNSUPPORTED,
        problems=tuple(str(problem) for problem in _many(content, "problems")),
    )


def _citation(content: Content) -> Citation:
    start, end = _place(content)
    return Citation(
        marker=int(content.get("marker") or 0),
        report_id=_text(content, "report_id"),
        report_title=_text(content, "report_title"),
        section=_section(content),
        passage_id=_text(content, "passage_id"),
        start=start,
        end=end,
        quote=_text(content, "quote"),
    )


def _hit(content: Content) -> Hit:
    start, end = _place(content)
    passage = Passage(
        id=_text(content, "passage_id"),
        report_id=_text(content, "report_id"),
        section=_section(content),
        start=start,
        end=end,
        text=_text(content, "text"),
        sentences=(),
    )
    scores = (float(content.get(name) or 0) for name in ("score", "dense_score", "lexical_score"))
    return Hit(passage, *scores)


def _moment(content: Content) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(content, "created_at"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
