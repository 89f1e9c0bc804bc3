"""Fit the model behind a claim's verdict: tests/eval/claims_*.jsonl → calibration.json.

    python scripts/calibrate_verification.py ../shared [--extra FOLDER …]

Only claims of the ``tune`` split are used. An extra folder holds reports (NAME.txt) and
``claims.jsonl`` on them, all of which are used. A claim is as proven as its least proven assertion,
an assertion as its best unit; which of a lie's assertions is the false one is not known, so the
worst is taken, again and again until it stays (multiple-instance learning). What is printed is
measured with each report left out in turn.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from reader.places import place_of
from sklearn.linear_model import LogisticRegression

from youju.answering.verification import plain
from youju.answering.verification.support import CALIBRATION
from youju.assembly import build_library, build_parts
from youju.model import Hit
from youju.reading import report_id_of
from youju.settings import Settings

SETS = ("claims_zhongyuan", "claims_other", "claims_national", "claims_national_late")
FOLDERS = ("report", "data/national_reports", "data/other_reports")
ROUNDS = 6
LOGIT = -0.8
"""From which a claim is proven: more truths are lost than lies let through."""
Features = dict[str, float]
Score = Callable[[Features], float]


@dataclass(frozen=True)
class Row:
    """A claim: of each of its assertions, the features by each unit that no rule speaks against."""

    report: str
    truth: bool
    assertions: list[list[Features]]

    def worst(self, score: Score) -> Features | None:
        """By its best unit, the assertion least proven; None if a rule speaks against one."""
        if not all(self.assertions):
            return None
        return min((max(units, key=score) for units in self.assertions), key=score)


def load_claims(path: Path, split: str | None = None) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split is None or row["split"] == split]


def gather(files: dict[str, Path], claims: Sequence[dict[str, Any]]) -> list[Row]:
    """From an index of all reports that the claims are about."""
    wanted = sorted({files[claim["report"]] for claim in claims})
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=folder)
        build_library(settings, writing=True).add({p.name: p.read_bytes() for p in wanted})
        parts = build_parts(settings)
        verifier = parts.answerer.verifier
        rows = []
        for claim in claims:
            examined = parts.answerer.examine(
                claim["question"] or claim["claim"], report_ids=[claim["report"]]
            )
            indexed = parts.index.indexed(claim["report"])
            start, end = place_of(claim["gold"], indexed.report)
            known = {hit.passage.id for hit in examined.hits}
            gold = [p for p in indexed.passages if p.start < end and start < p.end]
            hits = [*examined.hits, *(Hit(p, 0, 0, 0) for p in gold if p.id not in known)]
            evidence = verifier.evidence(hits)
            assertions = [
                [
                    found.features
                    for _, found in verifier.assessed(part, evidence, examined.text)
                    if not found.problems
                ]
                for part in verifier.parts(plain(claim["claim"]))
            ]
            rows.append(Row(claim["report"], claim["truth"], assertions))
        return rows


def fit(rows: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias."""
    names = list(next(units[0] for row in rows for units in row.assertions if units))
    score: Score = lambda found: found["said"] - found["missing_share"]  # noqa: E731
    weights: dict[str, float] = {}
    bias = 0.0
    for _ in range(ROUNDS):
        features, proven = [], []
        for row in rows:
            if not all(row.assertions):
                continue
            best = [max(units, key=score) for units in row.assertions]
            chosen = best if row.truth else [min(best, key=score)]
            features += [[found[name] for name in names] for found in chosen]
            proven += [row.truth] * len(chosen)
        table = np.array(features)
        mean, spread = table.mean(0), table.std(0) + 1e-6
        model = LogisticRegression(class_weight="balanced", max_iter=5000)
        model.fit((table - mean) / spread, proven)
        coefficients = model.coef_[0] / spread
        weights = dict(zip(names, coefficients.tolist(), strict=True))
        bias = float(model.intercept_[0] - (coefficients * mean).sum())
        score = scorer(weights, bias)
    return weights, bias


def scorer(weights: dict[str, float], bias: float) -> Score:
    return lambda found: bias + sum(weight * found[name] for name, weight in weights.items())


def logits(rows: Sequence[Row], weights: dict[str, float], bias: float) -> np.ndarray:
    score = scorer(weights, bias)
    worst = (row.worst(score) for row in rows)
    return np.array([-99.0 if found is None else score(found) for found in worst])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with report/ and data/")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="reports and claims")
    arguments = parser.parse_args()
    sets = Path(__file__).parent.parent / "tests/eval"
    claims = [claim for name in SETS for claim in load_claims(sets / f"{name}.jsonl", "tune")]
    folders = [arguments.shared / folder for folder in FOLDERS]
    files = {report_id_of(p.name): p for folder in folders for p in sorted(folder.glob("*.txt"))}
    rows = gather(files, claims)
    for folder in arguments.extra:
        files = {report_id_of(path.name): path for path in sorted(folder.glob("*.txt"))}
        rows += gather(files, load_claims(folder / "claims.jsonl"))
    truth = np.array([row.truth for row in rows])
    found = np.zeros(len(rows))
    for report in sorted({row.report for row in rows}):
        held = np.array([row.report == report for row in rows])
        model = fit([row for row in rows if row.report != report])
        found[held] = logits([row for row in rows if row.report == report], *model)
    weights, bias = fit(rows)
    content = {
        "weights": {name: round(weight, 4) for name, weight in weights.items()},
        "bias": round(bias, 4),
        "threshold": round(1 / (1 + math.exp(-LOGIT)), 4),
    }
    CALIBRATION.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{truth.sum()} truths, {(~truth).sum()} lies")
    print("one report left out:  logit  truths kept  lies stopped")
    for bar in (-1.5, -1.0, LOGIT, 0.0, 0.5):
        kept, stopped = (found[truth] >= bar).mean(), (found[~truth] < bar).mean()
        print(f"{bar:>27.1f} {kept:>12.3f} {stopped:>13.3f}")


if __name__ == "__main__":
    main()
