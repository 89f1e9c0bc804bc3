"""Fit the model that decides whether to answer: tests/eval → src/youju/answering/calibration.json.

    python scripts/calibrate_abstention.py ../shared [--extra FOLDER …]

Only questions of the ``tune`` split are used. An extra folder holds reports (NAME.txt) and
``questions.jsonl`` on them, all of which are used. The threshold is the one at which 6 % of the
answerable questions would be refused when each report is left out in turn; how many of the
unanswerable ones are refused at it is printed, and so is the curve of coverage against risk.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from youju.answering.abstention import CALIBRATION
from youju.assembly import build_answerer, build_library
from youju.evaluation import Item, load_items
from youju.reading import report_id_of
from youju.settings import Settings

SETS = ("zhongyuan", "national", "national_tune", "other")
FOLDERS = ("report", "data/national_reports", "data/other_reports")
INVERSE_REGULARISATION = 3.0
WRONGLY_REFUSED = 0.06


def report_files(shared: Path) -> dict[str, Path]:
    files = [path for folder in FOLDERS for path in sorted((shared / folder).glob("*.txt"))]
    return {report_id_of(path.name): path for path in files}


def gather(files: dict[str, Path], items: list[Item]) -> list[dict[str, float]]:
    """The features of every item's evidence, from an index of all reports asked about."""
    wanted = sorted({files[item.report] for item in items if item.report})
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=folder)
        build_library(settings, writing=True).add({p.name: p.read_bytes() for p in wanted})
        answerer = build_answerer(settings)
        return [answerer.evidence_features(item.question, [item.report or ""]) for item in items]


def fit(features: np.ndarray, answerable: np.ndarray) -> LogisticRegression:
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=5000)
    return model.fit(features, answerable)


def left_out(features: np.ndarray, answerable: np.ndarray, reports: np.ndarray) -> np.ndarray:
    """Probabilities by models that did not see the question's report."""
    probabilities = np.zeros(len(features))
    for report in sorted(set(reports)):
        held = reports == report
        model = fit(features[~held], answerable[~held])
        probabilities[held] = model.predict_proba(features[held])[:, 1]
    return probabilities


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with report/ and data/")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="reports and questions")
    arguments = parser.parse_args()
    sets = Path(__file__).parent.parent / "tests/eval"
    items = [item for name in SETS for item in load_items(sets / f"{name}.jsonl", "tune")]
    rows = gather(report_files(arguments.shared), items)
    for folder in arguments.extra:
        files = {report_id_of(path.name): path for path in sorted(folder.glob("*.txt"))}
        more = load_items(folder / "questions.jsonl")
        items += [replace(item, report=report_id_of(item.report or "")) for item in more]
        rows += gather(files, items[-len(more) :])
    names = list(rows[0])
    features = np.array([[row[name] for name in names] for row in rows])
    answerable = np.array([bool(item.must) for item in items])
    reports = np.array([item.report for item in items])
    probabilities = left_out(features, answerable, reports)
    sure = np.sort(probabilities[answerable])
    threshold = float(sure[int(WRONGLY_REFUSED * len(sure))])
    model = fit(features, answerable)
    CALIBRATION.write_text(
        json.dumps(
            {
                "weights": {
                    name: round(float(weight), 4)
                    for name, weight in zip(names, model.coef_[0], strict=True)
                },
                "bias": round(float(model.intercept_[0]), 4),
                "threshold": round(threshold, 4),
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(items)} questions, {answerable.sum()} answerable; threshold {threshold:.3f}")
    print("one report left out:  wrongly refused  rightly refused")
    for share in (0.02, 0.05, 0.1, 0.2):
        bar = sure[int(share * len(sure))]
        print(f"{share:>33.2f} {(probabilities[~answerable] < bar).mean():>16.3f}")


if __name__ == "__main__":
    main()
