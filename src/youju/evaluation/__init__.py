"""Metrics over a question set: retrieval, answers, citations, abstention; and what an LLM cites."""

from youju.evaluation.citing import Citing, Counterfactual, citing
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
    "Item",
    "Metrics",
    "Outcome",
    "by_kind",
    "citing",
    "coverage_and_risk",
    "evaluate",
    "holds_all",
    "load_items",
    "summarise",
    "to_dict",
]
