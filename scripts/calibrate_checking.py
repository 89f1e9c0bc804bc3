"""Fit the model that says whether a part of a report speaks of what a draft asserts:
tests/eval/drafts*.jsonl → src/youju/answering/checking/calibration.json.

    python scripts/calibrate_checking.py ../shared

Of the ``tune`` drafts, true sentences against inventions. An assertion is spoken of by the unit
that speaks of it most, which is not known before: the fit is repeated with the best unit of the
fit before (multiple-instance learning). The threshold is set by hand, on the tuning drafts, where
lower ones let inventions through and higher ones lose true sentences.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from youju.answering.checking.claiming import DraftCheck, plain
from youju.answering.checking.cutting import sentences_of
from youju.answering.checking.judging import CALIBRATION, features
from youju.assembly import Parts, build_library, build_parts
from youju.evaluation import Draft, load_drafts
from youju.reading import report_id_of
from youju.settings import Settings

SETS = ("drafts", "drafts_tune")
FOLDERS = ("report", "data/national_reports", "data/other_reports")
THRESHOLD = 0.25
ROUNDS = 4
Features = dict[str, float]


def gather(parts: Parts, drafts: list[Draft]) -> Iterator[tuple[bool, list[Features]]]:
    """Of each assertion of a true sentence or an invention, the features by each unit."""
    checker = parts.answerer.checker
    for draft in drafts:
        under_way = DraftCheck(parts.index, checker.retriever, checker.verifier, [draft.report])
        for sentence in sentences_of(draft.text):
            told = next(t for t in draft.sentences if t.start < sentence.end <= t.end + 1)
            if sentence.reason or told.label not in ("true", "invented"):
                continue
            claims, evidence = under_way.looked_up(plain(sentence))
            for part, vector in claims:
                assessed = checker.verifier.assessed(part, evidence, "", vector)
                yield told.label == "true", [features(part, u, a) for u, a in assessed]


def fit(rows: list[tuple[bool, list[Features]]]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias."""
    names = list(rows[0][1][0])
    score: Callable[[Features], float] = lambda f: 2.7 * f["said"] + 40 * f["cosine"]  # noqa: E731
    weights: dict[str, float] = {}
    bias = 0.0
    for _ in range(ROUNDS):
        best = [max(units, key=score) for _, units in rows if units]
        table = np.array([[one[name] for name in names] for one in best])
        labels = [label for label, units in rows if units]
        mean, spread = table.mean(0), table.std(0) + 1e-6
        model = LogisticRegression(class_weight="balanced", max_iter=2000)
        model.fit((table - mean) / spread, labels)
        coefficients = model.coef_[0] / spread
        weights = dict(zip(names, coefficients.tolist(), strict=True))
        bias = float(model.intercept_[0] - (coefficients * mean).sum())
        score = lambda f, w=weights: sum(w[name] * f[name] for name in names)  # noqa: E731
    return weights, bias


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with report/ and data/")
    shared = parser.parse_args().shared
    sets = Path(__file__).parent.parent / "tests/eval"
    drafts = [draft for name in SETS for draft in load_drafts(sets / f"{name}.jsonl", "tune")]
    files = {report_id_of(p.name): p for f in FOLDERS for p in sorted((shared / f).glob("*.txt"))}
    wanted = sorted({files[draft.report] for draft in drafts})
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=folder)
        build_library(settings, writing=True).add({p.name: p.read_bytes() for p in wanted})
        rows = list(gather(build_parts(settings), drafts))
    weights, bias = fit(rows)
    content = {
        "weights": {name: round(weight, 4) for name, weight in weights.items()},
        "bias": round(bias, 4),
        "threshold": THRESHOLD,
    }
    CALIBRATION.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(label for label, _ in rows)} true assertions, {len(rows)} in all: {content}")


if __name__ == "__main__":
    main()
