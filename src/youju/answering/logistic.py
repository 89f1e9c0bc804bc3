"""A logistic model that a script fitted: weights by feature, kept as JSON beside the code."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_STEEPEST = 50.0


@dataclass(frozen=True)
class Logistic:
    """``threshold``: the probability from which the answer is yes. ``slope`` and ``bend``: of
    another event that goes with the same features, by its log-odds (Platt 1999, "Probabilistic
    Outputs for Support Vector Machines")."""

    weights: dict[str, float]
    bias: float
    threshold: float
    slope: float = 1.0
    bend: float = 0.0

    def probability(self, features: Mapping[str, float]) -> float:
        """``features``: all that have a weight, and perhaps more."""
        return _share(self.logit(features))

    def goes_with(self, features: Mapping[str, float]) -> float:
        """Probability of the other event."""
        return _share(self.slope * self.logit(features) + self.bend)

    def logit(self, features: Mapping[str, float]) -> float:
        """Log-odds."""
        total = self.bias
        for name, weight in self.weights.items():
            total += weight * features[name]
        return total


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, logit))))


@lru_cache(maxsize=8)
def load_logistic(path: Path) -> Logistic:
    return Logistic(**json.loads(path.read_text(encoding="utf-8")))
