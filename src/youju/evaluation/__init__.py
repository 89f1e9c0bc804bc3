"""Metrics over a question set (retrieval, answers, citations, abstention; what an LLM cites) and
over labelled drafts (slips found and mended, false alarms)."""

from youju.evaluation.citing import Citing, Counterfactual, citing
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
    coverage_and_risk,
    evaluate,
    holds_all,
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
    "by_kind",
    "citing",
    "coverage_and_risk",
    "drafts_by_kind",
    "drafts_to_dict",
    "evaluate",
    "evaluate_drafts",
    "holds_all",
    "is_drafts",
    "load_drafts",
    "load_items",
    "summarise",
    "to_dict",
]
