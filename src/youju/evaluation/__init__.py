"""Metrics over a question set (retrieval, answers, citations, abstention; what an LLM cites) and
over labelled drafts (slips found and mended, false alarms)."""

from youju.evaluation.citing import Citing, Counterfactual, citing
from youju.evaluation.confidence import Point, curve_svg, risk_coverage
from youju.evaluation.drafts import (
    Draft,
    DraftMetrics,
    drafts_by_kind,
    drafts_to_dict,
    evaluate_drafts,
    is_drafts,
    load_drafts,
)
from youju.evaluation.questions import (
    Ask,
    Item,
    Metrics,
    Outcome,
    by_kind,
    evaluate,
    holds_all,
    judgements,
    load_items,
    summarise,
    to_dict,
)

__all__ = [
    "Ask",
    "Citing",
    "Counterfactual",
    "Draft",
    "DraftMetrics",
    "Item",
    "Metrics",
    "Outcome",
    "Point",
    "by_kind",
    "citing",
    "curve_svg",
    "drafts_by_kind",
    "drafts_to_dict",
    "evaluate",
    "evaluate_drafts",
    "holds_all",
    "is_drafts",
    "judgements",
    "load_drafts",
    "load_items",
    "risk_coverage",
    "summarise",
    "to_dict",
]
