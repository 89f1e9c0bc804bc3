"""Fit the models that decide whether to answer: question sets → answering/calibration*.json.

    python scripts/calibrate_abstention.py ../shared [--extra FOLDER …]

Without the reader: a logistic model over cheap features of the evidence. With it: one over the same
and what the reader says. Only questions of the ``tune`` split are used, none of them on a report
that the reader learnt from. An extra folder holds reports (NAME.txt) and ``questions.jsonl`` on
them, all of which are used. The threshold is the one at which 5 % of the answerable questions would
be refused when each report is left out in turn; how many of the unanswerable ones are refused at it
is printed. Confidence is the probability that an answer given is the right one (Platt scaling, on
answers to questions left out; not on the invented reports, whose questions are written to mislead).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from youju.answering.abstention import CALIBRATION, READER_CALIBRATION, features
from youju.answering.answerer import Answerer
from youju.assembly import build_library, build_parts
from youju.evaluation import Item, holds_all, load_items
from youju.reading import report_id_of
from youju.settings import Settings

SETS = ("zhongyuan", "national", "national_tune", "other", "invented")
EVAL = Path(__file__).parent.parent / "tests/eval"
FOLDERS = ("report", "data/national_reports", "data/other_reports")
INVENTED = "inv"
"""What the ids of invented reports begin with."""
INVERSE_REGULARISATION = 3.0
WRONGLY_REFUSED = 0.05


@dataclass(frozen=True)
class Gathered:
    """Of questions: the features of their evidence with the reader's, whether the report answers,
    whether the words found do, and the report."""

    rows: list[dict[str, float]]
    answerable: np.ndarray
    right: np.ndarray
    reports: np.ndarray


def report_files(shared: Path) -> dict[str, Path]:
    files = [path for folder in FOLDERS for path in sorted((shared / folder).glob("*.txt"))]
    files += sorted((EVAL / "reports").glob("*.txt"))
    return {report_id_of(path.name): path for path in files}


def gather(answerer: Answerer, items: Sequence[Item], *, reading: bool) -> Gathered:
    rows, right, kept = [], [], []
    for item in track(items, "questions"):
        evidence = answerer.evidence(item.question, [item.report or ""], reading=reading)
        if not evidence.pieces:
            continue
        kept.append(item)
        rows.append(features(evidence, answerer.profiles))
        right.append(holds_all(" ".join(piece.text for piece in evidence.pieces), item.must))
    answerable = np.array([bool(item.must) for item in kept])
    return Gathered(rows, answerable, np.array(right), np.array([item.report for item in kept]))


def fit(table: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=5000).fit(table, labels)


def logits_left_out(table: np.ndarray, labels: np.ndarray, reports: np.ndarray) -> np.ndarray:
    """By models that did not see the question's report."""
    found = np.zeros(len(table))
    for report in sorted(set(reports)):
        held = reports == report
        found[held] = fit(table[~held], labels[~held]).decision_function(table[held])
    return found


def calibrate(path: Path, asked: Gathered) -> None:
    names = list(asked.rows[0])
    table = np.array([[row[name] for name in names] for row in asked.rows])
    left_out = logits_left_out(table, asked.answerable, asked.reports)
    sure = np.sort(left_out[asked.answerable])
    threshold = float(sure[int(WRONGLY_REFUSED * len(sure))])
    model = fit(table, asked.answerable)
    usual = ~np.char.startswith(asked.reports.astype(str), INVENTED)
    given = usual & (left_out >= threshold)
    platt = LogisticRegression(C=1e6).fit(left_out[given, None], asked.right[given])
    content = {
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(names, model.coef_[0], strict=True)
        },
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": round(1 / (1 + float(np.exp(-threshold))), 4),
        "slope": round(float(platt.coef_[0, 0]), 4),
        "bend": round(float(platt.intercept_[0]), 4),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(left_out)} questions, {asked.answerable.sum()} answerable")
    print("one report left out:  wrongly refused  rightly refused")
    for share in (0.02, 0.05, 0.1, 0.2):
        bar = sure[int(share * len(sure))]
        print(f"{share:>33.2f} {(left_out[~asked.answerable] < bar).mean():>16.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with report/ and data/")
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="reports and questions")
    arguments = parser.parse_args()
    asked = [item for name in SETS for item in load_items(EVAL / f"{name}.jsonl", "tune")]
    files = report_files(arguments.shared)
    for folder in arguments.extra:
        files |= {report_id_of(path.name): path for path in sorted(folder.glob("*.txt"))}
        more = load_items(folder / "questions.jsonl")
        asked += [replace(item, report=report_id_of(item.report or "")) for item in more]
    wanted = sorted({files[item.report] for item in asked if item.report})
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=folder)
        build_library(settings, writing=True).add({p.name: p.read_bytes() for p in wanted})
        answerer = build_parts(settings).answerer
        for path, reading in ((CALIBRATION, False), (READER_CALIBRATION, True)):
            calibrate(path, gather(answerer, asked, reading=reading))


if __name__ == "__main__":
    main()
