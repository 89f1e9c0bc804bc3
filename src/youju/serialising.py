"""``Answer`` and its parts as plain JSON values, in the shape that the CLI, HTTP and page share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from youju.model import Answer, Citation, Claim, Hit


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    return {name: _PARTS[name](value) if name in _PARTS else value for name, value in _flat(answer)}


def _flat(one: Answer | Claim | Citation) -> Iterator[tuple[str, Any]]:
    """As ``asdict``, without its deep copies: 0.5 ms an answer."""
    return ((name, getattr(one, name)) for name in one.__slots__)


def _listed(many: Sequence[Claim | Citation]) -> list[dict[str, Any]]:
    return [dict(_flat(one)) for one in many]


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "report_id": passage.report_id,
        "section": list(passage.section),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 4),
        "dense_score": round(hit.dense_score, 4),
        "lexical_score": round(hit.lexical_score, 4),
    }


_PARTS: dict[str, Callable[[Any], Any]] = {
    "claims": _listed,
    "struck": _listed,
    "citations": _listed,
    "passages": lambda hits: [hit_to_dict(hit) for hit in hits],
    "warnings": list,
}
