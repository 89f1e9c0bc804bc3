"""Fit the models that decide whether to answer: question sets → answering/calibration*.json.

    python scripts/calibrate_abstention.py ../shared [--rules] [--extra FOLDER …]

With the reader: a logistic model over what it says and the log-odds of the one without. With
``--rules`` that one, too: over cheap features of the evidence (the shipped one was fitted with more
reports than are kept here). Only questions of the ``tune`` split are used, none of them on a report
that the reader learnt from, and for the reader questions about what such a report does not speak of
(``absences.py``). An extra folder holds reports (NAME.txt) and ``questions.jsonl`` on them, all of
which are used. The threshold is the one at which 3 % of the
answerable questions would be refused when each report is left out in turn; how many of the
unanswerable ones are refused at it is printed. Confidence is the probability that an answer given
is the right one (Platt scaling, on answers to questions left out; not on the invented reports,
whose questions are written to mislead).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from absences import absences
from rich.progress import track
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from youju.answering.abstention import CALIBRATION, READER_CALIBRATION, features
from youju.answering.answerer import Answerer
from youju.answering.logistic import load_logistic
from youju.answering.question import Kind
from youju.assembly import build_library, build_parts
from youju.evaluation import Item, holds_all, load_items
from youju.reading import report_id_of
from youju.settings import Settings

SETS = ("zhongyuan", "national", "national_tune", "other", "invented")
EVAL = Path(__file__).parent.parent / "tests/eval"
FOLDERS = ("report", "data/national_reports", "data/other_reports")
INVENTED = "inv"
"""What the ids of invented reports begin with."""
READ = ("rules", "read_lead", "read_sentence", "read_nowhere")
"""What the decision with the reader goes by."""
HELPS = frozenset(
    "cosine piece_cosine gap lexical said said_around rules read_lead read_sentence".split()
)
EITHER = frozenset(("said_in_report", *(f"kind_{kind.value}" for kind in Kind)))
"""What speaks for an answer, and what may speak for or against: the rest speaks against. A weight
of the other sign is an accident of features that say almost the same."""
WRONGLY_REFUSED = 0.03
"""Aimed at: on reports that nothing was fitted on, more are refused."""
SMALLEST = 1e-4


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
        if not evidence.pieces or (reading and not evidence.reads):
            continue
        kept.append(item)
        rows.append(features(evidence, answerer.profiles))
        right.append(holds_all(" ".join(piece.text for piece in evidence.pieces), item.must))
    answerable = np.array([bool(item.must) for item in kept])
    return Gathered(rows, answerable, np.array(right), np.array([item.report for item in kept]))


def fit(names: Sequence[str], table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights and, last, the bias: logistic regression with signs kept, and a quadratic penalty of
    half on the weights."""
    wanted = np.where(labels, 1.0, -1.0)
    rows = np.column_stack([table, np.ones(len(table))])
    penalised = np.append(np.ones(len(names)), 0.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = wanted * (rows @ weights)
        cost = np.logaddexp(0, -margins).sum() + (penalised * weights**2).sum() / 2
        slope = -rows.T @ (wanted / (1 + np.exp(margins))) + penalised * weights
        return float(cost), slope

    bounds = [*map(signs, names), (None, None)]
    return minimize(loss, np.zeros(rows.shape[1]), jac=True, bounds=bounds).x


def signs(name: str) -> tuple[float | None, float | None]:
    """Least and largest weight of a feature."""
    if name in EITHER:
        return None, None
    return (0.0, None) if name in HELPS else (None, 0.0)


def logits_left_out(
    names: Sequence[str], table: np.ndarray, labels: np.ndarray, reports: np.ndarray
) -> np.ndarray:
    """By models that did not see the question's report."""
    found = np.zeros(len(table))
    for report in sorted(set(reports)):
        held = reports == report
        *weights, bias = fit(names, table[~held], labels[~held])
        found[held] = table[held] @ np.array(weights) + bias
    return found


def calibrate(path: Path, asked: Gathered, names: Sequence[str]) -> None:
    table = np.array([[row[name] for name in names] for row in asked.rows])
    left_out = logits_left_out(names, table, asked.answerable, asked.reports)
    sure = np.sort(left_out[asked.answerable])
    threshold = float(sure[int(WRONGLY_REFUSED * len(sure))])
    *weights, bias = fit(names, table, asked.answerable)
    usual = ~np.char.startswith(asked.reports.astype(str), INVENTED)
    given = usual & (left_out >= threshold)
    platt = LogisticRegression(C=1e6).fit(left_out[given, None], asked.right[given])
    content = {
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= SMALLEST
        },
        "bias": round(float(bias), 4),
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
    parser.add_argument("--rules", action="store_true", help="fit the one without the reader, too")
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
        if arguments.rules:
            by_rules = gather(answerer, asked, reading=False)
            calibrate(CALIBRATION, by_rules, list(by_rules.rows[0]))
            load_logistic.cache_clear()
        asked += absences({entry.id: answerer.report(entry.id).text for entry in answerer.reports})
        calibrate(READER_CALIBRATION, gather(answerer, asked, reading=True), READ)


if __name__ == "__main__":
    main()
