"""``Answer`` and its parts as plain JSON values, in the shape that the CLI, HTTP and page share."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from youju.model import Answer, Hit


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    content = asdict(answer)
    content["passages"] = [hit_to_dict(hit) for hit in answer.passages]
    return content


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
