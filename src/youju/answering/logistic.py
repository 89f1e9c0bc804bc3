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
    """``threshold``: the probability from which the answer is yes."""

    weights: dict[str, float]
    bias: float
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """``features``: all that have a weight, and perhaps more."""
        total = self.bias
        for name, weight in self.weights.items():
            total += weight * features[name]
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total))))


@lru_cache(maxsize=8)
def load_logistic(path: Path) -> Logistic:
    return Logistic(**json.loads(path.read_text(encoding="utf-8")))
